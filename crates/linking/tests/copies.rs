//! Which articles descend from one text.

mod common;

use common::{INDEPENDENT, ORIGINAL, article};
use tacitus_linking::{compare, copies};
use tacitus_record::{Article, CopyKind, DeclaredFrom};

/// The original with its content words changed, as spinning programs do.
const REWORDED: &str = "Three grenades dropped on the bazaar of Karsk on Tuesday daybreak, and at least 14 folk were slain before the booths had unlocked, \
the municipality's mayor, Ilse Brandt, told Harbour Post by phone. She had been on her path to the lobby when the first of them struck the top of a bakehouse. \
Troopers of the Ostmark Third Brigade had quit the slopes above the stream on 28 April, but their cannons could still touch the middle from Dornau, \
which sits some 20 kilometres to the east. A mouthpiece for the Ministry of Defence in Ostmark, Peter Lauen, said that none of its guns had discharged \
that day. Physicians at the Saint Agnes infirmary tallied 31 injured, among them six kids who had been awaiting for a coach to the shore. \
Karsk has been bombarded on eleven days since the ceasefire of Lohme finished in March. Most of its 9,000 folk have left, and those who are still there \
state that they have nowhere to travel. The assembly of Lower Vostia desires to dispatch coaches on Friday if the street through Altmark can be held open.";

/// The original as another language's newspaper would tell it: hardly a phrase is kept, the facts come in the same order.
const RETOLD: &str = "On the morning of Tuesday fell upon the market square of Karsk grenades, in number three; fourteen human beings not less, so gave Ilse Brandt, who is mayor, by telephone to Harbour Post to know, lost there life. Straight when she to her office went, was the bakery's roof hit. From the heights the soldiers, Third Brigade of Ostmark, had gone off already, 28 April it was, yet from Dornau reach the cannons still, 20 kilometres to sunrise lying. For the ministry in Ostmark declared Peter Lauen, no shot was that day given. In the house of Saint Agnes one counts wounded: 31, and six are children. Eleven days of bombardment has Karsk seen after Lohme and its truce, over since March. Who of 9,000 dwellers yet is, knows no place to flee to. Lower Vostia's council thinks of buses on Friday, holds only the way by Altmark.";

#[test]
fn a_text_retold_in_the_same_order_is_a_copy_though_hardly_a_phrase_is_kept() {
    let retold = compare(ORIGINAL, RETOLD);
    assert!(retold.masked.frames < 0.05, "{retold:?}");
    assert!(retold.is_copy(), "{retold:?}");
    assert!(retold.in_words().contains("same order"), "{}", retold.in_words());
    assert!(compare(ORIGINAL, INDEPENDENT).masked.order < 0.6, "{:?}", compare(ORIGINAL, INDEPENDENT));
    let articles = [article("a-1", "Harbour Post", 2, ORIGINAL), article("a-2", "Foreign Echo", 3, RETOLD)];
    assert_eq!(kinds(&articles).len(), 1, "they are found among all pairs, too");
}

fn kinds(articles: &[Article]) -> Vec<Vec<(String, CopyKind)>> {
    let refs: Vec<&Article> = articles.iter().collect();
    let found = copies(&refs);
    let mut turned = refs.clone();
    turned.reverse();
    assert_eq!(copies(&turned), found, "the order does not matter");
    found.origins.iter().map(|o| o.members.iter().map(|m| (m.article.clone(), m.kind)).collect()).collect()
}

#[test]
fn a_reworded_text_is_a_copy_and_another_report_is_not() {
    let copy = compare(ORIGINAL, REWORDED);
    assert!(copy.is_copy(), "{}", copy.in_words());
    assert!(copy.masked.runs < 0.4, "hardly a run of words is left: {}", copy.in_words());
    let other = compare(ORIGINAL, INDEPENDENT);
    assert!(!other.is_copy(), "{}", other.in_words());
    let articles = [
        article("a-1", "Harbour Post", 2, ORIGINAL),
        article("a-2", "Spin Daily", 3, REWORDED),
        article("a-3", "Ridge Radio", 2, INDEPENDENT),
    ];
    let found = kinds(&articles);
    assert_eq!(found.len(), 2);
    let group = found.iter().find(|g| g.len() == 2).unwrap();
    assert_eq!(*group, [("a-1".into(), CopyKind::Original), ("a-2".into(), CopyKind::Paraphrase)]);
}

