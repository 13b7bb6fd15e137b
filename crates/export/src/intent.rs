//! Codes a deed that is only announced, threatened, demanded or denied as PLOVER does: as the intention, the threat, the demand, the refusal.
//!
//! The ledger keeps the deed itself with its modality; PLOVER wants a single event type where one fits, and no deed with an auxiliary mode.
//! Table: `ontology/crosswalks/plover-intent.tsv`. The first row that fits wins; a deed that fits none keeps its code.

use std::sync::LazyLock;

use tacitus_record::{Actor, Aux, Claim, Grounded, Modality, Polarity};

/// A claim as PLOVER codes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// One of the 16 types.
    pub plover_type: String,
    /// A mode of that type.
    pub mode: Option<String>,
    /// Auxiliary modes that are left.
    pub aux: Vec<Aux>,
    /// Who does what the type says.
    pub actors: Vec<Grounded<Actor>>,
    /// To whom.
    pub recipients: Vec<Grounded<Actor>>,
    /// Whether the type is that of an intention, threat or demand, and not the deed's own.
    pub is_intent: bool,
}

/// Types of what several sides do with each other.
const TWO_SIDED: &[&str] = &["AGREE", "CONSULT", "COOPERATE"];
/// What several sides do with each other though others of its type go one way: the one deed of violence (of an attack they are on one side),
/// and what is put under an agreement.
const MUTUAL: &[&str] = &["assault.clash", "support.conclude", "support.sign"];

/// Types of what one country does in another to that country; of meetings only a visit is one, others may be held on a third one's ground.
const HOSTED: &[&str] = &["AID", "COOPERATE", "MOBILIZE", "RETREAT", "SANCTION"];

struct Row {
    plover_type: String,
    polarity: Polarity,
    modalities: Vec<Modality>,
    gives: String,
    mode: Option<String>,
    asked: bool,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    parse(include_str!("../../../ontology/crosswalks/plover-intent.tsv")).expect("the shipped table is checked by a test")
});

fn parse(text: &str) -> Result<Vec<Row>, String> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()).skip(1);
    lines
        .map(|(number, line)| match line.split('\t').collect::<Vec<_>>()[..] {
            [plover_type, polarity, modalities, gives, mode, asked, _] if matches!(asked, "yes" | "no") => Ok(Row {
                plover_type: plover_type.to_string(),
                polarity: polarity.parse().map_err(|e| format!("line {}: {e}", number + 1))?,
                modalities: modalities
                    .split('|')
                    .map(str::parse)
                    .collect::<Result<_, _>>()
                    .map_err(|e| format!("line {}: {e}", number + 1))?,
                gives: gives.to_string(),
                mode: (mode != "-").then(|| mode.to_string()),
                asked: asked == "yes",
            }),
            _ => Err(format!("line {}: seven cells are needed, the sixth yes or no", number + 1)),
        })
        .collect()
}

/// The type that PLOVER gives a deed of a type told in that modality.
pub fn type_in(plover_type: &str, modality: Modality) -> &str {
    let fits = |row: &&Row| row.plover_type == plover_type && row.polarity == Polarity::Pos && row.modalities.contains(&modality);
    match TABLE.iter().find(fits) {
        Some(row) => &row.gives,
        None => plover_type,
    }
}

/// The PLOVER code of a claim; `None` where it is of no event. A demand needs somebody who makes it.
pub fn coded(claim: &Claim) -> Option<Coded> {
    let event = claim.event.as_ref()?;
    let all = |one: &Option<Grounded<Actor>>, more: &[Grounded<Actor>]| one.iter().chain(more).cloned().collect::<Vec<_>>();
    let (actors, mut recipients) = (all(&claim.actor, &claim.more_actors), all(&claim.target, &claim.more_targets));
    recipients.extend(struck_place(claim).filter(|_| recipients.is_empty()));
    recipients.extend(host(claim).filter(|_| recipients.is_empty()));
    if recipients.is_empty() && actors.len() > 1 && is_two_sided(claim) {
        recipients.clone_from(&actors);
    }
    let speaker = claim.said_by.last().and_then(|v| Some(Grounded::at(v.value.actor.clone(), v.span()?)));
    let orders = speaker.as_ref().filter(|s| claim.modality == Modality::Ordered && is_own_order(s, &actors));
    let actors: Vec<Grounded<Actor>> = orders.cloned().into_iter().chain(actors).collect();
    let held = |row: &Row| match row.polarity {
        Polarity::Pos => !row.asked || speaker.is_some(),
        Polarity::Neg => !actors.is_empty(),
    };
    let fits = |row: &&Row| {
        row.plover_type == event.plover_type && row.polarity == claim.polarity && row.modalities.contains(&claim.modality) && held(row)
    };
    let row = TABLE.iter().find(fits);
    let Some(row) = row else {
        let (plover_type, mode, aux) = (event.plover_type.clone(), event.mode.clone(), event.aux.clone());
        return Some(Coded { plover_type, mode, aux, actors, recipients, is_intent: false });
    };
    let aux = event.aux.iter().copied().filter(|a| !matches!(a, Aux::Future | Aux::Hypothetical)).collect();
    let (actors, recipients) = if row.asked { (speaker.into_iter().collect(), actors) } else { (actors, recipients) };
    Some(Coded { plover_type: row.gives.clone(), mode: row.mode.clone(), aux, actors, recipients, is_intent: true })
}

