//! Where in a file of the user's something stands.

use std::ops::Range;

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::engine) struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
}

impl Place {
    /// The place of a byte of a text.
    pub(in crate::engine) fn of(text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = before.bytes().filter(|it| *it == b'\n').count() + 1;
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        Self { line, column }
    }

    /// The place some characters into the value at a stretch of a text: its quotes are not counted.
    pub(in crate::engine) fn inside(text: &str, span: &Range<usize>, characters: usize) -> Self {
        let value = text.get(span.clone()).unwrap_or_default();
        let quotes = value.chars().take_while(|it| matches!(it, '"' | '\'')).count();
        let start = Self::of(text, span.start);
        Self { column: start.column + quotes + characters, ..start }
    }
}
