//! Sections that are one run of sentences: control, statements and threats, civilians, outlook.

use std::collections::BTreeSet;

use tacitus_record::{Day, Kind};

use crate::check::{has, outside_quotations};
use crate::compose::{Desk, cite_their_words, in_their_words, opponents, unended, with_region};
use crate::model::{Block, Part, Section, Sentence};
use crate::prose::{WEEKDAYS, day, folded, quotations, within};
use crate::tables::worded;
use crate::units::{Unit, is_rejection};

/// Sentences of one section; more are left out and counted.
const MOST: usize = 10;
/// Sentences within which an article tells the answer to a threat.
const ANSWERED_WITHIN: u32 = 6;
/// Sentences of other days beside them; what is further ahead or longer past is left to the ledger.
const MOST_BESIDE: usize = 6;
/// Happenings of the days before, at the most.
const MOST_DEEDS: usize = 3;

pub(super) fn write(part: Part, desk: &mut Desk<'_>) -> Section {
    // What stands under the conflicts in full is not said again.
    let told = |at: usize| {
        let unit = &desk.units[at];
        // A row of the table says who holds what.
        let in_table =
            part == Part::Control && unit.claims.iter().any(|(_, c)| c.kind == Kind::Control && c.place.is_some() && c.actor.is_some());
        in_table || desk.in_conflicts.contains(&(unit.source.row.article.id.clone(), unit.sentence()))
    };
    let of_part: Vec<usize> = (0..desk.units.len()).filter(|&at| desk.units[at].part == part).collect();
    let mut members: Vec<usize> = of_part.iter().copied().filter(|&at| !told(at)).collect();
    let there: Vec<usize> = of_part.iter().copied().filter(|&at| told(at)).collect();
    let is_told_there = !there.is_empty();
    if members.len() > MOST {
        members.sort_by_key(|&at| (std::cmp::Reverse(desk.units[at].weight), at));
        members.truncate(MOST);
        members.sort_unstable();
    }
    // One paragraph an article: its statements belong together.
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    while start < members.len() {
        let article = |at: usize| desk.units[members[at]].source.row.article.id.clone();
        let first = article(start);
        let end = (start..members.len()).find(|&at| article(at) != first).unwrap_or(members.len());
        let mut sentences = super::areas::run(desk, &members[start..end]);
        if matches!(part, Part::Civilians | Part::Statements)
            && let Some(first) = sentences.first_mut()
        {
            let unit = &desk.units[members[start]];
            // What is said of a place need not be said there.
            let place = desk.place_of(members[start]);
            first.text = match place {
                Some(place) if part == Part::Statements => {
                    format!("On {}: {}", with_region(place), within(&first.text, &desk.material.small_words))
                }
                None if part == Part::Statements => first.text.clone(),
                _ => desk.led(place, unit.source.published(), &first.text),
            };
        }
        blocks.push(Block { heading: None, listed: false, sentences });
        start = end;
    }
    let mut section = super::section(part, Vec::new());
    let standing = desk.standing;
    match part {
        Part::Control => {
            section.figures = super::control::rows(desk);
            section.places = super::control::places(desk);
            blocks.extend(beside(desk, super::LAST_REPORTED, &standing.control, Beside::Words));
        }
        Part::Outlook => {
            blocks.extend(due(desk));
            blocks.extend(beside(desk, super::STILL_OPEN, &standing.open, Beside::Words));
        }
        Part::Civilians => {
            let sentences = super::figures::civilian_tolls(desk);
            blocks.push(Block { heading: None, listed: false, sentences });
        }
        _ => {}
    }
    section.blocks = blocks.into_iter().filter(|b| !b.sentences.is_empty()).collect();
    // Where the words stand that are not said again, with their notes.
    if part == Part::Statements && !there.is_empty() {
        let notes = there.iter().map(|&at| (desk.units[at].source, desk.units[at].cover)).collect::<Vec<_>>();
        let notes = notes.into_iter().map(|(source, cover)| desk.notes.cite(desk.material, source, cover)).collect();
        let sentences = vec![Sentence { text: worded("told.under_conflicts", 0, &[]), tag: None, notes }];
        section.blocks.insert(0, Block { heading: None, listed: false, sentences });
    }
    let key = match (section.blocks.first().is_none_or(|b| b.heading.is_some()), section.blocks.is_empty() && section.figures.is_empty()) {
        (true, _) if is_told_there && part != Part::Statements => Some("told.under_conflicts"),
        (true, false) if section.figures.is_empty() => Some("nothing.new"),
        (_, true) => Some("nothing"),
        _ => None,
    };
    section.remark = key.map(|key| worded(key, 0, &[]));
    if part == Part::Control && !section.figures.is_empty() {
        section.remark = Some(worded("control.remark", 0, &[]));
    }
    section
}

/// What is due after the period, each with its day first.
fn due(desk: &mut Desk<'_>) -> Option<Block> {
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
        // Among deeds stand deeds; a copy is told by its origin.
        if what == Beside::Deeds && unit.part != Part::Areas || !unit.source.is_own(draft.span) {
            continue;
        }
        let day = day(published, material.to.year());
        let dated = draft.text.contains(&format!("on {day}"));
        let text = match weekday_of(&draft.text, published) {
            _ if dated => draft.text,
            // A quotation keeps its weekday; the date stands behind it.
            Some((word, meant)) => {
                let meant = self::day(meant, material.to.year());
                worded("published.weekday", 0, &[("sentence", &unended(&draft.text)), ("day", &day), ("weekday", word), ("meant", &meant)])
            }
            None => worded("published", 0, &[("sentence", unended(&draft.text).as_str()), ("day", day.as_str())]),
        };
        // Where a sentence leaves the place to its article, or names it in a quotation, it stands before it.
        let own = unit.claims.iter().filter_map(|(_, c)| c.place.as_ref()).map(|p| &p.value).find(|p| p.gazetteer_id.is_some());
        let is_politics =
            !unit.claims.iter().any(|(_, c)| c.event.as_ref().is_some_and(|e| HAPPEN_SOMEWHERE.contains(&e.plover_type.as_str())));
        let text = match own.or_else(|| material.town_of(article).filter(|_| !is_politics)).map(|p| (folded(&p.name), with_region(p))) {
            Some((name, _)) if outside_quotations(&text).contains(&name) => text,
            Some((_, full)) if what == Beside::Deeds || text.contains(['“', '"']) => {
                format!("{full}: {}", within(&text, &material.small_words))
            }
            // What happened nobody says where tells a reader of other days little; losses are told anyhow.
            None if what == Beside::Deeds && !is_politics && unit.claims.iter().all(|(_, c)| c.kind != Kind::Loss) => continue,
            _ => text,
        };
        let claims = unit.claims_in(draft.span);
        // The other side is told with the first, not once more by itself.
        if claims.iter().any(|c| answered.contains(c)) {
            continue;
        }
        let mut notes = vec![desk.notes.cite(material, unit.source, draft.span)];
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

/// A weekday within the quotations of a text, and the day that is meant: the last such one by its publication.
fn weekday_of(text: &str, published: Day) -> Option<(&'static str, Day)> {
    let quoted: String = quotations(text).into_iter().map(|(s, e)| &text[s..e]).collect();
    let at = WEEKDAYS.iter().position(|d| has(&quoted, d))?;
    let back = (published.weekday() as usize + 7 - at) % 7;
    Some((WEEKDAYS[at], published.plus(-i32::try_from(back).ok()?)))
}
