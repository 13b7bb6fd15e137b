//! Times and parts of the day: "9 a.m.", "14:30", "noon", "Tuesday night", "the morning of August 6".

use super::{Cursor, Parsed, longest_day};
use crate::expression::Expression;
use crate::lexicon::{Daypart, Part, Sense};

/// A time of day: seconds from midnight, and whether it could as well be twelve hours later ("at 3").
#[derive(Clone, Copy, Debug)]
struct Time {
    seconds: i64,
    half: bool,
}

impl Cursor<'_, '_> {
    fn daypart(&self, i: usize) -> Option<Daypart> {
        self.sense(i, |s| if let Sense::Daypart(d) = s { Some(*d) } else { None })
    }

    /// "a.m.", "pm", "AM": the token after, and the hours to add.
    fn meridiem(&self, i: usize) -> Option<(usize, i64)> {
        let half = |word: &str| if word.starts_with('p') { 12 } else { 0 };
        if self.is_any(i, &["am", "pm"]) {
            return Some((i + 1, half(&self.tokens[i].lower)));
        }
        let spelt = self.is_any(i, &["a", "p"]) && self.is(i + 1, ".") && self.glued(i + 1) && self.is(i + 2, "m");
        spelt.then(|| (if self.is(i + 3, ".") && self.glued(i + 3) { i + 4 } else { i + 3 }, half(&self.tokens[i].lower)))
    }
}

/// A time of day that shows itself as one: with colon, a.m., o'clock, "hours", or a name.
fn time(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time)> {
    if let Some(seconds) = c.sense(i, |s| if let Sense::Clock(n) = s { Some(*n) } else { None }) {
        return Some((i + 1, Time { seconds, half: false }));
    }
    let (next, hour) = c.cardinal(i).filter(|(_, h)| *h <= 24).or_else(|| military(c, i))?;
    if hour > 24 {
        let (hour, minute) = (i64::from(hour / 100), i64::from(hour % 100));
        return Some((next, Time { seconds: hour * 3600 + minute * 60, half: false }));
    }
    let mut seconds = i64::from(hour) * 3600;
    let mut at = next;
    let mut shown = false;
    let mut parts = 0;
    while parts < 2 && c.is_any(at, if parts == 0 { &[":", ".", "h"] } else { &[":"] }) && c.glued(at) && c.glued(at + 1) {
        let Some((value, 2)) = c.figure(at + 1).filter(|(v, _)| *v < 60) else { break };
        seconds += i64::from(value) * if parts == 0 { 60 } else { 1 };
        shown |= !c.is(at, ".");
        at += 2;
        parts += 1;
    }
    if let Some((end, half)) = c.meridiem(at).filter(|_| (1..=12).contains(&hour)) {
        return Some((end, Time { seconds: seconds % 43_200 + half * 3600, half: false }));
    }
    if c.is_any(at, &["o'clock", "oclock"]) {
        return Some((at + 1, Time { seconds, half: hour <= 12 }));
    }
    if parts == 1 && c.figure(i).is_some_and(|(_, d)| d == 4) || hour == 24 && parts == 0 {
        return None;
    }
    shown.then_some((at, Time { seconds: seconds % 86_400, half: hour <= 12 && c.tokens[i].lower.len() == 1 }))
}

/// "1400 GMT", "0930 hours".
fn military(c: Cursor<'_, '_>, i: usize) -> Option<(usize, u32)> {
    let (value, digits) = c.figure(i)?;
    let zone = c.is_any(i + 1, &["gmt", "utc", "hours", "hrs", "z"]);
    (digits == 4 && zone && value / 100 < 24 && value % 100 < 60 && value > 24).then_some((i + 1, value))
}

/// A time zone name after a time, read over.
fn zone(c: Cursor<'_, '_>, i: usize) -> usize {
    let i = c.any_phrase(i, &["local time", "hours", "( local time )", "( gmt )"]).unwrap_or(i);
    if c.is_any(i, &["gmt", "utc", "est", "edt", "cet", "cest", "eet", "eest", "bst"]) { i + 1 } else { i }
}

