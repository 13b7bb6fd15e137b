//! Reads passages of two accounts of one happening side by side and says where they cannot both be right, although no rule tells it from the
//! fields of their claims.
//!
//! The verdict is that of [`tacitus_text::SideBySide`]; it becomes a link only where either passage tells a claim in the words that matter,
//! and where what the claims say does not speak against it. Guarantees: the order of articles does not matter; each link names the words.

mod compared;
mod passages;

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tacitus_record::{Claim, Link, LinkType, Modality, normal};
use tacitus_text::{Slot, Verdict, WordWeight};

use crate::accounts::WITHIN;
use crate::disagree::{comes_on_top, has_grown};
use crate::families::same_kind_of_thing;
use crate::report::{Report, Told};
use crate::slots::{Fit, actors, places, quantities, targets, times};
use crate::standing::Provenance;
use crate::stories::Story;
use crate::words::{content_words, is_negation};
pub use compared::Compared;
use passages::{Mention, Piece, alike, pieces};

/// Articles that each article of a story is read beside: those next to it by publication.
const NEIGHBOURS: usize = 6;
/// Pairs of passages of two articles that are read.
const PAIRS: usize = 4;
/// Mean score (logarithm of odds) in either order from which two passages are said to contradict each other.
const BOUND: f32 = 1.5;
/// Score that they must have in each.
const LEAST: f32 = 1.0;
/// Mean score from which they are said to, even where no single word matters enough.
const SURE: f32 = 2.5;
/// Score from which a word matters; in either passage one must, unless the verdict is sure.
const LEAST_MATTER: f32 = -0.75;
/// Score above and below which a word counts no more and no less in a run.
const CERTAIN: f32 = 3.0;
/// Weight of words in a claim's sentence but outside its own words.
const AROUND: f32 = 0.2;

/// Links between claims of different accounts. `known` are the links found so far: where they tell of two articles already how they stand in a
/// slot, nothing is added.
pub fn disagreements(told: &[Told], stories: &[Story], provenance: &Provenance, known: &BTreeSet<Link>, compared: &Compared) -> Vec<Link> {
    let known = Known::of(told, known);
    let mut mentions: BTreeMap<&str, Vec<Mention>> = BTreeMap::new();
    for told in told {
        for report in told.reports.iter().filter(|r| is_told_as_fact(r)) {
            mentions.entry(&report.article.id).or_default().push((told, report));
        }
    }
    for list in mentions.values_mut() {
        list.sort_by_key(|(told, report)| (report.claim.mention.span, told.id));
    }
    let of_story = |story: &Story| {
        let telling = story.articles.iter().filter_map(|a| mentions.get(a.article.as_str()));
        let mut articles: Vec<&Vec<Mention>> = telling.collect();
        articles.sort_by_key(|m| (m[0].1.published().map_or(i32::MAX, |d| d.number()), &m[0].1.article.id));
        let pages: Vec<Vec<Piece>> = articles.iter().map(|m| pieces(m[0].1.article, m)).collect();
        let mut links = Vec::new();
        for (i, one) in pages.iter().enumerate().filter(|(_, page)| !page.is_empty()) {
            let others = pages[i + 1..].iter().filter(|page| !page.is_empty());
            for other in others.filter(|page| may_be_compared(&one[0], &page[0], provenance)).take(NEIGHBOURS) {
                let found = alike(one, other, PAIRS).into_iter().filter_map(|(p, q)| compare(&one[p], &other[q], compared));
                links.extend(found.filter(|link| !known.tells(link, &one[0], &other[0])));
            }
        }
        links
    };
    let several: Vec<&Story> = stories.iter().filter(|s| s.articles.len() > 1).collect();
    let mut links: Vec<Link> = several.par_iter().flat_map_iter(|story| of_story(story)).collect();
    links.sort();
    links.dedup();
    links
}

/// In which slots links tell already how articles stand to each other.
struct Known<'a>(BTreeSet<(&'a str, &'a str, &'a str)>);

impl<'a> Known<'a> {
    fn of(told: &'a [Told], links: &'a BTreeSet<Link>) -> Known<'a> {
        let articles = |id: &str| {
            let told = told.binary_search_by(|t| t.id.cmp(id)).ok().map(|at| &told[at]);
            told.into_iter().flat_map(|t| t.reports.iter().map(|r| r.article.id.as_str())).collect::<Vec<&str>>()
        };
        let mut known = BTreeSet::new();
        for link in links {
            for one in articles(&link.a) {
                known.extend(articles(&link.b).into_iter().flat_map(|other| [(one, other, link.slot.as_str()), (other, one, &link.slot)]));
            }
        }
        Known(known)
    }

    fn tells(&self, link: &Link, one: &Piece, other: &Piece) -> bool {
        self.0.contains(&(one.article.id.as_str(), other.article.id.as_str(), link.slot.as_str()))
    }
}

