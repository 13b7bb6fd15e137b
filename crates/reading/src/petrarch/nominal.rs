//! Noun phrases with the codes of who they name.
//!
//! PETRARCH makes a "named entity" of a simple noun phrase, with one prepositional phrase behind it that has none of its own, and of a
//! compound one list of such. Its code is that of the first actor named in it with all agents named in it.

use std::ops::Range;

use tacitus_record::Day;
use tacitus_text::{Sentence, Upos};

use super::Dictionaries;
use super::actors::NOBODY;
use super::agents::join;
use super::sentence::Marked;

/// A noun phrase.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its place among the sentence's units.
    pub number: usize,
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// Codes of all it names, without null codes.
    pub codes: Vec<String>,
    /// Tokens that head it and its fellows in a compound.
    pub heads: Vec<usize>,
}

impl Unit {
    /// Whether the word is in it.
    pub fn has(&self, word: usize) -> bool {
        self.start <= word && word < self.end
    }
}

/// The noun phrases of a sentence in order.
pub fn units(dictionaries: &Dictionaries, marked: &Marked<'_>, date: Option<Day>) -> Vec<Unit> {
    let s = marked.sentence;
    let mut taken = vec![false; s.tokens.len()];
    let mut heads: Vec<usize> = (0..s.tokens.len()).filter(|&t| nominal(s, t)).collect();
    // What heads others comes first, so that modifiers are taken with it.
    heads.sort_by_key(|&t| (depth(s, t), t));
    let coder = Coder { dictionaries, marked, texts: marked.texts(), date };
    let mut units = Vec::new();
    for head in heads {
        if taken[head] {
            continue;
        }
        let members = members(s, head, &taken);
        let tokens: Vec<usize> = members.iter().flat_map(|m| m.base.iter().chain(m.with.iter().flatten())).copied().collect();
        tokens.iter().for_each(|&t| taken[t] = true);
        let words: Vec<usize> = tokens.iter().filter_map(|&t| marked.word_of[t]).collect();
        let (Some(&start), Some(&last)) = (words.iter().min(), words.iter().max()) else { continue };
        let codes = coder.codes(&members);
        units.push(Unit { number: 0, start, end: last + 1, codes, heads: members.iter().map(|m| m.head).collect() });
    }
    units.sort_by_key(|u| (u.start, u.end));
    units.iter_mut().enumerate().for_each(|(number, unit)| unit.number = number);
    units
}

fn nominal(s: &Sentence, token: usize) -> bool {
    let t = &s.tokens[token];
    let argument = matches!(t.deprel.split(':').next(), Some("nsubj" | "obj" | "iobj" | "obl" | "nmod"));
    let noun = matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Pron);
    noun || (argument && matches!(t.upos, Upos::Num | Upos::X | Upos::Adj | Upos::Det))
}

fn depth(s: &Sentence, token: usize) -> usize {
    std::iter::successors(Some(token), |&t| s.tokens[t].head).take(s.tokens.len()).count()
}

/// A head and those joined to it by "and", in order.
fn fellows(s: &Sentence, head: usize) -> Vec<usize> {
    let mut all = vec![head];
    let mut at = 0;
    while at < all.len() {
        let node = all[at];
        // A possessor is no fellow of its possessor's fellows.
        let possessor = |c: usize| s.children_by(c, "case").any(|k| s.tokens[k].xpos == "POS");
        let names = name(s, node);
        let joined = names.clone().flat_map(|t| s.children_by(t, "conj")).filter(|c| nominal(s, *c) && !names.contains(c));
        let mut joined: Vec<usize> = joined.filter(|&c| !possessor(c)).collect();
        // In a list the second member is often taken for an apposition: "Kesh, Varnia, Oak and Elm".
        if let Some(&next) = joined.first() {
            joined.extend(s.children_by(node, "appos").filter(|&c| c < next && !unbroken(s, c, node)));
        }
        // A second subject with an "and" of its own is a fellow that the parser hung on the verb.
        if s.tokens[node].deprel == "nsubj" {
            let siblings = s.tokens[node].head.into_iter().flat_map(|verb| s.children_by(verb, "nsubj"));
            joined.extend(siblings.filter(|&c| c > node && s.children_by(c, "cc").any(|k| k > node)));
        }
        for fellow in joined {
            if !all.contains(&fellow) {
                all.push(fellow);
            }
        }
        at += 1;
    }
    all.sort_unstable();
    all
}

