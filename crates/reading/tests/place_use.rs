//! How place names are used: sentences with every use marked, and the share that must be told right.

mod common;

use common::{Passage, toponyms};
use tacitus_record::ToponymUse;

/// Share of marked names whose use must be told, by half. A name that is not found counts as wrong.
const FLOORS: [(&str, f64); 2] = [("tuning", 0.95), ("held", 0.9)];

#[test]
fn uses_of_place_names_are_told() {
    for (half, floor) in FLOORS {
        let (mut all, mut wrong) = (0, Vec::new());
        let lines = include_str!("place-use.tsv").lines().filter(|line| !line.starts_with('#'));
        for (_, marked) in lines.filter_map(|line| line.split_once('\t')).filter(|(of, _)| *of == half) {
            let (text, names) = unmarked(marked);
            let found = toponyms(&Passage::of(&text));
            for (at, name, usage) in names {
                let told = found.iter().find(|t| t.span().is_some_and(|s| s.start() <= at && at + name.len() <= s.end()));
                all += 1;
                if told.is_none_or(|t| t.value.usage != usage) {
                    wrong.push(format!("{text}  {name}: {usage}, told {:?}", told.map(|t| t.value.usage.as_str())));
                }
            }
        }
        let share = 1.0 - wrong.len() as f64 / f64::from(all);
        println!("{half}: {share:.3} of {all}");
        assert!(share >= floor, "{half}: {share:.3} of {all} are told right\n{}", wrong.join("\n"));
    }
}

/// The sentence without its marks, and where each marked name begins, with its use.
fn unmarked(marked: &str) -> (String, Vec<(usize, String, ToponymUse)>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    for piece in marked.split('{') {
        let Some((mark, rest)) = piece.split_once('}') else {
            text.push_str(piece);
            continue;
        };
        let (usage, name) = mark.split_once(':').expect("{use:name}");
        names.push((text.len(), name.to_string(), usage.parse().expect("a use of the record")));
        text.push_str(name);
        text.push_str(rest);
    }
    (text, names)
}
