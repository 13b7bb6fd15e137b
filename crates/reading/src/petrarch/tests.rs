//! Each mechanism on a sentence with its tree written out, with invented names.

use std::path::PathBuf;

use tacitus_record::{BlockKind, Day, Span};
use tacitus_text::{Document, Sentence, Token, Trace, Upos};

use super::{Dictionaries, Edition, Kind};

const ACTORS: &str = "VARNIA [VAR]\n+VARNIAN\nKESH [KES]\nOLD_OAK [OAK]\nGENERAL_ELM\n\t[KESMIL <19991231]\n\t[KESELI]\nTWINS [ONE/TWO]\n";
const AGENTS: &str = "POLICE {} [~COP]\nSOLDIER [~MIL]\nOFFICIAL [~GOV]\nMEDIC {} [NGO~]\n";
const DISCARDS: &str = "GREY CUP\n+TYPHOON\n";
const VERBS: &str = "&TIES\n+TREATY\n+CORD\n&NOT_\n+DID N'T\n
--- RAZE [201] ---\nRAZE\n- * BRIDGE [202]\n- NEVER_* [081]\n- &NOT * [082]\n- + WAS * BY $ [203]\n- TALKED * [---]\n
--- SIGN [057] ---\nSIGN\n- * NEW_&TIES [058]\n- % * [059]\n- * FOR ^ WITH + [060]\n
--- MEET [031:032] ---\nMEET {MEETS MET}\n
--- SAY [010] ---\nSAY {SAYS SAID}\n
--- WIRE [170] ---\nTAP [171]\nWIRE_+TAP {WIRE_+TAPPED} [172]\n";

/// Verbs in the manner of PETRARCH-2.
const SECOND: &str = "--- RAZE [201] ---\nRAZE\n- * {OLD BRIDGE} (NEAR +) [202]\n- GUARDS * [203]\n- OFTEN * [204]\n
--- SAY [010] ---\nSAY {SAYS SAID}\n";

fn dictionaries(verbs: &str) -> Dictionaries {
    let file = |kind, text: &str| (kind, PathBuf::from("x.txt"), text.to_string());
    let files = [file(Kind::Actors, ACTORS), file(Kind::Agents, AGENTS), file(Kind::Discards, DISCARDS), file(Kind::Verbs, verbs)];
    let loaded = Dictionaries::of(&files, None).unwrap();
    assert_eq!(loaded.problems(), []);
    loaded
}

/// A sentence of `form tag relation head` with heads by number from 0, `-` for the root.
fn parsed(rows: &str) -> (String, Document) {
    let mut body = String::new();
    let mut starts = Vec::new();
    let rows: Vec<Vec<&str>> = rows.split('|').map(|row| row.split_whitespace().collect()).collect();
    for row in &rows {
        if !body.is_empty() && !matches!(row[0], "'s" | "," | "n't") {
            body.push(' ');
        }
        starts.push(body.len());
        body.push_str(row[0]);
    }
    let token = |(row, start): (&Vec<&str>, usize)| {
        let xpos: &'static str = Box::leak(row[1].to_string().into_boxed_str());
        let upos = match xpos {
            "NNP" => Upos::Propn,
            "IN" | "TO" => Upos::Adp,
            "CC" => Upos::Cconj,
            "DT" => Upos::Det,
            "JJ" => Upos::Adj,
            "RB" => Upos::Adv,
            "PRP" => Upos::Pron,
            "," => Upos::Punct,
            "POS" => Upos::Part,
            _ if xpos.starts_with("VB") => Upos::Verb,
            _ => Upos::Noun,
        };
        let deprel: &'static str = Box::leak(row[2].to_string().into_boxed_str());
        let span = Span::new(&body, start, start + row[0].len()).unwrap();
        let (form, lemma) = (row[0].to_string(), row[0].to_lowercase());
        Token { span, form, lemma, upos, xpos, head: row[3].parse().ok(), deprel, head_margin: 1.0, factuality: 1.0 }
    };
    let tokens: Vec<Token> = rows.iter().zip(starts).map(token).collect();
    let span = Span::new(&body, 0, body.len()).unwrap();
    let (names, domain, gists) = (Vec::new(), Vec::new(), Vec::new());
    let sentence = Sentence { span, block: BlockKind::Paragraph, block_number: 0, tokens, names, domain, gists, trace: Trace::default() };
    (body, Document { sentences: vec![sentence], ..Document::default() })
}

