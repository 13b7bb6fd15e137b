//! What is different from what the last report knew: new agreement, new disagreement, what was taken back, what became of threats.

use std::collections::BTreeSet;

use tacitus_ledger::Evidence;
use tacitus_record::{Kind, Link, LinkType};

use crate::compose::{About, Desk, counted, plain, unended, with_region};
use crate::material::{outlet_name, pair};
use crate::model::{Block, Part, Section, Sentence};
use crate::prose::{day, folded, list, number, quoted, sentence_case, within};
use crate::tables::worded;
use crate::units::Unit;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let material = desk.material;
    let before = desk.before.clone();
    let mut sentences: Vec<Sentence> = Vec::new();
    for (id, members) in &material.incidents {
        let was = before.incidents.iter().filter(|b| b.claims.iter().any(|c| members.contains(c))).map(|b| b.origins).max();
        let (Some(was), Some(now)) = (was, material.agreement(id, material.to)) else { continue };
        if now.evidence.len() < 2 || now.evidence.len() <= was {
            continue;
        }
        let about = About::of(material, now.claim);
        let outlets: Vec<String> = now.evidence.iter().map(|(_, e)| outlet_name(e.outlet.as_deref())).collect();
        let text = worded(
            "change.origins",
            0,
            &[
                ("Deed", about.deed),
                ("where", &about.place),
                ("when", &about.day),
                ("count", &number(now.evidence.len())),
                ("was", &number(was)),
                ("list", &list(&outlets)),
            ],
        );
        let notes = now.evidence.iter().filter_map(|(_, e)| desk.notes.cite_evidence(material, e)).collect();
        sentences.push(Sentence { text, tag: Some("corroborated".to_string()), notes });
    }
    let news: Vec<&Link> = material.links.iter().filter(|l| is_news(desk, l)).collect();
    for link in news {
        let key = match link.link_type {
            LinkType::Retracts => "change.retracted",
            LinkType::Fulfils => "change.fulfilled",
            LinkType::NotCarriedOut => "change.refuted",
            _ => continue,
        };
        let Some(evidence) = material.claims.get(&link.a).and_then(|t| t.evidence(material.to).next()) else { continue };
        let Some(unit) = Unit::of(material, &evidence.article, evidence.sentence) else { continue };
        let Some(draft) = unit.draft(material, 0, false) else { continue };
        let quote = quoted(draft.span.slice(&unit.source.row.article.text));
        let outlet = unit.source.outlet();
        let told = sentence_case(&draft.text);
        let mut notes = vec![desk.notes.cite(material, unit.source, draft.span)];
        let own = |e: &&Evidence| material.sources.get(&e.article).is_some_and(|s| s.is_running_text(e.span));
        let Some(other) = material.claims.get(&link.b).and_then(|t| t.evidence(material.to).find(own)) else { continue };
        let Some(earlier) = Unit::of(material, &other.article, other.sentence) else { continue };
        if other.article == unit.source.row.article.id {
            continue;
        }
        notes.push(desk.notes.cite(material, earlier.source, earlier.cover));
        let words = quoted(earlier.cover.slice(&earlier.source.row.article.text));
        let on = other.published.map_or(String::new(), |d| day(d, material.to.year()));
        let text = worded(
            key,
            0,
            &[("outlet", &outlet), ("quote", &quote), ("sentence", unended(&told).as_str()), ("earlier", &words), ("day", &on)],
        );
        let text = text.strip_suffix("”.").map_or(text.clone(), |t| format!("{t}.”"));
        let tag = if key == "change.retracted" { "withdrawn" } else { "threat" };
        if !sentences.iter().any(|s| s.text == text) {
            sentences.push(Sentence { text, tag: Some(tag.to_string()), notes });
        }
    }
    sentences.extend(newly_reported(desk));
    sentences.extend(super::conflicts::new_questions(desk));
    let mut section = super::section(Part::Changes, vec![Block { heading: None, listed: true, sentences }]);
    let standing: BTreeSet<_> = material.conflicts(material.to).into_iter().map(pair).collect();
    let settled = before
        .conflicts
        .iter()
        .filter(|p| material.claims.contains_key(&p.0) && material.claims.contains_key(&p.1) && !standing.contains(*p))
        .count();
    if settled > 0 {
        section.remark = Some(
            plain(&format!(
                "{} no longer contradict each other.",
                counted(settled, "pair of claims that differed does", "pairs of claims that differed do")
                    .replace(" does", "")
                    .replace(" do", "")
            ))
            .text,
        );
    }
    section
}

