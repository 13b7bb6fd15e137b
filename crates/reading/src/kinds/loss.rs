//! Losses: who or what was killed, wounded, captured, destroyed, and how many. `noun.rs` has those that a noun or adjective tells.

mod noun;
mod status;

use tacitus_record::{Bound, Claim, Grounded, Kind, Polarity, Quantity, Wording};
use tacitus_text::Upos;

use super::event::{doers, is_attribute, is_event_noun, is_generic_relative, verb_wording};
use super::tolls::{none_hurt, risen, unhurt};
use crate::clause::{Clause, case_of, relation};
use crate::ontology::Trigger;
use crate::phrase::{claim_span, noun_phrase};
use crate::quantity::{hurts_people, quantity};
use crate::sighting::Sighting;
use status::{cost_to, harm_status, hurts_subject, needs_care, takes_in, whose_lives};

/// The rule of losses told by a verb.
pub const BY_VERB: &str = "harm verb";

/// The rule of the hurt whom somebody cares for.
pub const CARE: &str = "care of the hurt";

/// Claims of loss. `events` are the claims already made from frames: a verb of harm there lends its code here.
pub fn find(sight: &Sighting, events: &[(Claim, Vec<usize>)]) -> Vec<Claim> {
    let mut found = Vec::new();
    for clause in &sight.clauses {
        // The verbs of dying and fleeing hurt their subject.
        let sufferers = if hurts_subject(sight, clause) { &clause.agents } else { &clause.patients };
        // "34 are killed and 80 more injured": the second verb has a number of its own, which the tree lost.
        let own = own_number(sight, clause).or_else(|| some_of_whom(sight, clause));
        let bereft = whose_lives(sight, clause);
        let sufferers: &[usize] = match &own {
            Some(own) => std::slice::from_ref(own),
            None if !bereft.is_empty() => &bereft,
            None => sufferers,
        };
        for &sufferer in sufferers {
            if let Some(none) = none_hurt(sight, clause, sufferer) {
                found.push(none);
                continue;
            }
            found.extend(from_verb(sight, clause, sufferer, events));
            // "killed six people, including two officers": a count of its own.
            let s = sight.s();
            let behind = clause.obliques.iter().filter(|(p, _)| p == "including").map(|(_, k)| *k);
            for part in s.children_by(sufferer, "nmod").filter(|&k| case_of(s, k) == "including").chain(behind) {
                for one in crate::clause::coordinated(s, part) {
                    let Some(mut claim) = from_verb(sight, clause, one, events) else { continue };
                    if let Some(counted) = claim.quantity.as_ref().and_then(Grounded::span) {
                        claim.mention.span = claim.mention.span.cover(counted);
                        found.push(claim);
                    }
                }
            }
        }
    }
    found.extend((0..sight.s().tokens.len()).filter_map(|i| unhurt(sight, i)));
    // "left 20 dead": one happening, told with its number and its code.
    let deed = |loss: &Claim| events.iter().map(|(e, _)| e).find(|e| e.mention.cue == loss.mention.cue && e.predicate == "assault.kill");
    found.extend(noun::find(sight).into_iter().map(|mut loss| {
        if let Some(deed) = deed(&loss).filter(|_| loss.event.is_none()) {
            loss.event.clone_from(&deed.event);
            loss.actor = loss.actor.or_else(|| deed.actor.clone());
        }
        loss
    }));
    without_borrowed_negations(found)
}

/// "No deaths but 17 people hurt": the "no" is that of the toll of none, and denies no other number of the sentence.
fn without_borrowed_negations(mut found: Vec<Claim>) -> Vec<Claim> {
    let nought = |c: &Claim| c.polarity == Polarity::Neg && c.quantity.as_ref().is_some_and(|q| q.value.value == Some(0.0));
    if found.iter().any(nought) {
        found.retain(|c| nought(c) || c.polarity == Polarity::Pos || c.quantity.as_ref().and_then(|q| q.value.lo).is_none_or(|n| n == 0.0));
    }
    found
}

