//! Who stands behind what is said: speakers above a predicate, sources named beside it, and those whom the text does not name.

use tacitus_record::{Actor, Factuality, Grounded, Span, Style, Voice, VoiceType};
use tacitus_text::{Sentence, Upos};

use super::{Climb, is_quote};
use crate::clause::{case_of, coordinated, is_predicate, relation};
use crate::phrase::noun_phrase;
use crate::who::Scene;

/// A phrase that names a source, as tokens.
#[derive(Clone, Copy, Debug)]
pub struct According {
    /// First word of the phrase.
    cue: usize,
    /// Head of the source.
    source: usize,
    /// Predicate they stand with.
    governor: usize,
    /// Whether they stand behind the word that opens that predicate's clause, and speak of it alone.
    within: bool,
}

impl According {
    /// Whether its words begin at a token and speak of one clause alone.
    pub fn is_within_at(&self, token: usize) -> bool {
        self.within && self.cue == token
    }
}

/// Who speaks beside the one at `source` ("Karsk and Valdonia say"), that one first; a second office of one person ("the president and party
/// secretary Ann Oak") is nobody else.
pub fn joint_speakers(scene: &Scene, source: usize) -> Vec<usize> {
    let s = scene.sentence;
    let named = |label: &str, k: usize| s.names.iter().any(|n| n.label == label && n.start <= k && k < n.end);
    let person = named("PER", source);
    let apart = |&k: &usize| k == source || !person || named("PER", k) || named("ORG", k) || matches!(s.tokens[k].xpos, "NNS" | "NNPS");
    let title = |k: usize| {
        matches!(s.tokens[k].xpos, "NN" | "NNP") && scene.knowledge.lexicon.titles.get(&s.tokens[k].lemma.to_lowercase()).is_some()
    };
    let joined = coordinated(s, source);
    // "the Karskian leader and front founder Ann Oak": the person.
    if let Some(&holder) = joined.iter().find(|&&k| !person && title(source) && named("PER", k)) {
        return vec![holder];
    }
    let all: Vec<usize> = joined.into_iter().filter(apart).collect();
    if person && all.iter().any(|&k| k != source && title(k)) { vec![source] } else { all }
}

/// "where", "which", "although", "because": a word that opens a clause below another.
fn opens_a_clause(s: &Sentence, word: usize) -> bool {
    s.tokens[word].xpos.starts_with('W') || s.tokens[word].deprel == "mark"
}

/// "according to X", "in the words of X": found by their words, because parsers attach them in many ways.
pub fn according(scene: &Scene) -> Vec<According> {
    let s = scene.sentence;
    let forms: Vec<String> = s.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let mut found = Vec::new();
    for start in 0..forms.len() {
        let Some((n, kind)) = scene.knowledge.lexicon.attributions.longest_at(&forms, start) else { continue };
        if *kind != "preposition" {
            continue;
        }
        let after = start + n;
        let stop = (after..s.tokens.len())
            .find(|&i| {
                s.tokens[i].upos == Upos::Punct && !is_quote(&s.tokens[i].form)
                    || s.tokens[i].upos == Upos::Verb && s.tokens[i].xpos != "VBN"
            })
            .unwrap_or(s.tokens.len());
        // "according to a waiter who had hidden": not the relative word.
        let nominal = |i: &usize| matches!(s.tokens[*i].upos, Upos::Noun | Upos::Propn | Upos::Pron) && !s.tokens[*i].xpos.starts_with('W');
        // The end of the first noun phrase is its head.
        let Some(first) = (after..stop).find(nominal) else { continue };
        // "according to Karsk's state media": through the possessor.
        let joins = |i: &usize| nominal(i) || s.tokens[*i].xpos == "POS" || s.tokens[*i].upos == Upos::Adj;
        let mut source = (first..stop).take_while(joins).filter(nominal).last().unwrap_or(first);
        if let Some(name) = s.names.iter().find(|name| name.start <= source && source < name.end) {
            source = (name.start..name.end).find(|&i| s.tokens[i].head.is_none_or(|h| h < name.start || h >= name.end)).unwrap_or(source);
        }
        let inside = |i: usize| start <= i && i < stop;
        // "the road, where, according to medics, eleven were killed": behind the word that opens a clause it speaks of that clause alone.
        let opener = start.checked_sub(2).filter(|&o| s.tokens[start - 1].form == "," && opens_a_clause(s, o));
        let own = opener.and_then(|o| s.tokens[o].head).filter(|&h| h >= stop && is_predicate(s, h));
        if let Some(governor) = own {
            found.push(According { cue: start, source, governor, within: true });
            continue;
        }
        let mut node = source;
        for _ in 0..20 {
            match s.tokens[node].head {
                Some(up) => node = up,
                None => break,
            }
            if !inside(node) && is_predicate(s, node) {
                break;
            }
        }
        if inside(node) {
            node = s
                .root()
                .filter(|&r| !inside(r))
                .or_else(|| (0..s.tokens.len()).find(|&i| !inside(i) && is_predicate(s, i)))
                .unwrap_or(node);
        }
        // A source at the end or the beginning of a sentence stands behind all of it, not behind its last verb alone.
        while s.tokens[node].deprel == "conj"
            && let Some(up) = s.tokens[node].head.filter(|&h| is_predicate(s, h))
        {
            node = up;
        }
        found.push(According { cue: start, source, governor: node, within: false });
    }
    found.extend(before_colon(scene));
    found
}

