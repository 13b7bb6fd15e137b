//! Writes, for `training/judges.py`, how sentences are cut and parsed and which of their words the reader might take for a time or a deed:
//! `cargo run --release -p tacitus-eval --example candidates -- FILE.jsonl > OUT.jsonl`.
//!
//! A line of FILE has a `text` and may have a day of publication (`anchor` or `published`). Each line of the output holds that line (`row`)
//! and its sentences: `forms`, byte `starts` in the text, `heads` (-1 for the root), runs of tokens `[first, last]` that look like a time
//! (`lookalikes`) and that are read as one (`times`), tokens that the encoder hears as an event and not as a saying (`heard`), those that a claim tells
//! as done or going on (`told`), what is too unsure to be told included, and those that head a clause or the sentence (`predicates`).

use std::error::Error;
use std::io::Write;

use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_gazetteer::Gazetteer;
use tacitus_reading::Reader;
use tacitus_reading::is_predicate;
use tacitus_reading::sureness::tells_as_done;
use tacitus_record::{Article, Block, BlockKind, DateEvidence, Day, PublishedDate, Span};
use tacitus_text::{Sentence, TextReader};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("give a file of JSON lines with a `text` each")?;
    let rows: Vec<Value> = std::fs::read_to_string(&file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let (text, reader) = (TextReader::embedded(), Reader::new(Gazetteer::embedded(), None)?.telling_all());
    let lines: Vec<String> = rows.par_iter().map(|row| line(&text, &reader, row)).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn line(reads: &TextReader, reader: &Reader, row: &Value) -> String {
    let text = row["text"].as_str().unwrap_or_default();
    let day = |field: &str| row[field].as_str().and_then(|day| day.get(..10)?.parse::<Day>().ok());
    let published = day("anchor").or(day("published")).map(|value| PublishedDate { value, evidence: DateEvidence::User, confidence: 100 });
    let blocks = Span::new(text, 0, text.len()).map(|span| Block { span, kind: BlockKind::Paragraph });
    let article = Article {
        published_candidates: published.clone().into_iter().collect(),
        published,
        blocks: blocks.into_iter().collect(),
        ..Article::of_text("x", text)
    };
    let document = reads.read(&article.text, &article.blocks);
    let times: Vec<Span> = reader.times(&article, &document).iter().filter_map(|time| time.span()).collect();
    let lookalikes: Vec<Span> =
        tacitus_calendar::lookalikes(text).into_iter().filter_map(|(start, end)| Span::new(text, start, end)).collect();
    let claims = reader.read(&article, &document).claims;
    let done: Vec<Span> = claims.iter().filter(|c| tells_as_done(c)).filter_map(|c| c.mention.cue).collect();
    let sentence = |s: &Sentence| {
        let within = |spans: &[Span]| -> Vec<(usize, usize)> { spans.iter().filter_map(|&span| tokens(s, span)).collect() };
        json!({
            "forms": s.tokens.iter().map(|t| t.form.as_str()).collect::<Vec<_>>(),
            "starts": s.tokens.iter().map(|t| t.span.start()).collect::<Vec<_>>(),
            "heads": s.tokens.iter().map(|t| t.head.map_or(-1, |h| h as i64)).collect::<Vec<_>>(),
            "lookalikes": within(&lookalikes),
            "times": within(&times),
            "heard": s.gists.iter().filter(|g| g.event_margin > 0.0 && g.cue_margin <= 0.0).map(|g| g.token).collect::<Vec<_>>(),
            "predicates": (0..s.tokens.len()).filter(|&t| s.tokens[t].head.is_none() || is_predicate(s, t)).collect::<Vec<_>>(),
            "told": within(&done).into_iter().map(|(first, _)| first).collect::<std::collections::BTreeSet<_>>(),
        })
    };
    json!({"row": row, "sentences": document.sentences.iter().map(sentence).collect::<Vec<_>>()}).to_string()
}

/// First and last token of a sentence that lie in a span.
fn tokens(s: &Sentence, span: Span) -> Option<(usize, usize)> {
    let inside = || (0..s.tokens.len()).filter(|&t| span.contains(s.tokens[t].span));
    Some((inside().next()?, inside().next_back()?))
}
