//! Where the user is, and where they were.

use crate::app::keys::Scope;
use crate::domain::AccountId;

/// One of the five screens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// What needs the user now, and why.
    #[default]
    Today,
    /// Which account is in which state.
    Book,
    /// What renews when.
    Renewals,
    /// The business reviews.
    Qbr,
    /// What moves over time.
    Insights,
}

impl Tab {
    /// Every screen, in the order of their digits.
    pub const ALL: [Self; 5] = [Self::Today, Self::Book, Self::Renewals, Self::Qbr, Self::Insights];

    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Book => "Book",
            Self::Renewals => "Renewals",
            Self::Qbr => "QBR",
            Self::Insights => "Insights",
        }
    }
}

/// A screen, or an account's page that was opened from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The screen.
    pub tab: Tab,
    /// The account whose page lies on it.
    pub account: Option<AccountId>,
}

impl Place {
    /// A screen with no page on it.
    pub const fn tab(tab: Tab) -> Self {
        Self { tab, account: None }
    }

    /// The scope that its keys are looked up in.
    pub const fn scope(self) -> Scope {
        match (self.account, self.tab) {
            (Some(_), _) => Scope::Account,
            (None, Tab::Today) => Scope::Today,
            (None, Tab::Book) => Scope::Book,
            (None, Tab::Renewals) => Scope::Renewals,
            (None, Tab::Qbr) => Scope::Qbr,
            (None, Tab::Insights) => Scope::Insights,
        }
    }
}

/// The places visited, with the present one among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    before: Vec<Place>,
    here: Place,
    after: Vec<Place>,
}

impl History {
    /// Where the user is.
    pub const fn here(&self) -> Place {
        self.here
    }

    /// Goes to a place.
    pub fn go(&mut self, place: Place) {
        if place != self.here {
            self.before.push(self.here);
            self.here = place;
            self.after.clear();
        }
    }

    /// Puts another place in the present one's stead, as a step to the next account does.
    pub const fn swap(&mut self, place: Place) {
        self.here = place;
    }

    /// Goes to the place before, and tells whether there was one.
    pub fn back(&mut self) -> bool {
        let Some(place) = self.before.pop() else { return false };
        self.after.push(self.here);
        self.here = place;
        true
    }

    /// Goes forward again, and tells whether there was a place to go to.
    pub fn forward(&mut self) -> bool {
        let Some(place) = self.after.pop() else { return false };
        self.before.push(self.here);
        self.here = place;
        true
    }
}
