//! One account with everything that its page shows.

use crate::domain::{Absence, AccountId, Day, Kind, Pillar, RecordId, Task};

/// One account with everything that its page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountPage {
    /// Whose.
    pub id: AccountId,
    /// The fields of its record, name and value as a person reads them, with where they came from.
    pub fields: Vec<FieldRow>,
    /// Its present facts, name and value.
    pub facts: Vec<(Box<str>, String)>,
    /// Its health, a row a measure, by pillar.
    pub measures: Vec<MeasureRow>,
    /// The caps in force: name, points at most, why.
    pub caps: Vec<(Box<str>, f64, String)>,
    /// The score before limits.
    pub uncapped: Option<f64>,
    /// What happened, newest first: activities, notes, tickets, survey answers, outcomes.
    pub timeline: Vec<TimelineRow>,
    /// Its open tasks, and those done.
    pub tasks: Vec<Task>,
    /// Its people.
    pub people: Vec<PersonRow>,
}

/// One field of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldRow {
    /// Its name.
    pub name: Box<str>,
    /// Its value.
    pub value: String,
    /// `accounts.csv:17`, or `by hand`.
    pub origin: String,
    /// Since when the value counts; nothing where it is assumed for earlier dates.
    pub since: Option<Day>,
}

/// One measure of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureRow {
    /// Its name in the model.
    pub id: Box<str>,
    /// Its pillar.
    pub pillar: Pillar,
    /// The value in words.
    pub reading: String,
    /// 0 to 100, or why there is none.
    pub score: Result<f64, Absence>,
    /// Its share of the whole score.
    pub weight: f64,
    /// What it adds.
    pub points: f64,
    /// What it takes from 100.
    pub lost: f64,
    /// The rows it came from, `usage.csv:17`.
    pub rows: Vec<String>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// Its record.
    pub id: RecordId,
    /// The day.
    pub on: Option<Day>,
    /// What it is.
    pub kind: Kind,
    /// In one line.
    pub text: String,
    /// The longer words, where there are any.
    pub notes: String,
}

/// One of the customer's people.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    /// Their record.
    pub id: RecordId,
    /// First and last name.
    pub name: String,
    /// Job title.
    pub title: String,
    /// champion, exec_sponsor …
    pub roles: String,
    /// Mail address.
    pub email: String,
    /// The day they left, where they did.
    pub left_on: Option<Day>,
    /// The last two-way touch.
    pub last_touch_on: Option<Day>,
}
