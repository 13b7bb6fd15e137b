//! Events, deployments, control of territory, threats: whatever `ontology/` has a frame for.

mod arguments;
mod belonging;
mod content;
mod describing;
mod disowned;
mod fit;
mod noun;
mod second;
mod slots;
mod threat;
mod verb;

use tacitus_record::{Actor, Aux, Claim, EventCode, Grounded, Kind, Modality, Place, Polarity, Span, Wording};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of};
use crate::ontology::{Entry, Trigger};
use crate::sighting::Sighting;

pub use describing::{is_attribute, is_generic_relative};
pub use fit::ARMED_SECTORS;
pub use noun::is_set_beside;
pub use second::{SURE_OF_EVENT, heard_code};
pub use slots::{doers, is_doubting, is_event_noun, is_human, verb_wording};

/// Claims from verbs and nouns that have a frame. Returns them with the tokens they used as triggers.
pub fn find(sight: &Sighting) -> Vec<(Claim, Vec<usize>)> {
    let mut found = Vec::new();
    let mut used: Vec<usize> = Vec::new();
    for clause in &sight.clauses {
        if let Some((claim, tokens)) = verb::read(sight, clause) {
            used.extend(&tokens);
            found.push((claim, tokens));
        }
    }
    for i in 0..sight.s().tokens.len() {
        // A bombing that kills is told with the killing.
        let doer = |c: &Claim| {
            c.event.as_ref().is_some_and(|e| e.plover_type == "ASSAULT")
                && c.instrument.as_ref().is_some_and(|w| w.span().is_some_and(|w| w.contains(sight.s().tokens[i].span)))
        };
        if used.contains(&i) || found.iter().any(|(c, _)| doer(c)) {
            continue;
        }
        if let Some(claim) = noun::read(sight, i) {
            // "carried out a raid": the verb tells nothing besides.
            found.push((claim, std::iter::once(i).chain(noun::light_verb(sight, i)).collect()));
        }
    }
    found.sort_by_key(|(c, _)| c.mention.span);
    found
}

/// Whether two verbs of harm stand side by side with "or" for the same sufferers.
pub(super) fn either_harm(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let (lexicon, ontology) = (&sight.scene.knowledge.lexicon, &sight.scene.knowledge.ontology);
    let harm = |k: usize| {
        let lemma = s.tokens[k].lemma.to_lowercase();
        s.tokens[k].upos == Upos::Verb && (lexicon.casualty(&lemma, "verb").is_some() || ontology.is_verb_of(&lemma, &["ASSAULT"]))
    };
    let or = |a: usize, b: usize| s.tokens[a.min(b) + 1].lemma.eq_ignore_ascii_case("or");
    let mut beside =
        s.children_by(clause.head, "conj").chain(s.tokens[clause.head].head.filter(|_| s.tokens[clause.head].deprel == "conj"));
    harm(clause.head) && beside.any(|k| k.abs_diff(clause.head) == 2 && harm(k) && or(k, clause.head))
}

/// Harm by nature or accident is no assault: a word of disaster in a sentence without arms.
fn mishap(sight: &Sighting, entry: &Entry) -> bool {
    entry.plover_type == "ASSAULT" && sight.disaster && !sight.armed_sentence()
}

/// Whether a noun phrase names ground that can be held: whatever a verb of capturing takes for its object.
pub fn is_ground(sight: &Sighting, head: usize) -> bool {
    let capturing = sight.scene.knowledge.ontology.entries(Trigger::Verb, "capture").iter().find(|e| e.kind == Kind::Control);
    capturing.is_some_and(|entry| fit::object_fits(sight, head, entry))
}

/// "was safely detonated by the army", "a controlled explosion": arms made harmless.
pub(super) fn disposal(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    s.children(head).any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "safely" | "controlled"))
}

fn rule_name(sight: &Sighting, entry: &Entry, head: usize) -> String {
    match entry.pattern.lemma.as_str() {
        "" => second::reason(sight, head),
        lemma => format!("frame {} `{lemma}`", entry.predicate),
    }
}