/// Words of a source before a colon at the most.
const LONGEST_LABEL: usize = 7;

/// "Police: Five killed in market attack", "SPEAKER: The vote is over.": a source at the head of a line, as headlines and transcripts have it.
fn before_colon(scene: &Scene) -> Option<According> {
    let s = scene.sentence;
    let first = s.tokens.iter().position(|t| !is_quote(&t.form))?;
    let colon = (first + 1..s.tokens.len().min(first + LONGEST_LABEL)).find(|&i| s.tokens[i].form == ":")?;
    let label = first..colon;
    let nominal = |i: usize| !matches!(s.tokens[i].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Num);
    if !label.clone().all(nominal) {
        return None;
    }
    let source = label.rev().find(|&i| matches!(s.tokens[i].upos, Upos::Noun | Upos::Propn))?;
    let named = s.names.iter().any(|n| matches!(n.label, "PER" | "ORG") && n.start <= source && source < n.end);
    let known = scene.knowledge.lexicon.sources.get(&s.tokens[source].lemma.to_lowercase()).is_some();
    let governor = s.root().filter(|&r| r > colon).or_else(|| (colon + 1..s.tokens.len()).find(|&i| is_predicate(s, i)))?;
    (named || known || scene.actor(source).is_some()).then_some(According { cue: colon, source, governor, within: false })
}

impl Climb<'_, '_> {
    /// A verb of saying above: its subject is a voice.
    pub(super) fn speak(&mut self, verb: usize, class: &str, made: bool) {
        let nobody = self.clause_at(verb).is_some_and(|c| crate::clause::follows_a_passive(self.s(), self.all, c));
        if nobody {
            return self.hearsay(verb);
        }
        let subject = self.clause_at(verb).and_then(|c| c.agents.first().copied());
        let negated = self.is_negated(verb);
        // "could assert that": nothing was asserted.
        if self
            .s()
            .children_by(verb, "aux")
            .any(|k| matches!(self.s().tokens[k].form.to_lowercase().as_str(), "could" | "might" | "may" | "would"))
        {
            self.st.figurative = true;
            self.rule("only might be said", verb);
        }
        // "will not say how many": who says nothing vouches for nothing.
        if negated && made && matches!(class, "say" | "announce" | "confirm") {
            return;
        }
        let made = made && !negated;
        // To believe is less than to say so.
        if class == "assess" && self.st.doubt.is_none() {
            self.hedge_word(verb, Factuality::ProbablePos);
        }
        let passive = self.clause_at(verb).is_some_and(|c| c.passive);
        match subject {
            // A thing that "suggests" says nothing: the judgement is the author's.
            Some(i) if matches!(class, "suggest" | "assess") && self.scene.actor(i).is_none() && !self.names_source(i) => {
                self.rule("suggests", verb);
            }
            // "is reported between the forces": they fight, and do not report it.
            Some(i) if passive && !matches!(case_of(self.s(), i).as_str(), "by" | "") => self.hearsay(verb),
            Some(i) => self.voice(i, verb, made),
            None if passive => self.hearsay(verb),
            None => {
                if let Some(i) = self.noun_before(verb) {
                    self.voice(i, verb, made);
                }
            }
        }
    }

