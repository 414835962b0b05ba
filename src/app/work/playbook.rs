//! A playbook to be started: its tasks for one account, as they are written down.

use crate::domain::{AccountId, NewTask};
use crate::engine::Plan;

/// A playbook to be started for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaybookStart {
    /// Whose tasks they are.
    pub account: AccountId,
    /// The playbook's short name.
    pub slug: Box<str>,
    /// Its name for a person.
    pub title: Box<str>,
    /// What is to be done.
    pub tasks: Vec<NewTask>,
    /// What to do where tasks of it are open already.
    pub again: Again,
}

/// What to do where tasks of the same playbook are open for the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Start it beside them.
    Allowed,
    /// Say so, and start nothing.
    Refused,
}

impl PlaybookStart {
    /// The tasks of a plan for an account; `alert` is what it is started for.
    pub fn new(plan: &Plan, account: AccountId, alert: Option<&str>, again: Again) -> Self {
        let tasks = plan.tasks.iter().map(|it| NewTask {
            account: Some(account),
            title: it.title.to_string(),
            due_on: Some(it.due_on),
            priority: it.priority.as_deref().map(Into::into),
            notes: Some(it.notes()).filter(|it| !it.is_empty()),
            playbook: Some(plan.slug.to_string()),
            origin: alert.map(Into::into),
            ..NewTask::default()
        });
        Self {
            account,
            slug: plan.slug.as_ref().into(),
            title: plan.title.clone(),
            tasks: tasks.collect(),
            again,
        }
    }
}
