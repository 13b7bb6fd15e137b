//! Gathers articles by the happening they are mainly about.
//!
//! Guarantees: the same articles in any order give the same stories; every article has its reason in words; cost grows about linearly,
//! since only articles that share heavy terms within a month are compared. A story says nothing of what is true or who copied whom.
//!
//! Two stories of one kind in one region (two earthquakes, two raids) share most of their words. They are kept apart by comparing how close
//! they are to each other with how close each is in itself, not by one threshold for all.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use rustc_hash::FxHashMap;
use tacitus_record::{Article, CopyKind, OriginMember};

use crate::copies::Copies;
use crate::portrait::{Portrait, Rarity, added, heaviest_first, product, written};

/// Articles mainly about one happening.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Story {
    /// Its articles, sorted by id; one alone is a story, too.
    pub articles: Vec<StoryArticle>,
    /// The words that its articles share most, heaviest first.
    pub about: Vec<String>,
}

/// One article of a story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoryArticle {
    /// Article id.
    pub article: String,
    /// Why it belongs here, in words.
    pub reason: String,
}

/// Mean closeness from which articles may be one story.
const CLOSE: f32 = 0.09;
/// Two groups of articles are one story only if they are so close to each other, measured by how close each is in itself.
const UNDIVIDED: f32 = 0.65;
/// Closeness of a story of which only one pair of articles is known.
const USUAL: f32 = 0.2;
/// Heavy terms by which articles to compare are found.
const SEEDS: usize = 24;
/// Of those, two articles must share so many.
const LEAST_SEEDS: usize = 2;
/// Articles with a term that are compared with one another all; of a more common term each is compared with its neighbours in time.
const NEIGHBOURS: usize = 48;
/// Days between publications within which articles may tell one happening.
const WINDOW: i32 = 30;
/// Days within which a happening is news.
const NEWS: i32 = 3;
/// Words shown of what a story is about.
const SHOWN: usize = 6;

/// Gathers articles by happening; copies of one text are one story from the start. A text that was recast is gathered by its own words: it
/// may be a report of one's own that was taken for a copy. Sorted by smallest article.
pub fn stories(articles: &[&Article], copies: &Copies) -> Vec<Story> {
    let by_id: BTreeMap<&str, &Article> = articles.iter().map(|a| (a.id.as_str(), *a)).collect();
    let mut origins: Vec<(&str, Vec<&str>)> = Vec::new();
    for origin in copies.origins.iter().filter(|o| by_id.contains_key(o.root.as_str())) {
        let known = origin.members.iter().filter(|m| by_id.contains_key(m.article.as_str()));
        let (recast, kept): (Vec<&OriginMember>, Vec<&OriginMember>) = known.partition(|m| m.kind == CopyKind::Paraphrase);
        origins.push((&origin.root, kept.into_iter().map(|m| m.article.as_str()).collect()));
        origins.extend(recast.into_iter().map(|m| (m.article.as_str(), vec![m.article.as_str()])));
    }
    origins.sort();
    let roots: Vec<&Article> = origins.iter().map(|(root, _)| by_id[root]).collect();
    let rarity = Rarity::of(&roots);
    let portraits: Vec<Portrait> = roots.par_iter().map(|article| Portrait::of(article, &rarity)).collect();
    let groups = gathered(&roots, &portraits);
    let told = |group: Vec<usize>| story(&group, &roots, &portraits, &origins);
    let mut stories: Vec<Story> = groups.into_par_iter().map(told).collect();
    stories.sort();
    stories
}

/// Groups of roots.
fn gathered(roots: &[&Article], portraits: &[Portrait]) -> Vec<Vec<usize>> {
    let days: Vec<Option<i32>> = roots.iter().map(|a| a.published.as_ref().map(|p| p.value.number())).collect();
    let close = |&(i, j): &(usize, usize)| {
        let close = product(&portraits[i].terms, &portraits[j].terms) * nearness(days[i].map(f64::from), days[j].map(f64::from));
        (close >= CLOSE).then_some((close, i, j))
    };
    let edges: Vec<(f32, usize, usize)> = candidates(portraits, &days).par_iter().filter_map(close).collect();
    let clusters = portraits.iter().zip(&days).enumerate().map(|(i, (portrait, day))| Cluster::of(i, portrait, *day)).collect();
    Clustering { clusters, waiting: BinaryHeap::new() }.run(&edges)
}

