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

/// Imports the sample files into an empty book, an export after the other.
fn filled(store: Store, setup: &Setup) -> Result<Session, Error> {
    let opened_on = setup.as_of.unwrap_or(setup.today);
    let setup = Setup { today: opened_on, as_of: None, ..setup.clone() };
    let mut session = Session::open(store, setup);
    let folder = tempfile::tempdir()?;
    let files = demo::files(opened_on).map_err(std::io::Error::from)?;
    for export in files.chunk_by(|a, b| a.dated_on == b.dated_on) {
        let mut paths = Vec::new();
        for file in export {
            let path = folder.path().join(file.name);
            fs::write(&path, &file.text)?;
            paths.push(path);
        }
        let dated = export.first().map(|it| it.dated_on);
        let options = ImportOptions { dated, ..ImportOptions::default() };
        let report = session.import(&paths, &options, &mut |_| Going::On)?;
        if let Some(file) = report.files.iter().find(|it| it.totals.rejected > 0) {
            let what = format!("a row of the sample file {} was rejected", file.file);
            return Err(app::Error::Internal(what).into());
        }
    }
    Ok(session)
}
