//! One step from a word up to the word above it: what the relation between them says about how the lower one stands.

use tacitus_record::Modality;
use tacitus_text::Upos;

use super::{Climb, tense};
use crate::clause::{case_of, is_predicate, relation};
use crate::phrase::sums_up;

/// Words whose subject is what may come: "clashes are likely".
const AWAITED: &[&str] = &["likely", "unlikely", "possible", "probable", "imminent", "inevitable", "unavoidable", "conceivable"];
/// What something that has yet to happen has: "the talks have little chance".
const CHANCES: &[&str] = &["chance", "prospect", "likelihood", "odds", "probability", "hope"];
/// Words whose subject is asked for: "an inquiry is overdue".
const WANTED: &[&str] = &["essential", "overdue", "necessary", "vital", "crucial", "preferable", "desirable", "imperative", "due"];
/// How a happening that was carried through is closed: "at the close of the talks".
const ENDS: &[&str] = &["close", "end", "conclusion"];
/// Verbs that say what a deed is in law: "the attacks may constitute war crimes".
const JUDGED: &[&str] = &["constitute", "amount", "violate", "breach", "contravene", "infringe"];
/// "an increase in attacks": what is more of them stands as they do.
const GROWTH: &[&str] = &["increase", "rise", "surge", "upsurge", "escalation", "spike", "decrease", "decline"];

/// "a period of negotiations", "another round of talks": the measure stands as what it measures.
const MEASURES: &[&str] = &["period", "round", "series", "wave", "phase", "day", "week", "month"];

