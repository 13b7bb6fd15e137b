//! Weighs the candidates of one article against each other: what several kinds of evidence agree on gains, what they dispute loses.

use tacitus_record::{DateEvidence, Day, PublishedDate};

use super::{Found, confidence};

/// Kinds of evidence that err apart from each other. Markup made for machines comes out of one field of the outlet's system, however
/// often it is written into the page; what readers see and the address are made by other hands or at other times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Machine,
    Shown,
    Address,
    /// The user or the record: never disputed by the page.
    Given,
}

fn family(evidence: DateEvidence) -> Family {
    match evidence {
        DateEvidence::User | DateEvidence::Record => Family::Given,
        DateEvidence::JsonLd | DateEvidence::Meta | DateEvidence::Other => Family::Machine,
        DateEvidence::TimeElement | DateEvidence::Text => Family::Shown,
        DateEvidence::Url => Family::Address,
    }
}

/// Part of the doubt (100 less the confidence) that another family takes away where it names the same day, in percent.
const DOUBT_TAKEN: u16 = 50;
/// Taken off for each other family whose best evidence names another day.
const DISPUTED_LESS: u8 = 12;
/// Taken off markup for machines where neither words nor address say anything: nobody sees whether it is right.
const ALONE_LESS: u8 = 10;
/// Taken off where the address names another month, or the copyright line of the page only earlier years.
const MONTH_LESS: u8 = 8;
const COPYRIGHT_LESS: u8 = 4;
/// Evidence below this disputes nothing; that of a day of change or weaker does not support either.
const HEARD_FROM: u8 = 55;
/// Two good pieces of evidence further apart than this are worth a warning.
const RIVAL_DAYS: i32 = 7;

/// So many candidates are kept; a page with more says nothing of its own day with the rest.
const MOST: usize = 200;

/// Candidates for one article, with the bounds that they must keep.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidates {
    list: Vec<Candidate>,
    /// Year and month that the address carries without a day.
    month: Option<(i32, u32)>,
    /// The latest year of the page's copyright line: a bound, never a candidate.
    copyright: Option<i32>,
}

#[derive(Clone, Debug)]
struct Candidate {
    date: PublishedDate,
    /// The neighbouring day that it may be where the outlet is.
    elsewhere: Option<Day>,
}

impl Candidates {
    /// Adds a candidate unless the same evidence already gave that day with at least that confidence.
    pub fn add(&mut self, value: Day, evidence: DateEvidence, confidence: u8) {
        self.keep(value, evidence, confidence, None);
    }

    /// Adds what was found in words; an uncertain order of day and month or a short year lowers the confidence.
    pub fn add_found(&mut self, found: Found, evidence: DateEvidence, confidence: u8) {
        let less =
            if found.is_ambiguous { confidence::AMBIGUOUS_LESS } else { 0 } + if found.is_short { confidence::SHORT_YEAR_LESS } else { 0 };
        self.keep(found.day, evidence, confidence.saturating_sub(less), found.elsewhere);
    }

    /// Adds the day of a change: a candidate of last resort, which supports no other.
    pub fn add_changed(&mut self, found: Found) {
        self.keep(found.day, DateEvidence::Other, confidence::MODIFIED, found.elsewhere);
    }

    /// Whether a candidate would be chosen.
    pub fn has_choice(&self) -> bool {
        self.list.iter().any(|c| c.date.confidence >= confidence::CHOSEN_FROM)
    }

    /// Notes the month that the address carries.
    pub fn set_month(&mut self, month: (i32, u32)) {
        self.month.get_or_insert(month);
    }

    /// Notes a year of a copyright line.
    pub fn add_copyright(&mut self, year: i32) {
        self.copyright = Some(self.copyright.map_or(year, |known| known.max(year)));
    }

    fn keep(&mut self, value: Day, evidence: DateEvidence, confidence: u8, elsewhere: Option<Day>) {
        let is_full = self.list.len() >= MOST;
        match self.list.iter_mut().find(|c| c.date.value == value && c.date.evidence == evidence) {
            Some(known) => {
                known.date.confidence = known.date.confidence.max(confidence);
                known.elsewhere = known.elsewhere.or(elsewhere);
            }
            None if is_full => {}
            None => self.list.push(Candidate { date: PublishedDate { value, evidence, confidence }, elsewhere }),
        }
    }

