//! Verbs and subjects that the parser joined to the wrong part of a sentence.

use tacitus_record::Modality;
use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::clause::{is_predicate, relation};

/// "agreed to add two members but did not accede": a finite verb is no second infinitive, it stands beside what governs the first.
pub(super) fn joined_to_infinitives(s: &Sentence) -> Vec<(usize, usize)> {
    let finite = |i: usize| matches!(s.tokens[i].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let governor = |k: usize| {
        let first = s.tokens[k].head.filter(|_| s.tokens[k].deprel == "conj")?;
        let infinitive = s.tokens[first].xpos == "VB" && s.children_by(first, "mark").any(|m| s.tokens[m].lemma == "to");
        let told = finite(k) || s.children(k).any(|a| matches!(relation(s.tokens[a].deprel), "aux" | "cop") && finite(a));
        let open = matches!(relation(s.tokens[first].deprel), "xcomp" | "advcl" | "acl");
        // "rejects a proposal to disarm and vows": through the noun to the verb.
        let above = std::iter::successors(s.tokens[first].head, |&n| s.tokens[n].head).find(|&g| is_predicate(s, g)).filter(|_| open);
        above.filter(|_| infinitive && told && s.tokens[k].upos == Upos::Verb && s.children_by(k, "nsubj").next().is_none())
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, governor(k)?))).collect()
}

