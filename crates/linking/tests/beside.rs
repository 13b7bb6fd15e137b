//! Where passages read side by side cannot both be right, although no rule tells it from the fields of the claims.

mod common;

use common::{Told, linked, telling};
use tacitus_linking::{Compared, Copies, Report, copies, link_as_said, stories};
use tacitus_record::{Article, Claim, Link, LinkType, claim_id};

const REBELS: &str = "A mortar barrage fired by the Red Heron Front tore through the livestock market in Dunmeshi on Monday morning, leaving nine \
traders dead, the governor of Upper Tavrell said.";
const ARMY: &str = "Nine people died at the livestock market in Dunmeshi on Monday when army mortars dug in on the Kessuth ridge opened up, according \
to three survivors.";
const AGREES: &str = "Nine people were killed on Monday when the Red Heron Front fired mortars at the livestock market in Dunmeshi, a doctor at the \
town's clinic said.";

/// What a claim without a doer or a place says of each text: nothing that a rule could compare.
fn told(text: &str, words: &str) -> Told {
    Told::attack("RHF", "Dunmeshi", 5).nowhere().undated().words(text, words)
}

fn links(texts: [&str; 2], words: [&str; 2]) -> Vec<Link> {
    let articles: Vec<Article> = telling(&[(texts[0], 6), (texts[1], 6)]);
    let mut claims = [told(texts[0], words[0]), told(texts[1], words[1])];
    claims.iter_mut().for_each(|t| t.0.actor = None);
    linked(&articles, &[(0, &claims[0]), (1, &claims[1])]).links.into_iter().collect()
}

#[test]
fn two_doers_told_in_quite_other_words_contradict_each_other() {
    let found =
        links([REBELS, ARMY], ["A mortar barrage fired by the Red Heron Front", "army mortars dug in on the Kessuth ridge opened up"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].link_type, found[0].slot.as_str()), (LinkType::Contradicts, "actor"));
    assert!(found[0].reason.contains("Red Heron Front") && found[0].reason.contains("army"), "the words are told: {}", found[0].reason);
}

#[test]
fn the_same_told_in_other_words_does_not() {
    let found = links([REBELS, AGREES], ["A mortar barrage fired by the Red Heron Front", "the Red Heron Front fired mortars"]);
    assert_eq!(found, []);
}

#[test]
fn a_passage_without_a_claim_in_the_words_that_matter_is_not_linked() {
    let found = links([REBELS, ARMY], ["A mortar barrage fired by the Red Heron Front", "survivors"]);
    assert!(found.iter().all(|l| l.slot != "actor"), "{found:?}");
}

#[test]
fn verdicts_that_were_kept_give_the_same_links_and_are_all_asked_for_again() {
    let articles: Vec<Article> = telling(&[(REBELS, 6), (ARMY, 6), (AGREES, 6)]);
    let words = ["A mortar barrage", "army mortars", "fired mortars"];
    let claims: Vec<(Claim, String)> = articles
        .iter()
        .zip(words)
        .map(|(article, words)| {
            let mut claim = told(&article.text, words).0;
            claim.actor = None;
            claim.mention.article = article.id.clone();
            let id = claim_id(&claim, article);
            (claim, id)
        })
        .collect();
    let reports: Vec<Report> = claims.iter().zip(&articles).map(|((claim, id), article)| Report { id, claim, article }).collect();
    let all: Vec<&Article> = articles.iter().collect();
    let copies: Copies = copies(&all);
    let stories = stories(&all, &copies);
    let first = Compared::default();
    let links = link_as_said(&reports, &copies, &stories, &[], &first).links;
    assert!(!first.asked().is_empty() && first.asked().iter().any(|(_, verdict)| verdict.is_none()));
    let again = Compared::from_known(first.asked());
    assert_eq!(link_as_said(&reports, &copies, &stories, &[], &again).links, links);
    assert_eq!(again.asked(), first.asked());
}
