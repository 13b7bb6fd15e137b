//! What the report does not know: what was not read, not located, not dated, left out, or rests on one text.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::{DateBasis, Filter, Ledger, Result};
use tacitus_record::{BlockKind, Claim, Span, ToponymUse};

use crate::compose::{Desk, counted, plain, with_region};
use crate::material::{Source, outlet_name};
use crate::model::{Block, Note, Part, Report, Section, Sentence};
use crate::prose::{full_day, list, number, quoted};
use crate::tables::worded;
use crate::units::Unit;

/// Days before the period within which an outlet is expected to be heard again.
const HEARD_WITHIN: i32 = 7;
/// Places named of which nothing was heard; more are counted.
const MOST_QUIET: usize = 8;

pub(crate) fn write(desk: &mut Desk<'_>, report: &Report, ledger: &Ledger) -> Result<Section> {
    let material = desk.material;
    let covered: Vec<_> = material.covered.iter().filter_map(|id| material.sources.get(id)).collect();
    let mut sentences: Vec<Sentence> = Vec::new();
    let foreign: Vec<_> = covered.iter().filter(|s| s.row.article.lang != "en").collect();
    if !foreign.is_empty() {
        let languages: BTreeSet<String> = foreign.iter().map(|s| s.row.article.lang.clone()).collect();
        let languages: Vec<String> = languages.into_iter().collect();
        sentences.push(plain(&format!(
            "{} not in English and so not read ({}).",
            counted(foreign.len(), "article is", "articles are"),
            list(&languages)
        )));
    }
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    for note in covered.iter().filter(|s| s.row.article.lang == "en").flat_map(|s| &s.row.notes) {
        *notes.entry(note.code.as_str()).or_default() += 1;
    }
    let held_back = notes.contains_key("N006");
    if !covered.is_empty() && (foreign.is_empty() || !held_back) {
        let words = match (foreign.is_empty(), held_back) {
            (true, false) => "All articles of this period are in English, and no stretch of them was held back as too likely misread.",
            (true, true) => "All articles of this period are in English.",
            (false, _) => "No stretch of the articles that were read was held back as too likely misread.",
        };
        sentences.push(plain(words));
    }
    for (code, count) in notes {
        let what = match code {
            "N001" => ("stretch of text could not be read", "stretches of text could not be read"),
            "N002" => (
                "article has no day of publication, so that its relative dates stay words",
                "articles have no day of publication, so that their relative dates stay words",
            ),
            "N003" => (
                "article is about sport, film or the like and was read as such",
                "articles are about sport, film or the like and were read as such",
            ),
            "N004" => (
                "article has sentences on accidents, nature or sport that were not read for claims",
                "articles have sentences on accidents, nature or sport that were not read for claims",
            ),
            "N006" => (
                "stretch of text was read and is not told, because it is too likely misread",
                "stretches of text were read and are not told, because they are too likely misread",
            ),
            _ => ("article has words that look garbled", "articles have words that look garbled"),
        };
        sentences.push(plain(&format!("{} (note {code}).", counted(count, what.0, what.1))));
    }
    let incidents: BTreeSet<&String> = desk.units.iter().filter(|u| u.part == Part::Areas).filter_map(|u| u.incident.as_ref()).collect();
    let agreed = incidents.iter().filter(|i| material.agreement(i, material.to).is_some_and(|a| a.evidence.len() > 1)).count();
    if material.covered.len() > 1 && desk.origins_of_period() == 1 {
        sentences.push(plain("All articles of this period carry one text: whatever it tells of this day rests on that alone."));
    } else if agreed == 0 && !incidents.is_empty() {
        sentences.push(plain("No two origins of this period give one account of a happening; where two are cited together, they differ."));
    } else if !incidents.is_empty() {
        let (all, agreed) = (counted(incidents.len(), "happening", "happenings"), counted(agreed, "is", "are"));
        sentences.push(plain(&format!("Of {all} of this period, {agreed} reported by more than one origin.")));
    }
    let claims: Vec<_> = desk.units.iter().flat_map(|u| &u.claims).filter(|(_, c)| c.event.is_some()).collect();
    sentences.extend(undated_and_unlocated(desk));
    let places: BTreeSet<String> = claims
        .iter()
        .filter_map(|(_, c)| c.place.as_ref())
        .filter(|p| p.value.gazetteer_id.is_none() && p.value.names_one())
        .map(|p| quoted(&p.value.text))
        .collect();
    if !places.is_empty() {
        let places: Vec<String> = places.into_iter().collect();
        sentences.push(plain(&format!("Found in no gazetteer, and so on no map: {}.", list(&places))));
    }
    let suspect = claims.iter().filter(|(_, c)| !c.suspect.is_empty()).count();
    if suspect > 0 {
        sentences.push(plain(&format!(
            "{} words that look garbled in the copy that was read.",
            counted(suspect, "claim rests on", "claims rest on")
        )));
    }
    let silent = silent(desk, ledger)?;
    if !silent.is_empty() {
        sentences.push(plain(&format!(
            "{} published in the {} days before and not in this period.",
            list(&silent),
            number(HEARD_WITHIN as usize)
        )));
    }
    if let Some(sentence) = quiet(desk) {
        sentences.push(sentence);
    }
    let standing = desk.standing;
    if let (Some((first, _)), Some(day)) = (standing.counts.first(), standing.first_article)
        && first.days < crate::lately::COUNTED_OVER.1 as usize
    {
        let days = counted(first.days, "day", "days");
        sentences.push(plain(&worded("figures.since", 0, &[("day", &full_day(day)), ("days", &days)])));
    }
    let mut undated_articles = 0;
    ledger.for_each_article_outline(&mut |a| {
        undated_articles += usize::from(a.published.is_none());
        Ok(())
    })?;
    if undated_articles > 0 {
        sentences.push(plain(&format!(
            "{} no day of publication and can be in no report.",
            counted(undated_articles, "article of the ledger has", "articles of the ledger have")
        )));
    }
    // A narrowed report leaves out on purpose.
    let untold = if report.head.narrowed_to.is_empty() { untold(desk, report) } else { Vec::new() };
    let heading = Some("Sentences of the period's articles that are told nowhere above".to_string());
    Ok(super::section(
        Part::Gaps,
        vec![Block { heading: None, listed: true, sentences }, Block { heading, listed: true, sentences: untold }],
    ))
}

