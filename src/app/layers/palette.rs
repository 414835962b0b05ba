//! The commands that can be run by name, with what follows them.

/// A command of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Opens an account's page.
    Account,
    /// Adds an account.
    Add,
    /// Shows the book as of a day.
    AsOf,
    /// Opens the sample book.
    Demo,
    /// Narrows the list.
    Filter,
    /// Imports files.
    Import,
    /// Logs an activity.
    Log,
    /// Writes a note.
    Note,
    /// Sets the CSM's own judgement.
    Pulse,
    /// Leaves the cockpit.
    Quit,
    /// Snoozes what is selected.
    Snooze,
    /// Moves the account to a stage.
    Stage,
    /// Adds a task.
    Task,
    /// Chooses the colours.
    Theme,
}

/// A command that was typed, with what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandLine {
    /// A command and its argument, which may be empty.
    Command(Command, String),
    /// A number: go to this row, counted from 1.
    Row(usize),
}

/// Every command, by name.
pub(in crate::app) const COMMANDS: [Command; 14] = [
    Command::Account,
    Command::Add,
    Command::AsOf,
    Command::Demo,
    Command::Filter,
    Command::Import,
    Command::Log,
    Command::Note,
    Command::Pulse,
    Command::Quit,
    Command::Snooze,
    Command::Stage,
    Command::Task,
    Command::Theme,
];

impl Command {
    /// The word that runs it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Add => "add",
            Self::AsOf => "as-of",
            Self::Demo => "demo",
            Self::Filter => "filter",
            Self::Import => "import",
            Self::Log => "log",
            Self::Note => "note",
            Self::Pulse => "pulse",
            Self::Quit => "quit",
            Self::Snooze => "snooze",
            Self::Stage => "stage",
            Self::Task => "task",
            Self::Theme => "theme",
        }
    }

    /// What follows it; nothing where nothing does.
    pub const fn argument(self) -> &'static str {
        match self {
            Self::Account | Self::Add | Self::Theme => "NAME",
            Self::AsOf | Self::Snooze => "DATE",
            Self::Demo | Self::Quit => "",
            Self::Filter => "QUERY",
            Self::Import => "FILE ...",
            Self::Log | Self::Note | Self::Task => "TEXT",
            Self::Pulse => "red|yellow|green REASON",
            Self::Stage => "STAGE",
        }
    }

    /// What it does, in one sentence.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Account => "Open an account by a part of its name",
            Self::Add => "Add an account",
            Self::AsOf => "Show the book as it was known on a day; today comes back",
            Self::Demo => "Look around in the sample book",
            Self::Filter => "Narrow the list",
            Self::Import => "Import files: accounts, usage, tickets and more",
            Self::Log => "Log a call, a meeting or a mail with the account",
            Self::Note => "Write a note on the account",
            Self::Pulse => "Say how you judge the account, and why",
            Self::Quit => "Leave the cockpit; everything is saved",
            Self::Snooze => "Hide the task or alert until a day",
            Self::Stage => "Move the account to another stage",
            Self::Task => "Add a task",
            Self::Theme => "Choose the colours: terminal, mono, light, dark",
        }
    }
}

impl CommandLine {
    /// Reads a command, where the line begins with one.
    pub fn parse(line: &str) -> Option<Self> {
        let line = line.trim();
        if let Ok(row) = line.parse() {
            return Some(Self::Row(row));
        }
        let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let command = COMMANDS.into_iter().find(|it| it.name() == name)?;
        Some(Self::Command(command, argument.trim().to_owned()))
    }
}
