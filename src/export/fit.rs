//! A table's columns fitted into the width of a terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::table::{Align, Cell, Column};

/// What stands between two columns.
pub(super) const GAP: &str = "  ";
/// Columns of the terminal that a column of words is not broken below, unless it is narrower.
const LEAST: usize = 12;
/// No column of words is made narrower than this.
const NARROWEST: usize = 6;
/// The longest word that a column is kept wide enough for.
const LONGEST: usize = 28;

/// A column that is shown, and how wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Laid {
    /// Its place in the table.
    pub at: usize,
    /// Its width in columns of the terminal.
    pub width: usize,
    /// Where its cells stand.
    pub align: Align,
}

/// The columns that have room, each as wide as it may be. The first column of words, which says
/// whose the row is, keeps its width.
pub(super) fn fitted(columns: &[Column], rows: &[Vec<Cell>], room: Option<usize>) -> Vec<Laid> {
    let name = columns.iter().position(|it| it.align == Align::Left && !it.title.is_empty());
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let natural = |at: usize| cells(at).map(|it| it.text.width()).max().unwrap_or(0);
    let mut laid: Vec<Laid> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| Laid { at, width: natural(at), align: column.align })
        .collect();
    let Some(room) = room else { return laid };
    let least = |it: &Laid| {
        if it.align == Align::Right || Some(it.at) == name {
            return it.width;
        }
        let words = cells(it.at).flat_map(|cell| cell.text.split(' '));
        let longest = words.map(UnicodeWidthStr::width).max().unwrap_or(0);
        it.width.min(longest.clamp(LEAST, LONGEST))
    };
    let mut leasts: Vec<usize> = laid.iter().map(least).collect();
    let total = |widths: &[usize]| {
        widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1)
    };
    let is_minor = |it: &Laid| columns.get(it.at).is_some_and(|it| it.is_minor);
    while total(&leasts) > room
        && let Some(at) = laid.iter().rposition(is_minor)
    {
        laid.remove(at);
        leasts.remove(at);
    }
    // Where even so there is no room, the widest column of words gives way first.
    while total(&leasts) > room
        && let Some((_, widest)) = laid
            .iter()
            .zip(&mut leasts)
            .filter(|(it, width)| {
                it.align == Align::Left && Some(it.at) != name && **width > NARROWEST
            })
            .max_by_key(|(_, width)| **width)
    {
        *widest -= 1;
    }
    let mut spare = room.saturating_sub(total(&leasts));
    let wanted: Vec<usize> = laid.iter().map(|it| it.width).collect();
    for (it, least) in laid.iter_mut().zip(leasts) {
        it.width = least;
    }
    // Room is handed out a column of the terminal at a time, so that no cell takes it all.
    while spare > 0 {
        let before = spare;
        for (it, wanted) in laid.iter_mut().zip(&wanted).filter(|(it, wanted)| it.width < **wanted)
        {
            if spare > 0 {
                it.width += usize::from(it.width < *wanted);
                spare -= 1;
            }
        }
        if spare == before {
            break;
        }
    }
    laid
}

/// A text in lines that are no wider than `width`, broken between words; one line at least. A word
/// that is too wide by itself is cut.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    if text.width() <= width {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(cut(word, width)),
        }
    }
    lines
}

/// The longest beginning of a text that is at most `width` columns wide, with `…` where it was cut.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for letter in text.graphemes(true) {
        if used + letter.width() > width.saturating_sub(1) {
            break;
        }
        used += letter.width();
        kept.push_str(letter);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}
