//! The splitter on real and on hostile text.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tacitus_record::Span;
use tacitus_text::{SentenceSpans, split};

fn whole(body: &str) -> Span {
    Span::new(body, 0, body.len()).expect("a string spans itself")
}

/// One line a sentence, words parted by a bar.
fn shown(body: &str) -> String {
    let line = |sentence: &SentenceSpans| sentence.words.iter().map(|word| word.slice(body)).collect::<Vec<_>>().join("|");
    split(body, whole(body)).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What must hold for every text.
fn check(body: &str) {
    let sentences = split(body, whole(body));
    let mut covered = BTreeSet::new();
    let mut end = 0;
    for sentence in &sentences {
        assert!(!sentence.words.is_empty() && sentence.words.len() <= 250);
        assert_eq!(sentence.span, sentence.words[0].cover(sentence.words[sentence.words.len() - 1]));
        for word in &sentence.words {
            assert!(word.start() >= end, "words overlap or run backwards at {word:?} of {body:?}");
            assert!(!word.is_empty() && body.get(word.start()..word.end()).is_some(), "{word:?} of {body:?}");
            end = word.end();
            covered.extend(word.start()..word.end());
        }
    }
    for (at, c) in body.char_indices() {
        let invisible = c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        assert!(invisible || covered.contains(&at), "{c:?} at {at} of {body:?} belongs to no word");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_covered_by_words_in_order(body in any::<String>()) {
        check(&body);
    }

    #[test]
    fn any_mixture_of_the_pieces_of_news_is_covered_by_words_in_order(
        pieces in proptest::collection::vec(prop_oneof![
            Just("U.S."), Just("Gen."), Just("."), Just("..."), Just("’s"), Just("n't"), Just("can"), Just("not"), Just(" "), Just("\n"), Just("\r\n\r\n"),
            Just("“"), Just("”"), Just("\""), Just("'"), Just("-"), Just("–"), Just("1,000"), Just("3-4"), Just("5pm"), Just("$"), Just("US$"), Just("%"),
            Just("http://a.example/x?y=1"), Just("a@b.example"), Just("["), Just("19"), Just("]"), Just("("), Just(")"), Just("\u{200b}"), Just("\u{feff}"),
            Just("e\u{301}"), Just("👨‍👩‍👧"), Just("\0"), Just("شَهِيد"), Just("J."), Just("The"), Just("the"), Just("anti"), Just("!?"), Just("/"), Just("@"), Just("#"),
        ], 0..40)
    ) {
        check(&pieces.concat());
    }

    #[test]
    fn an_empty_line_always_parts_sentences(before in "[a-zA-Z,. “”]{1,30}", after in "[a-zA-Z,. “”]{1,30}") {
        let body = format!("{before}\n\n{after}");
        for sentence in split(&body, whole(&body)) {
            prop_assert!(!sentence.span.slice(&body).contains("\n\n"));
        }
    }

    #[test]
    fn a_region_is_split_as_if_it_stood_alone(before in "[a-z ]{0,10}", middle in "\\PC{0,40}", after in "[a-z ]{0,10}") {
        let body = format!("{before}{middle}{after}");
        let region = Span::new(&body, before.len(), before.len() + middle.len()).expect("the middle lies in the body");
        let alone: Vec<Vec<(usize, usize)>> = split(&middle, whole(&middle)).iter().map(|s| s.words.iter().map(|w| (w.start() + before.len(), w.end() + before.len())).collect()).collect();
        let inside: Vec<Vec<(usize, usize)>> = split(&body, region).iter().map(|s| s.words.iter().map(|w| (w.start(), w.end())).collect()).collect();
        prop_assert_eq!(alone, inside);
    }
}

#[test]
fn a_megabyte_without_an_end_is_broken_at_punctuation_and_nothing_is_lost() {
    let body = "the brigade moved on, ".repeat(50_000);
    let sentences = split(&body, whole(&body));
    assert_eq!(sentences.iter().map(|s| s.words.len()).sum::<usize>(), 250_000);
    assert!(sentences.iter().all(|s| s.words.len() <= 250 && s.span.slice(&body).ends_with(',')));
    let unbroken = "x".repeat(1_000_000);
    assert_eq!(split(&unbroken, whole(&unbroken)).len(), 1);
    for hostile in [".", "'", "(", "-", "a-", "1,", "1-", "a.", "\u{200b}", "@", "a@", "http://", "\"a\" ", ". ", "[1] ", "“", "U.S. "] {
        let body = hostile.repeat(1_000_000 / hostile.len());
        split(&body, whole(&body));
    }
}

#[test]
fn words_of_news() {
    insta::assert_snapshot!(shown("Putin’s troops can't, don’t and cannot hold it; it's Kyiv's."), @r"Putin|’s|troops|ca|n't|,|do|n’t|and|can|not|hold|it|;|it|'s|Kyiv|'s|.");
    insta::assert_snapshot!(shown("The anti-tank crew fired a long-range S-300 at the pro-Russian, Moscow-backed unit in the mid-1990s."), @r"The|anti-tank|crew|fired|a|long|-|range|S|-|300|at|the|pro-Russian|,|Moscow|-|backed|unit|in|the|mid-1990s|.");
    insta::assert_snapshot!(shown("It cost $5 million, €3.5bn, US$40,000 or 5% of GDP; 1, 000 shells, 1,000 men, 10-12 tanks, 35mm guns."), @r"It|cost|$|5|million|,|€|3.5|bn|,|US$|40,000|or|5|%|of|GDP|;|1|,|000|shells|,|1,000|men|,|10|-|12|tanks|,|35|mm|guns|.");
    insta::assert_snapshot!(shown("At 5pm (17:00 GMT) on Aug. 6, 2024, i.e. 06/08/2024 or 2024-08-06, call 555-0142."), @r"At|5|pm|(|17:00|GMT|)|on|Aug.|6|,|2024|,|i.e.|06/08/2024|or|2024-08-06|,|call|555-0142|.");
    insta::assert_snapshot!(shown("See https://ardovia.example/news?id=1, write to desk@ardovia.example, or visit ardovia.com."), @r"See|https://ardovia.example/news?id=1|,|write|to|desk@ardovia.example|,|or|visit|ardovia.com|.");
    insta::assert_snapshot!(shown("The `” counter-terrorist” operation' – or “war” — was «over»…"), @r"The|`|”|counter-terrorist|”|operation|'|–|or|“|war|”|—|was|«|over|»|…");
    insta::assert_snapshot!(shown("A 155-mm shell hit the 93rd Brigade's No. 2 post at 12.5 km."), @r"A|155|-|mm|shell|hit|the|93rd|Brigade|'s|No.|2|post|at|12.5|km|.");
    insta::assert_snapshot!(shown("AT&T, the R&D unit and and/or the Israeli/Arab talks [sic] (see p. 4)."), @r"AT&T|,|the|R&D|unit|and|and|/|or|the|Israeli|/|Arab|talks|[|sic|]|(|see|p.|4|)|.");
    insta::assert_snapshot!(shown("#FreeVelsk @ArdovMoD 🇺🇦🔥 tweeted: 'em all, since '91."), @r"#FreeVelsk|@ArdovMoD|🇺🇦🔥|tweeted|:|'em|all|,|since|'91|.");
}

#[test]
fn sentences_of_news() {
    // Titles, initials, states and hours keep their stops.
    insta::assert_snapshot!(shown("Gen. J. K. Smith met Lt. Col. A. Brown in the U.S. Army base. He left at 5 p.m. The U.S. said no. It met Sen. Doe, Jr. in Washington, D.C. on Aug. 6."), @r"
    Gen.|J.|K.|Smith|met|Lt.|Col.|A.|Brown|in|the|U.S.|Army|base|.
    He|left|at|5|p.m.
    The|U.S.|said|no|.
    It|met|Sen.|Doe|,|Jr.|in|Washington|,|D.C.|on|Aug.|6|.
    ");
    // Quotations.
    insta::assert_snapshot!(shown("“We will fight.” He left. \"Why?\" she asked. \"Go.\" Then it ended. He said: “Stop. Now.”"), @r#"
    “|We|will|fight|.|”
    He|left|.
    "|Why|?|"|she|asked|.
    "|Go|.|"
    Then|it|ended|.
    He|said|:|“|Stop|.
    Now|.|”
    "#);
    insta::assert_snapshot!(shown("The minister said “we won.” Nobody believed him. (It was late.) They slept."), @r"
    The|minister|said|“|we|won|.|”
    Nobody|believed|him|.
    (|It|was|late|.|)
    They|slept|.
    ");
    // Straight marks between blanks.
    insta::assert_snapshot!(shown("He said \" we won . \" Nobody believed him ."), @r#"
    He|said|"|we|won|.|"
    Nobody|believed|him|.
    "#);
    // Lines, lists and headings.
    insta::assert_snapshot!(shown("Shelling of Velsk\n\nTroops shelled\nVelsk on Tuesday.\nTwo died.\n- One was a child\n- One was a nurse"), @r"
    Shelling|of|Velsk
    Troops|shelled|Velsk|on|Tuesday|.
    Two|died|.
    -|One|was|a|child
    -|One|was|a|nurse
    ");
    // References, ellipses, exclamations.
    insta::assert_snapshot!(shown("The town fell.[19] It was retaken.[20][21] “Well...” he said. But... no! Really?! yes."), @r"
    The|town|fell|.|[|19|]
    It|was|retaken|.|[|20|]|[|21|]
    “|Well|...|”|he|said|.
    But|...|no|!
    Really|?!
    yes|.
    ");
    // Datelines, with place, day and agency; a dash elsewhere ends nothing.
    insta::assert_snapshot!(shown("PORT VELSK, 3 May 90 (Ardovian News Agency) -- The army withdrew.\n\nTHE ARMY OF THE NORTH WITHDREW FROM THE TOWN OF VELSK -- IT SAID -- ON 3 MAY."), @r"
    PORT|VELSK|,|3|May|90|(|Ardovian|News|Agency|)|--
    The|army|withdrew|.
    THE|ARMY|OF|THE|NORTH|WITHDREW|FROM|THE|TOWN|OF|VELSK|--|IT|SAID|--|ON|3|MAY|.
    ");
    // Missing blank.
    insta::assert_snapshot!(shown("The army withdrew.The town fell. Version 2.0 of node.js and Kyiv.Then"), @r"
    The|army|withdrew|.
    The|town|fell|.
    Version|2.0|of|node|.|js|and|Kyiv|.
    Then
    ");
    insta::assert_snapshot!(shown("The firm Acme Inc. Chief Jane Doe runs it, etc. The rest is silence. Items: 1. First 2. Second."), @r"
    The|firm|Acme|Inc.|Chief|Jane|Doe|runs|it|,|etc.
    The|rest|is|silence|.
    Items|:|1|.
    First|2|.
    Second|.
    ");
}

#[test]
fn a_tag_after_a_quoted_question_stays_with_it() {
    let count = |text: &str| split(text, whole(text)).len();
    assert_eq!(count("“How many must die?” Ann Oak asked."), 1);
    assert_eq!(count("\"Where were they?\" Oak said on Monday."), 1);
    assert_eq!(count("\"Where were they?\" He said nothing more."), 2);
    assert_eq!(count("“How many must die?” Ann Oak left the hall."), 2);
}

#[test]
fn an_hour_ends_a_sentence_where_no_day_or_zone_follows() {
    let count = |text: &str| split(text, whole(text)).len();
    assert_eq!(count("The pressure fell to zero at 6 a.m. Karsk Foreign Minister Anton Vesk confirmed it."), 2);
    assert_eq!(count("Shelling began at 6 a.m. Monday in the old town."), 1);
    assert_eq!(count("Shelling began at 6 a.m. GMT and 9 a.m. Velmora time."), 1);
    assert_eq!(count("It struck at 11 p.m. Eastern Time on May 3."), 1);
    assert_eq!(count("Polls close at 8 p.m. in the capital."), 1);
}