/// A number between "and" and a coordinated verb that has no subject of its own.
fn own_number(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let head = clause.head;
    let joined = s.tokens[head].deprel == "conj" && s.tokens[head].head.is_some_and(|h| h < head);
    let and = (0..head).rev().take(5).find(|&i| joined && s.tokens[i].upos == Upos::Cconj)?;
    let borrowed = clause.patients.iter().chain(&clause.agents).all(|&i| i < and);
    (and + 1..head).find(|&i| borrowed && s.tokens[i].upos == Upos::Num)
}

/// "eleven people, one of whom died": those of the people before of whom the relative clause tells.
fn some_of_whom(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let of_whom = |&k: &usize| {
        relation(s.tokens[k].deprel) == "nsubj"
            && s.children_by(k, "nmod").any(|n| case_of(s, n) == "of" && matches!(s.tokens[n].xpos, "WP" | "WDT"))
    };
    // "one of whom killed two officers" hurts the officers.
    let own = clause.passive || s.children_by(clause.head, "obj").next().is_none();
    s.children(clause.head).find(of_whom).filter(|_| own && s.tokens[clause.head].deprel == "acl:relcl")
}

/// "five soldiers were killed", "shelling left three dead": counted or named harm.
fn from_verb(sight: &Sighting, clause: &Clause, sufferer: usize, events: &[(Claim, Vec<usize>)]) -> Option<Claim> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    if sight.figurative[clause.head] || s.tokens[clause.head].upos != Upos::Verb {
        return None;
    }
    let status = harm_status(sight, clause)?;
    // "it is not known how many soldiers have died".
    if s.subtree(sufferer).into_iter().take_while(|&k| k < sufferer).any(|k| s.tokens[k].lemma.eq_ignore_ascii_case("how")) {
        return None;
    }
    // "evacuated the wounded": a rescue.
    let hurt = |i: usize| {
        let lemma = s.tokens[i].lemma.to_lowercase();
        matches!(lemma.as_str(), "patient" | "body" | "sick")
            || lexicon.casualty(&lemma, "verb").is_some_and(|h| matches!(h, "wounded" | "killed"))
            || ["noun", "adj"]
                .iter()
                .any(|pos| lexicon.casualty(&lemma, pos).is_some_and(|h| matches!(h, "wounded" | "killed" | "casualties")))
    };
    if clause.lemma == "evacuate" && (hurt(sufferer) || s.children(sufferer).any(|k| s.tokens[k].deprel == "amod" && hurt(k))) {
        return None;
    }
    // "cost the lives of nine people": whose they were.
    let lives = || s.tokens[sufferer].lemma == "life" && s.tokens[sufferer].xpos == "NNS";
    let of = s.children_by(sufferer, "nmod").find(|&k| case_of(s, k) == "of" && lives());
    let cost = cost_to(sight, clause);
    if cost.is_some_and(|(_, men)| men != sufferer) {
        return None;
    }
    let sufferer = of.unwrap_or(sufferer);
    // "twelve were injured, three of them seriously": a part of those who were counted.
    let before = |&p: &usize| p < sufferer && quantity(sight.scene, p, None).is_some();
    let of_them =
        s.children_by(sufferer, "nmod").any(|k| case_of(s, k) == "of" && s.tokens[k].upos == Upos::Pron && s.tokens[k].xpos != "WP");
    if of_them && s.tokens[sufferer].upos == Upos::Num && clause.patients.iter().any(before) {
        return None;
    }
    // "their vehicle hit a mine": the mine did the harm.
    let sprung = sight.weapon(sufferer).is_some_and(|w| matches!(w.class, "mine" | "explosive"));
    if sprung && !clause.passive && matches!(clause.lemma.as_str(), "hit" | "strike") {
        return None;
    }
    // "the price hit $76".
    if s.tokens[sufferer].upos == Upos::Sym || s.tokens[sufferer].form.starts_with(['$', '€', '£']) {
        return None;
    }
    let intransitive = hurts_subject(sight, clause);
    // "The attacker fled": an escape, no displacement.
    let armed =
        |a: &Grounded<tacitus_record::Actor>| a.value.sector.as_deref().is_some_and(|s| matches!(s, "MIL" | "REB" | "UAF" | "CRM" | "COP"));
    let many = matches!(s.tokens[sufferer].xpos, "NNS" | "NNPS" | "CD") || quantity(sight.scene, sufferer, None).is_some();
    if !intransitive && status == "displaced" && sight.scene.actor(sufferer).as_ref().is_some_and(armed) {
        return None;
    }
    if intransitive && status == "displaced" && (!many || sight.scene.actor(sufferer).as_ref().is_some_and(armed)) {
        return None;
    }
    if intransitive && !matches!(status, "killed" | "missing" | "displaced" | "surrendered") && !needs_care(sight, clause) {
        return None;
    }
    // "killed or injured more than 60", "killed and wounded": one number for both.
    let joined = s
        .children_by(clause.head, "conj")
        .chain(s.tokens[clause.head].head.filter(|_| s.tokens[clause.head].deprel == "conj"))
        .find(|&k| {
            s.tokens[k].upos == Upos::Verb
                && k.abs_diff(clause.head) == 2
                && sight.clause_at(k).is_some_and(|c| {
                    let other = lexicon.casualty(&c.lemma, "verb");
                    other.is_some_and(|o| o != status && matches!(o, "killed" | "wounded"))
                        && (c.passive == clause.passive)
                        && c.patients == clause.patients
                })
        });
    // "killed or kidnapped": nobody says which befell whom, and no one word tells both.
    if super::event::either_harm(sight, clause) && !(joined.is_some() && matches!(status, "killed" | "wounded")) {
        return None;
    }
    let status = if joined.is_some() && matches!(status, "killed" | "wounded") { "casualties" } else { status };
    if joined.is_some_and(|k| k < clause.head) && status == "casualties" {
        return None;
    }
    let named =
        sight.scene.actor(sufferer).filter(|_| s.tokens[sufferer].upos != Upos::Pron || quantity(sight.scene, sufferer, None).is_none());
    let listed = || one_of_list(sight, clause, sufferer, status).filter(|_| named.is_some());
    let counted = quantity(sight.scene, sufferer, Some(status)).or_else(listed).or_else(|| risen(sight, sufferer, status));
    let thing = is_materiel(sight, sufferer);
    if counted.is_none() && !(named.is_some() || thing) {
        return None;
    }
    // "he has wrecked Karskia": a manner of speaking; what is lost as materiel are things, not a state.
    let state = |a: &Grounded<tacitus_record::Actor>| s.tokens[sufferer].upos == Upos::Propn && a.value.country.is_some() && !armed(a);
    let materiel = matches!(status, "destroyed" | "damaged") && sight.weapon(sufferer).is_none();
    if materiel && counted.is_none() && named.as_ref().is_some_and(state) {
        return None;
    }
    let st = sight.standing(clause.head);
    if st.question
        || st.antecedent
        || st.figurative
        || st.mere_infinitive
        || is_attribute(sight, clause)
        || is_generic_relative(sight, clause)
    {
        return None;
    }
    let of = |head: usize| events.iter().find(|(_, tokens)| tokens.contains(&head)).map(|(c, _)| c);
    // "are shot and killed by a guard": the second verb tells what the first one did.
    let first = s.tokens[clause.head].head.filter(|_| s.tokens[clause.head].deprel == "conj").and_then(|h| sight.clause_at(h));
    let shared = first.filter(|f| f.passive == clause.passive && f.patients == clause.patients).and_then(|f| of(f.head));
    // "A doctor treated 20 wounded people": who cares for the hurt did not hurt them, and does a deed of their own.
    let care = !clause.passive && takes_in(clause) && sight.scene.knowledge.lexicon.casualty(&clause.lemma, "verb").is_none();
    let code = of(clause.head).or(shared).filter(|_| !care);
    // "200 have been destroyed", "the victims were killed": of what, and who, is told elsewhere or nowhere.
    let lemma = s.tokens[sufferer].lemma.to_lowercase();
    let unnamed =
        (hurts_people(status) && named.is_none() && counted.as_ref().is_none_or(|q| q.value.unit != "person") && status != "displaced")
            || (status == "displaced" && named.is_none() && counted.is_none())
            || counted.as_ref().is_some_and(|q| q.value.unit == "item")
            || (lemma == "victim" && counted.is_none())
            || (lemma == "one" && !hurts_people(status));
    if unnamed {
        return None;
    }
    // "sustained more than 90 injuries", "one of them": what is counted must be somebody or something.
    let nobody = s.tokens[sufferer].upos == Upos::Pron && counted.as_ref().is_none_or(|q| q.value.unit != "person");
    let hurt = lexicon.casualty(&s.tokens[sufferer].lemma.to_lowercase(), "noun").is_some_and(|n| matches!(n, "wounded" | "killed"))
        && !matches!(s.tokens[sufferer].lemma.as_str(), "casualty" | "victim");
    if (nobody && named.is_none()) || hurt {
        return None;
    }
    // A plain event of harm without a number is told once, as the event.
    if code.is_some() && (counted.is_none() || matches!(status, "displaced" | "arrested" | "abducted" | "surrendered" | "captured")) {
        return None;
    }
    let rule = if care { CARE } else { BY_VERB };
    let mut claim = sight.claim(Kind::Loss, format!("loss.{status}"), claim_span(s, clause.head), clause.head, rule);
    // "taken to hospital" is no deployment.
    let hurts = |e: &tacitus_record::EventCode| status != "wounded" || !matches!(e.plover_type.as_str(), "MOBILIZE" | "AID" | "RETREAT");
    claim.event = code.and_then(|c| c.event.clone()).filter(hurts);
    if let (None, Some(_)) = (&claim.event, joined) {
        // No event stands beside what befell either this or that way.
        let entry = sight.scene.knowledge.ontology.entries(Trigger::Verb, &clause.lemma).iter().find(|e| e.plover_type == "ASSAULT");
        claim.event = entry.and_then(|e| super::event::event_code(sight, &claim, e, clause.head));
    }
    claim.wording = Some(match joined {
        // "killed or wounded": the number is of both.
        Some(other) => Wording::Verb {
            infinitive: format!("{} {} {}", clause.lemma, s.tokens[clause.head + 1].form, s.tokens[other].lemma),
            participle: clause.passive.then(|| s.span_of(clause.head, other + 1).slice(sight.scene.body).to_lowercase()),
            link: None,
        },
        None => verb_wording(sight, clause, None),
    });
    claim.actor = if intransitive { None } else { code.and_then(|c| c.actor.clone()) };
    claim.more_actors = if intransitive { Vec::new() } else { code.map(|c| c.more_actors.clone()).unwrap_or_default() };
    claim.instrument = code.and_then(|c| c.instrument.clone());
    // "killed by suspected rebels".
    for hedge in code.filter(|_| claim.actor.is_some()).iter().flat_map(|c| &c.hedges) {
        if claim.hedges.iter().all(|h| h.span() != hedge.span()) {
            claim.hedges.push(hedge.clone());
        }
    }
    claim.target = named;
    claim.quantity = counted;
    if claim.target.is_none() {
        // "five pieces of Karskian equipment": whose things they are.
        let of = s.children_by(sufferer, "nmod").find(|&k| case_of(s, k) == "of");
        let nation = |a: &Grounded<tacitus_record::Actor>| a.value.entity.is_some() && a.span().is_some_and(|s| s.len() > 3);
        claim.target = sight.owner(sufferer).or_else(|| of.and_then(|k| sight.owner(k)).filter(nation));
        // A bare number ("14 were killed") is the quantity and no thing.
        claim.object = Some(sight.phrase(sufferer)).filter(|_| s.tokens[sufferer].upos != Upos::Num);
    }
    let means = |agent: usize| sight.weapon(agent).is_some() || is_event_noun(sight, agent);
    let doers = doers(sight, clause);
    if let (false, None, Some(&agent)) = (intransitive, &claim.actor, doers.first())
        && claim.instrument.is_none()
        && means(agent)
    {
        // "a jet crashes, killing both pilots": nobody killed them with it.
        let accident = sight.disaster && !sight.armed_sentence();
        claim.instrument = Some(sight.listed_phrase(agent)).filter(|_| !accident);
        claim.actor = sight.owner(agent).filter(|_| !accident && (sight.weapon(agent).is_some() || s.tokens[agent].upos == Upos::Noun));
    }
    // "will not join them in striking the port": who strikes is told, and a denial without him would deny every strike.
    if let (None, Some(&agent)) = (&claim.actor, doers.first().filter(|_| status == "hit" && !clause.passive && !intransitive)) {
        claim.actor = sight.scene.actor(agent);
    }
    if claim.instrument.is_none() && hurts_people(status) {
        claim.instrument = means_of_harm(sight, clause);
    }
    // "killed in alleged Karskian airstrikes": whose they were is alleged only.
    if let Some(means) = claim.instrument.as_ref().and_then(Grounded::span).filter(|_| claim.actor.is_some()) {
        // "a strike on a suspected smugglers' boat": of the boat it is doubted, not of the strike.
        let inside = |i: usize| means.contains(s.tokens[i].span);
        let head = (0..s.tokens.len()).find(|&i| inside(i) && !s.tokens[i].head.is_some_and(inside));
        let before = head.map_or(means.end(), |h| s.tokens[h].span.end());
        let doubts = |t: &&tacitus_text::Token| means.contains(t.span) && t.span.end() <= before && super::event::is_doubting(t);
        let new = |t: &&tacitus_text::Token| claim.hedges.iter().all(|h| h.span() != Some(t.span));
        if let Some(word) = s.tokens.iter().filter(doubts).find(new) {
            claim.hedges.push(Grounded::at(word.form.clone(), word.span));
        }
    }
    // What nature or accident did is told with its cause and has no code of violence; nor has a death whose cause nobody names.
    if let Some(cause) = sight.cause(clause.head).filter(|_| claim.actor.is_none()) {
        claim.instrument = claim.instrument.or(Some(cause));
        claim.event = None;
    }
    // "the brigade lost four men": whose they were. What befell them is not told, so that the text's own words stand.
    let lost = clause.lemma == "lose" && !clause.passive && !intransitive && status == "casualties";
    // "The airline lost 20 pilots to a rival": they left.
    let left_for = clause.oblique("to").is_some_and(|n| sight.scene.actor(n).is_some() && !is_event_noun(sight, n));
    if lost && left_for && !sight.violent_sentence() {
        return None;
    }
    let loser = clause.agents.first().copied().filter(|_| lost).or(cost.map(|(side, _)| side)).and_then(|a| sight.scene.actor(a));
    let is_loss_of_side = loser.is_some();
    if is_loss_of_side {
        claim.actor = None;
        claim.target = loser;
    }
    // "died the following year" is not "was killed": said in the text's own words.
    if intransitive || is_loss_of_side {
        let span = if claim.target.is_some() { super::state::predicate_span(sight, clause) } else { claim.mention.span };
        // "the people who fled the camps": who did, the noun before says.
        let noun =
            s.tokens[clause.head].head.filter(|&h| s.tokens[clause.head].deprel == "acl:relcl" && s.tokens[h].span.start() < span.start());
        let span = noun.filter(|_| claim.target.is_none()).map_or(span, |h| s.span_of(noun_phrase(s, h).0, h + 1).cover(span));
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
        claim.wording = Some(Wording::Phrase);
    }
    let passive_only = claim.actor.is_none() && claim.instrument.is_none();
    // "died" alone tells no violence: there the encoder must be as sure as of an event that no frame tells.
    let sure = !intransitive || s.gist(clause.head).is_some_and(|g| g.event_margin > super::event::SURE_OF_EVENT);
    let heard = || super::event::heard_code(sight, &claim, clause.head).filter(|code| code.plover_type == "ASSAULT" && sure);
    let uncoded = claim.event.is_none() && (!intransitive || status == "killed") && !sight.disaster;
    if passive_only && !sight.violent_sentence() || uncoded {
        claim.event = heard();
    }
    // "killed seven in Morva and three in Tal": each number has its own place.
    if claim.place.is_none() && claim.quantity.is_some() {
        let own = |p: &&crate::when_where::Attached<tacitus_record::Place>| {
            s.tokens[p.token].head == Some(sufferer) && matches!(case_of(s, p.token).as_str(), "in" | "at" | "near")
        };
        claim.place = sight.places.iter().find(own).map(|p| sight.beside(p));
    }
    sight.settle(&mut claim, clause.head);
    // Where the event of the same verb is, the loss is.
    if claim.place.is_none() && !intransitive {
        claim.place = of(clause.head).and_then(|event| event.place.clone());
    }
    // "among the buildings hit": whose, where, how many, nobody says.
    let told = claim.quantity.is_some() || claim.actor.is_some() || claim.target.is_some() || claim.place.is_some();
    let named = claim.object.as_ref().is_some_and(|o| o.value.contains(' '));
    (told || named).then_some(claim)
}

