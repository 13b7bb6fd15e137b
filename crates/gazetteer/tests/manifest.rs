//! The committed index is the one its manifest describes.

use sha2::{Digest, Sha256};
use tacitus_gazetteer::{Counts, Gazetteer};

#[test]
fn the_index_is_the_one_of_the_manifest() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../gazetteer");
    let manifest: toml::Table =
        std::fs::read_to_string(format!("{folder}/manifest.toml")).expect("the manifest is there").parse().expect("the manifest is TOML");
    let index = manifest["index"].as_table().expect("[index]");
    let bytes = std::fs::read(format!("{folder}/{}", index["file"].as_str().expect("file"))).expect("the index is there");
    assert_eq!(index["sha256"].as_str(), Some(format!("{:x}", Sha256::digest(&bytes)).as_str()), "build it again or correct the manifest");
    assert!(bytes.len() <= 25_000_000, "the index must stay under 25 MB: {} bytes", bytes.len());
    let number = |key: &str| usize::try_from(index[key].as_integer().expect("a number")).expect("not negative");
    let counts = Counts {
        places: number("places"),
        names: number("names"),
        countries: number("countries"),
        provinces: number("provinces"),
        demonyms: number("demonyms"),
    };
    assert_eq!(Gazetteer::embedded().counts(), counts);
    assert_eq!(bytes.len(), number("bytes"));
}

#[test]
fn every_source_has_credit_and_licence() {
    let text = include_str!("../../../gazetteer/manifest.toml");
    let manifest: toml::Table = text.parse().expect("the manifest is TOML");
    let sources = manifest["source"].as_array().expect("sources");
    assert!(sources.len() >= 3);
    for source in sources {
        for key in ["name", "credit", "licence"] {
            assert!(source[key].as_str().is_some_and(|value| !value.is_empty()), "{key} of {source}");
        }
    }
}

#[test]
fn damaged_bytes_are_refused_not_misread() {
    assert!(Gazetteer::open(b"").is_err());
    assert!(Gazetteer::open(b"TACGAZ01 and nothing more").is_err());
    let bytes: &'static [u8] = include_bytes!("../../../gazetteer/places.index");
    assert!(Gazetteer::open(&bytes[..bytes.len() / 2]).is_err());
}
