//! What can go wrong with the file that holds the book.

use std::path::PathBuf;

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
    /// The folder or the file could not be made.
    #[error("{}: {what}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system says.
        what: String,
    },
    /// A row holds what this version cannot read.
    #[error("the book holds a value that cannot be read: {0}")]
    Unreadable(String),
    /// Anything else that the database says.
    #[error("the book: {0}")]
    Database(String),
}
