//! Finds what somebody let others expect of him: threats, deeds of conflict told as to come if something is or is not done, and sayings that
//! somebody will do something if something is or is not done.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Actor, Claim, Kind, Modality, Polarity};

use crate::families::{Quad, quad};
use crate::fingerprint::text_hash;
use crate::portrait::{stem_of, usual_rarity};
use crate::report::{Report, Told};
use crate::words::{WordClass, article_words, words};

/// Words by which a speaker commits himself to what comes.
const COMMITTING: [&str; 8] = ["will", "would", "shall", "we'll", "i'll", "they'll", "won't", "going"];
/// Words that open a condition.
const CONDITIONS: [&str; 5] = ["if", "unless", "until", "once", "should"];
/// Words before a claim in which such a word makes it a condition.
const BEFORE: usize = 3;
/// Letters by which the forms of a name are known ("Ostmark", "the Ostmarkers").
const ROOT: usize = 5;
/// Rarity (logarithm of texts to one text with the word) from which a word tells one deed from others.
pub const RARE: f64 = 4.2;
/// Rarity below which a word tells nothing.
const COMMON: f64 = 2.2;

/// What was announced, with the words to know its deed by.
pub struct Announced<'a> {
    pub told: &'a Told<'a>,
    /// Roots of the names of who announces it.
    pub side: BTreeSet<String>,
    /// Stems of the deed announced, without the names of its side.
    pub act: BTreeSet<String>,
    /// Rare names of the article besides.
    pub scene: BTreeSet<String>,
    /// Words of the deed that are names: of whom or where, not of what.
    pub names: BTreeSet<String>,
}

/// Claims of one sentence, by article and sentence.
pub type Sentences<'a> = BTreeMap<(&'a str, u32), Vec<&'a Claim>>;

/// All claims by sentence.
pub fn by_sentence<'a>(told: &[Told<'a>]) -> Sentences<'a> {
    let mut sentences: Sentences = BTreeMap::new();
    for report in told.iter().flat_map(|t| &t.reports) {
        sentences.entry((&report.article.id, report.claim.mention.sentence)).or_default().push(report.claim);
    }
    sentences
}

impl<'a> Announced<'a> {
    /// Of a claim that announces a deed.
    pub fn of(told: &'a Told<'a>, sentences: &Sentences) -> Option<Announced<'a>> {
        let report = &told.reports[0];
        let act = act(report)?;
        let around = sentences.get(&(report.article.id.as_str(), report.claim.mention.sentence)).into_iter().flatten();
        // A sentence that threatens in so many words has its threat there.
        if report.claim.kind != Kind::Threat && around.clone().any(|c| c.kind == Kind::Threat) {
            return None;
        }
        let side = side(report, around.copied());
        let own = |stem: &String| side.contains(&root(stem));
        let act: BTreeSet<String> = stems(&without_condition(&act)).into_iter().filter(|s| !own(s)).collect();
        let named = |w: &crate::words::Word| stem_of(w).filter(|s| w.class == WordClass::Name && rarity(s) >= RARE);
        let scene = article_words(report.article).iter().filter_map(named).filter(|s| !own(s) && !act.contains(s)).collect();
        let name = |w: &crate::words::Word| stem_of(w).filter(|s| w.class == WordClass::Name && act.contains(s));
        let names = article_words(report.article).iter().filter_map(name).collect();
        Some(Announced { told, side, act, scene, names })
    }

    /// Whether its words or its article's hold rare names, among which its place would be.
    pub fn names_a_place(&self) -> bool {
        !self.scene.is_empty() || self.act.iter().any(|s| rarity(s) >= RARE)
    }

    /// Whether it is a threat in so many words.
    pub fn is_threat(&self) -> bool {
        self.told.claim().kind == Kind::Threat
    }
}

/// The words of the deed that a claim announces; `None` where it announces none.
fn act(report: &Report) -> Option<String> {
    let claim = report.claim;
    if claim.polarity == Polarity::Neg && claim.kind != Kind::Statement {
        return None;
    }
    if claim.kind != Kind::Threat && !is_conditional(report) {
        return None;
    }
    let said = claim.mention.span.slice(&report.article.text);
    let object = || claim.object.as_ref().map(|o| o.value.clone());
    match claim.kind {
        Kind::Threat => claim.threat.as_ref().map(|t| t.act.clone()),
        Kind::Event | Kind::Loss | Kind::Control | Kind::Deployment => {
            if is_condition(report) {
                return None;
            }
            let conflict = claim.event.as_ref().is_none_or(|e| quad(&e.plover_type) == Some(Quad::MaterialConflict));
            let to_come = conflict
                && matches!(claim.modality, Modality::Conditional | Modality::Threatened | Modality::Promised | Modality::Forecast);
            (to_come && (!claim.said_by.is_empty() || claim.actor.is_some())).then(|| said.to_string())
        }
        Kind::Conditional | Kind::Statement | Kind::Assessment => {
            let said = object().filter(|_| claim.kind != Kind::Conditional).unwrap_or_else(|| said.to_string());
            let words = words(&said);
            let commits = words.iter().any(|w| COMMITTING.contains(&w.lower.as_str()));
            // "If the garrison would not come out" is what the speaker waits for.
            let condition = words.first().is_some_and(|w| CONDITIONS.contains(&w.lower.as_str())) && claim.kind == Kind::Conditional;
            (commits && !condition).then_some(said)
        }
        _ => None,
    }
}

