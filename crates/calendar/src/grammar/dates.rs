//! Days and months with names: "August 6, 2024", "the 6th of August", "Tuesday", "in May".

use super::{Cursor, Parsed, figures, longest};
use crate::context::listed;
use crate::expression::{Amount, Expression, MonthRef, Origin, YearRef};
use crate::feasts;
use crate::lexicon::{Sense, Turn, Unit};
use crate::tokens::{Token, TokenKind};

impl Cursor<'_, '_> {
    /// A month name, its full stop included where it is an abbreviation.
    pub fn month(&self, i: usize) -> Option<(usize, u32)> {
        let full = self.sense(i, |s| if let Sense::Month(m) = s { Some(*m) } else { None });
        if let Some(month) = full {
            return Some((i + 1, month));
        }
        let month = self.sense(i, |s| if let Sense::MonthShort(m) = s { Some(*m) } else { None })?;
        Some((self.stop_of_short_form(i + 1), month))
    }

    /// A weekday name, its full stop included where it is an abbreviation.
    pub fn weekday(&self, i: usize) -> Option<(usize, u32)> {
        let full = self.sense(i, |s| if let Sense::Weekday(d) = s { Some(*d) } else { None });
        if let Some(day) = full {
            return Some((i + 1, day));
        }
        let day = self.sense(i, |s| if let Sense::WeekdayShort(d) = s { Some(*d) } else { None })?;
        Some((self.stop_of_short_form(i + 1), day))
    }

    /// The full stop of an abbreviation belongs to it where the sentence goes on.
    fn stop_of_short_form(&self, i: usize) -> usize {
        let goes_on = self.at(i + 1).is_some_and(|t| self.figure(i + 1).is_some() || !t.capital);
        if self.is(i, ".") && self.glued(i) && goes_on { i + 1 } else { i }
    }

    /// The year after a day or month: ", 2024", "of 2024", "in 2024", "2024", "'87", "of last year", "next year".
    pub fn year_after(&self, i: usize) -> (usize, YearRef) {
        let comma = self.skip(i, &[","]);
        if let Some((next, year)) = self.year(comma) {
            // "on August 6, 2024 people fled" has a year; "on August 6, 2000 people fled" too: no way to know.
            return (next, YearRef::Given(year));
        }
        let of = self.skip(self.skip(i, &[","]), &["of", "in"]);
        if of > i && self.is_any(of - 1, &["of", "in"]) {
            let of = self.skip(of, &["the"]);
            let of = if self.is(of, "year") && self.year(of + 1).is_some() { of + 1 } else { of };
            if let Some((next, year)) = self.year(of) {
                return (next, YearRef::Given(year));
            }
        }
        // "in the spring of that year", "October that same year", "May of the following year"
        if let Some(next) = self.any_phrase(of, &["that year", "that same year", "the same year"]) {
            return (next, YearRef::OfStory(0));
        }
        if let Some(next) = self.any_phrase(of, &["the following year"]) {
            return (next, YearRef::OfStory(1));
        }
        if let Some(turn) = self.turn(of).filter(|_| self.is(of + 1, "year")) {
            return (of + 2, YearRef::OfAnchor(turn.offset()));
        }
        (i, YearRef::Unsaid)
    }

    /// The year said behind the last of a list of months or days that goes on at `i`: "March and April 2021", "3 June, 5 July and 8 August
    /// 2022". A later month than that one's is of the year before ("December and January 2022").
    fn year_of_list(&self, i: usize, month: u32) -> YearRef {
        let mut at = i;
        // As many as a reader keeps apart; a longer list has years of its own.
        for _ in 0..5 {
            let item = self.skip(self.skip(at, &[","]), &["and", "or"]);
            if item == at {
                return YearRef::Unsaid;
            }
            let item = self.skip(self.skip(item, &["early", "mid", "late"]), &["-"]);
            let day = self.day_of_month(self.skip(item, &["the"])).map_or(item, |(next, _)| self.skip(next, &["of"]));
            let Some((next, last)) = self.month(day).filter(|_| self.at(day).is_some_and(|t| t.capital)) else { return YearRef::Unsaid };
            let next = if day == item { self.day_of_month(next).map_or(next, |(n, _)| n) } else { next };
            if let (_, YearRef::Given(year)) = self.year_after(next) {
                return YearRef::Given(if month > last { year - 1 } else { year });
            }
            at = next;
        }
        YearRef::Unsaid
    }

    /// Whether a word in small letters that is none of time follows, as what is counted or ranked does.
    fn before_noun(&self, i: usize) -> bool {
        self.at(i).is_some_and(|t| t.kind == TokenKind::Word && !t.capital && t.senses.is_empty() && !listed("after-date", &t.lower))
    }

