//! Finds out how a predicate stands in its text: affirmed or denied, in what mode, how hedged, on what condition, on whose word.
//!
//! It climbs from the predicate to the root; each step up may add a negation, a mode, a hedge or a speaker. The nearest mode wins,
//! every speaker counts (outermost first). Values for certainty follow FactBank (Saurí and Pustejovsky 2009).

mod govern;
mod second;
mod step;
mod unsaid;
mod voices;

use tacitus_record::{Factuality, Grounded, Likelihood, Modality, Polarity, Voice, VoiceType};
use tacitus_text::{Sentence, Upos};

use crate::clause::{Clause, is_infinitive, is_predicate, relation};
use crate::phrase::subtree_span;
use crate::when_where::tense;
use crate::who::Scene;

pub use second::hears;
pub use voices::{According, according, joint_speakers};

/// How one predicate stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// In what mode.
    pub modality: Modality,
    /// Hedge words.
    pub hedges: Vec<Grounded<String>>,
    /// Strongest effect on certainty among the hedges.
    pub doubt: Option<Factuality>,
    /// Likelihood named.
    pub likelihood: Option<Grounded<Likelihood>>,
    /// On what condition.
    pub condition: Option<Grounded<String>>,
    /// Who says so, outermost first.
    pub voices: Vec<Grounded<Voice>>,
    /// Rules that fired.
    pub rules: Vec<String>,
    /// Whether the predicate is taken for granted (below a noun phrase or relative clause).
    pub presupposed: bool,
    /// Whether it lies under a figurative or inanimate threat, promise or the like: then it is no claim of an event.
    pub figurative: bool,
    /// Whether it is the antecedent of a condition.
    pub antecedent: bool,
    /// Whether it is only told as the purpose of something else.
    pub purpose: bool,
    /// Whether nothing but its infinitive tells it: neither planned nor done, as far as the words go.
    pub mere_infinitive: bool,
    /// Whether it is a question.
    pub question: bool,
}

/// The standing of the predicate or event noun at `head`.
pub fn standing(scene: &Scene, clauses: &[Clause], head: usize) -> Standing {
    let mut climb = Climb::of(scene, clauses, head);
    climb.run(head);
    climb.ahead(head);
    climb.unfulfilled(head);
    climb.unsaid(head);
    climb.second_voice(head);
    climb.unspoken(head);
    climb.st.voices.reverse();
    climb.st.question = scene.sentence.tokens.last().is_some_and(|t| t.form == "?");
    climb.st
}

/// Who speaks by the verb of a clause itself, if it has a subject that can speak.
pub fn speaker(scene: &Scene, clauses: &[Clause], verb: &Clause, made: bool) -> Option<Grounded<Voice>> {
    let mut climb = Climb::of(scene, clauses, verb.head);
    climb.voice(*verb.agents.first()?, verb.head, made && !climb.is_negated(verb.head));
    climb.st.voices.pop().filter(|v| v.value.voice_type != VoiceType::Unnamed)
}

impl Standing {
    fn plain() -> Standing {
        Standing {
            polarity: Polarity::Pos,
            modality: Modality::Actual,
            hedges: Vec::new(),
            doubt: None,
            likelihood: None,
            condition: None,
            voices: Vec::new(),
            rules: Vec::new(),
            presupposed: false,
            figurative: false,
            antecedent: false,
            purpose: false,
            mere_infinitive: false,
            question: false,
        }
    }

