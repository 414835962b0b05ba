//! Looking after the file: what is in it, whether it is sound, a copy of it.

use std::path::Path;

use rusqlite::Connection;

use super::copy::copy;
use super::database::Store;
use super::error::{Error, Outcome, Result};
use super::history::{self, in_force};
use super::soundness;
use crate::domain::Kind;

const KINDS: &str = concat!(
    "SELECT record.kind, count(DISTINCT record.id), count(*)
    FROM version CROSS JOIN record ON record.id = version.record
    WHERE version.",
    in_force!(),
    " GROUP BY record.kind ORDER BY record.kind"
);
const POINTS: &str = concat!("SELECT coalesce(sum(length), 0) FROM series WHERE ", in_force!());
const FILES: &str = concat!("SELECT count(*) FROM file WHERE ", in_force!());
const ENTRIES: &str = "SELECT count(*) FROM entry WHERE undone = 0";
const UNDONE: &str = "SELECT count(*) FROM entry WHERE undone > 0";

/// How much of one kind is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    /// The kind.
    pub kind: Kind,
    /// Its records.
    pub records: u64,
    /// What was said about them.
    pub versions: u64,
}

/// How much of everything is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Records by kind, in the order of [`Kind::ALL`]; kinds without records are left out.
    pub kinds: Vec<KindCount>,
    /// Values of series.
    pub points: u64,
    /// Files that rows cite.
    pub files: u64,
    /// Entries of the journal in force.
    pub entries: u64,
    /// Entries that are undone.
    pub undone: u64,
}

impl Store {
    /// How much of everything is in force.
    pub fn counts(&self) -> Result<Counts> {
        self.read(|db| {
            Ok(Counts {
                kinds: kinds(db)?,
                points: count(db, POINTS)?,
                files: count(db, FILES)?,
                entries: count(db, ENTRIES)?,
                undone: count(db, UNDONE)?,
            })
        })
    }

    /// What is wrong with the file, a line each; nothing where it is sound. Reads the whole file.
    pub fn integrity(&self) -> Result<Vec<String>> {
        let mut problems = self.read(soundness::problems)?;
        // A file can be sound for the database and yet hold a value that nobody can read.
        match self.each_account(|_| true).and_then(|()| self.settings()) {
            // The database has said where already.
            Err(Error::Corrupt { .. }) if !problems.is_empty() => {}
            Err(Error::Unreadable(what) | Error::Corrupt { what, .. }) => problems.push(what),
            it => drop(it?),
        }
        Ok(problems)
    }

    /// Copies the whole book to a new file, for its owner alone, and checks the copy. A file that is
    /// there already is an error and stays as it is; of a damaged book no copy is kept.
    pub fn backup_to(&self, path: &Path) -> Result<()> {
        copy(&self.db, &self.path, path)
    }
}

fn kinds(db: &Connection) -> Outcome<Vec<KindCount>> {
    let mut statement = db.prepare(KINDS)?;
    let mut rows = statement.query([])?;
    let mut res = Vec::new();
    while let Some(row) = rows.next()? {
        let word: Box<str> = row.get(0)?;
        let (records, versions): (i64, i64) = (row.get(1)?, row.get(2)?);
        let [records, versions] = [records, versions].map(i64::unsigned_abs);
        res.push(KindCount { kind: history::kind(&word)?, records, versions });
    }
    res.sort_by_key(|it| it.kind);
    Ok(res)
}

fn count(db: &Connection, sql: &str) -> Outcome<u64> {
    let count: i64 = db.query_one(sql, [], |it| it.get(0))?;
    Ok(count.unsigned_abs())
}
