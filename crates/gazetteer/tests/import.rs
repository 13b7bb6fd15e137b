//! Files of the official formats in, a gazetteer out that has them and everything that ships; what is wrong is counted and shown.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tacitus_gazetteer::import::{FileReport, Form, ImportError, Report, import};
use tacitus_gazetteer::{Context, Gazetteer, NameKind, PlaceKind};

/// A row of a dump: the 19 columns of the official format.
#[expect(clippy::too_many_arguments, reason = "the columns of a row")]
fn row(id: u32, name: &str, others: &str, (lat, lon): (f64, f64), feature: &str, country: &str, admin1: &str, inhabitants: u32) -> String {
    let (class, code) = feature.split_once('.').unwrap_or((feature, ""));
    format!(
        "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{class}\t{code}\t{country}\t\t{admin1}\t\t\t\t{inhabitants}\t\t150\tEurope/Kyiv\t2031-05-14\n"
    )
}

/// A row of alternateNamesV2: its 10 columns.
fn alternate(number: u32, id: u32, language: &str, name: &str) -> String {
    format!("{number}\t{id}\t{language}\t{name}\t\t\t\t\t\t\n")
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn index(&self) -> PathBuf {
        self.0.path().join("gazetteer.index")
    }

    fn import(&self, files: &[PathBuf]) -> Result<Report, ImportError> {
        import(files, &self.index(), &mut |_, _, _| ControlFlow::Continue(()))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(self.0.path()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn of<'r>(report: &'r Report, file: &Path) -> &'r FileReport {
    report.files.iter().find(|f| f.path == file).unwrap()
}

fn ids(gazetteer: &Gazetteer, name: &str) -> Vec<String> {
    gazetteer.search(name).into_iter().map(|r| r.id).collect()
}

#[test]
fn a_dump_joins_what_ships_and_bad_rows_are_told() {
    let folder = Folder::new();
    let mut dump = String::new();
    dump += &row(40_000_001, "Verkhnya Zelmarivka", "", (49.91, 37.02), "P.PPL", "UA", "07", 312);
    dump += &row(40_000_002, "Zelmarivka", "", (49.95, 37.05), "H.STM", "UA", "07", 0);
    dump += &row(40_000_003, "Zelmar Airbase", "", (49.97, 37.1), "S.AIRB", "UA", "07", 0);
    dump += &row(40_000_004, "Hotel Zelmar", "", (49.97, 37.1), "S.HTL", "UA", "07", 0);
    dump += &row(40_000_001, "Verkhnya Zelmarivka again", "", (49.91, 37.02), "P.PPL", "UA", "07", 312);
    // Kyiv ships with this id; the dump knows it by one more name.
    dump += &row(703_448, "Kyiv", "", (50.45, 30.52), "P.PPLC", "UA", "12", 2_900_000);
    dump += "12\tZelmarburg\tZelmarburg\n";
    dump += &row(40_000_005, "Zelmarheim", "", (149.0, 37.0), "P.PPL", "UA", "07", 0);
    dump += &row(40_000_006, "Zelmarhus", "", (49.0, 37.0), "P.PPL", "Q7", "07", 0);
    dump += &row(40_000_007, &"Zelmar".repeat(100), "", (49.0, 37.0), "P.PPL", "UA", "07", 0);
    dump += &row(40_000_008, "Zelmarstad", "", (49.0, 37.0), "P.PPL", "UA", "07", 0).replace("40000008", "forty");
    let mut dump = dump.into_bytes();
    dump.extend(b"40000009\tZelmar\xff\n");
    dump.extend(format!("{}\n", "x".repeat(3 << 20)).into_bytes());
    dump.extend(row(40_000_010, "Nyzhnya Zelmarivka", "", (49.9, 37.0), "P.PPL", "UA", "07", 0).trim_end().bytes());
    let dump = folder.file("UA.txt", dump);
    let names = folder.file(
        "alternateNamesV2.txt",
        [
            alternate(1, 40_000_001, "ru", "Верхняя Зельмаровка"),
            alternate(2, 40_000_001, "link", "https://example.org/zelmarivka"),
            alternate(3, 703_448, "en", "Zelmargrad on Dnipro"),
            alternate(4, 99_999_999, "en", "Nowhere"),
            "5\tx\ten\tBroken\t\t\t\t\t\t\n".to_string(),
            "6\t40000001\ten\n".to_string(),
        ]
        .concat(),
    );
    let report = folder.import(&[names.clone(), dump.clone()]).unwrap();

    let places = of(&report, &dump);
    assert_eq!((places.form, places.rows), (Form::GeoNames, 14));
    assert_eq!((places.added, places.merged, places.repeated, places.left_out, places.bad), (4, 1, 1, 1, 7), "{places:#?}");
    let lines: Vec<u64> = places.first_bad.iter().map(|bad| bad.line).collect();
    assert_eq!(lines, [7, 8, 9, 10, 11]);
    for (bad, word) in places.first_bad.iter().zip(["3 columns, 19 expected", "latitude", "\"Q7\"", "longer than", "\"forty\""]) {
        assert!(bad.why.contains(word), "{bad:?}");
    }
    let alternates = of(&report, &names);
    assert_eq!((alternates.added, alternates.left_out, alternates.bad), (2, 2, 2), "{alternates:#?}");

    let gazetteer = Gazetteer::imported(&folder.index()).unwrap();
    assert!(gazetteer.is_over_shipped());
    assert_ne!(gazetteer.hash(), Gazetteer::embedded().hash());
    assert_eq!(gazetteer.counts().places, Gazetteer::embedded().counts().places + 4);
    let village = &gazetteer.search("Verkhnya Zelmarivka")[0];
    assert_eq!((village.id.as_str(), village.country.as_str(), village.size), ("geonames:40000001", "UKR", 312));
    assert_eq!(village.admin1, "Kharkiv Oblast");
    assert_eq!(ids(&gazetteer, "Verkhnyaya Zelmarovka"), ["geonames:40000001"], "the Russian name is found in Latin letters");
    assert_eq!(ids(&gazetteer, "Verkhnia Zelmarivka"), ["geonames:40000001"], "another romanisation is found by its sound");
    assert_eq!(ids(&gazetteer, "Zelmargrad on Dnipro"), ["geonames:703448"]);
    assert!(ids(&gazetteer, "Hotel Zelmar").is_empty());

    // All that ships is there as before.
    let shipped = Gazetteer::embedded();
    for name in ["Donbas", "Kyiv", "Vovchansk", "Georgia", "Springfield", "Russian"] {
        let known: Vec<String> = ids(&shipped, name);
        let now = ids(&gazetteer, name);
        assert!(known.iter().all(|id| now.contains(id)), "{name}: {known:?} became {now:?}");
        assert_eq!(known.first(), now.first(), "{name}");
    }
    assert_eq!(gazetteer.country_of_demonym("Syrians"), Some("SYR"));
    assert!(gazetteer.are_neighbours("UKR", "RUS"));
}

#[test]
fn a_stream_does_not_outdo_the_town_of_its_name() {
    let folder = Folder::new();
    let dump = folder.file(
        "dump.txt",
        [
            row(40_000_001, "Kharkiv", "", (49.9, 36.3), "H.STM", "UA", "07", 0),
            row(40_000_002, "Orvelle", "", (49.9, 36.3), "T.HLL", "UA", "07", 0),
            row(40_000_003, "Orvelle", "", (48.9, 36.3), "P.PPL", "UA", "04", 4000),
        ]
        .concat(),
    );
    folder.import(&[dump]).unwrap();
    let gazetteer = Gazetteer::imported(&folder.index()).unwrap();
    let context = Context::from_names(&gazetteer, ["Ukraine", "Kyiv", "Kharkiv"]);
    assert_eq!(gazetteer.resolve("Kharkiv", None, &context).gazetteer_id.as_deref(), Some("geonames:706483"));
    assert_eq!(gazetteer.search("Orvelle")[0].kind, PlaceKind::Settlement);
}

#[test]
fn nothing_of_use_leaves_the_old_index() {
    let folder = Folder::new();
    let good = folder.file("good.csv", "name,lat,lon\nCamp Orvelle,12.5,30.25\n");
    folder.import(&[good]).unwrap();
    let before = std::fs::read(folder.index()).unwrap();
    let bad = folder.file("bad.csv", "name,lat,lon\nCamp Orvelle,north,30.25\n");
    let error = folder.import(&[bad]).unwrap_err();
    assert!(matches!(&error, ImportError::NothingUsed(_)), "{error}");
    assert!(error.to_string().contains("line 2") && error.to_string().contains("\"north\""), "{error}");
    for (name, content) in [("words.txt", "some words\n"), ("empty.txt", ""), ("no-columns.csv", "a,b\n1,2\n"), ("not.geojson", "{")] {
        let file = folder.file(name, content);
        let error = folder.import(std::slice::from_ref(&file)).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
        std::fs::remove_file(file).unwrap();
    }
    assert!(folder.import(&[folder.0.path().join("absent.txt")]).is_err());
    let stopped = import(&[folder.file("dump.txt", many_rows(20_000))], &folder.index(), &mut |_, _, _| ControlFlow::Break(()));
    assert!(stopped.unwrap_err().to_string().contains("stopped"));
    assert_eq!(std::fs::read(folder.index()).unwrap(), before);
    assert_eq!(folder.names(), ["bad.csv", "dump.txt", "gazetteer.index", "good.csv"], "nothing is left over");

    std::fs::write(folder.index(), &before[..before.len() - 1]).unwrap();
    let error = Gazetteer::imported(&folder.index()).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("gazetteer.index") && error.contains("import it again"), "{error}");
}

