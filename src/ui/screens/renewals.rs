//! Renewals: a strip of months a row, with today, the notice date and the renewal on it.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::overview;
use crate::app::{AccountRow, Area, Book, State, Walls, Window};
use crate::domain::{Band, Day, short_month, weekday_and_day};
use crate::ui::look::Look;
use crate::ui::text::{fit, fit_right};
use crate::ui::widgets::pane::{self, Focus, List, Mark, Titles, leader, numbered, rect};
use crate::ui::widgets::parts::{distance, money, score, widen};

/// Columns before the strip: cursor, name, amount, score.
const NAME: usize = 18;
const ARR: usize = 7;
const SCORE: usize = 6;
/// Columns that a month's name takes with its year and a blank.
const MONTH: usize = 6;
const BEFORE: usize = 2 + NAME + ARR + SCORE + 3;

/// The months' names, where a strip's columns fall.
#[derive(Debug, Clone, Copy)]
struct Scale {
    window: Window,
    columns: usize,
}

impl Scale {
    /// The column of a day; nothing where it is not seen.
    fn column(self, day: Day) -> Option<usize> {
        let all = self.window.to.days_since(self.window.from);
        let at = day.days_since(self.window.from);
        if at < 0 || at >= all || self.columns == 0 {
            return None;
        }
        Some((at * self.columns as i64 / all) as usize)
    }

    /// Days to a column, rounded up.
    fn days(self) -> i64 {
        let all = self.window.to.days_since(self.window.from);
        (all + self.columns as i64 - 1) / (self.columns as i64).max(1)
    }

    /// The months' names above their first days, as many as fit, evenly.
    fn months(self) -> String {
        let mut first = self.window.from;
        let mut starts = Vec::new();
        while first < self.window.to {
            starts.push(first);
            first = first.add_months(1);
        }
        let step = (starts.len() * MONTH).div_ceil(self.columns.max(1)).max(1);
        let mut res = vec![' '; self.columns];
        let mut year = self.window.from.ymd().0;
        for start in starts.into_iter().step_by(step) {
            let name = month_name(start, &mut year);
            let at = self.column(start).unwrap_or_default();
            if at + name.len() <= self.columns {
                for (cell, letter) in res.iter_mut().skip(at).zip(name.chars()) {
                    *cell = letter;
                }
            }
        }
        res.into_iter().collect()
    }
}

/// Draws the screen; returns how far the detail can be scrolled.
pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) -> usize {
    let Some(book) = &state.book else { return 0 };
    let areas = state.renewals.areas(walls);
    strips(to, areas.list, state, book, look);
    if areas.detail.height == 0 {
        return 0;
    }
    detail(to, areas.detail, state, book, look)
}

fn strips(to: &mut Frame<'_>, area: Area, state: &State, book: &Book, look: &Look) {
    let screen = &state.renewals;
    let columns = usize::from(area.inside().width).saturating_sub(BEFORE);
    let scale = Scale { window: screen.window(book.as_of), columns };
    let left = numbered("Timeline", screen.selection.index(), screen.shown().len());
    let days = scale.days();
    let right = format!("1 column = {days} day{}", if days == 1 { "" } else { "s" });
    let inside = pane::frame(to, area, look, Focus::Here, Titles { left: &left, right: &right });
    if screen.shown().is_empty() {
        let text = if screen.filter.is_on() {
            format!("  No account with a renewal date matches the filter.{}", widen(state))
        } else {
            "  No account has a renewal date. Contracts or a renewal date in the account list bring it."
                .to_owned()
        };
        to.render_widget(Line::styled(text, look.muted), rect(inside));
        return;
    }
    let legend = "| today  n notice date  = notice window  ! ~ health  R renewal  > later";
    pane::foot(to, area, look, legend);
    let halves = inside.split_top(1);
    let head = format!("  {:NAME$} {:>ARR$} {:SCORE$} ", "Account", "ARR", "Score");
    let head =
        Line::from(vec![Span::styled(head, look.muted), Span::styled(scale.months(), look.muted)]);
    to.render_widget(head, rect(halves.first));
    let list = List { len: screen.shown().len(), selection: screen.selection, focus: Focus::Here };
    pane::rows(to, halves.rest, look, list, |index| {
        let Some(it) = screen.shown().get(index) else { return Line::default() };
        let lead = leader(index, screen.selection, Mark::Unset, look);
        let mut spans = vec![
            lead,
            Span::raw(" "),
            Span::styled(fit(&it.name, NAME, look.signs.ellipsis), look.text),
            Span::raw(format!(" {} ", fit_right(&money(it.arr), ARR, look.signs.ellipsis))),
            Span::styled(fit(&score(it, look), SCORE, look.signs.ellipsis), look.band(it.band)),
            Span::raw(" "),
        ];
        spans.extend(strip(it, book.as_of, scale, look));
        Line::from(spans)
    });
}

