//! Events told by verbs and predicative adjectives.

use tacitus_record::{Actor, Claim, Grounded, Kind, Modality, Polarity, Wording};
use tacitus_text::Upos;

use super::describing::{describes_people, is_attribute, is_generic_relative, provided_for};
use super::fit::{aim, fits_verb, goes_on, is_violent, object_fits, official};
use super::slots::{doers, instrument, is_event_noun, set_actors, set_targets, slot_tokens, verb_wording};
use super::{content, disposal, either_harm, finish, harm, mishap, rule_name, second, threat, worth};
use crate::clause::{Clause, case_of, relation};
use crate::ontology::{Entry, Trigger};
use crate::phrase::claim_span;
use crate::quantity::quantity;
use crate::sighting::Sighting;
use crate::standing::Standing;

/// The claim of a clause with the tokens that told it; `None` where it tells no event.
pub(super) fn read(sight: &Sighting, clause: &Clause) -> Option<(Claim, Vec<usize>)> {
    let s = sight.s();
    let head = clause.head;
    if sight.figurative[head] || !matches!(s.tokens[head].upos, Upos::Verb | Upos::Adj) {
        return None;
    }
    let ontology = &sight.scene.knowledge.ontology;
    let trigger = if s.tokens[head].upos == Upos::Adj { Trigger::Adjective } else { Trigger::Verb };
    // "test-fired" is no firing where the ontology knows the whole.
    let whole = crate::clause::hyphened(s, head).map(|noun| format!("{}-{}", s.tokens[noun].form.to_lowercase(), clause.lemma));
    let of_whole = whole.as_deref().map(|lemma| ontology.entries(trigger, lemma)).filter(|e| !e.is_empty());
    let entries = of_whole.unwrap_or_else(|| ontology.entries(trigger, &clause.lemma));
    let framed = entries.iter().find(|e| fits_verb(sight, clause, e));
    let entry = second::agreed(sight, head, &clause.patients, framed)?;
    // "our losses amounted to one killed": a number is not harmed.
    if entry.plover_type == "ASSAULT" && clause.patients.first().is_some_and(|&p| matches!(s.tokens[p].lemma.as_str(), "loss" | "toll")) {
        return None;
    }
    let standing = sight.standing(head);
    if misparsed(sight, clause) || tells_none(sight, clause, entry, &standing) || threat::is_empty(sight, clause, entry) {
        return None;
    }
    let mut claim = sight.claim(entry.kind, entry.predicate.clone(), claim_span(s, head), head, &rule_name(sight, entry, head));
    let agents = agents(sight, clause, entry);
    let targets: Vec<usize> = match slot_tokens(sight, clause, &entry.pattern.target) {
        Some(list) => list,
        None if entry.pattern.target.is_empty() && clause.patients.is_empty() => clause.recipient.into_iter().collect(),
        None if entry.pattern.target.is_empty() => clause.patients.clone(),
        // "set fire to the mosque": the parser hangs the target on the noun of the phrase.
        None => match below_object(sight, clause, &entry.pattern.target) {
            nobody if nobody.is_empty() => helped(sight, clause, entry),
            list => list,
        },
    };
    // "a Karskian drone exploded on landing": a thing that blows up is no deed of its owner.
    let blows_up =
        matches!(clause.lemma.as_str(), "explode" | "detonate" | "go off" | "blow up") && clause.patients.is_empty() && !clause.passive;
    if !blows_up || agents.iter().any(|&a| sight.weapon(a).is_none()) {
        set_actors(sight, &mut claim, &agents);
    }
    let targets = targets.iter().flat_map(|&t| meant_by(sight, clause, t)).collect::<Vec<_>>();
    let targets = without_plight(sight, clause, targets);
    set_targets(sight, &mut claim, &targets);
    // "captured the town from the rebels": who lost it.
    let loser = clause.oblique("from").filter(|&l| entry.kind == Kind::Control && claim.target.is_none() && sight.place_at(l).is_none());
    if let Some(loser) = loser {
        claim.target = sight.scene.actor(loser);
    }
    claim.wording = Some(verb_wording(sight, clause, loser.or(targets.first().copied())));
    // A row, a drought, a price threatens nobody.
    if entry.kind == Kind::Threat && claim.actor.is_none() && !threat::suffered(sight, clause, entry) {
        return None;
    }
    suspected_doer(sight, &mut claim, &agents);
    // "thousands marched through the capital": how many they were is all that is said of who they are.
    let crowd = |a: usize| {
        let t = &s.tokens[a];
        t.upos == Upos::Noun && t.xpos == "NNS" && matches!(t.lemma.as_str(), "ten" | "dozen" | "hundred" | "thousand" | "million")
    };
    if let Some(&many) = agents.iter().find(|&&a| crowd(a)).filter(|_| entry.plover_type == "PROTEST" && claim.actor.is_none()) {
        claim.actor = Some(sight.phrase(many).map(|name| Actor::unknown(&name)));
    }
    // Where the object is the event's own noun ("launched an attack"), that noun reports nothing further.
    let mut tokens = vec![head];
    tokens.extend(
        clause.patients.iter().filter(|&&p| !entry.pattern.obj.is_empty() && !targets.contains(&p) && object_fits(sight, p, entry)),
    );
    // "launches an operation against the front in the south": what was launched is the operation, and not where.
    let place = claim.place.as_ref().and_then(Grounded::span);
    let only_where = claim.object.as_ref().and_then(Grounded::span).zip(place).is_some_and(|(object, place)| object.contains(place));
    if let Some(&own) = tokens.get(1).filter(|&&own| only_where && claim.target.is_some() && !targets.contains(&own)) {
        claim.object = Some(sight.phrase(own));
    }
    content::fill(sight, &mut claim, clause, entry, &targets);
    if entry.plover_type == "ASSAULT" {
        instrument(sight, &mut claim, clause, &agents);
    }
    // "their lorry drove over an anti-tank mine": the mine did it.
    if entry.predicate == "assault.explosion" && claim.instrument.is_none() {
        let mine = clause
            .patients
            .iter()
            .copied()
            .chain(
                clause.obliques.iter().filter(|(case, _)| matches!(case.as_str(), "over" | "on" | "onto" | "by" | "with")).map(|(_, n)| *n),
            )
            .find(|&i| sight.weapon(i).is_some_and(|w| w.class == "mine"));
        claim.instrument = mine.filter(|i| !targets.contains(i)).map(|i| sight.phrase(i));
        let same = |o: &Grounded<String>| claim.instrument.as_ref().is_some_and(|m| m.span() == o.span());
        claim.object = claim.object.take().filter(|o| !same(o));
    }
    let of = |i: usize| s.children_by(i, "nmod").find(|&k| case_of(s, k) == "of").and_then(|k| quantity(sight.scene, k, None));
    let counted = |i: usize| quantity(sight.scene, i, harm(sight, &clause.lemma)).or_else(|| of(i));
    // "74 missiles and 117 drones": no one number counts them all.
    let several = targets.iter().chain(&clause.patients).filter(|&&i| s.children_by(i, "nummod").next().is_some()).count() > 1
        && claim.object.as_ref().and_then(Grounded::span).is_some_and(|o| {
            targets
                .iter()
                .chain(&clause.patients)
                .filter(|&&i| o.contains(s.tokens[i].span))
                .collect::<std::collections::BTreeSet<_>>()
                .len()
                > 1
        });
    claim.quantity = targets.iter().chain(&clause.patients).find_map(|&i| counted(i)).filter(|_| !several);
    // "Forty soldiers flew into the town", "thousands of people rallied": how many did it, where nothing else is counted.
    if claim.quantity.is_none() && matches!(entry.plover_type.as_str(), "MOBILIZE" | "PROTEST" | "RETREAT") && !clause.passive {
        let people = agents.first().filter(|_| agents.len() == 1).and_then(|&a| quantity(sight.scene, a, None));
        claim.quantity = people.filter(|q| q.value.unit == "person");
    }
    // "the four soldiers and the officer were stripped": the number is not of all to whom it was done.
    let apart = |&t: &usize| s.children(t).any(|k| matches!(relation(s.tokens[k].deprel), "det" | "nummod"));
    let of_part = !claim.more_targets.is_empty() && targets.iter().skip(1).any(apart);
    claim.quantity = claim.quantity.filter(|q| !(of_part && q.value.unit == "person"));
    let plight = |o: &Grounded<String>| matches!(o.value.as_str(), "hostage" | "prisoner" | "captive");
    claim.object = claim.object.take().filter(|o| claim.target.is_none() || !plight(o));
    if let Some(counted) = claim.quantity.as_mut().filter(|q| q.value.status.is_none() && q.value.unit == "person") {
        counted.value.status = fate(&entry.predicate).map(str::to_string);
    }
    // "not one of our guns was fired": none, and not one.
    let not_one = |q: &Grounded<tacitus_record::Quantity>| claim.polarity == Polarity::Neg && q.value.value == Some(1.0);
    claim.quantity = claim.quantity.take().filter(|q| !not_one(q));
    // Who is expelled as an envoy is not among the displaced.
    if let Some(counted) = claim.quantity.as_mut().filter(|_| entry.predicate == "sanction.expel") {
        counted.value.status = None;
    }
    finish(sight, &mut claim, entry, head);
    if meets_nobody(sight, clause, entry, &claim) {
        return None;
    }
    // "talks between Karsk and Valdonia collapsed": what collapsed is told with the words of the clause.
    let of_subject = !entry.pattern.subj.is_empty() && !entry.pattern.actor.is_empty() && entry.pattern.target.is_empty();
    if of_subject && claim.object.is_none() {
        let span = claim.mention.span;
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
        claim.wording = Some(Wording::Phrase);
    }
    // "debris set fire to a silo": without a doer the clause speaks for itself.
    if clause.lemma == "set" && claim.actor.is_none() && !clause.passive {
        claim.object = Some(Grounded::at(claim.mention.span.slice(sight.scene.body).to_string(), claim.mention.span));
        claim.wording = Some(Wording::Phrase);
    }
    content::with_its_noun(sight, &mut claim, clause);
    content::in_own_words(sight, &mut claim, clause, entry);
    let bare = claim.actor.is_none() && claim.target.is_none() && claim.object.is_none() && claim.quantity.is_none();
    // "the shells landed at noon", "a car bomb exploded outside a hotel": nobody and nothing else is told, so the clause speaks for itself.
    let timed = |at: usize| sight.times.iter().any(|t| (t.range.0..t.range.1).contains(&at));
    let somewhere = || {
        claim.time.is_some()
            || claim.place.is_some()
            || clause.obliques.iter().any(|(case, at)| WHEREABOUTS.contains(&case.as_str()) && !timed(*at))
    };
    let told = || if blows_up { somewhere() } else { claim.time.is_some() && claim.instrument.is_some() };
    if bare && told() {
        claim.object = Some(Grounded::at(claim.mention.span.slice(sight.scene.body).to_string(), claim.mention.span));
        claim.wording = Some(Wording::Phrase);
    }
    (worth(&claim) || is_struck_thing(sight, clause, &claim, &targets)).then_some((claim, tokens))
}

