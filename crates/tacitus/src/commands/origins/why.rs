//! Tells in words how two articles stand to each other: who carries how much of whose text, by which signs, which way, what speaks against it.

use std::fmt::Write as _;
use std::io::Write as _;

use clap::Args;
use tacitus_export::line::folded;
use tacitus_ledger::{ArticleRow, Found, Ledger};
use tacitus_linking::{Pair, pair};
use tacitus_record::Span;

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};

/// Passages shown.
const SHOWN: usize = 6;
/// Letters shown of a passage.
const LONGEST: usize = 160;

/// Say why two articles are, or are not, of one origin: signs, shared passages, direction, what speaks against it
#[derive(Args, Debug)]
pub struct Why {
    /// Id of an article (a-…), or enough of its start to be unique
    pub a: String,
    /// Id of another article
    pub b: String,
}

impl Why {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = global.open()?;
        let (a, b) = (article(&ledger, &self.a)?, article(&ledger, &self.b)?);
        if a.article.id == b.article.id {
            return Err(Failure::usage(format!("`{}` and `{}` are one article; give two", self.a, self.b)));
        }
        std::io::stdout().lock().write_all(told(&a, &b).as_bytes())?;
        Ok(Exit::Done)
    }
}

fn article(ledger: &Ledger, id: &str) -> Result<ArticleRow, Failure> {
    match ledger.find(id)? {
        Some(Found::Article(row)) => Ok(*row),
        Some(Found::Ambiguous(ids)) => {
            Err(Failure::usage(format!("`{id}` is the start of several ids: {}; give more of it", ids.join(", "))))
        }
        Some(_) => Err(Failure::usage(format!("`{id}` is no article; list them with `tacitus articles`"))),
        None => Err(Failure::nothing_named(id)),
    }
}

fn told(a: &ArticleRow, b: &ArticleRow) -> String {
    let pair = pair(&a.article, &b.article);
    let mut out = String::new();
    for (name, row) in [("A", a), ("B", b)] {
        let outlet = row.article.outlet.as_deref().map_or_else(|| "outlet unknown".to_string(), folded);
        let day = row.article.published.as_ref().map_or_else(|| "undated".to_string(), |p| p.value.to_string());
        let title = folded(row.article.title.as_deref().unwrap_or("no title"));
        let _ = writeln!(out, "{name} {} {outlet}, {day}: {title}", row.article.id);
    }
    let _ = match (&a.origin, &b.origin) {
        (Some(x), Some(y)) if x == y => writeln!(out, "\nThey are of one origin, {x}, and count once."),
        (Some(x), Some(y)) => writeln!(out, "\nThey are of two origins, {x} and {y}."),
        _ => writeln!(out, "\nThe ledger has no origin for one of them yet; run `tacitus read` to link it."),
    };
    if pair.is_copy() && a.origin.is_some() && b.origin.is_some() && a.origin != b.origin {
        out.push_str(
            "Alone they would count as copies; among the ledger's texts another fills more of one of them, or both have what they share from a third.\n",
        );
    }
    let percent = |share: f64| (share * 100.0).round() as u32;
    let (of_a, of_b) = pair.carried;
    let _ = writeln!(out, "B carries {} % of A's text; A carries {} % of B's.", percent(of_a), percent(of_b));
    let ((class_a, share_a), (class_b, share_b)) = pair.derived;
    let _ = writeln!(
        out,
        "By sentences, reworded or not: {} % of B in A (derived from it: {class_b}), {} % of A in B (derived from it: {class_a}).",
        percent(share_b),
        percent(share_a)
    );
    signs(&mut out, &pair);
    if pair.is_copy() {
        let (older, younger) = if pair.direction.0 { ("A", "B") } else { ("B", "A") };
        let _ = writeln!(out, "Which way: {younger} from {older}: {}", pair.direction.1);
    }
    for (number, doubt) in pair.against.iter().enumerate() {
        let _ = writeln!(out, "{} {doubt}", if number == 0 { "Against:  " } else { "          " });
    }
    passages(&mut out, "A", &a.article.text, &pair.passages.0);
    passages(&mut out, "B", &b.article.text, &pair.passages.1);
    out
}

fn signs(out: &mut String, pair: &Pair) {
    for sign in &pair.signs {
        let _ = writeln!(out, "Sign:      {sign}");
    }
    let _ = writeln!(out, "Measured:  {}", pair.comparison.in_words());
}

fn passages(out: &mut String, name: &str, text: &str, spans: &[Span]) {
    if spans.is_empty() {
        let _ = writeln!(out, "\nPassages of {name} that the other holds, word for word or in frame: none of twelve words");
        return;
    }
    let _ = writeln!(out, "\nPassages of {name} that the other holds:");
    for span in spans.iter().take(SHOWN) {
        let words = folded(span.slice(text));
        match words.char_indices().nth(LONGEST) {
            Some((at, _)) => _ = writeln!(out, "  “{}…”", &words[..at]),
            None => _ = writeln!(out, "  “{words}”"),
        }
    }
    if spans.len() > SHOWN {
        let _ = writeln!(out, "  and {} more", spans.len() - SHOWN);
    }
}
