//! Two passages read side by side.

use sha2::{Digest, Sha256};
use tacitus_text::{Passage, Slot, Verdict, side_by_side};

fn verdict(a: &str, b: &str) -> Verdict {
    let day = "2031-05-06".parse().ok();
    side_by_side().compare(Passage { text: a, published: day }, Passage { text: b, published: day })
}

const REPORT: &str = "Shells fired by the Ostmark army hit a clinic in Karsk on Monday, killing six nurses, the mayor said.";

#[test]
fn what_cannot_both_be_right_scores_above_what_can() {
    let bound = verdict(REPORT, "At least five nurses were killed when shells hit a clinic in Karsk on Monday.");
    let toll = verdict(REPORT, "Shells hit a clinic in Karsk on Monday and nineteen nurses were killed, a doctor said.");
    let denial = verdict(REPORT, "No clinic in Karsk was hit on Monday and nobody was hurt, the Ostmark army said.");
    assert!(toll.disputes > bound.disputes + 1.0, "{} and {}", toll.disputes, bound.disputes);
    assert!(denial.disputes > bound.disputes + 3.0, "{} and {}", denial.disputes, bound.disputes);
}

#[test]
fn the_slot_and_the_words_that_matter_are_those_that_differ() {
    let text = "Shells hit a clinic in Karsk on Monday and nineteen nurses were killed, a doctor said.";
    let found = verdict(REPORT, text);
    let slot = Slot::ALL.into_iter().zip(found.slots).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(slot, _)| slot);
    assert_eq!(slot, Some(Slot::Deaths));
    let matter: Vec<&str> = found.words[1].iter().filter(|w| w.disputed > 0.0).map(|w| &text[w.start..w.end]).collect();
    assert!(matter.contains(&"nineteen") && !matter.contains(&"clinic"), "{matter:?}");
}

#[test]
fn words_are_words_of_their_passage() {
    let text = "“Nobody”—not one—was hurt in Kharkiv’s Saltivka, said Müller.";
    let found = verdict(REPORT, text);
    let words: Vec<&str> = found.words[1].iter().map(|w| &text[w.start..w.end]).collect();
    assert_eq!(words[..4], ["“", "Nobody", "”", "—"]);
    assert_eq!(words.last(), Some(&"."));
    assert!(words.contains(&"Müller"));
}

#[test]
fn a_verdict_kept_as_words_is_the_same_verdict() {
    let found = verdict(REPORT, "Rebels shelled it, he said.");
    assert_eq!(found.to_string().parse(), Ok(found.clone()));
    assert_eq!("".parse::<Verdict>(), Err(()));
    assert_eq!("12 x".parse::<Verdict>(), Err(()));
}

#[test]
fn what_is_empty_or_very_long_is_read_as_far_as_it_goes() {
    let long = "Guns were heard near the mill again. ".repeat(400);
    assert!(verdict("", "").words.iter().all(Vec::is_empty));
    let found = verdict(&long, REPORT);
    assert!(found.words[0].len() <= 120 && found.words[1].len() > 15);
}

#[test]
fn the_manifest_has_the_hash_of_the_weights() {
    let weights = include_bytes!("../../../models/pairs/pairs.onnx");
    let hash: String = Sha256::digest(weights).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(side_by_side().hash(), hash);
}
