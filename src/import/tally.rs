//! What the cells of one column say about how the column is to be read.

use std::collections::BTreeMap;

use super::cells::{
    DateVotes, NumberVotes, is_missing, is_missing_text, read_flag, written_amount,
};
use crate::domain::{Currency, Day};

/// What the cells of one column say.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Cells that say something.
    pub(super) filled: u64,
    pub(super) dates: DateVotes,
    pub(super) numbers: NumberVotes,
    /// How many cells name a currency: amounts with one, and bare codes.
    pub(super) named: BTreeMap<Currency, u64>,
    flags: u64,
    /// Cells that are `0` or `1` and so could be a number as well.
    bits: u64,
    /// The largest whole number below 256, for telling the scale of a survey.
    pub(super) largest: u8,
    is_words: bool,
}

/// What a column is that the list of columns does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    Nothing,
    Number,
    Percent,
    Date,
    Flag,
    Text,
}

/// Cells after which a column that has no number, date or answer at all is taken for words.
const PATIENCE: u64 = 200;
/// `false`.
const LONGEST_FLAG: usize = 5;
/// `EUR`.
const CODE: usize = 3;
/// `1/2/24`.
const SHORTEST_DATE: usize = 6;

impl Tally {
    /// Counts one cell.
    pub(super) fn count(&mut self, cell: &str, line: u32, horizon: Day) {
        if self.is_words {
            self.filled += u64::from(!is_missing_text(cell));
            return;
        }
        if is_missing(cell) {
            return;
        }
        self.filled += 1;
        if cell.len() == CODE
            && let Ok(currency) = cell.parse::<Currency>()
        {
            *self.named.entry(currency).or_default() += 1;
        }
        if cell.len() <= LONGEST_FLAG && read_flag(cell).is_some() {
            self.flags += 1;
            if self.numbers.count(cell) {
                self.bits += 1;
                self.largest = self.largest.max(1);
            }
            return;
        }
        let are_digits = cell.bytes().all(|it| it.is_ascii_digit());
        let is_date = cell.len() >= SHORTEST_DATE && self.dates.count(cell, line, horizon);
        if are_digits || !is_date {
            if !self.numbers.count(cell)
                && let Some(amount) = written_amount(cell)
            {
                self.numbers.count_amount(&amount.number, cell);
                if let Some(currency) = amount.currency {
                    *self.named.entry(currency).or_default() += 1;
                }
            }
            if let Ok(number) = cell.parse::<u8>() {
                self.largest = self.largest.max(number);
            }
        }
        let typed = self.numbers.numbers + self.numbers.amounts + self.flags + self.dates.dates;
        self.is_words = self.filled == PATIENCE && typed == 0;
    }

    /// What the column is, judged from all its cells: a column with one word among numbers is text.
    pub(super) fn guess(&self, header: &[String]) -> Guess {
        let says_flag = header
            .iter()
            .any(|it| ["is", "has", "flag", "was", "did", "can"].contains(&it.as_str()));
        let all = |count: u64| count == self.filled;
        if self.filled == 0 {
            Guess::Nothing
        } else if all(self.flags) && (self.bits == 0 || says_flag) {
            Guess::Flag
        } else if all(self.numbers.numbers) {
            if self.numbers.percents > 0 { Guess::Percent } else { Guess::Number }
        } else if all(self.dates.dates) && self.dates.are_separated() {
            Guess::Date
        } else {
            Guess::Text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::DecimalMark;
    use super::*;

    fn guess(header: &str, cells: &[&str]) -> Guess {
        let mut tally = Tally::default();
        (2..).zip(cells).for_each(|(line, cell)| tally.count(cell, line, Day::MAX));
        tally.guess(&super::super::header::words(header))
    }

    #[test]
    fn the_type_of_an_unknown_column_is_told_from_all_its_cells() {
        assert_eq!(guess("x", &["1", "2.5", ""]), Guess::Number);
        assert_eq!(guess("x", &["1", "two"]), Guess::Text);
        assert_eq!(guess("x", &["Yes", "no", "N/A"]), Guess::Flag);
        assert_eq!(guess("x", &["0", "1"]), Guess::Number);
        assert_eq!(guess("is_x", &["0", "1"]), Guess::Flag);
        assert_eq!(guess("x", &["83%", "9 %"]), Guess::Percent);
        assert_eq!(guess("x", &["2024-03-05", "16/03/2024"]), Guess::Date);
        assert_eq!(guess("phone", &["4158675309", "4158675310"]), Guess::Number);
        assert_eq!(guess("x", &["", "-"]), Guess::Nothing);
    }

    #[test]
    fn an_amount_says_as_much_of_its_mark_as_a_number() {
        let says = |cells: &[&str]| {
            let mut tally = Tally::default();
            (2..).zip(cells).for_each(|(line, cell)| tally.count(cell, line, Day::MAX));
            let unproven = tally.numbers.unproven_point(false).map(str::to_owned);
            (tally.numbers.mark(false), unproven)
        };
        let open = (DecimalMark::Point, Some("€ 2.000".to_owned()));
        assert_eq!(says(&["EUR 1000", "€ 2.000"]), open);
        assert_eq!(says(&["€ 2.000", "1.000,50 EUR"]), (DecimalMark::Comma, None));
        assert_eq!(says(&["€ 2.000", "$1.50"]), (DecimalMark::Point, None));
        assert_eq!(says(&["A-2.000", "about 2.000", "M2.000"]), (DecimalMark::Point, None));
        let many = [&["$ 5"; 300][..], &["$ 2.000"]].concat();
        assert_eq!(says(&many).1.as_deref(), Some("$ 2.000"));
    }
}