/// "The motorcade of the minister was ambushed", "a police vehicle was set on fire", "a number of weapons were seized": a thing that words
/// of its own describe is told, though nobody is named who did it.
fn is_struck_thing(sight: &Sighting, clause: &Clause, claim: &Claim, targets: &[usize]) -> bool {
    let s = sight.s();
    let violent = claim.event.as_ref().is_some_and(|e| e.plover_type == "ASSAULT")
        && sight.scene.knowledge.ontology.is_verb_of(&clause.lemma, &["ASSAULT"]);
    let vague = |word: &str| {
        matches!(word.to_lowercase().as_str(), "those" | "these" | "some" | "most" | "many" | "all" | "one" | "others" | "any" | "each")
    };
    let described = claim.object.as_ref().is_some_and(|o| {
        let mut words = o.value.split_whitespace();
        words.next().is_some_and(|first| !vague(first)) && words.next().is_some()
    });
    let thing = |&t: &usize| matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn) && !is_event_noun(sight, t);
    // "a tanker hit a mine": its subject suffers it.
    let suffers = clause.passive || targets.iter().any(|t| clause.agents.contains(t));
    suffers && (violent || claim.predicate == "coerce.seize") && described && !targets.is_empty() && targets.iter().all(thing)
}

/// What befalls those counted under a deed whose verb is no word of harm ("took 63 conscripts prisoner").
fn fate(predicate: &str) -> Option<&'static str> {
    match predicate {
        "assault.abduct" => Some("abducted"),
        "coerce.arrest" => Some("arrested"),
        _ => None,
    }
}

