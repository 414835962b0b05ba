//! The one that holds the book: it judges it, and does what an effect asks.

use std::sync::Arc;

use super::book::{AgendaItem, AgendaKind, Book};
use super::effect::{Answer, Change, Done, Effect};
use super::error::Error;
use super::judge::{self, Judged};
use super::page::{self, AccountPage};
use super::rows;
use crate::clock;
use crate::domain::{
    AccountId, Day, Entry, FieldName, Kind, NewActivity, NewTask, Record, RecordId, Task, Value,
};
use crate::engine::{Explanation, Model, explain};
use crate::store::{self, NewVersion, Store, Write};

/// How many days a done task stays in the list.
const DONE_FOR: i64 = 28;
/// How many rows of each list are kept for the first frame of the next run.
const KEPT_ROWS: usize = 60;
/// Under which name the first frame is kept.
const KEPT: &str = "first_frame";

/// What a session is opened with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The health model: the built-in one, or the user's own.
    pub model: Model,
    /// Today, as the outermost layer read it from the clock.
    pub today: Day,
    /// The day to judge as of; another day than today makes the session read only.
    pub as_of: Option<Day>,
}

/// An open book with the policy it is judged by.
#[derive(Debug)]
pub struct Session {
    store: Store,
    setup: Setup,
    judged: Option<Judged>,
}

impl Session {
    /// A session over an open book; nothing is judged yet.
    pub const fn open(store: Store, setup: Setup) -> Self {
        Self { store, setup, judged: None }
    }

    /// The day everything is judged as of.
    pub fn as_of(&self) -> Day {
        self.setup.as_of.unwrap_or(self.setup.today)
    }

    /// Today.
    pub const fn today(&self) -> Day {
        self.setup.today
    }

    /// The store, for what the command line reads beside the judgement.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The judged book; judged now, if it was not yet.
    pub fn judged(&mut self) -> Result<&Judged, Error> {
        if self.judged.is_none() {
            let version = self.store.data_version()?;
            let mut judged = judge::judge(&self.store, &self.setup.model, self.as_of())?;
            // Another process may have written between the two passes.
            if self.store.data_version()? != version {
                judged = judge::judge(&self.store, &self.setup.model, self.as_of())?;
            }
            self.judged = Some(judged);
        }
        self.judged.as_ref().ok_or(Error::Unjudged)
    }

    /// The judged book as the screens show it.
    pub fn book(&mut self) -> Result<Book, Error> {
        let (as_of, today) = (self.as_of(), self.setup.today);
        let tasks = self.tasks()?;
        let planned = self.planned()?;
        Ok(rows::book(self.judged()?, tasks, planned, as_of, today))
    }

    /// The first rows of the book as an earlier run left them, for the first frame.
    pub fn kept_book(&self) -> Result<Option<Book>, Error> {
        let Some(text) = self.store.memo(KEPT)? else { return Ok(None) };
        // What an older version kept may read differently: then there is no kept book.
        let kept = serde_json::from_str(&text).ok();
        Ok(kept.map(|it| Book { is_kept: true, ..it }))
    }

    /// Keeps the first rows of the book for the first frame of the next run.
    fn keep(&mut self, book: &Book) -> Result<(), Error> {
        if self.setup.as_of.is_some() {
            return Ok(());
        }
        let text = serde_json::to_string(&book.first_rows(KEPT_ROWS))
            .map_err(|it| Error::Internal(it.to_string()))?;
        if self.store.memo(KEPT)?.as_deref() != Some(&text) {
            self.store.set_memo(KEPT, &text)?;
        }
        Ok(())
    }

    /// One account judged and explained, each measure with the rows behind it.
    pub fn explain(&mut self, id: AccountId) -> Result<Explanation, Error> {
        let as_of = self.as_of();
        self.judged()?;
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let judged = self.judged.as_ref().ok_or(Error::Unjudged)?;
        explain(&history, &judged.context, &judged.policy, as_of)
            .ok_or_else(|| Error::NoAccount(id.to_string()))
    }

    /// One account with everything that its page shows.
    pub fn account_page(&mut self, id: AccountId) -> Result<AccountPage, Error> {
        let as_of = self.as_of();
        let explanation = self.explain(id)?;
        let history = self.store.account(id)?.ok_or(Error::NoAccount(id.to_string()))?;
        let view = history.as_of(as_of).ok_or_else(|| Error::NoAccount(id.to_string()))?;
        let context = Arc::clone(&self.judged()?.context);
        Ok(page::page(&view, &explanation, &context))
    }