/// The PLOVER code of what `entry` says of the claim; `None` where it has none.
pub(super) fn event_code(sight: &Sighting, claim: &Claim, entry: &Entry, head: usize) -> Option<EventCode> {
    let s = sight.s();
    if entry.plover_type.is_empty() {
        return None;
    }
    let mut mode = entry.mode.clone();
    if mode.is_empty() && entry.plover_type == "ASSAULT" {
        // Only what the deed is done with: "hours after the bombing" tells of another.
        let means = |i: usize| {
            let case = case_of(s, i);
            case.is_empty() || matches!(case.as_str(), "with" | "by" | "in" | "using" | "from" | "of")
        };
        let near = (0..s.tokens.len()).filter(|&i| i == head || s.tokens[i].head == Some(head) && means(i));
        mode = near.filter_map(|i| sight.weapon(i)).map(|w| w.mode.to_string()).find(|m| !m.is_empty()).unwrap_or_default();
    }
    if mode.is_empty() {
        mode = second::mode(sight, entry, head).unwrap_or_default();
    }
    let mut aux = Vec::new();
    if claim.polarity == Polarity::Neg {
        aux.push(Aux::Negation);
    }
    match claim.modality {
        Modality::Planned | Modality::Promised | Modality::Forecast | Modality::Ordered => aux.push(Aux::Future),
        Modality::Conditional | Modality::Hypothetical | Modality::Advocated | Modality::Permitted => aux.push(Aux::Hypothetical),
        _ => {}
    }
    Some(EventCode {
        plover_type: entry.plover_type.clone(),
        mode: (!mode.is_empty()).then_some(mode),
        aux,
        context: entry.context.clone(),
    })
}

/// Codes, time, place, and what only threats and deployments have.
fn finish(sight: &Sighting, claim: &mut Claim, entry: &Entry, head: usize) {
    sight.settle(claim, head);
    if let Some(code) = event_code(sight, claim, entry, head) {
        claim.event = Some(code);
    }
    // Ground that is taken is taken by force or by order: which, the encoder hears.
    if claim.predicate == "control.take" && sight.s().tokens[head].upos == Upos::Verb {
        claim.event = heard_code(sight, claim, head).filter(|code| matches!(code.plover_type.as_str(), "ASSAULT" | "COERCE"));
        // Ground is seized, whatever the encoder hears of those who held it (CAMEO 192 in PLOVER).
        let ordered = claim.event.iter_mut().filter(|code| code.plover_type == "COERCE");
        ordered.for_each(|code| code.mode = Some("seize".to_string()));
    }
    if claim.kind == Kind::Control && claim.place.is_none() {
        claim.place = claim
            .object
            .as_ref()
            .and_then(|o| sight.places.iter().find(|p| o.span().zip(p.value.span()).is_some_and(|(o, p)| o.contains(p))))
            .map(|p| p.value.clone());
    }
    if claim.kind == Kind::Threat {
        threat::fill(sight, claim, head);
    }
    second::fill(sight, claim, head);
    // "called for protests on Friday": what the encoder hears of the day of what is asked is no day of the asking.
    let asks = claim.event.as_ref().is_some_and(|e| matches!(e.plover_type.as_str(), "REQUEST" | "AGREE"));
    let content = claim.object.as_ref().and_then(Grounded::span).filter(|_| asks);
    claim.time = claim.time.take().filter(|t| !content.zip(t.span()).is_some_and(|(content, t)| content.contains(t)));
    mode_of_means(sight, claim);
    told_as_both(sight, claim);
    negated_once(sight, claim);
}

/// "fired from multiple rocket launchers": by firearms only where nothing heavier is named.
fn mode_of_means(sight: &Sighting, claim: &mut Claim) {
    let s = sight.s();
    let Some(means) = claim.instrument.as_ref().and_then(Grounded::span) else { return };
    let weapon = (0..s.tokens.len()).rev().filter(|&i| means.contains(s.tokens[i].span)).find_map(|i| sight.weapon(i));
    let heavier = weapon.filter(|w| matches!(w.mode, "heavy-weapons" | "aerial" | "drone" | "explosives"));
    if let (Some(code), Some(weapon)) = (claim.event.as_mut().filter(|code| code.mode.as_deref() == Some("firearms")), heavier) {
        code.mode = Some(weapon.mode.to_string());
    }
}

