//! A line being typed, at the foot of the screen, with what it says so far below it.

use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Area, Note, Prompt, Selection, TextField, Walls};
use crate::ui::look::Look;
use crate::ui::text::{clean, cut, tail, width, wrap};
use crate::ui::widgets::pane::{
    Focus, List, Mark, Titles, clear, frame, leader, rect, rows, scrolled,
};
use crate::ui::widgets::table::{Cell, Column, row};

/// Rows that what the line says may take.
const ROWS: usize = 7;
/// From this height on there is room for more offers.
const TALL: u16 = 30;
/// Rows of offers seen at once in a low terminal, so that the list above is seen, too.
const FEW: usize = 4;
/// Rows of offers seen at once in a tall one.
const MANY: usize = 8;

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, prompt: &Prompt, look: &Look) {
    let (text, style) = note(prompt, look);
    let room = usize::from(walls.body.width).saturating_sub(4).max(1);
    let mut said = wrap(&text, room);
    said.truncate(ROWS);
    let offered = if prompt.sent.is_some() { 0 } else { prompt.completion.offers.len() };
    let offered = offered.min(if walls.body.height < TALL { FEW } else { MANY });
    let rows = 3 + said.len().max(1) as u16 + offered as u16;
    let area = walls.body.split_top(walls.body.height.saturating_sub(rows)).rest;
    clear(to, area);
    let right = if prompt.sent.is_some() { "saving ..." } else { "" };
    let titles = Titles { left: &prompt.title, right };
    let inside = frame(to, area, look, Focus::Here, titles);
    let halves = inside.split_top(1);
    field(to, halves.first, &prompt.field, look);
    let halves = halves.rest.split_top(said.len().max(1) as u16);
    let said = said.into_iter().map(|it| Line::styled(format!(" {it}"), style)).collect();
    scrolled(to, halves.first, look, said, 0);
    if offered > 0 {
        offers(to, halves.rest, prompt, look);
    }
}

/// What Tab would put in the place of the word, each with what it means.
fn offers(to: &mut Frame<'_>, area: Area, prompt: &Prompt, look: &Look) {
    let offers = &prompt.completion.offers;
    let mut selection = Selection::default();
    selection.select(prompt.chosen, offers.len(), usize::from(area.height));
    let longest = offers.iter().map(|it| width(&it.text)).max().unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(2);
    let columns = [
        Column::left("", longest.min(room / 2)),
        Column::left("", room.saturating_sub(longest.min(room / 2) + 2)),
    ];
    let list = List { len: offers.len(), selection, focus: Focus::Here };
    rows(to, area, look, list, |index| {
        let Some(it) = offers.get(index) else { return Line::default() };
        let cells = vec![Cell::plain(it.text.as_ref()), Cell::new(it.meaning.as_ref(), look.muted)];
        let mut line = row(&columns, cells, look);
        line.spans.insert(0, leader(index, selection, Mark::Unset, look));
        line.spans.insert(1, Span::raw(" "));
        line
    });
}

/// What the line says so far.
fn note(prompt: &Prompt, look: &Look) -> (String, Style) {
    match &prompt.note {
        Note::Hint(text) => (text.clone(), look.muted),
        Note::Preview(text) => (text.clone(), look.ok),
        Note::Problem(text) => (format!("! {text}"), look.risk),
    }
}

/// Draws a line being typed with the terminal's own cursor in it; a long line moves along.
pub(crate) fn field(to: &mut Frame<'_>, area: Area, field: &TextField, look: &Look) {
    if area.height == 0 || area.width < 3 {
        return;
    }
    let room = usize::from(area.width) - 2;
    let before = clean(field.before());
    let seen = tail(&before, room);
    let at = width(seen);
    let after = cut(field.after(), room.saturating_sub(at), look.signs.ellipsis);
    to.render_widget(Line::raw(format!(" {seen}{after}")), rect(area));
    to.set_cursor_position(Position { x: area.x + 1 + at as u16, y: area.y });
}
