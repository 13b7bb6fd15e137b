//! Numbers that do not go together: parts above the whole, a share that is another, one thing counted twice.

use tacitus_record::{Bound, Claim, Modality, Polarity, Quantity, normal};
use tacitus_text::Upos;

use super::{Doubt, Page};
use crate::who::Scene;

/// The plain number that a token writes, in figures or as one word.
pub fn number(page: &Page, scene: &Scene, i: usize) -> Option<f64> {
    let form = scene.sentence.tokens[i].form.to_lowercase();
    let figures = form.starts_with(|c: char| c.is_ascii_digit()) && form.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if figures {
        return form.replace(',', "").parse().ok();
    }
    let word = page.knowledge.lexicon.numbers.get(&form).filter(|w| w.kind == "number" && w.bound == Bound::Exact)?;
    word.lo.filter(|lo| word.hi == Some(*lo))
}

/// A number that stands alone: "20", not "20 million", "20-year", "$20", "20 percent" or "3.5".
fn alone(page: &Page, scene: &Scene, i: usize) -> Option<f64> {
    let tokens = &scene.sentence.tokens;
    let value = number(page, scene, i)?;
    let word = |k: usize| tokens.get(k).map_or(String::new(), |t| t.form.to_lowercase());
    let joins = |w: &str| {
        matches!(
            w,
            "-" | "–"
                | "/"
                | "%"
                | "percent"
                | "$"
                | "€"
                | "£"
                | "to"
                | "or"
                | "and"
                | "million"
                | "billion"
                | "thousand"
                | "hundred"
                | "dozen"
        )
    };
    let numeral = |k: usize| {
        page.knowledge.lexicon.numbers.get(&word(k)).is_some_and(|w| w.kind == "number")
            || tokens.get(k).is_some_and(|t| t.form.starts_with(|c: char| c.is_ascii_digit()))
    };
    let before = i.checked_sub(1);
    let free = before.is_none_or(|k| !matches!(word(k).as_str(), "$" | "€" | "£" | "-" | "–" | "/" | "to") && !numeral(k));
    (free && !joins(&word(i + 1)) && !numeral(i + 1)).then_some(value)
}

/// Whether the noun counted by a number within a few words is of people.
fn people(page: &Page, scene: &Scene, from: usize) -> Option<usize> {
    let tokens = &scene.sentence.tokens;
    let person = |i: usize| page.knowledge.lexicon.units.get(&tokens[i].lemma.to_lowercase()).is_some_and(|u| u.name == "person");
    (from + 1..(from + 4).min(tokens.len())).take_while(|&i| !matches!(tokens[i].form.as_str(), "," | "(" | ")")).find(|&i| person(i))
}

/// "39 out of 30 charges".
pub fn out_of_fewer(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let tokens = &scene.sentence.tokens;
        for i in 0..tokens.len().saturating_sub(3) {
            let out_of = tokens[i + 1].form.eq_ignore_ascii_case("out") && tokens[i + 2].form == "of";
            let both = alone(page, scene, i).filter(|_| out_of).zip(alone(page, scene, i + 3));
            if let Some((part, whole)) = both.filter(|(part, whole)| part > whole) {
                let span = scene.sentence.span_of(i, i + 4);
                found.push(Doubt::internal(vec![span], format!("a part of {part} is more than its whole of {whole}")));
            }
        }
    }
    found
}

/// "warrants for 36 people … the 63 must answer": a number told as known that the page has only with its figures exchanged.
pub fn exchanged_figures(page: &Page) -> Vec<Doubt> {
    let figures = |value: f64| {
        let mut digits: Vec<char> = format!("{value}").chars().collect();
        digits.sort_unstable();
        digits
    };
    let numbers = page.scenes.iter().flat_map(|scene| (0..scene.sentence.tokens.len()).map(move |i| (scene, i)));
    let told: Vec<(&Scene, usize, f64)> = numbers.filter_map(|(scene, i)| Some((scene, i, alone(page, scene, i)?))).collect();
    let mut found = Vec::new();
    for &(scene, i, value) in &told {
        let tokens = &scene.sentence.tokens;
        let known = i > 0 && tokens[i - 1].form.eq_ignore_ascii_case("the") && (13.0..1000.0).contains(&value);
        // "the 63 must answer": no noun says of whom, so that it can only be those counted before.
        let bare = known && tokens.get(i + 1).is_some_and(|t| matches!(t.upos, Upos::Aux | Upos::Verb | Upos::Punct));
        let once = bare && told.iter().filter(|(_, _, other)| *other == value).count() == 1;
        let before = |&&(other, at, number): &&(&Scene, usize, f64)| {
            other.number < scene.number && number != value && figures(number) == figures(value) && people(page, other, at).is_some()
        };
        if let Some(&(other, at, number)) = told.iter().filter(|_| once).find(before) {
            let spans = vec![tokens[i].span, other.sentence.tokens[at].span];
            found.push(Doubt::internal(spans, format!("the page counts {number} before, never {value}")));
        }
    }
    found
}

