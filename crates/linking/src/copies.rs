//! Finds which articles descend from one text.
//!
//! Guarantees: the same articles in any order give the same origins. Common quotations do not make a copy. Translated copies are not found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelExtend, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use tacitus_record::{Article, CopyKind, Origin, OriginMember, Span, origin_id};

use crate::compare::{Comparison, Glance, Prints};
use crate::descent::{self, Likeness};
use crate::fingerprint::{RUN, shared};
use crate::groups::Groups;
use crate::index::Index;
use crate::mixtures::{Judged, parts_of_mixtures, set_apart};
use crate::passages::Cut;
use crate::report::outlet_key;
use crate::said::{Heard, SaidOfTexts, heard};
use crate::texts::Text;

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
    /// Whether one is put together from the other and from a third text, to whose origin it belongs since that fills more of it.
    pub mixed: bool,
}

/// Days between publications beyond which only texts with words in common, not with names in common, are compared.
const WINDOW: i32 = 30;
/// Days after which an outlet that takes up a matter again is taken to report anew.
pub const SEQUEL_AFTER: i32 = 3;
/// Share of verbatim runs from which a text counts as word for word.
const VERBATIM: f64 = 0.6;
/// A text with fewer words than this share of its root's is abridged; a root with fewer than this share of the text's was extended.
const ABRIDGED: f64 = 0.85;
/// A text of which the root could make up no more than this share has much from elsewhere.
const PARTLY: f64 = 0.6;

/// Groups articles by the text they descend from.
pub fn copies(articles: &[&Article]) -> Copies {
    copies_as_said(articles, &[])
}

/// The same, with what people said of pairs standing over what was found; in the order in which it is to be applied.
pub fn copies_as_said(articles: &[&Article], said: &[SaidOfTexts]) -> Copies {
    let texts = Text::of_all(articles);
    let mut groups = Groups::new(texts.len());
    let mut signs: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (pair, reason) in certain_signs(&texts) {
        groups.join(pair.0, pair.1);
        signs.entry(pair).or_insert(reason);
    }
    let mut judged = judged(&texts, &candidates(&texts, &groups));
    let mixtures = set_apart(&texts, &mut judged);
    descent::join(&mut groups, &judged.iter().map(|j| (j.pair, j.like)).collect::<Vec<_>>());
    let near: Vec<(usize, usize)> = judged.iter().filter(|j| j.like != Likeness::Apart).map(|j| j.pair).collect();

    let ids: Vec<&str> = texts.iter().map(|t| t.article.id.as_str()).collect();
    let heard = heard(&groups, &ids, said);
    let mut origins: Vec<Origin> = heard.groups.par_iter().map(|members| origin(&texts, members, &signs, &heard)).collect();
    origins.sort_by(|a, b| a.id.cmp(&b.id));
    let runs: Vec<&[(usize, usize)]> = near.chunk_by(|x, y| x.0 == y.0).collect();
    let mut overlaps: Vec<Overlap> = runs
        .into_par_iter()
        .flat_map_iter(|run| {
            let first = &texts[run[0].0];
            let own = first.cut();
            let others =
                run.iter().filter(|pair| heard.of[pair.0] != heard.of[pair.1] && !heard.apart.contains(pair)).map(|&(_, j)| &texts[j]);
            others.filter_map(|other| overlap((first, &own), (other, &other.cut()))).collect::<Vec<_>>()
        })
        .collect();
    overlaps.extend(parts_of_mixtures(&texts, &mixtures, &heard));
    overlaps.sort();
    Copies { origins, overlaps }
}

/// Words of texts whose prints are kept at one time; prints take some hundred bytes a word.
const WORDS_AT_ONCE: usize = 500_000;

