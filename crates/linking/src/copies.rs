//! Finds which articles descend from one text.
//!
//! Guarantees: the same articles in any order give the same origins. Common quotations do not make a copy. Translated copies are not found.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use tacitus_record::{Article, CopyKind, Origin, OriginMember, Span, normal, origin_id};

use crate::compare::Comparison;
use crate::fingerprint::{Fingerprint, RUN, run_hash, shared, text_hash};
use crate::groups::Groups;
use crate::passages::Cut;
use crate::report::outlet_key;
use crate::words::{Word, article_words};

/// What comparing all articles gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copies {
    /// One for every text; an article without copies is an origin of its own. Sorted by id.
    pub origins: Vec<Origin>,
    /// Passages shared by articles of different origins, sorted.
    pub overlaps: Vec<Overlap>,
}

/// Two articles that are no copies but share passages: what stands there counts once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overlap {
    /// Article id; the smaller of the two.
    pub a: String,
    /// Article id.
    pub b: String,
    /// Passages of `a`.
    pub in_a: Vec<Span>,
    /// Passages of `b`.
    pub in_b: Vec<Span>,
}

/// Postings longer than this are common phrasing or one much-copied text; they are compared with their first two articles only.
const LONGEST_POSTING: usize = 32;
/// Rare features two articles must share to be compared at all.
const LEAST_SHARED: u32 = 3;
/// Words of the lead that an agency's clients keep.
const LEAD: usize = 30;
/// Share of verbatim runs from which a text counts as word for word.
const VERBATIM: f64 = 0.6;
/// A text with fewer words than this share of its root's is abridged.
const ABRIDGED: f64 = 0.85;

/// What is kept of an article while all are compared. Its words are cut again where they are needed, which is seldom: they are ten times
/// the size of all this.
struct Text<'a> {
    article: &'a Article,
    print: Fingerprint,
    /// Runs of the lead, sorted.
    lead: Vec<u64>,
    /// Words, credit lines left out.
    length: usize,
    /// Hash of the normalised body.
    body: u64,
}

impl<'a> Text<'a> {
    fn of(article: &'a Article) -> Text<'a> {
        let words = article_words(article);
        let opening: Vec<&Word> = words.iter().take(LEAD).collect();
        let mut lead: Vec<u64> = opening.windows(RUN).map(run_hash).collect();
        lead.sort_unstable();
        lead.dedup();
        let body = text_hash(&normal(&article.text));
        Text { article, print: Fingerprint::of(&words), lead, length: words.len(), body }
    }

    /// Whether two bodies are the same but for case, punctuation and white space.
    fn is_same_text(&self, other: &Text) -> bool {
        self.length > 0 && self.body == other.body && normal(&self.article.text) == normal(&other.article.text)
    }

    /// Its words, ready to be searched for passages.
    fn cut(&self) -> Cut<'a> {
        Cut::new(&self.article.text, article_words(self.article))
    }
}

/// Groups articles by the text they descend from.
pub fn copies(articles: &[&Article]) -> Copies {
    let mut texts: Vec<Text> = articles.par_iter().map(|article| Text::of(article)).collect();
    texts.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    texts.dedup_by(|a, b| a.article.id == b.article.id);

    let mut groups = Groups::new(texts.len());
    let mut signs: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (pair, reason) in certain_signs(&texts) {
        groups.join(pair.0, pair.1);
        signs.entry(pair).or_insert(reason);
    }
    let judged: Vec<((usize, usize), Likeness)> =
        candidates(&texts).into_par_iter().filter_map(|(i, j)| Some(((i, j), likeness(&texts[i], &texts[j])?))).collect();
    judged.iter().filter(|(_, like)| *like == Likeness::Copy).for_each(|((i, j), _)| groups.join(*i, *j));
    let near: Vec<(usize, usize)> = judged.iter().filter(|(_, like)| *like == Likeness::Near).map(|(pair, _)| *pair).collect();

    let mut origins: Vec<Origin> = groups.all().par_iter().map(|members| origin(&texts, members, &signs)).collect();
    origins.sort_by(|a, b| a.id.cmp(&b.id));
    // Candidates come sorted, so that what one article is compared with stands together, and its words are cut once.
    let runs: Vec<&[(usize, usize)]> = near.chunk_by(|x, y| x.0 == y.0).collect();
    let mut overlaps: Vec<Overlap> = runs
        .into_par_iter()
        .flat_map_iter(|run| {
            let first = &texts[run[0].0];
            let own = first.cut();
            let others = run.iter().filter(|&&(i, j)| groups.of(i) != groups.of(j)).map(|&(_, j)| &texts[j]);
            others.filter_map(|other| overlap((first, &own), (other, &other.cut()))).collect::<Vec<_>>()
        })
        .collect();
    overlaps.sort();
    Copies { origins, overlaps }
}

