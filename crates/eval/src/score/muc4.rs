//! MUC-4: incidents found, their roles, how far they came, and who is blamed how surely.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value, json};

use super::{Tally, by_id, labels};
use crate::rows::{list, text};

/// Role slots; a fill is right when one of its alternatives is named.
pub const ROLES: [&str; 6] =
    ["perp_individual_id", "perp_organization_id", "phys_tgt_id", "hum_tgt_name", "hum_tgt_description", "incident_instrument_id"];
const STAGE: &str = "incident_stage_of_execution";
const CONFIDENCE: &str = "perp_organization_confidence";

/// What of an alternative is compared.
#[derive(Clone, Copy)]
enum What {
    /// Its first filler string.
    Words,
    /// Its value from a closed set.
    Value,
    /// The outermost name of its place.
    Place,
}

/// The values that are right for one fill, and whether it may be left out.
struct Fill {
    right: BTreeSet<String>,
    optional: bool,
}

/// Incidents are paired inside a document so that many slots agree (greedy; the type must agree). Stage and confidence count over all gold
/// incidents: one that is not paired is an error. Optional incidents and fills cost nothing when missed.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let mut incidents = Tally::default();
    let mut roles: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut stages, mut confidences) = (Vec::new(), Vec::new());
    for row in gold {
        let theirs = list(row, "templates");
        let ours: &[Value] = predicted.get(text(row, "id")).map_or(&[], |r| list(r, "templates"));
        let pairs = pair(theirs, ours);
        for (i, one) in theirs.iter().enumerate() {
            let own = pairs.get(&i).map(|&j| &ours[j]);
            let counts = own.is_some() || one["optional"] != json!(true);
            incidents.gold += usize::from(counts);
            incidents.right += usize::from(own.is_some());
            if counts {
                stages.extend(stage(one, own));
                confidences.extend(confidence(one, own));
            }
            for role in ROLES {
                count_role(roles.entry(role).or_default(), role, one, own, counts);
            }
        }
        incidents.predicted += ours.len();
        for (j, one) in ours.iter().enumerate() {
            if !pairs.values().any(|&used| used == j) {
                ROLES.iter().for_each(|role| roles.entry(role).or_default().predicted += fills(one, role, What::Words).len());
            }
        }
    }
    let of = |role: &str| roles.get(role).copied().unwrap_or_default();
    let sum = ROLES.iter().map(|role| of(role)).fold(Tally::default(), |a, b| Tally {
        right: a.right + b.right,
        predicted: a.predicted + b.predicted,
        gold: a.gold + b.gold,
    });
    let by_role: Map<String, Value> = ROLES.iter().map(|role| (role.to_string(), of(role).prf())).collect();
    json!({
        "incident": incidents.prf(),
        "roles_micro": sum.prf(),
        "by_role": by_role,
        "stage": labels(&stages),
        "confidence": labels(&confidences),
    })
}

/// Which predicted incident each gold incident is paired with.
fn pair(gold: &[Value], predicted: &[Value]) -> BTreeMap<usize, usize> {
    let mut fits: Vec<(usize, usize, usize)> = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        fits.extend(predicted.iter().enumerate().filter_map(|(j, b)| Some((fit(a, b)?, i, j))));
    }
    fits.sort_by_key(|&(points, i, j)| (std::cmp::Reverse(points), i, j));
    let mut pairs = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (_, i, j) in fits {
        if !pairs.contains_key(&i) && used.insert(j) {
            pairs.insert(i, j);
        }
    }
    pairs
}

/// How many fills agree; `None` where the type does not.
fn fit(a: &Value, b: &Value) -> Option<usize> {
    let kind = |t: &Value| fills(t, "incident_type", What::Value).into_iter().next();
    if kind(a)?.right.is_disjoint(&kind(b)?.right) {
        return None;
    }
    let slots = ROLES.map(|role| (role, What::Words)).into_iter().chain([("incident_location", What::Place), (STAGE, What::Value)]);
    let agreeing = slots.map(|(slot, what)| {
        let ours = fills(b, slot, what);
        fills(a, slot, what).iter().filter(|x| ours.iter().any(|y| !x.right.is_disjoint(&y.right))).count()
    });
    Some(1 + agreeing.sum::<usize>())
}

/// The pair to count for the stage; none where the gold says none.
fn stage(gold: &Value, own: Option<&Value>) -> Option<(Option<String>, Option<String>)> {
    let right = fills(gold, STAGE, What::Value).into_iter().next()?.right;
    let said = own.and_then(|o| fills(o, STAGE, What::Value).into_iter().next()).map(|f| f.right).unwrap_or_default();
    Some(match right.intersection(&said).next() {
        Some(both) => (Some(both.clone()), Some(both.clone())),
        None => (right.first().cloned(), said.first().cloned()),
    })
}

