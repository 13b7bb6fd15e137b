//! Mends trees around verbs of saying: who speaks, what goes with the saying, and what was hung into a quotation from outside ("“We will
//! attack,” he said on 3 May", where the day was hung on the attack).

use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::clause::{is_predicate, relation};

/// What stands behind a verb of saying, outside the quotation marks, and was hung on a word inside: the words and the verb.
pub fn hung_into_quotations(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let inside = quoted(s);
    if !inside.contains(&true) {
        return Vec::new();
    }
    let says = |v: usize| {
        let lemma = s.tokens[v].lemma.to_lowercase();
        !inside[v] && is_predicate(s, v) && knowledge.lexicon.reporting_verbs.get(&lemma).is_some()
    };
    let behind = |i: usize| {
        let word = s.tokens[i].head.filter(|&h| inside[h] && !inside[i] && matches!(relation(s.tokens[i].deprel), "obl" | "advmod"))?;
        let verb = (0..i).rev().find(|&v| !inside[v] && is_predicate(s, v)).filter(|&v| says(v) && v > word)?;
        let joined = s.tokens[word].head == Some(verb) || s.tokens[verb].head == Some(word);
        joined.then_some((i, verb))
    };
    (0..s.tokens.len()).filter_map(behind).collect()
}

/// "according to the Civil Guard, which said": who speaks behind a comma is the name right before it.
pub fn said_of_names(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let speaker = |k: usize| {
        let relative =
            s.tokens[k].deprel == "acl:relcl" && knowledge.lexicon.reporting_verbs.get(&s.tokens[k].lemma.to_lowercase()).is_some();
        let pronoun = s.children_by(k, "nsubj").find(|&p| relative && matches!(s.tokens[p].xpos, "WDT" | "WP"))?;
        let comma = pronoun.checked_sub(1).filter(|&i| s.tokens[i].form == ",")?;
        let name = s.names.iter().find(|n| matches!(n.label, "ORG" | "PER") && n.end == comma)?;
        let top = (name.start..name.end).find(|&i| s.tokens[i].head.is_none_or(|h| h < name.start || h >= name.end))?;
        (s.tokens[k].head != Some(top)).then_some(top)
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, speaker(k)?))).collect()
}

/// "says the capital would respond to any attack, warning that bases could be hit": a participle of saying behind a comma goes with the
/// verb that says, not with what is said.
pub fn speaking_on(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let says = |i: usize| knowledge.lexicon.reporting_verbs.get(&s.tokens[i].lemma.to_lowercase()).is_some();
    let saying = |k: usize| {
        let token = &s.tokens[k];
        let participle = token.xpos == "VBG" && token.deprel == "advcl" && k > 0 && s.tokens[k - 1].form == "," && says(k);
        // "characterising the attacks as a crime" is as good as a content.
        let names = knowledge.lexicon.reporting_verbs.get(&s.tokens[k].lemma.to_lowercase()).is_some_and(|r| r.class == "call");
        // "left four dead, the agency said, without naming anybody".
        let without = token
            .head
            .is_some_and(|h| s.children_by(k, "mark").any(|m| s.tokens[m].form == "without" && m > h && says(m.saturating_sub(2))));
        if without && token.xpos == "VBG" && s.tokens[k].deprel == "advcl" {
            let tag = s.children_by(k, "mark").next()? - 2;
            return Some(tag).filter(|&tag| s.tokens[tag + 1].form == "," && is_predicate(s, tag) && token.head != Some(tag));
        }
        let content = s.children_by(k, "ccomp").next().is_some() || names;
        let said = token.head.filter(|&h| participle && content && s.tokens[h].deprel == "ccomp")?;
        s.tokens[said].head.filter(|&g| g < said && says(g))
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, saying(k)?))).collect()
}

