//! Events told by nouns: "the attack on Veles", "talks between X and Y".

use tacitus_record::{Actor, Claim, Factuality, Grounded, Kind, Modality, Polarity, Span, Voice, Wording};
use tacitus_text::{Sentence, Upos};

use super::arguments::{arguments, comes_under};
use super::describing::{describes_people, provided_for};
use super::disowned::{deny, disowned};
use super::fit::{armed_enough, is_one_of};
use super::slots::is_human;
use super::{disposal, finish, mishap, rule_name, second, threat};
use crate::clause::{Clause, case_of, is_predicate, relation};
use crate::ontology::{Entry, Trigger};
use crate::phrase::{clause_span, core_phrase, noun_phrase};
use crate::sighting::Sighting;
use crate::standing::Standing;

/// The claim of a noun; `None` where it tells no event.
pub(super) fn read(sight: &Sighting, head: usize) -> Option<Claim> {
    let s = sight.s();
    let token = &s.tokens[head];
    if token.upos != Upos::Noun || sight.figurative[head] {
        return None;
    }
    let rel = relation(token.deprel);
    if rel == "compound" || rel == "flat" || is_predicate(s, head) && s.children_by(head, "cop").next().is_some() && rel != "root" {
        return None;
    }
    // "handed him a note of protest": what it is about.
    let note = |h: usize| matches!(s.tokens[h].lemma.as_str(), "note" | "letter" | "petition") && case_of(s, head) == "of";
    if token.head.is_some_and(note) {
        return None;
    }
    let framed = noun_entry(sight, head);
    let start = framed.map_or(head, |(_, start)| start);
    let entry = second::agreed(sight, head, &[], framed.map(|(entry, _)| entry))?;
    let standing = sight.standing(head);
    let disowned = disowned(sight, head);
    if sight.figurative[start]
        || mishap(sight, entry)
        || entry.plover_type == "ASSAULT" && disposal(sight, head)
        || threat::is_content(sight, head)
        || disowned.is_none() && tells_none(sight, head, entry, &standing)
    {
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
    unreal_as_its_verb(sight, &mut claim, entry, head);
    only_negotiated(sight, &mut claim, entry, head);
    let core = core_phrase(s, head);
    arguments(sight, &mut claim, entry, head);
    let target = claim.target.as_ref().and_then(Grounded::span);
    let under = s.children_by(head, "nmod").find(|&k| {
        target.is_some_and(|t| t.contains(s.tokens[k].span) || case_of(s, k) == "between" && t.start() > s.tokens[k].span.start())
    });
    claim.wording = Some(Wording::Noun {
        words: s.span_of(core.0.min(start), core.1.max(head + 1)).slice(sight.scene.body).to_string(),
        link: under.map(|k| case_of(s, k)).filter(|c| !c.is_empty()),
    });
    if let Some(by) = &disowned {
        claim = deny(sight, claim, by)?;
    }
    // "an offer to deploy 200 soldiers": what is offered, asked or threatened.
    let infinitive = s.children_by(head, "acl").find(|&k| k > head && s.children_by(k, "mark").any(|m| s.tokens[m].form == "to"));
    let speech = matches!(entry.plover_type.as_str(), "AGREE" | "REQUEST" | "REJECT" | "CONCEDE" | "SUPPORT" | "COOPERATE");
    if let Some(k) = infinitive.filter(|_| speech && claim.object.is_none()) {
        let span = crate::phrase::clause_span(s, k).cover(s.tokens[k].span);
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    }
    finish(sight, &mut claim, entry, head);
    // "no progress", "without incident": a denial that names nobody and no place denies nothing in particular.
    let about = claim.place.is_some() || !claim.said_by.is_empty() && (claim.object.is_some() || claim.time.is_some());
    if claim.polarity == Polarity::Neg && claim.actor.is_none() && claim.target.is_none() && !about {
        return None;
    }
    // "came under fire from the opposition": words.
    let under_fire = comes_under(sight, head).filter(|_| s.tokens[head].lemma == "fire").map(|clause| is_shot_at(sight, clause));
    if !under_fire.unwrap_or_else(|| armed_enough(sight, entry, &claim) || second::is_sure_of(sight, entry, head)) {
        return None;
    }
    // "a previous order by the army", "with assistance from the committee": of what, the words do not say.
    let asks = matches!(entry.plover_type.as_str(), "REQUEST" | "AID" | "SUPPORT");
    let content = s.children(head).any(|k| {
        let rel = relation(s.tokens[k].deprel);
        rel == "acl" || rel == "nmod" && matches!(case_of(s, k).as_str(), "for" | "to" | "of" | "in" | "on")
    });
    if asks
        && !content
        && (claim.modality == Modality::Actual || claim.actor.is_none())
        && claim.target.is_none()
        && claim.object.is_none()
        && claim.quantity.is_none()
    {
        return None;
    }
    own_voice(sight, &mut claim, head);
    brings_something(sight, claim, head, s.span_of(from, to), to - from)
}

/// "The ambulance came under fire inside the town", where "the minister came under fire over the budget": forces, craft, ground and weapons are shot
/// at, and others only where nothing says what for.
fn is_shot_at(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let Some(&subject) = clause.agents.first() else { return false };
    let lexicon = &sight.scene.knowledge.lexicon;
    let talk = |n: usize| lexicon.is_of_class("forum", &s.tokens[n].lemma.to_lowercase());
    // "came under fire from the opposition".
    let critics = clause.oblique("from|by").is_some_and(|n| {
        let armed = sight.scene.force_sector(n).is_some_and(|sector| super::fit::ARMED_SECTORS.contains(&sector));
        let speaks = sight.scene.actor(n).is_some() || talk(n);
        speaks && !armed && sight.weapon(n).is_none() && sight.place_at(n).is_none()
    });
    let criticised = clause.oblique("over|for|after").is_some() || critics || clause.obliques.iter().any(|(_, n)| talk(*n));
    let lemma = s.tokens[subject].lemma.to_lowercase();
    let unit = lexicon.measures.get(&lemma).copied();
    let shot_at = sight.weapon(subject).is_some()
        || lexicon.craft.get(&lemma).is_some()
        || matches!(unit, Some("materiel" | "building" | "place" | "force"))
        || lexicon.ground_nouns.get(&lemma).is_some()
        || sight.place_at(subject).is_some()
        || sight.scene.force_sector(subject).is_some_and(|sector| super::fit::ARMED_SECTORS.contains(&sector));
    shot_at && !criticised
}

/// Verbs by which a happening comes about.
const COMING: &[&str] = &["come", "materialise", "materialize", "happen", "occur", "arrive", "follow", "ensue"];
/// What forbids or provides for deeds that nobody need have done.
const LAWS: &[&str] =
    &["law", "statute", "legislation", "penalty", "provision", "convention", "taboo", "insurance", "safeguard", "training"];

/// Whether a noun with a frame tells of no event in particular where it stands.
fn tells_none(sight: &Sighting, head: usize, entry: &Entry, standing: &Standing) -> bool {
    let s = sight.s();
    let token = &s.tokens[head];
    let rel = relation(token.deprel);
    let lexicon = &sight.scene.knowledge.lexicon;
    let has =
        |relation: &str, words: &[&str]| s.children_by(head, relation).any(|k| words.contains(&s.tokens[k].lemma.to_lowercase().as_str()));
    let advised = standing.modality == Modality::Advocated && standing.voices.is_empty();
    if standing.figurative || standing.question || standing.antecedent || advised {
        return true;
    }
    // "is to suspend air strikes": what is to end has no day of its own.
    let verb = token.head.filter(|_| rel == "obj").and_then(|h| sight.clause_at(h));
    let ends = |c: &Clause| matches!(c.lemma.as_str(), "suspend" | "halt" | "pause" | "renounce");
    if verb.is_some_and(|c| ends(c) && sight.standing(c.head).modality == Modality::Planned) {
        return true;
    }
    // "denies the allegations concerning the death of two men": it is what is denied.
    let alleged = |n: &usize| {
        let denied = s.tokens[*n].head.and_then(|h| sight.clause_at(h)).filter(|_| relation(s.tokens[*n].deprel) == "obj");
        let noun = lexicon.reporting_nouns.get(&s.tokens[*n].lemma.to_lowercase());
        noun.is_some_and(|r| matches!(r.class, "accuse" | "claim"))
            && denied.is_some_and(|c| matches!(c.lemma.as_str(), "deny" | "reject" | "dismiss" | "refute"))
    };
    let mut nouns = std::iter::successors(token.head, |&n| s.tokens[n].head)
        .take(4)
        .take_while(|&n| s.tokens[n].upos != Upos::Verb || relation(s.tokens[n].deprel) == "acl");
    if nouns.any(|n| alleged(&n)) {
        return true;
    }
    // "walked out of the talks": they are left, and not held.
    if entry.plover_type == "CONSULT" && case_of(s, head) == "out of" {
        return true;
    }
    // "a partner in the fight against militants": no particular fight.
    if entry.predicate == "assault.clash" && token.lemma == "fight" && has("det", &["the"]) {
        return true;
    }
    // "the ceasefire collapsed": it is over; nothing says here that it came about.
    let lemma_at = |k: usize| sight.clause_at(k).map_or_else(|| s.tokens[k].lemma.to_lowercase(), |c| c.lemma.clone());
    let over = |k: usize| {
        let ends = lexicon.negations.get(&lemma_at(k));
        matches!(s.tokens[k].upos, Upos::Verb) && ends.is_some_and(|(_, effect)| effect.starts_with("ended"))
    };
    // "Talks with the rebels broke down": told with the parties by the verb.
    let parties = || s.children_by(head, "nmod").any(|k| matches!(case_of(s, k).as_str(), "with" | "between"));
    let by_verb = |k: usize| sight.scene.knowledge.ontology.is_verb_of(&lemma_at(k), &["REJECT"]);
    let broken_off = entry.plover_type == "CONSULT" && parties() && token.head.is_some_and(by_verb);
    if rel == "nsubj"
        && (broken_off || matches!(entry.plover_type.as_str(), "RETREAT" | "AGREE" | "COOPERATE"))
        && token.head.is_some_and(over)
    {
        return true;
    }
    // "failed to agree on a ceasefire", "did not sign the truce": none came of it.
    let governor = sight.governing(head);
    if matches!(rel, "obj" | "obl")
        && token.head == Some(governor)
        && matches!(entry.plover_type.as_str(), "RETREAT" | "AGREE" | "COOPERATE" | "CONSULT" | "SUPPORT")
        && sight.standing(governor).polarity == Polarity::Neg
    {
        return true;
    }
    // "blocks the entry of aid", "freezes all aid": what is withheld is not given.
    let holds_back = |code: &str| matches!(code, "SANCTION" | "COERCE" | "REJECT");
    let framed = sight.scene.knowledge.ontology.entries(Trigger::Verb, &s.tokens[governor].lemma.to_lowercase());
    let withheld =
        s.gist(governor).is_some_and(|g| g.event_margin > 0.0 && holds_back(g.event)) || framed.iter().any(|e| holds_back(&e.plover_type));
    let ended = lexicon.negations.get(&s.tokens[governor].lemma.to_lowercase()).is_some_and(|(_, effect)| effect.starts_with("ended"));
    if entry.plover_type == "AID" && (withheld || ended && rel == "obj") {
        return true;
    }
    // "cancels its participation in the talks": what one keeps away from is not one's own.
    let part = token.head.filter(|&h| rel == "nmod" && case_of(s, head) == "in" && s.tokens[h].upos == Upos::Noun);
    if (withheld || ended)
        && part.is_some_and(|h| matches!(s.tokens[h].lemma.as_str(), "participation" | "attendance" | "involvement" | "part"))
    {
        return true;
    }
    // "is not taking part in any exercises": none in particular, and here not even one.
    if has("det", &["any", "whatever"]) {
        return true;
    }
    // "failed to stop attacks", "will not renew the truce": what is denied is the stopping, not the attacks.
    let denied_here = s.children(head).any(|k| {
        matches!(s.tokens[k].lemma.to_lowercase().as_str(), "no" | "neither" | "without" | "failed" | "foiled" | "thwarted" | "averted")
    });
    if standing.polarity == Polarity::Neg && !denied_here {
        return true;
    }
    // "work towards a ceasefire", "steps toward a deal": it has not come yet.
    if matches!(case_of(s, head).as_str(), "toward" | "towards") {
        return true;
    }
    // "summoned the envoy in protest" is no protest of its own.
    if entry.plover_type == "PROTEST" && case_of(s, head) == "in" && s.children(head).all(|k| relation(s.tokens[k].deprel) == "case") {
        return true;
    }
    // "A large offensive is unlikely", "remains improbable": a judgement about it, told as one.
    let band = |k: usize| lexicon.hedges.get(&s.tokens[k].lemma.to_lowercase()).is_some_and(|h| h.band.is_some());
    let judged = |k: usize| s.tokens[k].upos == Upos::Adj && band(k);
    if rel == "nsubj" && token.head.is_some_and(|k| judged(k) || s.children_by(k, "xcomp").any(judged)) {
        return true;
    }
    // "the feared assault never came".
    let comes = |k: usize| COMING.contains(&s.tokens[k].lemma.as_str()) && sight.standing(k).polarity == Polarity::Neg;
    if rel == "nsubj" && token.head.is_some_and(comes) {
        return true;
    }
    // "the law against kidnapping": what is forbidden or provided for in general.
    let in_law = |k: usize| LAWS.contains(&s.tokens[k].lemma.to_lowercase().as_str());
    if matches!(case_of(s, head).as_str(), "against" | "on" | "for") && token.head.is_some_and(in_law) {
        return true;
    }
    // "a budget which includes aid to the region", "an amendment that permits arrests".
    if standing.modality == Modality::Actual && provided_for(sight, governor) {
        return true;
    }
    // "a stabbing convict", "kidnapping and cattle-rustling gang members": what people are known for.
    if describes_people(sight, head) {
        return true;
    }
    // "rallied in support of the junta" tells why they rallied.
    if entry.plover_type == "SUPPORT" && case_of(s, head) == "in" {
        return true;
    }
    // "denies allegations of abuse": what is denied is the abuse, not that somebody alleged it.
    standing.polarity == Polarity::Neg && lexicon.reporting_nouns.get(&token.lemma.to_lowercase()).is_some()
}

/// "would support a truce": one that does not exist yet is as unreal as its verb.
fn unreal_as_its_verb(sight: &Sighting, claim: &mut Claim, entry: &Entry, head: usize) {
    let s = sight.s();
    let token = &s.tokens[head];
    let indefinite = s.children_by(head, "det").any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "a" | "an"));
    // "to provide assistance": help that the verb is yet to give.
    let bare = !s.children(head).any(|k| relation(s.tokens[k].deprel) == "det" || s.tokens[k].deprel == "nmod:poss");
    // "went to collect aid": nor does who comes for it have it yet.
    let fetches = |lemma: &str| entry.plover_type == "AID" && matches!(lemma, "collect" | "receive" | "get" | "obtain" | "seek" | "await");
    let gives = |v: usize| {
        let lemma = s.tokens[v].lemma.to_lowercase();
        sight.scene.knowledge.ontology.is_verb_of(&lemma, &[&entry.plover_type]) || fetches(&lemma)
    };
    let indefinite = indefinite || bare && token.head.is_some_and(gives);
    let object = relation(token.deprel) == "obj" && indefinite && claim.modality == Modality::Actual;
    if let Some(verb) = token.head.filter(|&v| object && is_predicate(s, v)) {
        let above = sight.standing(verb);
        if !matches!(above.modality, Modality::Actual | Modality::Ongoing) {
            claim.modality = above.modality;
            claim.factuality = above.factuality();
        }
    }
}

