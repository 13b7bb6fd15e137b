//! Threats: which deeds are told to carry them out, and which threats' deadlines passed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Range, by_id, overlap, prf, range};
use crate::rows::{integer, list, text};

/// A link is right where its threat and its deed share characters with those of a gold link. Further links from other sentences of an
/// article that a gold link names for that threat tell the same deed again and do not count; every other link is wrong. `passed` asks
/// which threats whose deadline passed are told so, or as not carried out.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let said = by_id(predicted);
    let (mut links, mut read, mut passed) = ([0; 3], [0; 3], [0; 3]);
    for row in gold {
        let empty = Value::Null;
        let ours = said.get(text(row, "id")).copied().unwrap_or(&empty);
        let threats: Vec<Place> = list(row, "threats").iter().map(|t| place(row, text(t, "article"), text(t, "words"))).collect();
        let wanted: Vec<(usize, Place)> =
            list(row, "links").iter().map(|l| (integer(l, "threat"), place(row, text(l, "article"), text(l, "words")))).collect();
        let mut right: BTreeSet<usize> = BTreeSet::new();
        let mut wrong: BTreeSet<(String, String)> = BTreeSet::new();
        for link in list(ours, "fulfils") {
            let (of, by) = (list(link, "threat"), list(link, "deed"));
            let meant = |number: usize| threats.get(number).is_some_and(|t| meets(of, t));
            let found: Vec<usize> = (0..wanted.len()).filter(|&w| meant(wanted[w].0) && meets(by, &wanted[w].1)).collect();
            let again = wanted.iter().any(|(threat, deed)| meant(*threat) && by.iter().any(|m| text(m, "article") == deed.0));
            if found.is_empty() && !again {
                let threat = threats.iter().position(|t| meets(of, t)).map_or_else(|| first(of), |number| number.to_string());
                wrong.insert((threat, first(by)));
            }
            right.extend(found);
        }
        let all = [right.len(), right.len() + wrong.len(), wanted.len()];
        links.iter_mut().zip(all).for_each(|(sum, n)| *sum += n);

        let mentions: Vec<&[Value]> = list(ours, "threats").iter().map(|t| list(t, "mentions")).collect();
        let seen = threats.iter().filter(|t| mentions.iter().any(|m| meets(m, t))).count();
        let beside = mentions.iter().filter(|m| !threats.iter().any(|t| meets(m, t))).count();
        read.iter_mut().zip([seen, seen + beside, threats.len()]).for_each(|(sum, n)| *sum += n);

        let gone: BTreeSet<usize> = list(row, "passed").iter().filter_map(|n| n.as_u64().and_then(|n| usize::try_from(n).ok())).collect();
        let over: Vec<&Value> = list(ours, "not_carried_out").iter().chain(list(ours, "passed")).collect();
        let told: BTreeSet<usize> = (0..threats.len()).filter(|&t| over.iter().any(|m| meets(list(m, "threat"), &threats[t]))).collect();
        let both = gone.intersection(&told).count();
        passed.iter_mut().zip([both, told.len(), gone.len()]).for_each(|(sum, n)| *sum += n);
    }
    let figures = |[right, predicted, gold]: [usize; 3]| prf(right, predicted, gold);
    json!({"links": figures(links), "threats": figures(read), "passed": figures(passed)})
}

/// Article and range of code points.
type Place = (String, Range);

fn place(row: &Value, article: &str, words: &str) -> Place {
    let body = list(row, "articles").iter().find(|a| text(a, "id") == article).map_or("", |a| text(a, "text"));
    let start = body.find(words).map_or(0, |at| body[..at].chars().count());
    (article.to_string(), (start, start + words.chars().count()))
}

fn meets(mentions: &[Value], place: &Place) -> bool {
    mentions.iter().any(|m| text(m, "article") == place.0 && overlap(range(m), place.1))
}

/// Where a claim is told first, as a name for it.
fn first(mentions: &[Value]) -> String {
    mentions.first().map_or_else(String::new, |m| format!("{} at {}", text(m, "article"), integer(m, "start")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_told_twice_counts_once_and_another_deed_is_wrong() {
        let gold = json!({
            "id": "1",
            "articles": [{"id": "1", "text": "They will storm it."}, {"id": "2", "text": "They stormed it. It fell."}, {"id": "3", "text": "They left."}],
            "threats": [{"article": "1", "words": "storm it"}],
            "links": [{"threat": 0, "article": "2", "words": "They stormed it"}],
            "passed": [],
        });
        let at = |article: &str, start: usize, end: usize| json!([{"article": article, "start": start, "end": end}]);
        let link = |deed: Value| json!({"deed": deed, "threat": at("1", 0, 18)});
        let said = json!({
            "id": "1",
            "threats": [{"mentions": at("1", 0, 18)}],
            "fulfils": [link(at("2", 0, 15)), link(at("2", 17, 24)), link(at("3", 0, 9))],
        });
        let figures = score(&[gold], &[said]);
        assert_eq!((&figures["links"]["p"], &figures["links"]["r"]), (&json!(0.5), &json!(1.0)));
        assert_eq!(figures["threats"]["f1"], 1.0);
    }
}
