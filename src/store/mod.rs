//! The book in one file of `SQLite`.
//!
//! **Invariant:** this is the only room that names `rusqlite`. Every write goes through
//! [`Store::write`], which makes it one journal entry; nothing is overwritten, so undo is a flag.

mod copy;
mod database;
mod draft;
mod error;
mod glance;
mod header;
mod history;
mod journal;
mod lookup;
mod marker;
mod memo;
mod migrations;
mod patch;
mod permissions;
mod place;
mod read;
mod series_codec;
mod soundness;
mod upkeep;
mod write;

pub use database::{Access, Store};
pub use draft::{NewFile, NewPoint, NewVersion};
pub use error::{Error, Result};
pub use lookup::{AccountName, RecordKey};
pub use marker::{ImportMarker, Interrupted};
pub use read::FileName;
pub use soundness::damage;
pub use upkeep::{Counts, KindCount};
pub use write::Write;
