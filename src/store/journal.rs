//! The one door for writes, and the journal that undoes and redoes them.
//!
//! An entry is undone by a flag: whatever reads the book skips rows of entries that are undone.
//! The flag is the order of undoing, so that redo takes them back in the reverse of it, also after
//! a restart.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::database::Store;
use super::error::{Fault, Outcome, Result};
use super::write::Write;
use crate::domain::{Entry, EntryId};

const LAST_IN_FORCE: &str = "
    SELECT id, at, what, changes, undone FROM entry WHERE undone = 0 ORDER BY id DESC LIMIT 1";
const LAST_UNDONE: &str = "
    SELECT id, at, what, changes, undone FROM entry WHERE undone > 0 AND is_lost = 0
    ORDER BY undone DESC LIMIT 1";
const UNDO: &str = "
    UPDATE entry SET undone = (SELECT coalesce(max(undone), 0) + 1 FROM entry WHERE undone > 0)
    WHERE id = :id";
const REDO: &str = "UPDATE entry SET undone = 0 WHERE id = :id";
const NEWEST: &str =
    "SELECT id, at, what, changes, undone FROM entry ORDER BY id DESC LIMIT :limit";
const COUNT_WRITE: &str = "UPDATE state SET data_version = data_version + 1";
const DATA_VERSION: &str = "SELECT data_version FROM state";

impl Store {
    /// Runs `change` as one transaction and one journal entry called `what`, written at the
    /// instant `at` (RFC 3339). A change that writes nothing makes no entry, and leaves what can be
    /// redone. On an error the book is as before.
    pub fn write<T>(
        &mut self,
        what: &str,
        at: &str,
        change: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<(T, Option<EntryId>)> {
        let path = self.path.clone();
        let tx = self.begin()?;
        let mut write = Write::new(&tx, &path, what, at);
        let res = change(&mut write)?;
        let entry = write.finish()?;
        // A name that no version or value uses is not kept either.
        let closed = if entry.is_some() { tx.commit() } else { tx.rollback() };
        closed.map_err(|it| Fault::from(it).at(&path))?;
        Ok((res, entry))
    }

    /// Undoes the latest entry in force, and returns it; nothing where there is none.
    pub fn undo(&mut self) -> Result<Option<Entry>> {
        self.change(|db| turn(db, LAST_IN_FORCE, UNDO))
    }

    /// Redoes the entry undone last, and returns it; nothing where there is none, or where a
    /// later change took it away.
    pub fn redo(&mut self) -> Result<Option<Entry>> {
        self.change(|db| turn(db, LAST_UNDONE, REDO))
    }

    /// The journal, newest first, at most `limit` entries.
    pub fn journal(&self, limit: u32) -> Result<Vec<Entry>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(NEWEST)?;
            let rows = statement.query_map(named_params! {":limit": limit}, entry)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A number that changes whenever an entry was written, undone or redone, by any process: what a
    /// cache of judgements was computed from.
    pub fn data_version(&self) -> Result<i64> {
        self.read(|db| Ok(db.prepare_cached(DATA_VERSION)?.query_one([], |it| it.get(0))?))
    }
}

/// Sets the flag of the entry that `find` finds, and returns the entry as it then is.
fn turn(db: &Connection, find: &str, set: &str) -> Outcome<Option<Entry>> {
    let found = db.prepare_cached(find)?.query_row([], entry).optional()?;
    let Some(found) = found else { return Ok(None) };
    db.prepare_cached(set)?.execute(named_params! {":id": found.id.raw()})?;
    db.prepare_cached(COUNT_WRITE)?.execute([])?;
    Ok(Some(Entry { is_undone: !found.is_undone, ..found }))
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let changes: i64 = row.get("changes")?;
    let undone: i64 = row.get("undone")?;
    Ok(Entry {
        id: EntryId::new(row.get("id")?),
        at: row.get("at")?,
        what: row.get("what")?,
        changes: changes.unsigned_abs(),
        is_undone: undone > 0,
    })
}
