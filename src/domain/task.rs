//! What is to be done, and what was done with the customer, as the user writes it down.

use super::day::Day;
use super::ids::{AccountId, RecordId};
use super::record::Record;
use super::words::words;

words!(
    /// What the dates of a playbook's tasks count from.
    Anchor {
        /// The day it is started.
        Today = "today",
        /// The first day after the term.
        Renewal = "renewal",
        /// The last day of timely notice.
        Notice = "notice",
        /// The day of the kickoff.
        Kickoff = "kickoff",
    }
);

/// A task as of a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Task {
    /// Its number.
    pub id: RecordId,
    /// Whose; a task may belong to no account.
    pub account: Option<AccountId>,
    /// What is to be done.
    pub title: Box<str>,
    /// When.
    pub due_on: Option<Day>,
    /// At what time, `14:00`.
    pub due_time: Option<Box<str>>,
    /// high, normal or low.
    pub priority: Option<Box<str>>,
    /// The day it was done.
    pub done_on: Option<Day>,
    /// Hidden until then.
    pub snoozed_until: Option<Day>,
    /// Free labels.
    pub tags: Vec<Box<str>>,
    /// More about it.
    pub notes: Option<Box<str>>,
    /// The playbook that it belongs to, by short name.
    pub playbook: Option<Box<str>>,
    /// The alert it came from.
    pub origin: Option<Box<str>>,
}

/// A task before it has a number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewTask {
    /// Whose; a task may belong to no account.
    pub account: Option<AccountId>,
    /// What is to be done.
    pub title: String,
    /// When.
    pub due_on: Option<Day>,
    /// At what time, `14:00`.
    pub due_time: Option<String>,
    /// high, normal or low.
    pub priority: Option<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// More about it.
    pub notes: Option<String>,
    /// The playbook that it belongs to, by short name.
    pub playbook: Option<String>,
    /// The alert it came from.
    pub origin: Option<String>,
}

/// Something done with a customer, before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// Whose.
    pub account: AccountId,
    /// The day.
    pub on: Day,
    /// call, meeting, email …
    pub kind: String,
    /// Whether the customer took part.
    pub two_way: bool,
    /// What was said, in one line.
    pub subject: String,
}

impl Task {
    /// The task that a record of kind task holds.
    pub fn from_record(record: &Record) -> Self {
        let text = |name: &str| record.text(name).map(Box::from);
        let is_done = record.text("status") == Some("done");
        Self {
            id: record.id,
            account: record.account,
            title: text("title").unwrap_or_default(),
            due_on: record.day("due_on"),
            due_time: text("due_time"),
            priority: text("priority"),
            done_on: record.day("done_on").filter(|_| is_done),
            snoozed_until: record.day("snoozed_until"),
            tags: record.list("tags").into_iter().map(Box::from).collect(),
            notes: text("notes"),
            playbook: text("playbook"),
            origin: text("origin"),
        }
    }

    /// Whether it is still to be done and not hidden on `day`.
    pub fn is_open(&self, day: Day) -> bool {
        self.done_on.is_none() && self.snoozed_until.is_none_or(|until| until <= day)
    }

    /// Days past its date; nothing where it is not late.
    pub fn days_late(&self, day: Day) -> Option<i64> {
        self.due_on.map(|due| day.days_since(due)).filter(|late| *late > 0)
    }
}