/// "20 people, including 25 children"; "five of the three soldiers".
pub fn more_than_the_whole(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let tokens = &scene.sentence.tokens;
        for i in 0..tokens.len() {
            let Some(first) = alone(page, scene, i) else { continue };
            let Some(noun) = people(page, scene, i) else {
                // "N of the M people"
                let of = i + 2 < tokens.len()
                    && tokens[i + 1].form == "of"
                    && matches!(tokens[i + 2].form.as_str(), "the" | "its" | "their" | "those" | "these");
                let whole = of.then(|| alone(page, scene, (i + 3).min(tokens.len() - 1))).flatten();
                if let Some(whole) = whole.filter(|w| *w < first && people(page, scene, i + 3).is_some()) {
                    let span = scene.sentence.span_of(i, i + 4);
                    found.push(Doubt::internal(vec![span], format!("a part of {first} is more than its whole of {whole}")));
                }
                continue;
            };
            let rest = (noun + 1..(noun + 4).min(tokens.len())).find(|&k| tokens[k].form.eq_ignore_ascii_case("including"));
            let part = rest.and_then(|k| (k + 1..(k + 4).min(tokens.len())).find_map(|n| alone(page, scene, n).map(|v| (n, v))));
            if let Some((n, part)) = part.filter(|(n, v)| *v > first && people(page, scene, *n).is_some()) {
                let span = scene.sentence.span_of(i, n + 1);
                found.push(Doubt::internal(vec![span], format!("a part of {part} is more than its whole of {first}")));
            }
        }
    }
    found
}

/// "30 of 60 (20 percent)": a share that the two numbers beside it do not make.
pub fn other_share(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let tokens = &scene.sentence.tokens;
        for i in 0..tokens.len() {
            let Some(part) = alone(page, scene, i) else { continue };
            let of = (i + 1..(i + 4).min(tokens.len())).find(|&k| tokens[k].form == "of");
            let whole = of.and_then(|k| (k + 1..(k + 3).min(tokens.len())).find_map(|n| alone(page, scene, n).map(|v| (n, v))));
            let Some((n, whole)) = whole.filter(|(_, w)| *w > 0.0) else { continue };
            let percent =
                (n + 1..(n + 8).min(tokens.len())).find(|&k| matches!(tokens[k].form.to_lowercase().as_str(), "%" | "percent" | "per"));
            let Some(at) = percent.filter(|&k| k > n + 1) else { continue };
            // The share of these very numbers stands in brackets or after "or".
            let tied = tokens[n + 1..at].iter().any(|t| matches!(t.form.as_str(), "(" | "or"));
            let Some(told) = number(page, scene, at - 1).filter(|_| tied) else { continue };
            let share = part / whole * 100.0;
            if (share - told).abs() > (told * 0.15).max(2.5) {
                let span = scene.sentence.span_of(i, at + 1);
                found.push(Doubt::internal(vec![span], format!("{part} of {whole} are {share:.0} percent, not {told}")));
            }
        }
    }
    found
}

