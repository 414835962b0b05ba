//! `rounds show`: one account with all that is known of it.

use super::args::{Format, One};
use super::error::Error;
use super::explain::measures;
use super::pick::{Facts, band, identity, percent, score};
use super::run::Run;
use super::{alerts, explain, tasks};
use crate::app::{AccountPage, FieldRow, PersonRow, TimelineRow};
use crate::domain::{Day, Task, clean, short_money};
use crate::engine::{Explanation, Ranked};
use crate::export::{Cell, Column, Json, Object, Table};

/// How much of what happened is shown as text.
const LATEST: usize = 12;

/// Shows an account.
pub(super) fn show(run: &mut Run<'_>, args: &One) -> Result<(), Error> {
    let mut session = run.read()?;
    let id = session.find_account(&args.account)?;
    let judged = session.judge()?;
    let explanation = session.explain(id)?;
    let page = session.account_page(id)?;
    let Some(of) = judged.account(id) else {
        return Err(crate::app::Error::NoAccount(args.account.clone()).into());
    };
    let alerts: Vec<&Ranked> = judged
        .alerts
        .iter()
        .filter(|it| it.alert.account == id && it.alert.state.asks_for_user())
        .collect();
    let facts = Facts { context: &judged.ground.context, of };
    let shown = Shown { page: &page, explanation: &explanation, facts, alerts };
    match args.form.into() {
        Format::Text => shown.text(run),
        Format::Json => run.object(shown.object()),
        format => run.list(
            format,
            || fields(&page.fields),
            || page.fields.iter().map(field_record).collect(),
        ),
    }
}

/// One account with all that is known of it.
struct Shown<'a> {
    page: &'a AccountPage,
    explanation: &'a Explanation,
    facts: Facts<'a>,
    alerts: Vec<&'a Ranked>,
}

impl Shown<'_> {
    fn text(&self, run: &mut Run<'_>) -> Result<(), Error> {
        let health = &self.facts.of.health;
        let as_of = self.facts.of.sheet.as_of;
        let arr = self.facts.money("arr").map(|it| format!("  {} a year", short_money(it)));
        run.line(format!(
            "{}  health {} ({}), data {}{}  as of {as_of}",
            clean(&self.facts.of.name),
            score(health.score()),
            band(health.band).text,
            percent(health.coverage),
            arr.unwrap_or_default(),
        ))?;
        if let Some(reason) = health.band_reason {
            run.line(format!("  {reason}"))?;
        }
        section(run, "Fields", &fields(&self.page.fields))?;
        section(run, "Health", &measures(self.explanation))?;
        section(run, "Alerts", &self.alerts())?;
        section(run, "Tasks", &open_tasks(&self.page.tasks, as_of))?;
        section(run, "People", &people(&self.page.people))?;
        let latest = self.page.timeline.len().min(LATEST);
        let title = format!("What happened, latest {latest} of {}", self.page.timeline.len());
        section(run, &title, &timeline(&self.page.timeline))
    }

    fn alerts(&self) -> Table {
        let columns = vec![
            Column::words("Alert"),
            Column::numbers("Sev"),
            Column::words("Since"),
            Column::words("What"),
        ];
        let row = |it: &&Ranked| {
            let alert = &it.alert;
            vec![
                alert.title.as_ref().into(),
                alerts::severity(alert.severity),
                alert.opened_on.to_string().into(),
                alert.message.as_str().into(),
            ]
        };
        Table { columns, rows: self.alerts.iter().map(row).collect() }
    }

    fn object(&self) -> Object {
        let of = self.facts.of;
        let catalogue = &self.facts.context.catalogue;
        let mut facts = Object::new();
        self.facts.add(&mut facts, catalogue.iter().map(|it| it.1.name.as_ref()));
        let alerts = self.alerts.iter().map(|it| alerts::object(it, &self.facts));
        let tasks = self.page.tasks.iter().map(|it| tasks::record(it, Some(of), of.sheet.as_of));
        identity(of)
            .with("as_of", of.sheet.as_of)
            .with("facts", facts)
            .with("health", explain::object(self.explanation))
            .with("fields", self.page.fields.iter().map(field_record).collect::<Json>())
            .with("alerts", alerts.collect::<Json>())
            .with("tasks", tasks.collect::<Json>())
            .with("people", self.page.people.iter().map(person_record).collect::<Json>())
            .with("timeline", self.page.timeline.iter().map(event_record).collect::<Json>())
    }
}

/// A table under its title; nothing where it has no rows.
fn section(run: &mut Run<'_>, title: &str, table: &Table) -> Result<(), Error> {
    if table.rows.is_empty() {
        return Ok(());
    }
    run.line(format!("\n{title}"))?;
    run.table(table)
}

fn fields(fields: &[FieldRow]) -> Table {
    let columns = ["Field", "Value", "From", "Since"].map(Column::words);
    let row = |it: &FieldRow| {
        let since = match it.since {
            None => "assumed always".to_owned(),
            Some(on) if it.is_assumed => format!("{on}, assumed"),
            Some(on) => on.to_string(),
        };
        vec![
            it.name.as_ref().into(),
            it.value.as_str().into(),
            it.origin.as_str().into(),
            since.into(),
        ]
    };
    Table { columns: columns.into(), rows: fields.iter().map(row).collect() }
}

fn field_record(it: &FieldRow) -> Object {
    Object::new()
        .with("field", &it.name)
        .with("value", it.value.as_str())
        .with("from", it.origin.as_str())
        .with("since", it.since)
        .with("assumed", it.is_assumed)
}

fn open_tasks(tasks: &[Task], as_of: Day) -> Table {
    let columns = vec![Column::numbers("Id"), Column::words("Due"), Column::words("Task")];
    let row =
        |it: &Task| vec![it.id.to_string().into(), tasks::due(it).into(), it.title.as_ref().into()];
    Table { columns, rows: tasks.iter().filter(|it| it.is_open(as_of)).map(row).collect() }
}

fn people(people: &[PersonRow]) -> Table {
    let columns = ["Name", "Title", "Roles", "Mail", "Last touch", ""].map(Column::words);
    let row = |it: &PersonRow| {
        let touch = it.last_touch_on.map_or_else(String::new, |it| it.to_string());
        let left = it.left_on.map_or_else(Cell::default, |it| format!("left {it}").into());
        vec![
            it.name.as_str().into(),
            it.title.as_str().into(),
            it.roles.replace('_', " ").into(),
            it.email.as_str().into(),
            touch.into(),
            left,
        ]
    };
    Table { columns: columns.into(), rows: people.iter().map(row).collect() }
}

fn person_record(it: &PersonRow) -> Object {
    Object::new()
        .with("id", it.id.raw())
        .with("name", it.name.as_str())
        .with("title", it.title.as_str())
        .with("roles", it.roles.as_str())
        .with("email", it.email.as_str())
        .with("left_on", it.left_on)
        .with("last_touch_on", it.last_touch_on)
}

fn timeline(events: &[TimelineRow]) -> Table {
    let columns = ["Day", "Kind", "What"].map(Column::words);
    let row = |it: &TimelineRow| {
        let on = it.on.map_or_else(String::new, |it| it.to_string());
        vec![on.into(), it.kind.word().into(), it.text.as_str().into()]
    };
    Table { columns: columns.into(), rows: events.iter().take(LATEST).map(row).collect() }
}

fn event_record(it: &TimelineRow) -> Object {
    Object::new()
        .with("id", it.id.raw())
        .with("on", it.on)
        .with("kind", it.kind.word())
        .with("text", it.text.as_str())
        .with("notes", it.notes.as_str())
}
