//! Reads what a page of HTML says about itself: title, authors, outlet, addresses, language, licence, dates, descent.

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use tacitus_record::{DateEvidence, DeclaredFrom};

use crate::dates::{self, NumericOrder, confidence};
use crate::draft::{self, Draft};
use crate::fields::Field;

/// The selector; the expressions are fixed.
pub(crate) fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a fixed selector")
}

/// The words of an element, white space folded.
pub(crate) fn words(element: ElementRef) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fills the draft from the page's markup; what the draft already knows stays.
pub(crate) fn read(page: &Html, draft: &mut Draft) {
    language(page, draft);
    let order = order(page);
    for value in linked_data(page) {
        linked(&value, order, draft);
    }
    meta(page, order, draft);
    addresses(page, draft);
    times(page, order, draft);
    bylines(page, draft);
    titles(page, draft);
}

fn language(page: &Html, draft: &mut Draft) {
    if let Some(lang) = page.root_element().value().attr("lang").or_else(|| page.root_element().value().attr("xml:lang")) {
        draft.set(Field::Lang, lang, DateEvidence::Other, 0);
    }
}

/// American pages write the month first.
fn order(page: &Html) -> NumericOrder {
    match page.root_element().value().attr("lang").map(str::to_lowercase).as_deref() {
        Some("en-us" | "en_us") => NumericOrder::MonthFirst,
        _ => NumericOrder::DayFirst,
    }
}

/// Every JSON-LD object of the page that can be read.
fn linked_data(page: &Html) -> Vec<Value> {
    let mut found = Vec::new();
    for script in page.select(&selector(r#"script[type="application/ld+json"]"#)) {
        // Some systems wrap the data in comments or leave line breaks inside strings.
        let text: String = script.text().collect::<String>().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let text =
            text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_end_matches("-->").trim_end_matches("//]]>");
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else { continue };
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items.into_iter().rev()),
                Value::Object(mut object) => {
                    if let Some(graph) = object.remove("@graph") {
                        waiting.push(graph);
                    }
                    found.push(Value::Object(object));
                }
                _ => {}
            }
        }
    }
    found
}

