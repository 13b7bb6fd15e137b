//! Writes and reads TIMEX3 (ISO-TimeML, ISO 24617-1): the attributes `type`, `value` and `mod`, and the tag around the words.

mod read;

use tacitus_record::{Grain, Moment, TimeRole};

use crate::reading::{ExpressionKind, Found};

pub use read::Timex3Error;

/// The attributes of a TIMEX3 tag that a found expression fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex3 {
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: &'static str,
    /// ISO 8601 as TimeML extends it: "2024-08-06", "2024-W33", "2024-SU", "2024-Q3", "199", "PAST_REF", "P3D", "TEV".
    pub value: String,
    /// How the value is to be taken: `START`, `MID`, `END`, `APPROX`, `ON_OR_BEFORE`, `ON_OR_AFTER`.
    pub modifier: Option<&'static str>,
}

impl Timex3 {
    /// The tag around the words, with that number; the words are escaped for XML.
    pub fn tag(&self, number: usize, words: &str) -> String {
        let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let modifier = self.modifier.map(|m| format!(" mod=\"{m}\"")).unwrap_or_default();
        format!("<TIMEX3 tid=\"t{number}\" type=\"{}\" value=\"{}\"{modifier}>{words}</TIMEX3>", self.kind, self.value)
    }
}

/// The TIMEX3 of a found expression. A time of which no value is known (a weekday without an anchor) has the value "XXXX-XX-XX", as
/// TimeML writes what is not specified. A range from one day to another, which TimeML writes as two tags and a duration between them, has
/// the value of both ends as ISO 8601 writes an interval.
pub fn timex3(found: &Found) -> Timex3 {
    let moment = &found.moment;
    let (kind, value) = match (found.kind, &found.period) {
        (ExpressionKind::Set, period) => ("SET", period.clone().unwrap_or_else(|| "PXX".to_string())),
        (ExpressionKind::Duration, Some(period)) => ("DURATION", period.clone()),
        (ExpressionKind::Duration, None) => ("DURATION", "PXX".to_string()),
        (ExpressionKind::DateTime | ExpressionKind::DateTimeRange, _) if moment.rule != "vague" => ("TIME", time_value(found)),
        _ => ("DATE", date_value(moment)),
    };
    Timex3 { kind, value, modifier: modifier(moment) }
}

fn modifier(moment: &Moment) -> Option<&'static str> {
    let approximate = moment.edtf.as_deref().is_some_and(|e| e.contains('~'));
    match (moment.role, moment.rule.as_str()) {
        // The value of "before 3 May" is the day before it, as in EDTF.
        (TimeRole::Before | TimeRole::By | TimeRole::Until, _) => Some("ON_OR_BEFORE"),
        (TimeRole::After | TimeRole::Since, _) => Some("ON_OR_AFTER"),
        (_, "part-of-unit") => part(&moment.text),
        _ => approximate.then_some("APPROX"),
    }
}

fn part(words: &str) -> Option<&'static str> {
    let words = words.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|w| words.starts_with(w));
    if has(&["early", "start", "beginning", "outset", "first"]) {
        Some("START")
    } else if has(&["mid"]) {
        Some("MID")
    } else if has(&["late", "end", "close", "second"]) {
        Some("END")
    } else {
        None
    }
}

/// The value of a day or of something longer.
fn date_value(moment: &Moment) -> String {
    let unknown = || "XXXX-XX-XX".to_string();
    if moment.rule == "vague" {
        let open = (moment.start_lo.is_none(), moment.end_hi.is_none());
        return match (moment.edtf.is_some(), open) {
            (true, (true, false)) => "PAST_REF",
            (true, (false, true)) => "FUTURE_REF",
            _ => "PRESENT_REF",
        }
        .to_string();
    }
    let Some(edtf) = moment.edtf.as_deref() else { return unknown() };
    match edtf.split_once('/') {
        None => component(edtf),
        Some(("..", last)) => component(last),
        Some((first, "..")) => component(first),
        // A part of a unit is the unit with a modifier; a week has a number.
        Some((first, last)) => match (moment.grain, moment.start_lo) {
            (Grain::PartOfMonth, Some(day)) if moment.rule == "part-of-unit" => format!("{:04}-{:02}", day.year(), day.month()),
            (Grain::Year, Some(day)) if moment.rule == "part-of-unit" => format!("{:04}", day.year()),
            (Grain::Week, Some(day)) if moment.end_hi == Some(day.plus(6)) => week(day),
            (Grain::Week, Some(day)) if moment.rule.starts_with("weekend") => format!("{}-WE", week(day)),
            _ => format!("{}/{}", component(first), component(last)),
        },
    }
}

/// The week of ISO 8601 that the day lies in.
fn week(day: tacitus_record::Day) -> String {
    let thursday = day.plus(3 - day.weekday() as i32);
    let first = tacitus_record::Day::new(thursday.year(), 1, 1).map_or(0, |d| d.number());
    format!("{:04}-W{:02}", thursday.year(), (thursday.number() - first) / 7 + 1)
}

/// One EDTF component in TimeML's terms.
fn component(edtf: &str) -> String {
    let plain = edtf.trim_end_matches('~');
    if let Some(decade) = plain.strip_suffix("XX").or_else(|| plain.strip_suffix('X')) {
        return decade.to_string();
    }
    let Some((year, code)) = plain.split_once('-').filter(|(_, code)| code.len() == 2) else { return plain.to_string() };
    let division = match code {
        "21" => "SP",
        "22" => "SU",
        "23" => "FA",
        "24" => "WI",
        "33" => "Q1",
        "34" => "Q2",
        "35" => "Q3",
        "36" => "Q4",
        "40" => "H1",
        "41" => "H2",
        month => month,
    };
    format!("{year}-{division}")
}

/// The value of an hour or part of a day.
fn time_value(found: &Found) -> String {
    let moment = &found.moment;
    let day = |d: Option<tacitus_record::Day>| d.map_or("XXXX-XX-XX".to_string(), |d| d.to_string());
    let parts = ["part-of-day", "part-of-unit"].contains(&moment.rule.as_str());
    if let Some(edtf) = moment.edtf.as_deref().filter(|e| e.contains('T') && !parts) {
        let side = if edtf.starts_with("../") { edtf.trim_start_matches("../") } else { edtf.trim_end_matches("/..") };
        return side.replace('~', "");
    }
    let words = moment.text.to_lowercase();
    let part =
        [("morning", "MO"), ("dawn", "MO"), ("afternoon", "AF"), ("lunch", "MI"), ("evening", "EV"), ("dusk", "EV"), ("night", "NI")];
    let first = moment.start_lo.or(moment.end_hi);
    match part.into_iter().find(|(word, _)| words.contains(word)) {
        Some((_, code)) => format!("{}T{code}", day(first)),
        None => match found.extent.and_then(|e| e.begin).filter(|_| moment.edtf.is_none()) {
            // A time of day whose day is not said.
            Some(second) => format!("XXXX-XX-XXT{:02}:{:02}", second.rem_euclid(86_400) / 3600, second.rem_euclid(3600) / 60),
            None => day(first),
        },
    }
}
