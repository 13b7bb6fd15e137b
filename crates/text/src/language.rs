//! Tells the language of a text, so that what is not English is never read as if it were.
//!
//! Letters decide first (a text mostly in Cyrillic is not English), then English function words, then the trigrams of
//! the crate `whatlang` (69 languages). A pure function of the first [`LOOK`] bytes.

use tacitus_record::Block;

/// Bytes that are looked at.
const LOOK: usize = 4_000;

/// Fewer letters than this say nothing in the Latin alphabet, unless function words do.
const ENOUGH_LETTERS: usize = 40;

/// Share of function words above which a text is English. Running English has 25 to 45 %, headlines 5 to 20 %; texts in
/// other languages of the Latin alphabet stay under 4 %.
const FUNCTION_WORDS_OF_TEXT: f32 = 0.12;

/// Words that are frequent in English and rare in every other language of the Latin alphabet.
const FUNCTION_WORDS: &[&str] = &[
    "the", "and", "to", "that", "with", "for", "from", "by", "has", "have", "were", "are", "been", "their", "his", "which", "said",
    "would", "who", "after", "this", "not", "they", "but", "it", "its", "he", "she", "will", "of", "at", "as", "into", "against",
    "because", "between", "when", "where", "while", "could", "should", "had", "than", "them", "there", "these", "those", "about", "during",
    "before", "over", "under", "it's", "says", "near", "out", "our", "we", "you", "your", "my", "what", "how", "why", "more", "other",
    "some", "all",
];

/// Words that other languages have too, but hardly three of them in one text.
const SHARED_WORDS: &[&str] = &["a", "an", "in", "on"];

/// A language: `whatlang`'s code, the ISO 639-1 code, and the reason given for text left unread.
struct Language {
    long: &'static str,
    short: &'static str,
    unread: &'static str,
}

macro_rules! languages {
    ($($long:literal $short:literal),+ $(,)?) => { &[$(Language { long: $long, short: $short, unread: concat!("language: ", $short) }),+] };
}

/// ISO 639-3 to ISO 639-1 (SIL code tables; macrolanguage where the member has no code of its own).
const LANGUAGES: &[Language] = languages!(
    "afr" "af", "aka" "ak", "amh" "am", "ara" "ar", "aze" "az", "bel" "be", "ben" "bn", "bul" "bg", "cat" "ca", "ces" "cs", "cmn" "zh",
    "cym" "cy", "dan" "da", "deu" "de", "ell" "el", "eng" "en", "epo" "eo", "est" "et", "fin" "fi", "fra" "fr", "guj" "gu", "heb" "he",
    "hin" "hi", "hrv" "hr", "hun" "hu", "hye" "hy", "ind" "id", "ita" "it", "jav" "jv", "jpn" "ja", "kan" "kn", "kat" "ka", "khm" "km",
    "kor" "ko", "lat" "la", "lav" "lv", "lit" "lt", "mal" "ml", "mar" "mr", "mkd" "mk", "mya" "my", "nep" "ne", "nld" "nl", "nob" "nb",
    "ori" "or", "pan" "pa", "pes" "fa", "pol" "pl", "por" "pt", "ron" "ro", "rus" "ru", "sin" "si", "slk" "sk", "slv" "sl", "sna" "sn",
    "spa" "es", "srp" "sr", "swe" "sv", "tam" "ta", "tel" "te", "tgl" "tl", "tha" "th", "tuk" "tk", "tur" "tr", "ukr" "uk", "urd" "ur",
    "uzb" "uz", "vie" "vi", "yid" "yi", "zul" "zu",
);

/// ISO 639-1 code of the language of `text`, or `None` where there is too little of it to tell.
pub fn language(text: &str) -> Option<&'static str> {
    detect(text).map(|language| language.short)
}

/// Why each block stays unread, if it does, in the order of `blocks`. A block too short to tell has the language of the
/// whole; a whole too short to tell is read where its letters are Latin.
pub(crate) fn unread_reasons(body: &str, blocks: &[Block]) -> Vec<Option<&'static str>> {
    let mut whole = String::new();
    for block in blocks {
        if whole.len() >= LOOK {
            break;
        }
        whole.push_str(start(block.span.slice(body), LOOK - whole.len()));
        whole.push('\n');
    }
    let of_whole = detect(&whole);
    let reason = |language: &'static Language| (language.short != "en").then_some(language.unread);
    blocks.iter().map(|block| detect(block.span.slice(body)).or(of_whole).and_then(reason)).collect()
}

/// The first `length` bytes of `text` at most, on a character boundary.
fn start(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length.min(text.len()))]
}