/// A bare hour after "at": "at 8", "around 7".
fn bare_hour(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time)> {
    let (next, hour) = c.cardinal(i).filter(|(_, h)| (1..=23).contains(h))?;
    let closed = c.at(next).is_none_or(|t| {
        t.kind == crate::tokens::TokenKind::Mark && !matches!(t.lower.as_ref(), "%" | "-" | "/")
            || matches!(t.lower.as_ref(), "on" | "tomorrow" | "today")
    });
    closed.then_some((next, Time { seconds: i64::from(hour) * 3600, half: hour <= 12 }))
}

/// The later half of the day where the words around say so.
fn in_half(time: Time, daypart: Option<Daypart>) -> i64 {
    let later = match daypart {
        Some(Daypart::Afternoon | Daypart::Evening) => true,
        Some(Daypart::Night) => time.seconds >= 5 * 3600,
        _ => false,
    };
    if time.half && later && time.seconds < 43_200 { time.seconds + 43_200 } else { time.seconds }
}

/// One or two times of day: "9 a.m.", "from 9 to 11:30", "between 3 and 4 pm", "3-4pm".
fn times(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time, Option<Time>)> {
    let pair = c.is_any(i, &["from", "between"]);
    let start = if pair { i + 1 } else { i };
    let whole = time(c, start).map(|(n, t)| (n, t, true));
    let (next, first, shown) = whole.or_else(|| {
        c.cardinal(start).filter(|(_, h)| (1..=12).contains(h)).map(|(n, h)| (n, Time { seconds: i64::from(h) * 3600, half: true }, false))
    })?;
    let joint = c.is_any(next, &["to", "-", "\u{2013}", "\u{2014}", "until", "till"]) || c.is(i, "between") && c.is(next, "and");
    let second = joint.then(|| time(c, next + 1).or_else(|| if shown || pair { bare_hour(c, next + 1) } else { None })).flatten();
    let Some((end, second)) = second else {
        return (shown && !pair).then(|| (zone(c, next), first, None));
    };
    // "3-4 pm": the first takes the half of the second where that keeps the order.
    let first =
        if first.half && !second.half && second.seconds >= 43_200 && first.seconds < 43_200 && first.seconds + 43_200 <= second.seconds {
            Time { seconds: first.seconds + 43_200, half: false }
        } else {
            first
        };
    let second =
        if second.half && second.seconds < first.seconds { Time { seconds: second.seconds + 43_200, half: false } } else { second };
    Some((zone(c, end), first, Some(second)))
}

fn tree(first: Time, second: Option<Time>, daypart: Option<Daypart>, of: Option<Expression>) -> Expression {
    let of = of.map(Expression::boxed);
    let seconds = in_half(first, daypart);
    match second {
        Some(second) => Expression::ClockRange { first: seconds, last: in_half(second, daypart).max(seconds), of },
        None => Expression::Clock { seconds, of },
    }
}

/// A time before its day: "at 9 a.m. on Monday", "3pm tomorrow", "noon, August 6"; or alone.
pub(super) fn with_day_after(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let start = c
        .any_phrase(i, &["at about", "at around", "at", "about", "around", "shortly after", "shortly before"])
        .filter(|_| true)
        .unwrap_or(i);
    let (next, first, second) = times(c, start).or_else(|| {
        // "at 8 tonight", "8 on Tuesday evening"
        let (n, t) = bare_hour(c, start).or_else(|| {
            c.cardinal(start)
                .filter(|(n, h)| (1..=12).contains(h) && c.is_any(*n, &["tonight", "tomorrow", "this", "yesterday"]))
                .map(|(n, h)| (n, Time { seconds: i64::from(h) * 3600, half: true }))
        })?;
        let told = c.any_phrase(n, &["tonight", "tomorrow", "yesterday", "this morning", "this afternoon", "this evening"]).is_some();
        (start > i && told || told && i == 0).then_some((n, t, None))
    })?;
    let daypart_at = c.any_phrase(next, &["in the", "at", "in"]).unwrap_or(next);
    let daypart = c.daypart(daypart_at).filter(|_| daypart_at > next);
    let after = if daypart.is_some() { daypart_at + 1 } else { next };
    let day_at = c.skip(c.skip(after, &[","]), &["on", "of"]);
    if let Some((end, of)) = longest_day(c, day_at) {
        let (of, told) = match of {
            Expression::Daypart { daypart, of } => (*of, Some(daypart)),
            of => (of, daypart),
        };
        if is_day(&of) {
            return Some((end, tree(first, second, told, Some(of))));
        }
    }
    // A bare time keeps no preposition: the day is elsewhere in the sentence.
    (start == i).then(|| (after, tree(first, second, daypart, None)))
}

