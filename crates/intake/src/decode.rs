//! Turns bytes into text: byte-order mark, declared charset, then a guess; says so when characters were lost.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

/// Text and what was noted on the way.
pub(crate) struct Decoded {
    pub text: String,
    pub warnings: Vec<String>,
}

/// How far into a page a `charset` declaration counts; the HTML standard asks for the first 1024 bytes, pages are laxer.
const DECLARATION_WINDOW: usize = 4096;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:charset\s*=|<\?xml[^>]{0,80}encoding\s*=)\s*["']?([a-z0-9_:-]{2,40})"#).expect("a fixed pattern")
});

/// Decodes a whole source. A byte-order mark is no part of the text; everything else is kept.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (choose(bytes), 0),
    };
    let bytes = &bytes[skip..];
    let mut warnings = Vec::new();
    let text = if encoding == UTF_8 {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(error) if error.error_len().is_none() => {
                warnings.push("it ends in the middle of a character and may be cut short".to_string());
                String::from_utf8_lossy(bytes).into_owned()
            }
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        }
    } else {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    };
    let lost = text.matches('\u{FFFD}').count();
    if lost > 0 {
        let characters = if lost == 1 { "1 character".to_string() } else { format!("{lost} characters") };
        warnings.push(format!("{characters} could not be decoded as {} and shown as \u{FFFD}", encoding.name()));
    }
    // UTF-8 read as windows-1252 and stored as UTF-8 again shows its quotation marks and accents as these pairs.
    let twice: usize = ["â€™", "â€œ", "â€“", "Ã©", "Ã¼"].iter().map(|pair| text.matches(pair).count()).sum();
    if twice > 2 {
        warnings.push(format!("{twice} places look like text decoded twice (\u{201c}â€™\u{201d}); get the original if you can"));
    }
    Decoded { text, warnings }
}

fn choose(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok_and(|_| !bytes.contains(&0)) {
        return UTF_8;
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return encoding;
    }
    let declared = DECLARED
        .captures(&bytes[..bytes.len().min(DECLARATION_WINDOW)])
        .and_then(|c| Encoding::for_label(&c[1]))
        // A page that could be searched for its declaration is not UTF-16.
        .filter(|&e| e != UTF_16LE && e != UTF_16BE);
    match declared {
        Some(encoding) if encoding != UTF_8 => return encoding,
        _ => {}
    }
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: Latin letters leave a zero in every second byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs >= 4 && odd * 10 >= pairs * 4 && even * 20 <= pairs {
        return Some(UTF_16LE);
    }
    (pairs >= 4 && even * 10 >= pairs * 4 && odd * 20 <= pairs).then_some(UTF_16BE)
}

/// Whether well-formed sequences beyond ASCII far outnumber broken ones: UTF-8 with damage, not another charset.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // A single cut character at the very end is damage too, with or without others.
    let only_cut = bad == 1 && std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none());
    only_cut || good >= 10 * bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_declarations_and_guesses() {
        assert_eq!(decode("\u{FEFF}Vestra".as_bytes()).text, "Vestra");
        let utf16: Vec<u8> = "Čeplin fell".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).text, "Čeplin fell");
        assert_eq!(decode(b"<meta charset=iso-8859-2><p>\xc8eplin").text, "<meta charset=iso-8859-2><p>Čeplin");
        let latin = b"The caf\xe9 at the march\xe9 near the ch\xe2teau was shelled, the pr\xe9fet said.";
        assert_eq!(decode(latin).text, "The café at the marché near the château was shelled, the préfet said.");
    }

    #[test]
    fn lost_characters_are_counted() {
        let mut bytes = "Übergang über die Brücke wäre schön für später, möglich für alle Kräfte".as_bytes().to_vec();
        bytes.push(0xff);
        bytes.extend_from_slice(b" here");
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("Übergang"));
        assert!(decoded.warnings[0].contains("1 character could not be decoded as UTF-8"), "{:?}", decoded.warnings);
    }

    #[test]
    fn a_cut_file_says_so() {
        let bytes = "The caf\u{e9}".as_bytes();
        let decoded = decode(&bytes[..bytes.len() - 1]);
        assert!(decoded.warnings[0].contains("cut short"));
    }
}
