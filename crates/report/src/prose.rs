//! Small things of English prose: dates, lists, numbers in words, capitals.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tacitus_record::Day;

use crate::tables::rows;

/// Months, January first.
pub(crate) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Weekdays, Monday first.
pub(crate) const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `7 March`, with the year where it is not `year`.
pub(crate) fn day(day: Day, year: i32) -> String {
    let month = MONTHS[(day.month() as usize).saturating_sub(1) % 12];
    if day.year() == year { format!("{} {month}", day.day()) } else { format!("{} {month} {}", day.day(), day.year()) }
}

/// `7 March 2019`.
pub(crate) fn full_day(day: Day) -> String {
    self::day(day, i32::MIN)
}

/// `15–17 March`, `30 March to 2 April`.
pub(crate) fn days(first: Day, last: Day, year: i32) -> String {
    if first == last {
        return day(first, year);
    }
    if (first.year(), first.month()) == (last.year(), last.month()) {
        return format!("{}–{}", first.day(), day(last, year));
    }
    format!("{} to {}", day(first, year), day(last, year))
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

const NUMBERS: [&str; 13] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// `three`, `14`.
pub(crate) fn number(number: usize) -> String {
    NUMBERS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_string())
}

/// Names of outlets, above which they are counted.
const MOST_NAMED: usize = 3;

/// "Valdonia Herald carried the report by Meridian Press and is not counted."
pub(crate) fn carried(outlets: &[String], root: &str) -> String {
    let count = outlets.len();
    let who = if count <= MOST_NAMED { list(outlets) } else { format!("{} other outlets", number(count)) };
    crate::tables::worded("copies", 0, &[("who", who.as_str()), ("root", root), ("are", if count == 1 { "is" } else { "are" })])
}

/// The number that a word or figure names ("three", "Twenty-two", "1,000").
pub(crate) fn number_of(word: &str) -> Option<f64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_lowercase();
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.replace(',', "").parse().ok();
    }
    let ones = |w: &str| ONES.iter().position(|o| *o == w).map(|n| n as f64);
    let tens = |w: &str| TENS.iter().position(|t| *t == w).map(|n| (n as f64 + 2.0) * 10.0);
    match word.split_once('-') {
        Some((ten, one)) => Some(tens(ten)? + ones(one)?),
        None => ones(&word).or_else(|| tens(&word)),
    }
}

/// The first letter as a capital.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// A text on one line.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a note in print, at the most; the hash is that of all of them.
const MOST_QUOTED: usize = 25;

/// The first words of a quotation, with a mark where it goes on.
pub(crate) fn shortened(quote: &str) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    if words.len() <= MOST_QUOTED { words.join(" ") } else { format!("{} …", words[..MOST_QUOTED - 1].join(" ")) }
}

/// Words that begin a sentence with a capital and have none within it.
static PLAIN: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("../data/plain-words.tsv")).flat_map(|c| c[0].split(' ').collect::<Vec<_>>()).collect());

/// Stems of the words of conflict news; "fighting" is one of their forms, "Beijing" is none.
static STEMS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("../../linking/data/word-frequencies.tsv")).map(|c| c[0]).collect());

/// A clause as it reads within a sentence: its first word without the capital that it only has from standing first. `seen` are the words
/// that the articles write small.
pub(crate) fn within(clause: &str, seen: &BTreeSet<String>) -> String {
    let first: String = clause.chars().take_while(|c| c.is_alphabetic() || *c == '-').collect();
    let small = first.to_lowercase();
    let rest = &clause[first.len()..];
    let next_is_name = rest.trim_start().starts_with(char::is_uppercase);
    let several_capitals = first.chars().filter(|c| c.is_uppercase()).count() > 1;
    let is_verbal = || !next_is_name && small.strip_suffix("ing").is_some_and(|stem| STEMS.contains(stem));
    let is_plain = is_verbal() || PLAIN.contains(small.as_str()) || number_of(&small).is_some() || (seen.contains(&small) && !next_is_name);
    if !several_capitals && is_plain { small + rest } else { clause.to_string() }
}

/// Words that a text writes small.
pub(crate) fn small_words(text: &str, into: &mut BTreeSet<String>) {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '-');
    into.extend(words.filter(|w| w.len() > 2 && w.chars().all(|c| c.is_lowercase() || c == '-')).map(str::to_string));
}

/// “…” with inner double marks made single.
pub(crate) fn quoted(text: &str) -> String {
    let inner = folded(text);
    let whole = quotations(&inner).first().is_some_and(|(s, e)| *s == 0 && *e == inner.len());
    let inner = if whole { inner.trim_matches(|c: char| "\"“”".contains(c)) } else { inner.as_str() };
    let inner = inner.trim_end_matches([',', ' ', '.']);
    let inner = inner.replace('“', "‘").replace('”', "’").replace('"', "'");
    let inner = inner.replace(".'", "'");
    format!("“{inner}”")
}

/// The ranges of a text that stand within double quotation marks, marks included.
pub(crate) fn quotations(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open): (Vec<(usize, usize)>, Option<usize>) = (Vec::new(), None);
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“', None) | ('"', None) => open = Some(at),
            ('”', Some(start)) | ('"', Some(start)) => {
                found.push((start, at + c.len_utf8()));
                open = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lists_and_numbers_read_as_prose() {
        let d = |t: &str| t.parse::<Day>().unwrap();
        assert_eq!(day(d("2019-03-07"), 2019), "7 March");
        assert_eq!(full_day(d("2019-03-07")), "7 March 2019");
        assert_eq!(days(d("2019-03-15"), d("2019-03-17"), 2019), "15–17 March");
        assert_eq!(days(d("2019-03-30"), d("2019-04-02"), 2019), "30 March to 2 April");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(number_of("Twenty-two"), Some(22.0));
        assert_eq!(number_of("1,000"), Some(1000.0));
        assert_eq!(number_of("twenty-foot"), None);
    }

    #[test]
    fn names_keep_their_capital() {
        let seen = BTreeSet::from(["fighting".to_string()]);
        assert_eq!(within("Fighting went on", &seen), "fighting went on");
        assert_eq!(within("At least 14 people", &seen), "at least 14 people");
        assert_eq!(within("Veles was shelled", &seen), "Veles was shelled");
    }
}
