//! Where sources differ: one question, then each answer with its words, side by side. No verdict.

use std::collections::BTreeSet;

use tacitus_record::{Bound, Day, Kind, Link, Place, Polarity, Span};

use crate::check::words_of;
use crate::compose::{Desk, Point};
use crate::material::{Material, Source, outlet_name, pair};
use crate::model::{Block, Part, Section, Sentence};
use crate::prose::{day, folded, list, number_of, quoted, sentence_case, within};
use crate::shape::whole_sentence;
use crate::tables::{is_office, worded};
use crate::units::Unit;

use super::positions::{
    HAPPENED, Position, cite, cites, core, counted, day_of, deed_of, in_one_sentence, positions, span_of, topic, without_time_clause,
};

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let material = desk.material;
    let mut blocks = Vec::new();
    let mut heard: BTreeSet<String> = BTreeSet::new();
    let (mut open, mut asked, mut reconciled) = (Vec::new(), 0, 0);
    for (slot, members) in groups(&material.conflicts(material.to)) {
        let positions = positions(material, &slot, &members);
        if positions.len() < 2 {
            continue;
        }
        point(desk, &slot, &members, &positions);
        let heading = sentence_case(&topic(material, &slot, &positions));
        let mut sentences = answers(desk, &positions);
        // Who belongs to no side is heard once, on who holds the place where that is asked.
        if slot != "quantity" && in_one_sentence(material, &positions).is_none() {
            let told = bystanders(desk, &positions);
            sentences.extend(told.into_iter().filter(|s| heard.insert(s.text.clone())));
        }
        if slot == "quantity" {
            sentences.extend(other_losses(desk, &positions));
        }
        blocks.push(Block { heading: Some(heading), listed: true, sentences });
        match reconciler(desk, &slot, &positions) {
            Some(sentence) => {
                reconciled += 1;
                blocks.push(Block { heading: None, listed: false, sentences: vec![sentence] });
            }
            None => open.extend(positions.iter().map(|p| cite(&mut desk.notes, material, p))),
        }
        asked += 1;
    }
    // Said once where it holds of all.
    if !open.is_empty() {
        let key = match asked {
            1 => "reconcile.none",
            _ if reconciled == 0 => "reconcile.none.of_all",
            _ => "reconcile.none.of_others",
        };
        let all = Sentence { text: worded(key, 0, &[]), tag: None, notes: open };
        blocks.push(Block { heading: None, listed: false, sentences: vec![all] });
    }
    let covered = material.covered.clone();
    blocks.push(Block { heading: None, listed: false, sentences: unverified(desk, &covered) });
    let standing = super::standing_questions::standing(desk);
    blocks.push(Block { heading: Some(super::STANDING.to_string()), listed: true, sentences: standing });
    super::section(Part::Conflicts, blocks)
}

/// The key point of a question: where and when, then every answer, as fully as there is room for.
fn point(desk: &mut Desk<'_>, slot: &str, members: &BTreeSet<String>, positions: &[Position<'_>]) {
    let material = desk.material;
    let placed = positions.iter().find(|p| p.claim.place.is_some()).unwrap_or(&positions[0]);
    let place = placed.claim.place.as_ref().map(|p| &p.value).or_else(|| material.town_of(&placed.evidence.article));
    // Of the deed, where the answers name no day.
    let of_deed = || {
        let incidents =
            positions.iter().filter_map(|p| material.incidents.get(material.claims.get(&p.id)?.row.incident.as_ref()?)).flatten();
        let days: BTreeSet<Day> = incidents.filter_map(|id| day_of(&material.claims.get(id)?.row.claim)).collect();
        days.first().copied().filter(|_| days.len() == 1)
    };
    let (day, published) = (positions.iter().find_map(|p| day_of(p.claim)).or_else(of_deed), positions[0].evidence.published);
    let fits = |text: &String| text.split_whitespace().count() <= super::LONGEST_POINT;
    let all = wordings(material, slot, positions, place, day);
    // The day of publication is left out only where there is no room for it.
    let led = |published: Option<Day>| all.iter().map(|text| desk.led(place, day, published, text)).find(fits);
    let Some(text) = led(published).or_else(|| led(None)) else { return };
    let known = material
        .conflicts(material.to)
        .iter()
        .any(|l| l.slot == slot && members.contains(&l.a) && desk.before.conflicts.contains(&pair(l)));
    // What is said instead has its note where it is told.
    let instead = text.contains(" and said that ");
    let cite = |p: &Position<'_>| if instead { cites(&mut desk.notes, material, p) } else { vec![cite(&mut desk.notes, material, p)] };
    let notes = positions.iter().flat_map(cite).collect();
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
        sentence: Sentence { text, tag: Some(if known { "continuing" } else { "new" }.to_string()), notes },
    });
}

