//! Measures the import on made-up files of the official formats: rows a second, and with `/usr/bin/time -v` the memory.
//!
//! `cargo run --release -p tacitus-gazetteer --example import_speed -- ROWS FOLDER` writes a dump of ROWS places and as many
//! alternate names by a third more into FOLDER, unless they are there, and imports them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use tacitus_gazetteer::import::import;

const SYLLABLES: [&str; 48] = [
    "an", "ba", "bor", "chi", "da", "del", "dor", "el", "en", "fa", "gor", "ha", "hra", "in", "ka", "khi", "kov", "la", "lin", "lo", "ma",
    "mir", "na", "nov", "o", "pol", "qa", "ra", "riv", "sa", "shu", "ska", "sol", "ta", "tor", "tsa", "u", "va", "vel", "vo", "wa", "ya",
    "yar", "za", "zel", "zha", "zor", "zu",
];
const COUNTRIES: [&str; 12] = ["UA", "RU", "SY", "SD", "US", "CN", "IN", "MX", "NO", "ID", "MM", "FR"];
/// Feature codes about as often as in `allCountries`.
const FEATURES: [&str; 20] = [
    "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPLX", "H\tSTM", "H\tSTM", "H\tSTM", "H\tLK", "T\tMT",
    "T\tHLL", "T\tISL", "S\tHTL", "S\tSCH", "S\tFRM", "A\tADM4", "L\tLCTY",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rows, folder] = arguments.as_slice() else { return Err("use: import_speed ROWS FOLDER".into()) };
    let (rows, folder): (u64, &Path) = (rows.parse()?, Path::new(folder));
    let (dump, names) = (folder.join(format!("dump-{rows}.txt")), folder.join(format!("names-{rows}.txt")));
    if !names.exists() {
        let mut random = Random(rows);
        let mut out = BufWriter::new(File::create(&dump)?);
        (1..=rows).try_for_each(|row| write_place(&mut out, &mut random, row))?;
        out.flush()?;
        let mut out = BufWriter::new(File::create(&names)?);
        (1..=rows * 4 / 3).try_for_each(|row| {
            let (id, name) = (50_000_000 + random.below(rows), name(&mut random));
            writeln!(out, "{row}\t{id}\t{}\t{name}\t\t\t\t\t\t", ["en", "ru", "uk", "", "link"][random.below(5) as usize])
        })?;
        out.flush()?;
        println!("wrote {} and {}; run it again to import them", dump.display(), names.display());
        return Ok(());
    }
    measure(rows, &[dump, names], &folder.join("measured.index"))
}

#[allow(clippy::disallowed_methods, reason = "this measures time and decides nothing by it")]
fn measure(rows: u64, files: &[std::path::PathBuf], out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let start = std::time::Instant::now();
    let mut reading = start.elapsed();
    let report = import(files, out, &mut |stage, _, _| {
        if matches!(stage, tacitus_gazetteer::import::Stage::Reading(_)) {
            reading = start.elapsed();
        }
        ControlFlow::Continue(())
    })?;
    let seconds = start.elapsed().as_secs_f64();
    for file in &report.files {
        println!(
            "{}: {} rows, {} added, {} merged, {} left out, {} bad",
            file.path.display(),
            file.rows,
            file.added,
            file.merged,
            file.left_out,
            file.bad
        );
    }
    println!("{:?}, {} MB", report.counts, report.bytes / 1_000_000);
    println!(
        "{seconds:.1} s ({:.1} s reading): {:.0} places a second with their alternate names",
        reading.as_secs_f64(),
        rows as f64 / seconds
    );
    Ok(())
}

fn write_place(out: &mut impl Write, random: &mut Random, row: u64) -> std::io::Result<()> {
    let (name, other) = (name(random), name(random));
    let (lat, lon) = (random.below(140_000) as f64 / 1000.0 - 60.0, random.below(360_000) as f64 / 1000.0 - 180.0);
    let (feature, country) = (FEATURES[random.below(20) as usize], COUNTRIES[random.below(12) as usize]);
    let inhabitants = if random.below(10) == 0 { random.below(50_000) } else { 0 };
    writeln!(
        out,
        "{}\t{name}\t{name}\t{other}\t{lat}\t{lon}\t{feature}\t{country}\t\t{:02}\t\t\t\t{inhabitants}\t\t150\tEurope/Kyiv\t2031-05-14",
        50_000_000 + row,
        random.below(30)
    )
}

/// A name of two to five syllables, sometimes of two words.
fn name(random: &mut Random) -> String {
    let mut word = || {
        let count = 2 + random.below(3);
        let word: String = (0..count).map(|_| SYLLABLES[random.below(48) as usize]).collect();
        word[..1].to_uppercase() + &word[1..]
    };
    let first = word();
    let second = word();
    if first.len() % 3 == 0 { format!("{first} {second}") } else { first }
}

/// splitmix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}
