//! Picks from the ledger one example of each thing that the bundled corpus was written to show, and tells it in a few lines.
//!
//! Only what the ledger holds is told; what it does not hold is left out. The same ledger gives the same lines.

use std::cmp::Reverse;

use tacitus_export::line;
use tacitus_ledger::{ClaimRow, Filter, Ledger, LinkRow, OriginRow};
use tacitus_record::{Article, Kind, LinkType, PlacePrecision, Polarity, Span};

use crate::exit::Failure;

/// One thing found: a heading, and what stands below it.
pub struct Finding {
    /// What it is, in one sentence.
    pub heading: String,
    /// Lines to print as they are.
    pub lines: Vec<String>,
    /// The claim to look at more closely.
    pub example: Option<String>,
}

/// Characters of an article that one line quotes, about.
const QUOTED: usize = 150;
/// Claims beside the one confirmed that are quoted.
const ALSO: usize = 2;
/// Days of a time that is vague, but still dates something.
const VAGUE_DAYS: std::ops::RangeInclusive<i32> = 1..=31;

/// Everything worth showing, in the order in which it is told.
pub fn findings(ledger: &Ledger) -> Result<Vec<Finding>, Failure> {
    let everything = Filter::default();
    let links = ledger.links(&everything)?;
    let claims = ledger.claims(&everything)?;
    let all = [
        copies(&ledger.origins(&everything)?),
        difference(ledger, &links, "quantity", "Sources differ on how many, and both figures stay:")?,
        difference(ledger, &links, "actor", "Sources differ on who did it, and both stay:")?,
        difference(ledger, &links, "polarity", "One says it happened, another that it did not:")?,
        threats(ledger, &claims, &links)?,
        retraction(ledger, &links)?,
        confirmation(ledger)?,
        vague(ledger, &claims)?,
    ];
    Ok(all.into_iter().flatten().collect())
}

fn copies(origins: &[OriginRow]) -> Option<Finding> {
    let row = origins.iter().filter(|o| o.members.len() > 1).max_by_key(|o| (o.members.len(), Reverse(&o.origin.id)))?;
    let mut members: Vec<_> = row.origin.members.iter().zip(&row.members).collect();
    members.sort_by_key(|(member, _)| member.article != row.origin.root);
    let lines = members
        .into_iter()
        .map(|(member, shown)| {
            let title = shown.title.as_deref().map(line::folded).unwrap_or_default();
            format!(
                "  {:12} {}: {title} ({:.0} % shared)",
                member.kind.to_string(),
                outlet(shown.outlet.as_deref()),
                member.measure * 100.0
            )
        })
        .collect();
    let heading = format!("One text, {} articles: it counts once ({}).", row.members.len(), row.origin.id);
    Some(Finding { heading, lines, example: None })
}

/// The contradiction on a slot that most texts carry, the side that most articles tell first.
fn difference(ledger: &Ledger, links: &[LinkRow], slot: &str, heading: &str) -> Result<Option<Finding>, Failure> {
    // A denial has the same value on both sides: one lays it on him, he denies it.
    let disputes = |l: &&LinkRow| l.link.link_type == LinkType::Contradicts && l.link.slot == slot;
    let most = links
        .iter()
        .filter(disputes)
        .max_by_key(|l| (l.a.origins + l.b.origins, l.a.evidence.len() + l.b.evidence.len(), Reverse((&l.a.id, &l.b.id))));
    let Some(row) = most else { return Ok(None) };
    let mut lines = Vec::new();
    let mut sides = [&row.a, &row.b];
    sides.sort_by_key(|side| Reverse(side.evidence.len()));
    for side in sides {
        lines.extend(told(ledger, &differing(side, slot), side)?);
    }
    Ok(Some(Finding { heading: heading.to_string(), lines, example: Some(sides[0].id.clone()) }))
}

/// What one side has in the slot on which both differ.
fn differing(row: &ClaimRow, slot: &str) -> String {
    let claim = &row.claim;
    let value = match slot {
        "quantity" => claim.quantity.as_ref().map(|q| line::quantity(&q.value)),
        "actor" => claim.actor.as_ref().map(|a| line::folded(&a.value.name)),
        _ => None,
    };
    value.unwrap_or_else(|| if claim.polarity == Polarity::Neg { "denied" } else { "said" }.to_string())
}

fn threats(ledger: &Ledger, claims: &[ClaimRow], links: &[LinkRow]) -> Result<Option<Finding>, Failure> {
    let outcome = |wanted: LinkType| links.iter().filter(move |l| l.link.link_type == wanted);
    let settled = |id: &str| links.iter().any(|l| l.b.id == id && matches!(l.link.link_type, LinkType::Fulfils | LinkType::NotCarriedOut));
    let mut lines = Vec::new();
    for (kind, label) in [(LinkType::Fulfils, "carried out"), (LinkType::NotCarriedOut, "not carried out")] {
        if let Some(link) = outcome(kind).next() {
            lines.extend(told(ledger, "threatened", &link.b)?);
            lines.extend(told(ledger, label, &link.a)?);
        }
    }
    if let Some(row) = claims.iter().find(|c| c.claim.kind == Kind::Threat && c.claim.polarity == Polarity::Pos && !settled(&c.id)) {
        lines.extend(told(ledger, "threatened, and nothing found since", row)?);
    }
    let example = outcome(LinkType::Fulfils).chain(outcome(LinkType::NotCarriedOut)).next().map(|l| l.b.id.clone());
    let heading = "Threats are words until a deed is reported:".to_string();
    Ok((!lines.is_empty()).then_some(Finding { heading, lines, example }))
}

