//! Makes a folder of HTML pages of a newspaper's length from texts at hand, for measuring `tacitus read`.
//!
//! Pages hold 600 to 800 words of passages drawn by seed, no passage twice until all are used: the same texts, seed and count give the
//! same pages. What a page says is a jumble; only its size and its make-up are those of a newspaper. The texts stay where they are:
//! nothing made here is shipped.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;

/// Make HTML pages of 600 to 800 words from JSONL files of texts
#[derive(Parser)]
struct Corpus {
    /// A folder with JSONL files whose records have `text` and `licence`
    texts: PathBuf,
    /// The folder to make
    out: PathBuf,
    /// How many pages
    #[arg(long, default_value_t = 1000)]
    count: usize,
    /// Seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Fewest words of a page; the most is 200 above.
const LEAST_WORDS: u64 = 600;
/// Words after which a passage ends at the next full stop: a paragraph of a newspaper.
const PASSAGE_WORDS: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let options = Corpus::parse();
    let mut passages = passages(&options.texts)?;
    if passages.is_empty() {
        return Err(format!("{} has no JSONL file with a `text`", options.texts.display()).into());
    }
    let mut state = options.seed;
    shuffle(&mut passages, &mut state);
    fs::create_dir_all(&options.out)?;
    let mut next = passages.iter().cycle();
    for number in 0..options.count {
        let wanted = LEAST_WORDS + random(&mut state) % 200;
        let (mut words, mut paragraphs) = (0, Vec::new());
        while words < wanted {
            let Some(passage) = next.next() else { break };
            words += passage.split_whitespace().count() as u64;
            paragraphs.push(passage.as_str());
        }
        fs::write(options.out.join(format!("{number:05}.html")), page(number, &paragraphs))?;
    }
    println!("{} pages in {}, from {} passages", options.count, options.out.display(), passages.len());
    Ok(())
}

fn passages(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|f| f.map(|f| f.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    let mut passages = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file)?.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            let stated = record["licence"].as_str().is_some_and(|l| !l.is_empty());
            if let Some(text) = record["text"].as_str().filter(|_| stated) {
                cut(text, &mut passages);
            }
        }
    }
    Ok(passages)
}

/// Cuts a text into passages of about a paragraph, at line breaks and full stops.
fn cut(text: &str, passages: &mut Vec<String>) {
    for block in text.lines().map(str::trim).filter(|b| !b.is_empty()) {
        let mut passage: Vec<&str> = Vec::new();
        for word in block.split_whitespace() {
            passage.push(word);
            if passage.len() >= PASSAGE_WORDS && word.ends_with('.') {
                passages.push(passage.join(" "));
                passage.clear();
            }
        }
        if passage.len() > 5 {
            passages.push(passage.join(" "));
        }
    }
}

fn page(number: usize, paragraphs: &[&str]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let day = number % 28 + 1;
    let month = number / 28 % 12 + 1;
    let body: String = paragraphs.iter().map(|p| format!("<p>{}</p>\n", escaped(p))).collect();
    let links: String = (0..40).map(|n| format!("<li><a href=\"/section/{n}\">Section {n} of the bench paper</a></li>\n")).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Bench page {number}</title>\n\
         <meta property=\"article:published_time\" content=\"2021-{month:02}-{day:02}T08:00:00Z\">\n\
         <meta property=\"og:site_name\" content=\"Bench Paper {outlet}\">\n<style>body {{ font-family: serif }}</style></head>\n\
         <body><header><nav><ul>\n{links}</ul></nav></header>\n<main><article><h1>Bench page {number}</h1>\n{body}</article></main>\n\
         <aside><ul>\n{links}</ul></aside><footer><p>Made for measuring.</p></footer><script>var n = {number};</script></body></html>\n",
        outlet = number % 50
    )
}

fn shuffle<T>(items: &mut [T], state: &mut u64) {
    for i in (1..items.len()).rev() {
        items.swap(i, (random(state) % (i as u64 + 1)) as usize);
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
