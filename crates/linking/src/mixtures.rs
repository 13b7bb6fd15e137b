//! Sets apart texts that seem copies by way of what they have from a third one, so that neither a round-up of two reports makes them one text,
//! nor a report that borrows a paragraph belongs to whoever rewords the source of it.
//!
//! What stands in such texts counts once all the same: they are near, and their common passages are marked.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tacitus_record::Span;

use crate::copies::Overlap;
use crate::descent::Likeness;
use crate::said::Heard;
use crate::texts::Text;

/// Share of the smaller of two parts that both have from which they are taken for one part: a chain of retellings, not a mixture.
const SAME_PART: f64 = 0.25;
/// Share of a text's words that another must fill to be a part of it.
const LEAST_PART: f64 = 0.1;

/// Two texts that were judged.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// Their numbers, the smaller first.
    pub pair: (usize, usize),
    /// What they are to each other.
    pub like: Likeness,
    /// Frames in common outside quotations.
    pub frames: usize,
    /// Whether they share a passage word for word and else go their own ways.
    pub borrowed: bool,
}

/// A text that is put together from others; their numbers.
#[derive(Debug)]
pub struct Mixture {
    /// Those that fill most of it.
    most: Vec<usize>,
    /// Those of which it has a lesser part.
    rest: Vec<usize>,
}

/// Takes for near what is no copy in the company of the others. Gives the mixtures by their numbers.
pub fn set_apart(texts: &[Text], judged: &mut [Judged]) -> BTreeMap<usize, Mixture> {
    let links = Links::new(judged);
    let borrowed: BTreeSet<(usize, usize)> = judged.par_iter().filter(|j| links.is_borrowed(j)).map(|j| j.pair).collect();
    let mixtures: BTreeMap<usize, Mixture> =
        links.copies.par_iter().filter_map(|(&text, others)| Some((text, mixture(texts, text, others, &links)?))).collect();
    let is_part = |of: usize, text: usize| mixtures.get(&of).is_some_and(|mixture| mixture.rest.contains(&text));
    let apart = |j: &&mut Judged| borrowed.contains(&j.pair) || is_part(j.pair.0, j.pair.1) || is_part(j.pair.1, j.pair.0);
    judged.iter_mut().filter(apart).for_each(|j| j.like = Likeness::Near);
    mixtures
}

/// What mixtures have from texts of other origins, as passages in common with each text of those. A part may be reworded in places and quotes
/// what the other quotes, so that it reaches up to what is from elsewhere, and may be from anywhere in the other text.
pub fn parts_of_mixtures(texts: &[Text], mixtures: &BTreeMap<usize, Mixture>, heard: &Heard) -> Vec<Overlap> {
    let mut parts: BTreeMap<(usize, usize), Span> = BTreeMap::new();
    for (&number, mixture) in mixtures {
        let body = &texts[number].article.text;
        let own = texts[number].cut();
        let passages = |others: &[usize]| -> Vec<Span> { others.iter().flat_map(|&other| own.passages_in(&texts[other].cut())).collect() };
        let elsewhere = passages(&mixture.most);
        for &other in mixture.rest.iter().filter(|&&other| heard.of[other] != heard.of[number]) {
            let Some(part) = passages(&[other]).into_iter().reduce(Span::cover) else { continue };
            // Passages may reach into each other by a word.
            let before = elsewhere.iter().filter(|s| s.start() < part.start()).map(|s| s.end().min(part.start()));
            let behind = elsewhere.iter().filter(|s| s.end() > part.end()).map(|s| s.start().max(part.end()));
            let (start, end) = (before.max().unwrap_or(0), behind.min().unwrap_or(body.len()));
            let part = Span::new(body, start, end).unwrap_or(part);
            parts.entry((number, heard.of[other])).and_modify(|known| *known = known.cover(part)).or_insert(part);
        }
    }
    let of_group = |((mixture, group), part): ((usize, usize), Span)| {
        let others = heard.groups[group].iter().filter(move |&&other| !heard.apart.contains(&(mixture.min(other), mixture.max(other))));
        others.filter_map(move |&other| {
            let whole = Span::new(&texts[other].article.text, 0, texts[other].article.text.len())?;
            let [one, two] = [(mixture, part), (other, whole)].map(|(text, span)| (texts[text].article.id.clone(), vec![span]));
            let ((a, in_a), (b, in_b)) = if one.0 < two.0 { (one, two) } else { (two, one) };
            Some(Overlap { a, b, in_a, in_b, mixed: true })
        })
    };
    parts.into_iter().flat_map(of_group).collect()
}

