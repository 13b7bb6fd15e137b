//! Draws pairs of short reports of one happening: with one slot changed, so that they contradict each other, or with a difference that
//! is none.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tacitus_record::Day;

use super::numbers::spelled;
use crate::dice::Dice;
use crate::rows::{list, text};

/// Pairs drawn for each scene and plan.
const TIMES: usize = 10;
/// Days of the happening, counted back from a Thursday.
const DAYS: [(&str, i32); 3] = [("Monday", 3), ("Tuesday", 2), ("Wednesday", 1)];
/// A number and how it is rounded.
const ROUNDED: [(usize, &str); 6] =
    [(12, "a dozen"), (38, "some 40"), (52, "about 50"), (24, "two dozen"), (28, "nearly 30"), (61, "around 60")];

/// How the second report of a pair differs from the first.
#[derive(Clone, Copy)]
enum Change {
    /// Another value.
    Another(&'static str),
    /// A military thing was struck, not a civilian one.
    OtherSide,
    /// Only the wording.
    Nothing,
    /// A bound that holds.
    Bound,
    /// A toll that has grown, a day or two later.
    Grown,
    /// A village in a district, and the district.
    Finer,
    /// A round number.
    Rounded,
    /// A vaguer day.
    Vaguer,
    /// A vaguer word for who acts.
    Vague,
    /// Another happening.
    Elsewhere,
}

/// Kind of pair, slot or sort of difference, wordings of the first and the second report, what is changed.
const PLANS: &[(&str, &str, &str, &str, Change)] = &[
    ("contradiction", "actor", "happening", "happening", Change::Another("actor")),
    ("contradiction", "target", "happening", "happening", Change::OtherSide),
    ("contradiction", "place", "happening", "happening", Change::Another("town")),
    ("contradiction", "day", "happening", "happening", Change::Another("day")),
    ("contradiction", "deaths", "happening", "happening", Change::Another("dead")),
    ("contradiction", "wounded", "happening", "happening", Change::Another("wounded")),
    ("contradiction", "weapon", "happening", "happening", Change::Another("weapon")),
    ("contradiction", "denial", "bare", "denial", Change::Nothing),
    ("compatible", "same", "happening", "happening", Change::Nothing),
    ("compatible", "bound", "happening", "happening", Change::Bound),
    ("compatible", "update", "happening", "update", Change::Grown),
    ("compatible", "finer place", "happening", "happening", Change::Finer),
    ("compatible", "rounded number", "happening", "happening", Change::Rounded),
    ("compatible", "vaguer day", "happening", "happening", Change::Vaguer),
    ("compatible", "other side's losses", "own", "enemy", Change::Nothing),
    ("compatible", "other definition", "civilians", "everybody", Change::Nothing),
    ("compatible", "vaguer actor", "happening", "happening", Change::Vague),
    ("compatible", "two happenings", "happening", "happening", Change::Elsewhere),
    ("compatible", "claimed and unverified", "claimed", "unverified", Change::Nothing),
];

/// What the holes of a wording are filled with.
type Filling = BTreeMap<&'static str, String>;

/// Pairs drawn from rows of wordings; none where the file has no row of values.
pub fn pairs(rows: &[Value]) -> Result<Vec<Value>> {
    let Some(values) = rows.iter().find(|r| text(r, "id") == "values") else { return Ok(Vec::new()) };
    let mut pairs = Vec::new();
    for (number, scene) in rows.iter().filter(|r| !r["a"].is_object() && text(r, "id") != "values").enumerate() {
        for (plan, (kind, slot, of_a, of_b, change)) in PLANS.iter().enumerate() {
            let hole = changed(*change);
            let fits = |wordings: &str| -> Vec<String> {
                let holds = |w: &&str| hole.is_none_or(|hole| w.contains(&format!("{{{hole}}}")) || w.contains(&format!("{{{hole}:")));
                list(scene, wordings).iter().filter_map(Value::as_str).filter(holds).map(String::from).collect()
            };
            let (a, b) = (fits(of_a), fits(of_b));
            // Who holds two towns, or one on two days, contradicts nothing.
            let never = list(scene, "not").iter().any(|n| n == slot);
            if never || a.is_empty() || b.is_empty() || of_a == of_b && a.len() < 2 {
                continue;
            }
            // Every plan has its own stream, so that a further wording changes no other plan's pairs.
            let mut dice = Dice::new((number * PLANS.len() + plan) as u64);
            for time in 0..TIMES {
                let first = dice.pick(&a).context("no wording")?.clone();
                let others: Vec<&String> = b.iter().filter(|w| **w != first).collect();
                let second = (*dice.pick(&others).context("no wording")?).clone();
                let slot = scene["slots"][*slot].as_str().unwrap_or(slot);
                let id = format!("{}-{}-{plan}-{time}", text(scene, "id"), slot.replace(' ', "-"));
                pairs.push(pair(&id, (kind, slot), (&first, &second), *change, values, &mut dice)?);
            }
        }
    }
    Ok(pairs)
}

/// The hole whose filling a change is about.
fn changed(change: Change) -> Option<&'static str> {
    match change {
        Change::Another(hole) => Some(hole),
        Change::Bound | Change::Rounded => Some("dead"),
        Change::Finer => Some("town"),
        Change::Vaguer => Some("day"),
        Change::OtherSide => Some("target"),
        Change::Vague => Some("actor"),
        Change::Nothing | Change::Grown | Change::Elsewhere => None,
    }
}

