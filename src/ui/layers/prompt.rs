//! A line being typed, at the foot of the screen, with what it says so far below it.

use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::{Area, Note, Prompt, TextField, Walls};
use crate::ui::look::Look;
use crate::ui::text::{clean, cut, tail, width, wrap};
use crate::ui::widgets::pane::{Focus, Titles, clear, frame, rect, scrolled};

/// Rows that what the line says may take.
const ROWS: usize = 7;
/// Half of the words that are offered to complete a line.
const MOST: usize = 3;

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, prompt: &Prompt, look: &Look) {
    let (text, style) = note(prompt, look);
    let room = usize::from(walls.body.width).saturating_sub(4).max(1);
    let mut said = wrap(&text, room);
    said.truncate(ROWS);
    let rows = 3 + said.len().max(1) as u16;
    let area = walls.body.split_top(walls.body.height.saturating_sub(rows)).rest;
    clear(to, area);
    let right = if prompt.sent.is_some() { "saving ..." } else { "" };
    let titles = Titles { left: &prompt.title, right };
    let inside = frame(to, area, look, Focus::Here, titles);
    let halves = inside.split_top(1);
    field(to, halves.first, &prompt.field, look);
    let said = said.into_iter().map(|it| Line::styled(format!(" {it}"), style)).collect();
    scrolled(to, halves.rest, look, said, 0);
}

/// What the line says so far.
fn note(prompt: &Prompt, look: &Look) -> (String, Style) {
    let tab = |count| {
        let words: Vec<&str> = prompt.completions.iter().take(count).map(String::as_str).collect();
        if words.is_empty() { String::new() } else { format!("   Tab: {}", words.join("  ")) }
    };
    match &prompt.note {
        Note::Hint(text) if prompt.completions.is_empty() => (text.clone(), look.muted),
        Note::Hint(_) => (tab(MOST * 2).trim_start().to_owned(), look.muted),
        Note::Preview(text) => (text.clone() + &tab(MOST * 2), look.ok),
        Note::Problem(text) => (format!("! {text}{}", tab(1)), look.risk),
    }
}

/// Draws a line being typed with the terminal's own cursor in it; a long line moves along.
pub(crate) fn field(to: &mut Frame<'_>, area: Area, field: &TextField, look: &Look) {
    if area.height == 0 || area.width < 3 {
        return;
    }
    let room = usize::from(area.width) - 2;
    let before = clean(field.before());
    let seen = tail(&before, room);
    let at = width(seen);
    let after = cut(field.after(), room.saturating_sub(at), look.signs.ellipsis);
    to.render_widget(Line::raw(format!(" {seen}{after}")), rect(area));
    to.set_cursor_position(Position { x: area.x + 1 + at as u16, y: area.y });
}
