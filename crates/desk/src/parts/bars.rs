//! A strip of bars: incidents by day, those of two or more origins solid, the rest outlined.

use maud::{Markup, html};
use tacitus_record::Day;

/// Height of the strip, in its own units.
const HIGH: f64 = 96.0;
/// Width of one day.
const WIDE: f64 = 12.0;

/// One day's counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfDay {
    /// Incidents.
    pub all: u32,
    /// Those that two or more origins report.
    pub corroborated: u32,
}

/// The strip of days from `first` on, with a table for those who cannot see it.
pub fn bars(first: Day, days: &[OfDay], address: impl Fn(Day) -> String) -> Markup {
    let most = days.iter().map(|d| d.all).max().unwrap_or(0).max(1);
    let high = |n: u32| f64::from(n) / f64::from(most) * (HIGH - 4.0);
    let wide = days.len() as f64 * WIDE;
    html! {
        svg.bars viewBox=(format!("0 0 {wide} {}", HIGH + 16.0)) role="group" aria-label=(format!("Incidents by day from {first} on, at most {most} a day")) {
            line.axis x1="0" x2=(wide) y1=(HIGH) y2=(HIGH) {}
            @for (at, day) in days.iter().enumerate().filter(|(_, d)| d.all > 0) {
                a href=(address(first.plus(at as i32))) {
                    title { (first.plus(at as i32)) ": " (day.all) " reported, " (day.corroborated) " by two or more origins" }
                    rect.target x=(at as f64 * WIDE) y="0" width=(WIDE) height=(HIGH) {}
                    rect.outline x=(at as f64 * WIDE + 1.5) y=(HIGH - high(day.all)) width=(WIDE - 3.0) height=(high(day.all)) {}
                    rect.solid x=(at as f64 * WIDE + 1.5) y=(HIGH - high(day.corroborated)) width=(WIDE - 3.0) height=(high(day.corroborated)) {}
                }
            }
            @for at in (0..days.len()).step_by(7) {
                text x=(at as f64 * WIDE + 1.0) y=(HIGH + 14.0) { (short(first.plus(at as i32))) }
            }
        }
    }
}

/// `26 Mar`.
pub fn short(day: Day) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!("{} {}", day.day(), MONTHS[(day.month() as usize - 1) % 12])
}
