//! Codes one sentence: verbs in order, the pattern that fits, source and target.

use tacitus_record::{Day, Span};
use tacitus_text::{Sentence, Upos};

use super::actors::NOBODY;
use super::matching::{Around, Bound};
use super::nominal::{Unit, units};
use super::sentence::{Clauses, Marked, Word};
use super::verbs::{EventCode, VerbForm};
use super::{Dictionaries, Edition, Triple};

/// The triples of a sentence, each once.
pub fn code(dictionaries: &Dictionaries, marked: Marked<'_>, number: usize, date: Option<Day>) -> Vec<Triple> {
    let units = units(dictionaries, &marked, date);
    let clauses = marked.clauses(&units);
    let texts = marked.texts();
    let noun = |w: &Word| marked.sentence.tokens[w.tokens.clone()].iter().any(|t| matches!(t.upos, Upos::Noun | Upos::Propn));
    let nouns: Vec<bool> = marked.words.iter().map(noun).collect();
    let coder = Coder { dictionaries, marked: &marked, units: &units, clauses: &clauses, texts: &texts, nouns: &nouns };
    let mut out: Vec<Triple> = Vec::new();
    let mut done = vec![false; marked.words.len()];
    for verb in 0..marked.sentence.tokens.len() {
        let Some(word) = marked.word_of[verb].filter(|&w| !done[w] && !clauses.removed[w]) else { continue };
        if !is_verb(marked.sentence, verb) {
            continue;
        }
        let Some(found) = coder.verb(verb, word) else { continue };
        // What stands in the verb's own phrase has been told by it.
        found.right.iter().for_each(|&w| done[w] = true);
        for (source, target, code) in coder.events(&found) {
            let known = |t: &Triple| (t.source == source.0) && (t.target == target.0) && t.code == code;
            if !out.iter().any(known) {
                let (source_span, target_span) = (coder.span(source.1), coder.span(target.1));
                let verb_span = marked.sentence.tokens[verb].span;
                out.push(Triple { source: source.0, target: target.0, code, source_span, target_span, verb_span, sentence: number });
            }
        }
    }
    out
}

/// CAMEO's "make public statement".
const SAYING: &str = "010";

/// Verbs are what the tagger calls so and the root of the sentence; PETRARCH does not look into relative clauses.
fn is_verb(s: &Sentence, token: usize) -> bool {
    let t = &s.tokens[token];
    let tagged = t.xpos.starts_with("VB") && !matches!(t.deprel, "amod" | "compound");
    let chain = std::iter::successors(Some(token), |&t| s.tokens[t].head).take(s.tokens.len());
    (tagged || t.head.is_none()) && chain.into_iter().all(|t| s.tokens[t].deprel != "acl:relcl")
}

struct Coder<'a> {
    dictionaries: &'a Dictionaries,
    marked: &'a Marked<'a>,
    units: &'a [Unit],
    clauses: &'a Clauses,
    texts: &'a [&'a str],
    nouns: &'a [bool],
}

/// A verb that makes an event.
struct Found {
    code: EventCode,
    left: Vec<usize>,
    right: Vec<usize>,
    subject: Option<usize>,
    passive: bool,
    bound: Bound,
}

/// A code and the noun phrase it comes from.
type Party = (String, usize);

