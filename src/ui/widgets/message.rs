//! The line above the footer: what just happened, what is being done, what verbs act on.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::alerts;
use super::pane::rect;
use crate::app::{Area, State, Tone};
use crate::ui::look::Look;
use crate::ui::text::{clean, cut, width, wrap};

pub(crate) fn draw(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    let marks = state.marks();
    let whole = || alerts::whole(state, &state.walls());
    let (text, style) = if let Some(message) = &state.message {
        let sign = match message.tone {
            Tone::Good => format!("{} ", look.signs.ok),
            Tone::Plain => String::new(),
            Tone::Bad => "! ".to_owned(),
        };
        (format!("{sign}{}", message.text), look.tone(message.tone))
    } else if let Some(busy) = state.busy() {
        (busy.to_owned(), look.muted)
    } else if marks > 0 {
        (format!("{marks} marked: verbs act on all of them.  Esc drops the marks"), look.mark)
    } else if let Some(text) = whole().filter(|_| state.layer.is_none()) {
        (text, look.muted)
    } else {
        return;
    };
    let room = usize::from(area.width).saturating_sub(1);
    let rows = usize::from(area.height);
    let mut lines = match clean(&text) {
        text if width(&text) <= room => vec![text.into_owned()],
        text => wrap(&text, room.max(1)),
    };
    if lines.len() > rows {
        // What does not fit is cut at the end of the last row.
        let rest = lines.split_off(rows.saturating_sub(1)).join(" ");
        lines.push(cut(&rest, room, look.signs.ellipsis).into_owned());
    }
    let lines: Vec<Line<'_>> =
        lines.into_iter().map(|it| Line::from(Span::styled(format!(" {it}"), style))).collect();
    to.render_widget(Paragraph::new(lines), rect(area));
}
