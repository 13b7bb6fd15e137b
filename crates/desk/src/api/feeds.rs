//! Lists as Atom (RFC 4287) and JSON Feed 1.1. An entry keeps its id; `updated` moves when the ledger's judgement of it does.

use serde_json::json;
use tacitus_export::line;
use tacitus_export::sentence::sentence;
use tacitus_ledger::{ArticleHeading, IncidentRow, LinkRow};
use tacitus_record::CopyKind;

use crate::api::rows;
use crate::ask::{Ask, address};
use crate::catalogue::id;
use crate::pages::frame::count;
use crate::pages::{articles, contradictions};
use crate::parts::quote::outlet;
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

const ATOM: &str = "application/atom+xml; charset=utf-8";
const JSON_FEED: &str = "application/feed+json; charset=utf-8";
/// Entries of a feed.
const ENTRIES: usize = 50;

/// One entry, for both formats.
struct Item {
    id: String,
    path: String,
    title: String,
    text: String,
    updated: String,
}

/// Incidents that match, as Atom.
pub fn incidents(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(atom(view, ask, "Incidents", "/incidents", &incident_items(view, ask)?))
}

/// Incidents that match, as a JSON Feed.
pub fn incidents_json(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(json_feed(view, ask, "Incidents", "/incidents", &incident_items(view, ask)?))
}

/// Contradictions that match, as Atom.
pub fn contradictions(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(atom(view, ask, "Contradictions", "/contradictions", &contradiction_items(view, ask)?))
}

/// Contradictions that match, as a JSON Feed.
pub fn contradictions_json(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(json_feed(view, ask, "Contradictions", "/contradictions", &contradiction_items(view, ask)?))
}

/// Articles, latest published first, as Atom.
pub fn articles(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(atom(view, ask, "Articles", "/articles", &article_items(view, ask)?))
}

/// Articles, latest published first, as a JSON Feed.
pub fn articles_json(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(json_feed(view, ask, "Articles", "/articles", &article_items(view, ask)?))
}

fn article_items(view: &View<'_>, ask: &Ask) -> Result<Vec<Item>, Problem> {
    let mut items = Vec::new();
    for entry in articles::asked(view.catalogue, ask)?.iter().take(ask.limit(ENTRIES)?) {
        items.extend(view.ledger.article_heading(&id('a', entry.id))?.map(|heading| article_item(view, &heading)).transpose()?);
    }
    Ok(items)
}

fn article_item(view: &View<'_>, heading: &ArticleHeading) -> Result<Item, Problem> {
    let published = heading.published.map_or("undated".to_string(), |d| d.to_string());
    let copy =
        heading.copy_kind.filter(|k| *k != CopyKind::Original).map_or(String::new(), |k| format!(" · {k} copy: not counted by itself"));
    let claims = count(heading.claims as usize, "claim", "claims");
    Ok(Item {
        id: format!("urn:tacitus:{}", heading.id),
        path: format!("/articles/{}", heading.id),
        title: heading.title.as_deref().map_or_else(|| "Untitled".to_string(), line::folded),
        text: format!("{} · {published} · {claims}{copy}", outlet(heading.outlet.as_deref())),
        updated: updated(view, &heading.id, &heading.id, "1970-01-01T00:00:00Z")?,
    })
}

fn contradiction_items(view: &View<'_>, ask: &Ask) -> Result<Vec<Item>, Problem> {
    let mut items = Vec::new();
    for difference in contradictions::asked(view, ask)?.iter().take(ask.limit(ENTRIES)?) {
        items.extend(contradictions::row(view, difference)?.map(|row| contradiction_item(view, &row)).transpose()?);
    }
    Ok(items)
}

fn incident_items(view: &View<'_>, ask: &Ask) -> Result<Vec<Item>, Problem> {
    let selection = view.catalogue.select(&ask.narrowing()?, view.ledger)?;
    let shown = selection.incidents.iter().take(ask.limit(ENTRIES)?).map(|&at| &view.catalogue.incidents[at as usize]);
    rows(view, shown)?.iter().map(|row| incident_item(view, row)).collect()
}

