//! Gives the dictionary form of a word from its form and Penn Treebank tag.
//!
//! A table of irregular forms (`lexicons/irregular-forms.tsv`) goes before rules of spelling. Lemmas follow UD English:
//! "n't" is "not", "them" is "they", "these" is "this", possessive "'s" stays; proper nouns and adjectives of nationality
//! keep their capital. Without the tag nothing can be told apart, so a wrong tag gives a wrong lemma.

mod spelling;

use std::collections::BTreeMap;
use std::sync::LazyLock;

const IRREGULAR: &str = include_str!("../../../lexicons/irregular-forms.tsv");

/// Lemma by form and tag.
static TABLE: LazyLock<BTreeMap<(&str, &str), &str>> = LazyLock::new(|| {
    let rows = IRREGULAR.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|line| {
        let mut fields = line.split('\t');
        Some(((fields.next()?, fields.next()?), fields.next()?))
    })
    .collect()
});

/// Prefixes that irregular verbs take ("overthrew", "rebuilt").
const VERB_PREFIXES: [&str; 10] = ["under", "over", "fore", "with", "out", "mis", "pre", "un", "re", "up"];

/// The dictionary form of `form` as tagged `xpos` (Penn Treebank); lower case but for proper nouns, acronyms and
/// adjectives of nationality.
pub fn lemma(form: &str, xpos: &str) -> String {
    let clean = straight(form);
    let cased = if is_proper(xpos) { clean.clone() } else { settle_case(&clean, xpos) };
    let lower = clean.to_lowercase();
    let table = |form: &str, xpos: &str| TABLE.get(&(form, xpos)).map(|lemma| lemma.to_string());
    if let Some(found) = table(&clean, xpos).or_else(|| table(&lower, xpos)) {
        return found;
    }
    let lemma = match xpos {
        "NNS" => cased_like(&cased, spelling::singular(&lower)),
        "NNPS" => cased_like(&clean, spelling::singular(&lower)),
        "VBZ" => spelling::from_third_person(&lower),
        "VBG" => spelling::from_gerund(&lower),
        "VBD" | "VBN" => {
            // "A truck laden with explosives blew up": the tagger may take one past form for the other.
            let other = if xpos == "VBD" { "VBN" } else { "VBD" };
            let irregular =
                irregular_with_prefix(&lower, xpos).or_else(|| table(&lower, other)).or_else(|| irregular_with_prefix(&lower, other));
            irregular.unwrap_or_else(|| spelling::from_past(&lower))
        }
        "JJR" | "RBR" => spelling::from_comparative(&lower, "r"),
        "JJS" | "RBS" => spelling::from_comparative(&lower, "st"),
        "CD" => cased.replace(',', ""),
        _ => cased,
    };
    // A stray "s" that was tagged as a plural is nothing but its ending.
    if lemma.is_empty() { form.to_string() } else { lemma }
}

/// Tags whose words keep the case they are written in.
fn is_proper(xpos: &str) -> bool {
    matches!(xpos, "NNP" | "NNPS" | "ADD" | "FW" | "LS")
}

/// The form with straight apostrophes and quotation marks and without invisible characters.
fn straight(form: &str) -> String {
    let kept = form.chars().filter(|&c| !crate::split::is_ignorable(c));
    kept.map(|c| match c {
        '’' | '‘' | '´' | 'ʼ' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        c => c,
    })
    .collect()
}

/// Lower-cases a common word, but of nouns, adjectives and numbers leaves acronyms ("TV", "CO2") and inner capitals ("pro-Russian") as they are.
fn settle_case(form: &str, xpos: &str) -> String {
    if !matches!(xpos, "NN" | "NNS" | "JJ" | "CD" | "SYM") {
        return form.to_lowercase();
    }
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    let first_upper = letters.next().is_some_and(char::is_uppercase);
    let (upper, lower) = letters.fold((0, 0), |(upper, lower), c| if c.is_uppercase() { (upper + 1, lower) } else { (upper, lower + 1) });
    let acronym = first_upper
        && (upper > 0 || form.len() > 1 && form.ends_with(|c: char| c.is_ascii_digit()))
        && lower <= 1
        && form.chars().count() <= 5;
    let inner = upper > 0 && lower > upper && (!first_upper || form.contains('-'));
    if acronym || inner { form.to_string() } else { form.to_lowercase() }
}