/// Judges pairs of texts, given sorted: handfuls at a time, so that a text compared with many others is taken apart once or twice.
fn judged(texts: &[Text], pairs: &[(usize, usize)]) -> Vec<Judged> {
    let mut judged = Vec::with_capacity(pairs.len());
    let mut prints: BTreeMap<usize, Prints> = BTreeMap::new();
    let mut rest = pairs;
    while !rest.is_empty() {
        let mut needed: BTreeSet<usize> = BTreeSet::new();
        let (mut words, mut taken) = (0, 0);
        for run in rest.chunk_by(|x, y| x.0 == y.0) {
            let new: Vec<usize> = run.iter().flat_map(|&(i, j)| [i, j]).filter(|i| needed.insert(*i)).collect();
            words += new.into_iter().map(|i| texts[i].length()).sum::<usize>();
            taken += run.len();
            if words >= WORDS_AT_ONCE {
                break;
            }
        }
        prints.retain(|i, _| needed.contains(i));
        let missing: Vec<usize> = needed.into_iter().filter(|i| !prints.contains_key(i)).collect();
        prints.extend(missing.into_par_iter().map(|i| (i, texts[i].prints())).collect::<Vec<_>>());
        let judge = |&(i, j): &(usize, usize)| {
            let (like, of_both) = likeness((&texts[i], &prints[&i]), (&texts[j], &prints[&j]));
            Judged { pair: (i, j), like, frames: of_both.shared_frames, borrowed: of_both.is_a_borrowed_passage() }
        };
        judged.par_extend(rest[..taken].par_iter().map(judge));
        rest = &rest[taken..];
    }
    judged
}

/// What two texts are to each other, and what they share as far as it had to be measured.
fn likeness((a, of_a): (&Text, &Prints), (b, of_b): (&Text, &Prints)) -> (Likeness, Comparison) {
    let (glance, bounds) = Comparison::glance(of_a, of_b);
    match glance {
        Glance::Alike => {
            let comparison = Comparison::of(of_a, of_b);
            (of_full(a, b, &comparison), comparison)
        }
        _ if same_lead(a, b) => (Likeness::Copy, bounds),
        Glance::Passages => (Likeness::Near, bounds),
        Glance::Apart => (Likeness::Apart, bounds),
    }
}

/// The same of two texts that were compared in full.
fn of_full(a: &Text, b: &Text, comparison: &Comparison) -> Likeness {
    match comparison.is_copy() {
        true if is_sequel(a, b, SEQUEL_AFTER) && comparison.masked.runs < VERBATIM => Likeness::Near,
        // Nobody retells his own text another day: what takes up its details in other words is new.
        true if is_sequel(a, b, 1) && comparison.is_retold() => Likeness::Near,
        true if comparison.is_retold() => Likeness::Retold(comparison.score()),
        true => Likeness::Copy,
        false if same_lead(a, b) => Likeness::Copy,
        false if comparison.may_overlap() => Likeness::Near,
        false => Likeness::Apart,
    }
}

/// Whether one outlet published both, days apart: its later report says the background again in much the same words, and is none the less
/// a report of its own. What stands in the shared passages counts once all the same.
pub fn is_sequel(a: &Text, b: &Text, days_apart: i32) -> bool {
    let outlet = |t: &Text| t.article.outlet.as_deref().map(outlet_key).filter(|name| !name.is_empty());
    let day = |t: &Text| t.article.published.as_ref().map(|p| p.value.number());
    let apart = matches!((day(a), day(b)), (Some(x), Some(y)) if (x - y).abs() >= days_apart);
    apart && outlet(a).is_some() && outlet(a) == outlet(b)
}

fn overlap((a, a_cut): (&Text, &Cut), (b, b_cut): (&Text, &Cut)) -> Option<Overlap> {
    let in_a = a_cut.passages_in(b_cut);
    let in_b = b_cut.passages_in(a_cut);
    let (a, b) = (a.article.id.clone(), b.article.id.clone());
    (!in_a.is_empty() && !in_b.is_empty()).then_some(Overlap { a, b, in_a, in_b, mixed: false })
}

