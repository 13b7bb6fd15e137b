//! Writes numbers as words and words as numbers.

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
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a million in words.
pub fn spelled(number: u32) -> String {
    let below_hundred = |n: usize| match n {
        0..20 => ONES[n].to_string(),
        _ if n.is_multiple_of(10) => TENS[n / 10].to_string(),
        _ => format!("{}-{}", TENS[n / 10], ONES[n % 10]),
    };
    let below_thousand = |n: usize| match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", ONES[hundreds]),
        (hundreds, rest) => format!("{} hundred and {}", ONES[hundreds], below_hundred(rest)),
    };
    let n = usize::try_from(number % 1_000_000).unwrap_or(0);
    match (n / 1000, n % 1000) {
        (0, rest) => below_thousand(rest),
        (thousands, 0) => format!("{} thousand", below_thousand(thousands)),
        (thousands, rest) => format!("{} thousand {}", below_thousand(thousands), below_thousand(rest)),
    }
}

/// The same text with other writing of its numbers: digits as words, words below twenty as digits. Years, times, decimals and what a
/// sign or letter is joined to stay.
pub fn respelled(text: &str) -> String {
    let word = |word: &str| -> Option<String> {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let at = word.find(core).filter(|_| !core.is_empty())?;
        let (before, after) = (&word[..at], &word[at + core.len()..]);
        let plain = |s: &str| s.chars().all(|c| matches!(c, '"' | '“' | '”' | '(' | ')' | ',' | '.' | ';' | ':' | '!' | '?'));
        if !plain(before) || !plain(after) {
            return None;
        }
        let digits = core.replace(',', "");
        let grouped = core.split(',').skip(1).all(|group| group.len() == 3);
        let new = if let Some(small) = ONES[2..].iter().position(|one| *one == core) {
            (small + 2).to_string()
        } else if digits.chars().all(|c| c.is_ascii_digit()) && grouped {
            let number: u32 = digits.parse().ok().filter(|n| *n < 1_000_000)?;
            let year = !core.contains(',') && (1000..2100).contains(&number);
            if year || core.starts_with('0') {
                return None;
            }
            spelled(number)
        } else {
            return None;
        };
        Some(format!("{before}{new}{after}"))
    };
    let months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let is_month = |w: Option<&&str>| w.is_some_and(|w| months.contains(&w.trim_matches(|c: char| !c.is_alphabetic())));
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let of = |i: usize| {
            // "1 May" and "May 1" stay days.
            let day = is_month(words.get(i + 1)) || i > 0 && is_month(words.get(i - 1));
            if day { words[i].to_string() } else { word(words[i]).unwrap_or_else(|| words[i].to_string()) }
        };
        (0..words.len()).map(of).collect::<Vec<_>>().join(" ")
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelt_as_newspapers_do() {
        for (number, words) in [(0, "zero"), (21, "twenty-one"), (100, "one hundred"), (1_215, "one thousand two hundred and fifteen")] {
            assert_eq!(spelled(number), words);
        }
    }

    #[test]
    fn days_years_and_decimals_keep_their_digits() {
        assert_eq!(
            respelled("On 4 May 2014, 31 people and three dogs (1,200 in all) moved 2.5 km."),
            "On 4 May 2014, thirty-one people and 3 dogs (one thousand two hundred in all) moved 2.5 km."
        );
    }
}
