//! Tells names that hold a word of time from times: "the 14 February Coalition", "Senator June Halvorsen", "Hill 2011", "Monday.com".

use tacitus_text::{Sentence, Upos};

use crate::clause::{case_of, relation};
use crate::lexicon::Lexicon;

/// Whether the words at tokens `start..end`, of which `top` is the head, are a name or part of one. `behind` is the text behind them.
pub fn is_named(lexicon: &Lexicon, s: &Sentence, behind: &str, (start, end): (usize, usize), top: usize) -> bool {
    let capital = |i: usize| s.tokens[i].form.starts_with(char::is_uppercase);
    let proper = |i: usize| s.tokens[i].upos == Upos::Propn && capital(i);
    let rel = relation(s.tokens[top].deprel);
    let address = behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    // A feast or month alone that is taken for a place's name may be either; a longer name or a person's may not.
    let longer = |n: &tacitus_text::Name| n.label == "PER" || n.start < start || n.end > end;
    let in_name = s.names.iter().any(|n| n.start < end && start < n.end && longer(n) && (start..end).any(capital));
    // "the 14 February Coalition", "June Harbour": it hangs on the name right behind it.
    let hangs_on_next = s.tokens[top].head == Some(end);
    let before_name = end < s.tokens.len()
        && (proper(end) && (hangs_on_next || end - start == 1 && (is_part(rel) || s.tokens[top].deprel == "nmod:desc"))
            || capital(end) && hangs_on_next && rel == "compound");
    let first_name = is_first_name(s, end - 1);
    // "the Movement of 12 May", "Avenue of the 11th November".
    let of_name = case_of(s, top) == "of" && s.tokens[top].head.is_some_and(|h| h > 0 && proper(h));
    // "Hill 2011", "Post 2020".
    let behind_name = end - start == 1 && start > 1 && s.tokens[start].upos == Upos::Num && proper(start - 1);
    // "UN To Meet Tomorrow": in a heading every word has its capital.
    let running_print = (0..s.tokens.len()).any(|i| matches!(s.tokens[i].upos, Upos::Noun | Upos::Verb | Upos::Adj) && !capital(i));
    let inside = end - start == 1 && start > 0 && running_print;
    let plain = inside && capital(start) && lexicon.takes_time("plain", &s.tokens[start].form.to_lowercase());
    let acts = is_one_name(s, start, end) && (is_person_acting(lexicon, s, start) || s.tokens[start].deprel == "obl:agent");
    // "Lebanon's March 14 alliance", "the 26 September newspaper": what is named by a day.
    let by_day = end - start == 2
        && s.tokens.get(end).is_some_and(|t| t.upos == Upos::Noun && lexicon.takes_time("named-by-day", &t.lemma.to_lowercase()))
        && (start..end).all(|i| s.tokens[i].head.is_some_and(|h| h == end || (start..end).contains(&h)));
    by_day || address || in_name || before_name || first_name || acts || of_name || behind_name || plain
}

/// One word with a capital.
fn is_one_name(s: &Sentence, start: usize, end: usize) -> bool {
    end - start == 1 && s.tokens[start].upos == Upos::Propn
}

/// "June told the court she saw nothing": days and months mark, see and bring, but do not speak.
fn is_person_acting(lexicon: &Lexicon, s: &Sentence, word: usize) -> bool {
    let Some(verb) = s.tokens[word].head.filter(|&v| relation(s.tokens[word].deprel) == "nsubj" && s.tokens[v].upos == Upos::Verb) else {
        return false;
    };
    let alone = s.children_by(verb, "nsubj").all(|k| k == word);
    let tells = s.children_by(verb, "ccomp").next().is_some() || s.children_by(verb, "xcomp").next().is_some();
    alone && tells && !lexicon.takes_time("of-times", &s.tokens[verb].lemma.to_lowercase())
}

/// "Gunmen abducted Friday Mwansole, a baker": a single family name behind the day, and somebody told of for the first time. Verbs of saying
/// have the day there ("announced Friday Velm, the capital, had fallen") and what they tell of is a clause.
fn is_first_name(s: &Sentence, day: usize) -> bool {
    let next = day + 1;
    let single = s.names.iter().any(|n| n.label == "PER" && n.start == next && n.end == next + 1);
    // "The dead man was Sunday Eze."
    let told_to_be = day > 0 && matches!(s.tokens[day - 1].lemma.as_str(), "be");
    if single && told_to_be {
        return true;
    }
    if !single || s.tokens[day].head != s.tokens[next].head {
        return false;
    }
    let told_of = s.children_by(next, "appos").next().is_some();
    let (own, others) = (relation(s.tokens[day].deprel), relation(s.tokens[next].deprel));
    // "offered by June Abara", "orders from Friday Okoru"
    let with_case = own == others && own == "obl" && matches!(case_of(s, day).as_str(), "by" | "from" | "to" | "with" | "for" | "against");
    with_case || told_of && matches!(others, "obj" | "nsubj")
}

/// Whether a word with that relation is somebody or something, and not what says when.
fn is_part(rel: &str) -> bool {
    matches!(rel, "nsubj" | "obj" | "iobj" | "appos")
}
