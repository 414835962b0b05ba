//! Opening the file that holds the book.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::error::{Error, Fault, Outcome, Result};
use super::header::{self, Found};
use super::migrations::{self, STEPS};
use super::permissions;
use super::place::{Identity, immutable, spelled_out};

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
pub struct Store {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    access: Access,
    patience: Duration,
    /// Which file was opened; nothing for a book in memory.
    file: Option<Identity>,
}

/// How long a write waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);
/// More statements than the store has.
const STATEMENTS: usize = 64;
/// What is left of the log after a large import, in bytes.
const LOG_KEPT: i64 = 4 << 20;

impl Store {
    /// Opens the book at `path`: migrates an older file (after a copy beside it), refuses a newer,
    /// foreign or damaged one and leaves it untouched. Makes the folder 0700 and the file 0600.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        let found = header::look_at(path, STEPS.len() as u32)?;
        if access == Access::Write && found == Found::Nothing {
            make(path)?;
        }
        // Told before the database opens it: a file that is replaced in between is noticed then.
        let file = Identity::at(path).ok();
        let db = match access {
            Access::Write => writable(path).inspect_err(|_| unmake(path, found))?,
            Access::ReadOnly => read_only(path, found)?,
        };
        Ok(Self { db, path: path.to_owned(), access, patience: PATIENCE, file })
    }

    /// A book that lives in memory, for tests.
    pub fn in_memory() -> Result<Self> {
        let path = PathBuf::from(":memory:");
        let said = |it: rusqlite::Error| Fault::from(it).at(&path);
        let mut db = Connection::open_in_memory().map_err(said)?;
        migrations::bring_up_to_date(&mut db, &path, STEPS)?;
        configure(&db).map_err(said)?;
        Ok(Self { db, path, access: Access::Write, patience: PATIENCE, file: None })
    }

    /// Sets how long a write waits for another process before it says [`Error::Locked`]; five
    /// seconds unless this is called.
    pub fn set_patience(&mut self, patience: Duration) -> Result<()> {
        self.patience = patience;
        self.db.busy_timeout(patience).map_err(|it| self.fault(it))
    }

    /// How long a write waits for another process.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// Whether the book was opened for writing.
    pub(super) fn is_writable(&self) -> bool {
        self.access == Access::Write
    }

    /// Runs statements that see one state of the book, whatever other processes write meanwhile.
    pub(super) fn read<T>(&self, look: impl FnOnce(&Connection) -> Outcome<T>) -> Result<T> {
        // A caller that is handed accounts one by one may read in between.
        let snapshot = self.snapshot_unless_in_one()?;
        let res = look(&self.db).map_err(|it| it.at(&self.path))?;
        drop(snapshot);
        Ok(res)
    }

    /// Whether changes are refused: the book was opened for reading only.
    pub fn is_read_only(&self) -> bool {
        !self.is_writable()
    }

    /// Runs several reads over one state of the book, whatever other processes write meanwhile.
    pub fn snapshot<T>(&self, look: impl FnOnce(&Self) -> T) -> Result<T> {
        let snapshot = self.snapshot_unless_in_one()?;
        let res = look(self);
        drop(snapshot);
        Ok(res)
    }

    /// A transaction to read in, unless the caller is in one already.
    fn snapshot_unless_in_one(&self) -> Result<Option<Transaction<'_>>> {
        if !self.db.is_autocommit() {
            return Ok(None);
        }
        self.db.unchecked_transaction().map(Some).map_err(|it| self.fault(it))
    }

    /// Begins a transaction that may write; it is rolled back unless it is committed. The book can be
    /// read meanwhile, and nobody else writes to it.
    pub(super) fn begin(&mut self) -> Result<Begun<'_>> {
        if !self.is_writable() {
            return Err(Error::ReadOnly { what: "it was opened for reading only".to_owned() });
        }
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)
            .map_err(|it| self.fault(it))?;
        self.is_still_there()?;
        Ok(Begun { store: self, tx })
    }

    /// Runs statements that change the book, all of them or none.
    pub(super) fn change<T>(&mut self, work: impl FnOnce(&Connection) -> Outcome<T>) -> Result<T> {
        let begun = self.begin()?;
        let res = work(&begun.tx).map_err(|it| it.at(&begun.store.path))?;
        begun.commit()?;
        Ok(res)
    }

    /// Refuses to write to a file that has lost its name: the change would be gone with it.
    fn is_still_there(&self) -> Result<()> {
        let is_there = |it| Identity::at(&self.path).is_ok_and(|now| now == it);
        if self.file.is_none_or(is_there) {
            return Ok(());
        }
        Err(Error::Moved { path: self.path.clone() })
    }

    fn fault(&self, error: rusqlite::Error) -> Error {
        Fault::from(error).at(&self.path)
    }
}

