//! Work on one account after the other, shared among the cores of the machine.

use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many accounts may wait for each thread: none is idle, and few histories sit in memory.
const WAITING: usize = 4;

/// Hands whatever `feed` sends to as many threads as the machine has cores, and returns what `work`
/// made of it, in no order. `feed` runs on this thread, which alone holds the book.
pub(super) fn share<I: Send, O: Send, R>(
    work: impl Fn(I) -> Option<O> + Sync,
    feed: impl FnOnce(SyncSender<I>) -> R,
) -> Shared<O, R> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (sender, inbox) = sync_channel(WAITING * threads);
    let inbox = Mutex::new(inbox);
    thread::scope(|scope| {
        let running: Vec<_> =
            (0..threads).map(|_| scope.spawn(|| take_from(&inbox, &work))).collect();
        let fed = feed(sender);
        let mut made = Vec::new();
        for thread in running {
            match thread.join() {
                Ok(part) => made.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Shared { made, fed }
    })
}

/// What came of shared work.
pub(super) struct Shared<O, R> {
    /// What the threads made, in no order.
    pub(super) made: Vec<O>,
    /// What the one that fed them returned.
    pub(super) fed: R,
}

fn take_from<I, O>(inbox: &Mutex<Receiver<I>>, work: impl Fn(I) -> Option<O>) -> Vec<O> {
    let next = || inbox.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    let mut made = Vec::new();
    while let Some(it) = next() {
        made.extend(work(it));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_worked_on_once() {
        let shared = share(
            |it: i64| (it % 2 == 0).then_some(it),
            |to| (0..1000).filter(|it| to.send(*it).is_ok()).count(),
        );
        let mut made = shared.made;
        made.sort_unstable();
        assert_eq!(made, (0..1000).step_by(2).collect::<Vec<_>>());
        assert_eq!(shared.fed, 1000);
    }
}
