//! Cuts noun phrases and clauses out of a tree as stretches of the body.

use tacitus_record::Span;
use tacitus_text::{Sentence, Upos};

use crate::clause::relation;

/// The compact noun phrase around `head`, as a token range (end exclusive): modifiers, compounds, numbers and of-phrases,
/// without relative clauses, appositions, coordinations, prepositions and leading articles.
pub fn noun_phrase(s: &Sentence, head: usize) -> (usize, usize) {
    let mut keep = vec![false; s.tokens.len()];
    collect(s, head, head, &mut keep, true);
    let (mut start, mut end) = contiguous(s, head, &keep);
    // "a dozen people": there the article is part of the number.
    let number = |i: usize| matches!(s.tokens[i].lemma.as_str(), "dozen" | "hundred" | "thousand" | "million" | "couple" | "handful");
    let counts = |i: usize| matches!(s.tokens[i].lemma.as_str(), "no" | "half") || number(i + 1);
    while start < head && s.tokens[start].upos == Upos::Det && !counts(start) {
        start += 1;
    }
    while start < head && s.tokens[start].upos == Upos::Punct {
        start += 1;
    }
    while end > head + 1
        && (s.tokens[end - 1].upos == Upos::Punct && s.tokens[end - 1].form != "."
            || matches!(s.tokens[end - 1].upos, Upos::Adj | Upos::Adv))
    {
        // "officials close [to the talks]", "an attack south [of the city]": half of what follows is worse than none of it.
        end -= 1;
    }
    while end > head + 1 && s.tokens[end - 1].upos == Upos::Adp {
        end -= 1;
    }
    // "those involved in the attack": without what follows nobody knows which.
    // So with "groups attributed to the ministry".
    let last = &s.tokens[end - 1];
    let bare = start + 1 == end
        && matches!(last.lemma.as_str(), "group" | "force" | "people" | "man" | "person" | "element" | "unit")
        && last.xpos == "NNS";
    if last.form.eq_ignore_ascii_case("those") || bare {
        let which = |k: usize| s.tokens[k].deprel == "acl" || s.tokens[k].deprel == "acl:relcl" && !bare;
        let told = s.children(end - 1).find(|&k| k == end && which(k));
        end = told.and_then(|k| s.subtree(k).last().map(|l| l + 1)).unwrap_or(end);
    }
    whole_words(s, start, end)
}

/// "..., an offer that the minister dismissed": a noun behind a comma that sums up what stands before it.
pub fn sums_up(lexicon: &crate::lexicon::Lexicon, s: &Sentence, noun: usize) -> bool {
    let lemma = s.tokens[noun].lemma.to_lowercase();
    let word = lexicon.is_of_class("summing up", &lemma) || lexicon.reporting_nouns.get(&lemma).is_some();
    let article = s.children_by(noun, "det").find(|&k| matches!(s.tokens[k].form.as_str(), "a" | "an"));
    word && crate::clause::case_of(s, noun).is_empty() && article.is_some_and(|k| k > 0 && s.tokens[k - 1].form == ",")
}

/// Whether a comma sets what hangs below a word off from what stands before it.
pub fn follows_comma(s: &Sentence, head: usize) -> bool {
    let first = s.subtree(head).into_iter().find(|&i| s.tokens[i].upos != Upos::Punct);
    first.is_some_and(|f| f > 0 && s.tokens[f - 1].form == ",")
}

