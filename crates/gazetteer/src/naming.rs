//! Knows which names a gazetteer keeps and in what form: Latin letters, romanised Cyrillic, regions without their generic word.
//!
//! Shared by the recipe of the index that ships and by the import.

pub use crate::romanise::romanised;

use crate::fold::fold;

/// Longest alternate name worth keeping, characters.
const LONGEST: usize = 60;
/// Shortest name in capitals that is no code.
const SHORTEST_IN_CAPITALS: usize = 5;

/// Words that make a province or district name longer without saying which it is.
const GENERIC_WORDS: [&str; 44] = [
    "oblast",
    "oblast'",
    "region",
    "province",
    "governorate",
    "state",
    "republic",
    "kray",
    "krai",
    "okrug",
    "department",
    "prefecture",
    "district",
    "county",
    "parish",
    "municipality",
    "canton",
    "voivodeship",
    "division",
    "raion",
    "rayon",
    "autonomous",
    "area",
    "territory",
    "emirate",
    "borough",
    "muhafazat",
    "wilayat",
    "wilaya",
    "provincia",
    "departamento",
    "distrito",
    "departement",
    "regiao",
    "estado",
    "kommune",
    "municipio",
    "regency",
    "qarku",
    "community",
    "de",
    "of",
    "du",
    "the",
];

/// A province's or district's name without its generic words, folded.
pub fn stem(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|w| !GENERIC_WORDS.contains(w)).collect();
    words.join(" ")
}

/// Alternate names worth their bytes: not the lower-case romanisations of Chinese, Japanese and Arabic spellings, not codes
/// ("GZA"), and Cyrillic only to be romanised.
pub fn is_useful(name: &str) -> bool {
    let Some(first) = name.chars().find(|c| c.is_alphanumeric()) else { return false };
    let code = name.len() < SHORTEST_IN_CAPITALS && name.chars().all(|c| c.is_ascii_uppercase());
    let cyrillic = ('А'..='я').contains(&first) || "ІЇЄҐ".contains(first);
    !first.is_lowercase() && !code && name.chars().count() <= LONGEST && (is_latin(name) || cyrillic)
}

/// Whether a name is written in Latin letters.
pub fn is_latin(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).all(|c| c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c) || is_modifier(c))
}

/// Apostrophe-like modifier letters of romanisations.
fn is_modifier(c: char) -> bool {
    ('\u{2b0}'..'\u{300}').contains(&c)
}

/// The name with a capital at the start of each word.
pub fn capitalised(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}
