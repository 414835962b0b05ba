//! What an action asks of the world outside the state, and what comes back.

use std::path::PathBuf;

use super::playbook::PlaybookStart;
use crate::app::judged::{AccountPage, Book};
use crate::domain::{
    AccountId, AlertOutcome, Day, EntryId, NewActivity, NewTask, Pulse, RecordId, Value,
};

/// What an action asks of the world outside the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Change the book: one journal entry.
    Change(Change),
    /// Set an account's renewal date where it is read from: its contracts, or its own field.
    SetRenewal(AccountId, Day),
    /// Undo the latest change; an import is not undone but asked about.
    Undo,
    /// Undo this import, which the user was asked about, where it still is the latest change.
    UndoImport(EntryId),
    /// Redo what was undone last.
    Redo,
    /// Read what an earlier run kept of the book's rows, to show until it is judged.
    Recall,
    /// Read and judge the book anew.
    Refresh,
    /// Read and judge the book anew where it is another day's by now, this one's, or where another
    /// program has written to it.
    LookAgain(Day),
    /// Show the book as of another day, or as of today; reading only.
    AsOf(Option<Day>),
    /// Read one account with all its records and the explanation of its health.
    OpenAccount(AccountId),
    /// Import these files.
    Import(Vec<PathBuf>),
    /// Put the sample book in this book's place, in a throw-away copy.
    OpenDemo,
    /// Find the files and folders that a path being typed may become.
    FindPaths(PathBuf),
    /// Hand a text to the clipboard.
    Copy(String),
}

/// A change of the book.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new account of this name.
    AddAccount(String),
    /// A new task.
    AddTask(NewTask),
    /// The tasks of a playbook for an account.
    StartPlaybook(PlaybookStart),
    /// These tasks are done.
    CompleteTasks(Vec<RecordId>),
    /// These tasks are hidden until a day.
    SnoozeTasks(Vec<RecordId>, Day),
    /// These tasks are due on a day.
    SetDue(Vec<RecordId>, Day),
    /// These contracts of an account are up for renewal on a day, each ending the day before.
    MoveRenewal(AccountId, Vec<RecordId>, Day),
    /// A note on an account.
    AddNote(AccountId, String),
    /// Something done with the customer.
    LogActivity(NewActivity),
    /// What the user did about these alerts, each with its account.
    AnswerAlerts(Vec<(AccountId, Box<str>)>, Answer),
    /// A field of an account, set or emptied.
    SetField(AccountId, &'static str, Option<Value>),
    /// The CSM's own judgement of an account, and why.
    SetPulse(AccountId, Pulse, String),
    /// Records into the bin.
    Delete(Vec<RecordId>),
    /// The same for several accounts, as one journal entry.
    ForEach(Vec<Change>),
}

/// What the user did about an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Seen.
    Acknowledge,
    /// Hidden until a day.
    SnoozeUntil(Day),
    /// Hidden until a condition holds, in the query language.
    SleepUntil(String),
    /// Closed, with how it ended.
    Close(AlertOutcome),
    /// The answer is taken back.
    Reopen,
}

/// What came back from an effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// The book was read and judged; the text says what was done, for the message line.
    Book(Box<Book>, Option<String>),
    /// Nothing had to be done, and why; the book as it is.
    Unchanged(Box<Book>, String),
    /// Files were imported: the book as it is now, the whole in one line, and the report line by
    /// line.
    Imported(Box<Book>, String, Vec<String>),
    /// The latest change is this import, and is not undone yet: what undoing it would take back.
    AskUndo(EntryId, String),
    /// An account with all its records.
    Account(Box<AccountPage>),
    /// The files and folders that a path may become; a folder ends with a slash.
    Paths(Vec<String>),
    /// Nothing but a message.
    Said(String),
    /// All is as it was.
    Nothing,
}
