//! The accounts that rows can belong to, by everything they are known by.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::domain::{AccountId, Kind};
use crate::import::{Whose, match_key};
use crate::store::{self, Store};

/// One account, or several that a name fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    One(AccountId),
    Several,
}

/// What a new or known account is called.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Called<'a> {
    pub(super) external_id: Option<&'a str>,
    pub(super) domain: Option<&'a str>,
    pub(super) name: Option<&'a str>,
}

/// The accounts of the book and of the call, by id, domain and name.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    by_id: HashMap<Box<str>, AccountId>,
    by_domain: HashMap<Box<str>, Found>,
    by_name: HashMap<Box<str>, Found>,
    by_subscription: HashMap<Box<str>, AccountId>,
    with_id: HashSet<AccountId>,
}

impl Accounts {
    /// Those of the book.
    pub(super) fn of(store: &Store) -> store::Result<Self> {
        let mut accounts = Self::default();
        for it in store.account_names()? {
            let called = Called {
                external_id: it.external_id.as_deref(),
                domain: it.domain.as_deref(),
                name: it.name.as_deref(),
            };
            accounts.add(it.id, called);
        }
        for it in store.keys(Kind::Contract)? {
            if let Some(account) = it.account {
                accounts.by_subscription.insert(it.key, account);
            }
        }
        Ok(accounts)
    }

    /// Notes what an account is called.
    pub(super) fn add(&mut self, id: AccountId, called: Called<'_>) {
        if let Some(external) = called.external_id {
            self.by_id.insert(match_key(external).into(), id);
            self.with_id.insert(id);
        }
        let add = |map: &mut HashMap<Box<str>, Found>, key: String| {
            map.entry(key.into())
                .and_modify(|it| {
                    if *it != Found::One(id) {
                        *it = Found::Several;
                    }
                })
                .or_insert(Found::One(id));
        };
        if let Some(domain) = called.domain {
            add(&mut self.by_domain, domain.to_lowercase());
        }
        if let Some(name) = called.name {
            add(&mut self.by_name, folded(name));
        }
    }

    /// What an account is called in a message: its id in the system it came from, else its number.
    pub(super) fn shown(&self, id: AccountId) -> String {
        let external = self.by_id.iter().find(|it| *it.1 == id).map(|it| it.0.to_string());
        external.unwrap_or_else(|| format!("account {id}"))
    }

    /// Notes whose a subscription is.
    pub(super) fn add_subscription(&mut self, key: &str, account: AccountId) {
        self.by_subscription.insert(key.into(), account);
    }

    /// The account that an account's own row is about: by its id alone where it has one, unless an
    /// account that has no id yet has its domain or its name.
    pub(super) fn own(&self, called: Called<'_>) -> Result<Option<AccountId>, String> {
        if let Some(external) = called.external_id {
            if let Some(id) = self.by_id.get(match_key(external)) {
                return Ok(Some(*id));
            }
            let without_id = |it: &AccountId| !self.with_id.contains(it);
            let by_words = self.by_domain_or_name(called).ok().flatten();
            return Ok(by_words.filter(without_id));
        }
        self.by_domain_or_name(called)
    }

    /// Whether what stands where an id belongs is an account's name: a column called "Account" may
    /// hold either.
    pub(super) fn is_named_by_id(&self, called: Called<'_>) -> bool {
        let stranger = called.external_id.filter(|it| !self.by_id.contains_key(match_key(it)));
        let is_name = |it: &str| self.by_name.contains_key(folded(it).as_str());
        called.name.is_none() && stranger.is_some_and(is_name)
    }

    fn by_domain_or_name(&self, called: Called<'_>) -> Result<Option<AccountId>, String> {
        if let Some(domain) = called.domain {
            match self.by_domain.get(domain.to_lowercase().as_str()) {
                Some(Found::One(id)) => return Ok(Some(*id)),
                Some(Found::Several) if called.name.is_none() => {
                    return Err(format!("several accounts have the domain {domain:?}"));
                }
                _ => {}
            }
        }
        called.name.map_or(Ok(None), |it| self.with_name(it))
    }

