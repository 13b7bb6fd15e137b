//! Reads many articles at once and records them: one thread takes articles in, several read, this one writes.
//!
//! Guarantees: what a batch recorded stays, whatever happens next; a broken article costs that article only; the order in which threads
//! finish changes nothing in the ledger's content. A text that comes again and again is read once: the readings of the last texts are kept.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use indicatif::ProgressBar;
use rayon::iter::{ParallelBridge, ParallelIterator};
use tacitus::Engine;
use tacitus_intake::Intake;
use tacitus_ledger::{KnownAt, Ledger, LedgerError, ReadArticle, Relinked};
use tacitus_record::{Article, Reading, Scope};

use crate::exit::Failure;
use crate::remembered::Remembered;

/// Articles recorded in one transaction.
const BATCH: usize = 64;
/// Articles that may wait between stages: enough to keep every thread busy, few enough to keep memory flat.
const WAITING: usize = 64;
/// Articles that a thread reads together at the most, and the bytes of text from which no further one joins them. Of the last ones waiting
/// it takes its share only, so that all threads end at about one time.
const HANDFUL: usize = 8;
const HANDFUL_BYTES: usize = 200_000;
/// Bytes of stack of a reading thread: room for the nesting of the longest sentences.
const READER_STACK: usize = 16 << 20;
/// How often the writer looks whether it was asked to stop.
const TICK: Duration = Duration::from_millis(200);
/// Ticks without an article after which it records what has come in: a crash costs little work, and few transactions are needed.
const IDLE_TICKS: u32 = 10;
/// Time for linking after Ctrl-C; what is not linked by then is linked by the next `read`.
const GRACE: Duration = Duration::from_millis(700);

/// What there is to read with, and where to.
pub struct Ingest<'a> {
    /// The reader; let go before linking, which needs the memory.
    pub engine: Engine,
    /// The ledger file.
    pub ledger: &'a Path,
    /// When the ledger knows.
    pub known_at: KnownAt,
    /// Threads that read.
    pub threads: usize,
    /// Set once the user wants to stop.
    pub stop: &'static AtomicBool,
    /// Shows how far it is; counts sources.
    pub progress: ProgressBar,
    /// Whether warnings about single articles are kept back.
    pub quiet: bool,
}

/// One thing that intake found.
pub enum Incoming {
    /// An article, and what was doubtful about it.
    Article(Box<Intake>),
    /// An item that could not be read: one line, what and what to do.
    Failed(String),
}

enum Outgoing {
    Read { article: Box<ReadArticle>, warnings: Vec<String> },
    Known { lang: String },
    Failed(String),
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that the ledger did not have.
    pub new: u32,
    /// Articles that it had.
    pub known: u32,
    /// Articles that another reader, or another capture, had given; read anew.
    pub reread: u32,
    /// Articles marked out of scope in this run.
    pub out_of_scope: u32,
    /// Articles in a language that is not read, by language.
    pub unread_languages: BTreeMap<String, u32>,
    /// Items that could not be read.
    pub failed: u32,
    /// Claims that no article had made before.
    pub new_claims: u32,
    /// Notes by code.
    pub notes: BTreeMap<String, u32>,
    /// What linking came to, once it was done.
    pub linked: Option<Relinked>,
    /// Whether Ctrl-C ended it.
    pub interrupted: bool,
}

impl Ingest<'_> {
    /// Reads everything that `intake` emits (until it returns, or `emit` says stop) and records it; then links.
    ///
    /// `on_interrupt` sees the summary when Ctrl-C ends the run, after everything read so far is recorded: the process then exits with 130.
    pub fn run(self, intake: impl FnOnce(&mut Emit<'_>) + Send, on_interrupt: impl FnOnce(&Summary)) -> Result<Summary, Failure> {
        let mut ledger = Ledger::open(self.ledger)?;
        let lookup = Mutex::new(Ledger::open(self.ledger)?);
        let reader = self.engine.id().to_string();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .stack_size(READER_STACK)
            .build()
            .map_err(|e| Failure::failed(format!("could not start {} threads: {e}; give fewer with --threads", self.threads)))?;
        let (to_readers, articles) = sync_channel::<Incoming>(WAITING);
        let (threads, waiting) = (self.threads, &AtomicUsize::new(0));
        let (to_writer, results) = sync_channel::<Outgoing>(WAITING);
        let (engine, stop, known_at, progress) = (self.engine, self.stop, self.known_at, &self.progress);
        let (reading, pool) = (&engine, &pool);
        let mut summary = Summary::default();
        let remembered = Mutex::new(Remembered::default());
        let stored = std::thread::scope(|scope| {
            scope.spawn(move || {
                intake(&mut |incoming| {
                    waiting.fetch_add(1, Ordering::Relaxed);
                    !stop.load(Ordering::Relaxed) && to_readers.send(incoming).is_ok()
                });
            });
            let (lookup, reader, remembered) = (&lookup, &reader, &remembered);
            scope.spawn(move || {
                pool.install(|| {
                    Handfuls { articles, waiting, threads }.par_bridge().for_each(|handful| {
                        if !stop.load(Ordering::Relaxed) {
                            for outgoing in several(reading, (lookup, reader.as_str()), remembered, handful) {
                                // A closed channel means that the writer has given up; there is nobody left to tell.
                                let _ = to_writer.send(outgoing);
                            }
                        }
                    });
                });
                drop(to_writer);
            });
            let stored = store(&mut ledger, &results, &known_at, stop, progress, self.quiet, &mut summary);
            if stop.load(Ordering::Relaxed) {
                summary.interrupted = true;
                progress.finish_and_clear();
                on_interrupt(&summary);
                exit_soon(&mut ledger, &known_at);
            }
            if stored.is_err() {
                // The readers stop at the next article; the error is what the user hears of.
                stop.store(true, Ordering::Relaxed);
                while results.try_recv().is_ok() {}
            }
            drop(results);
            stored
        });
        stored?;
        drop((engine, lookup));
        progress.set_message("linking");
        summary.linked = Some(pool.install(|| ledger.relink(&known_at))?);
        progress.finish_and_clear();
        Ok(summary)
    }
}

