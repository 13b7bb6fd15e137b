//! What TIMEX3 says of an expression, against one publication day, a Thursday.

use tacitus_calendar::{Tense, find, timex3};
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
