//! Days that are written as distances from the day the sample book is opened.

use crate::domain::Day;

/// The date of a cell such as `T-120` or `B+3`; nothing where the cell is something else.
pub(super) fn dated(cell: &str, opened_on: Day) -> Option<Day> {
    let kind = cell.get(..1).filter(|it| matches!(*it, "T" | "B"))?;
    let day = opened_on + distance(cell.get(1..)?)?;
    Some(if kind == "B" { working_day(day, opened_on) } else { day })
}

/// The Monday of a column such as `W-3`, counted from the week of the opening.
pub(super) fn week(head: &str, opened_on: Day) -> Option<Day> {
    let weeks = distance(head.strip_prefix('W')?)?;
    Some(opened_on.monday() + 7 * weeks)
}

fn distance(text: &str) -> Option<i32> {
    text.starts_with(['+', '-']).then(|| text.parse().ok())?
}

/// A weekend's day moved away from the opening: to Friday before it, to Monday after it.
fn working_day(day: Day, opened_on: Day) -> Day {
    match (day.weekday(), day > opened_on) {
        (5, true) => day + 2,
        (6, true) => day + 1,
        (5, false) => day - 1,
        (6, false) => day - 2,
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_from_the_opening_and_a_working_day_is_no_sunday() {
        let opened: Day = "2026-10-14".parse().unwrap();
        let dated = |cell: &str| dated(cell, opened).map(|it| it.to_string());
        assert_eq!(dated("T-14").as_deref(), Some("2026-09-30"));
        assert_eq!(dated("B-3").as_deref(), Some("2026-10-09"));
        assert_eq!(dated("B+4").as_deref(), Some("2026-10-19"));
        assert_eq!(dated("T+0").as_deref(), Some("2026-10-14"));
        for text in ["", "T", "Tarnhelm", "T-x", "-3", "é-1"] {
            assert_eq!(dated(text), None, "{text}");
        }
        assert_eq!(week("W-1", opened), Some("2026-10-05".parse().unwrap()));
    }
}
