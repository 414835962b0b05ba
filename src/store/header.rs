//! What a file is, read from its first bytes before the database touches it.
//!
//! Merely opening a database can write to it (a log is played back, a journal is rolled back), and
//! a file that is refused has to stay as it is.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{Error, Result};

/// Marks a file as a book of Rounds: "rnds", in the header field that `SQLite` keeps for that.
pub(super) const APPLICATION_ID: u32 = u32::from_be_bytes(*b"rnds");

/// The first bytes of every database of `SQLite` 3.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// The length of the header (<https://www.sqlite.org/fileformat2.html> 1.3).
const LENGTH: usize = 100;

/// What lies at a path, as far as it can be a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file without a byte: a book can be made in it.
    Empty,
    /// A book whose schema this version knows.
    Book,
}

/// Says what lies at `path`; an error where it is no book, newer than schema `newest`, or cut short.
pub(super) fn look_at(path: &Path, newest: u32) -> Result<Found> {
    let metadata = match std::fs::metadata(path) {
        Ok(it) => it,
        Err(it) if it.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(it) => return Err(Error::io(path, &it)),
    };
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "not a plain file" };
        return Err(Error::Io {
            path: path.to_owned(),
            what: format!("it is {what}. Name a file with --book"),
        });
    }
    if metadata.len() == 0 {
        return Ok(Found::Empty);
    }

    let mut bytes = Vec::with_capacity(LENGTH);
    File::open(path)
        .and_then(|it| it.take(LENGTH as u64).read_to_end(&mut bytes))
        .map_err(|it| Error::io(path, &it))?;
    if !bytes.starts_with(MAGIC) {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    let cut = |what: &str| Error::Corrupt { path: path.to_owned(), what: what.to_owned() };
    let header: [u8; LENGTH] = bytes.try_into().map_err(|_| cut("its header is cut short"))?;

    if word(&header, 68) != APPLICATION_ID {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    let have = word(&header, 60);
    if have > newest {
        return Err(Error::Newer { path: path.to_owned(), have, want: newest });
    }
    let page_size = match u64::from(word(&header, 16) >> 16) {
        1 => 65_536,
        it => it,
    };
    let pages = u64::from(word(&header, 28));
    if metadata.len() < pages * page_size && !has_log(path) {
        return Err(cut("it is cut short"));
    }
    Ok(Found::Book)
}

/// Whether changes wait beside the book in a log or a journal: the file alone is then not the whole.
pub(super) fn has_log(book: &Path) -> bool {
    ["-wal", "-journal"]
        .iter()
        .any(|it| std::fs::metadata(beside(book, it)).is_ok_and(|it| it.len() > 0))
}

/// The file beside `book` whose name is the book's with `ending`.
pub(super) fn beside(book: &Path, ending: &str) -> PathBuf {
    let mut name = book.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The big-endian word at `at`.
fn word(header: &[u8; LENGTH], at: usize) -> u32 {
    let bytes = header.get(at..at + 4).and_then(|it| it.try_into().ok());
    bytes.map_or(0, u32::from_be_bytes)
}
