//! Reduces a folded name to skeletons of its sound, so that romanisations that no source lists still meet their place.
//!
//! Names in Cyrillic, Arabic, Hebrew and Burmese letters reach English by many systems and through many languages: "Bilohorivka",
//! "Belogorovka"; "Khan Sheikhoun", "Khan Shaykhun"; "Kfar Habad", "Kefar Chabad". A skeleton keeps the consonants by what they stand
//! for in the script (`gazetteer/sounds.tsv` has the systems). Of vowels it keeps where they stand; for scripts that do not write
//! them not even that, if there are enough consonants. Where letters can stand for several sounds, there is a skeleton for each.
//! Asked only where no spelling is known: unlike edit distance it never turns one consonant into another.

use std::sync::LazyLock;

/// A skeleton with fewer signs or consonants is shared by too many names to say anything.
const SHORTEST: usize = 4;
const FEWEST_CONSONANTS: usize = 2;
/// With so many consonants a skeleton tells names apart without vowels.
const ENOUGH_CONSONANTS: usize = 4;
/// Most skeletons of a name in one system.
const MOST: usize = 12;
/// Any vowel, in a skeleton.
const VOWEL: char = 'V';

/// How names of one script are written in Latin letters.
struct System {
    /// First letter of its skeletons, which keeps those of the systems apart.
    sign: char,
    vowels: Vowels,
    /// Alpha-2 codes of the countries whose names are indexed by it.
    countries: Vec<&'static str>,
    /// Letters and what each may stand for, longest first.
    letters: Vec<(&'static str, Vec<&'static str>)>,
    /// The same at the end of a word, after a vowel.
    finals: Vec<(&'static str, Vec<&'static str>)>,
    /// Words that are left out.
    words: Vec<&'static str>,
}

/// Whether the script writes its vowels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vowels {
    Written,
    Unwritten,
}

/// Letters of a name with the sounds that they may stand for.
type Unit<'n> = (&'n str, &'n [&'n str]);

static SYSTEMS: LazyLock<[System; 4]> = LazyLock::new(|| {
    [
        System::named("cyrillic", 'c', Vowels::Written),
        System::named("arabic", 'a', Vowels::Unwritten),
        System::named("hebrew", 'h', Vowels::Unwritten),
        System::named("burmese", 'b', Vowels::Written),
    ]
});

/// The rows of the table: system, what, letters, sounds.
fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    include_str!("../../../gazetteer/sounds.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some([columns.next()?, columns.next()?, columns.next()?, columns.next()?])
    })
}

impl System {
    fn named(name: &str, sign: char, vowels: Vowels) -> System {
        let of = |what: &'static str| rows().filter(move |row| row[0] == name && row[1] == what);
        let sounds = |what| {
            let sounds = |text: &'static str| text.split('|').map(|sound| if sound == "0" { "" } else { sound }).collect();
            let mut all: Vec<(&str, Vec<&str>)> = of(what).map(|[_, _, letters, text]| (letters, sounds(text))).collect();
            all.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
            all
        };
        System {
            sign,
            vowels,
            countries: of("country").map(|row| row[2]).collect(),
            letters: sounds("letters"),
            finals: sounds("final"),
            words: of("word").map(|row| row[2]).collect(),
        }
    }

    /// The name cut into letters that stand for something together.
    fn units<'n>(&'n self, folded: &'n str) -> Vec<Unit<'n>> {
        let mut units: Vec<Unit<'n>> = Vec::with_capacity(folded.len());
        for word in folded.split(' ').filter(|word| !self.words.contains(word)) {
            let mut rest = word;
            while let Some(first) = rest.chars().next() {
                let is_final = rest.len() < word.len() && units.last().is_some_and(|(_, sounds)| sounds.contains(&"V"));
                let finals = self.finals.iter().find(|(letters, _)| is_final && rest == *letters);
                match finals.or_else(|| self.letters.iter().find(|(letters, _)| rest.starts_with(letters))) {
                    Some((letters, sounds)) => {
                        units.push((*letters, sounds.as_slice()));
                        rest = &rest[letters.len()..];
                    }
                    None => {
                        units.push((&rest[..first.len_utf8()], &[]));
                        rest = &rest[first.len_utf8()..];
                    }
                }
            }
        }
        units
    }

