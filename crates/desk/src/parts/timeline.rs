//! A timeline: one mark for a day, a bar for a time of several. Where an end of it is not known to the day, the bar fades over the days on
//! which it may lie; what happened at some point within is faintest at both ends. What has no date is counted.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tacitus_record::{Day, Moment, TimeRole};

use crate::catalogue::{IncidentEntry, Selection, id};
use crate::pages::frame::{Here, grouped, long_day};
use crate::parts::bars::short;
use crate::parts::claim_line;
use crate::reply::Problem;

const WIDE: f64 = 880.0;
const ROW: f64 = 15.0;
const TOP: f64 = 24.0;
/// Incidents drawn; the rest is counted.
const MOST: usize = 250;
/// Incidents listed below with their words.
const LISTED: usize = 50;
/// Width of the axis at the most, in days: what lies far before the rest would squeeze it.
const LONGEST: i32 = 3 * 366;

/// Where a bar is full, in hundredths of its length: before the first it fades in, after the second it fades out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Feather {
    from: u8,
    to: u8,
}

impl Feather {
    /// At some point within: no day is surer than the others, but the ends are where it is least likely to have begun or ended.
    const WITHIN: Feather = Feather { from: 50, to: 50 };

    /// The feather of a time that is drawn from `first` to `last`.
    fn of(time: Option<&Moment>, first: Day, last: Day) -> Feather {
        let Some(time) = time.filter(|t| t.role != TimeRole::Point) else { return Feather::WITHIN };
        let days = f64::from(last.number() - first.number() + 1).max(1.0);
        let share = |day: Day| f64::from(day.number() - first.number()).clamp(0.0, days) / days * 100.0;
        // An open end fades over the whole half.
        let from = time.start_hi.map_or(50.0, share).round() as u8;
        let to = time.end_lo.map_or(50.0, |end| share(end.plus(1))).round() as u8;
        if from <= to { Feather { from, to } } else { Feather::WITHIN }
    }

    fn id(self) -> String {
        format!("f{}-{}", self.from, self.to)
    }
}

/// The timeline of a selection.
pub fn of_selection(here: Here<'_>, selection: &Selection) -> Result<Markup, Problem> {
    let all = selection.incidents.iter().map(|&at| &here.view.catalogue.incidents[at as usize]);
    let dated: Vec<(&IncidentEntry, Day, Day)> = all.filter_map(|i| Some((i, i.day?, i.until?))).collect();
    let Some(last) = dated.iter().map(|(_, _, until)| *until).max() else {
        return Ok(html! { p.detail { "None of these has a date." } });
    };
    let first = dated.iter().map(|(_, day, _)| *day).filter(|d| last.number() - d.number() < LONGEST).min().unwrap_or(last);
    let in_view: Vec<&(&IncidentEntry, Day, Day)> = dated.iter().filter(|(_, _, until)| *until >= first).collect();
    let shown = &in_view[..in_view.len().min(MOST)];
    let mut rows = Vec::new();
    for (incident, _, _) in shown.iter().take(LISTED) {
        rows.extend(here.view.ledger.incident(&id('i', incident.id))?.map(|row| (*incident, row)));
    }
    let mut feathers = Vec::new();
    for (incident, day, until) in shown {
        if day == until {
            feathers.push(Feather::WITHIN);
            continue;
        }
        let row = match rows.iter().find(|(listed, _)| listed.id == incident.id) {
            Some((_, row)) => row.time.clone(),
            None => here.view.ledger.incident(&id('i', incident.id))?.and_then(|row| row.time),
        };
        feathers.push(Feather::of(row.as_ref(), *day, *until));
    }
    Ok(html! {
        figure.timeline {
            (drawing(here, shown, &feathers, first, last))
            figcaption {
                p.legend { "A square is one day, a bar several: it fades over the days on which it may have begun or ended, and towards both ends where it lies somewhere within. Solid: two or more origins; ochre: sources differ." }
                p {
                    b { (grouped(selection.undated as usize)) } " without a date"
                    @if dated.len() > in_view.len() { " · " b { (grouped(dated.len() - in_view.len())) } " before " (first) }
                    @if in_view.len() > shown.len() { " · " b { (grouped(in_view.len() - shown.len())) } " earlier ones are not drawn: narrow down" }
                }
            }
        }
        ol.lines { @for (incident, row) in &rows {
            li { @if let Some(day) = incident.day { p.kicker { (long_day(day)) @if let Some(until) = incident.until.filter(|u| *u != day) { " – " (long_day(until)) } } }
                (claim_line::of_incident(row, Some(&here.to(&format!("/incidents/{}", row.incident.id))), None)) }
        } }
    })
}

