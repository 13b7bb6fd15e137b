//! Composes splitting, encoding and lemmas into a read text.

use tacitus_record::{Block, Span};

use crate::capitals;
use crate::document::{Document, Name, Sentence, Token, Upos};
use crate::encoder::{Analysis, Encoder, NameSpan, Words};
use crate::language::unread_reasons;
use crate::lemma::lemma;
use crate::split::{SentenceSpans, split};
use crate::trace::Trace;

/// Reads bodies into documents. One reader serves many threads.
pub struct TextReader {
    encoder: Encoder,
    /// The encoder's part-of-speech labels, in its order.
    upos: Vec<Upos>,
}

/// A text in sentences and words: the document without them, and each with the number of its block.
struct Split {
    document: Document,
    found: Vec<(usize, SentenceSpans)>,
}

impl TextReader {
    /// The reader with the weights inside this binary.
    ///
    /// # Panics
    /// If the embedded files do not belong together, which a test of this crate rules out.
    pub fn embedded() -> TextReader {
        let encoder = Encoder::embedded();
        let upos = encoder.labels().upos.iter().map(|label| label.parse().unwrap_or(Upos::X)).collect();
        TextReader { encoder, upos }
    }

    /// SHA-256 of the weights, which names this reader in claims.
    pub fn hash(&self) -> &str {
        self.encoder.hash()
    }

    /// Reads the blocks of `body`. Sentences never cross a block; text between blocks is not looked at. Blocks in other
    /// languages than English are listed as unread and yield no sentences.
    pub fn read(&self, body: &str, blocks: &[Block]) -> Document {
        self.read_all(&[(body, blocks)]).pop().unwrap_or_default()
    }

    /// Reads several texts, each as [`TextReader::read`] would alone, in their order. Together they fill the encoder's batches better: a
    /// quarter of its time is saved on articles of some 35 sentences.
    pub fn read_all(&self, texts: &[(&str, &[Block])]) -> Vec<Document> {
        let split: Vec<Split> = texts.iter().map(|(body, blocks)| self.split(body, blocks)).collect();
        let body = |n: usize| split[n].document.recased.as_deref().unwrap_or(texts[n].0);
        let sentences: Vec<Words> =
            (0..split.len()).flat_map(|n| split[n].found.iter().map(move |(_, spans)| words(body(n), spans))).collect();
        let mut analyses = self.encoder.analyse(&sentences).into_iter();
        let mut read: Vec<Vec<Sentence>> = Vec::with_capacity(split.len());
        for (n, Split { found, .. }) in split.iter().enumerate() {
            let sentence = |((number, spans), mut analysis): (&(usize, SentenceSpans), Analysis)| Sentence {
                span: spans.span,
                block: texts[n].1[*number].kind,
                block_number: *number,
                tokens: self.tokens(body(n), &spans.words, &analysis),
                names: analysis.names.iter().map(name).collect(),
                domain: analysis.domain.iter().map(name).collect(),
                gists: std::mem::take(&mut analysis.gists),
                trace: Trace::new(std::mem::take(&mut analysis.vectors), std::mem::take(&mut analysis.head), self.encoder.judges()),
            };
            read.push(found.iter().zip(analyses.by_ref()).map(sentence).collect());
        }
        split.into_iter().zip(read).map(|(Split { document, .. }, sentences)| Document { sentences, ..document }).collect()
    }

    /// The sentences and words of a text, before the encoder has seen them.
    fn split(&self, body: &str, blocks: &[Block]) -> Split {
        let mut document = Document::default();
        let mut found: Vec<(usize, SentenceSpans)> = Vec::new();
        for (number, reason) in unread_reasons(body, blocks).into_iter().enumerate() {
            match reason {
                Some(reason) => document.unread.push((blocks[number].span, reason)),
                None => found.extend(split(body, blocks[number].span).into_iter().map(|sentence| (number, sentence))),
            }
        }
        document.recased = self.recased(body, blocks, &found);
        Split { document, found }
    }

    /// The body with its blocks in capitals set as in running print; `None` where it has no such block.
    fn recased(&self, body: &str, blocks: &[Block], found: &[(usize, SentenceSpans)]) -> Option<String> {
        let whole = capitals::is_in_capitals(body);
        let shouted: Vec<bool> = blocks.iter().map(|b| whole || capitals::is_in_capitals(b.span.slice(body))).collect();
        let sentences: Vec<&SentenceSpans> = found.iter().filter(|(number, _)| shouted[*number]).map(|(_, spans)| spans).collect();
        if sentences.is_empty() {
            return None;
        }
        let labels = self.encoder.labels();
        let forms: Vec<Words> = sentences.iter().map(|spans| words(body, spans)).collect();
        let guesses: Vec<Vec<String>> = forms.iter().map(|words| capitals::guess(&words.forms)).collect();
        let guessed: Vec<Words> = guesses.iter().map(|g| Words { forms: g.iter().map(String::as_str).collect() }).collect();
        let mut text = body.to_string();
        for (((spans, words), guess), analysis) in sentences.iter().zip(&forms).zip(&guesses).zip(self.encoder.analyse(&guessed)) {
            let upos: Vec<Upos> = analysis.upos.iter().map(|&label| self.upos[usize::from(label)]).collect();
            let xpos: Vec<&str> = analysis.xpos.iter().map(|&label| labels.xpos[usize::from(label)]).collect();
            let written = capitals::settle(&words.forms, guess, &upos, &xpos, &analysis);
            for (span, form) in spans.words.iter().zip(written) {
                text.replace_range(span.start()..span.end(), &form);
            }
        }
        Some(text)
    }

    fn tokens(&self, body: &str, words: &[Span], analysis: &Analysis) -> Vec<Token> {
        let labels = self.encoder.labels();
        let token = |(i, &span): (usize, &Span)| {
            let form = span.slice(body);
            let xpos = labels.xpos[usize::from(analysis.xpos[i])];
            Token {
                span,
                form: form.to_string(),
                lemma: lemma(form, xpos),
                upos: self.upos[usize::from(analysis.upos[i])],
                xpos,
                head: usize::from(analysis.head[i]).checked_sub(1),
                deprel: labels.deprel[usize::from(analysis.deprel[i])],
                head_margin: analysis.head_margin[i],
                factuality: analysis.factuality[i],
            }
        };
        words.iter().enumerate().map(token).collect()
    }
}

fn words<'a>(body: &'a str, spans: &SentenceSpans) -> Words<'a> {
    Words { forms: spans.words.iter().map(|span| span.slice(body)).collect() }
}

fn name(span: &NameSpan) -> Name {
    Name { start: span.start, end: span.end, label: span.label }
}