/// "the morning of August 6", "early morning of Tuesday".
pub(super) fn daypart_of_day(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let the = c.skip(i, &["the"]);
    let early = c.skip(the, &["early", "late"]);
    let hours = c.any_phrase(early, &["hours of the", "hours of"]).unwrap_or(early);
    let (next, daypart) = match c.daypart(hours) {
        Some(daypart) => (hours + 1, daypart),
        None if hours > early && early > the => (hours, Daypart::Morning),
        None => return None,
    };
    let of = c.any_phrase(next, &["of", "on"]).or((hours == next).then_some(next))?;
    let (end, of) = longest_day(c, of)?;
    is_day(&of).then(|| (end, Expression::Daypart { daypart, of: of.boxed() }))
}

/// Whether the tree names one day.
fn is_day(e: &Expression) -> bool {
    match e {
        Expression::Day { .. } | Expression::Slashed { .. } | Expression::Weekday { .. } | Expression::Feast { .. } => true,
        Expression::Offset { unit, .. } => *unit == crate::lexicon::Unit::Day,
        Expression::Shift { unit, .. } => unit.measure().2 == 0.0,
        Expression::Nth { piece, .. } => !matches!(piece, crate::expression::Piece::Unit(u) if *u != crate::lexicon::Unit::Day),
        _ => false,
    }
}

/// What hangs on a day: "night", "in the early morning", "at 9 a.m.", "from 9 to 11".
pub(super) fn attached(c: Cursor<'_, '_>, (mut next, mut found): (usize, Expression)) -> (usize, Expression) {
    let mut told = if let Expression::Daypart { daypart, .. } = &found { Some(*daypart) } else { None };
    if is_day(&found) {
        let at = c.any_phrase(next, &["in the", "during the", "at"]).unwrap_or(next);
        let part = c.sense(at, |s| if let Sense::Part(p, false) = s { Some(*p) } else { None });
        let at = if part.is_some() { c.skip(at + 1, &["in"]) } else { at };
        let at = if part.is_some() { c.skip(at, &["the"]) } else { at };
        if let Some(daypart) = c.daypart(at).filter(|_| !c.at(at).is_some_and(|t| t.lower.ends_with('s'))) {
            let day = Expression::Daypart { daypart, of: found.boxed() };
            found = if let Some(part @ (Part::Early | Part::Late)) = part { Expression::PartOf(part, day.boxed()) } else { day };
            told = Some(daypart);
            next = at + 1;
        }
    }
    let day = match &found {
        Expression::Daypart { of, .. } => Some((**of).clone()),
        Expression::PartOf(_, inner) => {
            if let Expression::Daypart { of, .. } = &**inner {
                Some((**of).clone())
            } else {
                None
            }
        }
        e if is_day(e) => Some(e.clone()),
        _ => None,
    };
    let Some(day) = day else { return (next, found) };
    let comma = c.skip(next, &[","]);
    let at = c.any_phrase(comma, &["at about", "at around", "at", "around", "about", "@", "for"]).unwrap_or(comma);
    let timed = times(c, at).or_else(|| {
        let preposition = at > comma && !c.is_any(at - 1, &["for"]);
        preposition.then(|| bare_hour(c, at)).flatten().map(|(n, t)| (n, t, None))
    });
    let Some((end, first, second)) = timed else { return (next, found) };
    let daypart_at = c.any_phrase(end, &["in the"]).unwrap_or(end);
    let (end, told) = match c.daypart(daypart_at).filter(|_| told.is_none()) {
        Some(daypart) => (daypart_at + 1, Some(daypart)),
        None => (end, told),
    };
    (end, tree(first, second, told, Some(day)))
}
