//! "The Libyan capital" is a town that the gazetteer has; other capitals are not that of the state.

mod common;

use common::{Passage, claims};

/// Where the killing of a sentence is told to have been: the name of the place and its country.
fn place(words: &str) -> (String, Option<String>) {
    let found = claims(&Passage::of(&format!("Gunmen killed two people in {words} on Monday.")));
    let told = found.into_iter().find(|c| c.predicate == "loss.killed").and_then(|c| c.place).expect("a killing at a place").value;
    (told.name, told.country)
}

#[test]
fn the_capital_of_a_state_is_its_town() {
    for (words, town, country) in [("the Libyan capital", "Tripoli", "LBY"), ("Kenya's capital", "Nairobi", "KEN")] {
        assert_eq!(place(words), (town.to_string(), Some(country.to_string())), "{words}");
    }
}

#[test]
fn another_capital_is_not_that_of_the_state() {
    for words in ["the former Nigerian capital", "the Scottish capital", "the Ivorian commercial capital", "the South Sudanese capital"] {
        assert_eq!(place(words).1, None, "{words}");
    }
}