/// Never a part of a hyphenated word ("80-year-old driver") or of a name ("West Bank-based"), and no day of the week behind a name
/// ("the ministry Saturday").
pub fn whole_words(s: &Sentence, mut start: usize, mut end: usize) -> (usize, usize) {
    while start + 1 < end && s.tokens[start].upos == Upos::Cconj {
        start += 1;
    }
    while start + 1 < end && s.tokens[end - 1].xpos == "POS" {
        end -= 1;
    }
    let glued = |left: usize| s.tokens[left].span.end() == s.tokens[left + 1].span.start();
    let hyphen = |i: usize| matches!(s.tokens[i].form.as_str(), "-" | "–" | "‑");
    while start >= 2 && hyphen(start - 1) && glued(start - 1) && glued(start - 2) {
        start -= 2;
    }
    if end < s.tokens.len() && end > start + 1 && hyphen(end - 1) && glued(end - 2) && glued(end - 1) {
        end += 1;
    }
    while end + 1 < s.tokens.len() && hyphen(end) && glued(end - 1) && glued(end) {
        end += 2;
    }
    if let Some(name) = s.names.iter().find(|n| n.start < start && start < n.end && n.end <= end) {
        start = name.start;
    }
    // "troops of Operation Steady Palm": the name goes on, whatever the parser made of its words.
    let capital =
        |i: usize| s.tokens[i].form.starts_with(char::is_uppercase) && matches!(s.tokens[i].upos, Upos::Propn | Upos::Adj | Upos::Noun);
    if s.tokens[end - 1].form == "Operation" {
        while end < s.tokens.len() && capital(end) {
            end += 1;
        }
    }
    let day =
        |i: usize| matches!(s.tokens[i].lemma.as_str(), "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday");
    while end > start + 1 && day(end - 1) && matches!(s.tokens[end - 2].upos, Upos::Propn | Upos::Noun) {
        end -= 1;
    }
    // "no fewer than 50": without its first word the phrase says the opposite.
    let turned = |i: usize| matches!(s.tokens[i].form.to_lowercase().as_str(), "fewer" | "less" | "more");
    if start > 0 && turned(start) && s.tokens[start - 1].form.eq_ignore_ascii_case("no") {
        start -= 1;
    }
    (start, end)
}

/// A noun with all that belongs to it on its right: phrases, infinitives and clauses without a comma, as one stretch of the body.
pub fn full_noun_span(s: &Sentence, head: usize) -> Span {
    let (start, mut end) = noun_phrase(s, head);
    let below: Vec<usize> = s.subtree(head);
    // A comma ends it, but for the comma of a list.
    let listed = |i: usize| {
        let top =
            std::iter::successors(Some(i), |&n| s.tokens[n].head).find(|&n| matches!(s.tokens[n].deprel, "conj" | "appos" | "acl:relcl"));
        i < s.tokens.len()
            && below.contains(&i)
            && top.is_some_and(|t| s.tokens[t].deprel == "conj" && below.contains(&t) && !crate::clause::is_predicate(s, t))
    };
    while end < s.tokens.len()
        && below.contains(&end)
        && (s.tokens[end].form != "," || listed(end + 1) || s.tokens.get(end + 1).is_some_and(|t| t.upos == Upos::Cconj) && listed(end + 2))
        && s.tokens[end].deprel != "appos"
    {
        end += 1;
    }
    while end > start + 1 && (s.tokens[end - 1].upos == Upos::Punct || s.tokens[end - 1].upos == Upos::Cconj) {
        end -= 1;
    }
    s.span_of(start, end)
}

/// The noun phrase without any of-phrase or other phrase after the head: what names are looked up by.
pub fn core_phrase(s: &Sentence, head: usize) -> (usize, usize) {
    let mut keep = vec![false; s.tokens.len()];
    collect(s, head, head, &mut keep, false);
    let (mut start, mut end) = contiguous(s, head, &keep);
    while start < head && matches!(s.tokens[start].upos, Upos::Det | Upos::Punct) {
        start += 1;
    }
    while end > head + 1 && matches!(s.tokens[end - 1].upos, Upos::Adj | Upos::Adv) {
        end -= 1;
    }
    whole_words(s, start, end)
}

