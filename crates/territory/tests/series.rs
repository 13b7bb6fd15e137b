//! What a user can count on when a series of maps is read. All countries, maps and outlets are invented.

use std::path::{Path, PathBuf};

use tacitus_record::Day;
use tacitus_territory::{Account, Area, Clip, Days, Fate, Mapping, Status, batches, fill_absent};

const RULES: &str = r##"
[[rule]]
when = { fill = "#0000aa" }
holder = "Norland"
status = "held"
[[rule]]
when = { fill = "#aa0000" }
holder = "Sundermark"
status = "held"
[[rule]]
when = { fill = "#aaaaaa" }
status = "unclear"
[[rule]]
when = { name = { contains = "Old Kingdom" } }
leave_out = "a kingdom of former times"
"##;

fn by_name() -> Mapping {
    let head = "source = 'Orlesk Map Desk'\nlicence = 'CC BY 4.0'\n[date]\nfile_name = '_(\\d+)\\.'\nformat = 'unix-seconds'\n";
    Mapping::parse(&format!("{head}{RULES}"), "by-name.toml").unwrap()
}

fn by_property() -> Mapping {
    let head = "source = 'Orlesk Map Desk'\nlicence = 'CC BY 4.0'\n[date]\nproperty = 'on'\nformat = 'YYYY-MM-DD'\n";
    Mapping::parse(&format!("{head}{RULES}"), "by-property.toml").unwrap()
}