fn is_article(value: &Value) -> bool {
    let named = |name: &str| name.ends_with("Article") || name.ends_with("Posting") || matches!(name, "Report" | "WebPage");
    match &value["@type"] {
        Value::String(name) => named(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

/// A string, or the name or address of an object; each item of a list.
fn strings(value: &Value, keys: &[&str]) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().filter(|i| !i.is_array()).flat_map(|i| strings(i, keys)).collect(),
        Value::Object(object) => keys.iter().find_map(|k| object.get(*k)).and_then(Value::as_str).map(str::to_string).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn linked(value: &Value, order: NumericOrder, draft: &mut Draft) {
    if !is_article(value) {
        return;
    }
    let is_page = value["@type"] == "WebPage";
    let text = |key: &str| strings(&value[key], &["name", "@value", "url", "@id"]);
    for (key, certainty) in [
        ("datePublished", if is_page { confidence::JSON_LD_CREATED } else { confidence::JSON_LD_PUBLISHED }),
        ("dateCreated", confidence::JSON_LD_CREATED),
        ("dateModified", confidence::MODIFIED),
    ] {
        for found in text(key).iter().filter_map(|d| dates::parse(d, order)).filter(|f| f.day >= dates::first_web_day()) {
            let evidence = if key == "dateModified" { DateEvidence::Other } else { DateEvidence::JsonLd };
            draft.dates.add_found(found, evidence, certainty);
        }
    }
    for language in text("inLanguage") {
        draft.set(Field::Lang, &language, DateEvidence::Other, 0);
    }
    for licence in strings(&value["license"], &["url", "@id", "name"]) {
        draft.set(Field::Licence, &licence, DateEvidence::Other, 0);
    }
    if is_page {
        return;
    }
    if let Some(title) = text("headline").first() {
        draft.set(Field::Title, &unescaped(title), DateEvidence::Other, 0);
    }
    for author in strings(&value["author"], &["name"]) {
        draft.set(Field::Authors, &unescaped(&author), DateEvidence::Other, 0);
    }
    for outlet in strings(&value["publisher"], &["name"]) {
        draft.set(Field::Outlet, &unescaped(&outlet), DateEvidence::Other, 0);
    }
    for credit in strings(&value["sourceOrganization"], &["name"]).into_iter().chain(text("creditText")) {
        if crate::provenance::agency(&credit).is_some() {
            draft.set(Field::Agency, &credit, DateEvidence::Other, 0);
        }
    }
    for url in strings(&value["isBasedOn"], &["url", "@id", "name"]) {
        let (outlet, url) = if url.contains("://") { (None, Some(url)) } else { (Some(url), None) };
        draft.declared_from.push(DeclaredFrom { outlet, url, phrase_span: None, phrase: "isBasedOn".to_string() });
    }
    if value["isAccessibleForFree"] == Value::Bool(false) || value["isAccessibleForFree"] == "False" {
        draft.warnings.push("the page says that its full text is for subscribers; what was saved may be cut short".to_string());
    }
}

/// JSON-LD is not HTML, yet many systems write entities into it.
fn unescaped(text: &str) -> String {
    match text.contains('&') {
        true => Html::parse_fragment(text).root_element().text().collect(),
        false => text.to_string(),
    }
}

/// Names under which `meta` elements give the day of publication, most trusted first.
const META_PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "og:article:published_time",
    "publication_date",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "rnews:datepublished",
    "bt:pubdate",
    "originalpublicationdate",
    "article_date_original",
    "ptime",
];
/// Names of `meta` elements that give some date of the page.
const META_DATE: &[&str] = &[
    "date",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "article.created",
    "article.published",
    "datecreated",
    "displaydate",
    "timestamp",
    "dc.date.x-metadatadate",
    "last-publish",
];
const META_MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "article:post_modified",
    "revised",
    "modified",
];

fn meta(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let mut site = None;
    for element in page.select(&selector("meta[content]")) {
        let content = element.value().attr("content").unwrap_or("").trim();
        let name =
            ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| element.value().attr(a)).unwrap_or("").trim().to_lowercase();
        if content.is_empty() || name.is_empty() {
            continue;
        }
        let rank = |names: &[&str]| names.contains(&name.as_str());
        let certainty = if rank(META_PUBLISHED) {
            Some((confidence::META_PUBLISHED, DateEvidence::Meta))
        } else if rank(META_DATE) {
            Some((confidence::META_DATE, DateEvidence::Meta))
        } else {
            rank(META_MODIFIED).then_some((confidence::MODIFIED, DateEvidence::Other))
        };
        if let Some((certainty, evidence)) = certainty {
            if let Some(found) = dates::parse(content, order).filter(|f| f.day >= dates::first_web_day()) {
                draft.dates.add_found(found, evidence, certainty);
            }
        }
        let mut set = |field| draft.set(field, content, DateEvidence::Other, 0);
        match name.as_str() {
            "og:site_name" | "application-name" if site.is_none() => site = Some(content.to_string()),
            "dc.publisher" | "dcterms.publisher" | "citation_publisher" if site.is_none() => site = Some(content.to_string()),
            "og:title" | "dc.title" | "citation_title" => _ = set(Field::Title),
            "author"
            | "byl"
            | "dc.creator"
            | "dcterms.creator"
            | "parsely-author"
            | "sailthru.author"
            | "article:author"
            | "article:author_name" => {
                if !content.contains("://") {
                    set(Field::Authors);
                }
            }
            "content-language" | "og:locale" | "dc.language" | "language" => _ = set(Field::Lang),
            "dc.rights" | "dcterms.license" | "license" | "copyright-license" => _ = set(Field::Licence),
            "og:url" if content.contains("://") => _ = set(Field::CanonicalUrl),
            _ => {}
        }
    }
    if let Some(site) = site {
        draft.set(Field::Outlet, &site, DateEvidence::Other, 0);
    }
}

fn addresses(page: &Html, draft: &mut Draft) {
    for element in page.select(&selector("link[rel][href], a[rel][href]")) {
        let (Some(rel), Some(href)) = (element.value().attr("rel"), element.value().attr("href")) else { continue };
        let is = |kind: &str| rel.split_whitespace().any(|r| r.eq_ignore_ascii_case(kind));
        if is("canonical") && href.contains("://") {
            // What the link says outranks og:url, which some systems fill with the address of the site.
            draft.canonical_url = Some(href.trim().to_string());
        } else if is("license") {
            draft.set(Field::Licence, href, DateEvidence::Other, 0);
        }
    }
    for link in page.select(&selector("a[href]")) {
        let href = link.value().attr("href").unwrap_or("");
        if href.contains("creativecommons.org/licenses/") || href.contains("creativecommons.org/publicdomain/") {
            draft.set(Field::Licence, href, DateEvidence::Other, 0);
        }
        let shown = words(link).to_lowercase();
        if ["original article", "original story", "original report", "original version"].iter().any(|w| shown.ends_with(w))
            && href.contains("://")
        {
            let phrase = words(link);
            draft.declared_from.push(DeclaredFrom { outlet: None, url: Some(href.to_string()), phrase_span: None, phrase });
        }
    }
}

