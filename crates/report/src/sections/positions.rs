//! The answers that sources give to one question on which they differ, and what the question is.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::Evidence;
use tacitus_record::{Actor, Claim, Day, Kind, Place, Polarity, Span};

use crate::clause::{PRONOUNS, is_body};
use crate::compose::{About, unended};
use crate::material::{Material, Source};
use crate::notes::Notes;
use crate::prose::{folded, list, quoted, within};
use crate::units::{Unit, denies, is_rejection};

/// An answer where the words of a claim are no sentence by themselves.
pub(super) const HAPPENED: &str = "said that it happened";

/// One answer.
pub(super) struct Position<'m> {
    pub claimant: String,
    /// "gave 23 people", "named the army", "said that it did not".
    pub answer: String,
    pub evidence: &'m Evidence,
    pub source: &'m Source,
    pub claim: &'m Claim,
    pub id: String,
}

/// A sentence without its point and without the outlet that reported it.
fn without_outlet(sentence: &str, outlet: &str) -> String {
    let told = unended(sentence);
    let bare = told.strip_suffix(&format!(", {outlet} also reported")).or_else(|| told.strip_suffix(&format!(", {outlet} reported")));
    bare.unwrap_or(&told).to_string()
}

/// Each side in short, with its outlet where they are not all from one; in full where the question is whether something happened.
pub(super) fn sides(material: &Material, slot: &str, positions: &[Position<'_>]) -> Vec<String> {
    let whole = slot == "polarity" || slot == "quantity" && counted(positions).len() > 1;
    let in_full = |p: &Position<'_>| if whole || p.is_denial() { p.in_own_words(material) } else { None };
    let asked = whether(material, slot, positions).map(|(id, _)| id);
    let one = |p: &Position<'_>| match &asked {
        Some(id) if *id == p.id && p.is_denial() => format!("{} denied it", p.claimant.trim_end_matches(',')),
        Some(id) if *id == p.id => format!("{} said so", p.claimant.trim_end_matches(',')),
        _ => in_full(p).unwrap_or_else(|| p.briefly()),
    };
    let of_one = one_outlet(positions).is_some();
    let with_outlet = |p: &Position<'_>| {
        let (told, outlet) = (one(p), p.source.outlet());
        if of_one || told.contains(&outlet) { told } else { format!("{told} ({outlet})") }
    };
    positions.iter().map(with_outlet).collect()
}