    /// The chosen date, all candidates best first, and a warning for each day that cannot be.
    ///
    /// `fetched` and `known_at` are upper bounds; one day is allowed for time zones.
    pub fn settle(mut self, fetched: Option<Day>, known_at: Option<Day>) -> (Option<PublishedDate>, Vec<PublishedDate>, Vec<String>) {
        let mut warnings = Vec::new();
        let bound = match (fetched, known_at) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.list.sort_by(|a, b| order(&a.date, &b.date));
        self.list.retain(|Candidate { date, .. }| {
            let fits = bound.is_none_or(|bound| date.value <= bound.plus(1));
            if !fits {
                let than = if fetched.is_some() && fetched == bound { "the page was fetched" } else { "today" };
                warnings.push(format!(
                    "publication date {} ({}) lies after {than} and was rejected; give the right one with --published",
                    date.value, date.evidence
                ));
            }
            fits
        });
        self.read_in_local_time();
        let mut list = self.weighed();
        list.sort_by(order);
        let chosen = list.first().filter(|c| c.confidence >= confidence::CHOSEN_FROM).cloned();
        if let Some(chosen) = chosen.as_ref().filter(|c| family(c.evidence) != Family::Given) {
            let is_rival = |c: &&PublishedDate| {
                c.confidence >= confidence::TEXT_ALONE && (c.value.number() - chosen.value.number()).abs() > RIVAL_DAYS
            };
            if let Some(rival) = list.iter().find(is_rival) {
                warnings.push(format!(
                    "publication date is {} by {} but {} by {}; the first was taken",
                    chosen.value, chosen.evidence, rival.value, rival.evidence
                ));
            }
        }
        (chosen, list, warnings)
    }

    /// Machines often write the moment of publication in UTC, so that near midnight it names the day before or after. Where the address or
    /// visible words have that neighbour and not the day itself, it is the day the outlet printed, which its "on Tuesday" counts from.
    fn read_in_local_time(&mut self) {
        let is_printed = |c: &&Candidate| {
            matches!(family(c.date.evidence), Family::Shown | Family::Address) && c.elsewhere.is_none() && c.date.confidence >= HEARD_FROM
        };
        let printed: Vec<Day> = self.list.iter().filter(is_printed).map(|c| c.date.value).collect();
        for candidate in &mut self.list {
            if let Some(local) = candidate.elsewhere.filter(|d| printed.contains(d) && !printed.contains(&candidate.date.value)) {
                candidate.date.value = local;
            }
        }
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in std::mem::take(&mut self.list) {
            let same = |c: &&Candidate| c.date.value == candidate.date.value && c.date.evidence == candidate.date.evidence;
            if !kept.iter().any(|c| same(&c)) {
                kept.push(candidate);
            }
        }
        self.list = kept;
    }

    /// The candidates with the confidence that the others leave them.
    fn weighed(&self) -> Vec<PublishedDate> {
        let families = [Family::Machine, Family::Shown, Family::Address];
        // A day of change is no opinion on the day of publication.
        let is_heard = |c: &&Candidate| c.date.confidence > confidence::MODIFIED;
        let heard: Vec<&PublishedDate> = self.list.iter().filter(is_heard).map(|c| &c.date).collect();
        let weigh = |date: &PublishedDate| -> u8 {
            let own = family(date.evidence);
            if own == Family::Given || date.confidence <= confidence::MODIFIED {
                return date.confidence;
            }
            let mut confidence = date.confidence;
            let mut is_alone = true;
            for other in families.into_iter().filter(|f| *f != own) {
                let mut said = heard.iter().filter(|h| family(h.evidence) == other).peekable();
                let Some(certainty) = said.peek().map(|h| h.confidence) else { continue };
                if said.any(|h| h.value == date.value) {
                    confidence += (u16::from(100 - confidence.min(100)) * DOUBT_TAKEN / 100) as u8;
                    is_alone = false;
                } else if certainty >= HEARD_FROM {
                    confidence = confidence.saturating_sub(DISPUTED_LESS);
                    is_alone = false;
                }
            }
            if own == Family::Machine && is_alone {
                confidence = confidence.saturating_sub(ALONE_LESS);
            }
            if self.month.is_some_and(|m| m != (date.value.year(), date.value.month())) {
                confidence = confidence.saturating_sub(MONTH_LESS);
            }
            // Many pages never renew the year: of 262 pages with one, 15 in 100 were published after it.
            if own == Family::Shown && self.copyright.is_some_and(|year| date.value.year() > year) {
                confidence = confidence.saturating_sub(COPYRIGHT_LESS);
            }
            confidence.min(99)
        };
        self.list.iter().map(|c| PublishedDate { confidence: weigh(&c.date), ..c.date.clone() }).collect()
    }
}

