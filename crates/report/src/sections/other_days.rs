//! What is told of other days: what is due, what stands open, what happened before the period.

use std::collections::BTreeSet;

use tacitus_record::{Claim, Day, Kind, LinkType, Modality, Polarity, Toponym, ToponymUse, VoiceType};

use crate::check::{has, outside_quotations};
use crate::compose::{Desk, Point, cite_their_words, in_their_words, opponents, unended, with_region};
use crate::material::{Material, outlet_name};
use crate::model::{Block, Part, Sentence};
use crate::prose::{WEEKDAYS, day, days, folded, list, quotations, within};
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
        let text = without_also(&without_past_weeks(material, &unit, &draft.text));
        let text = on_its_days(material, &unit, &text, published);
        // Where a sentence leaves the place to its article, or names it in a quotation, it stands before it.
        let own = unit.claims.iter().filter_map(|(_, c)| c.place.as_ref()).map(|p| &p.value).find(|p| p.gazetteer_id.is_some());
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
        // Who reports the same independently is named, and does not tell it once more.
        let mut others: Vec<String> = Vec::new();
        let agreed = unit.incident.as_ref().filter(|_| what == Beside::Deeds).and_then(|i| material.agreement(i, material.from.plus(-1)));
        for (_, evidence) in agreed.iter().flat_map(|a| &a.evidence).filter(|(origin, _)| *origin != unit.source.origin()) {
            let outlet = outlet_name(evidence.outlet.as_deref());
            let mentions = material.mentions.get(&evidence.article);
            let said = mentions.and_then(|m| m.iter().find(|(_, c)| c.mention.span == evidence.span));
            let who = said.and_then(|(id, _)| material.holder(id, evidence)).filter(|who| *who != outlet);
            others.push(who.map_or(outlet.clone(), |who| format!("{} ({outlet})", who.trim_end_matches(','))));
            notes.extend(desk.notes.cite_whole(material, evidence));
            answered.extend(Unit::of(material, &evidence.article, evidence.sentence).map(|u| u.claims_in(u.cover)).unwrap_or_default());
        }
        let text = if others.is_empty() {
            text
        } else {
            worded("independently", 0, &[("sentence", unended(&text).as_str()), ("list", list(&others).as_str())])
        };
        let text = if claims.iter().any(|c| material.is_disputed(c)) {
            let against = opponents(material, &claims);
            let who = in_their_words(material, &against);
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

/// "late last week (15–17 March)" as "on 15–17 March": which week was the last one depends on when it is read.
fn without_past_weeks(material: &Material, unit: &Unit<'_>, text: &str) -> String {
    let times = unit.claims.iter().filter_map(|(_, c)| c.time.as_ref()).map(|t| &t.value);
    times.fold(text.to_string(), |text, time| {
        let (Some(a), Some(b)) = time.hull() else { return text };
        let dates = days(a, b, material.to.year());
        text.replacen(&format!("{} ({dates})", folded(&time.text)), &format!("on {dates}"), 1)
    })
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