/// Articles as they come in, in handfuls of what is there already: nothing waits for others that may never come.
struct Handfuls<'a> {
    articles: Receiver<Incoming>,
    /// How many of them there are, about.
    waiting: &'a AtomicUsize,
    /// Threads that read.
    threads: usize,
}

impl Iterator for Handfuls<'_> {
    type Item = Vec<Incoming>;

    fn next(&mut self) -> Option<Vec<Incoming>> {
        let bytes = |incoming: &Incoming| match incoming {
            Incoming::Article(intake) => intake.article.text.len(),
            Incoming::Failed(_) => 0,
        };
        let mut handful = vec![self.articles.recv().ok()?];
        let most = self.waiting.load(Ordering::Relaxed).div_ceil(2 * self.threads).clamp(1, HANDFUL);
        let mut size = bytes(&handful[0]);
        while handful.len() < most && size < HANDFUL_BYTES {
            let Ok(next) = self.articles.try_recv() else { break };
            size += bytes(&next);
            handful.push(next);
        }
        self.waiting.fetch_sub(handful.len(), Ordering::Relaxed);
        Some(handful)
    }
}

/// Reads a handful of articles together; whatever goes wrong in one costs that one only. `ledger`: to look for what it knows, and by which
/// reader.
fn several(
    engine: &Engine,
    (lookup, reader): (&Mutex<Ledger>, &str),
    remembered: &Mutex<Remembered>,
    handful: Vec<Incoming>,
) -> Vec<Outgoing> {
    let mut out = Vec::new();
    let mut unread: Vec<(Article, Vec<String>, [u8; 32])> = Vec::new();
    let done = |article: Article, reading: Reading, warnings: Vec<String>| {
        let scope = engine.scope(&article, &reading);
        let read = ReadArticle { article, reading, scope, reader: reader.to_string() };
        Outgoing::Read { article: Box::new(read), warnings }
    };
    for incoming in handful {
        match incoming {
            Incoming::Failed(why) => out.push(Outgoing::Failed(why)),
            Incoming::Article(intake) => {
                let article = Engine::with_language(intake.article);
                let known = lookup.lock().map(|ledger| ledger.knows(&article, reader));
                if matches!(known, Ok(Ok(true))) {
                    out.push(Outgoing::Known { lang: article.lang });
                    continue;
                }
                let key = engine.reading_key(&article);
                let again = remembered.lock().ok().and_then(|r| r.get(&key));
                match again {
                    Some(reading) => {
                        let reading = Engine::reading_in(&article, &reading);
                        out.push(done(article, reading, intake.warnings));
                    }
                    None => unread.push((article, intake.warnings, key)),
                }
            }
        }
    }
    let all: Vec<&Article> = unread.iter().map(|(article, ..)| article).collect();
    // Where one article breaks the joint reading, each is read alone.
    let documents = catch_unwind(AssertUnwindSafe(|| engine.documents(&all))).ok();
    let mut documents = documents.into_iter().flatten();
    for (article, warnings, key) in unread {
        let source = article.source.clone();
        let document = documents.next();
        let read = catch_unwind(AssertUnwindSafe(|| {
            let document = document.unwrap_or_else(|| engine.document(&article));
            let reading = engine.read_document(&article, &document);
            if let Ok(mut remembered) = remembered.lock() {
                remembered.keep(key, &reading);
            }
            done(article, reading, warnings)
        }));
        out.push(read.unwrap_or_else(|_| {
            Outgoing::Failed(format!("{source}: a defect in Tacitus stopped the reading of this article; please report it with the file"))
        }));
    }
    out
}

