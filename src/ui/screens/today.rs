//! Today: alerts above, tasks below, and the dates of the next 30 days.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::overview;
use crate::app::{
    Action, AgendaItem, AlertFoot, AlertView, Area, Room, State, TaskRow, TodayPane, Walls,
};
use crate::domain::{AccountId, Day, counted, weekday_and_day};
use crate::ui::look::Look;
use crate::ui::text::{clean, fit, width};
use crate::ui::widgets::alerts;
use crate::ui::widgets::pane::{self, Focus, List, Mark, Titles, leader, numbered, rect};
use crate::ui::widgets::parts::widen;
use crate::ui::widgets::table::{Cell, Column, row, widths};

/// Draws the screen; returns how far its preview can be scrolled.
pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) -> usize {
    if state.book.is_none() {
        return 0;
    }
    let areas = state.today.areas(walls);
    alert_list(to, areas.alerts, state, look);
    task_list(to, areas.tasks, state, look);
    agenda(to, areas.agenda, state, look);
    if areas.preview.height == 0 {
        return 0;
    }
    let about = state.today.account().and_then(|id| state.book.as_ref()?.account(id));
    let titles = Titles { left: about.map_or("", |it| &it.name), right: "" };
    let inside = pane::frame(to, areas.preview, look, Focus::Elsewhere, titles);
    let (Some(row), Some(book)) = (about, &state.book) else { return 0 };
    let width = usize::from(inside.width);
    let lines = match state.today.alert() {
        Some(alert) if state.today.focus == TodayPane::Alerts => {
            let mut lines = alerts::explained(alert, state.day(), width, look);
            lines.push(Line::default());
            lines.extend(overview::state_of(row, book, width, look));
            lines
        }
        _ => overview::summary(row, book, width, look),
    };
    pane::scrolled(to, inside, look, lines, state.today.scroll)
}

fn alert_list(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    if area.height == 0 {
        return;
    }
    let today = &state.today;
    let focus = Focus::of(TodayPane::Alerts, today.focus);
    let left = numbered(today.view().title(), today.alerts.index(), today.alerts().len());
    let titles = Titles { left: &left, right: "at stake" };
    let inside = pane::frame(to, area, look, focus, titles);
    if today.alert_rows() == 0 {
        let text = if today.filter.is_on() {
            format!("No alert matches the filter.{}", widen(state))
        } else {
            match today.view() {
                AlertView::SetAside => "No alert was seen or snoozed.".to_owned(),
                _ => "No open alerts. Nothing in the book asks for you now.".to_owned(),
            }
        };
        to.render_widget(Line::styled(format!(" {text}"), look.muted), rect(inside));
        return;
    }
    let list = List { len: today.alert_rows(), selection: today.alerts, focus };
    let room = usize::from(inside.width);
    pane::rows(to, inside, look, list, |index| {
        if let Some(alert) = today.alerts().get(index) {
            return alerts::row(
                alert,
                &alert.account_name,
                lead(state, index, look),
                room,
                state.day(),
                look,
            );
        }
        let text = today.foot(index).and_then(|it| foot(it, state)).unwrap_or_default();
        Line::styled(fit(&format!("    {text}"), room, look.signs.ellipsis), look.muted)
    });
    let rows = usize::from(inside.height);
    let hidden = today.alert_rows() - today.alerts.window(today.alert_rows(), rows).end;
    let (patterns, quiet) =
        state.book.as_ref().map_or((0, 0), |it| (it.patterns.len(), it.quiet.len()));
    // The lines at the end are below what is seen.
    if hidden > 0 && today.foot(today.alert_rows() - 1).is_some() && patterns + quiet > 0 {
        let key = state.key_of(Action::CursorBottom);
        let parts = [(patterns, "pattern"), (quiet, "quiet rule")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts.map(|(count, it)| counted(count as u64, it)).collect();
        pane::foot(to, area, look, &format!("{key}: {}", parts.join(", ")));
    }
}

/// A line below the alerts.
fn foot(it: AlertFoot, state: &State) -> Option<String> {
    let (today, book) = (&state.today, state.book.as_ref()?);
    let open = state.key_of(Action::Open);
    Some(match it {
        AlertFoot::Below => {
            let (more, way) = match today.view() {
                AlertView::BelowToo => ("of these", "hides"),
                _ => ("more", "shows"),
            };
            let (budget, key) = (book.totals.alert_budget, state.key_of(Action::FilterQuick));
            format!(
                "{} {more} below the line ({budget} new a week): {key} or {open} {way} them",
                today.below()
            )
        }
        AlertFoot::Pattern(at) => {
            let name = |id| book.account(id).map_or("", |it| it.name.as_ref());
            clean(&book.patterns.get(at)?.in_words(book.as_of, name)).into_owned()
        }
        AlertFoot::Quiet => {
            let accounts: BTreeSet<AccountId> =
                book.quiet.iter().flat_map(|it| it.accounts.iter().copied()).collect();
            let accounts = counted(accounts.len() as u64, "account");
            let fire = if book.quiet.len() == 1 { "fires" } else { "fire" };
            let rules = counted(book.quiet.len() as u64, "quiet rule");
            format!("{rules} {fire} at {accounts}: {open} lists them")
        }
    })
}

/// The cursor and the mark before an alert.
fn lead(state: &State, index: usize, look: &Look) -> Span<'static> {
    let today = &state.today;
    let alert = today.alerts().get(index);
    let mark = alert.map_or(Mark::Unset, |it| Mark::among(&today.marked_alerts, &it.alert.id));
    leader(index, today.alerts, mark, look)
}