/// The outlet that all answers are from.
pub(super) fn one_outlet(positions: &[Position<'_>]) -> Option<String> {
    let outlets: BTreeSet<String> = positions.iter().map(|p| p.source.outlet()).collect();
    outlets.first().cloned().filter(|_| outlets.len() == 1)
}

/// A clause without "shortly before …" or the like at its end.
pub(super) fn without_time_clause(clause: &str) -> &str {
    let openers = [" shortly before ", " shortly after ", " moments before ", " moments after ", " hours before ", " hours after "];
    openers.iter().filter_map(|o| clause.find(o)).min().map_or(clause, |at| &clause[..at])
}

/// Words of a claim that may be a question, at the most.
const LONGEST_QUESTION: usize = 20;

/// "whether the railway station had been bombed": what is denied, in the words of the denial, where they stand by themselves; who is said to
/// deny less than is claimed is then not made to deny all of it. With the id of the denial.
fn denied_in_words(material: &Material, positions: &[Position<'_>]) -> Option<(String, String)> {
    let denial = positions.iter().find(|p| p.is_denial())?;
    let own = denial.in_own_words(material)?;
    let (_, content) = own.split_once(" denied that ")?;
    let content = unended(content.split(" and said that ").next().unwrap_or(content));
    let words = content.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect::<Vec<_>>();
    let leans = words.iter().any(|w| PRONOUNS.contains(&w.as_str()) || ["its", "their", "his", "her"].contains(&w.as_str()));
    let short = words.len() <= LONGEST_QUESTION && !content.contains(['“', '"']);
    (short && !leans).then(|| (denial.id.clone(), format!("whether {content}")))
}

/// "whether 17 officers were being held hostage": what one claims and another denies, in the words of the first; with the id of that claim.
fn whether(material: &Material, slot: &str, positions: &[Position<'_>]) -> Option<(String, String)> {
    let claimed = positions.iter().find(|p| !p.is_denial()).filter(|_| slot == "polarity")?;
    if let Some(denied) = denied_in_words(material, positions) {
        return Some(denied);
    }
    let own = claimed.in_own_words(material)?;
    let (_, content) = [" said that ", " wrote that ", " stated that "].iter().find_map(|said| own.split_once(said))?;
    let content = unended(content);
    let content = without_time_clause(without_there(&content));
    let short = content.split_whitespace().count() <= LONGEST_QUESTION && !content.contains(['“', '"']);
    short.then(|| (claimed.id.clone(), format!("whether {content}")))
}

/// A clause without an end that leans on a sentence before it ("… inside the building").
fn without_there(clause: &str) -> &str {
    let words: Vec<&str> = clause.split(' ').collect();
    let [rest @ .., place, article, noun] = words.as_slice() else { return clause };
    let leans = ["in", "inside", "at", "outside", "near"].contains(place) && *article == "the" && noun.chars().all(char::is_lowercase);
    let named = rest.iter().any(|w| w.trim_end_matches(',') == *noun);
    if leans && !named { clause[..clause.len() - place.len() - article.len() - noun.len() - 2].trim_end() } else { clause }
}

/// What the happening is called by most claims of its incident and of the articles that differ on it: a definite name where there is one.
pub(super) fn deed_of(material: &Material, positions: &[Position<'_>]) -> &'static str {
    let incidents = positions.iter().filter_map(|p| material.incidents.get(material.claims.get(&p.id)?.row.incident.as_ref()?));
    let in_articles = positions.iter().filter_map(|p| material.mentions.get(&p.evidence.article)).flatten().map(|(id, _)| id);
    let ids: BTreeSet<&String> = incidents.flatten().chain(in_articles).collect();
    let is_violence = |c: &Claim| c.kind == Kind::Event && c.event.as_ref().is_some_and(|e| e.plover_type == "ASSAULT");
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for told in ids.into_iter().filter_map(|id| material.claims.get(id)).filter(|t| is_violence(&t.row.claim) && t.is_deed()) {
        *counts.entry(crate::tables::deed(&told.row.claim.predicate).0).or_default() += 1;
    }
    let rank = |(noun, n): &(&'static str, usize)| (noun.starts_with("the "), *n, std::cmp::Reverse(*noun));
    counts.into_iter().max_by_key(rank).map_or(crate::tables::deed("").0, |(noun, _)| noun)
}

impl Position<'_> {
    /// "the ministry gave 23 people".
    pub(super) fn briefly(&self) -> String {
        format!("{} {}", self.claimant, self.answer)
    }

    /// Key of the place that it names; of the town of its article, where it names none.
    pub(super) fn place_key(&self, material: &Material) -> Option<String> {
        let own = self.claim.place.as_ref().map(|p| p.value.key());
        own.or_else(|| material.town_of(&self.evidence.article).map(Place::key))
    }

    pub(super) fn is_denial(&self) -> bool {
        self.claim.polarity == Polarity::Neg || is_rejection(self.claim)
    }

    /// All that its sentence says, told as its speaker's ("the front said that …"), without the outlet.
    pub(super) fn in_own_words(&self, material: &Material) -> Option<String> {
        own_words(material, self.claim, self.evidence)
    }

    /// The sentence right behind it by the same speaker that takes it up with a pronoun ("He said it had been blown up by …").
    pub(super) fn follow_up<'u>(&self, material: &'u Material) -> Option<Unit<'u>> {
        follow_up(material, self.claim, self.evidence)
    }
}

fn follow_up<'u>(material: &'u Material, claim: &Claim, evidence: &Evidence) -> Option<Unit<'u>> {
    let unit = Unit::of(material, &evidence.article, evidence.sentence + 1)?;
    let speaker = |c: &Claim| c.said_by.first().map(|v| v.value.actor.key()).or_else(|| c.actor.as_ref().map(|a| a.value.key()));
    let own = speaker(claim)?;
    let same = unit.claims.iter().any(|(_, c)| speaker(c).is_some_and(|key| key == own));
    let words: Vec<String> = unit.cover.slice(&unit.source.row.article.text).split_whitespace().take(5).map(str::to_lowercase).collect();
    let takes_up = words.iter().skip(1).any(|w| matches!(w.as_str(), "it" | "they" | "them" | "this"));
    (same && takes_up).then_some(unit)
}

/// All that the sentence of a claim says, told as its speaker's ("the front said that …"), without the outlet, and what the speaker says instead.
pub(crate) fn own_words(material: &Material, claim: &Claim, evidence: &Evidence) -> Option<String> {
    let unit = Unit::of(material, &evidence.article, evidence.sentence)?;
    let bare = without_outlet(&unit.draft(material, 0, true)?.text, &unit.source.outlet());
    let bare = within(&bare, &material.small_words);
    Some(instead(material, claim, evidence).map_or(bare.clone(), |c| format!("{bare} and said that {c}")))
}

/// What a speaker says happened instead, in the sentence right behind.
fn instead(material: &Material, claim: &Claim, evidence: &Evidence) -> Option<String> {
    let draft = follow_up(material, claim, evidence)?.draft(material, 0, true)?;
    let (_, content) = draft.text.split_once(" said that ")?;
    Some(with_doer_first(&unended(content)))
}

/// "it had been blown up by retreating troops" as "retreating troops had blown it up": the passive is for doers whom nobody knows.
fn with_doer_first(clause: &str) -> String {
    let parts = ["it", "they"].into_iter().find_map(|pronoun| {
        let (done, doer) = clause.strip_prefix(&format!("{pronoun} had been "))?.split_once(" by ")?;
        Some((if pronoun == "they" { "them" } else { pronoun }, done, doer))
    });
    let plain =
        |done: &str, doer: &str| done.split(' ').count() <= 2 && !doer.contains([',', ';', '“', '"']) && doer.split(' ').count() <= 6;
    match parts.filter(|(_, done, doer)| plain(done, doer)) {
        // "blown up": the particle stands behind what was blown up.
        Some((pronoun, done, doer)) => match done.split_once(' ') {
            Some((verb, particle)) => format!("{doer} had {verb} {pronoun} {particle}"),
            None => format!("{doer} had {done} {pronoun}"),
        },
        None => clause.to_string(),
    }
}

/// The note of what [`instead`] tells.
pub(crate) fn cite_instead(notes: &mut Notes, material: &Material, claim: &Claim, evidence: &Evidence) -> Option<usize> {
    let unit = follow_up(material, claim, evidence).filter(|_| instead(material, claim, evidence).is_some())?;
    Some(notes.cite(material, unit.source, unit.cover))
}

pub(super) fn positions<'m>(material: &'m Material, slot: &str, members: &BTreeSet<String>) -> Vec<Position<'m>> {
    let mut found: BTreeMap<(String, String), Position<'m>> = BTreeMap::new();
    for id in members {
        let Some(told) = material.claims.get(id) else { continue };
        let Some(evidence) = material.best_evidence(told) else { continue };
        let Some(source) = material.sources.get(&evidence.article) else { continue };
        // What a copy words anew is its origin's answer.
        let Some(claim) = material.mention(id, evidence).filter(|_| source.is_own(evidence.span)) else { continue };
        let body = &source.row.article.text;
        let answer = match slot {
            "quantity" => claim.quantity.as_ref().map(|q| format!("gave {}", within(&folded(&q.value.text), &material.small_words))),
            "actor" if claim.kind == Kind::Control => {
                let words = within(&material.dated(source, evidence.span), &material.small_words);
                // From whom a place was taken, the other side's answer says.
                let place = claim.place.as_ref().map(|p| folded(&p.value.text));
                let behind =
                    place.and_then(|p| words.find(&p).map(|at| at + p.len())).and_then(|at| words[at..].find(" from ").map(|f| at + f));
                let words = &words[..behind.unwrap_or(words.len())];
                claim.actor.as_ref().map(|_| format!("said that {words}"))
            }
            // Who denies a part in it, against whoever names him.
            "actor" if is_rejection(claim) => {
                Some(format!("denied {}", claim.object.as_ref().map_or("it".to_string(), |o| folded(&o.value))))
            }
            "actor" => claim
                .actor
                .as_ref()
                .and_then(|a| material.called(&evidence.article, a))
                .map(|name| format!("said it was {}", name.trim_end_matches(','))),
            "place" => claim.place.as_ref().map(|p| format!("named {}", folded(&p.value.name))),
            "polarity" => {
                let words = within(&material.dated(source, evidence.span), &material.small_words);
                Some(match (is_clause(claim, evidence.span) && words.split(' ').count() > 3, claim.polarity) {
                    (true, Polarity::Pos) => format!("said that {words}"),
                    (true, Polarity::Neg) if !denies(claim) => format!("said that {words}"),
                    (false, Polarity::Pos) => HAPPENED.to_string(),
                    (_, Polarity::Neg) => {
                        let deed = crate::tables::deed(&claim.predicate).0;
                        let what = if deed == crate::tables::deed("").0 { "it" } else { deed };
                        if denies(claim) { format!("denied {what}") } else { format!("said that {what} did not happen") }
                    }
                })
            }
            _ => Some(format!("gave its own {slot}")),
        };
        let Some(mut answer) = answer else { continue };
        // How a number was come by belongs to it.
        if slot == "quantity" && crate::check::has(evidence.span.slice(body), "verified") {
            answer = format!("{answer} (“verified”)");
        }
        if !claim.hedges.is_empty() {
            let hedges: Vec<String> = claim.hedges.iter().map(|h| quoted(&h.value)).collect();
            answer = format!("{answer} ({})", list(&hedges));
        }
        let claimant = material.holder(id, evidence).unwrap_or_else(|| source.outlet());
        // "the Defence Ministry": of which country, its article leaves to the reader, whom the outlet helps.
        let claimant = if is_of_no_country(&claimant, claim) { format!("{claimant} quoted by {}", source.outlet()) } else { claimant };
        let key = (core(&claimant), core(&answer));
        let better = |old: &Position<'_>| source.is_running_text(evidence.span) && !old.source.is_running_text(old.evidence.span);
        if found.get(&key).is_none_or(better) {
            found.insert(key, Position { claimant, answer, evidence, source, claim, id: id.clone() });
        }
    }
    let mut all: Vec<Position<'_>> = found.into_values().collect();
    // A title says again what its text says.
    let in_text: BTreeSet<String> =
        all.iter().filter(|p| p.source.is_running_text(p.evidence.span)).map(|p| p.source.origin().to_string()).collect();
    all.retain(|p| p.source.is_running_text(p.evidence.span) || !in_text.contains(p.source.origin()));
    // Who denies a part in it and lays it on another in one sentence gives one answer.
    let key = |p: &Position<'_>| (p.evidence.article.clone(), p.evidence.sentence, core(&p.claimant));
    let denied: BTreeSet<(String, u32, String)> = all.iter().filter(|p| p.is_denial()).map(key).collect();
    all.retain(|p| p.is_denial() || !denied.contains(&key(p)));
    // What is claimed stands before what denies it.
    all.sort_by_key(|p| (p.is_denial(), p.evidence.published, p.evidence.article.clone(), p.evidence.start));
    // A ministry and its spokeswoman in one text are one voice for one side.
    let mut one_voice: Vec<Position<'_>> = Vec::new();
    for position in all {
        let same = |p: &Position<'_>| {
            p.claim.kind == Kind::Control
                && position.claim.kind == Kind::Control
                && p.source.origin() == position.source.origin()
                && side(p.claim).is_some_and(|s| side(position.claim) == Some(s))
        };
        if !one_voice.iter().any(same) {
            one_voice.push(position);
        }
    }
    one_voice
}

