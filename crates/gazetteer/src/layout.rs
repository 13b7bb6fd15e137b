//! Defines the bytes of the compiled index: sections and fixed-size little-endian records.
//!
//! ```text
//! header   8 bytes magic, then for each section: u32 offset, u32 length (bytes, from the start of the file)
//! strings  u8 length, then UTF-8; strings are referred to by offset in this section
//! places   24 bytes each, see PLACE
//! countries 24 bytes each, see COUNTRY
//! provinces 16 bytes each, see PROVINCE
//! postings u16 count, then count times u32; an entry is place << 2 | kind of name; best prior first
//! names    fst map: folded name to entry << 1, or to (offset in postings << 1) | 1 where a name has more than one entry
//! demonyms fst map: folded demonym to country number
//! sounds   fst map: skeleton of a name's sound to entries, as in names; for the countries of sounds.tsv
//! seal     only in an imported index, see SEAL
//! ```

/// First bytes of an index; the digit is the version of this layout.
pub const MAGIC: &[u8; 8] = b"TACGAZ03";
/// Sections in the order of the header.
pub const SECTIONS: usize = 8;
/// Bytes before the first section.
pub const HEADER: usize = 8 + SECTIONS * 8;
/// Longest string, by its one-byte length.
pub const LONGEST_STRING: usize = 255;
/// "No country" and "no province" in a place record.
pub const NO_COUNTRY: u8 = u8::MAX;
/// See [`NO_COUNTRY`].
pub const NO_PROVINCE: u16 = u16::MAX;

/// latitude i32 and longitude i32 (millionths of a degree), source id u32 (for the user's own places a string), name u32, size u32, province u16, country u8, flags u8.
pub const PLACE: usize = 24;
/// name u32, capital u32, place u32, neighbours u32 (ISO 3166-1 alpha-3 codes separated by spaces), alpha-2 [2], alpha-3 [3], 3 unused.
pub const COUNTRY: usize = 24;
/// name u32, place u32, code u32, country u8, 3 unused.
pub const PROVINCE: usize = 16;

/// Bits 0-2 of a place's flags: its kind.
pub const KIND_MASK: u8 = 0b111;
/// Bits 3-4 of a place's flags: the source its id is from.
pub const SOURCE_SHIFT: u8 = 3;
/// Set where the point is its province's because nothing finer is known.
pub const COARSE: u8 = 1 << 5;
/// Set on the capital of a state.
pub const CAPITAL: u8 = 1 << 6;
/// Set on a place of a mass source that news would hardly name.
pub const MINOR: u8 = 1 << 7;
/// Prefixes of ids, by source number.
pub const SOURCES: [&str; 4] = ["geonames", "wof", "tacitus", "user"];
/// The number of the user's own places in [`SOURCES`].
pub const OF_USER: u8 = 3;

/// First bytes of the seal of an imported index; then the BLAKE3 hash of all bytes before it [32] and that of the index it was made
/// over [32].
pub const SEAL: &[u8; 8] = b"TACSEAL1";
/// Bytes of the seal.
pub const SEAL_LEN: usize = 8 + 32 + 32;
