//! What is reported of an incident: each attribute with its values side by side and the origins that give them; never an average.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_ledger::{ClaimRow, OriginRow};
use tacitus_record::{Claim, Polarity, Quantity};

use crate::pages::frame::{Here, count};
use crate::pages::incident::Whole;
use crate::parts::claim_line;
use crate::parts::ladder::{Rung, ladder};
use crate::parts::quote::{cut, outlet};

/// One value of an attribute, with the claims that give it.
struct Value<'w> {
    text: String,
    claims: Vec<&'w ClaimRow>,
}

/// An attribute's name, and how a claim gives it.
type Attribute = (&'static str, fn(&Claim) -> Option<String>);

/// The attribute that tells whether it is affirmed, and how.
const MODE: &str = "mode";

const ATTRIBUTES: &[Attribute] = &[
    ("who", |c| names(c.actor.iter().chain(&c.more_actors).map(|a| &a.value.name))),
    ("to whom", |c| names(c.target.iter().chain(&c.more_targets).map(|a| &a.value.name))),
    ("what", |c| c.object.as_ref().map(|o| line::folded(&o.value))),
    ("with what", |c| c.instrument.as_ref().map(|o| line::folded(&o.value))),
    ("where", |c| c.place.as_ref().map(|p| line::place(&p.value))),
    ("when", |c| c.time.as_ref().map(|t| line::time(&t.value))),
    ("how many", |c| c.quantity.as_ref().map(|q| line::quantity(&q.value))),
    (MODE, |c| Some(if c.polarity == Polarity::Neg { format!("denied, {}", c.modality) } else { c.modality.to_string() })),
    ("on condition", |c| c.condition.as_ref().map(|o| line::folded(&o.value))),
];

fn names<'n>(names: impl Iterator<Item = &'n String>) -> Option<String> {
    let names: Vec<String> = names.map(|n| line::folded(n)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The table: a row for each attribute, its values side by side, each with the origins that give it; never an average.
pub fn attributes(here: Here<'_>, whole: &Whole) -> Markup {
    html! {
        section aria-labelledby="reported" {
            h2 #reported { "What is reported" }
            dl.attributes {
                @for (name, get) in ATTRIBUTES {
                    @let values = values(whole, name, *get);
                    @if !values.is_empty() {
                        @let silent = silent(whole, name, *get);
                        dt { (name) }
                        dd {
                            @for value in &values { (one_value(here, whole, value)) }
                            @if *name == "how many" { (numbers(whole)) }
                            @if silent > 0 && whole.origins.len() > 1 { p.quiet { (count(silent, "origin is silent", "origins are silent")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a claim tells an attribute at all: who denies that something happened does not agree on who did it. What is only denied keeps
/// its attributes, and the mode says that it is.
fn tells(whole: &Whole, attribute: &str, claim: &Claim) -> bool {
    let is_affirmed = |c: &Claim| c.polarity == Polarity::Pos;
    attribute == MODE || is_affirmed(claim) || !whole.row.claims.iter().any(|c| is_affirmed(&c.claim))
}

/// Origins that affirm it and do not tell the attribute.
fn silent(whole: &Whole, attribute: &str, get: fn(&Claim) -> Option<String>) -> usize {
    let affirming = |claims: &[usize]| -> Vec<&Claim> {
        claims.iter().map(|&c| &whole.row.claims[c].claim).filter(|c| tells(whole, attribute, c)).collect()
    };
    let is_silent = |claims: &[usize]| {
        let own = affirming(claims);
        !own.is_empty() && own.iter().all(|c| get(c).is_none())
    };
    whole.origins.iter().filter(|(_, claims)| is_silent(claims)).count()
}

fn values<'w>(whole: &'w Whole, attribute: &str, get: fn(&Claim) -> Option<String>) -> Vec<Value<'w>> {
    let mut values: Vec<Value> = Vec::new();
    for claim in whole.row.claims.iter().filter(|c| tells(whole, attribute, &c.claim)) {
        let Some(text) = get(&claim.claim) else { continue };
        // "Shells" at the head of a sentence are the same shells.
        match values.iter_mut().find(|v| v.text.to_lowercase() == text.to_lowercase()) {
            Some(value) => value.claims.push(claim),
            None => values.push(Value { text, claims: vec![claim] }),
        }
    }
    values.sort_by_key(|v| std::cmp::Reverse(v.claims.iter().map(|c| c.origins).max()));
    values
}

fn one_value(here: Here<'_>, whole: &Whole, value: &Value<'_>) -> Markup {
    let ids: Vec<&str> = value.claims.iter().map(|c| c.id.as_str()).collect();
    let origins: Vec<&(OriginRow, Vec<usize>)> =
        whole.origins.iter().filter(|(_, claims)| claims.iter().any(|&c| ids.contains(&whole.row.claims[c].id.as_str()))).collect();
    let is_contested = value.claims.iter().any(|c| c.is_disputed());
    html! {
        div.value {
            p { (claim_line::precise(&value.text)) }
            p.by {
                @for (at, (origin, _)) in origins.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(format!("#{}", origin.origin.id)) { (whole.short_name(origin)) }
                }
                @if origins.len() > 1 { span.agree { " agree" } }
                @if is_contested { span.odd { " contested" } }
                @if let Some(first) = value.claims.first() { " " a.shown href=(here.to(&format!("/claims/{}", first.id))) { "words" } }
            }
        }
    }
}

/// One number with the outlets that give it.
struct Given<'w> {
    text: String,
    quantity: &'w Quantity,
    outlets: Vec<String>,
}

impl Given<'_> {
    /// The first outlet, and how many more: a rung has room for one.
    fn who(&mut self) -> String {
        self.outlets.sort();
        self.outlets.dedup();
        let first = cut(self.outlets.first().map_or("", String::as_str), 28);
        if self.outlets.len() > 1 { format!("{first} +{}", self.outlets.len() - 1) } else { first }
    }
}

/// A ladder for each thing that several claims count: a rung for each number.
fn numbers(whole: &Whole) -> Markup {
    let mut by_thing: BTreeMap<String, Vec<Given<'_>>> = BTreeMap::new();
    for claim in &whole.row.claims {
        let Some(quantity) = claim.claim.quantity.as_ref().map(|q| &q.value) else { continue };
        let given = by_thing.entry(format!("{} {}", quantity.unit, quantity.status.as_deref().unwrap_or(""))).or_default();
        let text = line::quantity(quantity);
        let outlets = claim.evidence.iter().map(|e| outlet(e.outlet.as_deref()));
        match given.iter_mut().find(|g| g.text == text) {
            Some(known) => known.outlets.extend(outlets),
            None => given.push(Given { text, quantity, outlets: outlets.collect() }),
        }
    }
    let ladders =
        by_thing.values_mut().map(|given| given.iter_mut().map(|g| Rung { quantity: g.quantity, who: g.who() }).collect::<Vec<_>>());
    html! { @for rungs in ladders { (ladder(&rungs)) } }
}
