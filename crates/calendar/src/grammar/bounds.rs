//! Times with two ends or one: "from May to June", "3-5 May", "since 2022", "until the end of May", "after August 6".

use super::{Cursor, Parsed, longest_day, relative, single};
use crate::expression::{Bounding, Expression, MonthRef, YearRef};
use crate::lexicon::{Part, Sense};
use crate::tokens::TokenKind;

const SINCE: [&str; 12] = [
    "since",
    "ever since",
    "starting",
    "starting on",
    "starting in",
    "beginning on",
    "as of",
    "since about",
    "as early as",
    "not before",
    "no earlier than",
    "not earlier than",
];
const UNTIL: [&str; 8] = ["until", "till", "up to", "up to and including", "up until", "through", "until about", "as late as"];
const BY: [&str; 1] = ["by"];
/// What is only said of a day to come.
const DEADLINE: [&str; 3] = ["no later than", "not later than", "at the latest by"];
const BEFORE: [&str; 6] = ["before", "prior to", "ahead of", "earlier than", "sometime before", "shortly before"];
const AFTER: [&str; 7] = ["after", "following", "later than", "sometime after", "shortly after", "from after", "anytime after"];

/// A preposition and its time.
pub(super) fn bounded(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let lists: [(&[&str], Bounding); 6] = [
        (&SINCE, Bounding::Since),
        (&UNTIL, Bounding::Until),
        (&BY, Bounding::By),
        (&DEADLINE, Bounding::Deadline),
        (&BEFORE, Bounding::Before),
        (&AFTER, Bounding::After),
    ];
    for (words, bounding) in lists {
        let Some(next) = c.any_phrase(i, words) else { continue };
        // "the run-up to Christmas"
        if c.is(i, "up") && c.glued(i) {
            continue;
        }
        let Some((end, of)) = end_of_range(c, next) else { continue };
        // "after three days" is a length unless told from a day; "following the day" is nothing.
        let length = matches!(of, Expression::Duration(..) | Expression::Set(_));
        let two_ended = matches!(of, Expression::ClockRange { of: None, .. });
        if length || two_ended {
            continue;
        }
        // "the following July" tells which July.
        if c.is(i, "following") && i.checked_sub(1).is_some_and(|b| c.is_any(b, &["the", "that"])) {
            continue;
        }
        // "after last week's protests"
        let owned = c.is(end, "'s") && c.at(end + 1).is_some_and(|t| t.kind == TokenKind::Word);
        let bounding = match bounding {
            Bounding::Before if owned => Bounding::BeforeSomethingIn,
            Bounding::After if owned => Bounding::AfterSomethingIn,
            other => other,
        };
        return Some((end, Expression::Bounded(bounding, of.boxed())));
    }
    // "from Monday on", "from 2022 onwards", "2018 or later"
    let start = c.skip(i, &["from"]);
    let (end, of) = single(c, start)?;
    let since = if start > i {
        c.any_phrase(end, &["on", "onward", "onwards"])
    } else {
        c.any_phrase(end, &["or later", "and later", "and after", "onwards", "onward"])
    };
    if let Some(end) = since.filter(|e| c.single_follows(*e).is_none()) {
        return Some((end, Expression::Bounded(Bounding::Since, of.boxed())));
    }
    c.any_phrase(end, &["or earlier", "and earlier"]).map(|end| (end, Expression::Bounded(Bounding::Until, of.boxed())))
}

impl Cursor<'_, '_> {
    fn single_follows(&self, i: usize) -> Option<()> {
        single(*self, i).map(|_| ())
    }
}

/// A time that may also be "now" or "today".
fn end_of_range(c: Cursor<'_, '_>, i: usize) -> Parsed {
    end_or_now(c, c.skip(i, &["about", "around", "at", "on", "in"]))
}

fn end_or_now(c: Cursor<'_, '_>, i: usize) -> Parsed {
    single(c, i).or_else(|| {
        let found = relative::vague(c, i)?;
        c.is_any(i, &["now", "recently"]).then_some(found)
    })
}

/// A time with two ends.
pub(super) fn range(c: Cursor<'_, '_>, i: usize) -> Parsed {
    [days_of_month(c, i), years(c, i), two_ended(c, i), adjoining(c, i)].into_iter().flatten().max_by_key(|(end, _)| *end)
}

/// Whether a joint of that kind stands at `i`, and the token after it.
fn joint(c: Cursor<'_, '_>, i: usize, opened_by: &str) -> Option<usize> {
    if opened_by == "between" {
        return c.any_phrase(i, &["and", "-", "\u{2013}", "~"]);
    }
    if opened_by == "from" {
        return c
            .any_phrase(i, &["to", "until", "till", "through", "thru", "-", "\u{2013}", "\u{2014}", "~", "up to", "up until", "to about"]);
    }
    c.any_phrase(i, &["to", "through", "thru", "-", "\u{2013}", "\u{2014}", "until", "till"])
}