/// The pairs to count for the confidence with which an organisation is blamed, one for each gold fill.
fn confidence(gold: &Value, own: Option<&Value>) -> Vec<(Option<String>, Option<String>)> {
    let ours = own.map(|o| fills(o, CONFIDENCE, What::Value)).unwrap_or_default();
    let pair = |fill: Fill| match ours.iter().find_map(|y| fill.right.intersection(&y.right).next()) {
        Some(both) => (Some(both.clone()), Some(both.clone())),
        None => (fill.right.first().cloned(), ours.first().and_then(|y| y.right.first().cloned())),
    };
    fills(gold, CONFIDENCE, What::Value).into_iter().map(pair).collect()
}

fn count_role(tally: &mut Tally, role: &str, gold: &Value, own: Option<&Value>, counts: bool) {
    let ours = own.map(|o| fills(o, role, What::Words)).unwrap_or_default();
    let mut used = BTreeSet::new();
    for fill in fills(gold, role, What::Words) {
        match (0..ours.len()).find(|j| !used.contains(j) && !ours[*j].right.is_disjoint(&fill.right)) {
            Some(j) => {
                used.insert(j);
                tally.right += 1;
                tally.gold += 1;
            }
            None => tally.gold += usize::from(counts && !fill.optional),
        }
    }
    tally.predicted += ours.len();
}

fn fills(template: &Value, slot: &str, what: What) -> Vec<Fill> {
    let of = |alternative: &Value| match what {
        What::Words => list(alternative, "strings").first().and_then(|s| s["string"].as_str()).map(normal),
        What::Value => alternative["value"].as_str().filter(|v| !v.is_empty()).map(normal),
        What::Place => list(alternative, "chain").first().and_then(|p| p["name"].as_str()).map(normal),
    };
    let fill = |f: &Value| Fill { right: list(f, "alternatives").iter().filter_map(of).collect(), optional: f["optional"] == json!(true) };
    list(template, slot).iter().map(fill).filter(|f| !f.right.is_empty()).collect()
}

static NO_WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\W+").expect("a fixed expression"));

fn normal(words: &str) -> String {
    NO_WORD.replace_all(&words.to_lowercase(), " ").trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(word: &str) -> Value {
        json!([{"alternatives": [{"value": word}]}])
    }

    fn words(words: &[&str]) -> Value {
        words.iter().map(|w| json!({"alternatives": [{"strings": [{"string": w}]}]})).collect()
    }

    fn incident(kind: &str, stage: &str, victims: &[&str]) -> Value {
        json!({"incident_type": value(kind), "incident_stage_of_execution": value(stage), "hum_tgt_description": words(victims)})
    }

    fn document(templates: &[Value]) -> Value {
        json!({"id": "1", "templates": templates})
    }

    #[test]
    fn incidents_of_one_type_are_paired_by_what_agrees() {
        let gold = [document(&[incident("ATTACK", "ACCOMPLISHED", &["FARMERS"]), incident("ATTACK", "THREATENED", &["NUNS"])])];
        let own = [document(&[incident("ATTACK", "THREATENED", &["NUNS"]), incident("ATTACK", "ACCOMPLISHED", &["\"FARMERS\""])])];
        let figures = score(&gold, &own);
        assert_eq!(figures["roles_micro"]["f1"], 1.0);
        assert_eq!(figures["stage"]["macro_f1"], 1.0);
    }

    #[test]
    fn another_type_is_neither_found_nor_staged() {
        let gold = [document(&[incident("ATTACK", "ACCOMPLISHED", &["FARMERS"])])];
        let figures = score(&gold, &[document(&[incident("BOMBING", "ACCOMPLISHED", &["FARMERS"])])]);
        assert_eq!(figures["incident"], json!({"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "pred": 1, "gold": 1}));
        assert_eq!(figures["stage"]["accuracy"], 0.0);
        assert_eq!(figures["roles_micro"]["pred"], 1);
    }

    #[test]
    fn an_optional_incident_costs_nothing_when_missed() {
        let mut spare = incident("ATTACK", "ACCOMPLISHED", &["FARMERS"]);
        spare["optional"] = json!(true);
        assert_eq!(score(&[document(&[spare])], &[])["incident"]["gold"], 0);
    }

    #[test]
    fn any_alternative_is_right_and_each_confidence_counts() {
        let mut gold = incident("ATTACK", "ACCOMPLISHED", &[]);
        gold["perp_organization_confidence"] = json!([
            {"alternatives": [{"value": "POSSIBLE"}, {"value": "CLAIMED OR ADMITTED"}]},
            {"alternatives": [{"value": "REPORTED AS FACT"}]},
        ]);
        let mut own = incident("ATTACK", "ACCOMPLISHED", &[]);
        own["perp_organization_confidence"] = value("CLAIMED OR ADMITTED");
        let figures = score(&[document(&[gold])], &[document(&[own])]);
        assert_eq!(figures["confidence"]["accuracy"], 0.5);
        assert_eq!(figures["confidence"]["by_label"]["claimed or admitted"], 0.6667);
    }
}
