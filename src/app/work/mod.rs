//! What the state asks of the world: effects, the thread that does them, the session that holds the book.

mod effect;
mod msg;
pub(in crate::app) mod paths;
mod playbook;
mod renewal;
mod session;
mod told;
mod worker;
mod writes;

pub use effect::{Answer, Change, Done, Effect};
pub use msg::{Msg, Request, Size};
pub use playbook::{Again, PlaybookStart};
pub use session::{Kept, Session, Setup};
pub use told::lines as import_lines;
pub use worker::{Perform, Worker};
