//! Writes the table of time zones by country and first-level region: `cargo run -p tacitus-gazetteer --example zones -- cities500.tsv.gz >
//! crates/calendar/data/zones.tsv`.
//!
//! The zones of a country or region are the fewest that hold nine of ten of its settlements in GeoNames, the most common first. A region that has
//! the zones of its country has no line.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;

use tacitus_gazetteer::Gazetteer;

/// So many settlements in a hundred have to lie in the zones named.
const NEARLY_ALL: usize = 90;

type Zones = BTreeMap<String, usize>;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("use: zones cities500.tsv.gz")?;
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    let gazetteer = Gazetteer::embedded();
    let mut countries: BTreeMap<String, Zones> = BTreeMap::new();
    let mut regions: BTreeMap<(String, String), Zones> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, name, _, _, _, _, _, zone, ..] = columns[..] else { continue };
        let id = format!("geonames:{id}");
        let Some(record) = gazetteer.lookup(name).into_iter().find(|r| r.id == id) else { continue };
        *countries.entry(record.country.clone()).or_default().entry(zone.to_string()).or_default() += 1;
        if !record.admin1.is_empty() {
            *regions.entry((record.country, record.admin1)).or_default().entry(zone.to_string()).or_default() += 1;
        }
    }
    println!(
        "# Time zones by country and first-level region. Columns: ISO 3166-1 alpha-3 code, region (empty: all others), zones of the IANA database,"
    );
    println!("# separated by |, that hold nine of ten settlements. Source: GeoNames (CC BY 4.0), by examples/zones.rs of the gazetteer.");
    for (country, zones) in &countries {
        let of_country = leading(zones);
        println!("{country}\t\t{of_country}");
        for ((_, region), zones) in regions.iter().filter(|((of, _), _)| of == country) {
            let of_region = leading(zones);
            if of_region != of_country {
                println!("{country}\t{region}\t{of_region}");
            }
        }
    }
    Ok(())
}

/// The fewest zones that hold nearly all settlements.
fn leading(zones: &Zones) -> String {
    let all: usize = zones.values().sum();
    let mut by_count: Vec<(&String, &usize)> = zones.iter().collect();
    by_count.sort_by_key(|(zone, count)| (std::cmp::Reverse(**count), *zone));
    let mut held = 0;
    let named = by_count.into_iter().take_while(|(_, count)| {
        let wanted = held * 100 < all * NEARLY_ALL;
        held += **count;
        wanted
    });
    named.map(|(zone, _)| zone.as_str()).collect::<Vec<_>>().join("|")
}
