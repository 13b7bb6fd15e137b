//! Pronouns and short names: what an article has named so far, and whom "he", "they" and "we" mean by it.

use std::collections::BTreeMap;

use tacitus_record::{Actor, Grounded, Span};
use tacitus_text::Upos;

use super::Scene;
use crate::clause::{case_of, relation};
use crate::phrase::{core_phrase, noun_phrase};

/// What the article has named so far: leads short names and pronouns to full ones.
#[derive(Clone, Debug, Default)]
pub struct Discourse {
    pub(super) persons: BTreeMap<String, Actor>,
    salient: Vec<Salient>,
    /// Who was last said to speak, and in which sentence: whom "I" and "we" mean in a quotation.
    pub(super) speaker: Option<(usize, Actor)>,
    /// Whether the sentence at hand stands in a quotation from end to end.
    pub(super) quoted: Option<Span>,
    /// The body that publishes the text: whom "we" means outside quotations.
    author: Option<Actor>,
    /// Subject of the last sentence's main clause: none, no actor, or an actor.
    last_subject: Option<Option<Salient>>,
    /// The last two known actors named as a pair ("Karsk and Valdonia"), and in which sentence: "the two countries".
    pair: Option<(usize, [Actor; 2])>,
}

/// An actor mentioned, for pronouns to lead to.
#[derive(Clone, Debug)]
pub(super) struct Salient {
    actor: Actor,
    group: Group,
    sentence: usize,
    subject: bool,
}

/// What kind of pronoun can stand for an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Person,
    Body,
    Many,
}

