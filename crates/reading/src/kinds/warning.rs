//! Threats told without a word of threatening: "said that it would seal the crossing unless the levy was dropped", "leave by Friday or we
//! will burn the village". A speaker announces harm by his own side and makes it hang on what others do; or the judge of threats, which
//! has seen many, is sure of one told in other words ("if a single tank is still there, the valves will be closed").

use std::collections::BTreeSet;

use tacitus_record::{Actor, Claim, EventCode, Factuality, Grounded, Kind, Mention, Modality, Polarity, Span, Threat, ThreatStatus, Voice};
use tacitus_text::Upos;

use super::event::ARMED_SECTORS;
use crate::clause::{Clause, relation};
use crate::phrase::clause_span;
use crate::sighting::Sighting;

/// PLOVER types of harm that a threat announces, with the predicate and mode of the threat.
const HARMS: [(&str, &str, &str); 6] = [
    ("ASSAULT", "threaten.harm", "violence"),
    ("COERCE", "threaten.restrict", "restrict"),
    ("SANCTION", "threaten.relations", "relations"),
    ("REJECT", "threaten.relations", "relations"),
    ("RETREAT", "threaten.relations", "relations"),
    ("THREATEN", "threaten.harm", ""),
];
/// PLOVER types of what is done for the good of others.
const KINDNESS: [&str; 6] = ["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"];

/// How what is asked for goes on where those who do not do it are to suffer for it.
const OR_ELSE: [&str; 3] = [" or face ", " or suffer ", " or bear the "];
/// Words after which somebody else is described: "families who lost their homes or face eviction".
const WHO: [&str; 4] = ["who", "whom", "whose", "which"];

/// Lead above which the encoder is believed about what would be done.
const SURE_OF_HARM: f32 = 0.0;
/// Lead of "threatened" over the other modalities above which a deed that is hardly one by its code is a threat where it hangs on a condition.
const HEARD_AS_THREAT: f32 = 0.5;
/// Lead from which violence is a threat without any condition ("vessels that cross the line will be fired on").
const HEARD_WITHOUT_CONDITION: f32 = 1.0;
/// Score below which the encoder hears no deed at all ("prices would rise").
const HARDLY_A_DEED: f32 = -2.5;

/// Log-odds from which the judge of threats is believed, whatever words a clause has: on `eval/data/threats/tuning.jsonl` nine in ten are
/// threats, and on `eval/data/no-event-tuning.jsonl` hardly one sentence more is taken for what it is not. At even odds a quarter more of the
/// threats are heard, and with them winters, markets and rivals in sport that only seem to threaten.
const SURE_OF_THREAT: f32 = 1.5;

