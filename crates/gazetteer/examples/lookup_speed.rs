//! Measures the look-ups: opening, exact names, names one letter apart, sounds, a resolved name, and what lies near a point.
//!
//! `cargo run --release -p tacitus-gazetteer --example lookup_speed [-- INDEX]`; INDEX is an imported one, else the one that ships.
//! Each figure is the best of five rounds, a look-up.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use tacitus_gazetteer::{Context, Gazetteer};

const ROUNDS: usize = 5;

fn main() {
    let file = std::env::args().nth(1);
    let open = || match &file {
        Some(file) => Gazetteer::imported(Path::new(file)).expect("an index that import made"),
        None => Gazetteer::embedded(),
    };
    told("open", 20, |_| _ = black_box(open()));
    let gazetteer = open();
    // Names as they stand in the news, known, ambiguous and unknown; folded beforehand, as reading keeps them.
    let names: Vec<String> = NAMES.iter().map(|name| tacitus_gazetteer::fold(name)).collect();
    let name = |n: usize| names[n % names.len()].as_str();
    told("exact name: is it there", 1_000_000, |n| _ = black_box(gazetteer.has_name(name(n))));
    told("exact name with its records", 100_000, |n| _ = black_box(gazetteer.lookup(name(n))));
    told("names one letter apart, with their records", 200, |n| _ = black_box(gazetteer.one_apart(name(n))));
    let context = Context::from_names(&gazetteer, names.iter().take(10));
    told("resolve beside ten names", 500, |n| _ = black_box(gazetteer.resolve(name(n), None, &context)));
    told("near, 10 km", 20, |n| _ = black_box(gazetteer.near((50.0 + n as f64 / 100.0, 37.0), 10.0)));
    println!("{:?}", gazetteer.counts());
}

const NAMES: [&str; 24] = [
    "Vovchansk",
    "Kharkiv",
    "Kyiv",
    "Aleppo",
    "Rafah",
    "El Fasher",
    "Khan Younis",
    "Pokrovsk",
    "San Antonio",
    "Springfield",
    "Deir ez-Zor",
    "Chasiv Yar",
    "Bakhmut",
    "Goma",
    "Port Sudan",
    "Myawaddy",
    "Idlib",
    "Tripoli",
    "Zqxwvburg",
    "Avdeevka",
    "Gaza City",
    "Orvelle",
    "Kupiansk",
    "Beit Hanoun",
];

#[allow(clippy::disallowed_methods, reason = "this measures time and decides nothing by it")]
fn told(what: &str, times: usize, mut work: impl FnMut(usize)) {
    let round = |work: &mut dyn FnMut(usize)| {
        let start = std::time::Instant::now();
        (0..times).for_each(work);
        start.elapsed()
    };
    let best = (0..ROUNDS).map(|_| round(&mut work)).min().unwrap_or(Duration::ZERO);
    println!("{what}: {:.3} µs", best.as_secs_f64() * 1e6 / times as f64);
}
