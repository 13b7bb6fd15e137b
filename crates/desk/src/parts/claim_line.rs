//! The line of a claim, with the grammar of `export::line` and its parts set apart for the eye. Certainty is in words first; the sign
//! beside them repeats it in a shape.

use maud::{Markup, html};
use tacitus_export::line::{self, Standing};
use tacitus_export::sentence::sentence;
use tacitus_ledger::{ClaimRow, IncidentRow};
use tacitus_record::{Claim, Modality, Place, Polarity};

/// How sure, as a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Two or more origins and informants agree.
    Full,
    /// One origin, plainly.
    Half,
    /// Hedged, doubtful, or only spoken of.
    Hollow,
    /// Others differ.
    Split,
}

impl Sign {
    /// The sign of a credibility (1 to 6).
    pub fn of(credibility: u8, is_disputed: bool) -> Sign {
        match (credibility, is_disputed) {
            (_, true) => Sign::Split,
            (1, false) => Sign::Full,
            (2, false) => Sign::Half,
            _ => Sign::Hollow,
        }
    }

    /// What it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Sign::Full => "two or more origins agree",
            Sign::Half => "one origin, plainly",
            Sign::Hollow => "hedged or doubtful",
            Sign::Split => "sources differ",
        }
    }

    /// Draws it. Words beside it say the same, so that it is hidden from screen readers.
    pub fn draw(self) -> Markup {
        html! {
            svg.sign viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" {
                @match self {
                    Sign::Full => circle.ink cx="8" cy="8" r="6.5" {},
                    Sign::Half => { path.ink d="M8 1.5a6.5 6.5 0 0 1 0 13z" {} circle.line cx="8" cy="8" r="6" {} },
                    Sign::Hollow => circle.line.dashed cx="8" cy="8" r="6" {},
                    Sign::Split => { path.odd d="M2 8a6 6 0 0 1 12 0z" {} path.line.odd d="M2.6 10.2a6 6 0 0 0 10.8 0z" {} },
                }
            }
        }
    }
}

/// Where, when and how much, each in its own element; `elsewhere` is the place that other claims of the incident name.
fn frame(claim: &Claim, elsewhere: Option<&Place>) -> Markup {
    let implied = |is: bool| html! { @if is { span.quiet { " (implied)" } } };
    html! {
        @if let Some(place) = &claim.place {
            span.where { (precise(&line::place(&place.value))) (implied(place.is_of_scene())) }
        } @else if let Some(place) = elsewhere {
            span.where { (precise(&line::place(place))) span.quiet { " (by other claims)" } }
        }
        @if let Some(time) = &claim.time {
            span.when { (precise(&line::time(&time.value))) (implied(time.is_of_scene())) }
        }
        @if let Some(quantity) = claim.quantity.as_ref().filter(|q| q.value.lo.is_some() || q.value.hi.is_some() || q.value.value.is_some()) {
            span.many { (line::quantity(&quantity.value)) }
        }
    }
}

/// `NAME (precision)`, the precision quieter.
pub fn precise(text: &str) -> Markup {
    match text.rsplit_once(" (") {
        Some((name, precision)) => html! { (name) " " span.precision { (precision.trim_end_matches(')')) } },
        None => html! { (text) },
    }
}

fn modality(claim: &Claim) -> Markup {
    let is_plain = matches!(claim.modality, Modality::Actual);
    html! {
        span.mode.marked[!is_plain] { (claim.modality) }
        @if claim.polarity == Polarity::Neg { span.mode.marked { "denied" } }
    }
}

/// The line: what is said, large and linked where `address` is given, and how it stands, small.
fn claim_line(claim: &Claim, elsewhere: Option<&Place>, standing: &Standing, credibility: u8, address: Option<&str>) -> Markup {
    let is_disputed = !standing.disputed.is_empty();
    let sign = Sign::of(credibility, is_disputed);
    html! {
        div.line {
            p.said {
                (sign.draw())
                @match address { Some(address) => a href=(address) { (sentence(claim)) }, None => span { (sentence(claim)) } }
            }
            p.frame { (frame(claim, elsewhere)) (modality(claim)) }
            p.standing {
                span { (line::certainty(claim, standing)) }
                span.counts { (counts(standing)) }
                @if is_disputed { strong.odd { "disputed: " (standing.disputed.join(", ")) } }
                @if let Some(change) = &standing.change { strong.new { (change) } }
            }
        }
    }
}

/// `10 articles / 5 origins agree / 9 informants`.
fn counts(standing: &Standing) -> String {
    line::counts(standing).replace('/', " / ")
}

/// The line of a claim in the ledger, linked to its page.
pub fn of_claim(row: &ClaimRow, address: Option<&str>) -> Markup {
    claim_line(&row.claim, None, &line::standing(row), row.grade.credibility, address)
}

/// The line of an incident: of the claim that stands for it, with the incident's own counts.
pub fn of_incident(row: &IncidentRow, address: Option<&str>, change: Option<&str>) -> Markup {
    let headline = row.headline();
    let standing = Standing { change: change.map(str::to_string), ..line::incident_standing(row) };
    claim_line(&headline.claim, row.place.as_ref(), &standing, headline.grade.credibility, address)
}
