//! Reads how much: numbers, bounds and what is counted.

use tacitus_record::{Bound, Grounded, Quantity};
use tacitus_text::{Sentence, Upos};

use crate::clause::{case_of, relation};
use crate::lexicon::Lexicon;
use crate::phrase::{noun_phrase, words};
use crate::who::Scene;

/// What number words before (or as) a noun say: bounds and value.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Amount {
    value: Option<f64>,
    lo: Option<f64>,
    hi: Option<f64>,
    bound: Bound,
}

impl Amount {
    /// The amount in another unit. A converted figure is no more exact than the words: three digits, and "about" for a plain number.
    fn converted(self, factor: f64) -> Amount {
        let rounded = |n: f64| {
            let place = 10f64.powf((n * factor).abs().log10().floor() - 2.0);
            if n == 0.0 { 0.0 } else { (n * factor / place).round() * place }
        };
        let bound = if self.bound == Bound::Exact { Bound::About } else { self.bound };
        Amount { value: self.value.map(rounded), lo: self.lo.map(rounded), hi: self.hi.map(rounded), bound }
    }
}

/// The quantity of things that the noun phrase around `head` counts, or `None` where it counts nothing.
/// "at least five soldiers", "hundreds of people", "as much as 1,000 square kilometers", "five" (of something named before).
pub fn quantity(scene: &Scene, head: usize, status: Option<&str>) -> Option<Grounded<Quantity>> {
    let s = scene.sentence;
    let lexicon = &scene.knowledge.lexicon;
    // "half of the 59 hostages" are not 59.
    let part = |i: usize| {
        matches!(s.tokens[i].lemma.to_lowercase().as_str(), "half" | "third" | "quarter" | "most" | "some" | "part" | "majority")
    };
    if part(head) || case_of(s, head) == "of" && s.tokens[head].head.is_some_and(part) {
        return None;
    }
    // "the major has been held": a rank, no measure.
    let word = s.tokens[head].form.to_lowercase();
    let rank = s.tokens[head].xpos == "NN" && lexicon.titles.get(&word).is_some() && lexicon.numbers.get(&word).is_some();
    if rank && !s.children(head).any(|k| matches!(s.tokens[k].deprel, "nummod" | "amod")) {
        return None;
    }
    // "a man of 24": his age.
    let aged = |k: usize| s.tokens[k].upos == Upos::Num && case_of(s, k) == "of" && s.children(k).all(|c| s.tokens[c].deprel == "case");
    let one = |i: usize| s.tokens[i].xpos == "NN" && s.children_by(i, "nummod").next().is_none();
    if one(head) && s.children_by(head, "nmod").any(aged) || aged(head) && s.tokens[head].head.is_some_and(one) {
        return None;
    }
    // "the conscript, 19, and two officers": his age.
    let comma = |i: Option<usize>| i.and_then(|i| s.tokens.get(i)).is_some_and(|t| t.form == ",");
    let behind = s.tokens[head].head.filter(|&h| s.tokens[head].upos == Upos::Num && h < head && h + 2 >= head);
    if behind.is_some_and(one) && comma(head.checked_sub(1)) && comma(Some(head + 1)) {
        return None;
    }
    // "the Thirty-Third Front": its name.
    let ordinal_name = |k: usize| k > 0 && s.tokens[k].upos == Upos::Num && s.tokens[k].form.starts_with(char::is_uppercase);
    if s.tokens[head].upos == Upos::Propn && s.children(head).any(ordinal_name) {
        return None;
    }
    // "the National 5 road": its name.
    let numbered = |k: usize| {
        let named = k > 1 && s.tokens[k - 1].form.starts_with(char::is_uppercase) && s.tokens[k - 1].head == Some(head);
        named && k + 1 == head && s.tokens[k].upos == Upos::Num && s.tokens[k].form.bytes().all(|b| b.is_ascii_digit())
    };
    if s.tokens[head].xpos == "NN" && s.children(head).any(numbered) {
        return None;
    }
    let (start, end) = noun_phrase(s, head);
    let head_lemma = s.tokens[head].lemma.to_lowercase();
    // "dozens of people": the number is the head, the counted thing its of-phrase.
    let of = |i: usize| s.children_by(i, "nmod").find(|&k| case_of(s, k) == "of");
    let is_number = |i: usize| lexicon.numbers.get(&s.tokens[i].form.to_lowercase()).is_some();
    // "hundreds of thousands of people": through all the numbers to the thing.
    let counted = of(head).map(|k| if is_number(k) { of(k).unwrap_or(k) } else { k });
    let head_is_number =
        s.tokens[head].upos == Upos::Num || lexicon.numbers.get(&s.tokens[head].form.to_lowercase()).is_some_and(|n| n.kind == "number");
    let number_end = if head_is_number { head + 1 } else { head };
    // A number may stand with a modifier of the head ("two-year-old", "17 August"): only what counts the head counts.
    let counts_head = |i: usize| {
        i == head
            || s.tokens[i].head == Some(head)
            || s.tokens[i].head.is_some_and(|h| h < number_end && h >= start && s.tokens[h].upos == Upos::Num)
    };
    let first = (start.saturating_sub(6)..number_end).find(|&i| {
        let starts = i >= start || is_bound_word(s, lexicon, i, start);
        starts && number_at(s, lexicon, i).is_some() && i >= start && (counts_head(i) || near_number(s, i, head))
    })?;
    // "shot down 34 of 67 missiles": so many of them.
    let share = first.checked_sub(2).filter(|&i| s.tokens[first - 1].lemma == "of" && s.tokens[i].upos == Upos::Num);
    let (first, number_end) = share.map_or((first, number_end), |i| (i, i + 1));
    // "13 November attacks", "the 1961 killing": days and years count nothing.
    if is_date(s, first, head) {
        return None;
    }
    let (amount, used) = amount(s, lexicon, first, number_end)?;
    // "a 20% fee", "a US$2 billion deal": so much, and not so many of them.
    let measure = |i: usize| s.tokens.get(i).is_some_and(|t| matches!(t.lemma.as_str(), "%" | "percent"));
    let money = |i: usize| s.tokens[i].xpos == "$" || s.tokens[i].form.ends_with(['$', '€', '£']);
    if !head_is_number && head != used && measure(used) || first.checked_sub(1).is_some_and(|i| i != head && money(i)) {
        return None;
    }
    let bound_start = bound_before(s, lexicon, first);
    let amount = bound_start.map_or(amount, |(_, bound)| bound.apply(amount));
    // "massive", "heavy" size only what can be counted.
    let countless =
        amount.lo.is_none() && amount.hi.is_none() && lexicon.units.get(&head_lemma).is_none() && scene.force_sector(head).is_none();
    // "several others were wounded": people, where they are hurt.
    let countless = countless && !(matches!(head_lemma.as_str(), "other" | "more") && status.is_some_and(hurts_people));
    // "a mass stabbing attack" is one.
    let sized = amount.lo.is_none() && amount.hi.is_none() && s.tokens[head].xpos == "NN" && s.tokens[first].upos == Upos::Adj;
    if countless || sized {
        return None;
    }
    let (of, unit, factor) = counted_thing(scene, head, counted, &head_lemma, head_is_number, status);
    let amount = factor.map_or(amount, |factor| amount.converted(factor));
    let from = bound_start.map_or(first, |(i, _)| i).min(first);
    let until = if head_is_number { counted.map_or(used.max(head + 1), |k| noun_phrase(s, k).1) } else { end.max(head + 1) };
    let span = s.span_of(from, until);
    Some(Grounded::at(
        Quantity {
            text: span.slice(scene.body).to_string(),
            value: amount.value,
            lo: amount.lo,
            hi: amount.hi,
            unit,
            bound: amount.bound,
            of,
            status: status.map(str::to_string),
        },
        span,
    ))
}