    /// Certainty of each holder: the speakers' as they put it, the author's left open where there are speakers.
    pub fn factuality(&self) -> Vec<(String, Factuality)> {
        let negative = self.polarity == Polarity::Neg;
        let open = matches!(
            self.modality,
            Modality::Conditional
                | Modality::Hypothetical
                | Modality::Advocated
                | Modality::Threatened
                | Modality::Ordered
                | Modality::Permitted
        );
        let certain = match (open, self.doubt, negative) {
            (true, _, _) => Factuality::Uncommitted,
            (_, Some(Factuality::ProbablePos | Factuality::ProbableNeg), false) if self.doubt != Some(Factuality::ProbableNeg) => {
                Factuality::ProbablePos
            }
            (_, Some(Factuality::ProbablePos | Factuality::ProbableNeg), _) => Factuality::ProbableNeg,
            (_, Some(Factuality::PossiblePos | Factuality::PossibleNeg), false) => Factuality::PossiblePos,
            (_, Some(Factuality::PossiblePos | Factuality::PossibleNeg), true) => Factuality::PossibleNeg,
            (_, Some(Factuality::Uncommitted), _) => Factuality::Uncommitted,
            (_, _, false) if matches!(self.modality, Modality::Forecast | Modality::Planned | Modality::Promised) => {
                Factuality::ProbablePos
            }
            (_, _, true) if matches!(self.modality, Modality::Forecast | Modality::Planned | Modality::Promised) => Factuality::ProbableNeg,
            (_, _, false) => Factuality::CertainPos,
            (_, _, true) => Factuality::CertainNeg,
        };
        match self.voices.last() {
            None => vec![("author".to_string(), certain)],
            Some(speaker) => {
                vec![("author".to_string(), Factuality::Uncommitted), (speaker.value.actor.name.clone(), certain)]
            }
        }
    }
}

struct Climb<'a, 'b> {
    scene: &'a Scene<'b>,
    all: &'a [Clause],
    /// The predicate or noun whose standing is asked.
    head: usize,
    /// Whether a word above says that it was carried out ("managed to", "began to").
    carried_out: bool,
    /// Whether the words around it tell of it as over ("at the close of the talks"), whatever the encoder hears.
    over: bool,
    /// Whether only a "would" makes it hypothetical: told in the past, that is a forecast.
    would: bool,
    /// Whether the author sets it beside what is said above.
    apart: bool,
    /// Whether it only dates what is told above ("after …").
    dated: bool,
    st: Standing,
}

impl<'a, 'b> Climb<'a, 'b> {
    fn of(scene: &'a Scene<'b>, all: &'a [Clause], head: usize) -> Climb<'a, 'b> {
        Climb { scene, all, head, carried_out: false, over: false, would: false, apart: false, dated: false, st: Standing::plain() }
    }
}

