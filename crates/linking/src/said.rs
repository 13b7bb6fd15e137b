//! Applies what people said of copies and incidents over what was found; what was said later is applied later.
//!
//! Guarantees: the same sayings in the same order give the same result whatever the order of articles and claims; a saying of which nothing is
//! there changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::groups::Groups;
use crate::report::Told;

/// What a person said of two articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidOfTexts {
    /// Article id.
    pub article: String,
    /// Article id of the text that it is, or is not, a copy of.
    pub of: String,
    /// Whether it is one.
    pub is_copy: bool,
    /// Who said so and why, in words.
    pub reason: String,
}

/// What a person said of claims (ids) and the happenings they tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaidOfClaims {
    /// All these tell one happening.
    Together(BTreeSet<String>),
    /// The first tell another happening than the others.
    Apart(BTreeSet<String>, BTreeSet<String>),
    /// The claim tells the happening that most of the others tell.
    Moved(String, BTreeSet<String>),
}

/// Groups of texts (by number) once people were heard.
pub struct Heard {
    /// Groups, each sorted, in order of their smallest numbers.
    pub groups: Vec<Vec<usize>>,
    /// Group of each text.
    pub of: Vec<usize>,
    /// Texts said to be copies, and why.
    pub copies: BTreeMap<usize, String>,
    /// Texts said to be none, and why.
    pub own: BTreeMap<usize, String>,
    /// Pairs said to be no copies of each other.
    pub apart: BTreeSet<(usize, usize)>,
}

/// Groups of texts with what people said of them. `ids`: of the texts, sorted.
pub fn heard(found: &Groups, ids: &[&str], said: &[SaidOfTexts]) -> Heard {
    let mut groups: BTreeSet<BTreeSet<usize>> = found.all().into_iter().map(BTreeSet::from_iter).collect();
    let (mut copies, mut own, mut apart) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for SaidOfTexts { article, of, is_copy, reason } in said {
        let at = |id: &str| ids.binary_search(&id).ok();
        let (Some(a), Some(b)) = (at(article), at(of)) else { continue };
        let pair = (a.min(b), a.max(b));
        let holding =
            |groups: &BTreeSet<BTreeSet<usize>>, text: usize| groups.iter().find(|g| g.contains(&text)).cloned().unwrap_or_default();
        let (first, second) = (holding(&groups, a), holding(&groups, b));
        if *is_copy {
            copies.insert(a, reason.clone());
            own.remove(&a);
            apart.remove(&pair);
            groups.remove(&first);
            groups.remove(&second);
            groups.insert(&first | &second);
        } else {
            own.insert(a, reason.clone());
            copies.remove(&a);
            apart.insert(pair);
            if first.contains(&b) {
                groups.remove(&first);
                groups.insert(&first - &BTreeSet::from([a]));
                groups.insert(BTreeSet::from([a]));
            }
        }
    }
    let groups: Vec<Vec<usize>> = groups.into_iter().map(|g| g.into_iter().collect()).collect();
    let mut of = vec![0; ids.len()];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|&text| of[text] = number);
    }
    Heard { groups, of, copies, own, apart }
}

/// Incidents (indices into `told`, sorted, in order of their smallest claim) with what people said of them.
pub fn regrouped(found: Vec<Vec<usize>>, told: &[Told], said: &[SaidOfClaims]) -> Vec<Vec<usize>> {
    if said.is_empty() {
        return found;
    }
    let mut groups: Vec<BTreeSet<usize>> = found.into_iter().map(BTreeSet::from_iter).collect();
    let index = |id: &String| told.binary_search_by(|t| t.id.cmp(id)).ok();
    let indices = |ids: &BTreeSet<String>| ids.iter().filter_map(index).collect::<BTreeSet<usize>>();
    for saying in said {
        match saying {
            SaidOfClaims::Together(ids) => {
                let claims = indices(ids);
                let (joined, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(|g| !g.is_disjoint(&claims));
                groups = others;
                groups.push(joined.into_iter().flatten().collect());
            }
            SaidOfClaims::Apart(these, those) => {
                let (these, those) = (indices(these), indices(those));
                let parted: Vec<BTreeSet<usize>> = groups
                    .iter_mut()
                    .filter(|g| !g.is_disjoint(&these) && !g.is_disjoint(&those))
                    .map(|g| {
                        let out = &*g & &these;
                        *g = &*g - &out;
                        out
                    })
                    .collect();
                groups.extend(parted);
            }
            SaidOfClaims::Moved(id, ids) => {
                let (Some(claim), mut others) = (index(id), indices(ids)) else { continue };
                others.remove(&claim);
                let held = |g: &BTreeSet<usize>| (g & &others).len();
                // Of several that hold as many the one with the smallest claim.
                let Some(to) = (0..groups.len())
                    .filter(|&n| held(&groups[n]) > 0)
                    .min_by_key(|&n| (std::cmp::Reverse(held(&groups[n])), groups[n].first().copied()))
                else {
                    continue;
                };
                groups.iter_mut().for_each(|g| {
                    g.remove(&claim);
                });
                groups[to].insert(claim);
            }
        }
        groups.retain(|g| !g.is_empty());
    }
    let mut groups: Vec<Vec<usize>> = groups.into_iter().map(|g| g.into_iter().collect()).collect();
    groups.sort();
    groups
}
