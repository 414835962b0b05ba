//! What stands for nothing.

/// Marks that stand for nothing in any column.
const EVERYWHERE: &[&str] = &[
    "",
    "-",
    "--",
    "—",
    "–",
    "?",
    "n/a",
    "#n/a",
    "null",
    "(null)",
    "[]",
    "{}",
    "(blank)",
    "000000000000000aaa",
];

/// Marks that stand for nothing where a number, a date or a yes or no is due; in a text they may be
/// words (NA is Namibia).
const IN_TYPED: &[&str] = &["na", "none", "nil", "nat", ".", "#value!", "#ref!", "#div/0!"];

fn is_one_of(cell: &str, marks: &[&str]) -> bool {
    let cell = cell.trim();
    marks.iter().any(|it| cell.eq_ignore_ascii_case(it))
}

/// Whether a cell of words says nothing.
pub(in crate::import) fn is_missing_text(cell: &str) -> bool {
    // The longest mark has 18 bytes.
    cell.len() <= 40 && is_one_of(cell, EVERYWHERE)
}

/// Whether a cell of a number, date, amount, or yes or no says nothing.
pub(in crate::import) fn is_missing(cell: &str) -> bool {
    // Digits at the end are the usual case, and no mark ends so.
    let ends_in_digit = cell.as_bytes().last().is_some_and(u8::is_ascii_digit);
    !ends_in_digit && cell.len() <= 40 && (is_one_of(cell, EVERYWHERE) || is_one_of(cell, IN_TYPED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_for_nothing_depends_on_the_type() {
        for cell in ["", " ", "?", "-", "N/A", "NULL", "[]", "{}", "000000000000000AAA"] {
            assert!(is_missing_text(cell) && is_missing(cell), "{cell:?}");
        }
        assert!(is_missing("NA") && !is_missing_text("NA"));
        assert!(!is_missing("0") && !is_missing("-1") && !is_missing_text("0"));
    }
}