/// Records results in batches until there are no more, or the user wants to stop.
fn store(
    ledger: &mut Ledger,
    results: &Receiver<Outgoing>,
    known_at: &KnownAt,
    stop: &AtomicBool,
    progress: &ProgressBar,
    quiet: bool,
    summary: &mut Summary,
) -> Result<(), LedgerError> {
    let (mut batch, mut idle_ticks) = (Vec::new(), 0);
    let say = |message: std::fmt::Arguments<'_>| {
        if !quiet {
            eprintln!("{message}")
        }
    };
    loop {
        let next = results.recv_timeout(TICK);
        let ended = matches!(next, Err(RecvTimeoutError::Disconnected)) || stop.load(Ordering::Relaxed);
        idle_ticks += u32::from(next.is_err());
        match next {
            Ok(Outgoing::Read { article, warnings }) => {
                summary.seen(&article);
                for warning in warnings {
                    progress.suspend(|| say(format_args!("note: {}: {warning}", article.article.source)));
                }
                batch.push(*article);
            }
            Ok(Outgoing::Known { lang }) => {
                summary.known += 1;
                summary.language(&lang);
            }
            Ok(Outgoing::Failed(why)) => {
                summary.failed += 1;
                progress.suspend(|| eprintln!("failed: {why}"));
            }
            Err(_) => {}
        }
        if !batch.is_empty() && (batch.len() >= BATCH || idle_ticks >= IDLE_TICKS || ended) {
            idle_ticks = 0;
            let done = ledger.record(std::mem::take(&mut batch), known_at)?;
            summary.new += done.new_articles;
            summary.known += done.known_articles;
            summary.reread += done.reread_articles;
            summary.new_claims += done.new_claims;
            // Equal texts may be read side by side; what is stored of them counts once.
            for (code, notes) in done.notes {
                *summary.notes.entry(code).or_default() += notes;
            }
        }
        progress.set_message(format!("{} articles, {} new claims", summary.new + summary.known + summary.reread, summary.new_claims));
        if ended {
            return Ok(());
        }
    }
}

impl Summary {
    /// What was done, for people.
    pub fn text(&self) -> String {
        let mut out = format!(
            "articles: {} new, {} known, {} read anew, {} out of scope, {} failed\nclaims: {} new",
            self.new, self.known, self.reread, self.out_of_scope, self.failed, self.new_claims
        );
        let listed = |map: &BTreeMap<String, u32>| map.iter().map(|(k, n)| format!("{k} {n}")).collect::<Vec<_>>().join(", ");
        if !self.unread_languages.is_empty() {
            out.push_str(&format!("\nstored but unread, by language: {}", listed(&self.unread_languages)));
        }
        if !self.notes.is_empty() {
            out.push_str(&format!("\nnotes (what stayed unread or doubtful): {}", listed(&self.notes)));
        }
        if let Some(linked) = &self.linked {
            out.push_str(&format!(
                "\nthe ledger now has {} origins, {} incidents, {} links",
                linked.origins, linked.incidents, linked.links
            ));
        }
        if self.interrupted {
            out.push_str("\ninterrupted: everything counted above is kept; run the same command again to go on");
        }
        out
    }

    /// The same, for machines.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "new": self.new, "known": self.known, "reread": self.reread, "out_of_scope": self.out_of_scope, "failed": self.failed,
            "new_claims": self.new_claims, "unread_languages": self.unread_languages, "notes": self.notes,
            "origins": self.linked.map(|l| l.origins), "incidents": self.linked.map(|l| l.incidents),
            "links": self.linked.map(|l| l.links), "interrupted": self.interrupted,
        })
    }

    fn seen(&mut self, read: &ReadArticle) {
        self.out_of_scope += u32::from(read.scope == Scope::Out);
        self.language(&read.article.lang);
    }

    fn language(&mut self, lang: &str) {
        if !Engine::reads(lang) {
            *self.unread_languages.entry(lang.to_string()).or_default() += 1;
        }
    }
}

/// Links what was recorded if that takes no longer than the grace, then leaves: the readers may be deep in a long article.
fn exit_soon(ledger: &mut Ledger, known_at: &KnownAt) -> ! {
    std::thread::spawn(|| {
        std::thread::sleep(GRACE);
        std::process::exit(crate::exit::Exit::Interrupted as i32);
    });
    // Linking is one transaction: cut short or failing, it leaves the ledger as recorded, and the next `read` links.
    let _ = ledger.relink(known_at);
    std::process::exit(crate::exit::Exit::Interrupted as i32);
}

/// Sends an article or a failure on; `false` where nobody wants more.
pub type Emit<'a> = dyn FnMut(Incoming) -> bool + 'a;

/// A flag that Ctrl-C sets; a second Ctrl-C ends the process at once. One flag for the whole process, however often it is asked for.
pub fn stop_on_interrupt() -> Result<&'static AtomicBool, Failure> {
    static STOP: AtomicBool = AtomicBool::new(false);
    static WATCH: OnceLock<Result<(), String>> = OnceLock::new();
    let watch = WATCH.get_or_init(|| {
        ctrlc::set_handler(|| {
            if STOP.swap(true, Ordering::Relaxed) {
                std::process::exit(crate::exit::Exit::Interrupted as i32);
            }
        })
        .map_err(|e| format!("could not watch for Ctrl-C: {e}"))
    });
    watch.clone().map_err(Failure::failed)?;
    Ok(&STOP)
}
