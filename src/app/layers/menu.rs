//! A few choices with a letter each.

use crate::app::frame::Theme;
use crate::app::keys::Action;
use crate::app::screens::SortColumn;
use crate::domain::{AccountId, AlertOutcome, Pulse, RecordId};

/// The lifecycle stages that an account can be moved to, as the store spells them.
pub(in crate::app) const STAGES: [&str; 6] =
    ["onboarding", "adoption", "value", "renewal", "growth", "churned"];

/// What a verb acts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// These alerts, each with its account.
    Alerts(Vec<(AccountId, Box<str>)>),
    /// These tasks.
    Tasks(Vec<RecordId>),
}

/// What a menu is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuKind {
    /// Until when to hide.
    Snooze(Subject),
    /// How alerts ended.
    Outcome(Vec<(AccountId, Box<str>)>),
    /// Which stage an account is in.
    Stage(AccountId),
    /// How the CSM judges an account.
    Pulse(AccountId),
    /// Which column to sort by.
    Sort,
    /// Which colours; the theme before comes back on Esc.
    Theme(Theme),
    /// What to do with a pasted text.
    Pasted(String),
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The letter that chooses it.
    pub letter: char,
    /// What it is.
    pub label: String,
}

/// A few choices with a letter each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What is asked.
    pub title: String,
    /// The choices.
    pub choices: Vec<Choice>,
    /// The choice under the cursor.
    pub index: usize,
    /// What the menu is for.
    pub kind: MenuKind,
}

impl Menu {
    /// Until when to hide.
    pub fn snooze(subject: Subject) -> Self {
        let choices = [
            ('1', "tomorrow"),
            ('2', "next Monday"),
            ('3', "in a week"),
            ('4', "in a month"),
            (
                'd',
                match subject {
                    Subject::Alerts(_) => "until a date or a condition: 24 nov, health>60 ...",
                    Subject::Tasks(_) => "until a date: fri, 24 nov, eom ...",
                },
            ),
        ];
        Self::new("Snooze until", choices, MenuKind::Snooze(subject))
    }

    /// How alerts ended.
    pub fn outcome(alerts: Vec<(AccountId, Box<str>)>) -> Self {
        let choices = AlertOutcome::ALL.iter().map(|it| match it {
            AlertOutcome::Saved => ('s', "saved: the account stays because of what we did"),
            AlertOutcome::NotSaved => ('n', "not saved: it came as the alert said"),
            AlertOutcome::FalseAlarm => ('f', "false alarm: nothing was the matter"),
            AlertOutcome::Known => ('k', "known: we knew already"),
            AlertOutcome::Handled => ('h', "handled: done what was to be done"),
            AlertOutcome::NotWorthIt => ('w', "not worth it: true, but not worth acting on"),
        });
        Self::new("Close the alert as", choices, MenuKind::Outcome(alerts))
    }

    /// Which stage an account is in.
    pub fn stage(account: AccountId, name: &str) -> Self {
        let choices = STAGES.iter().map(|it| (it.chars().next().unwrap_or_default(), *it));
        Self::new(&format!("Move {name} to"), choices, MenuKind::Stage(account))
    }

    /// How the CSM judges an account.
    pub fn pulse(account: AccountId, name: &str) -> Self {
        let choices =
            Pulse::ALL.iter().map(|it| (it.word().chars().next().unwrap_or_default(), it.word()));
        Self::new(&format!("Your own judgement of {name}"), choices, MenuKind::Pulse(account))
    }

    /// Which column to sort by.
    pub fn sort() -> Self {
        let choices = SortColumn::ALL.iter().map(|it| (it.letter(), it.title()));
        Self::new("Sort by", choices, MenuKind::Sort)
    }

    /// Which colours.
    pub fn theme(now: Theme) -> Self {
        let choices = Theme::ALL.iter().map(|it| (it.letter(), it.help()));
        let mut res = Self::new("Colours", choices, MenuKind::Theme(now));
        res.index = Theme::ALL.iter().position(|it| *it == now).unwrap_or_default();
        res
    }

    /// What to do with a pasted text.
    pub fn pasted(text: String) -> Self {
        let choices = [('n', "a note on the account"), ('t', "a task")];
        Self::new("Make the pasted text", choices, MenuKind::Pasted(text))
    }

    /// The choice of a letter.
    pub fn position(&self, letter: char) -> Option<usize> {
        self.choices.iter().position(|it| it.letter == letter)
    }

    /// Moves the cursor, and tells whether `action` was a move.
    pub fn apply(&mut self, action: Action) -> bool {
        let last = self.choices.len().saturating_sub(1);
        self.index = match action {
            Action::CursorDown => (self.index + 1).min(last),
            Action::CursorUp => self.index.saturating_sub(1),
            Action::CursorTop => 0,
            Action::CursorBottom => last,
            _ => return false,
        };
        true
    }

    fn new<'a>(
        title: &str,
        choices: impl IntoIterator<Item = (char, &'a str)>,
        kind: MenuKind,
    ) -> Self {
        let choices = choices
            .into_iter()
            .map(|(letter, label)| Choice { letter, label: label.to_owned() })
            .collect();
        Self { title: title.to_owned(), choices, index: 0, kind }
    }
}
