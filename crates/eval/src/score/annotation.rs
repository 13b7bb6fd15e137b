//! Our own annotated news, article by article: the definitions are those of `training/annotation/score.py`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Range, attribution, prf, range, round4, share};
use crate::rows::{list, text};

const ROLES: [&str; 4] = ["actor", "recipient", "place", "time"];
const LABELS: [&str; 4] = ["type", "mode", "modality", "polarity"];

/// Triggers, types and arguments by overlap, each thing matched once; labels on the events found; attributions as the task of that name.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted: BTreeMap<&str, &Value> = predicted.iter().map(|r| (text(r, "doc"), r)).collect();
    let (mut triggers, mut typed) = ([0; 3], [0; 3]);
    let mut arguments: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut labels: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut says = (Vec::new(), Vec::new());
    for row in gold {
        let ours: Vec<&Value> = list(row, "annotation").iter().flat_map(|s| list(s, "events")).collect();
        let theirs: Vec<&Value> = predicted.get(text(row, "doc")).map_or(&[][..], |r| list(r, "events")).iter().collect();
        let trigger = |e: &&Value| range(&e["trigger"]);
        let pairs = pairs(&ours.iter().map(trigger).collect::<Vec<_>>(), &theirs.iter().map(trigger).collect::<Vec<_>>());
        let right = pairs.iter().filter(|(a, b)| ours[*a]["type"] == theirs[*b]["type"]).count();
        add(&mut triggers, [pairs.len(), theirs.len(), ours.len()]);
        add(&mut typed, [right, theirs.len(), ours.len()]);
        for &(a, b) in &pairs {
            let (a, b) = (ours[a], theirs[b]);
            for role in ROLES {
                let spans = |e: &Value| list(e, role).iter().map(range).collect::<Vec<_>>();
                let (x, y) = (spans(a), spans(b));
                let met = self::pairs(&x, &y).len();
                [role, "all"].into_iter().for_each(|name| add(arguments.entry(name).or_default(), [met, y.len(), x.len()]));
            }
            for label in LABELS.into_iter().filter(|l| *l != "mode" || a["type"] == b["type"]) {
                add(labels.entry(label).or_default(), [usize::from(a[label] == b[label]), 1]);
            }
            let certain = usize::from(a["fact"]["author"] == b["fact"]["author"]);
            add(labels.entry("fact_of_author").or_default(), [certain, 1]);
        }
        says.0.push(attributions(row, list(row, "annotation").iter().flat_map(|s| list(s, "says"))));
        let said = predicted.get(text(row, "doc")).map_or(&[][..], |r| list(r, "says"));
        says.1.push(json!({"id": row["doc"], "attributions": said}));
    }
    let found = |[right, all, gold]: [usize; 3]| prf(right, all, gold);
    json!({
        "trigger": found(triggers),
        "trigger_and_type": found(typed),
        "argument": arguments.into_iter().map(|(role, counts)| (role.to_string(), found(counts))).collect::<serde_json::Map<_, _>>(),
        "alike_of_found": labels.into_iter().map(|(l, [right, all])| (l.to_string(), json!(round4(share(right, all))))).collect::<serde_json::Map<_, _>>(),
        "attribution": attribution::score(&says.0, &says.1),
    })
}

fn add<const N: usize>(sum: &mut [usize; N], more: [usize; N]) {
    sum.iter_mut().zip(more).for_each(|(s, m)| *s += m);
}

/// One-to-one pairs of ranges that share a character, those that share most first.
fn pairs(a: &[Range], b: &[Range]) -> Vec<(usize, usize)> {
    let shared = |x: Range, y: Range| x.1.min(y.1).saturating_sub(x.0.max(y.0));
    let mut all: Vec<(Reverse<usize>, usize, usize)> = (0..a.len())
        .flat_map(|i| (0..b.len()).map(move |j| (i, j)))
        .filter_map(|(i, j)| Some((Reverse(shared(a[i], b[j])), i, j)).filter(|(s, ..)| s.0 > 0))
        .collect();
    all.sort_unstable();
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|(_, i, j)| !left.contains(i) && !right.contains(j) && left.insert(*i) && right.insert(*j));
    all.into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// The gold's attributions in the form of the task `attribution`.
fn attributions<'a>(row: &Value, says: impl Iterator<Item = &'a Value>) -> Value {
    let one = |v: &Value| if v.is_array() { json!([v]) } else { json!([]) };
    let all = says.map(|s| json!({"source": one(&s["source"]), "cue": one(&s["cue"]), "content": s["content"]}));
    json!({"id": row["doc"], "text": row["text"], "attributions": all.collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_of_another_type_is_found_but_not_typed() {
        let event = |kind: &str, actor: Value| json!({"trigger": [10, 15], "type": kind, "actor": actor, "modality": "actual", "polarity": "pos", "fact": {"author": "CT+"}});
        let gold = [json!({"doc": "1", "text": "x", "annotation": [{"n": 0, "events": [event("ASSAULT", json!([[0, 5]]))]}]})];
        let figures = score(&gold, &[json!({"doc": "1", "events": [event("COERCE", json!([[3, 9]]))], "says": []})]);
        assert_eq!(figures["trigger"]["f1"], 1.0);
        assert_eq!(figures["trigger_and_type"]["f1"], 0.0);
        assert_eq!(figures["argument"]["actor"]["f1"], 1.0);
        assert_eq!(figures["alike_of_found"]["type"], 0.0);
    }
}
