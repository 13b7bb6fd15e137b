//! What had been read too widely, or as another time than the one that is told; anchored on a Thursday, told in the past tense.

use tacitus_calendar::{Tense, find};
use tacitus_record::Day;

/// Words, and the first and last day allowed ("open" for none), of what is found in the sentence.
fn read(sentence: &str) -> Vec<(String, String)> {
    let anchor = "2024-03-14".parse::<Day>().ok();
    let written = |day: Option<Day>| day.map_or("open".to_string(), |d| d.to_string());
    let days = |found: tacitus_calendar::Found| {
        let (from, until) = found.moment.hull();
        (found.moment.text, format!("{}..{}", written(from), written(until)))
    };
    find(sentence, anchor, &|_| Tense::Past).into_iter().map(days).collect()
}

#[track_caller]
fn assert_read(sentence: &str, words: &str, days: &str) {
    assert_eq!(read(sentence), [(words.to_string(), days.to_string())], "{sentence}");
}

#[test]
fn an_anniversary_is_a_day_of_the_year_it_names() {
    assert_read("The siege began three years ago next month.", "three years ago next month", "2021-04-01..2021-04-30");
    assert_read("The siege began a year ago this week.", "a year ago this week", "2023-03-11..2023-03-17");
    assert_read("The fort fell ten years ago on Friday.", "ten years ago on Friday", "2014-03-08..2014-03-08");
    assert_read("The raid came the Friday before last.", "Friday before last", "2024-03-01..2024-03-01");
}

#[test]
fn the_eve_of_a_feast_is_the_day_before_it() {
    assert_read("Gunmen struck on the eve of Eid al-Fitr.", "eve of Eid al-Fitr", "2023-04-20..2023-04-20");
    assert_read("Gunmen struck on Easter eve.", "Easter eve", "2023-04-08..2023-04-08");
}

#[test]
fn a_part_of_a_budget_year_reaches_over_the_budget_years_of_all_countries() {
    assert_read("Sales rose in the first quarter of fiscal 2024.", "first quarter of fiscal 2024", "2023-07-01..2024-06-30");
    assert_read("Sales rose in the second half of fiscal year 2023.", "second half of fiscal year 2023", "2023-01-01..2024-03-31");
}

#[test]
fn what_follows_something_within_a_time_need_not_follow_the_whole() {
    assert_read("After last week's protests Velm was quiet.", "After last week", "2024-03-04..open");
    assert_read("After last week Velm was quiet.", "After last week", "2024-03-11..open");
    assert_read("Before last month's vote shells fell.", "Before last month", "open..2024-02-29");
}

#[test]
fn what_is_told_from_another_time_is_not_counted_from_publication() {
    for sentence in [
        "Rebels soon took the town.",
        "He vanished in the spring of that year.",
        "The following July rebels took the town.",
        "It ended in October that same year.",
        "The following week rebels took the town.",
    ] {
        assert!(read(sentence).iter().all(|(_, days)| days == "open..open"), "{sentence}: {:?}", read(sentence));
    }
    let told = read("Rebels lost Velm on 3 May 2019. The following July they took it back.");
    assert_eq!(told[1], ("following July".to_string(), "2019-07-01..2019-07-31".to_string()));
    let told = read("Rebels lost Velm on 3 May 2019. The following week they took it back.");
    assert_eq!(told[1], ("following week".to_string(), "2019-05-06..2019-05-12".to_string()));
    let told = read("Rebels lost Velm on 3 May 2019. In October that same year they took it back.");
    assert_eq!(told[1], ("October that same year".to_string(), "2019-10-01..2019-10-31".to_string()));
}

#[test]
fn a_count_behind_a_day_is_no_year() {
    assert_read("On 27 February 33 soldiers died.", "27 February", "2024-02-27..2024-02-27");
    assert_read("On May 5 14 Arlian soldiers died.", "May 5", "2023-05-05..2023-05-05");
}

#[test]
fn a_stretch_keeps_its_half() {
    assert_read("The past year and a half was quiet.", "past year and a half", "2022-07-31..2024-03-14");
    assert_read("The first decade of the 20th century was quiet.", "The first decade of the 20th century", "1900-01-01..1909-12-31");
}

#[test]
fn a_national_day_is_that_of_its_country() {
    assert_read("Guards fired during Independence Day in Pakistan.", "Independence Day in Pakistan", "2023-08-14..2023-08-14");
    assert_eq!(read("Guards fired at an Independence Day parade in Velm."), []);
}

#[test]
fn what_has_happened_does_not_lie_ahead() {
    assert_read("In late March rebels struck.", "late March", "2023-03-21..2023-03-31");
    assert_read("Rebels struck on the last Friday of Ramadan.", "the last Friday of Ramadan", "2023-04-21..2023-04-21");
    assert_read("In early March rebels struck.", "early March", "2024-03-01..2024-03-10");
}
