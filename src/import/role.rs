//! What a column is for.

use crate::domain::{Family, Field, FieldName};

/// What a column is for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// A field of the record that the row makes. A number is multiplied by `times` (minutes given
    /// in hours).
    Field { field: FieldRef, times: f64 },
    /// A field that Rounds does not know.
    Custom(FieldName),
    /// The account's id.
    Account,
    /// The account's name.
    AccountName,
    /// The account's domain.
    AccountDomain,
    /// A mail address whose domain is the account's.
    AccountEmail,
    /// The subscription's or contract's id.
    Subscription,
    /// The currency of the row's amounts.
    Currency,
    /// When the row was last changed: the file has one row a change, and the last state counts.
    Changed,
    /// The first day after a contract's term.
    Renewal,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// The day of a usage row, or of a snapshot.
    Date,
    /// The name of a metric.
    Metric,
    /// The value of the metric named beside it.
    Value,
    /// The id of an event.
    EventId,
    /// Who did it.
    User,
    /// Whether the account churned.
    Churned,
    /// Whether the account contracted, or the amount that it contracted by.
    Contracted,
    /// Whether the source has deleted the row.
    Deleted,
    /// A number that is a series of its own.
    Series(SeriesName),
    /// Left out, and why.
    Ignored(&'static str),
}

/// A field of the list, compared by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldRef(pub(super) &'static Field);

impl PartialEq for FieldRef {
    fn eq(&self, other: &Self) -> bool {
        self.0.kind == other.0.kind && self.0.name == other.0.name
    }
}

/// A metric that a column makes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesName {
    /// Which facts it makes.
    pub family: Family,
    /// Lower case, words joined by `_`.
    pub name: Box<str>,
}

impl Role {
    /// The role that the list of columns writes with an `@`.
    pub(super) fn special(name: &str) -> Option<Self> {
        Some(match name {
            "@account" => Self::Account,
            "@account_name" => Self::AccountName,
            "@domain" => Self::AccountDomain,
            "@email" => Self::AccountEmail,
            "@subscription" => Self::Subscription,
            "@currency" => Self::Currency,
            "@changed" => Self::Changed,
            "@renewal" => Self::Renewal,
            "@first_name" => Self::FirstName,
            "@last_name" => Self::LastName,
            "@date" => Self::Date,
            "@metric" | "@feature" => Self::Metric,
            "@value" => Self::Value,
            "@row" => Self::EventId,
            "@user" => Self::User,
            "@churned" => Self::Churned,
            "@contracted" => Self::Contracted,
            "@deleted" => Self::Deleted,
            "@ignore" => Self::Ignored("a counter of rows"),
            _ => return None,
        })
    }

    /// What the column became, for the report: `arr`, `custom.colour`, `usage.logins`, `the account's id`.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Field { field, .. } => field.0.name.to_owned(),
            Self::Custom(name) => name.to_string(),
            Self::Series(series) => format!("{}.{}", series.family, series.name),
            Self::Ignored(why) => format!("left out: {why}"),
            Self::Account => "account, by id".to_owned(),
            Self::AccountName => "account, by name".to_owned(),
            Self::AccountDomain => "account, by domain".to_owned(),
            Self::AccountEmail => "account, by mail domain".to_owned(),
            Self::Subscription => "account, by subscription".to_owned(),
            Self::Currency => "currency".to_owned(),
            Self::Changed => "last change (the last state counts)".to_owned(),
            Self::Renewal => "end_on (the day before)".to_owned(),
            Self::FirstName | Self::LastName => "name".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Metric => "metric".to_owned(),
            Self::Value => "value".to_owned(),
            Self::EventId => "event id".to_owned(),
            Self::User => "user".to_owned(),
            Self::Churned => "result (churned)".to_owned(),
            Self::Contracted => "result (contracted) and amount".to_owned(),
            Self::Deleted => "deleted in the source".to_owned(),
        }
    }
}

/// A name as a metric: lower case, words joined by `_`.
pub(super) fn slug(name: &str) -> String {
    let slug = FieldName::custom(name);
    slug.as_str().strip_prefix(crate::domain::CUSTOM).unwrap_or_default().to_owned()
}
