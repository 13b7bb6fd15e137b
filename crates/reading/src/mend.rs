//! Mends trees where the words themselves show that the parser slipped, before any rule looks at them.
//!
//! Each repair needs several cues that agree; a tree without them is handed on as it is. Every token keeps its words and place.

mod joined;
mod misread;
mod parties;
mod prepositions;
mod relatives;
mod saying;
mod tags;

use std::borrow::Cow;

use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::clause::relation;

pub use saying::quoted;
use saying::{
    behind_semicolons, deeds_joined_to_tags, hung_into_quotations, said_across_an_aside, said_in_a_form, said_of_names,
    sources_named_behind, speaking_on, told_beside_sayings,
};

use joined::{
    absolutes_taken_for_parties, clauses_opened_by_as, contents_joined_to_sayings, deeds_below_clefts, gerunds_of_aspectual_verbs,
    hyphened_to_verbs, joined_past_relatives, joined_to_contents, joined_to_infinitives, listed_with_the_harmed, subjects_joined_elsewhere,
    sufferers_of_shared_passives,
};
use misread::{
    content_of, gerunds_under_prepositions, hanging_on_auxiliaries, hanging_on_descriptions, nouns_taken_for_verbs,
    objects_taken_for_clauses, retake, root_taken_for_noun, verb_taken_for_noun,
};
use parties::{
    bodies_before_titles, forces_torn_from_names, named_to_offices, names_behind_offices, nouns_joined_to_numbers, numbers_of_dead,
    numbers_on_names,
};
use relatives::{
    numbers_of_whom, participles_set_beside, results_hung_into_relatives, summaries_hung_inside, where_set_beside, which_of_persons,
};
use tags::{
    dead_taken_for_other_words, handled_next, harmed_taken_for_verbs, joined_in_the_present, nationalities_taken_for_names,
    participles_taken_for_other_words, third_persons, wounds_taken_for_windings,
};

