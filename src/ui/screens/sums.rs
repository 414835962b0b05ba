//! The book in a few sums: by health, by tier and by what renews soon.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{AccountRow, Area, Book, State};
use crate::domain::{Band, Money, grouped};
use crate::ui::look::Look;
use crate::ui::text::wrap;
use crate::ui::widgets::pane::{Focus, Titles, frame, scrolled};
use crate::ui::widgets::parts::{capital, money};
use crate::ui::widgets::table::{Cell, Column, row, widths};

/// How far ahead a renewal is soon, in days.
const SOON: i64 = 90;

/// Some accounts: how many, and what they pay.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    accounts: usize,
    minor: i64,
}

/// A name, a sum, and how it is drawn.
struct Row {
    name: String,
    sum: Sum,
    style: Style,
}

pub(crate) fn draw(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    let titles = Titles { left: "The book in sums", right: "accounts, ARR, share of ARR" };
    let inside = frame(to, area, look, Focus::Here, titles);
    let Some(book) = &state.book else { return };
    let width = usize::from(inside.width);
    let mut lines = Vec::new();
    for (title, rows) in [
        ("Health", bands(book, look)),
        ("Tier", tiers(book, look)),
        ("Renewals", renewals(book, look)),
    ] {
        lines.push(Line::styled(format!(" {title}"), look.title));
        lines.extend(rows.iter().map(|it| drawn(it, book, width, look)));
    }
    lines.push(Line::default());
    let more = "How each score moved over twelve weeks stands in the Book. rounds accounts --json \
                gives every figure of every account to another program, and rounds accounts \
                --as-of 2026-07-01 those of an earlier day.";
    let said = wrap(more, width.saturating_sub(2).max(1)).into_iter();
    lines.extend(said.map(|it| Line::styled(format!(" {it}"), look.muted)));
    scrolled(to, inside, look, lines, 0);
}

/// The accounts that `keeps` leaves; amounts of another currency are not in the sum.
fn sum(book: &Book, keeps: impl Fn(&AccountRow) -> bool) -> Sum {
    let kept = book.accounts.iter().filter(|it| keeps(it));
    kept.fold(Sum::default(), |sum, it| {
        let amount = it.arr.filter(|it| it.currency() == book.currency).map_or(0, Money::minor);
        Sum { accounts: sum.accounts + 1, minor: sum.minor.saturating_add(amount) }
    })
}

fn bands(book: &Book, look: &Look) -> Vec<Row> {
    let row = |band: Band| {
        let word = if band == Band::Unknown { "too little data" } else { band.word() };
        Row {
            name: format!("{} {word}", look.band_sign(band)),
            sum: sum(book, |it| it.band == band),
            style: look.band(band),
        }
    };
    [Band::Red, Band::Yellow, Band::Green, Band::Unknown].map(row).into()
}

fn tiers(book: &Book, look: &Look) -> Vec<Row> {
    let tiers: BTreeSet<Option<&str>> = book.accounts.iter().map(|it| it.tier.as_deref()).collect();
    let mut rows: Vec<Row> = tiers
        .iter()
        .map(|tier| Row {
            name: tier.map_or("not set".to_owned(), capital),
            sum: sum(book, |it| it.tier.as_deref() == *tier),
            style: look.text,
        })
        .collect();
    // Those without a tier are sorted first, and belong last.
    if tiers.contains(&None) && !rows.is_empty() {
        rows.rotate_left(1);
    }
    rows
}

fn renewals(book: &Book, look: &Look) -> Vec<Row> {
    let is_soon = |it: &AccountRow| {
        let ahead = it.renewal_on.map(|day| day.days_since(book.as_of));
        ahead.is_some_and(|days| (0..=SOON).contains(&days))
    };
    let soon =
        Row { name: format!("in the next {SOON} days"), sum: sum(book, is_soon), style: look.text };
    let red = Row {
        name: "of these red".to_owned(),
        sum: sum(book, |it| is_soon(it) && it.band == Band::Red),
        style: look.risk,
    };
    let undated = Row {
        name: "without a date".to_owned(),
        sum: sum(book, |it| it.renewal_on.is_none()),
        style: look.muted,
    };
    vec![soon, red, undated]
}

fn drawn(it: &Row, book: &Book, width: usize, look: &Look) -> Line<'static> {
    let columns = widths(
        &[Column::left("", 24), Column::right("", 6), Column::right("", 10), Column::right("", 7)],
        width.saturating_sub(3),
        0,
    );
    let share = match book.totals.arr_minor {
        0 => String::new(),
        all => format!("{} %", grouped(it.sum.minor as f64 * 100.0 / all as f64, 0)),
    };
    let cells = vec![
        Cell::new(it.name.as_str(), it.style),
        Cell::plain(it.sum.accounts.to_string()),
        Cell::plain(money(Some(Money::new(it.sum.minor, book.currency)))),
        Cell::new(share, look.muted),
    ];
    let mut line = row(&columns, cells, look);
    line.spans.insert(0, Span::raw("   "));
    line
}