/// A feature that is a box of so many hundredths of a degree.
fn square(properties: &str, west: i32, south: i32, side: i32) -> String {
    let ring = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)].map(|(x, y)| {
        let degrees = |hundredths: i32| f64::from(hundredths) / 100.0;
        format!("[{},{}]", degrees(west + x), degrees(south + y))
    });
    let ring = ring.join(",");
    format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#)
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn read(mapping: &Mapping, files: &[PathBuf], clip: Option<&Clip>, days: Days) -> (Vec<Area>, Account) {
    let (batches, mut account) = batches(mapping, files, days).unwrap();
    let (mut rows, mut maps) = (Vec::new(), Vec::new());
    for batch in &batches {
        let survey = batch.survey(mapping, clip);
        account.add(survey.account);
        for day in survey.days {
            maps.push((day.day, day.snapshot));
            rows.extend(day.areas());
        }
    }
    fill_absent(&mut rows, &maps);
    (rows, account)
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn told(rows: &[Area]) -> Vec<(String, String, Status, i64)> {
    rows.iter().map(|r| (r.day.to_string(), r.holder.clone().unwrap_or_default(), r.status, r.km2.round() as i64)).collect()
}

#[test]
fn a_series_gives_area_by_day_holder_and_status_whatever_the_order_of_files() {
    let folder = tempfile::tempdir().unwrap();
    // 2031-05-14 twice, 2031-05-15, and a file of 2031-05-16 that is no map.
    let early = write(folder.path(), "front_1936483200.geojson", &collection(&[square(r##""fill":"#0000aa""##, 0, 0, 100)]));
    let late = write(
        folder.path(),
        "front_1936490400.geojson",
        &collection(&[
            square(r##""fill":"#0000AA""##, 0, 0, 100),
            square(r##""fill":"#0000aa""##, 50, 0, 100),
            square(r##""fill":"#aa0000""##, 500, 0, 10),
            square(r##""fill":"#123456","name":"Reed Islands""##, 700, 0, 10),
            square(r##""fill":"#aaaaaa","name":"x""##, 9000, 0, 100),
            square(r#""name":"The OLD  kingdom of Veles""#, 0, 0, 900),
            r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,0]}}"#.to_string(),
        ]),
    );
    let next = write(folder.path(), "front_1936569600.geojson", &collection(&[square(r##""fill":"#aa0000""##, 500, 0, 10)]));
    let broken = write(folder.path(), "front_1936656000.geojson", "{\"type\":");
    let nameless = write(folder.path(), "front.geojson", &collection(&[]));
    let files = [early, late, next, broken, nameless];
    let (rows, account) = read(&by_name(), &files, None, Days::default());
    let (day, after) = ("2031-05-14".to_string(), "2031-05-15".to_string());
    let (norland, sundermark) = ("Norland".to_string(), "Sundermark".to_string());
    // A square of one degree at the equator has 12,308.5 km² on WGS84 between its parallels; the two of Norland share half.
    assert_eq!(
        told(&rows),
        [
            (day.clone(), String::new(), Status::Unclear, 12_308),
            (day.clone(), norland.clone(), Status::Held, 18_463),
            (day, sundermark.clone(), Status::Held, 123),
            (after.clone(), String::new(), Status::Unclear, 0),
            (after.clone(), norland, Status::Held, 0),
            (after, sundermark, Status::Held, 123),
        ]
    );
    assert!((rows[1].overlap_km2 - 6_154.2).abs() < 0.5, "{:?}", rows[1]);
    assert_eq!((account.count(Fate::LeftOut), account.count(Fate::NoArea), account.count(Fate::Unread)), (1, 1, 1));
    let lines = account.lines().join("\n");
    for says in [
        "left out: 1 × a kingdom of former times",
        "no area: 1 × Point",
        "no rule of the mapping fits: fill `#123456`, name `Reed Islands` (first: ",
        "front_1936490400.geojson, feature 4)",
        "front_1936483200.geojson: a later snapshot of 2031-05-14 counts",
        "front_1936656000.geojson is no JSON",
        "front.geojson is left: its name has no date",
    ] {
        assert!(lines.contains(says), "{says}\n{lines}");
    }
    assert!(account.has_failures());
    let backwards: Vec<PathBuf> = files.iter().rev().cloned().collect();
    assert_eq!(read(&by_name(), &backwards, None, Days::default()).0, rows);
    assert_eq!(read(&by_name(), &[folder.path().to_path_buf()], None, Days::default()).0, rows, "a folder gives its map files");
    let only = Days { since: Some(Day::new(2031, 5, 15).unwrap()), until: None };
    assert!(read(&by_name(), &files, None, only).0.iter().all(|row| row.day.to_string() == "2031-05-15"));
}

#[test]
fn ground_outside_the_region_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let features = [square(r##""fill":"#0000aa""##, 0, 0, 100), square(r##""fill":"#aa0000""##, 5000, 0, 100)];
    let file = write(folder.path(), "front_1936483200.geojson", &collection(&features));
    let whole = read(&by_name(), std::slice::from_ref(&file), None, Days::default()).0;
    let clip: Clip = "-1,-1,0.5,2".parse().unwrap();
    let (half, account) = read(&by_name(), std::slice::from_ref(&file), Some(&clip), Days::default());
    assert_eq!((half.len(), account.count(Fate::Outside)), (1, 1));
    assert!((half[0].km2 * 2.0 / whole[0].km2 - 1.0).abs() < 1e-6);
    let region = write(folder.path(), "region.geojson", &square("", -100, -100, 150));
    let quarter = read(&by_name(), &[file], Some(&Clip::within(&region).unwrap()), Days::default()).0;
    assert!((quarter[0].km2 * 4.0 / whole[0].km2 - 1.0).abs() < 1e-3, "a quarter of the square");
    assert!(Clip::within(&write(folder.path(), "points.json", r#"{"type":"FeatureCollection","features":[]}"#)).is_err());
}

#[test]
fn days_of_one_file_come_from_a_property_and_bad_features_leave_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let features = [
        square(r##""fill":"#0000aa","on":"2031-05-14T12:00:00Z""##, 0, 0, 100),
        square(r##""fill":"#0000aa","on":"2031-05-15""##, 0, 0, 200),
        square(r##""fill":"#0000aa","on":"soon""##, 0, 0, 100),
        square(r##""fill":"#0000aa""##, 0, 0, 100),
        square(r##""fill":"#0000aa","on":"2031-05-15""##, 17_990, 0, 100),
        r##"{"type":"Feature","properties":{"fill":"#0000aa","on":"2031-05-15"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,"x"]]]}}"##.to_string(),
        r##"{"type":"Feature","properties":{"fill":"#0000aa","on":"2031-05-15"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}}"##.to_string(),
        // Drawn badly, but left out by the mapping: nothing is missed.
        r#"{"type":"Feature","properties":{"name":"Old Kingdom"},"geometry":{"type":"Polygon","coordinates":[[7]]}}"#.to_string(),
    ];
    let file = write(folder.path(), "all.geojson", &collection(&features));
    let (rows, account) = read(&by_property(), &[file], None, Days::default());
    assert_eq!(rows.iter().map(|r| r.day.to_string()).collect::<Vec<_>>(), ["2031-05-14", "2031-05-15"]);
    assert!((rows[1].km2 / rows[0].km2 - 4.0).abs() < 0.01);
    assert_eq!(
        (account.count(Fate::Control), account.count(Fate::Unread), account.count(Fate::LeftOut)),
        (2, 5, 1),
        "{:?}",
        account.lines()
    );
}

#[test]
fn kml_is_read_like_geojson_and_repairs_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let kml = |coordinates: &str| {
        format!(
            "<kml><Document><Style id='n'><PolyStyle><color>ffaa0000</color></PolyStyle></Style><Placemark><styleUrl>#n</styleUrl>\
             <Polygon><outerBoundaryIs><LinearRing><coordinates>{coordinates}</coordinates></LinearRing></outerBoundaryIs></Polygon>\
             </Placemark></Document></kml>"
        )
    };
    let good = write(folder.path(), "a_1936483200.geojson", &collection(&[square(r##""fill":"#0000aa""##, 0, 0, 100)]));
    let bad = write(folder.path(), "b_1936569600.kml", &kml("0,0 0,1 1,1 1,0"));
    let (rows, account) = read(&by_name(), &[good, bad], None, Days::default());
    assert_eq!((rows[0].km2, rows[0].repaired, rows[1].repaired), (rows[1].km2, 0, 1));
    assert!(account.lines().contains(&"repaired: 1 ring closed, 1 ring turned the right way round".to_string()), "{:?}", account.lines());
    let (batches, _) = batches(&by_name(), &[folder.path().to_path_buf()], Days::default()).unwrap();
    let reports: Vec<_> = batches.iter().flat_map(|batch| batch.features(&by_name(), None).0).collect();
    assert_eq!(
        reports.iter().map(|r| (r.number, r.fate, r.repairs.closed)).collect::<Vec<_>>(),
        [(1, Fate::Control, 0), (1, Fate::Control, 1)]
    );
    assert_eq!(reports[0].km2, reports[1].km2);
}

#[test]
fn bytes_that_are_no_map_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[u8], &str); 6] = [
        (b"", "is empty"),
        (b"PK\x03\x04...", "KMZ"),
        (b"\xff\xfe{", "not UTF-8"),
        (b"day,holder", "neither GeoJSON"),
        (b"\x1f\x8b\x08garbage", "cannot be read"),
        (b"{\"type\":\"FeatureCollection\",\"features\":3}", "features"),
    ];
    for (at, (bytes, says)) in cases.into_iter().enumerate() {
        let path = folder.path().join(format!("x_{}.json", 1_936_483_200 + 86_400 * at));
        std::fs::write(&path, bytes).unwrap();
        let (rows, account) = read(&by_name(), &[path], None, Days::default());
        let lines = account.lines().join("\n");
        assert!(rows.is_empty() && account.failed_files() == 1 && lines.contains(says), "{says}: {lines}");
    }
    assert!(batches(&by_name(), &[tempfile::tempdir().unwrap().path().to_path_buf()], Days::default()).is_err());
}
