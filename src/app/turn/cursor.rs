//! What the cursor is on, and so what a verb acts on.

use std::collections::BTreeSet;

use crate::app::frame::Tab;
use crate::app::layers::Subject;
use crate::app::screens::TodayPane;
use crate::app::state::State;
use crate::domain::{AccountId, AlertState, RecordId};

impl State {
    /// The account under the cursor: the page's, the row's, or the one that the row is about.
    pub fn account_here(&self) -> Option<AccountId> {
        let place = self.place();
        place.account.or_else(|| match place.tab {
            Tab::Today => self.today.account(),
            Tab::Book => self.accounts.selected().map(|it| it.id),
            Tab::Renewals | Tab::Qbr => self.renewals.selected().map(|it| it.id),
            Tab::Insights => None,
        })
    }

    /// The one account that a verb for accounts acts on.
    ///
    /// # Errors
    /// Says why there is none: no account under the cursor, or several marked.
    pub(super) fn one_account(&self) -> Result<AccountId, String> {
        let marked = &self.accounts.marked;
        if self.place().account.is_none() && self.place().tab == Tab::Book && marked.len() > 1 {
            return Err(format!(
                "{} accounts are marked, and this is done to one at a time.  Esc drops the marks",
                marked.len()
            ));
        }
        self.account_here().ok_or_else(|| "No account is selected here".to_owned())
    }

    /// The accounts that something is added to: those marked in the Book, those that the marked rows
    /// of Today are about, else the one under the cursor; none where there is none.
    pub(super) fn accounts_here(&self) -> Vec<AccountId> {
        let place = self.place();
        let marked: BTreeSet<AccountId> = match (place.account, place.tab) {
            (None, Tab::Book) => self.accounts.marked.clone(),
            (None, Tab::Today) if self.today.marks() > 0 => self.today.marked_accounts(),
            _ => BTreeSet::new(),
        };
        if marked.is_empty() {
            self.account_here().into_iter().collect()
        } else {
            marked.into_iter().collect()
        }
    }

    /// The alerts that a verb acts on: those marked, else the selected one.
    pub(super) fn alerts_here(&self) -> Vec<(AccountId, Box<str>)> {
        let place = self.place();
        if place.account.is_some() {
            return self
                .account
                .alert()
                .map(|it| vec![(it.alert.account, it.alert.id.clone())])
                .unwrap_or_default();
        }
        if place.tab != Tab::Today || self.today.focus != TodayPane::Alerts {
            return Vec::new();
        }
        let marked = &self.today.marked_alerts;
        let alerts = self.today.alerts().iter();
        if marked.is_empty() {
            self.today
                .alert()
                .map(|it| vec![(it.alert.account, it.alert.id.clone())])
                .unwrap_or_default()
        } else {
            let found = alerts.filter(|it| marked.contains(&it.alert.id));
            found.map(|it| (it.alert.account, it.alert.id.clone())).collect()
        }
    }

    /// The open tasks that a verb acts on: those marked, else the selected one.
    pub(super) fn tasks_here(&self) -> Vec<RecordId> {
        let place = self.place();
        if place.account.is_some() {
            return self.account.open_tasks(self.day());
        }
        if place.tab != Tab::Today || self.today.focus != TodayPane::Tasks {
            return Vec::new();
        }
        if self.today.marked_tasks.is_empty() {
            self.today.task().map(|it| vec![it.task.id]).unwrap_or_default()
        } else {
            self.today.marked_tasks.iter().copied().collect()
        }
    }

    /// The title of a task, as the book or the page of its account holds it.
    pub(super) fn task_title(&self, id: RecordId) -> Option<&str> {
        let listed = self.book.as_ref()?.tasks.iter().find(|it| it.task.id == id);
        let on_page = || self.account.task().filter(|it| it.id == id).map(|it| &*it.title);
        listed.map(|it| &*it.task.title).or_else(on_page)
    }

    /// What snooze acts on: alerts, else tasks.
    pub(super) fn subject_here(&self) -> Option<Subject> {
        let (alerts, tasks) = (self.alerts_here(), self.tasks_here());
        if !alerts.is_empty() {
            Some(Subject::Alerts(alerts))
        } else if tasks.is_empty() {
            None
        } else {
            Some(Subject::Tasks(tasks))
        }
    }

    /// Whether all these alerts are seen or snoozed already, so that to do it again takes it back.
    pub(super) fn are_set_aside(&self, alerts: &[(AccountId, Box<str>)]) -> bool {
        let Some(book) = &self.book else { return false };
        let mut found =
            book.alerts.iter().filter(|it| alerts.iter().any(|(_, id)| *id == it.alert.id));
        found.all(|it| matches!(it.alert.state, AlertState::Acknowledged | AlertState::Snoozed))
    }

    /// How many rows the verbs act on together; 0 where none is marked.
    pub fn marks(&self) -> usize {
        let place = self.place();
        match (place.account, place.tab) {
            (Some(_), _) => self.account.marked.len(),
            (None, Tab::Today) => self.today.marks(),
            (None, Tab::Book) => self.accounts.marked.len(),
            (None, _) => 0,
        }
    }

    /// Drops every mark of this place, and tells whether there were any.
    pub(super) fn drop_marks(&mut self) -> bool {
        let had = self.marks() > 0;
        self.today.drop_marks();
        self.accounts.marked.clear();
        self.account.marked.clear();
        had
    }
}