/// Whether the number at `i` is a day of a month, a year, or a length of time before `head`.
fn is_date(s: &Sentence, i: usize, head: usize) -> bool {
    let month = |k: usize| {
        matches!(
            s.tokens[k].lemma.trim_end_matches('.').to_lowercase().as_str(),
            "january"
                | "february"
                | "march"
                | "april"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
                | "jan"
                | "feb"
                | "aug"
                | "sept"
                | "sep"
                | "oct"
                | "nov"
                | "dec"
        )
    };
    let capital = |k: usize| s.tokens[k].form.starts_with(char::is_uppercase);
    let beside = |k: usize| k < s.tokens.len() && capital(k) && month(k);
    let form = s.tokens[i].form.as_str();
    let year = form.len() == 4 && form.chars().all(|c| c.is_ascii_digit()) && (1900..2100).contains(&form.parse::<u32>().unwrap_or(0));
    let single = matches!(s.tokens[head].xpos, "NN" | "NNP");
    let bare_year = year && i != head && (single || i.checked_sub(1).is_some_and(|p| s.tokens[p].upos == Upos::Det));
    // "34-day war", "three-week offensive", "two-year-old": the hyphen ties the number to its unit, not to the noun.
    let hyphen = s.tokens.get(i + 1).is_some_and(|t| matches!(t.form.as_str(), "-" | "–") && t.span.start() == s.tokens[i].span.end());
    let tied = hyphen
        && i < head
        && s.tokens.get(i + 2).is_some_and(|t| t.upos != Upos::Num && !t.form.chars().all(|c| c.is_ascii_digit()))
        && !matches!(
            s.tokens[i].form.to_lowercase().as_str(),
            "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety"
        );
    i.checked_sub(1).is_some_and(beside) || beside(i + 1) || bare_year || tied || is_designation(s, i)
}

