//! What TIMEX3 says of an expression, against one publication day, a Thursday.

use tacitus_calendar::{Tense, Timex3, find, timex3};
use tacitus_record::Day;

fn tags(text: &str) -> Vec<String> {
    let anchor = "2024-08-15".parse::<Day>().ok();
    let found = find(text, anchor, &|_| Tense::Past);
    found.iter().enumerate().map(|(i, f)| timex3(f).tag(i + 1, &f.moment.text)).collect()
}

#[test]
fn a_moment_is_written_as_timeml_writes_it() {
    for (text, tag) in [
        ("The dam broke on Tuesday.", r#"<TIMEX3 tid="t1" type="DATE" value="2024-08-13">Tuesday</TIMEX3>"#),
        ("The dam broke last week.", r#"<TIMEX3 tid="t1" type="DATE" value="2024-W32">last week</TIMEX3>"#),
        ("The dam broke in May 2023.", r#"<TIMEX3 tid="t1" type="DATE" value="2023-05">May 2023</TIMEX3>"#),
        ("The dam broke in late July.", r#"<TIMEX3 tid="t1" type="DATE" value="2024-07" mod="END">late July</TIMEX3>"#),
        ("In the summer of 2023 it broke.", r#"<TIMEX3 tid="t1" type="DATE" value="2023-SU">summer of 2023</TIMEX3>"#),
        ("It broke in Q3 2023.", r#"<TIMEX3 tid="t1" type="DATE" value="2023-Q3">Q3 2023</TIMEX3>"#),
        ("It broke in the 1990s.", r#"<TIMEX3 tid="t1" type="DATE" value="199">1990s</TIMEX3>"#),
        ("It broke on Tuesday evening.", r#"<TIMEX3 tid="t1" type="TIME" value="2024-08-13TEV">Tuesday evening</TIMEX3>"#),
        ("It broke at 9 a.m. on Monday.", r#"<TIMEX3 tid="t1" type="TIME" value="2024-08-12T09:00:00">9 a.m. on Monday</TIMEX3>"#),
        ("The siege lasted for three days.", r#"<TIMEX3 tid="t1" type="DURATION" value="P3D">three days</TIMEX3>"#),
        ("Patrols pass every Tuesday.", r#"<TIMEX3 tid="t1" type="SET" value="P1W">every Tuesday</TIMEX3>"#),
        ("It has burned since 3 May.", r#"<TIMEX3 tid="t1" type="DATE" value="2024-05-03" mod="ON_OR_AFTER">since 3 May</TIMEX3>"#),
        ("It fell before 3 May.", r#"<TIMEX3 tid="t1" type="DATE" value="2024-05-02" mod="ON_OR_BEFORE">before 3 May</TIMEX3>"#),
        ("They have recently left.", r#"<TIMEX3 tid="t1" type="DATE" value="PAST_REF">recently</TIMEX3>"#),
        ("They fought from 3 to 5 May.", r#"<TIMEX3 tid="t1" type="DATE" value="2024-05-03/2024-05-05">from 3 to 5 May</TIMEX3>"#),
    ] {
        assert_eq!(tags(text), [tag], "in: {text}");
    }
}

#[test]
fn what_is_not_known_is_left_open() {
    let found = find("The dam broke on Tuesday & at noon.", None, &|_| Tense::Past);
    let values: Vec<String> = found.iter().map(|f| timex3(f).value).collect();
    assert_eq!(values, ["XXXX-XX-XX", "XXXX-XX-XX"]);
    assert_eq!(timex3(&found[0]).tag(7, "a < b & c"), r#"<TIMEX3 tid="t7" type="DATE" value="XXXX-XX-XX">a &lt; b &amp; c</TIMEX3>"#);
}

#[test]
fn a_tag_is_read_back_as_the_days_that_it_was_written_for() {
    let anchor = "2024-08-15".parse::<Day>().ok();
    for text in [
        "The dam broke on Tuesday.",
        "The dam broke last week.",
        "The dam broke in May 2023.",
        "The dam broke in late July.",
        "In the summer of 2023 it broke.",
        "It broke in Q3 2023.",
        "It broke in the 1990s.",
        "It broke on Tuesday evening.",
        "It broke at 9 a.m. on Monday.",
        "It has burned since 3 May.",
        "It fell before 3 May.",
        "They fought from 3 to 5 May.",
        "It broke last weekend & burned.",
    ] {
        let found = find(text, anchor, &|_| Tense::Past);
        let tag = timex3(&found[0]).tag(1, &found[0].moment.text);
        let (read, words) = Timex3::read(&tag).expect(&tag);
        let moment = read.moment(&words).expect(&tag);
        assert_eq!((moment.text.as_str(), moment.hull()), (found[0].moment.text.as_str(), found[0].moment.hull()), "{tag}");
    }
}

#[test]
fn values_of_others_are_read() {
    let hull = |kind, value: &str, modifier| {
        let (from, to) = Timex3 { kind, value: value.to_string(), modifier }.moment("then").expect(value).hull();
        let day = |d: Option<Day>| d.map_or("..".to_string(), |d| d.to_string());
        format!("{}/{}", day(from), day(to))
    };
    for (kind, value, modifier, days) in [
        ("DATE", "2024-W33-4", None, "2024-08-15/2024-08-15"),
        ("DATE", "2024-W33-WE", None, "2024-08-17/2024-08-18"),
        ("DATE", "19", None, "1900-01-01/1999-12-31"),
        ("DATE", "2023-WI", Some("START"), "2023-12-01/2023-12-31"),
        ("DATE", "2023", Some("AFTER"), "2024-01-01/.."),
        ("DATE", "2023-05-XX", None, "2023-05-01/2023-05-31"),
        ("TIME", "2024-08-13T24:00", None, "2024-08-14/2024-08-14"),
        ("TIME", "2024-08-13T09:15:00+03:00", None, "2024-08-13/2024-08-13"),
        ("DURATION", "P3D", Some("MORE_THAN"), "../.."),
        ("DATE", "PRESENT_REF", None, "../.."),
        ("DATE", "XXXX-WXX-2", None, "../.."),
    ] {
        assert_eq!(hull(kind, value, modifier), days, "{value}");
    }
}

#[test]
fn a_tag_that_cannot_be_read_says_why() {
    for (tag, reason) in [
        ("Tuesday", "does not begin with <TIMEX3"),
        (r#"<TIMEX3 type="DATE">Tuesday</TIMEX3>"#, "value is missing"),
        (r#"<TIMEX3 type="DAY" value="2024">Tuesday</TIMEX3>"#, "none of DATE"),
        (r#"<TIMEX3 type="DATE" value="2024" mod="SOON">Tuesday</TIMEX3>"#, "modifier"),
        (r#"<TIMEX3 type="DATE" value="2024">Tuesday"#, "</TIMEX3> is missing"),
    ] {
        let error = Timex3::read(tag).expect_err(tag).to_string();
        assert!(error.contains(reason), "{error}");
    }
    for (value, reason) in
        [("2024-13-01", "no such day"), ("BC0044", "common era"), ("yesterday", "ISO 8601"), ("2024-08-13T9", "ISO 8601")]
    {
        let error = Timex3 { kind: "DATE", value: value.to_string(), modifier: None }.moment("then").expect_err(value).to_string();
        assert!(error.contains(reason), "{error}");
    }
}