fn coded(verbs: &str, rows: &str) -> Vec<String> {
    let (body, document) = parsed(rows);
    let triples = dictionaries(verbs).code(&document, &body, Day::new(2001, 1, 1));
    triples.into_iter().map(|t| format!("{} {} {}", t.source, t.target, t.code)).collect()
}

fn first(rows: &str) -> Vec<String> {
    coded(VERBS, rows)
}

#[test]
fn subject_and_object_and_the_code_of_the_verb() {
    let (body, document) = parsed("Varnia NNP nsubj 1|razed VBD root -|Kesh NNP obj 1");
    let triples = dictionaries(VERBS).code(&document, &body, None);
    assert_eq!((triples[0].source.as_str(), triples[0].target.as_str(), triples[0].code.as_str()), ("VAR", "KES", "201"));
    let spans = [triples[0].source_span, triples[0].verb_span, triples[0].target_span].map(|s| s.slice(&body));
    assert_eq!(spans, ["Varnia", "razed", "Kesh"]);
}

#[test]
fn the_pattern_that_fits_decides_and_a_joined_word_must_follow_at_once() {
    assert_eq!(first("Varnia NNP nsubj 1|razed VBD root -|a DT det 3|bridge NN obj 1|of IN case 5|Kesh NNP nmod 3"), ["VAR KES 202"]);
    assert_eq!(first("Varnia NNP nsubj 2|never RB advmod 2|razed VBD root -|Kesh NNP obj 2"), ["VAR KES 081"]);
    assert_eq!(first("Varnia NNP nsubj 3|never RB advmod 3|quite RB advmod 3|razed VBD root -|Kesh NNP obj 3"), ["VAR KES 201"]);
}

#[test]
fn a_set_fits_by_any_member_and_a_phrase_of_it_before_the_verb_in_order() {
    assert_eq!(first("Varnia NNP nsubj 3|did VBD aux 3|n't RB advmod 3|raze VB root -|Kesh NNP obj 3"), ["VAR KES 082"]);
    let signed =
        |noun: &str| first(&format!("Varnia NNP nsubj 1|signed VBD root -|new JJ amod 3|{noun} obj 1|with IN case 5|Kesh NNP nmod 3"));
    assert_eq!(signed("cords NNS"), ["VAR KES 058"]);
    assert_eq!(signed("bills NNS"), ["VAR KES 057"]);
}

#[test]
fn a_null_pattern_makes_no_event() {
    assert_eq!(first("Varnia NNP nsubj 2|talked VBD dep 2|razed VBD root -|Kesh NNP obj 2"), Vec::<String>::new());
}

#[test]
fn a_pattern_may_name_the_parties_and_pass_over_a_noun_phrase() {
    assert_eq!(first("Varnia NNP nsubj:pass 2|was VBD aux:pass 2|razed VBN root -|by IN case 4|Kesh NNP obl 2"), ["KES VAR 203"]);
    let skip = "Varnia NNP nsubj 1|signed VBD root -|for IN case 3|Oldville NNP obl 1|with IN case 5|Kesh NNP obl 1";
    assert_eq!(first(skip), ["VAR KES 060"]);
}

#[test]
fn only_what_is_told_by_whom_is_turned_round_in_the_first_edition() {
    let by = "Varnia NNP nsubj:pass 2|is VBZ aux:pass 2|razed VBN root -|by IN case 4|Kesh NNP obl 2";
    let near = "Varnia NNP nsubj:pass 2|is VBZ aux:pass 2|razed VBN root -|near IN case 4|Kesh NNP obl 2";
    assert_eq!(first(by), ["KES VAR 201"]);
    assert_eq!(first(near), ["VAR KES 201"]);
    assert_eq!(coded(SECOND, near), ["KES VAR 201"]);
}

