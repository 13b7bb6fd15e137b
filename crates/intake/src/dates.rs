//! Finds publication dates: reads written days, ranks candidates, rejects what cannot be.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use tacitus_record::{DateEvidence, Day, PublishedDate};

use crate::lexicon;

/// Confidence in percent by kind of evidence. Ranked by how often each kind agrees with the printed date on news pages:
/// markup made for machines first, then the address, then visible words, then what only bounds the date.
pub(crate) mod confidence {
    pub const USER: u8 = 100;
    pub const RECORD: u8 = 98;
    pub const JSON_LD_PUBLISHED: u8 = 95;
    pub const META_PUBLISHED: u8 = 93;
    pub const ITEMPROP: u8 = 91;
    pub const TIME_MARKED: u8 = 88;
    pub const META_DATE: u8 = 86;
    pub const TEXT_HEADER: u8 = 90;
    pub const URL: u8 = 85;
    pub const TIME_PLAIN: u8 = 75;
    pub const TEXT_LABELLED: u8 = 75;
    pub const TEXT_ALONE: u8 = 65;
    pub const ELEMENT_NAMED: u8 = 62;
    pub const WORDS_OF_PAGE: u8 = 55;
    pub const JSON_LD_CREATED: u8 = 60;
    pub const FILE_NAME: u8 = 50;
    pub const MODIFIED: u8 = 45;
    /// Taken off where day and month could be either way round.
    pub const AMBIGUOUS_LESS: u8 = 35;
    /// Below this a candidate is kept but not chosen: a wrong date shifts every "on Tuesday" of the article.
    pub const CHOSEN_FROM: u8 = 40;
}

/// The first day a page of the web can have been published; earlier days in markup are placeholders.
pub(crate) fn first_web_day() -> Day {
    Day::new(1993, 1, 1).unwrap_or(Day::from_number(0))
}

static MONTHS: LazyLock<BTreeMap<&'static str, u32>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/month-names.tsv");
    lexicon::rows("month-names.tsv", table, ["name", "month", "lang", "source"])
        .into_iter()
        .map(|[name, month, _, _]| (name, month.parse().unwrap_or_else(|_| panic!("lexicons/month-names.tsv: month `{month}`"))))
        .collect()
});

/// A day found in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub day: Day,
    /// Byte offsets of the words.
    pub start: usize,
    pub end: usize,
    /// Whether day and month could be either way round.
    pub is_ambiguous: bool,
}

/// Which of two numbers comes first where nothing tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumericOrder {
    DayFirst,
    MonthFirst,
}

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})(?:\D|$)"));
static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d.:])(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?(?:\s+|-)(?:of\s+|de\s+)?(\p{L}{3,12})\.?,?(?:\s+|-)(?:de[l]?\s+)?(\d{4})(?:\D|$)",
    )
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\D|$)"));
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^\d.])(\d{1,2})([./-])(\d{1,2})[./-](\d{4})(?:\D|$)"));
static COMPACT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\D)((?:19|20)\d{2})(\d{2})(\d{2})(?:\D|$|\d{4,6}(?:\D|$))"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern")
}

/// The first full date written in `text`; partial dates ("in August", "17 August") are none.
pub(crate) fn find(text: &str, order: NumericOrder) -> Option<Found> {
    let number = |c: &regex::Captures, i: usize| c[i].parse::<u32>().unwrap_or(0);
    let month = |word: &str| MONTHS.get(word.to_lowercase().as_str()).copied();
    let mut found: Vec<Found> = Vec::new();
    let mut keep = |c: &regex::Captures, first: usize, last: usize, day: Option<Day>, is_ambiguous: bool| {
        if let (Some(day), Some(a), Some(b)) = (day, c.get(first), c.get(last)) {
            found.push(Found { day, start: a.start(), end: b.end(), is_ambiguous });
        }
        day.is_some()
    };
    for c in YEAR_FIRST.captures_iter(text) {
        if keep(&c, 1, 3, Day::new(number(&c, 1) as i32, number(&c, 2), number(&c, 3)), false) {
            break;
        }
    }
    for c in DAY_MONTH.captures_iter(text) {
        if keep(&c, 1, 3, month(&c[2]).and_then(|m| Day::new(number(&c, 3) as i32, m, number(&c, 1))), false) {
            break;
        }
    }
    for c in MONTH_DAY.captures_iter(text) {
        if keep(&c, 1, 3, month(&c[1]).and_then(|m| Day::new(number(&c, 3) as i32, m, number(&c, 2))), false) {
            break;
        }
    }
    for c in NUMERIC.captures_iter(text) {
        let (a, b, year) = (number(&c, 1), number(&c, 3), number(&c, 4) as i32);
        let (day_first, month_first) = (Day::new(year, b, a), Day::new(year, a, b));
        // Points between the numbers are written only where the day comes first.
        let settled = &c[2] == "." || a == b;
        let (day, is_ambiguous) = match (day_first, month_first) {
            (Some(day), Some(_)) if settled => (Some(day), false),
            (Some(day), Some(other)) => (Some(if order == NumericOrder::DayFirst { day } else { other }), true),
            (one, other) => (one.or(other), false),
        };
        if keep(&c, 1, 4, day, is_ambiguous) {
            break;
        }
    }
    found.into_iter().min_by_key(|f| f.start)
}

