//! Numbers, and which mark of a column stands before the decimals.

use std::borrow::Cow;

use crate::domain::words;

words!(
    /// The mark before the decimals; the other one groups thousands.
    DecimalMark {
        /// 1,234.5
        Point = "point",
        /// 1.234,5
        Comma = "comma",
    }
);

/// What the cells of a column say about its decimal mark.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct NumberVotes {
    /// Cells that are numbers with one of the marks.
    pub(in crate::import) numbers: u64,
    /// Of those, the cells with a percent sign.
    pub(in crate::import) percents: u64,
    point: u64,
    comma: u64,
    either: u64,
    /// Cells that are amounts with a currency or a letter, and so no numbers.
    pub(in crate::import) amounts: u64,
    /// The first cell with a point that may group thousands as well.
    example: Option<Box<str>>,
}

/// The largest number that is kept: whole numbers beyond it are no longer exact.
const LARGEST: f64 = 1e15;

impl NumberVotes {
    /// Counts what one cell says; `false` where it is no number.
    pub(in crate::import) fn count(&mut self, cell: &str) -> bool {
        let cell = cell.trim();
        // Plain digits say nothing about marks, and are the usual case.
        if !cell.is_empty() && cell.len() <= 15 && cell.bytes().all(|it| it.is_ascii_digit()) {
            self.numbers += 1;
            return true;
        }
        if self.vote(cell, cell) {
            self.numbers += 1;
            self.percents += u64::from(cell.ends_with('%'));
            return true;
        }
        false
    }

    /// Counts what an amount says of its mark: `number` is its number without currency and letter.
    pub(in crate::import) fn count_amount(&mut self, number: &str, cell: &str) {
        self.amounts += u64::from(self.vote(number, cell));
    }

    /// Counts what the number of a cell says of its mark; `false` where it is no number.
    fn vote(&mut self, number: &str, cell: &str) -> bool {
        let with = |mark| read_number(number, mark).is_ok();
        match (with(DecimalMark::Point), with(DecimalMark::Comma)) {
            (false, false) => return false,
            (true, false) => self.point += 1,
            (false, true) => self.comma += 1,
            (true, true) => {
                if number.contains([',', '.']) {
                    self.either += 1;
                    if self.example.is_none() && number.contains('.') {
                        self.example = Some(cell.into());
                    }
                }
            }
        }
        true
    }

    /// Whether some cell can only be read with a decimal comma, and none only with a point.
    pub(in crate::import) fn has_comma(&self) -> bool {
        self.comma > 0 && self.point == 0
    }

    /// The column's mark. Where every cell can be read both ways (`1,234`, `1.234`), the file's
    /// other columns decide, else the comma groups thousands.
    pub(in crate::import) fn mark(&self, file_has_comma: bool) -> DecimalMark {
        let says_comma = self.comma > self.point;
        if says_comma || (self.says_nothing() && file_has_comma) {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        }
    }

    /// A cell whose point is taken to stand before decimals, although nothing in the column or in the
    /// file's other columns says that it groups no thousands: `1.234`.
    pub(in crate::import) fn unproven_point(&self, file_has_comma: bool) -> Option<&str> {
        self.example.as_deref().filter(|_| self.says_nothing() && !file_has_comma)
    }

    fn says_nothing(&self) -> bool {
        self.comma == 0 && self.point == 0 && self.either > 0
    }
}

/// A cell as a plain decimal (`-1234.5`): marks of thousands taken out, brackets read as minus, an
/// exponent left as it is. Nothing where it is no number.
pub(in crate::import) fn plain_decimal(cell: &str, mark: DecimalMark) -> Option<Cow<'_, str>> {
    let cell = cell.trim();
    if is_plain(cell) && (mark == DecimalMark::Point || !cell.contains('.')) {
        return Some(Cow::Borrowed(cell));
    }
    let (negative, digits) = match cell.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => match cell.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, cell.strip_prefix('+').unwrap_or(cell)),
        },
    };
    let digits = digits.strip_suffix('-').unwrap_or(digits);
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => digits.split_at(at),
        None => (digits, ""),
    };
    let decimal = if mark == DecimalMark::Point { '.' } else { ',' };
    let (whole, part) = match mantissa.split_once(decimal) {
        Some((whole, part)) => (whole, Some(part)),
        None => (mantissa, None),
    };
    let mut plain = String::with_capacity(cell.len());
    if negative || cell.ends_with('-') {
        plain.push('-');
    }
    plain.push_str(&ungrouped(whole, mark)?);
    if let Some(part) = part {
        if !part.bytes().all(|it| it.is_ascii_digit()) || (whole.is_empty() && part.is_empty()) {
            return None;
        }
        plain.push('.');
        plain.push_str(part);
    } else if whole.is_empty() {
        return None;
    }
    if !exponent.is_empty() {
        let power = exponent.get(1..).unwrap_or_default();
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        if power.is_empty() || !power.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        plain.push_str(exponent);
    }
    Some(Cow::Owned(plain))
}

/// Digits with at most one point and a minus before them.
fn is_plain(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let mut points = 0;
    let mut count = 0;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => count += 1,
            b'.' => points += 1,
            _ => return false,
        }
    }
    count > 0 && points <= 1
}

