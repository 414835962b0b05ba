//! The last line: the keys that work here, most useful first, and always the help.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::pane::rect;
use crate::app::{Action, Area, SMALLEST, State, hint_label, hints};
use crate::ui::look::Look;
use crate::ui::text::{cut, width};

/// How many actions at the end of the line are never left out.
const ALWAYS: usize = 2;

struct Hint {
    key: String,
    label: &'static str,
}

impl Hint {
    fn width(&self) -> usize {
        width(&self.key) + 1 + width(self.label)
    }
}

pub(crate) fn draw(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    let room = usize::from(area.width);
    if state.walls().is_small {
        let text = format!("Rounds needs {}x{}.  q q leaves", SMALLEST.width, SMALLEST.height);
        let text = cut(&text, room, look.signs.ellipsis).into_owned();
        to.render_widget(Line::from(Span::styled(text, look.muted)), rect(area));
        return;
    }
    let hints: Vec<Hint> = hints(state).into_iter().map(|it| hint(state, it)).collect();
    let always = hints.len().saturating_sub(ALWAYS);
    let (first, last) = hints.split_at(always);
    let mut left = room.saturating_sub(1 + last.iter().map(|it| it.width() + 2).sum::<usize>());
    let fitting = first.iter().take_while(|it| {
        let fits = it.width() + 2 <= left;
        left = left.saturating_sub(it.width() + 2);
        fits
    });
    let mut spans = Vec::new();
    for it in fitting.chain(last) {
        spans.push(Span::raw(if spans.is_empty() { " " } else { "  " }));
        spans.push(Span::styled(it.key.clone(), look.accent));
        spans.push(Span::styled(format!(" {}", it.label), look.muted));
    }
    to.render_widget(Line::from(spans), rect(area));
}

fn hint(state: &State, action: Action) -> Hint {
    let keys = state.keymap.keys_of(state.scope(), action);
    let key = keys.first().map_or_else(|| format!(":{action}"), ToString::to_string);
    Hint { key, label: hint_label(state, action) }
}