/// A change in the making, before it is the book's.
#[derive(Debug)]
pub(super) struct Begun<'a> {
    /// The book.
    pub(super) store: &'a Store,
    tx: Transaction<'a>,
}

impl Begun<'_> {
    /// Keeps the change.
    pub(super) fn commit(self) -> Result<()> {
        self.store.is_still_there()?;
        self.tx.commit().map_err(|it| self.store.fault(it))
    }
}

fn writable(path: &Path) -> Result<Connection> {
    let said = |it: rusqlite::Error| Fault::from(it).at(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(in_full(path)?, flags).map_err(said)?;
    if db.is_readonly("main").map_err(said)? {
        return Err(Error::protected(path));
    }
    db.busy_timeout(PATIENCE).map_err(said)?;
    // A book that is refused after all keeps its log as it is.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(said)?;
    migrations::bring_up_to_date(&mut db, path, STEPS)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false).map_err(said)?;
    configure(&db).map_err(said)?;
    permissions::close_to_others(path).map_err(|it| Error::io(path, &it))?;
    Ok(db)
}

/// The path in full; an error where there is no telling what it starts from.
fn in_full(path: &Path) -> Result<PathBuf> {
    spelled_out(path).map_err(|it| Error::io(path, &it))
}

/// Makes the file, and the folders above it that are not there.
fn make(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
        permissions::make_folder(folder).map_err(|it| Error::io(folder, &it))?;
    }
    match permissions::make_file(path) {
        // Another process was faster, and both go on with the same file.
        Err(it) if it.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        it => it.map(drop).map_err(|it| Error::io(path, &it)),
    }
}

/// Takes away the file that was made for a book that could not be: it is empty still.
fn unmake(path: &Path, found: Found) {
    let is_empty = || std::fs::metadata(path).is_ok_and(|it| it.len() == 0);
    if found == Found::Nothing && is_empty() {
        // Why there is no book is what the user has to know.
        std::fs::remove_file(path).ok();
    }
}

fn read_only(path: &Path, found: Found) -> Result<Connection> {
    match found {
        Found::Book => {}
        Found::Empty => return Err(Error::Empty { path: path.to_owned() }),
        Found::Nothing => {
            let what = "there is no book here. Import a file, or name another with --book";
            return Err(Error::Io { path: path.to_owned(), what: what.to_owned() });
        }
    }
    let db = readable(path)?;
    if migrations::schema(&db, path, STEPS)? < STEPS.len() {
        let what = "an older version of rounds made it. Open it once for writing";
        return Err(Error::ReadOnly { what: what.to_owned() });
    }
    Ok(db)
}

/// Opens a book for reading. Beside one that can be written the database then makes a log and its
/// index all the same; one that is write-protected, and has no log, is read as it lies.
fn readable(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let as_it_lies = || {
        let flags = flags | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(immutable(path), flags);
        db.map_err(Fault::from).and_then(configure_reading).map_err(|it| it.at(path))
    };
    let is_protected = std::fs::metadata(path).is_ok_and(|it| it.permissions().readonly());
    if is_protected && !header::has_log(path) {
        return as_it_lies();
    }
    let db = Connection::open_with_flags(in_full(path)?, flags);
    match db.map_err(Fault::from).and_then(configure_reading).map_err(|it| it.at(path)) {
        // The index can be neither found nor made.
        Err(Error::ReadOnly { .. }) if header::has_log(path) => {
            let what = "its last changes are in a log beside it that cannot be opened here. \
                        Copy the files whose names begin alike to a folder that can be written";
            Err(Error::Io { path: path.to_owned(), what: what.to_owned() })
        }
        Err(Error::ReadOnly { .. }) => as_it_lies(),
        Err(Error::DiskFull) if !header::has_log(path) => as_it_lies(),
        it => it,
    }
}

fn configure_reading(db: Connection) -> Outcome<Connection> {
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // The first statement that reads the file: until here nothing says whether that is possible.
    db.pragma_query(None, "user_version", |_| Ok(()))?;
    Ok(db)
}

/// Makes changes go to a log first. While another process does the same with a book just made, the
/// database does not wait by itself.
fn keep_a_log(db: &Connection) -> rusqlite::Result<()> {
    const GLANCE: Duration = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    loop {
        let set = db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        let is_busy = |it: &rusqlite::Error| {
            it.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
        };
        if waited >= PATIENCE || !set.as_ref().is_err_and(is_busy) {
            return set;
        }
        std::thread::sleep(GLANCE);
        waited += GLANCE;
    }
}

fn configure(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    keep_a_log(db)?;
    // With NORMAL a power cut could take the last changes.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    // What is sorted on the way never touches a disk that is not the book's.
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update_and_check(None, "journal_size_limit", LOG_KEPT, |_| Ok(()))
}
