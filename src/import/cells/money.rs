//! Amounts with their currency.

use std::borrow::Cow;

use super::number::{DecimalMark, plain_decimal};
use crate::domain::{Currency, Money, MoneyError};

/// Signs of currencies; the first code is meant where nothing else says which.
const SIGNS: &[(&str, &[&str])] = &[
    ("US$", &["USD"]),
    ("A$", &["AUD"]),
    ("C$", &["CAD"]),
    ("NZ$", &["NZD"]),
    ("S$", &["SGD"]),
    ("HK$", &["HKD"]),
    ("R$", &["BRL"]),
    ("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("¥", &["JPY", "CNY"]),
    ("₹", &["INR"]),
    ("₩", &["KRW"]),
    ("₺", &["TRY"]),
    ("₽", &["RUB"]),
    ("₪", &["ILS"]),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("Fr.", &["CHF"]),
];

/// Powers of ten that a letter stands for.
const LETTERS: &[(&str, usize)] = &[("bn", 9), ("b", 9), ("mio", 6), ("mm", 6), ("m", 6), ("k", 3)];

/// The amount that a cell says. The cell's own currency must be that of its row, where the row names
/// one; `default` counts where neither does. An error says why there is none.
pub(in crate::import) fn read_money(
    cell: &str,
    mark: DecimalMark,
    row: Option<Currency>,
    default: Currency,
) -> Result<Money, String> {
    let written = parts(cell)?;
    let currency = match (written.sign, written.code, row) {
        (None, None, row) => row.unwrap_or(default),
        (sign, code, row) => {
            let named = code.or(row);
            let codes = sign.unwrap_or_default();
            match named {
                Some(named) if !codes.is_empty() && !codes.contains(&named.code()) => {
                    return Err(two(codes.first().copied().unwrap_or_default(), named));
                }
                Some(named) => match row.filter(|it| *it != named) {
                    Some(other) => return Err(two(named.code(), other)),
                    None => named,
                },
                None if codes.contains(&default.code()) => default,
                None => codes.first().and_then(|it| it.parse().ok()).unwrap_or(default),
            }
        }
    };
    let plain = plain_decimal(&written.number, mark).ok_or("is not an amount")?;
    let plain = without_exponent(&plain, written.power).ok_or("is not an amount")?;
    Money::from_decimal(&plain, currency).map_err(|error| match error {
        MoneyError::Range(_) => "is beyond the range of amounts kept".to_owned(),
        MoneyError::Amount(_) | MoneyError::Currency(_) => "is not an amount".to_owned(),
    })
}

fn two(first: &str, second: Currency) -> String {
    format!("names two currencies, {first} and {second}")
}

/// A cell taken apart.
struct Parts<'a> {
    number: Cow<'a, str>,
    sign: Option<&'static [&'static str]>,
    code: Option<Currency>,
    power: usize,
}

/// Takes sign, code and letter off an amount.
fn parts(cell: &str) -> Result<Parts<'_>, String> {
    let trimmed = cell.trim();
    let is_bare =
        trimmed.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b',' | b'-' | b' '));
    if is_bare {
        return Ok(Parts { number: Cow::Borrowed(trimmed), sign: None, code: None, power: 0 });
    }
    let mut text = trimmed.to_owned();
    let mut sign: Option<&'static [&'static str]> = None;
    let mut code: Option<Currency> = None;
    for (written, codes) in SIGNS {
        while let Some(at) = text.find(written) {
            // "kr" within a word is no sign; a word that is left is refused below.
            text.replace_range(at..at + written.len(), " ");
            if sign.is_some_and(|it| it != *codes) {
                return Err("names two currencies".to_owned());
            }
            sign = Some(codes);
        }
    }
    let mut power = 0;
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    for word in words {
        // An exponent belongs to the number.
        if word.eq_ignore_ascii_case("e") {
            continue;
        }
        if let Some((_, digits)) = LETTERS.iter().find(|it| word.eq_ignore_ascii_case(it.0)) {
            power += digits;
        } else if let Ok(found) = word.parse::<Currency>() {
            if let Some(other) = code.filter(|it| *it != found) {
                return Err(two(other.code(), found));
            }
            code = Some(found);
        } else {
            return Err("is not an amount".to_owned());
        }
        text = text.replacen(&word, " ", 1);
    }
    // A minus may stand before the sign: -$5.
    let number = text.trim();
    let number = match number.strip_prefix('-') {
        Some(rest) => format!("-{}", rest.trim()),
        None => number.to_owned(),
    };
    Ok(Parts { number: Cow::Owned(number), sign, code, power })
}