#[test]
fn events_of_both_sides_and_compounds_give_all_pairs() {
    assert_eq!(first("Varnia NNP nsubj 1|met VBD root -|Kesh NNP obj 1"), ["VAR KES 031", "KES VAR 032"]);
    let both = first("Varnia NNP nsubj 3|and CC cc 2|Kesh NNP conj 0|met VBD root -");
    assert_eq!(both, ["VAR KES 031", "KES VAR 031", "VAR KES 032", "KES VAR 032"]);
    let three = first("Varnia NNP nsubj 3|and CC cc 2|Kesh NNP conj 0|razed VBD root -|Old NNP obj 3|Oak NNP flat 4");
    assert_eq!(three, ["VAR OAK 201", "KES OAK 201"]);
    assert_eq!(first("Varnia NNP nsubj 3|and CC cc 2|Kesh NNP conj 0|signed VBD root -"), ["VAR KES 059", "KES VAR 059"]);
}

#[test]
fn agents_take_the_actor_of_their_phrase() {
    let possessor = "Kesh NNP nmod:poss 2|'s POS case 0|police NN nsubj 3|razed VBD root -|Varnia NNP obj 3";
    assert_eq!(first(possessor), ["KESCOP VAR 201"]);
    let place =
        "soldiers NNS nsubj 5|in IN case 2|Kesh NNP nmod 0|and CC cc 4|Varnia NNP conj 2|razed VBD root -|Old NNP obj 5|Oak NNP flat 6";
    assert_eq!(first(place), ["KESMIL OAK 201", "VARMIL OAK 201"]);
    let shared = "Varnian JJ amod 1|police NN nsubj 4|and CC cc 3|medic NN conj 1|razed VBD root -|Kesh NNP obj 4";
    assert_eq!(first(shared), ["VARCOP KES 201", "NGOVAR KES 201"]);
    assert_eq!(first("soldiers NNS nsubj 1|razed VBD root -|Kesh NNP obj 1"), ["---MIL KES 201"]);
}

#[test]
fn the_day_decides_the_code() {
    let (body, document) = parsed("General NNP nsubj 2|Elm NNP flat 0|razed VBD root -|Varnia NNP obj 2");
    let source = |day| dictionaries(VERBS).code(&document, &body, day).remove(0).source;
    assert_eq!(source(Day::new(1998, 5, 1)), "KESMIL");
    assert_eq!(source(Day::new(2001, 5, 1)), "KESELI");
}

#[test]
fn a_code_of_two_actors_is_two_in_the_first_edition() {
    let twins = "Twins NNP nsubj 1|razed VBD root -|Kesh NNP obj 1";
    assert_eq!(first(twins), ["ONE KES 201", "TWO KES 201"]);
    assert_eq!(coded(SECOND, twins), ["ONE/TWO KES 201"]);
}

#[test]
fn verbs_of_several_words_are_found_whole() {
    assert_eq!(first("Varnia NNP nsubj 1|tapped VBD root -|Kesh NNP obj 1"), Vec::<String>::new());
    assert_eq!(first("Varnia NNP nsubj 2|wire NN dep 2|tapped VBD root -|Kesh NNP obj 2"), ["VAR KES 172"]);
    assert_eq!(first("Varnia NNP nsubj 1|taps VBZ root -|Kesh NNP obj 1"), ["VAR KES 171"]);
}

#[test]
fn a_verb_joined_by_and_is_coded_and_one_inside_what_was_coded_is_not() {
    let two = "Varnia NNP nsubj 1|razed VBD root -|Kesh NNP obj 1|and CC cc 4|met VBD conj 1|Old NNP obj 4|Oak NNP flat 5";
    assert_eq!(first(two), ["VAR KES 201", "VAR OAK 031", "OAK VAR 032"]);
    let inside = "Varnia NNP nsubj 1|said VBD root -|Kesh NNP nsubj 3|razed VBD ccomp 1|Old NNP obj 3|Oak NNP flat 4";
    assert_eq!(first(inside), ["VAR KES 010"]);
}

