//! What a person calls an account, and finding it by that.

use super::book::Book;
use crate::app::error::Error;
use crate::domain::{AccountId, Record};

/// An account by its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The account.
    pub id: AccountId,
    /// Its name.
    pub name: &'a str,
    /// Its id in the system it came from.
    pub external_id: Option<&'a str>,
}

/// The accounts that a line may name: those of the judged book, or of the store alone where
/// nothing needs to be judged.
pub trait Names: std::fmt::Debug {
    /// Every account by its names.
    fn names(&self) -> Box<dyn Iterator<Item = Named<'_>> + '_>;
}

impl Names for Book {
    fn names(&self) -> Box<dyn Iterator<Item = Named<'_>> + '_> {
        Box::new(self.accounts.iter().map(|it| Named {
            id: it.id,
            name: &it.name,
            external_id: it.external_id.as_deref(),
        }))
    }
}

impl Names for Vec<Record> {
    fn names(&self) -> Box<dyn Iterator<Item = Named<'_>> + '_> {
        Box::new(self.iter().map(|it| Named {
            id: it.id.as_account(),
            name: it.text("name").unwrap_or(&it.key),
            external_id: it.text("external_id"),
        }))
    }
}

/// How many candidates an ambiguous name lists.
const LISTED: usize = 10;

/// The name of the account that is called so already; case and blanks around it do not count.
pub(in crate::app) fn taken(accounts: &[Record], name: &str) -> Option<String> {
    let wanted = name.trim().to_lowercase();
    let mut names = accounts.iter().filter_map(|it| it.text("name"));
    names.find(|it| it.trim().to_lowercase() == wanted).map(str::to_owned)
}

/// The account of this external id, number, name, domain, or unambiguous part of a name; the first
/// of these that any account fits decides.
pub(in crate::app) fn account(accounts: &[Record], text: &str) -> Result<AccountId, Error> {
    let wanted = text.trim().to_lowercase();
    if wanted.is_empty() {
        return Err(Error::NoAccount(text.to_owned()));
    }
    let is =
        |it: &Record, field: &str| it.text(field).is_some_and(|it| it.to_lowercase() == wanted);
    let ways: [&dyn Fn(&Record) -> bool; 4] = [
        &|it| is(it, "external_id"),
        &|it| it.id.raw().to_string() == wanted,
        &|it| is(it, "name") || is(it, "domain"),
        &|it| it.text("name").is_some_and(|it| it.to_lowercase().contains(&wanted)),
    ];
    for way in ways {
        let found: Vec<&Record> = accounts.iter().filter(|it| way(it)).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one.id.as_account()),
            many => {
                let name = |it: &&Record| it.text("name").unwrap_or(&it.key).to_owned();
                let names = many.iter().take(LISTED).map(name).collect();
                return Err(Error::ManyAccounts { wanted: text.to_owned(), names });
            }
        }
    }
    Err(Error::NoAccount(text.to_owned()))
}
