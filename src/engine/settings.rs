//! The settings of the book that the formulas need.

use crate::domain::{Currency, Day, Record, Touch};

/// Words in the name of a metric of which more is worse (`docs/numbers.md`, "Usage series and grain").
const WORSE: &[&str] =
    &["error", "fail", "dislike", "unfriend", "complaint", "bounce", "refund", "adview", "lose_"];

/// Settings that live in the book, with the values they have where nothing was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The currency that sums are in.
    pub currency: Currency,
    /// The usage metric that health and alerts look at first, where the user chose one.
    pub primary_metric: Option<Box<str>>,
    /// Days off, ordered.
    pub holidays: Vec<Day>,
    /// New alerts a week above the line.
    pub alert_budget: usize,
    /// The book's own words for tiers, as `(word, tier)`.
    pub tier_words: Vec<(Box<str>, Box<str>)>,
    /// Words in the names of metrics of which more is worse; they are not counted as use.
    pub worse_words: Vec<Box<str>>,
    /// Hours within which a ticket of each priority is to be solved.
    pub sla: SlaHours,
    /// The usage metrics of the features that the product is bought for.
    pub key_features: Vec<Box<str>>,
    /// Days within which a new customer should have its first value.
    pub first_value_days: Option<u32>,
    /// Daily over monthly active users that the product aims at, in percent.
    pub stickiness_percent: Option<u32>,
}

/// Hours to the solution, by priority; nothing where none is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlaHours {
    /// The highest priority.
    pub urgent: Option<u32>,
    /// The second.
    pub high: Option<u32>,
    /// Every other.
    pub normal: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: Currency::USD,
            primary_metric: None,
            holidays: Vec::new(),
            alert_budget: 8,
            tier_words: Vec::new(),
            worse_words: WORSE.iter().map(|it| Box::from(*it)).collect(),
            sla: SlaHours::default(),
            key_features: Vec::new(),
            first_value_days: None,
            stickiness_percent: None,
        }
    }
}

impl Settings {
    /// The settings as the book's setting records say; what cannot be read keeps its default.
    pub fn from_records<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut res = Self::default();
        for record in records {
            if let Some(value) = record.text("value") {
                res.set(&record.key, value);
            }
        }
        res
    }

    /// The tier A to D that a word stands for; nothing for a word that is not mapped.
    pub fn tier(&self, word: &str) -> Option<&str> {
        const TIERS: [&str; 4] = ["A", "B", "C", "D"];
        let letter = |word: &str| TIERS.into_iter().find(|it| it.eq_ignore_ascii_case(word));
        letter(word.trim()).or_else(|| {
            let word = word.trim().to_lowercase();
            self.tier_words.iter().find(|it| *it.0 == *word).and_then(|it| letter(&it.1))
        })
    }

    /// How an account of this tier is looked after
    /// (`docs/numbers.md`, "Health: weights, curves and freshness"); mid where it is not known.
    pub fn touch(&self, tier: Option<&str>) -> Touch {
        match tier.and_then(|it| self.tier(it)) {
            Some("A") => Touch::High,
            Some("C") => Touch::Low,
            Some("D") => Touch::Tech,
            _ => Touch::Mid,
        }
    }

    /// Whether more of this metric is better, so that it counts as use.
    pub fn is_counted(&self, metric: &str) -> bool {
        !self.worse_words.iter().any(|it| metric.contains(it.as_ref()))
    }

    fn set(&mut self, key: &str, value: &str) {
        let number = || value.trim().parse().ok();
        match key {
            "currency" => self.currency = value.parse().unwrap_or(self.currency),
            "primary_metric" => self.primary_metric = Some(value.into()),
            "holidays" => {
                self.holidays = value.split_whitespace().filter_map(|it| it.parse().ok()).collect();
                self.holidays.sort_unstable();
            }
            "alert_budget" => self.alert_budget = value.parse().unwrap_or(self.alert_budget),
            "worse_words" => {
                self.worse_words =
                    value.split_whitespace().map(|it| it.to_lowercase().into()).collect();
            }
            "sla.urgent" => self.sla.urgent = number(),
            "sla.high" => self.sla.high = number(),
            "sla.normal" => self.sla.normal = number(),
            "key_features" => {
                self.key_features = value.split_whitespace().map(Into::into).collect();
            }
            "first_value_days" => self.first_value_days = number(),
            "stickiness_percent" => self.stickiness_percent = number(),
            _ => {
                if let Some(word) = key.strip_prefix("tier.") {
                    self.tier_words.push((word.to_lowercase().into(), value.into()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_books_own_word_for_a_tier_is_mapped_once_and_else_kept() {
        let settings =
            Settings { tier_words: vec![("premium".into(), "A".into())], ..Settings::default() };
        assert_eq!(settings.tier("Premium"), Some("A"));
        assert_eq!(settings.tier("b"), Some("B"));
        assert_eq!(settings.tier("Standard"), None);
        assert_eq!(settings.touch(Some("premium")), Touch::High);
        assert_eq!(settings.touch(Some("Standard")), Touch::Mid);
        assert_eq!(settings.touch(None), Touch::Mid);
    }

    #[test]
    fn a_metric_of_which_more_is_worse_is_not_counted_as_use() {
        let settings = Settings::default();
        assert!(settings.is_counted("logins"));
        assert!(!settings.is_counted("error_count"));
    }
}
