//! Cuts the small samples that lie in `eval/data` from the whole sets, so that anyone can make them again.
//!
//! Only sets whose licence lets their text be passed on; `eval/data/README.md` has the notices.

use std::path::Path;

use anyhow::{Context, Result};

/// Sentences of a treebank sample; whole documents, so a few more.
const SENTENCES: usize = 150;

/// A file and how much of it is kept.
const FILES: &[(&str, Cut)] = &[
    ("parse/ewt-test.conllu", Cut::Documents(SENTENCES)),
    ("parse/gum-test.conllu", Cut::Documents(SENTENCES)),
    ("names/uner_ewt-test.jsonl", Cut::Records(SENTENCES)),
    ("factuality/uds_ih2-dev.jsonl", Cut::Records(300)),
    ("dates/recognizers_model.jsonl", Cut::Records(200)),
    ("dates/duckling_en.jsonl", Cut::Records(200)),
    ("events/petr_unit.jsonl", Cut::Records(100)),
];

/// How a sample is cut.
#[derive(Clone, Copy)]
enum Cut {
    /// Whole documents until there are that many sentences.
    Documents(usize),
    /// That many of the first records.
    Records(usize),
}

/// Writes every sample to the same path under `out`.
pub fn cut(data: &Path, out: &Path) -> Result<bool> {
    for &(file, how) in FILES {
        let source = data.join(file);
        let text = std::fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let kept = match how {
            Cut::Documents(sentences) => documents(&text, sentences),
            Cut::Records(records) => text.lines().take(records).map(|line| format!("{line}\n")).collect(),
        };
        let target = out.join(file);
        let folder = target.parent().unwrap_or(out);
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        std::fs::write(&target, kept).with_context(|| format!("cannot write {}", target.display()))?;
        println!("{}", target.display());
    }
    Ok(true)
}

/// Whole documents from the start of a CoNLL-U file, until at least that many sentences are there.
fn documents(text: &str, sentences: usize) -> String {
    let mut kept = String::new();
    for (seen, sentence) in text.split_inclusive("\n\n").enumerate() {
        if seen >= sentences && sentence.lines().any(|l| l.starts_with("# newdoc")) {
            break;
        }
        kept.push_str(sentence);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_never_cut() {
        let text = "# newdoc\n1\ta\n\n1\tb\n\n# newdoc\n1\tc\n\n1\td\n\n# newdoc\n1\te\n\n";
        assert_eq!(documents(text, 1), "# newdoc\n1\ta\n\n1\tb\n\n");
        assert_eq!(documents(text, 3).matches("newdoc").count(), 2);
    }
}
