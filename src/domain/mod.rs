//! The words of customer success, and the arithmetic on them.
//!
//! A book is made of **records** ([`Record`]: accounts, contacts, contracts, tickets …) and
//! **series** ([`Series`]: usage and reported figures). A record is never overwritten: every row
//! of a file and every edit adds a [`Version`] with two dates, the day it is about and the day it
//! was learned, and [`RecordHistory::as_of`] folds them into the record as it was known on a day.
//!
//! **Invariant:** nothing here reads a clock, a file or a global.

mod activity;
mod alert;
mod calendar;
mod change;
mod day;
mod field;
mod health;
mod history;
mod ids;
mod kind;
mod money;
mod phrase;
mod plain;
mod record;
mod rounding;
mod spelling;
mod task;
mod usage;
mod value;
mod words;

pub use activity::{ActivityKind, is_missed, is_two_way};
pub use alert::{
    Alert, AlertKind, AlertOutcome, AlertState, Evidence, PastAlert, Rank, RowRef, Severity,
};
pub use calendar::{month_named, short_month, weekday_named};
pub use change::Entry;
pub use day::{Day, NotADay};
pub use field::{CUSTOM, FIELDS, Field, FieldName, field};
pub use health::{
    Absence, Band, BandReason, BandStep, Cap, Health, Measure, Phase, Pillar, Pulse, Touch,
};
pub use history::{AccountHistory, AccountView};
pub use ids::{AccountId, EntryId, FileId, MetricId, RecordId};
pub use kind::Kind;
pub use money::{Currency, Money, MoneyError};
pub use phrase::{Phrase, counted, grouped, short_day, short_money, shown_score, weekday_and_day};
pub use plain::{acts, clean, escaped};
pub use record::{Cell, Origin, Record, RecordHistory, Version};
pub use rounding::round_half_away;
pub use spelling::{edits, nearest};
pub use task::{Anchor, NewActivity, NewTask, Task};
pub use usage::{Family, Grain, Grains, Lines, Metric, Point, SaidGrain, Series};
pub use value::{Type, Value};
pub use words::UnknownWord;
pub(crate) use words::words;