/// What is asserted: of something that was done, is so, or was not.
fn is_told_as_fact(report: &Report) -> bool {
    matches!(report.claim.modality, Modality::Actual | Modality::Ongoing)
}

/// Two accounts that came out within days, neither a copy of the other.
fn may_be_compared(one: &Piece, other: &Piece, provenance: &Provenance) -> bool {
    let days = |p: &Piece| p.article.published.as_ref().map(|d| d.value.number());
    let near = matches!((days(one), days(other)), (Some(a), Some(b)) if (a - b).abs() <= WITHIN);
    near && provenance.origin(&one.article.id) != provenance.origin(&other.article.id)
}

/// The link that two passages make, where they contradict each other.
fn compare(one: &Piece, other: &Piece, compared: &Compared) -> Option<Link> {
    // Two that contradict each other do so in either order.
    let forth = compared.verdict(one.passage(), other.passage(), LEAST)?;
    let back = compared.verdict(other.passage(), one.passage(), LEAST)?;
    if forth.disputes + back.disputes < 2.0 * BOUND {
        return None;
    }
    let verdict = both_ways(forth, &back);
    let slot = slot(&verdict);
    let sides = [(one, &verdict.words[0]), (other, &verdict.words[1])];
    let sure = verdict.disputes >= SURE;
    if sides.iter().any(|(_, words)| !sure && words.iter().all(|w| w.disputed < LEAST_MATTER)) {
        return None;
    }
    let [x, y] = sides.map(|(piece, words)| {
        let tells = telling(piece, words, |m| fills(m.1.claim, slot)).or_else(|| telling(piece, words, |_| true));
        tells.or_else(|| piece.mentions.iter().copied().find(|m| sure && slot != Slot::Denial && fills(m.1.claim, slot)))
    });
    let (x, y) = (x?, y?);
    if x.0.id == y.0.id || speaks_against(slot, x.1, y.1, || one_denies(sides)) {
        return None;
    }
    let (p, q) = (matter(one, &verdict.words[0], slot)?, matter(other, &verdict.words[1], slot)?);
    if p.0 + q.0 < least_together(slot) {
        return None;
    }
    let (p, q) = (p.1, q.1);
    let ((a, p), (b, q)) = if x.0.id <= y.0.id { ((x, p), (y, q)) } else { ((y, q), (x, p)) };
    let reason = format!("read side by side, \"{p}\" ({}) and \"{q}\" ({}) do not go together", a.1.said_by(), b.1.said_by());
    Some(Link { a: a.0.id.to_string(), b: b.0.id.to_string(), link_type: LinkType::Contradicts, slot: name(slot).to_string(), reason })
}

/// Whether what matters in one passage alone says that something is not so of which the other tells.
fn one_denies(sides: [(&Piece, &Vec<WordWeight>); 2]) -> bool {
    let tells = |piece: &Piece, denied: &[Vec<u64>]| denied.iter().flatten().any(|stem| piece.has(*stem));
    match sides.map(|(piece, words)| piece.denied(words, LEAST_MATTER)) {
        [denies, none] if none.is_empty() => tells(sides[1].0, &denies),
        [none, denies] if none.is_empty() => tells(sides[0].0, &denies),
        _ => false,
    }
}

/// What the verdicts in either order say together.
fn both_ways(forth: Verdict, back: &Verdict) -> Verdict {
    let mean = |a: f32, b: f32| (a + b) / 2.0;
    let mut both = forth;
    both.disputes = mean(both.disputes, back.disputes);
    both.slots.iter_mut().zip(back.slots).for_each(|(a, b)| *a = mean(*a, b));
    for (words, turned) in both.words.iter_mut().zip(back.words.iter().rev()) {
        words.iter_mut().zip(turned).for_each(|(a, b)| a.disputed = mean(a.disputed, b.disputed));
    }
    both
}

/// The slot with the highest score.
fn slot(verdict: &Verdict) -> Slot {
    let best = |best: usize, at: usize| if verdict.slots[at] > verdict.slots[best] { at } else { best };
    Slot::ALL[(0..Slot::ALL.len()).fold(0, best)]
}

/// The record's name of a slot.
fn name(slot: Slot) -> &'static str {
    match slot {
        Slot::Actor | Slot::Holder => "actor",
        Slot::Target => "target",
        Slot::Place => "place",
        Slot::Day => "time",
        Slot::Deaths | Slot::Others => "quantity",
        Slot::Weapon => "instrument",
        Slot::Denial => "polarity",
    }
}

