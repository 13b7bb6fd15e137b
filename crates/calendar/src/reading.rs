//! The face of the crate: text in, moments out.

use tacitus_record::{Day, Grain, Moment, TimeRole};

use crate::context::listed;
use crate::expression::{Bounding, Expression, Origin, Piece, Side, YearRef};
use crate::grammar::{Cursor, longest_at};
use crate::interval::{Interval, midnight, unresolved};
use crate::lexicon::{Part, Unit};
use crate::names::is_named;
use crate::resolve::{Context, Story, resolve};
use crate::tokens::{Token, tokens};
use crate::veto;

/// The tense of the words around an expression; it chooses between the last and the next of what recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// "struck on Tuesday"
    Past,
    /// "will meet on Tuesday"
    Future,
    /// "has held the town for three months": past, and reaching up to now.
    Perfect,
    /// Not known: weekdays as in the past tense, months and days the nearest.
    Unknown,
}

/// What kind of expression it is, in the terms of TIMEX3 and its successors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpressionKind {
    /// One day.
    Date,
    /// Several days, or an open interval.
    DateRange,
    /// A time of day, with or without its day.
    DateTime,
    /// A part of a day, or two times of day.
    DateTimeRange,
    /// A length of time, at no place in it.
    Duration,
    /// A time that comes again.
    Set,
}

impl ExpressionKind {
    /// The lower-case name.
    pub fn as_str(self) -> &'static str {
        match self {
            ExpressionKind::Date => "date",
            ExpressionKind::DateRange => "daterange",
            ExpressionKind::DateTime => "datetime",
            ExpressionKind::DateTimeRange => "datetimerange",
            ExpressionKind::Duration => "duration",
            ExpressionKind::Set => "set",
        }
    }
}

/// The core of a time to the second, in civil seconds since 1970-01-01T00:00:00 without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// First second; `None` is open.
    pub begin: Option<i64>,
    /// The second after the last; equal to `begin` for a time of day; `None` is open.
    pub end: Option<i64>,
}

/// One expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// First byte in the given text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What goes into the record.
    pub moment: Moment,
    /// What kind it is.
    pub kind: ExpressionKind,
    /// The core to the second. A time of day without a day ("at 9 a.m.") is put on the anchor day here, and only here:
    /// its moment stays unresolved.
    pub extent: Option<Extent>,
    /// ISO 8601 duration or period ("P3D"), for lengths and repeated times.
    pub period: Option<String>,
    /// Seconds of a length, months counted as 30 and years as 365 days.
    pub seconds: Option<u64>,
    /// Seconds from the hour of publication, before it where negative, of what is counted in hours or less ("in five minutes", "the past
    /// 24 hours"): the anchor is a day, so only a caller who knows the hour can place them.
    pub from_now: Option<i64>,
}

/// Finds the expressions of time in a text, longest first, in order, without overlap. `tense` is asked for the byte
/// where an expression begins.
pub fn find(text: &str, anchor: Option<Day>, tense: &dyn Fn(usize) -> Tense) -> Vec<Found> {
    find_in_story(text, anchor, tense, &mut Story::default())
}

/// As [`find`], for one sentence of a text that has told of other times before.
pub fn find_in_story(text: &str, anchor: Option<Day>, tense: &dyn Fn(usize) -> Tense, story: &mut Story) -> Vec<Found> {
    let tokens = tokens(text);
    let cursor = Cursor::new(&tokens);
    let in_address = veto::addresses(&tokens);
    let mut found: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let parsed = longest_at(cursor, i).filter(|(next, _)| !breaks(&tokens[i..*next]) && !in_address[i]);
        let Some((next, expression)) = parsed else {
            i += 1;
            story.since = story.since.saturating_add(1);
            continue;
        };
        let from = first_word(cursor, i, &expression);
        if is_named(&tokens, from, next, &expression) {
            story.since = story.since.saturating_add(next - i);
            i = next;
            continue;
        }
        let (start, end) = cursor.range(from, next);
        let asked = tense(start);
        let expression = if asked == Tense::Perfect { up_to_now(expression, &tokens, from) } else { expression };
        let told = if asked == Tense::Perfect { Tense::Past } else { asked };
        let context = Context { anchor, tense: told, story: *story };
        let (expression, start) = in_tense(expression, told, start, &tokens, from);
        let one = reading(text, (start, end), &expression, &context, preposition(cursor, from));
        advance(story, &expression, &one.moment, is_heading(text, start, end));
        found.push(one);
        i = next;
    }
    found
}

