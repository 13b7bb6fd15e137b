//! One article: its text with the words of every claim marked, a card for each claim beside them, and what it was copied from.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_ledger::{ArticleRow, OriginRow, wire};
use tacitus_record::{Article, BlockKind, Claim, CopyKind, Span};

use crate::ask::Ask;
use crate::pages::frame::{Here, Page, count, instant};
use crate::pages::incident::percent;
use crate::parts::claim_line::{Sign, precise};
use crate::parts::corrections;
use crate::parts::difference::{Stretch, difference};
use crate::parts::quote::{cut, outlet};
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

/// Characters of the text that the link to the original points at.
const FRAGMENT: usize = 60;
/// Words shown around what differs from the original.
const AROUND: usize = 12;

/// A claim of the article with its number on the page.
struct Told {
    number: usize,
    id: String,
    claim: Claim,
    credibility: u8,
    is_disputed: bool,
    origins: u32,
}

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let row = row(view, ask)?;
    let article = &row.article;
    let title = article.title.as_deref().map_or_else(|| "Untitled".to_string(), line::folded);
    let told = told(here, &article.id)?;
    let origin = row.origin.as_deref().map(|o| view.ledger.origin(o)).transpose()?.flatten();
    let content = html! {
        article.reader {
            header.lead {
                p.kicker { (outlet(article.outlet.as_deref())) " · " (article.published.as_ref().map_or("undated".to_string(), |p| p.value.to_string())) }
                h1 dir="auto" { (title) }
                @if !article.authors.is_empty() { p.by { "By " (article.authors.join(", ")) } }
                (copy_status(here, &row, origin.as_ref()))
                (about(&row, &told))
                (corrections::told(here, &view.ledger.corrections_about(&article.id)?))
            }
            (text(here, &row, &told, origin.as_ref()))
            (corrections::of_article(here, &article.id, origin.as_ref().map(|o| o.origin.root.as_str()).filter(|root| *root != article.id)))
            @if let Some(root) = original_of(here, &row, origin.as_ref())? { (word_by_word(here, &row, &root)) }
            (made_of(&row))
        }
    };
    let json = here.to(&format!("/api/v1/articles/{}", article.id));
    Ok(Page { title: &title, menu: "/articles", also: vec![("application/json", "JSON", json)] }.around(here, content))
}

fn row(view: &View<'_>, ask: &Ask) -> Result<ArticleRow, Problem> {
    let id = ask.part("id");
    view.ledger.article(id)?.ok_or_else(|| Problem::missing(format!("no article has the id `{}`", crate::ask::short(id))))
}

/// The article as JSON.
pub fn json(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(Reply::json(&wire::v1::article(&row(view, ask)?)))
}

fn told(here: Here<'_>, article: &str) -> Result<Vec<Told>, Problem> {
    let mut all = Vec::new();
    for (number, (id, claim)) in (1..).zip(here.view.ledger.mentions_in(article)?) {
        let standing = here.view.catalogue.standing(&id);
        let (credibility, is_disputed, origins) = standing.unwrap_or((6, false, 0));
        all.push(Told { number, id, claim, credibility, is_disputed, origins });
    }
    Ok(all)
}