/// From how many sentences on deeds no day was read, and from how many no place that the gazetteer knows.
fn undated_and_unlocated(desk: &Desk<'_>) -> Option<Sentence> {
    let deeds: Vec<&Unit<'_>> = desk.units.iter().filter(|u| matches!(u.part, Part::Areas | Part::Control)).collect();
    let of_sentence = |c: &Claim| c.time.as_ref().is_some_and(|t| !t.is_of_scene() && t.value.hull() != (None, None));
    let known = |c: &Claim| {
        let place = c.place.as_ref().is_some_and(|p| !p.is_of_scene() && p.value.gazetteer_id.is_some());
        place || c.toponyms.iter().any(|t| t.value.usage == ToponymUse::Literal && t.value.gazetteer_id.is_some())
    };
    let undated = deeds.iter().filter(|u| !u.claims.iter().any(|(_, c)| of_sentence(c))).count();
    let unlocated = deeds.iter().filter(|u| !u.claims.iter().any(|(_, c)| known(c))).count();
    (undated + unlocated > 0).then(|| {
        let none = |n: usize| if n == 0 { "none".to_string() } else { number(n) };
        let give = |n: usize| format!("{} {}", none(n), if n < 2 { "gives" } else { "give" });
        plain(&format!(
            "Of {} on deeds in the articles of this period, {} no day and {} no place that the gazetteer knows; they stand under the day of publication and the town of their article.",
            counted(deeds.len(), "sentence", "sentences"),
            give(undated),
            none(unlocated),
        ))
    })
}

/// Where incidents were told of in the last weeks and nothing is told of in the period: silence is no calm.
fn quiet(desk: &Desk<'_>) -> Option<Sentence> {
    let places = &desk.standing.quiet;
    let claims = [desk.material, &desk.standing.material].into_iter().flat_map(|m| m.mentions.values()).flatten().map(|(_, c)| c);
    let countries = crate::names::countries(claims);
    let around = |place: &tacitus_record::Place| {
        let (whole, country) = (with_region(place), place.country.as_deref().and_then(|c| countries.get(c)));
        country.filter(|_| whole == place.name).map_or(whole.clone(), |c| format!("{whole} ({c})"))
    };
    let mut names: Vec<String> = places.iter().take(MOST_QUIET).map(around).collect();
    if places.len() > MOST_QUIET {
        names.push(counted(places.len() - MOST_QUIET, "other place", "other places"));
    }
    let days = number(crate::lately::COUNTED_OVER.1 as usize);
    (!names.is_empty()).then(|| {
        plain(&format!("No article of this period tells of {}, where incidents were told of in the {days} days to its end.", list(&names)))
    })
}

/// Numbers of the notes that sentences and rows use.
fn used(report: &Report) -> BTreeSet<usize> {
    let sentences = report.sections.iter().flat_map(|s| &s.blocks).flat_map(|b| &b.sentences).flat_map(|s| &s.notes);
    let rows = report.sections.iter().flat_map(|s| &s.figures).flat_map(|f| &f.notes);
    let counts = report.sections.iter().flat_map(|s| &s.counts).flat_map(|c| &c.notes);
    sentences.chain(rows).chain(counts).copied().collect()
}

