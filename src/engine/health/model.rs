//! The health model as data: `assets/health.toml`, or the user's own file.

/// A checked health model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {}

/// What is wrong with a model file; every problem of the file is told at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct ModelError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Model {
    /// The model that ships with Rounds.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Reads and checks a model.
    pub fn parse(_text: &str) -> Result<Self, Vec<ModelError>> {
        Ok(Self::default())
    }
}
