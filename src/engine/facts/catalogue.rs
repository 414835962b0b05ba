//! Every fact that this book has: name, type, unit, meaning, example.

use std::collections::HashMap;

use super::fact::{CustomField, Fact, FactId};
use super::known::ENTRIES;
use super::suffix::SUFFIXES;
use crate::domain::{Day, Family, Metric, MetricId, Type, edits};

/// Every fact of a book, in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    facts: Vec<Fact>,
    by_name: HashMap<Box<str>, FactId>,
    metrics: Vec<MetricFacts>,
}

/// Where the facts of a metric stand in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MetricFacts {
    /// The metric.
    pub(super) metric: MetricId,
    /// The first of its facts; a usage metric has one per suffix, a reported figure has one.
    pub(super) first: FactId,
}

impl Default for Catalogue {
    /// The facts of a book without metrics and fields of its own.
    fn default() -> Self {
        Self::for_book(&[], &[], Day::MAX)
    }
}

impl Catalogue {
    /// The built-in facts, and those that the book's own metrics, as they were known on a day, and
    /// custom fields make.
    pub fn for_book(metrics: &[Metric], custom: &[CustomField], as_of: Day) -> Self {
        let mut res = Self {
            facts: Vec::new(),
            by_name: HashMap::new(),
            metrics: Vec::with_capacity(metrics.len()),
        };
        for entry in ENTRIES {
            res.push(Fact {
                name: entry.name.into(),
                aliases: entry.aliases.iter().map(|it| Box::from(*it)).collect(),
                ty: entry.ty,
                unit: entry.unit,
                meaning: entry.meaning.into(),
                example: entry.example.into(),
                source: entry.group.source().into(),
            });
        }
        res.push_primary();
        for metric in metrics {
            let Some(first) = res.next() else { break };
            res.metrics.push(MetricFacts { metric: metric.id, first });
            match metric.family {
                Family::Usage => res.push_usage(metric, as_of),
                Family::Reported => res.push_reported(metric),
            }
        }
        res.metrics.sort_by_key(|it| it.metric);
        for field in custom {
            res.push_custom(field);
        }
        res
    }

    /// The fact of this name or alias.
    pub fn find(&self, name: &str) -> Option<FactId> {
        self.by_name.get(name).copied()
    }

    /// What is known of a fact.
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(usize::from(id.0))
    }

    /// Every fact with its place.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        (0..).map(FactId).zip(&self.facts)
    }

    /// The names and aliases nearest to a misspelt one, best first, at most three; of two as near,
    /// the name of a fact comes before an alias.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        let wrong = name.to_lowercase();
        let names = self.facts.iter().flat_map(|it| {
            let aliases = it.aliases.iter().map(|it| (Spelling::Alias, it.as_ref()));
            std::iter::once((Spelling::Name, &*it.name)).chain(aliases)
        });
        let mut found: Vec<Candidate<'_>> = names
            .map(|(spelling, it)| Candidate { distance: distance(&wrong, it), spelling, name: it })
            .filter(|it| it.distance <= 2.max(wrong.len() / 3))
            .collect();
        found.sort_unstable();
        found.into_iter().take(3).map(|it| it.name).collect()
    }

    /// Where the facts of a metric stand.
    pub(super) fn of_metric(&self, metric: MetricId) -> Option<FactId> {
        let at = self.metrics.binary_search_by_key(&metric, |it| it.metric).ok()?;
        self.metrics.get(at).map(|it| it.first)
    }

    /// Where the facts `usage.primary.…` stand.
    pub(super) const fn primary() -> FactId {
        FactId(ENTRIES.len() as u16)
    }

    /// The place of the next fact, while the catalogue has one left.
    fn next(&self) -> Option<FactId> {
        u16::try_from(self.facts.len()).ok().map(FactId)
    }

    fn push(&mut self, fact: Fact) {
        let Some(id) = self.next() else { return };
        // The first to take a name keeps it, so that a metric called `primary` hides nothing.
        let aliases = fact.aliases.iter().map(AsRef::as_ref);
        for name in std::iter::once(&*fact.name).chain(aliases) {
            self.by_name.entry(name.into()).or_insert(id);
        }
        self.facts.push(fact);
    }

    fn push_primary(&mut self) {
        for entry in SUFFIXES {
            let name = format!("usage.primary.{}", entry.name);
            let is_change = entry.name == "change_28d";
            self.push(Fact {
                aliases: if is_change { vec!["usage".into()] } else { Vec::new() },
                ty: entry.ty,
                unit: entry.unit,
                meaning: format!("The primary usage metric: {}.", entry.meaning).into(),
                example: format!("{name} {}", entry.example).trim_end().into(),
                source: "the primary usage metric".into(),
                name: name.into(),
            });
        }
    }

    fn push_usage(&mut self, metric: &Metric, as_of: Day) {
        let grain = metric.grains.on(as_of);
        for entry in SUFFIXES {
            let name = format!("usage.{}.{}", metric.name, entry.name);
            self.push(Fact {
                aliases: Vec::new(),
                ty: entry.ty,
                unit: entry.unit,
                meaning: format!("{}: {}.", metric.name, entry.meaning).into(),
                example: format!("{name} {}", entry.example).trim_end().into(),
                source: format!("usage metric {} (by {grain})", metric.name).into(),
                name: name.into(),
            });
        }
    }

    fn push_reported(&mut self, metric: &Metric) {
        let name = format!("reported.{}", metric.name);
        self.push(Fact {
            aliases: Vec::new(),
            ty: Type::Number,
            unit: "",
            meaning: format!("{} as a source reported it, not counted here.", metric.name).into(),
            example: format!("{name} > 0").into(),
            source: format!("reported figure {}", metric.name).into(),
            name: name.into(),
        });
    }

    fn push_custom(&mut self, field: &CustomField) {
        let example = match field.ty {
            Type::Number => format!("{} > 0", field.name),
            Type::Money => format!("{} > 1k", field.name),
            Type::Percent => format!("{} > 50%", field.name),
            Type::Days => format!("{} > 30d", field.name),
            Type::Date => format!("{} >= 2026-01-01", field.name),
            Type::Flag => field.name.to_string(),
            Type::Text | Type::List => format!("{}:word", field.name),
        };
        self.push(Fact {
            name: field.name.as_ref().into(),
            aliases: Vec::new(),
            ty: field.ty,
            unit: "",
            meaning: format!("The field {} of your own files.", field.name).into(),
            example: example.into(),
            source: "the account's own fields".into(),
        });
    }
}

