//! What is wrong with a query, and where.

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct QueryError {
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong, and the nearest thing that is right.
    pub message: String,
}

impl QueryError {
    pub(super) fn new(column: usize, message: impl Into<String>) -> Self {
        Self { column, message: message.into() }
    }
}
