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

/// A grain, and the day on which it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidGrain {
    /// The grain.
    pub grain: Grain,
    /// The day it was learned.
    pub known_on: Day,
}

/// The grain of a metric, dated as any other value is: what was said first is assumed for earlier
/// days, and what is said later counts from the day it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grains {
    first: SaidGrain,
    /// Ordered by day, one a day; nearly always none.
    later: Vec<SaidGrain>,
}

/// A metric of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Its number.
    pub id: MetricId,
    /// Its name: lower case, words joined by `_`.
    pub name: Box<str>,
    /// How far apart its rows are, as of each day.
    pub grains: Grains,
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

impl From<Grain> for Grains {
    fn from(grain: Grain) -> Self {
        let first = SaidGrain { grain, known_on: Day::MIN };
        Self { first, later: Vec::new() }
    }
}

impl Grains {
    /// What was said, in the order in which it was said; nothing where nothing was.
    pub fn said(mut grains: Vec<SaidGrain>) -> Option<Self> {
        grains.sort_by_key(|it| it.known_on);
        // Of several on one day the last counts, also for what is assumed from the first day.
        let mut last_of_day = grains.chunk_by(|a, b| a.known_on == b.known_on);
        let mut res = Self { first: *last_of_day.next()?.last()?, later: Vec::new() };
        for said in last_of_day.filter_map(<[SaidGrain]>::last) {
            if said.grain != res.on(Day::MAX) {
                res.later.push(*said);
            }
        }
        Some(res)
    }

    /// The grain as it was known on a day.
    pub fn on(&self, day: Day) -> Grain {
        self.said_on(day).grain
    }

    /// The grain as it was known on a day, with the day on which it was said.
    pub fn said_on(&self, day: Day) -> SaidGrain {
        let known = self.later.iter().rev().find(|it| it.known_on <= day);
        known.copied().unwrap_or(self.first)
    }

    /// What was said after the first, each from its day on.
    pub fn later(&self) -> &[SaidGrain] {
        &self.later
    }
}

impl Point {
    /// The first day on which it counts: its period is over and it was learned.
    pub fn counts_from(&self, grain: Grain) -> Day {
        grain.period_end(self.on).max(self.known_on)
    }

    /// Whether it counts on a day.
    pub fn counts_on(&self, grain: Grain, day: Day) -> bool {
        self.counts_from(grain) <= day
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
        let counted = self.points.iter().filter(move |it| it.counts_on(grain, as_of));
        let mut points = counted.peekable();
        std::iter::from_fn(move || {
            let mut last = points.next()?;
            while let Some(next) = points.next_if(|it| it.on == last.on) {
                last = next;
            }
            Some(last)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(grain: Grain, known_on: i32) -> SaidGrain {
        SaidGrain { grain, known_on: Day::from_number(known_on) }
    }

    #[test]
    fn the_first_grain_speaks_for_the_past_and_a_later_one_from_its_day_on() {
        let grains =
            Grains::said(vec![said(Grain::Day, 10), said(Grain::Day, 15), said(Grain::Week, 20)]);
        let grains = grains.unwrap();
        let on = |day| grains.on(Day::from_number(day));
        assert_eq!(
            [on(0), on(10), on(19), on(20)],
            [Grain::Day, Grain::Day, Grain::Day, Grain::Week]
        );
        assert_eq!(grains.later().len(), 1);
    }

    #[test]
    fn of_the_grains_said_on_one_day_the_last_counts() {
        let grains = Grains::said(vec![said(Grain::Day, 10), said(Grain::Week, 10)]).unwrap();
        assert_eq!([grains.on(Day::MIN), grains.on(Day::MAX)], [Grain::Week; 2]);
        assert_eq!(Grains::said(Vec::new()), None);
    }
}
