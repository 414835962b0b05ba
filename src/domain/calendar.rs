//! The English names of months and weekdays: one list for what is read and what is shown.

use super::day::Day;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// How many letters name a month or a weekday.
const LETTERS: usize = 3;

/// `Oct` for the day's month.
pub fn short_month(day: Day) -> &'static str {
    short(&MONTHS, day.ymd().1 as usize - 1)
}

/// `Fri` for the day's weekday.
pub(super) fn short_weekday(day: Day) -> &'static str {
    short(&WEEKDAYS, usize::from(day.weekday()))
}

/// The month, 1 to 12, of a name or of its first three letters or more, in any case.
pub fn month_named(word: &str) -> Option<u32> {
    position(&MONTHS, word).map(|at| at as u32 + 1)
}

/// The weekday, 0 for Monday, of a name or of its first three letters or more, in any case.
pub fn weekday_named(word: &str) -> Option<u8> {
    position(&WEEKDAYS, word).map(|at| at as u8)
}

fn short(names: &[&'static str], at: usize) -> &'static str {
    names.get(at).and_then(|it| it.get(..LETTERS)).unwrap_or_default()
}

fn position(names: &[&str], word: &str) -> Option<usize> {
    let begins =
        |name: &str| name.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
    names.iter().position(|it| word.len() >= LETTERS && begins(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_by_its_first_three_letters() {
        for (word, month) in [
            ("jan", Some(1)),
            ("SEPT", Some(9)),
            ("December", Some(12)),
            ("ju", None),
            ("mayor", None),
            ("mär", None),
        ] {
            assert_eq!(month_named(word), month, "{word}");
        }
        assert_eq!(weekday_named("thurs"), Some(3));
        assert_eq!(weekday_named("th"), None);
    }

    #[test]
    fn a_day_has_a_short_month_and_a_short_weekday() {
        let today: Day = "2026-10-14".parse().unwrap();
        assert_eq!((short_weekday(today), short_month(today)), ("Wed", "Oct"));
    }
}
