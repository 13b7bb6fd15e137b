//! What the report does not know: what was not read, not located, not dated, left out, or rests on one text.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::{DateBasis, Filter, Ledger, Result};

use crate::compose::{Desk, counted, plain};
use crate::material::outlet_name;
use crate::model::{Block, Part, Section, Sentence};
use crate::prose::{list, number};

/// Days before the period within which an outlet is expected to be heard again.
const HEARD_WITHIN: i32 = 7;

pub(crate) fn write(desk: &mut Desk<'_>, ledger: &Ledger) -> Result<Section> {
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
    let told: BTreeSet<&String> = desk.units.iter().filter_map(|u| u.incident.as_ref()).collect();
    let single = told.iter().filter(|i| material.agreement(i, material.to).is_none_or(|a| a.evidence.len() < 2)).count();
    if !told.is_empty() {
        let of = counted(told.len(), "incident told of here", "incidents told of here");
        sentences.push(plain(&format!("Of {of}, {} on one origin or on one informant alone.", counted(single, "rests", "rest"))));
    }
    let claims: Vec<_> = desk.units.iter().flat_map(|u| &u.claims).filter(|(_, c)| c.event.is_some()).collect();
    let unplaced = claims.iter().filter(|(_, c)| c.place.is_none()).count();
    let unlisted = claims.iter().filter(|(_, c)| c.place.as_ref().is_some_and(|p| p.value.lat.is_none())).count();
    let undated = claims.iter().filter(|(_, c)| c.time.as_ref().is_none_or(|t| !t.value.is_resolved())).count();
    let all = claims.len();
    for (count, what) in [
        (unplaced, "the sentence itself names no place"),
        (undated, "the sentence itself names no day"),
        (unlisted, "the place could not be found on a map"),
    ] {
        if count > 0 {
            sentences.push(plain(&format!("For {} of {}, {what}.", number(count), counted(all, "reported event", "reported events"))));
        }
    }
    let suspect = claims.iter().filter(|(_, c)| !c.suspect.is_empty()).count();
    if suspect > 0 {
        sentences.push(plain(&format!(
            "{} words that look garbled in the copy that was read.",
            counted(suspect, "claim rests on", "claims rest on")
        )));
    }
    if desk.left_out > 0 {
        sentences.push(plain(&format!(
            "{} left out for length or because no sound sentence could be made of it; the ledger has {}.",
            counted(desk.left_out, "sentence of the sources was", "sentences of the sources were"),
            if desk.left_out == 1 { "it" } else { "them" }
        )));
    }
    let silent = silent(desk, ledger)?;
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "was" } else { "were" };
        sentences.push(plain(&format!(
            "{} {verb} heard in the {} days before and not in this period.",
            list(&silent),
            number(HEARD_WITHIN as usize)
        )));
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
    Ok(super::section(Part::Gaps, vec![Block { heading: None, listed: true, sentences }]))
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