    /// A year of two figures, where only a year can stand: after a day and a month.
    fn short_year(&self, i: usize) -> Option<(usize, YearRef)> {
        let at = self.skip(i, &["'", "\u{2019}", "of"]);
        let (value, digits) = self.figure(at)?;
        let apart = !(self.glued(at + 1) && self.at(at + 1).is_some_and(|t| t.lower != "." && t.lower != ","));
        // "On 3 September 16 fighters were killed", "On 5 May 14 Arlian soldiers": a count and what is counted.
        let plural = |t: &Token<'_>| !t.capital && t.lower.len() > 4 && t.lower.ends_with('s');
        let counts = at == i
            && self
                .at(at + 1)
                .is_some_and(|t| t.kind == TokenKind::Word && t.spaced && (t.capital || plural(t) || listed("quantity-after", &t.lower)));
        (digits == 2 && apart && !counts && (at > i || !self.is(at + 1, ":"))).then_some((at + 1, YearRef::Given(window(value))))
    }
}

/// A two-figure year: up to 49 in this century, else in the last.
pub(super) fn window(value: u32) -> i32 {
    if value < 50 { 2000 + value as i32 } else { 1900 + value as i32 }
}

/// A day or month with its name, with or without weekday and year, or a feast.
pub(super) fn date(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let turn = c.turn(i);
    let (start, turn) = if turn.is_some() { (i + 1, turn) } else { (i, None) };
    let found = feast(c, start).or_else(|| {
        let (body, weekday) = match c.weekday(start) {
            Some((next, day)) => (c.skip(next, &[","]), Some(day)),
            None => (start, None),
        };
        // "Friday 7/6", "next 5/12"
        let figures = (weekday.is_some() || turn.is_some()).then(|| figures::date(c, body)).flatten();
        longest([month_first(c, body, weekday), day_first(c, body, weekday), day_only(c, body, weekday), figures])
    });
    let month = month_alone(c, start, turn.is_some());
    let (next, found) = longest([found, month])?;
    match turn {
        Some(turn) => found.year().filter(|y| *y == YearRef::Unsaid).map(|_| (next, found.with_year(YearRef::Turn(turn)))),
        None => Some((next, found)),
    }
}

fn feast(c: Cursor<'_, '_>, i: usize) -> Parsed {
    // "the 7 October attack": else the plain date, which may begin with the article, would be the longer one.
    let article = c.tokens.get(i).is_some_and(|t| t.lower == "the");
    let once = article.then(|| feasts::feast_at(c.tokens, i + 1)).flatten().filter(|(_, feast)| feasts::once(*feast).is_some());
    let (next, feast) = feasts::feast_at(c.tokens, i).or(once)?;
    if let Some(year) = feasts::once(feast) {
        return Some((next, Expression::Feast { feast, year: YearRef::Given(year) }));
    }
    let eve = c.is(next, "eve");
    let (next, year) = c.year_after(next + usize::from(eve));
    let found = Expression::Feast { feast, year };
    // "on Easter eve"
    if eve {
        let amount = Amount { value: 1.0, vague: false };
        return Some((next, Expression::Shift { amount, unit: Unit::Day, back: true, from: Origin::At(found.boxed()) }));
    }
    // "the Labor Day weekend"
    let weekend = c.sense(next, |s| matches!(s, Sense::Weekend).then_some(())).is_some() && feasts::length(feast) == 1;
    Some(if weekend { (next + 1, Expression::WeekendOf(found.boxed())) } else { (next, found) })
}

/// "the 18th" in "the week of the 18th".
pub(super) fn day_of_unsaid_month(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let (next, day) = c.ordinal(c.skip(i, &["the"])).filter(|(_, d)| (1..=31).contains(d))?;
    Some((next, Expression::Day { year: YearRef::Unsaid, month: MonthRef::Unsaid, day, weekday: None }))
}

