//! Gathers the deeds of one document into incidents.
//!
//! A report mostly tells one story: deeds are one incident unless type, stage, place, day or the sides say otherwise. Linking, which joins
//! claims of many documents, asks for more than that; a key of MUC-4 does not.

use std::collections::BTreeSet;

use tacitus_record::{Actor, Claim, Grounded, Place, PlacePrecision};

use super::deed::{Deed, Stage};

/// Longest hull, in days, that still dates one happening.
const SHORT: i32 = 3;

/// Deeds taken for one happening, in order of the text.
#[derive(Clone, Debug)]
pub struct Incident<'a> {
    /// MUC-4 type.
    pub incident_type: &'static str,
    /// Whether one of the deeds says so itself.
    pub own_type: bool,
    /// How far it came.
    pub stage: Stage,
    /// The deeds.
    pub deeds: Vec<Deed<'a>>,
}

impl<'a> Incident<'a> {
    fn of(deed: Deed<'a>) -> Incident<'a> {
        Incident { incident_type: deed.incident_type, own_type: deed.own_type, stage: deed.stage, deeds: vec![deed] }
    }

    /// The claims.
    pub fn claims(&self) -> impl Iterator<Item = &'a Claim> + '_ {
        self.deeds.iter().map(|d| d.claim)
    }

    fn take(&mut self, deed: Deed<'a>) {
        if deed.own_type && !self.own_type {
            (self.incident_type, self.own_type) = (deed.incident_type, true);
        }
        self.deeds.push(deed);
    }

    /// How well a deed goes with the incident; `None` where it cannot be part of it.
    fn fit(&self, deed: &Deed) -> Option<i32> {
        let types = match (self.own_type, deed.own_type) {
            _ if self.incident_type == deed.incident_type => true,
            // "Five were killed" may be told of a bombing or a fire; who is kidnapped and then killed is the victim of two deeds.
            (_, false) => matches!(self.incident_type, "BOMBING" | "ARSON"),
            (false, true) => matches!(deed.incident_type, "BOMBING" | "ARSON"),
            (true, true) => false,
        };
        if !types || self.stage != deed.stage {
            return None;
        }
        let mut points = 0;
        for own in self.claims() {
            let place = match (fine_place(own), fine_place(deed.claim)) {
                (Some(a), Some(b)) => Some(a.key() == b.key()),
                _ => None,
            };
            let day = match (days(own), days(deed.claim)) {
                (Some(a), Some(b)) => Some((b.0 - a.1).max(a.0 - b.1) <= 1),
                _ => None,
            };
            if place == Some(false) || day == Some(false) || other_side(own, deed.claim) {
                return None;
            }
            points = points.max(3 * i32::from(place == Some(true)) + 3 * i32::from(day == Some(true)) + shared_victims(own, deed.claim));
        }
        let last = self.claims().map(|c| c.mention.sentence).max().unwrap_or(0);
        Some(points + 2 - (deed.claim.mention.sentence.saturating_sub(last) as i32).min(2))
    }
}

/// The incidents that the deeds tell of. A deed that names neither victim nor place nor number ("the attack") starts none.
pub fn gather<'a>(deeds: impl IntoIterator<Item = Deed<'a>>) -> Vec<Incident<'a>> {
    let mut incidents: Vec<Incident<'a>> = Vec::new();
    for deed in deeds {
        // Of equals the latest, which the text is at.
        let best = incidents.iter().enumerate().filter_map(|(i, one)| Some((one.fit(&deed)?, i))).max();
        match best {
            Some((_, i)) => incidents[i].take(deed),
            None if is_anchored(deed.claim) => incidents.push(Incident::of(deed)),
            None => {}
        }
    }
    incidents
}

/// Whether a claim says whom, what, where or how many.
pub fn is_anchored(claim: &Claim) -> bool {
    targets(claim).next().is_some() || claim.object.is_some() || claim.quantity.is_some() || fine_place(claim).is_some()
}

/// Whether a claim hurts people, so that whoever it is done to are people, whatever they are called.
pub fn hurts_people(claim: &Claim) -> bool {
    const HURTING: [&str; 13] = [
        "assault.kill",
        "assault.wound",
        "assault.assassinate",
        "assault.abduct",
        "assault.beat",
        "assault.torture",
        "assault.sexual",
        "assault.stab",
        "loss.killed",
        "loss.wounded",
        "loss.casualties",
        "loss.abducted",
        "loss.found_dead",
    ];
    HURTING.contains(&claim.predicate.as_str())
}