/// What a key point may say of a question, the fullest first: every side in its own words, then in short.
fn wordings(material: &Material, slot: &str, positions: &[Position<'_>], place: Option<&Place>, day: Option<Day>) -> Vec<String> {
    let question = match slot {
        "actor" if positions.iter().all(|p| p.claim.kind != Kind::Control) => String::new(),
        "actor" => "who holds it is disputed: ".to_string(),
        "polarity" => String::new(),
        _ => format!("{} is disputed: ", topic(material, slot, positions)),
    };
    // "said it was the front": the deed is named with the first who says so.
    let behind = if slot == "actor" && question.is_empty() { Some(deed_of(material, positions)) } else { None };
    let joined = |mut sides: Vec<String>| {
        let first = behind.and_then(|deed| {
            sides.iter().enumerate().find_map(|(at, side)| {
                let (who, doer) = side.split_once(" said it was ")?;
                Some((at, format!("{who} said that {doer} was behind {deed}")))
            })
        });
        if let Some((at, side)) = first {
            sides[at] = side;
        }
        format!("{question}{}.", sides.join("; "))
    };
    let brief = joined(positions.iter().map(|p| p.briefly()).collect());
    let own: Option<Vec<String>> = positions.iter().map(|p| p.in_own_words(material)).collect();
    let told = own.filter(|_| positions.len() <= 3).map(|sides| format!("{}.", sides.join("; ")));
    let told = in_one_sentence(material, positions).map(|sentence| format!("{sentence}.")).or(told);
    let mixed = |p: &Position<'_>| if p.is_denial() { p.in_own_words(material) } else { None }.unwrap_or_else(|| p.briefly());
    let mixed = joined(positions.iter().map(mixed).collect());
    let claimed = |p: &Position<'_>| if p.is_denial() { None } else { p.in_own_words(material) }.unwrap_or_else(|| p.briefly());
    let claimed = joined(positions.iter().map(claimed).collect());
    // In short, that "it" happened tells nobody what did.
    let says_what = positions.iter().all(|p| p.answer != HAPPENED);
    let in_short = if slot == "actor" { [mixed, claimed, brief] } else { [claimed, mixed, brief] };
    // A day is said anyhow; what happened shortly before or after may be left to the section.
    let in_short = in_short.into_iter().flat_map(|text| [text.clone(), without_time_clauses(&text)]).filter(|_| says_what);
    // The outlet of a body without a country is left to the section.
    let outlets: Vec<String> = positions.iter().map(|p| format!(" quoted by {}", outlet_name(p.evidence.outlet.as_deref()))).collect();
    let bare = |text: String| outlets.iter().fold(text, |text, outlet| text.replace(outlet, ""));
    // The place stands before it.
    let name = place.map(|p| folded(&p.name)).unwrap_or_default();
    let on = day.map(|d| format!(" on {}", crate::prose::day(d, material.to.year()))).unwrap_or_default();
    let placeless = |text: String| {
        let text = if on.is_empty() { text } else { text.replace(&on, "") };
        [" in ", " over ", " at "].iter().fold(text, |text, at| text.replace(&format!("{at}{name}"), ""))
    };
    let full = denied_in_full(material, positions).map(joined);
    // "from the hills above the town": where from the section says.
    let shortly = told.as_ref().map(|text| without_whence(text)).filter(|short| Some(short) != told.as_ref());
    let all = told
        .into_iter()
        .chain(shortly)
        .chain(full)
        .chain(in_short)
        .flat_map(|text| [text.clone(), bare(text.clone()), material.short_titles(&text)]);
    let all = all.flat_map(|text| [text.clone(), placeless(text.clone()), without_time_clauses(&placeless(text))]);
    // The place says the region already; of a commander the rank is enough.
    let region = place.and_then(|p| p.admin1.as_deref()).unwrap_or("");
    let demonym = place.and_then(|p| p.country.as_ref()).and_then(|c| material.demonyms.get(c)).map_or(String::new(), |d| format!("{d} "));
    let of_country = |text: String| {
        words_of("local-office")
            .map(sentence_case)
            .fold(text, |text, title| text.replace(&format!("{region} {title} "), &format!("{demonym}{title} ")))
    };
    let shorter = |text: String| with_rank_alone(&of_country(material.short_titles(&text)));
    all.flat_map(|text| [text.clone(), shorter(text)]).collect()
}

/// Every side in its own words, a denial without what its speaker claims instead.
fn denied_in_full(material: &Material, positions: &[Position<'_>]) -> Option<Vec<String>> {
    let one = |p: &Position<'_>| {
        let own = p.in_own_words(material)?;
        Some(if p.is_denial() { own.split(" and said that ").next().unwrap_or(&own).to_string() } else { own })
    };
    positions.iter().map(one).collect()
}

/// "air force commander General Ivo Karpel" as "General Ivo Karpel": an office of small letters before a rank and a name is left out.
fn with_rank_alone(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let starts = |at: usize| words.get(at).is_some_and(|w| w.starts_with(char::is_uppercase));
    // The office is the longest that ends before the rank.
    let office = |rank: usize| (0..rank).find(|&from| is_office(&words[from..rank].join(" ")));
    let found = (1..words.len()).filter(|&at| starts(at) && starts(at + 1) && is_office(&words[at].to_lowercase()));
    match found.filter_map(|rank| Some((office(rank)?, rank))).next() {
        // The article is the office's.
        Some((from, rank)) => {
            let before = &words[..from];
            [before.strip_suffix(&["the"]).unwrap_or(before), &words[rank..]].concat().join(" ")
        }
        None => text.to_string(),
    }
}

/// Every side without where a deed is said to have been done from.
fn without_whence(text: &str) -> String {
    let bare = |side: &str| match side.rsplit_once(" from the ") {
        Some((rest, place)) if [" above ", " near ", " around ", " outside ", " over "].iter().any(|at| place.contains(at)) => {
            rest.to_string()
        }
        _ => side.to_string(),
    };
    text.trim_end_matches('.').split("; ").map(bare).collect::<Vec<_>>().join("; ") + "."
}

/// Every side without what happened shortly before or after.
fn without_time_clauses(text: &str) -> String {
    text.trim_end_matches('.').split("; ").map(without_time_clause).collect::<Vec<_>>().join("; ") + "."
}

/// What else is counted as lost at the place of a question on losses, told by whoever gives it: it is no answer, and belongs beside them.
fn other_losses(desk: &mut Desk<'_>, positions: &[Position<'_>]) -> Vec<Sentence> {
    let material = desk.material;
    if counted(positions).len() < 2 {
        return Vec::new();
    }
    let Some(place) = positions.iter().find_map(|p| p.place_key(material)) else { return Vec::new() };
    let answers: BTreeSet<(String, u32)> = positions.iter().map(|p| (p.evidence.article.clone(), p.evidence.sentence)).collect();
    let mut sentences = Vec::new();
    for at in 0..desk.units.len() {
        let unit = &desk.units[at];
        let article = &unit.source.row.article.id;
        let here = desk.place_of(at).into_iter().chain(material.town_of(article)).any(|p| p.key() == place);
        let counts = unit.claims.iter().map(|(_, c)| c).find(|c| super::figures::counts_losses(c) && c.polarity == Polarity::Pos);
        let Some(claim) = counts.filter(|_| here && !answers.contains(&(article.clone(), unit.sentence()))) else { continue };
        let outlet = unit.source.outlet();
        let when = unit.source.published().map_or(String::new(), |d| format!(", {}", day(d, material.to.year())));
        let who = material.claimant(claim).map(|w| w.trim_end_matches(',').to_string()).filter(|w| core(w) != core(&outlet));
        let by = who.map_or(format!("{outlet}{when}"), |who| format!("{who} ({outlet}{when})"));
        let text = worded("besides", 0, &[("by", &by), ("quote", &quoted(unit.cover.slice(&unit.source.row.article.text)))]);
        let (source, cover) = (unit.source, unit.cover);
        sentences.push(Sentence { text: text.replace("”.", ".”"), tag: None, notes: vec![desk.notes.cite(material, source, cover)] });
    }
    sentences
}