/// Best first; of equals the stronger kind of evidence, then the earlier day.
fn order(a: &PublishedDate, b: &PublishedDate) -> std::cmp::Ordering {
    b.confidence.cmp(&a.confidence).then(a.evidence.cmp(&b.evidence)).then(a.value.cmp(&b.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{NumericOrder, parse};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn chosen(candidates: &Candidates) -> Option<(String, u8)> {
        candidates.clone().settle(None, None).0.map(|c| (c.value.to_string(), c.confidence))
    }

    #[test]
    fn address_and_words_together_outrank_the_machines_day() {
        let mut candidates = Candidates::default();
        candidates.add(day("2024-08-18"), DateEvidence::JsonLd, confidence::JSON_LD_PUBLISHED);
        candidates.add(day("2024-08-17"), DateEvidence::Url, confidence::URL);
        assert_eq!(chosen(&candidates).map(|c| c.0).as_deref(), Some("2024-08-18"));
        candidates.add(day("2024-08-17"), DateEvidence::Text, confidence::TEXT_LABELLED);
        assert_eq!(chosen(&candidates).map(|c| c.0).as_deref(), Some("2024-08-17"));
    }

    #[test]
    fn a_moment_in_utc_is_read_by_the_printed_day() {
        let mut candidates = Candidates::default();
        let moment = parse("2024-08-17T22:05:00Z", NumericOrder::DayFirst).unwrap();
        candidates.add_found(moment, DateEvidence::JsonLd, confidence::JSON_LD_PUBLISHED);
        assert_eq!(chosen(&candidates).map(|c| c.0).as_deref(), Some("2024-08-17"));
        candidates.add(day("2024-08-18"), DateEvidence::Text, confidence::ELEMENT_NAMED);
        assert_eq!(chosen(&candidates).map(|c| c.0).as_deref(), Some("2024-08-18"));
    }

    #[test]
    fn agreement_raises_confidence_and_dispute_lowers_it() {
        let mut alone = Candidates::default();
        alone.add(day("2024-08-17"), DateEvidence::Meta, confidence::META_PUBLISHED);
        let (mut agreed, mut disputed) = (alone.clone(), alone.clone());
        agreed.add(day("2024-08-17"), DateEvidence::Text, confidence::TEXT_ALONE);
        disputed.add(day("2023-01-01"), DateEvidence::Text, confidence::TEXT_ALONE);
        let confidence = |c: &Candidates| chosen(c).map_or(0, |c| c.1);
        assert!(confidence(&agreed) > confidence(&alone) && confidence(&alone) > confidence(&disputed));
    }

    #[test]
    fn a_day_of_change_is_chosen_only_where_nothing_else_is_known() {
        let mut candidates = Candidates::default();
        candidates.add_changed(parse("2024-09-01", NumericOrder::DayFirst).unwrap());
        assert_eq!(chosen(&candidates).map(|c| c.0).as_deref(), Some("2024-09-01"));
        candidates.add(day("2024-08-17"), DateEvidence::Text, confidence::TEXT_ALONE);
        assert_eq!(chosen(&candidates).map(|c| c.0).as_deref(), Some("2024-08-17"));
    }

    #[test]
    fn impossible_dates_are_rejected_aloud() {
        let mut candidates = Candidates::default();
        candidates.add(day("2031-01-01"), DateEvidence::JsonLd, 95);
        candidates.add(day("2024-08-17"), DateEvidence::Url, 85);
        let (chosen, all, warnings) = candidates.settle(None, Some(day("2024-09-01")));
        assert_eq!(chosen.map(|c| c.value), Some(day("2024-08-17")));
        assert_eq!(all.len(), 1);
        assert!(warnings[0].contains("2031-01-01 (json-ld) lies after today"), "{warnings:?}");
    }
}
