//! The writer of Extended Date/Time Format values (ISO 8601-2:2019; Library of Congress, "EDTF Specification").

mod read;

use tacitus_record::Day;

pub use read::{EdtfError, moment_of_edtf};

/// One calendar value that EDTF can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// A second of a day, counted from midnight, and the seconds by which its zone is east of UTC, where they are known:
    /// `2024-08-06T09:00:00`, `2024-08-06T09:00:00+03:00`.
    Instant(Day, u32, Option<i32>),
    /// `2024-08-06`
    Day(Day),
    /// Year and month, 1 to 12: `2024-08`
    Month(i32, u32),
    /// Year and sub-year code, 21 to 41 (seasons 21-24, quarters 33-36, halves 40-41): `2024-22`
    Division(i32, u32),
    /// `2024`
    Year(i32),
    /// The decade's first year: `199X`
    Decade(i32),
    /// The century's first year: `19XX`
    Century(i32),
}

/// A component and whether it is approximate (`~`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The value.
    pub component: Component,
    /// Written with `~`.
    pub approximate: bool,
}

impl Edge {
    /// A component as it stands.
    pub fn exact(component: Component) -> Edge {
        Edge { component, approximate: false }
    }

    /// A component that the words give only roughly.
    pub fn about(component: Component) -> Edge {
        Edge { component, approximate: true }
    }
}

/// The EDTF text of an interval from `start` to `end`; `None` is an open end, written `..`. Equal ends give one value, two
/// open ends none.
pub fn edtf(start: Option<Edge>, end: Option<Edge>) -> Option<String> {
    match (start, end) {
        (None, None) => None,
        (Some(a), Some(b)) if a == b => Some(write(a)),
        (a, b) => {
            let side = |edge: Option<Edge>| edge.map_or_else(|| "..".to_string(), write);
            Some(format!("{}/{}", side(a), side(b)))
        }
    }
}

fn write(edge: Edge) -> String {
    let value = match edge.component {
        // EDTF has no qualifier behind a time of day.
        Component::Instant(day, seconds, offset) => {
            let clock = format!("{day}T{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
            return clock + &offset.map(written_offset).unwrap_or_default();
        }
        Component::Day(day) => day.to_string(),
        Component::Month(year, month) => format!("{year:04}-{month:02}"),
        Component::Division(year, code) => format!("{year:04}-{code}"),
        Component::Year(year) => format!("{year:04}"),
        Component::Decade(year) => format!("{:03}X", year.div_euclid(10)),
        Component::Century(year) => format!("{:02}XX", year.div_euclid(100)),
    };
    if edge.approximate { value + "~" } else { value }
}

/// The designator of a zone so many seconds east of UTC: `Z`, `+03:00`.
pub(crate) fn written_offset(seconds: i32) -> String {
    let minutes = seconds.abs() / 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    if seconds == 0 { "Z".to_string() } else { format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn every_component_has_its_form() {
        let forms = [
            (Component::Instant(day("2031-04-05"), 33_300, None), "2031-04-05T09:15:00"),
            (Component::Instant(day("2031-04-05"), 33_300, Some(0)), "2031-04-05T09:15:00Z"),
            (Component::Instant(day("2031-04-05"), 33_300, Some(-12_600)), "2031-04-05T09:15:00-03:30"),
            (Component::Day(day("2031-04-05")), "2031-04-05"),
            (Component::Month(2031, 4), "2031-04"),
            (Component::Division(2031, 22), "2031-22"),
            (Component::Division(2031, 35), "2031-35"),
            (Component::Year(987), "0987"),
            (Component::Decade(1990), "199X"),
            (Component::Century(1900), "19XX"),
        ];
        for (component, form) in forms {
            assert_eq!(edtf(Some(Edge::exact(component)), Some(Edge::exact(component))).as_deref(), Some(form));
        }
    }

    #[test]
    fn open_and_approximate_ends_are_marked() {
        let last = Some(Edge::about(Component::Day(day("2031-05-31"))));
        assert_eq!(edtf(None, last).as_deref(), Some("../2031-05-31~"));
        assert_eq!(edtf(Some(Edge::exact(Component::Month(2030, 2))), None).as_deref(), Some("2030-02/.."));
        assert_eq!(edtf(Some(Edge::exact(Component::Year(2030))), last).as_deref(), Some("2030/2031-05-31~"));
        assert_eq!(edtf(None, None), None);
    }
}
