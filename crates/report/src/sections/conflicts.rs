//! Where sources differ: one question, then each answer with its words, side by side. No verdict.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::Evidence;
use tacitus_record::{Bound, Claim, Day, Kind, Link, Polarity, Span};

use crate::compose::{About, Desk, Point, unended};
use crate::material::{Material, Source, outlet_name, pair};
use crate::model::{Block, Part, Section, Sentence};
use crate::notes::Notes;
use crate::prose::{day, folded, list, quoted, sentence_case, within};
use crate::tables::worded;
use crate::units::{Unit, whole_sentence};

/// An answer where the words of a claim are no sentence by themselves.
const HAPPENED: &str = "said that it happened";
/// Questions of the days before that are told again, at the most.
const MOST_STANDING: usize = 5;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let material = desk.material;
    let mut blocks = Vec::new();
    for (slot, members) in groups(&material.conflicts(material.to)) {
        let positions = positions(material, &slot, &members);
        if positions.len() < 2 {
            continue;
        }
        point(desk, &slot, &members, &positions);
        let heading = sentence_case(&topic(material, &slot, &positions));
        let mut sentences = answers(desk, &positions);
        if slot != "quantity" {
            sentences.extend(bystanders(desk, &positions));
        }
        blocks.push(Block { heading: Some(heading), listed: true, sentences });
        blocks.push(Block { heading: None, listed: false, sentences: vec![reconciler(desk, &slot, &positions)] });
    }
    let covered = material.covered.clone();
    blocks.push(Block { heading: None, listed: false, sentences: unverified(desk, &covered) });
    let standing = standing(desk);
    blocks.push(Block { heading: Some("Standing from the days before".to_string()), listed: true, sentences: standing });
    super::section(Part::Conflicts, blocks)
}

/// The key point of a question: where and when, then every answer, as fully as there is room for.
fn point(desk: &mut Desk<'_>, slot: &str, members: &BTreeSet<String>, positions: &[Position<'_>]) {
    let material = desk.material;
    let placed = positions.iter().find(|p| p.claim.place.is_some()).unwrap_or(&positions[0]);
    let place = placed.claim.place.as_ref().map(|p| &p.value).or_else(|| material.town_of(&placed.evidence.article));
    let day = positions.iter().find_map(|p| day_of(p.claim)).or(positions[0].evidence.published);
    let lead = desk.lead(place, day);
    let room = super::LONGEST_POINT.saturating_sub(lead.split_whitespace().count());
    let question = match slot {
        "actor" if positions.iter().all(|p| p.claim.kind != Kind::Control) => format!("on {}, ", deed_of(material, positions)),
        "actor" => "who holds it is disputed: ".to_string(),
        "polarity" => String::new(),
        _ => format!("{} is disputed: ", topic(material, slot, positions)),
    };
    let joined = |sides: Vec<String>| format!("{question}{}.", sides.join("; "));
    let brief = joined(positions.iter().map(|p| p.briefly()).collect());
    let own: Option<Vec<String>> = positions.iter().map(|p| p.in_own_words(material)).collect();
    let told = own.filter(|_| positions.len() <= 3).map(|sides| format!("{}.", sides.join("; ")));
    let mixed = |p: &Position<'_>| if p.is_denial() { p.in_own_words(material) } else { None }.unwrap_or_else(|| p.briefly());
    let mixed = joined(positions.iter().map(mixed).collect());
    let claimed = |p: &Position<'_>| if p.is_denial() { None } else { p.in_own_words(material) }.unwrap_or_else(|| p.briefly());
    let claimed = joined(positions.iter().map(claimed).collect());
    // The day that stands before it is not said again.
    let undated =
        |text: String| day.map_or(text.clone(), |d| text.replace(&format!(" on {}", crate::prose::day(d, material.to.year())), ""));
    let fits = |text: &String| text.split_whitespace().count() <= room;
    // That "it" happened tells nobody what did.
    let says_what = |text: &String| !text.contains(HAPPENED);
    let Some(text) = told
        .into_iter()
        .chain(if slot == "actor" { [mixed, claimed, brief] } else { [claimed, mixed, brief] })
        .map(undated)
        .find(|text| fits(text) && says_what(text))
    else {
        return;
    };
    let known = material
        .conflicts(material.to)
        .iter()
        .any(|l| l.slot == slot && members.contains(&l.a) && desk.before.conflicts.contains(&pair(l)));
    let notes = positions.iter().map(|p| cite(&mut desk.notes, material, p)).collect();
    let weight = |p: &Position<'_>| Unit::of(material, &p.evidence.article, p.evidence.sentence).map_or(0, |u| u.weight);
    let weight = positions.iter().map(weight).max().unwrap_or(0);
    desk.points.push(Point {
        part: Part::Conflicts,
        // Who holds a place comes first; who is to blame comes behind what happened.
        weight: weight
            + match slot {
                "actor" if positions.iter().any(|p| p.claim.kind == Kind::Control) => 6,
                "actor" => 0,
                _ => 3,
            },
        incident: material.claims.get(&placed.id).and_then(|t| t.row.incident.clone()),
        claims: members.iter().cloned().collect(),
        lead,
        sentence: Sentence { text, tag: Some(if known { "continuing" } else { "new" }.to_string()), notes },
    });
}

