//! The book in one file of `SQLite`.
//!
//! **Invariant:** this is the only room that names `rusqlite`. Every write goes through
//! [`Store::write`], which makes it one journal entry; nothing is overwritten, so undo is a flag.

mod database;
mod error;
mod read;
mod write;

pub use database::{Access, Store};
pub use error::{Error, Result};
pub use read::FileName;
pub use write::{NewFile, NewPoint, NewVersion, Write};