fn collect(s: &Sentence, node: usize, head: usize, keep: &mut [bool], with_nmod: bool) {
    keep[node] = true;
    for k in s.children(node) {
        let token = &s.tokens[k];
        let inside = match relation(token.deprel) {
            "det" | "amod" | "compound" | "nummod" | "flat" | "goeswith" | "fixed" | "advmod" => true,
            // "the group this week": a time beside the noun is no part of it.
            "nmod" if token.deprel == "nmod:unmarked" => {
                !matches!(token.lemma.as_str(), "week" | "month" | "year" | "morning" | "evening" | "night" | "today" | "yesterday")
            }
            "nmod" if matches!(token.deprel, "nmod:poss" | "nmod:desc") => true,
            // "eight members of what the paper called a cell": what follows is a clause.
            "nmod" => {
                // "an attack on the post by the rebels": the post is not theirs.
                let doer = node == head
                    && crate::clause::case_of(s, k) == "by"
                    && matches!(crate::clause::case_of(s, head).as_str(), "on" | "at" | "against");
                let behind = node == head
                    && s.children_by(head, "nmod").any(|b| b < k && b > head && crate::clause::case_of(s, b) == "by")
                    && matches!(crate::clause::case_of(s, head).as_str(), "on" | "at" | "against");
                with_nmod
                    && !doer
                    && !behind
                    && k > head
                    && !matches!(token.xpos, "WP" | "WDT")
                    && matches!(
                        crate::clause::case_of(s, k).as_str(),
                        "of" | "for" | "in" | "from" | "at" | "on" | "to" | "against" | "by" | "with" | "about"
                    )
            }
            // The possessive 's belongs to its own noun; a preposition before the phrase does not belong to it.
            "case" => node != head || k > node,
            "punct" => matches!(token.form.as_str(), "-" | "–") || node != head,
            "conj" | "cc" => node != head && !crate::clause::is_predicate(s, k),
            _ => false,
        };
        if inside {
            collect(s, k, head, keep, with_nmod);
        }
    }
}

fn contiguous(s: &Sentence, head: usize, keep: &[bool]) -> (usize, usize) {
    let (mut start, mut end) = (head, head + 1);
    while start > 0 && keep[start - 1] {
        start -= 1;
    }
    // "groups of Karskian-led militants": through a hyphenated word, whatever its second half hangs on.
    let glued = |left: usize| s.tokens[left].span.end() == s.tokens[left + 1].span.start();
    let half = |i: usize| i >= 2 && matches!(s.tokens[i - 1].form.as_str(), "-" | "–" | "‑") && glued(i - 1) && glued(i - 2) && keep[i - 1];
    while end < s.tokens.len() && (keep[end] || half(end)) {
        end += 1;
    }
    // "Governor of", where the tree lost the province: no phrase ends with its preposition.
    while end > head + 1 && s.tokens[end - 1].upos == Upos::Adp {
        end -= 1;
    }
    (start, end)
}

/// The stretch of a clause: its head's subtree without what stands apart (adverbial clauses before or behind, coordinated
/// clauses with a subject of their own, parentheses, reporting tags), cut to one contiguous run around the head.
pub fn clause_span(s: &Sentence, head: usize) -> Span {
    let mut keep = vec![false; s.tokens.len()];
    keep_clause(s, head, head, &mut keep);
    let mut start = keep.iter().position(|&k| k).unwrap_or(head);
    let mut end = keep.iter().rposition(|&k| k).unwrap_or(head) + 1;
    // "said earlier this week that it left": what stands before the "that" belongs to the saying.
    if let Some(that) = s.children_by(head, "mark").find(|&k| k < head && s.tokens[k].lemma == "that") {
        start = start.max(that + 1);
    }
    while start < head && is_edge(s, start) {
        start += 1;
    }
    while end > head + 1 && s.tokens[end - 1].upos == Upos::Punct && !matches!(s.tokens[end - 1].form.as_str(), ")" | "”" | "\"" | "%") {
        end -= 1;
    }
    s.span_of(start, end)
}

/// The stretch of a claim: the clause, and for an infinitive or participle that a verb governs ("failed to stop") also that verb
/// with its subject.
pub fn claim_span(s: &Sentence, head: usize) -> Span {
    let mut span = clause_span(s, head);
    let mut node = head;
    while s.tokens[node].deprel == "xcomp"
        && let Some(up) = s.tokens[node].head
    {
        span = span.cover(clause_span(s, up));
        node = up;
    }
    span
}

fn is_edge(s: &Sentence, i: usize) -> bool {
    let t = &s.tokens[i];
    // "unless" and "if" are no mere edges: without them the words would say the opposite.
    let condition = matches!(t.lemma.as_str(), "unless" | "if" | "until" | "lest" | "whether");
    (t.upos == Upos::Punct && !matches!(t.form.as_str(), "\"" | "“" | "”" | "("))
        || relation(t.deprel) == "cc"
        || (relation(t.deprel) == "mark" && !condition)
}

