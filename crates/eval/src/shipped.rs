//! The engine as it ships: embedded weights, index and knowledge, no project files.

use anyhow::{Result, anyhow};
use tacitus::{Engine, Project};
use tacitus_intake::{Format, Options, read_bytes};
use tacitus_reading::Reader;
use tacitus_record::{Article, Block, BlockKind, CodePoints, DateEvidence, Day, PublishedDate, Reading, Span};
use tacitus_text::Document;

/// The shipped engine.
pub struct Shipped {
    engine: Engine,
}

/// An article with all that the engine reads in it.
pub struct Read {
    /// The article.
    pub article: Article,
    /// Its sentences.
    pub document: Document,
    /// Its claims.
    pub reading: Reading,
}

impl Shipped {
    /// Loads the engine.
    pub fn new() -> Result<Shipped> {
        Shipped::with_actors(None)
    }

    /// The engine with a user's `actors.toml` on top.
    pub fn with_actors(actors: Option<String>) -> Result<Shipped> {
        let project = Project { actors, ..Project::default() };
        let engine = Engine::new(&project).map_err(|e| anyhow!("the engine does not load: {e}"))?;
        Ok(Shipped { engine })
    }

    /// The engine itself.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The reader, for more than claims.
    pub fn reader(&self) -> &Reader {
        self.engine.reader()
    }

    /// Reads one article.
    pub fn read(&self, article: Article) -> Read {
        let document = self.engine.document(&article);
        let reading = self.engine.reader().read(&article, &document);
        Read { article, document, reading }
    }
}

/// A text as an article of one paragraph a line, its body character for character the text. For single sentences and for texts whose
/// blocks the gold gives.
pub fn lines_article(id: &str, text: &str, published: Option<Day>) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(text, start, start + line.trim_end_matches('\n').len());
        blocks.extend(span.filter(|s| !s.slice(text).trim().is_empty()).map(|span| Block { span, kind: BlockKind::Paragraph }));
        start += line.len();
    }
    let published = published.map(|value| PublishedDate { value, evidence: DateEvidence::User, confidence: 100 });
    Article { published_candidates: published.clone().into_iter().collect(), published, blocks, ..Article::of_text(id, text) }
}

/// A text as intake makes an article of a plain text file; its id is the gold's. Where intake finds no article in it, one paragraph a line.
pub fn intake_article(id: &str, text: &str, published: Option<Day>) -> Article {
    let options = Options { published, format: Some(Format::Text), ..Options::default() };
    let read = read_bytes(&format!("{id}.txt"), text.as_bytes(), &options).flatten().map(|i| i.article).find(|a| a.text == text);
    match read {
        Some(article) => Article { id: id.to_string(), ..article },
        None => lines_article(id, text, published),
    }
}

/// Translates spans of one body into `[start, end]` in code points.
pub struct Points<'a> {
    body: &'a str,
    points: CodePoints,
}

impl<'a> Points<'a> {
    /// For that body.
    pub fn new(body: &'a str) -> Points<'a> {
        Points { body, points: CodePoints::new(body) }
    }

    /// Start and end of a span.
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.points.of(self.body, span.start()), self.points.of(self.body, span.end()))
    }

    /// The byte span of code points, where they lie in the body.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        Span::new(self.body, self.points.byte(self.body, start)?, self.points.byte(self.body, end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let body = "Łubno fell";
        let points = Points::new(body);
        let span = points.span(6, 10).unwrap();
        assert_eq!(span.slice(body), "fell");
        assert_eq!(points.of(span), (6, 10));
        assert!(points.span(6, 11).is_none());
    }

    #[test]
    fn an_empty_line_is_no_block() {
        let article = lines_article("x", "One.\n\nTwo.", None);
        let blocks: Vec<&str> = article.blocks.iter().map(|b| b.span.slice(&article.text)).collect();
        assert_eq!(blocks, ["One.", "Two."]);
    }
}
