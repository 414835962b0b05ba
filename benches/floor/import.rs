//! Importing usage against the plain loop: parse, and upsert with a prepared statement in one
//! transaction.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rounds::app::{Going, ImportOptions, OwnPolicy, Session, Setup};
use rounds::domain::Day;
use rounds::store::{Access, Store};
use rusqlite::{Connection, params};

use crate::book::{Files, last_day};
use crate::meter;

/// At most this many times the CPU of the plain loop.
const FIRST: f64 = 1.6;
/// Importing the same again, against the plain loop run again.
const AGAIN: f64 = 1.0;

pub(crate) fn measure(files: &Files, book: &Path, folder: &Path) {
    let plain = folder.join("plain.sqlite");
    let mut rest = vec![files.accounts.clone()];
    rest.extend(files.others.iter().cloned());
    let ((), cost) = meter::once(|| import(book, &rest));
    meter::plain("import all but usage (CPU)", &format!("{cost:.2} s"), "-");
    let usage = [files.usage.clone()];
    let ((), floor) = meter::once(|| plain_loop(&files.usage, &plain));
    let ((), ours) = meter::once(|| import(book, &usage));
    let (first, again) = ("import usage (CPU)", "import usage again (CPU)");
    meter::row(first, ours, floor, "s", Some(FIRST));
    let ((), floor) = meter::once(|| plain_loop(&files.usage, &plain));
    let ((), ours) = meter::once(|| import(book, &usage));
    meter::row(again, ours, floor, "s", Some(AGAIN));
    let size = |path: &Path| std::fs::metadata(path).unwrap().len() as f64 / 1e6;
    meter::row("file size", size(book), size(&plain), "MB", None);
}

fn import(book: &Path, paths: &[PathBuf]) {
    let store = Store::open(book, Access::Write).unwrap();
    let setup = Setup { policy: OwnPolicy::default(), today: last_day(), as_of: None };
    let mut session = Session::open(store, setup);
    session.import(paths, &ImportOptions::default(), &mut |_| Going::On).unwrap();
}

/// The floor: account, day and metric as integers, a keyed table, one transaction, every row
/// validated as little as it can be.
fn plain_loop(usage: &Path, to: &Path) {
    let mut connection = Connection::open(to).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE IF NOT EXISTS usage (
                 account INTEGER NOT NULL, metric INTEGER NOT NULL, day INTEGER NOT NULL,
                 value REAL NOT NULL, PRIMARY KEY (account, metric, day)
             ) WITHOUT ROWID;",
        )
        .unwrap();
    let transaction = connection.transaction().unwrap();
    {
        let mut upsert = transaction
            .prepare(
                "INSERT INTO usage VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (account, metric, day) DO UPDATE SET value = excluded.value",
            )
            .unwrap();
        let mut accounts: HashMap<Vec<u8>, i64> = HashMap::new();
        let mut metrics: HashMap<Vec<u8>, i64> = HashMap::new();
        let mut reader = csv::Reader::from_path(usage).unwrap();
        let mut row = csv::ByteRecord::new();
        while reader.read_byte_record(&mut row).unwrap() {
            let account = number(&mut accounts, &row[0]);
            let metric = number(&mut metrics, &row[2]);
            let day: Day = std::str::from_utf8(&row[1]).unwrap().parse().unwrap();
            let value: f64 = std::str::from_utf8(&row[3]).unwrap().parse().unwrap();
            upsert.execute(params![account, metric, day.number(), value]).unwrap();
        }
    }
    transaction.commit().unwrap();
}

fn number(of: &mut HashMap<Vec<u8>, i64>, word: &[u8]) -> i64 {
    if let Some(found) = of.get(word) {
        return *found;
    }
    let next = of.len() as i64;
    of.insert(word.to_vec(), next);
    next
}
