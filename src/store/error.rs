//! What can go wrong with the file that holds the book.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

/// The result of anything that touches the book's file.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, said for the person who owns the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file was written by a newer version.
    #[error("{} was written by a newer version of rounds (schema {have}, this one knows {want}); it is left untouched. Install the newer version to open it", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        have: u32,
        /// The newest known schema.
        want: u32,
    },
    /// The file is no book.
    #[error("{} is not a rounds book; it is left untouched. Name another file with --book", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file has no bytes, and so holds no book to read.
    #[error("{} is empty: there is no book in it. Restore a backup if there was one; else import a file, or name another book with --book", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file was taken away while it was open.
    #[error("{} was removed or replaced while rounds had it open. Nothing was changed; start rounds again to work on the book that lies there now", path.display())]
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{} is damaged ({what}); it is left untouched. Restore a backup, or run rounds doctor", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What the database says.
        what: String,
    },
    /// Another process holds the file.
    #[error(
        "the book is busy: another rounds is writing to it. Nothing was changed; try again in a moment"
    )]
    Locked,
    /// The disk is full.
    #[error("the disk is full. Nothing was changed; make room and try again")]
    DiskFull,
    /// The file or the disk cannot be written.
    #[error("the book cannot be written: {what}. Nothing was changed")]
    ReadOnly {
        /// What the system says.
        what: String,
    },
    /// A migration failed and left the file as before.
    #[error("the book could not be brought up to date ({step}: {what}); it is as before")]
    Migration {
        /// Which step.
        step: &'static str,
        /// What went wrong.
        what: String,
    },
    /// A folder or a file could not be made or read.
    #[error("{}: {what}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system says.
        what: String,
    },
    /// A row holds what this version cannot read.
    #[error(
        "the book holds a value that cannot be read: {0}. Restore a backup, or run rounds doctor"
    )]
    Unreadable(String),
    /// A change asked for what the book cannot keep.
    #[error("the book cannot keep this: {0}. Nothing was changed")]
    Refused(String),
    /// Anything else that the database says.
    #[error("the book: {0}")]
    Database(String),
}

impl Error {
    /// The file at `path` cannot be written, or no file can be made beside it.
    pub(super) fn protected(path: &Path) -> Self {
        let what = format!("{} or its folder is write-protected", path.display());
        Self::ReadOnly { what }
    }

    /// What the system says about a path.
    pub(super) fn io(path: &Path, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::protected(path),
            std::io::ErrorKind::AlreadyExists => {
                let what = "there is a file of this name, and it stays as it is: name another";
                Self::Io { path: path.to_owned(), what: what.to_owned() }
            }
            _ => Self::Io { path: path.to_owned(), what: error.to_string() },
        }
    }
}

/// What went wrong with a statement, before the file is named.
#[derive(Debug)]
pub(super) enum Fault {
    /// What the database said.
    Sql(rusqlite::Error),
    /// What is already said in full.
    Told(Error),
}

/// The result of statements on a book whose path is not at hand.
pub(super) type Outcome<T> = std::result::Result<T, Fault>;

impl Fault {
    /// A value that cannot be read.
    pub(super) fn unreadable(what: impl Into<String>) -> Self {
        Self::Told(Error::Unreadable(what.into()))
    }

    /// The error for the book at `path`.
    pub(super) fn at(self, path: &Path) -> Error {
        let error = match self {
            Self::Sql(error) => error,
            Self::Told(error) => return error,
        };
        let what = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked,
            Some(ErrorCode::DiskFull) => Error::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::protected(path),
            Some(ErrorCode::CannotOpen) => {
                Error::ReadOnly { what: format!("{}: {what}", path.display()) }
            }
            // The index of the log could not be made as long as it has to be.
            Some(ErrorCode::SystemIoFailure)
                if error.sqlite_extended_error_code() == Some(SQLITE_IOERR_SHMSIZE) =>
            {
                Error::DiskFull
            }
            Some(ErrorCode::SystemIoFailure) => Error::Io { path: path.to_owned(), what },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Error::Corrupt { path: path.to_owned(), what }
            }
            _ if is_about_a_value(&error) => Error::Unreadable(what),
            _ => Error::Database(what),
        }
    }
}

/// Whether a column holds what its reader does not expect.
fn is_about_a_value(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as Sql;
    matches!(
        error,
        Sql::InvalidColumnType(..)
            | Sql::FromSqlConversionFailure(..)
            | Sql::IntegralValueOutOfRange(..)
            | Sql::Utf8Error(..)
    )
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}
