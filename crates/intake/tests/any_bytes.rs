//! Whatever the bytes: an article whose blocks slice its body, or an error that says where; never a panic.

use proptest::prelude::*;
use tacitus_intake::{Format, Options, Split, read_bytes};

fn check(bytes: &[u8], options: &Options) -> Result<(), TestCaseError> {
    for read in read_bytes("any", bytes, options) {
        match read {
            Ok(intake) => {
                let article = intake.article;
                prop_assert!(article.text.contains(char::is_alphanumeric));
                let mut end = 0;
                for block in &article.blocks {
                    prop_assert!(
                        block.span.start() >= end && !block.span.is_empty(),
                        "blocks are in order and apart: {:?}",
                        article.blocks
                    );
                    prop_assert!(article.text.get(block.span.start()..block.span.end()).is_some());
                    end = block.span.end();
                }
                for declared in &article.declared_from {
                    if let Some(span) = declared.phrase_span {
                        prop_assert_eq!(span.slice(&article.text), &declared.phrase);
                    }
                }
            }
            Err(error) => prop_assert!(error.to_string().starts_with("any"), "{error}"),
        }
    }
    Ok(())
}

fn every_way() -> Vec<Options> {
    let mut ways: Vec<Options> = Format::ALL.iter().map(|&format| Options { format: Some(format), ..Options::default() }).collect();
    ways.push(Options { split: Some(Split::Nexis), ..Options::default() });
    ways.push(Options { split: Some(Split::Factiva), ..Options::default() });
    ways
}

/// Pieces that the readers look for, in any order.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("<p>"),
        Just("</p>"),
        Just("<br>"),
        Just("<h1>"),
        Just("<table><tr><td>"),
        Just("<script type=\"application/ld+json\">{"),
        Just("</script>"),
        Just("{\"text\":\""),
        Just("\"}"),
        Just("\n"),
        Just("\r\n\r\n"),
        Just("\u{2028}"),
        Just("text,title\n"),
        Just("\"\","),
        Just("# "),
        Just("---\n"),
        Just("> - "),
        Just("1 of 2 DOCUMENTS\n"),
        Just("LENGTH: 4 words\n"),
        Just("BODY:"),
        Just("HD  "),
        Just("LP  "),
        Just("\nAN  Document ABCDE20240817x\n"),
        Just("By Mira Dolan\n"),
        Just("The army left the town. "),
        Just("originally published in The Arda Courier"),
        Just("(Reuters) - "),
        Just("17 August 2024"),
        Just("é"),
        Just("\u{feff}"),
        Just("\u{200b}"),
        Just("שלום "),
        Just("Title: x\n"),
        Just("\0"),
        Just("İ"),
        Just("charset=utf-16"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for options in every_way() {
            check(&bytes, &options)?;
        }
    }

    #[test]
    fn any_mixture_of_marks(bytes in pieces()) {
        for options in every_way() {
            check(&bytes, &options)?;
        }
    }

    #[test]
    fn any_text_is_kept(text in "[ -~\n\r\té\u{2014}]{0,400}") {
        prop_assume!(text.contains(char::is_alphanumeric) && !text.starts_with(['<', '{']) && !text.starts_with("%PDF"));
        let options = Options { format: Some(Format::Text), ..Options::default() };
        let read: Vec<_> = read_bytes("any", text.as_bytes(), &options).collect();
        prop_assert_eq!(read.len(), 1);
        if let Ok(intake) = &read[0] {
            prop_assert_eq!(&intake.article.text, &text);
        }
    }
}