impl<'b> Climb<'_, 'b> {
    fn s(&self) -> &'b Sentence {
        self.scene.sentence
    }

    fn rule(&mut self, name: &str, token: usize) {
        let word = &self.scene.sentence.tokens[token].form;
        self.st.rules.push(format!("{name} ({word})"));
    }

    fn run(&mut self, head: usize) {
        let mut node = head;
        let mut own = true;
        // "can cripple a tank or kill a child": the first verb's auxiliaries are the second's.
        let mut as_head = true;
        for _ in 0..40 {
            let at_predicate = is_predicate(self.s(), node);
            if at_predicate {
                self.at_predicate(node, own, node == head, as_head);
                // "if drivers submit to searches": no searches are told of; "the attack" is.
                let definite = self.s().children_by(head, "det").any(|k| self.s().tokens[k].form.eq_ignore_ascii_case("the"));
                let noun = self.s().tokens[head].upos == Upos::Noun && !is_predicate(self.s(), head);
                if !own && noun && !definite && relation(self.s().tokens[node].deprel) == "advcl" && self.condition_opener(node).is_some() {
                    self.st.antecedent = true;
                }
            } else {
                self.at_noun(node, own);
            }
            self.quoted_sources(node);
            let Some(parent) = self.s().tokens[node].head else { break };
            as_head &= self.s().tokens[node].deprel == "conj";
            own = self.step(node, parent, own);
            node = parent;
        }
    }

    /// "an intention to attack", "frantic to overthrow", "unable to stop": an infinitive that nothing says was carried out is only aimed at.
    fn unfulfilled(&mut self, head: usize) {
        let s = self.s();
        // "to defeat and destroy": the second verb shares the first one's "to".
        let joined = s.tokens[head].head.filter(|_| s.tokens[head].deprel == "conj" && matches!(s.tokens[head].xpos, "VB" | "VBP"));
        let to = is_infinitive(s, head) || joined.is_some_and(|h| is_infinitive(s, h) && !s.children_by(head, "nsubj").any(|_| true));
        let perfect = s.children_by(head, "aux").any(|k| s.tokens[k].lemma == "have");
        let heard = s.tokens[head].head.is_some_and(|h| {
            let lemma = self.lemma(h);
            self.clause_at(h).is_some_and(|c| c.passive) && self.scene.knowledge.lexicon.reporting_verbs.get(&lemma).is_some()
        });
        // "refused to issue", "failed to stop": that it was not done is said, and is no aim; "the first to land" did land.
        let denied = self.st.polarity == Polarity::Neg;
        let ranked = s.tokens[head].head.is_some_and(|h| is_ranked(s, h));
        if to
            && !perfect
            && !heard
            && !denied
            && !ranked
            && !self.carried_out
            && self.st.modality == Modality::Actual
            && is_predicate(s, head)
        {
            self.mode(Modality::Planned, "infinitive", head);
            self.st.mere_infinitive = true;
        }
    }

    /// "is due to meet", "are set to attack": read off the words, since parsers take "due to" for a preposition.
    fn ahead(&mut self, head: usize) {
        let s = self.s();
        let word = |back: usize| head.checked_sub(back).map(|i| s.tokens[i].form.to_lowercase()).unwrap_or_default();
        let to = word(1) == "to";
        if to
            && matches!(word(2).as_str(), "due" | "set" | "scheduled" | "slated" | "poised" | "going" | "about")
            && self.st.modality == Modality::Actual
        {
            self.mode(Modality::Planned, "ahead", head - 2);
        }
        // "instead of marching", "rather than attack": parsers hang the pair on either verb.
        let pair = (word(2), word(1));
        let pair = (pair.0.as_str(), pair.1.as_str());
        if matches!(pair, ("instead", "of") | ("rather", "than")) && self.st.polarity == Polarity::Pos {
            self.negate("negation", head - 2);
        }
        // "not strongly condemning": an adverb between hides the negation from its verb.
        let adverb = head.checked_sub(1).is_some_and(|i| s.tokens[i].upos == Upos::Adv);
        let not =
            head.checked_sub(2).filter(|&i| adverb && matches!(s.tokens[i].form.to_lowercase().as_str(), "not" | "n't" | "n’t" | "never"));
        if let Some(i) = not.filter(|&i| s.tokens[i].head != Some(head) && s.tokens[head - 1].head == Some(head)) {
            self.negate("negation", i);
        }
    }

    /// Negations, auxiliaries and adverbs of a predicate. Only the predicate's own clause (or one that hands its mode down) counts.
    fn at_predicate(&mut self, node: usize, own: bool, is_head: bool, as_head: bool) {
        if !own {
            self.hearsay_above(node);
            return;
        }
        let lexicon = &self.scene.knowledge.lexicon;
        // "without deceiving or exploiting it": neither was done.
        let token = &self.s().tokens[node];
        let first = token.head.filter(|_| token.deprel == "conj" && token.xpos == "VBG");
        if let Some(without) = first.and_then(|f| self.s().children_by(f, "mark").find(|&k| self.s().tokens[k].lemma == "without")) {
            self.negate("negation", without);
        }
        if matches!(relation(token.deprel), "advcl" | "acl") && self.condition_opener(node).is_some() {
            self.st.antecedent = true;
        }
        // "is not going to talk": what governs has counted its own "not" already.
        let word = &token.form;
        let by_governor = [format!("negation ({word})"), format!("negative ({word})"), format!("doubly negated ({word})")];
        let counted = !is_head && self.is_negated(node) && self.st.rules.iter().any(|r| by_governor.contains(r));
        let kids: Vec<usize> = self.s().children(node).collect();
        let form_of = |k: usize| self.s().tokens[k].form.to_lowercase();
        // "had better freeze": advice.
        let better =
            kids.iter().copied().find(|&k| form_of(k) == "better" && k > 0 && matches!(form_of(k - 1).as_str(), "had" | "'d" | "’d"));
        // "either they disarm, or …": one of two ways it may go.
        let either = kids.iter().copied().find(|&k| k < node && form_of(k) == "either" && is_head);
        if let Some(k) = better.filter(|_| self.st.modality == Modality::Actual) {
            self.mode(Modality::Advocated, "advice", k);
        } else if let Some(k) = either.filter(|_| self.st.modality == Modality::Actual) {
            self.mode(Modality::Hypothetical, "one of two", k);
        }
        let clause_wide = |cue: &str| lexicon.negations.get(cue).is_some_and(|(_, e)| *e == "clause" || *e == "weak clause");
        for &k in &kids {
            let t = &self.s().tokens[k];
            let (form, lemma, rel) = (t.form.to_lowercase(), t.lemma.to_lowercase(), relation(t.deprel).to_string());
            match rel.as_str() {
                "advmod" | "cc:preconj" | "det" | "neg" => {
                    // "is no longer sending": the "no" hangs on the adverb.
                    let below = k.checked_sub(1).filter(|&b| self.s().tokens[b].head == Some(k));
                    let phrase = below.map(|b| format!("{} {form}", self.s().tokens[b].form.to_lowercase()));
                    if clause_wide(&form) || clause_wide(&lemma) || phrase.is_some_and(|phrase| clause_wide(&phrase)) {
                        let only = form == "not" && self.s().tokens.get(k + 1).is_some_and(|t| t.lemma == "only");
                        if !only && !counted {
                            self.negate("negation", k);
                        }
                    } else if rel == "advmod" {
                        self.hedge(k);
                    }
                }
                "aux" => {
                    if lexicon.negations.get(&form).is_some_and(|(_, e)| *e == "clause") && !counted {
                        self.negate("negation", k);
                    }
                    let plain = self.st.modality == Modality::Actual;
                    if let Some(word) = lexicon.modality(&form, "aux").or_else(|| lexicon.modality(&lemma, "aux")) {
                        self.mode(word.modality, "auxiliary", k);
                    }
                    // "can" tells what is possible, but "we can say" says it.
                    let says = lexicon.reporting_verbs.get(&self.lemma(node)).is_some();
                    if as_head && !says && matches!(form.as_str(), "can" | "ca" | "cannot") {
                        self.mode(Modality::Hypothetical, "auxiliary", k);
                    }
                    self.hedge(k);
                    if matches!(form.as_str(), "could" | "might" | "may" | "would" | "can") && is_head {
                        let perfect = kids.iter().any(|&j| self.s().tokens[j].form == "have");
                        let modality = if form == "can" { Modality::Permitted } else { Modality::Hypothetical };
                        if !(perfect && matches!(form.as_str(), "may" | "might")) && form != "can" {
                            self.would = form == "would" && !perfect && plain;
                            self.mode(modality, "auxiliary", k);
                        }
                    }
                }
                "nsubj" | "obj" | "obl" => {
                    let nothing = self.s().children(k).any(|d| matches!(self.s().tokens[d].lemma.as_str(), "no" | "neither" | "zero"))
                        || matches!(lemma.as_str(), "nobody" | "nothing" | "none" | "no-one")
                        // "not one of our guns was fired".
                        || lemma == "one" && k > 0 && self.s().tokens[k - 1].form.eq_ignore_ascii_case("not");
                    // "At no point did it break off relations".
                    let never =
                        rel == "obl" && k < node && nothing && clause_wide(&format!("{} no {lemma}", crate::clause::case_of(self.s(), k)));
                    if nothing && rel != "obl" || never && !counted {
                        self.negate("negation", k);
                    }
                }
                // "Nor has the navy boarded a vessel".
                "cc" if form == "nor" && !counted && kids.iter().any(|&a| a > k && relation(self.s().tokens[a].deprel) == "aux") => {
                    self.negate("negation", k);
                }
                "advcl" | "mark" => self.conditional(node, k, &rel),
                _ => {}
            }
        }
        if is_head && tense(self.s(), node) == tacitus_calendar::Tense::Future && self.st.modality == Modality::Actual {
            let will =
                kids.iter().copied().find(|&k| matches!(self.s().tokens[k].form.to_lowercase().as_str(), "will" | "'ll" | "’ll" | "wo"));
            if let Some(k) = will {
                self.mode(Modality::Forecast, "future", k);
            }
        }
    }

    /// "is allegedly killed in a raid": what is only hearsay of the deed is hearsay of the raid as well.
    fn hearsay_above(&mut self, node: usize) {
        // "reportedly killing him hours after the others launched a drone": that they did is no hearsay.
        if self.dated {
            return;
        }
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        let adverb = |k: &usize| lexicon.attributions.get(&s.tokens[*k].form.to_lowercase()).is_some_and(|t| *t == "hearsay-adverb");
        if let Some(k) = s.children_by(node, "advmod").find(adverb) {
            self.hedge(k);
        }
    }

    fn conditional(&mut self, node: usize, k: usize, rel: &str) {
        let s = self.s();
        if rel == "mark" {
            let form = s.tokens[k].form.to_lowercase();
            if matches!(form.as_str(), "if" | "unless" | "lest" | "whether") && s.tokens[node].deprel.starts_with("advcl") {
                self.st.antecedent = true;
            }
            return;
        }
        let Some(opener) = self.condition_opener(k).filter(|_| self.st.condition.is_none()) else { return };
        // "will not withdraw even if they demand it": what holds in any case hangs on nothing.
        let even = |i: usize| s.tokens[i].form.eq_ignore_ascii_case("even");
        if even(opener) || opener > 0 && even(opener - 1) {
            return;
        }
        // With its "if" or "unless": without it an "unless" would read as its opposite.
        let span = subtree_span(s, k).cover(s.tokens[opener].span);
        let text = span.slice(self.scene.body).to_string();
        self.st.condition = Some(Grounded::at(text, span));
        if self.st.modality != Modality::Threatened {
            self.st.modality = Modality::Conditional;
        }
        self.rule("condition", opener);
    }

    /// The first word of what makes a clause a condition: "if", "in case", "provided that", or "had", "were", "should" before its subject.
    fn condition_opener(&self, clause: usize) -> Option<usize> {
        let s = self.s();
        let lexicon = &self.scene.knowledge.lexicon;
        let conditional = |phrase: &str| lexicon.modality(phrase, "mark").is_some_and(|w| w.modality == Modality::Conditional);
        let inverted = |i: usize| {
            let before_subject = s.children_by(clause, "nsubj").all(|n| n > i) && s.children_by(clause, "nsubj").next().is_some();
            s.tokens[i].upos == Upos::Aux && s.tokens[i].head == Some(clause) && before_subject && s.tokens[i].form.to_lowercase() != "if"
        };
        let start = s.subtree(clause).into_iter().find(|&i| s.tokens[i].upos != Upos::Punct && s.tokens[i].upos != Upos::Cconj)?;
        let lower = |i: usize| s.tokens[i].form.to_lowercase();
        for from in start.saturating_sub(3)..=start {
            for length in (1..=4).rev().filter(|n| from + n <= s.tokens.len() && from + n >= start) {
                let phrase = (from..from + length).map(lower).collect::<Vec<_>>().join(" ");
                let verb = matches!(phrase.as_str(), "had" | "were" | "should");
                // "unlikely as long as it rains" bounds a judgement, and is left to it.
                if conditional(&phrase) && !phrase.ends_with(" as") && (!verb || inverted(from)) {
                    return Some(from);
                }
            }
        }
        s.children_by(clause, "mark").find(|&m| conditional(&lower(m)))
    }

    /// Modifiers of an event noun: "no attack", "alleged attack", "planned attack", "failed attack".
    fn at_noun(&mut self, node: usize, own: bool) {
        if !own {
            return;
        }
        let lexicon = &self.scene.knowledge.lexicon;
        for k in self.s().children(node).collect::<Vec<_>>() {
            let t = &self.s().tokens[k];
            let lemma = t.lemma.to_lowercase();
            let form = t.form.to_lowercase();
            match relation(t.deprel) {
                "det" if matches!(lemma.as_str(), "no" | "neither") => self.negate("negation", k),
                "nummod" if lemma == "zero" => self.negate("negation", k),
                // "in any offensive": one that may never be.
                "det" if matches!(lemma.as_str(), "any" | "whatever" | "every") => self.mode(Modality::Hypothetical, "any", k),
                "case" if matches!(lemma.as_str(), "without" | "barring") => self.negate("negation", k),
                // "before full ratification", "pending a strike": not yet.
                // But "hours before the meeting" tells of both.
                "case" if matches!(lemma.as_str(), "before" | "until" | "pending") && !dates_apart(self.s(), k) => {
                    self.mode(Modality::Hypothetical, "not yet", k)
                }
                "amod" | "compound" => {
                    let mode = match form.as_str() {
                        "planned" | "intended" | "upcoming" | "impending" | "imminent" | "future" | "expected" | "scheduled"
                        | "proposed" => Some(Modality::Planned),
                        "possible" | "potential" | "hypothetical" | "renewed-possible" => Some(Modality::Hypothetical),
                        "threatened" => Some(Modality::Threatened),
                        _ => lexicon.modality(&form, "adjective").map(|w| w.modality).filter(|m| *m != Modality::Advocated),
                    };
                    if let Some(mode) = mode {
                        self.mode(mode, "adjective", k);
                    }
                    if matches!(form.as_str(), "failed" | "foiled" | "thwarted" | "averted" | "abortive") {
                        self.negate("failed", k);
                    }
                    self.hedge(k);
                }
                _ => {}
            }
        }
    }

    fn lemma(&self, node: usize) -> String {
        self.clause_at(node).map_or_else(|| self.s().tokens[node].lemma.to_lowercase(), |c| c.lemma.clone())
    }

    fn clause_at(&self, node: usize) -> Option<&Clause> {
        self.all.iter().find(|c| c.head == node)
    }
}

