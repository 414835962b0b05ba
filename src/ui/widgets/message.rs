//! The line above the footer: what just happened, what is being done, what verbs act on.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::alerts;
use super::pane::rect;
use crate::app::{Area, State, Tone};
use crate::ui::look::Look;
use crate::ui::text::cut;

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
    let text = format!(" {}", cut(&text, room, look.signs.ellipsis));
    to.render_widget(Line::from(Span::styled(text, style)), rect(area));
}