/// "talks on a ceasefire": a good turn that is talked about is yet to be done; violence that is talked about is what happened.
fn only_negotiated(sight: &Sighting, claim: &mut Claim, entry: &Entry, head: usize) {
    let s = sight.s();
    let good = matches!(entry.plover_type.as_str(), "AGREE" | "CONCEDE" | "COOPERATE" | "AID" | "RETREAT" | "SUPPORT");
    let about = matches!(case_of(s, head).as_str(), "on" | "over" | "about" | "for" | "toward" | "towards" | "at");
    let talks = |noun: usize| noun_entry(sight, noun).is_some_and(|(e, _)| e.plover_type == "CONSULT");
    // "talks focusing on a truce", "talks aimed at a truce".
    let described = |verb: usize| relation(s.tokens[verb].deprel) == "acl" && s.tokens[verb].head.is_some_and(talks);
    if good && about && claim.modality == Modality::Actual && s.tokens[head].head.is_some_and(|h| talks(h) || described(h)) {
        let standing = Standing { modality: Modality::Hypothetical, ..sight.standing(head) };
        (claim.modality, claim.factuality) = (standing.modality, standing.factuality());
        claim.mention.rules.push("talked about".to_string());
    }
}

/// "carried out a raid", "a meeting was held": the verb that lends an event noun its doer.
pub(super) fn light_verb(sight: &Sighting, head: usize) -> Option<usize> {
    let token = &sight.s().tokens[head];
    let verb = token.head.filter(|_| relation(token.deprel) == "obj" || token.deprel == "nsubj:pass")?;
    let light = sight.clause_at(verb).is_some_and(|c| sight.scene.knowledge.lexicon.light_verbs.get(&c.lemma).is_some());
    light.then_some(verb)
}

