//! Sources: outlets by what they originate and what they copy. Measured behaviour, no label.

use maud::html;

use crate::ask::{Ask, escaped};
use crate::catalogue::{ArticleEntry, Catalogue};
use crate::pages::articles::table;
use crate::pages::frame::{Here, Page, count, grouped};
use crate::pages::incident::percent;
use crate::reply::{Answer, Problem};
use crate::view::View;

/// Articles that an outlet's page shows.
const SHOWN: usize = 50;

struct Outlet<'c> {
    name: &'c str,
    articles: Vec<&'c ArticleEntry>,
}

impl Outlet<'_> {
    fn originals(&self) -> usize {
        self.articles.iter().filter(|a| a.is_original).count()
    }
}

fn outlets(catalogue: &Catalogue) -> (Vec<Outlet<'_>>, usize) {
    let mut outlets: Vec<Outlet> = catalogue.outlets.iter().map(|name| Outlet { name, articles: Vec::new() }).collect();
    let mut unknown = 0;
    for article in &catalogue.articles {
        match article.outlet {
            Some(at) => outlets[at as usize].articles.push(article),
            None => unknown += 1,
        }
    }
    outlets.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.name.cmp(b.name)));
    (outlets, unknown)
}

/// The list.
pub fn list(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let (outlets, unknown) = outlets(view.catalogue);
    let content = html! {
        h1 { "Sources" }
        p.note { "An outlet that mostly copies adds little to the count of origins. Nothing here says whether a source tells the truth: reliability stays F (cannot be judged) until you set it." }
        p.total { b { (count(outlets.len(), "outlet", "outlets")) } @if unknown > 0 { span.quiet { " " (count(unknown, "article has", "articles have")) " no outlet" } } }
        table {
            thead { tr { th scope="col" { "Outlet" } th.n scope="col" { "Articles" } th.n scope="col" { "Originals" } th.n scope="col" { "Share of originals" } th scope="col" { "Published" } } }
            tbody {
                @for outlet in &outlets {
                    @let days: Vec<_> = outlet.articles.iter().filter_map(|a| a.published).collect();
                    tr {
                        td dir="auto" { a href=(here.to(&format!("/sources/{}", escaped(outlet.name)))) { (outlet.name) } }
                        td.n { (grouped(outlet.articles.len())) }
                        td.n { (grouped(outlet.originals())) }
                        td.n { (percent(outlet.originals() as f64 / outlet.articles.len().max(1) as f64)) }
                        td.day { @match (days.iter().min(), days.iter().max()) { (Some(a), Some(b)) if a == b => { (a) }, (Some(a), Some(b)) => { (a) " – " (b) }, _ => "undated" } }
                    }
                }
            }
        }
    };
    Ok(Page { title: "Sources", menu: "/sources", also: Vec::new() }.around(here, content))
}

/// One outlet.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let name = ask.part("outlet");
    let (outlets, _) = outlets(view.catalogue);
    let outlet = outlets.into_iter().find(|o| o.name == name);
    let outlet = outlet.ok_or_else(|| Problem::missing(format!("no outlet is called `{}`", crate::ask::short(name))))?;
    let shown = &outlet.articles[..outlet.articles.len().min(SHOWN)];
    let content = html! {
        header.lead {
            p.kicker { "Source" }
            h1 dir="auto" { (outlet.name) }
            p.summary { (count(outlet.articles.len(), "article", "articles")) ", " (outlet.originals()) " taken for originals, " (outlet.articles.len() - outlet.originals()) " copies of other outlets' texts or of its own." }
        }
        (table(here, shown)?)
        @if outlet.articles.len() > shown.len() { p.more { a href=(here.with("/articles", &[("outlet", outlet.name)])) { "All its articles" } } }
    };
    Ok(Page { title: outlet.name, menu: "/sources", also: Vec::new() }.around(here, content))
}