impl Climb<'_, '_> {
    /// One step from `node` up to `parent`. Returns whether the parent's own negation and mode still hold for what lies below.
    pub(super) fn step(&mut self, node: usize, parent: usize, own: bool) -> bool {
        let s = self.s();
        let deprel = s.tokens[node].deprel;
        let rel = relation(deprel);
        let parent_is_noun = !is_predicate(s, parent);
        self.cleared(node, parent);
        // "said it would leave": the future seen from the past.
        if rel == "ccomp" && self.would && self.st.modality == Modality::Hypothetical && s.tokens[parent].xpos == "VBD" {
            self.st.modality = Modality::Forecast;
        }
        match rel {
            "xcomp" | "ccomp" | "csubj" => {
                // "Sending troops is the least they can do", "negotiating is preferable": a deed weighed, not told.
                let weighed = rel == "csubj" && s.tokens[node].xpos == "VBG" && !matches!(s.tokens[parent].xpos, "VBD" | "VBN");
                if weighed && own && self.st.modality == Modality::Actual {
                    self.mode(Modality::Hypothetical, "weighed", node);
                }
                self.complement(parent, rel, own)
            }
            "acl" => {
                self.answered(node);
                // "It is high time that they sent grain": what is wished for, in the past tense.
                let high = |&k: &usize| matches!(s.tokens[k].lemma.as_str(), "high" | "about") && s.tokens[k].head == Some(parent);
                let wished =
                    (0..parent).find(high).filter(|_| own && self.lemma(parent) == "time" && s.children_by(parent, "cop").next().is_some());
                if let Some(k) = wished.filter(|_| self.st.modality == Modality::Actual) {
                    self.mode(Modality::Advocated, "high time", k);
                }
                // "the case for arming them": argued for, and not done.
                let argued = self.marked(node, &["for"]).then(|| format!("{} for", self.lemma(parent)));
                let argued = argued.and_then(|phrase| self.scene.knowledge.lexicon.modality(&phrase, "noun"));
                if let Some(word) = argued.filter(|_| own && self.st.modality == Modality::Actual) {
                    self.mode(word.modality, "governor", parent);
                }
                if deprel != "acl:relcl" && parent_is_noun {
                    // "a matter of time before insurgents shell the town".
                    if own && self.marked(node, &["before", "until"]) {
                        self.time_to_come(node, parent, &self.lemma(parent));
                    }
                    self.content_of_noun(node, parent, own);
                    self.days_apart(node);
                }
                // "would break off relations the day that they recognised the province": as unreal as what happens on that day.
                let day =
                    || matches!(self.lemma(parent).as_str(), "day" | "moment" | "minute" | "hour" | "week" | "month" | "year" | "time");
                let verb = s.tokens[parent].head.filter(|&v| deprel == "acl:relcl" && is_predicate(s, v));
                let unreal =
                    |v: usize| s.children_by(v, "aux").find(|&k| matches!(s.tokens[k].form.as_str(), "would" | "could" | "might" | "will"));
                if let Some(k) = verb.filter(|_| own && self.st.modality == Modality::Actual && day()).and_then(unreal) {
                    self.mode(Modality::Hypothetical, "pending", k);
                }
                self.st.presupposed = true;
                false
            }
            "conj" => {
                let has_subject = s.children(node).any(|k| relation(s.tokens[k].deprel) == "nsubj");
                // A coordinated verb without a subject of its own shares auxiliaries and governors of the first.
                // Bare infinitive and present look alike, and taggers mix them up.
                let bare = |i: usize| matches!(s.tokens[i].xpos, "VB" | "VBP") || s.tokens[i].form == s.tokens[i].lemma;
                // "had sailed and shelled it": participle and past look alike as well.
                let perfect = s.children_by(parent, "aux").any(|k| s.tokens[k].lemma == "have");
                let past = |i: usize| matches!(s.tokens[i].xpos, "VBN" | "VBD");
                let alike =
                    s.tokens[node].xpos == s.tokens[parent].xpos || bare(node) && bare(parent) || perfect && past(node) && past(parent);
                own && !has_subject && alike
            }
            "parataxis" => {
                self.paratactic(node, parent);
                false
            }
            "advcl" => {
                self.adverbial(node, parent, own);
                self.set_beside(node);
                self.dated |= self.marked(node, &["after", "before", "since"]);
                self.days_apart(node);
                // "will not join them in striking the port": as unreal and as denied as the joining.
                own && s.tokens[node].xpos == "VBG" && self.marked(node, &["in"])
            }
            "nsubj" if deprel != "nsubj:pass" => {
                if own {
                    self.subject(parent, parent_is_noun);
                }
                self.st.presupposed = true;
                false
            }
            // "held talks", "start the killings": the noun is the verb's own deed and stands as the verb does.
            "obj" if own && self.scene.knowledge.lexicon.light_verbs.get(&self.lemma(parent)).is_some() => true,
            // "sends jets to take part in an operation": what they are sent for.
            "obl" if own && self.takes_part(node, parent) && self.marked(parent, &["to"]) && s.tokens[parent].deprel == "advcl" => {
                if self.st.modality == Modality::Actual {
                    self.mode(Modality::Planned, "purpose", parent);
                }
                self.st.presupposed = true;
                false
            }
            "obj" | "nsubj" | "obl" | "nmod" | "appos" | "iobj" | "root" => {
                let grows = own && self.argument(node, parent, rel, parent_is_noun);
                // What stands below a compound of the governing noun still belongs to it.
                self.st.presupposed |= !grows;
                grows
            }
            "compound" | "amod" | "flat" | "dep" | "list" => own,
            _ => own && !parent_is_noun,
        }
    }

    /// "take part in an operation", "participate in talks".
    fn takes_part(&self, node: usize, verb: usize) -> bool {
        let s = self.s();
        let part = || s.children_by(verb, "obj").any(|o| s.tokens[o].lemma == "part");
        case_of(s, node) == "in" && (matches!(self.lemma(verb).as_str(), "participate" | "engage") || part())
    }

    /// "said that …", "began to …", "is said to …".
    fn complement(&mut self, parent: usize, rel: &str, own: bool) -> bool {
        let lemma = self.lemma(parent);
        let report = self.scene.knowledge.lexicon.reporting_verbs.get(&lemma).copied();
        let passive = self.clause_at(parent).is_some_and(|c| c.passive);
        let pattern = if rel == "csubj" { "ccomp" } else { rel };
        match report {
            Some(r) if rel == "ccomp" || matches!(r.class, "claim" | "deny" | "admit" | "promise" | "threaten") => {
                self.speak(parent, r.class, r.made);
            }
            _ => {}
        }
        if own {
            self.govern(parent, &lemma, pattern);
        }
        // Hearsay passive: "is said to have attacked".
        if rel == "xcomp"
            && passive
            && report.is_some_and(|r| matches!(r.class, "say" | "claim" | "assess" | "suggest" | "accuse" | "confirm"))
        {
            // "is confirmed by an official to have been killed".
            match self.clause_at(parent).and_then(|c| c.agents.first().copied()) {
                Some(teller) => self.voice(teller, parent, true),
                None if report.is_some_and(|r| r.class == "confirm") => {}
                None => {
                    self.hearsay(parent);
                    self.hedge(parent);
                }
            }
        }
        own && !(report.is_some() && rel == "ccomp")
    }

