//! The thread that holds the session: effects go in by number, what they did comes back.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use super::effect::{Done, Effect};

/// Who performs effects: a session, or a stand-in for tests.
pub trait Perform: Send {
    /// Does what an effect asks; the error is a message for the user.
    fn perform(&mut self, effect: &Effect) -> Result<Done, String>;
}

/// An effect's number, so that an answer finds who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ticket(pub u64);

/// What came back for a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The effect's number.
    pub ticket: Ticket,
    /// What it did, or a message for the user.
    pub result: Result<Done, String>,
}

/// A running worker; dropping it lets the thread finish what it does and end.
#[derive(Debug)]
pub struct Worker {
    effects: Option<Sender<(Ticket, Effect)>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts a thread that performs effects one after the other and hands each answer to `answer`;
    /// it ends when `answer` says that nobody listens any more.
    pub fn start(
        mut perform: impl Perform + 'static,
        mut answer: impl FnMut(Answered) -> bool + Send + 'static,
    ) -> Self {
        let (effects, asked): (_, Receiver<(Ticket, Effect)>) = channel();
        let thread = thread::spawn(move || {
            for (ticket, effect) in asked {
                let result = perform.perform(&effect);
                if !answer(Answered { ticket, result }) {
                    break;
                }
            }
        });
        Self { effects: Some(effects), thread: Some(thread) }
    }

    /// Asks for an effect. Nothing happens where the worker has ended.
    pub fn ask(&self, ticket: Ticket, effect: Effect) {
        if let Some(effects) = &self.effects {
            // The worker ends only when the cockpit does.
            let _ = effects.send((ticket, effect));
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.effects = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