/// The digits of a whole part, its groups of three joined; nothing where the groups are not of three
/// or the marks differ.
fn ungrouped(whole: &str, mark: DecimalMark) -> Option<Cow<'_, str>> {
    if whole.bytes().all(|it| it.is_ascii_digit()) {
        return Some(Cow::Borrowed(whole));
    }
    let other = if mark == DecimalMark::Point { ',' } else { '.' };
    let separator = whole.chars().find(|it| !it.is_ascii_digit())?;
    if ![other, ' ', '\u{a0}', '\u{202f}', '\'', '\u{2019}', '_'].contains(&separator) {
        return None;
    }
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let mut joined = String::with_capacity(whole.len());
    // Nobody writes 0,123 for a hundred and twenty-three.
    if first.is_empty() || first.len() > 3 || first.starts_with('0') {
        return None;
    }
    joined.push_str(first);
    for group in groups {
        // India groups by two after the first three; the last group has three everywhere.
        if !(2..=3).contains(&group.len()) {
            return None;
        }
        joined.push_str(group);
    }
    let ends_in_three = whole.rsplit(separator).next().is_some_and(|it| it.len() == 3);
    (ends_in_three && joined.bytes().all(|it| it.is_ascii_digit())).then_some(Cow::Owned(joined))
}

/// The number that a cell says; a percentage (`83 %`) is a fraction. An error says why there is none.
pub(in crate::import) fn read_number(cell: &str, mark: DecimalMark) -> Result<f64, &'static str> {
    let bytes = cell.as_bytes();
    if !bytes.is_empty() && bytes.len() <= 15 {
        let mut whole: i64 = 0;
        let is_whole = bytes.iter().all(|byte| {
            whole = whole * 10 + i64::from(byte.wrapping_sub(b'0'));
            byte.is_ascii_digit()
        });
        if is_whole {
            return Ok(whole as f64);
        }
    }
    let cell = cell.trim();
    let (digits, divisor) = match cell.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), 100.0),
        None => (cell, 1.0),
    };
    let lower = digits.trim_start_matches(['-', '+']);
    if ["nan", "inf", "infinity", "∞"].iter().any(|it| lower.eq_ignore_ascii_case(it)) {
        return Err("is not a finite number");
    }
    let plain = plain_decimal(digits, mark).ok_or("is not a number")?;
    let number: f64 = plain.parse().map_err(|_| "is not a number")?;
    if number.abs() > LARGEST {
        return Err("is beyond the range of numbers kept (1,000,000,000,000,000)");
    }
    Ok(number / divisor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_either_mark() {
        let point = |cell| read_number(cell, DecimalMark::Point);
        let comma = |cell| read_number(cell, DecimalMark::Comma);
        for (cell, number) in [
            ("1234", 1234.0),
            ("1,234.5", 1234.5),
            ("1 234.5", 1234.5),
            ("1'234", 1234.0),
            ("(12)", -12.0),
            ("-0.5", -0.5),
            (".5", 0.5),
            ("1e3", 1000.0),
            ("83 %", 0.83),
            ("12,34,567", 1_234_567.0),
        ] {
            assert_eq!(point(cell), Ok(number), "{cell}");
        }
        assert_eq!(comma("1.234,5"), Ok(1234.5));
        assert_eq!(comma("0,5"), Ok(0.5));
        assert_eq!(comma("1.5"), Err("is not a number"));
    }

    #[test]
    fn what_is_no_finite_number_in_range_is_refused() {
        for cell in ["", "abc", "NaN", "inf", "-Infinity", "1e999", "1.2.3", "12,34", "1e", "--1"] {
            assert!(read_number(cell, DecimalMark::Point).is_err(), "{cell}");
        }
    }

    #[test]
    fn the_decimal_mark_is_told_from_the_whole_column() {
        let mark = |cells: &[&str], file_has_comma| {
            let mut votes = NumberVotes::default();
            for cell in cells {
                assert!(votes.count(cell), "{cell}");
            }
            votes.mark(file_has_comma)
        };
        assert_eq!(mark(&["1,234", "2,5"], false), DecimalMark::Comma);
        assert_eq!(mark(&["1,234", "2.5"], false), DecimalMark::Point);
        assert_eq!(mark(&["1,234"], false), DecimalMark::Point);
        assert_eq!(mark(&["1,234"], true), DecimalMark::Comma);
        assert_eq!(mark(&["12", "3"], true), DecimalMark::Point);
        assert_eq!(mark(&["0,123"], false), DecimalMark::Comma);
    }

    #[test]
    fn a_point_that_nothing_proves_is_told() {
        let unproven = |cells: &[&str], file_has_comma| {
            let mut votes = NumberVotes::default();
            for cell in cells {
                assert!(votes.count(cell), "{cell}");
            }
            votes.unproven_point(file_has_comma).map(str::to_owned)
        };
        assert_eq!(unproven(&["12", "1.234"], false).as_deref(), Some("1.234"));
        assert_eq!(unproven(&["1.234"], true), None);
        for decided in ["1.5", "0.123", "1.2345", "1.234.567", "1.234,5"] {
            assert_eq!(unproven(&["1.234", decided], false), None, "{decided}");
        }
        assert_eq!(unproven(&["1,234"], false), None);
    }
}