/// "responses of Orm and Tal to a proposal for talks between the two countries": both are told by name already.
fn told_as_both(sight: &Sighting, claim: &mut Claim) {
    let lexicon = &sight.scene.knowledge.lexicon;
    let both = |a: &Grounded<Actor>| {
        let words: Vec<String> = a.value.text.to_lowercase().split_whitespace().map(str::to_string).collect();
        let counted = words.iter().any(|w| w == "both" || lexicon.numbers.get(w).is_some_and(|n| n.lo == Some(2.0) && n.hi == Some(2.0)));
        counted
            && a.value.entity.is_none()
            && words.last().is_some_and(|w| matches!(w.as_str(), "countries" | "sides" | "parties" | "nations" | "states"))
    };
    if claim.actor.is_some() && !claim.more_actors.is_empty() && claim.target.as_ref().is_some_and(both) {
        claim.target = None;
    }
}

/// "no aircraft was shot down": the claim is denied already, and its object is the aircraft.
fn negated_once(sight: &Sighting, claim: &mut Claim) {
    let Some(object) = claim.object.as_ref().filter(|_| claim.polarity == Polarity::Neg) else { return };
    let bare = object.value.strip_prefix("no ").or_else(|| object.value.strip_prefix("No "));
    if let (Some(bare), Some(span)) = (bare, object.span()) {
        let cut = Span::new(sight.scene.body, span.end() - bare.len(), span.end());
        claim.object = cut.map(|span| Grounded::at(bare.to_string(), span));
    }
}

fn worth(claim: &Claim) -> bool {
    let named = |a: &Option<Grounded<Actor>>| a.is_some();
    // "have passed through the strait", and nobody who did: a verb alone tells nothing.
    let bare =
        !named(&claim.actor) && !named(&claim.target) && claim.object.is_none() && claim.quantity.is_none() && claim.instrument.is_none();
    if bare && matches!(claim.wording, Some(Wording::Verb { .. })) {
        return false;
    }
    // "banned them", "people were killed", "a suspect was arrested", and nothing else: who, the words do not say.
    let alone = claim.quantity.is_none() && claim.place.is_none() && claim.time.is_none() && claim.instrument.is_none();
    let pronoun = |o: &Grounded<String>| {
        matches!(o.value.to_lowercase().as_str(), "them" | "him" | "her" | "she" | "he" | "it" | "they" | "each other" | "one another")
    };
    let somebody = |a: &Grounded<Actor>| {
        let lower = a.value.name.chars().all(|c| c.is_lowercase());
        lower && a.value.entity.is_none() && a.value.sector.is_none() && !a.value.name.contains(' ')
    };
    // "both parties accused each other": they are named. "He was seized by six gunmen on Friday": who, where or when is told.
    let mutual = |o: &Grounded<String>| named(&claim.actor) && matches!(o.value.to_lowercase().as_str(), "each other" | "one another");
    let around = [named(&claim.actor), claim.place.is_some(), claim.time.is_some()].iter().filter(|told| **told).count() > 1;
    if !named(&claim.target) && claim.object.as_ref().is_some_and(|o| pronoun(o) && !mutual(o)) && !around
        || alone && !named(&claim.actor) && claim.object.is_none() && claim.target.as_ref().is_some_and(somebody)
    {
        return false;
    }
    // "the countries that voted against": against what is told elsewhere.
    if claim.predicate == "vote" && claim.object.is_none() && !named(&claim.target) && claim.time.is_none() && claim.place.is_none() {
        return false;
    }
    let placed = |p: &Option<Grounded<Place>>| p.is_some();
    // "The explosives were deactivated at noon.", "the plane was shot down by a missile", "the shells landed at noon".
    let dated = [claim.object.is_some(), claim.time.is_some(), claim.instrument.is_some()].iter().filter(|told| **told).count() > 1;
    named(&claim.actor) || named(&claim.target) || placed(&claim.place) || claim.quantity.is_some() || dated
}

/// The harm that a verb does to its object ("killed"), where it does any.
pub fn harm<'a>(sight: &'a Sighting, lemma: &str) -> Option<&'a str> {
    sight.scene.knowledge.lexicon.casualty(lemma, "verb")
}
