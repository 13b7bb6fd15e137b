//! Whether a frame of the ontology fits what a clause or noun is about: its arguments, and the arms that must be there.

use tacitus_record::{Actor, Claim, Grounded, Kind};
use tacitus_text::{Sentence, Upos};

use crate::clause::{Clause, case_of, is_infinitive, relation};
use crate::ontology::Entry;
use crate::sighting::Sighting;

pub(super) fn fits_verb(sight: &Sighting, clause: &Clause, entry: &Entry) -> bool {
    let s = sight.s();
    let pattern = &entry.pattern;
    // "test-fire two missiles": at nobody.
    let tested = crate::clause::hyphened(s, clause.head).is_some_and(|k| s.tokens[k].lemma == "test");
    if tested && entry.plover_type == "ASSAULT" {
        return false;
    }
    let is_time = |i: usize| sight.times.iter().any(|time| (time.range.0..time.range.1).contains(&i));
    let there = |what: &String| match what.as_str() {
        "obj" => !clause.patients.is_empty(),
        "inf" | "xcomp" => s.children_by(clause.head, "xcomp").next().is_some(),
        "acl" => relation(s.tokens[clause.head].deprel) == "acl",
        "that" => s.children_by(clause.head, "ccomp").next().is_some(),
        preposition => match preposition.split_once(' ') {
            Some(("obj", lemma)) => clause.patients.iter().any(|&p| s.tokens[p].lemma.eq_ignore_ascii_case(lemma)),
            // "found him guilty".
            // Parsers hang it on the object as well: "held the minister responsible".
            Some(("xcomp", lemma)) => {
                let behind = clause.patients.iter().flat_map(|&p| s.children_by(p, "amod").filter(move |&k| k > p));
                s.children_by(clause.head, "xcomp").chain(behind).any(|k| s.tokens[k].lemma.eq_ignore_ascii_case(lemma))
            }
            // "in contempt".
            // "put out of service": a preposition of two words.
            Some((case, lemma)) => clause.obliques.iter().any(|(p, i)| {
                let two_words = p == preposition && (pattern.noun.is_empty() || is_one_of(sight, *i, &pattern.noun));
                two_words || p == case && s.tokens[*i].lemma.eq_ignore_ascii_case(lemma)
            }),
            // "called the king on Saturday": a day is nobody who is called on; "until" wants one.
            _ => {
                let fits = |&(ref p, i): &(String, usize)| {
                    let said = pattern.noun.is_empty() || is_one_of(sight, i, &pattern.noun);
                    p == preposition && said && (p == "until" || !is_time(i))
                };
                // "is suspected of taking bribes": a deed may stand for the noun.
                let doing = |k: usize| {
                    matches!(preposition, "of" | "from" | "against")
                        && pattern.noun.is_empty()
                        && s.tokens[k].xpos == "VBG"
                        && s.children_by(k, "mark").any(|m| s.tokens[m].lemma == preposition)
                };
                clause.obliques.iter().any(fits) || s.children_by(clause.head, "advcl").any(doing)
            }
        },
    };
    if !pattern.obj.is_empty() && !clause.patients.iter().any(|&p| object_fits(sight, p, entry)) {
        return false;
    }
    if !pattern.subj.is_empty() && !clause.agents.iter().any(|&a| is_one_of(sight, a, &pattern.subj)) {
        return false;
    }
    if (!pattern.need.is_empty() && !pattern.need.iter().any(there)) || pattern.no.iter().any(there) {
        return false;
    }
    if !pattern.aim.is_empty() && aim(sight, clause, entry).is_none() {
        return false;
    }
    let acts = |list: &[usize]| list.iter().any(|&i| sight.scene.actor(i).is_some());
    match entry.needs.as_str() {
        "actor" => {
            acts(&clause.agents)
                || clause.agents.iter().any(|&i| sight.owner(i).is_some() && sight.s().tokens[i].upos == Upos::Noun)
                || (clause.passive && acts(&clause.patients))
        }
        "human" => acts(&clause.patients) || clause.recipient.is_some_and(|r| acts(&[r])),
        "armed" => armed(sight, clause),
        "forces" => has_arms(sight, clause),
        "official" => clause.agents.iter().chain(if clause.passive { &clause.patients[..] } else { &[] }).any(|&i| official(sight, i)),
        // A contingent that arrives somewhere is no visitor.
        "envoy" => clause.agents.iter().any(|&i| official(sight, i) && !is_force(sight, i)),
        _ => true,
    }
}

