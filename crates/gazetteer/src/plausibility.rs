//! Says what speaks against a candidate, so that a village that no source lists is not taken for a namesake.
//!
//! An article that plays somewhere may mean a place there that is in no gazetteer. The more places bear a name, the likelier one more
//! does that is not listed; it is weighed like a listed one just where the article plays, and a remote candidate must outweigh it.

use crate::context::{Context, Fit, Focus, Leaders};
use crate::geodesy::distance_km;
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence};
use crate::resolve::{CLOSE_ENOUGH, CLOSE_TO_SOUND, ENOUGH_VOTES, MENTIONED, Scored, Stated, WELL_KNOWN, support};
use crate::weights::Weights;

/// Fewer inhabitants than this: a name known only near by, so a namesake elsewhere is not what a foreign article means.
const SMALL: u32 = 20_000;
/// Fewer inhabitants than this, or unknown: its name alone does not tell it from the many small places no gazetteer has.
const HAMLET: u32 = 5_000;
/// Votes for places with a point from which an article plays somewhere.
const ENOUGH_PLACES: f64 = 3.0;
/// Part of those votes that must be close by for a hamlet to be plausible.
const CLOSE_PART: f64 = 0.25;
/// Candidates whose scores differ by less are equally good.
const EQUALLY_GOOD: f64 = 0.5;
/// Candidates closer than this are one place for most purposes, kilometres.
const SAME_AREA_KM: f64 = 30.0;
/// What the judgement on candidates rests on beside the candidates.
pub(crate) struct Grounds<'g> {
    within: Option<&'g str>,
    leaders: Leaders,
    focus: Option<Focus>,
    weights: Weights,
}