/// The proper nouns in a row that a token stands in; the parser does not always see that they are one name: "Old Oak" with two heads.
fn name(s: &Sentence, token: usize) -> Range<usize> {
    let proper = |t: usize| s.tokens.get(t).is_some_and(|t| t.upos == Upos::Propn);
    if !proper(token) {
        return token..token + 1;
    }
    let start = (0..token).rev().take_while(|&t| proper(t)).last().unwrap_or(token);
    start..(token..).find(|&t| !proper(t)).unwrap_or(token + 1)
}

/// One member of a compound, or a simple noun phrase.
struct Member {
    head: usize,
    /// Tokens of the phrase itself, in order.
    base: Vec<usize>,
    /// The prepositional phrase behind it, once for each member of its compound: preposition and phrase.
    with: Vec<Vec<usize>>,
    /// Has an article or a possessor of its own.
    own_start: bool,
}

impl Member {
    fn of(s: &Sentence, head: usize) -> Member {
        let own_start = s.children(head).any(|c| matches!(s.tokens[c].deprel, "det" | "nmod:poss"));
        Member { head, base: base(s, head), with: Vec::new(), own_start }
    }
}

/// A head with its fellows. A prepositional phrase goes to the member right before it, whichever the parser hung it on.
fn members(s: &Sentence, head: usize, taken: &[bool]) -> Vec<Member> {
    let mut members: Vec<Member> = fellows(s, head).into_iter().filter(|&m| !taken[m]).map(|m| Member::of(s, m)).collect();
    let tails: Vec<usize> = members.iter().flat_map(|m| &m.base).flat_map(|&t| tails(s, t)).collect();
    for tail in tails {
        let Some(start) = s.children_by(tail, "case").min() else { continue };
        let Some(owner) = members.iter_mut().find(|m| m.with.is_empty() && m.base.last().is_some_and(|&t| t + 1 == start)) else {
            continue;
        };
        let inner = fellows(s, tail);
        // One with another prepositional phrase in it stays a phrase of its own.
        if inner.iter().all(|&m| self::tails(s, m).next().is_none()) {
            let preposition: Vec<usize> = s.children_by(tail, "case").filter(|&c| c < tail).collect();
            owner.with = inner.into_iter().map(|m| preposition.iter().copied().chain(base(s, m)).collect()).collect();
        }
    }
    members
}

/// Heads of the prepositional phrases behind a noun.
fn tails(s: &Sentence, token: usize) -> impl Iterator<Item = usize> + '_ {
    let cased = |t: usize| s.children_by(t, "case").any(|c| c < t && s.tokens[c].upos == Upos::Adp);
    s.children_by(token, "nmod").filter(move |&c| c > token && s.tokens[c].deprel != "nmod:poss" && cased(c))
}

/// The head with what belongs to it inside the phrase: articles, adjectives, possessors, parts of names.
fn base(s: &Sentence, head: usize) -> Vec<usize> {
    let mut all = vec![head];
    let mut stack = vec![head];
    while let Some(node) = stack.pop() {
        for child in s.children(node) {
            if belongs(s, child, node, head) {
                all.push(child);
                stack.push(child);
            }
        }
    }
    all.sort_unstable();
    all.extend(name(s, all[0]).chain(name(s, all[all.len() - 1])));
    all.sort_unstable();
    all.dedup();
    // Nor does it always see that a possessor belongs to what follows it.
    while let Some(at) = all[0].checked_sub(2).filter(|&at| s.tokens[at + 1].xpos == "POS" && s.tokens[at].upos == Upos::Propn) {
        all.splice(0..0, [at, at + 1]);
    }
    all
}

fn belongs(s: &Sentence, child: usize, node: usize, head: usize) -> bool {
    let relation = s.tokens[child].deprel;
    match relation.split(':').next().unwrap_or("") {
        "flat" | "fixed" | "goeswith" | "compound" => true,
        "det" | "amod" | "nummod" | "advmod" => child < head,
        // "awful and evil minister", "Kesh and Varnian leaders", "old foes Kesh and Varnia"
        "conj" | "cc" => node != head,
        // "Kesh president Oak" may hang on either name.
        "nmod" => relation == "nmod:poss" || (s.children_by(child, "case").next().is_none() && unbroken(s, child, node)),
        // "minister Oak"
        "appos" => child > node && unbroken(s, child, node),
        _ => false,
    }
}

/// Neither a mark nor a preposition stands between two tokens.
fn unbroken(s: &Sentence, one: usize, other: usize) -> bool {
    (one.min(other) + 1..one.max(other)).all(|t| !matches!(s.tokens[t].upos, Upos::Punct | Upos::Adp))
}

struct Coder<'a> {
    dictionaries: &'a Dictionaries,
    marked: &'a Marked<'a>,
    texts: Vec<&'a str>,
    date: Option<Day>,
}