/// What two compared texts are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Copy,
    /// No copies, but there may be passages in common.
    Near,
}

fn likeness(a: &Text, b: &Text) -> Option<Likeness> {
    let comparison = Comparison::of(&a.print, &b.print);
    if comparison.is_copy() || same_lead(a, b) { Some(Likeness::Copy) } else { comparison.may_overlap().then_some(Likeness::Near) }
}

fn overlap((a, a_cut): (&Text, &Cut), (b, b_cut): (&Text, &Cut)) -> Option<Overlap> {
    let in_a = a_cut.passages_in(b_cut);
    let in_b = b_cut.passages_in(a_cut);
    (!in_a.is_empty() && !in_b.is_empty()).then(|| Overlap { a: a.article.id.clone(), b: b.article.id.clone(), in_a, in_b })
}

/// Pairs that need no measuring: the same text, or a page that names another page of the ledger as its canonical address or its source.
fn certain_signs(texts: &[Text]) -> Vec<((usize, usize), String)> {
    let mut by_text: BTreeMap<u64, usize> = BTreeMap::new();
    let mut by_url: BTreeMap<String, usize> = BTreeMap::new();
    let mut signs = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        match by_text.get(&text.body) {
            Some(&first) if text.is_same_text(&texts[first]) => signs.push(((first, i), "the same text".to_string())),
            Some(_) => {}
            None => {
                by_text.insert(text.body, i);
            }
        }
        for url in text.article.url.iter().chain(&text.article.canonical_url) {
            by_url.entry(address(url)).or_insert(i);
        }
    }
    for (i, text) in texts.iter().enumerate() {
        let declared = text.article.declared_from.iter().filter_map(|d| d.url.as_ref()).map(|url| ("names as its source", url));
        let named = text.article.canonical_url.iter().map(|url| ("calls its canonical address", url));
        for (how, url) in named.chain(declared) {
            if let Some(&other) = by_url.get(&address(url)).filter(|&&other| other != i) {
                signs.push(((i.min(other), i.max(other)), format!("one page {how} the other's address, {url}")));
            }
        }
    }
    signs
}

/// An address without scheme, `www.`, query, fragment and last slash.
fn address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or("");
    let rest = rest.trim_end_matches('/');
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    format!("{}/{path}", host.strip_prefix("www.").unwrap_or(&host))
}