/// Claims of threats; deeds among `claims` that they announce become threatened ones.
pub fn find(sight: &Sighting, claims: &mut Vec<Claim>) -> Vec<Claim> {
    let told = |clause: &&Clause| {
        let cue = sight.s().tokens[clause.head].span;
        claims.iter().any(|c| {
            c.kind == Kind::Threat
                && (c.mention.cue == Some(cue) || c.object.as_ref().and_then(Grounded::span).is_some_and(|o| o.contains(cue)))
        })
    };
    let free: Vec<&Clause> = sight.clauses.iter().filter(|c| !told(c)).collect();
    let mut found: Vec<(usize, Claim)> = free.iter().filter_map(|c| Some((c.head, threat(sight, c)?))).collect();
    // A sentence whose threat is known by its words has no other that only the judge hears.
    if found.is_empty() && !claims.iter().any(|c| c.kind == Kind::Threat) {
        found = free.iter().filter_map(|c| Some((c.head, judged(sight, c)?))).collect();
    }
    let heads: BTreeSet<Span> = found.iter().map(|(head, _)| sight.s().tokens[*head].span).collect();
    // "vowed to flood the mine": whoever vows harm commits himself to nothing that others agreed on.
    let vows: BTreeSet<Span> = found.iter().filter_map(|(head, _)| Some(sight.s().tokens[vowed(sight, *head)?].span)).collect();
    let agrees = |c: &Claim| c.event.as_ref().is_some_and(|e| e.plover_type == "AGREE");
    claims.retain(|c| !(c.kind == Kind::Event && agrees(c) && c.mention.cue.is_some_and(|cue| vows.contains(&cue))));
    let unreal =
        |m: Modality| matches!(m, Modality::Planned | Modality::Conditional | Modality::Forecast | Modality::Promised | Modality::Actual);
    for deed in
        claims.iter_mut().filter(|c| c.kind == Kind::Event && unreal(c.modality) && c.mention.cue.is_some_and(|cue| heads.contains(&cue)))
    {
        deed.modality = Modality::Threatened;
        let open = |(holder, _): &(String, Factuality)| (holder.clone(), Factuality::Uncommitted);
        deed.factuality = deed.factuality.iter().map(open).collect();
    }
    let asked: Vec<Claim> = claims.iter().filter_map(|c| or_else(sight, c)).collect();
    for threat in &asked {
        claims.retain(|c| !(is_request(c) && c.mention.cue == threat.mention.cue));
        // What would be done stands last in the demand.
        let end = threat.object.as_ref().and_then(Grounded::span).map_or(0, |o| o.end());
        let from = end - threat.threat.as_ref().map_or(0, |t| t.act.len());
        let announced = |c: &&mut Claim| c.kind == Kind::Event && c.mention.cue.is_some_and(|cue| from <= cue.start() && cue.end() <= end);
        for deed in claims.iter_mut().filter(announced) {
            // Whoever is to face it does not do it.
            deed.target = deed.actor.take().or(deed.target.take());
            deed.modality = Modality::Threatened;
            deed.factuality.iter_mut().for_each(|(_, value)| *value = Factuality::Uncommitted);
        }
    }
    found.into_iter().map(|(_, claim)| claim).chain(asked).collect()
}

fn is_request(claim: &Claim) -> bool {
    claim.kind == Kind::Event && claim.event.as_ref().is_some_and(|e| e.plover_type == "REQUEST")
}

/// "Demanded that they leave the strait or face attack": an ultimatum is a threat (PLOVER manual 2.0), whatever else it asks for.
fn or_else(sight: &Sighting, claim: &Claim) -> Option<Claim> {
    let asks = is_request(claim) && claim.polarity == Polarity::Pos && claim.modality == Modality::Actual && claim.actor.is_some();
    let (body, span) = (sight.scene.body, claim.object.as_ref().filter(|_| asks)?.span()?);
    let cue = claim.mention.cue.filter(|cue| span.contains(*cue))?;
    let asked = span.slice(body);
    let asked = asked.get(cue.end() - span.start()..)?;
    let (at, act) = OR_ELSE.iter().find_map(|or| Some(asked.find(or)?).map(|at| (at, at + " or ".len())))?;
    let words = asked[..at].trim_start();
    if words.split(' ').any(|word| WHO.contains(&word)) {
        return None;
    }
    let wanted = Span::new(body, cue.end() + at - words.len(), cue.end() + at).filter(|wanted| !wanted.is_empty())?;
    let act = Span::new(body, cue.end() + act, span.end())?;
    let mut threat = claim.clone();
    (threat.kind, threat.predicate) = (Kind::Threat, "threaten.harm".to_string());
    threat.event = Some(EventCode { plover_type: "THREATEN".to_string(), mode: None, aux: Vec::new(), context: Vec::new() });
    threat.mention.rules.push("or else".to_string());
    let condition = Grounded::at(wanted.slice(body).to_string(), wanted);
    let act = act.slice(body).to_string();
    let within = |t: &&crate::when_where::Attached<tacitus_record::Moment>| t.value.span().is_some_and(|t| wanted.contains(t));
    let deadline = sight.times.iter().find(within).and_then(|t| t.value.value.end_hi);
    // The claim keeps the whole demand in its words: what is asked for would spare the harm, so it is no condition of it.
    threat.threat = Some(Threat { act, condition: Some(condition), deadline, status: ThreatStatus::Open });
    Some(threat)
}

