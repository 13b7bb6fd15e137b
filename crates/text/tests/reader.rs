//! Whole texts in, read documents out.

use std::sync::LazyLock;

use proptest::prelude::*;
use tacitus_record::{Block, BlockKind, Span};
use tacitus_text::{Document, Sentence, TextReader, Upos};

static READER: LazyLock<TextReader> = LazyLock::new(TextReader::embedded);

/// A body of these blocks, parted by empty lines, as intake lays it out.
fn article(parts: &[(BlockKind, &str)]) -> (String, Vec<Block>) {
    let mut body = String::new();
    let mut blocks = Vec::new();
    for (kind, part) in parts {
        let start = body.len();
        body.push_str(part);
        blocks.push(Block { span: Span::new(&body, start, body.len()).expect("the part lies in the body"), kind: *kind });
        body.push_str("\n\n");
    }
    (body, blocks)
}

#[test]
fn texts_read_together_are_read_as_alone() {
    let texts = [
        "The army shelled Veles on Monday. Nobody was hurt.",
        "Rebels hold the bridge.",
        "",
        "TROOPS LEFT THE TOWN ON FRIDAY. THE MAYOR SAID SO.",
    ];
    let articles: Vec<_> = texts.map(|t| article(&[(BlockKind::Paragraph, t)])).into_iter().collect();
    let together: Vec<(&str, &[Block])> = articles.iter().map(|(body, blocks)| (body.as_str(), blocks.as_slice())).collect();
    let alone: Vec<Document> = articles.iter().map(|(body, blocks)| READER.read(body, blocks)).collect();
    assert_eq!(READER.read_all(&together), alone);
}

/// What must hold for every document.
fn check(body: &str, blocks: &[Block], document: &Document) {
    for sentence in &document.sentences {
        let block = &blocks[sentence.block_number];
        assert_eq!(sentence.block, block.kind);
        assert!(block.span.contains(sentence.span));
        assert_eq!(sentence.tokens.iter().filter(|t| t.head.is_none()).count(), 1, "one root: {}", sentence.span.slice(body));
        let root = sentence.root().expect("a sentence has a root");
        assert_eq!(sentence.subtree(root).len(), sentence.tokens.len(), "one tree: {}", sentence.span.slice(body));
        for token in &sentence.tokens {
            assert_eq!(token.span.slice(document.recased.as_deref().unwrap_or(body)), token.form);
            assert!(!token.lemma.is_empty(), "{token:?}");
        }
        for name in sentence.names.iter().chain(&sentence.domain) {
            assert!(name.start < name.end && name.end <= sentence.tokens.len(), "{name:?}");
        }
    }
    assert!(document.sentences.is_sorted_by_key(|s| s.span.start()));
}

#[test]
fn text_in_capitals_is_read_as_in_running_print() {
    let (body, blocks) = article(&[
        (BlockKind::Title, "Ardovian troops shell Velsk"),
        (BlockKind::Paragraph, "GOVERNOR IVAN PETROV SAID THAT ARDOVIAN TROOPS KILLED THREE CIVILIANS IN THE TOWN OF VELSK ON TUESDAY."),
    ]);
    let document = READER.read(&body, &blocks);
    check(&body, &blocks, &document);
    let recased = document.recased.as_deref().expect("the second block is in capitals");
    assert_eq!(recased.len(), body.len());
    assert!(recased.starts_with("Ardovian troops shell Velsk"), "{recased}");
    assert!(recased.contains("Ivan Petrov said that") && recased.contains("killed three civilians in the town of"), "{recased}");
    let sentence = &document.sentences[1];
    assert!(sentence.tokens.iter().any(|t| t.lemma == "kill" && t.upos == Upos::Verb));
    assert!(sentence.names.iter().any(|n| n.label == "PER" && sentence.span_of(n.start, n.end).slice(&body) == "IVAN PETROV"));
}

#[test]
fn a_report_is_read_block_by_block() {
    let (body, blocks) = article(&[
        (BlockKind::Title, "Ardovian troops shell Velsk"),
        (
            BlockKind::Paragraph,
            "Ardovian troops shelled the town of Velsk on Tuesday, Governor Ivan Petrov said. Three civilians were killed.",
        ),
    ]);
    let document = READER.read(&body, &blocks);
    check(&body, &blocks, &document);
    assert!(document.unread.is_empty());
    assert_eq!(document.sentences.len(), 3);
    let sentence = &document.sentences[1];
    let of = |form: &str| sentence.tokens.iter().position(|t| t.form == form).expect("the word is there");
    let shelled = &sentence.tokens[of("shelled")];
    assert_eq!((shelled.lemma.as_str(), shelled.upos, shelled.xpos), ("shell", Upos::Verb, "VBD"));
    assert_eq!(sentence.tokens[of("troops")].head, Some(of("shelled")));
    assert_eq!(sentence.tokens[of("troops")].deprel, "nsubj");
    let named = |label: &str| {
        sentence.names.iter().filter(|n| n.label == label).map(|n| sentence.span_of(n.start, n.end).slice(&body)).collect::<Vec<_>>()
    };
    assert_eq!(named("LOC"), ["Velsk"]);
    assert_eq!(named("PER"), ["Ivan Petrov"]);
    let killed = &document.sentences[2];
    assert_eq!(killed.tokens.iter().find(|t| t.form == "civilians").map(|t| t.deprel), Some("nsubj:pass"));
}

