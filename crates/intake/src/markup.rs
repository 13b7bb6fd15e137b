//! Reads what a page of HTML says about itself: title, authors, outlet, addresses, language, licence, dates, descent.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use tacitus_record::{DateEvidence, DeclaredFrom, normal};

use crate::dates::{self, NumericOrder, confidence};
use crate::draft::{self, Draft};
use crate::fields::Field;
use crate::{lexicon, page_dates};

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
    let data: Vec<Value> = linked_data(page, order, draft).into_iter().filter(is_article).collect();
    let own = own_article(page, &data);
    for (number, value) in data.iter().enumerate() {
        linked(value, own.is_none_or(|own| own == number), order, draft);
    }
    meta(page, order, draft);
    addresses(page, draft);
    capture(page, draft);
    page_dates::read(page, order, draft);
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
    let locale = || page.select(&selector(r#"meta[property="og:locale"]"#)).find_map(|e| e.value().attr("content"));
    match page.root_element().value().attr("lang").or_else(locale).map(str::to_lowercase).as_deref() {
        Some("en-us" | "en_us") => NumericOrder::MonthFirst,
        _ => NumericOrder::DayFirst,
    }
}

/// Every JSON-LD object of the page that can be read; of what cannot, the first date of publication goes to the draft.
fn linked_data(page: &Html, order: NumericOrder, draft: &mut Draft) -> Vec<Value> {
    let mut found = Vec::new();
    for script in page.select(&selector(r#"script[type="application/ld+json"]"#)) {
        // Some systems wrap the data in comments or leave line breaks inside strings.
        let text: String = script.text().collect::<String>().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let text =
            text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_end_matches("-->").trim_end_matches("//]]>");
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else {
            if let Some(found) = page_dates::published_in_script(text, order).filter(|f| f.day >= dates::first_web_day()) {
                draft.dates.add_found(found, DateEvidence::JsonLd, confidence::JSON_LD_LOOSE);
            }
            continue;
        };
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
    is_of(value, |name| name.ends_with("Article") || name.ends_with("Posting") || matches!(name, "Report" | "WebPage"))
        || is_other_work(value)
}

/// Works that a page can be about beside articles; what is only on the page (comments, videos, pictures, products) is none.
fn is_other_work(value: &Value) -> bool {
    is_of(value, |name| {
        matches!(
            name,
            "HowTo"
                | "Recipe"
                | "CreativeWork"
                | "PodcastEpisode"
                | "Episode"
                | "RadioEpisode"
                | "ItemPage"
                | "Dataset"
                | "Course"
                | "QAPage"
                | "AboutPage"
        )
    })
}

fn is_of(value: &Value, named: impl Fn(&str) -> bool) -> bool {
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

/// Which of the articles described is the page's own: a page may also describe those it links to. The one that bears the page's
/// address or title, else the first; `None` where there is nothing to choose.
fn own_article(page: &Html, data: &[Value]) -> Option<usize> {
    let articles: Vec<usize> = (0..data.len()).filter(|&n| data[n]["@type"] != "WebPage" && !is_other_work(&data[n])).collect();
    if articles.len() < 2 {
        return None;
    }
    let attribute = |css: &str, name: &str| page.select(&selector(css)).find_map(|e| e.value().attr(name)).map(str::to_string);
    let canonical = attribute(r#"link[rel="canonical"]"#, "href").or_else(|| attribute(r#"meta[property="og:url"]"#, "content"));
    let title = attribute(r#"meta[property="og:title"]"#, "content").map(|t| normal(&t));
    let bears = |value: &Value| {
        let addresses = ["url", "@id", "mainEntityOfPage"].iter().flat_map(|k| strings(&value[*k], &["@id", "url"]));
        let is_here = canonical.as_ref().is_some_and(|c| addresses.into_iter().any(|a| a.trim_end_matches('/') == c.trim_end_matches('/')));
        is_here || title.as_ref().is_some_and(|t| value["headline"].as_str().is_some_and(|h| normal(h) == *t))
    };
    articles.iter().copied().find(|&n| bears(&data[n])).or(articles.first().copied())
}

fn linked(value: &Value, is_own: bool, order: NumericOrder, draft: &mut Draft) {
    let is_page = value["@type"] == "WebPage" || is_other_work(value);
    if !is_own && !is_page {
        return;
    }
    let text = |key: &str| strings(&value[key], &["name", "@value", "url", "@id"]);
    for (key, certainty) in [
        ("datePublished", if is_page { confidence::JSON_LD_LOOSE } else { confidence::JSON_LD_PUBLISHED }),
        ("dateCreated", confidence::JSON_LD_CREATED),
    ] {
        for date in text(key) {
            page_dates::add(draft, &date, order, DateEvidence::JsonLd, certainty);
        }
    }
    for date in text("dateModified") {
        page_dates::add_changed(draft, &date, order);
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

/// What a `meta` element of that name gives.
pub(crate) fn meta_gives(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
        let table = include_str!("../../../lexicons/meta-names.tsv");
        let known = ["published", "date", "modified", "site", "title", "authors", "lang", "licence", "canonical_url"];
        let rows = lexicon::rows("meta-names.tsv", table, ["name", "gives", "source"]);
        let row = |[name, gives, _]: [&'static str; 3]| {
            assert!(known.contains(&gives), "lexicons/meta-names.tsv: gives `{gives}`");
            (name, gives)
        };
        rows.into_iter().map(row).collect()
    });
    NAMES.get(name).copied().or_else(|| date_named(name))
}

/// What a name that no table knows says of a date (`prism.publicationDate`, `shop:date_published`): systems make up names, but out of
/// the same words.
fn date_named(name: &str) -> Option<&'static str> {
    let letters: String = name.chars().filter(char::is_ascii_lowercase).collect();
    let has = |words: &[&str]| words.iter().any(|w| letters.contains(w));
    if has(&["modif", "updat", "revis", "expir", "image", "copyright", "valid"]) {
        return None;
    }
    let is_time = has(&["date", "time"]) || letters.ends_with("published");
    match name.rsplit([':', '.', '_', '-']).next() {
        _ if has(&["publi", "pubdate"]) && is_time => Some("published"),
        Some("date" | "created" | "uploaded" | "uploaddate" | "issued" | "datetime") => Some("date"),
        _ => None,
    }
}

fn meta(page: &Html, order: NumericOrder, draft: &mut Draft) {
    for element in page.select(&selector("meta[content]")) {
        let content = element.value().attr("content").unwrap_or("").trim();
        let named = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| element.value().attr(a).map(|name| (*a, name)));
        let Some((attribute, name)) = named else { continue };
        let Some(gives) = meta_gives(&name.trim().to_lowercase()) else { continue };
        // Microdata may stand in the items of a list: it is weighed by its place, with the dates the page shows.
        if attribute == "itemprop" && matches!(gives, "published" | "date" | "modified") {
            continue;
        }
        let is_address = content.contains("://");
        let mut set = |field| _ = draft.set(field, content, DateEvidence::Other, 0);
        match gives {
            "published" => page_dates::add(draft, content, order, DateEvidence::Meta, confidence::META_PUBLISHED),
            "date" => page_dates::add(draft, content, order, DateEvidence::Meta, confidence::META_DATE),
            "modified" => page_dates::add_changed(draft, content, order),
            "site" => set(Field::Outlet),
            "title" => set(Field::Title),
            "authors" if !is_address => set(Field::Authors),
            "lang" => set(Field::Lang),
            "licence" => set(Field::Licence),
            "canonical_url" if is_address => set(Field::CanonicalUrl),
            _ => {}
        }
    }
}

/// The day on which a web archive captured the page: it writes it into the addresses of all that the page links to.
fn capture(page: &Html, draft: &mut Draft) {
    let own = [&draft.canonical_url, &draft.url].into_iter().flatten().find_map(|url| dates::archived(url)).map(|(day, _)| day);
    let linked = || {
        let addresses: Vec<&str> = page.select(&selector("[href]")).filter_map(|e| e.value().attr("href")).collect();
        let captured: Vec<_> = addresses.iter().filter_map(|a| dates::archived(a)).map(|(day, _)| day).collect();
        captured.first().copied().filter(|_| captured.len() * 2 > addresses.len())
    };
    if let Some(day) = own.or_else(linked) {
        draft.fetched = Some(draft.fetched.map_or(day, |known| known.min(day)));
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
        if let Some((before, after)) = title.rsplit_once(mark)
            && after.eq_ignore_ascii_case(outlet)
            && !before.trim().is_empty()
        {
            draft.title = Some(before.trim().to_string());
            return;
        }
    }
}
