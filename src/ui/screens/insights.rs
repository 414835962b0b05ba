//! Insights: its tabs, each with a page of its own.

use ratatui::Frame;
use ratatui::text::Line;

use super::sums;
use crate::app::{InsightsTab, State, Walls};
use crate::ui::look::Look;
use crate::ui::text::wrap;
use crate::ui::widgets::pane::{Focus, Titles, frame, scrolled};
use crate::ui::widgets::subtabs::{self, Subtab};

/// Draws the page; returns how far its text can be scrolled.
pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) -> usize {
    let halves = walls.body.split_top(1);
    let here = state.insights.tab;
    let tabs = InsightsTab::ALL
        .map(|it| if it == here { Subtab::Here(it.title()) } else { Subtab::There(it.title()) });
    subtabs::draw(to, halves.first, &tabs, look);
    match here {
        InsightsTab::Book => sums::draw(to, halves.rest, state, look),
        InsightsTab::Rules => {
            let text = "rounds rules backtest --all prints how each rule would have done.";
            let titles = Titles { left: "Rules", right: "" };
            let inside = frame(to, halves.rest, look, Focus::Here, titles);
            let room = usize::from(inside.width).saturating_sub(2).max(1);
            let lines = wrap(text, room).into_iter().map(|it| Line::raw(format!(" {it}")));
            return scrolled(to, inside, look, lines.collect(), 0);
        }
        InsightsTab::Score => {
            let text = "rounds health calibrate prints whether the score told what happened.";
            let titles = Titles { left: "Score", right: "" };
            let inside = frame(to, halves.rest, look, Focus::Here, titles);
            let room = usize::from(inside.width).saturating_sub(2).max(1);
            let lines = wrap(text, room).into_iter().map(|it| Line::raw(format!(" {it}")));
            return scrolled(to, inside, look, lines.collect(), 0);
        }
    }
    0
}
