//! Measures the splitter (and the lemmatiser, with gold tags) against a CoNLL-U file.
//!
//!     cargo run --release -p tacitus-text --example splitting -- FILE.conllu [--errors]
//!
//! The raw text is rebuilt from forms and `SpaceAfter`; `# newdoc` and `# newpar` become an empty line. Words and
//! sentences count as right where both their boundaries agree, counted without white space (CoNLL 2018 shared task).

use std::collections::BTreeSet;

use tacitus_record::Span;
use tacitus_text::{lemma, split};

/// A boundary pair in characters that are no white space.
type Range = (usize, usize);

#[derive(Default)]
struct Gold {
    text: String,
    /// Characters so far that are no white space.
    position: usize,
    words: Vec<Range>,
    sentences: Vec<Range>,
    lemmas: usize,
    lemmas_right: usize,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: splitting FILE.conllu [--errors]");
        std::process::exit(2);
    };
    let show = arguments.next().as_deref() == Some("--errors");
    let file = match std::fs::read_to_string(&path) {
        Ok(file) => file,
        Err(error) => {
            eprintln!("cannot read {path}: {error}");
            std::process::exit(1);
        }
    };
    let gold = read(&file, show);
    let Some(all) = Span::new(&gold.text, 0, gold.text.len()) else { return };

    // Position of every byte in characters that are no white space.
    let mut positions = vec![0; gold.text.len() + 1];
    let mut seen = 0;
    for (at, c) in gold.text.char_indices() {
        positions[at..at + c.len_utf8()].fill(seen);
        seen += usize::from(!c.is_whitespace());
    }
    positions[gold.text.len()] = seen;
    let end = |span: Span| positions[span.end() - 1].max(positions[span.end()]);
    let range = |span: Span| (positions[span.start()], end(span));

    let found = split(&gold.text, all);
    let words: Vec<Range> = found.iter().flat_map(|s| &s.words).map(|&w| range(w)).collect();
    let sentences: Vec<Range> = found.iter().map(|s| range(s.span)).collect();
    println!("words     F1 {:.2}  (gold {}, found {})", f1(&gold.words, &words), gold.words.len(), words.len());
    println!("sentences F1 {:.2}  (gold {}, found {})", f1(&gold.sentences, &sentences), gold.sentences.len(), sentences.len());
    println!("lemmas       {:.2}  (gold tags, {} words)", 100.0 * gold.lemmas_right as f64 / gold.lemmas.max(1) as f64, gold.lemmas);
    if show {
        let bytes: Vec<usize> = {
            let mut bytes: Vec<usize> = gold.text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).collect();
            bytes.push(gold.text.len());
            bytes
        };
        report("WORD", &gold.text, &bytes, &gold.words, &words, 25);
        report("SENT", &gold.text, &bytes, &gold.sentences, &sentences, 60);
    }
}

fn read(file: &str, show: bool) -> Gold {
    let mut gold = Gold::default();
    let mut first_word = 0;
    let mut surface: Option<(usize, bool)> = None;
    for line in file.lines() {
        if line.starts_with("# newdoc") || line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            gold.text.push_str("\n\n");
        }
        if line.is_empty() && first_word < gold.words.len() {
            let last = gold.words.len() - 1;
            gold.sentences.push((gold.words[first_word].0, gold.words[last].1));
            first_word = gold.words.len();
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != 10 || columns[0].contains('.') {
            continue;
        }
        let glued = columns[9].split('|').any(|misc| misc == "SpaceAfter=No");
        if let Some((_, last)) = columns[0].split_once('-') {
            surface = Some((last.parse().unwrap_or(0), glued));
            continue;
        }
        let length = columns[1].chars().filter(|c| !c.is_whitespace()).count();
        gold.words.push((gold.position, gold.position + length));
        gold.position += length;
        gold.text.push_str(columns[1]);
        let number: usize = columns[0].parse().unwrap_or(0);
        let space = match surface {
            Some((last, _)) if number < last => false,
            Some((_, glued)) => {
                surface = None;
                !glued
            }
            None => !glued,
        };
        if space {
            gold.text.push(' ');
        }
        if columns[2] != "_" || columns[1] == "_" {
            gold.lemmas += 1;
            let own = lemma(columns[1], columns[4]);
            if own == columns[2] {
                gold.lemmas_right += 1;
            } else if show {
                println!("LEMMA\t{}\t{}\tgold {}\town {own}", columns[1], columns[4], columns[2]);
            }
        }
    }
    gold
}

fn f1(gold: &[Range], found: &[Range]) -> f64 {
    let known: BTreeSet<&Range> = gold.iter().collect();
    let right = found.iter().filter(|range| known.contains(range)).count();
    200.0 * right as f64 / (gold.len() + found.len()).max(1) as f64
}

fn report(what: &str, text: &str, bytes: &[usize], gold: &[Range], found: &[Range], around: usize) {
    let gold_ends: BTreeSet<usize> = gold.iter().map(|r| r.1).collect();
    let found_ends: BTreeSet<usize> = found.iter().map(|r| r.1).collect();
    for &end in gold_ends.symmetric_difference(&found_ends) {
        let sign = if gold_ends.contains(&end) { "missed" } else { "extra" };
        let cut = bytes[end - 1] + text[bytes[end - 1]..].chars().next().map_or(0, char::len_utf8);
        let from = bytes[end.saturating_sub(around)];
        let to = bytes[(end + around / 2).min(bytes.len() - 1)];
        println!("{what}\t{sign}\t{}⏎{}", text[from..cut].replace('\n', "¶"), text[cut..to].replace('\n', "¶"));
    }
}
