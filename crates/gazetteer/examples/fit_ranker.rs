//! Fits the weights of the ranker: `cargo run --release -p tacitus-gazetteer --example fit_ranker -- DRAWN.jsonl … > ranker.tsv`.
//!
//! The pairs are made from the index alone, by seed, in four classes that count the same: villages of DRAWN (files of `draw_unknown` by
//! other seeds than those that are measured with) in an index that goes without them, beside their neighbours and alone (right: not found,
//! or within 161 km); the same villages and as many towns of the whole world in the whole index beside their neighbours; and cities in the
//! middle of other countries and cities, as world news names them (right: within 161 km). What an article on a village or town names is cut
//! down by seed to a country, a country and a region, or all of it, and mixed with countries and capitals it only mentions. Every second
//! place is held out. Weights are moved one at a time, as long as that puts more of the other pairs right. Prints the table, with the
//! figures as comments.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use serde_json::Value;
use tacitus_gazetteer::compile::rebuilt;
use tacitus_gazetteer::{Capital, Context, Gazetteer, PlaceKind, PlaceRecord, Weights, distance_km, fold};

const SEED: u64 = 2_026_112_801;
/// Towns drawn from the whole world.
const TOWNS: usize = 600;
/// Inhabitants of a city that world news names.
const CITY: u32 = 100_000;
const RIGHT_KM: f64 = 161.0;
/// How far a town is that an article names beside another.
const BESIDE_KM: f64 = 80.0;
/// Steps by which a weight is moved, coarse to fine, as factors.
const FACTORS: [f64; 6] = [0.6, 0.8, 0.9, 1.1, 1.25, 1.6];
/// Rounds over all weights.
const ROUNDS: usize = 3;

/// A name in an article, and what would be right.
struct Pair {
    name: String,
    beside: Vec<String>,
    at: (f64, f64),
    class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Listed,
    City,
    Unlisted,
    UnlistedAlone,
}

impl Class {
    const ALL: [Class; 4] = [Class::Listed, Class::City, Class::Unlisted, Class::UnlistedAlone];

