//! Articles, latest published first.

use maud::{Markup, html};
use tacitus_export::line::folded;
use tacitus_record::CopyKind;

use crate::ask::{Ask, Parameter, Values};
use crate::catalogue::{ArticleEntry, Catalogue, id, number};
use crate::pages::frame::{Here, Page, count};
use crate::pages::incidents::pager;
use crate::parts::quote::outlet;
use crate::reply::{Answer, Problem};
use crate::view::View;

/// Which articles.
pub const OUTLET: &[Parameter] = &[
    Parameter { name: "outlet", meaning: "The outlet's name, as the articles give it.", values: Values::Words },
    Parameter { name: "copies", meaning: "false: only articles taken for the original.", values: Values::One(&["true", "false"]) },
];

/// Articles of one page.
const PAGE: usize = 100;

/// Articles asked for, in the order of the list.
pub fn asked<'c>(catalogue: &'c Catalogue, ask: &Ask) -> Result<Vec<&'c ArticleEntry>, Problem> {
    let outlet = match ask.value("outlet") {
        None => None,
        Some(name) => {
            let at = catalogue.outlets.iter().position(|o| o == name);
            Some(at.ok_or_else(|| Problem::missing(format!("no outlet is called `{}`; the sources list them", crate::ask::short(name))))?
                as u32)
        }
    };
    let only_originals = ask.value("copies") == Some("false");
    let is_asked = |a: &&ArticleEntry| outlet.is_none_or(|o| a.outlet == Some(o)) && (!only_originals || a.is_original);
    Ok(catalogue.articles.iter().filter(is_asked).collect())
}

/// The portion after the cursor, which is the id of the last one shown, and the next cursor.
pub fn portion<'c, 'a>(
    all: &'a [&'c ArticleEntry],
    cursor: Option<&str>,
    limit: usize,
) -> Result<(&'a [&'c ArticleEntry], Option<String>), Problem> {
    let start = match cursor {
        None => 0,
        Some(cursor) => {
            let last = number(cursor).and_then(|n| all.iter().position(|a| a.id == n));
            last.ok_or_else(|| Problem::asked("this cursor leads nowhere: start again without it".to_string()))? + 1
        }
    };
    let rest = &all[start..];
    let shown = &rest[..rest.len().min(limit)];
    Ok((shown, shown.last().filter(|_| rest.len() > limit).map(|a| id('a', a.id))))
}

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let all = asked(view.catalogue, ask)?;
    let (shown, next) = portion(&all, ask.value("cursor"), ask.rows(PAGE)?)?;
    let content = html! {
        h1 { "Articles" }
        p.total {
            b { (count(all.len(), "article", "articles")) } " latest published first "
            @if let Some(name) = ask.value("outlet") { span { "of " b { (name) } " " a href=(here.with("/articles", &ask.with("outlet", None))) { "of all outlets" } } }
            @if ask.value("copies") == Some("false") { a href=(here.with("/articles", &ask.with("copies", None))) { "with copies" } } @else { a href=(here.with("/articles", &ask.with("copies", Some("false")))) { "without copies" } }
        }
        (table(here, shown)?)
        (pager(here, next.as_deref()))
    };
    let same = ask.pairs_without(&["cursor", "limit"]);
    Ok(Page {
        title: "Articles",
        menu: "/articles",
        also: vec![
            ("application/json", "JSON", here.with("/api/v1/articles", &same)),
            ("application/atom+xml", "Atom", here.with("/articles.atom", &same)),
            ("application/feed+json", "JSON Feed", here.with("/articles.feed.json", &same)),
        ],
    }
    .around(here, content))
}

/// A table of articles.
pub fn table(here: Here<'_>, entries: &[&ArticleEntry]) -> Result<Markup, Problem> {
    let mut rows = Vec::new();
    for entry in entries {
        rows.extend(here.view.ledger.article_heading(&id('a', entry.id))?.map(|h| (entry, h)));
    }
    Ok(html! {
        table.articles {
            thead { tr { th scope="col" { "Published" } th scope="col" { "Title" } th scope="col" { "Outlet" } th scope="col" { "Copy" } th.n scope="col" { "Claims" } } }
            tbody {
                @for (entry, heading) in &rows {
                    tr {
                        td.day { (heading.published.map_or("undated".to_string(), |d| d.to_string())) }
                        td dir="auto" { a href=(here.to(&format!("/articles/{}", heading.id))) { (heading.title.as_deref().map_or_else(|| "Untitled".to_string(), folded)) } @if !entry.is_in_scope { span.tag { "out of scope" } } }
                        td { (outlet(heading.outlet.as_deref())) }
                        td { @match heading.copy_kind { Some(CopyKind::Original) | None => "", Some(kind) => span.quiet { (kind) } } }
                        td.n { (heading.claims) }
                    }
                }
            }
        }
    })
}