/// Whether the words of a claim open with who or what they are about, so that they are a clause by themselves.
fn is_clause(claim: &Claim, words: Span) -> bool {
    let quantity = claim.quantity.as_ref().and_then(|q| q.span());
    let actors = [&claim.actor, &claim.target].into_iter().flatten().filter_map(|a| a.span());
    let subjects = actors.chain(claim.instrument.as_ref().and_then(|i| i.span())).chain(quantity);
    subjects.into_iter().any(|s| s.start() >= words.start() && s.start() <= words.start() + "the ".len())
}

/// Whether it is a body of some state, and nothing says of which.
fn is_of_no_country(claimant: &str, claim: &Claim) -> bool {
    let voice = claim.said_by.last().map(|v| &v.value.actor);
    let of_state = |a: &Actor| a.country.is_none() && a.sector.as_deref().is_some_and(|s| matches!(s, "GOV" | "MIL" | "COP"));
    is_body(claimant) && voice.is_some_and(|a| of_state(a) && core(claimant) == core(&a.name))
}

/// The country and sector of who is said to do it.
pub(super) fn side(claim: &Claim) -> Option<(&str, &str)> {
    let actor = &claim.actor.as_ref()?.value;
    Some((actor.country.as_deref()?, actor.sector.as_deref()?))
}