/// The claim, of those that will do, whose words, or at least whose sentence, hold most of what matters.
fn telling<'a>(piece: &Piece<'a>, words: &[WordWeight], will_do: impl Fn(&Mention) -> bool) -> Option<Mention<'a>> {
    let from = piece.span.start();
    let weight = |mention: &Mention| -> f32 {
        let span = mention.1.claim.mention.span;
        let sentence = piece.sentence_at(span.start());
        let share = |word: &WordWeight| {
            let (start, end) = (from + word.start, from + word.end);
            if span.start() < end && start < span.end() {
                1.0
            } else if sentence.is_some_and(|s| s.start() <= start && start < s.end()) {
                AROUND
            } else {
                0.0
            }
        };
        words.iter().map(|word| share(word) * (word.disputed - LEAST_MATTER).max(0.0)).sum()
    };
    let weighed = piece.mentions.iter().filter(|m| will_do(m)).map(|m| (weight(m), m)).filter(|(weight, _)| *weight > 0.0);
    // Of equals the first.
    weighed.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, m)| *m)
}

/// Score that the words that matter must have in both passages together; a day is one plain word, which the encoder is less sure of.
fn least_together(slot: Slot) -> f32 {
    if slot == Slot::Day { -1.5 } else { 0.0 }
}

/// The run of words about the slot that matters most, with its score.
fn matter<'a>(piece: &Piece<'a>, words: &[WordWeight], slot: Slot) -> Option<(f32, &'a str)> {
    let mut best: Option<(f32, &str)> = None;
    let mut now: Option<(f32, usize)> = None;
    for word in words {
        // Below an even chance a word breaks a run, unless it alone does.
        let weight = word.disputed.clamp(-CERTAIN, CERTAIN);
        let run = now.filter(|run| run.0 + weight > 0.0).map_or((weight, word.start), |run| (run.0 + weight, run.1));
        now = Some(run);
        let text = piece.passage().text.get(run.1..word.end).unwrap_or_default();
        if best.is_none_or(|best| run.0 > best.0) && are_about(slot, text) {
            best = Some((run.0, text));
        }
    }
    best
}

/// Whether the words that matter can be about the slot: they are more than grammar, and a number is no doer, thing or place.
fn are_about(slot: Slot, words: &str) -> bool {
    let counts = matches!(slot, Slot::Deaths | Slot::Others | Slot::Day | Slot::Denial);
    let content = content_words(words);
    if counts {
        return !content.is_empty() || words.split_whitespace().any(is_negation);
    }
    let first = words.split_whitespace().find(|w| content.contains(&normal(w)));
    first.is_some_and(|w| w.contains(char::is_alphabetic))
}

/// Whether a claim has a value in the slot.
fn fills(claim: &Claim, slot: Slot) -> bool {
    match slot {
        Slot::Actor | Slot::Holder => claim.actor.is_some(),
        Slot::Target => claim.target.is_some() || claim.object.is_some(),
        Slot::Place => claim.place.is_some(),
        Slot::Day => claim.time.is_some(),
        Slot::Deaths | Slot::Others => claim.quantity.is_some(),
        Slot::Weapon => claim.instrument.is_some(),
        Slot::Denial => true,
    }
}

/// Whether the fields of the two claims say that both can be right after all, or that they tell of two things. `one_denies`:
/// whether what matters in one passage denies what the other tells.
fn speaks_against(slot: Slot, x: &Report, y: &Report, one_denies: impl Fn() -> bool) -> bool {
    let (a, b) = (x.claim, y.claim);
    let time = times(a.time.as_ref().map(|t| &t.value), b.time.as_ref().map(|t| &t.value));
    let place = places(a.place.as_ref().map(|p| &p.value), b.place.as_ref().map(|p| &p.value));
    if time == Fit::Different && slot != Slot::Day || place == Fit::Different && slot != Slot::Place {
        return true;
    }
    let alike = |fit: Fit| matches!(fit, Fit::Same | Fit::Compatible);
    match slot {
        Slot::Actor | Slot::Holder => return alike(actors(a, b)),
        Slot::Target => return alike(targets(a, b)),
        Slot::Place => return alike(place),
        Slot::Day => return alike(time),
        Slot::Weapon => return false,
        // One says that something is so, one that it is not, and of the same kind of thing.
        Slot::Denial => return !one_denies() && (a.polarity == b.polarity || !same_kind_of_thing(a, b)),
        Slot::Deaths | Slot::Others => {}
    }
    let (Some(p), Some(q)) = (&a.quantity, &b.quantity) else { return false };
    let later_is_more = x.published() < y.published() && has_grown(&p.value, &q.value);
    quantities(Some(&p.value), Some(&q.value)) != Fit::Different || later_is_more || comes_on_top(x) || comes_on_top(y)
}
