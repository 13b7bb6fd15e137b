//! Codes sentences with PETRARCH's dictionaries, so that users of PETRARCH-1 and PETRARCH-2 keep theirs.
//!
//! The meaning of the formats is that of the PETRARCH manual ("PETRARCH Dictionary Formats") and of the TABARI manual, chapter 5, which
//! it rests on. Trees are Universal Dependencies here and constituents there: noun phrases, verb phrases and clauses are made from the
//! heads. Guarantees: a pure function of dictionaries, document and day; a bad line is reported and left out.

mod actors;
mod agents;
mod coding;
mod discards;
mod lines;
mod matching;
mod nominal;
mod phrases;
mod sentence;
#[cfg(test)]
mod tests;
mod verbs;

use std::path::{Path, PathBuf};

use tacitus_record::{Day, Span};
use tacitus_text::Document;

use actors::ActorBook;
use agents::AgentBook;
use discards::{Discard, DiscardBook};
use sentence::Marked;
use verbs::VerbBook;

/// Which PETRARCH the verb dictionary was written for. The two differ in how patterns are written and in a few rules of coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// PETRARCH-1: patterns are words and `_`; only a passive with `by` is turned round; `A/B` stands for two actors.
    One,
    /// PETRARCH-2: patterns have `{noun phrases}` and `(prepositional phrases)`; every passive is turned round; `A/B` is one code.
    Two,
}

/// A line that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The dictionary.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.message)
    }
}

/// One coded event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triple {
    /// Code of who does it; begins with `---` where only an agent is known.
    pub source: String,
    /// Code of whom it is done to.
    pub target: String,
    /// The event's code.
    pub code: String,
    /// Words that name the source.
    pub source_span: Span,
    /// Words that name the target.
    pub target_span: Span,
    /// The verb.
    pub verb_span: Span,
    /// Number of the sentence in the document, from 0.
    pub sentence: usize,
}

/// The dictionaries of a folder, ready for coding.
#[derive(Debug)]
pub struct Dictionaries {
    actors: ActorBook,
    agents: AgentBook,
    discards: DiscardBook,
    verbs: VerbBook,
    edition: Edition,
    problems: Vec<Problem>,
}

impl Dictionaries {
    /// Reads every file of `folder` whose name says what it is: `actors`, `agents`, `discards`, `verbs` (or `CAMEO`). Where verb files of
    /// both editions lie in it, `edition` chooses; without one a folder with both is refused.
    ///
    /// # Errors
    /// Says what is missing and what to do when a file cannot be read or the folder has no actors or no verbs. Lines that cannot be used
    /// are no error: they are in [`Dictionaries::problems`].
    pub fn load(folder: &Path, edition: Option<Edition>) -> Result<Dictionaries, String> {
        let listing = std::fs::read_dir(folder).map_err(|e| format!("{}: cannot be opened: {e}", folder.display()))?;
        let mut paths: Vec<PathBuf> = listing.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let Some(kind) = path.file_name().and_then(|n| Kind::of(&n.to_string_lossy())) else { continue };
            let bytes = std::fs::read(&path).map_err(|e| format!("{}: cannot be read: {e}", path.display()))?;
            files.push((kind, path, String::from_utf8_lossy(&bytes).into_owned()));
        }
        Dictionaries::of(&files, edition).map_err(|what| format!("{}: {what}", folder.display()))
    }

    fn of(files: &[(Kind, PathBuf, String)], edition: Option<Edition>) -> Result<Dictionaries, String> {
        let texts = |kind: Kind| files.iter().filter(move |f| f.0 == kind);
        let editions: Vec<Edition> = texts(Kind::Verbs).map(|f| verbs::edition(&f.2)).collect();
        let edition = match (edition, editions.first()) {
            (_, None) => return Err("no verb dictionary; its file name must contain \"verbs\" or begin with \"CAMEO\"".to_string()),
            (Some(wanted), _) => wanted,
            (None, Some(&first)) if editions.iter().all(|&e| e == first) => first,
            (None, _) => return Err("has verb dictionaries of PETRARCH-1 and PETRARCH-2; say which edition to use".to_string()),
        };
        if texts(Kind::Actors).next().is_none() {
            return Err("no actor dictionary; its file name must contain \"actors\"".to_string());
        }
        if !editions.contains(&edition) {
            return Err(format!("no verb dictionary of edition {edition:?}"));
        }
        let mut own = Dictionaries {
            actors: ActorBook::default(),
            agents: AgentBook::default(),
            discards: DiscardBook::default(),
            verbs: VerbBook::default(),
            edition,
            problems: Vec::new(),
        };
        for (kind, path, text) in files {
            let found = match kind {
                Kind::Actors => own.actors.read(text),
                Kind::Agents => own.agents.read(text),
                Kind::Discards => own.discards.read(text),
                Kind::Verbs if verbs::edition(text) == edition => own.verbs.read(text),
                Kind::Verbs => Vec::new(),
            };
            own.problems.extend(found.into_iter().map(|(line, message)| Problem { file: path.clone(), line, message }));
        }
        Ok(own)
    }

    /// Lines that were left out.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whose verb dictionary it is.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Codes a document: each distinct triple of a sentence once, in order of the text. `date` decides which of an actor's dated codes
    /// holds; without it only codes without dates do.
    pub fn code(&self, document: &Document, body: &str, date: Option<Day>) -> Vec<Triple> {
        let marked: Vec<Marked<'_>> = document.sentences.iter().map(|s| Marked::new(s, body)).collect();
        let discards: Vec<Option<Discard>> = marked.iter().map(|m| self.discards.find(m)).collect();
        if discards.contains(&Some(Discard::Story)) {
            return Vec::new();
        }
        let kept = marked.into_iter().zip(discards).enumerate().filter(|(_, (_, discard))| discard.is_none());
        kept.flat_map(|(number, (marked, _))| coding::code(self, marked, number, date)).collect()
    }
}

/// What a file is, told from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Actors,
    Agents,
    Discards,
    Verbs,
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        let name = name.to_lowercase();
        if !name.ends_with(".txt") && !name.ends_with("verbs") {
            return None;
        }
        [("actors", Kind::Actors), ("agents", Kind::Agents), ("discards", Kind::Discards), ("verb", Kind::Verbs), ("cameo", Kind::Verbs)]
            .into_iter()
            .find(|(mark, _)| name.contains(mark))
            .map(|(_, kind)| kind)
    }
}
