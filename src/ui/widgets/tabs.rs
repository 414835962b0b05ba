//! The top line: the screens by name, and the day that all is judged as of.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::pane::rect;
use crate::app::{Area, Shown, State, Tab};
use crate::domain::weekday_and_day;
use crate::ui::look::Look;

pub(crate) fn draw(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    let mut spans = vec![Span::raw(" ")];
    for (at, tab) in Tab::ALL.into_iter().enumerate() {
        let name = format!("{} {}", at + 1, tab.title());
        if tab == state.place().tab {
            spans.push(Span::styled(format!("[{name}]"), look.title));
        } else {
            spans.push(Span::styled(format!(" {name} "), look.text));
        }
    }
    let left = Line::from(spans);
    let room = usize::from(area.width).saturating_sub(left.width() + 1);
    to.render_widget(left, rect(area));
    let lengths = [Length::Full, Length::Short, Length::Least];
    let mut badges = lengths.into_iter().map(|it| badge(state, look, it));
    if let Some(badge) = badges.find(|it| it.width() <= room) {
        to.render_widget(badge.right_aligned(), rect(area));
    }
}

/// How much there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Full,
    Short,
    Least,
}

/// `DEMO  Tue 14 Oct`; `as of Tue 14 Jul` where another day is looked at.
fn badge(state: &State, look: &Look, length: Length) -> Line<'static> {
    let mut spans = Vec::new();
    if state.shown != Shown::Own {
        spans.push(Span::styled("DEMO", look.mark));
        spans.push(Span::raw("  "));
    }
    let today = state.day();
    match &state.book {
        _ if length == Length::Least => {}
        Some(book) if book.is_kept && length == Length::Short => {
            spans.push(Span::styled("updating", look.watch));
        }
        Some(book) if book.is_kept => {
            let text = format!("as of {}, updating", weekday_and_day(book.as_of, today));
            spans.push(Span::styled(text, look.watch));
        }
        Some(book) if book.as_of != today => {
            let text = format!("as of {}", weekday_and_day(book.as_of, today));
            spans.push(Span::styled(text, look.watch));
        }
        _ => spans.push(Span::styled(weekday_and_day(today, today), look.title)),
    }
    spans.push(Span::raw(" "));
    Line::from(spans)
}
