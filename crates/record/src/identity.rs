//! Names things by their content, so that reading again adds nothing.

use crate::{Claim, Moment};

/// Appends a word in lower case, with one kind of apostrophe: how words are compared everywhere.
pub fn push_lower(out: &mut String, word: &str) {
    if word.is_ascii() {
        // Nearly every word, and much quicker than by Unicode's tables.
        out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
    } else {
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
}

/// Lower-cases, folds white space and strips punctuation at the edges of words: the normal form that identity compares.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        push_lower(&mut out, word);
    }
    out
}

fn digest(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("{prefix}-{}", &hasher.finalize().to_hex()[..16])
}

/// An article's id: `a-` and 16 hex digits over the normalised text and where it was published
/// (address, else outlet, else nothing), so that the same file read twice, from anywhere, is one article.
pub fn article_id(text: &str, url: Option<&str>, outlet: Option<&str>) -> String {
    let place = url.or(outlet).unwrap_or("");
    digest("a", &[&normal(text), place])
}

/// A claim's id: `c-` and 16 hex digits over kind, predicate, actors, targets, object, place, time bounds, quantity,
/// polarity, modality and speaker. Words, spans and the article do not enter.
pub fn claim_id(claim: &Claim) -> String {
    let actors = |list: &mut dyn Iterator<Item = String>| {
        let mut keys: Vec<String> = list.collect();
        keys.sort();
        keys.join("|")
    };
    let actor = actors(&mut claim.actor.iter().chain(&claim.more_actors).map(|a| a.value.key()));
    let target = actors(&mut claim.target.iter().chain(&claim.more_targets).map(|a| a.value.key()));
    let object = claim.object.as_ref().map(|o| normal(&o.value)).unwrap_or_default();
    let place = claim.place.as_ref().map(|p| p.value.key()).unwrap_or_default();
    let time = claim.time.as_ref().map(|t| time_key(&t.value)).unwrap_or_default();
    let quantity = claim.quantity.as_ref().map(|q| {
        let q = &q.value;
        let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
        let words = if q.value.is_none() { normal(&q.text) } else { String::new() };
        format!("{}|{}|{}|{}|{}|{}", number(q.lo), number(q.hi), q.unit, q.bound, q.status.as_deref().unwrap_or(""), words)
    });
    let said_by: Vec<String> = claim.said_by.iter().map(|v| v.value.actor.key()).collect();
    digest(
        "c",
        &[
            claim.kind.as_str(),
            &claim.predicate,
            &actor,
            &target,
            &object,
            &place,
            &time,
            quantity.as_deref().unwrap_or(""),
            claim.polarity.as_str(),
            claim.modality.as_str(),
            &said_by.join(">"),
        ],
    )
}

fn time_key(time: &Moment) -> String {
    if !time.is_resolved() {
        return normal(&time.text);
    }
    let day = |d: Option<crate::Day>| d.map(|d| d.to_string()).unwrap_or_default();
    format!("{}/{}/{}/{}", day(time.start_lo), day(time.start_hi), day(time.end_lo), day(time.end_hi))
}

/// An incident's id, from its smallest claim id.
pub fn incident_id(smallest_claim: &str) -> String {
    digest("i", &[smallest_claim])
}

/// An origin's id, from its root article's id.
pub fn origin_id(root_article: &str) -> String {
    digest("o", &[root_article])
}

/// 16 hex digits that stand for a text, for the identity of rules and knowledge.
pub fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_string()
}
