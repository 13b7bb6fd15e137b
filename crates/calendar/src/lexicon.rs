//! The words of time, read from `data/words.tsv`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tacitus_record::Grain;

/// A calendar or clock unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// (months, days, seconds) in one unit; only one of them is not zero.
    pub fn measure(self) -> (f64, f64, f64) {
        match self {
            Unit::Second => (0.0, 0.0, 1.0),
            Unit::Minute => (0.0, 0.0, 60.0),
            Unit::Hour => (0.0, 0.0, 3600.0),
            Unit::Day => (0.0, 1.0, 0.0),
            Unit::Week => (0.0, 7.0, 0.0),
            Unit::Fortnight => (0.0, 14.0, 0.0),
            Unit::Month => (1.0, 0.0, 0.0),
            Unit::Quarter => (3.0, 0.0, 0.0),
            Unit::Year => (12.0, 0.0, 0.0),
            Unit::Decade => (120.0, 0.0, 0.0),
            Unit::Century => (1200.0, 0.0, 0.0),
        }
    }

    /// Seconds in so many units, months counted as 30 and years as 365 days.
    pub fn seconds(self, amount: f64) -> f64 {
        let (months, days, seconds) = self.measure();
        let month_days = if months >= 12.0 { months / 12.0 * 365.0 } else { months * 30.0 };
        amount * (month_days * 86_400.0 + days * 86_400.0 + seconds)
    }

    /// Prefix and letter of the ISO 8601 duration, and how many of that letter make one unit.
    pub fn iso(self) -> (&'static str, &'static str, f64) {
        match self {
            Unit::Second => ("PT", "S", 1.0),
            Unit::Minute => ("PT", "M", 1.0),
            Unit::Hour => ("PT", "H", 1.0),
            Unit::Day => ("P", "D", 1.0),
            Unit::Week => ("P", "W", 1.0),
            Unit::Fortnight => ("P", "W", 2.0),
            Unit::Month => ("P", "M", 1.0),
            Unit::Quarter => ("P", "M", 3.0),
            Unit::Year => ("P", "Y", 1.0),
            Unit::Decade => ("P", "Y", 10.0),
            Unit::Century => ("P", "Y", 100.0),
        }
    }

    /// The grain of the record that names this unit.
    pub fn grain(self) -> Grain {
        match self {
            Unit::Second | Unit::Minute | Unit::Hour => Grain::PartOfDay,
            Unit::Day => Grain::Day,
            Unit::Week | Unit::Fortnight => Grain::Week,
            Unit::Month => Grain::Month,
            Unit::Quarter => Grain::Season,
            Unit::Year => Grain::Year,
            Unit::Decade | Unit::Century => Grain::Decade,
        }
    }
}

/// Which occurrence, seen from a reference day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Last,
    This,
    Next,
    /// The first after the reference, where "next" would be that of the next unit.
    Coming,
}

impl Turn {
    /// Offset in units.
    pub fn offset(self) -> i32 {
        match self {
            Turn::Last => -1,
            Turn::This => 0,
            Turn::Next | Turn::Coming => 1,
        }
    }
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Daypart {
    Dawn,
    Morning,
    Lunch,
    Afternoon,
    Evening,
    Night,
}

impl Daypart {
    /// First and last hour of the core. A convention, that of Recognizers-Text for the four it names; newspapers use none.
    /// Night here is the part before midnight: the day after is added as a bound, not as its core.
    pub fn hours(self) -> (i64, i64) {
        match self {
            Daypart::Dawn => (4, 8),
            Daypart::Morning => (8, 12),
            Daypart::Lunch => (12, 14),
            Daypart::Afternoon => (12, 16),
            Daypart::Evening => (16, 20),
            Daypart::Night => (20, 24),
        }
    }

    /// First hour and the hour after the last that newspapers may mean by it, counted from the day's midnight; the night ends the day after.
    /// Wider than the core, which is what other programs agree on. Our convention.
    pub fn reach(self) -> (i64, i64) {
        match self {
            Daypart::Dawn => (4, 8),
            Daypart::Morning => (5, 12),
            Daypart::Lunch => (12, 14),
            Daypart::Afternoon => (12, 18),
            Daypart::Evening => (17, 22),
            Daypart::Night => (20, 30),
        }
    }
}

/// A part of a longer unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Early,
    Mid,
    Late,
    /// The last days: "the end of".
    End,
    /// "the first half of".
    FirstHalf,
    /// "the second half of".
    SecondHalf,
}