/// "August 6, 2024", "Aug. 6th", "August the sixth".
fn month_first(c: Cursor<'_, '_>, i: usize, weekday: Option<u32>) -> Parsed {
    let (next, month) = c.month(i)?;
    let comma = c.is(next, ",");
    let next = c.skip(next, &["the", ",", "/", "-"]);
    let at = next;
    let (next, day) = c.day_of_month(at)?;
    // "In August, three car bombs", "last April seven workers", "In October, 29 soldiers": numbers of something. Days are written so with
    // figures or as ordinals.
    let word = c.ordinal(at).is_none() && c.word_cardinal(at).is_some();
    let counted = c.before_noun(next) && c.at(next).is_some_and(|t| t.lower.len() > 3 && t.lower.ends_with('s'));
    if word && c.before_noun(next) || comma && counted {
        return None;
    }
    // "May 6:30", "May 6 percent" are no days; "Dec 12 000" neither.
    if c.is(next, ":") || c.is_any(next, &["percent", "%"]) || c.is_any(next, &["am", "pm"]) {
        return None;
    }
    let joined = c.is_any(next, &["-", "/"]) && c.glued(next) && c.glued(next + 1);
    if let Some((end, year)) = joined.then(|| joined_year(c, next + 1)).flatten() {
        return Some((end, Expression::Day { year, month: MonthRef::Given(month), day, weekday }));
    }
    let weekday_after = c.is(next, ",").then(|| c.weekday(next + 1)).flatten();
    let (next, weekday) = weekday_after.map_or((next, weekday), |(n, d)| (n, Some(d)));
    let (next, year) = year_or_short(c, next);
    let year = if year == YearRef::Unsaid { c.year_of_list(next, month) } else { year };
    Some((next, Expression::Day { year, month: MonthRef::Given(month), day, weekday }))
}

/// "6 August 2024", "the 6th of August", "6-Aug-2024", "20th of next month".
fn day_first(c: Cursor<'_, '_>, i: usize, weekday: Option<u32>) -> Parsed {
    let start = c.skip(i, &["the"]);
    let (next, day) = c.day_of_month(start)?;
    let next = c.phrase(next, &["day"]).unwrap_or(next);
    let next = c.skip(next, &["of", "in", "-", "/"]);
    if let Some((next, month)) = c.month(next) {
        let joined = c.is_any(next, &["-", "/"]) && c.glued(next) && c.glued(next + 1);
        // "28 April-2 May" goes on with a day.
        let (next, year) = joined.then(|| joined_year(c, next + 1)).flatten().unwrap_or_else(|| year_or_short(c, next));
        let year = if year == YearRef::Unsaid { c.year_of_list(next, month) } else { year };
        return Some((next, Expression::Day { year, month: MonthRef::Given(month), day, weekday }));
    }
    let next = c.skip(next, &["the"]);
    let (next, by) = if c.is(next, "month") {
        (next + 1, 0)
    } else {
        let turn = c.turn(next)?;
        (c.is(next + 1, "month").then_some(next + 2)?, turn.offset())
    };
    let of = c.is_any(next - 1, &["month"]) && c.day_of_month(start).is_some_and(|(n, _)| c.is_any(c.skip(n, &["day"]), &["of", "in"]));
    of.then_some((next, Expression::Day { year: YearRef::Unsaid, month: MonthRef::OfAnchor(by), day, weekday }))
}

fn joined_year(c: Cursor<'_, '_>, i: usize) -> Option<(usize, YearRef)> {
    c.year(i).map(|(n, y)| (n, YearRef::Given(y))).or_else(|| c.short_year(i))
}

fn year_or_short(c: Cursor<'_, '_>, i: usize) -> (usize, YearRef) {
    let (next, year) = c.year_after(i);
    if year != YearRef::Unsaid { (next, year) } else { c.short_year(i).filter(|(n, _)| *n > i).unwrap_or((i, YearRef::Unsaid)) }
}

/// "Tuesday the 13th", "on the 15th": a day whose month is not named.
fn day_only(c: Cursor<'_, '_>, i: usize, weekday: Option<u32>) -> Parsed {
    let start = c.skip(i, &["the"]);
    // "on Monday 21!": but "on Monday 21 people fled".
    let plain = || {
        let (next, day) = c.day_of_month(start).filter(|_| weekday.is_some() && c.figure(start).is_some())?;
        let closed = c.at(next).is_none_or(|t| matches!(t.lower.as_ref(), "." | "!" | "?" | ";" | "at"));
        closed.then_some((next, Expression::Day { year: YearRef::Unsaid, month: MonthRef::Unsaid, day, weekday }))
    };
    let Some((next, day)) = c.ordinal(start).filter(|(_, d)| (1..=31).contains(d)) else { return plain() };
    let figures = c.figure(start).is_some();
    if weekday.is_none() {
        // Only "on the 15th." and the like: anything else may be the 15th of something else.
        let before = i.checked_sub(1).is_some_and(|b| c.is_any(b, &["on", "until", "till", "by", "before", "since", "after"]));
        let closed = c.at(next).is_none_or(|t| [".", ",", ";", ":", "and", "but", "when", "as", "at"].contains(&t.lower.as_ref()));
        if !(figures && start > i && before && closed) {
            return None;
        }
    } else if !figures && (start == i || c.before_noun(next)) {
        // "Friday the second debate", "Monday, the fifth anniversary"
        return None;
    } else if !figures && c.at(next).is_some_and(|t| ["to", "in", "since", "for", "such", "that"].contains(&t.lower.as_ref())) {
        // "on Wednesday, the first to be let through": the first of several.
        return None;
    }
    Some((next, Expression::Day { year: YearRef::Unsaid, month: MonthRef::Unsaid, day, weekday }))
}

