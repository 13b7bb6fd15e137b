//! Feasts with a date: fixed, Easter-bound, n-th weekday, Islamic and Hebrew, from `data/feasts.tsv`.
//!
//! Independence Day and other national days follow US usage, as most English-language data does; a text about another
//! country needs its own reading. Islamic days are those of the arithmetic calendar and may be a day off the sighting.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tacitus_record::Day;

use crate::tokens::Token;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    Fixed(u32, u32, i32),
    /// First days, "YYYY-MM-DD" with commas between, of a calendar that is not computed here.
    Tabled(&'static str, i32),
    /// A name that two feasts share ("Eid"): their names, with a comma between.
    OneOf(&'static str),
    /// A day that is called by its date ("9/11").
    Once(i32, u32, u32),
    /// Days from Easter, and how many days it lasts.
    Easter(i32, i32),
    Orthodox(i32, i32),
    NthWeekday {
        nth: i32,
        weekday: u32,
        month: u32,
        plus: i32,
    },
    Islamic(i32, i32, i32),
    Hebrew(i32, i32, i32),
}

const FEASTS: &str = include_str!("../data/feasts.tsv");

struct Table {
    rules: Vec<Rule>,
    /// Names by their first word.
    names: BTreeMap<String, Vec<Name>>,
}

/// The words of a name, and the word that must follow it where one does ("October 7 (attacks)"), which is no part of it.
struct Name {
    words: Vec<String>,
    followed_by: Option<String>,
    /// Whether it is one with a capital only: "lent" is a verb.
    capital: bool,
    feast: usize,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { rules: Vec::new(), names: BTreeMap::new() };
        for (names, rule) in FEASTS.lines().filter_map(row) {
            for name in names.split('|') {
                let (name, followed_by) = match name.split_once(" (") {
                    Some((name, after)) => (name, Some(after.trim_end_matches(')').to_string())),
                    None => (name, None),
                };
                let words: Vec<String> = crate::tokens::tokens(name).iter().map(|t| t.lower.to_string()).collect();
                if let Some(first) = words.first().cloned() {
                    let capital = name.starts_with(char::is_uppercase);
                    table.names.entry(first).or_default().push(Name { words, followed_by, capital, feast: table.rules.len() });
                }
            }
            table.rules.push(rule);
        }
        table
    })
}

fn row(line: &'static str) -> Option<(&'static str, Rule)> {
    let (names, rule) = line.split_once('\t').filter(|_| !line.starts_with('#'))?;
    let signed = |text: &str| text.parse::<i32>().ok();
    let lasting = |text: &'static str| text.split_once('/').unwrap_or((text, "1"));
    let rule = if let Some(days) = rule.strip_prefix("easter") {
        let (days, length) = lasting(days);
        Rule::Easter(signed(days)?, signed(length)?)
    } else if let Some(days) = rule.strip_prefix("orthodox") {
        let (days, length) = lasting(days);
        Rule::Orthodox(signed(days)?, signed(length)?)
    } else if let Some(names) = rule.strip_prefix("one-of ") {
        Rule::OneOf(names)
    } else if let Some(days) = rule.strip_prefix("table ") {
        let (days, length) = lasting(days);
        Rule::Tabled(days, signed(length)?)
    } else if let Some((calendar, date)) = rule.split_once(' ') {
        let (date, length) = lasting(date);
        let (month, day) = date.split_once('-')?;
        let (month, day, length) = (signed(month)?, signed(day)?, signed(length)?);
        match calendar {
            "islamic" => Rule::Islamic(month, day, length),
            "hebrew" => Rule::Hebrew(month, day, length),
            "fixed" => Rule::Fixed(u32::try_from(month).ok()?, u32::try_from(day).ok()?, length),
            _ => return None,
        }
    } else if let Some((nth, rest)) = rule.split_once('/') {
        let (weekday, rest) = rest.split_once('/')?;
        let (month, plus) = rest.split_once('+').unwrap_or((rest, "0"));
        Rule::NthWeekday { nth: signed(nth)?, weekday: weekday.parse().ok()?, month: month.parse().ok()?, plus: signed(plus)? }
    } else {
        let parts: Vec<&str> = rule.split('-').collect();
        match parts.as_slice() {
            [month, day] => Rule::Fixed(month.parse().ok()?, day.parse().ok()?, 1),
            [year, month, day] => Rule::Once(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
            _ => return None,
        }
    };
    Some((names, rule))
}

/// The longest feast name at that token: the token after it and the feast's index.
pub(crate) fn feast_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    let names = table().names.get(tokens.get(at)?.lower.as_ref())?;
    let stands = |name: &&Name| {
        let end = at + name.words.len();
        let follows = |word: &String| tokens.get(end).is_some_and(|t| t.lower == word.as_str());
        let window = tokens.get(at..end);
        window.is_some_and(|window| window.iter().zip(&name.words).all(|(token, word)| token.lower == word.as_str()))
            && name.followed_by.as_ref().is_none_or(follows)
            && (tokens[at].capital || !name.capital)
    };
    names.iter().filter(stands).map(|name| (at + name.words.len(), name.feast)).max()
}