/// "died of a knife thrust", "hurt by tear gas and truncheons", "were killed when a mortar shell hit their car": with what, where neither the
/// doer nor the event of the verb says it.
fn means_of_harm(sight: &Sighting, clause: &Clause) -> Option<Grounded<String>> {
    let s = sight.s();
    // "a knife thrust", "gunshot wounds".
    let of_weapon = |i: usize| {
        let wound = matches!(s.tokens[i].lemma.as_str(), "thrust" | "wound" | "blow" | "stab" | "fragment" | "splinter" | "round");
        wound && s.children_by(i, "compound").any(|k| sight.weapon(k).is_some())
    };
    let weapon = |i: &usize| (sight.weapon(*i).is_some() || of_weapon(*i)) && sight.scene.actor(*i).is_none();
    let own = |c: &Clause| {
        let under = c.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "of" | "from" | "by" | "with" | "under")).map(|(_, n)| *n);
        // "a bomb, a raid and an air strike": no one of them did it all.
        let alike = c.agents.iter().all(weapon);
        let doers =
            c.agents.iter().copied().filter(|_| alike && (c.passive || harm_status(sight, c).is_none() || !hurts_subject(sight, c)));
        // "when their tractor ran over a mine".
        let sprung =
            c.patients.iter().copied().chain(c.oblique("over|on|onto")).filter(|&i| sight.weapon(i).is_some_and(|w| w.class == "mine"));
        doers.chain(under).chain(sprung).find(weapon)
    };
    let told_with = || sight.deeds_told_with(clause.head).into_iter().filter_map(|deed| own(sight.clause_at(deed)?)).next();
    own(clause).or_else(told_with).map(|i| sight.listed_phrase(i))
}

/// "a soldier and five militants were killed": beside counted people, "a" counts one.
fn one_of_list(sight: &Sighting, clause: &Clause, sufferer: usize, status: &str) -> Option<Grounded<Quantity>> {
    let s = sight.s();
    let article = s.children_by(sufferer, "det").find(|&k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "a" | "an"))?;
    let beside = clause.patients.iter().any(|&p| p != sufferer && quantity(sight.scene, p, Some(status)).is_some());
    if !beside || s.tokens[sufferer].xpos != "NN" || !hurts_people(status) {
        return None;
    }
    let span = s.span_of(article, noun_phrase(s, sufferer).1);
    let (text, of) = (span.slice(sight.scene.body).to_string(), Some(s.tokens[sufferer].form.clone()));
    let one = Some(1.0);
    let unit = "person".to_string();
    let status = Some(status.to_string());
    Some(Grounded::at(Quantity { text, value: one, lo: one, hi: one, unit, bound: Bound::Exact, of, status }, span))
}

fn is_materiel(sight: &Sighting, head: usize) -> bool {
    sight.weapon(head).is_some()
        || sight.scene.knowledge.lexicon.units.get(&sight.s().tokens[head].lemma.to_lowercase()).is_some()
        || sight.owner(head).is_some()
}
