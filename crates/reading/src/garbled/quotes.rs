//! Wording inside quotation marks: one quotation in two wordings, and slips that a paraphrase leaves.
//!
//! Words in quotation marks are somebody's own, so that two wordings cannot both be. What was meant is never guessed.

use tacitus_record::{Span, SuspectBasis, SuspectSeverity};
use tacitus_text::{Token, Upos};

use super::{Doubt, Page};
use crate::quotation::quotations;

/// Shorter quotations are alike by chance.
const LEAST_WORDS: usize = 6;
/// Share of the shorter quotation's words that must stand in the other, in the same order.
const LEAST_ALIKE: f64 = 0.65;
/// The longer may have so many times the words of the shorter.
const MOST_LONGER: f64 = 1.4;

/// Two quotations in different words that can only be one.
pub fn told_twice(page: &Page) -> Vec<Doubt> {
    let all: Vec<(Span, Vec<String>)> = quotations(page.article)
        .into_iter()
        .map(|span| (span, words(span.slice(page.body()))))
        .filter(|(_, words)| words.len() >= LEAST_WORDS)
        .collect();
    let mut found = Vec::new();
    for (n, (a, first)) in all.iter().enumerate() {
        for (b, second) in &all[n + 1..] {
            let (short, long) = (first.len().min(second.len()), first.len().max(second.len()));
            if long as f64 > short as f64 * MOST_LONGER {
                continue;
            }
            let shared = in_order(first, second);
            // "the sixth patrol", "the seventh patrol", "Varnians", "Kestrians": parallels, not rewordings.
            if [(a, second), (b, first)].into_iter().any(|(span, other)| names_more(page, *span, other)) {
                continue;
            }
            // All of the shorter in the longer: one is cut.
            if shared < short && shared as f64 >= short as f64 * LEAST_ALIKE {
                let reason = format!("the quotation stands in other words elsewhere: {} and {}", page.quoted(*a), page.quoted(*b));
                let basis = SuspectBasis::Internal;
                found.push(Doubt { spans: vec![*a, *b], reason, basis, severity: SuspectSeverity::Wording });
            }
        }
    }
    found
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a quotation has a name or number that the other's words lack.
fn names_more(page: &Page, span: Span, other: &[String]) -> bool {
    let tokens = page.scenes.iter().flat_map(|s| &s.sentence.tokens).filter(|t| span.contains(t.span));
    let telling = tokens.filter(|t| {
        let ordinal = page.knowledge.lexicon.numbers.get(&t.form.to_lowercase()).is_some() || matches!(t.xpos, "CD" | "NNP" | "NNPS");
        ordinal || t.upos == Upos::Num || t.form.ends_with("th") && t.upos == Upos::Adj
    });
    telling.into_iter().any(|t| !words(&t.form).iter().all(|w| other.contains(w)))
}

/// Length of the longest common subsequence.
fn in_order(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { corner + 1 } else { above.max(row[j]) };
            corner = above;
        }
    }
    row[b.len()]
}

/// "a attack", "the the", "these soldier" between quotation marks.
pub fn slips(page: &Page) -> Vec<Doubt> {
    let inside = quotations(page.article);
    if inside.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for scene in &page.scenes {
        let tokens = &scene.sentence.tokens;
        for i in 0..tokens.len().saturating_sub(1) {
            let span = tokens[i].span.cover(tokens[i + 1].span);
            let Some(quotation) = inside.iter().find(|q| q.contains(span)) else { continue };
            let apart = tokens[i].span.end() < tokens[i + 1].span.start();
            let reason =
                apart.then(|| article(page, tokens, i).or_else(|| doubled(page, tokens, i)).or_else(|| number(page, tokens, i))).flatten();
            if let Some(reason) = reason {
                let reason = format!("{reason} in the quotation {}", page.quoted(*quotation));
                found.push(Doubt { spans: vec![span], reason, basis: SuspectBasis::Wording, severity: SuspectSeverity::Wording });
            }
        }
    }
    found
}

/// "a attack", "an strike", by spelling and the words whose spelling misleads. Abbreviations and names are spoken as they like.
fn article(page: &Page, tokens: &[Token], i: usize) -> Option<String> {
    let word = tokens[i + 1].form.as_str();
    let lower = word.to_lowercase();
    let plain = word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 2;
    let (vowel, words) = (lower.starts_with(['a', 'e', 'i', 'o', 'u']), page.words());
    if !plain || tokens[i].upos != Upos::Det || words.begins_with_sign(&lower, "either sound") {
        return None;
    }
    let wrong = match tokens[i].form.to_lowercase().as_str() {
        "a" => vowel && !words.begins_with_sign(&lower, "consonant sound"),
        "an" => !vowel && !words.begins_with_sign(&lower, "vowel sound"),
        _ => false,
    };
    wrong.then(|| format!("“{} {word}” is no English", tokens[i].form))
}

fn doubled(page: &Page, tokens: &[Token], i: usize) -> Option<String> {
    let word = tokens[i].form.to_lowercase();
    let plain =
        word.chars().all(char::is_alphabetic) && tokens[i + 1].form.chars().all(char::is_lowercase) && tokens[i].upos != Upos::Propn;
    let same = plain && word == tokens[i + 1].form.to_lowercase() && !page.words().has_sign(&word, "may double");
    same.then(|| format!("“{word}” stands twice"))
}

/// "these soldier", "every soldiers", with nothing between the two and no noun behind them that the determiner may go with.
fn number(page: &Page, tokens: &[Token], i: usize) -> Option<String> {
    let determiner = tokens[i].form.to_lowercase();
    let noun = &tokens[i + 1];
    let regular = noun.lemma.to_lowercase() != noun.form.to_lowercase();
    let last =
        tokens.get(i + 2).is_none_or(|t| matches!(t.upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Adp) && !t.form.starts_with('-'));
    let of_it = noun.head != Some(i) && tokens[i].head == Some(i + 1) && tokens[i].upos != Upos::Pron;
    let wrong = page.words().has_sign(&determiner, "many")
        && noun.xpos == "NN"
        && !regular
        && noun.upos == Upos::Noun
        && !noun.form.ends_with('s')
        && !page.words().has_sign(&noun.form.to_lowercase(), "invariable")
        || page.words().has_sign(&determiner, "one") && noun.xpos == "NNS" && regular;
    (wrong && last && of_it).then(|| format!("“{} {}” do not go together", tokens[i].form, noun.form))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn one_quotation_in_two_wordings_is_doubted() {
        let text = "\"We will never leave our homes to those who burned the market,\" the mayor said.\n\
                    The mayor said: \"We will never leave our houses to those who torched the market.\"";
        doubted("2024-08-20", text, "torched", "other words");
    }

    #[test]
    fn a_shortened_quotation_is_sound() {
        let text = "\"We will never leave our homes to those who burned the market,\" the mayor said.\n\
                    The mayor said: \"We will never leave our homes to those who burned\" it.";
        sound("2024-08-20", text);
    }

    #[test]
    fn slips_inside_quotation_marks_are_doubted_and_outside_left() {
        doubted("2024-08-20", "\"It was a attack on all of us,\" he said.", "a attack", "no English");
        doubted("2024-08-20", "\"It was the the worst of all,\" he said.", "the the", "twice");
        sound("2024-08-20", "\"It was an hour before a union man came, and we had had enough,\" he said.");
        sound("2024-08-20", "It was a attack on all of us.");
    }
}
