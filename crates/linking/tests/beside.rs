//! Where passages read side by side cannot both be right, although no rule tells it from the fields of the claims.

mod common;

use common::{Told, telling};
use tacitus_linking::{Compared, Copies, Report, Story, StoryArticle, link_as_said};
use tacitus_record::{Article, Block, BlockKind, Claim, Link, LinkType, Span, claim_id};

const REBELS: &str = "A mortar barrage fired by the Red Heron Front tore through the livestock market in Dunmeshi on Monday morning, leaving nine \
traders dead, the governor of Upper Tavrell said.";
const ARMY: &str = "Nine people died at the livestock market in Dunmeshi on Monday when army mortars dug in on the Kessuth ridge opened up, according \
to three survivors.";
const AGREES: &str = "Nine people were killed on Monday when the Red Heron Front fired mortars at the livestock market in Dunmeshi, a doctor at the \
town's clinic said.";

const ELSEWHERE: &str = "Traders at the livestock market in Dunmeshi asked the governor of Upper Tavrell for new stalls and a better well, which he promised \
them before the Red Heron festival.";

/// What a claim without a doer or a place says of each text: nothing that a rule could compare.
fn told(text: &str, words: &str) -> Told {
    Told::attack("RHF", "Dunmeshi", 5).nowhere().undated().words(text, words)
}

/// Links accounts of one story, each with one claim in these words.
fn linked(texts: &[&str], words: &[&str], compared: &Compared) -> Vec<Link> {
    let dated: Vec<(&str, u32)> = texts.iter().map(|text| (*text, 6)).collect();
    let mut articles: Vec<Article> = telling(&dated);
    for article in &mut articles {
        let span = Span::new(&article.text, 0, article.text.len()).expect("the whole body");
        article.blocks = vec![Block { span, kind: BlockKind::Paragraph }];
    }
    let made = |(article, words): (&Article, &&str)| {
        let mut claim = told(&article.text, words).0;
        claim.actor = None;
        claim.mention.article = article.id.clone();
        let id = claim_id(&claim, article);
        (claim, id)
    };
    let claims: Vec<(Claim, String)> = articles.iter().zip(words).map(made).collect();
    let reports: Vec<Report> = claims.iter().zip(&articles).map(|((claim, id), article)| Report { id, claim, article }).collect();
    let member = |article: &Article| StoryArticle { article: article.id.clone(), reason: "test".into() };
    let story = Story { articles: articles.iter().map(member).collect(), about: vec![] };
    link_as_said(&reports, &Copies::default(), &[story], &[], compared).links
}

fn links(texts: [&str; 2], words: [&str; 2]) -> Vec<Link> {
    linked(&texts, &words, &Compared::default())
}

const TAKEN: &str =
    "Fighters of the Telim Brigades took Sadrak on Monday, raising their flag over the town hall, the Varzen Wire reported.";
const KEPT: &str = "The army was still in control of Sadrak on Monday night, its spokesman said, and soldiers stood guard at the town hall. Schools \
stayed shut.";

#[test]
fn two_holders_of_a_town_told_in_quite_other_words_contradict_each_other() {
    let found = links([TAKEN, KEPT], ["Fighters of the Telim Brigades took Sadrak", "The army was still in control of Sadrak"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].link_type, found[0].slot.as_str()), (LinkType::Contradicts, "actor"));
    assert!(found[0].reason.contains("Telim Brigades") && found[0].reason.contains("army"), "the words are told: {}", found[0].reason);
}

#[test]
fn a_passage_without_a_claim_in_the_words_that_matter_is_not_linked() {
    assert_eq!(links([TAKEN, KEPT], ["Fighters of the Telim Brigades took Sadrak", "Schools stayed shut"]), []);
}

#[test]
fn what_is_told_and_what_is_said_not_to_have_been_contradict_each_other() {
    let told =
        "Border guards of Telim beat forty traders with rifle butts at the Oskel crossing on Tuesday, two lorry drivers who saw it said.";
    let denied = "No trader was beaten at the Oskel crossing on Tuesday, the border command said. It called the account an invention.";
    let found = links([told, denied], ["Border guards of Telim beat forty traders", "No trader was beaten at the Oskel crossing"]);
    assert_eq!(found.iter().map(|l| l.slot.as_str()).collect::<Vec<_>>(), ["polarity"], "{found:?}");
}

#[test]
fn the_same_told_in_other_words_does_not() {
    let found = links([REBELS, AGREES], ["A mortar barrage fired by the Red Heron Front", "the Red Heron Front fired mortars"]);
    assert_eq!(found, []);
}

#[test]
fn verdicts_that_were_kept_give_the_same_links_and_are_all_asked_for_again() {
    let all = |compared: &Compared| linked(&[REBELS, ARMY, ELSEWHERE], &["A mortar barrage", "army mortars", "Traders"], compared);
    let first = Compared::default();
    let links = all(&first);
    let asked = first.asked();
    assert!(asked.iter().any(|(_, verdict)| verdict.is_some()) && asked.iter().any(|(_, verdict)| verdict.is_none()), "{asked:?}");
    let again = Compared::from_known(first.asked());
    assert_eq!(all(&again), links);
    assert_eq!(again.asked(), asked);
}
