//! What people said of a thing, and the forms by which they say it. Forms are there only for who may write, and never in the past.

use maud::{Markup, html};
use tacitus_ledger::{CorrectionRow, Field};
use tacitus_record::Kind;

use crate::pages::frame::Here;
use crate::writing::{FORM, Person};

/// Who may write on this page.
fn person<'h>(here: Here<'h>) -> Option<&'h Person> {
    here.ask.person.as_ref().filter(|_| !here.view.is_past)
}

/// What people said, each with its undoing.
pub fn told(here: Here<'_>, rows: &[CorrectionRow]) -> Markup {
    html! {
        @if !rows.is_empty() {
            section.corrections aria-labelledby="corrections" {
                h2 #corrections { "Corrected by people" }
                ul.plain { @for row in rows { li { (one(here, row)) } } }
            }
        }
    }
}

/// One correction: what, by whom, when, why, and how it stands.
pub fn one(here: Here<'_>, row: &CorrectionRow) -> Markup {
    html! {
        p.corrected #(row.id) {
            b { (upper(&row.act.done())) } " by " (row.author) " on " time datetime=(row.known_at) { (row.day()) } ": " (row.reason)
            @if let Some(by) = &row.undone_by { span.quiet { " · undone by " code { (by) } } }
            @if let Some(by) = row.overruled_by.as_ref().filter(|_| row.undone_by.is_none()) { span.quiet { " · a later one counts, " code { (by) } } }
            @if !row.missing.is_empty() { span.quiet { " · not in the ledger now: " (row.missing.join(", ")) } }
        }
        @if row.undone_by.is_none() {
            (form(here, "undo", "Undo this", html! { input type="hidden" name="correction" value=(row.id); }))
        }
    }
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// A form for one act, folded away.
pub fn form(here: Here<'_>, act: &str, title: &str, fields: Markup) -> Markup {
    html! {
        @if let Some(person) = person(here) {
            details.correct {
                summary { (title) }
                form method="post" action=(FORM) {
                    input type="hidden" name="token" value=(person.token);
                    input type="hidden" name="act" value=(act);
                    input type="hidden" name="back" value=(here.ask.path);
                    (fields)
                    p { label { "Your name " input type="text" name="author" required maxlength="100" autocomplete="name" value=(person.author); } }
                    p { label { "Reason " input type="text" name="reason" required maxlength="1000"; } }
                    p { button { (title) } }
                }
            }
        }
    }
}

/// The forms of a claim.
pub fn of_claim(here: Here<'_>, id: &str) -> Markup {
    let claim = html! { input type="hidden" name="claim" value=(id); };
    html! {
        @if person(here).is_some() {
            section aria-labelledby="correct" {
                h2 #correct { "Correct this claim" }
                p.quiet { "Nothing that was read is changed: what you say stands beside it, with your name and reason, and can be undone." }
                (form(here, "confirm", "The reading is right", claim.clone()))
                (form(here, "reject", "The reading is wrong", claim.clone()))
                (form(here, "override", "Set a field", html! {
                    (claim)
                    p { label { "Field " select name="field" { @for field in Field::ALL { option value=(field) { (field.as_str().replace('_', " ")) } } } } }
                    p { label { "Value " input type="text" name="value" maxlength="300"; } }
                    p.quiet { "Empty: there is none. Times: 2024-08-17, 2024-08, 2024 or FROM/TO. Places: a name, or NAME @ LATITUDE, LONGITUDE. Numbers: 12, 12-15, at least 12." }
                }))
                (form(here, "move", "Move to another incident", html! { (claim) (id_field("Id of the incident it belongs to", "to", "i-")) }))
            }
        }
    }
}

fn id_field(label: &str, name: &str, start: &str) -> Markup {
    html! { p { label { (label) " " input type="text" name=(name) required maxlength="40" placeholder=(format!("{start}…")) pattern=(format!("{start}[0-9a-f]{{16}}")); } } }
}

/// The forms of an incident. `claims`: ids and one line each.
pub fn of_incident(here: Here<'_>, id: &str, claims: &[(String, String)]) -> Markup {
    let incident = html! { input type="hidden" name="incident" value=(id); };
    html! {
        @if person(here).is_some() {
            section aria-labelledby="correct" {
                h2 #correct { "Correct this incident" }
                (form(here, "merge", "Merge with another incident", html! { (incident) (id_field("Id of the other", "with", "i-")) }))
                @if claims.len() > 1 {
                    (form(here, "split", "Split it", html! {
                        (incident)
                        fieldset {
                            legend { "Claims that tell another happening" }
                            @for (id, line) in claims { p { label { input type="checkbox" name="claims" value=(id); " " (line) } } }
                        }
                    }))
                }
            }
        }
    }
}

/// The forms of an article. `root`: the article it is taken for a copy of.
pub fn of_article(here: Here<'_>, id: &str, root: Option<&str>) -> Markup {
    let article = html! { input type="hidden" name="article" value=(id); };
    let words = |field: Field, label: &str| html! { p { label { (label) " " input type="text" name=(format!("words.{field}")) maxlength="300"; } } };
    let meant = |field: Field, label: &str| html! { p { label { (label) " " input type="text" name=(format!("means.{field}")) maxlength="300"; } } };
    html! {
        @if person(here).is_some() {
            section aria-labelledby="correct" {
                h2 #correct { "Correct this article" }
                (form(here, "copy", "It is a copy of another", html! { (article) (id_field("Id of the article it was made from", "of", "a-")) }))
                @if let Some(root) = root {
                    (form(here, "not-copy", "It is no copy", html! { (article) input type="hidden" name="of" value=(root); }))
                }
                (form(here, "add-claim", "Add a claim", html! {
                    (article)
                    p { label { "The words that carry it, as they stand in the text " textarea name="words" required rows="3" maxlength="2000" {} } }
                    p { label { "Kind " select name="kind" { @for kind in Kind::ALL { option value=(kind) { (kind) } } } } }
                    p { label { "Predicate " input type="text" name="predicate" required maxlength="80" placeholder="assault.shelling"; } }
                    p.quiet { "For the rest give words as they stand in the text; what nobody says stays empty." }
                    (words(Field::Actor, "Who"))
                    (words(Field::Target, "To whom"))
                    (words(Field::Object, "What"))
                    (words(Field::Place, "Where"))
                    (words(Field::Time, "When"))
                    (meant(Field::Time, "Which day that is"))
                    (words(Field::Quantity, "How many"))
                    (meant(Field::Quantity, "Which number that is"))
                    (words(Field::SaidBy, "Who says so"))
                }))
            }
        }
    }
}
