//! What a file holds.

use crate::domain::{Kind, words};

words!(
    /// What a file holds; the written form is what `--as` takes.
    FileKind {
        Accounts = "accounts",
        Contracts = "contracts",
        Contacts = "contacts",
        /// A row an account or subscription, a date, and one or more numbers.
        Usage = "usage",
        /// A row an account, with numbers of one day or of a span that ends on it.
        Snapshot = "snapshot",
        Tickets = "tickets",
        Activities = "activities",
        Surveys = "surveys",
        Objectives = "objectives",
        Milestones = "milestones",
        Outcomes = "outcomes",
        Tasks = "tasks",
    }
);

impl FileKind {
    /// The kind of record that a row makes; none for usage, which is series of numbers. A row of a
    /// snapshot adds to an account.
    pub const fn record(self) -> Option<Kind> {
        Some(match self {
            Self::Accounts | Self::Snapshot => Kind::Account,
            Self::Contracts => Kind::Contract,
            Self::Contacts => Kind::Contact,
            Self::Usage => return None,
            Self::Tickets => Kind::Ticket,
            Self::Activities => Kind::Activity,
            Self::Surveys => Kind::Survey,
            Self::Objectives => Kind::Objective,
            Self::Milestones => Kind::Milestone,
            Self::Outcomes => Kind::Outcome,
            Self::Tasks => Kind::Task,
        })
    }

    /// Whether its numbers become series, by account, metric and day.
    pub const fn has_series(self) -> bool {
        matches!(self, Self::Usage | Self::Snapshot)
    }

    /// These kinds for a message; every kind where there are none.
    pub(super) fn listed(kinds: &[Self]) -> String {
        let kinds = if kinds.is_empty() { Self::ALL } else { kinds };
        let words: Vec<&str> = kinds.iter().map(|it| it.word()).collect();
        words.join(", ")
    }
}
