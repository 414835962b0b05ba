//! The numbered steps that make a book, or bring an older one up to date.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use super::copy::copy;
use super::error::{Error, Fault, Outcome, Result};
use super::header::{APPLICATION_ID, beside};
use super::place::spelled_out;

/// One step, never changed once it was shipped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// The name of its file.
    name: &'static str,
    /// What it does.
    sql: &'static str,
}

/// Every step in order; a book's schema is the number of steps that it has taken.
pub(super) const STEPS: &[Step] = &[
    Step { name: "0001_book", sql: include_str!("migrations/0001_book.sql") },
    Step { name: "0002_grain_known_on", sql: include_str!("migrations/0002_grain_known_on.sql") },
];

/// Takes the steps that the book at `path` has not taken, all of them or none. A book that holds
/// something already is copied beside itself first.
pub(super) fn bring_up_to_date(db: &mut Connection, path: &Path, steps: &[Step]) -> Result<()> {
    if schema(db, path, steps)? == steps.len() {
        return Ok(());
    }
    // Tables may be made anew, so the keys between them are checked at the end instead. The
    // setting cannot change inside a transaction.
    db.pragma_update(None, "foreign_keys", false).map_err(|it| Fault::from(it).at(path))?;
    let tx = db
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|it| Fault::from(it).at(path))?;
    // Another process may have been faster.
    let have = schema(&tx, path, steps)?;
    if have > 0 && have < steps.len() {
        back_up(path, have)?;
    }
    for (index, step) in steps.iter().enumerate().skip(have) {
        take(&tx, step, index + 1).map_err(|it| match it.at(path) {
            Error::Database(what) => Error::Migration { step: step.name, what },
            other => other,
        })?;
    }
    tx.commit().map_err(|it| Fault::from(it).at(path))
}

/// How many steps the book has taken; an error where it is more than there are.
pub(super) fn schema(db: &Connection, path: &Path, steps: &[Step]) -> Result<usize> {
    let have: u32 = db
        .pragma_query_value(None, "user_version", |it| it.get(0))
        .map_err(|it| Fault::from(it).at(path))?;
    let want = steps.len() as u32;
    if have > want {
        return Err(Error::Newer { path: path.to_owned(), have, want });
    }
    Ok(have as usize)
}

fn take(db: &Connection, step: &Step, number: usize) -> Outcome<()> {
    db.execute_batch(step.sql)?;
    let broken: Option<String> =
        db.query_row("PRAGMA foreign_key_check", [], |it| it.get(0)).optional()?;
    if let Some(table) = broken {
        let what = format!("a row of {table} points to nothing");
        return Err(Error::Migration { step: step.name, what }.into());
    }
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    db.pragma_update(None, "user_version", number as u32)?;
    Ok(())
}

/// Copies the book as it is, through a second connection: the first one is in a transaction.
fn back_up(path: &Path, have: usize) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let in_full = spelled_out(path).map_err(|it| Error::io(path, &it))?;
    let from =
        Connection::open_with_flags(in_full, flags).map_err(|it| Fault::from(it).at(path))?;
    copy(&from, path, &backup_path(path, have))
}