/// Gives `lemma` the capitals that `cased` has at its start.
fn cased_like(cased: &str, lemma: String) -> String {
    let kept: String = cased
        .chars()
        .zip(lemma.chars())
        .take_while(|(written, lower)| written.to_lowercase().eq([*lower]))
        .map(|(written, _)| written)
        .collect();
    let rest = &lemma[kept.to_lowercase().len().min(lemma.len())..];
    format!("{kept}{rest}")
}

/// The lemma of an irregular verb with a prefix, where the verb alone is listed.
fn irregular_with_prefix(lower: &str, xpos: &str) -> Option<String> {
    VERB_PREFIXES.iter().find_map(|prefix| {
        let verb = lower.strip_prefix(prefix)?.trim_start_matches('-');
        if verb.len() < 3 {
            return None;
        }
        let base = TABLE.get(&(verb, xpos))?;
        Some(format!("{}{base}", &lower[..lower.len() - verb.len()]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_forms_have_three_columns_known_tags_and_no_doubles() {
        let header = IRREGULAR.lines().find(|line| !line.starts_with('#'));
        assert_eq!(header, Some("form\txpos\tlemma"));
        let mut seen = std::collections::BTreeSet::new();
        for line in IRREGULAR.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 3, "{line}");
            assert!(fields.iter().all(|field| !field.is_empty() && field.trim() == *field), "{line}");
            assert!(seen.insert((fields[0], fields[1])), "twice: {line}");
        }
    }

    #[test]
    fn verbs_of_reporting_on_a_conflict() {
        let cases = "struck VBD strike|shelled VBD shell|seized VBD seize|killing VBG kill|withdrew VBD withdraw|overran VBD overrun|\
            retook VBD retake|controlled VBN control|targeting VBG target|bombed VBD bomb|launched VBD launch|besieged VBN besiege|\
            denies VBZ deny|carries VBZ carry|clashed VBD clash|fled VBD flee|said VBD say|dying VBG die|evacuated VBN evacuate|\
            displaced VBN displace|hit VBD hit|destroyed VBN destroy|deployed VBN deploy|occupied VBN occupy|firing VBG fire|\
            advancing VBG advance|repelled VBD repel|intercepted VBD intercept|downed VBD down|engaged VBD engage|used VBD use|\
            condemned VBD condemn|planned VBD plan|forced VBN force|storming VBG storm|freed VBN free|arrested VBN arrest|rebuilt VBD rebuild";
        for case in cases.split('|') {
            let [form, xpos, expected] = case.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{case}") };
            assert_eq!(lemma(form, xpos), expected, "{case}");
        }
    }

    #[test]
    fn nouns_and_names() {
        assert_eq!(lemma("Militias", "NNS"), "militia");
        assert_eq!(lemma("bodies", "NNS"), "body");
        assert_eq!(lemma("servicemen", "NNS"), "serviceman");
        assert_eq!(lemma("casualties", "NNS"), "casualty");
        assert_eq!(lemma("crises", "NNS"), "crisis");
        assert_eq!(lemma("APCs", "NNS"), "APC");
        assert_eq!(lemma("Russians", "NNPS"), "Russian");
        assert_eq!(lemma("Kyiv", "NNP"), "Kyiv");
        assert_eq!(lemma("pro-Russian", "JJ"), "pro-Russian");
        assert_eq!(lemma("Russian", "JJ"), "Russian");
        assert_eq!(lemma("Heavy", "JJ"), "heavy");
        assert_eq!(lemma("deadliest", "JJS"), "deadly");
        assert_eq!(lemma("n’t", "RB"), "not");
        assert_eq!(lemma("30,000", "CD"), "30000");
    }

    /// Tags are guesses: a stray letter may be called a plural, a comma a number.
    #[test]
    fn no_form_loses_all_its_letters() {
        let letters = ["s", "e", "d", "i", "n", "g", "r", "t", "'", "’", ",", "1", "\u{200b}", "é"];
        let forms = (1..=4usize)
            .flat_map(|n| (0..letters.len().pow(n as u32)).map(move |k| (n, k)))
            .map(|(n, k)| (0..n).map(|place| letters[k / letters.len().pow(place as u32) % letters.len()]).collect::<String>());
        for form in forms {
            for xpos in ["NN", "NNS", "NNP", "NNPS", "VB", "VBZ", "VBG", "VBD", "VBN", "JJ", "JJR", "JJS", "RBR", "RBS", "CD", "POS"] {
                assert!(!lemma(&form, xpos).is_empty(), "{form:?} {xpos}");
            }
        }
    }
}
