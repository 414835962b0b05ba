//! Sums and shares of money.

use crate::domain::{Currency, Money};
use crate::engine::formulas::ratio;

/// The sum of the amounts of one currency, such as what is available to renew; amounts in another are
/// left out rather than guessed.
pub fn total(amounts: impl IntoIterator<Item = Money>, currency: Currency) -> Money {
    amounts.into_iter().fold(Money::new(0, currency), |sum, it| sum.plus(it).unwrap_or(sum))
}

/// A part over its whole, of one currency; nothing where the whole is 0.
pub(super) fn share(part: Money, whole: Money) -> Option<f64> {
    ratio(part.minor() as f64, whole.minor() as f64)
}
