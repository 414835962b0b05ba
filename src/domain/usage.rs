//! Series of numbers: usage metrics, and figures that a source reported ready-made.

use super::day::Day;
use super::ids::{AccountId, EntryId, FileId, MetricId};
use super::words::words;

words!(
    /// How far apart the rows of a metric are, and so when a row counts.
    Grain {
        Day = "day",
        Week = "week",
        Month = "month",
        /// A reading on one day, such as a CRM export of last quarter's figures.
        Snapshot = "snapshot",
    }
);

words!(
    /// Which family of facts a metric makes.
    Family {
        /// What the customer's people did: `usage.<metric>.now` and its kin.
        Usage = "usage",
        /// What a source counted itself: `reported.<name>`, shown as "reported, not counted".
        Reported = "reported",
    }
);

/// A metric of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Its number.
    pub id: MetricId,
    /// Its name: lower case, words joined by `_`.
    pub name: Box<str>,
    /// How far apart its rows are.
    pub grain: Grain,
    /// Which facts it makes.
    pub family: Family,
}

/// The lines of a file that were added up to one value: one, or several where the rows were events.
/// A single line, as nearly every value has, takes no memory of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines(Held);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    One(u32),
    /// Never exactly one.
    Several(Box<[u32]>),
}

/// One value of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The first day of the period that the value is about.
    pub on: Day,
    /// The day it was learned.
    pub known_on: Day,
    /// The value; never NaN or infinite.
    pub value: f64,
    /// The change that brought it.
    pub entry: EntryId,
    /// The file it came from.
    pub file: FileId,
    /// The lines that were added up to it.
    pub lines: Lines,
}

/// The values of one metric for one account, ordered by day, then by when they were written.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Whose.
    pub account: AccountId,
    /// Of what.
    pub metric: MetricId,
    /// The values; a corrected day stands twice, the correction later.
    pub points: Vec<Point>,
}

impl Grain {
    /// The last day of the period that starts on `on`: the day from which the row counts
    /// (`docs/numbers.md`, "Usage series and grain").
    pub fn period_end(self, on: Day) -> Day {
        match self {
            Self::Day | Self::Snapshot => on,
            Self::Week => on + 6,
            Self::Month => on.month_end(),
        }
    }
}

impl Lines {
    /// The lines, in the order in which they were added up; none where no file brought the value.
    pub fn as_slice(&self) -> &[u32] {
        match &self.0 {
            Held::One(line) => std::slice::from_ref(line),
            Held::Several(lines) => lines,
        }
    }
}

impl From<u32> for Lines {
    fn from(line: u32) -> Self {
        Self(Held::One(line))
    }
}

impl From<Vec<u32>> for Lines {
    fn from(lines: Vec<u32>) -> Self {
        match *lines.as_slice() {
            [line] => Self(Held::One(line)),
            _ => Self(Held::Several(lines.into())),
        }
    }
}

impl Series {
    /// The values that counted on `as_of`, one a day, oldest first; a correction replaces what it
    /// corrects from the day it was learned.
    pub fn as_of(&self, grain: Grain, as_of: Day) -> impl Iterator<Item = &Point> {
        let counts = move |it: &&Point| grain.period_end(it.on) <= as_of && it.known_on <= as_of;
        let mut points = self.points.iter().filter(counts).peekable();
        std::iter::from_fn(move || {
            let mut last = points.next()?;
            while let Some(next) = points.next_if(|it| it.on == last.on) {
                last = next;
            }
            Some(last)
        })
    }
}