/// "took hostage 12 workers", "took 63 conscripts prisoner": what they became is nobody beside them.
fn without_plight(sight: &Sighting, clause: &Clause, targets: Vec<usize>) -> Vec<usize> {
    let s = sight.s();
    let plight = |&t: &usize| {
        let word = matches!(s.tokens[t].lemma.as_str(), "hostage" | "prisoner" | "captive");
        word && s.children(t).all(|k| !matches!(relation(s.tokens[k].deprel), "det" | "nummod" | "amod" | "nmod"))
    };
    if clause.lemma != "take" || targets.iter().all(plight) {
        return targets;
    }
    targets.into_iter().filter(|t| !plight(t)).collect()
}

/// Prepositions under which a clause says where something blew up.
const WHEREABOUTS: &[&str] =
    &["in", "at", "on", "near", "outside", "inside", "under", "beside", "in front of", "next to", "close to", "along", "among"];

/// "requests warrants against Ann Oak and Joe Elm, accusing them of it": the object pronoun of a participle that shares the subject is
/// whoever the main clause named last, if that agrees in number. Gives the tokens meant, or the token itself.
fn meant_by(sight: &Sighting, clause: &Clause, token: usize) -> Vec<usize> {
    let s = sight.s();
    let form = s.tokens[token].form.to_lowercase();
    let many = form == "them";
    let main = s.tokens[clause.head].head.filter(|&v| clause.borrowed_subject && v < clause.head && s.tokens[clause.head].xpos == "VBG");
    let pronoun = many || matches!(form.as_str(), "him" | "her");
    let Some(verb) = main.filter(|_| pronoun && sight.scene.actor(token).is_none()) else { return vec![token] };
    let person = |i: usize| s.names.iter().any(|n| n.label == "PER" && n.start <= i && i < n.end);
    let top = |i: usize| !matches!(relation(s.tokens[i].deprel), "flat" | "compound" | "conj" | "appos" | "amod");
    let fits = |i: &usize| {
        let list = crate::clause::coordinated(s, *i);
        let agrees = if many { list.len() > 1 || matches!(s.tokens[*i].xpos, "NNS" | "NNPS") } else { list.len() == 1 && person(*i) };
        top(*i) && agrees && !clause.agents.contains(i) && sight.scene.actor(*i).is_some()
    };
    let behind = (verb + 1..clause.head).rev().find(fits);
    behind.map_or(vec![token], |i| crate::clause::coordinated(s, i))
}