impl Coder<'_> {
    fn verb(&self, verb: usize, word: usize) -> Option<Found> {
        let forms = self.forms(word);
        let &(_, start, end) = forms.first()?;
        let stop = self.clauses.stops.iter().copied().filter(|&at| at <= start).max().unwrap_or(0);
        let kept = |w: &usize| !self.clauses.removed[*w];
        let left: Vec<usize> = (stop..start).rev().filter(kept).collect();
        let right: Vec<usize> = self.phrase(verb).into_iter().filter(|&w| w >= end).filter(kept).collect();
        let around = Around { texts: self.texts, nouns: self.nouns, left: &left, right: &right, units: self.units };
        let patterns = forms.iter().flat_map(|(form, ..)| self.dictionaries.verbs.patterns(form.block));
        let matched = patterns.filter_map(|p| Some((p.length(), p, around.matches(p)?))).rev().max_by_key(|(length, ..)| *length);
        let alone = || forms.iter().map(|(form, ..)| &form.code).find(|code| !code.is_null());
        let (code, bound) = match matched {
            Some((_, pattern, bound)) => (Some(&pattern.code).filter(|code| !code.is_null())?, bound),
            None => (alone()?, Bound::default()),
        };
        let passive = self.passive(verb, &right);
        // "It was said that", "was seen to": what is said takes the place of the saying, the lowest of PETRARCH-2's meanings.
        if passive && self.dictionaries.edition == Edition::Two && code.forward.as_deref() == Some(SAYING) {
            return None;
        }
        let passive = passive && (bound.source.is_none() || bound.target.is_none());
        Some(Found { code: code.clone(), subject: self.subject(verb), left, right, passive, bound })
    }

    /// The longest verb of the dictionary at that word, with its first word and one past its last; more than one where several blocks
    /// have it.
    fn forms(&self, word: usize) -> Vec<(&VerbForm, usize, usize)> {
        let same = |words: &[String], at: usize| self.texts.get(at..at + words.len()).is_some_and(|own| own.iter().eq(words));
        let mut found = Vec::new();
        for form in self.dictionaries.verbs.forms(self.texts[word]) {
            let Some(start) = word.checked_sub(form.before.len()) else { continue };
            if same(&form.before, start) && same(&form.after, word + 1) {
                found.push((form, start, word + 1 + form.after.len()));
            }
        }
        let place = found.first().map(|&(_, start, end)| (start, end));
        found.retain(|&(_, start, end)| Some((start, end)) == place);
        found
    }

    /// Words of the verb phrase: what hangs on the verb and on the verbs that it completes, but not a second verb joined by "and".
    fn phrase(&self, verb: usize) -> Vec<usize> {
        let s = self.marked.sentence;
        let mut tops = vec![verb];
        let mut at = verb;
        while let Some(head) = s.tokens[at].head.filter(|&h| h < verb && matches!(s.tokens[at].deprel, "xcomp" | "ccomp" | "advcl")) {
            tops.push(head);
            at = head;
        }
        let mut out = Vec::new();
        let mut stack: Vec<usize> = tops.iter().flat_map(|&top| s.children(top)).filter(|&c| c > verb).collect();
        stack.retain(|&c| !self.second_verb(c));
        while let Some(node) = stack.pop() {
            out.extend(self.marked.word_of[node]);
            stack.extend(s.children(node).filter(|&c| c > verb));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn second_verb(&self, token: usize) -> bool {
        let s = self.marked.sentence;
        s.tokens[token].deprel == "conj" && s.tokens[token].xpos.starts_with("VB")
    }

    /// PETRARCH-1 takes a passive only where it is told by whom; PETRARCH-2 every one.
    fn passive(&self, verb: usize, right: &[usize]) -> bool {
        let s = self.marked.sentence;
        let passive = s.children_by(verb, "aux:pass").next().is_some() || s.children_by(verb, "nsubj:pass").next().is_some();
        passive && (self.dictionaries.edition == Edition::Two || right.iter().any(|&w| self.texts[w] == "BY"))
    }

    /// The verb's subject, or that of the verb it hangs on.
    fn subject(&self, verb: usize) -> Option<usize> {
        let s = self.marked.sentence;
        let mut at = verb;
        for _ in 0..s.tokens.len() {
            if let Some(subject) = s.children_by(at, "nsubj").next() {
                return Some(subject);
            }
            let head = s.tokens[at].head?;
            match s.tokens[at].deprel.split(':').next()? {
                "xcomp" => {
                    if let Some(object) = s.children_by(head, "obj").next().filter(|&o| o < at) {
                        return Some(object);
                    }
                }
                "conj" | "advcl" | "ccomp" | "parataxis" => {}
                "acl" => return Some(head),
                _ => return None,
            }
            at = head;
        }
        None
    }

    fn events(&self, found: &Found) -> Vec<(Party, Party, String)> {
        let target = found.bound.target.or_else(|| self.target(found));
        let source = found.bound.source.or_else(|| self.source(found, target));
        let parties = |unit: Option<usize>| unit.map_or(Vec::new(), |u| self.codes(u));
        let (mut sources, mut targets) = (parties(source), parties(target));
        if found.code.forward.is_some() && found.code.back.is_some() {
            // An event of both sides among the members of one compound: "Varnia and Kesh met".
            if targets.is_empty() {
                targets = sources.clone();
            } else if sources.is_empty() {
                sources = targets.clone();
            }
        }
        if found.passive {
            std::mem::swap(&mut sources, &mut targets);
        }
        let mut out = Vec::new();
        for (from, to, code) in [(&sources, &targets, &found.code.forward), (&targets, &sources, &found.code.back)] {
            for (source, target) in from.iter().flat_map(|f| to.iter().map(move |t| (f, t))).filter(|(f, t)| f.0 != t.0) {
                out.extend(code.iter().map(|code| (source.clone(), target.clone(), code.clone())));
            }
        }
        out
    }

    /// A null code makes no event: PETRARCH as it comes requires both sides (`require_dyad`). `A/B` is two actors in PETRARCH-1.
    fn codes(&self, unit: usize) -> Vec<Party> {
        let codes = self.units[unit].codes.iter().filter(|c| *c != NOBODY);
        match self.dictionaries.edition {
            Edition::One => codes.flat_map(|c| c.split('/')).map(|c| (c.to_string(), unit)).collect(),
            Edition::Two => codes.map(|c| (c.clone(), unit)).collect(),
        }
    }

    fn coded(&self) -> impl DoubleEndedIterator<Item = &Unit> {
        self.units.iter().filter(|u| !u.codes.is_empty() && !self.clauses.removed[u.start])
    }

    /// The first coded noun phrase in the verb phrase.
    fn target(&self, found: &Found) -> Option<usize> {
        let taken = |u: &Unit| found.bound.source == Some(u.number);
        self.coded().find(|u| found.right.contains(&u.start) && !taken(u)).map(|u| u.number)
    }

    /// The coded noun phrase in the subject; else, going back from the verb, the nearest whose code is not the target's.
    fn source(&self, found: &Found, target: Option<usize>) -> Option<usize> {
        let codes = target.map(|t| &self.units[t].codes);
        let fits = |u: &&Unit| Some(u.number) != target && Some(&u.codes) != codes;
        let subject = found.subject.and_then(|token| {
            let inside = self.marked.sentence.subtree(token);
            let before = |u: &Unit| found.left.first().is_some_and(|&last| u.end <= last + 1);
            let in_subject = |u: &&Unit| u.heads.contains(&token) || (before(u) && u.heads.iter().any(|h| inside.contains(h)));
            self.coded().find(|u| in_subject(u) && fits(u))
        });
        let nearest = || self.coded().rev().find(|u| found.left.contains(&u.start) && fits(u));
        subject.or_else(nearest).map(|u| u.number)
    }

    fn span(&self, unit: usize) -> Span {
        let (words, unit) = (&self.marked.words, &self.units[unit]);
        self.marked.sentence.span_of(words[unit.start].tokens.start, words[unit.end - 1].tokens.end)
    }
}
