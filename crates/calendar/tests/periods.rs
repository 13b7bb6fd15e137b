//! Named periods, nights between two days, stretches beside a day and lengths up to now, against one publication day, a Thursday.

use tacitus_calendar::{Tense, find};
use tacitus_record::Day;

fn bounds(text: &str, tense: Tense) -> Vec<String> {
    let side = |d: Option<Day>| d.map_or("..".to_string(), |d| d.to_string());
    let found = find(text, "2024-08-15".parse().ok(), &|_| tense);
    found
        .iter()
        .map(|f| {
            format!(
                "{}: {}~{}/{}~{} {}",
                f.moment.text,
                side(f.moment.start_lo),
                side(f.moment.start_hi),
                side(f.moment.end_lo),
                side(f.moment.end_hi),
                f.moment.role
            )
        })
        .collect()
}

#[test]
fn feasts_of_computed_and_tabled_calendars_have_their_days() {
    for (text, found) in [
        ("Guns fell silent during Eid.", "Eid: 2024-06-16~2024-06-18/2024-06-16~2024-06-18 during"),
        ("They will fall silent on Tabaski 2025.", "Tabaski 2025: 2025-06-06~2025-06-08/2025-06-06~2025-06-08 point"),
        ("Guns fell silent over Lunar New Year.", "Lunar New Year: 2024-02-09~2024-02-11/2024-02-11~2024-02-13 during"),
        ("Guns fell silent on Diwali.", "Diwali: 2023-11-11~2023-11-13/2023-11-11~2023-11-13 point"),
        ("Guns fell silent during Thingyan.", "Thingyan: 2024-04-13~2024-04-13/2024-04-16~2024-04-16 during"),
        ("Guns fell silent on Coptic Christmas.", "Coptic Christmas: 2024-01-07~2024-01-07/2024-01-07~2024-01-07 point"),
    ] {
        assert_eq!(bounds(text, Tense::Past), [found], "in: {text}");
    }
}

#[test]
fn an_eid_of_a_year_may_be_either() {
    let found = bounds("Guns fell silent during Eid 2023.", Tense::Past);
    assert_eq!(found, ["Eid 2023: 2023-04-21~2023-06-30/2023-04-21~2023-06-30 during"]);
}

#[test]
fn stretches_to_a_day_eves_and_earliest_days() {
    for (sentence, found) in [
        ("In the week to 8 March 120 were killed.", "week to 8 March: 2024-03-01~2024-03-01/2024-03-08~2024-03-08 during"),
        ("Shells fell on the eve of Christmas 2023.", "eve of Christmas 2023: 2023-12-24~2023-12-24/2023-12-24~2023-12-24 point"),
        ("The road was open up to and including 5 March.", "up to and including 5 March: ..~../2024-03-05~2024-03-05 until"),
        ("The war spread in the second half of the 1990s.", "second half of the 1990s: 1995-01-01~1995-01-01/1999-12-31~1999-12-31 point"),
    ] {
        assert_eq!(bounds(sentence, Tense::Past), [found], "in: {sentence}");
    }
    let border = bounds("The border will not open, and not before June.", Tense::Future);
    assert_eq!(border, ["not before June: 2025-06-01~2025-06-30/..~.. since"]);
    let week = bounds("The envoys meet the week after next.", Tense::Future);
    assert_eq!(week, ["week after next: 2024-08-26~2024-08-26/2024-09-01~2024-09-01 point"]);
}

#[test]
fn a_night_beside_a_day_is_one_of_two() {
    let found = bounds("Drones hit the port overnight on Monday.", Tense::Past);
    assert_eq!(found, ["overnight on Monday: 2024-08-11~2024-08-12/2024-08-12~2024-08-13 during"]);
    assert_eq!(bounds("Drones hit the port overnight.", Tense::Past), ["overnight: 2024-08-14~2024-08-15/2024-08-14~2024-08-15 point"]);
}

#[test]
fn stretches_beside_a_day_end_or_begin_with_it() {
    for (text, found) in [
        ("Raids grew in the three weeks before Easter.", "three weeks before Easter: 2024-03-07~2024-03-13/2024-03-31~2024-03-31 during"),
        ("Raids grew in the three weeks since 3 May.", "three weeks since 3 May: 2024-05-03~2024-05-03/..~.. since"),
        ("Raids grew in the two days after 3 May.", "two days after 3 May: 2024-05-03~2024-05-03/2024-05-04~2024-05-04 during"),
    ] {
        assert_eq!(bounds(text, Tense::Past), [found], "in: {text}");
    }
    assert!(bounds("Raids grew in the run-up to Christmas.", Tense::Past)[0].ends_with("2023-12-25~2023-12-25 during"));
}

#[test]
fn a_length_up_to_now_says_since_when() {
    for (text, found) in [
        ("They have fought for three months.", "three months: 2024-04-30~2024-05-30/..~.. since"),
        ("They have fought for more than three months.", "three months: 2024-04-15~2024-05-15/..~.. since"),
        ("They have fought for nearly two weeks.", "nearly two weeks: 2024-08-01~2024-08-04/..~.. since"),
    ] {
        assert_eq!(bounds(text, Tense::Perfect), [found], "in: {text}");
    }
    assert!(bounds("They fought for three months.", Tense::Past)[0].contains("..~.."));
}

#[test]
fn a_budget_year_begins_in_any_of_four_months() {
    for (text, found) in [
        ("Arms sales rose in fiscal 2023.", "fiscal 2023: 2022-07-01~2023-04-01/2023-06-30~2024-03-31 point"),
        ("Arms sales rose in FY23.", "FY23: 2022-07-01~2023-04-01/2023-06-30~2024-03-31 point"),
        ("Arms sales rose last fiscal year.", "last fiscal year: 2022-07-01~2023-04-01/2023-06-30~2024-03-31 point"),
    ] {
        assert_eq!(bounds(text, Tense::Past), [found], "in: {text}");
    }
}
