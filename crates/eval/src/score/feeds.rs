//! Planted feeds: copies found by kind, and claims counted with more origins than they have.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{round4, share};
use crate::planted::Part;
use crate::rows::{integer, list, text};

/// Rows of copies (`kind`, `sources`, what they were `joined` to) and rows of claims (`articles`, `origins`, `truth`).
///
/// A copy is found when it is joined to all its sources. Claims are those told by more than one article: `sound` is the share of them that
/// is not counted with more origins than there are.
pub fn score(rows: &[Value]) -> Value {
    let mut kinds: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let (mut plain, mut spun, mut alarms) = ([0; 2], [0; 2], [0; 2]);
    for row in rows.iter().filter(|r| r["kind"].is_string()) {
        let kind = text(row, "kind");
        let joined = list(row, "joined");
        if kind == Part::Report.as_str() {
            alarms[0] += usize::from(!joined.is_empty());
            alarms[1] += 1;
            continue;
        }
        let found = usize::from(list(row, "sources").iter().all(|s| joined.contains(s)));
        let by_words = [Part::Rewritten.as_str(), Part::Spun.as_str()].contains(&kind);
        for count in [kinds.entry(kind).or_default(), if by_words { &mut spun } else { &mut plain }] {
            count[0] += found;
            count[1] += 1;
        }
    }
    let claims: Vec<&Value> = rows.iter().filter(|r| r["claim"].is_string() && integer(r, "articles") > 1).collect();
    let more = claims.iter().filter(|c| integer(c, "origins") > integer(c, "truth")).count();
    let fewer = claims.iter().filter(|c| integer(c, "origins") < integer(c, "truth")).count();
    let kinds: serde_json::Map<String, Value> =
        kinds.iter().map(|(k, [found, n])| (k.to_string(), json!(round4(share(*found, *n))))).collect();
    json!({
        "claims": claims.len(),
        "sound": round4(1.0 - share(more, claims.len())),
        "false_corroboration": round4(share(more, claims.len())),
        "lost_corroboration": round4(share(fewer, claims.len())),
        "found": {"copies": round4(share(plain[0], plain[1])), "spun": round4(share(spun[0], spun[1]))},
        "found_by_kind": kinds,
        "reports_joined": format!("{}/{}", alarms[0], alarms[1]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stitched_text_must_meet_both_its_sources() {
        let copy = |kind: &str, joined: &[&str]| json!({"id": "x", "kind": kind, "sources": ["s", "t"], "joined": joined});
        let figures = score(&[copy("stitched", &["s"]), copy("stitched", &["s", "t"]), copy("rewritten", &["s", "t"])]);
        assert_eq!((&figures["found"]["copies"], &figures["found"]["spun"]), (&json!(0.5), &json!(1.0)));
    }

    #[test]
    fn only_claims_of_several_articles_count() {
        let claim =
            |articles: u32, origins: u32, truth: u32| json!({"claim": "c", "articles": articles, "origins": origins, "truth": truth});
        let figures = score(&[claim(1, 1, 1), claim(2, 2, 1), claim(3, 1, 1), claim(2, 1, 2), claim(2, 2, 2)]);
        assert_eq!((&figures["sound"], &figures["lost_corroboration"], &figures["claims"]), (&json!(0.75), &json!(0.25), &json!(4)));
    }
}
