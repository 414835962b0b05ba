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

/// Whether a cell can be a mark by its first letter and its length: of the marks that begin with a
/// letter or digit all begin with N, but for the empty id of Salesforce, which has 18 characters.
fn may_be_mark(cell: &str) -> bool {
    const LONGEST: usize = 40;
    match cell.as_bytes().first() {
        Some(b'n' | b'N') => cell.len() <= LONGEST,
        Some(b'0') => cell.trim().len() == 18,
        Some(byte) => !byte.is_ascii_alphanumeric() && cell.len() <= LONGEST,
        None => true,
    }
}

/// Whether a cell of words says nothing.
pub(in crate::import) fn is_missing_text(cell: &str) -> bool {
    may_be_mark(cell) && is_one_of(cell, EVERYWHERE)
}

/// Whether a cell of a number, date, amount, or yes or no says nothing.
pub(in crate::import) fn is_missing(cell: &str) -> bool {
    may_be_mark(cell) && (is_one_of(cell, EVERYWHERE) || is_one_of(cell, IN_TYPED))
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
