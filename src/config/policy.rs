//! The user's own health model, rules and playbooks, as texts; the engine checks them against a book.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::paths::Paths;

/// A file of the user's, read but not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// Where it lies, for error messages.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// The files that are laid over the built-in judgement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyFiles {
    /// `health.toml`, where there is one.
    pub health: Option<PolicyFile>,
    /// `rules/*.toml`, by name.
    pub rules: Vec<PolicyFile>,
    /// `playbooks/*.toml`, by name.
    pub playbooks: Vec<PolicyFile>,
}

impl PolicyFiles {
    /// Reads the files that lie beside the settings.
    ///
    /// # Errors
    ///
    /// Where a file is there and cannot be read.
    pub fn read(paths: &Paths) -> Result<Self, Error> {
        let health = read_if_there(&paths.health())?;
        let rules = read_all(&paths.rules())?;
        Ok(Self { health, rules, playbooks: read_all(&paths.playbooks())? })
    }
}

impl PolicyFile {
    /// Reads a file that the user named.
    ///
    /// # Errors
    ///
    /// Where it is not there, or cannot be read.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|it| unreadable(path, &it))?;
        Ok(Self { path: path.to_owned(), text })
    }
}

/// The file, or nothing where there is none.
pub(super) fn read_if_there(path: &Path) -> Result<Option<PolicyFile>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(PolicyFile { path: path.to_owned(), text })),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// The files of a folder, by name; none where there is no folder.
fn read_all(folder: &Path) -> Result<Vec<PolicyFile>, Error> {
    let mut files = Vec::new();
    for path in toml_files(folder)? {
        files.extend(read_if_there(&path)?);
    }
    Ok(files)
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(it) => it,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(folder, &error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|it| unreadable(folder, &it))?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unreadable { path: path.to_owned(), what: error.to_string() }
}
