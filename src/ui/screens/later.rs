//! The screens that a later version brings: what they will show, and what does it today.

use ratatui::Frame;
use ratatui::text::Line;

use crate::app::{State, Tab, Walls};
use crate::ui::look::Look;
use crate::ui::widgets::pane::{Focus, Titles, frame, scrolled};

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) {
    let lines: [&str; 2] = match state.place().tab {
        Tab::Qbr => [
            " This screen comes in a later version.",
            " Today: rounds qbr ACCOUNT  writes a first draft of a business review as Markdown.",
        ],
        _ => [
            " This screen comes in a later version.",
            " Today: rounds accounts --json  gives every figure of the book to another program.",
        ],
    };
    let titles = Titles { left: state.place().tab.title(), right: "" };
    let inside = frame(to, walls.body, look, Focus::Here, titles);
    let lines = lines.into_iter().map(|it| Line::styled(it, look.text)).collect();
    scrolled(to, inside, look, lines, 0);
}
