//! What a governing word does to what stands below it: deny it, change its mode, hedge it.

use tacitus_record::{Factuality, Grounded, Likelihood, Modality, Polarity};

use super::{Climb, is_generic, tense};
use crate::clause::{is_predicate, relation};

impl Climb<'_, '_> {
    /// A governing word that negates or changes the mode of its complement.
    pub(super) fn govern(&mut self, parent: usize, lemma: &str, pattern: &str) {
        let lexicon = &self.scene.knowledge.lexicon;
        let negated = self.is_negated(parent);
        let adjective = format!("be {lemma}");
        for key in [lemma, adjective.as_str()] {
            if let Some((_, effect)) = lexicon.negations.get(key) {
                match *effect {
                    "complement" | "complement of object" => {
                        if !negated {
                            // "forbade them to enter": that they did not is not told.
                            let verb = self.lemma(parent);
                            if verb == "bar" || lexicon.reporting_verbs.get(&verb).is_some_and(|r| r.class == "order") {
                                self.mode(Modality::Ordered, "governed", parent);
                            }
                            self.negate("negative", parent);
                        } else {
                            self.rule("doubly negated", parent);
                        }
                        return;
                    }
                    // "rules out sending troops": they will not be sent.
                    "complement to come" if !negated => {
                        self.mode(Modality::Planned, "ahead", parent);
                        self.negate("negative", parent);
                        return;
                    }
                    "complement true" if negated => {
                        self.negate("negative", parent);
                        return;
                    }
                    "complement when negated" if negated => {
                        self.negate("negative", parent);
                        return;
                    }
                    _ => {}
                }
            }
            let thing_suggests = lexicon.reporting_verbs.get(lemma).is_some_and(|r| r.class == "suggest") && !self.speaker_is_actor(parent);
            // "insists that all are entitled": said, where "insists that he leave" is asked for.
            let s = self.s();
            let said = |k: usize| {
                let auxiliaries = || s.children(k).filter(|&a| matches!(relation(s.tokens[a].deprel), "aux" | "cop"));
                let modal = auxiliaries().any(|a| s.tokens[a].xpos == "MD");
                let bare = auxiliaries().any(|a| s.tokens[a].form.eq_ignore_ascii_case("be"));
                let plain = auxiliaries().next().is_none();
                let wished = plain && (s.tokens[k].xpos == "VB" || s.tokens[k].xpos == "VBP" && s.tokens[parent].xpos != "VBP");
                modal || !(bare || wished)
            };
            let asserts = matches!(lemma, "insist" | "suggest") && s.children_by(parent, "ccomp").any(said);
            if thing_suggests || asserts {
                break;
            }
            if let Some(word) = lexicon.modality(key, pattern).or_else(|| lexicon.modality(key, "noun").filter(|_| pattern == "noun")) {
                match word.modality {
                    Modality::Threatened if !self.speaker_is_actor(parent) => {
                        self.st.figurative = true;
                        self.rule("figurative threat", parent);
                    }
                    Modality::Permitted
                        if is_predicate(self.s(), parent)
                            && !self.speaker_is_actor(parent)
                            && !self.clause_at(parent).is_some_and(|c| c.passive) =>
                    {
                        // "Such a solution will allow the parties to": a thing gives no leave.
                        self.mode(Modality::Hypothetical, "enabled", parent);
                    }
                    Modality::Actual | Modality::Attempted => {
                        let attempted = word.modality == Modality::Attempted;
                        self.carried_out |= !attempted;
                        // "has never ceased to shell it": it went on.
                        let ends = lexicon.negations.get(key).is_some_and(|(_, effect)| effect.starts_with("ended"));
                        // "ordered its men to stop blowing it up": it is not to go on.
                        let to_come = crate::clause::is_infinitive(self.s(), parent) && self.s().tokens[parent].deprel == "xcomp";
                        if ends && !negated && to_come && self.st.polarity == Polarity::Pos {
                            self.negate("ended", parent);
                            // "urged them to stop shelling it": asked, and not done.
                            let bid = self.s().tokens[parent].head.map(|up| self.lemma(up));
                            let asked = bid.and_then(|lemma| lexicon.modality(&lemma, "xcomp")).map_or(Modality::Advocated, |w| w.modality);
                            if self.st.modality == Modality::Actual && asked != Modality::Actual {
                                self.mode(asked, "to end", parent);
                            }
                        } else if negated && ends {
                            self.rule("doubly negated", parent);
                        } else if negated {
                            self.negate("negative", parent);
                        }
                        if attempted {
                            self.mode(Modality::Attempted, "attempted", parent);
                            self.st.doubt = self.st.doubt.or(Some(Factuality::Uncommitted));
                            let span = self.s().tokens[parent].span;
                            self.st.hedges.push(Grounded::at(span.slice(self.scene.body).to_string(), span));
                        }
                    }
                    modality => {
                        self.mode(modality, "governed", parent);
                        // Who urges or orders stands behind what is urged or ordered.
                        let bids = matches!(modality, Modality::Ordered | Modality::Advocated) && is_predicate(self.s(), parent);
                        if let Some(i) =
                            self.clause_at(parent).and_then(|c| c.agents.first().copied()).filter(|_| bids && self.speaker_is_actor(parent))
                        {
                            self.voice(i, parent, true);
                        }
                    }
                }
                return;
            }
        }
        self.hedge(parent);
        if negated && matches!(pattern, "xcomp") {
            self.negate("negation", parent);
        }
    }

