//! Rows of cells in columns, each cut or padded to its column by what is seen.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::ui::look::Look;
use crate::ui::text::{fit, fit_right};

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// At the left, as words do.
    Left,
    /// At the right, as numbers do.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Its width; 0 takes what the others leave.
    pub width: usize,
    /// Where its cells stand.
    pub side: Side,
}

/// A cell's text and style.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    style: Style,
}

impl Column {
    /// A column of words.
    pub(crate) const fn left(title: &'static str, width: usize) -> Self {
        Self { title, width, side: Side::Left }
    }

    /// A column of numbers.
    pub(crate) const fn right(title: &'static str, width: usize) -> Self {
        Self { title, width, side: Side::Right }
    }
}

impl Cell {
    /// A cell of this style.
    pub(crate) fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    /// A plain cell.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Style::new())
    }
}

/// The columns with their widths worked out for `room`: one blank between two, the first column of
/// width 0 takes the rest, and columns from the right go where there is no room for them.
pub(crate) fn widths(columns: &[Column], room: usize, least: usize) -> Vec<Column> {
    let mut res = columns.to_vec();
    loop {
        let fixed: usize = res.iter().map(|it| it.width).sum();
        let gaps = res.len().saturating_sub(1);
        let rest = room.saturating_sub(fixed + gaps);
        if rest >= least || res.len() <= 1 {
            if let Some(it) = res.iter_mut().find(|it| it.width == 0) {
                it.width = rest;
            }
            return res;
        }
        res.pop();
    }
}

/// A row of cells; cells without a column are left out.
pub(crate) fn row(columns: &[Column], cells: Vec<Cell>, look: &Look) -> Line<'static> {
    let mut spans = Vec::with_capacity(cells.len() * 2);
    for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if at > 0 {
            spans.push(Span::raw(" "));
        }
        let text = match column.side {
            Side::Left => fit(&cell.text, column.width, look.signs.ellipsis),
            Side::Right => fit_right(&cell.text, column.width, look.signs.ellipsis),
        };
        spans.push(Span::styled(text, cell.style));
    }
    Line::from(spans)
}

/// The headings.
pub(crate) fn header(columns: &[Column], look: &Look) -> Line<'static> {
    let cells = columns.iter().map(|it| Cell::new(it.title, look.muted)).collect();
    row(columns, cells, look)
}
