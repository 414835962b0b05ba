//! Civil dates without times, and the arithmetic that contracts and weeks need.

use std::fmt;
use std::num::NonZeroU32;
use std::ops::{Add, Sub};
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

/// A civil date. 0001-01-01 is 1, so that a date that may be missing takes no more room than one
/// that is there: a book of 5,000 accounts holds a million of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NonZeroU32);

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date (write it as 2026-03-31)")]
pub struct NotADay(String);

/// 1970-01-01 counted from 0001-01-01.
const EPOCH: i32 = 719_163;
/// 9999-12-31, the last date that ISO 8601 writes with four digits, counted from 0001-01-01.
const LAST: NonZeroU32 = NonZeroU32::MIN.saturating_add(3_652_058);

impl Day {
    /// The first day that a book can hold; a value from here on is "always so".
    pub const MIN: Self = Self(NonZeroU32::MIN);
    /// The last day that a book can hold.
    pub const MAX: Self = Self(LAST);

    /// The day of this number, kept between [`Day::MIN`] and [`Day::MAX`].
    pub fn from_number(days: i32) -> Self {
        let counted = u32::try_from(days.saturating_add(EPOCH)).ok().and_then(NonZeroU32::new);
        Self(counted.unwrap_or(NonZeroU32::MIN).min(LAST))
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0.get() as i32 - EPOCH
    }

    /// The day of a calendar date, or nothing where there is no such date.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// The year, the month and the day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = NaiveDate::from(self);
        (date.year(), date.month(), date.day())
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub const fn days_since(self, earlier: Self) -> i64 {
        self.0.get() as i64 - earlier.0.get() as i64
    }

    /// The weekday, 0 for Monday to 6 for Sunday.
    pub const fn weekday(self) -> u8 {
        // 0001-01-01 was a Monday.
        ((self.0.get() - 1) % 7) as u8
    }

    /// The Monday of this day's ISO week.
    #[must_use]
    pub fn monday(self) -> Self {
        Self::from_number(self.number() - i32::from(self.weekday()))
    }

    /// The same day of the month `months` later, or the month's last day where it is shorter
    /// (`docs/numbers.md`, "Dates: terms and notice": the day is clamped, so the step cannot be undone
    /// by a step back).
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let date = NaiveDate::from(self);
        let moved = match u32::try_from(months) {
            Ok(forward) => date.checked_add_months(Months::new(forward)),
            Err(_) => date.checked_sub_months(Months::new(months.unsigned_abs())),
        };
        moved.map_or(if months < 0 { Self::MIN } else { Self::MAX }, Self::from)
    }

    /// The last day of this day's month.
    #[must_use]
    pub fn month_end(self) -> Self {
        let (year, month, _) = self.ymd();
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Self::from_ymd(next.0, next.1, 1).map_or(Self::MAX, |it| it - 1)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self::from_number(date.num_days_from_ce() - EPOCH)
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        Self::from_num_days_from_ce_opt(day.number() + EPOCH).unwrap_or_default()
    }
}

impl Add<i32> for Day {
    type Output = Self;

    fn add(self, days: i32) -> Self {
        Self::from_number(self.number().saturating_add(days))
    }
}

impl Sub<i32> for Day {
    type Output = Self;

    fn sub(self, days: i32) -> Self {
        Self::from_number(self.number().saturating_sub(days))
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotADay(text.to_owned());
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return Err(refuse());
        }
        let number = |range: std::ops::Range<usize>| {
            text.get(range).filter(|it| it.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok()
        };
        let (year, month, day) = (number(0..4), number(5..7), number(8..10));
        match (year, month, day) {
            (Some(y), Some(m), Some(d)) => Self::from_ymd(y as i32, m, d).ok_or_else(refuse),
            _ => Err(refuse()),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        f.pad(&format!("{year:04}-{month:02}-{day:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_reads_and_writes_the_same_text() {
        for text in ["1970-01-01", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(day(text).to_string(), text);
        }
        assert_eq!(day("1970-01-01").number(), 0);
        for text in ["2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "", "２０２６-01-01"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_later_is_clamped_to_the_months_last_day() {
        assert_eq!(day("2026-01-31").add_months(1), day("2026-02-28"));
        assert_eq!(day("2024-02-29").add_months(12), day("2025-02-28"));
        assert_eq!(day("2026-03-31").add_months(-1), day("2026-02-28"));
        assert_eq!(day("2026-12-05").month_end(), day("2026-12-31"));
    }

    #[test]
    fn a_week_starts_on_monday() {
        assert_eq!(day("2026-11-24").weekday(), 1);
        assert_eq!(day("2026-11-24").monday(), day("2026-11-23"));
        assert_eq!(day("2026-11-22").monday(), day("2026-11-16"));
    }
}
