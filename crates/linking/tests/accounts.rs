//! Where two accounts of one happening cannot both be right, although no claim of the one meets a claim of the other.

mod common;

use common::{Told, linked, place, telling};
use tacitus_linking::{Copies, Story, StoryArticle};
use tacitus_record::{Actor, Article, Bound, Grounded, Kind, LinkType, VoiceType};

const HERE: &str = "Fourteen people were killed on Tuesday in Karsk when shells hit the covered market. Fires burned in Karsk until noon.";
const THERE: &str = "Doctors in Karsk spoke of nine dead. The covered market in Karsk was struck by shells on Tuesday, they said.";

/// Links two accounts told as one story, each with its claims.
fn found(texts: [&str; 2], days: [u32; 2], told: &[(usize, Told)]) -> Vec<(LinkType, String)> {
    let articles: Vec<Article> = telling(&[(texts[0], days[0]), (texts[1], days[1])]);
    let told: Vec<(usize, &Told)> = told.iter().map(|(article, told)| (*article, told)).collect();
    linked(&articles, &told).links.into_iter().map(|l| (l.link_type, l.slot)).collect()
}

/// So many killed, in these words of a body; neither place nor day.
fn toll(number: f64, body: &str, words: &str) -> Told {
    Told::killed(number, "Karsk", 1).nowhere().undated().counting(number, Bound::Exact).words(body, words)
}

/// A strike on the market, with its place and day, in the second or first sentence.
fn strike(body: &str, words: &str, sentence: u32) -> Told {
    let mut told = Told::attack("OST", "Karsk", 5).words(body, words).sentence(sentence);
    told.0.actor = None;
    told
}

#[test]
fn tolls_of_one_happening_meet_across_sentences() {
    let links = found(
        [HERE, THERE],
        [6, 6],
        &[
            (0, toll(14.0, HERE, "Fourteen people were killed")),
            (0, strike(HERE, "shells hit the covered market", 0)),
            (1, toll(9.0, THERE, "nine dead")),
            (1, strike(THERE, "The covered market in Karsk was struck by shells", 1)),
        ],
    );
    assert_eq!(links, [(LinkType::Contradicts, "quantity".to_string())]);
}

#[test]
fn a_toll_told_as_risen_is_an_update_and_one_of_another_town_is_neither() {
    let later = "The number of people killed in Karsk has risen to 23 since shells hit the covered market on Tuesday.";
    let told = |town: &str, body: &str, number: f64, words: &str| {
        [
            (0, toll(14.0, HERE, "Fourteen people were killed")),
            (0, strike(HERE, "shells hit the covered market", 0)),
            (1, toll(number, body, words)),
            (
                1,
                Told(tacitus_record::Claim {
                    place: Some(Grounded::implied(place(town), "test")),
                    ..strike(body, "shells hit the covered market", 0).0
                }),
            ),
        ]
    };
    let links = found([HERE, later], [6, 7], &told("Karsk", later, 23.0, "The number of people killed in Karsk has risen to 23"));
    assert_eq!(links, [(LinkType::Updates, "quantity".to_string())]);
    let elsewhere = later.replace("Karsk", "Dornau").replace("risen to", "been");
    let links = found([HERE, &elsewhere], [6, 6], &told("Dornau", &elsewhere, 23.0, "The number of people killed in Dornau has been 23"));
    assert!(links.is_empty(), "{links:?}");
}

#[test]
fn holders_of_one_place_contradict_unless_one_may_be_the_other() {
    let (a, b) =
        ("The Velmar army held Karsk on Tuesday, and Karsk was quiet.", "Karsk is held by the Red Heron Front. In Karsk its flag flies.");
    let holds = |who: &str, body: &str| {
        let mut told = Told::bare(Kind::Control, "control.hold").at(place("Karsk")).words(body, body.split('.').next().unwrap_or(body));
        told.0.actor = Some(Grounded::implied(Actor::unknown(who), "test"));
        told
    };
    let links = |x: &str, y: &str| found([a, b], [6, 6], &[(0, holds(x, a)), (1, holds(y, b))]);
    assert_eq!(links("Velmar army", "Red Heron Front"), [(LinkType::Contradicts, "actor".to_string())]);
    assert!(links("Velmar army", "troops").is_empty());
    assert!(links("Velmar army", "4th Mountain Brigade").is_empty());
}