/// "frees prisoners after talks with the envoy, and the union lifts its ban", "52 were put out of action and 37 motorcycles, two mortars and
/// ammunition were seized": a joined verb without a subject, right behind a noun that was joined to something else by the same "and", has that noun,
/// or the list that it closes, for subject. Gives the noun, the "and", the verb.
pub(super) fn subjects_joined_elsewhere(s: &Sentence) -> Vec<(usize, usize, usize)> {
    let find = |verb: usize| {
        let token = &s.tokens[verb];
        let own = s.children(verb).find(|&k| matches!(s.tokens[k].form.to_lowercase().as_str(), "was" | "were" | "are" | "is") && k < verb);
        let passive = own.filter(|&k| token.xpos == "VBN" && s.tokens[k].deprel == "aux:pass" && k + 1 == verb);
        let finite =
            token.upos == Upos::Verb && (matches!(token.xpos, "VBZ" | "VBP" | "VBD") || passive.is_some()) && token.deprel == "conj";
        let bare = s.children(verb).all(|k| Some(k) == passive || !matches!(relation(s.tokens[k].deprel), "nsubj" | "aux" | "cop"));
        let first = passive.unwrap_or(verb);
        let subject = first.checked_sub(1).filter(|&n| finite && bare && matches!(s.tokens[n].upos, Upos::Noun | Upos::Propn))?;
        // The top of the name or phrase that ends there, and of a list before a passive.
        let flat = |n: usize| s.tokens[n].head.filter(|_| matches!(relation(s.tokens[n].deprel), "flat" | "compound"));
        let subject = std::iter::successors(Some(subject), |&n| flat(n)).last()?;
        let listed =
            |n: usize| s.tokens[n].head.filter(|&h| passive.is_some() && s.tokens[n].deprel == "conj" && s.tokens[h].deprel == "conj");
        let subject = std::iter::successors(Some(subject), |&n| listed(n)).last()?;
        let joined = s.tokens[subject].deprel == "conj" && token.head.is_some_and(|h| h < subject);
        let first = s.subtree(subject).first().copied().filter(|_| joined)?;
        let before = |i: &usize| s.tokens[*i].upos == Upos::Cconj && s.tokens[*i].head.is_some_and(|h| h == verb || h == subject);
        let and = Some(first).filter(before).or_else(|| first.checked_sub(1).filter(before))?;
        Some((subject, and, verb))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// "test-fired", "carpet-bombed": the noun before the hyphen belongs to the verb, and is neither its subject nor its object. Gives the noun, the
/// verb, and the noun before that is its subject instead, where it has none.
pub(super) fn hyphened_to_verbs(s: &Sentence) -> Vec<(usize, usize, Option<usize>)> {
    let find = |verb: usize| {
        let noun = crate::clause::hyphened(s, verb)?;
        let clause = matches!(relation(s.tokens[verb].deprel), "root" | "conj" | "ccomp" | "advcl" | "parataxis" | "acl" | "xcomp");
        let wrongly = matches!(relation(s.tokens[noun].deprel), "nsubj" | "obj" | "obl") && s.tokens[noun].head == Some(verb);
        let other = |k: &usize| *k != noun && matches!(relation(s.tokens[*k].deprel), "nsubj" | "csubj");
        let without = !s.children(verb).any(|k| other(&k));
        let before = s.children_by(noun, "compound").filter(|&k| k < noun && without).last();
        (clause && wrongly).then_some((noun, verb, before))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// "lost 340 men killed and wounded, nine vehicles and two tanks": a noun that was joined to a participle of harm is listed with those harmed,
/// and a second such participle is no past tense. Gives the words, whether each is a noun, and the noun harmed.
pub(super) fn listed_with_the_harmed(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, bool, usize)> {
    let harms = |v: usize| knowledge.lexicon.casualty(&s.tokens[v].lemma.to_lowercase(), "verb").is_some();
    let find = |k: usize| {
        let first = s.tokens[k].head.filter(|&v| s.tokens[k].deprel == "conj" && v < k)?;
        let harmed = s.tokens[first].head.filter(|&n| s.tokens[first].deprel == "acl" && s.tokens[first].xpos == "VBN" && n < first)?;
        let bare = s.children(k).all(|c| !matches!(relation(s.tokens[c].deprel), "nsubj" | "aux" | "obj"));
        let listed = s.tokens[k].upos == Upos::Noun && s.children_by(k, "nummod").next().is_some();
        let participle = s.tokens[k].xpos == "VBD" && bare && harms(k);
        (harms(first) && s.tokens[harmed].upos == Upos::Noun && (listed || participle)).then_some((k, listed, harmed))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// "is ready to talk as rebel columns march on the port": parsers take "as" for a preposition and leave the verb behind its noun without a
/// subject. Gives the "as", the noun, the verb.
pub(super) fn clauses_opened_by_as(s: &Sentence) -> Vec<(usize, usize, usize)> {
    let find = |verb: usize| {
        let token = &s.tokens[verb];
        let finite = token.upos == Upos::Verb && matches!(token.xpos, "VBZ" | "VBP" | "VBD") && token.deprel == "advcl";
        let bare = s.children(verb).all(|k| !matches!(relation(s.tokens[k].deprel), "nsubj" | "mark"));
        let noun = verb.checked_sub(1).filter(|&n| finite && bare && matches!(s.tokens[n].upos, Upos::Noun | Upos::Propn))?;
        let under = s.tokens[noun].deprel == "obl" && s.tokens[noun].head == token.head;
        let word = s.children_by(noun, "case").find(|&k| under && s.tokens[k].form.eq_ignore_ascii_case("as"))?;
        Some((word, noun, verb))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// "two officers are killed and three civilians injured": the second participle shares the "are", and those before it suffer.
pub(super) fn sufferers_of_shared_passives(s: &Sentence) -> Vec<usize> {
    let passive = |v: usize| s.children(v).any(|k| s.tokens[k].deprel == "aux:pass");
    let sufferer = |i: &usize| {
        let verb =
            s.tokens[*i].head.filter(|&v| s.tokens[*i].deprel == "nsubj" && s.tokens[v].xpos == "VBN" && s.tokens[v].deprel == "conj");
        let bare = |v: usize| s.children(v).all(|k| !matches!(relation(s.tokens[k].deprel), "aux" | "obj" | "cop"));
        verb.is_some_and(|v| bare(v) && s.tokens[v].head.is_some_and(passive))
    };
    (0..s.tokens.len()).filter(sufferer).collect()
}

/// "has killed the man, who ran the camps and took part in it": a plain past without a subject behind a relative clause in the past goes on
/// with that clause, and not with a verb of another tense above it. Gives the verb and the relative clause.
pub(super) fn joined_past_relatives(s: &Sentence) -> Vec<(usize, usize)> {
    let relative = |k: usize| {
        let above = s.tokens[k].head.filter(|_| s.tokens[k].deprel == "conj" && s.tokens[k].xpos == "VBD")?;
        let other = s.children_by(above, "aux").next().is_some() || matches!(s.tokens[above].xpos, "VBZ" | "VBP");
        let bare = s.children(k).all(|c| !matches!(relation(s.tokens[c].deprel), "nsubj" | "aux"));
        let before = |&r: &usize| {
            s.tokens[r].deprel == "acl:relcl" && s.tokens[r].xpos == "VBD" && s.subtree(above).contains(&r) && s.tokens[r].head != Some(k)
        };
        let comma = (above + 1..k).rev().take(2).any(|i| s.tokens[i].form == ",");
        (above + 1..k).rev().find(before).filter(|_| other && bare && !comma)
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, relative(k)?))).collect()
}

/// "escalates into clashes with six people reportedly killed": with whom the clashes were is not said; the six were killed. Gives the
/// "with", the noun and the participle.
pub(super) fn absolutes_taken_for_parties(s: &Sentence) -> Vec<(usize, usize, usize)> {
    let find = |verb: usize| {
        let token = &s.tokens[verb];
        let bare = s.children(verb).all(|k| !matches!(relation(s.tokens[k].deprel), "nsubj" | "aux" | "mark" | "obj"));
        let participle = token.xpos == "VBN" && token.deprel == "advcl" && bare;
        let noun = (0..verb).rev().find(|&i| s.tokens[i].upos != Upos::Adv).filter(|&n| participle && s.tokens[n].upos == Upos::Noun)?;
        let counted = s.children_by(noun, "nummod").next().is_some() && matches!(relation(s.tokens[noun].deprel), "nmod" | "obl");
        let with = s.children_by(noun, "case").find(|&k| counted && s.tokens[k].form == "with")?;
        Some((with, noun, verb))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// Present, past, or what a modal opens.
#[derive(PartialEq, Clone, Copy)]
enum Finite {
    Present,
    Past,
    Modal,
}

/// The finite form of a clause: its first auxiliary or copula, else its verb.
fn finite(s: &Sentence, verb: usize) -> Option<Finite> {
    let first = s.children(verb).find(|&k| matches!(relation(s.tokens[k].deprel), "aux" | "cop")).unwrap_or(verb);
    match s.tokens[first].xpos {
        "VBZ" | "VBP" => Some(Finite::Present),
        "VBD" => Some(Finite::Past),
        "MD" => Some(Finite::Modal),
        _ => None,
    }
}

/// "announces that it will recognise the state and urges the others to follow": a verb without a subject that was joined to the content,
/// but has the tense of the saying and not of the content, is what the speaker does next.
pub(super) fn joined_to_contents(s: &Sentence) -> Vec<(usize, usize)> {
    let speaking = |k: usize| {
        let content = s.tokens[k].head.filter(|_| s.tokens[k].deprel == "conj" && s.tokens[k].upos == Upos::Verb)?;
        let saying = s.tokens[content].head.filter(|&g| s.tokens[content].deprel == "ccomp" && g < content && is_predicate(s, g))?;
        let bare = s.children(k).all(|c| !matches!(relation(s.tokens[c].deprel), "nsubj" | "aux" | "cop" | "mark"));
        let own = finite(s, k)?;
        // "they will leave and urge": a bare infinitive looks like a present.
        let shared = finite(s, content)? == own || s.tokens[k].xpos == "VBP" && finite(s, content) == Some(Finite::Modal);
        (bare && !shared && finite(s, saying) == Some(own)).then_some(saying)
    };
    (0..s.tokens.len()).filter_map(|k| Some((k, speaking(k)?))).collect()
}

/// "announces the end of the offensive, and that 300 were killed": a clause with its own "that" joined to a verb of saying is said, too.
pub(super) fn contents_joined_to_sayings(knowledge: &Knowledge, s: &Sentence) -> Vec<usize> {
    let said = |k: &usize| {
        let token = &s.tokens[*k];
        let that = s.children_by(*k, "mark").any(|m| s.tokens[m].form.eq_ignore_ascii_case("that"));
        let saying = token.head.filter(|&h| token.deprel == "conj" && that && h < *k);
        saying.is_some_and(|h| knowledge.lexicon.reporting_verbs.get(&s.tokens[h].lemma.to_lowercase()).is_some())
    };
    (0..s.tokens.len()).filter(said).collect()
}

/// "prepared to resume shelling the town", where the participle is taken for a clause beside the verb: right behind a verb that takes one as
/// what is begun, resumed or kept up, it is that.
pub(super) fn gerunds_of_aspectual_verbs(knowledge: &Knowledge, s: &Sentence) -> Vec<usize> {
    let wrong = |i: &usize| {
        let token = &s.tokens[*i];
        let beside = token.xpos == "VBG" && token.deprel == "advcl" && token.head.is_some_and(|v| v + 1 == *i);
        let begun = |v: usize| knowledge.lexicon.modality(&s.tokens[v].lemma.to_lowercase(), "xcomp");
        beside && token.head.and_then(begun).is_some_and(|word| word.modality == Modality::Actual)
    };
    (0..s.tokens.len()).filter(wrong).collect()
}

/// "It was on Monday night that rockets came down", "It was Monday when rebels stormed the depot": what the cleft puts first says when or where
/// the deed below it was. Gives the "it", the copula, the word put first, and the deed.
pub(super) fn deeds_below_clefts(s: &Sentence) -> Vec<(usize, usize, usize, usize)> {
    let find = |first: usize| {
        let it = s.children(first).find(|&k| {
            k < first && s.tokens[k].form.eq_ignore_ascii_case("it") && matches!(relation(s.tokens[k].deprel), "nsubj" | "expl")
        })?;
        let be = s.children_by(first, "cop").find(|&k| it < k && k < first)?;
        let denied = s.children_by(first, "advmod").any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "not" | "n't" | "n’t"));
        let day = matches!(
            s.tokens[first].lemma.to_lowercase().as_str(),
            "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "night"
                | "morning"
                | "evening"
                | "noon"
                | "dawn"
                | "midnight"
        );
        let under =
            s.children_by(first, "case").any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "on" | "at" | "in" | "near" | "from"));
        let deed = s.children(first).find(|&k| {
            let opened = s.children(k).any(|m| matches!(s.tokens[m].form.to_lowercase().as_str(), "that" | "when" | "where"));
            k > first
                && matches!(relation(s.tokens[k].deprel), "acl" | "advcl" | "ccomp" | "csubj")
                && opened
                && s.children_by(k, "nsubj").next().is_some()
        })?;
        (!denied && (day || under)).then_some((it, be, first, deed))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}
