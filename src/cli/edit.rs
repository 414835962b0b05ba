//! The commands that write: log, note, pulse, task, undo, redo. Each is one change that undo takes
//! back.

use super::args::{Log, Note, Pulse, PulseColour, Task};
use super::aside::aside;
use super::error::Error;
use super::run::Run;
use crate::app::{Change, Desk, date_in_words, done_date_in_words};
use crate::domain::{self, Kind, NewActivity, RecordId, clean};

/// Logs something done with a customer.
pub(super) fn log(run: &mut Run<'_>, args: &Log) -> Result<(), Error> {
    let mut session = run.write()?;
    let account = session.find_account(&args.account)?;
    let on = args.on.as_deref().map_or(Ok(run.today), |it| done_date_in_words(it, run.today));
    let on = on.map_err(Error::Usage)?;
    let activity = NewActivity {
        account,
        on,
        kind: args.kind.clone(),
        two_way: !args.one_way,
        subject: text(&args.text)?,
    };
    said(&session.change(&Change::LogActivity(activity))?);
    Ok(())
}

/// Writes a note.
pub(super) fn note(run: &mut Run<'_>, args: &Note) -> Result<(), Error> {
    let mut session = run.write()?;
    let account = session.find_account(&args.account)?;
    said(&session.change(&Change::AddNote(account, text(&args.text)?))?);
    Ok(())
}

/// Sets the pulse of an account.
pub(super) fn pulse(run: &mut Run<'_>, args: &Pulse) -> Result<(), Error> {
    let mut session = run.write()?;
    let account = session.find_account(&args.account)?;
    let pulse = match args.colour {
        PulseColour::Red => domain::Pulse::Red,
        PulseColour::Yellow => domain::Pulse::Yellow,
        PulseColour::Green => domain::Pulse::Green,
    };
    said(&session.change(&Change::SetPulse(account, pulse, text(&args.reason)?))?);
    Ok(())
}

/// Adds, finishes or puts off a task.
pub(super) fn task(run: &mut Run<'_>, args: &Task) -> Result<(), Error> {
    let mut session = run.write()?;
    let change = match args {
        Task::Add { text: words } => {
            let accounts = session.accounts()?;
            let desk = Desk { today: run.today, account: None, book: &accounts };
            let task = desk.task(&text(&in_quotes(words))?).map_err(Error::Usage)?;
            let preview = desk.task_preview(&task);
            session.change(&Change::AddTask(task))?;
            let number = session.tasks()?.iter().map(|it| it.id).max();
            let number = number.map_or_else(String::new, |it| format!(" {it}"));
            said(&format!("Added task{number}: {preview}"));
            return Ok(());
        }
        Task::Done { ids } => {
            let ids = ids.iter().map(|it| task_id(&session, *it)).collect::<Result<_, _>>()?;
            Change::CompleteTasks(ids)
        }
        Task::Snooze { id, until } => {
            let until = date_in_words(&until.join(" "), run.today).map_err(Error::Usage)?;
            Change::SnoozeTasks(vec![task_id(&session, *id)?], until)
        }
    };
    said(&session.change(&change)?);
    Ok(())
}

/// Takes back the latest change.
pub(super) fn undo(run: &mut Run<'_>) -> Result<(), Error> {
    aside(format_args!("{}.   rounds redo brings it back", clean(&run.write()?.undo()?)));
    Ok(())
}

/// Does again what was taken back.
pub(super) fn redo(run: &mut Run<'_>) -> Result<(), Error> {
    said(&run.write()?.redo()?);
    Ok(())
}

/// The task of this number.
fn task_id(session: &crate::app::Session, number: i64) -> Result<RecordId, Error> {
    let id = RecordId::new(number);
    let found = session.store().record(id)?.filter(|it| it.kind == Kind::Task);
    match found.and_then(|it| it.as_of(session.as_of())) {
        Some(_) => Ok(id),
        None => Err(Error::NotFound(format!(
            "no task has the number {number}. List them with: rounds tasks"
        ))),
    }
}

/// The words with a name that the shell kept together in quotes again: `'@Red Peak'`.
fn in_quotes(words: &[String]) -> Vec<String> {
    let one = |it: &String| match it.strip_prefix('@') {
        Some(name) if words.len() > 1 && name.contains(' ') && !name.contains('"') => {
            format!("@\"{name}\"")
        }
        _ => it.clone(),
    };
    words.iter().map(one).collect()
}

fn text(words: &[String]) -> Result<String, Error> {
    let text = words.join(" ").trim().to_owned();
    if text.is_empty() { Err(Error::Usage("say it in words".to_owned())) } else { Ok(text) }
}

/// Tells what a change did, and how it is taken back.
pub(super) fn said(what: &str) {
    aside(format_args!("{}.   rounds undo takes it back", clean(what)));
}