impl Scene<'_> {
    /// Whom a pronoun stands for; an unclear one stays unclear (`None`).
    pub(super) fn pronoun(&self, head: usize) -> Option<Grounded<Actor>> {
        let token = &self.sentence.tokens[head];
        if matches!(token.form.to_lowercase().as_str(), "i" | "we" | "me" | "us" | "my" | "our") {
            let s = self.sentence;
            let says = |i: &usize| {
                s.tokens[*i].upos == Upos::Verb && self.knowledge.lexicon.reporting_verbs.get(&s.tokens[*i].lemma.to_lowercase()).is_some()
            };
            // "We have suspended it until both sides confirm", "told us": neither who speaks in a clause below nor who speaks to us.
            let below = |v: usize| {
                matches!(relation(s.tokens[v].deprel), "advcl" | "acl") && s.tokens[v].head == token.head
                    || token.head == Some(v) && matches!(relation(token.deprel), "obj" | "iobj" | "obl")
            };
            // "he suggested that arms were stored there, an allegation we reject": outside quotations an aside is the author's.
            let aside = std::iter::successors(Some(head), |&n| s.tokens[n].head).any(|n| s.tokens[n].deprel == "acl:relcl");
            let spoken = self.discourse.quoted.is_some() || s.tokens.iter().any(|t| crate::standing::is_quote(&t.form)) || !aside;
            let here = (0..s.tokens.len())
                .filter(says)
                .filter(|&v| spoken && !below(v))
                .find_map(|i| s.children_by(i, "nsubj").find(|&k| s.tokens[k].upos != Upos::Pron));
            let actor = match here {
                Some(speaker) => self.actor(speaker)?.value,
                None => {
                    // Only in a quotation is "I" the one who spoke last.
                    let quoted = self.discourse.quoted.is_some() || s.tokens.iter().any(|t| crate::standing::is_quote(&t.form));
                    let last = self.discourse.speaker.as_ref().filter(|(at, _)| quoted && at + 1 >= self.number).map(|(_, a)| a.clone());
                    if quoted { last? } else { self.discourse.author.clone()? }
                }
            };
            return Some(Grounded::at(Actor { text: token.form.clone(), ..actor }, token.span));
        }
        let group = match token.form.to_lowercase().as_str() {
            "he" | "she" | "him" | "her" | "his" | "hers" => Group::Person,
            "it" | "its" => Group::Body,
            "they" | "them" | "their" | "theirs" => Group::Many,
            _ => return None,
        };
        // "its fighters shot it down": something else than whose they are.
        let s = self.sentence;
        let own = |k: usize| {
            self.force_sector(k).is_some() && s.children_by(k, "nmod:poss").any(|p| s.tokens[p].form.eq_ignore_ascii_case("its"))
        };
        let verb = token.head.filter(|_| group != Group::Person && relation(token.deprel) == "obj");
        if verb.is_some_and(|v| s.children_by(v, "nsubj").any(own)) {
            return None;
        }
        // "them" is many; "they" may also be a body.
        let object = matches!(token.form.to_lowercase().as_str(), "them" | "their" | "theirs");
        let fits = |s: &Salient| match group {
            Group::Many => s.group == Group::Many || (s.group == Group::Body && !object),
            other => s.group == other,
        };
        // "They say": the one who spoke last speaks on.
        let speaks = token.deprel == "nsubj"
            && token.head.is_some_and(|h| {
                self.knowledge.lexicon.reporting_verbs.get(&self.sentence.tokens[h].lemma.to_lowercase()).is_some_and(|r| r.class == "say")
            });
        if speaks
            && self.subjects_before(head).is_empty()
            && let Some((_, actor)) = self.discourse.speaker.as_ref().filter(|(at, _)| at + 1 == self.number)
            && self.discourse.salient.iter().any(|s| s.actor.key() == actor.key() && fits(s))
        {
            return Some(Grounded::at(Actor { text: token.form.clone(), ..actor.clone() }, token.span));
        }
        let actor = match group {
            Group::Person => self.one_person(head),
            // "It" and "they" mean an earlier subject; a subject that is no actor ("the move … it …") takes the pronoun with it.
            Group::Body | Group::Many => {
                let mut found = self.of_relative(head).filter(|a| fits(&self.salience(head, a.clone()))).map(Some);
                let subjects = if found.is_some() { Vec::new() } else { self.subjects_before(head) };
                for subject in subjects {
                    // "The government, which broke with Ruwenda, accuses it of sending soldiers": whoever accuses means another.
                    if self.is_another_than(subject, head) {
                        found = Some(
                            self.only_one_between(subject, head).map(|a| a.value).filter(|a| fits(&self.salience(subject, a.clone()))),
                        );
                        break;
                    }
                    let actor = self.actor(subject).map(|a| a.value);
                    let person = actor.as_ref().is_some_and(|a| self.salience(subject, a.clone()).group == Group::Person);
                    // "Tarsene announces that it is expelling them": a body, though the bare name looks like a person's.
                    let bare =
                        s.children(subject).next().is_none() && actor.as_ref().is_some_and(|a| a.entity.is_none() && a.role.is_none());
                    let names_itself = bare
                        && s.tokens[head].head.is_some_and(|clause| {
                            s.tokens[head].form.eq_ignore_ascii_case("it")
                                && relation(s.tokens[head].deprel) == "nsubj"
                                && s.tokens[clause].deprel == "ccomp"
                                && s.tokens[clause].head == s.tokens[subject].head
                                && s.tokens[subject].upos == Upos::Propn
                        });
                    if names_itself && person {
                        found = Some(actor);
                        break;
                    }
                    if !person {
                        let fitting = actor.filter(|a| fits(&self.salience(subject, a.clone())));
                        // "A court sentences two men after they were seized": the many, not the body.
                        if group == Group::Many
                            && fitting.as_ref().is_some_and(|a| self.salience(subject, a.clone()).group == Group::Body)
                            && let Some(many) = self.many_between(subject, head)
                        {
                            found = Some(self.actor(many).map(|a| a.value));
                            break;
                        }
                        found = Some(fitting.filter(|a| group != Group::Body || !self.rivalled(a, subject, head)));
                        break;
                    }
                }
                match (found, &self.discourse.last_subject) {
                    (Some(found), _) => found,
                    (None, Some(last)) => last.clone().filter(fits).map(|s| s.actor),
                    (None, None) if group == Group::Many => self.recent(fits),
                    (None, None) => None,
                }
            }
        }?;
        Some(Grounded::at(Actor { text: token.form.clone(), ..actor }, token.span))
    }

    /// "the Alliance, which says it captured 87 soldiers": "it" is whoever says so.
    fn of_relative(&self, pronoun: usize) -> Option<Actor> {
        let s = self.sentence;
        let clause = s.tokens[pronoun].head.filter(|_| s.tokens[pronoun].deprel == "nsubj")?;
        let says = s.tokens[clause].head.filter(|_| s.tokens[clause].deprel == "ccomp")?;
        let which = s.children_by(says, "nsubj").any(|k| matches!(s.tokens[k].xpos, "WDT" | "WP"));
        let noun = s.tokens[says].head.filter(|_| which && s.tokens[says].deprel == "acl:relcl")?;
        self.actor(noun).map(|a| a.value)
    }

    /// Whether a pronoun is the object of the verb whose subject that is, or of what the verb charges it with: "accuses it of sending".
    fn is_another_than(&self, subject: usize, pronoun: usize) -> bool {
        let s = self.sentence;
        let token = &s.tokens[pronoun];
        let Some(verb) = token.head.filter(|_| token.form.eq_ignore_ascii_case("it")) else { return false };
        let charged = relation(token.deprel) == "nsubj"
            && (s.tokens[verb].xpos == "VBG" || s.children_by(verb, "aux").any(|k| s.tokens[k].xpos == "VBG"))
            && s.children_by(verb, "mark").any(|k| matches!(s.tokens[k].form.as_str(), "of" | "for"));
        let above = if charged { s.tokens[verb].head } else { Some(verb).filter(|_| token.deprel == "obj") };
        above.is_some_and(|v| s.tokens[subject].head == Some(v) && relation(s.tokens[subject].deprel) == "nsubj")
    }

    /// The one actor with a name between a subject with all that belongs to it and a pronoun, if there is but one.
    fn only_one_between(&self, subject: usize, pronoun: usize) -> Option<Grounded<Actor>> {
        let s = self.sentence;
        let own = noun_phrase(s, subject).1;
        let named = |&i: &usize| s.tokens[i].upos == Upos::Propn && !matches!(relation(s.tokens[i].deprel), "compound" | "flat" | "amod");
        let mut found: Vec<Grounded<Actor>> = (own..pronoun).filter(named).filter_map(|i| self.actor(i)).collect();
        found.dedup_by_key(|a| a.value.key().to_string());
        found.pop().filter(|_| found.is_empty())
    }

    /// People in the plural who stand between a subject and a pronoun that is itself the subject of a clause of time or cause behind it.
    fn many_between(&self, subject: usize, pronoun: usize) -> Option<usize> {
        let s = self.sentence;
        let clause = s.tokens[pronoun].head.filter(|_| relation(s.tokens[pronoun].deprel) == "nsubj")?;
        let opens = |k: usize| {
            matches!(s.tokens[k].form.to_lowercase().as_str(), "after" | "before" | "because" | "since" | "when" | "as" | "while")
        };
        let behind =
            relation(s.tokens[clause].deprel) == "advcl" && s.children_by(clause, "mark").chain(s.children_by(clause, "advmod")).any(opens);
        let human = |i: usize| {
            let lemma = s.tokens[i].lemma.to_lowercase();
            s.tokens[i].xpos == "NNPS"
                || self.actor(i).is_some()
                || self.knowledge.lexicon.sources.get(&lemma).is_some()
                || self.knowledge.lexicon.units.get(&lemma).is_some_and(|u| u.name == "person")
        };
        let people = |&i: &usize| s.tokens[i].deprel == "obj" && matches!(s.tokens[i].xpos, "NNS" | "NNPS") && human(i);
        (subject + 1..pronoun).filter(|_| behind).find(people)
    }

    /// "Karsk breaks off relations with Tal after it shelters a fugitive": which of the two, the words do not say.
    fn rivalled(&self, subject: &Actor, at: usize, pronoun: usize) -> bool {
        let s = self.sentence;
        let clause = s.tokens[pronoun].head.filter(|_| relation(s.tokens[pronoun].deprel) == "nsubj");
        let aside = clause.is_some_and(|c| {
            let opens = |k: usize| matches!(s.tokens[k].form.as_str(), "after" | "because" | "since" | "when" | "as" | "while");
            relation(s.tokens[c].deprel) == "advcl" && s.children_by(c, "mark").any(opens)
        });
        let other = |i: usize| {
            let party = matches!(case_of(s, i).as_str(), "" | "with" | "against" | "from" | "to" | "for");
            // "declares the group unlawful after it committed an attack": as well.
            let named = matches!(s.tokens[i].upos, Upos::Propn | Upos::Noun)
                && party
                && matches!(relation(s.tokens[i].deprel), "obj" | "obl" | "iobj" | "nmod");
            let actor = self.actor(i).filter(|_| named)?.value;
            Some(self.salience(i, actor.clone())).filter(|o| o.group == Group::Body && actor.key() != subject.key())
        };
        aside && (at + 1..pronoun).any(|i| other(i).is_some())
    }

    /// "the two countries", "both sides": the pair of this sentence or the one before that the words stand for.
    pub fn pair(&self, head: usize) -> Option<[Grounded<Actor>; 2]> {
        let s = self.sentence;
        let side = matches!(
            s.tokens[head].lemma.as_str(),
            "country" | "side" | "party" | "nation" | "state" | "government" | "neighbour" | "neighbor"
        );
        let two = |k: usize| k < head && matches!(s.tokens[k].form.to_lowercase().as_str(), "two" | "both");
        let only = s.children(head).all(|k| {
            k > head && s.tokens[k].upos != Upos::Propn && relation(s.tokens[k].deprel) != "acl"
                || two(k)
                || s.tokens[k].deprel == "det"
                || s.tokens[k].deprel == "case"
        });
        if !side || !only || !s.children(head).any(two) {
            return None;
        }
        let here = self.named_pair(0..head);
        let before = || self.discourse.pair.clone().filter(|(at, _)| at + 1 >= self.number).map(|(_, pair)| pair);
        let (start, end) = core_phrase(s, head);
        let span = s.span_of(start, end);
        let text = span.slice(self.body).to_string();
        Some(here.or_else(before)?.map(|actor| Grounded::at(Actor { text: text.clone(), ..actor }, span)))
    }

    /// Two known actors joined by "and", the last such pair of the range.
    fn named_pair(&self, range: std::ops::Range<usize>) -> Option<[Actor; 2]> {
        let s = self.sentence;
        let known = |i: usize| self.actor(i).filter(|a| s.tokens[i].upos == Upos::Propn && a.value.entity.is_some()).map(|a| a.value);
        range.rev().filter(|&i| s.tokens[i].deprel != "conj").find_map(|i| match crate::clause::coordinated(s, i)[..] {
            [first, second] => Some([known(first)?, known(second)?]).filter(|[a, b]| a.key() != b.key()),
            _ => None,
        })
    }

    /// The most recent fitting actor of this and the two sentences before, subjects first.
    pub(super) fn recent(&self, fits: impl Fn(&Salient) -> bool) -> Option<Actor> {
        let within = |reach: usize| {
            let near = || self.discourse.salient.iter().rev().filter(|s| s.sentence + reach >= self.number && fits(s));
            near().find(|s| s.subject).or_else(|| near().next())
        };
        within(1).or_else(|| within(2)).map(|s| s.actor.clone())
    }

    /// Whom "he" or "she" means: the only person named in reach, else the subject of the sentence before, where it is a person and no
    /// other person was a subject since. Two candidates of one rank leave it open.
    pub(super) fn one_person(&self, head: usize) -> Option<Actor> {
        let here: Vec<Salient> = self
            .subjects_before(head)
            .into_iter()
            .filter(|&i| self.sentence.tokens[i].upos != Upos::Pron)
            .filter_map(|i| self.actor(i).map(|a| self.salience(i, a.value)))
            .filter(|s| s.group == Group::Person)
            .collect();
        let before: Vec<&Salient> = self.discourse.salient.iter().filter(|s| s.group == Group::Person).collect();
        let mut keys: Vec<String> = here.iter().chain(before.iter().copied()).map(|s| s.actor.key()).collect();
        keys.sort();
        keys.dedup();
        if keys.len() == 1 {
            return here.first().or(before.last().copied()).map(|s| s.actor.clone());
        }
        if let [one] = here.as_slice() {
            return Some(one.actor.clone());
        }
        let last = self.discourse.last_subject.clone().flatten().filter(|s| here.is_empty() && s.group == Group::Person)?;
        let subjects = before.iter().filter(|s| s.subject && s.sentence == last.sentence && s.actor.key() != last.actor.key());
        (subjects.count() == 0).then_some(last.actor)
    }

    /// The subjects before a token in the same sentence, nearest first, of other clauses.
    pub(super) fn subjects_before(&self, token: usize) -> Vec<usize> {
        let s = self.sentence;
        // An object is not the subject of its own verb.
        let own_verb = s.tokens[token].head.filter(|_| matches!(relation(s.tokens[token].deprel), "obj" | "obl" | "iobj"));
        // "some of them said": the pronoun's own phrase cannot be what it means.
        let above: Vec<usize> = std::iter::successors(Some(token), |&i| s.tokens[i].head).take(s.tokens.len()).collect();
        let subject = |i: &usize| relation(s.tokens[*i].deprel) == "nsubj" && !matches!(s.tokens[*i].xpos, "WDT" | "WP");
        (0..token).rev().filter(|i| subject(i) && !above.contains(i) && own_verb.is_none_or(|v| s.tokens[*i].head != Some(v))).collect()
    }

    /// How an actor at a token may be referred to later.
    pub(super) fn salience(&self, i: usize, actor: Actor) -> Salient {
        let s = self.sentence;
        let token = &s.tokens[i];
        let person = self.is_person(i, &actor);
        // "The Armed Forces claims that it": one body by its name.
        let body = actor.entity.is_some() && token.upos == Upos::Propn && token.head.is_some_and(|h| s.tokens[h].xpos == "VBZ");
        let plural = matches!(token.xpos, "NNS" | "NNPS") && !body
                // "12 of its soldiers … it": the twelve are many.
                || token.upos == Upos::Num && !token.form.eq_ignore_ascii_case("one") && token.form != "1"
                || matches!(token.form.to_lowercase().as_str(), "they" | "them" | "their");
        let holds_office = self.knowledge.lexicon.titles.get(&token.lemma.to_lowercase()).is_some() && !plural;
        let he = matches!(token.form.to_lowercase().as_str(), "he" | "she" | "him" | "her" | "his");
        let group = if person || holds_office || he {
            Group::Person
        } else if plural {
            Group::Many
        } else {
            Group::Body
        };
        Salient { actor, group, sentence: self.number, subject: relation(token.deprel) == "nsubj" }
    }

    pub(super) fn is_person(&self, i: usize, actor: &Actor) -> bool {
        self.sentence.names.iter().any(|n| n.label == "PER" && n.start <= i && i < n.end)
            || actor.entity.as_deref().and_then(|code| self.knowledge.actors.coded(code)).is_some_and(|e| !e.roles.is_empty())
    }
}