#[test]
fn a_short_clause_in_commas_is_left_out_and_a_list_is_not_cut() {
    let end = "Varnia NNP nsubj 1|razed VBD root -|Kesh NNP obj 1|, , punct 6|Old NNP nsubj 6|Oak NNP flat 4|said VBD parataxis 1|to IN case 8|Kesh NNP obl 6";
    assert_eq!(first(end), ["VAR KES 201"]);
    let list = "Varnia NNP nsubj 6|, , punct 3|Old NNP flat 3|Oak NNP conj 0|and CC cc 5|Kesh NNP conj 0|razed VBD root -|Twins NNP obj 6";
    assert_eq!(first(list).len(), 6);
}

#[test]
fn discards_keep_sentence_or_story_from_being_coded() {
    let cup = "Varnia NNP nsubj 1|razed VBD root -|Kesh NNP obj 1|Grey NNP dep 4|Cup NNP dep 1";
    assert_eq!(first(cup), Vec::<String>::new());
    let (mut body, mut document) = parsed("Varnia NNP nsubj 1|razed VBD root -|Kesh NNP obj 1|typhoon NN dep 1");
    let clean = parsed("Varnia NNP nsubj 1|razed VBD root -|Kesh NNP obj 1").1.sentences.remove(0);
    document.sentences.push(clean);
    assert_eq!(dictionaries(VERBS).code(&document, &body, None), []);
    document.sentences.remove(0);
    body.truncate("Varnia razed Kesh".len());
    assert_eq!(dictionaries(VERBS).code(&document, &body, None).len(), 1);
}

#[test]
fn the_second_editions_patterns_name_nouns_and_prepositional_phrases() {
    assert_eq!(dictionaries(SECOND).edition(), Edition::Two);
    let near = "Varnia NNP nsubj 1|razed VBD root -|the DT det 4|old JJ amod 4|bridges NNS obj 1|near IN case 6|Kesh NNP obl 1";
    assert_eq!(coded(SECOND, near), ["VAR KES 202"]);
    let guards = "Varnian JJ amod 1|guards NNS nsubj 2|razed VBD root -|Kesh NNP obj 2";
    assert_eq!(coded(SECOND, guards), ["VAR KES 203"]);
    // "often" is no noun, so that the pattern cannot fit.
    let often = "Varnia NNP nsubj 2|often RB advmod 2|razed VBD root -|Kesh NNP obj 2";
    assert_eq!(coded(SECOND, often), ["VAR KES 201"]);
    let said = "Varnia NNP nsubj:pass 2|was VBD aux:pass 2|said VBN root -|to TO mark 4|raze VB xcomp 2|Kesh NNP obj 4";
    assert_eq!(coded(SECOND, said), ["VAR KES 201"]);
}

#[test]
fn a_folder_without_a_needed_dictionary_says_which() {
    let file = |kind, text: &str| (kind, PathBuf::from("x.txt"), text.to_string());
    assert!(Dictionaries::of(&[file(Kind::Actors, ACTORS)], None).unwrap_err().contains("no verb dictionary"));
    assert!(Dictionaries::of(&[file(Kind::Verbs, VERBS)], None).unwrap_err().contains("no actor dictionary"));
    let both = [file(Kind::Actors, ACTORS), file(Kind::Verbs, VERBS), file(Kind::Verbs, SECOND)];
    assert!(Dictionaries::of(&both, None).unwrap_err().contains("which edition"));
    assert_eq!(Dictionaries::of(&both, Some(Edition::Two)).unwrap().edition(), Edition::Two);
}

#[test]
fn a_file_is_known_by_its_name() {
    assert_eq!(Kind::of("Phoenix.Countries.actors.txt"), Some(Kind::Actors));
    assert_eq!(Kind::of("CAMEO.2.0.txt"), Some(Kind::Verbs));
    assert_eq!(Kind::of("LICENSE"), None);
}
