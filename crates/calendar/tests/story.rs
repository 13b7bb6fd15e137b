//! A text carries its own time along: years said once, "the next day", headings; and news does not.

use tacitus_calendar::{Story, Tense, find, find_in_story, fits};
use tacitus_record::Day;

fn edtf(anchor: &str, tense: Tense, text: &str) -> Vec<(String, Option<String>)> {
    find(text, anchor.parse().ok(), &|_| tense).into_iter().map(|f| (f.moment.text, f.moment.edtf)).collect()
}

fn last(anchor: &str, text: &str) -> Option<String> {
    edtf(anchor, Tense::Past, text).pop().and_then(|(_, value)| value)
}

#[test]
fn a_day_without_a_year_goes_on_from_the_day_before_it() {
    let text = "On 6 March 2031 Velmoria attacked Tarn. The siege ended on 9 April.";
    assert_eq!(last("2040-09-01", text).as_deref(), Some("2031-04-09"));
}

#[test]
fn the_next_day_is_the_storys_next_day() {
    let text = "On 20 March 2031 Tarn fell. The following day the garrison surrendered, and three days later the duke fled.";
    let found: Vec<_> = edtf("2040-09-01", Tense::Past, text).into_iter().filter_map(|(_, e)| e).collect();
    assert_eq!(found, ["2031-03-20", "2031-03-21", "2031-03-24"]);
}

#[test]
fn fresh_news_is_not_drawn_into_an_older_story() {
    let text = "The war began on 30 July 2038. On August 6 troops crossed the river.";
    assert_eq!(last("2040-08-15", text).as_deref(), Some("2040-08-06"));
}

#[test]
fn a_heading_gives_its_year_to_what_follows() {
    let text = "February 2031\n\nOn 7 February the bridge was blown up.";
    assert_eq!(last("2040-09-01", text).as_deref(), Some("2031-02-07"));
}

#[test]
fn sentences_read_one_by_one_share_a_story() {
    let anchor = "2040-09-01".parse::<Day>().ok();
    let mut story = Story::default();
    let mut read = |text: &str| find_in_story(text, anchor, &|_| Tense::Past, &mut story).pop().and_then(|f| f.moment.edtf);
    assert_eq!(read("On 6 March 2031 Velmoria attacked.").as_deref(), Some("2031-03-06"));
    assert_eq!(read("The next day Tarn fell.").as_deref(), Some("2031-03-07"));
}

#[test]
fn a_next_day_after_publication_is_not_believed() {
    assert_eq!(last("2040-09-01", "The next day the duke fled."), None);
}

#[test]
fn an_expression_never_reaches_over_a_blank_line() {
    let found = edtf("2040-09-01", Tense::Past, "Tarn, 6\n\nAugust 2031 was hot.");
    assert_eq!(found, [("August 2031".to_string(), Some("2031-08".to_string()))]);
}

#[test]
fn both_orders_of_a_date_in_figures_stay_possible() {
    let found = find("The note is dated 06/08/2031.", None, &|_| Tense::Past).remove(0).moment;
    let bounds = [found.start_lo, found.end_hi].map(|d| d.map(|d| d.to_string()));
    assert_eq!(bounds, [Some("2031-06-08".to_string()), Some("2031-08-06".to_string())]);
    assert_eq!(found.rule, "figures-us-order");
}

#[test]
fn a_past_time_after_publication_does_not_fit() {
    let published: Day = "2031-08-15".parse().expect("a day");
    let moment = |text: &str| find(text, Some(published), &|_| Tense::Past).remove(0).moment;
    assert!(fits(&moment("on 6 August 2031"), published, Tense::Past));
    assert!(!fits(&moment("on 6 August 2032"), published, Tense::Past));
    assert!(fits(&moment("on 6 August 2032"), published, Tense::Future));
}