/// The first free name for a backup of the book at schema `have`: `book.schema-1.bak`,
/// `book.schema-1.2.bak` …
fn backup_path(path: &Path, have: usize) -> PathBuf {
    let first = beside(path, &format!(".schema-{have}.bak"));
    let others = (2_u32..).map(|it| beside(path, &format!(".schema-{have}.{it}.bak")));
    let mut names = std::iter::once(first.clone()).chain(others);
    names.find(|it| !it.exists()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One more step, as the next version will bring one.
    const NEXT: Step = Step { name: "next", sql: "ALTER TABLE entry ADD COLUMN who TEXT;" };
    const BROKEN: Step = Step { name: "broken", sql: "CREATE TABLE x (y); SELECT nothing;" };
    const DANGLING: Step = Step {
        name: "dangling",
        sql: "INSERT INTO file (entry, name, kind) VALUES (99, 'a.csv', 'accounts');",
    };

    fn book(folder: &tempfile::TempDir, name: &str, steps: &[Step]) -> (Connection, PathBuf) {
        let path = folder.path().join(name);
        let mut db = Connection::open(&path).unwrap();
        bring_up_to_date(&mut db, &path, steps).unwrap();
        (db, path)
    }

    fn tables(db: &Connection) -> Vec<(String, Option<String>)> {
        let sql = "SELECT name, sql FROM sqlite_schema ORDER BY name";
        let mut statement = db.prepare(sql).unwrap();
        let rows = statement.query_map([], |it| Ok((it.get(0)?, it.get(1)?))).unwrap();
        rows.map(|it| it.unwrap()).collect()
    }

    fn with(step: Step) -> Vec<Step> {
        STEPS.iter().copied().chain([step]).collect()
    }

    #[test]
    fn an_old_book_brought_up_to_date_equals_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let all = with(NEXT);
        let (new, _) = book(&folder, "new", &all);
        for taken in 0..all.len() {
            let (mut old, path) = book(&folder, &format!("old-{taken}"), &all[..taken]);
            bring_up_to_date(&mut old, &path, &all).unwrap();
            assert_eq!(tables(&old), tables(&new));
            assert_eq!(schema(&old, &path, &all).unwrap(), all.len());
        }
    }

    #[test]
    fn an_old_book_is_copied_before_it_is_changed_and_no_copy_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (mut old, path) = book(&folder, "old", STEPS);
        old.execute("INSERT INTO memo VALUES ('where', 'today')", []).unwrap();
        std::fs::write(beside(&path, ".schema-2.bak"), "an earlier copy").unwrap();
        bring_up_to_date(&mut old, &path, &with(NEXT)).unwrap();

        let earlier = std::fs::read_to_string(beside(&path, ".schema-2.bak")).unwrap();
        assert_eq!(earlier, "an earlier copy");
        let copy = Connection::open(beside(&path, ".schema-2.2.bak")).unwrap();
        assert_eq!(schema(&copy, &path, STEPS).unwrap(), STEPS.len());
        let kept: String = copy.query_row("SELECT value FROM memo", [], |it| it.get(0)).unwrap();
        assert_eq!(kept, "today");
    }

    #[test]
    fn a_grain_of_an_old_book_was_said_on_the_day_of_its_change() {
        let folder = tempfile::tempdir().unwrap();
        let (mut old, path) = book(&folder, "old", &STEPS[..1]);
        old.execute_batch(
            "INSERT INTO entry (id, at, what) VALUES (7, '1970-01-11T23:30:00Z', 'import');
            INSERT INTO metric (id, family, name) VALUES (3, 'usage', 'logins');
            INSERT INTO grain (metric, entry, grain) VALUES (3, 7, 'week');",
        )
        .unwrap();
        bring_up_to_date(&mut old, &path, STEPS).unwrap();
        let day: i32 = old.query_row("SELECT known_on FROM grain", [], |it| it.get(0)).unwrap();
        assert_eq!(day, 10);
    }

    #[test]
    fn a_new_book_needs_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        drop(book(&folder, "new", &with(NEXT)));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_step_that_fails_leaves_the_book_as_before_and_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for step in [BROKEN, DANGLING] {
            let (mut old, path) = book(&folder, step.name, STEPS);
            let before = tables(&old);
            let error = bring_up_to_date(&mut old, &path, &with(step)).unwrap_err();
            assert!(matches!(error, Error::Migration { step: it, .. } if it == step.name));
            assert_eq!(tables(&old), before);
            assert_eq!(schema(&old, &path, STEPS).unwrap(), STEPS.len());
        }
    }

    #[test]
    fn a_book_that_takes_more_steps_than_this_version_knows_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (mut new, path) = book(&folder, "new", &with(NEXT));
        let error = bring_up_to_date(&mut new, &path, STEPS).unwrap_err();
        assert!(matches!(error, Error::Newer { have: 3, want: 2, .. }));
    }
}
