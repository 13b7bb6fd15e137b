//! Negation and speculation: cues, and the tokens they reach.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Range, Tally, overlap, range, round4, share};
use crate::rows::{list, text};

#[derive(Default)]
struct Marked {
    cue: Vec<Range>,
    scope: Vec<Range>,
}

#[derive(Default)]
struct Counts {
    exact: Tally,
    cue: Tally,
    scope: Tally,
    right: usize,
    sentences: usize,
}

type BySentence<'a> = BTreeMap<(&'a str, &'a str), Marked>;

/// Records are taken together by sentence and kind; figures for each kind that the gold has.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let (g, p) = (grouped(gold), grouped(predicted));
    let bodies: BTreeMap<&str, &str> = gold.iter().map(|r| (text(r, "sentence"), text(r, "text"))).collect();
    let kinds: BTreeSet<&str> = g.keys().map(|(_, kind)| *kind).collect();
    let none = Marked::default();
    let mut out = json!({});
    for kind in kinds {
        let mut c = Counts::default();
        for (sentence, body) in &bodies {
            let of = |all: &'_ BySentence| all.contains_key(&(*sentence, kind));
            let a = if of(&g) { &g[&(*sentence, kind)] } else { &none };
            let b = if of(&p) { &p[&(*sentence, kind)] } else { &none };
            let tokens = tokens(body);
            let touched = |ranges: &[Range]| tokens.iter().filter(|t| ranges.iter().any(|r| overlap(**t, *r))).collect::<BTreeSet<_>>();
            let set = |ranges: &[Range]| ranges.iter().copied().collect::<BTreeSet<Range>>();
            c.cue.add(&touched(&a.cue), &touched(&b.cue));
            c.scope.add(&touched(&a.scope), &touched(&b.scope));
            c.exact.add(&set(&a.cue), &set(&b.cue));
            let empty = a.cue.is_empty() && b.cue.is_empty();
            c.right += usize::from(empty || set(&a.cue) == set(&b.cue) && set(&a.scope) == set(&b.scope));
            c.sentences += 1;
        }
        out[kind] = json!({"cue_exact": c.exact.prf(), "cue_tokens": c.cue.prf(), "scope_tokens": c.scope.prf(),
                           "sentences_right": round4(share(c.right, c.sentences))});
    }
    out
}

fn grouped(rows: &[Value]) -> BySentence<'_> {
    let mut all: BySentence = BTreeMap::new();
    for row in rows.iter().filter(|r| text(r, "kind") != "none") {
        let entry = all.entry((text(row, "sentence"), text(row, "kind"))).or_default();
        entry.cue.extend(list(row, "cue").iter().map(range));
        entry.scope.extend(list(row, "scope").iter().map(range));
    }
    all
}

/// Code points of the tokens, which stand apart by white space.
pub fn tokens(body: &str) -> Vec<Range> {
    let mut found = Vec::new();
    let mut start = None;
    let mut length = 0;
    for (at, c) in body.chars().enumerate() {
        length = at + 1;
        if c.is_whitespace() {
            found.extend(start.take().map(|from| (from, at)));
        } else {
            start = start.or(Some(at));
        }
    }
    found.extend(start.map(|from| (from, length)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_of_one_sentence_count_together() {
        let body = "They did not go and never came .";
        let row = |id: &str, cue: Range, scope: Range| json!({"id": id, "sentence": "s", "text": body, "kind": "negation", "cue": [[cue.0, cue.1]], "scope": [[scope.0, scope.1]]});
        let gold = [row("1", (9, 12), (13, 15)), row("2", (20, 25), (26, 30))];
        let figures = score(&gold, &[row("x", (9, 12), (13, 15))]);
        assert_eq!(figures["negation"]["cue_exact"]["r"], 0.5);
        assert_eq!(figures["negation"]["scope_tokens"]["p"], 1.0);
        assert_eq!(figures["negation"]["sentences_right"], 0.0);
    }
}