/// Whether a noun, or one above it in its phrase, stands under a preposition that sets a happening beside the verb: "…, he said, following
/// the strikes", "will respond after the deaths of four".
pub fn is_set_beside(s: &Sentence, head: usize) -> bool {
    let path: Vec<usize> = std::iter::successors(Some(head), |&i| s.tokens[i].head.filter(|&h| !is_predicate(s, h))).collect();
    path.iter().enumerate().any(|(at, &i)| {
        let answers = |(case, below): (String, usize)| {
            at > 0 && below == path[at - 1] && matches!(case.as_str(), "in response to" | "in retaliation for" | "in revenge for")
        };
        let beside = matches!(case_of(s, i).as_str(), "following" | "in response to" | "after" | "amid" | "despite" | "ahead of" | "since");
        beside || crate::clause::complex_case(s, i).is_some_and(answers)
    })
}

/// Takes voices away from a noun that they do not tell of.
fn own_voice(sight: &Sighting, claim: &mut Claim, head: usize) {
    let s = sight.s();
    // "…, he said, following the strikes": what stands under such a word is the author's.
    let aside = is_set_beside(s, head);
    // "sources say that two were killed after a strike": but within what is said, it is theirs.
    let reporting_verb = |h: usize| sight.scene.knowledge.lexicon.reporting_verbs.get(&s.tokens[h].lemma.to_lowercase()).is_some();
    let told = std::iter::successors(Some(head), |&i| s.tokens[i].head)
        .any(|i| s.tokens[i].deprel == "ccomp" && s.tokens[i].head.is_some_and(|h| h < head && h < i && reporting_verb(h)));
    let aside = aside && !told;
    if aside && claim.said_by.iter().all(|v| v.value.cue.is_some()) && !claim.said_by.is_empty() {
        claim.said_by.clear();
        claim.factuality = vec![("author".to_string(), Factuality::CertainPos)];
    }
    // Who is suspected or accused of a deed is not who tells that it happened; but that he did it ("accused of orchestrating an attack") only
    // his accusers tell.
    let accused = |a: &Grounded<tacitus_record::Actor>| {
        a.span().is_some_and(|span| !s.subtree(head).iter().any(|&k| span.contains(s.tokens[k].span)))
    };
    if claim.actor.as_ref().is_some_and(accused) {
        return;
    }
    let reporting = |h: usize| sight.scene.knowledge.lexicon.reporting_nouns.get(&s.tokens[h].lemma.to_lowercase()).is_some();
    let nameless = |v: &Grounded<Voice>| v.value.actor.name == "unnamed source";
    // "is said to have been killed in a strike": of the strike that did it nobody knows more than of the killing.
    let verb = sight.governing(head);
    let heard = s.tokens[verb].deprel == "xcomp" && s.tokens[verb].head.and_then(|up| sight.clause_at(up)).is_some_and(|c| c.passive);
    if !heard && !s.tokens[head].head.is_some_and(reporting) && claim.said_by.iter().any(nameless) {
        claim.said_by.retain(|v| !nameless(v));
        claim.factuality = match claim.said_by.last() {
            None => vec![("author".to_string(), Factuality::CertainPos)],
            Some(v) => vec![("author".to_string(), Factuality::Uncommitted), (v.value.actor.name.clone(), Factuality::CertainPos)],
        };
    }
}