fn task_list(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    if area.height == 0 {
        return;
    }
    let today = &state.today;
    let focus = Focus::of(TodayPane::Tasks, today.focus);
    let left = numbered("Tasks", today.tasks.index(), today.tasks().len());
    let seen = today.tasks.window(today.tasks().len(), usize::from(area.inside().height));
    let above = today.tasks().iter().take(seen.start);
    let late = above.filter(|it| it.task.days_late(state.day()).is_some()).count();
    let right = if late > 0 { format!("{late} late above") } else { String::new() };
    let inside = pane::frame(to, area, look, focus, Titles { left: &left, right: &right });
    if today.tasks().is_empty() {
        let key = state.key_of(Action::AddTask);
        let text = if today.filter.is_on() {
            format!(" No open task matches the filter.{}", widen(state))
        } else {
            format!(" No open tasks.  {key} adds one.")
        };
        to.render_widget(Line::styled(text, look.muted), rect(inside));
        return;
    }
    let list = List { len: today.tasks().len(), selection: today.tasks, focus };
    let columns = usize::from(inside.width);
    let notes = today.tasks().get(seen).unwrap_or_default().iter().map(|it| note(it, state.day()));
    let note = notes.map(|it| width(&it)).max().unwrap_or_default();
    let sheet = Sheet { day: state.day(), width: columns, note: note.min(columns / 4) };
    pane::rows(to, inside, look, list, |index| {
        let Some(row) = today.tasks().get(index) else { return Line::default() };
        let mark = Mark::among(&today.marked_tasks, &row.task.id);
        let lead = leader(index, today.tasks, mark, look);
        task_row(row, lead, sheet, look)
    });
}

/// What a row is drawn on.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    day: Day,
    width: usize,
    /// Columns that the labels of the rows seen take.
    note: usize,
}

/// How late a task is, and its labels.
fn note(it: &TaskRow, today: Day) -> String {
    let tags = it.task.tags.iter().map(|it| format!("#{it}"));
    let late = it.task.days_late(today).map(|days| format!("{days}d late"));
    tags.chain(late).collect::<Vec<_>>().join(" ")
}