impl Grounds<'_> {
    pub(crate) fn new<'g>(within: Option<&'g str>, context: &Context, folded: &str) -> Grounds<'g> {
        Grounds { within, leaders: context.leaders(folded), focus: context.focus(folded), weights: context.weights }
    }

    /// What speaks against choosing each candidate, if it must not be chosen. They come best first.
    pub(crate) fn objections(&self, scored: &[Scored]) -> Vec<Option<String>> {
        let alone = |s: &Scored| self.objection(s);
        let mut against: Vec<Option<String>> = scored.iter().map(|s| alone(s).or_else(|| self.object_for_unlisted(s, scored))).collect();
        object_to_equals(scored, &mut against);
        against
    }

    /// What speaks against a candidate whatever the others are.
    fn objection(&self, scored: &Scored) -> Option<String> {
        let record = &scored.found.record;
        match scored.stated {
            Stated::Inside => return None,
            Stated::Elsewhere => return Some(format!("not in {}", self.within.unwrap_or_default())),
            Stated::Nothing => {}
        }
        if record.prominence == Prominence::OfUser {
            return None;
        }
        // Places that the world knows have their romanisations listed: what only sounds alike must be one that the article is about.
        let plays_elsewhere = scored.fit.admin1 < MENTIONED && scored.fit.near < CLOSE_TO_SOUND && scored.fit.local_votes >= ENOUGH_VOTES
            || !self.leaders.hold(record);
        if record.matched == NameKind::Sound && scored.fit.votes >= ENOUGH_VOTES && plays_elsewhere {
            return Some("its name only sounds so, and it is not where the article plays".to_string());
        }
        if matches!(record.matched, NameKind::Sound | NameKind::Romanised) && scored.fit.votes < ENOUGH_VOTES {
            return Some("its name only sounds so, and nothing says where the article plays".to_string());
        }
        if record.capital == Capital::OfState {
            return None;
        }
        let is_local = matches!(record.kind, PlaceKind::Settlement | PlaceKind::District) && record.size < SMALL;
        let small = is_local || record.prominence == Prominence::Minor;
        let foreign = scored.fit.votes >= ENOUGH_VOTES && scored.fit.country < MENTIONED && scored.fit.near < CLOSE_ENOUGH;
        if small && foreign {
            return Some("a small namesake in a country the article does not mention".to_string());
        }
        // "Jacinto" may be Cabazon's other name, but only an article about California would call it so.
        if small && record.matched != NameKind::Main && scored.fit.votes >= ENOUGH_VOTES && !self.leaders.hold(record) {
            return Some("a small place by another name than its own, in a country the article is not about".to_string());
        }
        let apart = scored.fit.admin1 < MENTIONED && scored.fit.near < CLOSE_PART * scored.fit.local_votes;
        if !is_hamlet(scored) || scored.fit.local_votes < ENOUGH_PLACES {
            return None;
        }
        if apart {
            return Some("a small place far from where the article plays".to_string());
        }
        // Villages over the border share names, and no gazetteer has all of either side.
        (!self.leaders.hold(record)).then(|| "a small place across the border from where the article plays".to_string())
    }

    /// Objects to a remote place that weighs less than one of its name would where the article plays, though none is listed there.
    fn object_for_unlisted(&self, scored: &Scored, all: &[Scored]) -> Option<String> {
        let record = &scored.found.record;
        let is_city = record.matched == NameKind::Main && record.size >= WELL_KNOWN && scored.fit.country >= MENTIONED;
        let is_capital = record.capital == Capital::OfState && record.matched != NameKind::Romanised;
        if scored.stated == Stated::Inside || !recurs(scored) || is_city || is_capital || record.prominence == Prominence::OfUser {
            return None;
        }
        let (there, country) = self.spot(scored.fit)?;
        let namesakes = all.iter().filter(|other| {
            let is_there = country.is_none_or(|country| *country == other.found.record.country);
            is_there && is_town(other) && apart_km(scored, other) > SAME_AREA_KM
        });
        let namesakes = namesakes.count();
        let unlisted = self.weights.unlisted + (namesakes as f64 + self.weights.unheard).log10() + there;
        (scored.score < unlisted).then(|| match namesakes {
            0 => "a place where the article plays, which is not listed, is likelier".to_string(),
            _ => format!("{namesakes} other places bear the name; one more where the article plays, which is not listed, is likelier"),
        })
    }

    /// What the article speaks for a place where it plays, and the country of that spot (`None`: it may be any); nothing for a
    /// candidate that is there.
    fn spot(&self, fit: Fit) -> Option<(f64, Option<&String>)> {
        if fit.votes < ENOUGH_VOTES {
            return Some((self.weights.unknown_spot, None));
        }
        let focus = self.focus.as_ref()?;
        (fit.near < self.weights.remote * focus.fit.near).then(|| (support(focus.fit, &self.weights), Some(&focus.country)))
    }
}

/// Whether its name is of the sort that recurs from region to region: that of a town, or a region called by its bare name.
fn recurs(scored: &Scored) -> bool {
    let record = &scored.found.record;
    let is_bare = matches!(record.kind, PlaceKind::Province | PlaceKind::District) && record.matched == NameKind::Stem;
    is_town(scored) || is_bare && scored.found.generic.is_none()
}

fn is_town(scored: &Scored) -> bool {
    let record = &scored.found.record;
    record.kind == PlaceKind::Settlement || record.prominence == Prominence::Minor
}

fn is_hamlet(scored: &Scored) -> bool {
    is_town(scored) && (scored.found.record.prominence == Prominence::Minor || scored.found.record.size < HAMLET)
}

fn apart_km(one: &Scored, other: &Scored) -> f64 {
    let point = |s: &Scored| (s.found.record.lat, s.found.record.lon);
    distance_km(point(one), point(other))
}

/// Where several hamlets far apart fit equally well, none is chosen.
fn object_to_equals(scored: &[Scored], against: &mut [Option<String>]) {
    let Some(best) = against.iter().position(Option::is_none) else { return };
    let first = &scored[best];
    let rival = |at: &usize| {
        against[*at].is_none() && first.score - scored[*at].score < EQUALLY_GOOD && apart_km(first, &scored[*at]) > SAME_AREA_KM
    };
    if is_hamlet(first) && (best + 1..scored.len()).any(|at| rival(&at)) {
        against.iter_mut().for_each(|reason| {
            reason.get_or_insert_with(|| "several small places of this name fit equally well".to_string());
        });
    }
}
