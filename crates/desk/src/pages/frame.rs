//! The frame of every page: where one is, what can be searched, which state of the ledger one reads and how fresh that is.

use maud::{DOCTYPE, Markup, html};
use tacitus_record::Day;

use crate::ask::{Ask, address};
use crate::reply::{Problem, Reply, Scripts};
use crate::view::View;

/// The main pages, in the order of the menu: address and name.
const MENU: &[(&str, &str)] = &[
    ("/", "Today"),
    ("/incidents", "Incidents"),
    ("/contradictions", "Contradictions"),
    ("/report", "Report"),
    ("/articles", "Articles"),
    ("/actors", "Actors"),
    ("/places", "Places"),
    ("/sources", "Sources"),
    ("/help", "Help"),
];

/// A request with what it reads from: what every page is made of.
#[derive(Clone, Copy)]
pub struct Here<'h> {
    /// What it reads from.
    pub view: &'h View<'h>,
    /// What was asked.
    pub ask: &'h Ask,
}

impl Here<'_> {
    /// The address of another page at the same point of history.
    pub fn to(&self, path: &str) -> String {
        self.with(path, &[] as &[(&str, &str)])
    }

    /// The address of another page with a query, at the same point of history.
    pub fn with<N: AsRef<str>, V: AsRef<str>>(&self, path: &str, pairs: &[(N, V)]) -> String {
        let mut all: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_ref(), v.as_ref())).filter(|(n, _)| *n != "as_of").collect();
        all.extend(self.ask.value("as_of").map(|v| ("as_of", v)));
        address(path, &all)
    }

    /// Hidden fields that keep the point of history in a form.
    pub fn kept(&self) -> Markup {
        html! { @if let Some(point) = self.ask.value("as_of") { input type="hidden" name="as_of" value=(point); } }
    }
}

/// What a page says of itself.
pub struct Page<'p> {
    /// Title, without the project's name.
    pub title: &'p str,
    /// The main page that it belongs to.
    pub menu: &'p str,
    /// The same in other forms: media type, name, address.
    pub also: Vec<(&'static str, &'static str, String)>,
}

impl Page<'_> {
    /// The whole page.
    pub fn around(self, here: Here<'_>, content: Markup) -> Reply {
        Reply::page(self.markup(here, content, None))
    }

    /// The whole page, with a script of the desk's that adds to what is there without it.
    pub fn with_script(self, here: Here<'_>, content: Markup, script: &str) -> Reply {
        Reply { scripts: Scripts::Own, ..Reply::page(self.markup(here, content, Some(script))) }
    }

    fn markup(self, here: Here<'_>, content: Markup, script: Option<&str>) -> Markup {
        let view = here.view;
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.title) " · " (view.project) }
                    link rel="stylesheet" href="/assets/desk.css";
                    link rel="icon" type="image/svg+xml" href="/assets/icon.svg";
                    @for (media, name, address) in &self.also {
                        link rel="alternate" type=(media) title=(name) href=(address);
                    }
                    @if let Some(script) = script { script type="module" src=(script) {} }
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    header.top {
                        div.bar {
                            a.brand href=(here.to("/")) { "tacitus" }
                            span.project { (view.project) }
                            form.search role="search" action="/search" method="get" {
                                label.away for="q" { "Search the articles and claims" }
                                input #q type="search" name="q" placeholder="Words, names, or an id" value=[here.ask.value("q").filter(|_| here.ask.path == "/search")];
                                (here.kept())
                                button { "Search" }
                            }
                        }
                        nav aria-label="Main" {
                            @for (path, name) in MENU {
                                a href=(here.to(path)) aria-current=[(self.menu == *path).then_some("page")] { (name) }
                            }
                        }
                        (state(here))
                    }
                    main #main tabindex="-1" { (content) }
                    footer {
                        p { "A ledger holds what somebody said, never what is so. Counts are of origins: texts that are not copies of each other. " a href=(here.to("/help")) { "How to read this" } }
                        @if !self.also.is_empty() {
                            p.also { "The same as " @for (number, (_, name, address)) in self.also.iter().enumerate() { @if number > 0 { " · " } a href=(address) { (name) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Which state of the ledger one reads, how fresh it is, and how to read another.
fn state(here: Here<'_>) -> Markup {
    let view = here.view;
    let newest = view.catalogue.newest_article().map_or("none dated".to_string(), long_day);
    let read = view.last_run.as_ref().map(|run| instant(&run.known_at));
    html! {
        div.state.past[view.is_past] {
            p {
                @if view.is_past { strong { "The ledger as it was: " } }
                span { "revision " b { (view.revision) } }
                span { "newest article " b { (newest) } }
                @if let Some(read) = read { span { "last read " b { (read) } } }
                @if view.revision > view.catalogue.revision && !view.is_past { span.warn { "articles read since are not linked yet" } }
                @if view.is_past { a href=(address(&here.ask.path, &here.ask.pairs_without(&["as_of", "cursor"]))) { "Return to now" } }
            }
            form.asof action=(here.ask.path) method="get" {
                @for (name, value) in here.ask.pairs_without(&["as_of", "cursor"]) { input type="hidden" name=(name) value=(value); }
                label for="as_of" { "as of" }
                input #as_of name="as_of" size="10" placeholder="rev or day" value=[here.ask.value("as_of")] autocomplete="off";
                button { "Go" }
            }
        }
    }
}

/// The page of a problem; it needs no ledger.
pub fn problem(problem: &Problem) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (problem.title) " · tacitus" }
                link rel="stylesheet" href="/assets/desk.css";
                link rel="icon" type="image/svg+xml" href="/assets/icon.svg";
            }
            body {
                header.top { div.bar { a.brand href="/" { "tacitus" } } nav aria-label="Main" { @for (path, name) in MENU { a href=(path) { (name) } } } }
                main #main { h1 { (problem.title) } p.detail { (problem.detail) } p.quiet { "HTTP " (problem.status.as_u16()) } }
            }
        }
    }
}

/// `Tue 2019-03-26`.
pub fn long_day(day: Day) -> String {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    format!("{} {day}", WEEKDAYS[day.weekday() as usize % 7])
}

/// `2026-11-28 01:10 UTC`.
pub fn instant(known_at: &str) -> String {
    match (known_at.get(..10), known_at.get(11..16)) {
        (Some(day), Some(time)) => format!("{day} {time} UTC"),
        _ => known_at.to_string(),
    }
}

/// `1 claim`, `2 claims`, `12,345 claims`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with commas between thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_read_well() {
        assert_eq!(count(1, "claim", "claims"), "1 claim");
        assert_eq!(count(1_234_567, "claim", "claims"), "1,234,567 claims");
        assert_eq!(long_day("2019-03-26".parse().unwrap()), "Tue 2019-03-26");
        assert_eq!(instant("2026-11-28T01:10:22Z"), "2026-11-28 01:10 UTC");
    }
}