/// Pairs worth comparing, sorted: those with rare frames or sequences of names in common.
fn candidates(texts: &[Text]) -> Vec<(usize, usize)> {
    let mut postings: Vec<(u64, u32)> = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        postings.extend(text.print.frames.iter().chain(&text.print.name_pairs).map(|&feature| (feature, i as u32)));
    }
    postings.par_sort_unstable();
    postings.dedup();
    let mut counts: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for posting in postings.chunk_by(|x, y| x.0 == y.0) {
        let seconds = if posting.len() > LONGEST_POSTING { 2 } else { posting.len() };
        for (at, &(_, i)) in posting.iter().take(seconds).enumerate() {
            for &(_, j) in &posting[at + 1..] {
                *counts.entry((i, j)).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= LEAST_SHARED).map(|((i, j), _)| (i as usize, j as usize)).collect()
}

/// Whether two clients of one agency open with the same words.
fn same_lead(a: &Text, b: &Text) -> bool {
    let agency = |t: &Text| t.article.agency_credit.as_deref().map(outlet_key).filter(|name| !name.is_empty());
    if agency(a).is_none() || agency(a) != agency(b) {
        return false;
    }
    let fewer = a.lead.len().min(b.lead.len());
    fewer >= RUN && shared(&a.lead, &b.lead) * 2 >= fewer
}

/// Makes the origin of one group. The root is by the outlet that others credit, or names no other source; was published first; is longest; has
/// the smallest id.
fn origin(texts: &[Text], members: &[usize], signs: &BTreeMap<(usize, usize), String>) -> Origin {
    let credited: BTreeSet<String> = members.iter().flat_map(|&i| credits(texts[i].article)).collect();
    let rank = |&i: &usize| {
        let a = texts[i].article;
        let own = a.outlet.as_deref().map(outlet_key);
        let source = own.as_ref().is_some_and(|o| credited.contains(o));
        let derived = credits(a).any(|credit| Some(&credit) != own.as_ref()) || !a.declared_from.is_empty();
        let day = a.published.as_ref().map(|p| p.value);
        (!source, derived, day.is_none(), day, std::cmp::Reverse(texts[i].length), &a.id)
    };
    let root = members.iter().copied().min_by_key(rank).unwrap_or(members[0]);
    let members = members
        .iter()
        .map(|&i| if i == root { root_member(&texts[i], members.len()) } else { member(&texts[root], &texts[i], sign(signs, i, root)) })
        .collect();
    Origin { id: origin_id(&texts[root].article.id), root: texts[root].article.id.clone(), members }
}

/// Agencies and outlets an article names as where it comes from, normalised.
fn credits(article: &Article) -> impl Iterator<Item = String> {
    let declared = article.declared_from.iter().filter_map(|d| d.outlet.as_deref());
    article.agency_credit.as_deref().into_iter().chain(declared).map(outlet_key).filter(|name| !name.is_empty())
}

fn sign(signs: &BTreeMap<(usize, usize), String>, i: usize, root: usize) -> Option<&String> {
    signs.get(&(i.min(root), i.max(root)))
}

fn root_member(text: &Text, size: usize) -> OriginMember {
    let reason = if size == 1 {
        "no other article shares its text"
    } else {
        "taken for the root: credited by the others, or names no other source; then earliest, then longest"
    };
    OriginMember {
        article: text.article.id.clone(),
        kind: CopyKind::Original,
        measure: 1.0,
        reason: reason.to_string(),
        shared_spans: Vec::new(),
    }
}

fn member(root: &Text, text: &Text, sign: Option<&String>) -> OriginMember {
    let comparison = Comparison::of(&text.print, &root.print);
    let same_text = text.is_same_text(root);
    let agency = text.article.agency_credit.is_some() || root.article.agency_credit.is_some();
    let verbatim = same_text || comparison.runs >= VERBATIM;
    let shorter = (text.length as f64) < ABRIDGED * root.length as f64;
    let kind = match (verbatim, shorter, agency) {
        (true, true, _) => CopyKind::Abridged,
        (true, false, true) => CopyKind::Syndicated,
        (true, false, false) => CopyKind::Republished,
        (false, ..) if sign.is_some() && comparison.shared_frames == 0 => CopyKind::Republished,
        (false, ..) => CopyKind::Paraphrase,
    };
    let mut reason = match (sign, comparison.is_copy()) {
        (Some(sign), false) => sign.clone(),
        (Some(sign), true) => format!("{sign}; {}", comparison.in_words()),
        (None, true) => comparison.in_words(),
        (None, false) => format!("copied through another member of this origin; against the root itself {}", comparison.in_words()),
    };
    if same_lead(root, text) {
        reason = format!("both credit {} and open with the same words; {reason}", text.article.agency_credit.as_deref().unwrap_or(""));
    }
    // Of a text retold by hand no frame is left; what it shares is the order of its facts.
    let share = if comparison.is_retold() { comparison.first_in_second.max(comparison.order) } else { comparison.first_in_second };
    let measure = if same_text { 1.0 } else { (share * 1000.0).round() / 1000.0 };
    let shared_spans = text.cut().passages_in(&root.cut());
    OriginMember { article: text.article.id.clone(), kind, measure, reason, shared_spans }
}