/// Who is whose copy, as far as pairs tell.
struct Links {
    /// For each text those that keep its phrasing, with the frames in common.
    copies: BTreeMap<usize, BTreeMap<usize, usize>>,
    /// Those that retell it.
    retold: BTreeSet<(usize, usize)>,
    /// Those that are none, and only share a passage with it.
    borrowers: BTreeMap<usize, BTreeMap<usize, usize>>,
}

impl Links {
    fn new(judged: &[Judged]) -> Links {
        let mut links = Links { copies: BTreeMap::new(), retold: BTreeSet::new(), borrowers: BTreeMap::new() };
        for j in judged {
            let (a, b) = j.pair;
            let side = match j.like {
                Likeness::Copy => &mut links.copies,
                Likeness::Retold(_) => {
                    links.retold.insert(j.pair);
                    continue;
                }
                Likeness::Near | Likeness::Apart if j.borrowed => &mut links.borrowers,
                Likeness::Near | Likeness::Apart => continue,
            };
            side.entry(a).or_default().insert(b, j.frames);
            side.entry(b).or_default().insert(a, j.frames);
        }
        links
    }

    /// Whether one of two texts borrowed what they share from a third, of which the other is a copy: with that one it shares more.
    fn is_borrowed(&self, judged: &Judged) -> bool {
        if !matches!(judged.like, Likeness::Copy | Likeness::Retold(_)) {
            return false;
        }
        let nearer = |report: usize, copy: usize| {
            let (Some(near), Some(copies)) = (self.borrowers.get(&report), self.copies.get(&copy)) else { return false };
            near.iter().any(|(third, &frames)| frames >= judged.frames && copies.get(third).is_some_and(|&own| own > frames))
        };
        let (a, b) = judged.pair;
        nearer(a, b) || nearer(b, a)
    }

    fn linked(&self, a: usize, b: usize) -> bool {
        self.copies.get(&a).is_some_and(|of| of.contains_key(&b)) || self.retold.contains(&(a.min(b), a.max(b)))
    }

    /// Texts in groups between which there is no link.
    fn groups(&self, texts: &BTreeMap<usize, usize>) -> Vec<Vec<usize>> {
        let mut rest: BTreeSet<usize> = texts.keys().copied().collect();
        let mut groups = Vec::new();
        while let Some(first) = rest.pop_first() {
            let mut group = vec![first];
            let mut at = 0;
            while at < group.len() {
                let joined: Vec<usize> = rest.iter().copied().filter(|&other| self.linked(group[at], other)).collect();
                joined.iter().for_each(|other| _ = rest.remove(other));
                group.extend(joined);
                at += 1;
            }
            group.sort_unstable();
            groups.push(group);
        }
        groups
    }
}

/// What a text is put together from, where some of its copies fill another part of it than others do which have nothing to do with them.
fn mixture(texts: &[Text], text: usize, others: &BTreeMap<usize, usize>, links: &Links) -> Option<Mixture> {
    let groups = links.groups(others);
    if groups.len() < 2 {
        return None;
    }
    let own = texts[text].cut();
    let filled = |group: &[usize]| -> BTreeSet<usize> { group.iter().flat_map(|&other| own.words_in(&texts[other].cut())).collect() };
    let mut parts: Vec<(BTreeSet<usize>, Vec<usize>)> = groups.into_iter().map(|group| (filled(&group), group)).collect();
    parts.sort_by(|(x, a), (y, b)| y.len().cmp(&x.len()).then(a.cmp(b)));
    let least = texts[text].length() as f64 * LEAST_PART;
    let is_another = |part: &BTreeSet<usize>| {
        let both = parts[0].0.intersection(part).count() as f64;
        part.len() as f64 >= least && both < SAME_PART * part.len() as f64
    };
    let rest: Vec<usize> = parts[1..].iter().filter(|(part, _)| is_another(part)).flat_map(|(_, group)| group.iter().copied()).collect();
    (!rest.is_empty()).then(|| Mixture { most: parts.swap_remove(0).1, rest })
}