/// "from 3 to 5 May", "3-5 May 2024", "May 3-5", "between August 6 and 10", "the 3rd to the 5th of May".
pub(super) fn days_of_month(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let opened_by = if c.is_any(i, &["from", "between"]) { c.tokens[i].lower.as_ref() } else { "" };
    let start = if opened_by.is_empty() { i } else { i + 1 };
    let start = c.skip(start, &["the"]);
    let day = |month, day, year| Expression::Day { year, month: MonthRef::Given(month), day, weekday: None };
    if let Some((next, month)) = c.month(start) {
        let (next, first) = c.day_of_month(c.skip(next, &["the"]))?;
        let next = joint(c, next, opened_by)?;
        let (next, last) = c.day_of_month(c.skip(next, &["the"]))?;
        // "May 3 to 5 June" and "May 3-5:30" are others.
        if c.month(c.skip(next, &["of"])).is_some() || c.is(next, ":") || c.meridiem_follows(next) {
            return None;
        }
        let (next, year) = c.year_after(next);
        return (first < last).then(|| (next, Expression::Range(day(month, first, year).boxed(), day(month, last, year).boxed())));
    }
    let (next, first) = c.day_of_month(start)?;
    let next = joint(c, next, opened_by)?;
    let (next, last) = c.day_of_month(c.skip(next, &["the"]))?;
    let of = c.skip(c.skip(next, &["of", "in"]), &["the"]);
    if let Some((next, month)) = c.month(of) {
        let (next, year) = c.year_after(next);
        return (first < last).then(|| (next, Expression::Range(day(month, first, year).boxed(), day(month, last, year).boxed())));
    }
    let turn = c.turn(of).filter(|_| c.is(of + 1, "month"))?;
    let of_month = |d| Expression::Day { year: YearRef::Unsaid, month: MonthRef::OfAnchor(turn.offset()), day: d, weekday: None };
    (first < last).then(|| (of + 2, Expression::Range(of_month(first).boxed(), of_month(last).boxed())))
}

impl Cursor<'_, '_> {
    fn meridiem_follows(&self, i: usize) -> bool {
        self.is_any(i, &["am", "pm"]) || self.is_any(i, &["a", "p"]) && self.is(i + 1, ".") && self.is(i + 2, "m")
    }
}

/// "2014-2018", "2014 to 2018", "1939–45".
fn years(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let opened_by = if c.is_any(i, &["from", "between"]) { c.tokens[i].lower.as_ref() } else { "" };
    let start = if opened_by.is_empty() { i } else { i + 1 };
    let (next, first) = c.year(start)?;
    let glued = c.glued(next);
    let next = joint(c, next, opened_by)?;
    let year = |y| Expression::Year(YearRef::Given(y)).boxed();
    if let Some((end, last)) = c.year(next).filter(|(_, last)| *last > first) {
        let date = c.is(end, "-") && c.glued(end) && c.figure(end + 1).is_some();
        return (!date).then(|| (end, Expression::Range(year(first), year(last))));
    }
    let (short, digits) = c.figure(next)?;
    let last = first - first % 100 + short as i32;
    (digits == 2
        && glued
        && c.glued(next)
        && last > first + 1
        && last <= first + 15
        && short > 12
        && !(c.is(next + 1, "-") && c.glued(next + 1)))
    .then(|| (next + 1, Expression::Range(year(first), year(last))))
}

/// Two whole times: "from March to May", "between Jan 2019 and now", "June-August 1992", "Monday to Friday".
fn two_ended(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let opened_by = if c.is_any(i, &["from", "between"]) { c.tokens[i].lower.as_ref() } else { "" };
    let start =
        if opened_by.is_empty() { i } else { c.any_phrase(i + 1, &["the"]).filter(|n| single(c, *n - 1).is_none()).unwrap_or(i + 1) };
    // A preposition of the first end belongs to a range that is opened: "from about May", not "in May to June".
    let start = if opened_by.is_empty() { start } else { c.skip(start, &["about", "around", "at", "on", "in"]) };
    let (next, first) = end_or_now(c, start).or_else(|| short_month(c, start))?;
    let loose = matches!(first, Expression::Trail { .. } | Expression::Range(..) | Expression::Bounded(..) | Expression::ClockRange { .. });
    let bare_clock = matches!(first, Expression::Clock { of: None, .. });
    let next = joint(c, next, opened_by)?;
    if let Some(end) = c.any_phrase(next, &["date", "present"]).filter(|_| c.is(next - 1, "to")) {
        return (!loose)
            .then(|| (end, Expression::Range(first.boxed(), Expression::Offset { unit: crate::lexicon::Unit::Day, by: 0 }.boxed())));
    }
    let (end, last) = end_of_range(c, next).or_else(|| short_month(c, next)).or_else(|| longest_day(c, next))?;
    let last_loose = matches!(last, Expression::Trail { .. } | Expression::Clock { of: None, .. } | Expression::ClockRange { .. });
    (!loose && !bare_clock && !last_loose).then(|| (end, Expression::Range(first.boxed(), last.boxed())))
}

/// "late June and early July", "late 2013 and early 2014", "Thursday night into Friday": two parts that meet.
fn adjoining(c: Cursor<'_, '_>, i: usize) -> Parsed {
    // Told by the first word, so that not every token is read once more.
    c.sense(i, |s| matches!(s, Sense::Part(..) | Sense::Weekday(_) | Sense::Daypart(_) | Sense::Day(_)).then_some(()))?;
    let (next, first) = single(c, i)?;
    let joint = c.is_any(next, &["and", "into"]).then_some(next + 1)?;
    let (end, last) = single(c, joint)?;
    let meet = match &first {
        Expression::PartOf(Part::Late | Part::End, _) => matches!(last, Expression::PartOf(Part::Early, _)),
        Expression::Daypart { .. } | Expression::Weekday { .. } => c.is(next, "into"),
        _ => false,
    };
    meet.then(|| (end, Expression::Range(first.boxed(), last.boxed())))
}

/// "Jan" in "Jan-Feb 2017": an abbreviation that only a range makes safe.
fn short_month(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let (next, month) = c.month(i)?;
    let (next, year) = c.year_after(next);
    Some((next, Expression::Month { year, month }))
}