#[test]
fn a_report_in_another_language_yields_no_sentence_and_says_so() {
    let (body, blocks) = article(&[
        (BlockKind::Title, "Обстрел Вельска"),
        (BlockKind::Paragraph, "Войска Ардовии обстреляли город Вельск в ночь на вторник, сообщил губернатор. Погибли три человека."),
        (BlockKind::Credit, "Reuters"),
    ]);
    let document = READER.read(&body, &blocks);
    assert!(document.sentences.is_empty());
    assert_eq!(document.unread.len(), 3);
    assert!(document.unread[1].1 == "language: ru", "{:?}", document.unread);
}

#[test]
fn a_foreign_paragraph_in_an_english_report_stays_unread_alone() {
    let (body, blocks) = article(&[
        (BlockKind::Paragraph, "The governor posted a statement on Tuesday, and officials in the capital confirmed it."),
        (BlockKind::Paragraph, "Die Truppen haben die Stadt in der Nacht zum Dienstag beschossen, teilten die örtlichen Behörden mit."),
    ]);
    let document = READER.read(&body, &blocks);
    check(&body, &blocks, &document);
    assert_eq!(document.sentences.len(), 1);
    assert_eq!(document.unread, [(blocks[1].span, "language: de")]);
}

#[test]
fn a_sentence_reads_the_same_whatever_stands_around_it() {
    let line = "The 5th Brigade withdrew from Velsk, but it did not surrender its guns.";
    let long = "Officials said that the council, which met for the first time since the truce collapsed, would review the ceasefire, \
        the exchange of prisoners and the reopening of the bridge before the end of the month.";
    let (body, blocks) = article(&[(BlockKind::Paragraph, line)]);
    let alone = READER.read(&body, &blocks);
    let (body, blocks) = article(&[(BlockKind::Paragraph, long), (BlockKind::Paragraph, line), (BlockKind::Heading, "Reactions")]);
    let among = READER.read(&body, &blocks);
    let shape = |d: &Document, i: usize| {
        d.sentences[i]
            .tokens
            .iter()
            .map(|t| (t.form.clone(), t.lemma.clone(), t.upos, t.xpos, t.head, t.deprel, t.head_margin.to_bits()))
            .collect::<Vec<_>>()
    };
    assert_eq!(shape(&alone, 0), shape(&among, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_trees_and_spans_that_slice_back(first in any::<String>(), second in "([A-Za-z]{1,9}[ ,.'’-]){0,60}") {
        let (body, blocks) = article(&[(BlockKind::Paragraph, &first), (BlockKind::Paragraph, &second)]);
        check(&body, &blocks, &READER.read(&body, &blocks));
    }
}

/// The first sentence of a text and the place of a word in it.
fn sentence_with(text: &str, word: &str) -> (Sentence, usize) {
    let (body, blocks) = article(&[(BlockKind::Paragraph, text)]);
    let sentence = READER.read(&body, &blocks).sentences.swap_remove(0);
    let at = sentence.tokens.iter().position(|t| t.form == word).expect("the word stands in the text");
    (sentence, at)
}

#[test]
fn what_only_looks_like_a_time_is_told_from_one() {
    let pairs = [
        ("Soldiers left the town in March.", "Women held a March for Bread in the town.", "March"),
        ("The truce has held since Friday.", "The novel Friday was banned by the junta.", "Friday"),
        ("The bridge was blown up in 1984.", "The raid freed 1984 hens from the farm.", "1984"),
    ];
    for (time, none, word) in pairs {
        let [said, other] = odds([time, none], word, |s, at| s.trace.is_time(at, at + 1));
        assert!(said > 1.0, "{time}: {said}");
        assert!(other < 0.0, "{none}: {other}");
    }
}

#[test]
fn what_happened_is_told_from_what_is_only_named() {
    let pairs = [
        ("Rebels shelled the port of Halvaro on Monday, killing two.", "The critic shelled the sequel with scorn.", "shelled"),
        ("Police arrested nine students at the gate.", "Nobody believes that students arrested by the moon will talk.", "arrested"),
        ("The siege of Miresk entered its third week.", "The council fears that a siege of Miresk could follow.", "siege"),
    ];
    for (done, unreal, word) in pairs {
        let [happened, named] = odds([done, unreal], word, |s, at| s.trace.has_happened(at));
        assert!(happened > named + 2.0, "{done}: {happened}; {unreal}: {named}");
    }
}

/// What a judge says of the word in each of two texts.
fn odds(texts: [&str; 2], word: &str, judge: fn(&Sentence, usize) -> Option<f32>) -> [f32; 2] {
    texts.map(|text| {
        let (sentence, at) = sentence_with(text, word);
        judge(&sentence, at).expect("the encoder has seen it")
    })
}

#[test]
fn what_one_party_does_to_another_has_the_type_of_the_whole_act() {
    let acts = [
        ("Kestria promised Belmar to share its gas.", "promised", "AGREE"),
        ("Kestria urged Belmar to share its gas.", "urged", "REQUEST"),
        ("Kestria shelled Belmar for three hours.", "shelled", "ASSAULT"),
        ("Kestria praised Belmar for its restraint.", "praised", "SUPPORT"),
    ];
    for (text, deed, wanted) in acts {
        let (sentence, at) = sentence_with(text, deed);
        let word = |form: &str| sentence.tokens.iter().position(|t| t.form == form).expect("the party stands in the text");
        let scores = sentence.trace.act(at, word("Kestria"), word("Belmar")).expect("the encoder has seen it");
        let best = scores.iter().max_by(|x, y| x.1.total_cmp(&y.1)).map(|(name, _)| *name);
        assert_eq!(best, Some(wanted), "{text}: {scores:?}");
        assert_eq!(sentence.trace.act(at, 99, word("Belmar")), None);
    }
}