pub(super) fn core(text: &str) -> String {
    text.to_lowercase().trim_start_matches("the ").to_string()
}

/// "the number killed at Halvaro", "who holds Brennova".
pub(super) fn topic(material: &Material, slot: &str, positions: &[Position<'_>]) -> String {
    // "accuses them of arming the rebels, which they deny": what it is about, in the source's words.
    if let Some(claimed) = positions.iter().find(|p| !p.is_denial()).filter(|_| in_one_sentence(material, positions).is_some()) {
        return quoted(claimed.evidence.span.slice(&claimed.source.row.article.text));
    }
    let placed = positions.iter().find(|p| p.claim.place.is_some()).unwrap_or(&positions[0]);
    let about = material.claims.get(&placed.id).map(|t| About::of(material, t));
    let town = || material.town_of(&placed.evidence.article).map(crate::compose::with_region);
    let place = placed.claim.place.as_ref().map(|p| crate::compose::with_region(&p.value)).or_else(town);
    let at = place.as_ref().map_or(String::new(), |p| format!(" at {p}"));
    // What is denied is what the question is about.
    let denied = positions.iter().find(|p| p.is_denial()).and_then(|p| material.claims.get(&p.id)).map(|t| About::of(material, t));
    let about = denied.filter(|a| slot == "polarity" && a.deed != "one event").or(about);
    let deed = if slot == "actor" { deed_of(material, positions) } else { about.as_ref().map_or("one event", |a| a.deed) };
    let of = if about.as_ref().is_some_and(|a| a.place.starts_with(" in ")) { at.replacen(" at ", " in ", 1) } else { at.clone() };
    match (slot, place) {
        ("quantity", _) if counted(positions).len() > 1 => format!("losses{at}"),
        ("quantity", _) => format!("the number {}{at}", counted(positions).first().map_or("given", String::as_str)),
        ("actor", Some(place)) if positions.iter().any(|p| p.claim.kind == Kind::Control) => format!("who holds {place}"),
        ("actor", _) => format!("who was behind {deed}{of}"),
        ("polarity", place) if whether(material, slot, positions).is_some() => {
            let question = whether(material, slot, positions).map_or(String::new(), |(_, question)| question);
            let name = placed.claim.place.as_ref().map(|p| folded(&p.value.name));
            match (name, place) {
                (Some(name), Some(place)) if question.contains(&name) => question.replacen(&name, &place, 1),
                (_, Some(place)) => format!("{question}, at {place}"),
                (_, None) => question,
            }
        }
        ("polarity", _) if deed != "one event" && positions.iter().all(|p| p.follow_up(material).is_none()) => {
            format!("whether {deed} happened{of}")
        }
        // Who gives another account denies no more than the first one's.
        _ if deed == "one event" || positions.iter().any(|p| p.follow_up(material).is_some()) => format!("what happened{at}"),
        _ => format!("{deed}{of}"),
    }
}

/// The one sentence that gives all answers ("accuses them of it, which they deny"), in the report's words.
pub(super) fn in_one_sentence(material: &Material, positions: &[Position<'_>]) -> Option<String> {
    let (first, rest) = positions.split_first()?;
    let place = |p: &Position<'_>| (p.evidence.article.clone(), p.evidence.sentence);
    if rest.is_empty() || rest.iter().any(|p| place(p) != place(first)) {
        return None;
    }
    let unit = Unit::of(material, &first.evidence.article, first.evidence.sentence)?;
    Some(unended(&unit.draft(material, 0, false)?.text))
}

/// What the numbers count: "killed", or both "casualties" and "killed".
pub(super) fn counted(positions: &[Position<'_>]) -> BTreeSet<String> {
    positions.iter().filter_map(|p| p.claim.quantity.as_ref()?.value.status.clone()).collect()
}

/// The words of an answer: all of its sentence that claims were read from.
pub(super) fn span_of(material: &Material, position: &Position<'_>) -> Span {
    let unit = Unit::of(material, &position.evidence.article, position.evidence.sentence);
    unit.map_or(position.evidence.span, |u| u.cover)
}

pub(super) fn cite(notes: &mut Notes, material: &Material, position: &Position<'_>) -> usize {
    notes.cite(material, position.source, span_of(material, position))
}

/// The notes of all that [`Position::in_own_words`] tells.
pub(super) fn cites(notes: &mut Notes, material: &Material, position: &Position<'_>) -> Vec<usize> {
    let more = position.follow_up(material);
    let more = more.map(|unit| notes.cite(material, unit.source, unit.cover));
    std::iter::once(cite(notes, material, position)).chain(more).collect()
}

/// The day that a claim names.
pub(super) fn day_of(claim: &Claim) -> Option<Day> {
    match claim.time.as_ref().filter(|t| !t.is_of_scene())?.value.hull() {
        (Some(a), Some(b)) if a == b => Some(a),
        _ => None,
    }
}