    /// The journal, newest first.
    pub fn journal(&self, limit: u32) -> Result<Vec<Entry>, Error> {
        Ok(self.store.journal(limit)?)
    }

    /// The tasks: the open ones, and those done in the last 28 days.
    pub fn tasks(&self) -> Result<Vec<Task>, Error> {
        let as_of = self.as_of();
        let records = self.store.records(Kind::Task)?;
        let tasks = records.iter().filter_map(|it| it.as_of(as_of));
        Ok(tasks
            .map(|it| Task::from_record(&it))
            .filter(|it| it.done_on.is_none_or(|done| as_of.days_since(done) <= DONE_FOR))
            .collect())
    }

    /// Meetings ahead, milestones and objectives that fall due in the next 30 days.
    fn planned(&self) -> Result<Vec<AgendaItem>, Error> {
        let as_of = self.as_of();
        let mut items = Vec::new();
        for (kind, date, title, agenda) in [
            (Kind::Activity, "on", "subject", AgendaKind::Meeting),
            (Kind::Milestone, "due_on", "title", AgendaKind::Plan),
            (Kind::Objective, "due_on", "title", AgendaKind::Plan),
        ] {
            let records = self.store.records(kind)?;
            let ahead = records.iter().filter_map(|it| it.as_of(as_of)).filter_map(|it| {
                let on = it.day(date)?;
                let is_ahead = (0..=30).contains(&on.days_since(as_of));
                let is_done = it.day("done_on").is_some() || it.text("status") == Some("achieved");
                (is_ahead && !is_done && (kind != Kind::Activity || on > as_of)).then_some(
                    AgendaItem {
                        on,
                        kind: agenda,
                        account: it.account?,
                        account_name: Box::default(),
                        text: it.text(title).unwrap_or_default().to_owned(),
                    },
                )
            });
            items.extend(ahead);
        }
        Ok(items)
    }

    /// The account of this number, id, name, or unambiguous part of a name.
    pub fn find_account(&self, text: &str) -> Result<AccountId, Error> {
        let as_of = self.as_of();
        let accounts: Vec<Record> =
            self.store.records(Kind::Account)?.iter().filter_map(|it| it.as_of(as_of)).collect();
        let wanted = text.trim().to_lowercase();
        let id_of = |it: &Record| it.id.as_account();
        let exact = |field: &'static str| {
            let wanted = &wanted;
            accounts
                .iter()
                .filter(move |it| it.text(field).is_some_and(|it| it.to_lowercase() == *wanted))
        };
        if let Some(it) = exact("external_id").next() {
            return Ok(id_of(it));
        }
        if let Some(it) = accounts.iter().find(|it| it.id.raw().to_string() == wanted) {
            return Ok(id_of(it));
        }
        let named: Vec<&Record> = exact("name").chain(exact("domain")).collect();
        let part = || {
            accounts
                .iter()
                .filter(|it| it.text("name").is_some_and(|it| it.to_lowercase().contains(&wanted)))
        };
        let found: Vec<&Record> =
            if named.is_empty() && !wanted.is_empty() { part().collect() } else { named };
        match found.as_slice() {
            [one] => Ok(id_of(one)),
            [] => Err(Error::NoAccount(text.to_owned())),
            many => Err(Error::ManyAccounts {
                wanted: text.to_owned(),
                names: many
                    .iter()
                    .take(10)
                    .map(|it| it.text("name").unwrap_or(&it.key).to_owned())
                    .collect(),
            }),
        }
    }

    /// Does what an effect asks. [`Effect::OpenDemo`] and [`Effect::Copy`] are for the layers above.
    pub fn perform(&mut self, effect: &Effect) -> Result<Done, Error> {
        match effect {
            Effect::Change(change) => {
                let said = self.change(change)?;
                self.shown(Some(said))
            }
            Effect::Undo => {
                let said = self.undo()?;
                self.shown(Some(said))
            }
            Effect::Redo => {
                let said = self.redo()?;
                self.shown(Some(said))
            }
            Effect::Refresh => {
                self.judged = None;
                self.shown(None)
            }
            Effect::AsOf(day) => {
                self.setup.as_of = day.filter(|it| *it != self.setup.today);
                self.judged = None;
                self.shown(None)
            }
            Effect::OpenAccount(id) => Ok(Done::Account(Box::new(self.account_page(*id)?))),
            Effect::Import(_) | Effect::OpenDemo | Effect::Copy(_) => Err(Error::Internal(
                "the demo and the clipboard belong to the layers above".to_owned(),
            )),
        }
    }

    fn shown(&mut self, said: Option<String>) -> Result<Done, Error> {
        let book = self.book()?;
        self.keep(&book)?;
        Ok(Done::Book(Box::new(book), said))
    }

    /// Undoes the latest change, and says what that was.
    pub fn undo(&mut self) -> Result<String, Error> {
        self.writable()?;
        let entry = self.store.undo()?.ok_or(Error::NothingToUndo)?;
        self.judged = None;
        Ok(format!("Undone: {}", entry.what))
    }

    /// Redoes what was undone last, and says what that was.
    pub fn redo(&mut self) -> Result<String, Error> {
        self.writable()?;
        let entry = self.store.redo()?.ok_or(Error::NothingToRedo)?;
        self.judged = None;
        Ok(format!("Redone: {}", entry.what))
    }

    /// Makes a change, judges anew the accounts it touched, and says what it did.
    pub fn change(&mut self, change: &Change) -> Result<String, Error> {
        self.writable()?;
        let today = self.setup.today;
        let what = change.in_words();
        let (touched, _) =
            self.store.write(&what, &clock::instant(), |write| apply(write, change, today))?;
        let as_of = self.as_of();
        if let Some(judged) = &mut self.judged {
            judged.judge_again(&self.store, &touched, as_of)?;
        }
        Ok(what)
    }

    fn writable(&self) -> Result<(), Error> {
        match self.setup.as_of {
            Some(day) if day != self.setup.today => Err(Error::TimeTravel(day)),
            _ => Ok(()),
        }
    }
}

