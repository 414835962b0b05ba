//! The judged book as the screens show it; light enough that its first rows are kept for the first frame.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::PolicyProblem;
use crate::domain::{
    AccountId, Alert, Band, BandReason, Currency, Day, Money, Pillar, Severity, Task,
};
use crate::engine::{Catalogue, Pattern, Playbooks, Sheet};

/// The judged book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// The day it is judged as of.
    pub as_of: Day,
    /// The day that tasks count from; another day than `as_of` means time travel.
    pub today: Day,
    /// The currency of its sums.
    pub currency: Currency,
    /// Its accounts, by number.
    pub accounts: Vec<Arc<AccountRow>>,
    /// Its alerts in every state, in order of rank.
    pub alerts: Vec<Arc<AlertRow>>,
    /// Its open tasks, and those done in the last 28 days, by date.
    pub tasks: Vec<Arc<TaskRow>>,
    /// What has a date in the next 30 days.
    pub agenda: Vec<AgendaItem>,
    /// Counts of the whole book, also where the lists above are only its first rows.
    pub totals: Totals,
    /// The rules that several accounts opened this week.
    pub patterns: Vec<Pattern>,
    /// The quiet rules that fire today; none in a kept book.
    #[serde(skip)]
    pub quiet: Vec<QuietRow>,
    /// What is wrong in the user's own model and rules; the built-in ones hold in their places.
    #[serde(skip)]
    pub problems: Arc<[PolicyProblem]>,
    /// The playbooks that can be started; none in a kept book.
    #[serde(skip)]
    pub playbooks: Arc<Playbooks>,
    /// Days off, ordered; none in a kept book.
    #[serde(skip)]
    pub holidays: Arc<[Day]>,
    /// Every fact of the book, for filter, sort and completion; empty in a kept book.
    #[serde(skip)]
    pub catalogue: Arc<Catalogue>,
    /// Whether this is the kept book of an earlier run, still to be brought up to date.
    #[serde(skip)]
    pub is_kept: bool,
}

/// Counts of the whole book.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Accounts.
    pub accounts: usize,
    /// Sum of ARR in the book's currency, in minor units.
    pub arr_minor: i64,
    /// Accounts whose ARR is not in the sum, for want of an amount or a rate.
    pub without_arr: usize,
    /// Open alerts above the budget line.
    pub alerts_open: usize,
    /// Open alerts below it.
    pub alerts_below: usize,
    /// How many new alerts a week stand above it at most.
    #[serde(default)]
    pub alert_budget: usize,
    /// Open tasks.
    pub tasks_open: usize,
    /// Open tasks past their date.
    pub tasks_late: usize,
}

/// One account as a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Its number.
    pub id: AccountId,
    /// Its name.
    pub name: Box<str>,
    /// Its id in the system it came from.
    pub external_id: Option<Box<str>>,
    /// 0 to 100.
    pub score: Option<f64>,
    /// The band shown.
    pub band: Band,
    /// The band that score and coverage give, where a pulse moves it.
    pub computed_band: Band,
    /// Why that is not the band of the score alone; nothing where it is.
    pub band_reason: Option<BandReason>,
    /// The share of weight that had fresh data, 0 to 1.
    pub coverage: f64,
    /// The score's change over 28 days, in points.
    pub change_28d: Option<f64>,
    /// The score on each of the last twelve Mondays, oldest first.
    pub trend: Vec<Option<f64>>,
    /// Recurring revenue a year.
    pub arr: Option<Money>,
    /// Service level.
    pub tier: Option<Box<str>>,
    /// Lifecycle stage.
    pub stage: Option<Box<str>>,
    /// First day after the term.
    pub renewal_on: Option<Day>,
    /// Last day of timely notice.
    pub notice_on: Option<Day>,
    /// Whether it renews by itself.
    pub auto_renew: Option<bool>,
    /// Days since the last two-way touch.
    pub last_touch_days: Option<i64>,
    /// Open alerts.
    pub open_alerts: usize,
    /// The gravest of them.
    pub worst: Option<Severity>,
    /// Why the score is what it is: a line a pillar, most points lost first, then the caps.
    pub reasons: Vec<Reason>,
    /// The places among the rules of the quiet ones whose condition holds today; none in a kept book.
    #[serde(skip)]
    pub quiet: Box<[u16]>,
    /// Every fact of the account; nothing in a kept book.
    #[serde(skip)]
    pub sheet: Option<Arc<Sheet>>,
}

