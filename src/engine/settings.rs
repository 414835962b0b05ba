//! The settings of the book that the formulas need (`decisions.md` 21).

use crate::domain::{Currency, Day, Record};

/// Settings that live in the book, with the values they have where nothing was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The currency that sums are in.
    pub currency: Currency,
    /// The usage metric that health and alerts look at first, where the user chose one.
    pub primary_metric: Option<Box<str>>,
    /// The first month of the fiscal year, 1 to 12.
    pub fiscal_start: u32,
    /// Days off, ordered.
    pub holidays: Vec<Day>,
    /// New alerts a week above the line.
    pub alert_budget: usize,
    /// The book's own words for tiers, as `(word, tier)`.
    pub tier_words: Vec<(Box<str>, Box<str>)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: Currency::USD,
            primary_metric: None,
            fiscal_start: 1,
            holidays: Vec::new(),
            alert_budget: 8,
            tier_words: Vec::new(),
        }
    }
}

impl Settings {
    /// The settings as the book's setting records say; what cannot be read keeps its default.
    pub fn from_records<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut res = Self::default();
        for record in records {
            let Some(value) = record.text("value") else { continue };
            match record.key.as_ref() {
                "currency" => res.currency = value.parse().unwrap_or(res.currency),
                "primary_metric" => res.primary_metric = Some(value.into()),
                "fiscal_start" => {
                    res.fiscal_start = value
                        .parse()
                        .ok()
                        .filter(|it| (1..=12).contains(it))
                        .unwrap_or(res.fiscal_start);
                }
                "holidays" => {
                    res.holidays =
                        value.split_whitespace().filter_map(|it| it.parse().ok()).collect();
                    res.holidays.sort_unstable();
                }
                "alert_budget" => res.alert_budget = value.parse().unwrap_or(res.alert_budget),
                _ => {
                    if let Some(word) = record.key.strip_prefix("tier.") {
                        res.tier_words.push((word.to_lowercase().into(), value.into()));
                    }
                }
            }
        }
        res
    }
}
