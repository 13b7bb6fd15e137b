//! Reads a passage with the shipped knowledge, the way an article is read, and shows what came of it.
// Each test file is a crate of its own and uses its share of these.
#![allow(dead_code)]

use std::sync::LazyLock;

use tacitus_gazetteer::Gazetteer;
use tacitus_reading::Reader;
use tacitus_record::{Actor, Article, Block, BlockKind, Claim, DateEvidence, Day, DeclaredFrom, Grounded, PublishedDate, Span, Toponym};
use tacitus_text::TextReader;

/// The reader over shipped knowledge and the made-up countries of `demo/`, in which examples and cases play.
pub static READER: LazyLock<Reader> = LazyLock::new(|| {
    let gazetteer = Gazetteer::embedded().with_user_places(include_str!("../../../../demo/places.csv")).expect("demo/places.csv loads");
    Reader::new(gazetteer, Some(include_str!("../../../../demo/actors.toml"))).expect("shipped knowledge and demo/actors.toml load")
});
static TEXT: LazyLock<TextReader> = LazyLock::new(TextReader::embedded);

/// A text to read; every line of it is a paragraph.
#[derive(Default)]
pub struct Passage {
    /// The text.
    pub text: String,
    /// Publication date.
    pub published: Option<Day>,
    /// Words of the line that is a credit line.
    pub credit: Option<String>,
    /// Outlet that the text is said to come from.
    pub from: Option<String>,
}

impl Passage {
    /// A passage without a date or credit.
    pub fn of(text: &str) -> Passage {
        Passage { text: text.to_string(), ..Passage::default() }
    }
}

/// The claims of a passage.
pub fn claims(passage: &Passage) -> Vec<Claim> {
    let article = article(passage);
    let document = TEXT.read(&article.text, &article.blocks);
    READER.read(&article, &document).claims
}

/// The place names of a passage with their uses.
pub fn toponyms(passage: &Passage) -> Vec<Grounded<Toponym>> {
    let article = article(passage);
    READER.toponyms(&article, &TEXT.read(&article.text, &article.blocks))
}

fn article(passage: &Passage) -> Article {
    let text = &passage.text;
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(span) = Span::new(text, at, at + line.trim_end().len()).filter(|s| !s.is_empty()) {
            let credit = passage.credit.as_ref().is_some_and(|words| line.contains(words));
            blocks.push(Block { span, kind: if credit { BlockKind::Credit } else { BlockKind::Paragraph } });
        }
        at += line.len();
    }
    let credit = blocks.iter().find(|b| b.kind == BlockKind::Credit).map(|b| b.span);
    let declared = passage.from.as_ref().map(|outlet| DeclaredFrom {
        outlet: Some(outlet.clone()),
        url: None,
        phrase_span: credit,
        phrase: credit.map_or_else(String::new, |s| s.slice(text).to_string()),
    });
    let published = passage.published.map(|value| PublishedDate { value, evidence: DateEvidence::User, confidence: 100 });
    Article {
        published_candidates: published.clone().into_iter().collect(),
        published,
        declared_from: declared.into_iter().collect(),
        blocks,
        ..Article::of_text("a-passage", text)
    }
}

/// Whether `text` holds `words`, whatever the case.
pub fn holds(text: &str, words: &str) -> bool {
    text.to_lowercase().contains(&words.to_lowercase())
}

/// Whether one of the actors is named by these words.
pub fn names(actors: &[&Grounded<Actor>], words: &str) -> bool {
    actors.iter().any(|a| holds(&a.value.text, words) || holds(&a.value.name, words))
}

/// Everybody who did it.
pub fn doers(claim: &Claim) -> Vec<&Grounded<Actor>> {
    claim.actor.iter().chain(&claim.more_actors).collect()
}

/// Everybody to whom it was done.
pub fn done_to(claim: &Claim) -> Vec<&Grounded<Actor>> {
    claim.target.iter().chain(&claim.more_targets).collect()
}

/// The claim in one line, for a failing test.
pub fn line(claim: &Claim) -> String {
    use std::fmt::Write;
    let mut out = format!("{} {}", claim.kind, claim.predicate);
    let join = |list: Vec<&Grounded<Actor>>| list.iter().map(|a| a.value.text.clone()).collect::<Vec<_>>().join(" + ");
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            let _ = write!(out, " {name}={value:?}");
        }
    };
    field("actor", Some(join(doers(claim))));
    field("target", Some(join(done_to(claim))));
    field("object", claim.object.as_ref().map(|o| o.value.clone()));
    field("instrument", claim.instrument.as_ref().map(|o| o.value.clone()));
    field("place", claim.place.as_ref().map(|p| p.value.text.clone()));
    field("time", claim.time.as_ref().map(|t| t.value.edtf.clone().unwrap_or_else(|| t.value.text.clone())));
    let figure = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
    field(
        "quantity",
        claim.quantity.as_ref().map(|q| format!("{}..{} {} {}", figure(q.value.lo), figure(q.value.hi), q.value.unit, q.value.bound)),
    );
    field("condition", claim.condition.as_ref().map(|c| c.value.clone()));
    field("said_by", Some(claim.said_by.iter().map(|v| v.value.actor.name.clone()).collect::<Vec<_>>().join(" > ")));
    field("hedge", Some(claim.hedges.iter().map(|h| h.value.clone()).collect::<Vec<_>>().join(", ")));
    field("likelihood", claim.likelihood.as_ref().map(|l| l.value.band.to_string()));
    let _ = write!(out, " polarity={} modality={}", claim.polarity, claim.modality);
    out
}
