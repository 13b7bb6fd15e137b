//! Attribution: tokens of source, cue and content, and whole relations.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Range, Tally, by_id, cover, prf, range, round4, share};
use crate::rows::{list, text};

const ROLES: [&str; 3] = ["source", "cue", "content"];

#[derive(Default)]
struct Counts {
    tokens: Tally,
    exact: Tally,
}

/// Token overlap for each role over the document (a token counts once per role), exact spans, and whole relations: a gold relation is
/// found when one predicted relation overlaps its cue and its content, and its source where it has one.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    let (mut found, mut all_gold, mut all_predicted, mut polarity) = (0, 0, 0, 0);
    for row in gold {
        let g = list(row, "attributions");
        let p: &[Value] = predicted.get(text(row, "id")).map_or(&[], |r| list(r, "attributions"));
        // GUM's layer points at elementary discourse units instead of words.
        let units = g.iter().chain(p).any(|a| a.get("cue_edu").is_some());
        let get = |a: &Value, role: &str| spans(a, role, units);
        let starts = token_starts(text(row, "text"));
        for role in ROLES.into_iter().filter(|r| !(units && *r == "source")) {
            let c = counts.entry(role).or_default();
            let covered = |list: &[Value]| cover(&list.iter().flat_map(|a| get(a, role)).collect::<Vec<_>>());
            let (a, b) = (covered(g), covered(p));
            let tokens = |set: &BTreeSet<usize>| starts.iter().copied().filter(|t| set.contains(t)).collect::<BTreeSet<_>>();
            c.tokens.add(&tokens(&a), &tokens(&b));
            let whole = |list: &[Value]| list.iter().map(|a| get(a, role)).filter(|s| !s.is_empty()).collect::<BTreeSet<_>>();
            c.exact.add(&whole(g), &whole(p));
        }
        let mut used = BTreeSet::new();
        for a in g {
            all_gold += 1;
            let fits = |j: &usize| !used.contains(j) && relation_fits(&ROLES.map(|k| get(a, k)), &ROLES.map(|k| get(&p[*j], k)));
            if let Some(j) = (0..p.len()).find(fits) {
                used.insert(j);
                found += 1;
                polarity += usize::from(units && a["polarity"] == p[j]["polarity"]);
            }
        }
        all_predicted += p.len();
    }
    let mut out = json!({});
    for role in ROLES {
        if let Some(c) = counts.get(role).filter(|c| c.tokens.predicted + c.tokens.gold > 0) {
            out[role] = json!({"token_overlap": c.tokens.prf(), "exact": c.exact.prf()});
        }
    }
    out["relation_overlap"] = prf(found, all_predicted, all_gold);
    if polarity > 0 {
        out["polarity_right_of_found"] = json!(round4(share(polarity, found)));
    }
    out
}

fn spans(a: &Value, role: &str, units: bool) -> Vec<Range> {
    if units {
        return a.get(format!("{role}_edu")).filter(|v| v.is_array()).map(range).into_iter().collect();
    }
    list(a, role).iter().map(range).collect()
}

fn relation_fits(gold: &[Vec<Range>; 3], predicted: &[Vec<Range>; 3]) -> bool {
    gold.iter().zip(predicted).all(|(a, b)| a.is_empty() || !cover(a).is_disjoint(&cover(b)))
}

/// Code points at which tokens begin: runs of letters, digits and underscores, and every other character that is no white space.
fn token_starts(body: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut in_word = false;
    for (point, c) in body.chars().enumerate() {
        let of_word = c.is_alphanumeric() || c == '_';
        if !(c.is_whitespace() || of_word && in_word) {
            starts.push(point);
        }
        in_word = of_word;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_needs_cue_and_content_and_its_source() {
        let body = "He said it rained.";
        let relation = |source: Value, content: Value| json!({"source": source, "cue": [[3, 7]], "content": content});
        let gold = [json!({"id": "1", "text": body, "attributions": [relation(json!([[0, 2]]), json!([[8, 17]]))]})];
        let with = |a: Value| score(&gold, &[json!({"id": "1", "attributions": [a]})]);
        assert_eq!(with(relation(json!([[0, 2]]), json!([[11, 17]])))["relation_overlap"]["f1"], 1.0);
        assert_eq!(with(relation(json!([]), json!([[11, 17]])))["relation_overlap"]["f1"], 0.0);
        // One of two content tokens.
        assert_eq!(with(relation(json!([[0, 2]]), json!([[11, 17]])))["content"]["token_overlap"]["r"], 0.5);
    }
}