/// What a fact is called by; its name sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spelling {
    Name,
    Alias,
}

/// A name that might have been meant; the nearest sorts first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate<'a> {
    distance: usize,
    spelling: Spelling,
    name: &'a str,
}

/// How far a misspelt name is from a right one: edits, or next to nothing where it is a beginning
/// or one of its words.
fn distance(wrong: &str, right: &str) -> usize {
    let is_part = right.split(['.', '_']).any(|it| it == wrong);
    if wrong.len() >= 3 && (is_part || right.starts_with(wrong)) {
        return 1;
    }
    edits(wrong, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Grain;

    fn book() -> Catalogue {
        let metric = |id, name: &str, family| Metric {
            id: MetricId::new(id),
            name: name.into(),
            grains: Grain::Day.into(),
            family,
        };
        Catalogue::for_book(
            &[metric(2, "logins", Family::Usage), metric(5, "nps", Family::Reported)],
            &[CustomField { name: "custom.region_code".into(), ty: Type::Text }],
            Day::MAX,
        )
    }

    #[test]
    fn a_fact_is_found_by_name_and_by_alias() {
        let book = book();
        assert_eq!(book.find("renews"), book.find("renewal.days_left"));
        assert!(book.find("usage.logins.change_28d").is_some());
        assert!(book.find("reported.nps").is_some());
        assert!(book.find("custom.region_code").is_some());
        assert_eq!(book.find("renewal"), None);
    }

    #[test]
    fn no_name_or_alias_stands_twice_and_every_fact_says_what_it_means() {
        let book = book();
        let names: usize = book.facts.iter().map(|it| 1 + it.aliases.len()).sum();
        assert_eq!(names, book.by_name.len());
        for fact in &book.facts {
            assert!(fact.meaning.ends_with('.'), "{}", fact.name);
            let id = book.find(&fact.name).unwrap();
            assert_eq!(book.fact(id), Some(fact));
        }
    }

    #[test]
    fn a_misspelt_name_brings_the_nearest_ones() {
        let book = book();
        assert_eq!(book.nearest("renewal.day_left").first(), Some(&"renewal.days_left"));
        assert_eq!(book.nearest("helth").first(), Some(&"health"));
        assert_eq!(book.nearest("ARR").first(), Some(&"arr"));
        // `renews` is an alias, and as near.
        assert_eq!(book.nearest("renew").first(), Some(&"renewal.amount"));
        assert!(book.nearest("qqqqqqqqqq").is_empty());
        assert!(book.nearest("tickets.").len() <= 3);
    }

    #[test]
    fn a_metrics_facts_stand_where_the_catalogue_says() {
        let book = book();
        assert_eq!(book.of_metric(MetricId::new(2)), book.find("usage.logins.now"));
        assert_eq!(book.of_metric(MetricId::new(5)), book.find("reported.nps"));
        assert_eq!(Some(Catalogue::primary()), book.find("usage.primary.now"));
    }
}
