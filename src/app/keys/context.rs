//! Where a key was pressed.

use std::fmt;

/// Where a key was pressed; a key that a place does not bind falls to [`Scope::Global`], apart from
/// [`Scope::Text`], where every other key types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Anywhere but in a line being typed.
    Global,
    /// On Today.
    Today,
    /// In the Book.
    Book,
    /// On an account's page.
    Account,
    /// On Renewals.
    Renewals,
    /// On the business reviews.
    Qbr,
    /// On Insights.
    Insights,
    /// In a line being typed.
    Text,
}

impl Scope {
    /// Every scope.
    pub const ALL: &[Self] = &[
        Self::Global,
        Self::Today,
        Self::Book,
        Self::Account,
        Self::Renewals,
        Self::Qbr,
        Self::Insights,
        Self::Text,
    ];

    /// Its name in a keymap.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Today => "today",
            Self::Book => "book",
            Self::Account => "account",
            Self::Renewals => "renewals",
            Self::Qbr => "qbr",
            Self::Insights => "insights",
            Self::Text => "text",
        }
    }

    /// The scope of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