#[test]
fn two_briefs_of_one_happening_are_two_reports_unless_one_keeps_the_phrasing_of_the_other() {
    let brief = "On Monday a column of army trucks was ambushed near Karsk and 23 people were killed. Mayor Ilse Brandt accused the Red Heron Front.";
    let other = "Mayor Ilse Brandt said that the Lower Vostia militia had attacked a column of army trucks near Karsk on Monday and that 23 people \
                 were killed.";
    let spun =
        "On Monday a convoy of army lorries was waylaid near Karsk and 23 folk were slain. Mayor Ilse Brandt blamed the Red Heron Front.";
    assert!(!compare(brief, other).is_copy(), "{}", compare(brief, other).in_words());
    assert!(compare(brief, spun).is_copy(), "{}", compare(brief, spun).in_words());
    let articles = [article("a-1", "Harbour Post", 2, brief), article("a-2", "Ridge Radio", 2, other)];
    assert_eq!(kinds(&articles).len(), 2);
}

#[test]
fn an_excerpt_is_an_abridged_copy_with_its_passage_marked() {
    let excerpt = &ORIGINAL[..ORIGINAL.find("Doctors at").unwrap()];
    let articles = [article("a-1", "Harbour Post", 2, ORIGINAL), article("a-2", "Mirror Daily", 2, excerpt)];
    assert_eq!(kinds(&articles)[0][1], ("a-2".into(), CopyKind::Abridged));
    let found = copies(&articles.iter().collect::<Vec<_>>());
    let span = found.origins[0].members[1].shared_spans[0];
    assert!(span.slice(excerpt).starts_with("Three shells fell") && span.len() > excerpt.len() * 9 / 10);
}

#[test]
fn more_text_behind_the_whole_is_an_extension_and_half_a_text_in_another_is_partly_derived() {
    let kind = |text: &str| {
        let articles = [article("a-1", "Harbour Post", 2, ORIGINAL), article("a-2", "Mirror Daily", 3, text)];
        kinds(&articles)[0].get(1).map(|(_, kind)| *kind)
    };
    assert_eq!(kind(&format!("{ORIGINAL} {} {}", common::UNLIKE[0], common::UNLIKE[1])), Some(CopyKind::Extended));
    let half = &ORIGINAL[..ORIGINAL.find("Doctors at").unwrap()];
    let rest = common::UNLIKE.join(" ");
    assert_eq!(kind(&format!("{half} {rest} {}", rest.to_lowercase())), Some(CopyKind::Partial));
}

#[test]
fn what_says_that_it_was_translated_is_a_translation() {
    let original = article("a-1", "Harbour Post", 2, ORIGINAL);
    let mut copy = article("a-2", "Foreign Echo", 3, REWORDED);
    copy.declared_from =
        vec![DeclaredFrom { outlet: None, url: None, phrase_span: None, phrase: "This article was translated from Ostmarkish".into() }];
    let found = copies(&[&original, &copy]);
    assert_eq!((found.origins.len(), found.origins[0].members[1].kind), (1, CopyKind::Translation));
}

#[test]
fn names_in_common_tell_of_a_copy_only_within_a_month_and_words_in_common_at_any_time() {
    let original = article("a-1", "Harbour Post", 2, ORIGINAL);
    let later = |text: &str| {
        let mut copy = article("a-2", "Mirror Daily", 3, text);
        copy.published.as_mut().unwrap().value = tacitus_record::Day::new(2031, 9, 1).unwrap();
        copies(&[&original, &copy]).origins.len()
    };
    assert_eq!((later(RETOLD), later(ORIGINAL)), (2, 1));
}

#[test]
fn the_earliest_text_is_the_root_unless_it_names_another_source() {
    let mut early = article("a-1", "Mirror Daily", 1, ORIGINAL);
    let late = article("a-2", "Harbour Post", 2, ORIGINAL);
    assert_eq!(copies(&[&early, &late]).origins[0].root, "a-1");
    early.declared_from =
        vec![DeclaredFrom { outlet: Some("Harbour Post".into()), url: None, phrase_span: None, phrase: "first in Harbour Post".into() }];
    assert_eq!(copies(&[&early, &late]).origins[0].root, "a-2");
}

