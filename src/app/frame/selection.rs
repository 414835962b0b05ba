//! Which row of a list is selected, and which rows are seen.

use std::ops::Range;

use crate::app::keys::Action;

/// The selected row of a list, and the first row seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    index: usize,
    top: usize,
}

impl Selection {
    /// The selected row.
    pub const fn index(self) -> usize {
        self.index
    }

    /// Selects a row of `len`, where `rows` are seen at once.
    pub fn select(&mut self, index: usize, len: usize, rows: usize) {
        self.index = index.min(len.saturating_sub(1));
        self.top = self.window(len, rows).start;
    }

    /// Stays on its row after the list changed: at `found` where the row is still there, else at its
    /// old place.
    pub fn follow(&mut self, found: Option<usize>, len: usize) {
        self.index = found.unwrap_or(self.index).min(len.saturating_sub(1));
    }

    /// Moves within `len` rows, and tells whether `action` was a move.
    pub fn apply(&mut self, action: Action, len: usize, rows: usize) -> bool {
        let half = (rows / 2).max(1);
        let index = match action {
            Action::CursorDown => self.index.saturating_add(1),
            Action::CursorUp => self.index.saturating_sub(1),
            Action::CursorTop => 0,
            Action::CursorBottom => len,
            Action::HalfDown => self.index.saturating_add(half),
            Action::HalfUp => self.index.saturating_sub(half),
            Action::PageDown => self.index.saturating_add(rows.max(1)),
            Action::PageUp => self.index.saturating_sub(rows.max(1)),
            Action::FindNext if len > 0 => (self.index + 1) % len,
            Action::FindPrev if len > 0 => (self.index + len - 1) % len,
            _ => return false,
        };
        self.select(index, len, rows);
        true
    }

    /// The rows seen of `len`, where `rows` fit: always with the selected one among them.
    pub fn window(self, len: usize, rows: usize) -> Range<usize> {
        let index = self.index.min(len.saturating_sub(1));
        let lowest = index.saturating_sub(rows.saturating_sub(1));
        let highest = index.min(len.saturating_sub(rows));
        let top = self.top.max(lowest).min(highest);
        top..len.min(top + rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_always_seen() {
        for len in 0..12 {
            for rows in 0..6 {
                let mut selection = Selection::default();
                for action in [
                    Action::CursorBottom,
                    Action::CursorUp,
                    Action::PageUp,
                    Action::HalfDown,
                    Action::FindNext,
                    Action::CursorTop,
                ] {
                    selection.apply(action, len, rows);
                    let window = selection.window(len, rows);
                    assert!(window.len() <= rows && window.end <= len, "{window:?}");
                    if len > 0 && rows > 0 {
                        assert!(window.contains(&selection.index()), "{selection:?} {window:?}");
                        assert_eq!(window.len(), rows.min(len));
                    }
                }
            }
        }
    }

    #[test]
    fn the_list_moves_only_when_the_cursor_leaves_it() {
        let mut selection = Selection::default();
        selection.select(5, 10, 4);
        assert_eq!(selection.window(10, 4), 2..6);
        selection.apply(Action::CursorUp, 10, 4);
        assert_eq!(selection.window(10, 4), 2..6);
        selection.select(1, 10, 4);
        assert_eq!(selection.window(10, 4), 1..5);
    }
}
