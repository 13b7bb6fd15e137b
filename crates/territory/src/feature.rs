//! What a map file holds before anything is made of it: features with properties as text, and rings of points.

use std::collections::BTreeMap;

use geo::Coord;

/// Properties of a feature as text: strings without needless space, numbers and truth values as written.
pub(crate) type Properties = BTreeMap<String, String>;

/// The rings of one polygon as drawn, the outer one first; degrees of longitude (x) and latitude (y), WGS84.
pub(crate) type Rings = Vec<Vec<Coord<f64>>>;

/// One feature of a file.
#[derive(Clone, Debug)]
pub(crate) struct Feature {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What the source says of it.
    pub properties: Properties,
    /// What it draws.
    pub drawn: Drawn,
}

/// What a feature draws.
#[derive(Clone, Debug)]
pub(crate) enum Drawn {
    /// Ground.
    Polygons(Vec<Rings>),
    /// No ground: points, lines, nothing. The text names which.
    NoArea(String),
    /// Something that cannot be read, and why.
    Wrong(String),
}

/// The text on one line, with single spaces (a no-break space is a space).
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a property unless its value is empty.
pub(crate) fn put(properties: &mut Properties, name: &str, value: &str) {
    let value = folded(value);
    if !value.is_empty() {
        properties.insert(name.to_string(), value);
    }
}
