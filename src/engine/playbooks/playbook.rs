//! A playbook as data: `assets/playbooks/*.toml`, or the user's own files.

use std::sync::Arc;

use crate::domain::{Anchor, edits};

/// A named list of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playbook {
    /// Its short name, the same for ever: `usage-drop`.
    pub slug: Arc<str>,
    /// Its name for a person.
    pub title: Box<str>,
    /// What it is for, in one sentence.
    pub purpose: Box<str>,
    /// What its dates count from, where a task names nothing else.
    pub anchor: Anchor,
    /// What is to be done, in the order of its file.
    pub tasks: Vec<PlaybookTask>,
}

/// A task of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaybookTask {
    /// What is to be done.
    pub title: Box<str>,
    /// Days from the anchor; negative before it.
    pub due: i32,
    /// What its date counts from.
    pub anchor: Anchor,
    /// high, normal or low.
    pub priority: Option<Box<str>>,
    /// Who does it.
    pub owner: Option<Box<str>>,
    /// By what one sees that it is done.
    pub done_when: Option<Box<str>>,
}

/// What is wrong with a playbook file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct PlaybookError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// The playbooks that can be started.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Playbooks {
    pub(super) playbooks: Vec<Arc<Playbook>>,
}

impl Playbooks {
    /// Every playbook, those that ship with Rounds first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Playbook>> {
        self.playbooks.iter()
    }

    /// The playbook of this short name, in any case.
    pub fn get(&self, slug: &str) -> Option<&Arc<Playbook>> {
        self.playbooks.iter().find(|it| it.slug.eq_ignore_ascii_case(slug))
    }

    /// The short names nearest to a misspelt one, best first, at most three.
    pub fn nearest(&self, wrong: &str) -> Vec<Box<str>> {
        let wrong = wrong.to_lowercase();
        let all = self.playbooks.iter().map(|it| (edits(&wrong, &it.slug), it.slug.as_ref()));
        let limit = 2.max(wrong.chars().count() / 3);
        let is_near = |it: &(usize, &str)| {
            it.0 <= limit || (wrong.chars().count() > 2 && it.1.contains(&wrong))
        };
        let mut found: Vec<(usize, &str)> = all.filter(is_near).collect();
        found.sort_unstable();
        found.into_iter().take(3).map(|it| it.1.into()).collect()
    }

    /// These with another in the place of the one of the same short name, or after them.
    pub(super) fn with(mut self, other: Playbook) -> Self {
        let other = Arc::new(other);
        match self.playbooks.iter_mut().find(|it| it.slug == other.slug) {
            Some(own) => *own = other,
            None => self.playbooks.push(other),
        }
        self
    }
}
