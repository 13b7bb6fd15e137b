//! Undoes the regular endings of English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const VERB_STEMS: &str = include_str!("../../../../lexicons/verb-stems.tsv");

/// What a bare stem needs to become a word again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Restore {
    /// Nothing.
    Nothing,
    /// A final "e".
    E,
    /// Its last letter dropped.
    Single,
    /// A final "e" where the stem has one group of vowels and its last vowel stands alone.
    EIfShort,
}

/// What stems with an ending need; `^` before the ending means the whole stem.
static STEMS: LazyLock<BTreeMap<&str, Restore>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut fields = line.split('\t');
        let ending = fields.next()?;
        let restore = match fields.next()? {
            "nothing" => Restore::Nothing,
            "e" => Restore::E,
            "single" => Restore::Single,
            _ => Restore::EIfShort,
        };
        Some((ending, restore))
    };
    VERB_STEMS.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(row).collect()
});

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Number of groups of vowels ("y" counts after a consonant).
fn vowel_groups(word: &str) -> usize {
    let mut before = false;
    let mut count = 0;
    for (i, c) in word.chars().enumerate() {
        let vowel = is_vowel(c) || c == 'y' && i > 0;
        count += usize::from(vowel && !before);
        before = vowel;
    }
    count
}

/// Whether the word ends in one vowel and one consonant other than w, x and y.
fn ends_short(stem: &str) -> bool {
    let mut back = stem.chars().rev();
    let (Some(last), Some(vowel)) = (back.next(), back.next()) else { return false };
    !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !back.next().is_some_and(is_vowel)
}

/// A verb from the stem that its ending leaves.
fn verb(stem: &str) -> String {
    let whole = STEMS.get(format!("^{stem}").as_str());
    let endings = stem.char_indices().filter_map(|(at, _)| STEMS.get(&stem[at..]));
    let rule = whole.into_iter().chain(endings).next().copied().unwrap_or(Restore::EIfShort);
    match rule {
        Restore::Single => stem[..stem.len() - 1].to_string(),
        Restore::E => format!("{stem}e"),
        Restore::EIfShort if vowel_groups(stem) == 1 && ends_short(stem) => format!("{stem}e"),
        Restore::EIfShort | Restore::Nothing => stem.to_string(),
    }
}

/// Infinitive of a form in "-ing".
pub(super) fn from_gerund(form: &str) -> String {
    match form.strip_suffix("ing").or_else(|| form.strip_suffix("in'")) {
        Some(stem) if stem.chars().any(|c| is_vowel(c) || c == 'y') => verb(stem),
        _ => form.to_string(),
    }
}

/// Infinitive of a form in "-ed".
pub(super) fn from_past(form: &str) -> String {
    if let Some(stem) = form.strip_suffix("ied") {
        return format!("{stem}{}", if stem.chars().count() <= 1 { "ie" } else { "y" });
    }
    match form.strip_suffix("ed") {
        Some(stem) if stem.chars().any(|c| is_vowel(c) || c == 'y') => verb(stem),
        _ => form.to_string(),
    }
}

/// Infinitive of a form in "-s".
pub(super) fn from_third_person(form: &str) -> String {
    if let Some(stem) = form.strip_suffix("ies") {
        return format!("{stem}{}", if stem.chars().count() <= 1 { "ie" } else { "y" });
    }
    without_s(form)
}

/// Takes "-s" or "-es" away.
fn without_s(form: &str) -> String {
    let ending = ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|ending| form.ends_with(ending));
    match form {
        _ if ending => form[..form.len() - 2].to_string(),
        _ if form.ends_with("ss") || form.ends_with("us") || form.ends_with("is") => form.to_string(),
        _ => form.strip_suffix('s').unwrap_or(form).to_string(),
    }
}

