//! Which time of a sentence belongs to a claim, and what time and place have in common; `location` has the places.

use tacitus_record::{Claim, Grounded, Kind, Moment, TimeRole};
use tacitus_text::Upos;

use super::Sighting;
use crate::clause::{case_of, relation};
use crate::when_where::{Attached, belonging};

impl Sighting<'_> {
    /// Fills in when and where from the tree.
    pub fn settle(&self, claim: &mut Claim, head: usize) {
        self.settle_time(claim, head);
        self.settle_place(claim, head);
        // "A drone struck a depot in Morva on Monday, killing four": the harm has the day and place of the deed that did it.
        if let Some(deed) = self.deed_behind(head) {
            self.settle_time(claim, deed);
            self.settle_place(claim, deed);
        }
        // A participle's deed stands before it; and whence people fled is not where the fighting was.
        let with = self.deed_behind(head).is_none() && claim.predicate != "loss.displaced";
        for deed in self.deeds_told_with(head).into_iter().filter(|_| with) {
            self.settle_time(claim, deed);
            self.settle_place(claim, deed);
        }
        if let Some(verb) = self.happening_told_below(head) {
            self.settle_time(claim, verb);
            self.settle_place(claim, verb);
        }
        self.leave_to_content(claim);
    }

    /// "Nine were killed when gunmen opened fire in Morva", "killed after an attack in Morva": the deeds by which a harm came.
    pub fn deeds_told_with(&self, head: usize) -> Vec<usize> {
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        let harm = |n: usize| s.tokens[n].upos == Upos::Verb && lexicon.casualty(&s.tokens[n].lemma.to_lowercase(), "verb").is_some();
        if !harm(head) {
            return Vec::new();
        }
        let first = std::iter::successors(Some(head), |&n| s.tokens[n].head.filter(|&h| s.tokens[n].deprel == "conj" && harm(h)))
            .last()
            .unwrap_or(head);
        // "are killed and a fourth is missing after their convoy hits a mine".
        let harmed = |n: usize| s.tokens[n].upos == Upos::Adj && lexicon.casualty(&s.tokens[n].lemma.to_lowercase(), "adj").is_some();
        let harms = std::iter::once(first).chain(s.children_by(first, "conj").filter(|&k| harm(k) || harmed(k)));
        let marked = |k: usize| {
            let mark =
                s.children_by(k, "mark").any(|m| matches!(s.tokens[m].lemma.to_lowercase().as_str(), "when" | "after" | "as" | "because"));
            mark || s.children_by(k, "advmod").any(|m| s.tokens[m].lemma.eq_ignore_ascii_case("when"))
        };
        let heard = |k: usize| s.gist(k).is_some_and(|g| g.event == "ASSAULT" && g.event_margin > 0.0);
        let violent = |k: usize| {
            let told = self.clause_at(k).is_some_and(|c| {
                let means = |&n: &usize| self.weapon(n).is_some() || crate::kinds::event::is_event_noun(self, n);
                c.agents.iter().any(means)
            });
            told || heard(k) || self.scene.knowledge.ontology.is_verb_of(&s.tokens[k].lemma.to_lowercase(), &["ASSAULT"])
        };
        let deed = |&k: &usize| match relation(s.tokens[k].deprel) {
            "advcl" => marked(k) && violent(k),
            "obl" => matches!(case_of(s, k).as_str(), "after" | "following") && (heard(k) || crate::kinds::event::is_event_noun(self, k)),
            _ => false,
        };
        harms.flat_map(|n| s.children(n).collect::<Vec<usize>>()).filter(deed).collect()
    }

    /// "the attack that took place on Thursday in Morva", "a raid which happened in May": the verb of a relative clause that only says when and
    /// where.
    fn happening_told_below(&self, noun: usize) -> Option<usize> {
        let s = self.s();
        let occurs = |v: &usize| {
            let told = self.clause_at(*v).and_then(|c| self.scene.knowledge.lexicon.occurrence_verbs.get(&c.lemma)).is_some();
            let takes_place = s.tokens[*v].lemma == "take" && s.children_by(*v, "obj").any(|k| s.tokens[k].lemma == "place");
            s.tokens[*v].deprel == "acl:relcl" && (told || takes_place)
        };
        let is_noun = s.tokens[noun].upos == Upos::Noun;
        s.children(noun).filter(|_| is_noun).find(occurs)
    }

    /// The verb of the deed whose harm a participle behind it tells.
    fn deed_behind(&self, head: usize) -> Option<usize> {
        let s = self.s();
        let first = std::iter::successors(Some(head), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).take(4).last()?;
        let participle = |n: usize| {
            s.tokens[n].xpos == "VBG" && self.scene.knowledge.lexicon.casualty(&s.tokens[n].lemma.to_lowercase(), "verb").is_some()
        };
        let bare = s.children_by(first, "mark").next().is_none() && s.children_by(first, "case").next().is_none();
        let behind = relation(s.tokens[first].deprel) == "advcl" && bare && participle(first) && participle(head);
        s.tokens[first].head.filter(|&deed| behind && deed < first && self.clause_at(deed).is_some())
    }

    fn settle_time(&self, claim: &mut Claim, head: usize) {
        let clause = self.governing(head);
        if claim.time.is_none() {
            let free: Vec<Attached<Moment>> = self
                .times
                .iter()
                .filter(|t| {
                    let of_statement = claim.kind == Kind::Statement && self.of_occasion(t, clause);
                    !self.elsewhere(t, head)
                        && !self.of_cause(t, head)
                        && !self.of_saying(t, clause)
                        && (of_statement || self.dates(t, head, clause))
                })
                .cloned()
                .collect();
            let of_deed =
                free.iter().find(|t| t.owners.iter().take(2).any(|&o| self.same_happening(o, head) || self.same_happening(head, o)));
            claim.time = belonging(&free, head, clause).filter(|t| self.reaches(t, head, clause)).or(of_deed).map(|t| t.value.clone());
            // "a court sentences him for the murder of two men in July": news in the present tense is of these days.
            if head == clause && self.is_long_past(&claim.time) && self.tells_in_the_present(clause) {
                claim.time = None;
            }
        }
        if claim.time.is_none() {
            claim.time = self.day_of_relative(clause).map(|t| t.value.clone());
        }
    }

    /// "protests against last year's election": the year is that of what they are against.
    fn of_cause(&self, time: &Attached<Moment>, head: usize) -> bool {
        let s = self.s();
        // "arrested in connection with the ambush of last month".
        let path = std::iter::successors(s.tokens[time.token].head, |&n| s.tokens[n].head).take(4).take_while(|&n| n != head);
        if path.into_iter().any(|n| matches!(s.tokens[n].lemma.as_str(), "connection" | "relation") && case_of(s, n) == "in") {
            return true;
        }
        let owner = s.tokens[time.token].head.filter(|&o| s.tokens[time.token].deprel == "nmod:poss" && o != head);
        owner.is_some_and(|o| matches!(case_of(s, o).as_str(), "against" | "over" | "about" | "despite"))
    }

    /// "In a statement on Tuesday, they said", "said at a rally on Monday": the day of the occasion is that of the saying.
    fn of_occasion(&self, time: &Attached<Moment>, clause: usize) -> bool {
        let s = self.s();
        let Some(&occasion) = time.owners.first() else { return false };
        let said_there = relation(s.tokens[occasion].deprel) == "obl" && s.tokens[occasion].head == Some(clause);
        said_there && matches!(case_of(s, occasion).as_str(), "in" | "at" | "during")
    }

    /// "on Monday, when rebels shelled the town": the day that the clause tells more of.
    fn day_of_relative(&self, clause: usize) -> Option<&Attached<Moment>> {
        let s = self.s();
        let when = s.children_by(clause, "advmod").find(|&k| s.tokens[k].form.eq_ignore_ascii_case("when"))?;
        let comma = when.checked_sub(1).filter(|&i| s.tokens[i].form == ",")?;
        let told = |t: &&Attached<Moment>| t.range.1 == comma && matches!(t.value.value.role, TimeRole::Point | TimeRole::During);
        self.times.iter().find(told)
    }

    /// Whether a time ended more than a month before the article came out.
    fn is_long_past(&self, time: &Option<Grounded<Moment>>) -> bool {
        let end = time.as_ref().and_then(|t| t.value.hull().1);
        self.published.zip(end).is_some_and(|(published, end)| end < published.plus(-31))
    }

    /// Whether the verb stands in the simple present.
    fn tells_in_the_present(&self, clause: usize) -> bool {
        let s = self.s();
        matches!(s.tokens[clause].xpos, "VBZ" | "VBP") && s.children(clause).all(|k| relation(s.tokens[k].deprel) != "aux")
    }

    fn in_name(&self, token: usize) -> bool {
        self.s().names.iter().any(|n| n.start <= token && token < n.end)
    }

    /// "killed in an attack on Monday", "the deaths of nine in the shelling of 7 March": the harm has the day of the deed it came in.
    pub(super) fn same_happening(&self, noun: usize, head: usize) -> bool {
        let s = self.s();
        let lemma = s.tokens[head].lemma.to_lowercase();
        let lexicon = &self.scene.knowledge.lexicon;
        let harm = lexicon.casualty(&lemma, "verb").is_some() || lexicon.casualty(&lemma, "noun").is_some();
        // "in a stabbing and arson attack": the second one shares the preposition of the first.
        let first = std::iter::successors(Some(noun), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).last();
        // "the suspect in the stabbing was arrested on Monday": he is one of the stabbing; his arrest is another matter.
        let of_suspect = first.unwrap_or(noun);
        let of_suspect = relation(s.tokens[of_suspect].deprel) == "nmod"
            && s.tokens[of_suspect].head.is_some_and(|h| crate::kinds::event::is_doubting(&s.tokens[h]) && s.tokens[h].upos == Upos::Noun);
        let inside = matches!(case_of(s, first.unwrap_or(noun)).as_str(), "in" | "during" | "by" | "with") && !of_suspect;
        let clause = self.governing(head);
        // "a strike in Morva killed five": it did it.
        let does_it = || self.clause_at(head).is_some_and(|c| c.agents.contains(&noun)) && crate::kinds::event::is_event_noun(self, noun);
        if harm && s.tokens[head].upos == Upos::Verb && does_it() {
            return true;
        }
        let below = std::iter::successors(s.tokens[noun].head, |&i| s.tokens[i].head).take(3).any(|i| i == head || i == clause);
        // "freed 60 prisoners in an attack on Tuesday", "arrested in a raid in Morva": so has any deed of force.
        let forcible = || {
            let direct = s.tokens[noun].head == Some(head)
                && s.tokens[head].upos == Upos::Verb
                && matches!(case_of(s, noun).as_str(), "in" | "during");
            direct && self.scene.knowledge.ontology.is_verb_of(&lemma, &["ASSAULT", "COERCE", "RETREAT"])
        };
        (harm || forcible()) && inside && below
    }

    /// Whether a time is said of the deed and not of some noun beside it ("concern over deaths in recent weeks").
    fn dates(&self, time: &Attached<Moment>, head: usize, clause: usize) -> bool {
        let owner = time.owners.iter().copied().find(|&o| !self.in_name(o) || o == head);
        if time.owners.iter().take(2).any(|&o| self.same_happening(o, head) && crate::kinds::event::is_event_noun(self, o)) {
            return true;
        }
        // "the shelling of the market on 7 March": within the noun's own phrase it dates the noun.
        let within = head != clause && time.owners.iter().take(3).any(|&o| o == head);
        within || owner.is_none_or(|o| o == head || o == clause || self.same_happening(head, o))
    }

    /// Whether what stands with the clause also says where or when the noun at `head` happened: only where the clause tells of that very
    /// happening ("the battle took place", "in the attack five were killed"), not where it tells of something else ("condemned the attack on Monday").
    pub(super) fn reaches<T>(&self, a: &Attached<T>, head: usize, clause: usize) -> bool {
        let s = self.s();
        if a.owners.iter().take(2).any(|&o| self.same_happening(o, head) || self.same_happening(head, o)) {
            return true;
        }
        if head == clause || a.owners.first() == Some(&head) || a.owners.iter().take(2).any(|&o| o == head) {
            return true;
        }
        let direct = s.tokens[head].head == Some(clause);
        let Some(verb) = self.clause_at(clause) else { return false };
        let lexicon = &self.scene.knowledge.lexicon;
        let subject = matches!(relation(s.tokens[head].deprel), "nsubj");
        let harms = lexicon.casualty(&verb.lemma, "verb").is_some();
        let light = lexicon.light_verbs.get(&verb.lemma).is_some() && matches!(relation(s.tokens[head].deprel), "obj" | "nsubj");
        let suffers = verb.lemma == "come" && case_of(s, head) == "under";
        // "die in the past 24 hours due to the blockade": the hours are those of the deaths.
        let harms = harms && !matches!(case_of(s, head).as_str(), "due to" | "because of" | "amid" | "despite" | "over");
        direct && (suffers || subject || light || harms && matches!(relation(s.tokens[head].deprel), "obl" | "nsubj"))
    }

    /// A time or place within what was said, asked or promised belongs to that, not to the saying.
    fn leave_to_content(&self, claim: &mut Claim) {
        let speech = claim.kind == Kind::Statement
            || claim
                .event
                .as_ref()
                .is_some_and(|e| matches!(e.plover_type.as_str(), "REQUEST" | "AGREE" | "REJECT" | "ACCUSE" | "SUPPORT" | "THREATEN"))
            || ["consult.", "request.", "agree.", "reject.", "accuse.", "support.", "threaten."]
                .iter()
                .any(|p| claim.predicate.starts_with(p));
        let Some(content) = claim.object.as_ref().and_then(Grounded::span).filter(|_| speech) else { return };
        if claim.time.as_ref().and_then(Grounded::span).is_some_and(|t| content.contains(t)) {
            claim.time = None;
        }
        if claim.place.as_ref().and_then(Grounded::span).is_some_and(|p| content.contains(p)) {
            claim.place = None;
        }
    }

    /// "convicted in the 2002 Bali bombings": the time and place of another event noun.
    pub fn elsewhere<T>(&self, a: &Attached<T>, head: usize) -> bool {
        let own = |o: usize| o != head && self.clause_at(o).is_none() && crate::kinds::event::is_event_noun(self, o);
        let noun =
            a.owners.iter().copied().take(2).find(|&o| own(o)).filter(|&o| a.owners.first() == Some(&o) || self.in_name(a.owners[0]));
        noun.is_some_and(|o| !self.same_happening(o, head))
    }

    /// "said Sunday the rebels began": a time between the verb of saying and the subject of what is said belongs to the saying.
    fn of_saying(&self, time: &Attached<Moment>, clause: usize) -> bool {
        let s = self.s();
        let said = relation(s.tokens[clause].deprel) == "ccomp";
        let Some(verb) = s.tokens[clause].head.filter(|&v| said && v < clause) else { return false };
        let first = s
            .subtree(clause)
            .into_iter()
            .filter(|&i| !(time.range.0..time.range.1).contains(&i))
            .find(|&i| s.tokens[i].upos != Upos::Punct && s.tokens[i].lemma != "that");
        let says = self.scene.knowledge.lexicon.reporting_verbs.get(&s.tokens[verb].lemma.to_lowercase()).is_some();
        says && verb < time.range.0 && first.is_some_and(|f| time.range.1 <= f)
    }
}