/// A time without clear limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vague {
    Now,
    Past,
    Future,
}

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sense {
    Month(u32),
    MonthShort(u32),
    Weekday(u32),
    WeekdayShort(u32),
    Unit(Unit),
    Cardinal(u32),
    Tens(u32),
    Ordinal(u32),
    Few(u32),
    Season(u32),
    Turn(Turn),
    /// "following": seen from the day told of just before.
    Narrative(Turn),
    Day(i32),
    Daypart(Daypart),
    /// The part, and whether the word needs "of" after it.
    Part(Part, bool),
    Vague(Vague),
    Set(&'static str),
    Weekend,
    /// Seconds of the day.
    Clock(i64),
    /// A zone, by the seconds that it is east of UTC.
    Zone(i32),
}

const WORDS: &str = include_str!("../data/words.tsv");

/// The meanings of a lower-case word.
pub(crate) fn senses(word: &str) -> &'static [Sense] {
    static TABLE: OnceLock<BTreeMap<&'static str, Vec<Sense>>> = OnceLock::new();
    TABLE.get_or_init(table).get(word).map_or(&[], Vec::as_slice)
}

fn table() -> BTreeMap<&'static str, Vec<Sense>> {
    let mut table: BTreeMap<&'static str, Vec<Sense>> = BTreeMap::new();
    for (word, sense) in WORDS.lines().filter_map(row) {
        table.entry(word).or_default().push(sense);
    }
    table
}

/// One line of the table; `None` for comments and for lines that break the schema (the tests name those).
fn row(line: &'static str) -> Option<(&'static str, Sense)> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('\t');
    let (word, class, value) = (columns.next()?, columns.next()?, columns.next()?);
    let number = || value.parse::<u32>().ok();
    let turn = || match value {
        "last" => Some(Turn::Last),
        "this" => Some(Turn::This),
        "next" => Some(Turn::Next),
        _ => None,
    };
    let sense = match class {
        "month" => Sense::Month(number().filter(|n| (1..=12).contains(n))?),
        "month-short" => Sense::MonthShort(number().filter(|n| (1..=12).contains(n))?),
        "weekday" => Sense::Weekday(number().filter(|&n| n < 7)?),
        "weekday-short" => Sense::WeekdayShort(number().filter(|&n| n < 7)?),
        "unit" => Sense::Unit(match value {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        }),
        "cardinal" => Sense::Cardinal(number()?),
        "tens" => Sense::Tens(number()?),
        "ordinal" => Sense::Ordinal(number()?),
        "few" => Sense::Few(number()?),
        "season" => Sense::Season(number().filter(|n| (1..=4).contains(n))?),
        "turn" => Sense::Turn(turn()?),
        "narrative" => Sense::Narrative(turn()?),
        "day" => Sense::Day(value.parse().ok()?),
        "daypart" => Sense::Daypart(match value {
            "dawn" => Daypart::Dawn,
            "morning" => Daypart::Morning,
            "lunch" => Daypart::Lunch,
            "afternoon" => Daypart::Afternoon,
            "evening" => Daypart::Evening,
            "night" => Daypart::Night,
            _ => return None,
        }),
        "part" => match value {
            "early" => Sense::Part(Part::Early, false),
            "mid" => Sense::Part(Part::Mid, false),
            "late" => Sense::Part(Part::Late, false),
            "early-of" => Sense::Part(Part::Early, true),
            "mid-of" => Sense::Part(Part::Mid, true),
            "end-of" => Sense::Part(Part::End, true),
            _ => return None,
        },
        "vague" => Sense::Vague(match value {
            "now" => Vague::Now,
            "past" => Vague::Past,
            "future" => Vague::Future,
            _ => return None,
        }),
        "set" => Sense::Set(value),
        "weekend" => Sense::Weekend,
        "zone" => Sense::Zone(value.parse::<i32>().ok().filter(|minutes| minutes.abs() < 24 * 60)? * 60),
        "clock" => Sense::Clock(value.parse().ok().filter(|s| (0..86_400).contains(s))?),
        _ => return None,
    };
    Some((word, sense))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
            assert!(row(line).is_some(), "words.tsv: cannot read `{line}`");
            assert_eq!(line.split('\t').count(), 3, "words.tsv: three columns wanted in `{line}`");
        }
    }
}
