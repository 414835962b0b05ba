//! A playbook with dates: its tasks for one account.

use std::sync::Arc;

use super::playbook::{Playbook, PlaybookTask};
use crate::domain::{Anchor, Day, Value};
use crate::engine::dates::{Calendar, Roll};
use crate::engine::facts::{Catalogue, Sheet};

/// The tasks of a playbook for one account, by date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The playbook's short name.
    pub slug: Arc<str>,
    /// Its name for a person.
    pub title: Box<str>,
    /// Its tasks; of one date in the order of its file.
    pub tasks: Vec<PlannedTask>,
}

/// A task of a playbook with its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedTask {
    /// What is to be done.
    pub title: Box<str>,
    /// When: a working day, not before the day of planning.
    pub due_on: Day,
    /// The date that the anchor gives, where that has passed.
    pub passed_on: Option<Day>,
    /// high, normal or low.
    pub priority: Option<Box<str>>,
    /// Who does it.
    pub owner: Option<Box<str>>,
    /// By what one sees that it is done.
    pub done_when: Option<Box<str>>,
}

/// The account lacks the date that a playbook counts from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{title} counts from {}, and that is not known here: {}", phrase(*anchor), way(*anchor))]
pub struct NoAnchor {
    /// The playbook's name.
    pub title: Box<str>,
    /// What is missing.
    pub anchor: Anchor,
}

impl Playbook {
    /// The tasks for the account of a sheet, as of the sheet's day. A day `given` takes the place of
    /// what the playbook as a whole counts from.
    ///
    /// # Errors
    ///
    /// Where the account has no date of the kind that a task counts from, and none is given.
    pub fn plan(
        &self,
        sheet: &Sheet,
        catalogue: &Catalogue,
        calendar: Calendar<'_>,
        given: Option<Day>,
    ) -> Result<Plan, NoAnchor> {
        let today = sheet.as_of;
        let anchor = |it: Anchor| {
            let given = given.filter(|_| it == self.anchor);
            given
                .or_else(|| it.on(sheet, catalogue))
                .ok_or_else(|| NoAnchor { title: self.title.clone(), anchor: it })
        };
        let dated = |it: &PlaybookTask| {
            let wanted = anchor(it.anchor)? + it.due;
            let way = if it.due < 0 { Roll::Backward } else { Roll::Forward };
            let worked = calendar.roll(wanted, way);
            let is_over = worked < today;
            Ok(PlannedTask {
                title: it.title.clone(),
                due_on: if is_over { calendar.roll(today, Roll::Forward) } else { worked },
                passed_on: is_over.then_some(wanted),
                priority: it.priority.clone(),
                owner: it.owner.clone(),
                done_when: it.done_when.clone(),
            })
        };
        let mut tasks: Vec<PlannedTask> = self.tasks.iter().map(dated).collect::<Result<_, _>>()?;
        tasks.sort_by_key(|it| it.due_on);
        Ok(Plan { slug: Arc::clone(&self.slug), title: self.title.clone(), tasks })
    }
}

impl PlannedTask {
    /// What is kept beside the title: who does it, by what one sees that it is done, and which date
    /// it should have had.
    pub fn notes(&self) -> String {
        let parts = [
            self.owner.as_ref().map(|it| format!("Owner: {it}.")),
            self.done_when.as_ref().map(|it| format!("Done when {it}.")),
            self.passed_on.map(|it| format!("Was due {it}.")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl Anchor {
    /// The day, as the facts of an account know it.
    fn on(self, sheet: &Sheet, catalogue: &Catalogue) -> Option<Day> {
        let fact = match self {
            Self::Today => return Some(sheet.as_of),
            Self::Renewal => "renewal.date",
            Self::Notice => "notice.date",
            Self::Kickoff => "onboarding.kickoff_on",
        };
        sheet.get(catalogue.find(fact)?).and_then(Value::as_day)
    }
}

const fn phrase(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Today => "today",
        Anchor::Renewal => "the renewal date",
        Anchor::Notice => "the notice date",
        Anchor::Kickoff => "the day of the kickoff",
    }
}

const fn way(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Today => "name the day",
        Anchor::Renewal | Anchor::Notice => "set the renewal date, or name the day",
        Anchor::Kickoff => "log the kickoff, or name the day",
    }
}
