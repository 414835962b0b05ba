//! Opening the file, and the one door for writes.

use std::path::Path;

use super::error::{Error, Result};
use super::write::Write;
use crate::domain::{Entry, EntryId};

/// How a book is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read and write; a book that is not there is made.
    Write,
    /// Read only; a book that is not there is an error.
    ReadOnly,
}

/// An open book.
#[derive(Debug)]
pub struct Store {}

impl Store {
    /// Opens the book at `path`: migrates an older file, refuses a newer, foreign or damaged one
    /// and leaves it untouched. Makes the folder 0700 and the file 0600.
    pub fn open(_path: &Path, _access: Access) -> Result<Self> {
        Err(Error::Locked)
    }

    /// A book that lives in memory, for tests.
    pub fn in_memory() -> Result<Self> {
        Err(Error::Locked)
    }

    /// Runs `change` as one transaction and one journal entry called `what`, written at the
    /// instant `at` (RFC 3339). A change that writes nothing makes no entry. On an error the book
    /// is as before.
    pub fn write<T>(
        &mut self,
        _what: &str,
        _at: &str,
        _change: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<(T, Option<EntryId>)> {
        Err(Error::Locked)
    }

    /// Undoes the latest entry in force, and returns it; nothing where there is none.
    pub fn undo(&mut self) -> Result<Option<Entry>> {
        Err(Error::Locked)
    }

    /// Redoes the entry undone last, and returns it; nothing where there is none, or where a
    /// later change took it away.
    pub fn redo(&mut self) -> Result<Option<Entry>> {
        Err(Error::Locked)
    }

    /// The journal, newest first, at most `limit` entries.
    pub fn journal(&self, _limit: u32) -> Result<Vec<Entry>> {
        Err(Error::Locked)
    }

    /// A number that changes whenever an entry was written, undone or redone, by any process: what a
    /// cache of judgements was computed from.
    pub fn data_version(&self) -> Result<i64> {
        Err(Error::Locked)
    }

    /// A loose end that is outside undo (screen state, cache keys).
    pub fn memo(&self, _key: &str) -> Result<Option<String>> {
        Err(Error::Locked)
    }

    /// Keeps a loose end.
    pub fn set_memo(&mut self, _key: &str, _value: &str) -> Result<()> {
        Err(Error::Locked)
    }
}