/// "According to the spokesman, Colonel Ann Oak, units entered the town": the name before the verb's own subject is the spokesman's. Gives the
/// name, the noun it stands beside, and the subject where the parser hung it on the name.
pub fn sources_named_behind(s: &Sentence) -> Vec<(usize, usize, Option<usize>)> {
    let source = |name: usize| {
        let verb = s.tokens[name].head.filter(|_| s.tokens[name].deprel.starts_with("nsubj"))?;
        let according = |k: &usize| crate::clause::case_of(s, *k) == "according to" && *k < name;
        let noun = s.children_by(verb, "obl").find(according)?;
        let person = s.names.iter().any(|n| n.label == "PER" && n.start <= name && name < n.end);
        let (first, last) = (s.subtree(name).first().copied()?, s.subtree(name).last().copied()?);
        let set_off =
            first.checked_sub(1).is_some_and(|i| s.tokens[i].form == ",") && s.tokens.get(last + 1).is_some_and(|t| t.form == ",");
        let own = s.children(verb).any(|k| k > last && k < verb && s.tokens[k].deprel.starts_with("nsubj"));
        // "Colonel Oak, ten bandits, three of them wounded, were captured": the parser set the bandits beside him, behind a comma.
        let before_comma = first.checked_sub(1).is_some_and(|i| s.tokens[i].form == ",");
        let beside = s.children_by(name, "appos").find(|&k| {
            let opens = s.subtree(k).into_iter().find(|&i| s.tokens[i].upos != Upos::Punct).unwrap_or(k);
            k > name && k < verb && s.tokens[k].xpos == "NNS" && s.tokens[opens - 1].form == ","
        });
        (person && (set_off && own || before_comma && beside.is_some())).then_some((name, noun, beside.filter(|_| !own)))
    };
    (0..s.tokens.len()).filter_map(source).collect()
}

/// "said in a statement that it had left": what is said hangs on the verb, and not on the form in which it was said. Gives the clause and the
/// verb.
pub fn said_in_a_form(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let verb = |clause: usize| {
        let form = s.tokens[clause].head.filter(|_| s.tokens[clause].deprel == "acl" && opens_with_that(s, clause))?;
        let verb = s.tokens[form].head.filter(|&v| v < form && relation(s.tokens[form].deprel) == "obl" && says(knowledge, s, v))?;
        let within = knowledge.lexicon.saying_forms.get(&s.tokens[form].lemma.to_lowercase()).is_some();
        let bare = s.children_by(verb, "obj").next().is_none();
        (within && bare && lacks_content(s, verb)).then_some(verb)
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, verb(k)?))).collect()
}

/// "confirmed by telephone from the town, where he had fled, that the army had left": a clause behind a comma and "that" hangs on the verb of
/// saying above, where the verb before it says nothing. Gives the clause and the verb.
pub fn said_across_an_aside(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let verb = |clause: usize| {
        let that = s.children_by(clause, "mark").find(|&m| s.tokens[m].form.eq_ignore_ascii_case("that"))?;
        let comma = that.checked_sub(1).is_some_and(|i| s.tokens[i].form == ",");
        let below = s.tokens[clause].head.filter(|&h| comma && s.tokens[clause].deprel == "ccomp" && !says(knowledge, s, h))?;
        let mut aside = false;
        let above = std::iter::successors(Some(below), |&n| s.tokens[n].head).find(|&n| {
            let found = aside && says(knowledge, s, n);
            aside |= matches!(s.tokens[n].deprel, "acl:relcl" | "advcl");
            found
        })?;
        (above < below && lacks_content(s, above)).then_some(above)
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, verb(k)?))).collect()
}

/// "declare that he is removed; the union condemns it", "says that they shot it down, whereas the army cites the weather": what follows a
/// semicolon, or tells what another one says of it, is no part of what is said. Gives the clause and the verb of saying beside which it stands.
pub fn told_beside_sayings(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let inside = quoted(s);
    let verb = |clause: usize| {
        s.children_by(clause, "nsubj").next()?;
        let first = s.subtree(clause).first().copied()?;
        let before = |i: usize| i.checked_sub(1).map_or("", |i| s.tokens[i].form.as_str());
        let behind = first.checked_sub(1).is_some_and(|i| !inside[i]);
        let parted = matches!(relation(s.tokens[clause].deprel), "parataxis" | "conj")
            && (before(first) == ";" || s.tokens[first].form == ";" && behind);
        let contrasts = |m: usize| matches!(s.tokens[m].form.to_lowercase().as_str(), "whereas" | "although" | "though" | "while");
        let contrast = s.tokens[clause].deprel == "advcl"
            && s.children_by(clause, "mark").any(contrasts)
            && (before(first) == "," || s.tokens[first].form == ",")
            && (says(knowledge, s, clause) || matches!(s.tokens[clause].lemma.as_str(), "cite" | "put"));
        let path: Vec<usize> = std::iter::successors(s.tokens[clause].head, |&n| s.tokens[n].head).collect();
        let content =
            path.iter().rfind(|&&n| s.tokens[n].deprel == "ccomp" && s.tokens[n].head.is_some_and(|h| h < n && says(knowledge, s, h)))?;
        s.tokens[*content].head.filter(|_| behind && (parted || contrast))
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, verb(k)?))).collect()
}

