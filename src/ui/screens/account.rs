//! An account's page: five tabs, each with what is known.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::overview;
use crate::app::{
    AccountPage, AccountPane, AccountRow, AccountTab, Area, Book, State, TimelineRow, Walls,
};
use crate::domain::{Day, Task, grouped, short_day, weekday_and_day};
use crate::ui::look::Look;
use crate::ui::text::fit;
use crate::ui::widgets::alerts;
use crate::ui::widgets::pane::{self, Focus, List, Mark, Titles, leader, numbered, rect};
use crate::ui::widgets::parts::{capital, plain, tenths};
use crate::ui::widgets::subtabs::{self, Subtab};
use crate::ui::widgets::table::{Cell, Column, header, row, widths};

/// Draws the page; returns how far its text can be scrolled.
pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, state: &State, look: &Look) -> usize {
    let (Some(id), Some(book)) = (state.place().account, &state.book) else { return 0 };
    let Some(account) = book.account(id) else {
        let text = " This account is not in the book any more.  Esc goes back.";
        to.render_widget(Line::styled(text, look.muted), rect(walls.body));
        return 0;
    };
    let halves = walls.body.split_top(1);
    let here = state.account.tab;
    let tabs = AccountTab::ALL
        .map(|it| if it == here { Subtab::Here(it.title()) } else { Subtab::There(it.title()) });
    subtabs::draw(to, halves.first, &tabs, look);
    let page = state.account.page(id);
    match (state.account.tab, page) {
        (AccountTab::Overview, _) => {
            return overview_tab(to, walls, state, Subject { book, account, page }, look);
        }
        (_, None) => {
            let titles = Titles { left: state.account.tab.title(), right: "" };
            let inside = pane::frame(to, halves.rest, look, Focus::Here, titles);
            to.render_widget(Line::styled(" Reading ...", look.muted), rect(inside));
        }
        (AccountTab::Health, Some(page)) => health(to, halves.rest, state, account, page, look),
        (AccountTab::Activity, Some(page)) => activity(to, halves.rest, state, page, look),
        (AccountTab::Tasks, Some(page)) => tasks(to, halves.rest, state, page, look),
        (AccountTab::People, Some(page)) => people(to, halves.rest, state, page, look),
    }
    0
}

/// What the page is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    book: &'a Book,
    account: &'a AccountRow,
    page: Option<&'a AccountPage>,
}

fn overview_tab(
    to: &mut Frame<'_>,
    walls: &Walls,
    state: &State,
    subject: Subject<'_>,
    look: &Look,
) -> usize {
    let screen = &state.account;
    let areas = screen.areas(walls);
    if areas.list.height > 0 {
        let focus = Focus::of(AccountPane::Alerts, screen.pane);
        let left = numbered("Alerts", screen.alerts.index(), screen.alerts().len());
        let inside =
            pane::frame(to, areas.list, look, focus, Titles { left: &left, right: "at stake" });
        let list = List { len: screen.alerts().len(), selection: screen.alerts, focus };
        let width = usize::from(inside.width);
        pane::rows(to, inside, look, list, |index| {
            let Some(alert) = screen.alerts().get(index) else { return Line::default() };
            let lead = leader(index, screen.alerts, Mark::Unset, look);
            alerts::row(alert, &alert.alert.title, lead, width, state.day(), look)
        });
    }
    if areas.detail.height == 0 {
        return 0;
    }
    let focus = Focus::of(AccountPane::About, screen.pane);
    let titles = Titles { left: &subject.account.name, right: "" };
    let inside = pane::frame(to, areas.detail, look, focus, titles);
    let width = usize::from(inside.width);
    let mut lines = overview::state_of(subject.account, subject.book, width, look);
    lines.extend(overview::next(subject.account, subject.book, width, look));
    lines.extend(fields(subject, width, look));
    pane::scrolled(to, inside, look, lines, screen.about)
}