/// Pairs that share heavy terms, sorted.
fn candidates(portraits: &[Portrait], days: &[Option<i32>]) -> Vec<(usize, usize)> {
    let seeds = |(i, portrait): (usize, &Portrait)| portrait.heaviest(SEEDS).into_iter().map(move |term| (term, i)).collect::<Vec<_>>();
    let mut postings: Vec<(u64, i32, usize)> =
        portraits.iter().enumerate().flat_map(seeds).map(|(term, i)| (term, days[i].unwrap_or(i32::MAX), i)).collect();
    postings.par_sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for posting in postings.chunk_by(|x, y| x.0 == y.0) {
        for (at, &(_, day, i)) in posting.iter().enumerate() {
            let later = posting[at + 1..].iter().take(NEIGHBOURS);
            let near = later.filter(|(_, other, _)| day == i32::MAX || *other == i32::MAX || other - day <= WINDOW);
            pairs.extend(near.map(|&(_, _, j)| (i.min(j), i.max(j))));
        }
    }
    pairs.par_sort_unstable();
    pairs.chunk_by(|x, y| x == y).filter(|same| same.len() >= LEAST_SEEDS).map(|same| same[0]).collect()
}

/// How much of their closeness two articles or groups keep for the days between their publications; 1 where one is not known.
fn nearness(a: Option<f64>, b: Option<f64>) -> f32 {
    let (Some(a), Some(b)) = (a, b) else { return 1.0 };
    let late = (a - b).abs() - f64::from(NEWS);
    let window = f64::from(WINDOW - NEWS);
    if late <= 0.0 {
        1.0
    } else if late > window {
        0.0
    } else {
        (1.0 - late / window / 2.0) as f32
    }
}

/// Articles taken for one story so far.
#[derive(Default)]
struct Cluster {
    members: Vec<usize>,
    /// Sum of their portraits.
    sum: Vec<(u64, f32)>,
    /// Closeness of all pairs of members, added up.
    within: f32,
    /// Days of publication added up, and how many are known.
    days: (i64, i64),
    /// Clusters that may be compared with it.
    neighbours: BTreeSet<usize>,
    /// Times it changed.
    version: u32,
}

impl Cluster {
    fn of(index: usize, portrait: &Portrait, day: Option<i32>) -> Cluster {
        let days = (i64::from(day.unwrap_or(0)), i64::from(day.is_some()));
        Cluster { members: vec![index], sum: portrait.terms.clone(), days, ..Cluster::default() }
    }

    /// Mean closeness of its pairs, with one usual pair added so that few pairs do not say too much.
    fn closeness_within(&self) -> f32 {
        let pairs = (self.members.len() * (self.members.len() - 1) / 2) as f32;
        (self.within + USUAL) / (pairs + 1.0)
    }

    fn mean_day(&self) -> Option<f64> {
        (self.days.1 > 0).then(|| self.days.0 as f64 / self.days.1 as f64)
    }

    /// Closeness of the pairs between two clusters: added up, and their mean for the days between.
    fn closeness(&self, other: &Cluster) -> (f32, f32) {
        let sum = product(&self.sum, &other.sum);
        let pairs = (self.members.len() * other.members.len()) as f32;
        (sum, sum / pairs * nearness(self.mean_day(), other.mean_day()))
    }

    /// Whether two clusters would be one story rather than two alike.
    fn fits(&self, other: &Cluster) -> bool {
        let within = (self.closeness_within() * other.closeness_within()).sqrt();
        self.members.len() == 1 || other.members.len() == 1 || self.closeness(other).1 >= UNDIVIDED * within
    }
}

/// Two clusters that may be joined: millionths of closeness, then the smaller numbers first; with the versions that were compared.
type Waiting = (u32, std::cmp::Reverse<(usize, usize)>, (u32, u32));

/// Joins clusters, closest first.
struct Clustering {
    clusters: Vec<Cluster>,
    waiting: BinaryHeap<Waiting>,
}

impl Clustering {
    fn run(mut self, edges: &[(f32, usize, usize)]) -> Vec<Vec<usize>> {
        for &(close, i, j) in edges {
            self.clusters[i].neighbours.insert(j);
            self.clusters[j].neighbours.insert(i);
            self.wait(close, i, j);
        }
        while let Some((_, std::cmp::Reverse((a, b)), versions)) = self.waiting.pop() {
            if versions == self.versions(a, b) && self.clusters[a].fits(&self.clusters[b]) {
                self.join(a, b);
            }
        }
        self.clusters.into_iter().map(|c| c.members).filter(|members| !members.is_empty()).collect()
    }

