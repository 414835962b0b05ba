//! From a change that the user asked for to the versions that the store keeps.

use super::effect::{Answer, Change};
use super::playbook::PlaybookStart;
use crate::domain::{
    AccountId, Day, FieldName, Kind, NewActivity, NewTask, Phrase, RecordId, Value, counted,
    short_day, weekday_and_day,
};
use crate::store::{self, NewVersion, Write};

/// Writes a change, and returns the accounts it touched.
pub(super) fn apply(
    write: &mut Write<'_>,
    change: &Change,
    today: Day,
) -> store::Result<Vec<AccountId>> {
    match change {
        Change::AddAccount(name) => {
            let id = write.new_record(Kind::Account, None)?;
            set(write, id, today, vec![("name", Some(Value::text(name.as_str())))])?;
            Ok(vec![id.as_account()])
        }
        Change::AddTask(task) => add_task(write, task, today),
        Change::StartPlaybook(PlaybookStart { account, tasks, .. }) => {
            for task in tasks {
                add_task(write, task, today)?;
            }
            Ok(vec![*account])
        }
        Change::CompleteTasks(ids) => each(write, ids, |write, id| {
            let done = [("status", Value::text("done")), ("done_on", Value::Date(today))];
            set(write, id, today, done.map(|(name, value)| (name, Some(value))).into())
        }),
        Change::SnoozeTasks(ids, until) => each(write, ids, |write, id| {
            set(write, id, today, vec![("snoozed_until", Some(Value::Date(*until)))])
        }),
        Change::SetDue(ids, due) => each(write, ids, |write, id| {
            set(write, id, today, vec![("due_on", Some(Value::Date(*due)))])
        }),
        Change::MoveRenewal(_, contracts, on) => each(write, contracts, |write, id| {
            set(write, id, today, vec![("end_on", Some(Value::Date(*on - 1)))])
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
                ("pulse", Value::text(pulse.word())),
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
        Change::ForEach(changes) => {
            let mut touched = Vec::new();
            for it in changes {
                touched.extend(apply(write, it, today)?);
            }
            Ok(touched)
        }
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
        ("notes", text(&task.notes)),
        ("playbook", text(&task.playbook)),
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
    // What happened last week counts from last week on, as it would from a file.
    set(write, id, activity.on.min(today), fields)?;
    Ok(vec![activity.account])
}

/// Writes what the user said, as known and in force from a day on.
fn set(
    write: &mut Write<'_>,
    record: RecordId,
    from: Day,
    fields: Vec<(&'static str, Option<Value>)>,
) -> store::Result<()> {
    let patch = fields.into_iter().map(|(name, value)| (FieldName::known(name), value)).collect();
    write.revise(
        record,
        &NewVersion { file: None, line: 0, effective_on: from, known_on: from, patch },
    )
}

impl Change {
    /// Whether it may move what the book as a whole says (which kinds of record it keeps, what is
    /// usual in a segment), and so other accounts than its own.
    pub(super) fn may_move_the_book(&self) -> bool {
        match self {
            Self::AddAccount(_)
            | Self::LogActivity(_)
            | Self::SetField(..)
            | Self::MoveRenewal(..)
            | Self::Delete(_) => true,
            Self::ForEach(changes) => changes.iter().any(Self::may_move_the_book),
            Self::AddTask(_)
            | Self::StartPlaybook(_)
            | Self::CompleteTasks(_)
            | Self::SnoozeTasks(..)
            | Self::SetDue(..)
            | Self::AddNote(..)
            | Self::AnswerAlerts(..)
            | Self::SetPulse(..) => false,
        }
    }

    /// What the change does, in one line for the journal.
    pub(super) fn in_words(&self, names: &Names, today: Day) -> String {
        let rows = |n: usize, one: &str| match (&names.row, n) {
            (Some(name), 1) => name.clone(),
            (None, 1) => format!("1 {one}"),
            _ => format!("{n} {one}s"),
        };
        let on = |what: String| match &names.account {
            Some(name) => format!("{what}, {name}"),
            None => what,
        };
        let day = |day: Day| short_day(day, today);
        match self {
            Self::AddAccount(name) => format!("Added account {name}"),
            Self::AddTask(task) => {
                let due = task.due_on.map(|it| format!(", {}", weekday_and_day(it, today)));
                on(format!("Added task {}{}", task.title, due.unwrap_or_default()))
            }
            Self::StartPlaybook(it) => {
                on(format!("Started {}: {}", it.title, counted(it.tasks.len() as u64, "task")))
            }
            Self::CompleteTasks(ids) => on(format!("Done: {}", rows(ids.len(), "task"))),
            Self::SnoozeTasks(ids, until) => {
                format!("Snoozed to {}: {}", day(*until), on(rows(ids.len(), "task")))
            }
            Self::SetDue(ids, due) => format!("Due {}: {}", day(*due), on(rows(ids.len(), "task"))),
            Self::MoveRenewal(_, contracts, to) => {
                let contracts = counted(contracts.len() as u64, "contract");
                on(format!("Moved the renewal of {contracts} to {}", day(*to)))
            }
            Self::AddNote(..) => on("Added a note".to_owned()),
            Self::LogActivity(it) if it.subject.to_lowercase().starts_with(&it.kind) => {
                on(format!("Logged {}", it.subject))
            }
            Self::LogActivity(it) => on(format!("Logged {}: {}", it.kind, it.subject)),
            Self::AnswerAlerts(alerts, answer) => {
                let alerts = on(rows(alerts.len(), "alert"));
                match answer {
                    Answer::Acknowledge => format!("Seen: {alerts}"),
                    Answer::SnoozeUntil(until) => format!("Snoozed to {}: {alerts}", day(*until)),
                    Answer::SleepUntil(when) => format!("Snoozed until {when}: {alerts}"),
                    Answer::Close(outcome) => {
                        format!("Closed as {}: {alerts}", outcome.word().replace('_', " "))
                    }
                    Answer::Reopen => format!("Open again: {alerts}"),
                }
            }
            Self::SetField(_, field, Some(value)) => {
                on(format!("Set {} to {}", field.replace('_', " "), Phrase(value)))
            }
            Self::SetField(_, field, None) => on(format!("Emptied {}", field.replace('_', " "))),
            Self::SetPulse(_, pulse, reason) => on(format!("Pulse {pulse}: {reason}")),
            Self::Delete(ids) => on(format!("Binned {}", rows(ids.len(), "row"))),
            Self::ForEach(changes) => {
                changes.first().map_or_else(String::new, |it| it.in_words(names, today))
            }
        }
    }

    /// The one account it is about, where there is one.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::AddTask(task) => task.account,
            Self::StartPlaybook(it) => Some(it.account),
            Self::LogActivity(it) => Some(it.account),
            Self::AddNote(id, _)
            | Self::SetField(id, ..)
            | Self::MoveRenewal(id, ..)
            | Self::SetPulse(id, ..) => Some(*id),
            Self::AnswerAlerts(alerts, _) => match alerts.as_slice() {
                [(id, _)] => Some(*id),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What a change is about, by name, where it is about one of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// The account.
    pub account: Option<String>,
    /// The task or the alert.
    pub row: Option<String>,
}

impl Answer {
    fn fields(&self, today: Day) -> Vec<(&'static str, Option<Value>)> {
        match self {
            Self::Acknowledge => vec![("acknowledged_on", Some(Value::Date(today)))],
            Self::SnoozeUntil(day) => {
                vec![("snoozed_until", Some(Value::Date(*day))), ("wakes_when", None)]
            }
            Self::SleepUntil(when) => {
                vec![("snoozed_until", None), ("wakes_when", Some(Value::text(when.as_str())))]
            }
            Self::Close(outcome) => vec![
                ("closed_on", Some(Value::Date(today))),
                ("outcome", Some(Value::text(outcome.word()))),
            ],
            Self::Reopen => {
                ["acknowledged_on", "snoozed_until", "wakes_when", "closed_on", "outcome"]
                    .map(|name| (name, None))
                    .into()
            }
        }
    }
}