/// What people who belong to no side say of the same place, in articles of the period.
fn bystanders(desk: &mut Desk<'_>, positions: &[Position<'_>]) -> Vec<Sentence> {
    let material = desk.material;
    let Some(place) = positions.iter().find_map(|p| p.place_key(material)) else { return Vec::new() };
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
        let who = unit
            .claims
            .iter()
            .find_map(|(_, c)| material.called(&unit.source.row.article.id, c.actor.as_ref()?))
            .unwrap_or_else(|| unit.source.outlet());
        let text = worded(
            "bystander",
            0,
            &[("who", &who), ("outlet", &unit.source.outlet()), ("when", &when), ("quote", &quoted(unit.cover.slice(body)))],
        );
        let (source, cover) = (unit.source, unit.cover);
        sentences.push(Sentence { text: text.replace("”.", ".”"), tag: None, notes: vec![desk.notes.cite(material, source, cover)] });
    }
    sentences
}

/// What the outlets of the period say that they could not check, in their words.
pub(super) fn unverified(desk: &mut Desk<'_>, articles: &[String]) -> Vec<Sentence> {
    let material = desk.material;
    let mut sentences: Vec<Sentence> = Vec::new();
    for id in material.covered.iter().filter(|id| articles.contains(id)) {
        for (text, source, span) in caveats(material, id) {
            if !sentences.iter().any(|s| s.text == text) {
                sentences.push(Sentence { text, tag: None, notes: vec![desk.notes.cite(material, source, span)] });
            }
        }
    }
    sentences
}

