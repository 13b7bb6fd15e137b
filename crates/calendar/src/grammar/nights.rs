//! Nights between two days: "overnight into Friday", "overnight on Monday".

use super::{Cursor, Parsed, longest_day};
use crate::expression::{Amount, Expression, Origin};
use crate::lexicon::{Daypart, Unit};

/// "overnight into Friday", "overnight from Thursday to Friday", "the night from Thursday to Friday": the night before the last day named.
pub(super) fn overnight_into(c: Cursor<'_, '_>, i: usize) -> Parsed {
    if let Some(found) = overnight_beside(c, i) {
        return Some(found);
    }
    let at =
        c.any_phrase(i, &["overnight into", "overnight to", "night into", "overnight through", "overnight through to"]).or_else(|| {
            let of = c.any_phrase(i, &["overnight from", "overnight", "night from", "night of", "the night from", "the night of"])?;
            let (next, _) = longest_day(c, of)?;
            c.any_phrase(next, &["to", "into", "-", "\u{2013}", "on", "through"])
        })?;
    let (end, of) = longest_day(c, at)?;
    let amount = Amount { value: 1.0, vague: false };
    let eve = Expression::Shift { amount, unit: Unit::Day, back: true, from: Origin::At(of.boxed()) };
    Some((end, Expression::Daypart { daypart: Daypart::Night, of: eve.boxed() }))
}

/// "overnight on Monday": the night before or after that day, nobody can tell.
fn overnight_beside(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let at = c.any_phrase(i, &["overnight on", "overnight"])?;
    let (end, day) = longest_day(c, at)?;
    let ranged = c.is_any(end, &["to", "into", "-", "\u{2013}", "through"]);
    let plain = matches!(day, Expression::Weekday { .. } | Expression::Day { .. });
    let night = |of: Expression| Expression::Daypart { daypart: Daypart::Night, of: of.boxed() };
    let one = Amount { value: 1.0, vague: false };
    let eve = Expression::Shift { amount: one, unit: Unit::Day, back: true, from: Origin::At(day.clone().boxed()) };
    (plain && !ranged).then(|| (end, Expression::Range(night(eve).boxed(), night(day).boxed())))
}