/// The year of a feast that was only once.
pub(crate) fn once(feast: usize) -> Option<i32> {
    match table().rules.get(feast)? {
        Rule::Once(year, ..) => Some(*year),
        _ => None,
    }
}

/// The feasts that share a name, or the one feast itself.
pub(crate) fn members(feast: usize) -> Vec<usize> {
    let Some(Rule::OneOf(names)) = table().rules.get(feast) else { return vec![feast] };
    names.split(',').filter_map(|name| feast_at(&crate::tokens::tokens(name), 0).map(|(_, member)| member)).collect()
}

/// Whether the day depends on the sighting of the moon or on the place, and may be a day off.
pub(crate) fn is_sighted(feast: usize) -> bool {
    matches!(table().rules.get(feast), Some(Rule::Islamic(..) | Rule::Tabled(..)))
}

/// How many days the feast lasts.
pub(crate) fn length(feast: usize) -> i32 {
    match table().rules.get(feast) {
        Some(
            Rule::Easter(_, n)
            | Rule::Orthodox(_, n)
            | Rule::Islamic(_, _, n)
            | Rule::Hebrew(_, _, n)
            | Rule::Fixed(_, _, n)
            | Rule::Tabled(_, n),
        ) => *n,
        Some(Rule::OneOf(_)) => members(feast).first().map_or(1, |member| length(*member)),
        _ => 1,
    }
}

/// First day and day after the last of the feast in that year (the first such feast, where the lunar year has two).
pub(crate) fn feast_days(feast: usize, year: i32) -> Option<(Day, Day)> {
    let one = |day: Day| (day, day.plus(1));
    match *table().rules.get(feast)? {
        Rule::Fixed(month, day, length) => Day::new(year, month, day).map(|d| (d, d.plus(length))),
        Rule::Tabled(days, length) => in_year(year, days.split(',').filter_map(|d| d.parse().ok()), length),
        Rule::OneOf(_) => members(feast).into_iter().find_map(|member| feast_days(member, year)),
        Rule::Once(year, month, day) => Day::new(year, month, day).map(one),
        Rule::Easter(days, length) => easter(year).map(|d| (d.plus(days), d.plus(days + length))),
        Rule::Orthodox(days, length) => orthodox_easter(year).map(|d| (d.plus(days), d.plus(days + length))),
        Rule::NthWeekday { nth, weekday, month, plus } => nth_weekday(year, month, weekday, nth).map(|d| one(d.plus(plus))),
        Rule::Islamic(month, day, length) => {
            let about = (i64::from(year) - 622) * 33 / 32;
            in_year(year, (about - 1..=about + 1).map(|y| islamic(y, i64::from(month), i64::from(day))), length)
        }
        Rule::Hebrew(month, day, length) => {
            in_year(year, (year + 3760..=year + 3761).map(|y| hebrew(i64::from(y), i64::from(month), i64::from(day))), length)
        }
    }
}

fn in_year(year: i32, mut days: impl Iterator<Item = Day>, length: i32) -> Option<(Day, Day)> {
    days.find(|d| d.year() == year).map(|d| (d, d.plus(length)))
}

/// The n-th such weekday of a month, from the end where `nth` is negative.
pub(crate) fn nth_weekday(year: i32, month: u32, weekday: u32, nth: i32) -> Option<Day> {
    let first = Day::new(year, month, 1)?;
    let last = Day::new(year, month, Day::days_in(year, month))?;
    let day = if nth > 0 {
        first.plus((weekday as i32 - first.weekday() as i32).rem_euclid(7) + 7 * (nth - 1))
    } else {
        last.plus(-(last.weekday() as i32 - weekday as i32).rem_euclid(7) + 7 * (nth + 1))
    };
    (first <= day && day <= last).then_some(day)
}

/// Western Easter ("anonymous Gregorian algorithm", Nature 1876).
fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::new(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

/// Orthodox Easter (Meeus's Julian algorithm) as a Gregorian day.
fn orthodox_easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    let julian = Day::new(year, (n / 31) as u32, (n % 31 + 1) as u32)?;
    Some(julian.plus(year / 100 - year / 400 - 2))
}