/// Whether an order goes to the speaker's own people ("ordered police to seize", "ordered the arrest of"): then the deed is his, and PLOVER's
/// REQUEST ("all requests, demands, and orders") is what is put to others.
fn is_own_order(speaker: &Grounded<Actor>, doers: &[Grounded<Actor>]) -> bool {
    let own = |a: &Grounded<Actor>| {
        let arm = a.value.entity.is_none() && matches!(a.value.sector.as_deref(), Some("MIL" | "COP" | "GOV" | "SPY" | "JUD"));
        arm && (a.value.country.is_none() || a.value.country == speaker.value.country)
    };
    doers.iter().all(own)
}

/// Whether all sides of a claim stand on one side of it in the text, and each acts and is acted upon: "X and Y held talks", "clashes between
/// X and Y".
fn is_two_sided(claim: &Claim) -> bool {
    MUTUAL.contains(&claim.predicate.as_str()) || claim.event.as_ref().is_some_and(|e| TWO_SIDED.contains(&e.plover_type.as_str()))
}

/// The country in which somebody from another one does what is done towards it: "visited Karsk", "reopened its embassy in Dorn".
fn host(claim: &Claim) -> Option<Grounded<Actor>> {
    let event = claim.event.as_ref().filter(|_| claim.more_actors.is_empty())?;
    if event.mode.as_deref() != Some("visit") && !HOSTED.contains(&event.plover_type.as_str()) {
        return None;
    }
    let (place, from) = (claim.place.as_ref()?, claim.actor.as_ref()?.value.country.as_ref()?);
    let country = place.value.country.clone().filter(|c| c != from)?;
    let actor = Actor { entity: Some(country.clone()), country: Some(country), ..Actor::unknown(&place.value.text) };
    Some(Grounded::at(actor, place.span()?))
}

/// A place that is itself attacked ("shelled Dorn"): PLOVER's recipients are actors, so it stands for its country.
fn struck_place(claim: &Claim) -> Option<Grounded<Actor>> {
    let place = claim.place.as_ref().filter(|_| claim.event.as_ref().is_some_and(|e| e.plover_type == "ASSAULT"))?;
    let (at, object) = (place.span()?, claim.object.as_ref()?.span()?);
    let country = place.value.country.clone().filter(|_| object.start() == at.start() || object == at)?;
    let actor = Actor { entity: Some(country.clone()), country: Some(country), ..Actor::unknown(&place.value.text) };
    Some(Grounded::at(actor, at))
}

#[cfg(test)]
mod tests {
    use tacitus_record::{Style, Voice, VoiceType};

    use super::*;
    use crate::samples;

    fn told(modality: Modality, plover_type: &str) -> Coded {
        let mut claim = samples::claims().into_iter().find(|r| r.claim.event.is_some()).expect("a coded sample").claim;
        claim.polarity = Polarity::Pos;
        claim.modality = modality;
        let event = claim.event.as_mut().expect("it is coded");
        (event.plover_type, event.aux) = (plover_type.to_string(), vec![Aux::Future]);
        coded(&claim).expect("an event")
    }

    #[test]
    fn promised_help_is_an_agreement_and_a_threatened_attack_a_threat() {
        let help = told(Modality::Promised, "AID");
        assert_eq!((help.plover_type.as_str(), help.aux.is_empty(), help.is_intent), ("AGREE", true, true));
        assert_eq!(told(Modality::Threatened, "ASSAULT").plover_type, "THREATEN");
        assert_eq!(told(Modality::Planned, "RETREAT").plover_type, "CONCEDE");
    }

