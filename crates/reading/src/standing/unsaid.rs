//! What the words around a deed take back or leave open: "unclear whether", "the reports are false", "wrongly stated that", "stopped short of".

use tacitus_record::{Grounded, Modality, Polarity, Voice};

use super::Climb;
use crate::clause::{case_of, is_predicate, relation};

/// Verbs of saying that take for granted what is not said with them ("failed to mention that").
const GRANTING: [&str; 4] = ["mention", "reveal", "disclose", "divulge"];

/// Words of a happening that is known.
const DEFINITE: [&str; 5] = ["the", "this", "that", "these", "those"];
/// Words on the way from a deed to the root at the most.
const LONGEST_WAY: usize = 40;

impl Climb<'_, '_> {
    /// Looks at each step from the predicate at `head` to the root.
    pub(super) fn unsaid(&mut self, head: usize) {
        self.nearly(head);
        let s = self.s();
        for (below, node) in self.told_with(head) {
            self.whether(node);
            let Some(parent) = s.tokens[node].head else { break };
            let told = self.falsity(below, node, parent).filter(|_| self.st.polarity == Polarity::Pos);
            if let Some((word, teller)) = told {
                self.negate("said to be false", word);
                // Whoever told it does not say that it is false.
                let teller = &s.tokens[teller];
                self.st.voices.retain(|v| {
                    v.span() != Some(teller.span) && !v.value.cue.as_deref().is_some_and(|cue| cue.contains(teller.form.as_str()))
                });
            }
        }
    }

    /// The words from `head` to the root, each with the one below it, as far as what governs them governs the deed: not beyond a relative clause,
    /// and of a happening that is known ("whether anyone was hurt in the attack") only the word itself.
    fn told_with(&self, head: usize) -> Vec<(Option<usize>, usize)> {
        let s = self.s();
        let known = !is_predicate(s, head)
            && s.children(head).any(|k| {
                s.tokens[k].deprel == "nmod:poss"
                    || s.tokens[k].deprel == "det" && DEFINITE.contains(&s.tokens[k].lemma.to_lowercase().as_str())
            });
        let mut path = vec![(None, head)];
        let mut node = head;
        while let Some(up) = s.tokens[node].head.filter(|_| !known && s.tokens[node].deprel != "acl:relcl" && path.len() < LONGEST_WAY) {
            path.push((Some(node), up));
            node = up;
        }
        path
    }

    /// Whether what stands at `below` is what a noun of saying tells: "reports that …", "claims of …", not "claims by …", "reports about …".
    fn is_told_by(&self, below: Option<usize>) -> bool {
        let s = self.s();
        below.is_some_and(|k| match relation(s.tokens[k].deprel) {
            "acl" | "ccomp" => {
                s.tokens[k].deprel != "acl:relcl" && s.children(k).any(|m| matches!(relation(s.tokens[m].deprel), "mark" | "nsubj"))
            }
            "nmod" => case_of(s, k) == "of",
            _ => false,
        })
    }

    /// "did not confirm that", "declined to say that", "unable to confirm the deaths": it was not said, and whether it is so is left open; "how many",
    /// "refused to admit that" take it for granted. Looked at last, since every voice above is then known.
    pub(super) fn unspoken(&mut self, head: usize) {
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        for (below, node) in self.told_with(head) {
            let Some(parent) = s.tokens[node].head else { break };
            let noun = lexicon.reporting_nouns.get(&s.tokens[node].lemma.to_lowercase()).is_some();
            let told = noun && self.is_told_by(below);
            let content: fn(&str) -> bool = match relation(s.tokens[node].deprel) {
                "ccomp" => |_: &str| true,
                "obj" if node == head || told => |class: &str| matches!(class, "confirm" | "announce"),
                _ => |_: &str| false,
            };
            let report = lexicon.reporting_verbs.get(&self.lemma(parent)).filter(|r| r.made && content(r.class) && is_predicate(s, parent));
            if let Some(report) = report.filter(|_| self.is_withheld(parent)) {
                let verb = s.tokens[parent].form.as_str();
                // Kept, as one who did not say so.
                let own = |v: &&mut Grounded<Voice>| v.value.cue.as_deref().is_some_and(|cue| cue.contains(verb));
                self.st.voices.iter_mut().filter(own).for_each(|v| v.value.made = false);
                let asked = |k: usize| {
                    matches!(s.tokens[k].lemma.to_lowercase().as_str(), "how" | "who" | "where" | "when" | "why" | "what" | "which")
                };
                let granted = matches!(report.class, "admit" | "learn")
                    || GRANTING.contains(&self.lemma(parent).as_str())
                    || s.subtree(node).into_iter().take_while(|&k| k <= node).any(asked);
                if !granted && matches!(self.st.modality, Modality::Actual | Modality::Ongoing) {
                    self.st.modality = Modality::Hypothetical;
                    self.rule("not said", parent);
                }
            }
        }
    }

