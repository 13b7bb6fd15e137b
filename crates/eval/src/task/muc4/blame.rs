//! Who is held to have done it, and how surely: in the text's own voice, by their own word, by the authorities, by others.

use std::collections::BTreeMap;

use tacitus_record::{Actor, Claim, Factuality, Grounded, Polarity, VoiceType, normal};

use super::fill::Story;
use super::incident::{Incident, doers, targets};

/// How surely an organisation is held to have done it; the first that somebody gives reason for counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It says so itself.
    Claimed,
    /// The report says so.
    Fact,
    /// The authorities say so.
    AccusedByAuthorities,
    /// Somebody says so.
    Accused,
    /// It may be.
    Possible,
}

impl Confidence {
    /// The name in the answer keys.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Claimed => "CLAIMED OR ADMITTED",
            Confidence::Fact => "REPORTED AS FACT",
            Confidence::AccusedByAuthorities => "SUSPECTED OR ACCUSED BY AUTHORITIES",
            Confidence::Accused => "SUSPECTED OR ACCUSED",
            Confidence::Possible => "POSSIBLE",
        }
    }
}

/// For each incident the organisations blamed for it. An accusation or a claim of responsibility that stands apart from the deed goes with the
/// incident told nearest before it.
pub fn blames(story: &Story, incidents: &[&Incident], claims: &[Claim]) -> Vec<Vec<(String, Confidence)>> {
    let mut blamed: Vec<BTreeMap<String, (String, Confidence)>> = vec![BTreeMap::new(); incidents.len()];
    let mut add = |i: usize, body: String, confidence: Confidence| {
        let known = blamed[i].entry(normal(&body)).or_insert((body, confidence));
        known.1 = known.1.min(confidence);
    };
    let group = one_group(story, claims);
    for (i, incident) in incidents.iter().enumerate() {
        for claim in incident.claims() {
            for doer in doers(claim) {
                // "the guerrillas": those of the one armed group that the document names.
                let body = story.body(claim, doer).or_else(|| group.clone().filter(|_| is_armed_group(&doer.value)));
                if let Some(body) = body {
                    add(i, body, told(claim, &doer.value, story.is_suspected(doer)));
                }
            }
        }
    }
    for claim in claims.iter().filter(|c| c.polarity == Polarity::Pos) {
        let (blamed, confidence): (Vec<&Grounded<Actor>>, Confidence) = match claim.event.as_ref().map(|e| e.plover_type.as_str()) {
            _ if claim.predicate == "claim-responsibility" => (doers(claim).collect(), Confidence::Claimed),
            Some("ACCUSE") if doers(claim).any(|d| is_authority(&d.value)) => (targets(claim).collect(), Confidence::AccusedByAuthorities),
            Some("ACCUSE") => (targets(claim).collect(), Confidence::Accused),
            _ => continue,
        };
        let before = |incident: &&Incident| {
            incident.claims().map(|c| c.mention.sentence).filter(|s| *s <= claim.mention.sentence).max().unwrap_or(0)
        };
        let Some(nearest) = (0..incidents.len()).max_by_key(|&i| before(&incidents[i])) else { continue };
        for actor in blamed {
            if let Some(body) = story.body(claim, actor) {
                add(nearest, body, confidence);
            }
        }
    }
    blamed.into_iter().map(|bodies| bodies.into_values().collect()).collect()
}

/// The armed group that the document names, where it names one only.
fn one_group(story: &Story, claims: &[Claim]) -> Option<String> {
    let armed = claims.iter().flat_map(|c| doers(c).chain(targets(c)).filter(|a| is_armed_group(&a.value)).map(move |a| (c, a)));
    let mut named: Vec<String> = Vec::new();
    for body in armed.filter_map(|(claim, actor)| story.body(claim, actor)) {
        if !named.iter().any(|known| normal(known) == normal(&body) || abbreviates(known, &body) || abbreviates(&body, known)) {
            named.push(body);
        }
    }
    named.pop().filter(|_| named.is_empty())
}

/// Whether one name is made of the first letters of the other's words.
fn abbreviates(short: &str, long: &str) -> bool {
    // "of" and "the" are left out, as the letters do.
    let words = long.split_whitespace().filter(|w| w.chars().count() > 3);
    let letters: String = words.filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
    short.chars().count() > 1 && letters == short
}

fn is_armed_group(actor: &Actor) -> bool {
    actor.sector.as_deref().is_some_and(|s| matches!(s, "REB" | "PRM" | "UAF" | "CRM"))
}

/// How surely a claim tells that this actor did it; `suspected` where the words for the actor say no more than that.
fn told(claim: &Claim, doer: &Actor, suspected: bool) -> Confidence {
    let voice = claim.said_by.last().map(|v| &v.value);
    let unsure = claim.factuality.last().is_some_and(|(_, value)| !matches!(value, Factuality::CertainPos | Factuality::CertainNeg));
    match voice {
        Some(voice) if voice.actor.key() == doer.key() => Confidence::Claimed,
        Some(voice) if voice.voice_type == VoiceType::Official || is_authority(&voice.actor) => Confidence::AccusedByAuthorities,
        Some(_) => Confidence::Accused,
        None if suspected => Confidence::Accused,
        None if unsure => Confidence::Possible,
        None => Confidence::Fact,
    }
}

fn is_authority(actor: &Actor) -> bool {
    actor.sector.as_deref().is_some_and(|s| matches!(s, "GOV" | "MIL" | "COP" | "JUD" | "SPY" | "LEG"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{Kind, Mention, Span, Style, Voice};

    fn said_by(name: &str, sector: Option<&str>) -> Claim {
        let span = Span::new("x", 0, 1).unwrap();
        let mention = Mention { article: "a".into(), sentence: 0, span, cue: None, reader: "rule".into(), rules: Vec::new() };
        let mut claim = Claim::new(Kind::Event, "assault.kill", mention);
        let actor = Actor { sector: sector.map(str::to_string), ..Actor::unknown(name) };
        let voice = Voice { actor, voice_type: VoiceType::Named, cue: None, style: Style::Indirect, made: true };
        claim.said_by.push(Grounded::at(voice, span));
        claim
    }

    #[test]
    fn whose_word_it_is_decides() {
        let front = Actor::unknown("Ashen Front");
        assert_eq!(told(&said_by("a colonel", Some("MIL")), &front, false), Confidence::AccusedByAuthorities);
        assert_eq!(told(&said_by("a neighbour", None), &front, false), Confidence::Accused);
        assert_eq!(told(&said_by("Ashen Front", Some("REB")), &front, false), Confidence::Claimed);
        let mut plain = said_by("a neighbour", None);
        plain.said_by.clear();
        assert_eq!(told(&plain, &front, false), Confidence::Fact);
        assert_eq!(told(&plain, &front, true), Confidence::Accused);
        plain.factuality = vec![("author".to_string(), Factuality::ProbablePos)];
        assert_eq!(told(&plain, &front, false), Confidence::Possible);
    }

    #[test]
    fn letters_stand_for_the_name_they_begin() {
        assert!(abbreviates("AFL", "Ashen Front of Liberation"));
        assert!(!abbreviates("AFB", "Ashen Front of Liberation"));
        assert!(abbreviates("AFL", "ASHEN FRONT OF LIBERATION"));
        assert!(!abbreviates("A", "ASHEN"));
    }
}
