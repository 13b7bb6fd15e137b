//! Reads and writes CoNLL-U.

use std::path::Path;

use anyhow::{Context, Result, bail};

/// One sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// `# sent_id`.
    pub id: Option<String>,
    /// Whether a document begins here.
    pub new_document: bool,
    /// Whether a paragraph begins here.
    pub new_paragraph: bool,
    /// Syntactic words; empty nodes are left out.
    pub words: Vec<Word>,
}

/// One syntactic word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// Number in the sentence, from 1.
    pub number: usize,
    /// As written.
    pub form: String,
    /// Universal part of speech.
    pub upos: String,
    /// Penn tag.
    pub xpos: String,
    /// Number of the head; 0 for the root; `None` where the file has none.
    pub head: Option<usize>,
    /// Relation with subtype.
    pub deprel: String,
    /// Whether a space follows in the text.
    pub space_after: bool,
    /// The multiword token that the word belongs to: its form, and the number of its first word.
    pub token: Option<(String, usize)>,
}

impl Word {
    /// The relation without subtype.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or("")
    }
}

/// The sentences of a file; with `sample`, only that many of the first.
pub fn read(path: &Path, sample: Option<usize>) -> Result<Vec<Sentence>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read the gold {}", path.display()))?;
    let mut sentences = parse(&file).with_context(|| format!("{} is no CoNLL-U", path.display()))?;
    sentences.truncate(sample.unwrap_or(usize::MAX));
    if sentences.is_empty() {
        bail!("{} has no sentences", path.display());
    }
    Ok(sentences)
}

/// The sentences of a text in CoNLL-U.
pub fn parse(file: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut now = Sentence::default();
    // Form, first and last word, and whether a space follows the multiword token at hand.
    let mut token: Option<(String, usize, usize, bool)> = None;
    for (number, line) in file.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            if !now.words.is_empty() {
                sentences.push(std::mem::take(&mut now));
            }
            token = None;
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            now.new_document |= comment.starts_with("newdoc");
            now.new_paragraph |= comment.starts_with("newpar") && !comment.starts_with("newpar_block");
            if comment.starts_with("sent_id") {
                now.id = comment.split_once('=').map(|(_, id)| id.trim().to_string());
            }
        } else {
            let c: Vec<&str> = line.split('\t').collect();
            if c.len() != 10 {
                bail!("line {}: {} columns, 10 are needed", number + 1, c.len());
            }
            let space = !c[9].split('|').any(|m| m == "SpaceAfter=No");
            if let Some((first, last)) = c[0].split_once('-') {
                token = Some((c[1].to_string(), first.parse()?, last.parse()?, space));
            } else if !c[0].contains('.') {
                now.words.push(word(&c, space, token.as_ref())?);
            }
        }
    }
    if !now.words.is_empty() {
        sentences.push(now);
    }
    Ok(sentences)
}

fn word(c: &[&str], space: bool, token: Option<&(String, usize, usize, bool)>) -> Result<Word> {
    let number: usize = c[0].parse().with_context(|| format!("`{}` is no word number", c[0]))?;
    let inside = token.filter(|(_, first, last, _)| (*first..=*last).contains(&number));
    Ok(Word {
        number,
        form: c[1].to_string(),
        upos: c[3].to_string(),
        xpos: c[4].to_string(),
        head: c[6].parse().ok(),
        deprel: c[7].to_string(),
        space_after: inside.map_or(space, |(_, _, last, space)| *space && number == *last),
        token: inside.map(|(form, first, _, _)| (form.clone(), *first)),
    })
}

/// Sentences as CoNLL-U. Multiword tokens are written before their words.
pub fn write(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for s in sentences {
        for (set, line) in [(s.new_document, "# newdoc\n"), (s.new_paragraph, "# newpar\n")] {
            if set {
                out.push_str(line);
            }
        }
        if let Some(id) = &s.id {
            out.push_str(&format!("# sent_id = {id}\n"));
        }
        for w in &s.words {
            if let Some((form, first)) = w.token.as_ref().filter(|(_, first)| *first == w.number) {
                let last =
                    s.words.iter().filter(|o| o.token.as_ref().is_some_and(|t| t.1 == *first)).map(|o| o.number).max().unwrap_or(*first);
                out.push_str(&format!("{first}-{last}\t{form}{}\n", "\t_".repeat(8)));
            }
            let head = w.head.map_or_else(|| "_".to_string(), |h| h.to_string());
            let misc = if w.space_after { "_" } else { "SpaceAfter=No" };
            out.push_str(&format!("{}\t{}\t_\t{}\t{}\t_\t{head}\t{}\t_\t{misc}\n", w.number, w.form, w.upos, w.xpos, w.deprel));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiword_tokens_come_back_as_they_were() {
        let file = "# newdoc id = d\n# sent_id = s\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tIt\tit\tPRON\tPRP\t_\t3\tnsubj\t_\t_\n\
                    2\t's\tbe\tAUX\tVBZ\t_\t3\tcop\t_\t_\n3\ton\ton\tADV\tRB\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";
        let sentences = parse(file).unwrap();
        assert_eq!(sentences[0].words[1].token, Some(("It's".to_string(), 1)));
        let spaces: Vec<bool> = sentences[0].words.iter().map(|w| w.space_after).collect();
        assert_eq!(spaces, [false, true, false, true]);
        assert_eq!(parse(&write(&sentences)).unwrap(), sentences);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert!(parse("1\tIt\n").unwrap_err().to_string().contains("line 1"));
    }
}
