//! Amounts in whole minor units of a currency.

use std::fmt;
use std::str::FromStr;

/// An ISO 4217 currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// An amount of one currency, in its minor units (cents, yen, fils).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// A text that is no currency or no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The code is not in ISO 4217.
    #[error("{0:?} is no currency code (write EUR, USD, JPY …)")]
    Currency(String),
    /// The text is no decimal number.
    #[error("{0:?} is no amount")]
    Amount(String),
    /// The number does not fit.
    #[error("{0:?} is too large for an amount")]
    Range(String),
}

impl Currency {
    /// US dollars, the currency of a book that names none.
    pub const USD: Self = Self(*b"USD");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn digits(self) -> u32 {
        iso_currency::Currency::from_code(self.code())
            .and_then(iso_currency::Currency::exponent)
            .map_or(2, u32::from)
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let upper = text.trim().to_ascii_uppercase();
        let known = iso_currency::Currency::from_code(&upper);
        match (known, <[u8; 3]>::try_from(upper.as_bytes())) {
            (Some(_), Ok(code)) => Ok(Self(code)),
            _ => Err(MoneyError::Currency(text.to_owned())),
        }
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Money {
    /// An amount of `minor` units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Reads a plain decimal number (`-1234.5`) as major units, never through a float. Digits
    /// past the currency's are rounded half away from zero, once.
    pub fn from_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let refuse = || MoneyError::Amount(text.to_owned());
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && part.is_empty()
            || !whole.bytes().chain(part.bytes()).all(|it| it.is_ascii_digit())
        {
            return Err(refuse());
        }
        let kept = currency.digits() as usize;
        let mut minor: i64 = 0;
        let padded = part.bytes().chain(std::iter::repeat(b'0')).take(kept);
        for digit in whole.bytes().chain(padded) {
            minor = minor
                .checked_mul(10)
                .and_then(|it| it.checked_add(i64::from(digit - b'0')))
                .ok_or_else(|| MoneyError::Range(text.to_owned()))?;
        }
        if part.as_bytes().get(kept).is_some_and(|it| *it >= b'5') {
            minor = minor.checked_add(1).ok_or_else(|| MoneyError::Range(text.to_owned()))?;
        }
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The sum, or nothing where the currencies differ or the sum does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))?
            .map(|minor| Self::new(minor, self.currency))
    }

    /// The amount times `factor / divisor`, rounded half away from zero, once.
    #[must_use]
    pub fn times(self, factor: i64, divisor: i64) -> Self {
        if divisor == 0 {
            return self;
        }
        let product = i128::from(self.minor) * i128::from(factor);
        let divisor = i128::from(divisor);
        let half = (divisor.abs() / 2) * product.signum() * divisor.signum();
        let rounded = (product + half) / divisor;
        let clamped = rounded.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
        Self::new(clamped as i64, self.currency)
    }

    /// The amount in major units, for ratios and comparisons only.
    pub fn to_f64(self) -> f64 {
        self.minor as f64 / 10_f64.powi(self.currency.digits() as i32)
    }
}

impl fmt::Display for Money {
    /// Writes major units with exactly the currency's digits and no code: `84000.00`, `-0.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.digits() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let text = format!("{:0>width$}", self.minor.unsigned_abs(), width = digits + 1);
        let (whole, part) = text.split_at(text.len() - digits);
        let point = if digits == 0 { "" } else { "." };
        f.pad(&format!("{sign}{whole}{point}{part}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, code: &str) -> Money {
        Money::from_decimal(text, code.parse().unwrap()).unwrap()
    }

    #[test]
    fn an_amount_keeps_its_currencys_digits() {
        assert_eq!(money("84000", "USD").to_string(), "84000.00");
        assert_eq!(money("-0.05", "EUR").to_string(), "-0.05");
        assert_eq!(money("1200", "JPY").to_string(), "1200");
        assert_eq!(money("1.2345", "KWD").to_string(), "1.235");
        assert_eq!(money("3426.995", "USD").minor(), 342_700);
        assert_eq!(money(".5", "USD").minor(), 50);
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        let usd = Currency::USD;
        for text in ["", "-", ".", "1,5", "1e3", "NaN", "1.2.3"] {
            assert!(Money::from_decimal(text, usd).is_err(), "{text}");
        }
        let huge = Money::from_decimal("99999999999999999999", usd);
        assert!(matches!(huge, Err(MoneyError::Range(_))));
        assert!("XQZ".parse::<Currency>().is_err());
    }

    #[test]
    fn a_share_is_rounded_half_away_from_zero() {
        assert_eq!(money("0.05", "USD").times(1, 2).minor(), 3);
        assert_eq!(money("-0.05", "USD").times(1, 2).minor(), -3);
        assert_eq!(money("100", "USD").times(365, 31).minor(), 117_742);
    }

    #[test]
    fn amounts_of_two_currencies_are_never_added() {
        assert_eq!(money("1", "USD").plus(money("1", "EUR")), None);
    }
}
