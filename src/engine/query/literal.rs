//! Literals with units: `50k`, `25%`, `8w`, `2026-12-31`, `today`.

use crate::domain::{Day, Type};

/// A literal that was checked against the type of its fact.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Literal {
    /// What is compared.
    pub(super) operand: Operand,
    /// How it is written, so that printing gives back what was read.
    pub(super) text: Box<str>,
}

/// The value of a literal.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// A size: a count, or money in major units of whatever currency the fact has.
    Size(f64),
    /// A fraction: `25%` is 0.25.
    Fraction(f64),
    /// Days; a month is a twelfth of 365 days.
    Days(f64),
    /// A date, and whether it was written as counted from today.
    Date { on: Day, is_relative: bool },
    /// Yes or no.
    Flag(bool),
    /// Words, lower case.
    Words(Box<str>),
}

const DAYS_A_YEAR: f64 = 365.0;

/// Units of time, with their days and the short form that is printed.
const TIMES: &[(&[&str], f64, &str)] = &[
    (&["d", "day", "days"], 1.0, "d"),
    (&["w", "wk", "week", "weeks"], 7.0, "w"),
    (&["mo", "month", "months"], DAYS_A_YEAR / 12.0, "mo"),
    (&["y", "yr", "year", "years"], DAYS_A_YEAR, "y"),
];

/// Units of size, with their power of ten and the short form that is printed.
const SIZES: &[(&[&str], i32, &str)] = &[
    (&["k", "thousand"], 3, "k"),
    (&["m", "mio", "million"], 6, "M"),
    (&["b", "bn", "billion"], 9, "B"),
];

/// Units of a share.
const SHARES: &[&str] = &["%", "pct", "percent"];

/// Whether a word is a unit that may stand apart from its number: `90 days`, `25 %`.
pub(super) fn is_unit(word: &str) -> bool {
    let word = word.to_lowercase();
    let is_one_letter = word.chars().count() == 1 && word != "%";
    !is_one_letter && unit(&word).is_some()
}

/// Whether a word begins like a number, and so cannot be meant as a search.
pub(super) fn is_numeric(word: &str) -> bool {
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    digits.strip_prefix('.').unwrap_or(digits).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word is a number and has no unit yet.
pub(super) fn is_bare_number(word: &str) -> bool {
    split_number(word).is_some_and(|(_, unit)| unit.is_empty())
}

/// How a literal of this type is written, for messages and completion.
pub(super) const fn example(ty: Type) -> &'static str {
    match ty {
        Type::Text | Type::List => "a word or \"several words\"",
        Type::Number => "25 or 1.5k",
        Type::Money => "50k or 1.2M",
        Type::Percent => "25%",
        Type::Days => "90d, 8w, 6mo or 2y",
        Type::Date => "2026-12-31, today or +30d",
        Type::Flag => "yes or no",
    }
}

/// What values of this type are called in a message.
const fn noun(ty: Type) -> &'static str {
    match ty {
        Type::Text => "text",
        Type::Number => "a number",
        Type::Money => "money",
        Type::Percent => "a percentage",
        Type::Days => "a count of days",
        Type::Date => "a date",
        Type::Flag => "yes or no",
        Type::List => "a list of words",
    }
}

impl Literal {
    /// Reads the literal that a fact of this type is compared with; the message says what it would
    /// have to be.
    pub(super) fn read(fact: &str, ty: Type, word: &str, today: Day) -> Result<Self, String> {
        let expected = || format!("{fact} is {}: write {}", noun(ty), example(ty));
        match ty {
            Type::Text | Type::List => Ok(Self::words(word)),
            Type::Flag => flag(word).ok_or_else(|| format!("{}, not {word:?}", expected())),
            Type::Date => date(word, today).ok_or_else(|| format!("{}, not {word:?}", expected())),
            Type::Number | Type::Money | Type::Percent | Type::Days => {
                let Some((number, suffix)) = split_number(word) else {
                    return Err(format!("{}, not {word:?}", expected()));
                };
                let found = unit(&suffix.to_lowercase());
                if found.is_none() && !suffix.is_empty() {
                    return Err(format!("{suffix:?} is no unit: {}", expected()));
                }
                let literal = measured(ty, number, found).ok_or_else(|| match found {
                    None => format!("{}, not the bare number {word}", expected()),
                    Some(it) => format!("{}, not {}", expected(), it.noun()),
                })?;
                match literal.operand {
                    Operand::Size(it) | Operand::Fraction(it) | Operand::Days(it)
                        if !it.is_finite() =>
                    {
                        Err(format!("{word} is too large a number"))
                    }
                    _ => Ok(literal),
                }
            }
        }
    }

