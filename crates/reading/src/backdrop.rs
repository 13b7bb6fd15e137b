//! Finds the scene of an article, where it has one, and gives it to claims that leave out what their readers know by then.
//!
//! An analysis of one battle names its place and day once and then speaks of "the losses". Only where one place below the level of a
//! country dominates the article is it understood; a news brief hardly ever has such a place. What is understood is always marked as
//! implied, with the rule's name, and linking does not count it. Nothing that a sentence says of its own is overruled.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Article, Claim, Day, Grain, Grounded, Kind, Modality, Moment, Place, PlacePrecision, Polarity, SCENE, TimeRole};
use tacitus_text::{Document, Upos};

use crate::Knowledge;

/// A place where things are said to happen: number of the sentence, place.
pub type Staged = (usize, Place);

/// Least number of sentences that name the place.
const LEAST_SENTENCES: usize = 3;
/// Shorter articles have no scene.
const LEAST_LENGTH: usize = 10;
/// A main happening lies at most so many days before publication.
const LONGEST_AGO: i32 = 120;

/// The scene: where, between whom, since when.
struct Backdrop {
    place: Place,
    /// Countries whose people act or suffer there.
    sides: BTreeSet<String>,
    main: Option<Main>,
}

/// The dated happening that the article is about.
struct Main {
    day: Day,
    actor: String,
    target: Option<Grounded<tacitus_record::Actor>>,
}

/// Fills in place and time of claims from the scene of their article. `staged` are all places of happenings below the level of a country.
pub fn fill(knowledge: &Knowledge, article: &Article, document: &Document, staged: &[Staged], claims: &mut [Claim]) {
    let Some(place) = dominant(staged, document.sentences.len()) else { return };
    let published = crate::origin_day::anchor(article);
    let Some(backdrop) = backdrop(place, staged, claims, published) else { return };
    let named: BTreeSet<usize> = staged.iter().map(|(n, _)| *n).collect();
    for claim in claims.iter_mut() {
        let sentence = claim.mention.sentence as usize;
        let elsewhere = named.contains(&sentence) && claim.place.is_none();
        if !of_the_story(&backdrop, claim) || elsewhere {
            continue;
        }
        let here = claim.place.as_ref().is_some_and(|p| p.value.key() == backdrop.place.key());
        if claim.place.is_none() && claim.kind != Kind::Statement {
            let place = Place { text: String::new(), ..backdrop.place.clone() };
            claim.place = Some(Grounded::implied(place, format!("{SCENE} (place)")));
            claim.mention.rules.push(format!("{SCENE} (place)"));
        } else if !here {
            continue;
        }
        if let (Some(main), Some(day)) = (&backdrop.main, published) {
            date(knowledge, document, claim, main, day);
        }
    }
}

/// The place that three sentences and most of all places of happenings name.
fn dominant(staged: &[Staged], sentences: usize) -> Option<Place> {
    let mut by_place: BTreeMap<String, (BTreeSet<usize>, &Place)> = BTreeMap::new();
    for (sentence, place) in staged {
        by_place.entry(place.key()).or_insert_with(|| (BTreeSet::new(), place)).0.insert(*sentence);
    }
    let all: usize = by_place.values().map(|(n, _)| n.len()).sum();
    let (sentences_with, place) = by_place.into_values().max_by_key(|(n, _)| n.len())?;
    let enough = sentences >= LEAST_LENGTH && sentences_with.len() >= LEAST_SENTENCES && sentences_with.len() * 2 > all;
    enough.then(|| place.clone())
}

fn is_violent(claim: &Claim) -> bool {
    let coded = claim.event.as_ref().is_some_and(|e| e.plover_type == "ASSAULT");
    coded || matches!(claim.kind, Kind::Loss | Kind::Control)
}

fn plain(claim: &Claim) -> bool {
    claim.polarity == Polarity::Pos && matches!(claim.modality, Modality::Actual | Modality::Ongoing)
}

fn countries(claim: &Claim) -> impl Iterator<Item = &String> {
    let all = claim.actor.iter().chain(&claim.more_actors).chain(&claim.target).chain(&claim.more_targets);
    all.filter_map(|a| a.value.country.as_ref())
}

