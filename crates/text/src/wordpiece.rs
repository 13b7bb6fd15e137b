//! Cuts single words into the pieces of BERT's uncased WordPiece vocabulary.
//!
//! Guarantees: the same pieces as Hugging Face `tokenizers` (a test compares them), at least one
//! piece for every word, at most [`MOST_WORD_PIECES`]; a word that vanishes in normalisation is `[UNK]`.
//! Does not keep offsets: a piece belongs to its word, and the word knows its bytes.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Most pieces kept of one word (addresses, long numbers): the first eight and the last four.
pub const MOST_WORD_PIECES: usize = 12;
const KEEP_LAST: usize = 4;
const LONGEST_WORD: usize = 100;

/// A vocabulary read in place: one piece a line, `##` before continuations.
pub struct WordPiece {
    starts: HashMap<&'static str, i32>,
    inner: HashMap<&'static str, i32>,
    longest: usize,
    unknown: i32,
    /// Id of `[CLS]`, which opens a sentence and stands for the root.
    pub cls: i32,
    /// Id of `[SEP]`, which closes a sentence.
    pub sep: i32,
}

impl WordPiece {
    /// Reads the lines of a `vocab.txt`.
    pub fn new(vocabulary: &'static str) -> Self {
        let mut starts = HashMap::with_capacity(26_000);
        let mut inner = HashMap::with_capacity(7_000);
        let mut longest = 0;
        for (id, line) in (0..).zip(vocabulary.lines()) {
            match line.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => inner.insert(rest, id),
                _ => starts.insert(line, id),
            };
            longest = longest.max(line.len());
        }
        let special = |name: &str| starts.get(name).copied().unwrap_or(0);
        let (unknown, cls, sep) = (special("[UNK]"), special("[CLS]"), special("[SEP]"));
        Self { starts, inner, longest, unknown, cls, sep }
    }

    /// Appends the pieces of one word: at least one, at most [`MOST_WORD_PIECES`].
    pub fn push(&self, form: &str, out: &mut Vec<i32>) {
        let begin = out.len();
        if form.bytes().all(|b| b.is_ascii_alphanumeric()) {
            if !form.is_empty() {
                self.push_part(&form.to_ascii_lowercase(), out);
            }
        } else {
            for part in parts(form) {
                self.push_part(&part, out);
            }
        }
        if out.len() == begin {
            out.push(self.unknown);
        }
        if out.len() - begin > MOST_WORD_PIECES {
            let end = out.len();
            out.drain(begin + MOST_WORD_PIECES - KEEP_LAST..end - KEEP_LAST);
        }
    }

    /// Greedy longest match from the left; a part that cannot be covered is one `[UNK]`.
    fn push_part(&self, part: &str, out: &mut Vec<i32>) {
        let begin = out.len();
        if part.chars().count() > LONGEST_WORD {
            out.push(self.unknown);
            return;
        }
        let mut at = 0;
        while at < part.len() {
            let table = if at == 0 { &self.starts } else { &self.inner };
            let mut end = part.len().min(at + self.longest);
            let found = loop {
                while !part.is_char_boundary(end) {
                    end -= 1;
                }
                if end <= at {
                    break None;
                }
                if let Some(&id) = table.get(&part[at..end]) {
                    break Some(id);
                }
                end -= 1;
            };
            let Some(id) = found else {
                out.truncate(begin);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            at = end;
        }
    }
}

/// Normalised parts of a word: runs of letters and digits, and every mark or ideograph by itself.
fn parts(form: &str) -> Vec<String> {
    let cleaned = form.chars().filter(|&c| !is_removed(c)).collect::<String>();
    let mut out = Vec::new();
    let mut now = String::new();
    let close = |now: &mut String, out: &mut Vec<String>| {
        if !now.is_empty() {
            out.push(std::mem::take(now));
        }
    };
    let plain = cleaned.nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark);
    for c in plain.flat_map(char::to_lowercase) {
        if c.is_whitespace() {
            close(&mut now, &mut out);
        } else if is_ideograph(c) || is_punctuation(c) {
            close(&mut now, &mut out);
            out.push(c.to_string());
        } else {
            now.push(c);
        }
    }
    close(&mut now, &mut out);
    out
}

fn is_removed(c: char) -> bool {
    let control = matches!(c.general_category(), GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse);
    c == '\u{fffd}' || (control && !c.is_whitespace()) || c == '\0'
}

