//! Attribution: who is said to say what, in whole documents.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::{Grounded, Span, Voice};
use tacitus_text::{Document, Sentence, Upos};

use crate::rows::{list, text};
use crate::score::{Range, range};
use crate::shipped::{Points, Shipped, intake_article};

/// Reads each document and writes its attributions.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| predict_one(&shipped, row, Cues::VerbGroup)).collect())
}

/// One attribution: who, by which word, and the clauses said.
struct Said {
    source: Option<Span>,
    cue: Option<Span>,
    content: Vec<Span>,
    made: bool,
}

/// How much of a verb of saying a set marks as its cue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cues {
    /// The verb with its particle, as our own annotation does.
    Word,
    /// With its auxiliaries, negation and the adverbs between them ("has also said", "did not say"), as PolNeAR does, which also counts
    /// what is spoken of without a clause and leaves out what is said inside something said.
    VerbGroup,
}

/// Reads one document and writes its attributions.
pub fn predict_one(shipped: &Shipped, row: &Value, cues: Cues) -> Value {
    let body = text(row, "text");
    let published = text(row, "published").get(..10).and_then(|d| d.parse().ok());
    let article = intake_article(text(row, "id"), body, published);
    let document = shipped.engine().document(&article);
    let mut by_source: BTreeMap<(Option<Span>, Option<Span>), Said> = BTreeMap::new();
    let mut all = shipped.reader().voices(&article, &document);
    let units: Vec<Range> = list(row, "edus").iter().map(range).collect();
    if cues == Cues::VerbGroup && units.is_empty() {
        let known = |(voice, content): &(Grounded<Voice>, Span)| {
            all.iter().any(|(v, c)| v.span() == voice.span() && v.value.cue == voice.value.cue && c.overlaps(*content))
        };
        let topics = shipped.reader().topics(&article, &document);
        let more: Vec<_> = topics.into_iter().filter(|one| !known(one)).collect();
        all.extend(more);
    }
    for (voice, content) in all {
        let Some(span) = voice.span() else { continue };
        let cue = cue(&document, span, &voice.value);
        // A speaker without a name is grounded on the cue itself.
        let source = Some(span).filter(|s| cue != Some(*s)).map(|s| with_attributes(&document, s, cue));
        let cue = if cues == Cues::VerbGroup { cue.map(|c| verb_group(&document, c)) } else { cue };
        let said = Said { source, cue, content: Vec::new(), made: voice.value.made };
        by_source.entry((source, cue)).or_insert(said).content.push(content);
    }
    let points = Points::new(body);
    let mut said: Vec<Said> = by_source.into_values().collect();
    if cues == Cues::VerbGroup && units.is_empty() {
        said = outermost(said);
    }
    let all = said.into_iter().filter_map(|said| if units.is_empty() { spans(said, &points) } else { in_units(said, &points, &units) });
    json!({"id": row["id"], "text": body, "attributions": all.collect::<Vec<_>>()})
}

/// Without what is said inside something said: PolNeAR never nests its attributions (of its 2,193 in dev, none).
fn outermost(said: Vec<Said>) -> Vec<Said> {
    let holds = |outer: &Said, inner: &Said| inner.cue.is_some_and(|cue| outer.content.iter().any(|c| c.contains(cue)));
    let inner = |i: usize| (0..said.len()).any(|o| o != i && holds(&said[o], &said[i]) && !holds(&said[i], &said[o]));
    let nested: Vec<bool> = (0..said.len()).map(inner).collect();
    said.into_iter().zip(nested).filter(|(_, nested)| !nested).map(|(one, _)| one).collect()
}

/// The cue word nearest to the source in its sentence.
fn cue(document: &Document, source: Span, voice: &Voice) -> Option<Span> {
    let word = voice.cue.as_deref()?;
    let sentence: &Sentence = document.sentences.iter().find(|s| s.span.contains(source))?;
    let gap = |s: Span| if s.start() >= source.end() { s.start() - source.end() } else { source.start().saturating_sub(s.end()) };
    let nearest = (0..sentence.tokens.len()).filter(|&i| sentence.tokens[i].form == word).min_by_key(|&i| gap(sentence.tokens[i].span))?;
    // "according to": the words of a fixed expression are one cue.
    let fixed = sentence.children_by(nearest, "fixed").map(|i| sentence.tokens[i].span);
    Some(fixed.fold(sentence.tokens[nearest].span, Span::cover))
}

/// A cue with the auxiliaries, negation and adverbs that run up to it.
fn verb_group(document: &Document, cue: Span) -> Span {
    let Some(s) = document.sentences.iter().find(|s| s.span.contains(cue)) else { return cue };
    let Some(first) = (0..s.tokens.len()).find(|&i| cue.contains(s.tokens[i].span)) else { return cue };
    let in_group = |i: &usize| {
        let token = &s.tokens[*i];
        token.head == Some(first) && (token.upos == Upos::Aux || matches!(token.deprel, "advmod" | "aux" | "aux:pass"))
            || token.form.eq_ignore_ascii_case("to") && s.tokens[first].upos == Upos::Verb && token.head == Some(first)
    };
    let start = (0..first).rev().take_while(in_group).last().unwrap_or(first);
    s.tokens[start].span.cover(cue)
}