/// An amount taken apart from what makes it one.
pub(in crate::import) struct WrittenAmount<'a> {
    /// Its number.
    pub(in crate::import) number: Cow<'a, str>,
    /// The currency that it names by a code or a sign; of a sign that several share the first.
    pub(in crate::import) currency: Option<Currency>,
}

/// The number of an amount that names a currency or has a letter for its power of ten, without these;
/// nothing for all other cells.
pub(in crate::import) fn written_amount(cell: &str) -> Option<WrittenAmount<'_>> {
    // Longer than any amount: most words need not be taken apart.
    const LONGEST: usize = 40;
    if cell.len() > LONGEST || !cell.bytes().any(|it| it.is_ascii_digit()) {
        return None;
    }
    let parts = parts(cell).ok()?;
    let has_power = parts.power > 0 && cell.starts_with(|it: char| it.is_ascii_digit());
    let of_sign = || parts.sign.and_then(|it| it.first()).and_then(|it| it.parse().ok());
    let currency = parts.code.or_else(of_sign);
    let is_amount = parts.sign.is_some() || currency.is_some() || has_power;
    is_amount.then_some(WrittenAmount { number: parts.number, currency })
}

/// Moves the point by a power of ten and by the exponent, digit by digit, never through a float.
fn without_exponent(plain: &str, power: usize) -> Option<Cow<'_, str>> {
    let (mantissa, exponent) = match plain.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (plain, 0),
    };
    let shift = exponent.checked_add(i64::try_from(power).ok()?)?;
    if shift == 0 {
        return Some(if exponent == 0 {
            Cow::Borrowed(plain)
        } else {
            Cow::Owned(mantissa.into())
        });
    }
    // No amount has so many digits.
    if shift.abs() > 30 {
        return None;
    }
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    let point = i64::try_from(whole.len()).ok()? + shift;
    let all = if point <= 0 {
        format!("{}{all}", "0".repeat(usize::try_from(1 - point).ok()?))
    } else {
        all
    };
    let point = usize::try_from(point.max(1)).ok()?;
    let padded = if all.len() < point { format!("{all:0<point$}") } else { all };
    let (whole, part) = padded.split_at(point);
    let dot = if part.is_empty() { "" } else { "." };
    Some(Cow::Owned(format!("{sign}{whole}{dot}{part}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str, mark: DecimalMark) -> Result<String, String> {
        let money = read_money(cell, mark, None, Currency::USD)?;
        Ok(format!("{money} {}", money.currency()))
    }

    #[test]
    fn an_amount_is_read_in_all_its_spellings() {
        for (cell, amount) in [
            ("853657", "853657.00 USD"),
            ("$1,234.50", "1234.50 USD"),
            ("EUR 1,234.50", "1234.50 EUR"),
            ("1,234.50 eur", "1234.50 EUR"),
            ("£12k", "12000.00 GBP"),
            ("1.5M", "1500000.00 USD"),
            ("-$5", "-5.00 USD"),
            ("($5.25)", "-5.25 USD"),
            ("1.0E6", "1000000.00 USD"),
            ("5e-2", "0.05 USD"),
            ("3426.995", "3427.00 USD"),
            ("US$ 10", "10.00 USD"),
            ("¥1200", "1200 JPY"),
        ] {
            assert_eq!(read(cell, DecimalMark::Point).as_deref(), Ok(amount), "{cell}");
        }
        assert_eq!(read("1.234,50 €", DecimalMark::Comma).as_deref(), Ok("1234.50 EUR"));
    }

    #[test]
    fn two_currencies_are_no_amount() {
        for cell in ["$5 EUR", "€5 $", "EUR 5 GBP"] {
            let error = read(cell, DecimalMark::Point).unwrap_err();
            assert!(error.contains("two currencies"), "{cell}: {error}");
        }
        let row = "EUR".parse().ok();
        assert!(read_money("$5", DecimalMark::Point, row, Currency::USD).is_err());
        assert!(read_money("5 GBP", DecimalMark::Point, row, Currency::USD).is_err());
        let row = "CAD".parse().ok();
        let money = read_money("$5", DecimalMark::Point, row, Currency::USD).unwrap();
        assert_eq!(money.currency().code(), "CAD");
    }

    #[test]
    fn what_is_no_amount_or_too_large_is_refused() {
        for cell in ["", "abc", "five dollars", "1e40", "99999999999999999999", "NaN", "1-2", "€"]
        {
            assert!(read(cell, DecimalMark::Point).is_err(), "{cell}");
        }
    }
}