/// "an F-35 jet", "the T-72 tanks", "COVID-19": the number of a type.
fn is_designation(s: &Sentence, i: usize) -> bool {
    let glued = |k: usize| s.tokens[k].span.end() == s.tokens[k + 1].span.start();
    // "a Shahed 139 drone": behind a name and before one thing.
    let named = i.checked_sub(1).is_some_and(|p| s.tokens[p].upos == Upos::Propn)
        && s.tokens.get(i + 1).is_some_and(|t| t.xpos == "NN" && t.upos == Upos::Noun)
        && s.tokens[i].form.chars().all(|c| c.is_ascii_digit());
    named
        || i.checked_sub(2).is_some_and(|letters| {
            matches!(s.tokens[i - 1].form.as_str(), "-" | "–")
                && glued(letters)
                && glued(i - 1)
                && s.tokens[letters].form.starts_with(char::is_uppercase)
                && s.tokens[letters].form.chars().all(char::is_alphabetic)
        })
}

fn near_number(s: &Sentence, i: usize, head: usize) -> bool {
    // "two and a half million people": parts of one number hang on each other.
    let mut node = i;
    for _ in 0..4 {
        match s.tokens[node].head {
            Some(h) if h == head => return relation(s.tokens[node].deprel) != "nmod" && s.tokens[node].deprel != "nmod:poss",
            Some(h) if matches!(relation(s.tokens[node].deprel), "nummod" | "compound" | "conj" | "flat" | "advmod" | "amod" | "det") => {
                node = h
            }
            _ => return false,
        }
    }
    false
}

/// What befalls people only.
pub fn hurts_people(status: &str) -> bool {
    matches!(status, "killed" | "wounded" | "casualties" | "missing" | "found_dead" | "arrested" | "abducted" | "displaced" | "surrendered")
}

fn counted_thing(
    scene: &Scene,
    head: usize,
    counted: Option<usize>,
    head_lemma: &str,
    head_is_number: bool,
    status: Option<&str>,
) -> (Option<String>, String, Option<f64>) {
    let s = scene.sentence;
    let lexicon = &scene.knowledge.lexicon;
    let unit_of = |i: usize| {
        let lemma = s.tokens[i].lemma.to_lowercase();
        let pair = i.checked_sub(1).map(|p| format!("{} {lemma}", s.tokens[p].lemma.to_lowercase()));
        let pair_form = i.checked_sub(1).map(|p| format!("{} {}", s.tokens[p].form.to_lowercase(), s.tokens[i].form.to_lowercase()));
        pair.and_then(|p| lexicon.units.get(&p).copied())
            .or_else(|| pair_form.and_then(|p| lexicon.units.get(&p).copied()))
            .or_else(|| lexicon.units.get(&lemma).copied())
            .map(|unit| (unit.name.to_string(), unit.factor))
            .unwrap_or_else(|| {
                let token = &s.tokens[i];
                // "20 others", "two of them": people, where they are hurt; and "Cambodians" are people of a nation.
                let pronoun = token.upos == Upos::Pron || matches!(lemma.as_str(), "other" | "one" | "more" | "most");
                let nation =
                    token.upos == Upos::Propn && scene.knowledge.gazetteer.country_of_demonym(lemma.trim_end_matches('s')).is_some();
                let group = token.upos == Upos::Propn && scene.actor(i).is_some();
                let band = token.xpos == "NNPS" && status.is_some_and(hurts_people);
                let person = scene.force_sector(i).is_some() || band || nation || group || (pronoun && status.is_some_and(hurts_people));
                let name = if person {
                    "person".to_string()
                } else if pronoun {
                    "item".to_string()
                } else {
                    lemma
                };
                (name, None)
            })
    };
    match counted {
        Some(k) if head_is_number || unit_like(lexicon, head_lemma) || is_partitive(head_lemma) => {
            let (a, b) = noun_phrase(s, k);
            let unit = if head_is_number || is_partitive(head_lemma) { unit_of(k) } else { unit_of(head) };
            (Some(words(s, scene.body, a, b).to_string()), unit.0, unit.1)
        }
        _ if head_is_number => (None, if status.is_some_and(hurts_people) { "person" } else { "item" }.to_string(), None),
        _ => {
            let (a, b) = noun_phrase(s, head);
            let first_word = (a..b).find(|&i| number_at(s, lexicon, i).is_none() && s.tokens[i].upos != Upos::Num).unwrap_or(a);
            let (unit, factor) = unit_of(head);
            (Some(words(s, scene.body, first_word.min(head), b).to_string()), unit, factor)
        }
    }
}