/// "any ally", "no force": nobody in particular, so nobody who speaks.
pub fn is_generic(s: &Sentence, noun: usize) -> bool {
    s.children_by(noun, "det").any(|k| matches!(s.tokens[k].lemma.to_lowercase().as_str(), "any" | "no" | "every" | "whatever"))
}

/// "hours before", "two days before", "shortly before": how far apart two happenings lie.
fn dates_apart(s: &Sentence, before: usize) -> bool {
    let word = |i: usize| s.tokens[i].lemma.to_lowercase();
    before.checked_sub(1).is_some_and(|i| {
        let unit = matches!(word(i).as_str(), "minute" | "hour" | "day" | "week" | "month" | "year" | "decade");
        unit || matches!(word(i).as_str(), "shortly" | "just" | "soon" | "moments" | "immediately" | "long")
    })
}

/// "no group", "no one", "none of them": nobody at all.
pub fn is_nobody(s: &Sentence, noun: usize) -> bool {
    let no = |k: usize| s.tokens[k].lemma.eq_ignore_ascii_case("no");
    no(noun) || matches!(s.tokens[noun].lemma.to_lowercase().as_str(), "nobody" | "none" | "neither") || s.children_by(noun, "det").any(no)
}

/// "the first country to recognise", "the last to leave": who is ranked by a deed did it.
fn is_ranked(s: &Sentence, noun: usize) -> bool {
    let rank = |k: usize| {
        matches!(
            s.tokens[k].lemma.as_str(),
            "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "last" | "latest" | "only"
        )
    };
    rank(noun) || s.children_by(noun, "amod").any(rank)
}

