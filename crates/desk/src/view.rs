//! Gives each request a ledger to read from, still at one revision, with its catalogue.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};

use tacitus_ledger::{AsOf, Ledger, LedgerError, ReadingRun};

use crate::catalogue::Catalogue;
use crate::reply::Problem;

/// Requests that read the ledger at once; others wait.
pub const AT_ONCE: usize = 8;
/// Ledgers of the past that are kept; each is a whole ledger in memory.
const PASTS_KEPT: usize = 3;
/// Claims up to which a request waits for the catalogue of what was just linked (some tenths of a second). With more, it is answered from the
/// edition before, which says its revision, while the new one is made behind.
const SMALL: usize = 50_000;

/// What a handler reads from.
pub struct View<'v> {
    /// The ledger, still at one revision.
    pub ledger: &'v Ledger,
    /// Its outlines.
    pub catalogue: &'v Catalogue,
    /// Last revision of the log at that point.
    pub revision: u64,
    /// Whether it is the ledger as it was.
    pub is_past: bool,
    /// The last run of reading.
    pub last_run: Option<ReadingRun>,
    /// Name of the project.
    pub project: &'v str,
}

/// The state of the ledger that an answer rests on: equal states give equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Last revision of the log.
    pub revision: u64,
    /// Revision that lists were made from.
    pub linked: u64,
}

impl State {
    fn of(ledger: &Ledger) -> Result<State, LedgerError> {
        Ok(State { revision: ledger.revision()?, linked: ledger.linked_revision()? })
    }
}

/// One state of the ledger, ready to be read by several requests at once, and its catalogue.
pub struct Edition {
    /// The state.
    pub state: State,
    catalogue: Arc<Catalogue>,
    last_run: Option<ReadingRun>,
    /// Readers that are held at that state and that nobody uses just now.
    idle: Mutex<Vec<Ledger>>,
    is_back: Condvar,
}

impl Edition {
    /// The newest state of the ledger at `path`. The catalogue of `last` is kept where nothing was linked since.
    fn newest(path: &Path, last: Option<&Edition>) -> Result<Edition, Problem> {
        let mut readers = Vec::with_capacity(AT_ONCE);
        for _ in 0..AT_ONCE {
            let reader = Ledger::open(path)?;
            reader.hold_still()?;
            let state = State::of(&reader)?;
            readers.push((state, reader));
        }
        // A writer may have come in between: the rest makes do with fewer readers.
        let state = readers.last().map(|(state, _)| *state).ok_or_else(Problem::busy)?;
        let mut idle: Vec<Ledger> = readers.into_iter().filter(|(s, _)| *s == state).map(|(_, reader)| reader).collect();
        let reader = idle.pop().ok_or_else(Problem::busy)?;
        let catalogue = match last {
            Some(last) if last.state.linked == state.linked => last.catalogue.clone(),
            _ => Arc::new(Catalogue::of(&reader)?),
        };
        let last_run = reader.reading_runs(1)?.pop();
        idle.push(reader);
        Ok(Edition { state, catalogue, last_run, idle: Mutex::new(idle), is_back: Condvar::new() })
    }

    /// Its outlines.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    fn with_ledger<T>(&self, read: impl FnOnce(&Ledger) -> T) -> T {
        let mut idle = locked(&self.idle);
        let ledger = loop {
            match idle.pop() {
                Some(ledger) => break ledger,
                None => idle = self.is_back.wait(idle).unwrap_or_else(PoisonError::into_inner),
            }
        };
        drop(idle);
        let lent = Lent { edition: self, ledger: Some(ledger) };
        // There until it goes back.
        lent.ledger.as_ref().map(read).expect("a reader was just lent")
    }
}

/// A reader on loan, which goes back whatever becomes of the request.
struct Lent<'e> {
    edition: &'e Edition,
    ledger: Option<Ledger>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        locked(&self.edition.idle).extend(self.ledger.take());
        self.edition.is_back.notify_one();
    }
}

/// All ledgers of one desk.
pub struct Views {
    path: PathBuf,
    project: String,
    /// Sees the newest state.
    scout: Mutex<Ledger>,
    now: Mutex<Option<Arc<Edition>>>,
    making: Mutex<()>,
    is_made_behind: AtomicBool,
    pasts: Mutex<Vec<Arc<Past>>>,
    building: Mutex<()>,
}