/// Marks as BERT sees them: of Unicode, and all of ASCII that are neither letters nor digits.
pub(crate) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// The ranges BERT sets apart, letter by letter.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F
        | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tokenizers::models::wordpiece::WordPiece as Model;
    use tokenizers::normalizers::BertNormalizer;
    use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
    use tokenizers::{NormalizerWrapper, PreTokenizerWrapper, Tokenizer};

    use super::*;

    static VOCABULARY: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/reader/vocab.txt"));

    fn oracle() -> Tokenizer {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/reader/vocab.txt");
        let mut oracle = Tokenizer::new(Model::from_file(path).build().expect("the vocabulary loads"));
        oracle.with_normalizer(Some(NormalizerWrapper::from(BertNormalizer::default()))).expect("a normaliser");
        oracle.with_pre_tokenizer(Some(PreTokenizerWrapper::from(BertPreTokenizer)));
        oracle
    }

    /// What `push` should give, from the oracle's answer.
    fn expected(oracle: &Tokenizer, own: &WordPiece, form: &str) -> Vec<i32> {
        let encoding = oracle.encode(form, false).expect("the oracle encodes");
        let mut ids: Vec<i32> = encoding.get_ids().iter().map(|&i| i as i32).collect();
        if ids.is_empty() {
            ids.push(own.unknown);
        }
        if ids.len() > MOST_WORD_PIECES {
            let end = ids.len();
            ids.drain(MOST_WORD_PIECES - KEEP_LAST..end - KEEP_LAST);
        }
        ids
    }

    fn pieces(own: &WordPiece, form: &str) -> Vec<i32> {
        let mut out = Vec::new();
        own.push(form, &mut out);
        out
    }

    #[test]
    fn agrees_with_the_oracle_on_chosen_words() {
        let (own, oracle) = (WordPiece::new(VOCABULARY), oracle());
        let chosen = [
            "",
            " ",
            "The",
            "CEASEFIRE",
            "Zaporizhzhia",
            "Łódź",
            "naïve",
            "Ångström",
            "İzmir",
            "straße",
            "n't",
            "’s",
            "“",
            "”",
            "…",
            "—",
            "U.S.",
            "F-16",
            "1,500",
            "$3.5",
            "50%",
            "al-Ani",
            "Mi-8AMTSh",
            "co-operate",
            "x²",
            "北京",
            "東京abc",
            "한국어",
            "Москва",
            "Київ",
            "دمشق",
            "ירושלים",
            "ΑΘΗΝΑ",
            "ς",
            "\u{200b}",
            "a\u{200b}b",
            "\u{feff}word",
            "e\u{301}",
            "\u{301}",
            "\u{fffd}",
            "a\u{0}b",
            "tab\tbed",
            "new\nline",
            "🙂",
            "🇺🇦",
            "ﬁre",
            "㎞",
            "½",
            "№5",
            "#kyiv",
            "@user_name",
            "https://example.org/a/b?c=d&e=f",
            "[CLS]x",
            "##ing",
            "'tis",
            "antidisestablishmentarianism",
            "zzzzqqqqxxxx",
            "Nagorno-Karabakh",
            "Bağdat",
            "Đà",
            "Nẵng",
            "São",
        ];
        for form in chosen {
            assert_eq!(pieces(&own, form), expected(&oracle, &own, form), "{form:?}");
        }
        let long = "a".repeat(101);
        assert_eq!(pieces(&own, &long), [own.unknown]);
    }

    #[test]
    fn agrees_with_the_oracle_on_its_own_vocabulary() {
        let (own, oracle) = (WordPiece::new(VOCABULARY), oracle());
        let joined = VOCABULARY.lines().skip(1_000).step_by(37).zip(VOCABULARY.lines().skip(5_000).step_by(23));
        for (a, b) in joined {
            let form = format!("{}{b}", a.to_uppercase());
            assert_eq!(pieces(&own, &form), expected(&oracle, &own, &form), "{form:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn agrees_with_the_oracle_on_made_up_words(
            forms in prop::collection::vec(r"[ -~]{0,24}|[a-zA-Zà-ÿÀ-ßłđĐ\x{391}-\x{3c9}\x{410}-\x{44f}\x{5d0}-\x{5ea}\x{620}-\x{64a}\x{4e00}-\x{4e80}\x{ac00}-\x{d7a3}’“”—…]{0,16}", 20)
        ) {
            let (own, oracle) = (WordPiece::new(VOCABULARY), oracle());
            for form in &forms {
                prop_assert_eq!(pieces(&own, form), expected(&oracle, &own, form), "{:?}", form);
            }
        }

        #[test]
        fn never_empty_never_long(form in any::<String>()) {
            let own = WordPiece::new(VOCABULARY);
            let count = pieces(&own, &form).len();
            prop_assert!((1..=MOST_WORD_PIECES).contains(&count));
        }
    }
}
