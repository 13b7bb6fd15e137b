//! Says whether what the encoder hears of a deed (a party, a place, a time) belongs to another deed of the sentence.

use tacitus_record::Claim;
use tacitus_text::{Sentence, Upos};

use super::noun::noun_entry;
use super::slots::is_event_noun;
use crate::clause::{case_of, complex_case, relation};
use crate::ontology::Ontology;
use crate::sighting::Sighting;

/// A word that the encoder takes for the doer or the recipient of a deed.
pub(super) struct Party<'a> {
    pub sight: &'a Sighting<'a>,
    /// The deed's claim so far.
    pub claim: &'a Claim,
    /// The word that tells the deed.
    pub head: usize,
    /// The party's word.
    pub token: usize,
}

impl Party<'_> {
    /// Whether it is the party of another deed of the sentence.
    pub fn is_of_another(&self, recipient: bool) -> bool {
        let verb = self.s().tokens[self.head].upos == Upos::Verb;
        match (recipient, verb) {
            (false, _) if self.is_aimed_at() || self.is_where() || self.is_who_prevents() => true,
            _ if self.is_in_relative_clause() => true,
            (false, true) if self.is_one_side() => true,
            (_, false) if self.is_of_other_happening() || self.is_attacker_of_it() => true,
            (true, true) if self.is_of_content() => true,
            (false, false) if self.head_has_own_doer() || self.suffers() || self.is_within_victims() => true,
            (true, true) if !self.outside() => self.is_of_participle(),
            (false, false) if self.is_proposer() => true,
            // "hijacked buses, killing five": a verb that has its object takes no other verb's.
            (true, true) => self.claim.object.is_some(),
            (false, true) => self.outside() && self.s().tokens[self.token].deprel == "obl:agent",
            (false, false) => self.outside() && self.only_gives_the_time() && self.violent(),
            (true, false) => self.outside() && self.only_gives_the_time(),
        }
    }

    fn s(&self) -> &Sentence {
        self.sight.s()
    }

    fn ontology(&self) -> &Ontology {
        &self.sight.scene.knowledge.ontology
    }

    /// Whether it stands outside the deed's own words.
    fn outside(&self) -> bool {
        !self.s().subtree(self.head).contains(&self.token)
    }

    fn violent(&self) -> bool {
        self.claim.event.as_ref().is_some_and(|e| matches!(e.plover_type.as_str(), "ASSAULT" | "COERCE" | "PROTEST"))
    }

    /// The words above the party, up to the deed's.
    fn above(&self) -> impl Iterator<Item = usize> {
        let s = self.s();
        std::iter::successors(s.tokens[self.token].head, |&n| s.tokens[n].head).take_while(|&n| n != self.head)
    }

    /// "the firing of shells at the port": the one fired at does not fire.
    fn is_aimed_at(&self) -> bool {
        matches!(case_of(self.s(), self.token).as_str(), "at" | "against" | "on" | "onto" | "into" | "toward" | "towards")
    }

    /// "clashes across Azna, Lorestan and Lordegan": a place among places.
    fn is_where(&self) -> bool {
        self.sight.place_at(self.token).is_some_and(|place| self.sight.is_location(place))
    }

    /// "police foiled an attempt to bomb the station": those who stop a deed do not do it.
    fn is_who_prevents(&self) -> bool {
        let s = self.s();
        let negations = &self.sight.scene.knowledge.lexicon.negations;
        let prevents = |&n: &usize| {
            let effect = negations.get(&s.tokens[n].lemma.to_lowercase()).map(|(_, effect)| *effect);
            effect == Some("complement of object") && self.sight.clause_at(n).is_some_and(|c| c.agents.contains(&self.token))
        };
        std::iter::successors(s.tokens[self.head].head, |&n| s.tokens[n].head).take(6).any(|n| prevents(&n))
    }

    /// "bans shipments that could support the army": whoever a relative clause below the deed is about has a part in that clause.
    fn is_in_relative_clause(&self) -> bool {
        let s = self.s();
        !self.outside() && std::iter::once(self.token).chain(self.above()).any(|n| s.tokens[n].deprel == "acl:relcl")
    }

    /// "eight are injured during clashes between the army and rebels": which of the two did it is not said.
    fn is_one_side(&self) -> bool {
        let s = self.s();
        let first = std::iter::successors(Some(self.token), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).last();
        first.is_some_and(|n| case_of(s, n) == "between")
    }

    /// "arrested 29 after a protest", "strikes in retaliation for the firing of shells": a happening that only gives the time or the reason
    /// has no doer outside its own words.
    fn only_gives_the_time(&self) -> bool {
        let s = self.s();
        let timed =
            matches!(case_of(s, self.head).as_str(), "after" | "following" | "before" | "amid" | "amidst" | "despite" | "since" | "during");
        let connectives = &self.sight.scene.knowledge.lexicon.connectives;
        let joins = |(word, below): (String, usize)| below == self.head && connectives.get(&word).is_some();
        timed || s.tokens[self.head].head.and_then(|above| complex_case(s, above)).is_some_and(joins)
    }

    /// "approves the plan, drawing condemnation from the union": what a participle behind the verb is about.
    fn is_of_participle(&self) -> bool {
        let s = self.s();
        let participle =
            |n: usize| s.tokens[n].xpos == "VBG" && relation(s.tokens[n].deprel) == "advcl" && n > 0 && s.tokens[n - 1].form == ",";
        std::iter::once(self.token).chain(self.above()).any(participle)
    }

    /// "a truce proposed by mediators": they proposed it, the truce is others'.
    fn is_proposer(&self) -> bool {
        let s = self.s();
        let by = s.tokens[self.token].head.filter(|&v| s.tokens[self.token].deprel == "obl:agent" && s.tokens[v].head == Some(self.head));
        by.is_some_and(|v| {
            let lemma = s.tokens[v].lemma.to_lowercase();
            lemma == "propose" || self.ontology().is_verb_of(&lemma, &["REQUEST", "SUPPORT", "CONSULT", "ACCUSE", "REJECT"])
        })
    }

    /// "the north attacks, with the south retaliating with strikes": the noun's own clause has its doer.
    fn head_has_own_doer(&self) -> bool {
        let s = self.s();
        self.sight.clause_at(self.sight.governing(self.head)).is_some_and(|c| {
            let own = !c.agents.is_empty() && !c.borrowed_subject && s.tokens[c.head].head.is_some();
            own && !c.passive && !c.agents.contains(&self.token) && !s.subtree(c.head).contains(&self.token)
        })
    }

    /// "the rape of 36 women from the highlands": whoever stands within the phrase of the victims.
    fn is_within_victims(&self) -> bool {
        let s = self.s();
        let of = s.children_by(self.head, "nmod").filter(|&k| case_of(s, k) == "of");
        self.violent() && of.into_iter().any(|k| k != self.token && s.subtree(k).contains(&self.token))
    }

    /// "27 are killed, including 12 militants, in an attack": those killed in it. "who was injured … is mourned by officials": he to whom
    /// something else is done did not do this.
    fn suffers(&self) -> bool {
        let s = self.s();
        self.sight.clause_at(self.sight.governing(self.head)).is_some_and(|c| {
            let below =
                |p: usize| s.subtree(p).contains(&self.token) || c.obliques.iter().any(|(case, k)| case == "including" && *k == self.token);
            super::harm(self.sight, &c.lemma).is_some() && c.patients.iter().any(|&p| below(p))
        })
    }

    /// "the north could strike, he warns": who does what is threatened or asked is not the one threatened.
    fn is_of_content(&self) -> bool {
        let s = self.s();
        let clause = s.tokens[self.token].head.filter(|&c| s.tokens[self.token].deprel == "nsubj" && c != self.head);
        clause.is_some_and(|c| matches!(relation(s.tokens[c].deprel), "ccomp" | "root"))
    }

    /// "clashes kill four after a confrontation between settlers and locals": they are the other happening's.
    fn is_of_other_happening(&self) -> bool {
        let s = self.s();
        self.outside() && self.above().take_while(|&n| s.tokens[n].upos != Upos::Verb).any(|n| is_event_noun(self.sight, n))
    }

    /// "gunmen ambush a meeting", "fire at people waiting for aid": those who attack do not hold the meeting, nor give the aid.
    fn is_attacker_of_it(&self) -> bool {
        let s = self.s();
        let peaceful = !self.violent() && self.claim.event.as_ref().is_some_and(|e| e.plover_type != "THREATEN");
        let attacks = |n: usize| {
            let clause = self.sight.clause_at(n).filter(|c| c.agents.contains(&self.token));
            clause.is_some_and(|c| self.ontology().is_verb_of(&c.lemma, &["ASSAULT", "COERCE"]))
        };
        peaceful && std::iter::successors(s.tokens[self.head].head, |&n| s.tokens[n].head).take(8).any(attacks)
    }
}

