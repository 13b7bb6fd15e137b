//! One self-contained page: no script, no load from anywhere; light and dark; prints to A4 with page numbers.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use tacitus_map::{Projection, ground, round};

use super::{articles_and_origins, half_open, previous};
use crate::compose::period_in_words;
use crate::model::{Block, Count, Note, Part, Report, Section, Sentence, Spot};
use crate::sections::columns;

/// How the report is made, for its last lines.
pub(crate) const METHOD: [&str; 8] = [
    "Every sentence rests on the words in its notes; a note gives article, place of the words (code points), and the start of their SHA-256, so that anyone can check them.",
    "An origin is a text that is no copy of another. Articles that carry one text count once. “Independent origins” are texts not copied from each other that do not rest on one informant.",
    "What one origin reports is told as that origin's report; nothing here is called confirmed. What sources differ on stands side by side, without a verdict.",
    "Hedges, bounds and conditions are those of the source. Numbers stand with those who gave them; they are never added up.",
    "Threats, plans, denials and blame are words and stand apart from deeds. Outlook holds only what others expect.",
    "Types of incidents are those of PLOVER: ASSAULT is violence, COERCE force and repression short of it (arrests, curfews, seizures), MOBILIZE shows or moves of forces, PROTEST demonstrations and strikes, RETREAT yielding, withdrawals and releases, SANCTION the breaking or worsening of relations.",
    "Marks: new (first told in this period), continuing (told before), corroborated (now by more independent origins), disputed (sources differ), threat (what became of one), withdrawn (its outlet took it back).",
    "Days of the week in the sources were turned into dates by their days of publication. Nothing published after the last day of the period is used.",
];

const STYLE: &str = include_str!("report.css");

/// The page.
pub(crate) fn page(report: &Report) -> String {
    let head = &report.head;
    // The running head of every printed page; quotation marks would end the string of the style sheet.
    let running: String =
        format!("{} · revision {} · {}", head.title, head.revision, head.reviewed_by).replace(['"', '\\', '<', '\n'], " ");
    let marking = head.marking.replace(['"', '\\', '<', '\n'], " ");
    let boxes = format!("@page {{ @top-left {{ content: \"{running}\"; }} @bottom-left {{ content: \"{marking}\"; }} }}");
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (head.title) }
                style { (PreEscaped(STYLE)) (PreEscaped(boxes)) }
            }
            body { main { (article(report)) } }
        }
    }
    .into_string()
}

/// The report's content, without the page around it.
pub(crate) fn article(report: &Report) -> Markup {
    let head = &report.head;
    html! {
        div.report {
            header {
                @if !head.marking.is_empty() { p.marking { (head.marking) } }
                h1 { (head.title) }
                dl {
                    div { dt { "Articles published" } dd { (period_in_words(head)) @if !head.narrowed_to.is_empty() { "; only " (head.narrowed_to.join(", ")) } } }
                    div { dt { "Period" } dd { (half_open(head)) } }
                    div { dt { "Handling" } dd { @if head.marking.is_empty() { "none set" } @else { (head.marking) } } }
                    div { dt { "Previous report" } dd { (previous(head)) } }
                    div { dt { "Data cut-off" } dd { "articles published by " (head.to) @if let Some(day) = head.known_at.get(..16) { ", read by " (day.replace('T', " ")) " UTC" } "; ledger revision " (head.revision) } }
                    div { dt { "Read" } dd { (articles_and_origins(head)) "; languages: " (head.languages.join(", ")) } }
                    div { dt { "Compared with" } dd { (head.compared_with) } }
                    div { dt { "Made by" } dd { (head.made_by) } }
                    div { dt { "Review" } dd { (head.reviewed_by) } }
                }
            }
            @for section in &report.sections { (self::section(section)) }
            section.notes aria-labelledby="notes" {
                h2 #notes { "Notes" }
                ol { @for note in &report.notes { (self::note(note)) } }
            }
            section.method aria-labelledby="method" {
                h2 #method { "How this report is made" }
                ul { @for line in METHOD { li { (line) } } }
            }
        }
    }
}

