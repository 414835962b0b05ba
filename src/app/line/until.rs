//! Until when something is hidden, as it is typed: a day, or a condition.

use super::date_words;
use crate::domain::Day;
use crate::engine::{Catalogue, Query};

/// Until when something is hidden.
#[derive(Debug, Clone, PartialEq)]
pub enum Until {
    /// Until a day.
    Day(Day),
    /// Until a condition on the account's facts holds.
    Holds(Query),
}

/// Reads a day or a condition; what relative days count from is `today`.
///
/// # Errors
///
/// Says what is wrong with the one of the two that was meant.
pub fn parse(text: &str, today: Day, catalogue: &Catalogue) -> Result<Until, String> {
    let no_day = match date_words::parse(text, today) {
        Ok(day) => return Ok(Until::Day(day)),
        Err(it) => it,
    };
    let is_condition = text.contains(['<', '>', '=', ':', '%'])
        || ["missing ", "not "].iter().any(|it| text.starts_with(it));
    match Query::parse_for_rule(text, catalogue) {
        Ok(query) if !text.trim().is_empty() => Ok(Until::Holds(query)),
        Err(error) if is_condition => Err(error.to_string()),
        _ => Err(format!("{no_day}; or a condition, as health>60")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_and_anything_with_a_comparison_a_condition() {
        let today: Day = "2026-10-14".parse().unwrap();
        let read = |text: &str| parse(text, today, &Catalogue::default());
        assert_eq!(read("fri"), Ok(Until::Day(today + 2)));
        let Ok(Until::Holds(query)) = read("health > 60 champion.count>=1") else { panic!() };
        assert_eq!(query.to_string(), "health.score>60 champion.count>=1");
        assert!(matches!(read("champion.lost"), Ok(Until::Holds(_))));
        assert_eq!(
            read("helth>60").unwrap_err(),
            "column 1: there is no fact \"helth\": did you mean health?"
        );
        assert!(read("frii").unwrap_err().ends_with("; or a condition, as health>60"));
        assert!(read(" ").is_err());
    }
}
