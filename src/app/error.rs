//! What can go wrong above the store, said for the person at the keyboard.

use super::intake;
use crate::config::{self, PolicyProblem};
use crate::domain::{Day, counted};
use crate::engine::health::SetError;
use crate::engine::{NoAnchor, QueryError};
use crate::store;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The book's file.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// An import.
    #[error(transparent)]
    Import(#[from] intake::Error),
    /// A file of the user's own says what has no meaning.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// No account is called so.
    #[error("no account is called {0:?}. List them with: rounds accounts")]
    NoAccount(String),
    /// Several accounts are called so.
    #[error("{wanted:?} could be {}. Write more of the name, or the id", names.join(", "))]
    ManyAccounts {
        /// What was asked for.
        wanted: String,
        /// The first of those that fit.
        names: Vec<String>,
    },
    /// A new account is to be called as another is.
    #[error("there is an account {0:?} already. Give this one a name that tells them apart")]
    NameTaken(String),
    /// The renewal date of an account is read from no place that another could be written to.
    #[error("the renewal date of {account} cannot be set: {why}")]
    RenewalFixed {
        /// The account's name.
        account: String,
        /// What is in the way, and what to do.
        why: &'static str,
    },
    /// The journal holds nothing in force.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Nothing was undone, or a later change took it away.
    #[error("nothing to redo")]
    NothingToRedo,
    /// A folder or a pattern on the import line holds no file to import.
    #[error(
        "{0} holds no file to import: csv, tsv or txt, the rejects of earlier imports left out"
    )]
    NoFilesIn(String),
    /// A write while the book is shown as of another day.
    #[error(
        "the book is shown as of {0}: time travel is for reading only. Leave out --as-of to change it"
    )]
    TimeTravel(Day),
    /// No rule has this number or short name.
    #[error("there is no rule {wanted:?}{} List them with: rounds rules list", suggestion(nearest))]
    NoRule {
        /// What was asked for.
        wanted: String,
        /// The short names nearest to it.
        nearest: Vec<Box<str>>,
    },
    /// No playbook has this short name.
    #[error(
        "there is no playbook {wanted:?}{} List them with: rounds playbook list",
        suggestion(nearest)
    )]
    NoPlaybook {
        /// What was asked for.
        wanted: String,
        /// The short names nearest to it.
        nearest: Vec<Box<str>>,
    },
    /// The account lacks the date that a playbook counts from.
    #[error(transparent)]
    NoAnchor(#[from] NoAnchor),
    /// Tasks of the playbook are open for the account.
    #[error("{title} runs already: {open} of it not done yet. --again starts it once more")]
    Running {
        /// The playbook's name.
        title: Box<str>,
        /// How many of its tasks are open.
        open: String,
    },
    /// The threshold to try is no query.
    #[error("the threshold, {0}")]
    Threshold(QueryError),
    /// The threshold is not one comparison, or no rule on trial opens by one on that fact.
    #[error(
        "{0:?} takes the place of nothing: write one comparison on a fact that opens the rule. rounds rules show RULE tells which"
    )]
    NoSuchThreshold(String),
    /// A model file to try; every mistake is told.
    #[error("{}", lines(.0))]
    Policy(Vec<PolicyProblem>),
    /// Numbers of the model that cannot be set so; every one is told.
    #[error("{}", lines(.0))]
    Settings(Vec<SetError>),
    /// A fault of ours.
    #[error("this is a fault of rounds: {0}")]
    Internal(String),
}

/// Every mistake on a line of its own.
fn lines<T: ToString>(mistakes: &[T]) -> String {
    let count = counted(mistakes.len() as u64, "mistake");
    let each = mistakes.iter().map(ToString::to_string);
    std::iter::once(count).chain(each).collect::<Vec<_>>().join("\n")
}

/// The names that may have been meant; the end of the sentence in any case.
fn suggestion(nearest: &[Box<str>]) -> String {
    match nearest {
        [] => ".".to_owned(),
        names => format!(": did you mean {}?", names.join(" or ")),
    }
}
