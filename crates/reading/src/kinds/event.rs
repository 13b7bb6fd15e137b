//! Events, deployments, control of territory, threats: whatever `ontology/` has a frame for.

mod fit;
mod second;
mod slots;

use tacitus_record::{Actor, Claim, EventCode, Grounded, Kind, Modality, Polarity, Threat, ThreatStatus, Wording};
use tacitus_record::{Aux, Place};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of, is_predicate, relation};
use crate::ontology::{Entry, Trigger};
use crate::phrase::{claim_span, clause_span, core_phrase, noun_phrase};
use crate::quantity::quantity;
use crate::sighting::Sighting;

use fit::{armed_enough, fits_verb, object_fits};
pub use slots::{doers, is_attribute, is_event_noun, is_generic_relative, verb_wording};
use slots::{instrument, noun_doer, set_actors, set_targets, slot_tokens, whole_object};

/// Claims from verbs and nouns that have a frame. Returns them with the tokens they used as triggers.
pub fn find(sight: &Sighting) -> Vec<(Claim, Vec<usize>)> {
    let mut found = Vec::new();
    let mut used: Vec<usize> = Vec::new();
    for clause in &sight.clauses {
        if let Some((claim, tokens)) = from_verb(sight, clause) {
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
        if let Some(claim) = from_noun(sight, i) {
            found.push((claim, vec![i]));
        }
    }
    found.sort_by_key(|(c, _)| c.mention.span);
    found
}

fn from_verb(sight: &Sighting, clause: &Clause) -> Option<(Claim, Vec<usize>)> {
    let s = sight.s();
    let head = clause.head;
    if sight.figurative[head] || !matches!(s.tokens[head].upos, Upos::Verb | Upos::Adj) {
        return None;
    }
    let ontology = &sight.scene.knowledge.ontology;
    let trigger = if s.tokens[head].upos == Upos::Adj { Trigger::Adjective } else { Trigger::Verb };
    let framed = ontology.entries(trigger, &clause.lemma).iter().find(|e| fits_verb(sight, clause, e));
    let entry = second::agreed(sight, head, &clause.patients, framed)?;
    if mishap(sight, entry) {
        return None;
    }
    // "killed or wounded": which of the two befell whom, nobody says; the loss tells both.
    if either_harm(sight, clause) {
        return None;
    }
    // "a shell, when it exploded": what blew up was told before, and is not whoever was named last.
    let blows_up = matches!(clause.lemma.as_str(), "explode" | "detonate" | "go off" | "blow up") && clause.patients.is_empty();
    if blows_up && clause.agents.first().is_some_and(|&a| s.tokens[a].upos == Upos::Pron) {
        return None;
    }
    // "the tankers it seized", "the person killed was": the tree took subject and sufferer for one another.
    let auxiliary = s.children(head).any(|k| relation(s.tokens[k].deprel) == "aux");
    let subject_form = |&i: &usize| matches!(s.tokens[i].form.to_lowercase().as_str(), "it" | "he" | "she" | "they" | "we" | "i");
    if clause.passive && !auxiliary && clause.patients.iter().any(|p| subject_form(p) && p + 1 == head) {
        return None;
    }
    let then_is = s.tokens.get(head + 1).is_some_and(|t| t.upos == Upos::Aux && t.lemma == "be");
    if then_is && !clause.passive && clause.agents.iter().any(|&a| a + 1 == head) {
        return None;
    }
    let st = sight.standing(head);
    // "the occupied city" describes, "attacks that kill" tell of no attack in particular.
    if st.mere_infinitive || is_attribute(sight, clause) || is_generic_relative(sight, clause) {
        return None;
    }
    let imperative = s.tokens[head].xpos == "VB" && s.tokens[head].head.is_none() && clause.agents.is_empty();
    if st.figurative || st.question || st.antecedent || imperative {
        return None;
    }
    if entry.kind == Kind::Threat && clause.agents.first().is_none_or(|&a| crate::standing::is_generic(s, top_noun(sight, a))) {
        return None;
    }
    // "threatening the ceasefire": who does not say what he will do, nor to whom, threatens nobody.
    let unsaid = !s.children(head).any(|k| threatened(sight, k)) && clause.patients.iter().all(|&p| sight.scene.actor(p).is_none());
    if entry.kind == Kind::Threat
        && entry.pattern.obj.is_empty()
        && unsaid
        && !clause.patients.is_empty()
        && clause.oblique("with").is_none()
    {
        return None;
    }
    // "met to discuss", "marched to protest": the purpose of a deed is told with the deed, unless it is a conflict of its own.
    if st.purpose && !matches!(entry.plover_type.as_str(), "ASSAULT" | "COERCE" | "MOBILIZE" | "RETREAT" | "") {
        return None;
    }
    // The content of the author's own advice is no event: "merits support", "should withdraw".
    if st.modality == Modality::Advocated && st.voices.is_empty() && entry.kind == Kind::Event && entry.plover_type != "REQUEST" {
        return None;
    }
    let mut claim = sight.claim(entry.kind, entry.predicate.clone(), claim_span(s, head), head, &rule_name(sight, entry, head));
    let mut tokens = vec![head];
    let agents: Vec<usize> = match slot_tokens(clause, &entry.pattern.actor) {
        Some(list) => list,
        None => doers(sight, clause),
    };
    let targets: Vec<usize> = match slot_tokens(clause, &entry.pattern.target) {
        Some(list) => list,
        None if entry.pattern.target.is_empty() && clause.patients.is_empty() => clause.recipient.into_iter().collect(),
        None if entry.pattern.target.is_empty() => clause.patients.clone(),
        None => Vec::new(),
    };
    set_actors(sight, &mut claim, &agents);
    set_targets(sight, &mut claim, &targets);
    claim.wording = Some(verb_wording(sight, clause, targets.first().copied()));
    // A row, a drought, a price threatens nobody.
    if entry.kind == Kind::Threat && claim.actor.is_none() {
        return None;
    }
    // "suspected U.S. drones fired": who did it is suspected only.
    for word in agents
        .iter()
        .flat_map(|&a| s.children_by(a, "amod"))
        .filter(|&k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "suspected" | "alleged" | "presumed" | "apparent" | "suspect"))
    {
        let span = s.tokens[word].span;
        if claim.actor.as_ref().and_then(Grounded::span).is_none_or(|a| !a.contains(span)) {
            claim.hedges.push(Grounded::at(span.slice(sight.scene.body).to_string(), span));
        }
    }
    // Where the object is the event's own noun ("launched an attack"), that noun reports nothing further.
    tokens.extend(
        clause.patients.iter().filter(|&&p| !entry.pattern.obj.is_empty() && !targets.contains(&p) && object_fits(sight, p, entry)),
    );
    if !targets.is_empty() && claim.object.is_none() && claim.target.is_none() {
        claim.object = Some(sight.phrase(targets[0]));
    }
    if claim.object.is_none()
        && let Some(&patient) = clause.patients.first()
        && !targets.contains(&patient)
    {
        claim.object = Some(sight.phrase(patient));
    }
    // What is asked, promised, refused: the words of the infinitive or clause, and a noun with all that belongs to it.
    if matches!(entry.plover_type.as_str(), "REQUEST" | "AGREE" | "REJECT" | "ACCUSE" | "SUPPORT" | "CONSULT") {
        whole_object(sight, &mut claim, clause);
    }
    let pronoun = |o: &Grounded<String>| s.tokens.iter().any(|t| Some(t.span) == o.span() && t.upos == Upos::Pron);
    let unsaid = claim.object.as_ref().is_none_or(pronoun);
    if matches!(entry.plover_type.as_str(), "REQUEST" | "AGREE" | "REJECT" | "ACCUSE") && unsaid {
        let asked = s.children(head).find(|&k| {
            matches!(relation(s.tokens[k].deprel), "xcomp" | "ccomp")
                || (relation(s.tokens[k].deprel) == "advcl" && s.tokens[k].xpos == "VBG" && k > head)
                || (relation(s.tokens[k].deprel) == "advcl" && k > head && s.children_by(k, "mark").any(|m| s.tokens[m].form == "to"))
        });
        let named = (entry.plover_type == "REQUEST").then(|| clause.oblique("for")).flatten();
        // "called for talks, saying it was time": the participle after a comma is no part of the call.
        let asked = asked.filter(|&k| named.is_none() || relation(s.tokens[k].deprel) != "advcl");
        let asked = asked.map(|k| crate::phrase::subtree_span(s, k)).or_else(|| named.map(|k| crate::phrase::full_noun_span(s, k)));
        claim.object = asked.map(|span| Grounded::at(span.slice(sight.scene.body).to_string(), span)).or(claim.object);
    }
    // "In response, the army launched strikes": the thing launched, not what a phrase before it names.
    if let (Some(&patient), Some(&at)) = (clause.patients.first(), targets.first())
        && claim.target.is_none()
        && at < patient
        && clause.obliques.iter().any(|(_, n)| *n == at)
    {
        claim.object = Some(sight.phrase(patient));
    }
    // "fired three mortars at the settlement": where neither is an actor both belong to what was done.
    if let (Some(&patient), Some(&at)) = (clause.patients.first(), targets.first())
        && claim.target.is_none()
        && patient < at
        && clause.obliques.iter().any(|(_, n)| *n == at)
    {
        let span = sight.s().span_of(noun_phrase(s, patient).0, noun_phrase(s, at).1);
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    }
    if entry.plover_type == "ASSAULT" {
        instrument(sight, &mut claim, clause, &agents);
    }
    // "claimed responsibility for the attack": what for is what is claimed.
    if entry.predicate == "claim-responsibility"
        && let Some(deed) = clause
            .oblique("for")
            .or_else(|| clause.patients.first().and_then(|&p| s.children_by(p, "nmod").find(|&k| case_of(s, k) == "for")))
    {
        claim.object = Some(sight.phrase(deed));
    }
    let of = |i: usize| s.children_by(i, "nmod").find(|&k| case_of(s, k) == "of").and_then(|k| quantity(sight.scene, k, None));
    let counted = |i: usize| quantity(sight.scene, i, harm(sight, &clause.lemma)).or_else(|| of(i));
    claim.quantity = targets.iter().chain(&clause.patients).find_map(|&i| counted(i));
    finish(sight, &mut claim, entry, head);
    // "failed to meet the requirements": to meet a thing is no meeting.
    // "called the filing an effort": a name given, no call.
    if entry.predicate == "consult.phone" && s.children_by(head, "xcomp").next().is_some() {
        return None;
    }
    // "were met with gunfire" is no meeting.
    if entry.predicate == "consult.meet" && clause.passive {
        return None;
    }
    if entry.predicate == "consult.meet" && clause.lemma == "meet" && !clause.patients.is_empty() && claim.target.is_none() {
        return None;
    }
    // Where nothing but the doer was found, the predicate in its own words says what the slots do not.
    let bare = claim.target.is_none() && claim.object.is_none() && claim.instrument.is_none() && claim.quantity.is_none();
    let vague = matches!(entry.plover_type.as_str(), "COOPERATE" | "RETREAT" | "SANCTION" | "CONCEDE" | "REQUEST" | "AGREE" | "CONSULT")
        && claim.kind == Kind::Event;
    if bare | vague && claim.actor.is_some() && !clause.passive {
        let predicate = super::state::predicate_span(sight, clause);
        let words = predicate.slice(sight.scene.body);
        // Words that break off ("declares a") say nothing.
        let broken = s
            .tokens
            .iter()
            .rev()
            .find(|t| predicate.contains(t.span))
            .is_some_and(|t| matches!(t.upos, Upos::Det | Upos::Adp | Upos::Sconj));
        if words.split_whitespace().count() > 1 && !broken {
            claim.object = Some(Grounded::at(words.to_string(), predicate));
            claim.wording = Some(Wording::Phrase);
        }
    }
    worth(&claim).then_some((claim, tokens))
}

