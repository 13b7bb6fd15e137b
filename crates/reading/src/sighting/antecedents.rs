//! Leads "which" and "it" of a clause to the thing or ground that they mean.

use tacitus_record::{Kind, Place, PlacePrecision};

use crate::clause::{Clause, relation};
use crate::when_where::Attached;
use crate::who::Scene;
use tacitus_text::Upos;

/// "an exercise involving ships and 6,000 personnel, which the ministry condemns": "which" means no people, but what they are part of.
pub(super) fn about_things(scene: &Scene, mut clauses: Vec<Clause>) -> Vec<Clause> {
    let s = scene.sentence;
    let human = |i: usize| {
        let lemma = s.tokens[i].lemma.to_lowercase();
        scene.knowledge.lexicon.units.get(&lemma).is_some_and(|u| u.name == "person")
    };
    for clause in &mut clauses {
        let which =
            s.children(clause.head).any(|k| s.tokens[k].lemma == "which" && matches!(relation(s.tokens[k].deprel), "nsubj" | "obj"));
        let Some(noun) = s.tokens[clause.head].head.filter(|&n| which && s.tokens[clause.head].deprel == "acl:relcl" && human(n)) else {
            continue;
        };
        let above = std::iter::successors(s.tokens[noun].head, |&n| s.tokens[n].head).take(4);
        let Some(thing) = above.into_iter().find(|&n| s.tokens[n].upos == Upos::Noun && s.tokens[n].xpos == "NN" && !human(n)) else {
            continue;
        };
        for i in clause.agents.iter_mut().chain(&mut clause.patients).filter(|i| **i == noun) {
            *i = thing;
        }
    }
    clauses
}

/// "seized the airport on Sunday and still held it on Monday": the "it" of a verb of taking or holding ground is the ground named last before it.
pub(super) fn meaning_ground(scene: &Scene, mut clauses: Vec<Clause>, places: &[Attached<Place>]) -> Vec<Clause> {
    let s = scene.sentence;
    let lexicon = &scene.knowledge.lexicon;
    let holds = |lemma: &str| {
        let entries = scene.knowledge.ontology.entries(crate::ontology::Trigger::Verb, lemma);
        lexicon.holding.contains(&("gives", lemma)) || entries.iter().any(|e| e.kind == Kind::Control)
    };
    let ground = |i: &usize| {
        let lemma = s.tokens[*i].lemma.to_lowercase();
        let pair = i.checked_sub(1).map(|k| format!("{} {lemma}", s.tokens[k].lemma.to_lowercase()));
        let listed = s.tokens[*i].xpos == "NN"
            && (lexicon.ground_nouns.get(&lemma).is_some() || pair.is_some_and(|p| lexicon.ground_nouns.get(&p).is_some()));
        let named = places.iter().any(|p| p.token == *i && p.value.value.precision != PlacePrecision::Country);
        let top = matches!(relation(s.tokens[*i].deprel), "obj" | "obl" | "nsubj");
        (listed || named) && top
    };
    // "seized a boat near the island and held it": what was seized, where the ground is only where.
    let another = |ground: usize, it: usize| {
        let single = |k: usize| s.tokens[k].deprel == "obj" && k != ground && matches!(s.tokens[k].xpos, "NN" | "NNP");
        s.tokens[ground].deprel != "obj" && (0..it).any(single)
    };
    for clause in clauses.iter_mut().filter(|c| holds(&c.lemma)) {
        if let &[it] = clause.patients.as_slice()
            && s.tokens[it].form.eq_ignore_ascii_case("it")
            && let Some(meant) = (0..it).rev().filter(|i| !clause.agents.contains(i)).find(ground).filter(|&g| !another(g, it))
        {
            clause.patients = vec![meant];
        }
    }
    clauses
}