/// The infinitive of purpose that a pattern wants under the verb or its object: "sent troops to help", "gave them a week to leave".
pub(super) fn aim(sight: &Sighting, clause: &Clause, entry: &Entry) -> Option<usize> {
    let s = sight.s();
    // The parser may hang it on the noun before it, whichever that is.
    let nouns = clause.patients.iter().copied().chain(clause.recipient).chain(clause.obliques.iter().map(|(_, noun)| *noun));
    let under = std::iter::once(clause.head).chain(nouns);
    let listed = |k: usize| entry.pattern.aim.iter().any(|lemma| s.tokens[k].lemma.eq_ignore_ascii_case(lemma));
    // "vowed to keep fighting", "vows to continue attacks": what is to go on.
    let wanted = |k: usize| listed(k) || entry.kind == Kind::Threat && goes_on(s, k, |c| listed(c) || is_violent(s, c));
    let infinitive = |k: &usize| {
        matches!(relation(s.tokens[*k].deprel), "xcomp" | "advcl" | "acl" | "ccomp") && s.tokens[*k].xpos == "VB" && is_infinitive(s, *k)
    };
    // "to help restore order" helps nobody in particular, where those helped are wanted.
    let complete =
        |k: usize| !entry.pattern.target.iter().any(|t| t == "aim") || sight.clause_at(k).is_some_and(|c| !c.patients.is_empty());
    under.flat_map(|i| s.children(i)).find(|&k| infinitive(&k) && wanted(k) && complete(k))
}

/// "keep fighting", "go on with attacks": whether the verb at `k` says that what fits goes on.
pub(super) fn goes_on(s: &Sentence, k: usize, fits: impl Fn(usize) -> bool) -> bool {
    matches!(s.tokens[k].lemma.as_str(), "keep" | "continue" | "resume" | "go")
        && s.children(k).any(|c| matches!(relation(s.tokens[c].deprel), "xcomp" | "obj" | "advcl") && fits(c))
}

/// Whether the encoder hears violence.
pub(super) fn is_violent(s: &Sentence, k: usize) -> bool {
    s.gist(k).is_some_and(|g| g.event == "ASSAULT" && g.event_margin > 0.0)
}

/// Whether a noun is one for forces, not for a person or an office.
fn is_force(sight: &Sighting, i: usize) -> bool {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let lemma = s.tokens[i].lemma.to_lowercase();
    let arms = lexicon.forces.get(&lemma).is_some_and(|sector| ARMED_SECTORS.contains(sector));
    let of = s.children_by(i, "nmod").any(|k| case_of(s, k) == "of" && is_force(sight, k));
    (arms || lexicon.echelons.get(&lemma).is_some() || of) && lexicon.titles.get(&lemma).is_none()
}

/// A state, body, office or a person with one, or those whose they are: somebody whose meetings and promises are politics.
pub(super) fn official(sight: &Sighting, i: usize) -> bool {
    let unowned = sight.owner(i).is_none();
    sight.scene.actor(i).is_some_and(|a| {
        let a = a.value;
        a.entity.is_some()
            || !unowned
            || a.role.is_some()
            || a.sector.as_deref().is_some_and(|s| !matches!(s, "CVL" | "UNK" | "SOC" | "EDU" | "BUS"))
    })
}

pub(super) fn object_fits(sight: &Sighting, patient: usize, entry: &Entry) -> bool {
    is_one_of(sight, patient, &entry.pattern.obj)
}

/// Whether a noun is one of `lexicons/ground-nouns.tsv`, alone or with the word before it.
pub(super) fn is_listed_ground(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    let lemma = s.tokens[head].lemma.to_lowercase();
    let pair = head.checked_sub(1).map(|before| format!("{} {lemma}", s.tokens[before].lemma.to_lowercase()));
    let nouns = &sight.scene.knowledge.lexicon.ground_nouns;
    s.tokens[head].upos == Upos::Noun && (nouns.get(&lemma).is_some() || pair.is_some_and(|pair| nouns.get(&pair).is_some()))
}

/// Whether a noun is one of those that a pattern wants.
pub(super) fn is_one_of(sight: &Sighting, patient: usize, wanted: &[String]) -> bool {
    let s = sight.s();
    let lemma = s.tokens[patient].lemma.to_lowercase();
    let pair = patient.checked_sub(1).map(|p| format!("{} {lemma}", s.tokens[p].form.to_lowercase()));
    let of = s.children_by(patient, "nmod").find(|&k| case_of(s, k) == "of").map(|k| s.tokens[k].lemma.to_lowercase());
    // "hold a rally in Veles" holds no place.
    let place = || {
        !super::slots::is_human(sight, patient)
            && sight.place_at(patient).is_some_and(|p| !s.children_by(patient, "nmod").any(|k| k == p.token && case_of(s, k) == "in"))
    };
    wanted.iter().any(|want| match want.as_str() {
        "place:" => place(),
        "ground:" => is_listed_ground(sight, patient) || place(),
        "name:" => {
            s.tokens[patient].upos == Upos::Propn && !s.names.iter().any(|n| n.label == "PER" && n.start <= patient && patient < n.end)
        }
        "human:" => super::slots::is_human(sight, patient),
        "person:" => s.names.iter().any(|n| n.label == "PER" && n.start <= patient && patient < n.end),
        want => want == lemma || pair.as_deref() == Some(want) || (of.as_deref() == Some(want) && quantity_head(&lemma)),
    })
}

