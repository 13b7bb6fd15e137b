//! Undoes the regular endings of English.

/// What a bare stem needs to become a word again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Restore {
    /// Nothing.
    Nothing,
    /// A final "e".
    E,
    /// A final "e" where the stem has one group of vowels and its last vowel stands alone.
    EIfShort,
}
use Restore::{E, EIfShort, Nothing};

/// How stems left by "-ed" and "-ing" are completed; the longest ending that fits decides.
/// Observed on the verbs of general English; what does not follow stands in `irregular-forms.tsv`.
const STEMS: &[(&str, Restore)] = &[
    ("v", E),
    ("c", E),
    ("z", E),
    ("tz", Nothing),
    ("zz", Nothing),
    ("u", E),
    ("s", E),
    ("ss", Nothing),
    ("cus", Nothing),
    ("ccus", E),
    ("nvas", Nothing),
    ("bias", Nothing),
    ("g", E),
    ("ng", Nothing),
    ("ang", E),
    ("hang", Nothing),
    ("chang", E),
    ("bang", Nothing),
    ("eng", E),
    ("ung", E),
    ("inging", E),
    ("fring", E),
    ("hing", E),
    ("ting", E),
    ("gg", Nothing),
    ("og", E),
    ("bl", E),
    ("cl", E),
    ("dl", E),
    ("fl", E),
    ("gl", E),
    ("kl", E),
    ("pl", E),
    ("tl", E),
    ("zl", E),
    ("sl", E),
    ("l", EIfShort),
    ("al", EIfShort),
    ("ul", E),
    ("aul", Nothing),
    ("oul", Nothing),
    ("il", E),
    ("oncil", E),
    ("ail", Nothing),
    ("oil", Nothing),
    ("eil", Nothing),
    ("cil", Nothing),
    ("uil", Nothing),
    ("ril", Nothing),
    ("ar", E),
    ("ear", Nothing),
    ("oar", Nothing),
    ("ir", E),
    ("air", Nothing),
    ("or", EIfShort),
    ("plor", E),
    ("stor", E),
    ("gnor", E),
    ("dor", E),
    ("ur", E),
    ("our", Nothing),
    ("vour", Nothing),
    ("rmur", Nothing),
    ("er", Nothing),
    ("fer", E),
    ("ffer", Nothing),
    ("her", E),
    ("ather", Nothing),
    ("ither", Nothing),
    ("other", Nothing),
    ("pher", Nothing),
    ("ether", Nothing),
    ("usher", Nothing),
    ("aur", Nothing),
    ("t", EIfShort),
    ("at", E),
    ("eat", Nothing),
    ("creat", E),
    ("oat", Nothing),
    ("mbat", Nothing),
    ("rmat", Nothing),
    ("weat", Nothing),
    ("ot", EIfShort),
    ("mot", E),
    ("vot", E),
    ("not", E),
    ("quot", E),
    ("oot", Nothing),
    ("et", Nothing),
    ("plet", E),
    ("delet", E),
    ("mpet", E),
    ("umpet", Nothing),
    ("it", Nothing),
    ("nvit", E),
    ("dit", Nothing),
    ("radit", E),
    ("nit", E),
    ("xcit", E),
    ("cit", E),
    ("writ", E),
    ("quit", Nothing),
    ("spit", E),
    ("ecruit", Nothing),
    ("bit", E),
    ("hibit", Nothing),
    ("habit", Nothing),
    ("orbit", Nothing),
    ("ut", E),
    ("out", Nothing),
    ("ebut", Nothing),
    ("in", E),
    ("ain", Nothing),
    ("oin", Nothing),
    ("ein", Nothing),
    ("uin", Nothing),
    ("en", Nothing),
    ("ven", E),
    ("on", EIfShort),
    ("pon", E),
    ("eapon", Nothing),
    ("oon", Nothing),
    ("an", EIfShort),
    ("ean", Nothing),
    ("oan", Nothing),
    ("un", EIfShort),
    ("m", EIfShort),
    ("nam", E),
    ("um", E),
    ("com", E),
    ("om", EIfShort),
    ("oom", Nothing),
    ("eam", Nothing),
    ("aim", Nothing),
    ("oam", Nothing),
    ("em", E),
    ("eem", Nothing),
    ("ndem", Nothing),
    ("ak", E),
    ("eak", Nothing),
    ("oak", Nothing),
    ("ik", E),
    ("ok", E),
    ("ook", Nothing),
    ("uk", E),
    ("ek", Nothing),
    ("p", EIfShort),
    ("ap", E),
    ("eap", Nothing),
    ("oap", Nothing),
    ("op", EIfShort),
    ("oop", Nothing),
    ("lop", Nothing),
    ("lp", Nothing),
    ("ip", EIfShort),
    ("ship", Nothing),
    ("uip", Nothing),
    ("ad", E),
    ("ead", Nothing),
    ("oad", Nothing),
    ("id", E),
    ("aid", Nothing),
    ("oid", Nothing),
    ("od", E),
    ("ood", Nothing),
    ("ud", E),
    ("oud", Nothing),
    ("ed", E),
    ("eed", Nothing),
    ("mbed", Nothing),
    ("rib", E),
    ("ob", E),
    ("ib", E),
    ("ub", E),
    ("i", Nothing),
    ("e", E),
    ("ee", Nothing),
    ("reath", E),
    ("loath", E),
    ("ooth", E),
    ("eeth", E),
    ("lth", Nothing),
    ("qu", E),
    ("bak", E),
    ("af", E),
    ("if", E),
    ("tr", E),
    ("cr", E),
    ("dg", E),
    ("rg", E),
    ("lg", E),
    ("past", E),
    ("wast", E),
    ("tast", E),
    ("hast", E),
];

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
    let letters: Vec<char> = stem.chars().collect();
    if let [.., before, a, b] = letters[..]
        && a == b
        && !is_vowel(a)
        && is_vowel(before)
    {
        // "stopped", but "killed", "passed"; of words with two syllables "controlled", but not "recalled".
        let earlier = letters.len() >= 4 && is_vowel(letters[letters.len() - 4]);
        let keeps = match a {
            's' | 'z' | 'f' => true,
            'l' => vowel_groups(stem) < 2 || before == 'a' && stem.ends_with("call") || stem.ends_with("install") || earlier,
            _ => false,
        };
        return if keeps { stem.to_string() } else { letters[..letters.len() - 1].iter().collect() };
    }
    let rule =
        STEMS.iter().filter(|(ending, _)| stem.ends_with(ending)).max_by_key(|(ending, _)| ending.len()).map(|(_, restore)| *restore);
    let restored = match rule {
        Some(E) => true,
        Some(EIfShort) => vowel_groups(stem) == 1 && ends_short(stem),
        Some(Nothing) => false,
        None => vowel_groups(stem) == 1 && ends_short(stem),
    };
    if restored { format!("{stem}e") } else { stem.to_string() }
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