fn threat(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let head = clause.head;
    let standing = sight.standing(head);
    let asked = ultimatum(sight, head);
    let condition = asked.clone().or_else(|| standing.condition.clone().filter(|_| !standing.antecedent));
    let voice = standing.voices.last()?.clone();
    if !is_ahead(sight, head) || standing.question || standing.polarity == Polarity::Neg && !loses(sight, clause) {
        return None;
    }
    let unless = asked.is_some() || condition.as_ref().is_some_and(opens_with_unless);
    let spared = unless || condition.as_ref().is_some_and(|c| denies(&c.value));
    let (predicate, mode) = harm(sight, head, condition.is_some(), unless, spared)?;
    // What is announced without a condition is a threat from those who bear arms; from others it is a forecast.
    if condition.is_none() && !voice.value.actor.sector.as_deref().is_some_and(|s| ARMED_SECTORS.contains(&s)) {
        return None;
    }
    if !announces_own(sight, clause, &voice.value, condition.as_ref()) {
        return None;
    }
    let by = Voiced { actor: Some(voice.map(|v| v.actor)), said_by: standing.voices[..standing.voices.len() - 1].to_vec() };
    Some(announced(sight, clause, by, (predicate, mode), condition, "harm announced"))
}

/// Who threatens, and who passes it on.
struct Voiced {
    actor: Option<Grounded<Actor>>,
    said_by: Vec<Grounded<Voice>>,
}

/// The claim of a threat that a clause tells.
fn announced(
    sight: &Sighting,
    clause: &Clause,
    by: Voiced,
    (predicate, mode): (&str, &str),
    condition: Option<Grounded<String>>,
    rule: &str,
) -> Claim {
    let (s, head) = (sight.s(), clause.head);
    let span = clause_span(s, head);
    let mention = Mention {
        article: sight.article.to_string(),
        sentence: sight.scene.number as u32,
        span: condition.as_ref().and_then(Grounded::span).map_or(span, |c| span.cover(c)),
        cue: Some(s.tokens[head].span),
        reader: "rule".to_string(),
        rules: std::iter::once(rule.to_string()).chain(sight.standing(head).rules.iter().cloned()).collect(),
    };
    let mut claim = Claim::new(Kind::Threat, predicate, mention);
    let mode = (!mode.is_empty()).then(|| mode.to_string());
    claim.event = Some(EventCode { plover_type: "THREATEN".to_string(), mode, aux: Vec::new(), context: Vec::new() });
    claim.factuality = vec![("author".to_string(), Factuality::CertainPos)];
    (claim.actor, claim.said_by) = (by.actor, by.said_by);
    claim.target = clause.patients.first().and_then(|&i| sight.scene.actor(i));
    claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    let within = |t: &crate::when_where::Attached<tacitus_record::Moment>| {
        let named = || condition.as_ref().and_then(Grounded::span).zip(t.value.span()).is_some_and(|(c, t)| c.contains(t));
        s.subtree(head).contains(&t.token) || named()
    };
    let deadline = sight.times.iter().find(|t| within(t)).and_then(|t| t.value.value.end_hi);
    let act = span.slice(sight.scene.body).to_string();
    claim.threat = Some(Threat { act, condition: condition.clone(), deadline, status: ThreatStatus::Open });
    claim.condition = condition;
    claim
}

