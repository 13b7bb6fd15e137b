//! The seed article's garbled words: which of those that were marked by hand a suspicion of ours falls on.
//!
//! A marked stretch is found when a suspicion's words, of a claim or of a note, overlap it. Only what may have changed a fact is asked for,
//! by what it can be seen from: the page itself, the gazetteer, or knowledge of persons and states. Wordings are counted beside.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tacitus_record::{Note, Span};

use super::seed::{Page, filled, occurrences};
use super::{round4, share};
use crate::rows::{integer, text};
use crate::shipped::Points;

/// Figures of the suspicions of a page; `notes` are those of its reading.
pub fn figures(items: &[Value], page: &Page, notes: &[Note]) -> Value {
    let points = Points::new(page.body);
    let ours: BTreeSet<Span> = page
        .claims
        .iter()
        .flat_map(|c| c.suspect.iter().map(|s| s.span))
        .chain(notes.iter().filter(|n| n.code == "N005").filter_map(|n| n.span))
        .collect();
    // Two items may mark the same words: they count once.
    let mut marked: BTreeMap<(Span, bool), &str> = BTreeMap::new();
    for item in items {
        let Some(evidence) = points.span(integer(item, "start"), integer(item, "end")) else { continue };
        for suspect in item["suspect"].as_array().into_iter().flatten() {
            let words = filled(suspect, "text").unwrap_or("");
            let place = occurrences(words, evidence, page.body).into_iter().reduce(Span::cover).unwrap_or(evidence);
            marked.entry((place, text(suspect, "severity") == "fact")).or_insert(text(suspect, "basis"));
        }
    }
    let found = |span: &Span| ours.iter().any(|o| o.overlaps(*span));
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut wordings = [0usize; 2];
    for ((span, fact), basis) in &marked {
        let counted = if *fact { counts.entry(*basis).or_default() } else { &mut wordings };
        counted[0] += 1;
        counted[1] += usize::from(found(span));
    }
    let row = |[all, found]: [usize; 2]| json!({"marked": all, "found": found, "share": round4(share(found, all))});
    let by_basis: serde_json::Map<String, Value> = counts.iter().map(|(basis, n)| ((*basis).to_string(), row(*n))).collect();
    let on_marked = ours.iter().filter(|o| marked.keys().any(|(span, _)| o.overlaps(*span))).count();
    json!({"fact": by_basis, "wording": row(wordings), "ours": ours.len(), "ours_on_marked": on_marked})
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{Claim, Kind, Mention, Suspect, SuspectBasis, SuspectSeverity};

    const BODY: &str = "Varnian troops invaded Varnia on Friday. The mayor left the town.";

    fn span(words: &str) -> Span {
        let start = BODY.find(words).unwrap();
        Span::new(BODY, start, start + words.len()).unwrap()
    }

    fn item(evidence: &str, words: &str, basis: &str, severity: &str) -> Value {
        let at = span(evidence);
        json!({"id": "1", "kind": "event", "start": at.start(), "end": at.end(),
               "suspect": [{"text": words, "basis": basis, "severity": severity, "reason": "r"}]})
    }

    #[test]
    fn marked_words_count_once_and_are_found_by_overlap() {
        let mention =
            Mention { article: "a".into(), sentence: 0, span: span("Varnian troops"), cue: None, reader: "rule".into(), rules: Vec::new() };
        let mut claim = Claim::new(Kind::Event, "assault.advance", mention);
        claim.suspect.push(Suspect {
            span: span("troops invaded"),
            reason: "r".into(),
            basis: SuspectBasis::Internal,
            severity: SuspectSeverity::Fact,
        });
        let claims = [claim];
        let page = Page { body: BODY, claims: &claims };
        let first = item("Varnian troops invaded Varnia", "Varnian troops invaded", "internal", "fact");
        let items = [first.clone(), first, item("The mayor left the town", "left", "kb", "fact")];
        let figures = figures(&items, &page, &[]);
        assert_eq!(figures["fact"]["internal"], json!({"marked": 1, "found": 1, "share": 1.0}));
        assert_eq!(figures["fact"]["kb"]["found"], 0);
        assert_eq!((&figures["ours"], &figures["ours_on_marked"]), (&json!(1), &json!(1)));
    }
}