    /// "the claim that …", "a campaign to liberate the town".
    fn content_of_noun(&mut self, node: usize, parent: usize, own: bool) {
        // "an agreement brokered by them": tells of the noun, and is not what was agreed.
        let s = self.s();
        if s.tokens[node].xpos == "VBN" && s.children(node).all(|k| !matches!(relation(s.tokens[k].deprel), "mark" | "aux" | "aux:pass")) {
            return;
        }
        let lemma = self.lemma(parent);
        // "denies claims that …": whoever denies says that it is not so, and does not pass the claim on.
        if let Some(verb) = self.denied_by(parent) {
            return self.negate("denied", verb);
        }
        if let Some(word) = self.missing(parent, "that") {
            return self.mode(Modality::Hypothetical, "not shown", word);
        }
        if let Some(report) = self.scene.knowledge.lexicon.reporting_nouns.get(&lemma).copied()
            && !matches!(report.class, "threaten" | "promise" | "order" | "demand")
        {
            self.speak_noun(parent, report.class);
        }
        // "an alleged plot to overthrow him".
        for k in s.children(parent).filter(|&k| relation(s.tokens[k].deprel) == "amod").collect::<Vec<_>>() {
            self.hedge(k);
        }
        if own {
            self.govern(parent, &lemma, "noun");
            // An aim is no deed; "the claim to have captured it" has none.
            let perfect = s.children_by(node, "aux").any(|k| s.tokens[k].lemma == "have");
            if self.marked(node, &["to"]) && !perfect && self.st.modality == Modality::Actual && !super::is_ranked(s, parent) {
                self.mode(Modality::Planned, "aim", parent);
            }
        }
    }

    /// "no evidence that", "has not seen any sign of", "a lack of proof that": the word that says so. What there is no proof of is neither told nor
    /// denied.
    fn missing(&self, noun: usize, link: &str) -> Option<usize> {
        let s = self.s();
        let negations = &self.scene.knowledge.lexicon.negations;
        [link, "of", "that"].iter().find_map(|link| negations.get(&format!("no {} {link}", self.lemma(noun))))?;
        let word = |k: usize| s.tokens[k].form.to_lowercase();
        let none = |k: &usize| {
            matches!(relation(s.tokens[*k].deprel), "det" | "amod")
                && matches!(word(*k).as_str(), "no" | "little" | "scant" | "neither" | "insufficient")
        };
        let above = s.tokens[noun].head;
        let lacks = |h: usize| case_of(s, noun) == "of" && matches!(s.tokens[h].lemma.as_str(), "lack" | "absence");
        let unseen = |h: usize| is_predicate(s, h) && matches!(relation(s.tokens[noun].deprel), "obj" | "nsubj") && self.is_negated(h);
        s.children(noun).find(none).or_else(|| above.filter(|&h| lacks(h) || unseen(h)))
    }

    /// The verb of denying whose object a noun of saying is.
    pub(super) fn denied_by(&self, noun: usize) -> Option<usize> {
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        lexicon.reporting_nouns.get(&self.lemma(noun))?;
        let verb = s.tokens[noun].head.filter(|_| matches!(s.tokens[noun].deprel, "obj" | "nsubj:pass"))?;
        lexicon.reporting_verbs.get(&self.lemma(verb)).filter(|r| r.class == "deny").map(|_| verb)
    }

