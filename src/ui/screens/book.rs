//! The book as a table, with why the selected account's score is what it is.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::overview;
use crate::app::{AccountRow, Area, Book, State, Walls};
use crate::domain::{grouped, short_day, shown_score};
use crate::ui::look::Look;
use crate::ui::widgets::crumbs;
use crate::ui::widgets::pane::{self, Focus, List, Mark, Titles, leader, numbered, rect};
use crate::ui::widgets::parts::{change, money, score_cell, widen};
use crate::ui::widgets::spark::spark;
use crate::ui::widgets::table::{Cell, Column, header, row, widths};

/// From left to right; the last go first where there is no room.
const COLUMNS: [Column; 8] = [
    Column::left("Account", 0),
    Column::left("Health", 6),
    Column::right("28d", 4),
    Column::left("Score 12 wks", 12),
    Column::right("ARR", 7),
    Column::right("Renews", 11),
    Column::right("in", 6),
    Column::right("Touch", 5),
];

/// The least columns that a name gets before the last column goes.
const LEAST_NAME: usize = 14;

/// Draws the screen; returns how far the reasons can be scrolled.
pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) -> usize {
    let Some(book) = &state.book else { return 0 };
    let areas = state.accounts.areas(walls);
    table(to, areas.list, state, book, look);
    if areas.detail.height == 0 {
        return 0;
    }
    let Some(row) = state.accounts.selected() else {
        pane::frame(to, areas.detail, look, Focus::Elsewhere, Titles { left: "", right: "" });
        return 0;
    };
    let why = row
        .score
        .map_or("why there is no score".to_owned(), |it| format!("why {}", shown_score(it)));
    let title = format!("{}: {why}", row.name);
    let data = format!("data {} %", grouped(row.coverage * 100.0, 0));
    let titles = Titles { left: &title, right: &data };
    let inside = pane::frame(to, areas.detail, look, Focus::Elsewhere, titles);
    let width = usize::from(inside.width);
    let lines = if inside.height > 12 {
        overview::summary(row, book, width, look)
    } else {
        let mut lines = overview::limits(row, width, look);
        lines.extend(overview::reasons(row, book.as_of, width, look));
        lines.extend(overview::renewal(row, book.as_of, width, look));
        lines
    };
    pane::scrolled(to, inside, look, lines, state.accounts.scroll)
}

fn table(to: &mut Frame<'_>, area: Area, state: &State, book: &Book, look: &Look) {
    let screen = &state.accounts;
    let left = numbered("Accounts", screen.selection.index(), screen.shown().len());
    let right = crumbs::sort(state);
    let inside = pane::frame(to, area, look, Focus::Here, Titles { left: &left, right: &right });
    let width = usize::from(inside.width).saturating_sub(2);
    let columns = widths(&COLUMNS, width, LEAST_NAME);
    let halves = inside.split_top(1);
    let mut head = header(&columns, look);
    head.spans.insert(0, Span::raw("  "));
    to.render_widget(head, rect(halves.first));
    if screen.shown().is_empty() {
        let text = format!("  No account matches  {}  {}", screen.filter.text(), widen(state));
        to.render_widget(Line::styled(text, look.muted), rect(halves.rest));
        return;
    }
    let list = List { len: screen.shown().len(), selection: screen.selection, focus: Focus::Here };
    pane::rows(to, halves.rest, look, list, |index| {
        let Some(it) = screen.shown().get(index) else { return Line::default() };
        let lead = leader(index, screen.selection, Mark::among(&screen.marked, &it.id), look);
        let mut line = row(&columns, cells(it, book, look), look);
        line.spans.splice(0..0, [lead, Span::raw(" ")]);
        line
    });
}

fn cells(it: &AccountRow, book: &Book, look: &Look) -> Vec<Cell> {
    let as_of = book.as_of;
    let renews = it.renewal_on.map_or("-".to_owned(), |day| short_day(day, as_of));
    let ahead = it.renewal_on.map(|day| day.days_since(as_of));
    let (ahead, style) = match ahead {
        None => (String::new(), look.text),
        Some(days) if days < 0 => (format!("-{}d", days.unsigned_abs()), look.risk),
        Some(days) if days <= 90 => (format!("{days}d"), look.watch),
        Some(days) => (format!("{days}d"), look.text),
    };
    let touch = it.last_touch_days.map_or("-".to_owned(), |days| format!("{days}d"));
    vec![
        Cell::new(&*it.name, look.text),
        score_cell(it, look),
        Cell::plain(change(it.change_28d)),
        Cell::new(spark(&it.trend, look), look.accent),
        Cell::plain(money(it.arr)),
        Cell::plain(renews),
        Cell::new(ahead, style),
        Cell::plain(touch),
    ]
}