fn detect(text: &str) -> Option<&'static Language> {
    let text = start(text, LOOK);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let latin = text.chars().filter(|&c| is_latin(c)).count();
    if letters == 0 {
        return None;
    }
    if latin * 2 < letters {
        // Whatever it is, it is not English; the smallest stretch is enough.
        return whatlang::detect(text).and_then(|info| known(info.lang().code())).filter(|language| language.short != "en");
    }
    let (words, function_words) = count_words(text);
    let share = function_words as f32 / words.max(1) as f32;
    if function_words >= 2 && share >= FUNCTION_WORDS_OF_TEXT {
        return known("eng");
    }
    if letters < ENOUGH_LETTERS {
        return None;
    }
    let info = whatlang::detect(text)?;
    let shared = SHARED_WORDS.iter().filter(|shared| text.split_whitespace().any(|word| word == **shared)).count();
    let doubtful = !info.is_reliable() || function_words > 0 && share >= FUNCTION_WORDS_OF_TEXT / 3.0 || shared > 2;
    known(info.lang().code()).filter(|language| language.short == "en" || !doubtful)
}

fn known(code: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.long == code)
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && matches!(c, 'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Number of words, and of English function words among them.
fn count_words(text: &str) -> (usize, usize) {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty());
    words.fold((0, 0), |(all, function), word| (all + 1, function + usize::from(FUNCTION_WORDS.contains(&word.to_lowercase().as_str()))))
}

#[cfg(test)]
mod tests {
    use tacitus_record::{BlockKind, Span};

    use super::*;

    fn blocks(parts: &[&str]) -> (String, Vec<Block>) {
        let mut body = String::new();
        let mut blocks = Vec::new();
        for part in parts {
            let start = body.len();
            body.push_str(part);
            blocks
                .push(Block { span: Span::new(&body, start, body.len()).expect("the part lies in the body"), kind: BlockKind::Paragraph });
            body.push_str("\n\n");
        }
        (body, blocks)
    }

    #[test]
    fn news_in_other_languages_is_not_english() {
        let samples = [
            ("ru", "Войска Ардовии обстреляли город Вельск в ночь на вторник, сообщили местные власти."),
            ("uk", "Війська обстріляли місто у ніч на вівторок, повідомила місцева влада, є поранені."),
            ("de", "Die Truppen haben die Stadt in der Nacht zum Dienstag beschossen, teilten die örtlichen Behörden mit."),
            ("fr", "Les troupes ont bombardé la ville dans la nuit de lundi à mardi, ont annoncé les autorités locales."),
            ("es", "Las tropas bombardearon la ciudad en la madrugada del martes, informaron las autoridades locales."),
            ("ar", "قصفت القوات المدينة ليلة الثلاثاء حسبما أعلنت السلطات المحلية"),
            ("he", "הכוחות הפגיזו את העיר בליל שלישי, כך מסרו הרשויות המקומיות"),
            ("tr", "Yerel yetkililer, birliklerin salı gecesi şehri bombaladığını ve yaralılar olduğunu açıkladı."),
            ("nl", "De troepen hebben de stad in de nacht van maandag op dinsdag beschoten, meldden de lokale autoriteiten."),
            ("zh", "地方当局表示，军队在周二夜间炮击了这座城市。"),
            ("fa", "مقامات محلی گفتند که نیروها شب سه‌شنبه شهر را گلوله‌باران کردند و چند نفر زخمی شدند"),
            ("pl", "Władze lokalne poinformowały, że wojska ostrzelały miasto w nocy z poniedziałku na wtorek."),
        ];
        for (code, text) in samples {
            assert_eq!(language(text), Some(code), "{text}");
        }
    }

    #[test]
    fn news_in_english_is_english_whatever_names_it_holds() {
        for text in [
            "Ardovian troops shelled the town of Velsk overnight on Tuesday, local authorities said.",
            "The governor of the Vojkovac region said that Đorđe Žarković and Łukasz Wójcik were wounded.",
            "He called it «спецоперация» (special operation), and the Ministry of Defence agreed.",
            "ARDOVIAN TROOPS SHELL VELSK AND FIVE OTHER TOWNS, SAYS THE GOVERNOR",
        ] {
            assert_eq!(language(text), Some("en"), "{text}");
        }
    }

    #[test]
    fn too_little_text_tells_nothing_unless_its_letters_do() {
        assert_eq!(language(""), None);
        assert_eq!(language("12 – 14"), None);
        assert_eq!(language("Velsk"), None);
        assert_ne!(language("Вельск"), None);
        assert_ne!(language("Вельск"), Some("en"));
    }

    #[test]
    fn a_short_block_has_the_language_of_the_whole() {
        let german = "Die Truppen haben die Stadt in der Nacht zum Dienstag beschossen, teilten die örtlichen Behörden mit.";
        let (body, parts) = blocks(&[german, "Archivbild"]);
        assert_eq!(unread_reasons(&body, &parts), [Some("language: de"), Some("language: de")]);
        let english = "Ardovian troops shelled the town of Velsk overnight on Tuesday, local authorities said.";
        let (body, parts) = blocks(&[english, "Archive photo", german, "Фото: архив"]);
        let reasons = unread_reasons(&body, &parts);
        assert_eq!(&reasons[..3], [None, None, Some("language: de")]);
        assert!(reasons[3].is_some(), "Cyrillic is never read as English");
        let (body, parts) = blocks(&["Velsk falls"]);
        assert_eq!(unread_reasons(&body, &parts), [None]);
    }
}