/// Whether the sentence of a claim sets a condition: plans and promises that wait for nothing threaten nobody.
fn is_conditional(report: &Report) -> bool {
    let (text, span) = (&report.article.text, report.claim.mention.span);
    let (Some(before), Some(after)) = (text.get(..span.start()), text.get(span.end()..)) else { return false };
    let from = before.rfind(['.', '\n']).map_or(0, |at| at + 1);
    let to = after.find(['.', '\n']).map_or(text.len(), |at| span.end() + at);
    text.get(from..to).is_some_and(|s| words(s).iter().any(|w| CONDITIONS.contains(&w.lower.as_str())))
}

/// The words without a condition among them: from its connective to the next comma, or to the end.
fn without_condition(act: &str) -> String {
    let Some(connective) = words(act).into_iter().find(|w| CONDITIONS.contains(&w.lower.as_str())) else { return act.to_string() };
    let after = act[connective.end..].find(',').map_or("", |comma| &act[connective.end + comma..]);
    format!("{} {after}", &act[..connective.start])
}

/// Whether the words before a claim make it a condition.
fn is_condition(report: &Report) -> bool {
    let before = report.article.text.get(..report.claim.mention.span.start()).unwrap_or("");
    let sentence = before.rsplit(['.', '\n']).next().unwrap_or("");
    words(sentence).iter().rev().take(BEFORE).any(|w| CONDITIONS.contains(&w.lower.as_str()))
}

/// Roots of the names of who announces: who speaks, who is to act, and the offices that the sentence gives them.
fn side<'c>(report: &Report, around: impl Iterator<Item = &'c Claim>) -> BTreeSet<String> {
    let claim = report.claim;
    let names = |a: &Actor| -> BTreeSet<String> { named(a).into_iter().collect() };
    let mut side: BTreeSet<String> = claim.said_by.iter().flat_map(|v| names(&v.value.actor)).collect();
    let speaks = matches!(claim.kind, Kind::Statement | Kind::Threat | Kind::Assessment) || claim.said_by.is_empty();
    side.extend(claim.actor.iter().filter(|_| speaks).flat_map(|a| names(&a.value)));
    let around: Vec<&Claim> = around.collect();
    // Whoever else of that side the sentence names ("Ostmark", "General Held").
    let country = |a: &Actor| a.country.clone().unwrap_or_else(|| a.key());
    let own: Option<String> = claim.actor.as_ref().filter(|_| speaks).map(|a| country(&a.value));
    let actors =
        around.iter().flat_map(|c| c.actor.iter().chain(&c.more_actors).map(|a| &a.value).chain(c.said_by.iter().map(|v| &v.value.actor)));
    side.extend(actors.filter(|a| Some(country(a)) == own).flat_map(names));
    // "Emir Tariq of Qunayr said": what stands with the speaker and is not what he says, and the offices that the sentence gives him.
    for other in around.into_iter().filter(|c| matches!(c.kind, Kind::Role | Kind::Statement)) {
        let speaker: BTreeSet<String> = other.actor.iter().flat_map(|a| names(&a.value)).collect();
        if speaker.is_disjoint(&side) {
            continue;
        }
        if other.kind == Kind::Role {
            side.extend(other.object.iter().flat_map(|o| roots(&o.value)));
        } else {
            side.extend(names_beside(other, &report.article.text));
        }
    }
    side
}

/// Roots of the names in a saying that stand outside what is said.
fn names_beside(claim: &Claim, body: &str) -> Vec<String> {
    let said = claim.object.as_ref().and_then(|o| o.span());
    let whole = claim.mention.span;
    let tag = match said {
        Some(said) if whole.contains(said) => format!("{} . {}", &body[whole.start()..said.start()], &body[said.end()..whole.end()]),
        _ => String::new(),
    };
    words(&tag).iter().filter(|w| w.class == WordClass::Name).filter_map(stem_of).filter(|s| rarity(s) >= RARE).map(|s| root(&s)).collect()
}

/// Roots of all that names an actor.
pub fn named(actor: &Actor) -> Vec<String> {
    let country = actor.country.as_deref().map(str::to_lowercase);
    let words = [Some(actor.text.as_str()), Some(actor.name.as_str()), actor.role.as_deref()].into_iter().flatten();
    words.flat_map(roots).chain(country).collect()
}

fn roots(words: &str) -> Vec<String> {
    stems(words).iter().filter(|s| rarity(s) >= COMMON).map(|s| root(s)).collect()
}

/// Beginning of a stem, by which the forms of a name are known.
pub fn root(stem: &str) -> String {
    stem.chars().take(ROOT).collect()
}

/// Stems of words that carry content, numbers left out.
pub fn stems(text: &str) -> BTreeSet<String> {
    words(text).iter().filter(|w| w.class != WordClass::Number).filter_map(stem_of).collect()
}

/// How rare a stem is in the shipped table.
pub fn rarity(stem: &str) -> f64 {
    usual_rarity(text_hash(stem))
}

/// Points for a stem that an announcement and a deed share.
pub fn weight(stem: &str) -> i32 {
    match rarity(stem) {
        rare if rare >= RARE => 2,
        telling if telling >= COMMON => 1,
        _ => 0,
    }
}
