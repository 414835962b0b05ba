//! How a cell of a column becomes a value.

use std::collections::HashMap;

use super::cells::{
    DateForm, DecimalMark, Lines, clean, domain_of, is_missing, is_missing_text, mail_address,
    read_date, read_flag, read_money, read_number, words_of,
};
use super::role::slug;
use crate::domain::{Currency, Value};

/// How the cells of one column are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reads {
    /// One line of words.
    Line,
    /// Words over several lines.
    Note,
    Mail,
    Domain,
    Number {
        mark: DecimalMark,
        times: f64,
    },
    Percent(DecimalMark),
    Days(DecimalMark),
    Money(DecimalMark),
    Date(DateForm),
    Flag,
    List,
    /// The roles of a contact.
    Roles,
}

/// What the reading of a row needs besides the cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// The currency that the row names.
    pub(super) row_currency: Option<Currency>,
    /// The currency where neither the cell nor its row names one.
    pub(super) currency: Currency,
    /// Roles of contacts as other programs write them.
    pub(super) contact_roles: &'a HashMap<String, String>,
}

/// A cell's value; nothing where it says nothing.
#[derive(Debug, PartialEq)]
pub(super) struct Read {
    pub(super) value: Option<Value>,
    /// Whether control characters were taken out.
    pub(super) had_controls: bool,
}

impl Reads {
    /// Whether a mark before decimals can stand in the cells.
    pub(super) const fn has_mark(self) -> bool {
        matches!(self, Self::Number { .. } | Self::Percent(_) | Self::Days(_) | Self::Money(_))
    }

    /// Reads a cell; an error says what it is instead of a value, after the cell in quotes.
    pub(super) fn read(self, cell: &str, around: Surroundings<'_>) -> Result<Read, String> {
        let plain = |value: Option<Value>| Ok(Read { value, had_controls: false });
        match self {
            Self::Line => Ok(text(cell, Lines::One)),
            Self::Note => Ok(text(cell, Lines::Many)),
            Self::Mail | Self::List | Self::Roles if is_missing_text(cell) => plain(None),
            Self::Mail => {
                let cleaned = clean(cell, Lines::One);
                let value = Some(mail_address(&cleaned.text)).filter(|it| !it.is_empty());
                Ok(Read { value: value.map(Value::text), had_controls: cleaned.had_controls })
            }
            Self::Domain => plain(domain_of(&clean(cell, Lines::One).text).map(Value::text)),
            Self::List => plain(Some(Value::list(words_of(cell)))),
            Self::Roles => {
                let role = |word: String| {
                    let known = around.contact_roles.get(&word.to_lowercase());
                    known.cloned().unwrap_or_else(|| slug(&word))
                };
                plain(Some(Value::list(words_of(cell).into_iter().map(role))))
            }
            _ if is_missing(cell) => plain(None),
            Self::Number { mark, times } => {
                plain(Some(Value::Number(read_number(cell, mark)? * times)))
            }
            Self::Percent(mark) => plain(Some(Value::Percent(read_number(cell, mark)?))),
            Self::Days(mark) => plain(Some(Value::Days(read_number(cell, mark)?))),
            Self::Money(mark) => {
                let money = read_money(cell, mark, around.row_currency, around.currency)?;
                plain(Some(Value::Money(money)))
            }
            Self::Date(form) => plain(Some(Value::Date(read_date(cell, form)?))),
            Self::Flag => match read_flag(cell) {
                Some(flag) => plain(Some(Value::Flag(flag))),
                None => Err("is neither yes nor no".to_owned()),
            },
        }
    }
}

fn text(cell: &str, lines: Lines) -> Read {
    if is_missing_text(cell) {
        return Read { value: None, had_controls: false };
    }
    let cleaned = clean(cell, lines);
    let value = Some(cleaned.text).filter(|it| !it.is_empty());
    Read { value: value.map(|it| Value::text(&*it)), had_controls: cleaned.had_controls }
}