/// Writes a change, and returns the accounts it touched.
fn apply(write: &mut Write<'_>, change: &Change, today: Day) -> store::Result<Vec<AccountId>> {
    match change {
        Change::AddAccount(name) => {
            let id = write.new_record(Kind::Account, None)?;
            set(write, id, today, vec![("name", Some(Value::text(name.as_str())))])?;
            Ok(vec![id.as_account()])
        }
        Change::AddTask(task) => add_task(write, task, today),
        Change::CompleteTasks(ids) => each(write, ids, |write, id| {
            let done = [("status", Value::text("done")), ("done_on", Value::Date(today))];
            set(write, id, today, done.map(|(name, value)| (name, Some(value))).into())
        }),
        Change::SnoozeTasks(ids, until) => each(write, ids, |write, id| {
            set(write, id, today, vec![("snoozed_until", Some(Value::Date(*until)))])
        }),
        Change::AddNote(account, text) => {
            let id = write.new_record(Kind::Note, Some(*account))?;
            let fields = [("on", Value::Date(today)), ("text", Value::text(text.as_str()))];
            set(write, id, today, fields.map(|(name, value)| (name, Some(value))).into())?;
            Ok(vec![*account])
        }
        Change::LogActivity(activity) => log(write, activity, today),
        Change::AnswerAlerts(alerts, answer) => {
            for (account, alert) in alerts {
                let id = write.record(Kind::Answer, Some(*account), alert)?;
                set(write, id, today, answer.fields(today))?;
            }
            Ok(alerts.iter().map(|(account, _)| *account).collect())
        }
        Change::SetField(account, field, value) => {
            set(write, account.record(), today, vec![(*field, value.clone())])?;
            Ok(vec![*account])
        }
        Change::SetPulse(account, pulse, reason) => {
            let fields = [
                ("pulse", Value::text(pulse.as_str())),
                ("pulse_on", Value::Date(today)),
                ("pulse_reason", Value::text(reason.as_str())),
            ];
            let fields = fields.map(|(name, value)| (name, Some(value))).into();
            set(write, account.record(), today, fields)?;
            Ok(vec![*account])
        }
        Change::Delete(ids) => each(write, ids, |write, id| {
            set(write, id, today, vec![("deleted", Some(Value::Flag(true)))])
        }),
    }
}

