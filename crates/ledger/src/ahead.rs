//! Lets the other cores make what comes next while this thread, which alone may touch SQLite, works on what is there.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::error::Result;

/// Items worked on together: enough for every thread, few enough that what is made of them is no burden.
pub(crate) const TOGETHER: usize = 1024;

/// Makes something of each item on all threads and hands it, in order, to `take` on this one, a portion ahead of it.
pub(crate) fn made_ahead<'a, T: Sync, R: Send>(
    items: &'a [T],
    make: impl Fn(&'a T) -> Vec<R> + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let made = |portion: &'a [T]| -> Vec<R> { portion.par_iter().flat_map_iter(&make).collect() };
    let mut portions = items.chunks(TOGETHER);
    let mut ready = portions.next().map(made);
    while let Some(now) = ready.take() {
        let next = portions.next();
        meanwhile(|| ready = next.map(made), || now.into_iter().try_for_each(&mut take))?;
    }
    Ok(())
}

/// Has the other threads do `there` while this one does `here`.
pub(crate) fn meanwhile<R>(there: impl FnOnce() + Send, here: impl FnOnce() -> R) -> R {
    rayon::in_place_scope(|scope| {
        scope.spawn(|_| there());
        here()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_made_is_taken_once_in_order_by_any_number_of_threads() {
        let items: Vec<usize> = (0..TOGETHER * 2 + 7).collect();
        for threads in [1, 2, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let mut taken = Vec::new();
            let done = pool.install(|| {
                made_ahead(
                    &items,
                    |&i| vec![i; i % 3],
                    |i| {
                        taken.push(i);
                        Ok(())
                    },
                )
            });
            done.expect("nothing fails");
            assert_eq!(taken, items.iter().flat_map(|&i| vec![i; i % 3]).collect::<Vec<_>>(), "{threads} threads");
        }
    }
}
