//! Gives each request a ledger to read from, still at one revision, with its catalogue.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use tacitus_ledger::{AsOf, Ledger, LedgerError, ReadingRun};

use crate::catalogue::Catalogue;
use crate::reply::Problem;

/// Ledgers of the past that are kept; each is a whole ledger in memory.
const PASTS_KEPT: usize = 3;

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

/// All ledgers of one desk.
pub struct Views {
    path: PathBuf,
    project: String,
    idle: Mutex<Vec<Ledger>>,
    now: Mutex<Option<Arc<Catalogue>>>,
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
        let ledger = Ledger::open(path)?;
        Ok(Views {
            path: path.to_path_buf(),
            project: project.to_string(),
            idle: Mutex::new(vec![ledger]),
            now: Mutex::default(),
            pasts: Mutex::default(),
            building: Mutex::default(),
        })
    }

    /// Name of the project.
    pub fn project(&self) -> &str {
        &self.project
    }

    fn with_ledger<T>(&self, read: impl FnOnce(&Ledger) -> T) -> Result<T, Problem> {
        let idle = locked(&self.idle).pop();
        let ledger = match idle {
            Some(ledger) => ledger,
            None => Ledger::open(&self.path)?,
        };
        let answer = ledger.at_one_revision(read);
        // One that failed may be the reason: it is closed.
        if answer.is_ok() {
            locked(&self.idle).push(ledger);
        }
        Ok(answer?)
    }

    /// The state now; cheap.
    pub fn state(&self) -> Result<State, Problem> {
        self.with_ledger(|ledger| Ok(State { revision: ledger.revision()?, linked: ledger.linked_revision()? }))?
    }

    /// Makes the catalogue if it is not made yet.
    pub fn warm(&self) -> Result<(), Problem> {
        self.with_ledger(|ledger| self.catalogue(ledger).map(drop))?
    }

    /// The catalogue of what `ledger` holds. One request makes it, others wait for it.
    fn catalogue(&self, ledger: &Ledger) -> Result<Arc<Catalogue>, Problem> {
        let linked = ledger.linked_revision()?;
        let mut now = locked(&self.now);
        if let Some(catalogue) = now.as_ref().filter(|c| c.revision == linked) {
            return Ok(catalogue.clone());
        }
        let catalogue = Arc::new(Catalogue::of(ledger)?);
        *now = Some(catalogue.clone());
        Ok(catalogue)
    }

    /// Reads at that point of history, or now.
    pub fn read<T>(&self, as_of: Option<&AsOf>, read: impl FnOnce(&View<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let Some(point) = as_of else {
            return self.with_ledger(|ledger| {
                let catalogue = self.catalogue(ledger)?;
                read(&self.view(ledger, &catalogue, false)?)
            })?;
        };
        let past = self.past(point)?;
        let ledger = locked(&past.ledger);
        read(&self.view(&ledger, &past.catalogue, true)?)
    }

    fn view<'v>(&'v self, ledger: &'v Ledger, catalogue: &'v Catalogue, is_past: bool) -> Result<View<'v>, Problem> {
        let last_run = ledger.reading_runs(1)?.pop();
        Ok(View { ledger, catalogue, revision: ledger.revision()?, is_past, last_run, project: &self.project })
    }

    /// The ledger as it was then. It is built anew from its articles, which takes as long as linking them: one at a time is built, and who
    /// asks for another meanwhile is told to come back, so that pages of now never wait for the past.
    fn past(&self, point: &AsOf) -> Result<Arc<Past>, Problem> {
        let made_at = self.state()?.revision;
        if let Some(past) = self.kept(point, made_at) {
            return Ok(past);
        }
        let _building = match self.building.try_lock() {
            Ok(building) => building,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(Problem::busy()),
        };
        let ledger = self.with_ledger(|ledger| ledger.as_of(point))??;
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