    /// Words as a literal; they are compared without regard to case.
    pub(super) fn words(words: &str) -> Self {
        let operand = Operand::Words(words.to_lowercase().into());
        Self { text: quote_if_needed(words), operand }
    }
}

/// Text in quotes, as the query language reads it back.
pub(super) fn quote(text: &str) -> String {
    let mut res = String::with_capacity(text.len() + 2);
    res.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            res.push('\\');
        }
        res.push(c);
    }
    res.push('"');
    res
}

/// Text as it is, or in quotes where it would be read as something else.
pub(super) fn quote_if_needed(text: &str) -> Box<str> {
    let is_plain = text.starts_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
    if is_plain { text.into() } else { quote(text).into() }
}

/// A unit that a number may have.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    /// A power of ten.
    Size(i32, &'static str),
    /// Per cent.
    Share,
    /// Days.
    Time(f64, &'static str),
}

impl Unit {
    const fn noun(self) -> &'static str {
        match self {
            Self::Size(..) => "a size",
            Self::Share => "a percentage",
            Self::Time(..) => "a time",
        }
    }
}

/// The unit of this lower-case name.
fn unit(name: &str) -> Option<Unit> {
    let size = SIZES.iter().find(|(names, ..)| names.contains(&name));
    let time = TIMES.iter().find(|(names, ..)| names.contains(&name));
    match (size, time) {
        (Some((_, power, short)), _) => Some(Unit::Size(*power, short)),
        (None, Some((_, days, short))) => Some(Unit::Time(*days, short)),
        (None, None) => SHARES.contains(&name).then_some(Unit::Share),
    }
}

/// The number at the front of a word, and what follows it. Nothing where there is no number.
fn split_number(word: &str) -> Option<(&str, &str)> {
    let unsigned = word.strip_prefix(['-', '+']).unwrap_or(word);
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let digits = unsigned.find(|c| !is_number(c)).unwrap_or(unsigned.len());
    let at = word.len() - unsigned.len() + digits;
    let (number, suffix) = word.split_at_checked(at)?;
    number.parse::<f64>().ok()?;
    Some((number, suffix))
}

/// The literal of a number with its unit, where a fact of this type can be compared with it.
fn measured(ty: Type, number: &str, unit: Option<Unit>) -> Option<Literal> {
    // Moving the decimal point in the text rounds once: 84.05k is exactly 84050.
    let shifted = |power: i32| format!("{number}e{power}").parse::<f64>().unwrap_or(f64::INFINITY);
    let (operand, short) = match (ty, unit) {
        (Type::Number | Type::Money, None) => (Operand::Size(shifted(0)), ""),
        (Type::Number | Type::Money, Some(Unit::Size(power, short))) => {
            (Operand::Size(shifted(power)), short)
        }
        (Type::Percent, Some(Unit::Share)) => (Operand::Fraction(shifted(-2)), "%"),
        (Type::Days, None) => (Operand::Days(shifted(0)), "d"),
        (Type::Days, Some(Unit::Time(days, short))) => (Operand::Days(shifted(0) * days), short),
        _ => return None,
    };
    Some(Literal { operand, text: format!("{number}{short}").into() })
}

fn flag(word: &str) -> Option<Literal> {
    let (is_so, text) = match word.to_lowercase().as_str() {
        "yes" | "true" => (true, "yes"),
        "no" | "false" => (false, "no"),
        _ => return None,
    };
    Some(Literal { operand: Operand::Flag(is_so), text: text.into() })
}

fn date(word: &str, today: Day) -> Option<Literal> {
    let lower = word.to_lowercase();
    if let Ok(on) = lower.parse::<Day>() {
        let operand = Operand::Date { on, is_relative: false };
        return Some(Literal { operand, text: lower.into() });
    }
    let on = match lower.as_str() {
        "today" => today,
        "yesterday" => today - 1,
        "tomorrow" => today + 1,
        "eow" => today.monday() + 6,
        "eom" => today.month_end(),
        "eoq" => today.add_months(2 - (today.ymd().1 as i32 - 1) % 3).month_end(),
        "eoy" => today.add_months(12 - today.ymd().1 as i32).month_end(),
        _ => {
            lower.strip_prefix(['-', '+'])?;
            let (number, suffix) = split_number(&lower)?;
            let number: i32 = number.parse().ok()?;
            match unit(suffix)? {
                Unit::Time(_, "d") => today + number,
                Unit::Time(_, "w") => today + number.checked_mul(7)?,
                Unit::Time(_, "mo") => today.add_months(number),
                Unit::Time(_, "y") => today.add_months(number.checked_mul(12)?),
                _ => return None,
            }
        }
    };
    Some(Literal { operand: Operand::Date { on, is_relative: true }, text: lower.into() })
}
