//! Draws villages to be unknown: `cargo run --release -p tacitus-gazetteer --example draw_unknown -- FOLDER [SEED] > unknown.jsonl`.
//!
//! FOLDER holds the tables of Who's On First, `<alpha-2 code>.tsv.gz`. A line is a locality of fewer than 5,000 inhabitants that the
//! gazetteer has, with the ids of all its records, which a test index then goes without, and with what an article on it would name: the
//! country and its capital, the first-level region, and the nearest four towns. `tacitus-eval unknown-places` measures with it.

use std::collections::BTreeSet;
use std::error::Error;
use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};
use tacitus_gazetteer::import::WhosOnFirstRow;
use tacitus_gazetteer::naming::romanised;
use tacitus_gazetteer::{Gazetteer, PlaceKind, PlaceRecord, distance_km, fold};

const SEED: u64 = 2_026_112_722;
const DRAWN: usize = 200;
/// A locality with more inhabitants is no village.
const VILLAGE: u32 = 5_000;
/// Records of one name this close are of one place, kilometres.
const SAME_KM: f64 = 6.0;
/// How far and how large a town is that an article names beside a village, and how many.
const TOWN_KM: f64 = 80.0;
const TOWN: u32 = 2_000;
const TOWNS: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("use: draw_unknown FOLDER [SEED]")?;
    let mut random = Random(arguments.next().map_or(Ok(SEED), |seed| seed.parse())?);
    let gazetteer = Gazetteer::embedded();
    let mut lines: Vec<String> = Vec::new();
    for code in ["il", "lb", "ps", "sd", "sy", "ua"] {
        let mut text = String::new();
        let file = std::fs::File::open(Path::new(&folder).join(format!("{code}.tsv.gz")))?;
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
        lines.extend(text.lines().skip(1).map(str::to_string));
    }
    let (mut drawn, mut met) = (0, BTreeSet::new());
    while drawn < DRAWN {
        let at = random.below(lines.len());
        let Ok(row) = WhosOnFirstRow::read(&lines[at]) else { continue };
        let is_village = row.placetype == "locality" && !row.ended && row.inhabitants < VILLAGE;
        if is_village
            && met.insert(row.id)
            && let Some(village) = village(&gazetteer, &row)
        {
            println!("{village}");
            drawn += 1;
        }
    }
    Ok(())
}

/// The line of a village; `None` where the gazetteer does not have it or has it as a town.
fn village(gazetteer: &Gazetteer, row: &WhosOnFirstRow) -> Option<Value> {
    let ids = [format!("wof:{}", row.id), format!("geonames:{}", row.geonames.unwrap_or(0))];
    let given = row.names.iter().chain([&row.name]);
    let names: BTreeSet<String> = given.flat_map(|name| romanised(name).into_iter().chain([name.to_string()])).map(|n| fold(&n)).collect();
    let named = names.iter().flat_map(|name| gazetteer.search(name)).map(|record| record.id).collect::<BTreeSet<String>>();
    let around = gazetteer.near(row.at, SAME_KM).into_iter().map(|(_, record)| record);
    let is_it = |r: &PlaceRecord| ids.contains(&r.id) || r.kind == PlaceKind::Settlement && named.contains(&r.id);
    let mut records: Vec<PlaceRecord> = around.filter(is_it).collect();
    records.sort_by_key(|r| (!ids.contains(&r.id), distance_km(row.at, (r.lat, r.lon)) as u64, r.id.clone()));
    let shown = records.first()?;
    if records.iter().any(|r| r.size >= VILLAGE) {
        return None;
    }
    let taken_out: Vec<&str> = records.iter().map(|r| r.id.as_str()).collect();
    let country = gazetteer.country_by_code(&shown.country)?;
    let towns = gazetteer.near(row.at, TOWN_KM).into_iter().map(|(_, record)| record);
    let towns = towns.filter(|r| r.kind == PlaceKind::Settlement && r.size >= TOWN && !names.contains(&fold(&r.name)));
    let beside = [country.name, country.capital, &shown.admin1].map(str::to_string).into_iter().filter(|name| !name.is_empty());
    let context: Vec<String> = beside.chain(towns.take(TOWNS).map(|town| town.name)).collect();
    Some(
        json!({"id": shown.id, "name": shown.name, "country": shown.country, "lat": row.at.0, "lon": row.at.1, "taken_out": taken_out, "context": context}),
    )
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