fn section(section: &Section) -> Markup {
    html! {
        section.points[section.part == Part::KeyPoints] {
            h2 { (section.heading) }
            @if let Some(remark) = &section.remark { p.remark { (remark) } }
            @if !section.counts.is_empty() {
                div.wide { table {
                    thead { tr { @for (at, head) in Count::COLUMNS.iter().enumerate() { th.number[at > 0] { (head) } } } }
                    tbody { @for count in &section.counts {
                        tr { @for (at, cell) in count.cells().iter().enumerate() { @if at == 0 { th scope="row" { (cell) } } @else { td.number { (cell) @if at == 1 { (references(&count.notes)) } } } } }
                    } }
                } }
            }
            @if !section.figures.is_empty() {
                div.wide { table {
                    thead { tr { @for (at, head) in columns(section.part).iter().enumerate() { th.number[at == 4] { (head) } } } }
                    tbody { @for f in &section.figures {
                        tr { th scope="row" { (f.of) } td { (f.counted) } td { (f.value) } td { (f.claimant) (references(&f.notes)) } td.number { (f.origins) } }
                    } }
                } }
            }
            @for block in &section.blocks { (self::block(block)) }
            @if !section.places.is_empty() { (map(&section.places)) }
        }
    }
}

/// Size of the map on paper.
const MAP: (f64, f64) = (640.0, 300.0);

/// Who is said to hold what, on a map: what the period tells is filled, what was told before is hollow. The words beside it say the same.
fn map(places: &[Spot]) -> Markup {
    let points: Vec<(f64, f64, f64)> = places.iter().map(|p| (p.lon, p.lat, 20.0)).collect();
    let view = Projection::around(&points, MAP.0, MAP.1);
    html! {
        figure.control.alone[places.len() == 1] {
            svg.chart viewBox=(format!("0 0 {} {}", view.wide, view.high)) role="img" aria-label="Map of the places that somebody is said to hold; the list below it says the same" {
                (ground(&view))
                @for place in places {
                    @let (x, y) = view.put(place.lon, place.lat);
                    circle.spot.solid[place.is_of_period].odd[place.is_disputed] cx=(round(x)) cy=(round(y)) r="5" {}
                    text.name x=(round(x + 9.0)) y=(round(y + 4.0)) { (place.place) }
                }
            }
            figcaption {
                "Places that somebody is said to hold; no assessment. Filled: told in this period. Hollow: last told before. Red: disputed. "
                @for (at, place) in places.iter().enumerate() { @if at > 0 { "; " } (place.place) ": " (place.holders.join(" or ")) @if place.is_disputed { " (disputed)" } @if !place.is_of_period { " (before)" } }
                "."
            }
        }
    }
}

fn block(block: &Block) -> Markup {
    html! {
        @if let Some(heading) = &block.heading { h3 { (heading) } }
        @if block.listed {
            ul { @for s in &block.sentences { li { (sentence(s)) } } }
        } @else {
            p { @for (at, s) in block.sentences.iter().enumerate() { @if at > 0 { " " } (sentence(s)) } }
        }
    }
}

fn sentence(s: &Sentence) -> Markup {
    html! {
        @if let Some(tag) = &s.tag { span.tag { (tag) } " " }
        (s.text) (references(&s.notes))
    }
}

fn references(notes: &[usize]) -> Markup {
    html! { @if !notes.is_empty() { sup { @for (at, n) in notes.iter().enumerate() { @if at > 0 { "\u{202f}" } a href={ "#n" (n) } { (n) } } } } }
}

fn note(note: &Note) -> Markup {
    html! {
        li id={ "n" (note.number) } value=(note.number) {
            b { (note.outlet) } @if !note.title.is_empty() { ", " cite { (note.title) } } ", " (note.published) ". "
            q { (crate::prose::shortened(&note.quote)) } " "
            @if let Some(url) = &note.url { @if url.starts_with("https://") || url.starts_with("http://") { a href=(url) rel="noreferrer" { (url) } " " } @else { (url) " " } }
            @if !note.also_carried_by.is_empty() { "Also carried by " (note.also_carried_by.join(", ")) ": not counted. " }
            @if !note.authors.is_empty() { "By " (note.authors.join(", ")) ". " }
            "Origin " (note.origin) ". "
            code { (note.article) " " (note.start) "–" (note.end) " sha256:" (note.hash) }
        }
    }
}