/// What a stretch of words names.
struct Named {
    codes: Vec<String>,
    has_actor: bool,
    has_agent: bool,
}

impl Coder<'_> {
    /// Codes of all members, without repetition and without null codes.
    fn codes(&self, members: &[Member]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for at in 0..members.len() {
            for code in self.member(members, at) {
                if code != NOBODY && !out.contains(&code) {
                    out.push(code);
                }
            }
        }
        out
    }

    fn member(&self, members: &[Member], at: usize) -> Vec<String> {
        let member = &members[at];
        let own = self.alternatives(&[], &member.base, &member.with);
        if own.has_actor || members.len() == 1 {
            return own.codes;
        }
        // "Danish media and government": what stands before the first noun holds for a bare one after it.
        if at > 0 && !member.own_start {
            let first = &members[0];
            let shared: Vec<usize> = first.base.iter().copied().filter(|&t| t < first.head).collect();
            let named = self.alternatives(&shared, &member.base, &member.with);
            if named.has_actor {
                return named.codes;
            }
        }
        // "lawmakers and officials in Varnia": the place holds for both.
        if own.has_agent {
            let others = members.iter().enumerate().filter(|(other, m)| *other != at && !m.with.is_empty());
            if let Some(named) = others.map(|(_, m)| self.alternatives(&[], &member.base, &m.with)).find(|n| n.has_actor) {
                return named.codes;
            }
        }
        own.codes
    }

    fn alternatives(&self, shared: &[usize], base: &[usize], with: &[Vec<usize>]) -> Named {
        let alone: Vec<usize> = shared.iter().chain(base).copied().collect();
        let bare = self.named(&alone);
        let mut named: Vec<Named> = with.iter().map(|tail| self.named(&[&alone[..], tail].concat())).collect();
        // The first actor counts: one in the phrase itself keeps those behind the preposition out.
        if bare.has_actor {
            named.truncate(1);
        }
        if named.is_empty() {
            named.push(bare);
        }
        let (has_actor, has_agent) = (named.iter().any(|n| n.has_actor), named.iter().any(|n| n.has_agent));
        named.retain(|n| n.has_actor || !has_actor);
        Named { codes: named.into_iter().flat_map(|n| n.codes).collect(), has_actor, has_agent }
    }

    fn named(&self, tokens: &[usize]) -> Named {
        let mut numbers: Vec<usize> = tokens.iter().filter_map(|&t| self.marked.word_of[t]).collect();
        numbers.dedup();
        // A token of two words ("Old_Oak") has its last word on record.
        let numbers: Vec<usize> = numbers.iter().flat_map(|&w| self.twins(w)).collect();
        let words: Vec<&str> = numbers.iter().map(|&w| self.texts[w]).collect();
        let found = self.actors(&words, &numbers);
        let inside = |at: usize| found.iter().any(|(_, range)| range.contains(&at));
        let mut agents = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.dictionaries.agents.at(&words, at).filter(|_| !inside(at)) {
                Some((agent, end)) => {
                    agents.push(agent);
                    at = end;
                }
                None => at += 1,
            }
        }
        let has_agent = !agents.is_empty();
        let codes = match found.is_empty() {
            true => vec![join(NOBODY, &agents)],
            false => found.iter().map(|(code, _)| join(code, &agents)).collect(),
        };
        Named { codes, has_actor: !found.is_empty(), has_agent }
    }

    fn twins(&self, word: usize) -> Range<usize> {
        let words = &self.marked.words;
        let first = (0..=word).rev().take_while(|&w| words[w].tokens == words[word].tokens).last().unwrap_or(word);
        first..word + 1
    }

    /// The first actor named, and those joined to it by "and" or a comma.
    fn actors(&self, words: &[&str], numbers: &[usize]) -> Vec<(&str, Range<usize>)> {
        let book = &self.dictionaries.actors;
        let mut found: Vec<(&str, Range<usize>)> = Vec::new();
        for at in 0..words.len() {
            match found.last() {
                Some((_, before)) if at < before.end => continue,
                Some((_, before)) if !self.joins(&words[before.end..at], numbers[before.end - 1], numbers[at]) => continue,
                _ => {}
            }
            if let Some((code, end)) = book.at(words, at, self.date) {
                found.push((code, at..end));
            }
        }
        found
    }

    fn joins(&self, between: &[&str], last: usize, next: usize) -> bool {
        let words = &self.marked.words;
        let comma = || (words[last].tokens.end..words[next].tokens.start).any(|t| self.marked.sentence.tokens[t].form == ",");
        match between {
            [] => comma(),
            [word] => matches!(*word, "AND" | "OR"),
            _ => false,
        }
    }
}