/// Those acted upon, by words of the text.
pub fn targets(claim: &Claim) -> impl Iterator<Item = &Grounded<Actor>> {
    claim.target.iter().chain(&claim.more_targets).filter(|t| !t.is_implied())
}

/// Those who act; who makes a bomb harmless did not lay it.
pub fn doers(claim: &Claim) -> impl Iterator<Item = &Grounded<Actor>> {
    claim.actor.iter().chain(&claim.more_actors).filter(|_| claim.predicate != "disarm.weapon")
}

/// The place, where it is a settlement or finer, or one that no gazetteer has.
pub fn fine_place(claim: &Claim) -> Option<&Place> {
    let place = &claim.place.as_ref()?.value;
    (matches!(place.precision, PlacePrecision::Settlement | PlacePrecision::Point) || place.gazetteer_id.is_none()).then_some(place)
}

/// First and last day, where the time is short.
pub fn days(claim: &Claim) -> Option<(i32, i32)> {
    let (lo, hi) = claim.time.as_ref()?.value.hull();
    let (lo, hi) = (lo?.number(), hi?.number());
    (hi - lo <= SHORT).then_some((lo, hi))
}

/// Whether forces of the state did the one and armed groups the other.
fn other_side(a: &Claim, b: &Claim) -> bool {
    let side = |c: &Claim| {
        doers(c).find_map(|d| match d.value.sector.as_deref()? {
            "MIL" | "COP" | "GOV" | "SPY" => Some(true),
            "REB" | "PRM" | "CRM" | "UAF" => Some(false),
            _ => None,
        })
    };
    matches!((side(a), side(b)), (Some(x), Some(y)) if x != y)
}

fn shared_victims(a: &Claim, b: &Claim) -> i32 {
    let words = |c: &Claim| -> BTreeSet<String> {
        targets(c)
            .flat_map(|t| t.value.name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
            .filter(|w| w.len() > 3)
            .collect()
    };
    if words(a).is_disjoint(&words(b)) { 0 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{Day, EventCode, Kind, Mention, Moment, Span};

    fn claim(sentence: u32, victim: &str, day: Option<u32>, place: Option<&str>) -> Claim {
        let span = Span::new("x", 0, 1).unwrap();
        let mention = Mention { article: "a".into(), sentence, span, cue: None, reader: "rule".into(), rules: Vec::new() };
        let mut claim = Claim::new(Kind::Event, "assault.kill", mention);
        claim.event = Some(EventCode { plover_type: "ASSAULT".into(), mode: None, aux: Vec::new(), context: Vec::new() });
        claim.target = (!victim.is_empty()).then(|| Grounded::at(Actor::unknown(victim), span));
        claim.time = day.map(|d| Grounded::at(Moment::on("then", Day::new(1990, 4, d).unwrap(), "test"), span));
        claim.place = place.map(|p| Grounded::at(Place::not_found(p), span));
        claim
    }

    fn deed<'a>(claim: &'a Claim, incident_type: &'static str, own_type: bool) -> Deed<'a> {
        Deed { claim, incident_type, own_type, stage: Stage::Accomplished }
    }

    #[test]
    fn one_story_is_one_incident_until_place_or_day_differ() {
        let claims = [
            claim(0, "two nuns", Some(3), Some("Zarvol")),
            claim(1, "", None, None),
            claim(2, "a judge", Some(9), None),
            claim(3, "a miller", None, Some("Querno")),
        ];
        let incidents = gather(claims.iter().map(|c| deed(c, "ATTACK", false)));
        let sizes: Vec<usize> = incidents.iter().map(|i| i.deeds.len()).collect();
        // The miller's place is new to the judge's incident, which has none.
        assert_eq!(sizes, [2, 2]);
    }

    #[test]
    fn harm_may_be_of_a_bombing_but_of_no_kidnapping() {
        let claims = [claim(0, "a mill", None, None), claim(1, "five millers", None, None), claim(2, "a judge", None, None)];
        let kinds = [("BOMBING", true), ("ATTACK", false), ("KIDNAPPING", true)];
        let incidents = gather(claims.iter().zip(kinds).map(|(c, (kind, own))| deed(c, kind, own)));
        assert_eq!(incidents.iter().map(|i| i.incident_type).collect::<Vec<_>>(), ["BOMBING", "KIDNAPPING"]);
    }

    #[test]
    fn a_deed_without_victim_place_or_number_starts_no_incident() {
        let bare = claim(0, "", Some(3), None);
        assert!(gather([deed(&bare, "ATTACK", true)]).is_empty());
    }
}
