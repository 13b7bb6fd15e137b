//! Writes the sections of the index one after the other, each from its sorted stream.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use fst::MapBuilder;

use super::sorter::{Sorted, Sorter};
use super::{Areas, CompileError, Compiler, PlaceId, Watch};
use crate::fold::fold;
use crate::index::place_of;
use crate::layout::{HEADER, KIND_MASK, LONGEST_STRING, MAGIC, PLACE, SECTIONS};
use crate::place_kind::{NameKind, PlaceKind};

/// Places that fit into the 30 bits of an entry.
pub(super) const MOST_PLACES: u32 = 1 << 30;
/// Most entries kept for one name; a name that more places share says nothing.
const MOST_ENTRIES: usize = 400;
/// Items between two calls of the watch.
const WATCHED: u64 = 1 << 16;
/// A number whose place never came.
const NOWHERE: u32 = u32::MAX;

/// Appends the id to an item in an order that sorts by source, then id; gives the number of the source.
pub(super) fn write_id(id: &PlaceId, item: &mut Vec<u8>) -> Result<u8, CompileError> {
    let (source, number) = match id {
        PlaceId::GeoNames(number) => (0, *number),
        PlaceId::WhosOnFirst(number) => (1, *number),
        PlaceId::Tacitus(number) => (2, *number),
        PlaceId::User(text) => {
            let len = u8::try_from(text.len()).map_err(|_| too_long(text))?;
            item.extend([3, len]);
            item.extend(text.as_bytes());
            return Ok(3);
        }
    };
    item.push(source);
    item.extend(number.to_be_bytes());
    Ok(source)
}

/// Everything written, section by section.
pub(super) fn write(compiler: Compiler, areas: &Areas, out: &mut impl Write, watch: &mut Watch<'_>) -> Result<(), CompileError> {
    let Compiler { numbers, places, names, sounds, scratch, .. } = compiler;
    let mut steps = Steps { done: 0, all: places.count() + names.count() + sounds.count(), watch };
    let section = || Ok::<_, io::Error>(Section::new(tempfile::tempfile_in(&scratch)?));
    let mut strings = Strings { section: section()?, group: Vec::new(), of_areas: areas_strings(areas) };
    let placed = places_section(places, numbers, areas, &mut strings, &mut steps)?;
    let (countries, provinces) = area_sections(areas, &placed, &mut strings)?;
    let mut postings = section()?;
    let names = names_section(names.sorted()?, &placed, &mut postings, section()?, &mut steps)?;
    let sounds = names_section(sounds.sorted()?, &placed, &mut postings, section()?, &mut steps)?;
    let demonyms: BTreeMap<String, u64> = areas.demonyms.iter().map(|(word, country)| (fold(word), u64::from(*country))).collect();
    let mut demonym_map = MapBuilder::memory();
    demonym_map.extend_iter(demonyms).map_err(fst_error)?;
    let demonyms = demonym_map.into_inner().map_err(fst_error)?;
    let places = placed.records;
    let sections: [Part; SECTIONS] = [
        strings.section.into_part()?,
        Part::Memory(places),
        Part::Memory(countries),
        Part::Memory(provinces),
        postings.into_part()?,
        names,
        Part::Memory(demonyms),
        sounds,
    ];
    let mut header = MAGIC.to_vec();
    let mut from = HEADER as u64;
    for section in &sections {
        header.extend(u32_of(from)?.to_le_bytes());
        header.extend(u32_of(section.len())?.to_le_bytes());
        from += section.len();
    }
    out.write_all(&header)?;
    for section in sections {
        section.copy_to(out)?;
    }
    Ok(())
}

/// Counts the work for whoever watches it.
struct Steps<'s, 'w> {
    done: u64,
    all: u64,
    watch: &'s mut Watch<'w>,
}

impl Steps<'_, '_> {
    fn step(&mut self) -> Result<(), CompileError> {
        self.done += 1;
        if self.done.is_multiple_of(WATCHED) && (self.watch)(self.done, self.all).is_break() {
            return Err(CompileError::Stopped);
        }
        Ok(())
    }
}

/// A section being written to a scratch file.
struct Section {
    file: BufWriter<File>,
    len: u64,
}

impl Section {
    fn new(file: File) -> Section {
        Section { file: BufWriter::new(file), len: 0 }
    }

    fn into_part(self) -> Result<Part, CompileError> {
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(Part::File(file, self.len))
    }
}

impl Write for Section {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.len += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A section that is whole.
enum Part {
    Memory(Vec<u8>),
    File(File, u64),
}

impl Part {
    fn len(&self) -> u64 {
        match self {
            Part::Memory(bytes) => bytes.len() as u64,
            Part::File(_, len) => *len,
        }
    }

