//! What stands beside a list: a form for words and days, and facets with what each step would leave.

use maud::{Markup, html};

use crate::catalogue::{CREDIBILITY_WORDS, Selection};
use crate::pages::frame::{Here, grouped};

/// Values of one facet shown before the rest is folded away.
const SHOWN: usize = 8;

/// Form and facets.
pub fn facets(here: Here<'_>, selection: &Selection) -> Markup {
    html! {
        aside.facets #narrow aria-label="Narrow down" {
            (form(here))
            (switches(here, selection))
            (facet(here, "Type", "type", &selection.types, |v| v.to_string()))
            (facet(here, "Kind of claim", "kind", &selection.kinds, |v| v.to_string()))
            (facet(here, "Certainty", "credibility", &selection.credibility, credibility))
            (facet(here, "Country", "country", &selection.countries, |v| v.to_string()))
        }
    }
}

/// A credibility in words.
fn credibility(value: &str) -> String {
    let words = value.parse::<usize>().ok().and_then(|c| CREDIBILITY_WORDS.get(c.wrapping_sub(1)));
    words.map_or_else(|| value.to_string(), |w| format!("{w} ({value})"))
}

fn form(here: Here<'_>) -> Markup {
    let ask = here.ask;
    let fields = [("q", "Words", "of the claim"), ("actor", "Actor", "name or code"), ("place", "Place", "name, region, country")];
    let bases = [("event", "it happened"), ("reported", "published"), ("known", "known here")];
    html! {
        form action=(ask.path) method="get" {
            @for (name, value) in ask.pairs_without(&["q", "actor", "place", "since", "until", "date_basis", "cursor"]) {
                input type="hidden" name=(name) value=(value);
            }
            @for (name, label, hint) in fields {
                label { (label) input name=(name) placeholder=(hint) value=[ask.value(name)]; }
            }
            div.pair {
                label { "From" input type="date" name="since" value=[ask.value("since")]; }
                label { "To" input type="date" name="until" value=[ask.value("until")]; }
            }
            label { "by the day" select name="date_basis" {
                @for (value, label) in bases { option value=(value) selected[ask.value("date_basis") == Some(value)] { (label) } }
            } }
            button { "Narrow down" }
        }
    }
}

fn switches(here: Here<'_>, selection: &Selection) -> Markup {
    let ask = here.ask;
    let switch = |name: &str, value: &str, label: &str, number: u32| {
        let is_on = ask.value(name) == Some(value);
        html! {
            li { a href=(here.with(&ask.path, &ask.toggled(name, value))) aria-current=[is_on.then_some("true")] { span { (label) } span.number { (grouped(number as usize)) } } }
        }
    };
    html! {
        ul.facet {
            (switch("min_origins", "2", "two or more origins", selection.corroborated))
            (switch("disputed", "true", "sources differ", selection.disputed))
        }
    }
}

fn facet(here: Here<'_>, title: &str, name: &str, values: &[(String, u32)], label: impl Fn(&str) -> String) -> Markup {
    let ask = here.ask;
    if values.is_empty() && !ask.values(name).any(|v| v.starts_with('-')) {
        return html! {};
    }
    let is_on = |value: &str| ask.values(name).any(|v| v.eq_ignore_ascii_case(value));
    let excluded: Vec<&str> = ask.values(name).filter_map(|v| v.strip_prefix('-')).collect();
    let item = |(value, number): &(String, u32)| {
        let on = is_on(value);
        let without = format!("-{value}");
        // A value written otherwise in the address is taken out as it stands there.
        let written = ask.values(name).find(|v| v.eq_ignore_ascii_case(value)).unwrap_or(value);
        html! {
            li {
                a href=(here.with(&ask.path, &ask.toggled(name, written))) aria-current=[on.then_some("true")] { span { (label(value)) } span.number { (grouped(*number as usize)) } }
                @if !on { a.without href=(here.with(&ask.path, &ask.toggled(name, &without))) title=(format!("without {}", label(value))) { span aria-hidden="true" { "−" } span.away { "without " (label(value)) } } }
            }
        }
    };
    let (first, rest) = values.split_at(values.len().min(SHOWN));
    html! {
        h2 { (title) }
        ul.facet {
            @for value in excluded { li { a.off href=(here.with(&ask.path, &ask.toggled(name, &format!("-{value}")))) aria-current="true" { span { "without " (label(value)) } } } }
            @for value in first { (item(value)) }
        }
        @if !rest.is_empty() {
            details open[rest.iter().any(|(v, _)| is_on(v))] { summary { (rest.len()) " more" } ul.facet { @for value in rest { (item(value)) } } }
        }
    }
}

/// The conditions that hold, each with a way to drop it.
pub fn chips(here: Here<'_>) -> Markup {
    let ask = here.ask;
    let shown = ask.pairs_without(&["view", "cursor", "limit", "as_of", "date_basis"]);
    html! {
        @if !shown.is_empty() {
            ul.chips aria-label="Narrowed down by" {
                @for (name, value) in &shown {
                    @let left: Vec<(String, String)> = ask.pairs_without(&["cursor"]).into_iter().filter(|p| (&p.0, &p.1) != (name, value)).collect();
                    li { a href=(here.with(&ask.path, &left)) { span { (name.replace('_', " ")) " " b { (value) } } span aria-hidden="true" { " ×" } span.away { " (drop)" } } }
                }
                li { a.all href=(here.with(&ask.path, &ask.with("view", ask.value("view")).into_iter().filter(|(n, _)| n == "view").collect::<Vec<_>>())) { "drop all" } }
            }
        }
    }
}
