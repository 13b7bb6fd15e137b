//! Gathers what is known of one article and makes the record of it.

use sha2::{Digest, Sha256};
use tacitus_record::{Article, Block, DateEvidence, Day, DeclaredFrom, article_id};

use crate::dates::{self, Candidates, Label, NumericOrder, confidence};
use crate::error::IntakeError;
use crate::fields::Field;
use crate::options::Options;
use crate::provenance;

/// An article as read, and what the reader of it should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// The article.
    pub article: Article,
    /// What was doubtful: lost characters, rejected dates, a page without a recognised article.
    pub warnings: Vec<String>,
}

/// An article in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Name of the source, with the record's number where it holds several.
    pub source: String,
    pub raw_sha256: String,
    pub text: String,
    pub blocks: Vec<Block>,
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub canonical_url: Option<String>,
    pub lang: Option<String>,
    pub licence: Option<String>,
    pub agency: Option<String>,
    pub dates: Candidates,
    pub fetched: Option<Day>,
    pub declared_from: Vec<DeclaredFrom>,
    pub extra: Vec<(String, String)>,
    pub warnings: Vec<String>,
}

/// Lower-case hexadecimal SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

fn filled(value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

/// Languages by the names that records give them beside codes.
fn language_code(value: &str) -> Option<String> {
    let value = value.trim().to_lowercase();
    let primary = value.split(['-', '_', ' ', ';', ',']).next().unwrap_or("");
    match (primary.len(), primary) {
        (2, code) if code.chars().all(|c| c.is_ascii_lowercase()) => Some(code.to_string()),
        (_, "english" | "eng") => Some("en".to_string()),
        _ => None,
    }
}

/// Names of authors out of one field: parted by commas, semicolons and "and", without "By".
pub(crate) fn authors(value: &str) -> Vec<String> {
    let value = value.trim().trim_start_matches('@');
    let by = ["by ", "by: ", "written by ", "von ", "par "]
        .iter()
        .find(|by| value.len() > by.len() && value.is_char_boundary(by.len()) && value[..by.len()].eq_ignore_ascii_case(by));
    let value = by.map_or(value, |by| &value[by.len()..]);
    let mut names = Vec::new();
    for name in value.split([',', ';', '|', '\n']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")) {
        if let Some(name) = filled(name).filter(|n| n.contains(char::is_alphabetic) && n.chars().count() <= 100 && !n.contains("://")) {
            names.push(name);
        }
    }
    names
}

impl Draft {
    /// Takes over a field of an input record; what is already known stays. Returns whether the value was understood.
    pub fn set(&mut self, field: Field, value: &str, evidence: DateEvidence, certainty: u8) -> bool {
        let Some(shown) = filled(value) else { return true };
        match field {
            Field::Title => _ = self.title.get_or_insert(shown),
            Field::Outlet => _ = self.outlet.get_or_insert(shown),
            Field::Url => _ = self.url.get_or_insert(shown),
            Field::CanonicalUrl => _ = self.canonical_url.get_or_insert(shown),
            Field::Licence => _ = self.licence.get_or_insert(shown),
            Field::Agency => _ = self.agency.get_or_insert_with(|| provenance::agency(&shown).map_or(shown, str::to_string)),
            Field::Authors => {
                for name in authors(value) {
                    if !self.authors.contains(&name) {
                        self.authors.push(name);
                    }
                }
            }
            Field::Lang => match language_code(value) {
                Some(code) => _ = self.lang.get_or_insert(code),
                None => return false,
            },
            Field::Published => match dates::parse(value, NumericOrder::DayFirst) {
                Some(found) => {
                    if found.is_ambiguous {
                        self.warnings.push(format!("date `{shown}` may be day or month first; it was taken as {}", found.day));
                    }
                    self.dates.add_found(found, evidence, certainty);
                }
                None => {
                    self.warnings.push(format!("date `{shown}` could not be read; write it as YYYY-MM-DD"));
                    return false;
                }
            },
            Field::Fetched => match dates::parse(value, NumericOrder::DayFirst) {
                Some(found) => self.fetched = Some(found.day),
                None => return false,
            },
            Field::Text | Field::TextMore | Field::Html | Field::Extra => return false,
        }
        true
    }

    /// Makes the article: reads the text for provenance and dates, applies the user's settings, chooses the date.
    pub fn finish(mut self, options: &Options, file_name: Option<&str>) -> Result<Intake, IntakeError> {
        if !self.text.contains(|c: char| c.is_alphanumeric()) {
            return Err(IntakeError::new(
                &self.source,
                "it has no text",
                "nothing was read from it; check the file or the field that holds the text",
            ));
        }
        self.dates_in_text();
        if let Some(day) = file_name.and_then(dates::in_file_name) {
            self.dates.add(day, DateEvidence::Other, confidence::FILE_NAME);
        }
        for url in [&self.canonical_url, &self.url].into_iter().flatten() {
            if let Some((captured, _)) = dates::archived(url) {
                self.fetched = Some(self.fetched.map_or(captured, |f| f.min(captured)));
            }
            match dates::day_in_url(url) {
                Some((day, certainty)) => self.dates.add(day, DateEvidence::Url, certainty),
                None => _ = dates::month_in_url(url).map(|month| self.dates.set_month(month)),
            }
        }
        if let Some(day) = options.published {
            self.dates.add(day, DateEvidence::User, confidence::USER);
        }
        if let Some(outlet) = &options.outlet {
            self.outlet = Some(outlet.clone());
        }
        let (published, published_candidates, mut rejected) = std::mem::take(&mut self.dates).settle(self.fetched, options.known_at);
        self.warnings.append(&mut rejected);
        self.declare_copies();
        let credits = || self.blocks.iter().filter(|b| b.kind == tacitus_record::BlockKind::Credit).map(|b| b.span.slice(&self.text));
        if self.licence.is_none() {
            self.licence = credits().find_map(provenance::licence);
        }
        if self.authors.is_empty() {
            self.authors = credits().filter_map(provenance::author).collect();
        }
        let agency = provenance::agency_credit(&self.text, &self.blocks, &self.authors, self.outlet.as_deref());
        let address = self.canonical_url.as_deref().or(self.url.as_deref());
        self.extra.sort();
        let article = Article {
            id: article_id(&self.text, address, self.outlet.as_deref()),
            source: self.source,
            raw_sha256: self.raw_sha256,
            text_sha256: sha256(self.text.as_bytes()),
            title: self.title,
            authors: self.authors,
            outlet: self.outlet,
            agency_credit: self.agency.or(agency),
            published,
            published_candidates,
            lang: self.lang.unwrap_or_else(|| "und".to_string()),
            licence: self.licence,
            declared_from: self.declared_from,
            url: self.url,
            canonical_url: self.canonical_url,
            text: self.text,
            blocks: self.blocks,
            extra: self.extra,
        };
        Ok(Intake { article, warnings: self.warnings })
    }

    /// Dates that credit lines show ("Published: 17 August 2024", a date alone, a dateline with the year).
    fn dates_in_text(&mut self) {
        use tacitus_record::BlockKind::{Credit, Paragraph};
        for block in self.blocks.iter().filter(|b| b.kind == Credit) {
            let words = block.span.slice(&self.text);
            let found = dates::find_all(words, NumericOrder::DayFirst);
            for (number, one) in found.iter().enumerate() {
                match dates::said_of(words, &found, number) {
                    Some(Label::Updated) => self.dates.add_changed(*one),
                    Some(Label::Published | Label::Date) => self.dates.add_found(*one, DateEvidence::Text, confidence::TEXT_LABELLED),
                    // A year in a copyright line or a date inside a sentence says nothing of this article.
                    None if one.start <= 12 => self.dates.add_found(*one, DateEvidence::Text, confidence::TEXT_ALONE),
                    None | Some(Label::Other) => {}
                }
            }
        }
        let lead = self.blocks.iter().find(|b| b.kind == Paragraph).map_or("", |b| b.span.slice(&self.text));
        let dateline = lead.split_once([')', '—', '–']).map_or("", |(head, _)| head);
        if dateline.len() <= 90
            && let Some(found) = dates::find(dateline, NumericOrder::DayFirst)
            // Before the date of a dateline stand names only.
            && dateline[..found.start].split_whitespace().all(|word| !word.starts_with(char::is_lowercase))
            && dateline.starts_with(char::is_uppercase)
        {
            self.dates.add_found(found, DateEvidence::Text, confidence::TEXT_ALONE);
        }
    }

    /// What the text declares of its descent, with the address the markup gave for it; an address of its own at another host.
    fn declare_copies(&mut self) {
        let mut declared = provenance::declared_from(&self.text, &self.blocks);
        for mut marked in std::mem::take(&mut self.declared_from) {
            match declared.iter_mut().find(|d| d.url.is_none() && d.phrase.to_lowercase().contains(&marked.phrase.to_lowercase())) {
                Some(spoken) => spoken.url = marked.url,
                None => {
                    marked.phrase_span = None;
                    declared.push(marked);
                }
            }
        }
        if let (Some(url), Some(canonical)) = (&self.url, &self.canonical_url)
            && let (Some(fetched), Some(own)) = (host(url), host(canonical))
            && fetched != own
            && !fetched.ends_with(&format!(".{own}"))
            && !own.ends_with(&format!(".{fetched}"))
        {
            let phrase = "rel=canonical".to_string();
            declared.push(DeclaredFrom { outlet: Some(own), url: Some(canonical.clone()), phrase_span: None, phrase });
        }
        self.declared_from = declared;
    }
}

/// The host of an address without the parts that only tell how the page is served.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let host = ["www.", "m.", "amp.", "mobile."].iter().fold(host.as_str(), |h, part| h.strip_prefix(part).unwrap_or(h));
    (!host.is_empty()).then(|| host.to_string())
}
