//! Which accounts a query leaves, and what a fact of theirs says.

use std::collections::HashMap;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::error::Error;
use crate::app::Judged;
use crate::domain::{AccountId, Band, Cap, Day, Health, Money, Phrase, Value, acts, shown_score};
use crate::engine::{Assessment, Context, Query};
use crate::export::{Cell, Json, Object, Tone};

/// What stands where nothing is known.
pub(super) const NOTHING: &str = "–";

/// The query that the words after a command make.
pub(super) fn query(words: &[String], judged: &Judged, as_of: Day) -> Result<Query, Error> {
    let text = words.join(" ");
    Query::parse(&text, &judged.ground.context.catalogue, as_of).map_err(|error| {
        let place = around(&text, error.column);
        Error::Usage(format!("the query is not understood: {error}\n{place}"))
    })
}

/// The text around a column, with a mark below it.
fn around(text: &str, column: usize) -> String {
    const REACH: usize = 30;
    // A character that is not seen would move the mark.
    let letters: Vec<char> = text.chars().map(|it| if acts(it) { ' ' } else { it }).collect();
    let place = column.saturating_sub(1).min(letters.len());
    let (from, to) = (place.saturating_sub(REACH), letters.len().min(place + REACH));
    let part = |range: Range<usize>| letters.get(range).unwrap_or_default().iter().collect();
    let (before, after): (String, String) = (part(from..place), part(place..to));
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (start, end) = (cut(from > 0), cut(to < letters.len()));
    let indent = " ".repeat(start.width() + before.width());
    format!("  {start}{before}{after}{end}\n  {indent}^")
}

/// The accounts that a query leaves, by number.
pub(super) struct Picked<'a> {
    judged: &'a Judged,
    query: Query,
    is_all: bool,
    by_id: HashMap<AccountId, &'a Assessment>,
}

impl<'a> Picked<'a> {
    /// The accounts that the words after a command leave.
    pub(super) fn new(words: &[String], judged: &'a Judged, as_of: Day) -> Result<Self, Error> {
        let query = query(words, judged, as_of)?;
        let by_id = judged.accounts.iter().map(|it| (it.account, it)).collect();
        Ok(Self { judged, query, is_all: words.is_empty(), by_id })
    }

    /// The accounts, by number.
    pub(super) fn accounts(&self) -> impl Iterator<Item = &'a Assessment> + '_ {
        self.judged.accounts.iter().filter(|it| self.query.matches(&it.sheet))
    }

    /// The account, where the query leaves it.
    pub(super) fn account(&self, id: AccountId) -> Option<&'a Assessment> {
        self.by_id.get(&id).copied().filter(|it| self.query.matches(&it.sheet))
    }

    /// Whether there is no query.
    pub(super) fn is_all(&self) -> bool {
        self.is_all
    }

    /// The facts of one of the accounts.
    pub(super) fn facts(&self, of: &'a Assessment) -> Facts<'a> {
        Facts { context: &self.judged.ground.context, of }
    }
}

/// The facts of one account, by name.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) context: &'a Context,
    pub(super) of: &'a Assessment,
}

impl<'a> Facts<'a> {
    /// The value of a fact.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        self.of.sheet.get(self.context.catalogue.find(name)?)
    }

    /// A money fact.
    pub(super) fn money(&self, name: &str) -> Option<Money> {
        self.value(name)?.as_money()
    }

    /// A date fact.
    pub(super) fn day(&self, name: &str) -> Option<Day> {
        self.value(name)?.as_day()
    }

    /// A numeric fact.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.value(name)?.as_f64()
    }

    /// A fact as a person reads it.
    pub(super) fn phrase(&self, name: &str) -> Cell {
        self.value(name).map_or_else(|| NOTHING.into(), |it| Phrase(it).to_string().into())
    }

    /// The keys that every object about an account begins with.
    pub(super) fn identity(&self) -> Object {
        identity(self.of)
    }

    /// Adds facts to an object; an amount in another currency than the book's brings its own.
    pub(super) fn add<'n>(&self, object: &mut Object, names: impl IntoIterator<Item = &'n str>) {
        for name in names {
            let value = self.value(name);
            object.set(name, Json::from(value));
            let own = value.and_then(Value::as_money).map(Money::currency);
            if let Some(own) = own.filter(|it| *it != self.context.settings.currency) {
                object.set(format!("{name}.currency"), own.code());
            }
        }
    }
}

/// `id`, `external_id` and `name` of an account.
pub(super) fn identity(of: &Assessment) -> Object {
    Object::new()
        .with("id", of.account.raw())
        .with("external_id", of.external_id.as_deref())
        .with("name", &of.name)
}

/// A score as a person reads it: rounded down, so that a 75 is never yellow.
pub(super) fn score(score: Option<f64>) -> String {
    score.map_or_else(|| NOTHING.to_owned(), shown_score)
}

/// The score of an account in a list: nothing where there is too little data for a band, for such a
/// number would stand among those that mean something.
pub(super) fn listed_score(health: &Health) -> String {
    score(health.score().filter(|_| health.band != Band::Unknown))
}

/// A share as a person reads it.
pub(super) fn percent(share: f64) -> String {
    Phrase(&Value::Percent((share * 100.0).round() / 100.0)).to_string()
}

/// A band in its colour.
pub(super) fn band(band: Band) -> Cell {
    Cell::from(band.word()).in_tone(match band {
        Band::Green => Tone::Good,
        Band::Yellow => Tone::Watch,
        Band::Red => Tone::Bad,
        Band::Unknown => Tone::Faint,
    })
}

/// A limit as JSON.
pub(super) fn cap(it: &Cap) -> Object {
    Object::new().with("cap", &it.id).with("at_most", it.at_most).with("text", it.reason.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_below_its_column_whatever_stands_before_it() {
        assert_eq!(around("renews<90d (", 12), "  renews<90d (\n             ^");
        assert_eq!(around("株 x", 3), "  株 x\n     ^");
        assert_eq!(around("\u{1b}[2J x", 6), "   [2J x\n       ^");
        let long = "a ".repeat(50_000) + "(";
        let shown = around(&long, 100_001);
        assert!(shown.starts_with("  …a a ") && shown.ends_with('^'), "{shown}");
        assert!(shown.chars().count() < 80, "{shown}");
    }
}