/// The claim, if it says who, whom, where or when; with the words of its sentence where the sentence is about it. `span` are the noun's
/// own words, `length` their number. "the attack", "those attacks" were told before: here they must bring words of their own.
fn brings_something(sight: &Sighting, mut claim: Claim, head: usize, span: Span, length: usize) -> Option<Claim> {
    let s = sight.s();
    let again = s
        .children_by(head, "det")
        .any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "the" | "this" | "that" | "these" | "those"));
    let inside = |part: Option<Span>| part.is_some_and(|p| span.contains(p));
    // "The attack took place in Morva on Monday": where and when it was is what the sentence tells.
    let happens = |v: usize| match s.tokens[v].lemma.as_str() {
        "happen" | "occur" | "unfold" => true,
        "take" => s.children_by(v, "obj").any(|k| s.tokens[k].lemma == "place"),
        _ => false,
    };
    let located = relation(s.tokens[head].deprel) == "nsubj" && s.tokens[head].head.is_some_and(happens);
    let placed = claim.place.as_ref().is_some_and(|p| !again || located || inside(p.span()));
    // "the overnight attack", "today's attacks": a day alone tells neither whose nor where; what is still to come has no more than its day.
    let dated = claim.time.is_some() && (claim.object.is_some() || claim.modality != Modality::Actual);
    // "a manhunt for the suspect".
    let nobody = |a: &Grounded<Actor>| {
        let a = &a.value;
        a.entity.is_none() && a.sector.is_none() && !a.name.contains(' ') && a.name.chars().all(char::is_lowercase)
    };
    let named = claim.target.is_some() && (claim.time.is_some() || !claim.target.as_ref().is_some_and(nobody));
    let caused = claim.instrument.is_some() && (claim.place.is_some() || claim.time.is_some());
    if claim.actor.is_some() || named || placed || dated || caused {
        return Some(claim);
    }
    // "Cross-border raids have continued despite the talks": the sentence is about them, and says it best itself.
    let subject = relation(s.tokens[head].deprel) == "nsubj";
    let verb = s.tokens[head].head.filter(|&v| subject && relation(s.tokens[v].deprel) == "root")?;
    // "Fighting broke out last week", "Protests were held in Veles and Morva": so it is where a bare noun comes about somewhere or some day.
    let comes_about = |v: usize| {
        let lemma = sight.clause_at(v).map_or(s.tokens[v].lemma.as_str(), |c| c.lemma.as_str());
        let placed = |k: usize| sight.place_at(k).is_some() || s.children(k).any(|n| sight.place_at(n).is_some());
        let somewhere = s.children_by(v, "obl").any(placed);
        let some_day = sight.times.iter().any(|t| (t.range.0..t.range.1).any(|i| s.tokens[i].head == Some(v)));
        let passive = sight.clause_at(v).is_some_and(|c| c.passive);
        let voice = sight.scene.knowledge.lexicon.occurrence_verbs.get(lemma);
        voice.is_some_and(|voice| passive == (*voice == "passive")) && (somewhere || some_day)
    };
    if again || length < 2 && !comes_about(verb) || sight.standing(verb).question {
        return None;
    }
    let whole = clause_span(s, verb);
    claim.object = Some(Grounded::at(whole.slice(sight.scene.body).to_string(), whole));
    claim.wording = Some(Wording::Phrase);
    Some(claim)
}