/// The same thing counted by the same holder for the same place and time, with numbers that cannot both be right.
pub fn counted_twice(page: &Page) -> Vec<Doubt> {
    let plain =
        |c: &&Claim| c.polarity == Polarity::Pos && matches!(c.modality, Modality::Actual | Modality::Ongoing) && c.quantity.is_some();
    let told: Vec<&Claim> = page.claims.iter().filter(plain).collect();
    let mut found = Vec::new();
    for (n, a) in told.iter().enumerate() {
        for b in &told[n + 1..] {
            let (Some(qa), Some(qb)) = (&a.quantity, &b.quantity) else { continue };
            if same_count(a, b) && same_thing(&qa.value, &qb.value) && qa.value.is_disjoint(&qb.value) {
                let reason = format!(
                    "the same is counted as {} and as {}",
                    page.quoted(qa.span().unwrap_or(a.mention.span)),
                    page.quoted(qb.span().unwrap_or(b.mention.span))
                );
                let spans = [qa.span(), qb.span()].into_iter().flatten().collect();
                found.push(Doubt::internal(spans, reason));
            }
        }
    }
    found
}

fn same_thing(a: &Quantity, b: &Quantity) -> bool {
    let of = |q: &Quantity| q.of.as_deref().map(normal).filter(|w| !w.is_empty());
    let exact = |q: &Quantity| q.bound == Bound::Exact && q.value.is_some_and(|v| v > 1.0);
    // "soldiers", "soldiers in Karsk": the place is compared for itself.
    let alike = |x: &str, y: &str| x == y || x.starts_with(&format!("{y} ")) || y.starts_with(&format!("{x} "));
    let one = of(a).zip(of(b)).is_some_and(|(x, y)| alike(&x, &y));
    a.status == b.status && a.unit == b.unit && one && exact(a) && exact(b)
}

fn same_count(a: &Claim, b: &Claim) -> bool {
    let place = |c: &Claim| c.place.as_ref().filter(|p| !p.spans().is_empty()).map(|p| p.value.key());
    let time = |c: &Claim| c.time.as_ref().filter(|t| !t.spans().is_empty()).map(|t| t.value.hull());
    let holders = |c: &Claim| c.said_by.iter().map(|v| v.value.actor.key()).collect::<Vec<_>>();
    let actor = |c: &Claim| c.actor.as_ref().map(|a| a.value.key());
    a.mention.sentence != b.mention.sentence
        && a.predicate == b.predicate
        && place(a).is_some()
        && place(a) == place(b)
        && time(a).is_some()
        && time(a) == time(b)
        && holders(a) == holders(b)
        && actor(a) == actor(b)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn a_part_above_its_whole_is_doubted() {
        doubted("2024-08-20", "The blast killed 20 people, including 25 children.", "20 people, including 25", "more than its whole");
        sound("2024-08-20", "The blast killed 25 people, including 20 children.");
        sound("2024-08-20", "The blast killed 20 people, including 3 of 25 children at the school.");
    }

    #[test]
    fn more_out_of_fewer_is_doubted() {
        doubted("2024-08-20", "Prosecutors dropped 39 out of 30 charges against the rebels.", "39 out of 30", "more than its whole");
        sound("2024-08-20", "Prosecutors dropped 30 out of 39 charges against the rebels.");
    }

    #[test]
    fn a_known_number_with_its_figures_exchanged_is_doubted() {
        let text = "Police arrested 36 people in Kharkiv on Monday.\nA judge said the 63 were members of a gang.";
        doubted("2024-08-20", text, "63", "never 63");
        sound("2024-08-20", "Police arrested 36 people in Kharkiv on Monday.\nA judge said the 36 were members of a gang.");
        sound("2024-08-20", "Police arrested 36 people in Kharkiv on Monday.\nThe 63 soldiers were members of a brigade.");
    }

    #[test]
    fn a_share_that_its_numbers_do_not_make_is_doubted() {
        doubted("2024-08-20", "The militia burned 30 of 60 villages (20 percent) on Monday.", "30 of 60", "50 percent");
        sound("2024-08-20", "Some 30 of 60 villages (50 percent) were burned.");
    }

    #[test]
    fn one_thing_counted_twice_is_doubted() {
        let text = "Rebels killed 14 soldiers in Kharkiv on Monday.\nThe town was quiet. Rebels killed 19 soldiers in Kharkiv on Monday.";
        doubted("2024-08-20", text, "14 soldiers", "19 soldiers");
        sound("2024-08-20", "Rebels killed 14 soldiers in Kharkiv on Monday. Rebels killed 19 soldiers in Kharkiv on Sunday.");
    }
}