/// Whether two verbs of harm stand side by side with "or" for the same sufferers.
pub(super) fn either_harm(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let (lexicon, ontology) = (&sight.scene.knowledge.lexicon, &sight.scene.knowledge.ontology);
    let harm = |k: usize| {
        let lemma = s.tokens[k].lemma.to_lowercase();
        let violent = || ontology.entries(Trigger::Verb, &lemma).iter().any(|e| e.plover_type == "ASSAULT");
        s.tokens[k].upos == Upos::Verb && (lexicon.casualty(&lemma, "verb").is_some() || violent())
    };
    let or = |a: usize, b: usize| s.tokens[a.min(b) + 1].lemma.eq_ignore_ascii_case("or");
    let mut beside =
        s.children_by(clause.head, "conj").chain(s.tokens[clause.head].head.filter(|_| s.tokens[clause.head].deprel == "conj"));
    harm(clause.head) && beside.any(|k| k.abs_diff(clause.head) == 2 && harm(k) && or(k, clause.head))
}

fn from_noun(sight: &Sighting, head: usize) -> Option<Claim> {
    let s = sight.s();
    let token = &s.tokens[head];
    if token.upos != Upos::Noun || sight.figurative[head] {
        return None;
    }
    let rel = relation(token.deprel);
    if rel == "compound" || rel == "flat" || is_predicate(s, head) && s.children_by(head, "cop").next().is_some() && rel != "root" {
        return None;
    }
    let framed = noun_entry(sight, head);
    let start = framed.map_or(head, |(_, start)| start);
    let entry = second::agreed(sight, head, &[], framed.map(|(entry, _)| entry))?;
    if sight.figurative[start] || mishap(sight, entry) {
        return None;
    }
    let st = sight.standing(head);
    if st.figurative || st.question || st.antecedent || st.modality == Modality::Advocated && st.voices.is_empty() {
        return None;
    }
    // "a partner in the fight against militants": no particular fight.
    let general = entry.predicate == "assault.clash"
        && token.lemma == "fight"
        && s.children_by(head, "det").any(|k| s.tokens[k].lemma.eq_ignore_ascii_case("the"));
    if general {
        return None;
    }
    // "the ceasefire collapsed": it is over; nothing says here that it came about.
    let over = |k: usize| {
        let ends = sight.scene.knowledge.lexicon.negations.get(&s.tokens[k].lemma.to_lowercase());
        matches!(s.tokens[k].upos, Upos::Verb) && ends.is_some_and(|(_, effect)| effect.starts_with("ended"))
    };
    if rel == "nsubj" && matches!(entry.plover_type.as_str(), "RETREAT" | "AGREE" | "COOPERATE") && token.head.is_some_and(over) {
        return None;
    }
    // "denies allegations of abuse": what is denied is the abuse, not that somebody alleged it.
    // "failed to stop attacks", "will not renew the truce": what is denied is the stopping, not the attacks.
    // "is not taking part in any exercises": none in particular, and here not even one.
    if s.children_by(head, "det").any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "any" | "whatever")) {
        return None;
    }
    let denied_here = s.children(head).any(|k| {
        matches!(s.tokens[k].lemma.to_lowercase().as_str(), "no" | "neither" | "without" | "failed" | "foiled" | "thwarted" | "averted")
    });
    if st.polarity == Polarity::Neg && !denied_here {
        return None;
    }
    // "summoned the envoy in protest" is no protest of its own.
    if entry.plover_type == "PROTEST" && case_of(s, head) == "in" && s.children(head).all(|k| relation(s.tokens[k].deprel) == "case") {
        return None;
    }
    // "A large offensive is unlikely": a judgement about it, told as one.
    let judged = |k: usize| sight.scene.knowledge.lexicon.hedges.get(&s.tokens[k].lemma.to_lowercase()).is_some_and(|h| h.band.is_some());
    if rel == "nsubj" && token.head.is_some_and(|k| s.tokens[k].upos == Upos::Adj && judged(k)) {
        return None;
    }
    // "rallied in support of the junta" tells why they rallied.
    if entry.plover_type == "SUPPORT" && case_of(s, head) == "in" {
        return None;
    }
    let charge = sight.scene.knowledge.lexicon.reporting_nouns.get(&token.lemma.to_lowercase()).is_some();
    if charge && st.polarity == Polarity::Neg {
        return None;
    }
    let (mut from, to) = noun_phrase(s, head);
    // "many days of airstrikes", "a wave of attacks": the measure belongs to the words of the claim.
    if case_of(s, head) == "of"
        && let Some(measure) = s.tokens[head].head.filter(|&h| h < head && !is_predicate(s, h) && noun_entry(sight, h).is_none())
        && sight.scene.actor(measure).is_none()
    {
        from = from.min(noun_phrase(s, measure).0);
    }
    let mut claim = sight.claim(entry.kind, entry.predicate.clone(), s.span_of(from, to), head, &rule_name(sight, entry, head));
    // "would support a truce": one that does not exist yet is as unreal as its verb.
    let indefinite = s.children_by(head, "det").any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "a" | "an"));
    if let Some(verb) = token.head.filter(|&v| rel == "obj" && indefinite && claim.modality == Modality::Actual && is_predicate(s, v)) {
        let above = sight.standing(verb);
        if !matches!(above.modality, Modality::Actual | Modality::Ongoing) {
            claim.modality = above.modality;
            claim.factuality = above.factuality();
        }
    }
    let core = core_phrase(s, head);
    noun_arguments(sight, &mut claim, entry, head);
    let target = claim.target.as_ref().and_then(Grounded::span);
    let under = s.children_by(head, "nmod").find(|&k| {
        target.is_some_and(|t| t.contains(s.tokens[k].span) || case_of(s, k) == "between" && t.start() > s.tokens[k].span.start())
    });
    claim.wording = Some(Wording::Noun {
        words: s.span_of(core.0.min(start), core.1.max(head + 1)).slice(sight.scene.body).to_string(),
        link: under.map(|k| case_of(s, k)).filter(|c| !c.is_empty()),
    });
    if claim.polarity == Polarity::Neg && claim.actor.is_none() && claim.target.is_none() {
        return None;
    }
    if !armed_enough(sight, entry, &claim) {
        return None;
    }
    finish(sight, &mut claim, entry, head);
    // "…, he said, following the strikes": what stands under such a word is the author's.
    let aside = std::iter::successors(Some(head), |&i| s.tokens[i].head.filter(|&h| !is_predicate(s, h)))
        .any(|i| matches!(case_of(s, i).as_str(), "following" | "in response to" | "after" | "amid" | "despite" | "ahead of" | "since"));
    if aside && claim.said_by.iter().all(|v| v.value.cue.is_some()) && !claim.said_by.is_empty() {
        claim.said_by.clear();
        claim.factuality = vec![("author".to_string(), tacitus_record::Factuality::CertainPos)];
    }
    // Who is suspected or accused of a deed is not who tells that it happened.
    let reported =
        s.tokens[head].head.is_some_and(|h| sight.scene.knowledge.lexicon.reporting_nouns.get(&s.tokens[h].lemma.to_lowercase()).is_some());
    let nameless = |v: &Grounded<tacitus_record::Voice>| v.value.actor.name == "unnamed source";
    if !reported && claim.said_by.iter().any(nameless) {
        claim.said_by.retain(|v| !nameless(v));
        claim.factuality = match claim.said_by.last() {
            None => vec![("author".to_string(), tacitus_record::Factuality::CertainPos)],
            Some(v) => vec![
                ("author".to_string(), tacitus_record::Factuality::Uncommitted),
                (v.value.actor.name.clone(), tacitus_record::Factuality::CertainPos),
            ],
        };
    }
    // "the attack", "those attacks": told before; here it must bring words of its own.
    let again = s
        .children_by(head, "det")
        .any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "the" | "this" | "that" | "these" | "those"));
    let inside = |span: Option<tacitus_record::Span>| span.is_some_and(|p| s.span_of(from, to).contains(p));
    let placed = claim.place.as_ref().is_some_and(|p| !again || inside(p.span()));
    let timed = claim.time.as_ref().is_some_and(|t| !again || inside(t.span()));
    if claim.actor.is_some() || claim.target.is_some() || placed || timed {
        return Some(claim);
    }
    // "Cross-border raids have continued despite the talks": the sentence is about them, and says it best itself.
    let verb =
        s.tokens[head].head.filter(|&v| matches!(relation(s.tokens[head].deprel), "nsubj") && relation(s.tokens[v].deprel) == "root")?;
    if again || to - from < 2 || sight.standing(verb).question {
        return None;
    }
    let whole = clause_span(s, verb);
    claim.object = Some(Grounded::at(whole.slice(sight.scene.body).to_string(), whole));
    claim.wording = Some(Wording::Phrase);
    Some(claim)
}

