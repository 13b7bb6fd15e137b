//! Names things by their content, so that reading again adds nothing.

use crate::{Actor, Article, Block, BlockKind, Claim, Kind, Moment};

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

/// Words, of the claim and before it, that are hardly written alike twice: what tells claims apart that say nothing else.
const TELLING_WORDS: usize = 16;

/// A claim's id: `c-` and 16 hex digits over kind, predicate, actors, targets, object, place, time bounds, quantity,
/// polarity, modality and speaker. Spans and the article do not enter.
///
/// Words enter only where the claim [names neither place nor party](is_vague): "three people were killed" is said of many happenings. Its
/// copies have the words in common, too. `article` is where it was read.
pub fn claim_id(claim: &Claim, article: &Article) -> String {
    digest_of(claim, article, time_key)
}

/// What a claim's id is but for the days that its words of time were understood to mean: the same for one sentence on the page of its
/// origin and on that of a copy, which read "on Tuesday" from different days.
pub fn undated_claim_key(claim: &Claim, article: &Article) -> String {
    digest_of(claim, article, |time| normal(&time.text))
}

/// Whether a claim of a happening, state or number has, in its own text, neither a place nor a named actor or target. A day alone pins
/// nothing: much happens on one day.
pub fn is_vague(claim: &Claim) -> bool {
    let by_its_content =
        matches!(claim.kind, Kind::Role | Kind::Statement | Kind::Framing | Kind::Assessment | Kind::Conditional | Kind::Provenance);
    let own_place = claim.place.as_ref().is_some_and(|p| !p.is_of_scene() && !p.value.is_described());
    let sides = claim.actor.iter().chain(&claim.more_actors).chain(&claim.target).chain(&claim.more_targets);
    let named = |a: &Actor| a.entity.is_some() || a.country.is_some() || a.name.starts_with(char::is_uppercase);
    !by_its_content && !own_place && !sides.filter(|a| !a.is_of_scene()).any(|a| named(&a.value))
}

fn digest_of(claim: &Claim, article: &Article, time_key: impl Fn(&Moment) -> String) -> String {
    let actors = |list: &mut dyn Iterator<Item = String>| {
        let mut keys: Vec<String> = list.collect();
        keys.sort();
        keys.join("|")
    };
    let actor = actors(&mut claim.actor.iter().chain(&claim.more_actors).map(|a| a.value.key()));
    let target = actors(&mut claim.target.iter().chain(&claim.more_targets).map(|a| a.value.key()));
    let object = claim.object.as_ref().map(|o| normal(&o.value)).unwrap_or_default();
    // "In a crowded market" tells no happening from another, and is told in other words by the next report.
    let place = claim.place.as_ref().filter(|p| !p.value.is_described()).map(|p| p.value.key()).unwrap_or_default();
    let time = claim.time.as_ref().map(|t| time_key(&t.value)).unwrap_or_default();
    let quantity = claim.quantity.as_ref().map(|q| {
        let q = &q.value;
        let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
        let words = if q.value.is_none() { normal(&q.text) } else { String::new() };
        format!("{}|{}|{}|{}|{}|{}", number(q.lo), number(q.hi), q.unit, q.bound, q.status.as_deref().unwrap_or(""), words)
    });
    let said_by: Vec<String> = claim.said_by.iter().map(|v| v.value.actor.key()).collect();
    let said_by = said_by.join(">");
    let mut parts = vec![
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
        &said_by,
    ];
    let words = is_vague(claim).then(|| telling_words(claim, article));
    parts.extend(words.as_deref());
    digest("c", &parts)
}

/// The words of a claim and, where they are few, those of the text before it, then of the text behind it. What is told in a title has the
/// title for its text; elsewhere titles and credits, which each outlet makes its own, are none of the text.
fn telling_words(claim: &Claim, article: &Article) -> String {
    let (text, span) = (article.text.as_str(), claim.mention.span);
    let own = normal(span.slice(text));
    let mut missing = TELLING_WORDS.saturating_sub(own.split(' ').count());
    let heading = article.blocks.iter().find(|b| b.kind != BlockKind::Paragraph && b.span.contains(span));
    let of_the_text = |word: &&str| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let holds = |block: &&Block| block.span.start() <= at && at < block.span.end();
        match heading {
            Some(heading) => holds(&heading),
            None => article.blocks.is_empty() || article.blocks.iter().find(holds).is_some_and(|b| b.kind == BlockKind::Paragraph),
        }
    };
    let told = |word: &str| Some(normal(word)).filter(|w| !w.is_empty());
    let before = text.get(..span.start()).unwrap_or("").split_whitespace().rev();
    let mut words: Vec<String> = before.filter(of_the_text).filter_map(told).take(missing).collect();
    words.reverse();
    missing -= words.len();
    words.push(own);
    let after = text.get(span.end()..).unwrap_or("").split_whitespace();
    words.extend(after.filter(of_the_text).filter_map(told).take(missing));
    words.join(" ")
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