fn unit_like(lexicon: &Lexicon, lemma: &str) -> bool {
    lexicon.units.get(lemma).is_some()
}

fn is_partitive(lemma: &str) -> bool {
    matches!(lemma, "piece" | "number" | "group" | "lot" | "total" | "series" | "handful" | "pair")
}

/// The number that starts at token `i`, read from digits or words: (amount, next token).
fn number_at(s: &Sentence, lexicon: &Lexicon, i: usize) -> Option<(Amount, usize)> {
    let token = &s.tokens[i];
    let form = token.form.to_lowercase();
    // "thirty-one", in one token or in three.
    if let Some((tens, rest)) = tens_and_units(s, lexicon, i) {
        let value = Some(tens);
        return Some((Amount { value, lo: value, hi: value, bound: Bound::Exact }, rest));
    }
    if let Some(value) = digits(&form) {
        return Some((Amount { value: Some(value), lo: Some(value), hi: Some(value), bound: Bound::Exact }, i + 1));
    }
    if matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Pron) && form != "many" {
        return None;
    }
    // "M-9 rebels": the letter of a name.
    let letter = token.form.len() == 1 && token.form.chars().all(|c| c.is_ascii_uppercase());
    if letter && token.form != "A" && s.tokens.get(i + 1).is_some_and(|t| matches!(t.form.as_str(), "-" | "–")) {
        return None;
    }
    let lower: Vec<String> = s.tokens[i..(i + 4).min(s.tokens.len())].iter().map(|t| t.form.to_lowercase()).collect();
    let (n, word) = lexicon.numbers.longest_at(&lower, 0)?;
    if word.kind != "number" {
        return None;
    }
    let value = if word.lo == word.hi && word.bound == Bound::Exact { word.lo } else { None };
    Some((Amount { value, lo: word.lo, hi: word.hi, bound: word.bound }, i + n))
}

/// A number in words with a hyphen, and the token after it.
fn tens_and_units(s: &Sentence, lexicon: &Lexicon, i: usize) -> Option<(f64, usize)> {
    let exact = |word: &str| lexicon.numbers.get(word).filter(|w| w.kind == "number" && w.lo == w.hi).and_then(|w| w.lo);
    let sum = |tens: &str, units: &str| {
        let (tens, units) = (exact(tens)?, exact(units)?);
        ((20.0..100.0).contains(&tens) && tens % 10.0 == 0.0 && (1.0..10.0).contains(&units)).then_some(tens + units)
    };
    let lower = |k: usize| s.tokens.get(k).map(|t| t.form.to_lowercase());
    let first = lower(i)?;
    if let Some((tens, units)) = first.split_once('-') {
        return Some((sum(tens, units)?, i + 1));
    }
    let hyphen = lower(i + 1).is_some_and(|h| h == "-") && s.tokens[i].span.end() == s.tokens[i + 1].span.start();
    (hyphen).then(|| sum(&first, &lower(i + 2)?)).flatten().map(|n| (n, i + 3))
}

/// "1,000", "2.5", "1 000" do; "2024-25" and "T-72" do not.
fn digits(form: &str) -> Option<f64> {
    if !form.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let clean: String = form.chars().filter(|c| *c != ',' && *c != '\u{a0}').collect();
    clean.chars().all(|c| c.is_ascii_digit() || c == '.').then(|| clean.parse().ok()).flatten()
}

