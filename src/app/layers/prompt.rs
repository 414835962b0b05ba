//! A line being typed, what it is for, and what it says so far.

use super::menu::Subject;
use super::playbooks::PlaybookList;
use crate::app::keys::Action;
use crate::app::line::TextField;
use crate::domain::{AccountId, Pulse, RecordId};
use crate::engine::{Completion, Offer};

/// What a line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromptKind {
    /// Narrows the list; the text before comes back on Esc.
    Filter(String),
    /// A task for each of these accounts, where the line names no other.
    Task(Vec<AccountId>),
    /// A note on each of these accounts.
    Note(Vec<AccountId>),
    /// An activity with each of these accounts, where the line names no other.
    Activity(Vec<AccountId>),
    /// Why the CSM judges this account so.
    PulseReason(AccountId, Pulse),
    /// Until when to hide.
    SnoozeUntil(Subject),
    /// The day that the playbooks of this list count from.
    PlaybookAnchor(Box<PlaybookList>),
    /// The renewal date of this account.
    RenewalDate(AccountId),
    /// When these tasks are due.
    DueDate(Vec<RecordId>),
    /// Files to import.
    Import,
    /// The name of a new account.
    AddAccount,
}

impl PromptKind {
    /// What can be typed, where nothing is yet.
    pub(in crate::app) const fn hint(&self) -> &'static str {
        match self {
            Self::Filter(_) => "renews<90d health<60 tier:A not tag:paused \"acme\"",
            Self::Task(_) => "call Kenji fri 14:00 !high @account #tag",
            Self::Activity(_) => {
                "call|meeting|email|qbr|training, date, what was said; !oneway, !reply"
            }
            Self::Note(_) => "what is worth remembering",
            Self::PulseReason(..) => "why do you judge it so?",
            Self::SnoozeUntil(Subject::Alerts(_)) => {
                "fri, 3d, eom, 2026-11-24; or a condition: health>60, usage.silent_days<7d"
            }
            Self::SnoozeUntil(_)
            | Self::PlaybookAnchor(_)
            | Self::RenewalDate(_)
            | Self::DueDate(_) => "fri, next week, 3d, in 2 weeks, 24 nov, eom, 2026-11-24",
            Self::Import => "files, a folder or ~/exports/*.csv; several are read as one import",
            Self::AddAccount => "the customer's name",
        }
    }

    /// Whether Tab completes a word of it.
    pub(in crate::app) const fn completes(&self) -> bool {
        matches!(self, Self::Filter(_) | Self::Import)
    }
}

/// What the line says so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// What can be typed.
    Hint(String),
    /// How it is understood.
    Preview(String),
    /// What is wrong with it.
    Problem(String),
}

/// A line being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// What is asked.
    pub title: String,
    /// The line.
    pub field: TextField,
    /// What it says so far.
    pub note: Note,
    /// What Tab would put in the place of the word before the cursor.
    pub completion: Completion,
    /// Which of these it would be.
    pub chosen: usize,
    /// The number of the effect that it asked for; the line closes when that is done, and stays
    /// when it failed.
    pub sent: Option<u64>,
}

impl Prompt {
    /// An empty line.
    pub fn new(kind: PromptKind, title: impl Into<String>) -> Self {
        let note = Note::Hint(kind.hint().to_owned());
        Self {
            kind,
            title: title.into(),
            field: TextField::default(),
            note,
            completion: Completion::default(),
            chosen: 0,
            sent: None,
        }
    }

    /// What Tab would put in the place of the word before the cursor.
    pub fn offer(&self) -> Option<&Offer> {
        self.completion.offers.get(self.chosen)
    }

    /// Offers these; the first is chosen.
    pub(in crate::app) fn set_completion(&mut self, completion: Completion) {
        self.completion = completion;
        self.chosen = 0;
    }

    /// Chooses the next offer, or the one before it for [`Action::TextPrev`]; tells whether `action`
    /// was that.
    pub(in crate::app) fn choose(&mut self, action: Action) -> bool {
        let last = self.completion.offers.len().saturating_sub(1);
        self.chosen = match action {
            Action::TextNext => (self.chosen + 1).min(last),
            Action::TextPrev => self.chosen.saturating_sub(1),
            _ => return false,
        };
        true
    }

    /// The same with a text in it.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.field = TextField::new(text);
        self
    }
}
