//! Times of day: "9 a.m.", "14:30", "noon", "half past three", "from 9 to 11:30".

use super::Cursor;
use crate::lexicon::{Daypart, Sense};
use crate::tokens::TokenKind;

/// A time of day: seconds from midnight, and whether it could as well be twelve hours later ("at 3").
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub seconds: i64,
    pub half: bool,
    /// Seconds by which the zone named behind it is east of UTC.
    pub zone: Option<i32>,
}

impl Cursor<'_, '_> {
    /// The part of the day that the token names.
    pub(super) fn daypart(&self, i: usize) -> Option<Daypart> {
        self.sense(i, |s| if let Sense::Daypart(d) = s { Some(*d) } else { None })
    }

    /// "a.m.", "pm", "AM": the token after, and the hours to add.
    fn meridiem(&self, i: usize) -> Option<(usize, i64)> {
        let half = |word: &str| if word.starts_with('p') { 12 } else { 0 };
        if self.is_any(i, &["am", "pm"])
            || self.is_any(i, &["a", "p"])
                && self.glued(i)
                && i > 0
                && self.tokens[i - 1].digits() > 0
                && !(self.is(i + 1, ".") && self.is(i + 2, "m"))
        {
            return Some((i + 1, half(&self.tokens[i].lower)));
        }
        let spelt = self.is_any(i, &["a", "p"]) && self.is(i + 1, ".") && self.glued(i + 1) && self.is(i + 2, "m");
        spelt.then(|| (if self.is(i + 3, ".") && self.glued(i + 3) { i + 4 } else { i + 3 }, half(&self.tokens[i].lower)))
    }
}

/// A time of day that shows itself as one: with colon, a.m., o'clock, "hours", or a name.
fn time(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time)> {
    if let Some(found) = past_the_hour(c, i) {
        return Some(found);
    }
    hour(c, i)
}

/// "half past three pm", "a quarter to noon", "20 minutes past 3 pm", "15 past 3 p.m.".
fn past_the_hour(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time)> {
    let (next, minutes) = c
        .any_phrase(i, &["half"])
        .map(|n| (n, 30))
        .or_else(|| c.any_phrase(i, &["a quarter", "quarter"]).map(|n| (n, 15)))
        .or_else(|| c.cardinal(i).filter(|(_, m)| *m < 60).map(|(n, m)| (n, i64::from(m))))?;
    let told = c.skip(next, &["minutes", "mins"]);
    // "from 10 to noon" is a range; only "10 minutes to noon" and "a quarter to noon" count back.
    let to = c.is_any(told, &["to", "before"]) && (told > next || minutes == 15 && c.figure(i).is_none());
    let next = told;
    if !(to || c.is_any(next, &["past", "after"])) {
        return None;
    }
    let (end, time) = hour(c, next + 1).or_else(|| {
        // "half past three": the bare hour is safe after words, not after "20 to 3".
        let named = minutes == 30 && !to && c.is(i, "half");
        c.cardinal(next + 1)
            .filter(|(_, h)| named && (1..=12).contains(h))
            .map(|(n, h)| (n, Time { seconds: i64::from(h) * 3600, half: true, zone: None }))
    })?;
    let seconds = time.seconds + if to { -minutes } else { minutes } * 60;
    Some((end, Time { seconds: seconds.rem_euclid(86_400), half: time.half, zone: None }))
}

/// An hour with whatever shows that it is one.
fn hour(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time)> {
    if let Some(seconds) = c.sense(i, |s| if let Sense::Clock(n) = s { Some(*n) } else { None }) {
        return Some((i + 1, Time { seconds, half: false, zone: None }));
    }
    if let Some(found) = spelt(c, i) {
        return Some(found);
    }
    let (next, hour) = c.cardinal(i).filter(|(_, h)| *h <= 24).or_else(|| military(c, i))?;
    if hour > 24 {
        let (hour, minute) = (i64::from(hour / 100), i64::from(hour % 100));
        return Some((next, Time { seconds: hour * 3600 + minute * 60, half: false, zone: None }));
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
        return Some((end, Time { seconds: seconds % 43_200 + half * 3600, half: false, zone: None }));
    }
    if c.is_any(at, &["o'clock", "oclock"]) {
        return Some(match c.meridiem(at + 1) {
            Some((end, half)) => (end, Time { seconds: seconds % 43_200 + half * 3600, half: false, zone: None }),
            None => (at + 1, Time { seconds, half: hour <= 12, zone: None }),
        });
    }
    if parts == 1 && c.figure(i).is_some_and(|(_, d)| d == 4) || hour == 24 && parts == 0 {
        return None;
    }
    shown.then_some((at, Time { seconds: seconds % 86_400, half: hour <= 12 && c.tokens[i].lower.len() == 1, zone: None }))
}