/// What people who belong to no side say of the same place, in articles of the period.
fn bystanders(desk: &mut Desk<'_>, positions: &[Position<'_>]) -> Vec<Sentence> {
    let material = desk.material;
    let of =
        |p: &Position<'_>| p.claim.place.as_ref().map(|p| p.value.key()).or_else(|| material.town_of(&p.evidence.article).map(|t| t.key()));
    let Some(place) = positions.iter().find_map(of) else { return Vec::new() };
    let there: Vec<usize> = (0..desk.units.len())
        .filter(|&at| {
            let town = material.town_of(&desk.units[at].source.row.article.id);
            desk.units[at].is_of_witnesses() && desk.place_of(at).into_iter().chain(town).any(|p| p.key() == place)
        })
        .filter(|&at| {
            !positions
                .iter()
                .any(|p| p.evidence.article == desk.units[at].source.row.article.id && p.evidence.sentence == desk.units[at].sentence())
        })
        .collect();
    let mut sentences = Vec::new();
    for at in there {
        let unit = &desk.units[at];
        let body = &unit.source.row.article.text;
        let when = unit.source.published().map_or(String::new(), |d| format!(", {}", day(d, material.to.year())));
        let text =
            worded("bystander", 0, &[("outlet", &unit.source.outlet()), ("when", &when), ("quote", &quoted(unit.cover.slice(body)))]);
        let (source, cover) = (unit.source, unit.cover);
        sentences.push(Sentence { text: text.replace("”.", ".”"), tag: None, notes: vec![desk.notes.cite(material, source, cover)] });
    }
    sentences
}