fn keep_clause(s: &Sentence, node: usize, head: usize, keep: &mut [bool]) {
    keep[node] = true;
    for k in s.children(node) {
        let rel = relation(s.tokens[k].deprel);
        let apart = match rel {
            "advcl" => node == head,
            "acl" => s.tokens[k].deprel == "acl:relcl" && set_off(s, k) && k > head,
            "obl" | "advmod" if node == head => opens_apart(s, k, head) || adds_apart(s, k, head),
            "parataxis" | "discourse" | "vocative" => true,
            "conj" => node == head && crate::clause::is_predicate(s, k),
            "cc" => node == head && s.tokens[k].head == Some(head) && k < head,
            "mark" => node == head,
            "punct" => node == head && outer_punctuation(s, k, head),
            _ => false,
        };
        if !apart {
            keep_clause(s, k, head, keep);
        }
    }
}

/// A relative clause behind a comma adds, it does not define.
fn set_off(s: &Sentence, clause: usize) -> bool {
    let start = s.subtree(clause).first().copied().unwrap_or(clause);
    s.tokens[start].form == "," || start > 0 && s.tokens[start - 1].form == ","
}

/// "On the other hand, …", "For that reason, …": a phrase before the clause and its comma, without a name, number or time word of its own.
fn opens_apart(s: &Sentence, k: usize, head: usize) -> bool {
    let all = s.subtree(k);
    let last = all.last().copied().unwrap_or(k);
    let plain = all.iter().all(|&i| !matches!(s.tokens[i].upos, Upos::Propn | Upos::Num));
    let timeless = !all.iter().any(|&i| {
        matches!(s.tokens[i].lemma.as_str(), "day" | "week" | "month" | "year" | "night" | "morning" | "today" | "yesterday" | "now")
    });
    last < head && plain && timeless && s.tokens.get(last + 1).is_some_and(|t| t.form == ",")
}

/// ", including …", "as a result of …": a phrase behind the clause that another claim carries.
fn adds_apart(s: &Sentence, k: usize, head: usize) -> bool {
    if k < head {
        return false;
    }
    let apart = |case: &str| {
        let simple = matches!(case, "including" | "as a result of" | "because of" | "due to" | "despite" | "in response to" | "thanks to");
        simple || matches!(case, "as a consequence of" | "in retaliation for")
    };
    apart(&crate::clause::case_of(s, k)) || crate::clause::complex_case(s, k).is_some_and(|(case, _)| apart(&case))
}

/// A comma that only parts the clause from something left out.
fn outer_punctuation(s: &Sentence, k: usize, head: usize) -> bool {
    let before = s.children(head).filter(|&c| c != k && relation(s.tokens[c].deprel) != "punct");
    let (mut left, mut right) = (false, false);
    for c in before {
        left |= c < k;
        right |= c > k;
    }
    if k < head { !left } else { !right }
}

/// The whole subtree of `top` as one stretch, without an edge of punctuation.
pub fn subtree_span(s: &Sentence, top: usize) -> Span {
    let all = s.subtree(top);
    let (mut start, mut end) = (all.first().copied().unwrap_or(top), all.last().copied().unwrap_or(top) + 1);
    if let Some(that) = s.children_by(top, "mark").find(|&k| k < top && s.tokens[k].lemma == "that") {
        start = start.max(that + 1);
    }
    while start < top && is_edge(s, start) {
        start += 1;
    }
    // "calling for a truce, with the others voting in favour": what goes beside it.
    let quoted = s.tokens.iter().any(|t| crate::standing::is_quote(&t.form));
    if let Some(with) = (top + 1..end).find(|&i| !quoted && s.tokens[i].form == "with" && s.tokens[i - 1].form == ",") {
        end = with - 1;
    }
    while end > top + 1 && s.tokens[end - 1].upos == Upos::Punct && !matches!(s.tokens[end - 1].form.as_str(), ")" | "”" | "\"") {
        end -= 1;
    }
    s.span_of(start, end)
}

/// The words of a token range as written.
pub fn words<'a>(s: &Sentence, body: &'a str, start: usize, end: usize) -> &'a str {
    s.span_of(start, end).slice(body)
}
