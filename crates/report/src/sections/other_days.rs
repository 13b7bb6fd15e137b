//! What is told of other days: what is due, what stands open, what happened before the period.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{BlockKind, Claim, Day, Kind, LinkType, Modality, Place, Polarity, Span, Toponym, ToponymUse, VoiceType};

use crate::check::{has, outside_quotations};
use crate::compose::{Desk, Point, cite_their_words, in_their_words, opponents, unended, with_region};
use crate::material::{Material, Source, outlet_name};
use crate::model::{Block, Part, Sentence};
use crate::prose::{WEEKDAYS, day, days, folded, list, quotations, quoted, sentence_case, within};
use crate::tables::worded;
use crate::units::{Unit, is_rejection};

/// Sentences within which an article tells the answer to a threat.
const ANSWERED_WITHIN: u32 = 6;
/// Sentences of other days; what is further ahead or longer past is left to the ledger.
const MOST_BESIDE: usize = 6;
/// Happenings of the days before, at the most.
const MOST_DEEDS: usize = 12;
/// Days after the period within which what is due is a key point.
const SOON: i32 = 2;
/// Weight of such a key point: that of violence.
const WEIGHT_SOON: i32 = 6;
/// Days that a moment may span to be told as a date.
const MOST_DAYS: i32 = 7;

/// What is due after the period, each with its day first.
pub(super) fn due(desk: &mut Desk<'_>) -> Option<Block> {
    let (standing, material) = (desk.standing, &desk.standing.material);
    let mut sentences: Vec<Sentence> = Vec::new();
    for (on, (article, sentence)) in &standing.due {
        let Some(unit) = Unit::of(material, article, *sentence) else { continue };
        let Some(draft) = unit.draft(material, 0, false) else { continue };
        let mut text =
            worded("due", 0, &[("day", &day(*on, material.to.year())), ("sentence", &within(&draft.text, &material.small_words))]);
        let mut notes = vec![desk.notes.cite(material, unit.source, draft.span)];
        // What the other side answers in the same article belongs to it.
        let rejects = |u: &Unit<'_>| u.claims.iter().any(|(_, c)| is_rejection(c));
        let answer = (sentence + 1..sentence + ANSWERED_WITHIN).filter_map(|n| Unit::of(material, article, n)).find(rejects);
        if let Some((answer, said)) = answer.and_then(|u| u.draft(material, 0, true).map(|d| (u, d))) {
            text = format!("{}; {}", unended(&text), within(&said.text.replace(" also reported.", " reported."), &material.small_words));
            notes.push(desk.notes.cite(material, answer.source, said.span));
        }
        if *on <= desk.material.to.plus(SOON) {
            let brief = unit.draft(material, 0, true).map(|d| d.text).filter(|t| !t.contains(" also reported")).unwrap_or(draft.text);
            let text = worded("due", 0, &[("day", &day(*on, material.to.year())), ("sentence", &within(&brief, &material.small_words))]);
            let sentence = Sentence { text, tag: Some("continuing".to_string()), notes: notes[..1].to_vec() };
            let (part, claims) = (Part::Outlook, unit.claims_in(draft.span));
            desk.points.push(Point { part, weight: WEIGHT_SOON, incident: unit.incident.clone(), claims, sentence });
        }
        if sentences.len() < MOST_BESIDE {
            sentences.push(Sentence { text, tag: None, notes });
        }
    }
    (!sentences.is_empty()).then(|| Block { heading: Some("Dates ahead".to_string()), listed: true, sentences })
}

/// PLOVER types of what happens at a place.
const HAPPEN_SOMEWHERE: [&str; 4] = ["ASSAULT", "COERCE", "MOBILIZE", "PROTEST"];

/// What sentences of other days tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// Deeds only, each with its place.
    Deeds,
    /// Whatever they are.
    Words,
}

impl Beside {
    /// Sentences, at the most.
    fn most(self) -> usize {
        match self {
            Beside::Deeds => MOST_DEEDS,
            Beside::Words => MOST_BESIDE,
        }
    }
}