/// The record's fields with where each came from, for the end of the overview.
fn fields(subject: Subject<'_>, width: usize, look: &Look) -> Vec<Line<'static>> {
    let Some(page) = subject.page else { return vec![Line::styled(" Reading ...", look.muted)] };
    let mut lines = vec![Line::default(), Line::styled(" Fields", look.title)];
    let columns = widths(
        &[Column::left("", 20), Column::left("", 0), Column::right("", 26)],
        width.saturating_sub(2),
        10,
    );
    for it in &page.fields {
        let assumed = if it.is_assumed { "assumed " } else { "" };
        let since = it.since.map(|day| format!("{day} {assumed}")).unwrap_or_default();
        let cells = vec![
            Cell::new(plain(&it.name), look.muted),
            Cell::plain(it.value.as_str()),
            Cell::new(format!("{since}{}", it.origin), look.muted),
        ];
        let mut line = row(&columns, cells, look);
        line.spans.insert(0, Span::raw(" "));
        lines.push(line);
    }
    lines
}

fn health(
    to: &mut Frame<'_>,
    area: Area,
    state: &State,
    account: &AccountRow,
    page: &AccountPage,
    look: &Look,
) {
    let screen = &state.account;
    let left = numbered("Measures", screen.measures.index(), page.measures.len());
    let is_limited = |it: &f64| page.caps.iter().any(|cap| cap.at_most < *it);
    let uncapped = page.uncapped.filter(is_limited);
    let uncapped = uncapped.map(|it| format!("{} before limits", grouped(it, 1)));
    let caps: Vec<String> = page
        .caps
        .iter()
        .map(|it| format!("at most {}: {}", grouped(it.at_most, 0), it.reason))
        .collect();
    let right = uncapped.into_iter().chain(caps).collect::<Vec<_>>().join("; ");
    let inside = pane::frame(to, area, look, Focus::Here, Titles { left: &left, right: &right });
    let columns = widths(
        &[
            Column::left("Pillar", 12),
            Column::left("What is measured", 0),
            Column::right("Score", 5),
            Column::right("Weight", 6),
            Column::right("Points", 6),
            Column::right("Lost", 5),
        ],
        usize::from(inside.width).saturating_sub(2),
        20,
    );
    let halves = inside.split_top(1);
    let mut head = header(&columns, look);
    head.spans.insert(0, Span::raw("  "));
    to.render_widget(head, rect(halves.first));
    if page.measures.is_empty() {
        let text = format!("  The model measures nothing of {}.", account.name);
        to.render_widget(Line::styled(text, look.muted), rect(halves.rest));
        return;
    }
    let list = List { len: page.measures.len(), selection: screen.measures, focus: Focus::Here };
    pane::rows(to, halves.rest, look, list, |index| {
        let Some(it) = page.measures.get(index) else { return Line::default() };
        let style = if it.score.is_ok() { look.text } else { look.muted };
        let score = match it.score {
            Ok(score) => grouped(score, 0),
            Err(_) => "-".to_owned(),
        };
        let number = |value: f64| if it.score.is_ok() { tenths(value) } else { String::new() };
        let weight = format!("{} %", grouped(it.weight * 100.0, 0));
        let cells = vec![
            Cell::new(capital(it.pillar.word()), look.muted),
            Cell::new(reading(it), style),
            Cell::new(score, style),
            Cell::new(if it.score.is_ok() { weight } else { String::new() }, style),
            Cell::new(number(it.points), style),
            Cell::new(number(it.lost), if it.lost >= 5.0 { look.risk } else { style }),
        ];
        let mut line = row(&columns, cells, look);
        let lead = leader(index, screen.measures, Mark::Unset, look);
        line.spans.splice(0..0, [lead, Span::raw(" ")]);
        line
    });
}

/// The value in words; where there is none, the measure's name and why.
fn reading(it: &crate::app::MeasureRow) -> String {
    match (&it.score, it.reading.is_empty()) {
        (Ok(_), false) => it.reading.clone(),
        (Ok(_), true) => it.name.to_string(),
        (Err(absence), true) => format!("{}: {absence}", it.name),
        (Err(absence), false) => format!("{}: {absence}; {}", it.name, it.reading),
    }
}

fn activity(to: &mut Frame<'_>, area: Area, state: &State, page: &AccountPage, look: &Look) {
    let screen = &state.account;
    let left = numbered("Activity", screen.timeline.index(), page.timeline.len());
    let titles = Titles { left: &left, right: "newest first" };
    let inside = pane::frame(to, area, look, Focus::Here, titles);
    if page.timeline.is_empty() {
        let log = state.key_of(crate::app::Action::AddActivity);
        let note = state.key_of(crate::app::Action::AddNote);
        let text = format!(" Nothing happened yet.  {log} logs a call, {note} writes a note.");
        to.render_widget(Line::styled(text, look.muted), rect(inside));
        return;
    }
    let columns = widths(
        &[Column::left("", 11), Column::left("", 9), Column::left("", 0)],
        usize::from(inside.width).saturating_sub(2),
        10,
    );
    // What is planned stands above, newest first like all else, with a line below it.
    let is_ahead = |it: &TimelineRow| it.on.is_some_and(|on| on > state.day());
    let ahead = page.timeline.iter().take_while(|it| is_ahead(it)).count();
    let divider = (ahead > 0).then_some(ahead);
    let mut selection = screen.timeline;
    let len = page.timeline.len() + usize::from(divider.is_some());
    if divider.is_some_and(|it| selection.index() >= it) {
        selection.select(selection.index() + 1, len, usize::from(inside.height));
    }
    pane::rows(to, inside, look, List { len, selection, focus: Focus::Here }, |shown| {
        if divider == Some(shown) {
            let line = format!(" {ahead} ahead above; what happened below");
            return Line::styled(line, look.muted);
        }
        let index = shown - usize::from(divider.is_some_and(|it| shown > it));
        let Some(it) = page.timeline.get(index) else { return Line::default() };
        let mut line = row(&columns, event(it, state.day(), look), look);
        let lead = leader(index, screen.timeline, Mark::Unset, look);
        line.spans.splice(0..0, [lead, Span::raw(" ")]);
        line
    });
}

fn event(it: &TimelineRow, today: Day, look: &Look) -> Vec<Cell> {
    let text =
        if it.notes.is_empty() { it.text.clone() } else { format!("{}: {}", it.text, it.notes) };
    vec![
        Cell::new(it.on.map(|day| short_day(day, today)).unwrap_or_default(), look.accent),
        Cell::new(it.kind.word(), look.muted),
        Cell::plain(text),
    ]
}

fn tasks(to: &mut Frame<'_>, area: Area, state: &State, page: &AccountPage, look: &Look) {
    let screen = &state.account;
    let left = numbered("Tasks", screen.tasks.index(), page.tasks.len());
    let inside = pane::frame(to, area, look, Focus::Here, Titles { left: &left, right: "" });
    if page.tasks.is_empty() {
        let key = state.key_of(crate::app::Action::AddTask);
        let text = format!(" No tasks.  {key} adds one.");
        to.render_widget(Line::styled(text, look.muted), rect(inside));
        return;
    }
    let columns = widths(
        &[Column::left("", 16), Column::left("", 0), Column::right("", 20)],
        usize::from(inside.width).saturating_sub(2),
        10,
    );
    let list = List { len: page.tasks.len(), selection: screen.tasks, focus: Focus::Here };
    pane::rows(to, inside, look, list, |index| {
        let Some(task) = page.tasks.get(index) else { return Line::default() };
        let lead = leader(index, screen.tasks, Mark::among(&screen.marked, &task.id), look);
        let mut line = row(&columns, task_cells(task, state.day(), look), look);
        line.spans.splice(0..0, [lead, Span::raw(" ")]);
        line
    });
}

fn task_cells(task: &Task, today: Day, look: &Look) -> Vec<Cell> {
    let (state, style) = match (task.done_on, task.days_late(today), task.snoozed_until) {
        (Some(done), ..) => {
            (format!("{} done {}", look.signs.ok, short_day(done, today)), look.muted)
        }
        (None, _, Some(until)) if until > today => {
            (format!("snoozed to {}", short_day(until, today)), look.muted)
        }
        (None, Some(days), _) => (format!("{} {days}d late", look.signs.late), look.risk),
        (None, None, _) => (String::new(), look.text),
    };
    let due = task.due_on.map_or("no date".to_owned(), |it| weekday_and_day(it, today));
    let tags: Vec<String> = task.tags.iter().map(|it| format!("#{it}")).collect();
    vec![
        Cell::new(fit(&due, 16, look.signs.ellipsis), style),
        Cell::new(&*task.title, style),
        Cell::new(if state.is_empty() { tags.join(" ") } else { state }, style),
    ]
}

fn people(to: &mut Frame<'_>, area: Area, state: &State, page: &AccountPage, look: &Look) {
    let screen = &state.account;
    let left = numbered("People", screen.people.index(), page.people.len());
    let inside = pane::frame(to, area, look, Focus::Here, Titles { left: &left, right: "" });
    if page.people.is_empty() {
        let text = " No people are known here. A contact list (CSV) brings them.";
        to.render_widget(Line::styled(text, look.muted), rect(inside));
        return;
    }
    let columns = widths(
        &[
            Column::left("Name", 20),
            Column::left("Title", 0),
            Column::left("Roles", 18),
            Column::right("Touch", 11),
            Column::left("Mail", 28),
        ],
        usize::from(inside.width).saturating_sub(2),
        12,
    );
    let halves = inside.split_top(1);
    let mut head = header(&columns, look);
    head.spans.insert(0, Span::raw("  "));
    to.render_widget(head, rect(halves.first));
    let list = List { len: page.people.len(), selection: screen.people, focus: Focus::Here };
    pane::rows(to, halves.rest, look, list, |index| {
        let Some(it) = page.people.get(index) else { return Line::default() };
        let (style, name) = match it.left_on {
            Some(day) => (look.risk, format!("{} (left {})", it.name, short_day(day, state.day()))),
            None => (look.text, it.name.clone()),
        };
        let touch = it.last_touch_on.map_or("-".to_owned(), |day| short_day(day, state.day()));
        let cells = vec![
            Cell::new(name, style),
            Cell::plain(it.title.as_str()),
            Cell::plain(plain(&it.roles)),
            Cell::plain(touch),
            Cell::plain(it.email.as_str()),
        ];
        let mut line = row(&columns, cells, look);
        let lead = leader(index, screen.people, Mark::Unset, look);
        line.spans.splice(0..0, [lead, Span::raw(" ")]);
        line
    });
}
