//! A copy of the book in a file of its own.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Outcome, Result};
use super::permissions::make_file;

/// Copies the whole book at `path`, which `from` has open, to a new file for its owner alone. A
/// file that is there already is an error; a copy that fails leaves no file.
pub(super) fn copy(from: &Connection, path: &Path, to: &Path) -> Result<()> {
    make_file(to).map_err(|it| Error::io(to, &it))?;
    fill(from, to).map_err(|it| {
        // The copy's failure is what the user has to know of, not that of taking it away.
        std::fs::remove_file(to).ok();
        it.at(path)
    })
}

fn fill(from: &Connection, to: &Path) -> Outcome<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(to, flags)?;
    match Backup::new(from, &mut target)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(Error::Locked.into()),
    }
}
