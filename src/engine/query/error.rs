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
    /// An error that quotes at most the beginning of a very long word.
    pub(super) fn new(column: usize, message: impl Into<String>) -> Self {
        const LONGEST: usize = 40;
        let message = message.into();
        let short = |word: &str| match word.char_indices().nth(LONGEST) {
            Some((at, _)) => {
                let (start, rest) = word.split_at(at);
                let end = rest.trim_start_matches(|it: char| !matches!(it, '"' | ':' | ','));
                format!("{start}…{end}")
            }
            None => word.to_owned(),
        };
        Self { column, message: message.split(' ').map(short).collect::<Vec<_>>().join(" ") }
    }
}