/// Byte ranges of whatever has the shape of an expression of time, what is none included ("may", "the 82nd"): to train on what tells the
/// two apart. In order, without overlap.
pub fn lookalikes(text: &str) -> Vec<(usize, usize)> {
    let tokens = tokens(text);
    let cursor = Cursor::lenient(&tokens);
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match longest_at(cursor, i).filter(|(next, _)| !breaks(&tokens[i..*next])) {
            Some((next, expression)) => {
                found.push(cursor.range(first_word(cursor, i, &expression), next));
                i = next;
            }
            None => i += 1,
        }
    }
    found
}

/// "for (more than) three months" of what has gone on up to now.
fn up_to_now(e: Expression, tokens: &[Token<'_>], from: usize) -> Expression {
    let Expression::Duration(amount, unit) = e else { return e };
    let before: Vec<&str> = tokens[from.saturating_sub(3)..from].iter().map(|t| t.lower.as_ref()).collect();
    let opened = |words: &[&str]| before.ends_with(words);
    let own = tokens[from].lower.as_ref();
    let side = if opened(&["for", "more", "than"]) || opened(&["for", "at", "least"]) || opened(&["for", "over"]) {
        Side::More
    } else if opened(&["for", "less", "than"]) || opened(&["for", "nearly"]) || opened(&["for", "almost"]) {
        Side::Less
    } else if opened(&["for"]) || opened(&["for", "about"]) || opened(&["for", "some"]) || opened(&["for", "around"]) {
        if matches!(own, "nearly" | "almost") { Side::Less } else { Side::About }
    } else {
        return e;
    };
    Expression::SoLong { amount, unit, side }
}

/// "in three days" of the past is a length, and "the first time in four years" looks back: neither is a time to come.
fn in_tense(e: Expression, tense: Tense, start: usize, tokens: &[Token<'_>], from: usize) -> (Expression, usize) {
    let Expression::Shift { amount, unit, back: false, from: Origin::Anchor } = e else { return (e, start) };
    let inner = tokens.get(from + 1).filter(|_| tokens[from].lower == "in").map(|t| t.start);
    let Some(inner) = inner.filter(|_| tense != Tense::Future) else { return (e, start) };
    let sentence = tokens[from.saturating_sub(10)..from].iter().rev().take_while(|t| t.lower != ".");
    // "once in three months" is how often.
    let often = from > 0 && matches!(tokens[from - 1].lower.as_ref(), "once" | "twice" | "times");
    if !often && sentence.into_iter().any(|t| listed("record", &t.lower)) {
        return (Expression::Trail { amount, unit, ahead: None }, inner);
    }
    if tense == Tense::Past || often { (Expression::Duration(amount, unit), inner) } else { (e, start) }
}

/// Whether the words are a line of their own.
fn is_heading(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\t', '(']);
    let after = text[end..].trim_start_matches([' ', '\t', ')', ':']);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// Takes the story on to the time just read: a day that something happens on, or a month or year as a heading.
fn advance(story: &mut Story, e: &Expression, moment: &Moment, heading: bool) {
    let Some(day) = moment.start_lo else { return };
    let dated = match e {
        Expression::Range(first, _) => first.is_dated() || story.dated && first.year() == Some(YearRef::Unsaid),
        e => e.is_dated() || story.dated && e.year() == Some(YearRef::Unsaid),
    };
    let told = match e {
        Expression::Day { .. } | Expression::Weekday { .. } | Expression::Offset { unit: Unit::Day, .. } | Expression::Clock { .. } => true,
        Expression::Daypart { .. } | Expression::Shift { from: Origin::Narrative | Origin::At(_), .. } => true,
        Expression::Range(first, _) => matches!(**first, Expression::Day { .. }),
        _ => false,
    };
    if heading && matches!(e, Expression::Year(_) | Expression::Month { .. }) {
        *story = Story { day: Some(day), dated, heading: true, since: 0 };
    } else if told {
        let in_story = matches!(e, Expression::Shift { .. }) && story.dated;
        // Days under a heading keep to its year.
        let heading = story.heading && story.day.is_some_and(|told| told.year() == day.year());
        *story = Story { day: Some(day), dated: dated || in_story, heading, since: 0 };
    }
}

/// Whether a blank line stands inside.
fn breaks(tokens: &[Token<'_>]) -> bool {
    tokens.iter().skip(1).any(|t| t.paragraph)
}

/// "the" belongs to the words where they need it ("the 6th of August", "the week of"), not before a name of its own.
fn first_word(c: Cursor<'_, '_>, i: usize, e: &Expression) -> usize {
    let needed = match e {
        Expression::Day { .. }
        | Expression::WeekOf(_)
        | Expression::WeekendOf(_)
        | Expression::Nth { .. }
        | Expression::Quarter { .. }
        | Expression::Half { .. } => true,
        Expression::Offset { by, .. } => *by.min(&2) == 0 || c.is(i + 1, "day"),
        _ => false,
    };
    // TIMEX3 leaves prepositions out, but for those that bound.
    let at = c.is(i, "at") && matches!(e, Expression::Clock { .. } | Expression::ClockRange { .. });
    if c.is(i, "the") && !needed || at { i + 1 } else { i }
}

/// The role that a preposition outside the words gives: "during", "over", "throughout" last through the whole.
fn preposition(c: Cursor<'_, '_>, from: usize) -> Option<TimeRole> {
    let before = from.checked_sub(1)?;
    let before = if c.is(before, "the") { before.checked_sub(1)? } else { before };
    match c.at(before)?.lower.as_ref() {
        "during" | "over" | "throughout" | "for" | "across" => Some(TimeRole::During),
        "on" | "in" | "at" => Some(TimeRole::Point),
        _ => None,
    }
}

fn reading(text: &str, range: (usize, usize), e: &Expression, x: &Context, role: Option<TimeRole>) -> Found {
    let interval = resolve(e, x).map(Interval::ordered).filter(sane).filter(|i| !too_late(e, i, x));
    let kind = kind(e);
    let words = &text[range.0..range.1];
    let extent = interval.map(|i| Extent { begin: i.begin, end: i.end }).or_else(|| clock_today(e, x.anchor));
    let (seconds, period) = match e {
        Expression::Duration(amount, unit) => (Some(unit.seconds(amount.value) as u64), Some(crate::grammar::iso(amount.value, *unit))),
        Expression::Set(period) => (None, period.clone()),
        _ => (None, None),
    };
    let role = match (interval.map(|i| i.role), role) {
        (Some(TimeRole::Point), Some(given)) => given,
        (Some(TimeRole::During), Some(TimeRole::Point)) if !matches!(e, Expression::Trail { .. }) => TimeRole::During,
        (Some(own), _) => own,
        (None, _) => unresolved_role(e),
    };
    let grain = interval.map_or_else(|| unresolved_grain(e), |i| i.grain);
    let anchor = x.anchor.filter(|_| interval.is_some() && resolve(e, &Context { anchor: None, story: Story::default(), ..*x }).is_none());
    let moment = interval.map_or_else(|| unresolved(words, grain, role, e.rule()), |i| i.moment(words, e.rule()));
    let moment = Moment { role, anchor, ..moment };
    Found { start: range.0, end: range.1, moment, kind, extent, period, seconds, from_now: from_now(e, x) }
}

/// Seconds from now to the time, or to the far end of the stretch, where the words count in hours or less.
fn from_now(e: &Expression, x: &Context) -> Option<i64> {
    let (amount, unit, back) = match e {
        Expression::Shift { amount, unit, back, from: Origin::Anchor } => (amount, unit, *back),
        // "30 minutes later" counts from what was told, where anything was.
        Expression::Shift { amount, unit, back, from: Origin::Narrative } if x.story.day.is_none() => (amount, unit, *back),
        Expression::Trail { amount, unit, ahead } => (amount, unit, ahead.is_none()),
        _ => return None,
    };
    let seconds = (unit.measure().2 > 0.0).then(|| unit.seconds(amount.value).round() as i64)?;
    Some(if back { -seconds } else { seconds })
}

/// "the next day" in the past tense that would lie after publication: the story's day is not the one we know.
fn too_late(e: &Expression, i: &Interval, x: &Context) -> bool {
    let narrative = matches!(e, Expression::Shift { from: Origin::Narrative, .. });
    narrative && x.tense == Tense::Past && i.start_lo > x.anchor
}

/// Days that a calendar of four-figure years can write.
fn sane(i: &Interval) -> bool {
    let limits = Day::new(1, 1, 1).zip(Day::new(9999, 12, 31));
    let inside = |day: Option<Day>| day.is_none_or(|d| limits.is_some_and(|(a, b)| a <= d && d <= b));
    [i.start_lo, i.start_hi, i.end_lo, i.end_hi].into_iter().all(inside)
}

fn clock_today(e: &Expression, anchor: Option<Day>) -> Option<Extent> {
    let start = midnight(anchor?);
    match e {
        Expression::Clock { seconds, of: None, .. } => Some(Extent { begin: Some(start + seconds), end: Some(start + seconds) }),
        Expression::Bounded(bounding, of) => {
            let Expression::Clock { of: None, .. } = **of else { return None };
            let at = clock_today(of, anchor)?.begin;
            let ends =
                matches!(bounding, Bounding::Until | Bounding::By | Bounding::Deadline | Bounding::Before | Bounding::BeforeSomethingIn);
            Some(if ends { Extent { begin: None, end: at } } else { Extent { begin: at, end: None } })
        }
        Expression::ClockRange { first, last, of: None, .. } => Some(Extent { begin: Some(start + first), end: Some(start + last) }),
        _ => None,
    }
}

fn unresolved_role(e: &Expression) -> TimeRole {
    match e {
        Expression::Duration(..) | Expression::Trail { .. } | Expression::Lasting { .. } | Expression::Range(..) | Expression::Set(_) => {
            TimeRole::During
        }
        Expression::Bounded(Bounding::Since, _) | Expression::SoLong { .. } => TimeRole::Since,
        Expression::Bounded(Bounding::Until, _) => TimeRole::Until,
        Expression::Bounded(Bounding::By | Bounding::Deadline, _) => TimeRole::By,
        Expression::Bounded(Bounding::Before | Bounding::BeforeSomethingIn, _) => TimeRole::Before,
        Expression::Bounded(Bounding::After | Bounding::AfterSomethingIn, _) => TimeRole::After,
        _ => TimeRole::Point,
    }
}

fn unresolved_grain(e: &Expression) -> Grain {
    match e {
        Expression::Day { .. } | Expression::Slashed { .. } | Expression::Weekday { .. } | Expression::Feast { .. } => Grain::Day,
        Expression::Month { .. } => Grain::Month,
        Expression::Season { .. } | Expression::Quarter { .. } | Expression::Half { .. } => Grain::Season,
        Expression::Year(_) | Expression::Years(..) | Expression::Fiscal(_) => Grain::Year,
        Expression::FiscalPart { .. } => Grain::Season,
        Expression::Anniversary { of, .. } | Expression::Told(_, of) => unresolved_grain(of),
        Expression::Offset { unit, .. } | Expression::Shift { unit, .. } | Expression::Duration(_, unit) => unit.grain(),
        Expression::Weekend(_) | Expression::WeekNumber { .. } | Expression::WeekOf(_) | Expression::WeekendOf(_) => Grain::Week,
        Expression::Daypart { .. } | Expression::Clock { .. } | Expression::ClockRange { .. } => Grain::PartOfDay,
        Expression::PartOf(_, of) if matches!(**of, Expression::Month { .. }) => Grain::PartOfMonth,
        Expression::PartOf(_, of) | Expression::Rest { of, .. } | Expression::Bounded(_, of) => unresolved_grain(of),
        Expression::Nth { piece, .. } => match piece {
            Piece::Unit(unit) => unit.grain(),
            Piece::Weekday(_) => Grain::Day,
            Piece::Weekend => Grain::Week,
        },
        Expression::Decade(_) | Expression::Century(_) => Grain::Decade,
        Expression::Trail { .. } | Expression::Lasting { .. } | Expression::SoLong { .. } | Expression::Range(..) => Grain::Range,
        Expression::Vague(_) | Expression::Set(_) => Grain::Vague,
    }
}

fn kind(e: &Expression) -> ExpressionKind {
    match e {
        Expression::Feast { feast, .. } if crate::feasts::length(*feast) > 1 => ExpressionKind::DateRange,
        Expression::Day { .. } | Expression::Slashed { .. } | Expression::Weekday { .. } | Expression::Feast { .. } => ExpressionKind::Date,
        Expression::Offset { unit: Unit::Day, .. } => ExpressionKind::Date,
        Expression::Nth { piece: Piece::Unit(Unit::Day) | Piece::Weekday(_), count: 1, .. } => ExpressionKind::Date,
        Expression::Shift { unit, from, .. } => match from {
            _ if unit.measure().2 > 0.0 => ExpressionKind::DateTime,
            Origin::At(_) | Origin::Anchor | Origin::Narrative => ExpressionKind::Date,
        },
        Expression::Trail { unit, .. } if unit.measure().2 > 0.0 => ExpressionKind::DateTimeRange,
        Expression::Clock { .. } => ExpressionKind::DateTime,
        Expression::Vague(crate::lexicon::Vague::Now) => ExpressionKind::DateTime,
        Expression::Daypart { .. } | Expression::ClockRange { .. } => ExpressionKind::DateTimeRange,
        Expression::PartOf(_, of) if matches!(**of, Expression::Daypart { .. }) => ExpressionKind::DateTimeRange,
        Expression::PartOf(Part::End, of) if kind(of) == ExpressionKind::Date => ExpressionKind::DateTime,
        Expression::PartOf(_, of) if kind(of) == ExpressionKind::Date => ExpressionKind::DateTimeRange,
        Expression::Range(a, b) => {
            let clock = |e: &Expression| matches!(kind(e), ExpressionKind::DateTime) && !matches!(e, Expression::Vague(_));
            if clock(a) || clock(b) { ExpressionKind::DateTimeRange } else { ExpressionKind::DateRange }
        }
        Expression::Bounded(_, of) if matches!(kind(of), ExpressionKind::DateTime | ExpressionKind::DateTimeRange) => {
            ExpressionKind::DateTimeRange
        }
        Expression::Anniversary { of, .. } | Expression::Told(_, of) => kind(of),
        Expression::Duration(..) => ExpressionKind::Duration,
        Expression::Set(_) => ExpressionKind::Set,
        _ => ExpressionKind::DateRange,
    }
}

/// Whether a moment can be meant in a text published that day: what is told in the past tense had begun by then (with a
/// day of grace for zones), and nothing lies before 1000 or more than 200 years ahead. An unresolved moment fits.
pub fn fits(moment: &Moment, published: Day, tense: Tense) -> bool {
    let begun = !matches!(tense, Tense::Past | Tense::Perfect) || moment.start_lo.is_none_or(|day| day <= published.plus(1));
    let years = [moment.start_lo, moment.end_hi].into_iter().flatten().all(|day| (1000..=published.year() + 200).contains(&day.year()));
    begun && years
}
