//! Reads the user's own table of places, which goes before ours.

use std::collections::BTreeMap;

use fst::Automaton;
use tacitus_record::PlacePrecision;

use crate::error::GazetteerError;
use crate::fold::fold;
use crate::gazetteer::{CountryInfo, Gazetteer, PlaceRecord};
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence, prior};

/// Columns of the table; the first three must be there.
pub(crate) const COLUMNS: [&str; 9] = ["name", "lat", "lon", "aliases", "country", "admin1", "precision", "id", "demonyms"];

/// The user's own places by folded name.
#[derive(Default)]
pub(crate) struct UserPlaces {
    places: Vec<UserPlace>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// Folded demonym to country code.
    demonyms: BTreeMap<String, String>,
}

/// One row of the user's table.
pub(crate) struct UserPlace {
    record: PlaceRecord,
}

impl UserPlace {
    /// The country that the row declares.
    pub(crate) fn country(&self) -> Option<CountryInfo<'_>> {
        let is_country = self.record.kind == PlaceKind::Country && !self.record.country.is_empty();
        is_country.then(|| CountryInfo::of_user(&self.record.country, &self.record.name))
    }

    pub(crate) fn record(&self) -> PlaceRecord {
        self.record.clone()
    }
}

impl UserPlaces {
    pub(crate) fn named(&self, folded: &str) -> impl Iterator<Item = &UserPlace> {
        self.by_name.get(folded).into_iter().flatten().map(|at| &self.places[*at])
    }

    /// The countries that rows declare.
    pub(crate) fn countries(&self) -> impl Iterator<Item = CountryInfo<'_>> {
        self.places.iter().filter_map(UserPlace::country)
    }

    /// The country whose row gives the folded demonym.
    pub(crate) fn country_of_demonym(&self, folded: &str) -> Option<&str> {
        self.demonyms.get(folded).map(String::as_str)
    }

    /// Whether the user has a place of this folded name.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.by_name.contains_key(folded)
    }

    /// Every place, in the order of the table.
    pub(crate) fn all(&self) -> impl Iterator<Item = &UserPlace> {
        self.places.iter()
    }

    /// The places that have a folded name which the automaton takes.
    pub(crate) fn named_by<A: Automaton>(&self, automaton: &A) -> impl Iterator<Item = &UserPlace> {
        let takes = |name: &str| automaton.is_match(&name.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte)));
        self.by_name.iter().filter(move |(name, _)| takes(name)).flat_map(|(_, places)| places).map(|at| &self.places[*at])
    }

    pub(crate) fn read(table: &str, gazetteer: &Gazetteer) -> Result<UserPlaces, GazetteerError> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).comment(Some(b'#')).from_reader(table.as_bytes());
        let header = reader.headers().map_err(|e| GazetteerError::user_places(1, &e.to_string()))?.clone();
        if let Some(unknown) = header.iter().find(|name| !COLUMNS.contains(name)) {
            return Err(GazetteerError::user_places(1, &format!("no column is called \"{unknown}\"; use {}", COLUMNS.join(", "))));
        }
        if let Some(missing) = COLUMNS[..3].iter().find(|name| !header.iter().any(|h| h == **name)) {
            return Err(GazetteerError::user_places(1, &format!("the column \"{missing}\" is missing")));
        }
        let mut read = UserPlaces::default();
        for row in reader.records() {
            let row = row.map_err(|e| GazetteerError::user_places(e.position().map_or(0, csv::Position::line), &e.to_string()))?;
            let line = row.position().map_or(0, csv::Position::line);
            let cell = |name: &str| header.iter().position(|h| h == name).and_then(|at| row.get(at)).unwrap_or("");
            let record = record(&cell, gazetteer).map_err(|what| GazetteerError::user_places(line, &what))?;
            let at = read.places.len();
            let names = std::iter::once(cell("name")).chain(cell("aliases").split('|'));
            for folded in names.map(fold).filter(|folded| !folded.is_empty()) {
                let places = read.by_name.entry(folded).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
            let demonyms = cell("demonyms").split('|').map(fold).filter(|folded| !folded.is_empty());
            read.demonyms.extend(demonyms.map(|demonym| (demonym, record.country.clone())));
            read.places.push(UserPlace { record });
        }
        Ok(read)
    }
}

/// The place of one row, its cells asked for by column.
pub(crate) fn record<'a>(cell: &impl Fn(&str) -> &'a str, gazetteer: &Gazetteer) -> Result<PlaceRecord, String> {
    let name = cell("name");
    if fold(name).is_empty() {
        return Err("the name is empty".to_string());
    }
    let degrees = |column: &str, most: f64| match cell(column).parse::<f64>() {
        Ok(value) if value.abs() <= most => Ok(value),
        _ => Err(format!("\"{}\" is not a {column} in degrees; write a number from -{most} to {most}", cell(column))),
    };
    let country = match cell("country") {
        "" => "",
        text if is_user_assigned(text) => text,
        text => gazetteer
            .country_by_code(text)
            .or_else(|| gazetteer.country(text))
            .map(|c| c.iso3)
            .ok_or_else(|| format!("no country is called \"{text}\"; write its name or ISO 3166-1 code"))?,
    };
    let precision = match cell("precision") {
        "" => PlacePrecision::Settlement,
        text => text.parse().map_err(|e| format!("{e}"))?,
    };
    let id = match cell("id") {
        "" => name,
        id => id,
    };
    let (kind, capital, prominence) = (kind_of(precision), Capital::No, Prominence::OfUser);
    Ok(PlaceRecord {
        id: format!("user:{id}"),
        name: name.to_string(),
        lat: degrees("lat", 90.0)?,
        lon: degrees("lon", 180.0)?,
        size: 0,
        country: country.to_string(),
        admin1: cell("admin1").to_string(),
        kind,
        capital,
        prominence,
        coarse: false,
        matched: NameKind::Main,
        prior: prior(kind, NameKind::Main, 0, capital, prominence),
    })
}

/// Whether the code lies in the ranges that ISO 3166-1 alpha-3 leaves to users (AAA–AAZ, QMA–QZZ, XAA–XZZ, ZZA–ZZZ): countries of the user's
/// own, which ours cannot know.
pub(crate) fn is_user_assigned(code: &str) -> bool {
    code.len() == 3
        && code.bytes().all(|b| b.is_ascii_uppercase())
        && (code.starts_with("AA") || code.starts_with("ZZ") || ("QMA"..="QZZ").contains(&code) || ("XAA"..="XZZ").contains(&code))
}

fn kind_of(precision: PlacePrecision) -> PlaceKind {
    match precision {
        PlacePrecision::Point => PlaceKind::Site,
        PlacePrecision::Settlement | PlacePrecision::Unknown => PlaceKind::Settlement,
        PlacePrecision::District => PlaceKind::District,
        PlacePrecision::Province => PlaceKind::Province,
        PlacePrecision::Country => PlaceKind::Country,
        PlacePrecision::Region => PlaceKind::Region,
    }
}
