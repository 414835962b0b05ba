//! Dates as a person types them: `fri`, `next week`, `in 3 days`, `24 nov`, `eom`, `2026-11-24`.

use crate::domain::{Day, month_named, weekday_named};

/// A date found at the start of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The date.
    pub day: Day,
    /// How many words it took.
    pub words: usize,
}

/// Reads a date that is the whole text, counted from `today`; an error says how dates are written.
pub fn parse(text: &str, today: Day) -> Result<Day, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match at_start(&words, today) {
        Some(found) if found.words == words.len() => Ok(found.day),
        _ if words.is_empty() => Err("type a date: fri, next week, 3d, 24 nov, eom".to_owned()),
        _ => Err(format!("{text:?} is no date: write fri, next week, 3d, 24 nov, 2026-11-24, eom")),
    }
}

/// Reads the longest date at the start of `words`; a weekday or a day of a year is the next one
/// after `today`.
pub(super) fn at_start(words: &[&str], today: Day) -> Option<Found> {
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
            _ => found(next_weekday(second, today)?, 2),
        };
    }
    if !third.is_empty()
        && let Some(day) = day_and_month(&first, second, third, today)
    {
        return found(day, 3);
    }
    if let Some(day) = day_and_month(&first, second, "", today) {
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
            .or_else(|| next_weekday(other, today))
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

fn next_weekday(name: &str, today: Day) -> Option<Day> {
    let ahead = (i32::from(weekday_named(name)?) - i32::from(today.weekday())).rem_euclid(7);
    Some(today + if ahead == 0 { 7 } else { ahead })
}

/// `24 nov`, `nov 24`, and with a year `24 nov 2027`; without one, the next such day.
fn day_and_month(first: &str, second: &str, year: &str, today: Day) -> Option<Day> {
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
    let years = this_year..this_year + 8; // the 29th of February can be that far
    years.filter_map(|it| Day::from_ymd(it, month, day)).find(|it| *it >= today)
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
    fn what_is_no_date_is_told() {
        let today = day("2026-10-14");
        for text in ["", "soon", "31 feb", "2026-02-30", "fr", "in a while", "99999d"] {
            assert!(parse(text, today).is_err(), "{text}");
        }
    }
}