/// Happenings told for the first time, at the most.
const MOST_NEW: usize = 3;

/// The weightiest happenings that the last report did not know, each with who reports it.
fn newly_reported(desk: &mut Desk<'_>) -> Vec<Sentence> {
    let material = desk.material;
    let known: BTreeSet<&str> = desk.before.incidents.iter().map(|i| i.id.as_str()).collect();
    let mut found: Vec<(i32, String, Sentence)> = Vec::new();
    for id in material.incidents.keys().filter(|id| !known.contains(id.as_str())) {
        let Some(agreed) = material.agreement(id, material.to) else { continue };
        let told = &agreed.claim.row.claim;
        let about = About::of(material, agreed.claim);
        let of_period = agreed.evidence.iter().all(|(_, e)| e.published.is_some_and(|p| p >= material.from));
        if !of_period || about.deed == crate::tables::deed("").0 || told.event.as_ref().is_none_or(|e| e.plover_type != "ASSAULT") {
            continue;
        }
        let town = || material.town_of(&agreed.evidence[0].1.article).map(|p| format!(" at {}", with_region(p)));
        let place = told.place.as_ref().map(|p| format!("{} {}", crate::tables::deed(&told.predicate).1, with_region(&p.value)));
        let place = place.map(|p| format!(" {p}")).or_else(town).unwrap_or_default();
        // Accusations and what is only meant are no news of the deed.
        let first = agreed.evidence[0].1;
        if Unit::of(material, &first.article, first.sentence).is_none_or(|u| u.part != Part::Areas || !u.source.is_own(u.cover)) {
            continue;
        }
        let by = |e: &Evidence| {
            let outlet = outlet_name(e.outlet.as_deref());
            match material.holder(&agreed.claim.row.id, e) {
                Some(who) if who != outlet => format!("{} ({outlet})", who.trim_end_matches(',')),
                _ => outlet,
            }
        };
        let mut outlets: Vec<String> = agreed.evidence.iter().map(|(_, e)| by(e)).collect();
        outlets.dedup();
        let toll = told.quantity.as_ref().filter(|_| told.kind == Kind::Loss).map(|q| {
            let status = q.value.status.as_deref().unwrap_or("").replace('_', " ");
            format!("{} {status}", within(&folded(&q.value.text), &material.small_words))
        });
        let deed = toll.as_deref().unwrap_or(about.deed);
        // What one text tells is told in its words.
        let unit = Unit::of(material, &first.article, first.sentence);
        let is_disputed = unit.as_ref().is_some_and(|u| u.claims_in(u.cover).iter().any(|c| material.is_disputed(c)));
        let own = unit.and_then(|u| u.draft(material, 0, false)).map(|d| d.text);
        let key = if is_disputed { "change.new.disputed" } else { "change.new.told" };
        let text = match own.filter(|_| agreed.evidence.len() == 1 && toll.is_none()) {
            Some(own) => {
                // Where, in case its own words leave that to the article.
                let name = place.trim_start().split_once(' ').map_or("", |(_, name)| name.split(" (").next().unwrap_or(name));
                let unsaid = if own.contains(name) { "" } else { place.as_str() };
                worded(key, 0, &[("where", unsaid), ("sentence", within(&own, &material.small_words).as_str())])
            }
            None => worded("change.new", 0, &[("deed", deed), ("where", &place), ("when", &about.day), ("list", &list(&outlets))]),
        };
        let notes = agreed.evidence.iter().filter_map(|(_, e)| desk.notes.cite_whole(material, e)).collect();
        found.push((crate::tables::stand(told).weight, id.clone(), Sentence { text, tag: Some("new".to_string()), notes }));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.dedup_by(|a, b| a.2.text == b.2.text);
    found.into_iter().take(MOST_NEW).map(|(_, _, s)| s).collect()
}

/// Whether the deed, denial or withdrawal at the link's head was published in the period and was not known before.
fn is_news(desk: &Desk<'_>, link: &Link) -> bool {
    let known = desk.before.incidents.iter().any(|i| i.claims.contains(&link.a));
    let material = desk.material;
    let first = material.claims.get(&link.a).and_then(|t| t.evidence(material.to).next()).and_then(|e| e.published);
    !known && first.is_some_and(|day| day >= material.from)
}