    /// Whether a verb of saying is negated, or stands under what keeps it from being said ("declined to", "was unable to").
    fn is_withheld(&self, verb: usize) -> bool {
        let s = self.s();
        let negations = &self.scene.knowledge.lexicon.negations;
        let keeps = |h: usize| {
            let lemma = self.lemma(h);
            [lemma.clone(), format!("{lemma} to"), format!("be {lemma}")]
                .iter()
                .any(|key| negations.get(key).is_some_and(|(_, e)| *e == "complement"))
        };
        // "denies it, saying that": who goes on to say something says it.
        let goes_on = s.tokens[verb].xpos == "VBG" && verb.checked_sub(1).is_some_and(|i| s.tokens[i].form == ",");
        let under = s.tokens[verb].head.filter(|_| matches!(relation(s.tokens[verb].deprel), "xcomp" | "ccomp" | "advcl") && !goes_on);
        let nobody = self
            .clause_at(verb)
            .and_then(|c| c.agents.first().copied())
            .is_some_and(|a| super::is_generic(s, a) || matches!(s.tokens[a].lemma.to_lowercase().as_str(), "nobody" | "none" | "no-one"));
        nobody || self.is_negated(verb) || under.is_some_and(|h| keeps(h) && !self.is_negated(h))
    }

    /// "It is unclear whether the army shelled it", "would not say whether": that is left open.
    fn whether(&mut self, node: usize) {
        let s = self.s();
        let clause = matches!(relation(s.tokens[node].deprel), "ccomp" | "csubj" | "acl" | "advcl" | "xcomp");
        let opener = |k: &usize| {
            let form = s.tokens[*k].form.to_lowercase();
            form == "whether" || form == "if" && relation(s.tokens[node].deprel) == "ccomp"
        };
        if let Some(k) = s.children(node).filter(|k| matches!(relation(s.tokens[*k].deprel), "mark" | "advmod")).find(opener)
            && clause
            && matches!(self.st.modality, Modality::Actual | Modality::Ongoing)
        {
            self.st.modality = Modality::Hypothetical;
            self.rule("whether", k);
        }
    }

