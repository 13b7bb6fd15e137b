//! Measures the encoder alone, on one core: words a processor second, word pieces and decoding included.
//!
//! The sentences can be written out with the tags they got, so that another runtime can be measured on the same ones in the same run:
//! `training/speed.py` does so with onnxruntime.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::json;
use tacitus_record::Span;
use tacitus_text::{Analysis, Encoder, Words, split};

/// Measure the encoder on the sentences of a JSONL file of texts
#[derive(Parser)]
struct Options {
    /// A JSONL file whose records have `text`
    texts: PathBuf,
    /// How many of its texts
    #[arg(long, default_value_t = 200)]
    count: usize,
    /// Where to write the sentences: a line a text, `words` and `upos` of each of its sentences
    #[arg(long)]
    sentences: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let texts = texts(&options.texts, options.count)?;
    let cut: Vec<Vec<Vec<&str>>> = texts.iter().map(|text| sentences(text)).collect();
    let words: usize = cut.iter().flatten().map(Vec::len).sum();
    let asked: Vec<Vec<Words>> = cut.iter().map(|text| text.iter().map(|forms| Words { forms: forms.clone() }).collect()).collect();
    let encoder = Encoder::embedded();
    // The first text warms up. A text at a time, as `tacitus read` asks.
    asked.iter().take(1).for_each(|text| drop(encoder.analyse(text)));
    let before = processor_seconds()?;
    let analyses: Vec<Vec<Analysis>> = asked.iter().map(|text| encoder.analyse(text)).collect();
    let seconds = processor_seconds()? - before;
    if let Some(path) = options.sentences {
        let upos = |a: &Analysis| a.upos.iter().map(|&u| encoder.labels().upos[usize::from(u)]).collect::<Vec<_>>();
        let line = |(cut, analyses): (&Vec<Vec<&str>>, &Vec<Analysis>)| {
            format!("{}\n", json!({"words": cut, "upos": analyses.iter().map(upos).collect::<Vec<_>>()}))
        };
        fs::write(path, cut.iter().zip(&analyses).map(line).collect::<String>())?;
    }
    println!("{}", json!({"words": words, "processor_seconds": seconds, "words_per_second": (words as f64 / seconds).round()}));
    Ok(())
}

fn texts(file: &Path, count: usize) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in fs::read_to_string(file)?.lines().take(count) {
        let record: serde_json::Value = serde_json::from_str(line)?;
        texts.extend(record["text"].as_str().map(str::to_string));
    }
    if texts.is_empty() { Err(format!("{} has no records with a `text`", file.display()).into()) } else { Ok(texts) }
}

fn sentences(text: &str) -> Vec<Vec<&str>> {
    let Some(whole) = Span::new(text, 0, text.len()) else { return Vec::new() };
    split(text, whole).iter().map(|sentence| sentence.words.iter().map(|span| span.slice(text)).collect()).collect()
}

/// Processor time of this program so far, as Linux tells it (proc_pid_stat(5): utime and stime, in ticks of 10 ms).
fn processor_seconds() -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks: Vec<f64> = after_name.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}
