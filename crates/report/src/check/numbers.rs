//! Rules on numbers and dates of one sentence: those of the sources, with their bounds, never added up.

use tacitus_record::{Bound, Claim, Day};

use super::Found;
use super::evidence::Cited;
use super::words::{any, found, has, outside_quotations};
use crate::prose::{MONTHS, number_of};

pub(super) fn check(text: &str, notes: &[&Cited]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    // "Global Digest 24" is a name.
    let plain = notes.iter().fold(outside_quotations(text), |t, n| t.replace(&n.outlet, "…"));
    let cited: String = notes.iter().map(|n| n.words.to_lowercase()).collect::<Vec<_>>().join("\n");
    let (dates, rest) = dates(&plain);
    for date in dates {
        if !is_dated(&date, notes) {
            all.push((
                "R7 dates",
                format!("none of its sources has {} {}", date.0, MONTHS[date.1 as usize - 1]),
                "write the day that the sources give".to_string(),
            ));
        }
    }
    let small = rest.to_lowercase();
    let sources: Vec<f64> = numbers(&cited).into_iter().map(|(n, _)| n).collect();
    let counted: Vec<f64> = notes.iter().flat_map(|n| &n.claims).filter_map(|(_, c)| c.quantity.as_ref()?.value.value).collect();
    for (number, at) in numbers(&small) {
        if !sources.contains(&number) && !is_of_ours(&small, at) {
            let is_sum = (0..sources.len()).any(|a| (a + 1..sources.len()).any(|b| sources[a] + sources[b] == number))
                || counted.iter().sum::<f64>() == number && counted.len() > 1;
            let what = if is_sum {
                format!("{number} is a sum of what its sources say")
            } else {
                format!("{number} stands in none of the words that it cites")
            };
            all.push(("R6 numbers", what, "give each number as its source does, with who gave it".to_string()));
        }
    }
    for word in found("sum", &small).into_iter().chain(found("average", &small)).filter(|w| !has(&cited, w)) {
        all.push((
            "R6 numbers",
            format!("“{word}” adds up or averages what claimants gave"),
            "give each number with who gave it".to_string(),
        ));
    }
    for (_, claim) in notes.iter().flat_map(|n| &n.claims) {
        all.extend(bound(claim, &text.to_lowercase()));
    }
    for (class, bounds) in [
        ("at-least", ["at least", "more than", "over"]),
        ("at-most", ["up to", "at most", "as many as"]),
        ("about", ["about", "around", "nearly"]),
    ] {
        for words in bounds {
            let bounded = small
                .match_indices(words)
                .find_map(|(at, _)| numbers(&small[at + words.len()..]).into_iter().find(|(_, i)| *i < 3).map(|(n, _)| n));
            let missing = bounded.is_some_and(|n| sources.contains(&n)) && !any(class, &cited);
            if missing && has(&small, words) {
                all.push(("R6 bounds", format!("“{words}” is no bound of its sources"), "give the number as the source does".to_string()));
            }
        }
    }
    all.dedup();
    all
}

/// A bound of the source that the sentence has dropped.
fn bound(claim: &Claim, small: &str) -> Option<Found> {
    let quantity = &claim.quantity.as_ref()?.value;
    let class = match quantity.bound {
        Bound::AtLeast => "at-least",
        Bound::AtMost => "at-most",
        Bound::About => "about",
        Bound::Exact | Bound::Range | Bound::Vague => return None,
    };
    let value = quantity.value.or(quantity.lo).or(quantity.hi)?;
    // "more than 30" has 31 as its least value; the number named is in the words.
    let named = numbers(&quantity.text.to_lowercase()).first().map_or(value, |(n, _)| *n);
    let told = numbers(small).into_iter().any(|(n, _)| n == named);
    (told && !any(class, small))
        .then(|| ("R6 bounds", format!("its source says “{}”", crate::prose::folded(&quantity.text)), "keep the bound".to_string()))
}

