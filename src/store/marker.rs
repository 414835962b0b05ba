//! A small file beside the book while an import runs, so that the next start can say what a crash
//! or a power cut interrupted.
//!
//! Whoever imports holds a lock on the marker, which the system takes away when the process ends,
//! however it ends: a marker that can be locked is one that nobody is working under.

use std::fs::{File, TryLockError};
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use rusqlite::{Connection, named_params};
use serde::{Deserialize, Serialize};

use super::database::Store;
use super::error::{Error, Outcome, Result};
use super::header::beside;
use super::permissions::open_or_make_file;
use super::place::Identity;

/// How often a second import looks whether the first is done.
const GLANCE: Duration = Duration::from_millis(50);
const LAST_ENTRY: &str = "SELECT coalesce(max(id), 0) FROM entry";
const IS_WRITTEN: &str = "SELECT EXISTS (SELECT 1 FROM entry WHERE id > :after AND at = :at)";

/// An import that did not come to its end; the book is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interrupted {
    /// The names of its files.
    pub files: Vec<Box<str>>,
    /// The instant it began, RFC 3339.
    pub at: Box<str>,
}

/// The marker of an import that is under way; it goes when this goes.
#[derive(Debug)]
pub struct ImportMarker {
    /// Nothing for a book in memory, which no crash outlives.
    held: Option<Held>,
}

#[derive(Debug)]
struct Held {
    path: PathBuf,
    /// Open, and so locked, until the marker is gone.
    _file: File,
}

/// A marker that nobody works under.
struct Abandoned {
    /// What it says, where it says anything.
    said: Option<Said>,
    /// Locked, so that nobody begins to work under it while it is taken away.
    _file: File,
}

/// What the marker says.
#[derive(Serialize, Deserialize)]
struct Said {
    #[serde(flatten)]
    import: Interrupted,
    /// The last entry of the journal when the import began.
    after: i64,
}

impl Store {
    /// Marks that an import of `files` begins at the instant `at`, which the change it leads to
    /// must carry too. While another process imports into the book this says once that it is
    /// `waiting`, waits as long as a write would, and then is [`Error::Locked`].
    pub fn mark_import(
        &self,
        files: &[&str],
        at: &str,
        waiting: impl FnOnce(),
    ) -> Result<ImportMarker> {
        let Some(path) = self.marker_path() else { return Ok(ImportMarker { held: None }) };
        let after = self.read(|db| Ok(db.query_one(LAST_ENTRY, [], |it| it.get(0))?))?;
        let files = files.iter().copied().map(Into::into).collect();
        let said = Said { import: Interrupted { files, at: at.into() }, after };

        let mut waited = Duration::ZERO;
        let mut waiting = Some(waiting);
        loop {
            let placed = place(&path, &said).map_err(|it| Error::io(&path, &it))?;
            if let Some(file) = placed {
                return Ok(ImportMarker { held: Some(Held { path, _file: file }) });
            }
            if waited >= self.patience() {
                return Err(Error::Locked);
            }
            if let Some(say) = waiting.take() {
                say();
            }
            sleep(GLANCE);
            waited += GLANCE;
        }
    }

    /// The import that was interrupted since the last call, where there was one, and takes its
    /// marker away (unless the book is open for reading only). An import that is still under way,
    /// or that was written before the interruption, is none.
    pub fn take_marker(&self) -> Result<Option<Interrupted>> {
        let Some(path) = self.marker_path() else { return Ok(None) };
        let Some(found) = abandoned(&path).map_err(|it| Error::io(&path, &it))? else {
            return Ok(None);
        };
        let is_written = match &found.said {
            Some(said) => self.read(|db| is_written(db, said))?,
            None => true,
        };
        if self.is_writable() {
            remove(&path)?;
        }
        Ok(found.said.filter(|_| !is_written).map(|it| it.import))
    }

    fn marker_path(&self) -> Option<PathBuf> {
        let is_file = self.db.path().is_some_and(|it| !it.is_empty());
        is_file.then(|| beside(&self.path, ".importing"))
    }
}

impl ImportMarker {
    /// Takes the marker away after the import was written or given up.
    pub fn finish(mut self) -> Result<()> {
        self.held.take().map_or(Ok(()), |it| remove(&it.path))
    }
}

impl Drop for ImportMarker {
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            // The import failed and says so itself; the next start passes over what is left.
            remove(&held.path).ok();
        }
    }
}

/// Writes and locks the marker, in the stead of one that nobody works under, and returns the file
/// that holds the lock; nothing where somebody works under a marker. It is written where it lies,
/// so that whatever ends the process leaves nothing else behind.
fn place(path: &Path, said: &Said) -> std::io::Result<Option<File>> {
    let mut file = open_or_make_file(path)?;
    if !lock(&file)? || !lies_at(&file, path) {
        return Ok(None);
    }
    if let Err(it) = write(&mut file, said) {
        std::fs::remove_file(path).ok();
        return Err(it);
    }
    Ok(Some(file))
}

fn write(file: &mut File, said: &Said) -> std::io::Result<()> {
    file.set_len(0)?;
    file.write_all(&serde_json::to_vec(said)?)?;
    file.sync_all()
}

/// A marker that nobody works under, locked, and what it says; nothing where there is none, or what
/// lies there is not one.
fn abandoned(path: &Path) -> std::io::Result<Option<Abandoned>> {
    let Some(mut file) = there(path)? else { return Ok(None) };
    if !lock(&file)? || !lies_at(&file, path) {
        return Ok(None);
    }
    let mut json = Vec::new();
    file.read_to_end(&mut json)?;
    let said = match serde_json::from_slice(&json) {
        Ok(said) => Some(said),
        // It ended before it said anything, and so before its import began.
        Err(_) if json.is_empty() => None,
        Err(_) => return Ok(None),
    };
    Ok(Some(Abandoned { said, _file: file }))
}

/// Whether an open file still has its name: between opening and locking it, another process may have
/// taken it away.
fn lies_at(file: &File, path: &Path) -> bool {
    Identity::of(file).is_ok_and(|it| Identity::at(path).is_ok_and(|there| there == it))
}

/// The marker that lies there.
fn there(path: &Path) -> std::io::Result<Option<File>> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(it) if it.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(it) => Err(it),
    }
}

/// Locks a file; `false` where another process holds it.
fn lock(file: &File) -> std::io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(it)) => Err(it),
    }
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(it) if it.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path, &it)),
        _ => Ok(()),
    }
}

/// Whether the import was written after all: the interruption came between the commit and the
/// removal of the marker.
fn is_written(db: &Connection, said: &Said) -> Outcome<bool> {
    let params = named_params! {":after": said.after, ":at": said.import.at};
    Ok(db.query_one(IS_WRITTEN, params, |it| it.get(0))?)
}