/// Pairs that need no measuring: the same text, or a page that names another page of the ledger as its canonical address or its source.
pub fn certain_signs(texts: &[Text]) -> Vec<((usize, usize), String)> {
    let mut by_text: BTreeMap<u64, usize> = BTreeMap::new();
    let mut by_url: BTreeMap<String, usize> = BTreeMap::new();
    let mut signs = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        match by_text.get(&text.known_by.body) {
            Some(&first) if text.is_same_text(&texts[first]) => signs.push(((first, i), "the same text".to_string())),
            Some(_) => {}
            None => {
                by_text.insert(text.known_by.body, i);
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

/// Pairs worth comparing, sorted: those with rare runs, frames or names side by side in common. Of texts that are joined already by the same
/// words only the first is looked at.
fn candidates(texts: &[Text], groups: &Groups) -> Vec<(usize, usize)> {
    let mut index = Index::default();
    let is_first = |i: usize| groups.of(i) == i || !texts[i].is_same_text(&texts[groups.of(i)]);
    let mut looked_at: Vec<usize> = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        if is_first(i) {
            index.insert(&text.known_by.marks);
            looked_at.push(i);
        } else {
            index.skip();
        }
    }
    let day = |i: usize| texts[i].article.published.as_ref().map(|p| p.value.number());
    let before = |&j: &usize| {
        let near = |i: usize| !matches!((day(i), day(j)), (Some(x), Some(y)) if (x - y).abs() > WINDOW);
        let found = index.before(j as u32, &texts[j].known_by.marks);
        found
            .into_iter()
            .map(|n| (n.text as usize, n.verbatim))
            .filter(|&(i, verbatim)| verbatim || near(i))
            .map(|(i, _)| (i, j))
            .collect::<Vec<_>>()
    };
    let mut pairs: Vec<(usize, usize)> = looked_at.par_iter().flat_map_iter(before).collect();
    pairs.par_sort_unstable();
    pairs
}

/// Whether two clients of one agency open with the same words.
pub fn same_lead(a: &Text, b: &Text) -> bool {
    let agency = |t: &Text| t.article.agency_credit.as_deref().map(outlet_key).filter(|name| !name.is_empty());
    if agency(a).is_none() || agency(a) != agency(b) {
        return false;
    }
    let (a, b) = (&a.known_by.lead, &b.known_by.lead);
    let fewer = a.len().min(b.len());
    fewer >= RUN && shared(a, b) * 2 >= fewer
}

/// Makes the origin of one group. The root is none that a person called a copy; is by the outlet that others credit, or names no other source; was published first; is longest; has
/// the smallest id.
fn origin(texts: &[Text], members: &[usize], signs: &BTreeMap<(usize, usize), String>, heard: &Heard) -> Origin {
    let credited: BTreeSet<String> = members.iter().flat_map(|&i| credits(texts[i].article)).collect();
    let rank = |&i: &usize| {
        let a = texts[i].article;
        let own = a.outlet.as_deref().map(outlet_key);
        let source = own.as_ref().is_some_and(|o| credited.contains(o));
        let derived = credits(a).any(|credit| Some(&credit) != own.as_ref()) || !a.declared_from.is_empty();
        let day = a.published.as_ref().map(|p| p.value);
        (heard.copies.contains_key(&i), !source, derived, day.is_none(), day, std::cmp::Reverse(texts[i].length()), &a.id)
    };
    let root = members.iter().copied().min_by_key(rank).unwrap_or(members[0]);
    // The root is taken apart once, however many copies it has, and compared with itself for those that are the same text.
    let whole = (members.len() > 1).then(|| Whole::of(&texts[root]));
    let members = members
        .iter()
        .map(|&i| match &whole {
            Some(whole) if i != root => member(&texts[root], whole, &texts[i], heard.copies.get(&i).or_else(|| sign(signs, i, root))),
            _ => root_member(&texts[i], members.len(), heard.own.get(&i)),
        })
        .collect();
    Origin { id: origin_id(&texts[root].article.id), root: texts[root].article.id.clone(), members }
}

/// Agencies and outlets an article names as where it comes from, normalised.
pub fn credits(article: &Article) -> impl Iterator<Item = String> {
    let declared = article.declared_from.iter().filter_map(|d| d.outlet.as_deref());
    article.agency_credit.as_deref().into_iter().chain(declared).map(outlet_key).filter(|name| !name.is_empty())
}

fn sign(signs: &BTreeMap<(usize, usize), String>, i: usize, root: usize) -> Option<&String> {
    signs.get(&(i.min(root), i.max(root)))
}

/// `said`: by whom and why it was said to be no copy.
fn root_member(text: &Text, size: usize, said: Option<&String>) -> OriginMember {
    let reason = match (said, size) {
        (Some(said), _) => said,
        (None, 1) => "no other article shares its text",
        (None, _) => "taken for the root: credited by the others, or names no other source; then earliest, then longest",
    };
    OriginMember {
        article: text.article.id.clone(),
        kind: CopyKind::Original,
        measure: 1.0,
        reason: reason.to_string(),
        shared_spans: Vec::new(),
    }
}

/// A root, ready to be compared with its copies.
struct Whole<'a> {
    prints: Prints,
    cut: Cut<'a>,
    with_itself: Comparison,
    /// The passages of a body that is the same to the byte.
    all_of_it: Vec<Span>,
}

impl<'a> Whole<'a> {
    fn of(root: &Text<'a>) -> Whole<'a> {
        let (prints, cut) = (root.prints(), root.cut());
        Whole { with_itself: Comparison::of(&prints, &prints), all_of_it: cut.passages_in(&cut), prints, cut }
    }
}

fn member(root: &Text, whole: &Whole, text: &Text, sign: Option<&String>) -> OriginMember {
    let same_text = text.is_same_text(root);
    let comparison = if same_text { whole.with_itself } else { Comparison::of(&text.prints(), &whole.prints) };
    let mut reason = match (sign, comparison.is_copy()) {
        (Some(sign), false) => sign.clone(),
        (Some(sign), true) => format!("{sign}; {}", comparison.in_words()),
        (None, true) => comparison.in_words(),
        (None, false) => format!("copied through another member of this origin; against the root itself {}", comparison.in_words()),
    };
    if same_lead(root, text) {
        reason = format!("both credit {} and open with the same words; {reason}", text.article.agency_credit.as_deref().unwrap_or(""));
    }
    // Of a text that was retold hardly a frame is left; what it shares is its details.
    let share = if comparison.is_retold() { comparison.first_in_second.max(comparison.kept.details) } else { comparison.first_in_second };
    let measure = if same_text { 1.0 } else { (share * 1000.0).round() / 1000.0 };
    let same_body = Arc::ptr_eq(&text.known_by, &root.known_by);
    let shared_spans = if same_body { whole.all_of_it.clone() } else { text.cut().passages_in(&whole.cut) };
    let kind = kind(root, text, &comparison, sign.is_some());
    OriginMember { article: text.article.id.clone(), kind, measure, reason, shared_spans }
}

/// How a member stands to the root, from what is left of the words and from the lengths.
fn kind(root: &Text, text: &Text, comparison: &Comparison, has_sign: bool) -> CopyKind {
    let verbatim = text.is_same_text(root) || comparison.masked.runs >= VERBATIM;
    let agency = text.article.agency_credit.is_some() || root.article.agency_credit.is_some();
    let (own, whole) = (text.length() as f64, root.length() as f64);
    let partly = whole < PARTLY * own && !comparison.is_retold();
    if text.article.declared_from.iter().any(|d| d.phrase.to_lowercase().contains("translated")) {
        CopyKind::Translation
    } else if verbatim && own < ABRIDGED * whole {
        CopyKind::Abridged
    } else if partly {
        CopyKind::Partial
    } else if verbatim && whole < ABRIDGED * own {
        CopyKind::Extended
    } else if verbatim && agency {
        CopyKind::Syndicated
    } else if verbatim || has_sign && comparison.shared_frames == 0 {
        CopyKind::Republished
    } else {
        CopyKind::Paraphrase
    }
}