struct Past {
    asked: AsOf,
    /// Last revision of the ledger that it was made from: more may have become known at that instant since.
    made_at: u64,
    ledger: Mutex<Ledger>,
    catalogue: Catalogue,
}

/// What a panic in another request left behind is still whole: only finished values are put under these locks.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Views {
    /// The views of the ledger at `path`, which is opened once to see that it can be.
    pub fn new(path: &Path, project: &str) -> Result<Views, LedgerError> {
        Ok(Views {
            path: path.to_path_buf(),
            project: project.to_string(),
            scout: Mutex::new(Ledger::open(path)?),
            now: Mutex::default(),
            making: Mutex::default(),
            is_made_behind: AtomicBool::new(false),
            pasts: Mutex::default(),
            building: Mutex::default(),
        })
    }

    /// Name of the project.
    pub fn project(&self) -> &str {
        &self.project
    }

    /// The state of the file; cheap.
    pub fn state(&self) -> Result<State, Problem> {
        Ok(State::of(&locked(&self.scout))?)
    }

    /// The edition that requests are answered from: of the newest state, but for a large ledger whose lists are just being made anew.
    pub fn now(self: &Arc<Self>) -> Result<Arc<Edition>, Problem> {
        self.answering(SMALL)
    }

    /// The same, where a ledger of more than `small` claims is large.
    fn answering(self: &Arc<Self>, small: usize) -> Result<Arc<Edition>, Problem> {
        let state = self.state()?;
        let known = locked(&self.now).clone();
        match known {
            Some(edition) if edition.state == state => Ok(edition),
            Some(edition) if edition.state.linked != state.linked && edition.catalogue.claim_count() > small => {
                self.make_behind();
                Ok(edition)
            }
            _ => self.newest(),
        }
    }

    /// The edition of the newest state. One request makes it, others wait for it.
    pub fn newest(&self) -> Result<Arc<Edition>, Problem> {
        let _making = locked(&self.making);
        let last = locked(&self.now).clone();
        let state = self.state()?;
        if let Some(edition) = last.as_ref().filter(|e| e.state == state) {
            return Ok(edition.clone());
        }
        let edition = Arc::new(Edition::newest(&self.path, last.as_deref())?);
        *locked(&self.now) = Some(edition.clone());
        Ok(edition)
    }

    fn make_behind(self: &Arc<Self>) {
        if self.is_made_behind.swap(true, Ordering::AcqRel) {
            return;
        }
        let views = self.clone();
        std::thread::spawn(move || {
            // What went wrong is told to the request that has to wait for it; until then the edition before stands.
            let _ = views.newest();
            views.is_made_behind.store(false, Ordering::Release);
        });
    }

    /// Makes what the first pages need.
    pub fn warm(&self) -> Result<(), Problem> {
        let edition = self.newest()?;
        edition.with_ledger(|ledger| edition.catalogue.warm(ledger))?;
        Ok(())
    }

    /// Reads from that edition, or from the ledger as it was at a point before.
    pub fn read<T>(
        &self,
        edition: &Edition,
        as_of: Option<&AsOf>,
        read: impl FnOnce(&View<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let Some(point) = as_of else {
            return edition.with_ledger(|ledger| {
                read(&View {
                    ledger,
                    catalogue: &edition.catalogue,
                    revision: edition.state.revision,
                    is_past: false,
                    last_run: edition.last_run.clone(),
                    project: &self.project,
                })
            });
        };
        let past = self.past(edition, point)?;
        let ledger = locked(&past.ledger);
        let last_run = ledger.reading_runs(1)?.pop();
        let revision = ledger.revision()?;
        read(&View { ledger: &ledger, catalogue: &past.catalogue, revision, is_past: true, last_run, project: &self.project })
    }

    /// The ledger as it was then. It is built anew from its articles, which takes as long as linking them: one at a time is built, and who
    /// asks for another meanwhile is told to come back, so that pages of now never wait for the past.
    fn past(&self, edition: &Edition, point: &AsOf) -> Result<Arc<Past>, Problem> {
        let made_at = edition.state.revision;
        if let Some(past) = self.kept(point, made_at) {
            return Ok(past);
        }
        let _building = match self.building.try_lock() {
            Ok(building) => building,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(Problem::busy()),
        };
        let ledger = edition.with_ledger(|ledger| ledger.as_of(point))?;
        let catalogue = Catalogue::of(&ledger)?;
        let past = Arc::new(Past { asked: point.clone(), made_at, ledger: Mutex::new(ledger), catalogue });
        let mut pasts = locked(&self.pasts);
        pasts.retain(|p| p.asked != *point);
        if pasts.len() >= PASTS_KEPT {
            pasts.remove(0);
        }
        pasts.push(past.clone());
        Ok(past)
    }

    /// The past that is kept for that point, if it still holds. The one asked for last goes last.
    fn kept(&self, point: &AsOf, made_at: u64) -> Option<Arc<Past>> {
        let mut pasts = locked(&self.pasts);
        // More may have become known at that instant since; a revision stays what it is.
        let is_fresh =
            |past: &Past| past.asked == *point && (past.made_at == made_at || matches!(point, AsOf::Revision(r) if *r <= past.made_at));
        let at = pasts.iter().position(|p| is_fresh(p))?;
        let past = pasts.remove(at);
        pasts.push(past.clone());
        Some(past)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tacitus_ledger::{KnownAt, ReadArticle};
    use tacitus_record::{Article, Claim, Kind, Mention, Reading, Scope, Span, article_id};

    use super::*;

    fn record(path: &Path, text: &str, day: &str) -> String {
        let article = Article::of_text(&article_id(text, None, None), text);
        let id = article.id.clone();
        let span = Span::new(text, 0, text.len()).unwrap();
        let mention = Mention {
            article: id.clone(),
            sentence: 0,
            span,
            cue: None,
            reader: "rule".into(),
            rules: vec!["made up for the test".into()],
        };
        let claims = vec![Claim::new(Kind::Event, "assault.hit", mention)];
        let reading = Reading { claims, notes: Vec::new(), sentences: 1, ungrounded: 0 };
        let at: KnownAt = day.parse().unwrap();
        let mut ledger = Ledger::open(path).unwrap();
        ledger.record(vec![ReadArticle { article, reading, scope: Scope::In, reader: "rule@test".into() }], &at).unwrap();
        ledger.relink(&at).unwrap();
        id
    }

    #[test]
    fn a_large_ledger_is_answered_from_the_edition_before_until_the_new_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        drop(Ledger::create(&path).unwrap());
        record(&path, "A mill was hit in Karsk.", "2031-05-01");
        let views = Arc::new(Views::new(&path, "Vostia (TEST)").unwrap());
        let before = views.answering(0).unwrap();
        let later = record(&path, "A bridge was hit in Dorn.", "2031-05-02");
        let meanwhile = views.answering(0).unwrap();
        assert_eq!(meanwhile.state, before.state);
        let seen = |edition: &Edition| {
            let read = |view: &View<'_>| Ok((view.catalogue.articles.len(), view.ledger.article_heading(&later)?.is_some()));
            views.read(edition, None, read).unwrap()
        };
        assert_eq!(seen(&meanwhile), (1, false), "catalogue and ledger are of one state");
        let newest = views.state().unwrap();
        for _ in 0..1_000 {
            if views.answering(0).unwrap().state == newest {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(seen(&views.answering(0).unwrap()), (2, true));
        assert_eq!(seen(&before), (1, false), "who still reads the edition before reads it to the end");
        assert_eq!(seen(&views.newest().unwrap()), (2, true));
    }

    #[test]
    fn a_small_ledger_is_new_at_once_and_more_may_read_than_there_are_readers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        drop(Ledger::create(&path).unwrap());
        let views = Arc::new(Views::new(&path, "Vostia (TEST)").unwrap());
        assert_eq!(views.now().unwrap().state.revision, 0);
        record(&path, "A mill was hit in Karsk.", "2031-05-01");
        let edition = views.now().unwrap();
        assert_eq!(edition.state, views.state().unwrap());
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..AT_ONCE * 3)
                .map(|_| scope.spawn(|| views.read(&edition, None, |view| Ok(view.catalogue.articles.len())).unwrap()))
                .collect();
            assert!(readers.into_iter().all(|reader| reader.join().unwrap() == 1));
        });
    }
}