    /// "…, a spokesman for the army said": where the parser took the source for something else, the phrase between the last comma
    /// and the verb is the source.
    pub(super) fn noun_before(&self, verb: usize) -> Option<usize> {
        let s = self.s();
        let comma = (0..verb).rev().find(|&i| matches!(s.tokens[i].form.as_str(), "," | "”" | "\""))?;
        let top = |i: usize| s.tokens[i].head.is_none_or(|h| h <= comma || h >= verb);
        let source = (comma + 1..verb).find(|&i| matches!(s.tokens[i].upos, Upos::Noun | Upos::Propn) && top(i))?;
        (verb - comma < 14).then_some(source)
    }

    /// A noun of saying above: its possessor is a voice.
    pub(super) fn speak_noun(&mut self, noun: usize, class: &str) {
        if class == "deny" {
            self.negate("denied", noun);
        }
        let s = self.s();
        let source = s.children(noun).find(|&k| {
            s.tokens[k].deprel == "nmod:poss" || (relation(s.tokens[k].deprel) == "nmod" && matches!(case_of(s, k).as_str(), "by" | "from"))
        });
        match source {
            Some(i) => self.voice(i, noun, true),
            None => self.hearsay(noun),
        }
    }

    /// "The town fell, officials said": the tag is below the content.
    pub(super) fn quoted_sources(&mut self, node: usize) {
        for &According { cue, source, governor, .. } in self.scene.according() {
            if governor == node && !self.parted_from(cue) {
                self.voice(source, cue, true);
            }
        }
        let lexicon = &self.scene.knowledge.lexicon;
        let s = self.s();
        for k in s.children(node).collect::<Vec<_>>() {
            let rel = relation(s.tokens[k].deprel);
            // "…; Tal says otherwise": no tag of what stands before.
            let apart = (node.min(k)..node.max(k)).any(|i| s.tokens[i].form == ";");
            if rel == "parataxis" && is_predicate(s, k) && !apart {
                let tag = self.clause_at(k).cloned();
                if let Some(tag) = tag
                    && let Some(report) = lexicon.reporting_verbs.get(&tag.lemma)
                    && let Some(&subject) = tag.agents.first()
                    && !s.children_by(k, "ccomp").any(|c| is_predicate(s, c))
                    // "…; authorities blame the rebels" tells something of its own.
                    && (s.children_by(k, "obj").next().is_none() || tag.lemma == "tell")
                {
                    self.voice(subject, k, report.made);
                }
            }
            if rel == "advmod"
                && !self.dated
                && lexicon.attributions.get(&s.tokens[k].form.to_lowercase()).is_some_and(|t| *t == "hearsay-adverb")
            {
                self.hearsay(k);
            }
        }
    }

    /// "…, according to Karsk; Tal says …": whether a semicolon stands between a source and what is told behind it, and another one speaks there.
    pub(super) fn parted_from(&self, cue: usize) -> bool {
        let s = self.s();
        let Some(end) = (cue..self.head).find(|&i| s.tokens[i].form == ";") else { return false };
        let says = |v: usize| is_predicate(s, v) && self.scene.knowledge.lexicon.reporting_verbs.get(&self.lemma(v)).is_some();
        (end + 1..=self.head).any(|v| says(v) && s.children_by(v, "nsubj").next().is_some())
    }

    /// The content hangs on the tag instead: "…, said the general" with the quote as its parataxis.
    pub(super) fn paratactic(&mut self, node: usize, parent: usize) {
        let lemma = self.lemma(parent);
        let report = self.scene.knowledge.lexicon.reporting_verbs.get(&lemma).copied();
        let quoted = self.s().tokens[..node].iter().any(|t| is_quote(&t.form));
        if let Some(report) = report.filter(|_| quoted && self.s().children_by(parent, "ccomp").next().is_none()) {
            self.speak(parent, report.class, report.made);
        }
    }

    pub(super) fn names_source(&self, token: usize) -> bool {
        self.scene.knowledge.lexicon.sources.get(&self.s().tokens[token].lemma.to_lowercase()).is_some()
    }

