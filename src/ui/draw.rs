//! One frame: the lines around, the screen between them, and what lies on it.

use ratatui::Frame;
use ratatui::style::Style;

use super::cells;
use super::layers::{explain, finder, menu, playbooks, prompt, which_key};
use super::look::Look;
use super::screens::{account, book, first_start, insights, qbr, renewals, today};
use super::widgets::{crumbs, footer, message, tabs};
use crate::app::{Layer, Size, State, Tab};

/// Draws the state. The frame's own size counts, whatever the state was told last.
pub fn draw(frame: &mut Frame<'_>, state: &State) {
    draw_and_measure(frame, state);
}

/// Draws the state, and returns how far the text on it can be scrolled.
pub(super) fn draw_and_measure(frame: &mut Frame<'_>, state: &State) -> usize {
    let size = Size { width: frame.area().width, height: frame.area().height };
    let walls = state.walls_of(size);
    let look = Look::new(state.theme, state.glyphs);
    if look.text != Style::new() {
        let whole = frame.area();
        frame.buffer_mut().set_style(whole, look.text);
    }
    if walls.tabs.height > 0 {
        tabs::draw(frame, walls.tabs, state, &look);
    }
    if walls.crumbs.height > 0 {
        crumbs::draw(frame, walls.crumbs, state, &look);
    }
    let mut depth = 0;
    if walls.body.height > 0 {
        depth = match (state.place().account, state.place().tab) {
            _ if state.is_first_start() => {
                first_start::draw(frame, &walls, &look);
                0
            }
            (Some(_), _) => account::draw(frame, &walls, state, &look),
            (None, Tab::Today) => today::draw(frame, &walls, state, &look),
            (None, Tab::Book) => book::draw(frame, &walls, state, &look),
            (None, Tab::Renewals) => renewals::draw(frame, &walls, state, &look),
            (None, Tab::Qbr) => qbr::draw(frame, &walls, state, &look),
            (None, Tab::Insights) => insights::draw(frame, &walls, state, &look),
        };
        match &state.layer {
            Some(Layer::Menu(it)) => menu::draw(frame, &walls, it, &look),
            Some(Layer::Prompt(it)) => prompt::draw(frame, &walls, it, &look),
            Some(Layer::Finder(it)) => finder::draw(frame, &walls, it, &look),
            Some(Layer::Explain(it)) => depth = explain::draw(frame, &walls, state, it, &look),
            Some(Layer::Playbooks(it)) => depth = playbooks::draw(frame, &walls, state, it, &look),
            None if state.shows_chord => which_key::draw(frame, &walls, state, &look),
            None => {}
        }
    }
    if walls.message.height > 0 {
        message::draw(frame, walls.message, state, &look);
    }
    if walls.footer.height > 0 {
        footer::draw(frame, walls.footer, state, &look);
    }
    cells::part(frame.buffer_mut());
    depth
}