/// One reason behind a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The pillar; nothing for a cap.
    pub pillar: Option<Pillar>,
    /// The points it brings.
    pub points: f64,
    /// The points it could bring.
    pub of: f64,
    /// Why, in one line; says so where data is missing.
    pub text: String,
    /// The date of the newest data behind it.
    pub data_on: Option<Day>,
}

/// A quiet rule whose condition holds today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietRow {
    /// The rule's short name.
    pub rule: Arc<str>,
    /// The rule's name for a person.
    pub title: Arc<str>,
    /// How grave, before its steps.
    pub severity: Severity,
    /// Where it holds, by number.
    pub accounts: Vec<AccountId>,
}

/// One alert as a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertRow {
    /// The alert.
    pub alert: Arc<Alert>,
    /// Its account's name.
    pub account_name: Box<str>,
    /// Whether it waits below the budget line.
    pub is_below_line: bool,
}

/// One task as a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskRow {
    /// The task.
    pub task: Task,
    /// Its account's name; empty where it belongs to none.
    pub account_name: Box<str>,
}

/// What sort of date the agenda holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgendaKind {
    /// The last day of timely notice.
    Notice,
    /// The first day after a term.
    Renewal,
    /// A planned meeting or call.
    Meeting,
    /// A milestone or an objective is due.
    Plan,
}

/// Something with a date in the next 30 days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// The day.
    pub on: Day,
    /// What sort of date it is.
    pub kind: AgendaKind,
    /// Whose.
    pub account: AccountId,
    /// Its account's name.
    pub account_name: Box<str>,
    /// In a few words: `renews, $45k`.
    pub text: String,
}

impl AccountRow {
    /// The command that writes a first draft of its business review.
    pub fn qbr_command(&self) -> String {
        format!("rounds qbr \"{}\"", self.name)
    }
}

impl Book {
    /// The account of this number.
    pub fn account(&self, id: AccountId) -> Option<&Arc<AccountRow>> {
        let at = self.accounts.binary_search_by_key(&id, |it| it.id).ok();
        at.and_then(|at| self.accounts.get(at))
            .or_else(|| self.accounts.iter().find(|it| it.id == id))
    }

    /// A book that holds only the first `count` rows of each list, and the accounts that they name.
    #[must_use]
    pub fn first_rows(&self, count: usize) -> Self {
        self.part(self.accounts.iter().take(count).cloned().collect(), count)
    }

    /// A book that holds what Today shows first: the first `count` alerts, tasks and dates, and the
    /// accounts that the alerts name.
    #[must_use]
    pub fn first_frame(&self, count: usize) -> Self {
        self.part(Vec::new(), count)
    }

    fn part(&self, mut accounts: Vec<Arc<AccountRow>>, count: usize) -> Self {
        let alerts: Vec<Arc<AlertRow>> = self.alerts.iter().take(count).cloned().collect();
        let named = alerts.iter().filter_map(|it| self.account(it.alert.account)).cloned();
        accounts.extend(named);
        accounts.sort_by_key(|it| it.id);
        accounts.dedup_by_key(|it| it.id);
        Self {
            accounts,
            alerts,
            tasks: self.tasks.iter().take(count).cloned().collect(),
            agenda: self.agenda.iter().take(count).cloned().collect(),
            as_of: self.as_of,
            today: self.today,
            currency: self.currency,
            totals: self.totals.clone(),
            patterns: self.patterns.clone(),
            quiet: Vec::new(),
            problems: Arc::default(),
            playbooks: Arc::default(),
            holidays: Arc::default(),
            catalogue: Arc::default(),
            is_kept: self.is_kept,
        }
    }
}