fn drawing(here: Here<'_>, shown: &[&(&IncidentEntry, Day, Day)], feathers: &[Feather], first: Day, last: Day) -> Markup {
    let kinds: BTreeSet<Feather> =
        shown.iter().zip(feathers).filter(|((_, day, until), _)| day != until).map(|(_, feather)| *feather).collect();
    let days = f64::from(last.number() - first.number() + 1).max(7.0);
    let x = |day: Day| (f64::from(day.number() - first.number()).max(0.0) / days * (WIDE - 20.0) + 10.0).min(WIDE - 10.0);
    let unit = (WIDE - 20.0) / days;
    let rows = packed(shown, unit, &x);
    let high = TOP + rows.iter().max().map_or(0.0, |r| (*r + 1) as f64) * ROW + 6.0;
    let step = [1, 2, 7, 14, 30, 60, 120, 240].into_iter().find(|s: &i32| days / f64::from(*s) <= 12.0).unwrap_or(365);
    html! {
        svg.chart viewBox=(format!("0 0 {WIDE} {high}")) role="group" aria-label=(format!("Timeline from {first} to {last}; the list below says the same")) {
            defs { @for feather in kinds {
                linearGradient id=(feather.id()) {
                    @if feather.from > 0 { stop.thin offset="0" {} }
                    stop.full offset=(format!("{}%", feather.from)) {}
                    stop.full offset=(format!("{}%", feather.to)) {}
                    @if feather.to < 100 { stop.thin offset="1" {} }
                }
            } }
            @for at in (0..(days as i32)).step_by(step as usize) {
                @let day = first.plus(at);
                line.grid x1=(round(x(day))) x2=(round(x(day))) y1="16" y2=(high) {}
                text.degrees x=(round(x(day) + 2.0)) y="11" { (short(day)) @if at == 0 || (day.month() == 1 && day.day() <= step as u32) { " " (day.year()) } }
            }
            @for (((incident, day, until), row), feather) in shown.iter().copied().zip(&rows).zip(feathers) {
                @let y = TOP + *row as f64 * ROW;
                a href=(here.to(&format!("/incidents/{}", id('i', incident.id)))) {
                    title { (day) @if until != day { " – " (until) } ", " (incident.origins) " origins" }
                    @if day == until { rect.spot.solid[incident.origins >= 2].odd[incident.is_disputed] x=(round(x(*day) + unit / 2.0 - 5.0)) y=(round(y)) width="10" height="10" {} }
                    @else { rect.feather.odd[incident.is_disputed] fill=(format!("url(#{})", feather.id())) x=(round(x(*day))) y=(round(y + 2.0)) width=(round((x(until.plus(1)) - x(*day)).max(8.0))) height="6" {} }
                }
            }
        }
    }
}

/// A row for each, so that no two lie over each other.
fn packed(shown: &[&(&IncidentEntry, Day, Day)], unit: f64, x: &impl Fn(Day) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..shown.len()).collect();
    order.sort_by_key(|&i| (shown[i].1, shown[i].2, shown[i].0.id));
    let mut ends: Vec<f64> = Vec::new();
    let mut rows = vec![0; shown.len()];
    for i in order {
        let (_, day, until) = shown[i];
        let middle = x(*day) + unit / 2.0;
        let (from, to) = if day == until { (middle - 6.0, middle + 6.0) } else { (x(*day), x(until.plus(1)).max(x(*day) + 9.0)) };
        let row = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(to);
        } else {
            ends[row] = to;
        }
        rows[i] = row;
    }
    rows
}

fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn june(day: u32) -> Day {
        Day::new(2031, 6, day).unwrap()
    }

    #[test]
    fn a_bar_fades_where_its_ends_are_not_known() {
        let of = |role, start: (u32, u32), end: (u32, u32)| {
            let time = Moment {
                start_lo: Some(june(start.0)),
                start_hi: Some(june(start.1)),
                end_lo: Some(june(end.0)),
                end_hi: Some(june(end.1)),
                role,
                ..Moment::on("then", june(1), "test")
            };
            Feather::of(Some(&time), june(start.0), june(end.1))
        };
        assert_eq!(of(TimeRole::During, (1, 1), (10, 10)), Feather { from: 0, to: 100 }, "both ends are known: sharp");
        assert_eq!(of(TimeRole::During, (1, 3), (8, 10)), Feather { from: 20, to: 80 });
        assert_eq!(of(TimeRole::Point, (1, 1), (10, 10)), Feather::WITHIN, "at some point within");
        assert_eq!(of(TimeRole::During, (1, 9), (2, 10)), Feather::WITHIN, "nothing of it is sure");
        assert_eq!(Feather::of(None, june(1), june(4)), Feather::WITHIN);
    }
}