fn incident_item(view: &View<'_>, row: &IncidentRow) -> Result<Item, Problem> {
    let incident = &row.incident;
    let mut marks = String::new();
    if !incident.disagreements.is_empty() {
        marks.push_str("[DISPUTED] ");
    }
    if incident.origins >= 2 && incident.informants >= 2 {
        marks.push_str(&format!("[{} ORIGINS] ", incident.origins));
    }
    Ok(Item {
        id: format!("urn:tacitus:{}", incident.id),
        path: format!("/incidents/{}", incident.id),
        title: format!("{marks}{}", sentence(&row.headline().claim)),
        text: line::incident_line(row),
        updated: updated(view, &incident.id, &row.headline().id, &row.known_at)?,
    })
}

fn contradiction_item(view: &View<'_>, row: &LinkRow) -> Result<Item, Problem> {
    let link = &row.link;
    let path =
        row.a.incident.as_ref().or(row.b.incident.as_ref()).map_or_else(|| format!("/claims/{}", link.a), |i| format!("/incidents/{i}"));
    Ok(Item {
        id: format!("urn:tacitus:{}:{}:{}:{}", link.a, link.b, link.link_type, link.slot),
        path,
        title: format!("{} / {}", sentence(&row.a.claim), sentence(&row.b.claim)),
        text: link.reason.clone(),
        updated: updated(view, &link.a, &link.b, &row.a.known_at)?,
    })
}

/// When the log last spoke of either.
fn updated(view: &View<'_>, one: &str, other: &str, known_at: &str) -> Result<String, Problem> {
    let last = |id: &str| view.ledger.log_of(id).map(|entries| entries.last().map(|e| e.known_at.clone()));
    Ok(last(one)?.max(last(other)?).unwrap_or_else(|| known_at.to_string()))
}

fn json_feed(view: &View<'_>, ask: &Ask, title: &str, page: &str, items: &[Item]) -> Reply {
    let items: Vec<_> = items
        .iter()
        .map(|i| json!({"id": i.id, "url": format!("{}{}", ask.base, i.path), "title": i.title, "content_text": i.text, "date_modified": i.updated}))
        .collect();
    let home = format!("{}{}", ask.base, address(page, &ask.pairs_without(&["limit"])));
    Reply::json_as(
        JSON_FEED,
        &json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": format!("{title} · {}", view.project),
            "home_page_url": home,
            "feed_url": format!("{}{}", ask.base, address(&ask.path, &ask.pairs_without(&[]))),
            "items": items,
        }),
    )
}

fn atom(view: &View<'_>, ask: &Ask, title: &str, page: &str, items: &[Item]) -> Reply {
    let updated = items.iter().map(|i| i.updated.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
    let own = address(&ask.path, &ask.pairs_without(&[]));
    let page = address(page, &ask.pairs_without(&["limit"]));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:tacitus:feed:{}</id>\n<title>{}</title>\n\
         <updated>{}</updated>\n<author><name>{}</name></author>\n<generator version=\"{}\">Tacitus</generator>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        &blake3::hash(own.as_bytes()).to_hex()[..16],
        xml(&format!("{title} · {}", view.project)),
        xml(updated),
        xml(view.project),
        env!("CARGO_PKG_VERSION"),
        xml(&format!("{}{own}", ask.base)),
        xml(&format!("{}{page}", ask.base)),
    );
    for item in items {
        out.push_str(&format!(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             <content type=\"text\">{}</content>\n</entry>\n",
            xml(&item.id),
            xml(&item.title),
            xml(&item.updated),
            xml(&format!("{}{}", ask.base, item.path)),
            xml(&item.text),
        ));
    }
    out.push_str("</feed>\n");
    Reply::new(ATOM, out)
}

/// A text for XML 1.0: what it cannot hold at all is left out, the rest escaped.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_for_xml_has_neither_markup_nor_control_characters() {
        assert_eq!(xml("a<b>&\"'\u{0}\u{b}\u{fffe}c"), "a&lt;b&gt;&amp;&quot;&#39;c");
    }
}
