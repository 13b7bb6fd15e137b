//! The reader of TIMEX3: a tag becomes its attributes and words, its value the four bounds that it allows.
//!
//! Periods ("P3D"), references ("PAST_REF") and what is not specified ("XXXX-XX-XX") name no days: their bounds stay open. Not read: years
//! before the common era.

use std::fmt;

use tacitus_record::{Grain, Moment, TimeRole};

use super::Timex3;
use crate::Tense;
use crate::edtf::moment_of_edtf;
use crate::expression::{Bounding, Expression, MonthRef, Piece, YearRef};
use crate::interval::unresolved;
use crate::lexicon::{Daypart, Part};
use crate::resolve::{Context, Story, resolve};

const KINDS: [&str; 4] = ["DATE", "TIME", "DURATION", "SET"];
const MODIFIERS: [&str; 12] = [
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
];

/// Why a text is no TIMEX3 that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex3Error {
    text: String,
    reason: &'static str,
}

impl fmt::Display for Timex3Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be read as TIMEX3: {}", self.text, self.reason)
    }
}

impl std::error::Error for Timex3Error {}

impl Timex3 {
    /// Reads one tag with its words: `<TIMEX3 tid="t1" type="DATE" value="2024-08-13">Tuesday</TIMEX3>`. Other attributes are passed over.
    pub fn read(tag: &str) -> Result<(Timex3, String), Timex3Error> {
        let fail = |reason| Timex3Error { text: tag.chars().take(80).collect(), reason };
        let inner = tag.trim().strip_prefix("<TIMEX3").ok_or(fail("it does not begin with <TIMEX3"))?;
        let (attributes, rest) = inner.split_once('>').ok_or(fail("the tag is not closed"))?;
        let words = rest.strip_suffix("</TIMEX3>").ok_or(fail("</TIMEX3> is missing behind the words"))?;
        let known = |list: &[&'static str], name: &str| list.iter().find(|k| **k == name).copied();
        let kind = attribute(attributes, "type").ok_or(fail("the attribute type is missing"))?;
        let kind = known(&KINDS, &kind).ok_or(fail("the type is none of DATE, TIME, DURATION and SET"))?;
        let value = attribute(attributes, "value").ok_or(fail("the attribute value is missing"))?;
        let modifier = match attribute(attributes, "mod") {
            Some(name) => Some(known(&MODIFIERS, &name).ok_or(fail("the modifier is none of TimeML's"))?),
            None => None,
        };
        Ok((Timex3 { kind, value, modifier }, unescaped(words)))
    }

    /// The moment that the value gives for these words; its rule is `timex3`.
    pub fn moment(&self, words: &str) -> Result<Moment, Timex3Error> {
        let fail = |reason| Timex3Error { text: self.value.clone(), reason };
        let open = |role| unresolved(words, Grain::Vague, role, "timex3");
        let value = self.value.as_str();
        if self.kind == "DURATION" || self.kind == "SET" || is_period(value) {
            return Ok(open(TimeRole::During));
        }
        if matches!(value, "PAST_REF" | "PRESENT_REF" | "FUTURE_REF") || value.starts_with("XXXX") {
            return Ok(open(TimeRole::Point));
        }
        if value.starts_with("BC") {
            return Err(fail("years before the common era are not kept"));
        }
        let masked = value.contains('X').then(|| moment_of_edtf(value));
        if let Some(found) = masked {
            let found = found.map_err(|_| fail("figures that are not known stand where a day, month or year has none"))?;
            return Ok(Moment { text: words.to_string(), rule: "timex3".to_string(), ..found });
        }
        let shape = "write ISO 8601 as TimeML extends it: 2024-08-06, 2024-W33, 2024-SU, 2024-Q3, 199, 2024-08-06TEV";
        let expression = self.modified(expression(value).ok_or(fail(shape))?);
        let context = Context { anchor: None, tense: Tense::Unknown, story: Story::default() };
        let interval = resolve(&expression, &context).ok_or(fail("there is no such day"))?;
        let interval = if self.modifier == Some("APPROX") { interval.about() } else { interval };
        Ok(interval.ordered().moment(words, "timex3"))
    }

    fn modified(&self, e: Expression) -> Expression {
        let part = |part| Expression::PartOf(part, e.clone().boxed());
        let bounded = |bounding| Expression::Bounded(bounding, e.clone().boxed());
        match self.modifier {
            Some("START") => part(Part::Early),
            Some("MID") => part(Part::Mid),
            Some("END") => part(Part::Late),
            Some("BEFORE") => bounded(Bounding::Before),
            Some("ON_OR_BEFORE") => bounded(Bounding::Until),
            Some("AFTER") => bounded(Bounding::After),
            Some("ON_OR_AFTER") => bounded(Bounding::Since),
            _ => e,
        }
    }
}

/// The value of an attribute, with its entities resolved.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let at = attributes.match_indices(name).map(|(at, _)| at).find(|&at| {
        let begins = attributes[..at].ends_with(char::is_whitespace);
        begins && attributes[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|q| matches!(q, '"' | '\''))?;
    value[1..].split_once(quote).map(|(value, _)| unescaped(value))
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// "P3D", "PT24H", "PXM": not "PAST_REF".
fn is_period(value: &str) -> bool {
    value.strip_prefix('P').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'T' | 'X' | '.')))
}