/// Sentences shown of those that are told nowhere; the rest is counted.
const MOST_UNTOLD: usize = 12;
/// Words from which a line of an article is a sentence.
const LEAST_WORDS: usize = 5;

/// What the articles of the period say and the report does not, in their words, so that nothing is lost unseen.
fn untold(desk: &mut Desk<'_>, report: &Report) -> Vec<Sentence> {
    let material = desk.material;
    let all = untold_words(desk, report);
    let cite = |desk: &mut Desk<'_>, (source, span): (&Source, Span)| {
        let text = worded("untold", 0, &[("outlet", &source.outlet()), ("quote", &quoted(span.slice(&source.row.article.text)))]);
        Sentence { text: text.replace("”.", ".”"), tag: None, notes: vec![desk.notes.cite(material, source, span)] }
    };
    let mut sentences: Vec<Sentence> = all.iter().take(MOST_UNTOLD).map(|at| cite(desk, *at)).collect();
    let more = all.len().saturating_sub(MOST_UNTOLD);
    if more > 0 {
        sentences.push(plain(&format!("{} of these articles.", counted(more, "further sentence", "further sentences"))));
    }
    sentences
}

/// Tells with each area what an article of the period says of the place itself ("Halvaro, a town on the river, had been quiet …") and no
/// claim was read from, in its words.
pub(crate) fn background(desk: &mut Desk<'_>, report: &mut Report) {
    let (material, all) = (desk.material, untold_words(desk, report));
    let areas = report.sections.iter_mut().filter(|s| s.part == Part::Areas).flat_map(|s| &mut s.blocks).filter(|b| !b.listed);
    for block in areas {
        let Some((name, _)) = block.heading.as_deref().and_then(|h| h.split_once(" (")) else { continue };
        let of_place = |(source, span): &&(&Source, Span)| {
            let rest = span.slice(&source.row.article.text).strip_prefix(name);
            rest.is_some_and(|r| r.starts_with([',', ' ']))
        };
        let Some((source, span)) = all.iter().find(of_place) else { continue };
        let quote = quoted(span.slice(&source.row.article.text));
        let text = worded("quoted", 0, &[("outlet", &source.outlet()), ("quote", &quote)]).replace("”.", ".”");
        block.sentences.push(Sentence { text, tag: None, notes: vec![desk.notes.cite(material, source, *span)] });
    }
}

/// Sentences of the period's articles that the report neither tells nor quotes.
fn untold_words<'m>(desk: &Desk<'m>, report: &Report) -> Vec<(&'m Source, Span)> {
    let material = desk.material;
    let used = used(report);
    let told: Vec<&Note> = desk.notes.all.iter().filter(|n| used.contains(&n.number)).collect();
    let mut found = Vec::new();
    for source in material.covered.iter().filter_map(|id| material.sources.get(id)).filter(|s| s.row.article.lang == "en") {
        let article = &source.row.article;
        let body = &article.text;
        let cited: Vec<Span> = told
            .iter()
            .filter(|n| n.article == article.id)
            .filter_map(|n| Span::new(body, source.points.byte(body, n.start)?, source.points.byte(body, n.end)?))
            .collect();
        for block in article.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph) {
            for part in crate::check::sentences_of(block.span.slice(body)) {
                let start = part.as_ptr() as usize - body.as_ptr() as usize;
                let trimmed = part.trim();
                let start = start + part.len() - part.trim_start().len();
                let Some(span) = Span::new(body, start, start + trimmed.len()) else { continue };
                let is_told = cited.iter().any(|c| c.overlaps(span)) || !source.is_own(span) || !source.is_running_text(span);
                if !is_told && trimmed.split_whitespace().count() >= LEAST_WORDS {
                    found.push((source, span));
                }
            }
        }
    }
    found
}

/// Outlets that published in the days before and not in the period.
fn silent(desk: &Desk<'_>, ledger: &Ledger) -> Result<Vec<String>> {
    let material = desk.material;
    let (first, last) = (material.from.plus(-HEARD_WITHIN), material.from.plus(-1));
    let filter = Filter { since: Some(first), until: Some(last), date_basis: DateBasis::Reported, ..Filter::default() };
    let now = Filter { since: Some(material.from), until: Some(material.to), date_basis: DateBasis::Reported, ..Filter::default() };
    let outlets = |rows: Vec<tacitus_ledger::ArticleRow>| -> BTreeSet<String> {
        rows.iter().filter(|r| r.article.outlet.is_some()).map(|r| outlet_name(r.article.outlet.as_deref())).collect()
    };
    let heard = outlets(ledger.articles(&now)?);
    Ok(outlets(ledger.articles(&filter)?).into_iter().filter(|o| !heard.contains(o)).collect())
}
