//! Lends threads to graphs.

use std::sync::{Arc, Mutex, PoisonError};

use rten::ThreadPool;

/// Single-threaded pools not in use, one for each caller at work.
#[derive(Default)]
pub(crate) struct Lent(Mutex<Vec<Arc<ThreadPool>>>);

impl Lent {
    /// Runs a job on a thread of its own: a caller that is a rayon worker would otherwise pick up other jobs while it waits, on top of this
    /// one's stack, and might wait there for what it is itself about to make.
    pub fn run<T: Send>(&self, job: impl FnOnce(&Arc<ThreadPool>) -> T + Send) -> T {
        let pool = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let pool = pool.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let here = || pool.run(|| job(&pool));
        let out = std::thread::scope(|s| s.spawn(here).join()).unwrap_or_else(|e| std::panic::resume_unwind(e));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(pool);
        out
    }
}
