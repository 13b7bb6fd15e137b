//! Codes articles with the user's PETRARCH dictionaries; the ledger has no part in it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tacitus::Engine;
use tacitus_intake::{Options, sources};
use tacitus_reading::petrarch::{Dictionaries, Edition};
use tacitus_record::{Article, Day};

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};

/// Code articles with PETRARCH dictionaries: date, source, target, code and sentence, tab-separated
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus code --petrarch dictionaries/ articles/ > events.tsv
  tacitus code --petrarch dictionaries/ --edition 2 --published 2015-03-01 story.txt")]
pub struct Code {
    /// Files, folders, patterns, or - for the standard input
    #[arg(required = true, value_name = "PATH|GLOB|-")]
    pub inputs: Vec<String>,
    /// Folder of the dictionaries, whose names say what they are: actors, agents, discards, verbs (or CAMEO)
    #[arg(long, value_name = "DIR")]
    pub petrarch: PathBuf,
    /// Which PETRARCH the verbs are for, where the folder has both
    #[arg(long, value_enum)]
    pub edition: Option<Written>,
    /// Publication day of every article of this call; it decides which of an actor's dated codes holds
    #[arg(long, value_name = "DAY")]
    pub published: Option<Day>,
}

/// An edition as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Written {
    /// PETRARCH-1.
    #[value(name = "1")]
    One,
    /// PETRARCH-2.
    #[value(name = "2")]
    Two,
}

impl Code {
    pub fn run(self, global: &Global) -> Outcome {
        let edition = self.edition.map(|e| match e {
            Written::One => Edition::One,
            Written::Two => Edition::Two,
        });
        let dictionaries = Dictionaries::load(&self.petrarch, edition).map_err(Failure::configuration)?;
        for problem in dictionaries.problems() {
            global.say(format_args!("left out: {problem}"));
        }
        let engine = Engine::new(&global.project()?).map_err(Failure::configuration)?;
        let options = Options { published: self.published, ..Options::default() };
        let listing = sources(&self.inputs);
        let mut out = io::BufWriter::new(io::stdout().lock());
        writeln!(out, "date\tsource\ttarget\tcode\tsentence")?;
        let mut failed = listing.errors.len();
        listing.errors.iter().for_each(|error| global.say(error));
        for item in listing.sources.iter().flat_map(|source| source.read(&options)) {
            match item {
                Ok(intake) => write_events(&mut out, &engine, &dictionaries, &intake.article)?,
                Err(error) => {
                    failed += 1;
                    global.say(error);
                }
            }
        }
        out.flush()?;
        Ok(if failed > 0 { Exit::SomeFailed } else { Exit::Done })
    }
}

fn write_events(out: &mut impl Write, engine: &Engine, dictionaries: &Dictionaries, article: &Article) -> io::Result<()> {
    let document = engine.document(article);
    let published = article.published.as_ref().map(|p| p.value);
    let date = published.map_or(String::new(), |day| day.to_string());
    for event in dictionaries.code(&document, &article.text, published) {
        let sentence = document.sentences[event.sentence].span.slice(&article.text);
        let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "{date}\t{}\t{}\t{}\t{line}", event.source, event.target, event.code)?;
    }
    Ok(())
}
