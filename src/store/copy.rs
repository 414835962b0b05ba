//! A copy of the book in a file of its own.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Outcome, Result};
use super::permissions::make_file;
use super::place::spelled_out;
use super::soundness;

/// Copies the whole book at `path`, which `from` has open, to a new file for its owner alone, and
/// checks the copy. A file that is there already is an error; a copy that fails, or that is damaged
/// because the book is, leaves no file.
pub(super) fn copy(from: &Connection, path: &Path, to: &Path) -> Result<()> {
    make_file(to).map_err(|it| Error::io(to, &it))?;
    let copied = fill(from, to).map_err(|it| it.at(path));
    let checked = copied.and_then(|problems| match problems.as_slice() {
        [] => Ok(()),
        problems => Err(soundness::damaged(path, problems)),
    });
    checked.inspect_err(|_| {
        // The copy's failure is what the user has to know of, not that of taking it away.
        std::fs::remove_file(to).ok();
    })
}

/// Fills the copy, and says what is wrong with it.
fn fill(from: &Connection, to: &Path) -> Outcome<Vec<String>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let in_full = spelled_out(to).map_err(|it| Error::io(to, &it))?;
    let mut target = Connection::open_with_flags(in_full, flags)?;
    let copied = Backup::new(from, &mut target)?.step(-1)?;
    match copied {
        StepResult::Done => soundness::problems(&target),
        _ => Err(Error::Locked.into()),
    }
}