/// "The front says it accepts a truce, while the army signals war": news in the present tense sets one party's words beside another's
/// deeds, and the second clause is the author's. Gives its opening word for the verb of saying at `verb`.
pub fn aside(scene: &Scene, verb: usize) -> Option<usize> {
    let s = scene.sentence;
    let present = |i: usize| matches!(s.tokens[i].xpos, "VBZ" | "VBP");
    let quoted = s.tokens.iter().any(|t| is_quote(&t.form));
    let opens = |&i: &usize| {
        let comma = s.tokens[i - 1].form == ",";
        let word = s.tokens[i].deprel == "mark" && (comma && s.tokens[i].form == "while" || s.tokens[i].form == "as");
        s.tokens[i].head.filter(|_| word).is_some_and(|clause| {
            let nobody = |k: usize| s.children_by(k, "det").any(|d| s.tokens[d].lemma == "no");
            // "as explosions are reported", "while no party has claimed it".
            let told = |k: usize| {
                matches!(s.tokens[k].upos, Upos::Noun | Upos::Propn)
                    && (scene.actor(k).is_some() || nobody(k) || s.tokens[i].form == "as" && s.tokens[k].xpos == "NNS")
            };
            let below = std::iter::successors(Some(clause), |&n| s.tokens[n].head).any(|n| n == verb);
            let now = present(clause) || s.children(clause).any(|k| relation(s.tokens[k].deprel) == "aux" && present(k));
            now && below && s.children(clause).any(|k| relation(s.tokens[k].deprel) == "nsubj" && told(k))
        })
    };
    (verb + 2..s.tokens.len()).find(opens).filter(|_| present(verb) && !quoted)
}

/// Whether a token is a quotation mark.
pub fn is_quote(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''")
}
