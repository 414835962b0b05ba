//! A book in a folder of its own, worked with through the command line, and what was found.

use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;
use tempfile::TempDir;

/// What a check ends with.
pub(crate) type Checked<T = ()> = Result<T, Box<dyn Error>>;

/// A book in a folder of its own.
pub(crate) struct Bench {
    folder: TempDir,
}

impl Bench {
    /// A folder without a book.
    pub(crate) fn new() -> Checked<Self> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The book.
    pub(crate) fn book(&self) -> PathBuf {
        self.folder().join("book.rounds")
    }

    /// What a command prints; an error where it fails.
    pub(crate) fn print(&self, words: &[&str]) -> Checked<Vec<u8>> {
        let mut args: Vec<OsString> = vec!["rounds".into(), "--book".into(), self.book().into()];
        args.extend(words.iter().map(OsString::from));
        let mut out = Vec::new();
        let code = rounds::cli::run_to(args.into_iter(), &mut out);
        if code == ExitCode::SUCCESS { Ok(out) } else { Err(format!("{words:?} failed").into()) }
    }

    /// What a command prints as JSON.
    pub(crate) fn json(&self, words: &[&str]) -> Checked<Value> {
        Ok(serde_json::from_slice(&self.print(words)?)?)
    }

    /// Imports files in one call and returns the report.
    pub(crate) fn import(&self, files: &[PathBuf], options: &[&str]) -> Checked<Value> {
        let mut words = vec!["import", "--json"];
        words.extend(options);
        let paths: Vec<String> = files.iter().map(|it| it.display().to_string()).collect();
        words.extend(paths.iter().map(String::as_str));
        self.json(&words)
    }
}

/// The sum of a count over the files of a report.
pub(crate) fn total(report: &Value, count: &str) -> u64 {
    let files = report["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    files.iter().filter_map(|it| it[count].as_u64()).sum()
}

/// What was found.
#[derive(Default)]
pub(crate) struct Findings {
    failed: usize,
}

impl Findings {
    /// Says whether a promise holds.
    pub(crate) fn say(&mut self, promise: &str, found: Result<String, String>) {
        match found {
            Ok(it) => println!("  ok      {promise}: {it}"),
            Err(it) => {
                self.failed += 1;
                println!("  FAILED  {promise}: {it}");
            }
        }
    }

    /// Says whether two things are equal.
    pub(crate) fn equal<T: Copy + PartialEq + std::fmt::Debug>(
        &mut self,
        promise: &str,
        is: T,
        should: T,
    ) {
        let found = if is == should {
            Ok(format!("{is:?}"))
        } else {
            Err(format!("{is:?}, not {should:?}"))
        };
        self.say(promise, found);
    }

    /// Success where every promise held.
    pub(crate) fn verdict(&self) -> ExitCode {
        if self.failed == 0 {
            println!("all is well");
            return ExitCode::SUCCESS;
        }
        println!("{} promises do not hold", self.failed);
        ExitCode::FAILURE
    }
}