fn copy_status(here: Here<'_>, row: &ArticleRow, origin: Option<&OriginRow>) -> Markup {
    let Some((origin, kind)) = origin.zip(row.copy_kind) else { return html! {} };
    let copies = origin.origin.members.len() - 1;
    let member = origin.origin.members.iter().find(|m| m.article == row.article.id);
    let root = origin.origin.members.iter().zip(&origin.members).find(|(m, _)| m.article == origin.origin.root).map(|(_, shown)| shown);
    html! {
        div.copy {
            @if kind == CopyKind::Original && copies == 0 {
                p { b { "Original." } " No copy of it and nothing it copies was read." }
            } @else if kind == CopyKind::Original {
                p { b { "Taken for the original" } " of " (count(copies, "copy", "copies")) ", which count nothing:" }
                ul.copies { @for (m, shown) in origin.origin.members.iter().zip(&origin.members).filter(|(m, _)| m.article != row.article.id) {
                    li { a href=(here.to(&format!("/articles/{}", m.article))) { (outlet(shown.outlet.as_deref())) } ", " (shown.published.map_or("undated".to_string(), |d| d.to_string())) ": " (m.kind) ", " (percent(m.measure)) " shared" }
                } }
            } @else {
                p {
                    b { "A copy (" (kind) ")" } " of "
                    a href=(here.to(&format!("/articles/{}", origin.origin.root))) { (outlet(root.and_then(|r| r.outlet.as_deref()))) ", " (root.and_then(|r| r.published).map_or("undated".to_string(), |d| d.to_string())) }
                    @if let Some(member) = member { ": " (percent(member.measure)) " of it is shared. It counts nothing beside the original." }
                }
                @if let Some(member) = member { p.reason { (member.reason) } p.quiet { "What it does not share with the original has a line at its left." } }
            }
        }
    }
}

fn about(row: &ArticleRow, told: &[Told]) -> Markup {
    let article = &row.article;
    let covered = told.iter().map(|t| t.claim.mention.sentence).collect::<std::collections::BTreeSet<_>>().len();
    html! {
        p.note {
            (count(told.len(), "claim", "claims")) " in " (covered) " of " (count(row.sentences as usize, "sentence", "sentences")) "; the rest stands unmarked: nothing was read from it."
            @if row.ungrounded > 0 { " " (count(row.ungrounded as usize, "value was", "values were")) " dropped because no words ground them." }
        }
        @if let Some(url) = article.url.as_deref().or(article.canonical_url.as_deref()).filter(|u| u.starts_with("https://") || u.starts_with("http://")) {
            @let start = cut(&line::folded(&article.text), FRAGMENT);
            p { a rel="noreferrer noopener external" href=(format!("{url}#:~:text={}", crate::ask::escaped(start.trim_end_matches(" …")))) { "The original at " (host(url)) } " " span.quiet { "leads off this machine" } }
        }
        @if !row.notes.is_empty() {
            details.notes open {
                summary { (count(row.notes.len(), "reservation", "reservations")) }
                ul { @for note in &row.notes { li { b { (note.code) } " " (note.hint) @if let Some(span) = note.span { " " q dir="auto" { (cut(&line::folded(span.slice(&article.text)), 120)) } } } } }
            }
        }
    }
}

fn host(url: &str) -> &str {
    url.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or(url)
}

/// The text, paragraph by paragraph, each with the cards of the claims that begin in it.
fn text(here: Here<'_>, row: &ArticleRow, told: &[Told], origin: Option<&OriginRow>) -> Markup {
    let article = &row.article;
    let whole = Span::new(&article.text, 0, article.text.len());
    let mut blocks: Vec<(Span, BlockKind)> = article.blocks.iter().map(|b| (b.span, b.kind)).collect();
    if blocks.is_empty() {
        blocks.extend(whole.map(|span| (span, BlockKind::Paragraph)));
    }
    let shared: Option<&[Span]> = origin
        .filter(|_| row.copy_kind.is_some_and(|k| k != CopyKind::Original))
        .and_then(|o| o.origin.members.iter().find(|m| m.article == article.id))
        .map(|m| m.shared_spans.as_slice());
    html! {
        div.text lang=(article.lang) {
            @for (number, (span, kind)) in blocks.iter().enumerate() {
                @let until = blocks.get(number + 1).map_or(article.text.len(), |(next, _)| next.start());
                @let own: Vec<&Told> = told.iter().filter(|t| (span.start()..until.max(span.end())).contains(&t.claim.mention.span.start())).collect();
                @let is_own_words = shared.is_some_and(|s| !s.iter().any(|s| s.overlaps(*span)));
                div.block {
                    div.words.heading[matches!(kind, BlockKind::Heading | BlockKind::Title)].credit[*kind == BlockKind::Credit].added[is_own_words] dir="auto" {
                        p { (marked(&article.text, *span, told, &row.notes)) }
                    }
                    div.cards { @for t in own { (card(here, t)) } }
                }
            }
        }
    }
}

