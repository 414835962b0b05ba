//! What lies on a screen for a while: a menu, a line being typed, a list to search, an explanation.

mod explain;
mod finder;
mod menu;
mod palette;
mod playbooks;
mod prompt;

pub use explain::{Explain, Topic};
pub use finder::{Entry, Finder, FinderKind, Target};
pub(super) use menu::STAGES;
pub use menu::{Choice, Menu, MenuKind, Subject};
pub(super) use palette::COMMANDS;
pub use palette::{Command, CommandLine};
pub use playbooks::{Aim, PlaybookList, Startable};
pub use prompt::{Note, Prompt, PromptKind};

/// What lies on a screen for a while; there is one at a time.
#[derive(Debug, Clone, PartialEq)]
pub enum Layer {
    /// A few choices with a letter each.
    Menu(Menu),
    /// A line being typed.
    Prompt(Prompt),
    /// A list that narrows as one types.
    Finder(Finder),
    /// Where something comes from.
    Explain(Explain),
    /// The playbooks that can be started.
    Playbooks(PlaybookList),
}