    /// "agrees to a truce, a day after it was accused": the author dates the one by the other.
    fn days_apart(&mut self, node: usize) {
        let s = self.s();
        let word = |k: &usize| matches!(s.tokens[*k].form.as_str(), "after" | "before" | "since");
        let unit = |i: usize| {
            matches!(s.tokens[i].lemma.to_lowercase().as_str(), "minute" | "hour" | "day" | "week" | "month" | "year" | "decade")
        };
        let Some(mark) = s.children_by(node, "mark").find(word).filter(|&k| k > 0 && unit(k - 1)) else { return };
        self.apart |= (mark.saturating_sub(4)..mark - 1).any(|i| s.tokens[i].form == ",");
    }

    /// "accuses them of sheltering militants, which Kabul denies": the answer is the author's to tell, and no part of the accusation.
    fn answered(&mut self, node: usize) {
        let s = self.s();
        let denies = self.scene.knowledge.lexicon.reporting_verbs.get(&self.lemma(node)).is_some_and(|r| r.class == "deny");
        let which = |k: usize| s.tokens[k].lemma == "which" && k > 0 && s.tokens[k - 1].form == ",";
        self.apart |= denies && s.tokens[node].deprel == "acl:relcl" && s.children(node).any(which);
        // "offered to lay down arms, an offer that the minister said would be studied": what sums it up is the author's.
        let lexicon = &self.scene.knowledge.lexicon;
        self.apart |= s.tokens[node].deprel == "acl:relcl" && s.tokens[node].head.is_some_and(|noun| sums_up(lexicon, s, noun));
    }

    /// What the author sets beside somebody's words is no part of them, whatever the tree hangs it on.
    fn set_beside(&mut self, node: usize) {
        let s = self.s();
        let Some(word) = s.children_by(node, "mark").find(|&k| matches!(s.tokens[k].form.as_str(), "while" | "as")) else { return };
        self.apart |= std::iter::successors(s.tokens[node].head, |&n| s.tokens[n].head).any(|verb| {
            let says = self.scene.knowledge.lexicon.reporting_verbs.get(&self.lemma(verb)).is_some();
            says && super::aside(self.scene, verb) == Some(word)
        });
    }

    /// Whether a clause is opened by one of these words.
    fn marked(&self, clause: usize, words: &[&str]) -> bool {
        let s = self.s();
        s.children_by(clause, "mark").any(|k| words.iter().any(|w| s.tokens[k].form.eq_ignore_ascii_case(w) || s.tokens[k].lemma == *w))
    }

    /// Clauses of time, aim, cause and manner.
    fn adverbial(&mut self, node: usize, parent: usize, own: bool) {
        let lemma = self.lemma(parent);
        if own {
            self.time_to_come(node, parent, &lemma);
        }
        // "aimed at freeing": an aim.
        if lemma == "aim" && own && self.st.modality == Modality::Actual && self.marked(node, &["at"]) {
            self.mode(Modality::Planned, "aim", parent);
        }
        if self.blame(node, parent, &lemma, own) || !own {
            return;
        }
        let lexicon = &self.scene.knowledge.lexicon;
        let to = self.marked(node, &["to"]);
        // "calling on the council to act": the verb with its preposition.
        let with_on = self.clause_at(parent).filter(|c| c.oblique("on|upon").is_some()).map(|_| format!("{lemma} on"));
        let lemma = with_on.filter(|l| lexicon.modality(l, "xcomp").is_some()).unwrap_or(lemma);
        let bids = |m: Modality| matches!(m, Modality::Ordered | Modality::Advocated | Modality::Permitted | Modality::Threatened);
        let somebody = self.clause_at(parent).is_some_and(|c| !c.patients.is_empty() || c.oblique("for|on|upon").is_some());
        let bidden = to && somebody && lexicon.modality(&lemma, "xcomp").is_some_and(|w| bids(w.modality));
        let from = self.marked(node, &["from"]);
        // "withdraws from defending them": the verb with its preposition.
        let with_from = from.then(|| format!("{lemma} from")).filter(|l| lexicon.negations.get(l).is_some());
        // "voted against holding it": the verb with its preposition.
        let with_against = self.marked(node, &["against"]).then(|| format!("{lemma} against"));
        if let Some(word) = with_against.filter(|l| lexicon.negations.get(l).is_some()) {
            self.govern(parent, &word, "xcomp");
        }
        if bidden || from {
            self.govern(parent, with_from.as_ref().unwrap_or(&lemma), "xcomp");
        }
        // "used the system to shoot down a missile": what it was used for was done.
        let used = lemma == "use" && !self.marked(parent, &["to"]);
        self.carried_out |= to && used;
        if to && !bidden && !used && self.st.modality == Modality::Actual {
            self.st.purpose = true;
            self.mode(Modality::Planned, "purpose", node);
        }
    }

