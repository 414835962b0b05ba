//! The one thread that touches the book: takes requests in their order, and answers each.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use super::effect::{Done, Effect};
use super::msg::{Msg, Request};

/// Does what an effect asks; the error says what happened and what to do.
pub trait Perform: Send + 'static {
    /// Does it, and waits until it is done.
    fn perform(&mut self, effect: &Effect) -> Result<Done, String>;
}

/// The worker's letter box. Dropping it waits until the requests that are in it are done.
#[derive(Debug)]
pub struct Worker {
    requests: Option<Sender<Request>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; `answer` is called on it with the outcome of each request.
    pub fn spawn(
        mut book: impl Perform,
        answer: impl Fn(Msg) + Send + 'static,
    ) -> io::Result<Self> {
        let (requests, inbox) = channel::<Request>();
        let thread = thread::Builder::new().name("book".to_owned()).spawn(move || {
            for Request { number, effect } in inbox {
                answer(match book.perform(&effect) {
                    Ok(done) => Msg::Finished(number, done),
                    Err(why) => Msg::Failed(number, why),
                });
            }
        })?;
        Ok(Self { requests: Some(requests), thread: Some(thread) })
    }

    /// Asks for an effect; tells whether the worker is still there to do it.
    pub fn send(&self, request: Request) -> bool {
        self.requests.as_ref().is_some_and(|it| it.send(request).is_ok())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // Where it panicked, the panic was told already.
            let _ = thread.join();
        }
    }
}