/// What an article says that its outlet could not check, worded as a quotation, with its words.
pub(super) fn caveats<'m>(material: &'m Material, article: &str) -> Vec<(String, &'m Source, Span)> {
    let Some(source) = material.sources.get(article) else { return Vec::new() };
    let body = &source.row.article.text;
    let mut found: BTreeSet<Span> = BTreeSet::new();
    let small = body.to_ascii_lowercase();
    for words in crate::tables::caveats() {
        found.extend(small.match_indices(words).filter_map(|(at, _)| whole_sentence(body, Span::new(body, at, at + words.len())?)));
    }
    let own = found.into_iter().filter(|s| source.is_own(*s) && source.is_running_text(*s));
    own.map(|span| {
        let text = worded("quoted", 0, &[("outlet", source.outlet().as_str()), ("quote", quoted(span.slice(body)).as_str())]);
        (text.replace("”.", ".”"), source, span)
    })
    .collect()
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
            let who: Vec<String> = positions.iter().map(|p| p.claimant.clone()).collect();
            let topic = topic(material, &slot, &positions);
            let text = worded("change.disputed", 0, &[("topic", topic.as_str()), ("list", list(&who).replace(",,", ",").as_str())]);
            let notes = positions.iter().flat_map(|p| cites(&mut desk.notes, material, p)).collect();
            found.push(Sentence { text, tag: Some("disputed".to_string()), notes });
        }
    }
    found
}

