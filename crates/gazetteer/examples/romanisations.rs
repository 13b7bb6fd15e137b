//! Measures what happens to spellings that the index lacks: names held out of a test build, and whole villages held out.
//!
//! `cargo run --release -p tacitus-gazetteer --example romanisations [-- PAIRS.tsv]`. The pairs are `tests/data/romanisations.tsv`,
//! or others in that form, of which the misses are shown, to make rules by; the
//! villages are drawn by seed from Who's On First. Each name is asked for beside its country, its first-level region and the four
//! nearest towns, as an article would name them.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_gazetteer::compile::rebuilt;
use tacitus_gazetteer::naming::romanised;
use tacitus_gazetteer::{Context, Gazetteer, NameKind, PlaceKind, PlaceRecord, distance_km, fold};

/// A place this close is the same one by another source's record, kilometres.
const SAME_KM: f64 = 5.0;
/// Farther off an answer is wrong for certain, kilometres.
const FAR_KM: f64 = 161.0;
const VILLAGES: usize = 200;
const SEED: u64 = 20_261_127;

/// A name held out, and its place's names in Cyrillic, which the index keeps in Latin letters by rule.
struct Pair {
    group: &'static str,
    id: &'static str,
    name: &'static str,
    cyrillic: &'static str,
}

fn main() {
    let others = std::env::args().nth(1).map(|file| &*std::fs::read_to_string(file).expect("a file of pairs").leak());
    let shows = others.is_some();
    let pairs: Vec<Pair> =
        others.unwrap_or(include_str!("../tests/data/romanisations.tsv")).lines().filter(|line| !line.starts_with('#')).map(pair).collect();
    let held_out: BTreeMap<&str, &Pair> = pairs.iter().map(|pair| (pair.id, pair)).collect();
    let shipped = Gazetteer::embedded();
    let mut places: BTreeMap<String, PlaceRecord> = BTreeMap::new();
    let mut settlements: BTreeSet<String> = BTreeSet::new();
    let mut was_there = 0;
    let thinned = opened(&shipped, |record, folded| {
        if record.kind == PlaceKind::Settlement && record.id.starts_with("wof:") {
            settlements.insert(record.id.clone());
        }
        let Some(pair) = held_out.get(record.id.as_str()) else { return Some(record.matched) };
        places.entry(record.id.clone()).or_insert_with(|| record.clone());
        if fold(pair.name) != folded {
            return Some(record.matched);
        }
        was_there += 1;
        let by_rule = pair.cyrillic.split('|').flat_map(romanised).any(|form| fold(&form) == folded);
        by_rule.then_some(NameKind::Romanised)
    });
    println!("{} pairs, of which {was_there} names were in the index and held out", pairs.len());
    measure_pairs(&thinned, &pairs, &places, shows);

    let mut random = Random(SEED);
    let all: Vec<String> = settlements.into_iter().collect();
    let drawn: BTreeSet<&String> = (0..VILLAGES).map(|_| &all[random.below(all.len())]).collect();
    let mut villages: BTreeMap<String, PlaceRecord> = BTreeMap::new();
    let without = opened(&shipped, |record, _| {
        if !drawn.contains(&record.id) {
            return Some(record.matched);
        }
        villages.entry(record.id.clone()).or_insert_with(|| record.clone());
        None
    });
    let (mut answered, mut far, mut by_sound) = (0, 0, 0);
    for village in villages.values() {
        let place = without.resolve(&village.name, None, &around(&without, village));
        let Some(point) = place.lat.zip(place.lon) else { continue };
        answered += 1;
        let apart = distance_km(point, (village.lat, village.lon));
        far += usize::from(apart > FAR_KM);
        let why = place.candidates.iter().find(|c| Some(&c.id) == place.gazetteer_id.as_ref()).map_or("", |c| c.why.as_str());
        by_sound += usize::from(apart > FAR_KM && why.contains("sounds like"));
        if shows {
            println!(
                "  unknown {} ({}) became {} {:?}, {apart:.0} km off: {why}",
                village.name, village.country, place.name, place.gazetteer_id
            );
        }
    }
    println!(
        "{} unknown villages: {answered} answered with another place, {far} of them over {FAR_KM} km off ({by_sound} by sound)",
        villages.len()
    );
}

fn pair(line: &'static str) -> Pair {
    let columns: Vec<&str> = line.split('\t').collect();
    let [group, id, name, cyrillic] = columns[..] else { panic!("four columns: {line}") };
    Pair { group, id, name, cyrillic }
}

fn opened(base: &Gazetteer, keep: impl FnMut(&PlaceRecord, &str) -> Option<NameKind>) -> Gazetteer {
    let bytes = rebuilt(base, keep).expect("the index can be built again");
    Gazetteer::open(Vec::leak(bytes)).expect("it opens")
}

fn measure_pairs(gazetteer: &Gazetteer, pairs: &[Pair], places: &BTreeMap<String, PlaceRecord>, shows: bool) {
    let mut groups: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for pair in pairs {
        let Some(gold) = places.get(pair.id) else { continue };
        let is_gold = |id: &str, at: (f64, f64)| id == gold.id || distance_km(at, (gold.lat, gold.lon)) <= SAME_KM;
        let listed = gazetteer.search(pair.name).iter().any(|r| r.matched != NameKind::Misspelt && is_gold(&r.id, (r.lat, r.lon)));
        let place = gazetteer.resolve(pair.name, None, &around(gazetteer, gold));
        let answer = place.gazetteer_id.as_deref().zip(place.lat.zip(place.lon));
        let right = answer.is_some_and(|(id, at)| is_gold(id, at));
        for group in [pair.group, "all"] {
            let counts = groups.entry(group).or_default();
            for (count, is_so) in counts.iter_mut().zip([true, listed, answer.is_some(), right]) {
                *count += usize::from(is_so);
            }
        }
        if shows && !(listed && right) {
            let best = place.candidates.first().map_or("", |best| best.why.as_str());
            println!(
                "  {} {} ({}): listed {listed}, answered {} {:?}; {best}",
                pair.group, pair.name, gold.name, place.name, place.gazetteer_id
            );
        }
    }
    for (group, [all, listed, answered, right]) in groups {
        let part = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        println!(
            "{group}: {all} pairs, recall {:.3}, precision at 1 with context {:.3} ({right} of {answered} answered)",
            part(listed, all),
            part(right, answered)
        );
    }
}

/// What an article on the place would name beside it.
fn around(gazetteer: &Gazetteer, place: &PlaceRecord) -> Context {
    let country = gazetteer.country_by_code(&place.country).map(|country| country.name.to_string());
    let near = gazetteer.near((place.lat, place.lon), 80.0).into_iter().map(|(_, record)| record);
    let towns = near.filter(|r| r.kind == PlaceKind::Settlement && r.size >= 2_000 && r.id != place.id && r.name != place.name).take(4);
    let names = country.into_iter().chain([place.admin1.clone()]).chain(towns.map(|town| town.name));
    Context::from_names(gazetteer, names.filter(|name| !name.is_empty()))
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