/// Sentences of articles of other days, each with the day on which it was published.
pub(super) fn beside(desk: &mut Desk<'_>, heading: &str, told: &[(String, u32)], what: Beside) -> Option<Block> {
    let material = &desk.standing.material;
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut answered: BTreeSet<String> = BTreeSet::new();
    for (article, sentence) in told {
        let Some(unit) = Unit::of(material, article, *sentence) else { continue };
        let (Some(draft), Some(published)) = (unit.draft(material, 0, false), unit.source.published()) else { continue };
        // A copy is told by its origin; the answer to what is open is not open itself.
        let fits = if what == Beside::Deeds { tells_a_deed(material, &unit) } else { !unit.claims.iter().any(|(_, c)| is_rejection(c)) };
        let at = (article.clone(), *sentence);
        let told_elsewhere = desk.in_conflicts.contains(&at) || desk.standing.control.contains(&at);
        if !fits || told_elsewhere && what == Beside::Deeds || !unit.source.is_own(draft.span) {
            continue;
        }
        let text = without_also(&as_of_then(&draft.text));
        let mut notes_of_town: Vec<usize> = Vec::new();
        // Who reports the same independently is named, and does not tell it once more.
        let (others, more) = independent(desk, material, &unit, what, &mut answered);
        let text = if others.is_empty() { text } else { separately(&text, &unit.source.outlet(), &others) };
        let text = on_its_days(material, &unit, &text, published);
        // Where a sentence leaves the place to its article, or names it in a quotation, it stands before it.
        let own = unit.claims.iter().filter_map(|(_, c)| c.place.as_ref()).filter(|p| !p.is_of_scene()).map(|p| &p.value);
        let own = own.into_iter().find(|p| p.gazetteer_id.is_some()).filter(|_| !text.contains(" the town "));
        let own = own.or_else(|| of_incident(material, &unit));
        let somewhere = |c: &Claim| {
            let of_type = c.event.as_ref().is_some_and(|e| HAPPEN_SOMEWHERE.contains(&e.plover_type.as_str()));
            of_type || c.predicate.starts_with("retreat.withdraw") || c.kind == Kind::Loss
        };
        let is_politics = !unit.claims.iter().any(|(_, c)| somewhere(c));
        let text = match own.or_else(|| material.town_of(article).filter(|_| !is_politics)).map(|p| (folded(&p.name), with_region(p))) {
            Some((name, _)) if outside_quotations(&text).contains(&name) => text,
            Some((_, full)) if what == Beside::Deeds || text.contains(['“', '"']) => {
                format!("{full}: {}", within(&text, &material.small_words))
            }
            // A town that no gazetteer has stands with what its article's dateline says that it lies in.
            None if what == Beside::Deeds
                && unit.source.dateline().is_some_and(|(town, around)| !around.is_empty() && text.contains(&town)) =>
            {
                let (town, around) = unit.source.dateline().unwrap_or_default();
                let text = text.replacen(&town, &format!("{town} ({around})"), 1);
                // No incident joins what several texts tell of such a town: the first words of another text stand beside it.
                match of_town_elsewhere(material, &unit, &town) {
                    Some((source, span)) => {
                        notes_of_town.push(desk.notes.cite(material, source, span));
                        let on = source.published().map_or(String::new(), |d| day(d, material.to.year()));
                        let quote = quoted(span.slice(&source.row.article.text));
                        worded(
                            "separately.quoted",
                            0,
                            &[("sentence", &unended(&text)), ("outlet", &source.outlet()), ("day", &on), ("quote", &quote)],
                        )
                    }
                    None => text,
                }
            }
            // "the town" of a sentence that nothing places.
            None if what == Beside::Deeds && text.contains(" the town ") => continue,
            // What happened nobody says where tells a reader of other days little, unless somebody is named who counts the losses.
            None if what == Beside::Deeds
                && !is_politics
                && !names_a_place(&unit)
                && !unit.claims.iter().any(|(_, c)| is_counted_by_somebody(c)) =>
            {
                continue;
            }
            _ => text,
        };
        let claims = unit.claims_in(draft.span);
        // The other side is told with the first, not once more by itself.
        if claims.iter().any(|c| answered.contains(c)) {
            continue;
        }
        let mut notes = vec![desk.notes.cite(material, unit.source, draft.span)];
        notes.extend(more);
        notes.extend(notes_of_town);
        let text = if claims.iter().any(|c| material.is_disputed(c)) {
            let against = opponents(material, &claims);
            let who = in_their_words(material, &against);
            let outlets: BTreeSet<String> = against.iter().map(|a| outlet_name(a.evidence.outlet.as_deref())).collect();
            let who = match outlets.first().filter(|o| outlets.len() == 1 && **o != unit.source.outlet() && !who.is_empty()) {
                Some(outlet) => format!("{who} ({outlet})"),
                None => who,
            };
            if who.is_empty() {
                worded("disputed.plain.again", 0, &[("sentence", unended(&text).as_str())])
            } else {
                answered.extend(
                    against
                        .iter()
                        .filter_map(|a| Unit::of(material, &a.evidence.article, a.evidence.sentence))
                        .flat_map(|u| u.claims_in(u.cover)),
                );
                notes.extend(cite_their_words(&mut desk.notes, material, &against));
                worded("disputed.again", 0, &[("sentence", unended(&text).as_str()), ("who", who.as_str())])
            }
        } else {
            text
        };
        // What the outlet could not check is said with it.
        let doubt = super::conflicts::caveats(material, article).into_iter().next().filter(|_| what == Beside::Deeds);
        let text = match &doubt {
            Some((words, _, span)) => {
                notes.push(desk.notes.cite(material, unit.source, *span));
                format!("{}; {}", unended(&text), unended(words)) + "."
            }
            None => text,
        };
        if sentences.len() < what.most() && !sentences.iter().any(|s| s.text == text) {
            sentences.push(Sentence { text, tag: None, notes });
        }
    }
    (!sentences.is_empty()).then(|| Block { heading: Some(heading.to_string()), listed: true, sentences })
}