fn expression(value: &str) -> Option<Expression> {
    if let Some((first, last)) = value.split_once('/') {
        return Some(Expression::Range(expression(first)?.boxed(), expression(last)?.boxed()));
    }
    let Some((day, clock)) = value.split_once('T') else { return dated(value) };
    let of = dated(day)?.boxed();
    let daypart = match clock {
        "MO" => Some(Daypart::Morning),
        "MI" => Some(Daypart::Lunch),
        "AF" => Some(Daypart::Afternoon),
        "EV" => Some(Daypart::Evening),
        "NI" => Some(Daypart::Night),
        // "DT": by day
        "DT" => return Some(*of),
        _ => None,
    };
    if let Some(daypart) = daypart {
        return Some(Expression::Daypart { daypart, of });
    }
    // A zone behind the time is passed over: times are those of the place.
    let plain = clock.split(['Z', '+', '-']).next()?;
    let mut units = plain.split(':').map(|u| (u.len() == 2).then(|| u.parse::<i64>().ok()).flatten());
    let (hour, minute, second) = (units.next()??, units.next().unwrap_or(Some(0))?, units.next().unwrap_or(Some(0))?);
    let clock = (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
    clock.then_some(Expression::Clock { seconds: hour * 3600 + minute * 60 + second, zone: None, of: Some(of) })
}

/// A decade, century, year or a part of a year.
fn dated(value: &str) -> Option<Expression> {
    let figures = |text: &str, width: usize| {
        (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u32>().ok()).flatten()
    };
    if let Some(decade) = figures(value, 3) {
        return Some(Expression::Decade(decade as i32 * 10));
    }
    if let Some(century) = figures(value, 2) {
        return Some(Expression::Century(century as i32 * 100));
    }
    let mut parts = value.split('-');
    let year = YearRef::Given(figures(parts.next()?, 4)? as i32);
    let Some(part) = parts.next() else { return Some(Expression::Year(year)) };
    let rest = parts.next();
    if parts.next().is_some() {
        return None;
    }
    if let Some(week) = part.strip_prefix('W').filter(|_| part != "WI") {
        let week = Expression::WeekNumber { year, week: figures(week, 2).filter(|w| (1..=53).contains(w))? };
        return match rest {
            None => Some(week),
            Some("WE") => Some(Expression::Nth { nth: 1, count: 1, piece: Piece::Weekend, of: week.boxed() }),
            Some(day) => {
                let weekday = figures(day, 1).filter(|d| (1..=7).contains(d))? - 1;
                Some(Expression::Nth { nth: 1, count: 1, piece: Piece::Weekday(weekday), of: week.boxed() })
            }
        };
    }
    if let Some(day) = rest {
        return Some(Expression::Day { year, month: MonthRef::Given(figures(part, 2)?), day: figures(day, 2)?, weekday: None });
    }
    Some(match part {
        "SP" => Expression::Season { year, season: 1 },
        "SU" => Expression::Season { year, season: 2 },
        "FA" => Expression::Season { year, season: 3 },
        "WI" => Expression::Season { year, season: 4 },
        "H1" => Expression::Half { year, half: 1 },
        "H2" => Expression::Half { year, half: 2 },
        "Q1" | "Q2" | "Q3" | "Q4" => Expression::Quarter { year, quarter: figures(&part[1..], 1)? },
        month => Expression::Month { year, month: figures(month, 2)? },
    })
}
