//! Contradictions: which pairs of reports are told to contradict each other.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{by_id, prf, round4, share};
use crate::rows::{list, text};

/// Our names of the slots that the gold names.
const SLOTS: &[(&str, &[&str])] = &[
    ("actor", &["actor"]),
    ("target", &["target"]),
    ("place", &["place"]),
    ("day", &["time"]),
    ("deaths", &["quantity"]),
    ("wounded", &["quantity"]),
    ("weapon", &["instrument"]),
    ("holder", &["actor"]),
    ("denial", &["polarity"]),
];

/// A pair counts as told to contradict where one link across the two reports says so, in whatever slot. `named` is the share of those found
/// in which a link names the right slot, `clean` the share of compatible pairs without such a link.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let said = by_id(predicted);
    let (mut right, mut predicted, mut wanted, mut named) = (0, 0, 0, 0);
    let mut slots: BTreeMap<(bool, &str), [usize; 2]> = BTreeMap::new();
    for row in gold {
        let disputes = |l: &&Value| l["disputes"] == true && l["across"] == true;
        let found: Vec<&str> =
            said.get(text(row, "id")).into_iter().flat_map(|r| list(r, "links")).filter(disputes).map(|l| text(l, "slot")).collect();
        let contradicts = text(row, "kind") == "contradiction";
        let slot = text(row, "slot");
        let ours = SLOTS.iter().find(|(name, _)| *name == slot).map_or(&[][..], |(_, ours)| ours);
        let yes = !found.is_empty();
        right += usize::from(contradicts && yes);
        predicted += usize::from(yes);
        wanted += usize::from(contradicts);
        named += usize::from(contradicts && found.iter().any(|f| ours.contains(f)));
        let count = slots.entry((contradicts, slot)).or_default();
        count[0] += usize::from(yes);
        count[1] += 1;
    }
    let of = |contradicts: bool| {
        let slots = slots.iter().filter(move |((c, _), _)| *c == contradicts);
        slots.map(|((_, slot), [yes, n])| (slot.to_string(), json!(format!("{yes}/{n}")))).collect::<serde_json::Map<String, Value>>()
    };
    let compatible = gold.len() - wanted;
    let alarms = predicted - right;
    json!({
        "contradictions": prf(right, predicted, wanted),
        "named": round4(share(named, right)),
        "found_by_slot": of(true),
        "clean": if compatible == 0 { 1.0 } else { round4(1.0 - share(alarms, compatible)) },
        "alarms": of(false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_across_the_two_reports_that_dispute_count() {
        let gold = [
            json!({"id": "1", "kind": "contradiction", "slot": "deaths"}),
            json!({"id": "2", "kind": "contradiction", "slot": "day"}),
            json!({"id": "3", "kind": "compatible", "slot": "update"}),
            json!({"id": "4", "kind": "compatible", "slot": "bound"}),
        ];
        let link = |slot: &str, disputes: bool, across: bool| json!({"slot": slot, "disputes": disputes, "across": across});
        let said = [
            json!({"id": "1", "links": [link("quantity", true, true)]}),
            json!({"id": "2", "links": [link("time", true, false)]}),
            json!({"id": "3", "links": [link("quantity", false, true)]}),
            json!({"id": "4", "links": [link("quantity", true, true)]}),
        ];
        let figures = score(&gold, &said);
        assert_eq!((&figures["contradictions"]["p"], &figures["contradictions"]["r"]), (&json!(0.5), &json!(0.5)));
        assert_eq!((&figures["clean"], &figures["named"]), (&json!(0.5), &json!(1.0)));
        assert_eq!(figures["alarms"]["bound"], "1/1");
    }
}