/// Day of the arithmetic Islamic calendar (Reingold and Dershowitz, "Calendrical Calculations").
fn islamic(year: i64, month: i64, day: i64) -> Day {
    let fixed = day + 29 * (month - 1) + (6 * month - 1) / 11 + (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + 227_014;
    from_fixed(fixed)
}

/// Day of the Hebrew calendar, months from Nisan = 1 (Reingold and Dershowitz). Month 12 in a leap year is taken as Adar II.
fn hebrew(year: i64, month: i64, day: i64) -> Day {
    let leap = (7 * year + 1).rem_euclid(19) < 7;
    let month = if month == 12 && leap { 13 } else { month };
    let new_year = hebrew_new_year(year);
    let length = hebrew_new_year(year + 1) - new_year;
    let (long_heshvan, short_kislev) = (length % 10 == 5, length % 10 == 3);
    let days_in = |m: i64| match m {
        2 | 4 | 6 | 10 | 13 => 29,
        8 if !long_heshvan => 29,
        9 if short_kislev => 29,
        12 if !leap => 29,
        _ => 30,
    };
    let before: i64 = if month < 7 {
        (7..=if leap { 13 } else { 12 }).map(days_in).sum::<i64>() + (1..month).map(days_in).sum::<i64>()
    } else {
        (7..month).map(days_in).sum()
    };
    from_fixed(new_year + before + day - 1)
}

fn hebrew_new_year(year: i64) -> i64 {
    let elapsed = |y: i64| {
        let months = (235 * y - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * months;
        let days = 29 * months + parts.div_euclid(25_920);
        if (3 * (days + 1)).rem_euclid(7) < 3 { days + 1 } else { days }
    };
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let correction = if after - this == 356 {
        2
    } else if this - before == 382 {
        1
    } else {
        0
    };
    this + correction - 1_373_427
}

/// From days counted with 1 = 0001-01-01.
fn from_fixed(fixed: i64) -> Day {
    Day::from_number((fixed - 719_163) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str, year: i32) -> String {
        let tokens = crate::tokens::tokens(name);
        let (_, feast) = feast_at(&tokens, 0).expect("a known feast");
        feast_days(feast, year).expect("a day in that year").0.to_string()
    }

    #[test]
    fn a_name_that_is_also_a_verb_needs_its_capital() {
        let at = |text: &str| feast_at(&crate::tokens::tokens(text), 0).is_some();
        assert!(at("Lent began") && !at("lent a ferry") && at("easter"));
    }

    #[test]
    fn a_day_called_by_its_date_needs_the_word_that_calls_it() {
        let at = |text: &str| feast_at(&crate::tokens::tokens(text), 0).and_then(|(next, feast)| Some((next, once(feast)?)));
        assert_eq!(at("october 7 attacks"), Some((2, 2023)));
        assert_eq!(at("october 7 elections"), None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        for line in FEASTS.lines().filter(|l| !l.starts_with('#')) {
            assert!(row(line).is_some(), "feasts.tsv: cannot read `{line}`");
        }
    }

    /// Dates from published almanacs.
    #[test]
    fn feasts_fall_on_their_known_days() {
        for (name, year, day) in [
            ("Easter", 2024, "2024-03-31"),
            ("Good Friday", 2025, "2025-04-18"),
            ("Orthodox Easter", 2024, "2024-05-05"),
            ("Thanksgiving", 2024, "2024-11-28"),
            ("Memorial Day", 2024, "2024-05-27"),
            ("Black Friday", 2023, "2023-11-24"),
            ("Yom Kippur", 2018, "2018-09-19"),
            ("Rosh Hashanah", 2024, "2024-10-03"),
            ("Passover", 2018, "2018-03-31"),
            ("Simchat Torah", 2018, "2018-10-02"),
            ("Purim", 2024, "2024-03-24"),
            ("Hanukkah", 2018, "2018-12-03"),
            ("New Year's Eve", 2024, "2024-12-31"),
        ] {
            assert_eq!(first(name, year), day, "{name} {year}");
        }
    }

    /// The feasts as kept in most countries; the arithmetic calendar may be a day off.
    #[test]
    fn islamic_feasts_are_within_a_day() {
        for (name, year, day) in [
            ("Eid al-Fitr", 2018, "2018-06-15"),
            ("Eid al-Adha", 2018, "2018-08-21"),
            ("Eid al-Fitr", 2024, "2024-04-10"),
            ("Ramadan", 2023, "2023-03-23"),
            ("Ashura", 2017, "2017-09-30"),
        ] {
            let known: Day = day.parse().expect("a day");
            let ours: Day = first(name, year).parse().expect("a day");
            assert!((ours.number() - known.number()).abs() <= 1, "{name} {year}: {ours}");
        }
    }
}
