//! All that was ever said about one account: what a judgement is made from.

use super::day::Day;
use super::field::field;
use super::ids::AccountId;
use super::kind::Kind;
use super::record::{Cell, Record, RecordHistory};
use super::usage::Series;

/// One account's records and series, every version of them.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountHistory {
    /// Whose.
    pub id: AccountId,
    /// The account's own record first, then its children, by number.
    pub records: Vec<RecordHistory>,
    /// Its series, by metric.
    pub series: Vec<Series>,
}

/// One account as it was known on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountView {
    /// The day.
    pub as_of: Day,
    /// The account's own record.
    pub account: Record,
    /// Its children, by kind, then by number.
    pub children: Vec<Record>,
}

impl AccountHistory {
    /// The account as it was known on `as_of`; nothing where it was not known yet.
    pub fn as_of(&self, as_of: Day) -> Option<AccountView> {
        let own = self.records.iter().find(|it| it.kind == Kind::Account)?.as_of(as_of)?;
        let mut children: Vec<Record> = self
            .records
            .iter()
            .filter(|it| it.kind != Kind::Account)
            .filter_map(|it| it.as_of(as_of))
            .collect();
        children.sort_by_key(|it| (it.kind, it.id));
        Some(AccountView { as_of, account: own, children })
    }
}

impl AccountView {
    /// Whose view it is.
    pub fn id(&self) -> AccountId {
        self.account.id.as_account()
    }

    /// The children of one kind, by number.
    pub fn of(&self, kind: Kind) -> &[Record] {
        let from = self.children.partition_point(|it| it.kind < kind);
        let to = self.children.partition_point(|it| it.kind <= kind);
        self.children.get(from..to).unwrap_or_default()
    }

    /// Whether the day from which a field of the account counts is assumed: the first value that a
    /// file gave of a field without a date of its own counts from the first day as a customer, or
    /// always (`docs/numbers.md`, "Time and versions").
    pub fn is_assumed(&self, cell: &Cell) -> bool {
        let on = cell.effective_on;
        let is_undated =
            field(Kind::Account, cell.name.as_str()).is_none_or(|it| it.dated_by.is_empty());
        let is_first_day = self.account.day("customer_since") == Some(on);
        on == Day::MIN || cell.origin.file.is_some() && is_undated && is_first_day
    }
}