/// The sentence, mended where it needs to be.
pub fn mend<'a>(knowledge: &Knowledge, sentence: &'a Sentence) -> Cow<'a, Sentence> {
    let mut mended = Cow::Borrowed(sentence);
    for verb in third_persons(&mended) {
        let token = &mut mended.to_mut().tokens[verb];
        token.xpos = "VBZ";
        token.lemma = tacitus_text::lemma(&token.form, "VBZ");
    }
    for verb in handled_next(knowledge, &mended) {
        mended.to_mut().tokens[verb].xpos = "VBN";
    }
    for verb in joined_in_the_present(&mended) {
        mended.to_mut().tokens[verb].xpos = "VBP";
    }
    for (verb, xpos) in participles_taken_for_other_words(&mended) {
        let token = &mut mended.to_mut().tokens[verb];
        token.xpos = xpos;
        token.lemma = tacitus_text::lemma(&token.form, xpos);
    }
    for verb in wounds_taken_for_windings(&mended) {
        let token = &mut mended.to_mut().tokens[verb];
        (token.xpos, token.lemma) = ("VBP", "wound".to_string());
    }
    for (dead, with_verb) in dead_taken_for_other_words(knowledge, &mended) {
        let token = &mut mended.to_mut().tokens[dead];
        (token.upos, token.xpos, token.deprel) = (Upos::Adj, "JJ", if with_verb { "compound:prt" } else { token.deprel });
    }
    for adjective in nationalities_taken_for_names(knowledge, &mended) {
        mended.to_mut().tokens[adjective].upos = Upos::Adj;
    }
    for (token, verb) in hanging_on_auxiliaries(&mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[token].head = Some(verb));
    }
    for noun in gerunds_under_prepositions(&mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[noun].upos, s.tokens[noun].xpos, s.tokens[noun].deprel) = (Upos::Noun, "NN", "obl");
        });
    }
    for gerund in gerunds_of_aspectual_verbs(knowledge, &mended) {
        mended.to_mut().tokens[gerund].deprel = "xcomp";
    }
    for (noun, verb, subject) in hyphened_to_verbs(&mended) {
        let moved: Vec<usize> = subject.map_or_else(Vec::new, |_| mended.children(noun).filter(|&k| k + 1 < noun).collect());
        keeping_a_tree(&mut mended, |s| {
            s.tokens[noun].deprel = "compound";
            if let Some(subject) = subject {
                for &k in &moved {
                    s.tokens[k].head = Some(subject);
                }
                (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), "nsubj");
            }
        });
    }
    for (verb, governor) in joined_to_infinitives(&mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[verb].head = Some(governor));
    }
    for (subject, and, verb) in subjects_joined_elsewhere(&mended) {
        keeping_a_tree(&mut mended, |s| {
            let passive = s.tokens[verb].xpos == "VBN";
            (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), if passive { "nsubj:pass" } else { "nsubj" });
            s.tokens[and].head = Some(verb);
        });
    }
    for (with, noun, verb) in absolutes_taken_for_parties(&mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), "nsubj:pass");
            (s.tokens[with].head, s.tokens[with].deprel) = (Some(verb), "mark");
        });
    }
    for (name, noun) in forces_torn_from_names(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[noun].head, s.tokens[noun].deprel) = (s.tokens[name].head, s.tokens[name].deprel);
            (s.tokens[name].head, s.tokens[name].deprel) = (Some(noun), "compound");
        });
    }
    for (noun, name) in names_behind_offices(&mended) {
        let under: Vec<usize> = mended.children(noun).filter(|&k| k != name).collect();
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[name].head, s.tokens[name].deprel) = (s.tokens[noun].head, s.tokens[noun].deprel);
            (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(name), "nmod:desc");
            for &k in &under {
                s.tokens[k].head = Some(name);
            }
        });
    }
    for noun in harmed_taken_for_verbs(&mended) {
        let token = &mut mended.to_mut().tokens[noun];
        (token.upos, token.lemma) = (Upos::Noun, token.form.to_lowercase());
    }
    for (noun, object) in nouns_joined_to_numbers(&mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[noun].head = Some(object));
    }
    for (number, dead) in numbers_of_dead(&mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[dead].deprel, s.tokens[number].deprel) = ("obj", "nummod");
            s.tokens[number].head = Some(dead);
            if s.tokens[dead].upos == Upos::Verb {
                (s.tokens[dead].upos, s.tokens[dead].lemma) = (Upos::Noun, s.tokens[dead].form.to_lowercase());
            }
        });
    }
    for (number, plural) in numbers_on_names(&mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[number].head = Some(plural));
    }
    for (word, is_noun, harmed) in listed_with_the_harmed(knowledge, &mended) {
        if is_noun {
            keeping_a_tree(&mut mended, |s| s.tokens[word].head = Some(harmed));
        } else {
            mended.to_mut().tokens[word].xpos = "VBN";
        }
    }
    for sufferer in sufferers_of_shared_passives(&mended) {
        mended.to_mut().tokens[sufferer].deprel = "nsubj:pass";
    }
    for (verb, relative) in joined_past_relatives(&mended) {
        let above = mended.tokens[verb].head;
        // "…, in an airstrike": what follows the relative clause behind its closing comma is the main clause's.
        let closed = |k: &usize| {
            let first = mended.subtree(*k).first().copied().unwrap_or(*k);
            let comma = |i: usize| mended.tokens[i].form == ",";
            *k > verb && mended.tokens[*k].deprel == "obl" && (comma(first) || first.checked_sub(1).is_some_and(comma))
        };
        let outside: Vec<usize> = mended.children(verb).filter(closed).collect();
        keeping_a_tree(&mut mended, |s| {
            s.tokens[verb].head = Some(relative);
            for &k in &outside {
                s.tokens[k].head = above;
            }
        });
    }
    for (word, noun, verb) in clauses_opened_by_as(&mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), "nsubj");
            (s.tokens[word].head, s.tokens[word].deprel) = (Some(verb), "mark");
        });
    }
    for (verb, speaking) in joined_to_contents(&mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[verb].head = Some(speaking));
    }
    for content in contents_joined_to_sayings(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[content].deprel = "ccomp");
    }
    for noun in nouns_taken_for_verbs(&mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[noun].upos, s.tokens[noun].xpos, s.tokens[noun].deprel) = (Upos::Noun, "NNS", "obj");
            for k in (0..s.tokens.len()).filter(|&k| s.tokens[k].head == Some(noun) && s.tokens[k].deprel == "obl").collect::<Vec<_>>() {
                s.tokens[k].deprel = "nmod";
            }
        });
    }
    for noun in objects_taken_for_clauses(&mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[noun].upos, s.tokens[noun].deprel) = (Upos::Noun, "obj");
            if s.tokens[noun].xpos.starts_with('V') {
                s.tokens[noun].xpos = "NN";
            }
        });
    }
    for (body, name) in bodies_before_titles(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[name].head, s.tokens[name].deprel) = (s.tokens[body].head, s.tokens[body].deprel);
            (s.tokens[body].head, s.tokens[body].deprel) = (Some(name), "nmod:poss");
            for k in (0..s.tokens.len()).filter(|&k| s.tokens[k].head == Some(body) && s.tokens[k].deprel == "case").collect::<Vec<_>>() {
                s.tokens[k].head = Some(name);
            }
        });
    }
    for (it, be, first, deed) in deeds_below_clefts(&mended) {
        let beside: Vec<usize> =
            mended.children(first).filter(|&k| matches!(relation(mended.tokens[k].deprel), "parataxis" | "punct")).collect();
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[deed].head, s.tokens[deed].deprel) = (s.tokens[first].head, s.tokens[first].deprel);
            (s.tokens[first].head, s.tokens[first].deprel) = (Some(deed), "obl");
            (s.tokens[it].head, s.tokens[it].deprel) = (Some(deed), "expl");
            (s.tokens[be].head, s.tokens[be].deprel) = (Some(deed), "dep");
            for &k in &beside {
                s.tokens[k].head = Some(deed);
            }
        });
    }
    for (words, verb) in hung_into_quotations(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[words].head = Some(verb));
    }
    for (verb, name) in said_of_names(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[verb].head = Some(name));
    }
    for (participle, saying) in speaking_on(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[participle].head = Some(saying));
    }
    for (participle, deed) in hanging_on_descriptions(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[participle].head = Some(deed));
    }
    for (name, office, verb) in named_to_offices(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| {
            s.tokens[name.0].head = Some(verb);
            s.tokens[name.0].deprel = "obj";
            for i in name.0 + 1..name.1 {
                s.tokens[i].head = Some(name.0);
                s.tokens[i].deprel = "flat";
            }
            s.tokens[office].head = Some(verb);
        });
    }
    for (clause, noun) in which_of_persons(&mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[clause].head = Some(noun));
    }
    for (number, verb) in numbers_of_whom(&mended) {
        keeping_a_tree(&mut mended, |s| {
            let passive = (0..s.tokens.len()).any(|k| s.tokens[k].head == Some(verb) && s.tokens[k].deprel == "aux:pass");
            (s.tokens[number].head, s.tokens[number].deprel) = (Some(verb), if passive { "nsubj:pass" } else { "nsubj" });
        });
    }
    for (word, of, place, above) in prepositions::places_below_bearings(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[place].head, s.tokens[place].deprel) = (Some(above), prepositions::relation_below(s, above));
            (s.tokens[word].head, s.tokens[word].deprel) = (Some(place), "case");
            (s.tokens[of].head, s.tokens[of].deprel) = (Some(word), "fixed");
        });
    }
    for (second, first) in prepositions::second_prepositions(&mended) {
        keeping_a_tree(&mut mended, |s| (s.tokens[second].head, s.tokens[second].deprel) = (Some(first), "fixed"));
    }
    for clause in behind_semicolons(&mended) {
        mended.to_mut().tokens[clause].deprel = "parataxis";
    }
    for participle in participles_set_beside(&mended) {
        mended.to_mut().tokens[participle].deprel = "advcl";
    }
    for (name, noun, subject) in sources_named_behind(&mended) {
        keeping_a_tree(&mut mended, |s| {
            if let Some(subject) = subject {
                (s.tokens[subject].head, s.tokens[subject].deprel) = (s.tokens[name].head, s.tokens[name].deprel);
            }
            (s.tokens[name].head, s.tokens[name].deprel) = (Some(noun), "appos");
        });
    }
    for (clause, noun) in where_set_beside(&mended) {
        keeping_a_tree(&mut mended, |s| (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(noun), "acl:relcl"));
    }
    for (noun, root) in summaries_hung_inside(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(root), "parataxis"));
    }
    for (result, deed) in results_hung_into_relatives(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[result].head = Some(deed));
    }
    if let Some((verb, subject)) = root_taken_for_noun(&mended) {
        keeping_a_tree(&mut mended, |s| {
            s.tokens[verb].upos = Upos::Verb;
            s.tokens[verb].xpos = if s.tokens[verb].xpos == "NNS" { "VBZ" } else { "VBP" };
            s.tokens[subject].deprel = "nsubj";
            for i in (0..subject).filter(|&i| s.tokens[i].head == Some(verb)).collect::<Vec<_>>() {
                s.tokens[i].head = Some(subject);
            }
        });
    }
    for noun in 0..mended.tokens.len() {
        if let Some(content) = content_of(knowledge, &mended, noun) {
            keeping_a_tree(&mut mended, |s| {
                s.tokens[content].head = Some(noun);
                s.tokens[content].deprel = "acl";
            });
        }
        if let Some((verb, object)) = verb_taken_for_noun(knowledge, &mended, noun) {
            keeping_a_tree(&mut mended, |s| retake(s, noun, verb, object));
        }
    }
    let mut said = said_in_a_form(knowledge, &mended);
    said.extend(said_across_an_aside(knowledge, &mended));
    for (content, verb) in said {
        keeping_a_tree(&mut mended, |s| {
            (s.tokens[content].head, s.tokens[content].deprel) = (Some(verb), "ccomp");
            // "the mayor confirmed by telephone" was taken for a passive.
            let passive = (0..s.tokens.len()).any(|k| s.tokens[k].head == Some(verb) && s.tokens[k].deprel == "aux:pass");
            if s.tokens[verb].xpos == "VBN" && !passive {
                s.tokens[verb].xpos = "VBD";
                for k in (0..s.tokens.len())
                    .filter(|&k| s.tokens[k].head == Some(verb) && s.tokens[k].deprel == "nsubj:pass")
                    .collect::<Vec<_>>()
                {
                    s.tokens[k].deprel = "nsubj";
                }
            }
        });
    }
    for (deed, verb) in deeds_joined_to_tags(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[deed].head = Some(verb));
    }
    for (clause, saying) in told_beside_sayings(knowledge, &mended) {
        keeping_a_tree(&mut mended, |s| s.tokens[clause].head = Some(saying));
    }
    mended
}