/// Whether a clause of its own stands between a word and what hangs below it: "leaves the region after serving in Karsk".
pub(super) fn across_clauses(sight: &Sighting, head: usize, token: usize) -> bool {
    let s = sight.s();
    let path: Vec<usize> = std::iter::successors(Some(token), |&n| s.tokens[n].head).take_while(|&n| n != head).collect();
    let below = path.last().is_some_and(|&top| s.tokens[top].head == Some(head));
    let apart = |n: &usize| matches!(s.tokens[*n].deprel, "advcl" | "acl:relcl" | "ccomp" | "parataxis");
    below && s.tokens[head].upos == Upos::Verb && path.iter().any(apart)
}

/// Whether a word may have its place outside its own words: the main verb, one joined to it, and a noun right below its verb; but not
/// "who took part in the October attacks", "a ship that had been seized", "guilty of killing a prisoner".
pub(super) fn shares_place(sight: &Sighting, claim: &Claim, head: usize) -> bool {
    let s = sight.s();
    let meets = claim.event.as_ref().is_some_and(|e| e.plover_type == "CONSULT");
    match s.tokens[head].upos {
        Upos::Verb => matches!(relation(s.tokens[head].deprel), "root" | "conj" | "xcomp" | "ccomp" | "parataxis"),
        // "arrested in Morva for crimes", "after an attack": what gives the reason or the time was elsewhere; one goes for talks to where they are.
        _ if !meets
            && matches!(
                case_of(s, head).as_str(),
                "for" | "after" | "following" | "before" | "since" | "over" | "due to" | "because of"
            ) =>
        {
            false
        }
        _ => s.tokens[head].head.is_none_or(|h| sight.clause_at(h).is_some() && !matches!(relation(s.tokens[h].deprel), "acl" | "advcl")),
    }
}

/// Whether a place stands with a happening of another kind: "signed to end the war in Karsk".
pub(super) fn of_other_noun(sight: &Sighting, claim: &Claim, head: usize, place: usize) -> bool {
    let s = sight.s();
    let own_type = claim.event.as_ref().map(|e| e.plover_type.as_str());
    let other = |n: usize| noun_entry(sight, n).is_some_and(|(entry, _)| Some(entry.plover_type.as_str()) != own_type);
    std::iter::successors(s.tokens[place].head, |&n| s.tokens[n].head)
        .take_while(|&n| n != head && s.tokens[n].upos != Upos::Verb)
        .any(|n| other(n) && s.tokens[n].head != Some(head))
}