/// A stretch of text cut where claims begin and end, so that no two marks overlap. Numbers lead to the cards.
fn marked(text: &str, block: Span, told: &[Told], notes: &[tacitus_ledger::NoteRow]) -> Markup {
    let inside: Vec<&Told> = told.iter().filter(|t| t.claim.mention.span.overlaps(block)).collect();
    let unread: Vec<Span> = notes.iter().filter_map(|n| n.span).filter(|s| s.overlaps(block)).collect();
    let cues: Vec<Span> = inside.iter().filter_map(|t| t.claim.mention.cue).collect();
    let suspects: Vec<Span> = inside.iter().flat_map(|t| t.claim.suspect.iter().map(|s| s.span)).collect();
    let mut cuts: Vec<usize> = vec![block.start(), block.end()];
    for span in inside
        .iter()
        .map(|t| t.claim.mention.span)
        .chain(unread.iter().copied())
        .chain(cues.iter().copied())
        .chain(suspects.iter().copied())
    {
        cuts.extend([span.start(), span.end()].iter().filter(|at| (block.start()..block.end()).contains(at)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut ends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for t in &inside {
        ends.entry(t.claim.mention.span.end().min(block.end())).or_default().push(t.number);
    }
    html! {
        @for pair in cuts.windows(2) {
            @if let Some(span) = Span::new(text, pair[0], pair[1]) {
                @let words = span.slice(text);
                @let is_claimed = inside.iter().any(|t| t.claim.mention.span.contains(span));
                @let is_disputed = inside.iter().any(|t| t.is_disputed && t.claim.mention.span.contains(span));
                @let is_cue = cues.iter().any(|c| c.contains(span));
                @if suspects.iter().any(|s| s.contains(span)) { mark.suspect title="looks garbled in this copy" { (words) } }
                @else if is_claimed { mark.odd[is_disputed].cue[is_cue] { (words) } }
                @else if unread.iter().any(|u| u.contains(span)) { span.unread title="not read, see the reservations" { (words) } }
                @else { (words) }
                @for number in ends.get(&pair[1]).into_iter().flatten() { sup.key { a href=(format!("#k{number}")) aria-label=(format!("claim {number}")) { (number) } } }
            }
        }
    }
}

fn card(here: Here<'_>, told: &Told) -> Markup {
    let claim = &told.claim;
    html! {
        // Two names: the number of the mark, and the claim's own id for links from elsewhere.
        section.card id=(format!("k{}", told.number)) {
            span id=(told.id) {}
            p.said { span.number { (told.number) } (Sign::of(told.credibility, told.is_disputed).draw()) a href=(here.to(&format!("/claims/{}", told.id))) { (tacitus_export::sentence::sentence(claim)) } }
            p.frame {
                @if let Some(place) = &claim.place { span.where { (precise(&line::place(&place.value))) } }
                @if let Some(time) = &claim.time { span.when { @if time.value.is_resolved() && !time.is_implied() { span.quiet { "“" (line::folded(&time.value.text)) "” → " } } (precise(&line::time(&time.value))) } }
                @if let Some(quantity) = &claim.quantity { span.many { (line::quantity(&quantity.value)) } }
                span.mode.marked[claim.modality != tacitus_record::Modality::Actual] { (claim.modality) }
            }
            p.standing { span { (line::certainty(claim, &line::Standing::default())) } span { (count(told.origins as usize, "origin", "origins")) } @if told.is_disputed { strong.odd { "disputed" } } }
            @for suspect in &claim.suspect { p.reason { b { "Looks garbled: " } (suspect.reason) } }
        }
    }
}

/// The original that this article is a copy of.
fn original_of(here: Here<'_>, row: &ArticleRow, origin: Option<&OriginRow>) -> Result<Option<ArticleRow>, Problem> {
    let is_copy = row.copy_kind.is_some_and(|kind| kind != CopyKind::Original);
    let root = origin.filter(|_| is_copy).map(|o| o.origin.root.as_str()).filter(|root| *root != row.article.id);
    Ok(root.map(|root| here.view.ledger.article(root)).transpose()?.flatten())
}

/// How a copy differs from its original.
fn word_by_word(here: Here<'_>, row: &ArticleRow, root: &ArticleRow) -> Markup {
    let (original, copy) = (told_text(&root.article), told_text(&row.article));
    let found = difference(&original, &copy);
    let words = |wanted: fn(&Stretch<'_>) -> Option<usize>| found.iter().flatten().filter_map(wanted).sum::<usize>();
    let same = words(|s| if let Stretch::Same(w) = s { Some(w.len()) } else { None });
    let dropped = words(|s| if let Stretch::Dropped(w) = s { Some(w.len()) } else { None });
    let added = words(|s| if let Stretch::Added(w) = s { Some(w.len()) } else { None });
    html! {
        section.difference aria-labelledby="difference" {
            h2 #difference { "Word by word against the original" }
            @match &found {
                None => p.note { "Both texts are too long, and too different, to be compared word by word." },
                Some(_) if dropped + added == 0 => p.note { "Word for word the same." },
                Some(stretches) => {
                    p.note {
                        (count(same, "word", "words")) " the same, " del { (count(dropped, "word", "words")) } " only in "
                        a href=(here.to(&format!("/articles/{}", root.article.id))) { "the original" } ", " ins { (count(added, "word", "words")) } " only here."
                    }
                    p.words dir="auto" lang=(row.article.lang) {
                        @for stretch in stretches {
                            @match stretch {
                                Stretch::Same(words) => (kept(words)),
                                Stretch::Dropped(words) => del { (words.join(" ")) },
                                Stretch::Added(words) => ins { (words.join(" ")) },
                            }
                            " "
                        }
                    }
                }
            }
        }
    }
}

/// Title, headings and paragraphs: every copy has credits of its own.
fn told_text(article: &Article) -> String {
    if article.blocks.is_empty() {
        return article.text.clone();
    }
    let told = article.blocks.iter().filter(|b| b.kind != BlockKind::Credit).map(|b| b.span.slice(&article.text));
    told.collect::<Vec<_>>().join("\n")
}

/// Words that are the same, a long stretch folded to its ends.
fn kept(words: &[&str]) -> Markup {
    let between = words.len().saturating_sub(2 * AROUND);
    html! {
        @if between < AROUND { (words.join(" ")) }
        @else { (words[..AROUND].join(" ")) " " span.quiet { "[" (between) " words the same]" } " " (words[words.len() - AROUND..].join(" ")) }
    }
}

/// Where it came from, and by what it was read.
fn made_of(row: &ArticleRow) -> Markup {
    let article = &row.article;
    html! {
        section.made aria-labelledby="made" {
            h2 #made { "About this copy" }
            dl.facts {
                dt { "Id" } dd { code { (article.id) } }
                @if let Some(agency) = &article.agency_credit { dt { "Agency credited" } dd { (agency) } }
                @for from in &article.declared_from { dt { "Says of itself" } dd { "“" (line::folded(&from.phrase)) "”" } }
                dt { "Published" } dd {
                    @if article.published_candidates.is_empty() { "no date found: relative days stay words" }
                    @for (at, date) in article.published_candidates.iter().enumerate() { @if at > 0 { br; span.quiet { "not taken: " } } (date.value) " " span.quiet { "by " (date.evidence) ", " (date.confidence) " %" } }
                }
                dt { "First known here" } dd { (instant(&row.known_at)) ", revision " (row.revision) }
                dt { "Language" } dd { (article.lang) }
                @if let Some(licence) = &article.licence { dt { "Licence" } dd { (licence) } }
                dt { "Hash of the body" } dd { code { (article.text_sha256) } }
                dt { "Reader" } dd { code { (row.reader) } }
            }
        }
    }
}