/// Questions of the days before on which the sources still differ and of which the period says nothing new; latest first.
fn standing(desk: &mut Desk<'_>) -> Vec<Sentence> {
    let (now, before) = (desk.material, &desk.standing.material);
    let of_period: BTreeSet<String> = now.conflicts(now.to).iter().flat_map(|l| [l.a.clone(), l.b.clone()]).collect();
    let mut found: Vec<(Option<Day>, Sentence)> = Vec::new();
    for (slot, members) in groups(&before.conflicts(before.from.plus(-1))) {
        if members.iter().any(|m| of_period.contains(m)) {
            continue;
        }
        let positions = positions(before, &slot, &members);
        if positions.len() < 2 {
            continue;
        }
        let list = sides(before, &slot, &positions);
        let last = positions.iter().filter_map(|p| p.evidence.published).max();
        let since = last.map_or(String::new(), |d| day(d, before.to.year()));
        let question = sentence_case(&topic(before, &slot, &positions));
        let text = worded("standing", 0, &[("question", &question), ("list", &list.join("; ")), ("day", &since)]);
        let notes = positions.iter().map(|p| cite(&mut desk.notes, before, p)).collect();
        found.push((last, Sentence { text, tag: None, notes }));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    found.into_iter().take(MOST_STANDING).map(|(_, s)| s).collect()
}

/// What the outlets of the period say that they could not check, in their words.
pub(super) fn unverified(desk: &mut Desk<'_>, articles: &[String]) -> Vec<Sentence> {
    let material = desk.material;
    let mut sentences: Vec<Sentence> = Vec::new();
    for source in material.covered.iter().filter(|id| articles.contains(id)).filter_map(|id| material.sources.get(id)) {
        let body = &source.row.article.text;
        let mut found: BTreeSet<Span> = BTreeSet::new();
        let small = body.to_ascii_lowercase();
        for words in crate::tables::caveats() {
            found.extend(small.match_indices(words).filter_map(|(at, _)| whole_sentence(body, Span::new(body, at, at + words.len())?)));
        }
        for span in found.into_iter().filter(|s| source.is_own(*s) && source.is_running_text(*s)) {
            let text = worded("quoted", 0, &[("outlet", source.outlet().as_str()), ("quote", quoted(span.slice(body)).as_str())]);
            let text = text.replace("”.", ".”");
            if !sentences.iter().any(|s| s.text == text) {
                sentences.push(Sentence { text, tag: None, notes: vec![desk.notes.cite(material, source, span)] });
            }
        }
    }
    sentences
}

/// "New disagreement on …" for each question that the last report did not know.
pub(super) fn new_questions(desk: &mut Desk<'_>) -> Vec<Sentence> {
    let material = desk.material;
    let mut found = Vec::new();
    for (slot, members) in groups(&material.conflicts(material.to)) {
        let was = |link: &Link| desk.before.conflicts.contains(&pair(link));
        let of_group = |link: &&&Link| link.slot == slot && members.contains(&link.a);
        let is_new = material.conflicts(material.to).iter().filter(of_group).any(|l| !was(l));
        let positions = positions(material, &slot, &members);
        if positions.len() >= 2 && is_new {
            let all = sides(material, &slot, &positions);
            let topic = topic(material, &slot, &positions);
            let text = worded("change.disputed", 0, &[("topic", topic.as_str()), ("list", all.join("; ").as_str())]);
            let notes = positions.iter().map(|p| cite(&mut desk.notes, material, p)).collect();
            found.push(Sentence { text, tag: Some("disputed".to_string()), notes });
        }
    }
    found
}

/// Claims that differ on one slot, directly or through each other.
fn groups(links: &[&Link]) -> Vec<(String, BTreeSet<String>)> {
    let mut groups: Vec<(String, BTreeSet<String>)> = Vec::new();
    for link in links {
        let mut joined = BTreeSet::from([link.a.clone(), link.b.clone()]);
        groups.retain(|(slot, members)| {
            let meets = *slot == link.slot && members.iter().any(|m| joined.contains(m));
            if meets {
                joined.extend(members.iter().cloned());
            }
            !meets
        });
        groups.push((link.slot.clone(), joined));
    }
    groups.sort();
    groups
}

/// One answer.
struct Position<'m> {
    claimant: String,
    /// "gave 23 people", "named the army", "said that it did not".
    answer: String,
    evidence: &'m Evidence,
    source: &'m Source,
    claim: &'m Claim,
    id: String,
}

/// A sentence without its point and without the outlet that reported it.
pub(crate) fn without_outlet(sentence: &str, outlet: &str) -> String {
    let told = unended(sentence);
    let bare = told.strip_suffix(&format!(", {outlet} also reported")).or_else(|| told.strip_suffix(&format!(", {outlet} reported")));
    bare.unwrap_or(&told).to_string()
}