/// A threat that the judge of threats hears, in whatever words: by who says so, else by who would do it.
fn judged(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let (s, head) = (sight.s(), clause.head);
    let odds = |token: usize| s.trace.is_threatened(token).filter(|&odds| odds >= SURE_OF_THREAT);
    let own = odds(head)?;
    let standing = sight.standing(head);
    let saying = s.gist(head).is_some_and(|g| g.cue_margin > 0.0);
    // Of a deed and what hangs on it ("will get up and leave", "would try to storm") the surer is the one.
    let joined = |c: &&Clause| c.head != head && (s.tokens[c.head].head == Some(head) || s.tokens[head].head == Some(c.head));
    let outdone = sight.clauses.iter().filter(joined).any(|c| odds(c.head).is_some_and(|other| (other, c.head) > (own, head)));
    if saying || outdone || standing.antecedent || standing.question {
        return None;
    }
    let asked = ultimatum(sight, head);
    let condition = asked.clone().or_else(|| standing.condition.clone());
    let spared = asked.is_some() || condition.as_ref().is_none_or(|c| opens_with_unless(c) || denies(&c.value));
    let coded = s.gist(head).filter(|g| g.event_margin > SURE_OF_HARM).map(|g| g.event);
    // Whoever gives way only if others do so too makes an offer.
    let offers = coded.is_some_and(|code| code == "RETREAT" && !spared || KINDNESS.contains(&code));
    // What "could" be done is held out, for good or ill.
    let maybe = s.children_by(head, "aux").any(|k| matches!(s.tokens[k].lemma.as_str(), "could" | "can" | "may" | "might"));
    if offers || maybe {
        return None;
    }
    let code = HARMS.iter().find(|(code, ..)| coded == Some(*code));
    let (predicate, mode) = code.map_or(("threaten.harm", ""), |(_, predicate, mode)| (*predicate, *mode));
    let doer = || clause.agents.first().filter(|_| !clause.passive).and_then(|&i| sight.scene.actor(i));
    let quoted = || sight.scene.quoted_speaker().map(|(actor, mark)| Grounded::at(actor, mark));
    let by = match standing.voices.split_last() {
        Some((voice, others)) => Voiced { actor: Some(voice.clone().map(|v| v.actor)), said_by: others.to_vec() },
        None => Voiced { actor: Some(quoted().or_else(doer)?), said_by: Vec::new() },
    };
    Some(announced(sight, clause, by, (predicate, mode), condition, "heard as a threat"))
}

/// "Leave by Friday or we will burn your villages": what is asked for, as the condition under which the harm would be spared.
fn ultimatum(sight: &Sighting, head: usize) -> Option<Grounded<String>> {
    let s = sight.s();
    let asked = s.tokens[head].head.filter(|&h| s.tokens[head].deprel == "conj" && s.tokens[h].upos == Upos::Verb && h < head)?;
    let or = s.children_by(head, "cc").any(|k| s.tokens[k].lemma == "or");
    let imperative = matches!(s.tokens[asked].xpos, "VB" | "VBP") && s.children_by(asked, "nsubj").next().is_none();
    let end = s.children_by(head, "cc").min().filter(|_| or && imperative)?;
    let start = s.subtree(asked).into_iter().filter(|&i| s.tokens[i].upos != Upos::Punct).min()?;
    let span = (start < end).then(|| s.span_of(start, end))?;
    Some(Grounded::at(span.slice(sight.scene.body).to_string(), span))
}

/// Whether a deed is told as still to come: "will burn", "is going to be blown up", "vowed to flood".
fn is_ahead(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    let will = |k: usize| matches!(s.tokens[k].form.to_lowercase().as_str(), "will" | "would" | "'ll" | "’ll" | "shall");
    let going = || s.tokens[head].head.is_some_and(|h| s.tokens[h].form.eq_ignore_ascii_case("going") && s.tokens[head].deprel == "xcomp");
    s.children_by(head, "aux").any(will) || going() || vowed(sight, head).is_some()
}

/// The word of promising that a deed's infinitive hangs on: "vowed to flood the mine".
fn vowed(sight: &Sighting, head: usize) -> Option<usize> {
    let s = sight.s();
    let vow = s.tokens[head].head.filter(|_| s.tokens[head].deprel == "xcomp")?;
    let past = s.tokens[vow].upos == Upos::Verb && matches!(s.tokens[vow].lemma.as_str(), "vow" | "promise" | "pledge" | "swear");
    past.then_some(vow)
}

