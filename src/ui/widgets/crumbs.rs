//! The second line: where we are, what is shown of it, and how it is narrowed and sorted.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::pane::rect;
use super::parts::money;
use crate::app::{AccountRow, Area, Book, Filter, SortColumn, State, Tab};
use crate::domain::{Band, Money, short_day};
use crate::ui::look::Look;
use crate::ui::text::fit;

pub(crate) fn draw(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    let text = match &state.book {
        None => " Reading the book ...".to_owned(),
        Some(book) => format!(" {}", parts(state, book).join("  |  ")),
    };
    let text = fit(&text, usize::from(area.width), look.signs.ellipsis);
    to.render_widget(Line::from(Span::styled(text, look.muted)), rect(area));
}

fn parts(state: &State, book: &Book) -> Vec<String> {
    let place = state.place();
    if let Some(id) = place.account {
        return vec![format!("{} > {}", place.tab.title(), state.account_name(id))];
    }
    let mut parts = vec![place.tab.title().to_owned()];
    match place.tab {
        Tab::Today => {
            parts.extend(filter(&state.today.filter));
            let today = &state.today;
            let totals = &book.totals;
            let (above, below) = if book.is_kept {
                (totals.alerts_open, totals.alerts_below)
            } else {
                (today.above(), today.below())
            };
            let (tasks, late) = if book.is_kept {
                (totals.tasks_open, totals.tasks_late)
            } else {
                let tasks = state.today.tasks();
                let late = tasks.iter().filter(|it| it.task.days_late(book.today).is_some());
                (tasks.len(), late.count())
            };
            let alerts = count(above, "alert");
            parts.push(if below > 0 {
                format!("{alerts}, {below} below the line")
            } else {
                alerts
            });
            let tasks = count(tasks, "task");
            parts.push(if late > 0 { format!("{tasks}, {late} late") } else { tasks });
            parts.push(format!("{}, {}", count(book.totals.accounts, "account"), arr(book)));
        }
        Tab::Book => {
            parts.extend(filter(&state.accounts.filter));
            let shown = state.accounts.shown();
            parts.push(self::shown(shown.len(), book));
            parts.push(if state.accounts.filter.is_on() { arr_of(shown, book) } else { arr(book) });
        }
        Tab::Renewals => {
            parts.extend(filter(&state.renewals.filter));
            parts.extend(renewals(state, book));
        }
        Tab::Qbr => {
            parts.extend(filter(&state.renewals.filter));
            parts.push(shown(state.renewals.shown().len(), book));
        }
        Tab::Insights => {}
    }
    parts
}

/// What renews in as many months as are seen, and how much of it is red.
fn renewals(state: &State, book: &Book) -> Vec<String> {
    let window = state.renewals.counted(book.as_of);
    let counted = state
        .renewals
        .shown()
        .iter()
        .filter(|it| it.renewal_on.is_some_and(|day| day >= window.from && day < window.to));
    let (mut renewing, mut sum, mut at_risk) = (0, 0_i64, 0_i64);
    for row in counted {
        renewing += 1;
        let amount = row.arr.filter(|it| it.currency() == book.currency);
        let minor = amount.map_or(0, Money::minor);
        sum = sum.saturating_add(minor);
        if row.band == Band::Red {
            at_risk = at_risk.saturating_add(minor);
        }
    }
    let amount = |minor| money(Some(Money::new(minor, book.currency)));
    // Strips that were moved in time count from another day than today.
    let from = if window.from == book.as_of {
        String::new()
    } else {
        format!(" from {}", short_day(window.from, book.today))
    };
    let months = state.renewals.months();
    let mut parts = vec![
        format!("{renewing} in {months} months{from}, {}", amount(sum)),
        format!("red {}", amount(at_risk)),
    ];
    if state.renewals.undated() > 0 {
        parts.push(format!("{} without a date", state.renewals.undated()));
    }
    parts
}

fn filter(filter: &Filter) -> Option<String> {
    filter.is_on().then(|| format!("/ {}", filter.text()))
}

fn shown(shown: usize, book: &Book) -> String {
    let all = book.totals.accounts;
    if shown == all { count(all, "account") } else { format!("{shown} of {all} accounts") }
}

fn arr(book: &Book) -> String {
    let sum = money(Some(Money::new(book.totals.arr_minor, book.currency)));
    match book.totals.without_arr {
        0 => format!("{sum} ARR"),
        without => format!("{sum} ARR ({without} without)"),
    }
}

/// The ARR of these accounts: what is in the book's currency.
fn arr_of(rows: &[Arc<AccountRow>], book: &Book) -> String {
    let amounts = rows.iter().filter_map(|it| it.arr);
    let sum = amounts.filter(|it| it.currency() == book.currency).map(Money::minor).sum();
    format!("{} ARR", money(Some(Money::new(sum, book.currency))))
}

/// `sort: health up`, for the table's border.
pub(crate) fn sort(state: &State) -> String {
    let sort = state.accounts.sort();
    let way = match (sort.column, sort.is_descending) {
        (SortColumn::Account, false) => "a-z",
        (SortColumn::Account, true) => "z-a",
        (SortColumn::Renews, false) => "next first",
        (SortColumn::Renews, true) => "last first",
        (_, false) => "lowest first",
        (_, true) => "highest first",
    };
    format!("{}, {way}", sort.column.title())
}

fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
