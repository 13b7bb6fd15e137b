//! Trees: given the gold's tokens, or raw text.

use anyhow::Result;
use rayon::prelude::*;
use tacitus_record::{Block, BlockKind, Span};
use tacitus_text::{Document, Encoder, Words};

use crate::conllu::{Sentence, Word};
use crate::shipped::{Shipped, lines_article};

/// Sentences read at a time: about one article.
const BATCH: usize = 30;

/// The gold's words with the encoder's tags and trees.
pub fn given_tokens(gold: &[Sentence]) -> Vec<Sentence> {
    let encoder = Encoder::embedded();
    gold.par_chunks(BATCH).flat_map_iter(|batch| tagged(&encoder, batch)).collect()
}

fn tagged(encoder: &Encoder, batch: &[Sentence]) -> Vec<Sentence> {
    let words: Vec<Words> = batch.iter().map(|s| Words { forms: s.words.iter().map(|w| w.form.as_str()).collect() }).collect();
    let labels = encoder.labels();
    let mut read = Vec::with_capacity(batch.len());
    for (sentence, analysis) in batch.iter().zip(encoder.analyse(&words)) {
        let mut own = sentence.clone();
        for (i, word) in own.words.iter_mut().enumerate() {
            // The encoder counts words from 1, as CoNLL-U does; numbers of the file have no gaps once empty nodes are out.
            word.head = Some(usize::from(analysis.head[i]));
            word.upos = labels.upos[usize::from(analysis.upos[i])].to_string();
            word.xpos = labels.xpos[usize::from(analysis.xpos[i])].to_string();
            word.deprel = labels.deprel[usize::from(analysis.deprel[i])].to_string();
        }
        read.push(own);
    }
    read
}

/// Documents rebuilt as raw text, read with our own splitting.
pub fn given_nothing(gold: &[Sentence]) -> Result<Vec<Sentence>> {
    let shipped = Shipped::new()?;
    let texts = raw_texts(gold);
    Ok(texts.par_iter().enumerate().flat_map_iter(|(number, text)| from_raw(&shipped, number, text)).collect())
}

fn from_raw(shipped: &Shipped, number: usize, text: &str) -> Vec<Sentence> {
    let mut article = lines_article("raw", text, None);
    article.blocks = paragraphs(text);
    let document = shipped.engine().document(&article);
    sentences(number, text, &document)
}

/// The text of each document: forms and spaces as the gold has them, a blank line before each paragraph.
fn raw_texts(gold: &[Sentence]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for sentence in gold {
        if sentence.new_document || texts.is_empty() {
            texts.push(String::new());
        }
        let Some(text) = texts.last_mut() else { continue };
        if sentence.new_paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        for word in &sentence.words {
            match &word.token {
                Some((form, first)) if *first == word.number => text.push_str(form),
                Some(_) => {}
                None => text.push_str(&word.form),
            }
            if word.space_after {
                text.push(' ');
            }
        }
    }
    texts
}

fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        blocks.extend(Span::new(text, start, start + part.trim_end().len()).filter(|s| !s.is_empty()));
        start += part.len() + 2;
    }
    blocks.into_iter().map(|span| Block { span, kind: BlockKind::Paragraph }).collect()
}

fn sentences(number: usize, text: &str, document: &Document) -> Vec<Sentence> {
    let mut read = Vec::new();
    for (n, s) in document.sentences.iter().enumerate() {
        let words = s.tokens.iter().enumerate().map(|(i, t)| Word {
            number: i + 1,
            form: t.form.clone(),
            upos: t.upos.as_str().to_string(),
            xpos: t.xpos.to_string(),
            head: Some(t.head.map_or(0, |h| h + 1)),
            deprel: t.deprel.to_string(),
            space_after: text[t.span.end()..].starts_with(char::is_whitespace),
            token: None,
        });
        let new_paragraph = n == 0 || document.sentences[n - 1].block_number != s.block_number;
        read.push(Sentence { id: Some(format!("{number}-{n}")), new_document: n == 0, new_paragraph, words: words.collect() });
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::parse;

    #[test]
    fn raw_text_has_multiword_tokens_once_and_paragraphs_apart() {
        let row = |n: &str, form: &str, misc: &str| format!("{n}\t{form}\t_\tX\t_\t_\t0\troot\t_\t{misc}\n");
        let file = format!(
            "# newdoc id = a\n# newpar\n{}{}{}{}\n# newpar\n{}\n# newdoc id = b\n{}\n",
            row("1-2", "Don't", "_"),
            row("1", "Do", "_"),
            row("2", "n't", "_"),
            row("3", "go", "SpaceAfter=No"),
            row("1", "Stay", "_"),
            row("1", "Else", "_"),
        );
        let texts = raw_texts(&parse(&file).unwrap());
        assert_eq!(texts, ["Don't go\n\nStay ", "Else "]);
        assert_eq!(paragraphs(&texts[0]).iter().map(|b| b.span.slice(&texts[0])).collect::<Vec<_>>(), ["Don't go", "Stay"]);
    }
}