/// The source with its appositions and other attributes, as the sets mark it ("Ann Oak, a senator from Varnia,"); the record keeps the
/// name alone.
fn with_attributes(document: &Document, source: Span, cue: Option<Span>) -> Span {
    let wider = document.sentences.iter().find(|s| s.span.contains(source)).and_then(|s| {
        let inside = |i: &usize| source.contains(s.tokens[*i].span);
        let head = (0..s.tokens.len()).filter(inside).find(|&i| s.tokens[i].head.is_none_or(|h| !inside(&h)))?;
        let all: Vec<usize> = s.subtree(head).into_iter().filter(|&i| s.tokens[i].upos != Upos::Adp || i > head).collect();
        Some(s.span_of(*all.first()?, all.last()? + 1))
    });
    wider.filter(|w| w.contains(source) && cue.is_none_or(|c| !w.overlaps(c))).unwrap_or(source)
}

/// As spans of words. The content does not hold the tag.
fn spans(said: Said, points: &Points) -> Option<Value> {
    let own: Vec<Span> = [said.source, said.cue].into_iter().flatten().collect();
    let content = merged(&said.content.iter().map(|s| points.of(*s)).collect::<Vec<_>>());
    let own: Vec<Range> = own.into_iter().map(|s| points.of(s)).collect();
    let content: Vec<Range> = content.into_iter().flat_map(|c| without(c, &own)).collect();
    let list = |span: Option<Span>| span.map(|s| points.of(s)).into_iter().collect::<Vec<Range>>();
    (!content.is_empty()).then(|| json!({"source": list(said.source), "cue": list(said.cue), "content": content}))
}

/// As discourse units: the one that holds the cue, and the one that the content begins in.
fn in_units(said: Said, points: &Points, units: &[Range]) -> Option<Value> {
    let unit = |span: Span| units.iter().copied().find(|u| u.0 <= points.of(span).0 && points.of(span).0 < u.1);
    let cue = unit(said.cue?)?;
    let widest = said.content.iter().max_by_key(|s| s.len())?;
    let polarity = if said.made { "positive" } else { "negative" };
    Some(json!({"cue_edu": cue, "content_edu": unit(*widest)?, "polarity": polarity}))
}

/// Ranges in order, those that touch or overlap made one.
fn merged(ranges: &[Range]) -> Vec<Range> {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<Range> = Vec::new();
    for r in sorted {
        match out.last_mut() {
            Some(last) if r.0 <= last.1 + 1 => last.1 = last.1.max(r.1),
            _ => out.push(r),
        }
    }
    out
}

/// What is left of a range around the holes.
fn without(range: Range, holes: &[Range]) -> Vec<Range> {
    let mut rest = vec![range];
    for &(a, b) in holes {
        rest = rest.into_iter().flat_map(|(s, e)| [(s, e.min(a)), (s.max(b), e)]).filter(|(s, e)| s < e).collect();
    }
    rest.sort_unstable();
    rest.dedup();
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_is_cut_out_of_the_content() {
        assert_eq!(without((0, 20), &[(5, 8), (9, 12)]), [(0, 5), (8, 9), (12, 20)]);
        assert_eq!(without((0, 4), &[(5, 8)]), [(0, 4)]);
        assert_eq!(merged(&[(6, 9), (0, 3), (2, 5)]), [(0, 9)]);
    }

    #[test]
    fn a_cue_takes_its_auxiliaries_where_the_set_marks_them() {
        let shipped = Shipped::new().unwrap();
        let body = "The mayor of Varnholm has also said the bridge had collapsed.";
        let cue = |cues| {
            let read = predict_one(&shipped, &json!({"id": "1", "text": body}), cues);
            let range = read["attributions"][0]["cue"][0].as_array().expect("a cue").clone();
            body[range[0].as_u64().unwrap() as usize..range[1].as_u64().unwrap() as usize].to_string()
        };
        assert_eq!((cue(Cues::Word), cue(Cues::VerbGroup)), ("said".to_string(), "has also said".to_string()));
    }

    #[test]
    fn an_official_who_says_is_source_and_cue_of_what_fell() {
        let shipped = Shipped::new().unwrap();
        let body = "The mayor of Varnholm said the bridge had collapsed.";
        let read = predict_one(&shipped, &json!({"id": "1", "text": body}), Cues::Word);
        let first = &read["attributions"][0];
        let words = |key: &str| first[key][0].as_array().map(|r| &body[r[0].as_u64().unwrap() as usize..r[1].as_u64().unwrap() as usize]);
        assert_eq!((words("cue"), words("content")), (Some("said"), Some("the bridge had collapsed")), "{read}");
        assert!(words("source").unwrap().contains("mayor"));
    }
}