/// Makes a change, and takes it back where it would hang a word below itself: every later rule walks the tree to its root.
fn keeping_a_tree(mended: &mut Cow<Sentence>, change: impl FnOnce(&mut Sentence)) {
    let before = mended.clone();
    change(mended.to_mut());
    if !is_tree(mended) {
        *mended = Cow::Owned(before.into_owned());
    }
}

/// Whether every word leads to one root.
fn is_tree(s: &Sentence) -> bool {
    let roots = s.tokens.iter().filter(|t| t.head.is_none()).count();
    let ends = |i: usize| std::iter::successors(Some(i), |&n| s.tokens[n].head).take(s.tokens.len() + 1).count() <= s.tokens.len();
    roots == 1 && (0..s.tokens.len()).all(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{BlockKind, Span};
    use tacitus_text::{Token, Trace};

    const BODY: &str = "claims say so";

    fn sentence(heads: &[Option<usize>]) -> Sentence {
        let mut at = 0;
        let tokens = BODY.split(' ').zip(heads).map(|(form, &head)| {
            let span = Span::new(BODY, at, at + form.len()).expect("a word of the body");
            at += form.len() + 1;
            Token {
                span,
                form: form.into(),
                lemma: form.into(),
                upos: Upos::Noun,
                xpos: "NN",
                head,
                deprel: "dep",
                head_margin: 1.0,
                factuality: 1.0,
            }
        });
        let tokens = tokens.collect();
        let span = Span::new(BODY, 0, BODY.len()).expect("the body");
        Sentence {
            span,
            block: BlockKind::Paragraph,
            block_number: 0,
            tokens,
            names: Vec::new(),
            domain: Vec::new(),
            gists: Vec::new(),
            trace: Trace::default(),
        }
    }

    #[test]
    fn a_change_that_hangs_a_word_below_itself_is_taken_back() {
        let whole = sentence(&[Some(1), None, Some(1)]);
        for change in [(1, Some(2)), (0, None)] {
            let mut mended = Cow::Borrowed(&whole);
            keeping_a_tree(&mut mended, |s| s.tokens[change.0].head = change.1);
            assert_eq!(*mended, whole, "{change:?}");
        }
        let mut mended = Cow::Borrowed(&whole);
        keeping_a_tree(&mut mended, |s| s.tokens[0].head = Some(2));
        assert_eq!(mended.tokens[0].head, Some(2), "a sound change stays");
    }
}
