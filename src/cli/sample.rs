//! A fresh sample book, made by importing the files of `assets/demo`.

use std::fs;
use std::path::Path;

use super::error::Error;
use crate::app::{self, Going, ImportOptions, Session, Setup};
use crate::demo;
use crate::store::{Access, Store};

/// A sample book that is gone with the program. It is opened on the day that the setup is as of.
pub(super) fn open(setup: &Setup) -> Result<Session, Error> {
    filled(Store::in_memory()?, setup)
}

/// Writes a sample book to a new file.
pub(super) fn write(path: &Path, setup: &Setup) -> Result<Session, Error> {
    if path.exists() {
        return Err(Error::Failed(format!(
            "{} is there already; name a file that is not",
            path.display()
        )));
    }
    filled(Store::open(path, Access::Write)?, setup)
}

/// Imports the sample files into an empty book.
fn filled(store: Store, setup: &Setup) -> Result<Session, Error> {
    let opened_on = setup.as_of.unwrap_or(setup.today);
    let folder = tempfile::tempdir()?;
    let mut paths = Vec::new();
    for file in demo::files(opened_on).map_err(std::io::Error::from)? {
        let path = folder.path().join(file.name);
        fs::write(&path, file.text)?;
        paths.push(path);
    }
    let setup = Setup { today: opened_on, as_of: None, ..setup.clone() };
    let mut session = Session::open(store, setup);
    let report = session.import(&paths, &ImportOptions::default(), &mut |_| Going::On)?;
    match report.files.iter().find(|it| it.totals.rejected > 0) {
        None => Ok(session),
        Some(file) => {
            let what = format!("a row of the sample file {} was rejected", file.file);
            Err(app::Error::Internal(what).into())
        }
    }
}