/// "admitted \"some losses\"; diplomats put them at 70": what follows the object and a semicolon, with a subject of its own, is no content.
pub fn behind_semicolons(s: &Sentence) -> Vec<usize> {
    let inside = quoted(s);
    let beside = |clause: &usize| {
        let verb = s.tokens[*clause].head.filter(|&h| h < *clause && s.tokens[*clause].deprel == "ccomp");
        let first = s.subtree(*clause).into_iter().find(|&i| s.tokens[i].upos != Upos::Punct);
        let parted = first.and_then(|f| f.checked_sub(1)).is_some_and(|i| s.tokens[i].form == ";" && !inside[i]);
        parted
            && s.children_by(*clause, "nsubj").next().is_some()
            && verb.is_some_and(|v| s.children_by(v, "obj").any(|k| k > v && k < *clause))
    };
    (0..s.tokens.len()).filter(beside).collect()
}

/// "He was held, an aide told the radio, and had refused to sign": a deed that is joined to the tag goes on with what was said. Gives the deed and
/// the verb before the tag.
pub fn deeds_joined_to_tags(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let find = |deed: usize| {
        let tag = s.tokens[deed].head.filter(|&t| s.tokens[deed].deprel == "conj" && t < deed && says(knowledge, s, t))?;
        let bare = s.children(deed).all(|k| !matches!(relation(s.tokens[k].deprel), "nsubj" | "csubj"));
        let had = s.children_by(deed, "aux").find(|&k| s.tokens[k].lemma == "have")?;
        let and = had.checked_sub(1).filter(|&i| s.tokens[i].form.eq_ignore_ascii_case("and"))?;
        let comma = and.checked_sub(1).is_some_and(|i| s.tokens[i].form == ",");
        let said = s.children_by(tag, "ccomp").chain(s.tokens[tag].head.filter(|_| s.tokens[tag].deprel == "parataxis"));
        let said = said.into_iter().find(|&c| c < tag)?;
        let parted = (said..tag).any(|i| s.tokens[i].form == ",");
        (bare && comma && parted && !says(knowledge, s, deed)).then_some(said)
    };
    let find = |deed: usize| Some((deed, find(deed)?));
    (0..s.tokens.len()).filter_map(find).collect()
}

fn says(knowledge: &Knowledge, s: &Sentence, verb: usize) -> bool {
    is_predicate(s, verb) && knowledge.lexicon.reporting_verbs.get(&s.tokens[verb].lemma.to_lowercase()).is_some()
}

fn opens_with_that(s: &Sentence, clause: usize) -> bool {
    s.children_by(clause, "mark").any(|m| s.tokens[m].form.eq_ignore_ascii_case("that"))
}

/// Whether a verb of saying has somebody who speaks and nothing yet that is said.
fn lacks_content(s: &Sentence, verb: usize) -> bool {
    s.children_by(verb, "ccomp").next().is_none() && s.children(verb).any(|k| relation(s.tokens[k].deprel) == "nsubj")
}

/// For each token, whether it stands within quotation marks.
pub fn quoted(s: &Sentence) -> Vec<bool> {
    let mut open = false;
    let within = |t: &tacitus_text::Token| {
        open = match t.form.as_str() {
            "“" | "«" | "``" => true,
            "”" | "»" | "''" => false,
            "\"" => !open,
            _ => open,
        };
        open
    };
    s.tokens.iter().map(within).collect()
}
