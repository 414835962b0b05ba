//! A framed part of the screen with a title, and the rows of a list or of a text in it.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

use crate::app::{Area, Selection};
use crate::ui::look::Look;
use crate::ui::text::{cut, width};

/// Whether a pane has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Focus {
    /// Keys act here.
    Here,
    /// Keys act elsewhere.
    Elsewhere,
}

impl Focus {
    /// The focus of one pane while keys act in another, or in this one.
    pub(crate) fn of<T: PartialEq + Copy>(pane: T, focused: T) -> Self {
        if pane == focused { Self::Here } else { Self::Elsewhere }
    }
}

/// The area as the terminal library knows it.
pub(crate) const fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// Clears the room for what lies on the screen. A wide letter that would reach into it from the
/// left goes, too: the terminal would draw it over the border.
pub(crate) fn clear(to: &mut Frame<'_>, area: Area) {
    to.render_widget(Clear, rect(area));
    let Some(left) = area.x.checked_sub(1) else { return };
    for y in area.y..area.y.saturating_add(area.height) {
        if let Some(cell) = to.buffer_mut().cell_mut((left, y))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}

/// What a pane's border says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Titles<'a> {
    /// At the left.
    pub left: &'a str,
    /// At the right.
    pub right: &'a str,
}

/// Draws a pane's border, and returns the room inside it.
pub(crate) fn frame(
    to: &mut Frame<'_>,
    area: Area,
    look: &Look,
    focus: Focus,
    titles: Titles<'_>,
) -> Area {
    if !area.has_border() {
        return area;
    }
    let (style, set) = match focus {
        Focus::Here => (look.focus, look.signs.focus),
        Focus::Elsewhere => (look.muted, look.signs.border),
    };
    let room = usize::from(area.width).saturating_sub(4);
    let left = cut(titles.left, room, look.signs.ellipsis);
    let rest = room.saturating_sub(width(&left) + 2);
    let right = cut(titles.right, rest, look.signs.ellipsis);
    let mut block = Block::bordered().border_set(set).border_style(style);
    if !left.is_empty() {
        block = block.title_top(Line::from(Span::styled(format!(" {left} "), look.title)));
    }
    if !right.is_empty() {
        let right = Span::styled(format!(" {right} "), look.muted);
        block = block.title_top(Line::from(right).right_aligned());
    }
    to.render_widget(block, rect(area));
    area.inside()
}

/// Writes on a pane's lower border, where there is room for all of it.
pub(crate) fn foot(to: &mut Frame<'_>, area: Area, look: &Look, text: &str) {
    if area.has_border() && width(text) + 4 <= usize::from(area.width) {
        let row =
            Rect { x: area.x + 1, y: area.y + area.height - 1, width: area.width - 2, height: 1 };
        to.render_widget(Line::styled(format!(" {text} "), look.muted), row);
    }
}

/// Draws the rows of a list that are seen; `row` is asked for these only.
pub(crate) fn rows<'a>(
    to: &mut Frame<'_>,
    inside: Area,
    look: &Look,
    list: List,
    mut row: impl FnMut(usize) -> Line<'a>,
) {
    let seen = list.selection.window(list.len, usize::from(inside.height));
    for (y, index) in seen.enumerate() {
        let area = rect(Area { y: inside.y + y as u16, height: 1, ..inside });
        let line = row(index);
        if index == list.selection.index() && list.focus == Focus::Here {
            // One style for the whole row: reversed colours would make it a patchwork.
            to.render_widget(Line::raw(line.to_string()), area);
            to.buffer_mut().set_style(area, look.selected);
        } else {
            to.render_widget(line, area);
        }
    }
}

/// A list's length, its selected row, and whether keys move it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    /// How many rows it has.
    pub len: usize,
    /// The selected one.
    pub selection: Selection,
    /// Whether keys move it.
    pub focus: Focus,
}

/// Draws the lines of a text from `scroll` on, never past its end, and says on the border below how
/// many more there are. Returns how far it can be scrolled.
pub(crate) fn scrolled(
    to: &mut Frame<'_>,
    inside: Area,
    look: &Look,
    lines: Vec<Line<'_>>,
    scroll: usize,
) -> usize {
    let rows = usize::from(inside.height);
    let depth = lines.len().saturating_sub(rows);
    let start = scroll.min(depth);
    let below = depth - start;
    let lines: Vec<Line<'_>> = lines.into_iter().skip(start).take(rows).collect();
    to.render_widget(Paragraph::new(lines), rect(inside));
    let border = Rect { y: inside.y + inside.height, height: 1, ..rect(inside) };
    if below > 0 && border.y < to.area().height {
        let text = Span::styled(format!(" {below} more "), look.muted);
        to.render_widget(Line::from(text).right_aligned(), border);
    }
    depth
}

/// Whether verbs act on a row together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// They do.
    Set,
    /// They do not.
    Unset,
}

impl Mark {
    /// The mark of a row among those that are marked.
    pub(crate) fn among<T: Ord>(marked: &BTreeSet<T>, row: &T) -> Self {
        if marked.contains(row) { Self::Set } else { Self::Unset }
    }
}

/// The sign before a row: marked, under the cursor, or neither.
pub(crate) fn leader(index: usize, cursor: Selection, mark: Mark, look: &Look) -> Span<'static> {
    match mark {
        Mark::Set => Span::styled(look.signs.mark, look.mark),
        Mark::Unset if index == cursor.index() => Span::styled(look.signs.cursor, look.accent),
        Mark::Unset => Span::raw(" "),
    }
}

/// `Alerts 1/3`
pub(crate) fn numbered(title: &str, index: usize, len: usize) -> String {
    if len == 0 { title.to_owned() } else { format!("{title} {}/{len}", (index + 1).min(len)) }
}