/// Each side in short; in full where the question is whether something happened.
fn sides(material: &Material, slot: &str, positions: &[Position<'_>]) -> Vec<String> {
    let whole = slot == "polarity" || slot == "quantity" && counted(positions).len() > 1;
    let in_full = |p: &Position<'_>| if whole { p.in_own_words(material) } else { None };
    positions.iter().map(|p| in_full(p).unwrap_or_else(|| p.briefly())).collect()
}

/// What the happening is called by most claims of its incident and of the articles that differ on it: a definite name where there is one.
fn deed_of(material: &Material, positions: &[Position<'_>]) -> &'static str {
    let incidents = positions.iter().filter_map(|p| material.incidents.get(material.claims.get(&p.id)?.row.incident.as_ref()?));
    let in_articles = positions.iter().filter_map(|p| material.mentions.get(&p.evidence.article)).flatten().map(|(id, _)| id);
    let ids: BTreeSet<&String> = incidents.flatten().chain(in_articles).collect();
    let is_violence = |c: &Claim| c.kind == Kind::Event && c.event.as_ref().is_some_and(|e| e.plover_type == "ASSAULT");
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for told in ids.into_iter().filter_map(|id| material.claims.get(id)).filter(|t| is_violence(&t.row.claim) && t.is_deed()) {
        *counts.entry(crate::tables::deed(&told.row.claim.predicate).0).or_default() += 1;
    }
    let rank = |(noun, n): &(&'static str, usize)| (noun.starts_with("the "), *noun != "the firing", *n, std::cmp::Reverse(*noun));
    counts.into_iter().max_by_key(rank).map_or(crate::tables::deed("").0, |(noun, _)| noun)
}

impl Position<'_> {
    /// "the ministry gave 23 people".
    fn briefly(&self) -> String {
        format!("{} {}", self.claimant, self.answer)
    }

    fn is_denial(&self) -> bool {
        self.claim.polarity == Polarity::Neg || denies_a_part(self.claim)
    }

    /// All that its sentence says, told as its speaker's ("the front said that …"), without the outlet.
    fn in_own_words(&self, material: &Material) -> Option<String> {
        let unit = Unit::of(material, &self.evidence.article, self.evidence.sentence)?;
        let bare = without_outlet(&unit.draft(material, 0, true)?.text, &self.source.outlet());
        let content = self.follow_up(material).and_then(|u| u.draft(material, 0, true)).and_then(|d| {
            let (_, content) = d.text.split_once(" said that ")?;
            Some(unended(content))
        });
        let bare = within(&bare, &material.small_words);
        Some(content.map_or(bare.clone(), |c| format!("{bare} and said that {c}")))
    }

    /// The sentence right behind it by the same speaker that takes it up with a pronoun ("He said it had been blown up by …").
    fn follow_up<'u>(&self, material: &'u Material) -> Option<Unit<'u>> {
        let unit = Unit::of(material, &self.evidence.article, self.evidence.sentence + 1)?;
        let speaker = |c: &Claim| c.said_by.first().map(|v| v.value.actor.key()).or_else(|| c.actor.as_ref().map(|a| a.value.key()));
        let own = speaker(self.claim)?;
        let same = unit.claims.iter().any(|(_, c)| speaker(c).is_some_and(|key| key == own));
        let words: Vec<String> =
            unit.cover.slice(&unit.source.row.article.text).split_whitespace().take(5).map(str::to_lowercase).collect();
        let takes_up = words.iter().skip(1).any(|w| matches!(w.as_str(), "it" | "they" | "them" | "this"));
        (same && takes_up).then_some(unit)
    }
}

fn positions<'m>(material: &'m Material, slot: &str, members: &BTreeSet<String>) -> Vec<Position<'m>> {
    let mut found: BTreeMap<(String, String), Position<'m>> = BTreeMap::new();
    for id in members {
        let Some(told) = material.claims.get(id) else { continue };
        let Some(evidence) = material.best_evidence(told) else { continue };
        let Some(source) = material.sources.get(&evidence.article) else { continue };
        let Some(claim) = material.mention(id, evidence) else { continue };
        let body = &source.row.article.text;
        let answer = match slot {
            "quantity" => claim.quantity.as_ref().map(|q| format!("gave {}", within(&folded(&q.value.text), &material.small_words))),
            "actor" if claim.kind == Kind::Control => {
                let words = within(&material.dated(source, evidence.span), &material.small_words);
                // From whom it was taken, the other side's answer says.
                let words = words.split(" from ").next().unwrap_or(&words);
                claim.actor.as_ref().map(|_| format!("said that {words}"))
            }
            // Who denies a part in it, against whoever names him.
            "actor" if denies_a_part(claim) => {
                Some(format!("denied {}", claim.object.as_ref().map_or("it".to_string(), |o| folded(&o.value))))
            }
            "actor" => claim
                .actor
                .as_ref()
                .and_then(|a| material.called(body, a))
                .map(|name| format!("said it was {}", name.trim_end_matches(','))),
            "place" => claim.place.as_ref().map(|p| format!("named {}", folded(&p.value.name))),
            "polarity" if claim.polarity == Polarity::Neg => {
                let deed = crate::tables::deed(&claim.predicate).0;
                let what = if deed == crate::tables::deed("").0 { "it" } else { deed };
                Some(if denies(claim) { format!("denied {what}") } else { format!("said that {what} did not happen") })
            }
            "polarity" => {
                let words = within(&material.dated(source, evidence.span), &material.small_words);
                let subjects = [claim.actor.as_ref().and_then(|a| a.span()), claim.instrument.as_ref().and_then(|i| i.span())];
                let near_start = |s: &Span| s.start() >= evidence.span.start() && s.start() <= evidence.span.start() + "the ".len();
                let is_whole = subjects.iter().flatten().any(near_start) && words.split(' ').count() > 3;
                Some(if is_whole { format!("said that {words}") } else { HAPPENED.to_string() })
            }
            _ => Some(format!("gave its own {slot}")),
        };
        let Some(mut answer) = answer else { continue };
        if !claim.hedges.is_empty() {
            let hedges: Vec<String> = claim.hedges.iter().map(|h| quoted(&h.value)).collect();
            answer = format!("{answer} ({})", list(&hedges));
        }
        let claimant = material.holder(id, evidence).unwrap_or_else(|| source.outlet());
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

/// The country and sector of who is said to do it.
fn side(claim: &Claim) -> Option<(&str, &str)> {
    let actor = &claim.actor.as_ref()?.value;
    Some((actor.country.as_deref()?, actor.sector.as_deref()?))
}

/// Whether its speaker is told to deny it.
fn denies(claim: &Claim) -> bool {
    let cues = claim.said_by.iter().filter_map(|v| v.value.cue.as_deref());
    cues.map(str::to_lowercase).any(|cue| cue.starts_with("deny") || cue.starts_with("deni"))
}

fn denies_a_part(claim: &Claim) -> bool {
    claim.event.as_ref().is_some_and(|e| e.plover_type == "REJECT")
}

fn core(text: &str) -> String {
    text.to_lowercase().trim_start_matches("the ").to_string()
}

/// "the number killed at Halvaro", "who holds Brennova".
fn topic(material: &Material, slot: &str, positions: &[Position<'_>]) -> String {
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
        ("polarity", _) if deed != "one event" && positions.iter().all(|p| p.follow_up(material).is_none()) => {
            format!("whether {deed} happened{of}")
        }
        // Who gives another account denies no more than the first one's.
        _ if deed == "one event" || positions.iter().any(|p| p.follow_up(material).is_some()) => format!("what happened{at}"),
        _ => format!("{deed}{of}"),
    }
}

/// What the numbers count: "killed", or both "casualties" and "killed".
fn counted(positions: &[Position<'_>]) -> BTreeSet<String> {
    positions.iter().filter_map(|p| p.claim.quantity.as_ref()?.value.status.clone()).collect()
}

/// The words of an answer: all of its sentence that claims were read from.
fn span_of(material: &Material, position: &Position<'_>) -> Span {
    let unit = Unit::of(material, &position.evidence.article, position.evidence.sentence);
    unit.map_or(position.evidence.span, |u| u.cover)
}

fn cite(notes: &mut Notes, material: &Material, position: &Position<'_>) -> usize {
    notes.cite(material, position.source, span_of(material, position))
}

/// The day that a claim names.
fn day_of(claim: &Claim) -> Option<Day> {
    match claim.time.as_ref().filter(|t| !t.is_of_scene())?.value.hull() {
        (Some(a), Some(b)) if a == b => Some(a),
        _ => None,
    }
}

/// What in the texts themselves could make the answers agree (a bound, another definition, another day), or that nothing does. No verdict.
fn reconciler(desk: &mut Desk<'_>, slot: &str, positions: &[Position<'_>]) -> Sentence {
    let year = desk.material.to.year();
    let mut ways: Vec<String> = Vec::new();
    if slot == "quantity" {
        let bounded =
            positions.iter().filter_map(|p| p.claim.quantity.as_ref()).find(|q| matches!(q.value.bound, Bound::AtLeast | Bound::AtMost));
        ways.extend(bounded.map(|q| worded("reconcile.bound", 0, &[("quote", quoted(&q.value.text).as_str())])));
    }
    let published: BTreeSet<_> = positions.iter().filter_map(|p| p.evidence.published).collect();
    if published.len() > 1 && matches!(slot, "quantity" | "actor") {
        let days: Vec<String> = published.iter().map(|d| day(*d, year)).collect();
        ways.push(worded("reconcile.days", 0, &[("days", list(&days).as_str())]));
    }
    let ways: Vec<String> = ways.iter().map(|w| within(w, &desk.material.small_words)).collect();
    let text =
        if ways.is_empty() { worded("reconcile.none", 0, &[]) } else { worded("reconcile", 0, &[("ways", ways.join("; ").as_str())]) };
    Sentence { text, tag: None, notes: positions.iter().map(|p| cite(&mut desk.notes, desk.material, p)).collect() }
}

/// Each answer with who gives it, where and when, in its own words.
fn answers(desk: &mut Desk<'_>, positions: &[Position<'_>]) -> Vec<Sentence> {
    let material = desk.material;
    let mut sentences = Vec::new();
    for position in positions {
        let span = span_of(material, position);
        let outlet = outlet_name(position.evidence.outlet.as_deref());
        let when = position.evidence.published.map_or(String::new(), |d| format!(", {}", day(d, material.to.year())));
        let claimant = position.claimant.trim_end_matches(',');
        let by = if core(claimant) == core(&outlet) { format!("{outlet}{when}") } else { format!("{claimant} ({outlet}{when})") };
        let text = format!("{}: {}", sentence_case(&by), quoted(span.slice(&position.source.row.article.text)).replace('”', ".”"));
        sentences.push(Sentence { text: text.replace("..”", ".”"), tag: None, notes: vec![cite(&mut desk.notes, material, position)] });
        desk.in_conflicts.insert((position.evidence.article.clone(), position.evidence.sentence));
        if let Some(more) = position.follow_up(material) {
            let quote = quoted(more.cover.slice(&more.source.row.article.text));
            let text = worded("added", 0, &[("who", claimant), ("outlet", &outlet), ("when", &when), ("quote", &quote)]);
            desk.in_conflicts.insert((position.evidence.article.clone(), more.sentence()));
            sentences.push(Sentence {
                text: text.replace("”.", ".”"),
                tag: None,
                notes: vec![desk.notes.cite(material, more.source, more.cover)],
            });
        }
    }
    sentences
}