    fn versions(&self, a: usize, b: usize) -> (u32, u32) {
        (self.clusters[a].version, self.clusters[b].version)
    }

    fn wait(&mut self, close: f32, a: usize, b: usize) {
        let (a, b) = (a.min(b), a.max(b));
        self.waiting.push(((close * 1e6) as u32, std::cmp::Reverse((a, b)), self.versions(a, b)));
    }

    fn join(&mut self, a: usize, b: usize) {
        let moved = std::mem::take(&mut self.clusters[b]);
        self.clusters[b].version = moved.version + 1;
        let whole = &mut self.clusters[a];
        whole.within += moved.within + product(&whole.sum, &moved.sum);
        whole.sum = added(&whole.sum, &moved.sum);
        whole.members.extend(moved.members);
        whole.members.sort_unstable();
        whole.days = (whole.days.0 + moved.days.0, whole.days.1 + moved.days.1);
        whole.version += 1;
        whole.neighbours.extend(moved.neighbours);
        whole.neighbours.remove(&a);
        whole.neighbours.remove(&b);
        let neighbours: Vec<usize> = whole.neighbours.iter().copied().collect();
        for c in neighbours {
            self.clusters[c].neighbours.remove(&b);
            self.clusters[c].neighbours.insert(a);
            let (_, close) = self.clusters[a].closeness(&self.clusters[c]);
            if close >= CLOSE {
                self.wait(close, a, c);
            }
        }
    }
}

/// Writes down one story with its reasons.
fn story(group: &[usize], roots: &[&Article], portraits: &[Portrait], origins: &[(&str, Vec<&str>)]) -> Story {
    let sum = group.iter().fold(Vec::new(), |sum, &i| added(&sum, &portraits[i].terms));
    let holders = |term: u64| group.iter().filter(|&&i| portraits[i].terms.binary_search_by_key(&term, |t| t.0).is_ok()).count();
    let mut shared: Vec<(u64, f32)> = sum.clone();
    heaviest_first(&mut shared);
    shared.retain(|(term, _)| 2 * holders(*term) >= group.len());
    let about: Vec<u64> = shared.iter().take(SHOWN).map(|(term, _)| *term).collect();
    let words = named(&about, group.iter().map(|&i| roots[i]));
    let mut articles = Vec::new();
    for &i in group {
        let (root, members) = &origins[i];
        for member in members {
            let reason = if member != root {
                format!("a copy of {root}")
            } else if group.len() == 1 {
                "no article of another text is close to it".to_string()
            } else {
                reason(roots[i], &portraits[i], &sum, group.len())
            };
            articles.push(StoryArticle { article: member.to_string(), reason });
        }
    }
    articles.sort();
    Story { articles, about: words }
}

/// What an article shares with the others of its story.
fn reason(article: &Article, portrait: &Portrait, sum: &[(u64, f32)], size: usize) -> String {
    let others: FxHashMap<u64, f32> = sum.iter().copied().collect();
    let shares = |&(term, own): &(u64, f32)| (term, own * (others.get(&term).copied().unwrap_or(0.0) - own));
    let mut shared: Vec<(u64, f32)> = portrait.terms.iter().map(shares).filter(|(_, share)| *share > 1e-6).collect();
    let close = shared.iter().map(|(_, share)| share).sum::<f32>() / (size - 1) as f32;
    heaviest_first(&mut shared);
    let heaviest: Vec<u64> = shared.iter().take(SHOWN).map(|(term, _)| *term).collect();
    let words = named(&heaviest, std::iter::once(article));
    let others = if size == 2 { "the other article".to_string() } else { format!("the other {} texts", size - 1) };
    format!("shares {} with {others} (closeness {close:.2})", quoted(&words))
}

/// Terms as the first article that has them writes them.
fn named<'a>(terms: &[u64], articles: impl Iterator<Item = &'a Article>) -> Vec<String> {
    let mut names: FxHashMap<u64, String> = FxHashMap::default();
    for article in articles {
        let missing: Vec<u64> = terms.iter().copied().filter(|term| !names.contains_key(term)).collect();
        if missing.is_empty() {
            break;
        }
        names.extend(written(article, &missing));
    }
    terms.iter().filter_map(|term| names.remove(term)).collect()
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join(", ")
}
