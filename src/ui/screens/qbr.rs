//! The business reviews: whose renewal comes first, and the command that drafts the review.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::{AccountRow, Action, Area, Book, State, Walls};
use crate::domain::short_day;
use crate::ui::look::Look;
use crate::ui::text::wrap;
use crate::ui::widgets::pane::{self, Focus, List, Mark, Titles, leader, numbered, rect};
use crate::ui::widgets::parts::{distance, money, score_cell, widen};
use crate::ui::widgets::table::{Cell, Column, header, row, widths};

const COLUMNS: [Column; 5] = [
    Column::left("Account", 0),
    Column::right("Renews", 11),
    Column::right("in", 9),
    Column::left("Health", 6),
    Column::right("ARR", 7),
];

/// Draws the screen; returns how far its text can be scrolled.
pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) -> usize {
    let Some(book) = &state.book else { return 0 };
    let areas = state.renewals.areas(walls);
    table(to, areas.list, state, book, look);
    if areas.detail.height == 0 {
        return 0;
    }
    let selected = state.renewals.selected();
    let titles = Titles { left: selected.map_or("", |it| &it.name), right: "" };
    let inside = pane::frame(to, areas.detail, look, Focus::Elsewhere, titles);
    let Some(account) = selected else { return 0 };
    let room = usize::from(inside.width).saturating_sub(2).max(1);
    let key = state.key_of(Action::CopyRow);
    let said = format!(
        "This writes the first draft of a business review, as Markdown ({key} copies the command):"
    );
    let opens = format!(
        "Goals, usage, support and next steps are in it.  {} opens the \
         account.",
        state.key_of(Action::Open)
    );
    let paragraph = |text: &str, style| {
        let lines = wrap(text, room).into_iter();
        lines.map(move |it| Line::styled(format!(" {it}"), style)).collect::<Vec<_>>()
    };
    let mut lines = paragraph(&said, look.text);
    lines.extend(paragraph(&account.qbr_command(), look.accent));
    lines.extend(paragraph(&opens, look.muted));
    pane::scrolled(to, inside, look, lines, state.renewals.scroll)
}

fn table(to: &mut Frame<'_>, area: Area, state: &State, book: &Book, look: &Look) {
    let screen = &state.renewals;
    let left = numbered("Reviews", screen.selection.index(), screen.shown().len());
    let titles = Titles { left: &left, right: "next renewal first" };
    let inside = pane::frame(to, area, look, Focus::Here, titles);
    let columns = widths(&COLUMNS, usize::from(inside.width).saturating_sub(2), 14);
    let halves = inside.split_top(1);
    let mut head = header(&columns, look);
    head.spans.insert(0, Span::raw("  "));
    to.render_widget(head, rect(halves.first));
    if screen.shown().is_empty() {
        let text = if screen.filter.is_on() {
            format!("  No account with a renewal date matches the filter.{}", widen(state))
        } else {
            "  No account with a renewal date is shown.".to_owned()
        };
        to.render_widget(Line::styled(text, look.muted), rect(halves.rest));
        return;
    }
    let list = List { len: screen.shown().len(), selection: screen.selection, focus: Focus::Here };
    pane::rows(to, halves.rest, look, list, |index| {
        let Some(it) = screen.shown().get(index) else { return Line::default() };
        let mut line = row(&columns, cells(it, book, look), look);
        let lead = leader(index, screen.selection, Mark::Unset, look);
        line.spans.splice(0..0, [lead, Span::raw(" ")]);
        line
    });
}

fn cells(it: &AccountRow, book: &Book, look: &Look) -> Vec<Cell> {
    let renews = it.renewal_on.map(|day| short_day(day, book.as_of)).unwrap_or_default();
    let ahead = it.renewal_on.map(|day| distance(day, book.as_of)).unwrap_or_default();
    vec![
        Cell::plain(&*it.name),
        Cell::plain(renews),
        Cell::plain(ahead),
        score_cell(it, look),
        Cell::plain(money(it.arr)),
    ]
}