fn times(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let is_old = |f: &dates::Found| f.day >= dates::first_web_day();
    for element in page.select(&selector("[itemprop]")) {
        let property = element.value().attr("itemprop").unwrap_or("").to_lowercase();
        let certainty = match property.as_str() {
            "datepublished" => confidence::ITEMPROP,
            "datecreated" => confidence::JSON_LD_CREATED,
            _ => continue,
        };
        let given = ["datetime", "content"].iter().find_map(|a| element.value().attr(a)).map_or_else(|| words(element), str::to_string);
        if let Some(found) = dates::parse(&given, order).filter(is_old) {
            draft.dates.add_found(found, DateEvidence::TimeElement, certainty);
        }
    }
    let mut is_first = true;
    for element in page.select(&selector("time, abbr.published, span[data-time]")) {
        let attributes = element.value();
        let given = ["datetime", "title", "content"].iter().find_map(|a| attributes.attr(a)).filter(|v| !v.trim().is_empty());
        let shown = words(element);
        let Some(found) = given.and_then(|g| dates::parse(g, order)).or_else(|| dates::find(&shown, order)).filter(is_old) else {
            continue;
        };
        let class = format!("{} {}", attributes.attr("class").unwrap_or(""), attributes.attr("id").unwrap_or("")).to_lowercase();
        let is_update = class.contains("updat") || class.contains("modif") || shown.to_lowercase().starts_with("updated");
        let is_marked = attributes.attr("pubdate").is_some()
            || ["publish", "entry-date", "post-date", "posted", "article-date", "byline"].iter().any(|c| class.contains(c));
        let certainty = match () {
            () if is_update => confidence::MODIFIED,
            () if is_marked => confidence::TIME_MARKED,
            () if is_first => confidence::TIME_PLAIN,
            // Further times on the page belong to comments and other articles.
            () => confidence::CHOSEN_FROM - 10,
        };
        is_first &= is_update;
        draft.dates.add_found(found, DateEvidence::TimeElement, certainty);
    }
    named_elements(page, order, draft);
}

/// Elements whose class or id speaks of a date, and short lines that say "Published".
fn named_elements(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let named = selector(
        r#"[class*="date" i], [class*="publish" i], [class*="posted" i], [class*="timestamp" i], [class*="byline" i], [class*="meta" i], [class*="time" i], [id*="date" i], [class*="info" i], [class*="datum" i]"#,
    );
    let mut is_first = true;
    for element in page.select(&named) {
        // A container of much else is skipped before its text is gathered.
        if element.descendants().take(60).count() >= 60 {
            continue;
        }
        let shown = words(element);
        if shown.is_empty() || shown.chars().count() > 160 {
            continue;
        }
        let Some(found) = dates::find(&shown, order).filter(|f| f.day >= dates::first_web_day()) else { continue };
        let lower = shown.to_lowercase();
        let certainty = match () {
            () if ["updated", "modified"].iter().any(|w| lower.starts_with(w)) => confidence::MODIFIED,
            () if ["published", "posted", "first published"].iter().any(|w| lower.contains(w)) => confidence::TEXT_LABELLED,
            () if is_first => confidence::ELEMENT_NAMED,
            () => confidence::CHOSEN_FROM - 10,
        };
        is_first = false;
        draft.dates.add_found(found, DateEvidence::Text, certainty);
    }
}

fn bylines(page: &Html, draft: &mut Draft) {
    if !draft.authors.is_empty() {
        return;
    }
    let marked = selector(r#"[rel~="author"], [itemprop="author"], [class*="byline" i], .author, .author-name, address"#);
    for element in page.select(&marked).take(12) {
        let shown = words(element);
        let names = draft::authors(&shown);
        let is_name = |n: &String| {
            (2..=5).contains(&n.split(' ').count())
                && n.split(' ').all(|w| w.starts_with(|c: char| !c.is_lowercase()))
                && !n.contains(|c: char| c.is_ascii_digit())
        };
        if shown.chars().count() <= 80 && !names.is_empty() && names.iter().all(is_name) {
            draft.authors = names;
            return;
        }
    }
}

/// The title: JSON-LD or OpenGraph if they gave one, else the one main heading, else the document's title without the site's name.
fn titles(page: &Html, draft: &mut Draft) {
    if draft.title.is_none() {
        let headings: Vec<String> = page.select(&selector("h1")).map(words).filter(|t| !t.is_empty()).collect();
        if let [only] = headings.as_slice() {
            draft.title = Some(only.clone());
        }
    }
    if draft.title.is_none() {
        draft.title = page.select(&selector("head > title")).map(words).find(|t| !t.is_empty());
    }
    let (Some(title), Some(outlet)) = (&draft.title, &draft.outlet) else { return };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · "] {
        if let Some((before, after)) = title.rsplit_once(mark) {
            if after.eq_ignore_ascii_case(outlet) && !before.trim().is_empty() {
                draft.title = Some(before.trim().to_string());
                return;
            }
        }
    }
}
