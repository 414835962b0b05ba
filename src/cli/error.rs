//! What the shell is told.

use std::path::PathBuf;

use crate::domain::counted;
use crate::{app, config, store, ui};

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The words after `rounds` make no sense together.
    #[error("{0}")]
    Usage(String),
    /// The settings.
    #[error("{0}")]
    Config(#[from] config::Error),
    /// The user's own rules or health model; every mistake is told.
    #[error("{}", lines(.0))]
    Policy(Vec<app::PolicyProblem>),
    /// The book, or what is asked of it.
    #[error("{0}")]
    App(#[from] app::Error),
    /// The file that holds the book.
    #[error("{0}")]
    Store(#[from] store::Error),
    /// What was asked for is not there.
    #[error("{0}")]
    NotFound(String),
    /// It was tried, and did not work.
    #[error("{0}")]
    Failed(String),
    /// A file that was to be written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The cockpit could not run.
    #[error("{0}")]
    Cockpit(#[from] ui::RunError),
    /// A signal ended the cockpit.
    #[error("ended by signal {0}")]
    Signal(i32),
    /// The place that the output goes to.
    #[error("the output cannot be written: {0}")]
    Output(#[from] std::io::Error),
}

impl Error {
    /// The number that the shell sees: 1 failed, 2 usage or configuration, 3 locked, 4 not found,
    /// 128 and more for a signal.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_)
            | Self::Config(_)
            | Self::Policy(_)
            | Self::App(
                app::Error::TimeTravel(_)
                | app::Error::Config(_)
                | app::Error::Policy(_)
                | app::Error::Settings(_)
                | app::Error::Threshold(_)
                | app::Error::NoSuchThreshold(_),
            ) => 2,
            Self::Store(store::Error::Locked)
            | Self::App(
                app::Error::Store(store::Error::Locked)
                | app::Error::Import(app::ImportError::Store(store::Error::Locked)),
            ) => 3,
            Self::NotFound(_)
            | Self::App(
                app::Error::NoAccount(_)
                | app::Error::ManyAccounts { .. }
                | app::Error::NoRule { .. }
                | app::Error::NoPlaybook { .. },
            ) => 4,
            Self::Signal(number) => u8::try_from(128 + number).unwrap_or(1),
            Self::Cockpit(_)
            | Self::App(_)
            | Self::Store(_)
            | Self::Failed(_)
            | Self::File { .. }
            | Self::Output(_) => 1,
        }
    }
}

/// Every problem on a line of its own.
fn lines(problems: &[app::PolicyProblem]) -> String {
    let count = counted(problems.len() as u64, "mistake");
    let each = problems.iter().map(ToString::to_string);
    std::iter::once(count).chain(each).collect::<Vec<_>>().join("\n")
}
