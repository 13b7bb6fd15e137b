//! What a sentence is about: arms, violence, disasters, pastimes, and words that are meant figuratively.

use tacitus_text::Upos;

use super::Sighting;
use crate::clause::case_of;
use crate::who::Scene;

impl Sighting<'_> {
    /// Whether a weapon that hits or blasts is named in the sentence, outside words of disaster ("fireworks explosion").
    pub fn armed_sentence(&self) -> bool {
        let disasters = self.disaster_words();
        let named = |i: usize| disasters.iter().any(|&(from, to)| from <= i && i < to);
        // "an explosion at a fireworks factory" is the factory's.
        // So it is where the tree hangs the factory on the verb.
        let s = self.s();
        let beside = |i: usize| {
            let place = |&k: &usize| k > i && matches!(case_of(s, k).as_str(), "at" | "in") && named(k);
            s.tokens[i].deprel == "obl" && s.tokens[i].head.is_some_and(|h| s.children_by(h, "obl").any(|k| place(&k)))
        };
        let inside = |i: usize| named(i) || s.children_by(i, "nmod").any(named) || beside(i);
        // A helicopter that crashes is no weapon here, nor a tank truck.
        let arms = |w: crate::lexicon::Weapon| !w.mode.is_empty() && !matches!(w.class, "aerial" | "ship" | "tank");
        (0..self.s().tokens.len()).any(|i| !inside(i) && self.weapon(i).is_some_and(arms))
    }

    /// Whether the sentence speaks of violence at all: a weapon, an armed actor, or a happening or deed of assault beside the harm itself.
    pub fn violent_sentence(&self) -> bool {
        let armed = |i: usize| self.scene.force_sector(i).is_some_and(|s| matches!(s, "MIL" | "REB" | "UAF" | "CRM" | "COP"));
        let violent = |i: usize| {
            let t = &self.s().tokens[i];
            let trigger = match t.upos {
                Upos::Noun => crate::ontology::Trigger::Noun,
                Upos::Verb => crate::ontology::Trigger::Verb,
                _ => return false,
            };
            let lemma = t.lemma.to_lowercase();
            let harms = self.scene.knowledge.lexicon.casualty(&lemma, "verb").is_some()
                && !matches!(lemma.as_str(), "murder" | "massacre" | "behead" | "execute" | "slaughter" | "assassinate");
            !harms && self.scene.knowledge.ontology.entries(trigger, &lemma).iter().any(|e| e.plover_type == "ASSAULT")
        };
        self.armed_sentence() || (0..self.s().tokens.len()).any(|i| armed(i) || violent(i))
    }

    /// Whether the sentence tells of harm to people or things: with a word of disaster it is then about the disaster, and not only
    /// beside it ("charged with misuse of flood relief").
    pub fn hurts(&self) -> bool {
        let lexicon = &self.scene.knowledge.lexicon;
        self.s().tokens.iter().any(|t| {
            let lemma = t.lemma.to_lowercase();
            let pos = match t.upos {
                Upos::Verb => "verb",
                Upos::Noun => "noun",
                Upos::Adj => "adj",
                _ => return false,
            };
            lexicon.casualty(&lemma, pos).is_some()
        })
    }

    /// The words that name a disaster or accident in the sentence, as token ranges.
    pub(super) fn disaster_words(&self) -> Vec<(usize, usize)> {
        let lemmas: Vec<String> = self.s().tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
        let forms: Vec<String> = self.s().tokens.iter().map(|t| t.form.to_lowercase()).collect();
        let cues = &self.scene.knowledge.lexicon.figurative;
        let at = |i: usize| {
            let found = [&forms, &lemmas].into_iter().filter_map(|words| cues.longest_at(words, i));
            found.filter(|(_, c)| c.domain == "disaster").map(|(n, _)| (i, i + n)).max_by_key(|r| r.1)
        };
        (0..lemmas.len()).filter_map(at).collect()
    }
}

/// The domains that words of the sentence point to.
pub(super) fn domains(scene: &Scene) -> std::collections::BTreeSet<&'static str> {
    let forms: Vec<String> = scene.sentence.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let lemmas: Vec<String> = scene.sentence.tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
    let cues = &scene.knowledge.lexicon.figurative;
    let at = |words: &[String]| {
        (0..words.len()).filter_map(|i| cues.longest_at(words, i)).filter(|(_, c)| !c.cancels).map(|(_, c)| c.domain).collect::<Vec<_>>()
    };
    at(&forms).into_iter().chain(at(&lemmas)).collect()
}

/// Whether a sentence in the present tense tells what a work of fiction tells: "In the third episode, a colonel shells the quarter", "The play's
/// script has the army seize the palace".
pub(super) fn tells_a_work(scene: &Scene) -> bool {
    let s = scene.sentence;
    let Some(root) = (0..s.tokens.len()).find(|&i| s.tokens[i].head.is_none()) else { return false };
    let auxiliary = || s.children_by(root, "aux").chain(s.children_by(root, "cop")).find(|&k| matches!(s.tokens[k].xpos, "VBZ" | "VBP"));
    if !matches!(s.tokens[root].xpos, "VBZ" | "VBP") && auxiliary().is_none() {
        return false;
    }
    // "The play opens in the town where police arrested its author": what is told in the past happened.
    if s.tokens.iter().any(|t| t.xpos == "VBD") {
        return false;
    }
    let is_work = |i: usize| scene.knowledge.lexicon.works.get(&s.tokens[i].lemma.to_lowercase()).is_some();
    // "the latest episode of violence", "the tale of two cities": of what it is a work only a work says.
    let of_another = |i: usize| s.children_by(i, "nmod").any(|k| case_of(s, k) == "of" && !is_work(k));
    s.children(root).any(|k| {
        let told_in = s.tokens[k].deprel.starts_with("obl") && k < root && matches!(case_of(s, k).as_str(), "in" | "on");
        let subject = matches!(s.tokens[k].deprel, "nsubj" | "nsubj:outer") && scene.actor(k).is_none_or(|a| a.value.entity.is_none());
        is_work(k) && s.tokens[k].upos == Upos::Noun && !of_another(k) && (told_in || subject)
    })
}

pub(super) fn figurative(scene: &Scene) -> Vec<bool> {
    let s = scene.sentence;
    let mut marked = vec![false; s.tokens.len()];
    let forms: Vec<String> = s.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let lemmas: Vec<String> = s.tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
    for words in [&forms, &lemmas] {
        for start in 0..words.len() {
            if let Some((n, cue)) = scene.knowledge.lexicon.figurative.longest_at(words, start)
                && cue.cancels
            {
                marked[start..start + n].fill(true);
            }
        }
    }
    // "killed in a shark attack": what befalls people in what is no attack is no attack either.
    let harms = |i: usize| scene.knowledge.lexicon.casualty(&lemmas[i], "verb").is_some();
    let within: Vec<usize> = (0..s.tokens.len())
        .filter(|&i| marked[i] && s.tokens[i].deprel == "obl" && matches!(case_of(s, i).as_str(), "in" | "by" | "after" | "during"))
        .filter_map(|i| s.tokens[i].head.filter(|&h| harms(h)))
        .collect();
    within.into_iter().for_each(|verb| marked[verb] = true);
    marked
}
