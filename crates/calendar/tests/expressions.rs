//! What the words mean: one table of fictional sentences, read against one publication day, a Thursday.

use std::fmt::Write;

use tacitus_calendar::{Tense, find};
use tacitus_record::Day;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// One row for each expression: words, EDTF, earliest and latest start, earliest and latest end, grain, role, rule.
fn table(anchor: Option<Day>, tense: Tense, sentences: &[&str]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        let found = find(sentence, anchor, &|_| tense);
        if found.is_empty() {
            let _ = writeln!(out, "(none in) {sentence}");
        }
        for f in found {
            let m = &f.moment;
            let side = |d: Option<Day>| d.map_or("..".to_string(), |d| d.to_string());
            let pair = |lo: Option<Day>, hi: Option<Day>| if lo == hi { side(lo) } else { format!("{}~{}", side(lo), side(hi)) };
            let _ = writeln!(
                out,
                "{} | {} | {} | {} | {} | {} | {}",
                m.text,
                m.edtf.as_deref().or(f.period.as_deref()).unwrap_or("-"),
                pair(m.start_lo, m.start_hi),
                pair(m.end_lo, m.end_hi),
                m.grain.as_str(),
                m.role.as_str(),
                m.rule
            );
        }
    }
    out
}

#[test]
fn days_and_months_with_a_year_need_no_anchor() {
    let sentences = [
        "Velmorian troops crossed the Ostra on August 6, 2024.",
        "The depot burned on 6 August 2024, the ministry said.",
        "The truce was signed on the 6th of August, 2024.",
        "Filed 2024-08-06 in Port Anselm.",
        "The order is dated Aug. 6, 2024.",
        "The log entry reads 06/08/2024.",
        "The log entry reads 26/08/2024.",
        "The log entry reads 6.8.2024.",
        "Shelling resumed in May 2024 and again in Sept. 2023.",
        "In 2022 the Carrow front collapsed.",
        "The 2022-23 campaign cost Velmoria dear.",
        "Refugees fled in the 1990s and early 2000s.",
        "The fort dates from the 17th century.",
        "In the summer of 2023 the dam failed.",
        "Exports fell in the third quarter of 2023 and in Q4 2023.",
        "In the first half of 2023 nobody was exchanged.",
        "By the end of 2023 the brigade was gone.",
        "The council sat between 1998 and 2003.",
        "On New Year's Eve 2023 rockets hit Tarn.",
        "The fiscal 2024 budget doubled.",
    ];
    insta::assert_snapshot!(table(None, Tense::Past, &sentences), @"
    August 6, 2024 | 2024-08-06 | 2024-08-06 | 2024-08-06 | day | point | day
    6 August 2024 | 2024-08-06 | 2024-08-06 | 2024-08-06 | day | point | day
    the 6th of August, 2024 | 2024-08-06 | 2024-08-06 | 2024-08-06 | day | point | day
    2024-08-06 | 2024-08-06 | 2024-08-06 | 2024-08-06 | day | point | day
    Aug. 6, 2024 | 2024-08-06 | 2024-08-06 | 2024-08-06 | day | point | day
    06/08/2024 | 2024-06-08~ | 2024-06-08~2024-08-06 | 2024-06-08~2024-08-06 | day | point | figures-us-order
    26/08/2024 | 2024-08-26 | 2024-08-26 | 2024-08-26 | day | point | day
    6.8.2024 | 2024-08-06 | 2024-08-06 | 2024-08-06 | day | point | day
    May 2024 | 2024-05 | 2024-05-01 | 2024-05-31 | month | point | month
    Sept. 2023 | 2023-09 | 2023-09-01 | 2023-09-30 | month | point | month
    2022 | 2022 | 2022-01-01 | 2022-12-31 | year | point | year
    2022-23 | 2022/2023 | 2022-01-01 | 2023-12-31 | year | point | years
    1990s | 199X | 1990-01-01 | 1999-12-31 | decade | point | decade
    early 2000s | 2000-01-01~/2003-04-30~ | 2000-01-01 | 2003-04-30 | decade | point | part-of-unit
    17th century | 16XX | 1600-01-01 | 1699-12-31 | decade | point | century
    summer of 2023 | 2023-22 | 2023-06-01 | 2023-08-31 | season | point | season
    the third quarter of 2023 | 2023-35 | 2023-07-01 | 2023-09-30 | season | point | quarter
    Q4 2023 | 2023-36 | 2023-10-01 | 2023-12-31 | season | point | quarter
    the first half of 2023 | 2023-40 | 2023-01-01 | 2023-06-30 | season | point | half-year
    By the end of 2023 | ../2023-12-31~ | ..~2023-12-31 | ..~2023-12-31 | year | by | bounded
    between 1998 and 2003 | 1998/2003 | 1998-01-01 | 2003-12-31 | range | during | range
    New Year's Eve 2023 | 2023-12-31 | 2023-12-31 | 2023-12-31 | day | point | feast
    fiscal 2024 | 2024~ | 2023-07-01~2024-04-01 | 2024-06-30~2025-03-31 | year | point | fiscal-year
    ");
}

#[test]
fn relative_words_count_from_the_day_of_publication() {
    let sentences = [
        "The strike happened on Tuesday.",
        "The envoy arrived on Thursday.",
        "Guards opened fire last Tuesday.",
        "Three died on Tuesday night and two early on Wednesday morning.",
        "Talks failed yesterday; the envoy left today.",
        "Drones hit Port Anselm overnight.",
        "Drones hit Port Anselm last night.",
        "The bridge fell this morning.",
        "Fighting eased last week, last month and last year.",
        "The army has lost ground this week.",
        "On August 6 the column crossed the border.",
        "The column crossed in August, after a lull in June.",
        "In late July the town fell; by mid-August it was retaken.",
        "They held out until the end of May.",
        "The siege has lasted since February 2022.",
        "Over the past two and a half years the front moved twice.",
        "In the last 24 hours nine drones were downed.",
        "He was shot two days ago.",
        "The mayor fled three weeks ago.",
        "It happened over the weekend.",
        "The town was hit on Christmas Day and at Easter.",
        "In recent months the pace has slowed.",
        "The militia has recently regrouped and has held the ridge so far.",
        "Last summer the harvest burned.",
        "The village changed hands earlier this month.",
        "He took office in January.",
        "They fought from 3 to 5 May and on 9-11 June.",
        "They fought between May and June.",
        "They fought from Monday to Wednesday.",
        "No one has been seen since Monday.",
        "Before August 6 the road was open; after August 6 it was not.",
        "At 9 a.m. on Monday sirens sounded; at noon they stopped.",
        "The first week of August was quiet.",
        "On 3 and 5 July shells fell.",
        "Prisoners were freed at the start of the year.",
        "It was the first exchange in four years, and in the past two years the only one.",
        "Log 2024-08-06T09:15:00: contact lost.",
        "Troops left late on Friday night and at dawn on Saturday.",
        "Others crossed shortly before dawn on Sunday and after 9 a.m. on Monday.",
        "Ramadan began late; by the end of Ramadan the truce was over.",
        "Eid al-Fitr passed quietly; Velmorian Independence Day did not.",
        "In the second half of July and in mid-2023 the ridge changed hands.",
        "Fighting went on in the following days.",
        "The bridge, built in 1936, was hit 10 days ago and again a few weeks ago.",
        "They left two weeks before Easter and came back three days after Christmas.",
        "The mayor was seized earlier this week and freed later that day.",
        "The cease-fire of 4-5 August held from August 4 until today.",
        "On the morning of August 6 and on Tuesday evening the sirens failed.",
    ];
    insta::assert_snapshot!(table(Some(day("2024-08-15")), Tense::Past, &sentences), @"
    Tuesday | 2024-08-13 | 2024-08-13 | 2024-08-13 | day | point | weekday
    Thursday | 2024-08-15 | 2024-08-15 | 2024-08-15 | day | point | weekday
    last Tuesday | 2024-08-13 | 2024-08-13 | 2024-08-13 | day | point | weekday
    Tuesday night | 2024-08-13T20:00:00/2024-08-14T06:00:00 | 2024-08-13~2024-08-14 | 2024-08-13~2024-08-14 | part-of-day | point | part-of-day
    Wednesday morning | 2024-08-14T05:00:00/2024-08-14T12:00:00 | 2024-08-14 | 2024-08-14 | part-of-day | point | part-of-day
    yesterday | 2024-08-14 | 2024-08-14 | 2024-08-14 | day | point | relative-unit
    today | 2024-08-15 | 2024-08-15 | 2024-08-15 | day | point | relative-unit
    overnight | 2024-08-14T20:00:00/2024-08-15T06:00:00 | 2024-08-14~2024-08-15 | 2024-08-14~2024-08-15 | part-of-day | point | part-of-day
    last night | 2024-08-14T20:00:00/2024-08-15T06:00:00 | 2024-08-14~2024-08-15 | 2024-08-14~2024-08-15 | part-of-day | point | part-of-day
    this morning | 2024-08-15T05:00:00/2024-08-15T12:00:00 | 2024-08-15 | 2024-08-15 | part-of-day | point | part-of-day
    last week | 2024-08-05/2024-08-11 | 2024-08-05 | 2024-08-11 | week | point | relative-unit
    last month | 2024-07 | 2024-07-01 | 2024-07-31 | month | point | relative-unit
    last year | 2023 | 2023-01-01 | 2023-12-31 | year | point | relative-unit
    this week | 2024-08-12/2024-08-18 | 2024-08-12 | 2024-08-18 | week | point | relative-unit
    August 6 | 2024-08-06 | 2024-08-06 | 2024-08-06 | day | point | day-without-year
    August | 2024-08 | 2024-08-01 | 2024-08-31 | month | point | month-without-year
    June | 2024-06 | 2024-06-01 | 2024-06-30 | month | point | month-without-year
    late July | 2024-07-21~/2024-07-31~ | 2024-07-21 | 2024-07-31 | part-of-month | point | part-of-unit
    by mid-August | ../2024-08-20~ | ..~2024-08-20 | ..~2024-08-20 | part-of-month | by | bounded
    until the end of May | ../2024-05-31~ | .. | 2024-05-21~2024-05-31 | part-of-month | until | bounded
    since February 2022 | 2022-02/.. | 2022-02-01~2022-02-28 | .. | month | since | bounded
    past two and a half years | 2022-02~/2024-08-15 | 2022-01-01~2022-04-01 | 2024-08-15 | range | during | trail
    last 24 hours | 2024-08-14/2024-08-15 | 2024-08-14 | 2024-08-15 | range | during | trail
    two days ago | 2024-08-13 | 2024-08-13 | 2024-08-13 | day | point | shift
    three weeks ago | 2024-07-25~ | 2024-07-22~2024-07-28 | 2024-07-22~2024-07-28 | week | point | shift
    weekend | 2024-08-10/2024-08-11 | 2024-08-10 | 2024-08-11 | week | during | weekend
    Christmas Day | 2023-12-25 | 2023-12-25 | 2023-12-25 | day | point | feast
    Easter | 2024-03-31 | 2024-03-31 | 2024-03-31 | day | point | feast
    recent months | 2024-05~/2024-08-15 | 2024-04-30~2024-05-30 | 2024-08-15 | range | during | trail
    recently | ../2024-08-15 | ..~2024-08-15 | 2024-08-15 | vague | point | vague
    so far | ../2024-08-15 | ..~2024-08-15 | 2024-08-15 | vague | point | vague
    Last summer | 2023-22 | 2023-06-01 | 2023-08-31 | season | point | season
    earlier this month | 2024-08-01/2024-08-15 | 2024-08-01 | 2024-08-15 | month | point | rest-of-unit
    January | 2024-01 | 2024-01-01 | 2024-01-31 | month | point | month-without-year
    from 3 to 5 May | 2024-05-03/2024-05-05 | 2024-05-03 | 2024-05-05 | range | during | range
    9-11 June | 2024-06-09/2024-06-11 | 2024-06-09 | 2024-06-11 | range | during | range
    between May and June | 2024-05/2024-06 | 2024-05-01 | 2024-06-30 | range | during | range
    from Monday to Wednesday | 2024-08-12/2024-08-14 | 2024-08-12 | 2024-08-14 | range | during | range
    since Monday | 2024-08-12/.. | 2024-08-12 | .. | day | since | bounded
    Before August 6 | ../2024-08-05 | ..~2024-08-05 | ..~2024-08-05 | day | before | bounded
    after August 6 | 2024-08-07/.. | 2024-08-07~.. | 2024-08-07~.. | day | after | bounded
    9 a.m. on Monday | 2024-08-12T09:00:00 | 2024-08-12 | 2024-08-12 | part-of-day | point | clock
    noon | - | .. | .. | part-of-day | point | clock
    The first week of August | 2024-07-29~/2024-08-04~ | 2024-07-29~2024-08-01 | 2024-08-04~2024-08-07 | week | point | nth
    3 | 2024-07-03 | 2024-07-03 | 2024-07-03 | day | point | day-without-year
    5 July | 2024-07-05 | 2024-07-05 | 2024-07-05 | day | point | day-without-year
    start of the year | 2024-01-01~/2024-04-30~ | 2024-01-01 | 2024-04-30 | year | point | part-of-unit
    four years | 2020-08~/2024-08-15 | 2020-05-16~2020-11-14 | 2024-08-15 | range | during | trail
    past two years | 2022-08~/2024-08-15 | 2022-05-16~2022-11-14 | 2024-08-15 | range | during | trail
    2024-08-06T09:15:00 | 2024-08-06T09:15:00 | 2024-08-06 | 2024-08-06 | part-of-day | point | clock
    Friday night | 2024-08-09T20:00:00/2024-08-10T06:00:00 | 2024-08-09~2024-08-10 | 2024-08-09~2024-08-10 | part-of-day | point | part-of-day
    dawn on Saturday | 2024-08-10T04:00:00/2024-08-10T08:00:00 | 2024-08-10 | 2024-08-10 | part-of-day | point | part-of-day
    shortly before dawn on Sunday | 2024-08-11 | 2024-08-11 | 2024-08-11 | part-of-day | point | bounded
    after 9 a.m. on Monday | 2024-08-12 | 2024-08-12 | 2024-08-12 | part-of-day | point | bounded
    Ramadan | 2024-03-11~/2024-04-09~ | 2024-03-10~2024-03-12 | 2024-04-08~2024-04-10 | range | during | feast
    by the end of Ramadan | ../2024-04-10~ | ..~2024-04-10 | ..~2024-04-10 | range | by | bounded
    Eid al-Fitr | 2024-04-10~ | 2024-04-09~2024-04-11 | 2024-04-09~2024-04-11 | day | point | feast
    second half of July | 2024-07-16/2024-07-31 | 2024-07-16 | 2024-07-31 | part-of-month | point | part-of-unit
    mid-2023 | 2023-05-01~/2023-08-31~ | 2023-05-01 | 2023-08-31 | year | point | part-of-unit
    following days | - | .. | .. | range | during | trail
    1936 | 1936 | 1936-01-01 | 1936-12-31 | year | point | year
    10 days ago | 2024-08-05 | 2024-08-05 | 2024-08-05 | day | point | shift
    a few weeks ago | 2024-07-25~ | 2024-07-18~2024-08-01 | 2024-07-18~2024-08-01 | week | point | shift
    two weeks before Easter | 2024-03-17~ | 2024-03-14~2024-03-20 | 2024-03-14~2024-03-20 | week | point | shift
    three days after Christmas | 2023-12-28 | 2023-12-28 | 2023-12-28 | day | point | shift
    earlier this week | 2024-08-12/2024-08-15 | 2024-08-12 | 2024-08-15 | week | point | rest-of-unit
    4-5 August | 2024-08-04/2024-08-05 | 2024-08-04 | 2024-08-05 | range | during | range
    from August 4 until today | 2024-08-04/2024-08-15 | 2024-08-04 | 2024-08-15 | range | during | range
    morning of August 6 | 2024-08-06T05:00:00/2024-08-06T12:00:00 | 2024-08-06 | 2024-08-06 | part-of-day | point | part-of-day
    Tuesday evening | 2024-08-13T17:00:00/2024-08-13T22:00:00 | 2024-08-13 | 2024-08-13 | part-of-day | point | part-of-day
    ");
}

#[test]
fn the_future_tense_looks_ahead() {
    let sentences = [
        "The envoys will meet on Tuesday.",
        "The envoys will meet next Friday.",
        "The truce will hold until the end of May.",
        "The vote will be held on August 6.",
        "The vote will be held in September.",
        "The ultimatum expires by Sunday.",
        "Reserves will arrive in the coming days.",
        "Reserves will arrive within two weeks.",
        "Reserves will arrive in three days.",
        "In the long run the fort cannot be held; soon it will fall.",
        "Elections are due next month and next year.",
        "The convoy will leave tomorrow, or the day after tomorrow.",
        "The convoy will leave at dawn tomorrow.",
        "The rest of the year will be hard.",
    ];
    insta::assert_snapshot!(table(Some(day("2024-08-15")), Tense::Future, &sentences), @"
    Tuesday | 2024-08-20 | 2024-08-20 | 2024-08-20 | day | point | weekday
    next Friday | 2024-08-23 | 2024-08-23 | 2024-08-23 | day | point | weekday
    until the end of May | ../2025-05-31~ | .. | 2025-05-21~2025-05-31 | part-of-month | until | bounded
    August 6 | 2025-08-06 | 2025-08-06 | 2025-08-06 | day | point | day-without-year
    September | 2024-09 | 2024-09-01 | 2024-09-30 | month | point | month-without-year
    by Sunday | ../2024-08-18 | ..~2024-08-18 | ..~2024-08-18 | day | by | bounded
    coming days | 2024-08-16/2024-08-18 | 2024-08-16 | 2024-08-18 | range | during | trail
    within two weeks | 2024-08-15/2024-08-29~ | 2024-08-15 | 2024-08-28~2024-08-30 | range | during | trail
    in three days | 2024-08-18 | 2024-08-18 | 2024-08-18 | day | point | shift
    In the long run | 2024-08-15/.. | 2024-08-15~.. | 2024-08-15~.. | vague | point | vague
    soon | 2024-08-15/.. | 2024-08-15~.. | 2024-08-15~.. | vague | point | vague
    next month | 2024-09 | 2024-09-01 | 2024-09-30 | month | point | relative-unit
    next year | 2025 | 2025-01-01 | 2025-12-31 | year | point | relative-unit
    tomorrow | 2024-08-16 | 2024-08-16 | 2024-08-16 | day | point | relative-unit
    the day after tomorrow | 2024-08-17 | 2024-08-17 | 2024-08-17 | day | point | relative-unit
    dawn tomorrow | 2024-08-16T04:00:00/2024-08-16T08:00:00 | 2024-08-16 | 2024-08-16 | part-of-day | point | part-of-day
    rest of the year | 2024-08-15/2024-12-31 | 2024-08-15 | 2024-12-31 | year | point | rest-of-unit
    ");
}

#[test]
fn lengths_and_repeated_times_stand_nowhere() {
    let sentences = [
        "The battle lasted for three days.",
        "He was given 24 hours to leave.",
        "The siege went on for two and a half years.",
        "A 12-day truce followed.",
        "Patrols pass every Tuesday.",
        "Shells fall daily, and every other night.",
        "Thirty people were killed in three days.",
    ];
    insta::assert_snapshot!(table(Some(day("2024-08-15")), Tense::Past, &sentences), @"
    three days | P3D | .. | .. | day | during | duration
    24 hours | PT24H | .. | .. | part-of-day | during | duration
    two and a half years | P2.5Y | .. | .. | year | during | duration
    12-day | P12D | .. | .. | day | during | duration
    every Tuesday | P1W | .. | .. | vague | during | set
    daily | P1D | .. | .. | vague | during | set
    every other night | P2D | .. | .. | vague | during | set
    three days | P3D | .. | .. | day | during | duration
    ");
}

#[test]
fn without_an_anchor_relative_words_stay_text() {
    let sentences = ["On Tuesday the depot burned.", "It burned last week.", "It burned in late July.", "It has burned since 3 May 2023."];
    insta::assert_snapshot!(table(None, Tense::Past, &sentences), @"
    Tuesday | - | .. | .. | day | point | weekday
    last week | - | .. | .. | week | point | relative-unit
    late July | - | .. | .. | part-of-month | point | part-of-unit
    since 3 May 2023 | 2023-05-03/.. | 2023-05-03 | .. | day | since | bounded
    ");
}

#[test]
fn stretches_and_parts_of_the_newspaper() {
    let sentences = [
        "Drones came overnight into Friday, the night before last and the week before last.",
        "Fighting closed the road from Tuesday to Friday.",
        "Raids hit in late June and early July 2022.",
        "Shells fell in December and January 2022, and on 3 June and 5 July 2022.",
        "Forty guards were freed so far this year.",
        "Raids grew over the past decade and in the past week.",
        "The closing days of 2023 were quiet.",
        "The last quarter of 2022 was the worst.",
        "They met on the weekend of 5-6 March.",
        "They left on Tuesday 8/13/2024 and on Ukraine's Independence Day.",
        "They held the ridge on Thursday before 5 p.m. and until the end of Friday.",
        "Thursday night into Friday they shelled the port.",
        "They were told more than two days before 6 August, and less than a week ago.",
        "A truce held for 72 hours from Friday.",
    ];
    insta::assert_snapshot!(table(Some(day("2024-08-15")), Tense::Past, &sentences), @"
    overnight into Friday | 2024-08-08T20:00:00/2024-08-09T06:00:00 | 2024-08-08~2024-08-09 | 2024-08-08~2024-08-09 | part-of-day | point | part-of-day
    night before last | 2024-08-13T20:00:00/2024-08-14T06:00:00 | 2024-08-13~2024-08-14 | 2024-08-13~2024-08-14 | part-of-day | point | part-of-day
    week before last | 2024-07-29/2024-08-04 | 2024-07-29 | 2024-08-04 | week | point | relative-unit
    from Tuesday to Friday | 2024-08-06/2024-08-09 | 2024-08-06 | 2024-08-09 | range | during | range
    late June and early July 2022 | 2022-06-21~/2022-07-10~ | 2022-06-21 | 2022-07-10 | range | during | range
    December | 2021-12 | 2021-12-01 | 2021-12-31 | month | point | month
    January 2022 | 2022-01 | 2022-01-01 | 2022-01-31 | month | point | month
    3 June | 2022-06-03 | 2022-06-03 | 2022-06-03 | day | point | day
    5 July 2022 | 2022-07-05 | 2022-07-05 | 2022-07-05 | day | point | day
    so far this year | 2024-01-01/2024-08-15 | 2024-01-01 | 2024-08-15 | year | point | rest-of-unit
    past decade | 2014-08~/2024-08-15 | 2013-08-15~2015-08-15 | 2024-08-15 | range | during | trail
    past week | 2024-08-08~/2024-08-15 | 2024-08-07~2024-08-09 | 2024-08-15 | range | during | trail
    The closing days of 2023 | 2023-12-29/2023-12-31 | 2023-12-29 | 2023-12-31 | part-of-month | point | nth
    The last quarter of 2022 | 2022-36 | 2022-10-01 | 2022-12-31 | season | point | quarter
    weekend of 5-6 March | 2024-03-05/2024-03-06 | 2024-03-05 | 2024-03-06 | range | during | range
    Tuesday 8/13/2024 | 2024-08-13 | 2024-08-13 | 2024-08-13 | day | point | day
    Ukraine's Independence Day | 2023-08-24 | 2023-08-24 | 2023-08-24 | day | point | feast
    Thursday before 5 p.m. | 2024-08-15 | 2024-08-15 | 2024-08-15 | part-of-day | point | bounded
    until the end of Friday | ../2024-08-09 | .. | 2024-08-09 | day | until | bounded
    Thursday night into Friday | 2024-08-08T20:00:00/2024-08-09 | 2024-08-08~2024-08-09 | 2024-08-09 | range | during | range
    more than two days before 6 August | ../2024-08-03 | ..~2024-08-03 | ..~2024-08-03 | day | before | bounded
    less than a week ago | 2024-08-08~/2024-08-15 | 2024-08-07~2024-08-09 | 2024-08-15 | range | during | trail
    for 72 hours from Friday | 2024-08-09/2024-08-11 | 2024-08-09 | 2024-08-11 | range | during | lasting
    ");
}

#[test]
fn deadlines_and_coming_days_lie_ahead() {
    let sentences = ["They must leave no later than 30 June.", "They meet this coming Friday.", "Talks resume next year's first quarter."];
    insta::assert_snapshot!(table(Some(day("2024-08-13")), Tense::Unknown, &sentences), @"
    no later than 30 June | ../2025-06-30 | ..~2025-06-30 | ..~2025-06-30 | day | by | bounded
    this coming Friday | 2024-08-16 | 2024-08-16 | 2024-08-16 | day | point | weekday
    next year's first quarter | 2025-33 | 2025-01-01 | 2025-03-31 | season | point | quarter
    ");
}
