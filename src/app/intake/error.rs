//! Why an import changed nothing.

use crate::{import, store};

/// Why an import changed nothing. A row that is not taken is no error: the report counts it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No file was named.
    #[error("name the files to import: rounds import FILE...")]
    NoFiles,
    /// A file cannot be read. Nothing of the other files of the call was taken either.
    #[error("{0}. Nothing was imported")]
    File(import::Error),
    /// The book cannot be written.
    #[error(transparent)]
    Store(store::Error),
    /// The user stopped it.
    #[error("stopped. Nothing was imported")]
    Stopped,
}

impl From<import::Error> for Error {
    fn from(error: import::Error) -> Self {
        Self::File(error)
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}