/// A denial of a part in something, in these words.
fn denial_of(part: &str, denier: &str, body: &str, words: &str, sentence: u32) -> Told {
    let mut told = Told::bare(Kind::Event, "reject.deny").by(denier).words(body, words).sentence(sentence);
    told.0.object = Some(Grounded::implied(part.to_string(), "test"));
    told
}

#[test]
fn who_denies_a_part_in_a_deed_denies_whoever_lays_it_on_him() {
    let body = "Shells hit Karsk on Tuesday. The governor said the Front had fired them. The Front denied responsibility.";
    let said = |by: &str| Told::attack("OST", "Karsk", 5).said_by(by, VoiceType::Named).words(body, "the Front had fired them").sentence(1);
    let links = |told: Vec<(usize, Told)>| found([body, THERE], [6, 6], &told);
    let no = |sentence| denial_of("any responsibility", "OST", body, "The Front denied responsibility", sentence);
    assert_eq!(links(vec![(0, said("Mayor Lind")), (0, no(2))]), [(LinkType::Denies, "actor".to_string())]);
    // His own words, another's denial, and a denial far down the page are about something else.
    assert!(links(vec![(0, said("OST")), (0, no(2))]).is_empty());
    assert!(
        links(vec![(0, said("Mayor Lind")), (0, denial_of("any responsibility", "VOS", body, "The Front denied responsibility", 2))])
            .is_empty()
    );
    assert!(links(vec![(0, said("Mayor Lind")), (0, no(12))]).is_empty());
    assert!(
        links(vec![(0, said("Mayor Lind")), (0, denial_of("the report", "OST", body, "The Front denied responsibility", 2))]).is_empty()
    );
}

#[test]
fn what_a_party_denies_is_not_every_deed_of_that_party() {
    let told_text = "The Heron Liberation Front released 17 police officers in Karsk on Tuesday. Karsk was quiet.";
    let denied_text = "The Heron Liberation Front was not invited to the talks in Karsk. Karsk hosts them on Tuesday.";
    let deed = |predicate: &str, body: &str, words: &str| {
        let mut told = Told::bare(Kind::Event, predicate).words(body, words);
        told.0.actor = Some(Grounded::implied(Actor::unknown("Heron Liberation Front"), "test"));
        told
    };
    let released = deed("retreat.release", told_text, "The Heron Liberation Front released 17 police officers in Karsk");
    let absent = deed("consult.invite", denied_text, "The Heron Liberation Front was not invited to the talks in Karsk").denied();
    assert!(found([told_text, denied_text], [6, 6], &[(0, released), (1, absent)]).is_empty());
}

#[test]
fn the_order_of_accounts_does_not_matter() {
    let articles = telling(&[(HERE, 6), (THERE, 6)]);
    let (a, b) = (toll(14.0, HERE, "Fourteen people were killed"), toll(9.0, THERE, "nine dead"));
    let stories = |ids: [&str; 2]| {
        let one = |id: &str| StoryArticle { article: id.into(), reason: String::new() };
        [Story { articles: ids.iter().map(|id| one(id)).collect(), about: vec![] }]
    };
    let claims: Vec<_> = [(&a, 0), (&b, 1)]
        .into_iter()
        .map(|(told, article): (&Told, usize)| (tacitus_record::claim_id(&told.0, &articles[article]), told.0.clone(), article))
        .collect();
    let reports: Vec<_> =
        claims.iter().map(|(id, claim, article)| tacitus_linking::Report { id, claim, article: &articles[*article] }).collect();
    let turned: Vec<_> = reports.iter().rev().copied().collect();
    let copies = Copies::default();
    let ids = [articles[0].id.as_str(), articles[1].id.as_str()];
    let forth = tacitus_linking::link(&reports, &copies, &stories(ids)).links;
    assert_eq!(forth.len(), 1, "{forth:#?}");
    assert_eq!(forth, tacitus_linking::link(&turned, &copies, &stories([ids[1], ids[0]])).links);
}