/// Who does it: where the frame says, else the subject. "received threats from the rebels": the parser hangs them on the noun.
fn agents(sight: &Sighting, clause: &Clause, entry: &Entry) -> Vec<usize> {
    if entry.pattern.actor.is_empty() {
        return doers(sight, clause);
    }
    let s = sight.s();
    // "talks between Karsk and Valdonia collapsed": the parties hang on the subject.
    let of_subject = clause.agents.iter().flat_map(|&a| s.children_by(a, "nmod"));
    let parties = of_subject.filter(|&k| !entry.pattern.subj.is_empty() && entry.pattern.actor.contains(&case_of(s, k)));
    let parties: Vec<usize> = parties.flat_map(|k| crate::clause::coordinated(s, k)).collect();
    if !parties.is_empty() {
        return parties;
    }
    slot_tokens(sight, clause, &entry.pattern.actor).unwrap_or_else(|| below_object(sight, clause, &entry.pattern.actor))
}

/// What stands below the object of a verb under one of these prepositions.
fn below_object(sight: &Sighting, clause: &Clause, prepositions: &[String]) -> Vec<usize> {
    let s = sight.s();
    clause.patients.iter().flat_map(|&p| s.children_by(p, "nmod")).filter(|&k| prepositions.contains(&case_of(s, k))).collect()
}

