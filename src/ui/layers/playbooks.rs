//! The playbooks that can be started, and the tasks of the one under the cursor with their dates.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::{Action, Area, PlaybookList, Size, Startable, State, Walls};
use crate::domain::{Anchor, counted, weekday_and_day};
use crate::engine::PlannedTask;
use crate::ui::look::Look;
use crate::ui::text::{fit, width, wrap};
use crate::ui::widgets::pane::{Focus, List, Titles, clear, frame, rows, scrolled};
use crate::ui::widgets::parts::said;

/// Prose is never wider than this.
const WIDEST: u16 = 110;
/// The list takes no more rows than this, the tasks the rest.
const LISTED: u16 = 8;
/// Columns of a date before a task.
const DATE: usize = 11;
/// From so many columns on each task says who does it and by what one sees that it is done.
const WIDE: usize = 90;

pub(crate) fn draw(
    to: &mut Frame<'_>,
    walls: &Walls,
    state: &State,
    list: &PlaybookList,
    look: &Look,
) -> usize {
    let body = walls.body;
    let size = Size { width: body.width.saturating_sub(2).min(WIDEST), height: body.height };
    let area = body.centered(size);
    clear(to, area);
    let listed = (list.startable.len() as u16).min(LISTED) + 2;
    let halves = area.split_top(listed.min(area.height));
    let title = title(state, list);
    let titles = Titles { left: &title, right: "" };
    let inside = frame(to, halves.first, look, Focus::Here, titles);
    let room = usize::from(inside.width);
    let shown = List { len: list.startable.len(), selection: list.selection, focus: Focus::Here };
    rows(to, inside, look, shown, |at| {
        list.startable.get(at).map(|it| row(it, room, look)).unwrap_or_default()
    });
    let Some(it) = list.selected() else { return 0 };
    tasks(to, halves.rest, state, it, list, look)
}

fn title(state: &State, list: &PlaybookList) -> String {
    match list.aims.as_slice() {
        [] => "Start a playbook".to_owned(),
        [one] => format!("Start a playbook for {}", state.account_name(one.account)),
        [first, others @ ..] => format!(
            "Start a playbook for {} and {} more",
            state.account_name(first.account),
            others.len()
        ),
    }
}

/// The name of a playbook, and what to know before it is started.
fn row(it: &Startable, room: usize, look: &Look) -> Line<'static> {
    let mut notes = Vec::new();
    if it.is_suggested {
        notes.push("suggested by the alert's rule".to_owned());
    }
    if it.open_tasks > 0 {
        notes.push(format!("{} of it not done yet", counted(it.open_tasks as u64, "task")));
    }
    if it.plan.is_err() {
        notes.push("no date to count from".to_owned());
    }
    let notes = notes.join("; ");
    let name = fit(&it.playbook.title, room.saturating_sub(1).min(28), look.signs.ellipsis);
    let left = room.saturating_sub(width(&name) + 3);
    let style = if it.is_suggested { look.accent } else { look.muted };
    Line::from(vec![
        Span::raw(format!(" {name}  ")),
        Span::styled(fit(&notes, left, look.signs.ellipsis), style),
    ])
}

/// The tasks of a playbook with their dates, or why they have none.
fn tasks(
    to: &mut Frame<'_>,
    area: Area,
    state: &State,
    it: &Startable,
    list: &PlaybookList,
    look: &Look,
) -> usize {
    if area.height == 0 {
        return 0;
    }
    let from = from(it, state, list);
    let inside = frame(to, area, look, Focus::Elsewhere, Titles { left: &from, right: "" });
    let room = usize::from(inside.width);
    let mut lines = said("", &it.playbook.purpose, room, look);
    lines.push(Line::default());
    match &it.plan {
        Ok(plan) => lines.extend(plan.tasks.iter().flat_map(|it| task(it, state, room, look))),
        Err(why) => {
            let key = state.key_of(Action::SetDate);
            let text = format!("{why}.  {key} types it");
            let wrapped = wrap(&text, room.saturating_sub(2).max(1));
            lines.extend(wrapped.into_iter().map(|it| Line::styled(format!(" {it}"), look.risk)));
        }
    }
    scrolled(to, inside, look, lines, list.scroll)
}

/// `8 tasks, counted from the notice date`
fn from(it: &Startable, state: &State, list: &PlaybookList) -> String {
    let count = counted(it.playbook.tasks.len() as u64, "task");
    let from = match (list.given, it.playbook.anchor) {
        (Some(day), _) => weekday_and_day(day, state.day()),
        (None, Anchor::Today) => "today".to_owned(),
        (None, Anchor::Renewal) => "the renewal date".to_owned(),
        (None, Anchor::Notice) => "the notice date".to_owned(),
        (None, Anchor::Kickoff) => "the kickoff".to_owned(),
    };
    format!("{count}, counted from {from}")
}

fn task(it: &PlannedTask, state: &State, room: usize, look: &Look) -> Vec<Line<'static>> {
    let today = state.day();
    let date =
        if it.due_on == today { "today".to_owned() } else { weekday_and_day(it.due_on, today) };
    let (sign, style) = match it.priority.as_deref() {
        Some("high") => ("!", look.watch),
        _ => (" ", look.text),
    };
    let titles = wrap(&it.title, room.saturating_sub(DATE + 5).max(1)).into_iter().enumerate();
    let mut lines: Vec<Line<'static>> = titles
        .map(|(at, text)| {
            let (date, sign) = if at == 0 { (date.as_str(), sign) } else { ("", " ") };
            Line::from(vec![
                Span::styled(format!(" {date:<DATE$}"), look.accent),
                Span::styled(format!("{sign} "), style),
                Span::raw(text),
            ])
        })
        .collect();
    if room >= WIDE {
        let notes = wrap(&it.notes(), room.saturating_sub(DATE + 5));
        let indent = " ".repeat(DATE + 3);
        lines.extend(notes.into_iter().map(|it| Line::styled(format!("{indent}{it}"), look.muted)));
    }
    lines
}