/// "3" in "on 3 and 5 May": a day whose month is said with a later one.
pub(super) fn listed_day(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let (next, day) = c.day_of_month(i)?;
    let mut at = next;
    // As many days as a month has weeks; a longer list is no list of days.
    for _ in 0..5 {
        let comma = c.skip(at, &[","]);
        at = c.skip(comma, &["and", "or"]);
        if at == next || at == comma && !c.is(comma.checked_sub(1)?, ",") {
            return None;
        }
        let (end, _) = c.day_of_month(at)?;
        let of = c.skip(end, &["of"]);
        if let Some((end, month)) = c.month(of).filter(|_| c.at(of).is_some_and(|t| t.capital)) {
            let (_, year) = c.year_after(end);
            return Some((next, Expression::Day { year, month: MonthRef::Given(month), day, weekday: None }));
        }
        at = end;
    }
    None
}

/// "May 2024", "Dec, 2018", "in April", "May of last year".
fn month_alone(c: Cursor<'_, '_>, i: usize, turned: bool) -> Parsed {
    let (next, month) = c.month(i)?;
    let full = c.sense(i, |s| if let Sense::Month(m) = s { Some(*m) } else { None }).is_some();
    let joined = c.is_any(next, &["-", "/"]) && c.glued(next) && c.glued(next + 1);
    let (next, year) = match joined.then(|| c.year(next + 1)).flatten() {
        Some((n, y)) => (n, YearRef::Given(y)),
        None => c.year_after(next),
    };
    let short_year = || {
        let apostrophe = c.is_any(next, &["'", "\u{2019}"]);
        apostrophe.then(|| c.short_year(next)).flatten()
    };
    let (next, year) = if year == YearRef::Unsaid { short_year().unwrap_or((next, year)) } else { (next, year) };
    let year = if year == YearRef::Unsaid && full { c.year_of_list(next, month) } else { year };
    let before = i
        .checked_sub(1)
        .is_some_and(|b| c.is_any(b, &["in", "since", "until", "till", "by", "from", "to", "and", "-", "of", "late", "early", "mid"]));
    (full || year != YearRef::Unsaid || turned || before).then_some((next, Expression::Month { year, month }))
}

/// "Tuesday", "last Tuesday", "next week on Tuesday", "Tuesday next week", "Monday of this week".
pub(super) fn weekday(c: Cursor<'_, '_>, i: usize) -> Parsed {
    if let Some((next, by)) = c.week_turn(i) {
        let next = c.skip(c.skip(next, &["on", "-", "'s"]), &["the"]);
        let (next, weekday) = c.weekday(next)?;
        return Some((next, Expression::Weekday { weekday, turn: None, week: Some(by) }));
    }
    let start = c.skip(i, &["this", "the", "that"]);
    let past = if start > i { c.skip(start, &["past", "coming"]) } else { start };
    let turn = if past > start { Some(if c.is(start, "past") { Turn::Last } else { Turn::Next }) } else { c.turn(i) };
    let at = if turn.is_some() { past.max(i + 1) } else { i };
    let (next, weekday) = c.weekday(at)?;
    // "this coming Wednesday" is the first to come, "next Wednesday" the one of next week.
    let coming = c.is_any(at - at.min(1), &["coming", "upcoming", "forthcoming"]) && at > i;
    let turn = if coming { Some(Turn::Coming) } else { turn };
    // "this past Wednesday" is the latest one; so is "last" in news.
    if turn.is_none() {
        let of = c.skip(c.skip(next, &[","]), &["of", "from", "in"]);
        if let Some((end, by)) = c.week_turn(c.skip(of, &["the"])) {
            return Some((end, Expression::Weekday { weekday, turn: None, week: Some(by) }));
        }
    }
    Some((next, Expression::Weekday { weekday, turn, week: None }))
}

impl Cursor<'_, '_> {
    /// "last week", "this week", "next week": the token after, and the offset.
    pub(super) fn week_turn(&self, i: usize) -> Option<(usize, i32)> {
        let turn = self.turn(i)?;
        self.is(i + 1, "week").then_some((i + 2, turn.offset()))
    }
}