    /// A verb over a happening as its object: "plans an attack", "seeks the release". A definite happening of the past is there
    /// already ("planned the bombing three days ago"), and to fight a war is no attempt at one.
    pub(super) fn govern_object(&mut self, noun: usize, verb: usize, lemma: &str) {
        let lexicon = &self.scene.knowledge.lexicon;
        let s = self.s();
        let attempt = lexicon.modality(lemma, "xcomp").is_some_and(|w| w.modality == Modality::Attempted);
        let definite = s.children_by(noun, "det").any(|k| s.tokens[k].lemma.eq_ignore_ascii_case("the"));
        let past = s.tokens[verb].xpos == "VBD";
        let planned = lexicon.modality(lemma, "xcomp").is_some_and(|w| w.modality == Modality::Planned) && lemma == "plan";
        // "directed the attacks" led them, it ordered none.
        let led = lemma == "direct";
        // "seeks the release of prisoners": it is for others to do.
        if lemma == "seek" && self.st.modality == Modality::Actual {
            return self.mode(Modality::Advocated, "sought", verb);
        }
        // "planning the 2027 bombing of the hotel, in which 29 were killed": what people were killed in was done.
        let done = |clause: usize| s.tokens[clause].deprel == "acl:relcl" && matches!(tense(s, clause), tacitus_calendar::Tense::Past);
        let told = definite && s.subtree(noun).into_iter().any(done);
        self.over |= told;
        if attempt || led || told || (definite && past && planned) {
            return;
        }
        self.govern(verb, lemma, "xcomp");
    }

    /// What somebody is arrested or tried for: said of him, not known of him.
    pub(super) fn charged(&mut self, verb: usize) {
        self.rule("charged", verb);
        self.hedge_word(verb, Factuality::PossiblePos);
    }

    pub(super) fn hedge_word(&mut self, token: usize, doubt: Factuality) {
        let span = self.s().tokens[token].span;
        self.st.doubt = self.st.doubt.or(Some(doubt));
        if !self.st.hedges.iter().any(|h| h.span() == Some(span)) {
            self.st.hedges.push(Grounded::at(span.slice(self.scene.body).to_string(), span));
        }
    }

    /// Whether the one who threatens can speak: a person, body or group, named or meant.
    pub(super) fn speaker_is_actor(&self, verb: usize) -> bool {
        let subject = self.clause_at(verb).and_then(|c| c.agents.first().copied());
        match subject {
            Some(i) => self.scene.actor(i).is_some() && !is_generic(self.s(), i),
            // A threat as a noun has its speaker beside it.
            None => !is_predicate(self.s(), verb),
        }
    }

    pub(super) fn is_negated(&self, node: usize) -> bool {
        let lexicon = &self.scene.knowledge.lexicon;
        let s = self.s();
        s.children(node).any(|k| {
            matches!(relation(s.tokens[k].deprel), "advmod" | "aux" | "det")
                && lexicon.negations.get(&s.tokens[k].form.to_lowercase()).is_some_and(|(_, e)| *e == "clause")
        })
    }

    pub(super) fn negate(&mut self, name: &str, token: usize) {
        self.st.polarity = if self.st.polarity == Polarity::Pos { Polarity::Neg } else { Polarity::Pos };
        self.rule(name, token);
    }

    pub(super) fn mode(&mut self, modality: Modality, name: &str, token: usize) {
        let now = self.st.modality;
        let threatened = matches!(now, Modality::Conditional | Modality::Ordered) && modality == Modality::Threatened;
        // What somebody plans to try is not tried.
        let not_yet = now == Modality::Attempted && !matches!(modality, Modality::Actual | Modality::Ongoing);
        // "urges the government to allow their return": nothing is allowed yet.
        let asked_for = now == Modality::Permitted && matches!(modality, Modality::Advocated | Modality::Ordered | Modality::Hypothetical);
        if now == Modality::Actual || asked_for || (now == Modality::Forecast && modality != Modality::Forecast) || threatened || not_yet {
            self.st.modality = modality;
        }
        self.rule(name, token);
    }

    /// Notes the hedge phrase that starts or ends at a token.
    pub(super) fn hedge(&mut self, token: usize) {
        let lexicon = &self.scene.knowledge.lexicon;
        let s = self.s();
        let from = token.saturating_sub(3);
        let lower: Vec<String> = s.tokens[from..(token + 4).min(s.tokens.len())].iter().map(|t| t.form.to_lowercase()).collect();
        let found = (0..=token - from).find_map(|start| {
            let (n, hedge) = lexicon.hedges.longest_at(&lower, start)?;
            (start + n > token - from).then_some((from + start, n, *hedge))
        });
        let Some((start, n, hedge)) = found else { return };
        // "confirmed" makes nothing less certain.
        if hedge.effect == "approximate" || (hedge.factuality == Some(Factuality::CertainPos) && hedge.band.is_none()) {
            return;
        }
        let span = s.span_of(start, start + n);
        let text = span.slice(self.scene.body).to_string();
        if self.st.hedges.iter().any(|h| h.span() == Some(span)) {
            return;
        }
        self.rule("hedge", token);
        if let Some(value) = hedge.factuality
            && !matches!(value, Factuality::CertainPos)
            && self.st.doubt.is_none()
        {
            self.st.doubt = Some(value);
        }
        if let Some(band) = hedge.band
            && self.st.likelihood.is_none()
        {
            self.st.likelihood = Some(Grounded::at(Likelihood { word: text.clone(), band }, span));
        }
        self.st.hedges.push(Grounded::at(text, span));
    }
}
