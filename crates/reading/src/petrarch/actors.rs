//! The actor dictionary: names, synonyms and codes that hold for a time.

use tacitus_record::Day;

use super::lines::lines;
use super::phrases::{Phrases, pieces};

/// Actors by name.
#[derive(Debug, Default)]
pub struct ActorBook {
    names: Phrases<usize>,
    codes: Vec<Vec<Dated>>,
}

/// A code and when it holds, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Dated {
    code: String,
    from: Option<Day>,
    to: Option<Day>,
}

/// What CAMEO writes for an actor without a code.
pub const NOBODY: &str = "---";

impl ActorBook {
    /// Reads a dictionary: `NAME [CODE]`, `+SYNONYM`, and on lines of their own `[CODE <date]`, `[CODE >date]`, `[CODE date-date]`,
    /// `[CODE]`. Returns line and reason of what was left out.
    pub fn read(&mut self, text: &str) -> Vec<(usize, String)> {
        let mut problems = Vec::new();
        let mut open = false;
        for (number, line) in lines(text) {
            let (name, brackets) = line.trim().split_once('[').map_or((line.trim(), ""), |(name, rest)| (name.trim(), rest));
            if !name.is_empty() && !name.starts_with('+') {
                self.codes.push(Vec::new());
                open = true;
            }
            if !open {
                problems.push((number, "stands before any actor's name; put the name on a line before it".to_string()));
                continue;
            }
            let actor = self.codes.len() - 1;
            let phrase = pieces(name.trim_start_matches('+'));
            if !name.is_empty() && phrase.is_empty() {
                problems.push((number, "has no name; write a word before the code".to_string()));
            }
            self.names.add(phrase, actor);
            for written in brackets.split('[').filter(|b| !b.trim().is_empty()) {
                match written.split_once(']').ok_or("a code has no closing ]; add it").and_then(|(code, _)| dated(code)) {
                    Ok(code) => self.codes[actor].push(code),
                    Err(why) => problems.push((number, why.to_string())),
                }
            }
        }
        problems
    }

    /// The actor named at `words[at]`: code on that day, and where the name ends.
    pub fn at(&self, words: &[&str], at: usize, date: Option<Day>) -> Option<(&str, usize)> {
        let (&actor, end) = self.names.at(words, at)?;
        Some((self.code(actor, date), end))
    }

    /// The first code whose time has the day in it; else the first without a time; else none.
    fn code(&self, actor: usize, date: Option<Day>) -> &str {
        let codes = &self.codes[actor];
        let holds = |c: &&Dated| date.is_some_and(|day| c.from.is_none_or(|from| from <= day) && c.to.is_none_or(|to| day <= to));
        let limited = |c: &&Dated| c.from.is_some() || c.to.is_some();
        let found = codes.iter().filter(limited).find(holds).or_else(|| codes.iter().find(|c| !limited(c)));
        found.map_or(NOBODY, |c| &c.code)
    }
}

fn dated(written: &str) -> Result<Dated, &'static str> {
    let written = written.trim();
    let (code, time) = written.split_once([' ', '\t', '<', '>']).map_or((written, ""), |(code, _)| (code, written[code.len()..].trim()));
    if code.is_empty() {
        return Err("has no code in its brackets; write [CODE] or [CODE <date]");
    }
    let (mut from, mut to) = (None, None);
    if let Some(date) = time.strip_prefix('<') {
        to = Some(day(date)?);
    } else if let Some(date) = time.strip_prefix('>') {
        from = Some(day(date)?);
    } else if let Some((first, last)) = time.split_once('-') {
        (from, to) = (Some(day(first)?), Some(day(last)?));
    } else if !time.is_empty() {
        return Err("has a time that is no <date, >date or date-date");
    }
    Ok(Dated { code: code.to_uppercase(), from, to })
}

/// `YYYYMMDD` or `YYMMDD`; two digits above 30 are of the twentieth century, as PETRARCH takes them.
fn day(written: &str) -> Result<Day, &'static str> {
    const WRONG: &str = "has a date that is not YYYYMMDD or YYMMDD; mend it";
    let digits = written.trim().trim_end_matches('>').trim();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(WRONG);
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i32>().map_err(|_| WRONG);
    let (year, rest) = match digits.len() {
        8 => (number(0..4)?, 4),
        6 => (number(0..2).map(|y| if y > 30 { 1900 + y } else { 2000 + y })?, 2),
        _ => return Err(WRONG),
    };
    // Dictionaries write 00 for an unknown month or day and 31 for the end of any month.
    let month = number(rest..rest + 2)?.clamp(1, 12) as u32;
    let day = number(rest + 2..rest + 4)?.clamp(1, Day::days_in(year, month) as i32) as u32;
    Day::new(year, month, day).ok_or(WRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(text: &str) -> ActorBook {
        let mut book = ActorBook::default();
        assert_eq!(book.read(text), []);
        book
    }

    fn on(book: &ActorBook, name: &str, date: (i32, u32, u32)) -> String {
        book.at(&[name], 0, Day::new(date.0, date.1, date.2)).map_or(String::new(), |(code, _)| code.to_string())
    }

    #[test]
    fn the_day_decides_and_both_ends_count() {
        let book = book("OAK\n+ELM\n\t[KES < 950601]\n\t[KESGOV 19950602 - 19990815]\n\t[KESREB > 990816]\n");
        assert_eq!(on(&book, "OAK", (1995, 6, 1)), "KES");
        assert_eq!(on(&book, "ELM", (1995, 6, 2)), "KESGOV");
        assert_eq!(on(&book, "ELM", (1999, 8, 15)), "KESGOV");
        assert_eq!(on(&book, "ELM", (2001, 1, 1)), "KESREB");
    }

    #[test]
    fn the_default_holds_where_no_time_does_and_without_one_nobody() {
        let book = book("OAK [KES]\n\t[KESGOV 19950602-19990815]\nASH\n\t[VAR <19900101]\n");
        assert_eq!(on(&book, "OAK", (2001, 1, 1)), "KES");
        assert_eq!(on(&book, "OAK", (1996, 1, 1)), "KESGOV");
        assert_eq!(on(&book, "ASH", (2001, 1, 1)), NOBODY);
        assert_eq!(book.at(&["OAK"], 0, None).unwrap().0, "KES");
    }

    #[test]
    fn a_bad_line_is_told_and_the_rest_goes_on() {
        let mut book = ActorBook::default();
        let problems = book.read("+LOST\nOAK [KES\nASH [VAR <19]\nELM [ELM]\n");
        assert_eq!(problems.iter().map(|p| p.0).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(on(&book, "ELM", (2000, 1, 1)), "ELM");
    }

    #[test]
    fn two_digit_years_turn_at_thirty() {
        assert_eq!(day("320101"), Ok(Day::new(1932, 1, 1).unwrap()));
        assert_eq!(day("070723"), Ok(Day::new(2007, 7, 23).unwrap()));
    }
}
