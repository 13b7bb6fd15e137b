//! What scripts rely on in `tacitus control`. Countries, maps and outlets are invented.

mod common;

use common::Project;
use serde_json::Value;

const MAPPING: &str = r##"
source = "Orlesk Map Desk"
licence = "CC BY 4.0"
[date]
file_name = '^front_(\d{4}-\d{2}-\d{2})\.'
format = "YYYY-MM-DD"
[[rule]]
when = { fill = "#0000aa" }
holder = "Karsk"
status = "held"
[[rule]]
when = { fill = "#aaaaaa" }
status = "unclear"
"##;

/// A tenth of a degree at the equator and one beside it: 123.09 km² each on WGS84.
fn map(fills: &[&str]) -> String {
    let feature = |(at, fill): (usize, &&str)| {
        let (west, east) = (at as f64 / 10.0, (at + 1) as f64 / 10.0);
        format!(
            r#"{{"type":"Feature","properties":{{"fill":"{fill}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},0],[{east},0],[{east},0.1],[{west},0.1],[{west},0]]]}}}}"#
        )
    };
    let features: Vec<String> = fills.iter().enumerate().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn project() -> Project {
    let project = Project::new();
    project.file("map.toml", MAPPING);
    project.file("maps/front_2031-05-14.geojson", map(&["#0000aa", "#aaaaaa"]));
    project.file("maps/front_2031-05-16.geojson", map(&["#0000aa", "#0000AA"]));
    project
}

#[test]
fn area_is_listed_by_day_holder_and_status() {
    let project = project();
    let ran = project.run(&["control", "area", "--map", "in/map.toml", "in/maps", "--format", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[0], "day,holder,status,km2,shared_km2,overlap_km2,features,repaired,snapshot,licence,source");
    let starts = ["2031-05-14,,unclear,123.0", "2031-05-14,Karsk,held,123.0", "2031-05-16,,unclear,0.00,", "2031-05-16,Karsk,held,246.1"];
    for (line, start) in lines[1..].iter().zip(starts) {
        assert!(line.starts_with(start) && line.ends_with(",CC BY 4.0,Orlesk Map Desk"), "{line}");
    }
    assert_eq!(lines.len(), 5);
    assert!(ran.stderr.contains("features: 4 control"), "{}", ran.stderr);
    let half = project.run(&[
        "control",
        "area",
        "--map",
        "in/map.toml",
        "--box",
        "-1,-1,0.05,1",
        "--until",
        "2031-05-15",
        "in/maps",
        "--format",
        "jsonl",
    ]);
    let row: Value = serde_json::from_str(half.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(half.stdout.lines().count(), 1, "{}", half.stdout);
    assert!((row["km2"].as_f64().unwrap() - 61.54).abs() < 0.01, "{row}");
}

#[test]
fn what_the_mapping_does_not_name_is_unread_and_listed() {
    let project = project();
    project.file("maps/front_2031-05-15.geojson", map(&["#0000aa", "#dd00dd"]));
    let ran = project.run(&["control", "area", "--map", "in/map.toml", "in/maps"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("unread: 1 × no rule of the mapping fits: fill `#dd00dd`"), "{}", ran.stderr);
    assert!(ran.stdout.contains("2031-05-15  Karsk   held"), "{}", ran.stdout);
    let listed = project.run(&["control", "features", "--map", "in/map.toml", "in/maps", "--format", "jsonl"]);
    let fates: Vec<Value> = listed.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(fates.iter().map(|f| f["fate"].as_str().unwrap()).filter(|f| *f == "unread").count(), 1);
    assert_eq!((listed.code, fates.len()), (1, 6));
}

#[test]
fn a_claimed_area_stands_beside_the_map_with_the_gap() {
    let project = project();
    let args = ["control", "compare", "--map", "in/map.toml", "--day", "2031-05-14", "--claimed", "0..200", "in/maps"];
    let ran = project.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for says in
        ["at most 200 km²", "76.91 km² under the most", "46.18 km² over the most claimed", "unclear, nobody named", "none is an average"]
    {
        assert!(ran.stdout.contains(says), "{says}\n{}", ran.stdout);
    }
    let rows = project.run(&[&args[..], &["--format", "jsonl", "--lag", "2"]].concat());
    let rows: Vec<Value> = rows.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let told: Vec<(&str, &str, &str)> =
        rows.iter().map(|r| (r["day"].as_str().unwrap(), r["counted"].as_str().unwrap(), r["stands"].as_str().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("2031-05-14", "held", "within"),
            ("2031-05-14", "unclear, nobody named", "within"),
            ("2031-05-14", "all of these together", "over"),
            ("2031-05-16", "held", "over"),
        ]
    );
    let none = project.run(&["control", "compare", "--map", "in/map.toml", "--day", "2031-05-15", "--claimed", "5", "in/maps"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("the nearest are of 2031-05-14 and 2031-05-16"), "{}", none.stderr);
}

#[test]
fn a_claim_of_the_ledger_gives_area_and_day() {
    let project = project();
    let text =
        "Karsk's army has taken as much as 1,000 square kilometres of the province of Dorrin, the governor of Dorrin said on Wednesday.\n";
    let article = project.file("claim.txt", text);
    let read = project.run(&["read", article.to_str().unwrap(), "--published", "2031-05-14", "--known-at", "2031-05-15"]);
    assert_eq!(read.code, 0, "{}", read.stderr);
    let claims = project.run(&["claims", "--format", "jsonl"]);
    let claims: Vec<Value> = claims.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let claim = claims.iter().find(|c| c["quantity"]["unit"] == "km2").expect("the area is read");
    let id = claim["id"].as_str().unwrap();
    let args = ["control", "compare", "--map", "in/map.toml", "--claim", id, "--holder", "Karsk", "in/maps"];
    let ran = project.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for says in [id, "at most 1000 km²", "day 2031-05-14", "876.9"] {
        assert!(ran.stdout.contains(says), "{says}\n{}", ran.stdout);
    }
    let other = claims.iter().find(|c| c["quantity"].is_null());
    if let Some(other) = other {
        let ran = project.run(&["control", "compare", "--map", "in/map.toml", "--claim", other["id"].as_str().unwrap(), "in/maps"]);
        assert!(ran.code == 64 && ran.stderr.contains("--claimed"), "{}", ran.stderr);
    }
}

#[test]
fn wrong_settings_say_what_to_do() {
    let project = project();
    project.file("wrong.toml", MAPPING.replace("held", "taken"));
    for (args, code, says) in [
        (&["area", "--map", "in/wrong.toml", "in/maps"][..], 3, "held, claimed, contested, unclear"),
        (&["area", "--map", "in/none.toml", "in/maps"], 3, "none.toml"),
        (&["area", "--map", "in/map.toml", "--box", "1,2,3", "in/maps"], 64, "W,S,E,N"),
        (&["area", "in/maps"], 64, "--map"),
        (&["area", "--map", "in/map.toml", "in/maps", "--format", "geojson"], 64, "GeoJSON"),
        (&["area", "--map", "in/map.toml", "in/maps/none.geojson"], 1, "no date"),
        (&["compare", "--map", "in/map.toml", "--claimed", "5", "in/maps"], 64, "--day"),
        (&["compare", "--map", "in/map.toml", "--claimed", "9..5", "--day", "2031-05-14", "in/maps"], 64, "0..1000"),
        (
            &["compare", "--map", "in/map.toml", "--claimed", "5", "--day", "2031-05-14", "--holder", "Norland", "in/maps"],
            64,
            "it names: Karsk",
        ),
        (&["compare", "--map", "in/map.toml", "--claim", "c-0000000000000000", "in/maps"], 64, "c-0000000000000000"),
    ] {
        let ran = project.run(&[&["control"][..], args].concat());
        assert_eq!(ran.code, code, "{args:?} {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{args:?} {}", ran.stderr);
    }
    let example = project.run(&["control", "mapping"]);
    project.file("example.toml", &example.stdout);
    let ran = project.run(&["control", "area", "--map", "in/example.toml", "in/maps"]);
    assert!(example.code == 0 && !ran.stderr.contains("cannot be used"), "{}", ran.stderr);
}
