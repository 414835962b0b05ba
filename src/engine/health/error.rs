//! What is wrong with a model file, and where.

use crate::engine::place::Place;

/// What is wrong with a model file; every problem of the file is told at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct ModelError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// Something that the user's own model file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKey {
    /// Its path in the model: `bands.green`, `measures.touch_ratio.weight`.
    pub key: Box<str>,
    /// The line it stands on, counted from 1.
    pub line: usize,
}

impl OwnKey {
    /// The keys of an entry of this name, each with its line.
    pub(super) fn all(entry: &str, lines: &[(&str, usize)]) -> Vec<Self> {
        let told = lines.iter().filter(|it| !matches!(it.0, "id" | "when"));
        let key = |(key, line): &(&str, usize)| Self {
            key: format!("{entry}.{key}").into(),
            line: *line,
        };
        told.map(key).collect()
    }
}

impl Place {
    /// What is wrong there.
    pub(super) fn error(self, message: impl Into<String>) -> ModelError {
        ModelError { line: self.line, column: self.column, message: message.into() }
    }
}