/// "ten thirty am", "nine fifty-nine p.m.", "730 p.m.", "4 in the morning".
fn spelt(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time)> {
    let (next, seconds) = match c.figure(i) {
        Some((value, 3 | 4)) if (1..=12).contains(&(value / 100)) && value % 100 < 60 => (i + 1, value / 100 * 3600 + value % 100 * 60),
        Some((value, 1 | 2)) if (1..=12).contains(&value) => (i + 1, value * 3600),
        Some(_) => return None,
        None => {
            let (next, hour) = c.word_cardinal(i).filter(|(_, h)| (1..=12).contains(h))?;
            let minute = c.word_cardinal(next).filter(|(_, m)| (10..60).contains(m));
            minute.map_or((next, hour * 3600), |(end, m)| (end, hour * 3600 + m * 60))
        }
    };
    let seconds = i64::from(seconds);
    if let Some((end, half)) = c.meridiem(next) {
        return Some((end, Time { seconds: seconds % 43_200 + half * 3600, half: false, zone: None }));
    }
    let at = c.any_phrase(next, &["in the"])?;
    let daypart = c.daypart(at).filter(|_| !c.at(at).is_some_and(|t| t.lower.ends_with('s')))?;
    Some((at + 1, Time { seconds: in_half(Time { seconds, half: true, zone: None }, Some(daypart)), half: false, zone: None }))
}

/// "1400 GMT", "0930 hours".
fn military(c: Cursor<'_, '_>, i: usize) -> Option<(usize, u32)> {
    let (value, digits) = c.figure(i)?;
    let zone = c.is_any(i + 1, &["gmt", "utc", "hours", "hrs", "z"]);
    (digits == 4 && zone && value / 100 < 24 && value % 100 < 60 && value > 24).then_some((i + 1, value))
}

/// What a zone behind a time says: the token after it, and the seconds east of UTC where it has a name.
fn zone(c: Cursor<'_, '_>, i: usize) -> (usize, Option<i32>) {
    let named = |at: usize| c.sense(at, |s| if let Sense::Zone(offset) = s { Some(*offset) } else { None });
    if let Some(offset) = named(i + 1).filter(|_| c.is(i, "(") && c.is(i + 2, ")")) {
        return (i + 3, Some(offset));
    }
    let i = c.any_phrase(i, &["local time", "hours", "( local time )"]).unwrap_or(i);
    match named(i) {
        Some(offset) => (i + 1, Some(offset)),
        None => (i, None),
    }
}

/// A bare hour after "at": "at 8", "around 7".
pub(super) fn bare_hour(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time)> {
    let (next, hour) = c.cardinal(i).filter(|(_, h)| (1..=23).contains(h))?;
    // "at 2.30"
    let point = c.is(next, ".") && c.glued(next) && c.glued(next + 1) && c.figure(i).is_some();
    let (next, minutes) = match c.figure(next + 1).filter(|(m, digits)| point && *m < 60 && *digits == 2) {
        Some((m, _)) => (next + 2, i64::from(m)),
        None => (next, 0),
    };
    let closed = c.at(next).is_none_or(|t| {
        t.kind == TokenKind::Mark && !matches!(t.lower.as_ref(), "%" | "-" | "/")
            || matches!(t.lower.as_ref(), "on" | "tomorrow" | "today" | "yesterday")
    });
    closed.then_some((next, Time { seconds: i64::from(hour) * 3600 + minutes * 60, half: hour <= 12, zone: None }))
}

/// The later half of the day where the words around say so.
pub(super) fn in_half(time: Time, daypart: Option<Daypart>) -> i64 {
    let later = match daypart {
        Some(Daypart::Afternoon | Daypart::Evening) => true,
        Some(Daypart::Night) => time.seconds >= 5 * 3600,
        _ => false,
    };
    if time.half && later && time.seconds < 43_200 { time.seconds + 43_200 } else { time.seconds }
}

/// One or two times of day: "9 a.m.", "from 9 to 11:30", "between 3 and 4 pm", "3-4pm".
pub(super) fn times(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Time, Option<Time>)> {
    let pair = c.is_any(i, &["from", "between"]);
    let start = if pair { i + 1 } else { i };
    let whole = time(c, start).map(|(n, t)| (n, t, true));
    let (next, first, shown) = whole.or_else(|| {
        c.cardinal(start)
            .filter(|(_, h)| (1..=12).contains(h))
            .map(|(n, h)| (n, Time { seconds: i64::from(h) * 3600, half: true, zone: None }, false))
    })?;
    let joint = c.is_any(next, &["to", "-", "\u{2013}", "\u{2014}", "until", "till"]) || c.is(i, "between") && c.is(next, "and");
    let second = joint.then(|| time(c, next + 1).or_else(|| if shown || pair { bare_hour(c, next + 1) } else { None })).flatten();
    let Some((end, second)) = second else {
        let (end, zone) = zone(c, next);
        return (shown && !pair).then_some((end, Time { zone, ..first }, None));
    };
    // "3-4 pm": the first takes the half of the second where that keeps the order.
    let first =
        if first.half && !second.half && second.seconds >= 43_200 && first.seconds < 43_200 && first.seconds + 43_200 <= second.seconds {
            Time { seconds: first.seconds + 43_200, half: false, zone: None }
        } else {
            first
        };
    let second = if second.half && second.seconds < first.seconds {
        Time { seconds: second.seconds + 43_200, half: false, zone: None }
    } else {
        second
    };
    let (end, zone) = zone(c, end);
    Some((end, Time { zone, ..first }, Some(Time { zone, ..second })))
}