/// Numbers of a text with the index of their word.
pub(super) fn numbers(text: &str) -> Vec<(f64, usize)> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '(' | ')' | '/'));
    let bare = words.filter(|w| !w.is_empty()).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    bare.enumerate().filter(|(_, w)| *w != "one" && *w != "zero").filter_map(|(at, w)| Some((number_of(w)?, at))).collect()
}

/// Whether a number is the report's own count of origins or copies, which another rule looks at.
fn is_of_ours(small: &str, at: usize) -> bool {
    let words: Vec<&str> =
        small.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '(' | ')' | '/')).filter(|w| !w.is_empty()).collect();
    let after: Vec<&str> = words.iter().skip(at + 1).take(2).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let before = words[at.saturating_sub(2)..at.min(words.len())].join(" ");
    const OURS: [&str; 9] = ["independent", "origins", "other", "outlets", "articles", "outlet", "sources", "newspapers", "media"];
    after.iter().any(|w| OURS.contains(w)) || before == "instead of"
}

/// Day and month of each date ("7 March", "15–17 March", "7 March 2019"), and the text without them.
fn dates(text: &str) -> (Vec<(u32, u32)>, String) {
    let mut found = Vec::new();
    let mut rest: Vec<String> = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    let month = |w: &str| MONTHS.iter().position(|m| *m == w.trim_matches(|c: char| !c.is_alphanumeric()));
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(month) = words.get(at + 1).and_then(|w| month(w)) {
            let days: Vec<u32> = bare.split('–').filter_map(|d| d.parse().ok()).filter(|d| (1..=31).contains(d)).collect();
            if !days.is_empty() {
                found.extend(days.into_iter().map(|d| (d, month as u32 + 1)));
                rest.push("…".to_string());
                continue;
            }
        }
        if at > 0 && month(words[at - 1]).is_some() {
            if let Some(day) = bare.parse::<u32>().ok().filter(|d| (1..=31).contains(d)) {
                // "March 15"
                let already = at > 1 && words[at - 2].trim_matches(|c: char| !c.is_alphanumeric()).parse::<u32>().is_ok();
                if !already {
                    found.push((day, month(words[at - 1]).unwrap_or(0) as u32 + 1));
                }
                rest.push("…".to_string());
                continue;
            }
            if bare.len() == 4 && bare.parse::<u32>().is_ok() {
                rest.push("…".to_string());
                continue;
            }
        }
        rest.push((*word).to_string());
    }
    (found, rest.join(" "))
}

/// Whether a source has that day: as its publication day, as a bound of a claim's time, or in its words.
fn is_dated((day, month): &(u32, u32), notes: &[&Cited]) -> bool {
    let is = |d: Option<Day>| d.is_some_and(|d| (d.day(), d.month()) == (*day, *month));
    let name = MONTHS[(*month as usize).saturating_sub(1)];
    notes.iter().any(|n| {
        // The words may name any day of the week before publication ("on Thursday").
        let near = n.published.is_some_and(|p| (-7..=7).any(|back| is(Some(p.plus(back)))))
            && super::words::any("weekday", &n.words.to_lowercase());
        let of_claims = n
            .claims
            .iter()
            .filter_map(|(_, c)| c.time.as_ref())
            .any(|t| [t.value.start_lo, t.value.start_hi, t.value.end_lo, t.value.end_hi].into_iter().any(is));
        let printed = n.words.contains(&format!("{day} {name}")) || n.words.contains(&format!("{name} {day}"));
        let exact = weekday_of(n, *day, *month);
        is(n.published) || of_claims || printed || near && exact
    })
}

/// Whether that day falls on a weekday that the words name.
fn weekday_of(note: &Cited, day: u32, month: u32) -> bool {
    let Some(published) = note.published else { return false };
    (-8..=8)
        .map(|d| published.plus(d))
        .filter(|d| (d.day(), d.month()) == (day, month))
        .any(|d| note.words.contains(crate::prose::WEEKDAYS[d.weekday() as usize % 7]))
        || note.words.to_lowercase().contains("yesterday") && (published.plus(-1).day(), published.plus(-1).month()) == (day, month)
}