    /// The word that says that what is told is not so, where a step leads to it, and the word of telling.
    fn falsity(&self, below: Option<usize>, node: usize, parent: usize) -> Option<(usize, usize)> {
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        let kind = |i: usize| {
            let token = &s.tokens[i];
            [token.form.to_lowercase(), token.lemma.to_lowercase()].iter().find_map(|w| lexicon.falsity.get(w)).copied()
        };
        let is = |i: usize, wanted: &str| kind(i) == Some(wanted) && !self.is_negated(i);
        let untrue = |i: &usize| is(*i, "untrue");
        let rel = relation(s.tokens[node].deprel);
        let says = |i: usize| is_predicate(s, i) && lexicon.reporting_verbs.get(&self.lemma(i)).is_some();
        let told = |i: usize| lexicon.reporting_nouns.get(&s.tokens[i].lemma.to_lowercase()).is_some();
        let subject = matches!(rel, "nsubj" | "csubj");
        if told(node) && !is_predicate(s, node) {
            if !self.is_told_by(below) {
                return None;
            }
            // "false reports that"; "dismissed as false the reports that".
            let own = s.children_by(node, "amod").find(untrue);
            let under = || s.children(parent).filter(|&k| k != node && case_of(s, k) == "as").find(untrue);
            // "the claims are false", "proved untrue", "turned out to be a lie".
            let proved = || s.children(parent).filter(|&k| matches!(relation(s.tokens[k].deprel), "xcomp" | "obl" | "advcl")).find(untrue);
            // "does not correspond to reality".
            let unlike = || {
                let facts = |k: usize| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "reality" | "fact" | "truth");
                let matched = matches!(s.tokens[parent].lemma.as_str(), "correspond" | "match" | "reflect" | "conform" | "accord");
                (subject && matched && self.is_negated(parent) && s.children(parent).any(facts)).then_some(parent)
            };
            let found = own
                .or_else(unlike)
                .or_else(under)
                .or_else(|| Some(parent).filter(|p| subject && untrue(p)))
                .or_else(|| proved().filter(|_| subject));
            return found.map(|word| (word, node));
        }
        let clause = matches!(rel, "ccomp" | "csubj" | "xcomp" | "acl" | "advcl");
        // "It is a lie that they shelled it".
        let that = s.children_by(node, "mark").any(|k| s.tokens[k].form.eq_ignore_ascii_case("that"));
        if clause && that && untrue(&parent) {
            return Some((parent, parent));
        }
        // "It is absurd to claim that they shelled it".
        if clause && says(node) && (is(parent, "unsayable") || untrue(&parent)) {
            return Some((parent, node));
        }
        // "wrongly stated that", "was falsely said to have".
        let below = clause && says(parent);
        s.children_by(parent, "advmod").find(|&k| below && is(k, "adverb")).map(|word| (word, parent))
    }

    /// "acquitted of killing him": who is cleared of a deed may have done it or not.
    pub(super) fn cleared(&mut self, node: usize, parent: usize) {
        let s = self.s();
        let of = self.s().children_by(node, "mark").any(|k| s.tokens[k].lemma == "of") || case_of(s, node) == "of";
        let clears = matches!(s.tokens[parent].lemma.as_str(), "acquit" | "clear" | "exonerate" | "absolve");
        // "acquitted of a part in the attack that killed 61": what a relative clause tells stays real.
        let mut way = std::iter::successors(Some(self.head), |&n| s.tokens[n].head).take_while(|&n| n != parent);
        if of && clears && is_predicate(s, parent) && !way.any(|n| s.tokens[n].deprel.starts_with("acl")) {
            // "cleared of ordering a massacre": nor did he say that it should be.
            let below = s.tokens[node].form.as_str();
            self.st.voices.retain(|v| v.value.cue.as_deref() != Some(below));
            self.st.modality = Modality::Hypothetical;
            self.rule("cleared", parent);
        }
    }

    /// "stopped short of attacking", "came close to capturing", "escaped being hit", "nearly destroyed": it did not come to that. Read off the
    /// words, since parsers hang them on either verb.
    fn nearly(&mut self, head: usize) {
        let s = self.s();
        let word = |back: usize| head.checked_sub(back).map(|i| s.tokens[i].form.to_lowercase()).unwrap_or_default();
        let gerund = s.tokens[head].xpos == "VBG";
        let pair = (word(2), word(1));
        let short = gerund && matches!((pair.0.as_str(), pair.1.as_str()), ("short", "of") | ("close", "to"));
        let above = s.tokens[head].head;
        let escaped = above.is_some_and(|h| {
            let complement = matches!(relation(s.tokens[head].deprel), "xcomp" | "ccomp" | "advcl");
            complement && matches!(s.tokens[h].lemma.as_str(), "escape" | "evade") && s.children(head).any(|k| s.tokens[k].form == "being")
        });
        let almost = matches!(pair.1.as_str(), "nearly" | "almost") && is_predicate(s, head) && s.tokens[head - 1].head == Some(head);
        if (short || escaped || almost) && self.st.polarity == Polarity::Pos {
            self.negate("not quite", if escaped { above.unwrap_or(head) } else { head - 1 });
        }
    }
}