/// A number with its multipliers and a range: "two and a half million", "1, 000", "between 5 and 7", "20 to 30".
fn amount(s: &Sentence, lexicon: &Lexicon, first: usize, end: usize) -> Option<(Amount, usize)> {
    let (mut amount, mut i) = number_at(s, lexicon, first)?;
    // "1, 000" with a stray space after the comma, as careless copies print it.
    if i + 1 < s.tokens.len() && s.tokens[i].form == "," && s.tokens[first].form.len() <= 3 {
        let next = &s.tokens[i + 1].form;
        if next.len() == 3 && next.chars().all(|c| c.is_ascii_digit()) {
            let value = amount.value.unwrap_or(0.0) * 1000.0 + digits(next).unwrap_or(0.0);
            amount = Amount { value: Some(value), lo: Some(value), hi: Some(value), bound: amount.bound };
            i += 2;
        }
    }
    while i < s.tokens.len() && i < end.max(i) {
        let form = s.tokens[i].form.to_lowercase();
        match lexicon.numbers.get(&form) {
            Some(word) if word.kind == "multiplier" => {
                let by = word.lo.unwrap_or(1.0);
                let times = |n: Option<f64>| n.map(|n| n * by);
                amount = Amount { value: times(amount.value), lo: times(amount.lo), hi: times(amount.hi), bound: amount.bound };
                i += 1;
            }
            _ => break,
        }
    }
    // "one hundred and twenty-three"
    if let Some(hundreds) = amount.value.filter(|v| *v >= 100.0 && v % 100.0 == 0.0 && i > first + 1)
        && i + 1 < s.tokens.len()
    {
        let at = if s.tokens[i].form.eq_ignore_ascii_case("and") { i + 1 } else { i };
        if let Some((rest, next)) = number_at(s, lexicon, at)
            && let Some(units) = rest.value.filter(|v| *v < 100.0)
        {
            let value = Some(hundreds + units);
            amount = Amount { value, lo: value, hi: value, bound: amount.bound };
            i = next;
        }
    }
    let joins = i + 1 < s.tokens.len() && matches!(s.tokens[i].form.as_str(), "to" | "and" | "-" | "–" | "or");
    if joins
        && (s.tokens[i].form != "and" || before_is(s, first, "between"))
        && i < end + 1
        && let Some((upper, next)) = number_at(s, lexicon, i + 1)
        && upper.hi > amount.lo
    {
        return Some((Amount { value: None, lo: amount.lo, hi: upper.hi, bound: Bound::Range }, next));
    }
    Some((amount, i))
}

fn before_is(s: &Sentence, i: usize, word: &str) -> bool {
    i > 0 && s.tokens[i - 1].form.eq_ignore_ascii_case(word)
}

/// A bounding phrase and what it does to the number.
#[derive(Clone, Copy, Debug)]
struct Bounding {
    lo: Option<f64>,
    hi: Option<f64>,
    bound: Bound,
}

impl Bounding {
    fn apply(self, amount: Amount) -> Amount {
        if matches!(amount.bound, Bound::Range) {
            return amount;
        }
        let base_lo = amount.value.or(amount.lo);
        let base_hi = amount.value.or(amount.hi);
        match self.bound {
            Bound::AtMost => Amount { lo: None, hi: base_hi, bound: Bound::AtMost, ..amount },
            Bound::AtLeast => Amount { lo: base_lo, hi: None, bound: Bound::AtLeast, ..amount },
            Bound::About | Bound::Range | Bound::Vague => Amount {
                lo: base_lo.zip(self.lo).map(|(n, f)| times(n, f)).or(amount.lo),
                hi: base_hi.zip(self.hi).map(|(n, f)| times(n, f)).or(amount.hi),
                bound: if amount.bound == Bound::Vague { Bound::Vague } else { Bound::About },
                ..amount
            },
            Bound::Exact => amount,
        }
    }
}

/// A product without the noise of binary fractions: a tenth more than 400 is 440.
fn times(number: f64, factor: f64) -> f64 {
    (number * factor * 1e6).round() / 1e6
}

/// The longest bounding phrase that ends right before the number ("as much as", "at least", "some").
fn bound_before(s: &Sentence, lexicon: &Lexicon, first: usize) -> Option<(usize, Bounding)> {
    (1..=5usize).rev().filter(|n| *n <= first).find_map(|n| {
        let start = first - n;
        let phrase: Vec<String> = s.tokens[start..first].iter().map(|t| t.form.to_lowercase()).collect();
        // "sentenced over two attacks": because of them, and no more than them.
        let counted = std::iter::successors(Some(start), |&i| s.tokens[i].head).find(|&i| s.tokens[i].upos == Upos::Noun);
        let under = counted.is_some_and(|k| s.tokens[k].deprel == "obl" && s.children_by(k, "case").next().is_none());
        if n == 1 && phrase[0] == "over" && (under || matches!(s.tokens[start].deprel, "case" | "compound:prt")) {
            return None;
        }
        let word = lexicon.numbers.get(&phrase.join(" ")).filter(|w| w.kind == "approximator")?;
        Some((start, Bounding { lo: word.lo, hi: word.hi, bound: word.bound }))
    })
}

fn is_bound_word(s: &Sentence, lexicon: &Lexicon, i: usize, start: usize) -> bool {
    bound_before(s, lexicon, start).is_some_and(|(from, _)| from <= i)
}
