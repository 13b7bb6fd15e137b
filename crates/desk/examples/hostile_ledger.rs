//! Writes a ledger whose every field is an attack, for the page tests: `hostile_ledger FILE`.
//!
//! One article for each line of `web/tests/attacks.txt`, which is its title, outlet, authors, address, language and text, and every name in
//! its claim.

use std::path::PathBuf;

use tacitus_ledger::Ledger;
use tacitus_record::{Grounded, Place, PlacePrecision, Span};

#[path = "../tests/common/mod.rs"]
mod common;

const LINES: &str = include_str!("../web/tests/attacks.txt");

fn main() {
    let path = PathBuf::from(std::env::args_os().nth(1).expect("usage: hostile_ledger FILE"));
    let mut ledger = Ledger::create(&path).expect("a new ledger at that path");
    let mut batch = Vec::new();
    for (number, line) in (0_u32..).zip(LINES.lines().filter(|l| !l.starts_with("# ") && !l.is_empty())) {
        let attack = line.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").replace("\\0", "\0");
        let mut read = common::hostile(&[&attack]);
        // Half of them would be an address of their own, half are part of one.
        read.article.url = Some(if number % 2 == 0 { attack.clone() } else { format!("https://example.org/{attack}") });
        read.article.lang = attack.clone();
        for claim in &mut read.reading.claims {
            let words =
                Span::new(&read.article.text, "Reports say ".len(), "Reports say ".len() + attack.len()).expect("the attack's words");
            let place = Place {
                lat: Some(-36.0 - f64::from(number % 12) / 10.0),
                lon: Some(-21.0 - f64::from(number / 12) / 10.0),
                precision: PlacePrecision::Settlement,
                radius_km: Some(2.0),
                gazetteer_id: Some(format!("user:{attack}")),
                country: Some(attack.clone()),
                admin1: Some(attack.clone()),
                ..Place::not_found(&attack)
            };
            claim.place = Some(Grounded::at(place, words));
        }
        batch.push(read);
    }
    common::record(&mut ledger, batch, "2031-05-21T09:30:00Z");
}