    pub(super) fn voice(&mut self, source: usize, cue: usize, made: bool) {
        let s = self.s();
        // "no group claimed it": nobody speaks.
        if made && super::is_nobody(s, source) {
            return;
        }
        if matches!(s.tokens[source].lemma.as_str(), "it" | "that" | "this" | "which") && self.scene.actor(source).is_none() {
            return self.hearsay(cue);
        }
        let lexicon = &self.scene.knowledge.lexicon;
        let lemma = s.tokens[source].lemma.to_lowercase();
        // "These sanctions show that", "possible links say": a thing is no speaker.
        let speaks = self.scene.actor(source).is_some()
            || matches!(s.tokens[source].upos, Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
            || lexicon.sources.get(&lemma).is_some()
            || s.names.iter().any(|n| n.start <= source && source < n.end)
            || super::second::hears(s, cue, source);
        if !speaks && is_predicate(s, cue) {
            return;
        }
        let (start, end) = noun_phrase(s, source);
        let span = s.span_of(start, end);
        // "Doctors Without Borders": the tree may lose the end of a known name.
        let found = self.scene.actor(source);
        let span = found.as_ref().and_then(Grounded::span).filter(|known| known.contains(span)).unwrap_or(span);
        let text = span.slice(self.scene.body);
        let actor = found.map_or_else(|| Actor::unknown(text), |a| Actor { text: text.to_string(), ..a.value });
        let (actor, span) = self.joint_voice(source).unwrap_or((actor, span));
        // "the newspaper Harbour Post" has a name.
        let own_name =
            actor.name.starts_with(char::is_uppercase) && !actor.name.to_lowercase().contains(&s.tokens[source].form.to_lowercase());
        let unnamed = lexicon.sources.get(&lemma).copied().filter(|_| s.tokens[source].upos == Upos::Noun && !own_name);
        let official = matches!(actor.sector.as_deref(), Some("GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY"));
        let voice_type = match unnamed {
            Some(t) if actor.entity.is_none() || t == VoiceType::Document => t,
            _ if official => VoiceType::Official,
            _ => VoiceType::Named,
        };
        self.push(Voice { actor, voice_type, cue: None, style: Style::Indirect, made }, span, cue);
    }

    /// "Karsk and Valdonia say": what both say is not put down to one of them.
    fn joint_voice(&self, source: usize) -> Option<(Actor, Span)> {
        let s = self.s();
        let all = joint_speakers(self.scene, source);
        if let [one] = all[..]
            && one != source
        {
            let holder = self.scene.actor(one)?;
            return Some((holder.value.clone(), holder.span()?));
        }
        let mut names: Vec<String> = all.iter().map(|&k| Some(self.scene.actor(k)?.value.name)).collect::<Option<_>>()?;
        names.dedup();
        let (last, first) = names.split_last().filter(|(_, first)| !first.is_empty())?;
        let (start, end) = (noun_phrase(s, source).0, noun_phrase(s, *all.last()?).1);
        let span = (start < end).then(|| s.span_of(start, end))?;
        let name = format!("{} and {last}", first.join(", "));
        Some((Actor { text: span.slice(self.scene.body).to_string(), ..Actor::unknown(&name) }, span))
    }

    /// Somebody says so, but the text does not say who.
    pub(super) fn hearsay(&mut self, cue: usize) {
        let span = self.s().tokens[cue].span;
        let actor = Actor::unknown("unnamed source");
        let actor = Actor { text: span.slice(self.scene.body).to_string(), ..actor };
        self.push(Voice { actor, voice_type: VoiceType::Unnamed, cue: None, style: Style::Indirect, made: true }, span, cue);
        if self.st.doubt.is_none() {
            self.st.doubt = Some(Factuality::PossiblePos);
        }
    }

    pub(super) fn push(&mut self, mut voice: Voice, span: Span, cue: usize) {
        if self.apart {
            return;
        }
        // "Officials said they believe": one and the same holder is named once.
        let again = |v: &Grounded<Voice>| {
            v.span() == Some(span) || v.value.actor.key() == voice.actor.key() && v.value.voice_type != VoiceType::Unnamed
        };
        if self.st.voices.iter().any(again) {
            return;
        }
        let word = self.s().tokens[cue].form.clone();
        self.rule("says", cue);
        voice.style = self.style();
        voice.cue = Some(word);
        self.st.voices.push(Grounded::at(voice, span));
    }

    pub(super) fn style(&self) -> Style {
        let quotes = self.s().tokens.iter().filter(|t| is_quote(&t.form)).count();
        let opens = self.s().tokens.first().is_some_and(|t| is_quote(&t.form));
        match (quotes, opens) {
            (0, _) => Style::Indirect,
            (_, true) => Style::Direct,
            _ => Style::Mixed,
        }
    }
}