/// A claim that its outlet or speaker took back in a later article.
fn retraction(ledger: &Ledger, links: &[LinkRow]) -> Result<Option<Finding>, Failure> {
    let apart = |l: &LinkRow| l.a.evidence.iter().all(|a| l.b.evidence.iter().all(|b| a.article != b.article));
    let Some(row) = links.iter().find(|l| l.link.link_type == LinkType::Retracts && apart(l)) else { return Ok(None) };
    let mut lines = told(ledger, "said", &row.b)?;
    lines.extend(told(ledger, "taken back", &row.a)?);
    lines.push(format!("  so the first stands as {}", line::grade_in_words(&row.b.grade)));
    Ok(Some(Finding { heading: "A source took back what it had said:".to_string(), lines, example: Some(row.b.id.clone()) }))
}

/// The happening that most sources report without copying each other.
fn confirmation(ledger: &Ledger) -> Result<Option<Finding>, Failure> {
    let incidents = ledger.incidents(&Filter::default())?;
    let confirmed = incidents.iter().filter(|i| i.headline().grade.credibility == 1);
    let most = confirmed.max_by_key(|i| (i.headline().origins, i.headline().informants, Reverse(&i.incident.id)));
    let Some(row) = most else { return Ok(None) };
    let headline = row.headline();
    let mut lines = told(ledger, "said", headline)?;
    let outlets = |c: &ClaimRow| c.evidence.iter().map(|e| e.outlet.clone()).collect::<Vec<_>>();
    let same = |c: &&ClaimRow| {
        let what = (&c.claim.predicate, c.claim.polarity) == (&headline.claim.predicate, headline.claim.polarity);
        what && c.is_asserted() && outlets(c).iter().all(|o| !outlets(headline).contains(o))
    };
    for other in row.claims.iter().filter(same).take(ALSO) {
        lines.extend(told(ledger, "also", other)?);
    }
    lines.push(format!("  so it stands as {}: {}", line::grade_in_words(&headline.grade), headline.grade.reason));
    let heading = "Independent sources agree; copies would not have counted:".to_string();
    Ok(Some(Finding { heading, lines, example: Some(headline.id.clone()) }))
}

/// A happening whose place and day are told vaguely: the ledger keeps how vaguely.
fn vague(ledger: &Ledger, claims: &[ClaimRow]) -> Result<Option<Finding>, Failure> {
    let days = |c: &ClaimRow| match c.claim.time.as_ref().map(|t| t.value.hull()) {
        Some((Some(first), Some(last))) => Some(last.number() - first.number()).filter(|days| VAGUE_DAYS.contains(days)),
        _ => None,
    };
    let wide = |c: &ClaimRow| {
        let precision = c.claim.place.as_ref().map(|p| p.value.precision);
        matches!(precision, Some(PlacePrecision::Region | PlacePrecision::Province | PlacePrecision::District))
    };
    let happenings = claims.iter().filter(|c| c.incident.is_some() && wide(c));
    let Some((_, row)) = happenings.filter_map(|c| Some((days(c)?, c))).min_by_key(|(days, _)| *days) else { return Ok(None) };
    let mut lines = told(ledger, "said", row)?;
    let place = row.claim.place.as_ref().map(|p| (line::folded(&p.value.text), line::place(&p.value)));
    let time = row.claim.time.as_ref().map(|t| (line::folded(&t.value.text), line::time(&t.value)));
    lines.extend([place, time].into_iter().flatten().map(|(words, read)| format!("  “{words}” stands as {read}")));
    Ok(Some(Finding { heading: "Vague words stay vague:".to_string(), lines, example: Some(row.id.clone()) }))
}

/// One claim: what it is here for, who says so, and the words.
fn told(ledger: &Ledger, label: &str, row: &ClaimRow) -> Result<Vec<String>, Failure> {
    let Some(first) = row.evidence.first() else { return Ok(Vec::new()) };
    let day = first.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
    let by = if row.claim.said_by.is_empty() { String::new() } else { format!("{}, in ", line::said_by(&row.claim)) };
    let words = ledger.article(&first.article)?.map(|a| quoted(&a.article, first.span)).unwrap_or_default();
    Ok(vec![format!("  {label}: {by}{}, {day}  {}", outlet(first.outlet.as_deref()), row.id), format!("    “{words}”")])
}

fn outlet(name: Option<&str>) -> String {
    name.map(line::folded).unwrap_or_else(|| "outlet unknown".into())
}

/// The sentence around some words within their block, so without the label of a title ("Title: …"), cut at a word where it is long; the
/// beginning of the words is always there.
fn quoted(article: &Article, words: Span) -> String {
    let body = article.text.as_str();
    let block = article.blocks.iter().find(|b| b.span.contains(words)).map_or(0, |b| b.span.start());
    let line = body[..words.start()].rfind('\n').map_or(0, |at| at + 1).max(block);
    let start = body[line..words.start()].rfind(". ").map_or(line, |at| line + at + 2);
    let rest = &body[words.end()..];
    let end = words.end() + [rest.find('\n'), rest.find(". ")].into_iter().flatten().min().unwrap_or(rest.len());
    let (from, before) = if words.start() - start > QUOTED / 2 { (words.start(), "… ") } else { (start, "") };
    let text = line::folded(&body[from..end]);
    match text.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("{before}{} …", &text[..text[..cut].rfind(' ').unwrap_or(cut)]),
        None => format!("{before}{}", text.trim_end_matches('.')),
    }
}
