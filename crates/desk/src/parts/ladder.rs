//! A ladder of bounds: what each claim says about one number, on one axis. Open bounds end in an arrow; nothing is averaged.

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_record::Quantity;

const WIDE: f64 = 360.0;
const HIGH: f64 = 26.0;
const LEFT: f64 = 8.0;

/// One rung: the number as said, and by whom.
pub struct Rung<'r> {
    /// The number.
    pub quantity: &'r Quantity,
    /// Who says so.
    pub who: String,
}

/// Draws the rungs; nothing where none has a bound.
pub fn ladder(rungs: &[Rung<'_>]) -> Markup {
    // The number named is a bound only where the words give none: "at least 14" is open upwards.
    let bounds = |q: &Quantity| if q.lo.is_some() || q.hi.is_some() { (q.lo, q.hi) } else { (q.value, q.value) };
    let shown: Vec<&Rung> = rungs.iter().filter(|r| bounds(r.quantity) != (None, None)).collect();
    let numbers: Vec<f64> = shown.iter().flat_map(|r| [bounds(r.quantity).0, bounds(r.quantity).1]).flatten().collect();
    let most = numbers.iter().copied().fold(0.0, f64::max);
    if shown.len() < 2 || most <= 0.0 || !most.is_finite() {
        return html! {};
    }
    // Room to the right for bounds that are open upwards.
    let x = |n: f64| LEFT + (n / (most * 1.25)).clamp(0.0, 1.0) * (WIDE - 2.0 * LEFT);
    let end = WIDE - LEFT;
    let high = shown.len() as f64 * HIGH + 22.0;
    html! {
        svg.ladder viewBox=(format!("0 0 {WIDE} {high}")) role="img" aria-label="What each claim says about the number, on one axis" {
            line.axis x1=(LEFT) x2=(end) y1=(high - 16.0) y2=(high - 16.0) {}
            text x=(LEFT) y=(high - 3.0) { "0" }
            text.middle x=(x(most)) y=(high - 3.0) { (line::figure(most)) }
            @for (at, rung) in shown.iter().enumerate() {
                @let y = at as f64 * HIGH + 20.0;
                @let (lo, hi) = bounds(rung.quantity);
                text x=(LEFT) y=(y - 7.0) { (line::quantity(rung.quantity)) " · " (rung.who) }
                @match (lo, hi) {
                    (Some(lo), Some(hi)) if lo == hi => circle.point cx=(x(lo)) cy=(y) r="4" {},
                    (Some(lo), Some(hi)) => { line.rung x1=(x(lo)) x2=(x(hi)) y1=(y) y2=(y) {} line.stop x1=(x(lo)) x2=(x(lo)) y1=(y - 4.0) y2=(y + 4.0) {} line.stop x1=(x(hi)) x2=(x(hi)) y1=(y - 4.0) y2=(y + 4.0) {} },
                    (Some(lo), None) => { line.rung.open x1=(x(lo)) x2=(end - 5.0) y1=(y) y2=(y) {} line.stop x1=(x(lo)) x2=(x(lo)) y1=(y - 4.0) y2=(y + 4.0) {} path.point d=(format!("M{} {}l-7 -4v8z", end, y)) {} },
                    (None, Some(hi)) => { line.rung.open x1=(LEFT) x2=(x(hi)) y1=(y) y2=(y) {} line.stop x1=(x(hi)) x2=(x(hi)) y1=(y - 4.0) y2=(y + 4.0) {} },
                    (None, None) => {},
                }
            }
        }
    }
}
