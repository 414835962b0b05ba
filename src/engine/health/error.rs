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

impl Place {
    /// What is wrong there.
    pub(super) fn error(self, message: impl Into<String>) -> ModelError {
        ModelError { line: self.line, column: self.column, message: message.into() }
    }
}
