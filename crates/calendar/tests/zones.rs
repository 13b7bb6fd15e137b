//! Hours by the clocks of the place that a moment belongs to.

use tacitus_calendar::{Tense, at_place, find};
use tacitus_record::{Day, Place};

fn place(country: &str, admin1: &str) -> Place {
    let of = |text: &str| (!text.is_empty()).then(|| text.to_string());
    Place { country: of(country), admin1: of(admin1), ..Place::not_found("there") }
}

/// EDTF and bounds of the one time of the sentence, at that place.
fn told(sentence: &str, published: &str, place: &Place) -> String {
    let found = find(sentence, published.parse().ok(), &|_| Tense::Past).remove(0).moment;
    let moment = at_place(&found, place).unwrap_or(found);
    let day = |d: Option<Day>| d.map_or("..".to_string(), |d| d.to_string());
    format!("{} {}~{}", moment.edtf.unwrap_or_default(), day(moment.start_lo), day(moment.end_hi))
}

#[test]
fn a_night_has_the_hours_of_its_place() {
    let sentence = "Drones hit the port overnight.";
    for (country, region, published, edtf) in [
        ("UKR", "Kyiv City", "2024-01-15", "2024-01-14T20:00:00+02:00/2024-01-15T06:00:00+02:00 2024-01-14~2024-01-15"),
        ("UKR", "Kyiv City", "2024-07-15", "2024-07-14T20:00:00+03:00/2024-07-15T06:00:00+03:00 2024-07-14~2024-07-15"),
        ("UKR", "Crimea", "2024-07-15", "2024-07-14T20:00:00+03:00/2024-07-15T06:00:00+03:00 2024-07-14~2024-07-15"),
        ("PSE", "Gaza Strip", "2024-01-15", "2024-01-14T20:00:00+02:00/2024-01-15T06:00:00+02:00 2024-01-14~2024-01-15"),
        ("HTI", "Ouest", "2024-07-15", "2024-07-14T20:00:00-04:00/2024-07-15T06:00:00-04:00 2024-07-14~2024-07-15"),
        ("NZL", "Wellington Region", "2024-01-15", "2024-01-14T20:00:00+13:00/2024-01-15T06:00:00+13:00 2024-01-14~2024-01-15"),
    ] {
        assert_eq!(told(sentence, published, &place(country, region)), edtf, "{country} {region}");
    }
    // The clocks went forward in Kyiv on 31 March 2024 at three.
    let spring = told(sentence, "2024-03-31", &place("UKR", "Kyiv City"));
    assert_eq!(spring, "2024-03-30T20:00:00+02:00/2024-03-31T06:00:00+03:00 2024-03-30~2024-03-31");
}

#[test]
fn where_the_zone_is_not_known_none_is_told() {
    let local = "2024-07-14T20:00:00/2024-07-15T06:00:00 2024-07-14~2024-07-15";
    let sentence = "Drones hit the port overnight.";
    assert_eq!(told(sentence, "2024-07-15", &Place::not_found("Velm")), local);
    // The country has several zones, and no region is named.
    assert_eq!(told(sentence, "2024-07-15", &place("USA", "")), local);
    // A region of several zones that have the same hours.
    let argentina = "2024-07-14T20:00:00-03:00/2024-07-15T06:00:00-03:00 2024-07-14~2024-07-15";
    assert_eq!(told(sentence, "2024-07-15", &place("ARG", "")), argentina);
    // Half past three was there twice.
    let twice = told("A shell hit the port at 3:30 a.m. on 27 October 2024.", "2024-10-28", &place("UKR", ""));
    assert_eq!(twice, "2024-10-27T03:30:00 2024-10-27~2024-10-27");
}

#[test]
fn a_zone_that_is_told_is_kept_and_gives_the_day_of_the_place() {
    let quake = "It came at 1800 GMT on Monday.";
    // In Auckland that was six in the morning of Tuesday.
    assert_eq!(told(quake, "2024-07-17", &place("NZL", "Auckland")), "2024-07-15T18:00:00Z 2024-07-16~2024-07-16");
    assert_eq!(told(quake, "2024-07-17", &place("HTI", "Ouest")), "2024-07-15T18:00:00Z 2024-07-15~2024-07-15");
    assert_eq!(told(quake, "2024-07-17", &Place::not_found("Velm")), "2024-07-15T18:00:00Z 2024-07-15~2024-07-15");
    let east = "It came at 2 a.m. EEST on 16 July 2024.";
    assert_eq!(told(east, "2024-07-17", &place("GBR", "England")), "2024-07-16T02:00:00+03:00 2024-07-16~2024-07-16");
    assert_eq!(told(east, "2024-07-17", &place("HTI", "Ouest")), "2024-07-16T02:00:00+03:00 2024-07-15~2024-07-15");
    let local = "It came at 3 a.m. local time on 16 July 2024.";
    assert_eq!(told(local, "2024-07-17", &place("NZL", "Auckland")), "2024-07-16T03:00:00+12:00 2024-07-16~2024-07-16");
}

#[test]
fn parts_of_the_day_have_hours() {
    let place = place("SDN", "Khartoum");
    for (words, hours) in [
        ("at dawn on 16 July 2024", "2024-07-16T04:00:00+02:00/2024-07-16T08:00:00+02:00"),
        ("in the early hours of 16 July 2024", "2024-07-16T00:00:00+02:00/2024-07-16T08:00:00+02:00"),
        ("on the morning of 16 July 2024", "2024-07-16T05:00:00+02:00/2024-07-16T12:00:00+02:00"),
        ("on the evening of 16 July 2024", "2024-07-16T17:00:00+02:00/2024-07-16T22:00:00+02:00"),
    ] {
        let told = told(&format!("A shell hit the port {words}."), "2024-07-17", &place);
        assert_eq!(told, format!("{hours} 2024-07-16~2024-07-16"), "{words}");
    }
    let day = told("A shell hit the port on 16 July 2024.", "2024-07-17", &place);
    assert_eq!(day, "2024-07-16 2024-07-16~2024-07-16", "a day has no hours");
}
