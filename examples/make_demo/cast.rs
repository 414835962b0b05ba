//! The sixty accounts, and what follows from who they are.

use crate::chance::Chance;
use crate::tables::{Part, Story};

/// Days of a term.
pub(crate) const TERM: i32 = 365;

/// One account.
pub(crate) struct Account {
    pub(crate) id: String,
    part: Part,
    terms: i32,
}

impl std::ops::Deref for Account {
    type Target = Part;

    fn deref(&self) -> &Part {
        &self.part
    }
}

impl Account {
    /// The account of this row; its age is moved so that it makes whole terms up to the renewal.
    pub(crate) fn new(part: Part, number: u32) -> Self {
        let terms = ((part.age + part.renews_in + TERM / 2) / TERM).max(1);
        let part = Part { age: TERM * terms - part.renews_in, ..part };
        Self { id: format!("ACC-{number:03}"), part, terms }
    }

    /// Terms since it became a customer, the running one included.
    pub(crate) fn terms(&self) -> i32 {
        self.terms
    }

    /// What is drawn for one of its files.
    pub(crate) fn chance(&self, file: &str) -> Chance {
        Chance::of(&format!("{file} {}", self.slug))
    }

    /// Days between two talks that the service level asks for.
    pub(crate) fn cadence(&self) -> Option<i32> {
        match self.tier {
            'A' => Some(11),
            'B' => Some(21),
            'C' => Some(60),
            _ => None,
        }
    }

    /// Whether somebody looks after it in person.
    pub(crate) fn has_csm(&self) -> bool {
        self.tier != 'D'
    }

    /// Days of notice before the end of a term.
    pub(crate) fn notice_days(&self) -> i32 {
        match self.tier {
            'A' | 'B' if self.story == Story::NoticeNear => 30,
            'A' => 90,
            'B' => 60,
            _ => 30,
        }
    }
}