fn many_rows(count: u32) -> String {
    (0..count).map(|n| row(41_000_000 + n, &format!("Orvelle {n}"), "", (10.0, 10.0), "P.PPL", "SD", "29", n)).collect()
}

#[test]
fn the_order_of_files_does_not_matter_and_packed_files_are_read() {
    let dump = many_rows(50);
    let names: String = (0..50).map(|n| alternate(n, 41_000_000 + n, "", &format!("Old Orvelle {n}"))).collect();
    let own = "name,lat,lon,aliases,country,id\nCamp Orvelle,12.5,30.25,Orvelle Base|FOB Orvelle,SDN,camp-1\nCamp Orvelle,12.5,30.25,,SDN,camp-1\n";

    let plain = Folder::new();
    let files = [plain.file("dump.txt", &dump), plain.file("names.txt", &names), plain.file("own.csv", own)];
    plain.import(&files).unwrap();

    let packed = Folder::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [("readme.txt", "Some words about the table."), ("SD.txt", dump.as_str())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let dump = packed.file("SD.zip", zip.finish().unwrap().into_inner());
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(names.as_bytes()).unwrap();
    let names = packed.file("names.txt.gz", gz.finish().unwrap());
    let report = packed.import(&[packed.file("own.csv", own), names, dump]).unwrap();

    assert_eq!(std::fs::read(plain.index()).unwrap(), std::fs::read(packed.index()).unwrap());
    assert_eq!(report.files.iter().map(|f| f.form).collect::<Vec<_>>(), [Form::Csv, Form::GeoNames, Form::AlternateNames]);
    assert_eq!((report.files[0].added, report.files[0].repeated), (1, 1));
    let gazetteer = Gazetteer::imported(&packed.index()).unwrap();
    let camp = &gazetteer.search("FOB Orvelle")[0];
    assert_eq!((camp.id.as_str(), camp.country.as_str(), camp.prior), ("user:camp-1", "SDN", 20.0));
    assert_eq!(ids(&gazetteer, "Old Orvelle 7")[0], "geonames:41000007");
}

#[test]
fn whos_on_first_and_geojson_meet_what_is_known() {
    let folder = Folder::new();
    let head =
        "wof_id\tplacetype\tname\tlat\tlon\tcountry\tregion_id\tcounty_id\tgn_id\twd_id\tpopulation\tis_current\tnames(lang=name;...)\n";
    let wof = folder.file(
        "sd.tsv",
        [
            head,
            "4100000001\tlocality\tOrvelle\t13.1\t30.1\tSD\t4100000009\t\t41000001\t\t80\t1\tara=أورفيل;rus=Орвелле;eng=Orvelle Town\n",
            "4100000009\tregion\tNorth Kordofan\t13.5\t30.2\tSD\t\t\t\t\t0\t1\teng=North Kordofan\n",
            "4100000002\tlocality\tKhartoum\t15.55\t32.53\tSD\t\t\t379252\t\t0\t1\teng=Orvellopolis\n",
            "4100000003\tlocality\tHalf\t13.1\n",
        ]
        .concat(),
    );
    // The village of Who's On First again, by its id, and another one by its name close by.
    let dump = folder.file(
        "SD.txt",
        [
            row(41_000_001, "Orvil", "", (13.1, 30.1), "P.PPL", "SD", "56", 95),
            row(41_000_002, "Orvelle Town", "", (13.12, 30.1), "P.PPL", "SD", "56", 0),
        ]
        .concat(),
    );
    let fronts = folder.file(
        "fronts.geojson",
        r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","id":7,"geometry":{"type":"Polygon","coordinates":[[[30.0,13.0],[31.0,13.0],[31.0,14.0],[30.0,13.0]]]},
             "properties":{"name":"Axis Orvelle","aliases":["the Orvelle axis"],"country":"SDN"}},
            {"type":"Feature","geometry":{"type":"Point","coordinates":[30.5,13.5]},"properties":{"name":"Orvelle Bridge","precision":"point"}},
            {"type":"Feature","geometry":null,"properties":{"name":"Nowhere"}}]}"#,
    );
    let report = folder.import(&[wof.clone(), dump.clone(), fronts.clone()]).unwrap();
    let (first, second, third) = (of(&report, &wof), of(&report, &dump), of(&report, &fronts));
    assert_eq!((first.rows, first.added, first.merged, first.bad), (4, 1, 2, 1), "{first:#?}");
    assert_eq!((second.added, second.merged), (0, 2), "{second:#?}");
    assert_eq!((third.added, third.bad), (2, 1), "{third:#?}");
    assert_eq!(third.first_bad[0].line, 3);

    let gazetteer = Gazetteer::imported(&folder.index()).unwrap();
    for name in ["Orvelle", "Orvil", "Orvelle Town"] {
        // "Orvil" sounds like a real town, too.
        assert!(ids(&gazetteer, name).iter().any(|id| id == "wof:4100000001"), "{name}");
    }
    let village = &gazetteer.search("Orvelle")[0];
    assert_eq!((village.admin1.as_str(), village.size), ("North Kordofan", 95));
    assert_eq!(ids(&gazetteer, "Orvellopolis")[0], "geonames:379252");
    let axis = &gazetteer.search("Orvelle axis")[0];
    assert_eq!((axis.id.as_str(), axis.kind), ("user:7", PlaceKind::Region));
    assert!((70..90).contains(&axis.size), "{} km", axis.size);
    assert_eq!((axis.lat, axis.lon), (13.5, 30.5));
    let near = gazetteer.near((13.1, 30.1), 1.0);
    assert_eq!(near.iter().map(|(_, r)| r.id.as_str()).collect::<Vec<_>>(), ["wof:4100000001"]);
    assert_eq!(gazetteer.search("Orvelle Brige")[0].matched, NameKind::Misspelt);
}
