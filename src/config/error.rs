//! What can be wrong with a file that the user edits.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that is wrong in a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{}: {what}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        what: String,
    },
    /// The file says something that has no meaning; every such place is told at once.
    #[error("{}", in_file(path, problems))]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong in it, in the order of its text.
        problems: Vec<Problem>,
    },
    /// A file that the user named is not there.
    #[error("{}: there is no such file; name another with --config, or leave --config out", .0.display())]
    NoFile(PathBuf),
    /// There is no folder to keep things in.
    #[error("there is no home folder; name the files with --book and --config")]
    NoHome,
}

impl Problem {
    /// A problem at this byte of a text.
    pub(super) fn at(text: &str, byte: usize, message: String) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Self { line, column, message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

fn in_file(path: &Path, problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|it| format!("{}:{it}", path.display())).collect();
    lines.join("\n")
}

/// Something wrong in a file of the user's own policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyProblem {
    /// The file.
    pub file: PathBuf,
    /// What is wrong, and where.
    pub problem: Problem,
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.problem)
    }
}
