//! Mends trees around verbs of saying: who speaks, what goes with the saying, and what was hung into a quotation from outside ("“We will
//! attack,” he said on 3 May", where the day was hung on the attack).

use tacitus_text::Sentence;

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
        let content = s.children_by(k, "ccomp").next().is_some() || names;
        let said = token.head.filter(|&h| participle && content && s.tokens[h].deprel == "ccomp")?;
        s.tokens[said].head.filter(|&g| g < said && says(g))
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, saying(k)?))).collect()
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
