//! Whether a book is sound, as far as the database can tell.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::{Error, Fault, Outcome, Result};
use super::place::immutable;

/// What is wrong with the file of `db`, a line each; nothing where it is sound. Reads the whole file,
/// and goes as far as the damage lets it.
pub(super) fn problems(db: &Connection) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    let checks = [
        ("PRAGMA integrity_check", "{}"),
        ("PRAGMA foreign_key_check", "a row of {} points to nothing"),
    ];
    for (check, said) in checks {
        match lines(db, check) {
            Ok(found) => problems
                .extend(found.iter().filter(|it| *it != "ok").map(|it| said.replace("{}", it))),
            // The check itself stumbles over what it looks for.
            Err(Fault::Sql(it)) if is_damage(&it) => problems.push(it.to_string()),
            Err(it) => return Err(it),
        }
    }
    problems.dedup();
    Ok(problems)
}

/// What is wrong with the file at `path`, also where it is too damaged to be opened as a book; the
/// file is not touched.
pub fn damage(path: &Path) -> Result<Vec<String>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(immutable(path), flags).map_err(Fault::from);
    db.and_then(|it| problems(&it)).map_err(|it| it.at(path))
}

/// The error for a book at `path` that has these problems.
pub(super) fn damaged(path: &Path, problems: &[String]) -> Error {
    let first = problems.first().cloned().unwrap_or_default();
    // Of several lines in one, the first says enough.
    let what = first.lines().next().unwrap_or_default().to_owned();
    Error::Corrupt { path: path.to_owned(), what }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// The first column of every row; what one row says in several lines is several.
fn lines(db: &Connection, sql: &str) -> Outcome<Vec<String>> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let said: String = row.get(0)?;
        // A heading over the problems says nothing of its own.
        found.extend(said.lines().filter(|it| !it.starts_with("***")).map(str::to_owned));
    }
    Ok(found)
}
