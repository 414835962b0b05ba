//! Dates as a person types them: `fri`, `next week`, `in 3 days`, `24 nov`, `eom`, `2026-11-24`.

use crate::domain::{Day, month_named, weekday_and_day, weekday_named};

/// A date found at the start of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The date.
    pub day: Day,
    /// How many words it took.
    pub words: usize,
}

/// Which way a date lies that names no year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// What is to be done: the next such day after today, or today where it has a number.
    Ahead,
    /// What was done: the latest such day that is not in the future.
    Behind,
}

/// Reads a date that is the whole text, counted from `today`; an error says how dates are written.
/// Without a year it is the next such day.
pub fn parse(text: &str, today: Day) -> Result<Day, String> {
    read(text, today, Tense::Ahead)
}

/// Reads the date of something done: without a year it is the latest such day that is not in the
/// future, and a day that is ahead is an error.
pub fn parse_done(text: &str, today: Day) -> Result<Day, String> {
    let day = read(text, today, Tense::Behind)?;
    if day > today { Err(ahead(text, day, today)) } else { Ok(day) }
}

/// Why a date cannot be that of something done.
pub(super) fn ahead(text: &str, day: Day, today: Day) -> String {
    format!(
        "{text:?} is {}, ahead of today: log what was done, and add a task for what is planned",
        weekday_and_day(day, today)
    )
}

fn read(text: &str, today: Day, tense: Tense) -> Result<Day, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match at_start(&words, today, tense) {
        Some(found) if found.words == words.len() => Ok(found.day),
        _ if words.is_empty() => Err("type a date: fri, next week, 3d, 24 nov, eom".to_owned()),
        _ => Err(format!("{text:?} is no date: write fri, next week, 3d, 24 nov, 2026-11-24, eom")),
    }
}

/// Reads the longest date at the start of `words`; `tense` says which weekday or day of a year is
/// meant.
pub(super) fn at_start(words: &[&str], today: Day, tense: Tense) -> Option<Found> {
    let word = |at: usize| words.get(at).map(|it| it.to_lowercase());
    let (first, second, third) = (word(0)?, word(1), word(2));
    let second = second.as_deref().unwrap_or_default();
    let third = third.as_deref().unwrap_or_default();
    let found = |day, words| Some(Found { day, words });

    if first == "in" {
        if let Some(day) = step(second, third, today) {
            return found(day, 3);
        }
        return found(compact_step(second, today)?, 2);
    }
    if first == "next" {
        return match second {
            "week" => found(today.monday() + 7, 2),
            "month" => found(today.month_end() + 1, 2),
            _ => found(weekday(second, today, Tense::Ahead)?, 2),
        };
    }
    if !third.is_empty()
        && let Some(day) = day_and_month(&first, second, third, today, tense)
    {
        return found(day, 3);
    }
    if let Some(day) = day_and_month(&first, second, "", today, tense) {
        return found(day, 2);
    }
    let day = match first.as_str() {
        "today" | "tod" => today,
        "tomorrow" | "tom" => today + 1,
        "yesterday" => today - 1,
        "eom" => today.month_end(),
        other => other
            .parse()
            .ok()
            .or_else(|| weekday(other, today, tense))
            .or_else(|| compact_step(other, today))?,
    };
    found(day, 1)
}

/// `3 days`, `2 weeks`, `1 month`.
fn step(number: &str, unit: &str, today: Day) -> Option<Day> {
    let number: i32 = number.parse().ok().filter(|it| (0..=3660).contains(it))?;
    match unit.trim_end_matches('s') {
        "day" | "d" => Some(today + number),
        "week" | "wk" | "w" => Some(today + number * 7),
        "month" | "mo" => Some(today.add_months(number)),
        _ => None,
    }
}

/// `3d`, `2w`, `6mo`.
fn compact_step(text: &str, today: Day) -> Option<Day> {
    let unit = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(unit);
    step(number, unit, today)
}

fn weekday(name: &str, today: Day, tense: Tense) -> Option<Day> {
    let ahead = (i32::from(weekday_named(name)?) - i32::from(today.weekday())).rem_euclid(7);
    Some(match tense {
        Tense::Ahead if ahead == 0 => today + 7,
        Tense::Behind if ahead > 0 => today + (ahead - 7),
        Tense::Ahead | Tense::Behind => today + ahead,
    })
}

/// `24 nov`, `nov 24`, and with a year `24 nov 2027`.
fn day_and_month(first: &str, second: &str, year: &str, today: Day, tense: Tense) -> Option<Day> {
    let (day, month) = match (month_named(first), month_named(second)) {
        (None, Some(month)) => (first, month),
        (Some(month), None) => (second, month),
        _ => return None,
    };
    let day: u32 = day.trim_end_matches(['t', 'h', 's', 'n', 'd', 'r']).parse().ok()?;
    if !year.is_empty() {
        return Day::from_ymd(year.parse().ok().filter(|it| *it > 999)?, month, day);
    }
    let this_year = today.ymd().0;
    // The 29th of February can be eight years away.
    let mut years = (0..=8).map(|it| match tense {
        Tense::Ahead => this_year + it,
        Tense::Behind => this_year - it,
    });
    years.find_map(|it| {
        Day::from_ymd(it, month, day).filter(|it| match tense {
            Tense::Ahead => *it >= today,
            Tense::Behind => *it <= today,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_read_as_a_person_means_it() {
        let today = day("2026-10-14"); // a Wednesday
        for (text, expected) in [
            ("today", "2026-10-14"),
            ("Tomorrow", "2026-10-15"),
            ("fri", "2026-10-16"),
            ("wed", "2026-10-21"),
            ("next week", "2026-10-19"),
            ("next monday", "2026-10-19"),
            ("next month", "2026-11-01"),
            ("in 3 days", "2026-10-17"),
            ("in 2w", "2026-10-28"),
            ("3d", "2026-10-17"),
            ("6mo", "2027-04-14"),
            ("eom", "2026-10-31"),
            ("24 nov", "2026-11-24"),
            ("nov 24", "2026-11-24"),
            ("1st september", "2027-09-01"),
            ("24 nov 2027", "2027-11-24"),
            ("2026-12-01", "2026-12-01"),
            ("29 feb", "2028-02-29"),
        ] {
            assert_eq!(parse(text, today), Ok(day(expected)), "{text}");
        }
    }

    #[test]
    fn the_date_of_something_done_is_the_latest_that_is_not_ahead() {
        let today = day("2026-10-14"); // a Wednesday
        for (text, expected) in [
            ("12 oct", "2026-10-12"),
            ("14 oct", "2026-10-14"),
            ("20 nov", "2025-11-20"),
            ("nov 20", "2025-11-20"),
            ("29 feb", "2024-02-29"),
            ("fri", "2026-10-09"),
            ("wed", "2026-10-14"),
            ("yesterday", "2026-10-13"),
            ("2024-11-20", "2024-11-20"),
        ] {
            assert_eq!(parse_done(text, today), Ok(day(expected)), "{text}");
        }
        for text in ["tomorrow", "20 nov 2026", "2026-10-15", "next week", "3d"] {
            let why = parse_done(text, today).unwrap_err();
            assert!(why.contains("ahead of today"), "{text}: {why}");
        }
    }

    #[test]
    fn what_is_no_date_is_told() {
        let today = day("2026-10-14");
        for text in ["", "soon", "31 feb", "2026-02-30", "fr", "in a while", "99999d"] {
            assert!(parse(text, today).is_err(), "{text}");
        }
    }
}