fn backdrop(place: Place, staged: &[Staged], claims: &[Claim], published: Option<Day>) -> Option<Backdrop> {
    let named: BTreeSet<usize> = staged.iter().filter(|(_, p)| p.key() == place.key()).map(|(n, _)| *n).collect();
    // What happens there, or in its country in a sentence that names it.
    let there = |c: &Claim| {
        c.place.as_ref().is_some_and(|p| {
            let within = p.value.precision == PlacePrecision::Country && p.value.country == place.country;
            p.value.key() == place.key() || within && named.contains(&(c.mention.sentence as usize))
        })
    };
    let happened: Vec<&Claim> =
        claims.iter().filter(|c| matches!(c.kind, Kind::Event | Kind::Loss | Kind::Control | Kind::Deployment)).collect();
    let sides: BTreeSet<String> = happened.iter().filter(|c| there(c)).flat_map(|c| countries(c).cloned()).collect();
    let day_of =
        |c: &Claim| c.time.as_ref().filter(|t| !t.is_implied()).and_then(|t| t.value.start_lo.filter(|d| t.value.end_hi == Some(*d)));
    let recent = |d: Day| published.is_some_and(|p| d <= p && d.plus(LONGEST_AGO) >= p);
    let dated = happened.iter().filter(|c| there(c) && is_violent(c) && plain(c) && c.actor.is_some());
    let main = dated
        .filter_map(|c| Some((day_of(c).filter(|d| recent(*d))?, *c)))
        .min_by_key(|(d, c)| (*d, c.mention.span))
        .and_then(|(day, c)| Some(Main { day, actor: c.actor.as_ref()?.value.country.clone()?, target: c.target.clone() }));
    (!sides.is_empty()).then_some(Backdrop { place, sides, main })
}

/// A claim of the kinds that have a place, told as a fact, about nobody but the sides of the story.
fn of_the_story(backdrop: &Backdrop, claim: &Claim) -> bool {
    let happens = match claim.kind {
        Kind::Event => claim.event.as_ref().is_some_and(|e| matches!(e.plover_type.as_str(), "ASSAULT" | "MOBILIZE" | "RETREAT")),
        Kind::Loss | Kind::Deployment | Kind::Control => true,
        Kind::Statement => claim.place.is_some(),
        _ => false,
    };
    let mut all = countries(claim).peekable();
    happens && plain(claim) && all.peek().is_some() && (claim.kind == Kind::Statement || all.all(|c| backdrop.sides.contains(c)))
}

/// An undated claim of what is over, or of what lasts, from the day of the main happening.
fn date(knowledge: &Knowledge, document: &Document, claim: &mut Claim, main: &Main, published: Day) {
    let Some(sentence) = document.sentences.get(claim.mention.sentence as usize) else { return };
    let cue = sentence.tokens.iter().position(|t| Some(t.span) == claim.mention.cue);
    let lasting = cue.is_some_and(|i| {
        sentence.tokens[i].upos != Upos::Verb && knowledge.lexicon.campaigns.get(&sentence.tokens[i].lemma.to_lowercase()).is_some()
    });
    let same = claim.actor.as_ref().is_some_and(|a| a.value.country.as_deref() == Some(main.actor.as_str()));
    let campaign = lasting && same;
    if campaign && claim.target.is_none() {
        let other = |t: &&Grounded<tacitus_record::Actor>| t.value.country.as_deref() != Some(main.actor.as_str());
        claim.target = main.target.as_ref().filter(other).map(|t| Grounded::implied(t.value.clone(), format!("{SCENE} (target)")));
    }
    let told_past = cue.is_some_and(|i| crate::when_where::tense(sentence, i) == tacitus_calendar::Tense::Past);
    let noun = cue.is_some_and(|i| sentence.tokens[i].upos == Upos::Noun);
    if claim.time.is_some() || !(campaign || told_past || noun || claim.kind == Kind::Statement) {
        return;
    }
    let (end, edtf) = if campaign { (None, "..".to_string()) } else { (Some(published), published.to_string()) };
    let moment = Moment {
        text: String::new(),
        edtf: Some(format!("{}/{edtf}", main.day)),
        start_lo: Some(main.day),
        start_hi: if campaign { Some(main.day) } else { end },
        end_lo: Some(main.day),
        end_hi: end,
        grain: Grain::Range,
        role: TimeRole::Point,
        anchor: Some(published),
        rule: "from the story's main happening on".to_string(),
    };
    claim.time = Some(Grounded::implied(moment, format!("{SCENE} (time)")));
    claim.mention.rules.push(format!("{SCENE} (time)"));
}