    #[test]
    fn help_denied_by_somebody_is_a_refusal_and_by_nobody_keeps_its_type() {
        let mut claim = samples::claims().into_iter().find(|r| r.claim.event.is_some() && r.claim.actor.is_some()).expect("a sample").claim;
        (claim.polarity, claim.modality) = (Polarity::Neg, Modality::Actual);
        claim.event.as_mut().expect("it is coded").plover_type = "AID".to_string();
        let refused = coded(&claim).expect("an event");
        assert_eq!((refused.plover_type.as_str(), refused.mode.as_deref()), ("REJECT", Some("assist")));
        claim.actor = None;
        assert_eq!(coded(&claim).expect("an event").plover_type, "AID");
    }

    #[test]
    fn what_is_ordered_of_ones_own_people_is_done_by_who_orders_it_and_what_others_are_to_do_is_theirs() {
        let mut claim = samples::claims().into_iter().find(|r| r.claim.event.is_some()).expect("a sample").claim;
        let (voice_type, style) = (VoiceType::Official, Style::Indirect);
        let voice = Voice { actor: Actor::unknown("the ministry"), voice_type, cue: None, style, made: true };
        claim.said_by = vec![Grounded::at(voice, claim.mention.span)];
        let speaker = claim.said_by.last().expect("a voice").value.actor.clone();
        (claim.polarity, claim.modality, claim.actor, claim.more_actors) = (Polarity::Pos, Modality::Ordered, None, Vec::new());
        claim.event.as_mut().expect("it is coded").plover_type = "COERCE".to_string();
        let names = |claim: &Claim| coded(claim).expect("an event").actors.into_iter().map(|a| a.value.name).collect::<Vec<_>>();
        assert_eq!(names(&claim).join(", "), speaker.name);
        let span = claim.mention.span;
        let doer = |name: &str, sector: &str, country: Option<String>| {
            Some(Grounded::at(Actor { sector: Some(sector.to_string()), country, ..Actor::unknown(name) }, span))
        };
        claim.actor = doer("police", "COP", None);
        assert_eq!(names(&claim).join(", "), format!("{}, police", speaker.name));
        claim.actor = doer("Karsk", "GOV", Some("XKR".to_string()));
        assert_eq!(names(&claim), ["Karsk"]);
    }

    #[test]
    fn a_deed_that_happened_and_one_that_is_only_thought_of_keep_their_type() {
        assert_eq!(told(Modality::Actual, "AID").plover_type, "AID");
        let imagined = told(Modality::Hypothetical, "ASSAULT");
        assert_eq!((imagined.plover_type.as_str(), imagined.aux), ("ASSAULT", vec![Aux::Future]));
    }
    #[test]
    fn sides_that_meet_are_both_and_a_country_visited_is_the_recipient() {
        let mut claim = samples::claims().into_iter().find(|r| r.claim.event.is_some() && r.claim.actor.is_some()).expect("a sample").claim;
        (claim.polarity, claim.modality) = (Polarity::Pos, Modality::Actual);
        let event = claim.event.as_mut().expect("it is coded");
        (event.plover_type, event.mode) = ("CONSULT".to_string(), Some("visit".to_string()));
        (claim.target, claim.more_targets, claim.place) = (None, Vec::new(), None);
        claim.more_actors = vec![claim.actor.clone().expect("an actor").map(|a| Actor { name: "Karsk".to_string(), ..a })];
        let met = coded(&claim).expect("an event");
        assert_eq!((met.actors.len(), &met.recipients), (2, &met.actors));
        let mut attack = claim.clone();
        attack.predicate = "assault.strike".to_string();
        attack.event.as_mut().expect("it is coded").plover_type = "ASSAULT".to_string();
        assert!(coded(&attack).expect("an event").recipients.is_empty(), "two who attack together do not attack each other");

        claim.more_actors = Vec::new();
        let actor = claim.actor.clone().expect("an actor").map(|a| Actor { country: Some("XVA".to_string()), ..a });
        claim.actor = Some(actor);
        let place = samples::claims().into_iter().find_map(|r| r.claim.place).expect("a place");
        claim.place = Some(place.map(|p| tacitus_record::Place { country: Some("XKR".to_string()), ..p }));
        let visit = coded(&claim).expect("an event");
        assert_eq!(visit.recipients.iter().map(|r| r.value.country.as_deref()).collect::<Vec<_>>(), [Some("XKR")]);
    }
}
