//! What similar accounts of the book own: those of one tier and one industry.

use std::collections::BTreeMap;

use super::day_set::{DaySet, Days};
use super::lines::Line;
use super::lookup::field_on;
use crate::domain::{AccountHistory, Day, Kind, RecordHistory, Value, Version};

/// The groups and products of a book, by number.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct PeerNames {
    groups: BTreeMap<Box<str>, u16>,
    products: BTreeMap<Box<str>, u16>,
}

/// What the accounts of each group own on one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Peers(BTreeMap<u16, Owners>);

/// What the accounts of one group own on one day.
#[derive(Debug, Clone, PartialEq, Default)]
struct Owners {
    /// Accounts that own any named product.
    accounts: u32,
    /// For each product, the accounts that own it.
    of: BTreeMap<u16, u32>,
}

/// A product of an account, and the days of judgement on which it owns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owned {
    product: u16,
    days: DaySet,
}

/// What most of the other accounts of a group own and one of them does not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap<'a> {
    /// The product; nothing where it owns all that they do.
    pub(super) product: Option<&'a str>,
    /// The share of them that own it.
    pub(super) share: f64,
}

impl Peers {
    /// Takes an account of a group into account, by what it owns on the day at a place.
    pub(super) fn add(&mut self, group: u16, owned: &[Owned], place: usize) {
        let mut products = owned.iter().filter(|it| it.days.has(place)).peekable();
        if products.peek().is_none() {
            return;
        }
        let owners = self.0.entry(group).or_default();
        owners.accounts += 1;
        for it in products {
            *owners.of.entry(it.product).or_default() += 1;
        }
    }
}

impl PeerNames {
    /// The number of an account's group on a day; nothing where tier or industry is not known.
    /// `last` is the group of the day before.
    pub(super) fn group_on<'a>(
        &mut self,
        own: &'a RecordHistory,
        day: Day,
        last: &mut Option<Group<'a>>,
    ) -> Option<u16> {
        let word = |field| field_on(own, field, day).and_then(Value::as_text);
        let (tier, industry) = (word("tier")?, word("industry")?);
        if let Some(it) = last.filter(|it| it.tier == tier && it.industry == industry) {
            return Some(it.number);
        }
        let number = number(&mut self.groups, &key(tier, industry));
        *last = Some(Group { tier, industry, number });
        Some(number)
    }

    /// The named products of an account, each once.
    pub(super) fn owned(&mut self, account: &AccountHistory, days: &Days) -> Vec<Owned> {
        let mut res: Vec<Owned> = Vec::new();
        let contracts = account.records.iter().filter(|it| it.kind == Kind::Contract);
        for term in contracts.flat_map(|it| terms(it, days)) {
            let product = number(&mut self.products, &term.product);
            match res.iter_mut().find(|own| own.product == product) {
                Some(own) => own.days = own.days | term.days,
                None => res.push(Owned { product, days: term.days }),
            }
        }
        res
    }

    /// What an account of this tier and industry that owns some products lacks, beside the others;
    /// nothing where there are fewer than `fewest` of them.
    pub(super) fn gap(
        &self,
        peers: &Peers,
        tier: &str,
        industry: &str,
        own: &[&str],
        fewest: u32,
    ) -> Option<Gap<'_>> {
        let owners = peers.0.get(self.groups.get(&*key(tier, industry))?)?;
        let others = owners.accounts.checked_sub(1).filter(|it| *it >= fewest)?;
        let lacking = self.products.iter().filter(|(name, _)| !own.contains(&name.as_ref()));
        let counted = lacking.filter_map(|(name, it)| Some((name, *owners.of.get(it)?)));
        // Of equals the first by name: `max_by_key` keeps the last.
        let most = counted.rev().max_by_key(|(_, n)| *n);
        Some(Gap {
            product: most.map(|(name, _)| name.as_ref()),
            share: most.map_or(0.0, |(_, n)| f64::from(n) / f64::from(others)),
        })
    }
}

/// The group of an account on a day, by the words that make it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group<'a> {
    tier: &'a str,
    industry: &'a str,
    number: u16,
}

/// A product under contract, and the days of judgement in its term.
struct ProductTerm {
    product: Box<str>,
    days: DaySet,
}

/// The terms of a contract, as it said from day to day.
fn terms(contract: &RecordHistory, days: &Days) -> Vec<ProductTerm> {
    let mut from: Vec<Day> = contract.versions.iter().map(Version::counts_from).collect();
    from.sort_unstable();
    from.dedup();
    let next = from.iter().copied().skip(1).map(Some).chain([None]);
    let term = |(from, next): (Day, Option<Day>)| {
        let record = contract.as_of(from)?;
        let line = Line::from_record(&record)?;
        let first = from.max(line.start);
        if !line.is_in_force(first) {
            return None;
        }
        let over = next.into_iter().chain(line.end.map(|it| it + 1)).min();
        let after = over.map(|it| days.since(it)).unwrap_or_default();
        let product = record.text("product")?.into();
        Some(ProductTerm { product, days: days.since(first).without(after) })
    };
    from.iter().copied().zip(next).filter_map(term).collect()
}

fn key(tier: &str, industry: &str) -> String {
    format!("{}\n{}", tier.to_lowercase(), industry.to_lowercase())
}

fn number(names: &mut BTreeMap<Box<str>, u16>, name: &str) -> u16 {
    if let Some(number) = names.get(name) {
        return *number;
    }
    let number = names.len() as u16;
    names.insert(name.into(), number);
    number
}