/// Civilians are told of again where at least so much weighs on it: who fled, not who handed out food.
const CIVILIANS_FROM: i32 = 5;

/// Whether a unit of days before tells what was done, or that something threatened or announced was not; what was taken back since is not told
/// again.
fn tells_a_deed(material: &Material, unit: &Unit<'_>) -> bool {
    // With one sentence the whole story is withdrawn.
    let taken = material.links.iter().filter(|l| l.link_type == LinkType::Retracts).filter_map(|l| material.claims.get(&l.b));
    let article = &unit.source.row.article.id;
    if taken.flat_map(|t| t.evidence(material.to)).any(|e| e.article == *article) {
        return false;
    }
    let types = |of: &[&str]| unit.claims.iter().any(|(_, c)| c.event.as_ref().is_some_and(|e| of.contains(&e.plover_type.as_str())));
    let done = |of: &[&str]| {
        let is_of = |c: &Claim| c.event.as_ref().is_some_and(|e| of.contains(&e.plover_type.as_str()));
        unit.claims.iter().any(|(_, c)| c.modality == Modality::Actual && is_of(c))
    };
    match unit.part {
        Part::Areas => true,
        Part::Civilians => unit.weight >= CIVILIANS_FROM,
        // "ordered the call-up after fighters stormed the station"
        Part::Statements if unit.claims.iter().all(|(_, c)| c.polarity == Polarity::Pos) => {
            done(&HAPPEN_SOMEWHERE) && !types(&["ACCUSE", "REJECT", "THREATEN"])
        }
        _ => false,
    }
}

/// Texts that report the same as a deed of days before, independently of it: who tells it there, and their notes. What they tell counts as told.
fn independent(
    desk: &mut Desk<'_>,
    material: &Material,
    unit: &Unit<'_>,
    what: Beside,
    told: &mut BTreeSet<String>,
) -> (Vec<String>, Vec<usize>) {
    let agreed = unit.incident.as_ref().filter(|_| what == Beside::Deeds).and_then(|i| material.agreement(i, material.from.plus(-1)));
    let (mut who, mut notes) = (Vec::new(), Vec::new());
    for (_, evidence) in agreed.iter().flat_map(|a| &a.evidence).filter(|(origin, _)| *origin != unit.source.origin()) {
        let outlet = outlet_name(evidence.outlet.as_deref());
        let mentions = material.mentions.get(&evidence.article);
        let said = mentions.and_then(|m| m.iter().find(|(_, c)| c.mention.span == evidence.span));
        let speaker = said.and_then(|(id, _)| material.holder(id, evidence)).filter(|who| *who != outlet);
        who.push(speaker.map_or(outlet.clone(), |who| format!("{} ({outlet})", who.trim_end_matches(','))));
        notes.extend(desk.notes.cite_whole(material, evidence));
        told.extend(Unit::of(material, &evidence.article, evidence.sentence).map(|u| u.claims_in(u.cover)).unwrap_or_default());
    }
    (who, notes)
}

/// "Soldiers had crossed the border, according to the mayor (Courier) and, separately, monitors (Press)".
fn separately(sentence: &str, outlet: &str, others: &[String]) -> String {
    let bare = unended(sentence);
    let bare = bare.strip_suffix(&format!(", {outlet} reported")).unwrap_or(&bare);
    let others = list(others);
    match bare.split_once(" said that ").filter(|(who, rest)| !who.contains([',', ';']) && !rest.contains(" said that ")) {
        Some((who, content)) => {
            let who = who.strip_prefix("The ").map_or_else(|| who.to_string(), |rest| format!("the {rest}"));
            worded("separately.said", 0, &[("content", &sentence_case(content)), ("who", &who), ("outlet", outlet), ("others", &others)])
        }
        None => worded("separately", 0, &[("sentence", bare), ("outlet", outlet), ("others", &others)]),
    }
}

/// The first sentence that names a town in a text of another origin of those days.
fn of_town_elsewhere<'m>(material: &'m Material, unit: &Unit<'_>, town: &str) -> Option<(&'m Source, Span)> {
    let others = material.sources.values().filter(|s| s.origin() != unit.source.origin() && s.published() <= Some(material.from.plus(-1)));
    let mut others: Vec<&Source> = others.filter(|s| has(&s.row.article.text, town)).collect();
    others.sort_by_key(|s| (s.published(), s.row.article.id.clone()));
    others.into_iter().find_map(|source| {
        let body = &source.row.article.text;
        let sentences = source
            .row
            .article
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Paragraph)
            .flat_map(|b| crate::check::sentences_of(b.span.slice(body)));
        let named = sentences.into_iter().find(|s| has(s, town))?.trim();
        let start = named.as_ptr() as usize - body.as_ptr() as usize;
        Some((source, Span::new(body, start, start + named.len()).filter(|s| source.is_own(*s) && source.is_running_text(*s))?))
    })
}

