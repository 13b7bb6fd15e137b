//! Finds words that the parser took for another part of the clause: nouns for verbs, verbs for nouns, objects and participles hung elsewhere.

use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::clause::{is_predicate, relation};
use crate::ontology::Trigger;

/// Subjects and marks that hang on an auxiliary: function words have none of their own, they belong to its verb.
pub(super) fn hanging_on_auxiliaries(s: &Sentence) -> Vec<(usize, usize)> {
    let verb_of = |i: usize| s.tokens[i].head.filter(|&a| relation(s.tokens[a].deprel) == "aux").and_then(|a| s.tokens[a].head);
    let misplaced = |i: &usize| matches!(relation(s.tokens[*i].deprel), "nsubj" | "mark");
    (0..s.tokens.len()).filter(misplaced).filter_map(|i| Some((i, verb_of(i)?))).collect()
}

/// "came under shelling": a gerund with a preposition of its own, and neither object nor subject, is a noun.
pub(super) fn gerunds_under_prepositions(s: &Sentence) -> Vec<usize> {
    let noun = |i: &usize| {
        let token = &s.tokens[*i];
        let case = s.children(*i).any(|k| s.tokens[k].deprel == "case" && k + 1 == *i);
        let own =
            s.children(*i).any(|k| matches!(relation(s.tokens[k].deprel), "nsubj" | "obj" | "aux" | "mark" | "xcomp" | "ccomp" | "cop"));
        token.upos == Upos::Verb && token.xpos == "VBG" && relation(token.deprel) == "advcl" && case && !own
    };
    (0..s.tokens.len()).filter(noun).collect()
}

/// "Police arrest 29 people", "State media reports that …": a noun at the root with an object or content of its own behind it is the
/// verb of a headline, the noun right before it the subject.
pub(super) fn root_taken_for_noun(s: &Sentence) -> Option<(usize, usize)> {
    let root = s.root().filter(|&r| s.tokens[r].xpos.starts_with("NN"))?;
    let governs = s.children(root).any(|k| k > root && matches!(s.tokens[k].deprel, "obj" | "ccomp"));
    let subject = root.checked_sub(1).filter(|&k| {
        s.tokens[k].head == Some(root) && s.tokens[k].deprel == "compound" && matches!(s.tokens[k].upos, Upos::Noun | Upos::Propn)
    })?;
    let no_subject = s.children_by(root, "nsubj").next().is_none();
    (governs && no_subject).then_some((root, subject))
}

/// "reports fires at several plants": a word in -s right behind a finite verb, without a subject of its own, is what the verb is about.
pub(super) fn nouns_taken_for_verbs(s: &Sentence) -> Vec<usize> {
    let noun = |i: &usize| {
        let token = &s.tokens[*i];
        let behind = *i > 0 && token.head == Some(*i - 1) && matches!(s.tokens[*i - 1].xpos, "VBZ" | "VBD" | "VBP");
        let bare = s.children(*i).all(|k| matches!(relation(s.tokens[k].deprel), "obl" | "punct" | "nmod"));
        token.xpos == "VBZ" && matches!(token.deprel, "ccomp" | "xcomp") && behind && bare && s.children(*i - 1).any(|k| k < *i)
    };
    (0..s.tokens.len()).filter(noun).collect()
}

/// Nouns that tell when or how long without a preposition.
const TIMES: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "morning",
    "afternoon",
    "evening",
    "week",
    "weekend",
    "month",
    "year",
    "decade",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "time",
    "moment",
    "season",
];

/// "demanded the release of its leader": what has an article and neither subject, auxiliary nor mark is no clause, but what the verb is about.
pub(super) fn objects_taken_for_clauses(s: &Sentence) -> Vec<usize> {
    let noun = |k: &usize| {
        let token = &s.tokens[*k];
        let article =
            |c: usize| s.tokens[c].deprel == "det" && c < *k && matches!(s.tokens[c].form.to_lowercase().as_str(), "the" | "a" | "an");
        let own = |c: usize| matches!(relation(s.tokens[c].deprel), "nsubj" | "aux" | "mark" | "cop" | "case" | "obj");
        let verb = token.head.filter(|&h| h < *k && s.tokens[h].upos == Upos::Verb && s.children_by(h, "obj").next().is_none());
        // "crossed the border": right behind its verb, and no time ("arrived the same night").
        let timed = TIMES.contains(&token.lemma.to_lowercase().as_str());
        let behind = || token.head.is_some_and(|h| s.children_by(*k, "det").any(|c| c == h + 1)) && !timed;
        let taken = matches!(token.deprel, "ccomp" | "xcomp") || token.deprel == "obl" && (token.xpos.starts_with('V') || behind());
        taken && verb.is_some() && s.children(*k).any(article) && !s.children(*k).any(own)
    };
    let plain = |k: &usize| matches!(s.tokens[*k].upos, Upos::Noun | Upos::Verb);
    (0..s.tokens.len()).filter(plain).filter(noun).collect()
}

