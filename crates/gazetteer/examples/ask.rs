//! Prints how the names of one article resolve beside each other, with every candidate and why.
//!
//! `cargo run -p tacitus-gazetteer --example ask -- "Sudzha" "Kursk region" "Borki|Kursk region"`; what follows `|` is what the
//! text says the place lies in.

use tacitus_gazetteer::{Context, Gazetteer, Within};

fn main() {
    let gazetteer = Gazetteer::embedded();
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<(&str, Option<&str>)> =
        asked.iter().map(|text| text.split_once('|').map_or((text.as_str(), None), |(name, within)| (name, Some(within)))).collect();
    let context = Context::from_names(&gazetteer, names.iter().flat_map(|(name, within)| [Some(*name), *within]).flatten());
    println!("votes: {:?}", context.country_votes());
    for (name, within) in names {
        let place = gazetteer.resolve(name, within.map(Within::Beside), &context);
        let chosen = place.gazetteer_id.as_deref().unwrap_or("not found");
        println!("{name}: {} ({chosen}, {}, {:?}, {:?})", place.name, place.precision, place.country, place.admin1);
        for candidate in &place.candidates {
            println!("    {:6.2} {} {} {}: {}", candidate.score, candidate.name, candidate.country, candidate.admin1, candidate.why);
        }
    }
}
