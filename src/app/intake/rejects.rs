//! The rows of one file that are not taken: counted, the first kept for the report, all written to a
//! file beside it.

use std::path::{Path, PathBuf};

use crate::import::{Cells, Reject, RejectsFile};

/// Rejects kept for the report.
const SHOWN: usize = 20;

/// The rejects of one file.
pub(super) struct Rejects<'a> {
    input: &'a Path,
    header: Vec<String>,
    is_written: bool,
    file: Option<RejectsFile>,
    failure: Option<String>,
    /// How many there are.
    pub(super) count: u64,
    /// The first of them.
    pub(super) first: Vec<Reject>,
}

/// Where the rejects went.
pub(super) struct Kept {
    /// The file, where there is one.
    pub(super) path: Option<PathBuf>,
    /// Why there is none although there are rejects.
    pub(super) failure: Option<String>,
}

impl<'a> Rejects<'a> {
    /// The rejects of `input`; a dry run writes no file.
    pub(super) fn new(input: &'a Path, header: Vec<String>, is_dry_run: bool) -> Self {
        Self {
            input,
            header,
            is_written: !is_dry_run,
            file: None,
            failure: None,
            count: 0,
            first: Vec::new(),
        }
    }

    /// Adds a row.
    pub(super) fn add(&mut self, cells: Cells<'_>, reject: Reject) {
        self.count += 1;
        if self.is_written
            && self.failure.is_none()
            && let Err(error) = self.write(cells, &reject)
        {
            // The import itself goes on: what it takes does not hang on what it leaves.
            self.failure = Some(error.to_string());
            self.file = None;
        }
        if self.first.len() < SHOWN {
            self.first.push(reject);
        }
    }

    fn write(&mut self, cells: Cells<'_>, reject: &Reject) -> std::io::Result<()> {
        let width = self.header.len();
        if self.file.is_none() {
            self.file = Some(RejectsFile::create(self.input, &self.header)?);
        }
        match &mut self.file {
            Some(file) => file.add(cells, width, reject),
            None => Ok(()),
        }
    }

    /// Puts the file in its place.
    pub(super) fn keep(&mut self) -> Kept {
        let path = match self.file.take().map(RejectsFile::keep) {
            Some(Ok(path)) => Some(path),
            Some(Err(error)) => {
                self.failure = Some(error.to_string());
                None
            }
            None => None,
        };
        Kept { path, failure: self.failure.take() }
    }
}
