//! Words of an article with where they stand.

use maud::{Markup, html};
use tacitus_export::line::folded;
use tacitus_ledger::Evidence;

use crate::pages::frame::Here;

/// Longest quotation shown in a list, in characters.
const LONGEST: usize = 280;

/// The words of a mention, and a link into its article at the claim.
pub fn quote(here: Here<'_>, evidence: &Evidence, claim: &str) -> Markup {
    let words = cut(&folded(&evidence.exact), LONGEST);
    html! {
        figure.quote {
            blockquote dir="auto" { "“" (words) "”" }
            figcaption { a href=(format!("{}#{claim}", here.to(&format!("/articles/{}", evidence.article)))) { (source(evidence)) } }
        }
    }
}

/// `Outlet, day`.
pub fn source(evidence: &Evidence) -> String {
    format!("{}, {}", outlet(evidence.outlet.as_deref()), evidence.published.map_or_else(|| "undated".to_string(), |d| d.to_string()))
}

/// The outlet's name, or that it is unknown.
pub fn outlet(name: Option<&str>) -> String {
    name.map_or_else(|| "outlet unknown".to_string(), folded)
}

/// A text cut between words.
pub fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{} …", text[..at].rsplit_once(' ').map_or(&text[..at], |(start, _)| start)),
        None => text.to_string(),
    }
}