    /// "until Hamas disarms", "before insurgents shell it", "when he is sentenced" under what is expected: nothing that has happened.
    fn time_to_come(&mut self, node: usize, parent: usize, lemma: &str) {
        let s = self.s();
        let opener = |k: &usize, words: &[&str]| words.contains(&s.tokens[*k].lemma.to_lowercase().as_str());
        let openers: Vec<usize> = s.children(node).filter(|&k| matches!(relation(s.tokens[k].deprel), "mark" | "advmod")).collect();
        let past = s.tokens[node].xpos == "VBD"
            || s.children_by(node, "aux").any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "had" | "was" | "were"));
        let present = matches!(s.tokens[node].xpos, "VBP" | "VBZ");
        let actual = |climb: &Self| climb.st.modality == Modality::Actual;
        // "there was nothing to discuss until they recognised it": it is a condition.
        let not_before = self.is_negated(parent) || s.children(parent).any(|k| matches!(s.tokens[k].lemma.as_str(), "nothing" | "nobody"));
        if let Some(&k) = openers.iter().find(|k| opener(k, &["until", "till"])).filter(|_| (!past || not_before) && actual(self)) {
            self.mode(Modality::Hypothetical, "pending", k);
        }
        if let Some(&k) = openers.iter().find(|k| opener(k, &["before"])).filter(|_| present && actual(self)) {
            self.mode(Modality::Forecast, "before", k);
        }
        let auxiliary = |k: usize| matches!(relation(s.tokens[k].deprel), "aux" | "cop") && matches!(s.tokens[k].xpos, "VBZ" | "VBP");
        let when = openers.iter().any(|k| opener(k, &["when", "once", "after", "before", "whenever"]));
        let coming = tense(s, parent) == tacitus_calendar::Tense::Future || lemma == "expect" || s.tokens[parent].xpos == "VB";
        if when && (present || s.children(node).any(auxiliary)) && coming && actual(self) {
            self.mode(Modality::Forecast, "when", node);
        }
    }

    /// "arrested for killing", "claimed responsibility for", "quoted the officer as saying", "accused them of". Returns whether the step
    /// is done with that.
    fn blame(&mut self, node: usize, parent: usize, lemma: &str, own: bool) -> bool {
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        let for_deed = self.marked(node, &["for"]);
        let claims = |p: &usize| matches!(s.tokens[*p].lemma.as_str(), "responsibility" | "credit");
        if for_deed && own && self.clause_at(parent).is_some_and(|c| c.patients.iter().any(claims)) {
            self.speak(parent, "claim", true);
        }
        // The paper that quotes stands behind whom it quotes, who describes behind the description.
        if self.marked(node, &["as"])
            && matches!(lemma, "quote" | "cite" | "describe" | "portray" | "characterise" | "characterize")
            && let Some(paper) = self.clause_at(parent).and_then(|c| c.agents.first().copied())
        {
            self.voice(paper, parent, true);
        }
        if for_deed && own && lexicon.hedges.get(&format!("{lemma} for")).is_some() {
            self.charged(parent);
        }
        let report = lexicon.reporting_verbs.get(lemma).copied().filter(|r| matches!(r.class, "accuse" | "criticise"));
        // "accused of planning the bombing, in which 29 were killed": what a relative clause tells on the way is no part of a charge that nobody
        // in particular brings.
        let mut way = std::iter::successors(Some(self.head), |&n| s.tokens[n].head).take_while(|&n| n != parent);
        let nobody = self.clause_at(parent).is_some_and(|c| c.passive && c.agents.is_empty()) || s.tokens[parent].deprel.starts_with("acl");
        if nobody && way.any(|n| s.tokens[n].deprel == "acl:relcl") {
            return false;
        }
        match report.filter(|_| self.marked(node, &["of", "for"])) {
            Some(report) => {
                self.speak(parent, report.class, report.made);
                true
            }
            None => false,
        }
    }

    /// "The attack failed", "the attacks will resume", "clashes are likely", "an inquiry is overdue": the predicate says whether it happens.
    fn subject(&mut self, parent: usize, parent_is_noun: bool) {
        let s = self.s();
        let lemma = self.lemma(parent);
        if matches!(lemma.as_str(), "fail" | "falter" | "collapse") && !parent_is_noun {
            self.rule("failed", parent);
        }
        let light = self.scene.knowledge.lexicon.light_verbs.get(&lemma).is_some();
        let occurs = light || matches!(lemma.as_str(), "occur" | "happen" | "take" | "erupt" | "follow" | "come");
        if occurs && !parent_is_noun && tense(s, parent) == tacitus_calendar::Tense::Future {
            self.mode(Modality::Forecast, "yet to come", parent);
        }
        if WANTED.contains(&lemma.as_str()) && self.st.modality == Modality::Actual {
            self.mode(Modality::Advocated, "wanted", parent);
        }
        // "is for convoys to turn back": what they are there to do.
        if s.tokens[parent].xpos == "VB" && self.marked(parent, &["to"]) && self.st.modality == Modality::Actual {
            self.mode(Modality::Hypothetical, "infinitive", parent);
        }
        // "bombings are among the horrors that could visit us": what may come.
        let is = |&k: &usize| matches!(s.tokens[k].xpos, "VBZ" | "VBP");
        let relative = s.children_by(parent, "cop").find(is).and_then(|_| s.children(parent).find(|&k| s.tokens[k].deprel == "acl:relcl"));
        let may_come =
            |clause: usize| s.children_by(clause, "aux").find(|&k| matches!(s.tokens[k].form.as_str(), "could" | "may" | "might"));
        if let Some(k) = relative.and_then(may_come).filter(|_| self.st.modality == Modality::Actual) {
            self.mode(Modality::Forecast, "may come", k);
        }
        let modal = |form: &str| {
            matches!(form, "would" | "could" | "might" | "may" | "will" | "'ll" | "’ll" | "should" | "must" | "ought" | "can" | "ca")
        };
        let unreal = s.children_by(parent, "aux").find(|&k| modal(&s.tokens[k].form.to_lowercase()));
        // "attacks on medics may constitute war crimes": of such deeds at large; "the attack may" judges one that was done.
        if JUDGED.contains(&lemma.as_str()) && unreal.is_some() {
            let certain = |k: usize| {
                matches!(s.tokens[k].upos, Upos::Propn | Upos::Num)
                    || s.tokens[k].deprel == "nmod:poss"
                    || s.tokens[k].lemma.eq_ignore_ascii_case("the")
            };
            self.st.figurative |= s.tokens[self.head].xpos == "NNS" && !s.subtree(self.head).into_iter().any(certain);
            return;
        }
        // "talks have one chance in five of starting".
        let chance = || s.children_by(parent, "obj").find(|&o| CHANCES.contains(&self.lemma(o).as_str()));
        // "the strikes were likely in violation": told of the past, it is a judgement of them.
        let were = s.children_by(parent, "cop").any(|k| s.tokens[k].xpos == "VBD");
        let awaited = (AWAITED.contains(&lemma.as_str()) && !were).then_some(parent).or_else(|| chance().filter(|_| lemma == "have"));
        if let Some(k) = unreal.or(awaited).filter(|_| self.st.modality == Modality::Actual) {
            self.mode(Modality::Forecast, "yet to come", k);
        }
    }

    /// Objects and phrases under a verb or noun. Returns whether what governs the parent holds for them, too.
    fn argument(&mut self, node: usize, parent: usize, rel: &str, parent_is_noun: bool) -> bool {
        let lexicon = &self.scene.knowledge.lexicon;
        let lemma = self.lemma(parent);
        if rel == "obj" {
            self.govern_object(node, parent, &lemma);
        } else if rel == "nsubj" {
            self.govern(parent, &lemma, "xcomp");
        }
        if matches!(rel, "obj" | "nsubj")
            && lexicon.light_verbs.get(&lemma).is_none()
            && let Some(report) = lexicon.reporting_verbs.get(&lemma).copied()
            && matches!(report.class, "deny" | "claim" | "confirm" | "announce" | "say" | "admit")
            && !matches!(lemma.as_str(), "protest" | "discuss" | "mention")
        {
            self.speak(parent, report.class, report.made);
        }
        matches!(rel, "obl" | "nmod") && self.phrase(node, parent, &lemma, parent_is_noun)
    }

    /// "charged with murder", "calls for talks", "the threat of war", "an increase in attacks".
    fn phrase(&mut self, node: usize, parent: usize, lemma: &str, parent_is_noun: bool) -> bool {
        let lexicon = &self.scene.knowledge.lexicon;
        let case = case_of(self.s(), node);
        if parent_is_noun && GROWTH.contains(&lemma) && matches!(case.as_str(), "in" | "of") {
            return true;
        }
        if parent_is_noun && MEASURES.contains(&lemma) && case == "of" && self.scene.knowledge.lexicon.modality(lemma, "noun").is_none() {
            return true;
        }
        // "at the close of ten days of talks": they were held.
        self.over |=
            parent_is_noun && ENDS.contains(&lemma) && case == "of" && matches!(case_of(self.s(), parent).as_str(), "at" | "after");
        // "takes responsibility for the attack": who takes it says so.
        let answers = |noun: &str| matches!(noun, "responsibility" | "credit");
        let taken = if parent_is_noun { self.s().tokens[parent].head.filter(|_| answers(lemma)) } else { Some(parent) };
        let takes = |v: &usize| {
            let owned = self.clause_at(*v).is_some_and(|c| c.patients.iter().any(|&p| answers(&self.s().tokens[p].lemma)));
            owned && matches!(self.lemma(*v).as_str(), "claim" | "take" | "admit" | "accept" | "assume")
        };
        if case == "for"
            && let Some(verb) = taken.filter(takes)
        {
            self.speak(verb, "claim", true);
        }
        // "charged with murder", "on 39 counts of murder".
        let verdict = |v: usize| matches!(self.lemma(v).as_str(), "convict" | "sentence" | "jail" | "imprison" | "find");
        let judged = self.s().tokens[parent].head.is_some_and(verdict);
        let counts = parent_is_noun && lemma == "count" && case == "of" && case_of(self.s(), parent) == "on" && !judged;
        let wanted_for = case == "for" && !parent_is_noun && lexicon.hedges.get(&format!("{lemma} for")).is_some();
        if case == "with" && matches!(lemma, "charge" | "accuse") || counts || wanted_for {
            self.charged(parent);
        }
        if !matches!(case.as_str(), "of" | "about" | "for" | "against" | "to" | "from") {
            return false;
        }
        let pattern = if parent_is_noun { "noun" } else { "xcomp" };
        if let Some(word) = self.missing(parent, &case).filter(|_| parent_is_noun) {
            self.mode(Modality::Hypothetical, "not shown", word);
            return false;
        }
        let phrase = format!("{lemma} {case}");
        let bare_word_governs = parent_is_noun || matches!(lemma, "call" | "warn" | "plan" | "prepare" | "appeal");
        if lexicon.modality(&phrase, pattern).is_some() {
            self.govern(parent, &phrase, pattern);
        } else if matches!(case.as_str(), "of" | "for" | "about" | "to") && bare_word_governs {
            self.govern(parent, lemma, pattern);
        }
        if parent_is_noun
            && let Some(report) = lexicon.reporting_nouns.get(lemma).copied()
            && matches!(report.class, "deny" | "claim" | "say" | "accuse")
            && matches!(case.as_str(), "of" | "about")
        {
            self.speak_noun(parent, report.class);
        }
        if lexicon.negations.get(&phrase).is_some_and(|(_, e)| e.starts_with("complement")) {
            self.negate("negative", parent);
        }
        false
    }
}