/// `  |    n=============!R`: today, notice date, notice window, health where it is not good, renewal.
fn strip(row: &AccountRow, as_of: Day, scale: Scale, look: &Look) -> Vec<Span<'static>> {
    let mut cells: Vec<Span<'static>> = vec![Span::raw(" "); scale.columns];
    let mut put = |at: Option<usize>, span: Span<'static>| {
        if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
            *cell = span;
        }
    };
    let today = Span::styled("|", look.accent);
    let Some(renewal) = row.renewal_on else {
        put(scale.column(as_of), today);
        return cells;
    };
    let style = look.band(row.band);
    if let Some(notice) = row.notice_on {
        let last = scale.window.to - 1;
        let from = scale.column(notice.max(scale.window.from));
        let to = scale.column(renewal.min(last)).filter(|_| renewal >= scale.window.from);
        if let (Some(from), Some(to)) = (from, to) {
            (from..=to).for_each(|at| put(Some(at), Span::styled("=", style)));
        }
        put(scale.column(as_of), today);
        put(scale.column(notice), Span::styled("n", style));
    } else {
        put(scale.column(as_of), today);
    }
    let before = scale.column(renewal).and_then(|at| at.checked_sub(1));
    if matches!(row.band, Band::Red | Band::Yellow) {
        put(before, Span::styled(look.band_sign(row.band), style));
    }
    put(scale.column(renewal), Span::styled("R", style));
    if renewal >= scale.window.to {
        put(scale.columns.checked_sub(1), Span::styled(">", look.muted));
    } else if renewal < scale.window.from {
        put(Some(0), Span::styled("<", look.risk));
    }
    cells
}

fn detail(to: &mut Frame<'_>, area: Area, state: &State, book: &Book, look: &Look) -> usize {
    let Some(row) = state.renewals.selected() else {
        pane::frame(to, area, look, Focus::Elsewhere, Titles { left: "", right: "" });
        return 0;
    };
    let title = match row.renewal_on {
        Some(on) if on < book.as_of => {
            format!(
                "{} was to renew {}, {}",
                row.name,
                weekday_and_day(on, book.as_of),
                distance(on, book.as_of)
            )
        }
        Some(on) => {
            format!(
                "{} renews {}, {}",
                row.name,
                weekday_and_day(on, book.as_of),
                distance(on, book.as_of)
            )
        }
        None => row.name.to_string(),
    };
    let titles = Titles { left: &title, right: "" };
    let inside = pane::frame(to, area, look, Focus::Elsewhere, titles);
    let lines = overview::summary(row, book, usize::from(inside.width), look);
    pane::scrolled(to, inside, look, lines, state.renewals.scroll)
}

/// `Oct`, and `Feb27` for the first one named of another year than `year`.
fn month_name(day: Day, year: &mut i32) -> String {
    let (its, ..) = day.ymd();
    let name = short_month(day);
    if its == *year {
        return name.to_owned();
    }
    *year = its;
    format!("{name}{:02}", its % 100)
}
