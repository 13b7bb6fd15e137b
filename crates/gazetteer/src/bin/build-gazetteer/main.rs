//! Builds `gazetteer/places.index` from its sources: `tacitus-build-gazetteer --data DIR --out gazetteer/places.index`.
//!
//! DIR holds `cities500.tsv.gz`, `continents.json`, `admin/` and `wof/` as `gazetteer/README.md` describes; the hand tables are
//! read from the folder of the output. The same sources give the same bytes. It prints the `[index]` part of the manifest.

mod geonames;
mod hand;
mod settled;
mod whos_on_first;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest, Sha256};
use tacitus_gazetteer::Gazetteer;
use world::World;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("cannot build the gazetteer: {what}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let (data, out) = arguments()?;
    let tables = out.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut world = World::default();
    geonames::countries(&mut world, &data.join("admin/countryInfo.txt"))?;
    geonames::provinces(&mut world, &data.join("admin/admin1CodesASCII.txt"))?;
    geonames::settlements(&mut world, &data.join("cities500.tsv.gz"))?;
    whos_on_first::add(&mut world, &data.join("wof"))?;
    settled::place_areas(&mut world);
    geonames::districts(&mut world, &data.join("admin/admin2Codes.txt"))?;
    geonames::continents(&mut world, &data.join("continents.json"))?;
    hand::add(&mut world, &tables)?;
    world.romanise();
    let bytes = world.compiled().map_err(|e| e.to_string())?;
    std::fs::write(&out, &bytes).map_err(|e| format!("{}: {e}", out.display()))?;
    let bytes: &'static [u8] = Vec::leak(bytes);
    let counts = Gazetteer::open(bytes).map_err(|e| e.to_string())?.counts();
    println!("[index]\nfile = \"places.index\"\nbytes = {}\nsha256 = \"{:x}\"", bytes.len(), Sha256::digest(bytes));
    println!("places = {}\nnames = {}\nprovinces = {}", counts.places, counts.names, counts.provinces);
    println!("countries = {}\ndemonyms = {}", counts.countries, counts.demonyms);
    Ok(())
}

fn arguments() -> Result<(PathBuf, PathBuf), String> {
    let usage = "use: tacitus-build-gazetteer --data DIR --out gazetteer/places.index";
    let given: Vec<String> = std::env::args().skip(1).collect();
    match given.as_slice() {
        [data, dir, out, file] if data == "--data" && out == "--out" => Ok((dir.into(), file.into())),
        _ => Err(usage.to_string()),
    }
}