/// Claims that differ on one slot, directly or through each other.
pub(super) fn groups(links: &[&Link]) -> Vec<(String, BTreeSet<String>)> {
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

/// What in the texts themselves could make the answers agree (a bound, another definition, another day); `None` where nothing does. No verdict.
fn reconciler(desk: &mut Desk<'_>, slot: &str, positions: &[Position<'_>]) -> Option<Sentence> {
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
    let mut notes: Vec<usize> = positions.iter().map(|p| cite(&mut desk.notes, desk.material, p)).collect();
    for (text, source, span) in of_scope(desk.material, slot, positions) {
        ways.push(text);
        notes.push(desk.notes.cite(desk.material, source, span));
    }
    let ways: Vec<String> = ways.iter().map(|w| within(w, &desk.material.small_words)).collect();
    let text = worded("reconcile", 0, &[("ways", ways.join("; ").as_str())]);
    (!ways.is_empty()).then_some(Sentence { text, tag: None, notes })
}

/// What the articles that differ on a number say of what one of the numbers counts, in their words.
pub(super) fn of_scope<'m>(material: &'m Material, slot: &str, positions: &[Position<'_>]) -> Vec<(String, &'m Source, Span)> {
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>();
    let numbers: BTreeSet<String> = positions
        .iter()
        .filter(|_| slot == "quantity")
        .filter_map(|p| p.claim.quantity.as_ref())
        .flat_map(|q| words(&q.value.text))
        .filter(|w| number_of(w).is_some())
        .collect();
    let articles: BTreeSet<&String> = positions.iter().map(|p| &p.evidence.article).collect();
    let told: BTreeSet<(&String, usize)> = positions.iter().map(|p| (&p.evidence.article, p.evidence.span.start())).collect();
    let mut found = Vec::new();
    for source in articles.into_iter().filter_map(|id| material.sources.get(id)) {
        let body = &source.row.article.text;
        for block in &source.row.article.blocks {
            for part in crate::check::sentences_of(block.span.slice(body)) {
                let has = words(part);
                let start = part.as_ptr() as usize - body.as_ptr() as usize + part.len() - part.trim_start().len();
                let speaks = crate::tables::scopes().any(|s| has.iter().any(|w| w == s)) && has.iter().any(|w| numbers.contains(w));
                let Some(span) = Span::new(body, start, start + part.trim().len()).filter(|_| speaks) else { continue };
                // The answers themselves are told already.
                if source.is_own(span)
                    && !told.iter().any(|(id, at)| **id == source.row.article.id && span.start() <= *at && *at < span.end())
                {
                    let text = worded("reconcile.scope", 0, &[("outlet", &source.outlet()), ("quote", &quoted(span.slice(body)))]);
                    found.push((text, source, span));
                }
            }
        }
    }
    found
}

/// Each answer with who gives it, where and when, in its own words.
fn answers(desk: &mut Desk<'_>, positions: &[Position<'_>]) -> Vec<Sentence> {
    let material = desk.material;
    let mut sentences = Vec::new();
    // One sentence with both sides stands once, with both names.
    let shared = in_one_sentence(material, positions).is_some();
    let all: Vec<String> = positions.iter().map(|p| p.claimant.trim_end_matches(',').to_string()).collect();
    for position in positions.iter().take(if shared { 1 } else { positions.len() }) {
        let span = span_of(material, position);
        let outlet = outlet_name(position.evidence.outlet.as_deref());
        let when = position.evidence.published.map_or(String::new(), |d| format!(", {}", day(d, material.to.year())));
        let claimant = position.claimant.trim_end_matches(',');
        let claimant = claimant.strip_suffix(&format!(" quoted by {outlet}")).unwrap_or(claimant);
        let both = list(&all);
        let claimant = if shared { both.as_str() } else { claimant };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_in_small_letters_is_left_out_before_a_rank() {
        let told = with_rank_alone;
        assert_eq!(told("Valdonian air force commander General Ivo Karpel said so"), "Valdonian General Ivo Karpel said so");
        assert_eq!(told("and the brigade commander Colonel Rena Holt fled"), "and Colonel Rena Holt fled");
        assert_eq!(told("Defence Minister General Ivo Karpel resigned"), "Defence Minister General Ivo Karpel resigned");
        assert_eq!(told("a soldier met General Ivo Karpel"), "a soldier met General Ivo Karpel");
    }
}