impl Discourse {
    /// Whether the article has named a person with this surname.
    pub fn knows_person(&self, surname: &str) -> bool {
        self.persons.contains_key(&surname.to_lowercase())
    }

    /// The discourse of an article before its first sentence; `author` is the body that publishes it, where known.
    pub fn new(author: Option<Actor>) -> Discourse {
        Discourse { author, ..Discourse::default() }
    }

    /// Enters a sentence that a quotation holds from end to end: `mark` is where it shows, `speaker` who is named beside it, if anybody;
    /// otherwise whoever spoke in the sentence before speaks on.
    pub fn quoting(mut self, number: usize, mark: Span, speaker: Option<Actor>) -> Discourse {
        self.quoted = Some(mark);
        let on = self.speaker.take().filter(|(at, _)| at + 1 >= number).map(|(_, actor)| actor);
        self.speaker = speaker.or(on).map(|actor| (number, actor));
        self
    }

    /// Notes the actors of the scene's sentence, for the sentences after it.
    pub fn after(mut self, scene: &Scene) -> Discourse {
        let s = scene.sentence;
        for i in 0..s.tokens.len() {
            let token = &s.tokens[i];
            let rel = relation(token.deprel);
            let referring = matches!(rel, "nsubj" | "obj" | "obl" | "nmod" | "root" | "conj" | "appos" | "iobj");
            if !referring || !matches!(token.upos, Upos::Propn | Upos::Noun) {
                continue;
            }
            let Some(actor) = scene.actor(i).map(|a| a.value) else { continue };
            if scene.is_person(i, &actor) && actor.name.contains(' ') {
                let key = actor.name.rsplit(' ').next().unwrap_or("").to_lowercase();
                self.persons.entry(key).or_insert_with(|| actor.clone());
            }
            self.salient.push(scene.salience(i, actor));
        }
        // Pronouns reach back two sentences at most.
        self.salient.retain(|s| s.sentence + 2 >= scene.number);
        let says = |i: usize| scene.knowledge.lexicon.reporting_verbs.get(&s.tokens[i].lemma.to_lowercase()).is_some();
        let speaker =
            (0..s.tokens.len()).filter(|&i| s.tokens[i].upos == Upos::Verb && says(i)).find_map(|i| s.children_by(i, "nsubj").next());
        if let Some(actor) = speaker.filter(|&i| s.tokens[i].upos != Upos::Pron).and_then(|i| scene.actor(i)) {
            self.speaker = Some((scene.number, actor.value));
        }
        if let Some(pair) = scene.named_pair(0..s.tokens.len()) {
            self.pair = Some((scene.number, pair));
        }
        let subject = s.root().and_then(|root| s.children_by(root, "nsubj").next());
        self.quoted = None;
        self.last_subject = subject.map(|i| scene.actor(i).map(|a| scene.salience(i, a.value)));
        self
    }
}