    /// The account that a row belongs to: by subscription, external id, domain, mail domain, exact
    /// name, in this order. An error says why there is none.
    pub(super) fn find(&self, whose: &Whose<'_>) -> Result<AccountId, String> {
        if !whose.subscription.is_empty()
            && let Some(id) = self.by_subscription.get(match_key(whose.subscription))
        {
            return Ok(*id);
        }
        if !whose.account.is_empty() {
            if let Some(id) = self.by_id.get(match_key(whose.account)) {
                return Ok(*id);
            }
            // Several ids in one cell: the first that is known.
            let mut parts = whose.account.split(';').map(str::trim);
            if let Some(id) = parts.find_map(|it| self.by_id.get(match_key(it))) {
                return Ok(*id);
            }
        }
        // A column called "account" may hold a domain or a name, one called "company" an id.
        let mut several = None;
        let said = [whose.domain, whose.email, whose.account].map(|it| self.with_domain(it));
        let named = [whose.name, whose.account].map(|it| self.with_name(it));
        for found in said.into_iter().chain(named).chain([self.with_domain(whose.name)]) {
            match found {
                Ok(Some(id)) => return Ok(id),
                Ok(None) => {}
                Err(why) => several = Some(why),
            }
        }
        if let Some(id) = self.by_id.get(match_key(whose.name)).filter(|_| several.is_none()) {
            return Ok(*id);
        }
        Err(match several {
            Some(why) => format!("{why}; give the account's id"),
            None if *whose == Whose::default() => "does not say which account it belongs to".into(),
            None => format!("names no known account: {}", whose.shown()),
        })
    }

    /// The account with the domain in a cell; an error where several have it.
    fn with_domain(&self, said: &str) -> Result<Option<AccountId>, String> {
        let Some(domain) = domain_of(said) else { return Ok(None) };
        match self.by_domain.get(domain.as_str()) {
            Some(Found::One(id)) => Ok(Some(*id)),
            Some(Found::Several) => Err(format!("several accounts have the domain {domain:?}")),
            None => Ok(None),
        }
    }

    /// The account of this name; an error where several are called so.
    fn with_name(&self, name: &str) -> Result<Option<AccountId>, String> {
        match self.by_name.get(folded(name).as_str()) {
            Some(Found::One(id)) => Ok(Some(*id)),
            Some(Found::Several) => Err(format!("several accounts are called {name:?}")),
            None => Ok(None),
        }
    }
}

/// A name by which accounts are compared: composed, lower case, single blanks.
fn folded(name: &str) -> String {
    let lower = name.nfc().collect::<String>().to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The domain in a cell, where it has one.
fn domain_of(said: &str) -> Option<String> {
    (!said.is_empty()).then(|| crate::import::domain_of(said))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts() -> Accounts {
        let mut accounts = Accounts::default();
        let called = |external_id, domain, name| Called { external_id, domain, name };
        accounts.add(AccountId::new(1), called(Some("A-1"), Some("acme.com"), Some("Acme")));
        accounts.add(AccountId::new(2), called(None, Some("beta.com"), Some("Beta  Ltd")));
        accounts.add(AccountId::new(3), called(Some("A-3"), None, Some("Twin")));
        accounts.add(AccountId::new(4), called(Some("A-4"), None, Some("twin")));
        accounts.add_subscription("S-1", AccountId::new(1));
        accounts
    }

    fn find(whose: Whose<'_>) -> Result<i64, String> {
        accounts().find(&whose).map(AccountId::raw)
    }

    #[test]
    fn a_row_is_matched_by_id_then_domain_then_exact_name() {
        let none = Whose::default();
        assert_eq!(find(Whose { account: "A-1", ..none }), Ok(1));
        assert_eq!(find(Whose { subscription: "S-1", ..none }), Ok(1));
        assert_eq!(find(Whose { account: "X; A-3", ..none }), Ok(3));
        assert_eq!(find(Whose { email: "jo@Beta.com", name: "Acme", ..none }), Ok(2));
        assert_eq!(find(Whose { name: "beta ltd", ..none }), Ok(2));
        assert_eq!(find(Whose { account: "Beta.com", ..none }), Ok(2));
        assert_eq!(find(Whose { account: "beta ltd", ..none }), Ok(2));
        assert_eq!(find(Whose { name: "A-3", ..none }), Ok(3));
        assert_eq!(find(Whose { name: "acme.com", ..none }), Ok(1));
        assert!(find(Whose { name: "Bet", ..none }).unwrap_err().contains("no known account"));
        assert!(find(Whose { name: "Twin", ..none }).unwrap_err().contains("several accounts"));
        assert!(find(none).unwrap_err().contains("does not say"));
    }

    #[test]
    fn an_account_without_an_id_is_the_one_with_its_domain_or_name() {
        let accounts = accounts();
        let own = |external_id, domain, name| {
            accounts.own(Called { external_id, domain, name }).map(|it| it.map(AccountId::raw))
        };
        assert_eq!(own(Some("A-9"), Some("beta.com"), None), Ok(Some(2)));
        assert_eq!(own(Some("A-9"), Some("acme.com"), Some("Acme")), Ok(None));
        assert_eq!(own(None, None, Some("acme")), Ok(Some(1)));
        assert!(own(None, None, Some("TWIN")).is_err());
        let is_name = |external_id, name| {
            accounts.is_named_by_id(Called { external_id: Some(external_id), domain: None, name })
        };
        assert!(is_name("ACME", None));
        assert!(!is_name("A-1", None) && !is_name("A-9", None) && !is_name("Acme", Some("Acme")));
    }
}
