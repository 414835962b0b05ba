//! Sets of days of judgement, small enough to be kept for each day of a feed.

use std::ops::{BitAnd, BitOr, RangeInclusive};

use crate::domain::Day;

/// The days on which a book is judged, ordered; at most 128, as many as a [`DaySet`] holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Days(Vec<Day>);

/// Some of the days of judgement, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DaySet(u128);

impl Days {
    /// As many as there may be.
    pub(super) const MOST: usize = u128::BITS as usize;

    /// These days; of more than a set holds only the latest.
    pub(super) fn new(days: &[Day]) -> Self {
        let from = days.len().saturating_sub(Self::MOST);
        Self(days.get(from..).unwrap_or_default().to_vec())
    }

    /// The days.
    pub(super) fn as_slice(&self) -> &[Day] {
        &self.0
    }

    /// From the first to the last; nothing where there are none.
    pub(super) fn span(&self) -> Option<RangeInclusive<Day>> {
        Some(*self.0.first()?..=*self.0.last()?)
    }

    /// Those from a day on.
    pub(super) fn since(&self, day: Day) -> DaySet {
        self.since_place(self.0.partition_point(|it| *it < day))
    }

    /// Those from a place on.
    pub(super) fn since_place(&self, place: usize) -> DaySet {
        let below = |n: usize| 1_u128.checked_shl(n as u32).map_or(u128::MAX, |it| it - 1);
        DaySet(below(self.0.len()) & !below(place))
    }

    /// Those of which something holds.
    pub(super) fn set(&self, holds: impl Fn(Day) -> bool) -> DaySet {
        let places = self.0.iter().enumerate().filter(|(_, it)| holds(**it));
        DaySet(places.fold(0, |set, (place, _)| set | 1 << place))
    }
}

impl DaySet {
    /// All days.
    pub(super) const ALL: Self = Self(u128::MAX);

    /// Whether it has the day at a place.
    pub(super) fn has(self, place: usize) -> bool {
        self.0.checked_shr(place as u32).is_some_and(|it| it & 1 == 1)
    }

    /// These days but for others.
    pub(super) fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// The place of its first day; past any place where it has none.
    pub(super) fn first(self) -> usize {
        self.0.trailing_zeros() as usize
    }

    /// Whether it has no day.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitAnd for DaySet {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for DaySet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
