//! The playbooks that can be started for what the cursor is on, with their tasks and dates.

use std::sync::Arc;

use crate::app::frame::Selection;
use crate::app::judged::Book;
use crate::app::keys::Action;
use crate::app::work::{Again, PlaybookStart};
use crate::domain::{AccountId, Day};
use crate::engine::dates::Calendar;
use crate::engine::{Plan, Playbook};

/// An account that a playbook is started for, and the alert that is the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    /// Whose.
    pub account: AccountId,
    /// The alert, by id.
    pub alert: Option<Box<str>>,
}

/// One playbook of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Startable {
    /// What it says.
    pub playbook: Arc<Playbook>,
    /// Whether the rule of the alert suggests it.
    pub is_suggested: bool,
    /// Its tasks for the first of the accounts, or why they have no dates.
    pub plan: Result<Plan, String>,
    /// How many of its tasks are open already for any of the accounts.
    pub open_tasks: usize,
}

/// The playbooks that can be started for one account or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaybookList {
    /// For whom.
    pub aims: Vec<Aim>,
    /// The playbooks, the suggested ones first.
    pub startable: Vec<Startable>,
    /// The one under the cursor.
    pub selection: Selection,
    /// The first line seen of its tasks.
    pub scroll: usize,
    /// The day that takes the place of its anchor, where one was typed.
    pub given: Option<Day>,
    /// The one that the user was told of that tasks of it are open.
    pub warned_of: Option<usize>,
}

impl PlaybookList {
    /// The playbooks of a book for these accounts; of several alerts of one account the first counts.
    pub fn new(aims: Vec<Aim>, book: &Book) -> Self {
        let mut own: Vec<Aim> = Vec::new();
        for aim in aims {
            if own.iter().all(|it| it.account != aim.account) {
                own.push(aim);
            }
        }
        let mut res = Self {
            aims: own,
            startable: Vec::new(),
            selection: Selection::default(),
            scroll: 0,
            given: None,
            warned_of: None,
        };
        let suggested: Vec<&str> = res.suggested(book).collect();
        let mut startable: Vec<Startable> = book
            .playbooks
            .iter()
            .map(|playbook| Startable {
                playbook: Arc::clone(playbook),
                is_suggested: suggested.contains(&playbook.slug.as_ref()),
                plan: res.plan(playbook, book),
                open_tasks: res.open_tasks(playbook, book),
            })
            .collect();
        startable.sort_by_key(|it| !it.is_suggested);
        res.startable = startable;
        res
    }

    /// The same with a day in the place of what the playbook under the cursor counts from.
    #[must_use]
    pub fn counted_from(mut self, day: Day, book: &Book) -> Self {
        self.given = Some(day);
        let plans: Vec<Result<Plan, String>> =
            self.startable.iter().map(|it| self.plan(&it.playbook, book)).collect();
        for (it, plan) in self.startable.iter_mut().zip(plans) {
            it.plan = plan;
        }
        self
    }

    /// The playbook under the cursor.
    pub fn selected(&self) -> Option<&Startable> {
        self.startable.get(self.selection.index())
    }

    /// Moves the cursor or the tasks, and tells whether `action` was either.
    pub fn apply(&mut self, action: Action, depth: usize) -> bool {
        match action {
            Action::OtherNext => self.scroll = (self.scroll + 1).min(depth),
            Action::OtherPrev => self.scroll = self.scroll.saturating_sub(1),
            _ => {
                let all = self.startable.len();
                if !self.selection.apply(action, all, all) {
                    return false;
                }
                self.scroll = 0;
            }
        }
        true
    }

    /// What starts the playbook under the cursor for every account of the list.
    ///
    /// # Errors
    ///
    /// Says whose date is missing.
    pub fn starts(&self, again: Again, book: &Book) -> Result<Vec<PlaybookStart>, String> {
        let it = self.selected().ok_or("There is no playbook to start")?;
        let start = |aim: &Aim| {
            let plan = plan(&it.playbook, aim.account, book, self.given);
            let plan = plan.map_err(|why| match self.aims.as_slice() {
                [_] => why,
                _ => format!("{}: {why}", name(aim.account, book)),
            })?;
            Ok(PlaybookStart::new(&plan, aim.account, aim.alert.as_deref(), again))
        };
        self.aims.iter().map(start).collect()
    }

    /// The playbooks that the rules of the alerts suggest.
    fn suggested<'a>(&'a self, book: &'a Book) -> impl Iterator<Item = &'a str> {
        let ids = self.aims.iter().filter_map(|it| it.alert.as_deref());
        let of = |id: &str| book.alerts.iter().find(|it| *it.alert.id == *id);
        ids.filter_map(move |id| of(id)?.alert.playbook.as_deref())
    }

    fn plan(&self, playbook: &Playbook, book: &Book) -> Result<Plan, String> {
        let first = self.aims.first().ok_or("No account is selected here")?;
        plan(playbook, first.account, book, self.given)
    }

    fn open_tasks(&self, playbook: &Playbook, book: &Book) -> usize {
        let is_ours = |account| self.aims.iter().any(|it| Some(it.account) == account);
        let tasks = book.tasks.iter().map(|it| &it.task);
        let open = tasks.filter(|it| it.done_on.is_none() && is_ours(it.account));
        open.filter(|it| it.playbook.as_deref() == Some(&playbook.slug)).count()
    }
}

/// The tasks of a playbook for an account, or why there are none.
fn plan(
    playbook: &Playbook,
    account: AccountId,
    book: &Book,
    given: Option<Day>,
) -> Result<Plan, String> {
    let sheet = book.account(account).and_then(|it| it.sheet.as_ref());
    let sheet = sheet.ok_or("The book is still being read")?;
    let calendar = Calendar::new(&book.holidays);
    playbook.plan(sheet, &book.catalogue, calendar, given).map_err(|it| it.to_string())
}

fn name(account: AccountId, book: &Book) -> String {
    book.account(account).map(|it| it.name.to_string()).unwrap_or_default()
}
