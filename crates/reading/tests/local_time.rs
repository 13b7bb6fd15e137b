//! Hours of claims by the clocks of their place. Zones are facts, so the towns are real; what happens in them is made up.

mod common;

use common::{Passage, claims};

/// EDTF of the time of the first claim that has one, and the days it allows.
fn told(text: &str) -> String {
    let passage = Passage { published: "2031-07-16".parse().ok(), ..Passage::of(text) };
    let found = claims(&passage).into_iter().find_map(|c| c.time.filter(|t| t.value.is_resolved())).expect("a claim with a time").value;
    let day = |d: Option<tacitus_record::Day>| d.map_or("..".to_string(), |d| d.to_string());
    format!("{} {}~{}", found.edtf.unwrap_or_default(), day(found.start_lo), day(found.end_hi))
}

#[test]
fn a_night_has_the_offset_of_the_place_where_it_is_known() {
    for (place, first, last) in [
        ("Kharkiv", "2031-07-15T20:00:00+03:00", "2031-07-16T06:00:00+03:00"),
        ("Port-au-Prince", "2031-07-15T20:00:00-04:00", "2031-07-16T06:00:00-04:00"),
        ("Velmquist", "2031-07-15T20:00:00", "2031-07-16T06:00:00"),
    ] {
        let text = format!("Rebels killed five soldiers in {place} overnight.");
        assert_eq!(told(&text), format!("{first}/{last} 2031-07-15~2031-07-16"), "{place}");
    }
}

#[test]
fn an_hour_of_another_zone_has_the_day_of_the_place() {
    let text = "Rebels killed five soldiers in Auckland, New Zealand, at 1800 GMT on Monday.";
    assert_eq!(told(text), "2031-07-14T18:00:00Z 2031-07-15~2031-07-15");
}