/// The frame of a noun, by its longest compound ("missile strike"), with the first token of the compound.
fn noun_entry<'a>(sight: &'a Sighting, head: usize) -> Option<(&'a Entry, usize)> {
    let s = sight.s();
    let ontology = &sight.scene.knowledge.ontology;
    for back in (0..4usize).rev() {
        let Some(start) = head.checked_sub(back) else { continue };
        let lead: Vec<String> = s.tokens[start..head].iter().map(|t| t.form.to_lowercase()).collect();
        for last in [s.tokens[head].lemma.to_lowercase(), s.tokens[head].form.to_lowercase()] {
            let phrase = if lead.is_empty() { last } else { format!("{} {last}", lead.join(" ")) };
            let preposition = |want: &String| {
                let of_noun = s.children_by(head, "nmod").any(|k| case_of(s, k) == *want);
                of_noun || (want == "inf" || want == "that") && s.children_by(head, "acl").next().is_some()
            };
            let fits = |e: &&Entry| e.pattern.need.is_empty() || e.pattern.need.iter().any(preposition);
            if let Some(entry) = ontology.entries(Trigger::Noun, &phrase).iter().find(fits) {
                return Some((entry, start));
            }
        }
    }
    None
}

/// Who and whom of an event noun: possessors, modifiers, phrases, the subject of a light verb.
fn noun_arguments(sight: &Sighting, claim: &mut Claim, entry: &Entry, head: usize) {
    let s = sight.s();
    let target_prepositions: &[String] = &entry.pattern.target;
    for k in s.children_by(head, "nmod") {
        let case = case_of(s, k);
        // "the ceasefire, with oil at 100 dollars": behind a comma it goes with something else.
        let apart = s.subtree(k).first().is_some_and(|&f| f > 0 && s.tokens[f - 1].form == "," && case == "with");
        if s.tokens[k].deprel == "nmod:poss" || apart {
            continue;
        }
        let all = crate::clause::coordinated(s, k);
        if case == "between" && all.len() > 1 {
            set_actors(sight, claim, &all[..1]);
            set_targets(sight, claim, &all[1..]);
        } else if case == "by" || entry.pattern.actor.contains(&case) {
            set_actors(sight, claim, &all);
        } else if case == "on" && s.tokens[head].head.is_some_and(|v| s.tokens[v].lemma == "blame") {
            // "blamed the attack on the rebels": they are said to have made it, not to have suffered it.
            continue;
        } else if target_prepositions.contains(&case) && claim.target.is_none() {
            set_targets(sight, claim, &all);
        }
    }
    // "troop distribution": a compound says whose deed it is only where the frame is known.
    if claim.actor.is_none() && !entry.pattern.lemma.is_empty() {
        claim.actor = noun_doer(sight, entry, head);
    }
    // "Gunmen carried out an attack": the light verb's subject acts.
    if let Some(verb) = s.tokens[head].head
        && relation(s.tokens[head].deprel).starts_with("obj") | (s.tokens[head].deprel == "nsubj:pass")
        && let Some(clause) = sight.clause_at(verb)
        && sight.scene.knowledge.lexicon.light_verbs.get(&clause.lemma).is_some()
    {
        if claim.actor.is_none() {
            set_actors(sight, claim, &clause.agents);
        }
        let on = entry.pattern.target.iter().find_map(|p| clause.oblique(p));
        if let (None, Some(on)) = (&claim.target, on) {
            set_targets(sight, claim, &[on]);
        }
    }
    // "Rebels were involved in clashes", "took part in the attack".
    if let Some(verb) = s.tokens[head].head
        && claim.actor.is_none()
        && case_of(s, head) == "in"
        && let Some(clause) = sight.clause_at(verb)
        && matches!(clause.lemma.as_str(), "involve" | "engage" | "participate" | "take" | "join")
    {
        let doers = if clause.passive { clause.patients.clone() } else { clause.agents.clone() };
        set_actors(sight, claim, &doers);
    }
    if let Some(weapon) = (0..=head).rev().take(3).find_map(|i| sight.weapon(i).filter(|_| i == head || s.tokens[i].head == Some(head)))
        && entry.plover_type == "ASSAULT"
        && entry.mode.is_empty()
        && !weapon.mode.is_empty()
    {
        claim.instrument = Some(sight.phrase(head));
    }
    let of = s.children_by(head, "nmod").find(|&k| case_of(s, k) == "of").and_then(|k| quantity(sight.scene, k, None));
    claim.quantity = quantity(sight.scene, head, None).or(of);
}

