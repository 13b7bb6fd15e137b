//! Sentences that once led the reader round in circles.

mod common;

use common::{Passage, claims};

#[test]
fn a_speaker_who_is_one_of_us_leads_to_nobody_and_is_read() {
    // "Two" are people of "us", and "us" is whoever speaks: "Two".
    for text in ["All of us said so.", "Two of us said that our men had left the town.", "Hundreds of us said they left."] {
        let who = |c: &tacitus_record::Claim| c.actor.iter().chain(&c.target).any(|a| a.value.entity.is_some());
        assert!(!claims(&Passage::of(text)).iter().any(who), "{text}");
    }
}
