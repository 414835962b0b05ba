//! A line being typed, at the foot of the screen, with what it says so far below it.

use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::text::{Line, Span};

use crate::app::{Area, Note, Prompt, TextField, Walls};
use crate::ui::look::Look;
use crate::ui::text::{clean, cut, width};
use crate::ui::widgets::pane::{Focus, Titles, clear, frame, rect};

/// Border, line, what it says.
const ROWS: u16 = 4;

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, prompt: &Prompt, look: &Look) {
    let area = walls.body.split_top(walls.body.height.saturating_sub(ROWS)).rest;
    clear(to, area);
    let right = if prompt.sent.is_some() { "saving ..." } else { "" };
    let titles = Titles { left: &prompt.title, right };
    let inside = frame(to, area, look, Focus::Here, titles);
    let halves = inside.split_top(1);
    field(to, halves.first, &prompt.field, look);
    let (text, style) = match &prompt.note {
        _ if !prompt.completions.is_empty() && !matches!(prompt.note, Note::Problem(_)) => {
            let said = match &prompt.note {
                Note::Preview(text) => format!("{text}   Tab: "),
                _ => "Tab: ".to_owned(),
            };
            (said + &prompt.completions.join("  "), look.muted)
        }
        Note::Hint(text) => (text.clone(), look.muted),
        Note::Preview(text) => (text.clone(), look.ok),
        Note::Problem(text) => {
            let more = prompt.completions.first().map(|it| format!("   Tab: {it}"));
            (format!("! {text}{}", more.unwrap_or_default()), look.risk)
        }
    };
    let room = usize::from(halves.rest.width).saturating_sub(1);
    let text = cut(&text, room, look.signs.ellipsis);
    to.render_widget(Line::from(Span::styled(format!(" {text}"), style)), rect(halves.rest));
}

/// Draws a line being typed with the terminal's own cursor in it; a long line moves along.
pub(crate) fn field(to: &mut Frame<'_>, area: Area, field: &TextField, look: &Look) {
    if area.height == 0 || area.width < 3 {
        return;
    }
    let room = usize::from(area.width) - 2;
    let before = clean(field.before());
    let mut seen = before.as_ref();
    while width(seen) > room {
        let mut letters = seen.chars();
        letters.next();
        seen = letters.as_str();
    }
    let at = width(seen);
    let after = cut(field.after(), room.saturating_sub(at), look.signs.ellipsis);
    to.render_widget(Line::raw(format!(" {seen}{after}")), rect(area));
    to.set_cursor_position(Position { x: area.x + 1 + at as u16, y: area.y });
}