/// Harm by nature or accident is no assault: a word of disaster in a sentence without arms.
fn mishap(sight: &Sighting, entry: &Entry) -> bool {
    entry.plover_type == "ASSAULT" && sight.disaster && !sight.armed_sentence()
}

/// The noun whose determiner tells whether somebody in particular is meant.
fn top_noun(sight: &Sighting, agent: usize) -> usize {
    let s = sight.s();
    let mut node = agent;
    while let Some(up) = s.tokens[node].head.filter(|_| matches!(relation(s.tokens[node].deprel), "compound" | "flat" | "nmod")) {
        node = up;
    }
    node
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
    if claim.kind == Kind::Control && claim.place.is_none() {
        claim.place = claim
            .object
            .as_ref()
            .and_then(|o| sight.places.iter().find(|p| o.span().zip(p.value.span()).is_some_and(|(o, p)| o.contains(p))))
            .map(|p| p.value.clone());
    }
    if claim.kind == Kind::Threat {
        threat(sight, claim, head);
    }
    second::fill(sight, claim, head);
}

fn threat(sight: &Sighting, claim: &mut Claim, head: usize) {
    let s = sight.s();
    let act = s
        .children(head)
        .find(|&k| threatened(sight, k))
        .map(|k| clause_span(s, k).slice(sight.scene.body).to_string())
        .or_else(|| claim.object.as_ref().map(|o| o.value.clone()))
        .unwrap_or_else(|| claim.mention.span.slice(sight.scene.body).to_string());
    let act_token = s.children(head).find(|&k| threatened(sight, k));
    if claim.condition.is_none() {
        claim.condition = act_token.and_then(|k| sight.standing(k).condition);
    }
    if let (None, Some(whom)) = (&claim.target, act_token.and_then(|k| sight.clause_at(k)).and_then(|c| c.patients.first().copied())) {
        claim.target = sight.scene.actor(whom);
    }
    let status = if claim.polarity == Polarity::Neg { ThreatStatus::Denied } else { ThreatStatus::Open };
    // The deadline is a time of the deed or of its condition, never the day on which it was threatened.
    let of_deed = |t: &crate::when_where::Attached<tacitus_record::Moment>| {
        act_token.is_some_and(|k| s.subtree(k).contains(&t.token))
            || claim.condition.as_ref().and_then(Grounded::span).zip(t.value.span()).is_some_and(|(c, t)| c.contains(t))
    };
    let deadline = sight.times.iter().find(|t| of_deed(t)).and_then(|t| t.value.value.end_hi);
    claim.threat = Some(Threat { act, condition: claim.condition.clone(), deadline, status });
}

/// Whether a token below a threat is the deed threatened.
fn threatened(sight: &Sighting, k: usize) -> bool {
    let s = sight.s();
    let to = || s.children_by(k, "mark").any(|m| s.tokens[m].form.eq_ignore_ascii_case("to"));
    matches!(relation(s.tokens[k].deprel), "xcomp" | "ccomp" | "acl") || (relation(s.tokens[k].deprel) == "advcl" && to())
}

fn worth(claim: &Claim) -> bool {
    let named = |a: &Option<Grounded<Actor>>| a.is_some();
    let placed = |p: &Option<Grounded<Place>>| p.is_some();
    named(&claim.actor) || named(&claim.target) || placed(&claim.place) || claim.quantity.is_some()
}

/// The harm that a verb does to its object ("killed"), where it does any.
pub fn harm<'a>(sight: &'a Sighting, lemma: &str) -> Option<&'a str> {
    sight.scene.knowledge.lexicon.casualty(lemma, "verb")
}