    fn is_listed(self) -> bool {
        matches!(self, Class::Listed | Class::City)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut random = Random(SEED);
    let whole = Gazetteer::embedded();
    let mut villages: Vec<Value> = Vec::new();
    for file in std::env::args().skip(1) {
        for line in std::fs::read_to_string(file)?.lines() {
            villages.push(serde_json::from_str(line)?);
        }
    }
    let taken_out: BTreeSet<String> = villages.iter().flat_map(|v| texts(&v["taken_out"])).collect();
    let mut records: BTreeMap<String, PlaceRecord> = BTreeMap::new();
    let thin = rebuilt(&whole, |record, folded| {
        if record.kind == PlaceKind::Settlement && record.size >= 1_000 && fold(&record.name) == folded {
            records.insert(record.id.clone(), record.clone());
        }
        (!taken_out.contains(&record.id)).then_some(record.matched)
    })?;
    let without = Gazetteer::open(Vec::leak(thin))?;
    let records: Vec<PlaceRecord> = records.into_values().collect();
    let capitals: Vec<&PlaceRecord> = records.iter().filter(|r| r.capital == Capital::OfState).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    for village in &villages {
        let at = (village["lat"].as_f64().unwrap_or_default(), village["lon"].as_f64().unwrap_or_default());
        let name = village["name"].as_str().unwrap_or_default().to_string();
        for class in [Class::Listed, Class::Unlisted, Class::UnlistedAlone] {
            let beside =
                if class == Class::UnlistedAlone { Vec::new() } else { mixed(&mut random, texts(&village["context"]), &capitals, &whole) };
            pairs.push(Pair { name: name.clone(), beside, at, class });
        }
    }
    let cities: Vec<&PlaceRecord> = records.iter().filter(|r| r.size >= CITY).collect();
    for _ in 0..TOWNS {
        let city = cities[random.below(cities.len())];
        let own = whole.country_by_code(&city.country).map(|c| c.name.to_string());
        let mut beside: Vec<String> = own.into_iter().filter(|_| random.below(4) > 0).collect();
        for _ in 0..random.below(6) {
            let other = if random.below(2) == 0 { capitals[random.below(capitals.len())] } else { cities[random.below(cities.len())] };
            let country = whole.country_by_code(&other.country).map(|c| c.name.to_string());
            beside.extend(if random.below(2) == 0 { country } else { Some(other.name.clone()) });
        }
        pairs.push(Pair { name: city.name.clone(), beside, at: (city.lat, city.lon), class: Class::City });
    }
    for _ in 0..TOWNS {
        let town = &records[random.below(records.len())];
        let Some(country) = whole.country_by_code(&town.country) else { continue };
        let mut context = vec![country.name.to_string(), country.capital.to_string(), town.admin1.clone()];
        let near = whole.near((town.lat, town.lon), BESIDE_KM).into_iter().map(|(_, r)| r);
        let near = near.filter(|r| r.kind == PlaceKind::Settlement && r.size >= 2_000 && r.id != town.id && r.name != town.name);
        context.extend(near.take(4).map(|r| r.name));
        let beside = mixed(&mut random, context, &capitals, &whole);
        pairs.push(Pair { name: town.name.clone(), beside, at: (town.lat, town.lon), class: Class::Listed });
    }
    let (mut own, mut held) = (Vec::new(), Vec::new());
    let mut sides: BTreeMap<String, bool> = BTreeMap::new();
    for pair in pairs {
        // A village and its absence stay on one side.
        let next = sides.len().is_multiple_of(2);
        if *sides.entry(pair.name.clone()).or_insert(next) { own.push(pair) } else { held.push(pair) }
    }
    let measure = |weights: Weights, pairs: &[Pair]| figures(weights, pairs, &whole, &without);
    let shipped = Weights::shipped();
    let (mut best, mut reached) = (shipped, total(measure(shipped, &own)));
    for round in 0..ROUNDS {
        let before = reached;
        for name in Weights::NAMES {
            for factor in FACTORS {
                let mut moved = best;
                if let Some(weight) = moved.named(name) {
                    *weight = (*weight * factor * 1000.0).round() / 1000.0;
                }
                let figure = total(measure(moved, &own));
                if figure > reached + 1e-9 {
                    (best, reached) = (moved, figure);
                }
            }
        }
        eprintln!("round {round}: {reached:.4} {best:?}");
        if reached - before < 1e-4 {
            break;
        }
    }
    println!("# classes: {:?}", Class::ALL);
    for (told, weights) in [("shipped", shipped), ("fitted", best)] {
        println!("# {told}: own pairs {:?}, held out {:?}", measure(weights, &own), measure(weights, &held));
    }
    println!("weight\tvalue");
    for name in Weights::NAMES {
        println!("{name}\t{}", best.named(name).map_or(f64::NAN, |weight| *weight));
    }
    Ok(())
}

/// Share of pairs that are right, by class.
fn figures(weights: Weights, pairs: &[Pair], whole: &Gazetteer, without: &Gazetteer) -> [f64; 4] {
    let right = |pair: &&Pair| {
        let gazetteer = if pair.class.is_listed() { whole } else { without };
        let context = Context::weighed_by(weights).with_names(gazetteer, &pair.beside);
        let place = gazetteer.resolve(&pair.name, None, &context);
        let near = place.lat.zip(place.lon).map(|point| distance_km(point, pair.at) <= RIGHT_KM);
        near.unwrap_or(!pair.class.is_listed())
    };
    Class::ALL.map(|class| {
        let of_class = || pairs.iter().filter(|pair| pair.class == class);
        of_class().filter(right).count() as f64 / of_class().count().max(1) as f64
    })
}

/// What an article names beside a place, cut down and mixed with what it only mentions.
fn mixed(random: &mut Random, mut beside: Vec<String>, capitals: &[&PlaceRecord], gazetteer: &Gazetteer) -> Vec<String> {
    match random.below(6) {
        0 | 1 => beside.truncate(1),
        2 => beside.truncate(3),
        3 => {
            beside.remove(0);
        }
        _ => {}
    }
    for _ in 0..random.below(3) {
        let other = capitals[random.below(capitals.len())];
        if !beside.is_empty() {
            let country = gazetteer.country_by_code(&other.country).map(|c| c.name.to_string());
            beside.extend(if random.below(2) == 0 { country } else { Some(other.name.clone()) });
        }
    }
    beside
}

fn total(figures: [f64; 4]) -> f64 {
    figures.iter().sum()
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect()
}

/// splitmix64: the same draw on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}
