//! What holds for every text.

use proptest::prelude::*;
use tacitus_calendar::{Found, Tense, Timex3, find, moment_of_edtf, timex3};
use tacitus_record::Day;

const WORDS: [&str; 60] = [
    "the",
    "of",
    "in",
    "on",
    "from",
    "to",
    "and",
    "between",
    "until",
    "since",
    "before",
    "after",
    "by",
    "last",
    "next",
    "this",
    "past",
    "end",
    "early",
    "late",
    "mid",
    "-",
    ",",
    ".",
    "first",
    "second",
    "last",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "century",
    "May",
    "August",
    "Feb",
    "Tuesday",
    "Sunday",
    "weekend",
    "summer",
    "quarter",
    "6",
    "31",
    "30",
    "2024",
    "1999",
    "08",
    "/",
    ":",
    "a.m.",
    "noon",
    "night",
    "every",
    "ago",
    "later",
    "two",
    "few",
    "Easter",
    "Ramadan",
    "overnight",
];

fn holds(text: &str, anchor: Option<Day>, tense: Tense) -> Result<Vec<Found>, TestCaseError> {
    let found = find(text, anchor, &|_| tense);
    let mut reached = 0;
    for f in &found {
        prop_assert!(f.start >= reached && f.end > f.start, "{:?} overlaps or is empty", f.moment.text);
        reached = f.end;
        prop_assert_eq!(text.get(f.start..f.end), Some(f.moment.text.as_str()));
        let m = &f.moment;
        for (lo, hi, name) in [
            (m.start_lo, m.start_hi, "start"),
            (m.end_lo, m.end_hi, "end"),
            (m.start_lo, m.end_hi, "interval"),
            (m.start_hi, m.end_hi, "latest"),
        ] {
            if let (Some(lo), Some(hi)) = (lo, hi) {
                prop_assert!(lo <= hi, "{} of {:?}: {} after {} ({})", name, m.text, lo, hi, m.rule);
            }
        }
        prop_assert_eq!(m.edtf.is_some(), m.is_resolved(), "{:?}: EDTF and bounds go together", m.text);
        if let Some(edtf) = &m.edtf {
            prop_assert!(moment_of_edtf(edtf).is_ok(), "{:?}: {} cannot be read back", m.text, edtf);
        }
        prop_assert!(timex3(f).moment(&m.text).is_ok(), "{:?}: TIMEX3 {:?} cannot be read back", m.text, timex3(f));
        if let Some(extent) = f.extent {
            prop_assert!(extent.begin.zip(extent.end).is_none_or(|(b, e)| b <= e), "{:?} ends before it begins", m.text);
        }
    }
    Ok(found)
}

fn anchors() -> impl Strategy<Value = Option<Day>> {
    prop_oneof![Just(None), (1..=9999i32, 1..=12u32, 1..=31u32).prop_map(|(y, m, d)| Day::new(y, m, d.min(Day::days_in(y, m))))]
}

fn tenses() -> impl Strategy<Value = Tense> {
    prop_oneof![Just(Tense::Past), Just(Tense::Future), Just(Tense::Perfect), Just(Tense::Unknown)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>(), anchor in anchors(), tense in tenses()) {
        holds(&text, anchor, tense)?;
        let _ = moment_of_edtf(&text);
        let _ = Timex3::read(&text);
    }

    #[test]
    fn any_words_of_time_keep_the_bounds_in_order(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..14), glue in any::<bool>(), anchor in anchors(), tense in tenses()
    ) {
        holds(&words.join(if glue { "" } else { " " }), anchor, tense)?;
    }

    #[test]
    fn every_day_of_the_calendar_is_read_back(number in -300_000..1_500_000i32) {
        let day = Day::from_number(number);
        let (year, _, _) = day.civil();
        if (1000..2200).contains(&year) {
            let found = holds(&format!("It happened on {day}."), None, Tense::Past)?;
            prop_assert_eq!(found.first().and_then(|f| f.moment.start_lo), Some(day));
        }
    }

    #[test]
    fn month_ends_never_leave_the_calendar(month in 1..=12u32, year in 2000..=2030i32, words in prop::sample::select(vec![
        "last month", "next month", "three months ago", "two years ago", "the past six months", "the end of last month", "next quarter",
    ])) {
        let anchor = Day::new(year, month, Day::days_in(year, month));
        let found = holds(words, anchor, Tense::Unknown)?;
        prop_assert!(found.first().is_some_and(|f| f.moment.is_resolved()));
    }
}

/// Dense with words that open long expressions, and with nothing that closes one: must end in one pass.
#[test]
fn a_megabyte_is_read() {
    for piece in ["On Tuesday the 2nd Army of Velmoria held the end of the first week of May 2024, ", "the end of ", "1"] {
        let text = piece.repeat(1_000_000 / piece.len());
        let found = find(&text, "2024-08-15".parse::<Day>().ok(), &|_| Tense::Past);
        let wanted = if piece.starts_with("On") { 2 * text.matches("Tuesday").count() } else { 0 };
        assert_eq!(found.len(), wanted, "in {piece:?} repeated");
    }
}