/// Where the incident of a unit is told to be, where its other claims name one place.
fn of_incident<'m>(material: &'m Material, unit: &Unit<'_>) -> Option<&'m Place> {
    let members = material.incidents.get(unit.incident.as_ref()?)?;
    let places =
        members.iter().filter_map(|m| material.claims.get(m)?.row.claim.place.as_ref()).filter(|p| !p.is_of_scene()).map(|p| &p.value);
    let places: BTreeMap<String, &Place> = places.filter(|p| p.gazetteer_id.is_some()).map(|p| (p.key(), p)).collect();
    if places.len() == 1 { places.into_values().next() } else { None }
}

/// Whether the words themselves name a place, not only people by their country.
fn names_a_place(unit: &Unit<'_>) -> bool {
    let literal = |t: &Toponym| matches!(t.usage, ToponymUse::Literal | ToponymUse::Associative);
    unit.claims.iter().flat_map(|(_, c)| &c.toponyms).any(|t| literal(&t.value))
}

/// Whether it is a loss for which somebody other than the article stands.
fn is_counted_by_somebody(claim: &Claim) -> bool {
    claim.kind == Kind::Loss && claim.said_by.iter().any(|v| v.value.voice_type != VoiceType::Author)
}

/// "Lethland will also train" leans on a sentence that is not told.
fn without_also(text: &str) -> String {
    if text.contains(['“', '"']) { text.to_string() } else { text.replacen(" also ", " ", 1) }
}

/// The days that the claims of a unit, or of its incident, are told to be of, where they are few.
fn days_of(material: &Material, unit: &Unit<'_>) -> Option<(Day, Day)> {
    let of = |c: &Claim| match c.time.as_ref().filter(|t| !t.is_of_scene())?.value.hull() {
        (Some(a), Some(b)) if b.number() - a.number() < MOST_DAYS => Some((a, b)),
        _ => None,
    };
    let of_incident = || {
        let members = material.incidents.get(unit.incident.as_ref()?)?;
        let days: BTreeSet<(Day, Day)> = members.iter().filter_map(|m| of(&material.claims.get(m)?.row.claim)).collect();
        days.first().copied().filter(|_| days.len() == 1)
    };
    unit.claims.iter().find_map(|(_, c)| of(c)).or_else(of_incident)
}

/// "late last week (15–17 March)" as "late in the week before (15–17 March)", "now" as "then": the report is read on another day.
fn as_of_then(text: &str) -> String {
    if text.contains(['“', '"']) {
        return text.to_string();
    }
    [(" last week (", " in the week before ("), (" last month (", " in the month before ("), (" now ", " then ")]
        .into_iter()
        .fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}

/// A sentence with the days that it is told to be of, where it does not say so, and the day on which it was published.
fn on_its_days(material: &Material, unit: &Unit<'_>, text: &str, published: Day) -> String {
    let year = material.to.year();
    let on = day(published, year);
    let when = days_of(material, unit).map(|(a, b)| days(a, b, year)).filter(|when| !text.contains(when.as_str()));
    let sentence = unended(text);
    match (weekday_of(text, published), when) {
        (_, None) if text.contains(&format!("on {on}")) => text.to_string(),
        // A quotation keeps its weekday; the date stands behind it.
        (Some((word, meant)), _) => {
            let meant = day(meant, year);
            worded("published.weekday", 0, &[("sentence", &sentence), ("day", &on), ("weekday", word), ("meant", &meant)])
        }
        (None, Some(when)) if when == on => worded("published.same", 0, &[("sentence", &sentence), ("day", &on)]),
        (None, Some(when)) => worded("published.of", 0, &[("sentence", &sentence), ("when", &when), ("day", &on)]),
        (None, None) => worded("published", 0, &[("sentence", &sentence), ("day", &on)]),
    }
}

/// A weekday within the quotations of a text, and the day that is meant: the last such one by its publication.
fn weekday_of(text: &str, published: Day) -> Option<(&'static str, Day)> {
    let quoted: String = quotations(text).into_iter().map(|(s, e)| &text[s..e]).collect();
    let at = WEEKDAYS.iter().position(|d| has(&quoted, d))?;
    let back = (published.weekday() as usize + 7 - at) % 7;
    Some((WEEKDAYS[at], published.plus(-i32::try_from(back).ok()?)))
}