    fn copy_to(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Part::Memory(bytes) => out.write_all(&bytes),
            Part::File(file, len) => io::copy(&mut BufReader::with_capacity(1 << 20, file.take(len)), out).map(|_| ()),
        }
    }
}

/// The section of strings, each once. Equal strings of places come one after the other, since their folded forms are equal.
struct Strings {
    section: Section,
    /// Strings of the folded name at work.
    group: Vec<(Vec<u8>, u32)>,
    /// Strings of countries and provinces, which may be names of places too, with their offset once they have one.
    of_areas: BTreeMap<String, Option<u32>>,
}

fn areas_strings(areas: &Areas) -> BTreeMap<String, Option<u32>> {
    let countries = areas.countries.iter().flat_map(|c| [c.name.clone(), c.capital.clone(), c.neighbours.join(" ")]);
    let provinces = areas.provinces.iter().flat_map(|p| [p.name.clone(), p.code.clone()]);
    countries.chain(provinces).map(|text| (text, None)).collect()
}

impl Strings {
    fn append(&mut self, text: &[u8]) -> Result<u32, CompileError> {
        let len = u8::try_from(text.len()).map_err(|_| too_long(&String::from_utf8_lossy(text)))?;
        let at = u32_of(self.section.len)?;
        self.section.write_all(&[len])?;
        self.section.write_all(text)?;
        Ok(at)
    }

    /// The name of a place.
    fn of_place(&mut self, name: &[u8]) -> Result<u32, CompileError> {
        if let Some((_, at)) = self.group.iter().find(|(known, _)| known == name) {
            return Ok(*at);
        }
        let at = self.append(name)?;
        self.group.push((name.to_vec(), at));
        if let Some(area) = std::str::from_utf8(name).ok().and_then(|name| self.of_areas.get_mut(name)) {
            *area = Some(at);
        }
        Ok(at)
    }

    /// A string of a country or province.
    fn of_area(&mut self, text: &str) -> Result<u32, CompileError> {
        if let Some(Some(at)) = self.of_areas.get(text) {
            return Ok(*at);
        }
        let at = self.append(text.as_bytes())?;
        self.of_areas.insert(text.to_string(), Some(at));
        Ok(at)
    }
}

/// The places with their final numbers.
struct Placed {
    /// The section: a record of [`PLACE`] bytes for each number.
    records: Vec<u8>,
    /// Final number by the number a place was given when it came.
    number: Vec<u32>,
    of_country: Vec<Option<u32>>,
    of_province: Vec<Option<u32>>,
}

/// Reads the parts of an item one after the other.
struct Cursor<'i>(&'i [u8]);

impl<'i> Cursor<'i> {
    fn take(&mut self, len: usize) -> &'i [u8] {
        let (taken, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        taken
    }

    fn be_u32(&mut self) -> u32 {
        self.take(4).iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
    }
}

/// An item's key and what follows it; keys have no zero byte.
fn keyed(item: &[u8]) -> (&[u8], Cursor<'_>) {
    let end = item.iter().position(|byte| *byte == 0).unwrap_or(item.len());
    (&item[..end], Cursor(item.get(end + 1..).unwrap_or_default()))
}

fn places_section(
    places: Sorter,
    numbers: u32,
    areas: &Areas,
    strings: &mut Strings,
    steps: &mut Steps<'_, '_>,
) -> Result<Placed, CompileError> {
    let mut placed = Placed {
        records: Vec::with_capacity(places.count() as usize * PLACE),
        number: vec![NOWHERE; numbers as usize],
        of_country: vec![None; areas.countries.len()],
        of_province: vec![None; areas.provinces.len()],
    };
    let mut sorted = places.sorted()?;
    let (mut item, mut group, mut next) = (Vec::new(), Vec::new(), 0);
    while sorted.next(&mut item)? {
        let (folded, mut rest) = keyed(&item);
        if folded != group {
            group = folded.to_vec();
            strings.group.clear();
        }
        let id = match rest.take(1) {
            [3] => {
                let len = usize::from(rest.take(1).first().copied().unwrap_or(0));
                strings.append(rest.take(len))?
            }
            _ => rest.be_u32(),
        };
        let came_as = rest.be_u32();
        let (point, size, area_and_flags) = (rest.take(8), rest.take(4), rest.take(4));
        let name = strings.of_place(rest.0)?;
        placed.records.extend(point);
        placed.records.extend(id.to_le_bytes());
        placed.records.extend(name.to_le_bytes());
        placed.records.extend(size);
        placed.records.extend(area_and_flags);
        placed.number[came_as as usize] = next;
        placed.note_area(area_and_flags, next);
        next += 1;
        steps.step()?;
    }
    Ok(placed)
}