/// "Police fire at protesters who were demanding reform, killing one": a participle of harm behind a comma that hangs on a clause which
/// only describes somebody, and harms nobody itself, belongs to the deed above; one that hangs on a verb of saying ("accuses them of
/// shelling a clinic, killing seven") belongs to the deed told.
pub(super) fn hanging_on_descriptions(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let hostile = |i: usize| {
        let framed = knowledge.ontology.is_verb_of(&s.tokens[i].lemma.to_lowercase(), &["ASSAULT", "COERCE"]);
        framed || s.gist(i).is_some_and(|g| g.event_margin > 0.0 && matches!(g.event, "ASSAULT" | "COERCE"))
    };
    let deed = |k: usize| {
        let token = &s.tokens[k];
        let hangs = token.deprel == "advcl" || token.deprel == "acl" && token.head.is_some_and(|h| s.tokens[h].deprel == "acl:relcl");
        let participle = token.xpos == "VBG" && hangs && k > 0 && s.tokens[k - 1].form == ",";
        let harms = knowledge.lexicon.casualty(&token.lemma.to_lowercase(), "verb").is_some();
        let over = token.head.filter(|&h| participle && harms && !hostile(h))?;
        if knowledge.lexicon.reporting_verbs.get(&s.tokens[over].lemma.to_lowercase()).is_some() {
            let told = |c: &usize| matches!(relation(s.tokens[*c].deprel), "ccomp" | "xcomp" | "advcl") && *c > over && *c < k;
            return s.children(over).filter(told).filter(|&c| hostile(c)).last();
        }
        let describing = Some(over).filter(|&h| relation(s.tokens[h].deprel) == "acl")?;
        let above = std::iter::successors(s.tokens[describing].head, |&n| s.tokens[n].head).find(|&n| s.tokens[n].upos == Upos::Verb);
        above.filter(|&m| m < describing && hostile(m))
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, deed(k)?))).collect()
}

/// "the ministry's claim that …", where the clause behind the "that" was hung on another word: the noun of saying right before the
/// "that" has it for content.
pub(super) fn content_of(knowledge: &Knowledge, s: &Sentence, noun: usize) -> Option<usize> {
    let token = &s.tokens[noun];
    let that = s.tokens.get(noun + 1).filter(|t| t.lemma == "that" && t.xpos == "IN" && relation(t.deprel) == "mark")?;
    knowledge.lexicon.reporting_nouns.get(&token.lemma.to_lowercase()).filter(|_| token.upos == Upos::Noun)?;
    let content = that.head.filter(|&c| c > noun + 1 && is_predicate(s, c))?;
    let elsewhere = s.tokens[content].head.is_some_and(|h| h != noun && h < noun);
    let adverbial = matches!(relation(s.tokens[content].deprel), "advcl" | "ccomp" | "parataxis" | "appos" | "dep");
    // "told the claim that …" has its own clause already; "so that" has no noun of saying before it.
    let has_own = s.children(noun).any(|k| relation(s.tokens[k].deprel) == "acl");
    (elsewhere && adverbial && !has_own).then_some(content)
}

/// "The campaign warrants increased aid", where "warrants" was taken for the head of the subject and the participle for the
/// verb: a happening stands right before it, and a participle that otherwise stands as an adjective right behind, with an object.
pub(super) fn verb_taken_for_noun(knowledge: &Knowledge, s: &Sentence, i: usize) -> Option<(usize, usize)> {
    let token = &s.tokens[i];
    let homograph = knowledge.lexicon.recommending.get(&token.form.to_lowercase()).is_some_and(|p| *p == "form");
    if !homograph || token.upos != Upos::Noun || relation(token.deprel) != "nsubj" {
        return None;
    }
    let verb = token.head.filter(|&v| v == i + 1 && s.tokens[v].upos == Upos::Verb)?;
    knowledge.lexicon.given_participles.get(&s.tokens[verb].form.to_lowercase())?;
    let before = i.checked_sub(1).filter(|&b| s.tokens[b].head == Some(i))?;
    let lemma = s.tokens[before].lemma.to_lowercase();
    let happening = !knowledge.ontology.entries(Trigger::Noun, &lemma).is_empty() || knowledge.lexicon.campaigns.get(&lemma).is_some();
    let object = s.children_by(verb, "obj").find(|&o| o > verb)?;
    happening.then_some((verb, object))
}

/// Makes `i` the verb that `verb` was taken for: `i - 1` heads its subject, `verb` modifies its object.
pub(super) fn retake(s: &mut Sentence, i: usize, verb: usize, object: usize) {
    let subject = i - 1;
    let (head, deprel) = (s.tokens[verb].head, s.tokens[verb].deprel);
    for k in 0..s.tokens.len() {
        if s.tokens[k].head == Some(i) {
            s.tokens[k].head = Some(subject);
        } else if s.tokens[k].head == Some(verb) {
            s.tokens[k].head = Some(i);
        }
    }
    let mut set = |k: usize, head: Option<usize>, deprel: &'static str| {
        s.tokens[k].head = head;
        s.tokens[k].deprel = deprel;
    };
    set(i, head, deprel);
    set(subject, Some(i), "nsubj");
    set(object, Some(i), "obj");
    set(verb, Some(object), "amod");
    let mut tag = |k: usize, upos: Upos, xpos: &'static str| {
        s.tokens[k].upos = upos;
        s.tokens[k].xpos = xpos;
    };
    tag(i, Upos::Verb, "VBZ");
    tag(subject, Upos::Noun, "NN");
    tag(verb, Upos::Verb, "VBN");
}