fn pair(id: &str, what: (&str, &str), wordings: (&str, &str), change: Change, values: &Value, dice: &mut Dice) -> Result<Value> {
    let thursday = Day::new(2031, 5, 15).context("a Thursday")?.plus(7 * i32::try_from(dice.below(40))?);
    let first = filling(values, dice, &Filling::new());
    let mut second = first.clone();
    second.extend(filling(values, dice, &first).remove_entry("speaker"));
    let mut published = [thursday; 2];
    let number = |of: &Filling, hole: &str| of[hole].parse::<usize>().unwrap_or(0);
    let mut first = first;
    match change {
        Change::Nothing => {}
        Change::OtherSide => second.extend(first.get("barracks").map(|b| ("target", b.clone()))),
        Change::Another(hole) => second.extend(filling(values, dice, &first).remove_entry(hole)),
        Change::Bound => {
            let dead = number(&first, "dead");
            let less = dead.saturating_sub(1 + dice.below(3));
            let bounds = [format!("at least {less}"), format!("more than {less}"), format!("as many as {}", dead + 1 + dice.below(4))];
            second.extend(dice.pick(&bounds).map(|b| ("dead", b.clone())));
        }
        Change::Grown => {
            let dead = number(&first, "dead");
            second.insert("before", dead.to_string());
            second.insert("dead", (dead + 1 + dice.below(9)).to_string());
            published[1] = thursday.plus(1);
        }
        Change::Finer => {
            let (village, district) = (first["village"].clone(), first["district"].clone());
            first.insert("town", format!("{village}, a village in {district},"));
            second.insert("town", district);
        }
        Change::Rounded => {
            if let Some((exact, round)) = dice.pick(&ROUNDED) {
                first.insert("dead", exact.to_string());
                second.insert("dead", round.to_string());
            }
        }
        Change::Vaguer => {
            if dice.below(2) == 0 {
                second.insert("day", "this week".to_string());
            } else {
                first.insert("day", "overnight".to_string());
                second.insert("day", "early on Thursday".to_string());
            }
        }
        Change::Vague => second.extend(first.get("vague").map(|v| ("actor", v.clone()))),
        Change::Elsewhere => second = filling(values, dice, &first),
    }
    if !matches!(change, Change::Rounded | Change::Bound) && dice.below(2) == 0 {
        spell(&mut first);
    }
    let report = |wording: &str, with: &Filling, published: Day, outlet: &str| -> Value {
        json!({"published": published.to_string(), "outlet": outlet, "text": filled(wording, with)})
    };
    let (a, b) = (report(wordings.0, &first, published[0], "Harbour Post"), report(wordings.1, &second, published[1], "Ridge Radio"));
    Ok(json!({"id": id, "kind": what.0, "slot": what.1, "a": a, "b": b}))
}