/// "sent troops to help the Karsk Republic": those whom the purpose is for.
fn helped(sight: &Sighting, clause: &Clause, entry: &Entry) -> Vec<usize> {
    let purpose = aim(sight, clause, entry).filter(|_| entry.pattern.target.iter().any(|t| t == "aim"));
    let clause = purpose.and_then(|verb| sight.clause_at(verb));
    clause.map_or(Vec::new(), |c| c.patients.iter().copied().filter(|&i| sight.scene.actor(i).is_some()).collect())
}

/// "the tankers it seized", "the person killed was": the tree took subject and sufferer for one another.
fn misparsed(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let head = clause.head;
    let auxiliary = s.children(head).any(|k| relation(s.tokens[k].deprel) == "aux");
    let subject_form = |&i: &usize| matches!(s.tokens[i].form.to_lowercase().as_str(), "it" | "he" | "she" | "they" | "we" | "i");
    if clause.passive && !auxiliary && clause.patients.iter().any(|p| subject_form(p) && p + 1 == head) {
        return true;
    }
    let then_is = s.tokens.get(head + 1).is_some_and(|t| t.upos == Upos::Aux && t.lemma == "be");
    then_is && !clause.passive && clause.agents.iter().any(|&a| a + 1 == head)
}

/// Whether a verb with a frame tells of no event in particular where it stands.
fn tells_none(sight: &Sighting, clause: &Clause, entry: &Entry, standing: &Standing) -> bool {
    let s = sight.s();
    let head = clause.head;
    // "denies that its troops fired first": not that they fired.
    if standing.polarity == Polarity::Neg && s.children_by(head, "advmod").any(|k| s.tokens[k].lemma == "first") {
        return true;
    }
    // "killed or wounded": which of the two befell whom, nobody says; the loss tells both.
    // "the navy attacks an explosives plant": what a force or a state does is none.
    let attacked = clause.agents.iter().any(|&a| official(sight, a));
    if mishap(sight, entry) && !attacked || either_harm(sight, clause) || entry.plover_type == "ASSAULT" && disposal(sight, clause.head) {
        return true;
    }
    // "a shell, when it exploded": what blew up was told before, and is not whoever was named last.
    let blows_up = matches!(clause.lemma.as_str(), "explode" | "detonate" | "go off" | "blow up") && clause.patients.is_empty();
    if blows_up && clause.agents.first().is_some_and(|&a| s.tokens[a].upos == Upos::Pron) {
        return true;
    }
    // "the tankers hit mines": they were not attacked by those who hit them.
    let sprung = |&p: &usize| sight.weapon(p).is_some_and(|w| matches!(w.class, "mine" | "explosive"));
    let by_subject = entry.pattern.target.iter().any(|t| t == "subj");
    // "The mine was hit by shelling": nothing set it off.
    if by_subject && clause.passive {
        return true;
    }
    if matches!(clause.lemma.as_str(), "hit" | "strike") && clause.patients.iter().any(sprung) && !clause.passive && !by_subject {
        return true;
    }
    // "the occupied city" describes, "attacks that kill" tell of no attack in particular.
    if standing.mere_infinitive || is_attribute(sight, clause) || is_generic_relative(sight, clause) {
        return true;
    }
    // "300 suspected kidnapping and rustling gang members".
    let attribute = head.checked_sub(1).is_some_and(|i| matches!(s.tokens[i].upos, Upos::Num | Upos::Adj) || s.tokens[i].deprel == "amod");
    if (clause.patients.is_empty() || attribute) && describes_people(sight, head) {
        return true;
    }
    // "Our advice: pardon the rebels" tells nobody's deed either.
    let bare = s.tokens[head].xpos == "VB" && !s.children(head).any(|k| matches!(relation(s.tokens[k].deprel), "aux" | "mark"));
    let alone = s.tokens[head].head.is_none() || matches!(relation(s.tokens[head].deprel), "parataxis" | "appos");
    let imperative = bare && alone && clause.agents.is_empty();
    if standing.figurative || standing.question || standing.antecedent || imperative {
        return true;
    }
    // "four people were dead": the loss tells it; they did nothing.
    let harmed = sight.scene.knowledge.lexicon.casualty(&s.tokens[head].lemma.to_lowercase(), "adj").is_some();
    if harmed && s.tokens[head].upos == Upos::Adj {
        return true;
    }
    // "soldiers backed by a helicopter": no word of support.
    let by_arms = clause.agents.first().is_some_and(|&a| sight.weapon(a).is_some());
    if entry.plover_type == "SUPPORT" && clause.passive && by_arms {
        return true;
    }
    // "hanged himself": nobody else did it, unless it was a bomb at somebody.
    let himself = |&p: &usize| s.tokens[p].form.ends_with("self") || s.tokens[p].form.ends_with("selves");
    if entry.plover_type == "ASSAULT" && entry.pattern.obj.is_empty() && !clause.patients.is_empty() && clause.patients.iter().all(himself)
    {
        return true;
    }
    // "the twelve that the bloc has demanded": of what, the words do not say.
    let number = |p: &usize| s.tokens[*p].upos == Upos::Num && s.children_by(*p, "nmod").next().is_none();
    if matches!(entry.plover_type.as_str(), "REQUEST" | "REJECT" | "AGREE")
        && !clause.patients.is_empty()
        && clause.patients.iter().all(number)
    {
        return true;
    }
    let says = sight.scene.knowledge.lexicon.reporting_verbs.get(&clause.lemma).is_some();
    if says && crate::clause::follows_a_passive(s, &sight.clauses, clause) {
        return true;
    }
    if standing.modality == Modality::Actual && provided_for(sight, head) {
        return true;
    }
    // "met to discuss", "marched to protest": the purpose of a deed is told with the deed, unless it is a conflict of its own.
    if standing.purpose && !matches!(entry.plover_type.as_str(), "ASSAULT" | "COERCE" | "MOBILIZE" | "RETREAT" | "") {
        return true;
    }
    // "ready to strike again": no offer.
    let hostile = |k: usize| {
        s.gist(k).is_some_and(|g| {
            g.event_margin > 0.0 && matches!(g.event, "ASSAULT" | "COERCE" | "SANCTION" | "THREATEN" | "PROTEST" | "MOBILIZE")
        })
    };
    if s.tokens[head].upos == Upos::Adj
        && entry.plover_type == "AGREE"
        && s.children_by(head, "xcomp").chain(s.children_by(head, "advcl")).any(hostile)
    {
        return true;
    }
    // "vowed to keep fighting": no promise of good will.
    let kept_up = |k: usize| goes_on(s, k, |c| is_violent(s, c));
    if s.tokens[head].upos == Upos::Verb && entry.plover_type == "AGREE" && s.children_by(head, "xcomp").any(kept_up) {
        return true;
    }
    // The content of the author's own advice is no event: "merits support", "should withdraw".
    standing.modality == Modality::Advocated && standing.voices.is_empty() && entry.kind == Kind::Event && entry.plover_type != "REQUEST"
}

/// "suspected U.S. drones fired": who did it is suspected only.
fn suspected_doer(sight: &Sighting, claim: &mut Claim, agents: &[usize]) {
    let s = sight.s();
    let doubts = |k: &usize| super::slots::is_doubting(&s.tokens[*k]);
    for word in agents.iter().flat_map(|&a| s.children_by(a, "amod")).filter(doubts) {
        let span = s.tokens[word].span;
        if claim.actor.as_ref().and_then(Grounded::span).is_none_or(|a| !a.contains(span)) {
            claim.hedges.push(Grounded::at(span.slice(sight.scene.body).to_string(), span));
        }
    }
}

/// Meetings that are none: "failed to meet the requirements", "called the filing an effort", "were met with gunfire".
fn meets_nobody(sight: &Sighting, clause: &Clause, entry: &Entry, claim: &Claim) -> bool {
    match entry.predicate.as_str() {
        "consult.phone" => sight.s().children_by(clause.head, "xcomp").next().is_some(),
        "consult.meet" => clause.passive || clause.lemma == "meet" && !clause.patients.is_empty() && claim.target.is_none(),
        _ => false,
    }
}
