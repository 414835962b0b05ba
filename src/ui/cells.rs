//! Letters that a terminal draws one after the other, put in a cell each.
//!
//! In some scripts (Devanagari, Thai) several characters that each take a column make one letter,
//! and the drawing library keeps such a letter in one cell. Where a narrower letter takes its place,
//! the library does not know that the terminal still shows the second half.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthChar;

/// A part of a letter that takes columns of its own, with the marks on it.
struct Part<'a> {
    text: &'a str,
    columns: usize,
}

/// Gives each part of a letter a cell of its own. What the terminal is sent stays the same.
pub(super) fn part(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width);
    for at in 0..buffer.content.len() {
        let Some(cell) = buffer.content.get(at).filter(|it| it.symbol().len() > 1) else {
            continue;
        };
        let symbol = cell.symbol().to_owned();
        let parts = parts(&symbol);
        let columns: usize = parts.iter().map(|it| it.columns).sum();
        if parts.len() < 2 || at % width + columns > width {
            continue;
        }
        let style = cell.style();
        let mut x = at;
        for part in parts {
            if let Some(cell) = buffer.content.get_mut(x) {
                cell.set_symbol(part.text).set_style(style);
            }
            x += part.columns;
        }
    }
}

fn parts(letter: &str) -> Vec<Part<'_>> {
    let columns = |c: char| UnicodeWidthChar::width(c).unwrap_or_default();
    let starts = letter.char_indices().filter(|(_, c)| columns(*c) > 0);
    let starts: Vec<(usize, usize)> = starts.map(|(at, c)| (at, columns(c))).collect();
    let ends = starts.iter().skip(1).map(|it| it.0).chain([letter.len()]);
    let parts = starts.iter().zip(ends);
    parts
        .filter_map(|(&(start, columns), end)| {
            Some(Part { text: letter.get(start..end)?, columns })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_letter_of_two_columns_from_two_characters_is_two_cells() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        buffer.set_string(0, 0, "\u{92a}\u{94d}\u{930}\u{93e}x", Style::new());
        part(&mut buffer);
        let symbols: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(symbols, ["\u{92a}\u{94d}", "\u{930}", "\u{93e}", "x", " ", " "]);
    }

    #[test]
    fn wide_letters_and_marks_stay_as_they_are() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
        buffer.set_string(0, 0, "株e\u{301}👍", Style::new());
        let before = buffer.clone();
        part(&mut buffer);
        assert_eq!(buffer, before);
    }
}