    /// Adds every skeleton of the name.
    fn skeletons(&self, folded: &str, found: &mut Vec<String>) {
        let units = self.units(folded);
        let mut doubtful: Vec<Unit<'_>> = units.iter().copied().filter(|(_, sounds)| sounds.len() > 1).collect();
        doubtful.sort_unstable();
        doubtful.dedup();
        let all: usize = doubtful.iter().map(|(_, sounds)| sounds.len()).product();
        for reading in 0..all.min(MOST) {
            let mut signs = String::with_capacity(folded.len() + 1);
            for unit in &units {
                push_sound(&mut signs, sound(unit, &doubtful, reading));
            }
            found.extend(self.told(&signs));
        }
    }

    /// The skeleton as it is looked up, if it says anything.
    fn told(&self, signs: &str) -> Option<String> {
        let consonants = signs.chars().filter(|sign| *sign != VOWEL).count();
        if !signs.is_ascii() || signs.len() < SHORTEST || consonants < FEWEST_CONSONANTS {
            return None;
        }
        let keeps_vowels = self.vowels == Vowels::Written || consonants < ENOUGH_CONSONANTS;
        Some(std::iter::once(self.sign).chain(signs.chars().filter(|sign| keeps_vowels || *sign != VOWEL)).collect())
    }
}

/// What a unit stands for in one reading of the name, in which the same letters stand for the same sound throughout.
fn sound<'n>((letters, sounds): &Unit<'n>, doubtful: &[Unit<'n>], reading: usize) -> &'n str {
    match **sounds {
        [] => letters,
        [only] => only,
        _ => {
            let mut rest = reading;
            for (other, choices) in doubtful {
                if other == letters && choices == sounds {
                    return choices[rest % choices.len()];
                }
                rest /= choices.len();
            }
            sounds[0]
        }
    }
}

/// Appends a sound; what is doubled sounds once.
fn push_sound(signs: &mut String, sound: &str) {
    for sign in sound.chars() {
        if !signs.ends_with(sign) {
            signs.push(sign);
        }
    }
}

/// The skeletons of a folded name under which a place of the country (alpha-2 code) is found.
pub(crate) fn sounds_in(iso2: &str, folded: &str) -> Vec<String> {
    skeletons(folded, |system| system.countries.contains(&iso2))
}

/// The skeletons of a folded name in every system.
pub(crate) fn sounds(folded: &str) -> Vec<String> {
    skeletons(folded, |_| true)
}

fn skeletons(folded: &str, counts: impl Fn(&System) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    SYSTEMS.iter().filter(|system| counts(system)).for_each(|system| system.skeletons(folded, &mut found));
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::{SYSTEMS, rows, sounds, sounds_in};
    use crate::fold::fold;

    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = include_str!("../../../gazetteer/sounds.tsv").lines().filter(|line| !line.starts_with('#')).count();
        let read = |s: &super::System| s.countries.len() + s.letters.len() + s.finals.len() + s.words.len();
        assert_eq!(rows().count(), lines);
        assert_eq!(SYSTEMS.iter().map(read).sum::<usize>(), lines, "a row of sounds.tsv has an unknown system or kind");
        assert!(rows().all(|[_, what, letters, _]| what == "country" || fold(letters) == letters));
    }

    #[test]
    fn romanisations_of_one_name_meet() {
        for names in [
            ["avdiivka", "avdeevka", "avdiyivka"],
            ["bilohorivka", "belogorovka", "belogorowka"],
            ["novoselske", "novosel'skoe", "novoselskoje"],
            ["khan sheikhoun", "khan shaykhun", "khan shaykhoun"],
            ["deir ez zor", "deir al zour", "dayr az zawr"],
            ["al qamishli", "qamishly", "kamishli"],
            ["jabalia", "jabaliya", "djabalya"],
            ["kfar habad", "kefar chabad", "kfar khabad"],
            ["hatzor", "hatsor", "hazor"],
            ["sievierodonetsk", "severodonetsk", "syeverodonetsk"],
        ] {
            let [first, second, third] = names.map(|name| sounds(&fold(name)));
            let meets = |other: &Vec<String>| first.iter().any(|sound| other.contains(sound));
            assert!(meets(&second) && meets(&third), "{names:?}: {first:?} {second:?} {third:?}");
        }
    }

    #[test]
    fn consonants_keep_names_apart() {
        for (left, right) in [("avdeevka", "andreevka"), ("ryabushki", "ryabushkin"), ("balata", "badana")] {
            let right = sounds(right);
            assert!(!sounds(left).iter().any(|sound| right.contains(sound)), "{left}");
        }
        assert!(sounds("aya").is_empty() && sounds("").is_empty() && sounds("київ").is_empty());
        assert!(sounds_in("FR", "avdeevka").is_empty());
        assert_eq!(sounds_in("UA", "hryhorivka"), sounds_in("UA", "grigorovka"));
    }
}
