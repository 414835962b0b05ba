//! The keys that may follow the one just pressed.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::{Binding, Chord, State, Walls};
use crate::ui::look::Look;
use crate::ui::text::fit;
use crate::ui::widgets::pane::{Focus, Titles, clear, frame, scrolled};

/// Columns of one entry.
const ENTRY: usize = 19;

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) {
    let found = state.keymap.after(state.scope(), &state.chord);
    let columns = (usize::from(walls.body.width).saturating_sub(2) / ENTRY).max(1);
    let rows = found.len().div_ceil(columns);
    let body = walls.body;
    let height = (rows as u16 + 2).min(body.height);
    let area = body.split_top(body.height - height).rest;
    clear(to, area);
    let title = Chord::new(state.chord.as_slice()).to_string();
    let inside = frame(to, area, look, Focus::Here, Titles { left: &title, right: "Esc cancels" });
    let lines = (0..rows).map(|at| {
        let spans = (0..columns).filter_map(|column| found.get(at + column * rows));
        spans.flat_map(|it| entry(it, state.chord.len(), look)).collect::<Line<'_>>()
    });
    scrolled(to, inside, look, lines.collect(), 0);
}

fn entry(it: &Binding, pressed: usize, look: &Look) -> [Span<'static>; 2] {
    let rest: Vec<String> = it.chord.keys().iter().skip(pressed).map(ToString::to_string).collect();
    [
        Span::styled(format!(" {}  ", rest.join(" ")), look.accent),
        Span::raw(fit(it.action.label(), ENTRY - 5, look.signs.ellipsis)),
    ]
}