/// A task as a row: late or not, when, whose, what, its labels.
fn task_row(it: &TaskRow, lead: Span<'static>, sheet: Sheet, look: &Look) -> Line<'static> {
    let task = &it.task;
    let late = task.days_late(sheet.day);
    let (sign, style) = match (late, task.priority.as_deref()) {
        (Some(_), _) => (look.signs.late, look.risk),
        (None, Some("high")) => ("!", look.watch),
        (None, _) => (" ", look.text),
    };
    let when = match (task.due_on, &task.due_time) {
        (Some(day), time) if day == sheet.day => {
            format!("today {}", time.as_deref().unwrap_or_default())
        }
        (Some(day), _) => weekday_and_day(day, sheet.day),
        (None, _) => "no date".to_owned(),
    };
    let columns = widths(
        &[
            Column::left("", 11),
            Column::left("", alerts::NAME.min(sheet.width / 4)),
            Column::left("", 0),
            Column::right("", sheet.note),
        ],
        sheet.width.saturating_sub(3),
        10,
    );
    let cells = vec![
        Cell::new(when, style),
        Cell::plain(&*it.account_name),
        Cell::plain(&*task.title),
        Cell::new(note(it, sheet.day), if late.is_some() { look.risk } else { look.muted }),
    ];
    let mut line = row(&columns, cells, look);
    line.spans.splice(0..0, [lead, Span::styled(sign, style), Span::raw(" ")]);
    line
}

fn agenda(to: &mut Frame<'_>, area: Area, state: &State, look: &Look) {
    if area.height == 0 {
        return;
    }
    let today = &state.today;
    let focus = Focus::of(TodayPane::Agenda, today.focus);
    let left = numbered("Next 30 days", today.agenda.index(), today.agenda().len());
    let inside = pane::frame(to, area, look, focus, Titles { left: &left, right: "" });
    if today.agenda().is_empty() {
        let text = if today.filter.is_on() {
            " No date of the next 30 days matches the filter."
        } else {
            " No renewal, notice date or meeting in the next 30 days."
        };
        to.render_widget(Line::styled(text, look.muted), rect(inside));
        return;
    }
    let is_list = focus == Focus::Here || today.room == Room::Whole || inside.height > 2;
    if is_list {
        let list = List { len: today.agenda().len(), selection: today.agenda, focus };
        pane::rows(to, inside, look, list, |index| {
            let Some(it) = today.agenda().get(index) else { return Line::default() };
            let lead = leader(index, today.agenda, Mark::Unset, look);
            let sheet = Sheet { day: state.day(), width: usize::from(inside.width), note: 0 };
            agenda_row(it, lead, sheet, look)
        });
        return;
    }
    let dates = in_lines(today.agenda(), state.day(), inside);
    let fitted = dates.iter().map(|it| {
        Line::raw(fit(&format!(" {it}"), usize::from(inside.width), look.signs.ellipsis))
    });
    pane::scrolled(to, inside, look, fitted.collect(), 0);
}

/// As many of the dates as there is room for, one after the other, the soonest first.
fn in_lines(agenda: &[AgendaItem], today: Day, room: Area) -> Vec<String> {
    const MOST: usize = 16;
    let mut count = agenda.len().min(MOST);
    loop {
        let mut dates: Vec<String> = agenda.iter().take(count).map(|it| short(it, today)).collect();
        if count < agenda.len() {
            dates.push(format!("+{} more", agenda.len() - count));
        }
        let lines = broken(&dates, usize::from(room.width).saturating_sub(1));
        if lines.len() <= usize::from(room.height) || count <= 1 {
            return lines;
        }
        count -= 1;
    }
}

/// Parts with a bar between them, broken into lines.
fn broken(parts: &[String], columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for part in parts {
        let gap = if line.is_empty() { "" } else { " | " };
        if width(&line) + gap.len() + width(part) > columns && !line.is_empty() {
            lines.push(std::mem::replace(&mut line, part.clone()));
        } else {
            line.push_str(gap);
            line.push_str(part);
        }
    }
    lines.push(line);
    lines
}

/// `31 Oct Soylent renews, $45k`
fn short(it: &AgendaItem, today: Day) -> String {
    let day = crate::domain::short_day(it.on, today);
    clean(&format!("{day} {} {}", it.account_name, it.text)).into_owned()
}

fn agenda_row(it: &AgendaItem, lead: Span<'static>, sheet: Sheet, look: &Look) -> Line<'static> {
    let columns = widths(
        &[
            Column::left("", 11),
            Column::left("", alerts::NAME.min(sheet.width / 4)),
            Column::left("", 0),
        ],
        sheet.width.saturating_sub(2),
        8,
    );
    let cells = vec![
        Cell::new(weekday_and_day(it.on, sheet.day), look.accent),
        Cell::plain(&*it.account_name),
        Cell::plain(it.text.as_str()),
    ];
    let mut line = row(&columns, cells, look);
    line.spans.splice(0..0, [lead, Span::raw(" ")]);
    line
}