/// A date of a record's field or of markup: a written date, `YYYYMMDD`, or seconds or milliseconds since 1970.
pub(crate) fn parse(text: &str, order: NumericOrder) -> Option<Found> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    if let Some(found) = find(text, order) {
        return Some(found);
    }
    if let Some(c) = COMPACT.captures(text) {
        let number = |i: usize| c[i].parse::<u32>().unwrap_or(0);
        if let Some(day) = Day::new(number(1) as i32, number(2), number(3)) {
            return Some(Found { day, start: 0, end: text.len(), is_ambiguous: false });
        }
    }
    let seconds = match text.len() {
        // Ten digits of seconds reach from 2001 to 2286, thirteen digits are the same in milliseconds.
        10 => text.parse::<i64>().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let day = Day::from_number(i32::try_from(seconds.div_euclid(86_400)).ok()?);
    Some(Found { day, start: 0, end: text.len(), is_ambiguous: false })
}

/// The day an address carries (`/2024/08/17/`, `/2024-08-17-...`, `-20240817`).
pub(crate) fn in_url(url: &str) -> Option<Day> {
    static PATH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[/_-])((?:19|20)\d{2})[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?:[/_.?#-]|$)"));
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)/((?:19|20)\d{2})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(\d{1,2})(?:[/_.?#-]|$)"));
    // Web archives put the time of capture before the address they captured.
    let url = archived(url).map_or(url, |(_, original)| original);
    let after_host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_host.find('/').map_or("", |i| &after_host[i..]);
    if let Some(c) = PATH.captures(path) {
        return Day::new(c[1].parse().ok()?, c[2].parse().ok()?, c[3].parse().ok()?);
    }
    if let Some(c) = NAMED.captures(path) {
        return Day::new(c[1].parse().ok()?, *MONTHS.get(c[2].to_lowercase().as_str())?, c[3].parse().ok()?);
    }
    let c = COMPACT.captures(path)?;
    Day::new(c[1].parse().ok()?, c[2].parse().ok()?, c[3].parse().ok()?)
}

/// The day of capture and the original address in an address of a web archive (`/web/20240817101500/https://...`).
pub(crate) fn archived(url: &str) -> Option<(Day, &str)> {
    static CAPTURE: LazyLock<Regex> = LazyLock::new(|| pattern(r"/web/(\d{4})(\d{2})(\d{2})\d{0,6}(?:[a-z]{2}_)?/(.+)$"));
    let c = CAPTURE.captures(url)?;
    let day = Day::new(c[1].parse().ok()?, c[2].parse().ok()?, c[3].parse().ok()?)?;
    Some((day, c.get(4)?.as_str()))
}

/// The day a file's name begins or ends with (`2024-08-17-vestra.txt`).
pub(crate) fn in_file_name(name: &str) -> Option<Day> {
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let found = find(stem, NumericOrder::DayFirst).filter(|f| !f.is_ambiguous)?;
    Some(found.day)
}

/// Candidates for one article, with the bounds that they must keep.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidates {
    list: Vec<PublishedDate>,
}

impl Candidates {
    /// Adds a candidate unless the same evidence already gave that day with at least that confidence.
    pub fn add(&mut self, value: Day, evidence: DateEvidence, confidence: u8) {
        match self.list.iter_mut().find(|c| c.value == value && c.evidence == evidence) {
            Some(known) => known.confidence = known.confidence.max(confidence),
            None => self.list.push(PublishedDate { value, evidence, confidence }),
        }
    }

    /// Whether a candidate is good enough to be chosen.
    pub fn has_choice(&self) -> bool {
        self.list.iter().any(|c| c.confidence > confidence::MODIFIED)
    }

    /// Adds what was found in words; an uncertain order of day and month lowers the confidence.
    pub fn add_found(&mut self, found: Found, evidence: DateEvidence, confidence: u8) {
        let less = if found.is_ambiguous { confidence::AMBIGUOUS_LESS } else { 0 };
        self.add(found.day, evidence, confidence.saturating_sub(less));
    }

    /// The chosen date, all candidates best first, and a warning for each day that cannot be.
    ///
    /// `fetched` and `known_at` are upper bounds; one day is allowed for time zones.
    pub fn settle(self, fetched: Option<Day>, known_at: Option<Day>) -> (Option<PublishedDate>, Vec<PublishedDate>, Vec<String>) {
        let mut warnings = Vec::new();
        let bound = match (fetched, known_at) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let mut list = self.list;
        list.sort_by(|a, b| b.confidence.cmp(&a.confidence).then(a.evidence.cmp(&b.evidence)).then(a.value.cmp(&b.value)));
        list.retain(|candidate| {
            let fits = bound.is_none_or(|bound| candidate.value <= bound.plus(1));
            if !fits {
                let than = if fetched.is_some() && fetched == bound { "the page was fetched" } else { "today" };
                warnings.push(format!(
                    "publication date {} ({}) lies after {than} and was rejected; give the right one with --published",
                    candidate.value, candidate.evidence
                ));
            }
            fits
        });
        let chosen = list.first().filter(|c| c.confidence >= confidence::CHOSEN_FROM).cloned().map(|best| local_day(best, &list));
        if let Some(chosen) = &chosen {
            let rival = list.iter().find(|c| c.confidence >= confidence::URL && (c.value.number() - chosen.value.number()).abs() > 7);
            if let Some(rival) = rival.filter(|_| chosen.evidence != DateEvidence::User) {
                warnings.push(format!(
                    "publication date is {} by {} but {} by {}; the first was taken",
                    chosen.value, chosen.evidence, rival.value, rival.evidence
                ));
            }
        }
        (chosen, list, warnings)
    }
}

/// Machines often write the time of publication in UTC, so that near midnight it names the day before or after. Where address
/// and visible words agree on that neighbour, it is the day the outlet printed, and the one its "on Tuesday" counts from.
fn local_day(best: PublishedDate, list: &[PublishedDate]) -> PublishedDate {
    use DateEvidence::{JsonLd, Meta, Text, TimeElement, Url};
    if !matches!(best.evidence, JsonLd | Meta) {
        return best;
    }
    let printed = |kind: fn(DateEvidence) -> bool| {
        list.iter().find(|c| kind(c.evidence) && c.confidence > confidence::MODIFIED && (c.value.number() - best.value.number()).abs() <= 1)
    };
    let address = printed(|e| e == Url);
    let words = printed(|e| matches!(e, Text | TimeElement));
    match (address, words) {
        (Some(address), Some(words)) if address.value == words.value && address.value != best.value => address.clone(),
        _ => best,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text, NumericOrder::DayFirst).map(|f| format!("{}{}", f.day, if f.is_ambiguous { "?" } else { "" }))
    }

    #[test]
    fn written_dates() {
        for text in [
            "2024-08-17",
            "2024-08-17T23:30:00-05:00",
            "20240817",
            "20240817T101500Z",
            "17 August 2024",
            "17th of August, 2024",
            "Saturday, August 17, 2024 10:15 EDT",
            "Aug. 17, 2024",
            "Sat, 17 Aug 2024 10:15:00 GMT",
            "17. August 2024",
            "17 de agosto de 2024",
            "17 août 2024",
            "17 августа 2024 г.",
            "17.08.2024",
            "08/17/2024",
            "2024年8月17日",
            "1723896000",
            "1723896000000",
        ] {
            assert_eq!(read(text).as_deref(), Some("2024-08-17"), "{text}");
        }
        assert_eq!(read("07/08/2024").as_deref(), Some("2024-08-07?"));
        for text in ["August 2024", "17 August", "on Tuesday", "31 February 2024", "12 monkeys 2024", "10.5.3.2024", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn addresses() {
        let day = |url: &str| in_url(url).map(|d| d.to_string());
        assert_eq!(day("https://herald.example/2024/08/17/vestra").as_deref(), Some("2024-08-17"));
        assert_eq!(day("https://herald.example/news/vestra-2024-08-17.html").as_deref(), Some("2024-08-17"));
        assert_eq!(day("https://herald.example/2024/aug/17/vestra").as_deref(), Some("2024-08-17"));
        assert_eq!(day("https://herald.example/news-20240817").as_deref(), Some("2024-08-17"));
        assert_eq!(day("https://herald.example/2024/vestra-20999999"), None);
        assert_eq!(
            day("https://archive.example/web/20250101090000/https://herald.example/2024/08/17/vestra").as_deref(),
            Some("2024-08-17")
        );
        assert_eq!(day("https://archive.example/web/20250101090000/https://herald.example/vestra"), None);
    }

    #[test]
    fn the_printed_day_outranks_the_machines_neighbour() {
        let day = |t: &str| t.parse::<Day>().unwrap();
        let mut candidates = Candidates::default();
        candidates.add(day("2024-08-18"), DateEvidence::JsonLd, confidence::JSON_LD_PUBLISHED);
        candidates.add(day("2024-08-17"), DateEvidence::Url, confidence::URL);
        assert_eq!(candidates.clone().settle(None, None).0.map(|c| c.value), Some(day("2024-08-18")));
        candidates.add(day("2024-08-17"), DateEvidence::Text, confidence::ELEMENT_NAMED);
        assert_eq!(candidates.settle(None, None).0.map(|c| c.value), Some(day("2024-08-17")));
    }

    #[test]
    fn impossible_dates_are_rejected_aloud() {
        let mut candidates = Candidates::default();
        let day = |t: &str| t.parse::<Day>().unwrap();
        candidates.add(day("2031-01-01"), DateEvidence::JsonLd, 95);
        candidates.add(day("2024-08-17"), DateEvidence::Url, 85);
        let (chosen, all, warnings) = candidates.settle(None, Some(day("2024-09-01")));
        assert_eq!(chosen.map(|c| c.value), Some(day("2024-08-17")));
        assert_eq!(all.len(), 1);
        assert!(warnings[0].contains("2031-01-01 (json-ld) lies after today"), "{warnings:?}");
    }
}
