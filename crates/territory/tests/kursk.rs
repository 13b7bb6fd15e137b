//! Measures the area of the Kursk incursion on maps that may be measured with but not kept here, against a series made by other software.
//!
//! The maps (`deepstate/*.geojson.gz`) and the series (`kursk_area_by_day.csv`) lie in the folder that `TACITUS_CONTROL_MAPS` names, else in
//! `../shared/data/control` beside the repository; where there are none, nothing is measured.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tacitus_record::Day;
use tacitus_territory::{Clip, Days, Mapping, Status, batches};

/// What the figures may differ by: a thousandth, and the tenth that the series is rounded to.
fn is_near(measured: f64, given: f64) -> bool {
    (measured - given).abs() <= 0.001 * given + 0.05
}

#[test]
fn every_day_of_the_series_is_measured_within_a_thousandth() {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/control");
    let folder = std::env::var_os("TACITUS_CONTROL_MAPS").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let series = folder.join("kursk_area_by_day.csv");
    if !series.exists() {
        eprintln!("not measured: no maps at {}; name their folder in TACITUS_CONTROL_MAPS", folder.display());
        return;
    }
    let mapping = Mapping::parse(include_str!("../mappings/deepstate-russian-soil.toml"), "deepstate-russian-soil.toml").unwrap();
    let clip: Clip = "33.8,50.9,36.8,52.4".parse().unwrap();
    let mut measured: BTreeMap<Day, (f64, f64)> = BTreeMap::new();
    let (batches, account) = batches(&mapping, &[folder.join("deepstate")], Days::default()).unwrap();
    assert!(!account.has_failures(), "{:?}", account.lines());
    for batch in &batches {
        for day in batch.survey(&mapping, Some(&clip)).days {
            let (mut held, mut unclear) = (0.0, 0.0);
            for area in day.areas() {
                match (area.holder.as_deref(), area.status) {
                    (Some("Ukraine"), Status::Held) => held = area.km2,
                    (None, Status::Unclear) => unclear = area.km2,
                    other => panic!("{}: {other:?} in the box", day.day),
                }
            }
            measured.insert(day.day, (held, unclear));
        }
    }
    let (mut compared, mut worst) = (0, (0.0_f64, String::new()));
    for row in csv::Reader::from_path(&series).unwrap().records() {
        let row = row.unwrap();
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        let Some(&(held, unclear)) = measured.get(&row[0].parse().unwrap()) else { continue };
        assert!(is_near(held, number(2)), "{}: held {held}, not {}", &row[0], number(2));
        assert!(is_near(unclear, number(3)), "{}: unclear {unclear}, not {}", &row[0], number(3));
        compared += 1;
        for (what, by) in [("held", held - number(2)), ("unclear", unclear - number(3))] {
            if by.abs() > worst.0.abs() {
                worst = (by, format!("{what} on {}", &row[0]));
            }
        }
    }
    let peak = measured.values().fold(0.0_f64, |most, (held, _)| most.max(*held));
    eprintln!("{compared} days compared, greatest difference {:.3} km² ({}); peak held {peak:.2} km²", worst.0, worst.1);
    assert!(compared >= 40, "{compared}");
    assert!((peak / 908.9 - 1.0).abs() < 0.001, "{peak}");
}
