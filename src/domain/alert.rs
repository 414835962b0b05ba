//! An alert: a rule that found something in an account, and what was done about it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::ids::AccountId;
use super::money::Money;
use super::value::Value;
use super::words::words;

words!(
    /// How grave; 1 is gravest.
    Severity {
        Critical = "1",
        High = "2",
        Medium = "3",
        Low = "4",
    }
);

words!(
    /// What sort of alert a rule raises.
    AlertKind {
        Risk = "risk",
        Lifecycle = "lifecycle",
        Expansion = "expansion",
        Hygiene = "hygiene",
    }
);

words!(
    /// Where an alert stands (`docs/numbers.md`, "Alerts: rules and episodes").
    AlertState {
        Open = "open",
        Acknowledged = "acknowledged",
        Snoozed = "snoozed",
        /// Its condition cleared by itself.
        Resolved = "resolved",
        /// The user closed it.
        Closed = "closed",
    }
);

words!(
    /// How the user closed an alert.
    AlertOutcome {
        Saved = "saved",
        NotSaved = "not_saved",
        FalseAlarm = "false_alarm",
        Known = "known",
        Handled = "handled",
        NotWorthIt = "not_worth_it",
    }
);

impl fmt::Display for RowRef {
    /// Writes the row as it is cited: `usage.csv:17`, or `by hand`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.file.is_empty() {
            return f.pad("by hand");
        }
        f.pad(&format!("{}:{}", self.file, self.line))
    }
}

impl AlertState {
    /// Whether the alert still asks for the user: one they have only seen does.
    pub const fn asks_for_user(self) -> bool {
        matches!(self, Self::Open | Self::Acknowledged)
    }
}

impl Severity {
    /// So many steps graver, as far as there are.
    #[must_use]
    pub fn graver_by(self, steps: usize) -> Self {
        let at = usize::from(self.number()).saturating_sub(1).saturating_sub(steps);
        Self::ALL.get(at).copied().unwrap_or(self)
    }

    /// 1 for critical to 4 for low.
    pub const fn number(self) -> u8 {
        match self {
            Self::Critical => 1,
            Self::High => 2,
            Self::Medium => 3,
            Self::Low => 4,
        }
    }
}

/// A row that a value was computed from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowRef {
    /// The file's name without its folder; empty for what the user typed.
    pub file: Arc<str>,
    /// The line, counted from 1; 0 for what the user typed.
    pub line: u32,
}

/// One value that a rule compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The fact's name.
    pub fact: Arc<str>,
    /// Its value as of the day; nothing where it is missing.
    pub value: Option<Value>,
    /// The rows it came from, at most twelve of them.
    pub rows: Vec<RowRef>,
}

/// The factors of an alert's rank
/// (`docs/numbers.md`, "Alerts: rank and budget"): their product is `expected_loss`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rank {
    /// The money at stake, in the book's currency.
    pub at_stake: Option<Money>,
    /// The extra probability of loss that the account's open signals add, 0 to 1.
    pub probability: f64,
    /// 1 at the decision date, halved every 90 days before it, never under 0.1.
    pub urgency: f64,
}

impl Rank {
    /// At stake × probability × urgency, in major units of the book's currency; nothing without ARR.
    pub fn expected_loss(&self) -> Option<f64> {
        Some(self.at_stake?.to_f64() * self.probability * self.urgency)
    }
}

/// An earlier alert of the same rule on the same account, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAlert {
    /// Its first day.
    pub opened_on: Day,
    /// The day it ended.
    pub ended_on: Day,
    /// By the data ([`AlertState::Resolved`]) or by the user ([`AlertState::Closed`]).
    pub state: AlertState,
    /// How the user closed it, where they did.
    pub outcome: Option<AlertOutcome>,
}

/// An alert as of a day. What it has from its rule is shared by all alerts of the rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// The rule's slug and the account's number, joined by `/`: the same sighting has the same id for ever.
    pub id: Box<str>,
    /// The rule's slug, such as `usage_shift`.
    pub rule: Arc<str>,
    /// The rule's name for a person, such as `Usage drop`.
    pub title: Arc<str>,
    /// What sort it is.
    pub kind: AlertKind,
    /// How grave.
    pub severity: Severity,
    /// The conditions that hold and make it graver than its rule says, one step each.
    pub raised_by: Vec<Arc<str>>,
    /// Whose.
    pub account: AccountId,
    /// Where it stands.
    pub state: AlertState,
    /// How the user closed it, where they did.
    pub outcome: Option<AlertOutcome>,
    /// The first day of this episode.
    pub opened_on: Day,
    /// The day on which its condition last began to hold.
    pub last_fired_on: Day,
    /// How often its condition began to hold since it opened; 1 where it never let go.
    pub fire_count: u32,
    /// Hidden until then, where the user snoozed it.
    pub snoozed_until: Option<Day>,
    /// Hidden until this condition holds, in the query language, where the user snoozed it so.
    pub wakes_when: Option<Box<str>>,
    /// What is the matter, in one line.
    pub message: String,
    /// The condition that opened it, in the query language.
    pub condition: Arc<str>,
    /// The condition that clears it, in the query language.
    pub clears: Arc<str>,
    /// The values compared.
    pub evidence: Vec<Evidence>,
    /// How its earlier alerts on this account ended, oldest first, as far as judgement looks back.
    pub earlier: Vec<PastAlert>,
    /// The playbook that its rule suggests, by short name.
    pub playbook: Option<Arc<str>>,
    /// Why it stands where it does.
    pub rank: Rank,
}