/// Singular of a plural noun.
pub(super) fn singular(form: &str) -> String {
    // "the 1990's" are no plural of anything; "MP's" are MPs.
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return form.replace('\'', "");
    }
    let bare = form.strip_suffix("'s").map(|stem| format!("{stem}s"));
    let form = bare.as_deref().unwrap_or(form);
    if let Some(stem) = form.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = form.strip_suffix("ies") {
        return format!("{stem}{}", if stem.chars().count() <= 1 { "ie" } else { "y" });
    }
    // "viruses"; but "causes", "excuses".
    if let Some(stem) = form.strip_suffix("es").filter(|stem| stem.ends_with("us"))
        && vowel_groups(stem) >= 2
        && !["ous", "aus", "cus", "bus", "fus", "mus"].iter().any(|kept| stem.ends_with(kept))
    {
        return stem.to_string();
    }
    // "Iraqis", "taxis".
    if let Some(stem) = form.strip_suffix('s').filter(|stem| stem.ends_with('i')) {
        return stem.to_string();
    }
    without_s(form)
}

/// Positive of a comparative (`ending` "r") or superlative ("st") form.
pub(super) fn from_comparative(form: &str, ending: &str) -> String {
    let Some(stem) = form.strip_suffix(ending).and_then(|stem| stem.strip_suffix('e')) else { return form.to_string() };
    if vowel_groups(stem) == 0 {
        return form.to_string();
    }
    if let Some(root) = stem.strip_suffix('i') {
        return format!("{root}y");
    }
    let letters: Vec<char> = stem.chars().collect();
    if let [.., before, a, b] = letters[..]
        && a == b
        && is_vowel(before)
        && !matches!(a, 'l' | 's' | 'f')
    {
        return letters[..letters.len() - 1].iter().collect();
    }
    let lost_e = [
        "g", "c", "s", "v", "u", "pl", "bl", "tl", "dl", "gl", "at", "it", "ut", "ot", "id", "ud", "ur", "ir", "ar", "or", "in", "im",
        "am", "af", "ak", "ok", "ik", "os", "ap", "ip", "op", "un", "on", "om", "ol", "al", "il",
    ];
    let keeps = [
        "ng", "ss", "ear", "our", "oor", "eat", "oat", "ain", "oon", "oud", "oot", "uit", "air", "aid", "ool", "eal", "eap", "eep", "oom",
        "eak", "eam", "ook", "ou", "oal", "ail", "rs", "ect",
    ];
    let restored =
        lost_e.iter().any(|e| stem.ends_with(e)) && !keeps.iter().any(|e| stem.ends_with(e)) || stem.ends_with("ang") && stem.len() > 4;
    if restored { format!("{stem}e") } else { stem.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_on_verb_stems_gets_its_own_example_right() {
        let mut lines = VERB_STEMS.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.next(), Some("ending\trestore\texample"));
        let mut seen = std::collections::BTreeSet::new();
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let [ending, restore, example] = fields[..] else { panic!("{line}") };
            assert!(["nothing", "e", "single", "short"].contains(&restore), "{line}");
            assert!(seen.insert(ending), "twice: {line}");
            let (form, verb) = example.split_once(' ').expect("an example is a form and its verb");
            assert!(form.strip_suffix("ing").is_some_and(|stem| stem.ends_with(ending.trim_start_matches('^'))), "{line}");
            assert_eq!(from_gerund(form), verb, "{line}");
        }
    }

    #[test]
    fn comparatives_and_plurals() {
        let comparative = |form| from_comparative(form, "r");
        assert_eq!(
            ["larger", "bigger", "heavier", "stronger", "deeper", "later", "closer", "safer", "fuller"].map(comparative),
            ["large", "big", "heavy", "strong", "deep", "late", "close", "safe", "full"]
        );
        assert_eq!(
            ["allies", "bases", "losses", "viruses", "houses", "launches", "taxis", "policemen", "days", "1990's"].map(singular),
            ["ally", "base", "loss", "virus", "house", "launch", "taxi", "policeman", "day", "1990s"]
        );
        assert_eq!(
            ["denies", "goes", "passes", "reaches", "uses", "moves", "says"].map(from_third_person),
            ["deny", "go", "pass", "reach", "use", "move", "say"]
        );
    }
}