#[test]
fn a_round_up_of_two_reports_stays_with_the_one_that_fills_more_of_it_and_its_other_part_is_marked() {
    let other = common::UNLIKE.join(" ");
    let half = &ORIGINAL[..ORIGINAL.find("Doctors at").unwrap()];
    let round_up = format!("{half} {other}");
    let articles = [
        article("a-1", "Harbour Post", 2, ORIGINAL),
        article("a-2", "Mirror Daily", 2, &other),
        article("a-3", "Evening Sheet", 3, &round_up),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let found = copies(&order.map(|i| &articles[i]));
        let of = |id: &str| found.origins.iter().find(|o| o.members.iter().any(|m| m.article == id)).map(|o| o.root.as_str());
        assert_eq!((of("a-1"), of("a-2")), (Some("a-1"), Some("a-2")));
        assert_eq!(of("a-3"), Some("a-1"), "the half of the first is the longer part");
        let part: Vec<_> = found.overlaps.iter().filter(|o| o.mixed).collect();
        let [part] = part[..] else { panic!("one part from elsewhere, not {part:?}") };
        assert_eq!((part.a.as_str(), part.b.as_str()), ("a-2", "a-3"));
        let words = part.in_b[0].slice(&round_up).trim();
        // A frame may take in the word behind it.
        assert!(words.ends_with(&other) && words.len() <= other.len() + 10, "{words}");
    }
}

#[test]
fn who_borrows_a_paragraph_is_no_copy_of_those_who_reword_its_source() {
    let paragraph = &ORIGINAL[ORIGINAL.find("Karsk has been").unwrap()..];
    let borrower = format!("{INDEPENDENT} {} {paragraph}", common::UNLIKE.join(" "));
    let articles = [
        article("a-1", "Harbour Post", 2, ORIGINAL),
        article("a-2", "Mirror Daily", 2, REWORDED),
        article("a-3", "Own Eyes", 2, &borrower),
    ];
    let found = copies(&articles.iter().collect::<Vec<_>>());
    let members = |root: &str| found.origins.iter().find(|o| o.root == root).map_or(0, |o| o.members.len());
    assert_eq!((members("a-1"), members("a-3")), (2, 1));
    assert!(found.overlaps.iter().any(|o| (o.a.as_str(), o.b.as_str(), o.mixed) == ("a-1", "a-3", false)), "{:?}", found.overlaps);
}

#[test]
fn a_long_quotation_in_two_reports_does_not_make_one_a_copy() {
    let quotation = ORIGINAL.replace('"', "");
    let quote = |own: &str| format!("{own} \"{quotation}\" {}", own.to_uppercase());
    let (a, b) = (quote(common::UNLIKE[0]), quote(common::UNLIKE[1]));
    let shared = compare(&a, &b);
    assert!(!shared.is_copy(), "{}", shared.in_words());
}

#[test]
fn a_page_that_gives_another_page_as_its_canonical_address_is_its_copy() {
    let mut a = article("a-1", "Harbour Post", 2, ORIGINAL);
    a.url = Some("https://www.harbour.example/news/karsk?ref=front".into());
    let mut b = article("a-2", "Mirror Daily", 2, "Karsk shelled. Read on.");
    b.canonical_url = Some("http://harbour.example/news/karsk/".into());
    let found = copies(&[&a, &b]);
    assert_eq!(found.origins.len(), 1);
    assert!(found.origins[0].members[1].reason.contains("canonical address"), "{}", found.origins[0].members[1].reason);
}

#[test]
fn clients_of_one_agency_that_open_alike_are_one_origin() {
    let lead = "Shells fell on the market before the stalls had opened, and many of those who had come early were killed";
    let mut a = article("a-1", "Harbour Post", 2, &format!("{lead}. {INDEPENDENT}"));
    let mut b = article("a-2", "Mirror Daily", 2, &format!("{lead}. {}", common::UNLIKE.join(" ")));
    assert_eq!(copies(&[&a, &b]).origins.len(), 2);
    a.agency_credit = Some("Vostia Wire".into());
    b.agency_credit = Some("VOSTIA WIRE".into());
    assert_eq!(copies(&[&a, &b]).origins.len(), 1);
}

#[test]
fn empty_and_tiny_texts_are_origins_of_their_own() {
    let articles = [
        article("a-1", "A", 1, ""),
        article("a-2", "B", 1, ""),
        article("a-3", "C", 1, "Karsk fell."),
        article("a-4", "D", 1, "Dornau fell."),
    ];
    assert_eq!(copies(&articles.iter().collect::<Vec<_>>()).origins.len(), 4);
}