/// The frame of a noun, by its longest compound ("missile strike"), with the first token of the compound.
pub(super) fn noun_entry<'a>(sight: &'a Sighting, head: usize) -> Option<(&'a Entry, usize)> {
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
            // "the capture of two commanders" takes no ground.
            let person = |k: usize| is_human(sight, k) || s.names.iter().any(|n| n.label == "PER" && n.start <= k && k < n.end);
            let of_people = || s.children_by(head, "nmod").any(|k| case_of(s, k) == "of" && person(k));
            let fits = |e: &&Entry| {
                // "the collapse of the talks", and of no building.
                let said =
                    |want: &String| s.children_by(head, "nmod").any(|k| case_of(s, k) == *want && is_one_of(sight, k, &e.pattern.noun));
                let there = if e.pattern.noun.is_empty() {
                    e.pattern.need.is_empty() || e.pattern.need.iter().any(preposition)
                } else {
                    e.pattern.need.iter().any(said)
                };
                let taken = || e.predicate != "assault.abduct" || e.pattern.need.is_empty() || of_people();
                there && taken() && !(e.kind == Kind::Control && of_people())
            };
            if let Some(entry) = ontology.entries(Trigger::Noun, &phrase).iter().find(fits) {
                return Some((entry, start));
            }
        }
    }
    None
}
