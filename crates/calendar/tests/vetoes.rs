//! What looks like a time and is none, and that real times beside it are still found.

use tacitus_calendar::{Tense, find};
use tacitus_record::Day;

fn words(text: &str) -> Vec<String> {
    let anchor = "2024-08-15".parse::<Day>().ok();
    find(text, anchor, &|_| Tense::Past).into_iter().map(|f| f.moment.text).collect()
}

#[test]
fn no_time_is_found_where_there_is_none() {
    let mut wrong = Vec::new();
    for sentence in [
        "The Velmorian army may have withdrawn from the ridge.",
        "May the dead rest.",
        "One may doubt the ministry's figures.",
        "Protesters march on the palace; others march home.",
        "The 82nd Airborne and the 2nd Army held the line.",
        "The second army broke out.",
        "A second wave of drones followed.",
        "Guards stand watch 24/7 at the depot.",
        "The T-72 and the F-16 were destroyed.",
        "Article 5 and Resolution 2254 were cited.",
        "The column was 100 miles long and 1,000 men strong.",
        "At least 2024 people were killed and 1995 wounded.",
        "Some 2,500 fighters surrendered.",
        "Port Anselm won 3-1 against Tarn.",
        "Call 555 2024 1990 for aid.",
        "The sun rose over Tarn and the guards sat down.",
        "Joe Friday is a corporal.",
        "The Sunday Times of Tarn closed.",
        "The screen has a 4:3 aspect ratio.",
        "See https://news.example.org/2024/08/06/raid-2024.html for more.",
        "He lives in room 2024.",
        "The minister mentioned sanctions in a spring clean of the law.",
        "Fall back, said the captain.",
        "Up to 2000 soldiers deserted.",
        "The castle is from the sixth century BC.",
        "General August led the defence.",
        "They earn 40 crowns a day.",
        "The truce will last.",
        "It was a day to remember and such a night.",
        "About one in seven houses burned.",
        "The ratio is 12:5 in favour.",
        "The brigade's 36th battalion was rotated.",
    ] {
        let found = words(sentence);
        if !found.is_empty() {
            wrong.push(format!("{found:?} in: {sentence}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn real_times_stand_beside_false_ones() {
    for (sentence, found) in [
        ("The army may withdraw in May.", vec!["May"]),
        ("Troops march on Tarn in March.", vec!["March"]),
        ("The 2024 election and the 2024 elections were disputed.", vec!["2024", "2024"]),
        ("The suspension will last several weeks.", vec!["several weeks"]),
        ("On Tuesday the 82nd Brigade lost 24 men.", vec!["Tuesday"]),
        ("On Aug. 6 some 1,000 troops crossed.", vec!["Aug. 6"]),
        ("The F-16s arrived on 4 August.", vec!["4 August"]),
        ("In 2014 rebels took the ridge, 2014 metres high.", vec!["2014"]),
        ("After Friday prayers on 9 August crowds gathered.", vec!["9 August"]),
        ("The 9/11 attacks changed little here.", vec!["9/11"]),
        ("The October 7 attacks are remembered.", vec!["October 7"]),
    ] {
        assert_eq!(words(sentence), found, "in: {sentence}");
    }
}
