//! The one shape of a typed value: what a field of a record, a fact and a literal of a query hold.

use super::day::Day;
use super::money::Money;
use super::words::words;

words!(
    /// What a value is, and so what it can be compared with.
    Type {
        Text = "text",
        Number = "number",
        Money = "money",
        /// A fraction: 0.25 is 25 %.
        Percent = "percent",
        /// A count of days.
        Days = "days",
        Date = "date",
        Flag = "flag",
        /// Several words, such as tags.
        List = "list",
    }
);

/// A typed value.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Value {
    /// Words.
    Text(Box<str>),
    /// A plain number; never NaN or infinite.
    Number(f64),
    /// An amount with its currency.
    Money(Money),
    /// A fraction: 0.25 is 25 %.
    Percent(f64),
    /// A count of days.
    Days(f64),
    /// A civil date.
    Date(Day),
    /// Yes or no.
    Flag(bool),
    /// Several words.
    List(Box<[Box<str>]>),
}

impl Value {
    /// Words as a value.
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(text.into())
    }

    /// Several words as a value.
    pub fn list<T: Into<Box<str>>>(words: impl IntoIterator<Item = T>) -> Self {
        Self::List(words.into_iter().map(Into::into).collect())
    }

    /// What the value is.
    pub const fn kind(&self) -> Type {
        match self {
            Self::Text(_) => Type::Text,
            Self::Number(_) => Type::Number,
            Self::Money(_) => Type::Money,
            Self::Percent(_) => Type::Percent,
            Self::Days(_) => Type::Days,
            Self::Date(_) => Type::Date,
            Self::Flag(_) => Type::Flag,
            Self::List(_) => Type::List,
        }
    }

    /// The number behind a number, a percentage (as a fraction), days or money (major units).
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(it) | Self::Percent(it) | Self::Days(it) => Some(*it),
            Self::Money(it) => Some(it.to_f64()),
            _ => None,
        }
    }

    /// The words of a text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(it) => Some(it),
            _ => None,
        }
    }

    /// The date of a date.
    pub const fn as_day(&self) -> Option<Day> {
        match self {
            Self::Date(it) => Some(*it),
            _ => None,
        }
    }

    /// The amount of a money value.
    pub const fn as_money(&self) -> Option<Money> {
        match self {
            Self::Money(it) => Some(*it),
            _ => None,
        }
    }

    /// The answer of a flag.
    pub const fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Flag(it) => Some(*it),
            _ => None,
        }
    }
}
