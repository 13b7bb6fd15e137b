//! Feeds: copies planted among sources and independent reports. Are the copies found, and is nothing counted with more origins than it has?

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_linking::{Copies, Overlap, link};
use tacitus_record::{Article, CopyKind, Origin, OriginMember, Span, origin_id};

use crate::collection::Collection;
use crate::planted::{self, Part, Planted};
use crate::rows::lines;
use crate::score;
use crate::shipped::{Shipped, intake_article};
use crate::task::Measured;

/// Plants the feeds of the file, links them all at once, and once more with the true copies in the place of those found.
pub fn measure(rows: &[Value]) -> Result<Measured> {
    let shipped = Shipped::new()?;
    let planted = planted::feeds(rows)?;
    let collection = Collection::new(planted.par_iter().map(|p| shipped.read(article(p))).collect());
    let (found, stories, linked) = collection.linked();
    let truth = link(&collection.reports(), &truth(&planted, &collection), &stories);
    let counts = linked.standings.iter().map(|(id, ours)| {
        let told = truth.standings.get(id).map_or(0, |s| s.origins);
        json!({"claim": id, "articles": ours.articles, "origins": ours.origins, "truth": told})
    });
    let copies = planted.iter().filter(|p| p.part != Part::Source).map(|p| {
        let sources: Vec<&str> = if p.part == Part::Report { vec![] } else { p.sources.iter().map(String::as_str).collect() };
        let joined = joins(&found, p, &planted);
        json!({"id": p.id, "kind": p.part.as_str(), "sources": sources, "joined": joined})
    });
    let rows: Vec<Value> = copies.chain(counts).collect();
    Ok(Measured { figures: score::feeds::score(&rows), predictions: lines(&rows) })
}

/// A planted text as an article.
pub fn article(planted: &Planted) -> Article {
    let body = format!("{}\n\n{}", planted.title, planted.text);
    Article { outlet: Some(planted.outlet.clone()), ..intake_article(&planted.id, &body, planted.published) }
}

/// Sources whose feeds the article is joined to: it is of one origin with one of their articles, or, where it is stitched, shares passages
/// with one.
fn joins(found: &Copies, planted: &Planted, all: &[Planted]) -> Vec<String> {
    let feeds: BTreeMap<&str, &str> = all.iter().filter(|p| p.sources.len() == 1).map(|p| (p.id.as_str(), p.sources[0].as_str())).collect();
    let own = found.origins.iter().filter(|o| o.members.iter().any(|m| m.article == planted.id));
    let members = own.flat_map(|o| &o.members).map(|m| m.article.as_str());
    let stitched = found.overlaps.iter().filter(|_| planted.part == Part::Stitched);
    let sharing = stitched.filter_map(|o| match planted.id.as_str() {
        id if id == o.a => Some(o.b.as_str()),
        id if id == o.b => Some(o.a.as_str()),
        _ => None,
    });
    let others = members.chain(sharing).filter(|id| *id != planted.id);
    let mut joined: Vec<String> = others.filter_map(|id| feeds.get(id)).map(|s| s.to_string()).collect();
    joined.sort();
    joined.dedup();
    joined
}

/// The copies as planted.
fn truth(planted: &[Planted], collection: &Collection) -> Copies {
    let mut members: BTreeMap<&str, Vec<OriginMember>> = BTreeMap::new();
    for p in planted {
        let root = if p.sources.len() == 1 { &p.sources[0] } else { &p.id };
        let kind = if *root == p.id { CopyKind::Original } else { CopyKind::Paraphrase };
        let member = OriginMember { article: p.id.clone(), kind, measure: 1.0, reason: "planted".into(), shared_spans: Vec::new() };
        members.entry(root).or_default().push(member);
    }
    let origin = |(root, mut members): (&str, Vec<OriginMember>)| {
        members.sort_by(|a, b| a.article.cmp(&b.article));
        Origin { id: origin_id(root), root: root.to_string(), members }
    };
    let mut origins: Vec<Origin> = members.into_iter().map(origin).collect();
    origins.sort_by(|a, b| a.id.cmp(&b.id));
    let bodies: BTreeMap<&str, &str> = collection.read.iter().map(|r| (r.article.id.as_str(), r.article.text.as_str())).collect();
    let mut overlaps = Vec::new();
    for stitched in planted.iter().filter(|p| p.part == Part::Stitched) {
        let body = bodies[stitched.id.as_str()];
        // The body is the title, an empty line and the text.
        let seam = stitched.title.len() + 2 + stitched.seam.unwrap_or(0);
        for (source, (from, to)) in stitched.sources.iter().zip([(0, seam), (seam, body.len())]) {
            for other in planted.iter().filter(|p| p.sources.len() == 1 && p.sources[0] == *source) {
                let other_body = bodies[other.id.as_str()];
                let (Some(here), Some(there)) = (Span::new(body, from, to), Span::new(other_body, 0, other_body.len())) else { continue };
                let (one, two) = ((stitched.id.clone(), vec![here]), (other.id.clone(), vec![there]));
                let ((a, in_a), (b, in_b)) = if one.0 < two.0 { (one, two) } else { (two, one) };
                overlaps.push(Overlap { a, b, in_a, in_b, mixed: true });
            }
        }
    }
    overlaps.sort();
    Copies { origins, overlaps }
}
