//! The tabs within a screen, on one line.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::pane::rect;
use crate::app::Area;
use crate::ui::look::Look;

/// One tab, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subtab {
    /// The one shown.
    Here(&'static str),
    /// Another.
    There(&'static str),
}

pub(crate) fn draw(to: &mut Frame<'_>, area: Area, tabs: &[Subtab], look: &Look) {
    let mut spans = vec![Span::raw(" ")];
    spans.extend(tabs.iter().map(|it| match it {
        Subtab::Here(title) => Span::styled(format!("[{title}] "), look.title),
        Subtab::There(title) => Span::styled(format!(" {title}  "), look.muted),
    }));
    to.render_widget(Line::from(spans), rect(area));
}
