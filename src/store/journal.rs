//! The one door for writes, and the journal that undoes and redoes them.
//!
//! An entry is undone by a flag: whatever reads the book skips rows of entries that are undone.
//! The flag is the order of undoing, so that redo takes them back in the reverse of it, also after
//! a restart.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::database::Store;
use super::error::{Error, Outcome, Result};
use super::write::{COUNT_WRITE, Write};
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
        self.attempt(what, at, change)
    }

    /// As [`Store::write`], for a change that can fail for reasons of its own.
    pub fn attempt<T, E: From<Error>>(
        &mut self,
        what: &str,
        at: &str,
        change: impl FnOnce(&mut Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, Option<EntryId>), E> {
        let begun = self.begin()?;
        let mut write = Write::new(begun.store, what, at);
        let res = change(&mut write)?;
        let entry = write.finish()?;
        // A name that no version or value uses is not kept either.
        if entry.is_some() {
            begun.commit()?;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, Day, Family, Grain, Kind, Lines, RecordHistory, SaidGrain};
    use crate::store::{Access, Error, NewFile, NewPoint, NewVersion};

    const AT: &str = "2026-03-01T09:00:00Z";

    fn add(write: &mut Write<'_>, key: &str) -> Result<AccountId> {
        let record = write.record(Kind::Account, None, key)?;
        let on = Day::from_number(0);
        let version =
            NewVersion { file: None, line: 0, effective_on: on, known_on: on, patch: Vec::new() };
        write.revise(record, &version).map(|()| record.as_account())
    }

    /// Values that no packing makes small.
    fn noise(length: i32) -> Vec<NewPoint> {
        let point = |it: i32| {
            let on = Day::from_number(it);
            let value = f64::from(it).sin();
            NewPoint { on, known_on: on, value, lines: Lines::from(it.unsigned_abs()) }
        };
        (0..length).map(point).collect()
    }

    fn seen(store: &Store) -> (Vec<Entry>, Vec<RecordHistory>, i64) {
        let accounts = store.records(Kind::Account).unwrap();
        (store.journal(9).unwrap(), accounts, store.data_version().unwrap())
    }

    #[test]
    fn a_full_disk_is_said_and_leaves_the_book_as_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let mut store = Store::open(&path, Access::Write).unwrap();
        let (account, _) = store.write("add", AT, |it| add(it, "a")).unwrap();
        store.undo().unwrap();
        let before = seen(&store);

        let pages: i64 = store.db.pragma_query_value(None, "page_count", |it| it.get(0)).unwrap();
        let limit = |store: &Store, pages: i64| {
            let said = store.db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()));
            said.unwrap();
        };
        limit(&store, pages + 20);
        let import = |it: &mut Write<'_>| {
            let said = SaidGrain { grain: Grain::Day, known_on: Day::MIN };
            let metric = it.metric(Family::Usage, "logins", said)?;
            let file = it.add_file(&NewFile { name: "usage.csv", kind: "usage", on: Day::MAX })?;
            (0..50).try_for_each(|_| it.add_points(account, metric, file, &noise(1000)))
        };
        let full = store.write("import", AT, import);
        assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
        assert_eq!(seen(&store), before);
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());

        limit(&store, pages + 10_000);
        assert!(store.redo().unwrap().is_some(), "what could be redone still can");
        store.write("import", AT, import).unwrap();
        assert_eq!(store.counts().unwrap().points, 50_000);
    }

    #[test]
    fn a_change_that_panics_leaves_nothing() {
        let mut store = Store::in_memory().unwrap();
        let before = seen(&store);
        let change = std::panic::AssertUnwindSafe(|| {
            store.write("add", AT, |it| -> Result<()> {
                add(it, "a")?;
                panic!("in the middle of a change")
            })
        });
        assert!(std::panic::catch_unwind(change).is_err());
        assert_eq!(seen(&store), before);
        assert!(store.write("add", AT, |it| add(it, "b")).unwrap().1.is_some());
    }
}