/// Writes to each record, and returns the accounts that own them.
fn each(
    write: &mut Write<'_>,
    ids: &[RecordId],
    mut act: impl FnMut(&mut Write<'_>, RecordId) -> store::Result<()>,
) -> store::Result<Vec<AccountId>> {
    let mut touched = Vec::new();
    for &id in ids {
        act(write, id)?;
        touched.extend(write.owner(id)?);
    }
    Ok(touched)
}

fn add_task(write: &mut Write<'_>, task: &NewTask, today: Day) -> store::Result<Vec<AccountId>> {
    let id = write.new_record(Kind::Task, task.account)?;
    let text = |it: &Option<String>| it.as_deref().map(Value::text);
    let fields = [
        ("title", Some(Value::text(task.title.as_str()))),
        ("created_on", Some(Value::Date(today))),
        ("status", Some(Value::text("open"))),
        ("due_on", task.due_on.map(Value::Date)),
        ("due_time", text(&task.due_time)),
        ("priority", text(&task.priority)),
        ("origin", text(&task.origin)),
        (
            "tags",
            (!task.tags.is_empty()).then(|| Value::list(task.tags.iter().map(String::as_str))),
        ),
    ];
    set(write, id, today, fields.into_iter().filter(|(_, value)| value.is_some()).collect())?;
    Ok(task.account.into_iter().collect())
}

fn log(write: &mut Write<'_>, activity: &NewActivity, today: Day) -> store::Result<Vec<AccountId>> {
    let id = write.new_record(Kind::Activity, Some(activity.account))?;
    let fields = [
        ("on", Value::Date(activity.on)),
        ("type", Value::text(activity.kind.as_str())),
        ("two_way", Value::Flag(activity.two_way)),
        ("subject", Value::text(activity.subject.as_str())),
    ];
    let fields = fields.map(|(name, value)| (name, Some(value))).into();
    set(write, id, today, fields)?;
    Ok(vec![activity.account])
}

/// Writes what the user said today.
fn set(
    write: &mut Write<'_>,
    record: RecordId,
    today: Day,
    fields: Vec<(&'static str, Option<Value>)>,
) -> store::Result<()> {
    let patch = fields.into_iter().map(|(name, value)| (FieldName::known(name), value)).collect();
    write.revise(
        record,
        &NewVersion { file: None, line: 0, effective_on: today, known_on: today, patch },
    )
}

impl Change {
    /// What the change does, in one line for the journal.
    fn in_words(&self) -> String {
        let count =
            |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        match self {
            Self::AddAccount(name) => format!("Added account {name}"),
            Self::AddTask(task) => format!("Added task {}", task.title),
            Self::CompleteTasks(ids) => format!("Done: {}", count(ids.len(), "task")),
            Self::SnoozeTasks(ids, until) => {
                format!("Snoozed {} to {until}", count(ids.len(), "task"))
            }
            Self::AddNote(..) => "Added a note".to_owned(),
            Self::LogActivity(it) => format!("Logged {}: {}", it.kind, it.subject),
            Self::AnswerAlerts(alerts, answer) => {
                let alerts = count(alerts.len(), "alert");
                match answer {
                    Answer::Acknowledge => format!("Acknowledged {alerts}"),
                    Answer::SnoozeUntil(day) => format!("Snoozed {alerts} to {day}"),
                    Answer::Close(outcome) => format!("Closed {alerts} as {outcome}"),
                    Answer::Reopen => format!("Reopened {alerts}"),
                }
            }
            Self::SetField(_, field, Some(value)) => {
                format!("Set {field} to {}", crate::domain::Phrase(value))
            }
            Self::SetField(_, field, None) => format!("Emptied {field}"),
            Self::SetPulse(_, pulse, reason) => format!("Pulse {pulse}: {reason}"),
            Self::Delete(ids) => format!("Binned {}", count(ids.len(), "row")),
        }
    }
}

impl Answer {
    fn fields(&self, today: Day) -> Vec<(&'static str, Option<Value>)> {
        match self {
            Self::Acknowledge => vec![("acknowledged_on", Some(Value::Date(today)))],
            Self::SnoozeUntil(day) => vec![("snoozed_until", Some(Value::Date(*day)))],
            Self::Close(outcome) => vec![
                ("closed_on", Some(Value::Date(today))),
                ("outcome", Some(Value::text(outcome.word()))),
            ],
            Self::Reopen => ["acknowledged_on", "snoozed_until", "closed_on", "outcome"]
                .map(|name| (name, None))
                .into(),
        }
    }
}