/// Small numbers in words.
fn spell(with: &mut Filling) {
    for hole in ["dead", "wounded", "before", "part", "other"] {
        if let Some(number) = with.get(hole).and_then(|n| n.parse::<u32>().ok()).filter(|n| *n < 20) {
            with.insert(hole, spelled(number));
        }
    }
}

/// Draws a value for every hole, none of them that of `but`.
fn filling(values: &Value, dice: &mut Dice, but: &Filling) -> Filling {
    let mut with = Filling::new();
    for (hole, names) in [
        ("actor", &["actor", "vague"][..]),
        ("town", &["town", "village", "district"]),
        ("target", &["target"]),
        ("barracks", &["barracks"]),
        ("weapon", &["weapon"]),
        ("convoy", &["convoy"]),
        ("speaker", &["speaker"]),
    ] {
        let of = |v: &Value, part: usize| v.as_str().or_else(|| v[part].as_str()).unwrap_or("").to_string();
        let others: Vec<&Value> = list(values, hole).iter().filter(|v| but.get(hole) != Some(&of(v, 0))).collect();
        let Some(value) = dice.pick(&others) else { continue };
        with.extend(names.iter().enumerate().map(|(part, name)| (*name, of(value, part))));
    }
    let days: Vec<&str> = DAYS.iter().map(|(day, _)| *day).filter(|day| but.get("day").is_none_or(|d| !d.ends_with(day))).collect();
    with.extend(dice.pick(&days).map(|day| ("day", format!("on {day}"))));
    let mut number = |hole: &'static str, least: usize, range: usize| {
        let before = but.get(hole).and_then(|n| n.parse::<usize>().ok());
        let drawn = least + dice.below(range);
        // Another number is another one by more than a slip of counting.
        let drawn = before.map_or(drawn, |n| n + 3 + drawn % 20);
        with.insert(hole, drawn.to_string());
    };
    number("dead", 4, 40);
    number("wounded", 5, 80);
    number("other", 20, 60);
    let dead = with["dead"].parse::<usize>().unwrap_or(4);
    with.insert("part", (2 + dice.below(dead / 2)).to_string());
    with.insert("before", dead.saturating_sub(2).to_string());
    with
}

/// A wording with its holes filled. `{day:front}` opens a sentence, `{day:bare}` is the day alone, `{day:of}` stands before a noun.
fn filled(wording: &str, with: &Filling) -> String {
    let mut said = wording.to_string();
    if let Some(day) = with.get("day") {
        let bare = day.trim_start_matches("on ").trim_start_matches("early on ");
        said = said.replace("{day:front}", &capitalised(day)).replace("{day:bare}", bare).replace("{day:of}", &format!("{bare}'s"));
    }
    for (hole, value) in with {
        said = said.replace(&format!("{{{hole}}}"), value);
    }
    // A village in a district closes its apposition only where the sentence goes on.
    for (double, single) in [(",,", ","), (",.", "."), (",;", ";")] {
        said = said.replace(double, single);
    }
    said.split(". ").map(capitalised).collect::<Vec<_>>().join(". ")
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Value> {
        let file = include_str!("../../../../eval/data/contradictions/patterns.jsonl");
        file.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_hole_is_filled_and_the_two_reports_differ() {
        let pairs = pairs(&rows()).unwrap();
        assert!(pairs.len() > 200, "{}", pairs.len());
        for pair in &pairs {
            let (a, b) = (text(&pair["a"], "text"), text(&pair["b"], "text"));
            assert!(!a.contains(['{', '}']) && !b.contains(['{', '}']) && a != b, "{pair}");
        }
    }

    #[test]
    fn every_slot_and_every_near_miss_is_planted() {
        let pairs = pairs(&rows()).unwrap();
        let slots = |kind: &str| {
            pairs.iter().filter(|p| text(p, "kind") == kind).map(|p| text(p, "slot")).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(slots("contradiction").len(), 9, "{:?}", slots("contradiction"));
        assert_eq!(slots("compatible").len(), 11, "{:?}", slots("compatible"));
    }
}