pub(super) fn quantity_head(lemma: &str) -> bool {
    matches!(
        lemma,
        "state"
            | "number"
            | "dozen"
            | "hundred"
            | "thousand"
            | "million"
            | "group"
            | "series"
            | "most"
            | "part"
            | "some"
            | "lot"
            | "all"
            | "ton"
    )
}

pub const ARMED_SECTORS: &[&str] = &["MIL", "REB", "COP", "UAF", "SPY", "CRM", "PRM"];

/// Whether arms are about: an armed actor, a state against somebody, a weapon or a casualty.
pub(super) fn armed(sight: &Sighting, clause: &Clause) -> bool {
    let state = |i: &usize| sight.armed_article && sight.scene.actor(*i).is_some_and(|a| a.value.entity.is_some());
    has_arms(sight, clause)
        || clause.agents.iter().chain(&clause.patients).any(state)
        || clause.obliques.iter().any(|(_, n)| state(n))
        || (sight.armed_article && sentence_is_armed(sight))
        || heard_as_assault(sight, clause)
}

/// Lead above which the encoder's word that a verb tells an assault stands for arms that nobody names.
const SURE_OF_ARMS: f32 = 1.0;

/// "Karskian strikes damaged a power plant": no arms are named, and both voices hear an assault.
fn heard_as_assault(sight: &Sighting, clause: &Clause) -> bool {
    let heard = |i: usize| sight.s().gist(i).is_some_and(|g| g.event == "ASSAULT" && g.event_margin > SURE_OF_ARMS);
    heard(clause.head) && clause.agents.iter().any(|&i| heard(i))
}

/// Whether the clause itself names an armed actor or a weapon.
pub(super) fn has_arms(sight: &Sighting, clause: &Clause) -> bool {
    let sector = |a: Option<Grounded<Actor>>| a.is_some_and(|a| a.value.sector.as_deref().is_some_and(|s| ARMED_SECTORS.contains(&s)));
    let arms = |i: usize| sector(sight.scene.actor(i)) || sight.weapon(i).is_some() || sector(sight.owner(i));
    // "a car packed with explosives blew up", "debris from a drone fell on a school": what it is laden with or comes from.
    let s = sight.s();
    let laden = |i: usize| {
        let below = |k: &usize| matches!(s.tokens[*k].deprel, "nmod" | "obl" | "obl:agent") && sight.weapon(*k).is_some();
        let of_it = s.children_by(i, "nmod").filter(|&k| matches!(case_of(s, k).as_str(), "with" | "from"));
        of_it.chain(s.children_by(i, "acl").flat_map(|v| s.children(v))).any(|k| below(&k))
    };
    clause.agents.iter().chain(&clause.patients).any(|&i| arms(i))
        || clause.agents.iter().any(|&i| laden(i))
        || clause.obliques.iter().any(|(_, n)| arms(*n))
}

pub(super) fn sentence_is_armed(sight: &Sighting) -> bool {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    (0..s.tokens.len()).any(|i| {
        let t = &s.tokens[i];
        let lemma = t.lemma.to_lowercase();
        match t.upos {
            Upos::Noun => sight.weapon(i).is_some() || lexicon.casualty(&lemma, "noun").is_some(),
            Upos::Verb => lexicon.casualty(&lemma, "verb").is_some_and(|s| matches!(s, "killed" | "wounded")),
            _ => false,
        }
    })
}

pub(super) fn armed_enough(sight: &Sighting, entry: &Entry, claim: &Claim) -> bool {
    match entry.needs.as_str() {
        "armed" | "forces" => {
            sight.armed_article
                || sentence_is_armed(sight)
                || claim.actor.iter().chain(&claim.target).any(|a| a.value.sector.as_deref().is_some_and(|s| ARMED_SECTORS.contains(&s)))
        }
        "actor" | "official" | "envoy" => claim.actor.is_some(),
        "human" => claim.target.is_some(),
        _ => true,
    }
}