impl Placed {
    /// Keeps the number of a place that stands for a country or a province.
    fn note_area(&mut self, area_and_flags: &[u8], number: u32) {
        let [low, high, country, flags] = area_and_flags else { return };
        match PlaceKind::ALL.get(usize::from(flags & KIND_MASK)) {
            Some(PlaceKind::Country) => {
                if let Some(place) = self.of_country.get_mut(usize::from(*country)) {
                    place.get_or_insert(number);
                }
            }
            Some(PlaceKind::Province) => {
                if let Some(place) = self.of_province.get_mut(usize::from(u16::from_le_bytes([*low, *high]))) {
                    *place = Some(number);
                }
            }
            _ => {}
        }
    }
}

fn area_sections(areas: &Areas, placed: &Placed, strings: &mut Strings) -> Result<(Vec<u8>, Vec<u8>), CompileError> {
    let mut countries = Vec::new();
    for (country, place) in areas.countries.iter().zip(&placed.of_country) {
        countries.extend(strings.of_area(&country.name)?.to_le_bytes());
        countries.extend(strings.of_area(&country.capital)?.to_le_bytes());
        countries.extend(place.unwrap_or(NOWHERE).to_le_bytes());
        countries.extend(strings.of_area(&country.neighbours.join(" "))?.to_le_bytes());
        if country.iso2.len() != 2 || country.iso3.len() != 3 {
            return Err(CompileError::TooLarge(format!("{}: its codes are {} and {}", country.name, country.iso2, country.iso3)));
        }
        countries.extend(country.iso2.as_bytes());
        countries.extend(country.iso3.as_bytes());
        countries.extend([0; 3]);
    }
    let mut provinces = Vec::new();
    for (province, place) in areas.provinces.iter().zip(&placed.of_province) {
        provinces.extend(strings.of_area(&province.name)?.to_le_bytes());
        provinces.extend(place.unwrap_or(NOWHERE).to_le_bytes());
        provinces.extend(strings.of_area(&province.code)?.to_le_bytes());
        provinces.push(province.country);
        provinces.extend([0; 3]);
    }
    Ok((countries, provinces))
}

/// The map from name to entries; names with several put them into the postings.
fn names_section(
    mut sorted: Sorted,
    placed: &Placed,
    postings: &mut Section,
    section: Section,
    steps: &mut Steps<'_, '_>,
) -> Result<Part, CompileError> {
    let mut map = MapBuilder::new(section).map_err(fst_error)?;
    let (mut item, mut name, mut entries): (Vec<u8>, Vec<u8>, Vec<(u32, NameKind)>) = (Vec::new(), Vec::new(), Vec::new());
    while sorted.next(&mut item)? {
        let (key, mut rest) = keyed(&item);
        if key != name {
            write_entries(&mut map, &name, &mut entries, placed, postings)?;
            name = key.to_vec();
        }
        let number = placed.number.get(rest.be_u32() as usize).copied().unwrap_or(NOWHERE);
        let kind = rest.take(1).first().and_then(|kind| NameKind::STORED.get(usize::from(*kind)));
        if let Some(kind) = kind.filter(|_| number != NOWHERE) {
            entries.push((number, *kind));
        }
        steps.step()?;
    }
    write_entries(&mut map, &name, &mut entries, placed, postings)?;
    map.into_inner().map_err(fst_error)?.into_part()
}

fn write_entries(
    map: &mut MapBuilder<Section>,
    name: &[u8],
    entries: &mut Vec<(u32, NameKind)>,
    placed: &Placed,
    postings: &mut Section,
) -> Result<(), CompileError> {
    // One entry a place, with the best kind of name.
    entries.sort_unstable();
    entries.dedup_by_key(|(number, _)| *number);
    if entries.is_empty() {
        return Ok(());
    }
    let rank = |(number, kind): &(u32, NameKind)| place_of(&placed.records, *number).prior(*kind);
    entries.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.cmp(b)));
    entries.truncate(MOST_ENTRIES);
    let packed = |(number, kind): &(u32, NameKind)| number << 2 | *kind as u32;
    let value = match entries.as_slice() {
        [only] => u64::from(packed(only)) << 1,
        _ => {
            let at = postings.len;
            postings.write_all(&(entries.len() as u16).to_le_bytes())?;
            for entry in entries.iter() {
                postings.write_all(&packed(entry).to_le_bytes())?;
            }
            at << 1 | 1
        }
    };
    entries.clear();
    map.insert(name, value).map_err(fst_error)
}

fn fst_error(error: fst::Error) -> CompileError {
    match error {
        fst::Error::Io(error) => CompileError::Io(error),
        other => CompileError::Io(io::Error::other(other)),
    }
}

fn too_long(text: &str) -> CompileError {
    CompileError::TooLarge(format!("longer than {LONGEST_STRING} bytes: {text}"))
}

fn u32_of(number: u64) -> Result<u32, CompileError> {
    u32::try_from(number).map_err(|_| CompileError::TooLarge("the index would be larger than 4 GiB; import fewer countries".to_string()))
}
