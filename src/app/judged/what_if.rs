//! What another health model would make of the book, before anything is saved.

use super::crew;
use super::judge::Ground;
use super::policy::{OwnPolicy, of_model};
use crate::app::error::Error;
use crate::config::PolicyFile;
use crate::domain::{AccountHistory, Day};
use crate::engine::health::{ChangedModel, Moved, MovedBy, Setting};
use crate::engine::{Catalogue, Compared, Model, WhatIf};
use crate::store::Store;

/// Which model to try.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherModel {
    /// A file laid over the built-in model; without one it is the model in force.
    pub file: Option<PolicyFile>,
    /// Numbers of it to set.
    pub settings: Vec<Setting>,
}

/// What another model would make of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// In what the model differs from the one in force.
    pub moved: Vec<Moved>,
    /// What to write in a file of one's own so that what was set holds; empty where nothing was.
    pub text: String,
    /// What both models say of each account, by number.
    pub accounts: Vec<Compared>,
}

/// Judges the book by the model in force and by another one. Nothing is written.
///
/// # Errors
///
/// Where the book cannot be read, and with every mistake of the file or of what is set.
pub(in crate::app) fn tried(
    store: &Store,
    own: &OwnPolicy,
    other: &OtherModel,
    as_of: Day,
) -> Result<Tried, Error> {
    store.snapshot(|store| {
        let ground = Ground::read(store, own, as_of)?;
        let before = &ground.policy.model;
        let changed = changed(before, other, &ground.context.catalogue)?;
        let what_if = WhatIf::new(&ground.context, before, &changed.model, as_of);
        let work = |history: AccountHistory| what_if.of(&history);
        let shared = crew::share(work, |to| store.each_account(|it| to.send(it).is_ok()));
        shared.fed?;
        let mut accounts = shared.made;
        accounts.sort_unstable_by_key(|it| it.account);
        Ok(Tried { moved: moved(before, &changed), text: changed.text, accounts })
    })?
}

/// The other model.
fn changed(
    in_force: &Model,
    other: &OtherModel,
    catalogue: &Catalogue,
) -> Result<ChangedModel, Error> {
    let base = match &other.file {
        None => in_force.clone(),
        Some(file) => {
            let laid = Model::built_in().overlaid(&file.text, catalogue);
            if !laid.errors.is_empty() {
                let told = laid.errors.into_iter().map(|it| of_model(&file.path, it));
                return Err(Error::Policy(told.collect()));
            }
            laid.model
        }
    };
    base.changed(&other.settings, catalogue).map_err(Error::Settings)
}

/// In what a model differs from the one in force.
fn moved(before: &Model, changed: &ChangedModel) -> Vec<Moved> {
    let (old, new) = (before.leaves(), changed.model.leaves());
    let by = |key: &str| {
        let own = changed.moved.iter().find(|it| it.key == key);
        own.map_or(MovedBy::Wish, |it| it.by)
    };
    let mut res = Vec::new();
    for leaf in &new {
        let was = old.iter().find(|it| it.key == leaf.key).map(|it| it.value.clone());
        // The points of a curve tell of it.
        let is_told = leaf.is_curve();
        if was.as_ref() != Some(&leaf.value) && !is_told {
            let (key, to, by) = (leaf.key.clone(), leaf.value.clone(), by(&leaf.key));
            res.push(Moved { key, from: was.unwrap_or_default(), to, by });
        }
    }
    let is_gone = |it: &&crate::engine::health::Leaf| {
        !it.is_curve() && !new.iter().any(|leaf| leaf.key == it.key)
    };
    res.extend(old.iter().filter(is_gone).map(|it| Moved {
        key: it.key.clone(),
        from: it.value.clone(),
        to: String::new(),
        by: MovedBy::Wish,
    }));
    res
}