fn opens_with_unless(condition: &Grounded<String>) -> bool {
    condition.value.to_lowercase().starts_with("unless")
}

/// Whether a condition is that something is not done: "if they do not leave".
fn denies(condition: &str) -> bool {
    let no = |w: &str| matches!(w, "not" | "never" | "no") || w.ends_with("n't") || w.ends_with("n’t");
    condition.to_lowercase().split_whitespace().any(no)
}

/// What would be done, as the predicate and mode of the threat: harm that the encoder hears in the deed, whatever it hears as threatened,
/// or anything but kindness that is to be held back only if the others do as they are told.
fn harm(sight: &Sighting, head: usize, conditional: bool, unless: bool, spared: bool) -> Option<(&'static str, &'static str)> {
    let gist = sight.s().gist(head).filter(|g| g.event_margin > HARDLY_A_DEED);
    let Some(gist) = gist else { return unless.then_some(("threaten.harm", "")) };
    let heard = if gist.modality == "threatened" { gist.modality_margin } else { f32::MIN };
    let coded = gist.event_margin > SURE_OF_HARM;
    if !conditional {
        return (coded && gist.event == "ASSAULT" && heard > HEARD_WITHOUT_CONDITION).then_some(("threaten.harm", "violence"));
    }
    let harm = HARMS.iter().find(|(code, ..)| *code == gist.event).filter(|_| coded);
    match harm {
        // Whoever gives way only if others do so too makes an offer.
        Some(("RETREAT", ..)) if !spared => None,
        Some((_, predicate, mode)) => Some((*predicate, *mode)),
        None if coded && KINDNESS.contains(&gist.event) => None,
        None if coded && gist.event == "MOBILIZE" && heard > 0.0 => Some(("threaten.harm", "violence")),
        None if heard > HEARD_AS_THREAT => Some(("threaten.harm", "")),
        None => None,
    }
}

/// Whether the deed would be the speaker's own side's: told with "it" or "we", of his own country, with nobody named, or of somebody whom
/// the condition does not name, by one who speaks for a state or a force.
fn announces_own(sight: &Sighting, clause: &Clause, voice: &Voice, condition: Option<&Grounded<String>>) -> bool {
    let s = sight.s();
    let speaker = &voice.actor;
    let official = matches!(speaker.sector.as_deref(), Some("GOV" | "MIL" | "REB" | "UAF" | "PRM" | "CRM" | "COP" | "SPY" | "LEG"))
        || speaker.role.is_some();
    let Some(&doer) = clause.agents.first().filter(|_| !clause.passive) else { return official };
    let actor = sight.scene.actor(doer).map(|a| a.value);
    let same = |a: &Actor| a.key() == speaker.key() || a.country.is_some() && a.country == speaker.country;
    let first = s.subtree(doer).first().copied().unwrap_or(doer);
    let possessor = matches!(s.tokens[first].form.to_lowercase().as_str(), "its" | "his" | "her" | "their" | "our" | "my" | "we" | "i");
    let pronoun = s.tokens[doer].upos == Upos::Pron;
    let other = actor.as_ref().is_some_and(|a| a.country.is_some() && speaker.country.is_some() && a.country != speaker.country);
    let named_in_condition = condition.is_some_and(|c| c.value.contains(s.tokens[doer].form.as_str()));
    actor.as_ref().is_some_and(same)
        || possessor
        || pronoun && actor.is_none_or(|a| same(&a))
        || official && !other && !named_in_condition && relation(s.tokens[doer].deprel) == "nsubj"
}

/// "not one ship will pass": a denial that does harm.
fn loses(sight: &Sighting, clause: &Clause) -> bool {
    sight.s().gist(clause.head).is_some_and(|g| matches!(g.event, "COERCE" | "THREATEN" | "ASSAULT") && g.event_margin > SURE_OF_HARM)
}
