//! Which facts a sheet is asked for.

use super::fact::FactId;
use super::known::{Group, Known};

/// Which facts are asked for; what nobody asks for is not computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    All,
    /// These.
    Only(Selection),
}

/// Some facts of a book, in a form that is quick to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// For each place of the catalogue, up to the last fact selected, whether that fact is.
    is_selected: Vec<bool>,
    /// The groups that they belong to.
    groups: Vec<Group>,
}

impl Wanted {
    /// These facts only.
    pub fn only(facts: impl IntoIterator<Item = FactId>) -> Self {
        let mut selection = Selection { is_selected: Vec::new(), groups: Vec::new() };
        for fact in facts {
            selection.add(fact);
        }
        Self::Only(selection)
    }

    /// Whether a fact of the group is asked for.
    pub(super) fn asks(&self, group: Group) -> bool {
        match self {
            Self::All => true,
            Self::Only(it) => it.groups.contains(&group),
        }
    }

    /// Whether this fact is asked for.
    pub(super) fn asks_for(&self, fact: FactId) -> bool {
        self.asks_any(fact, 1)
    }

    /// Whether one of the `n` facts from `first` on is asked for.
    pub(super) fn asks_any(&self, first: FactId, n: u16) -> bool {
        match self {
            Self::All => true,
            Self::Only(it) => it.from(first).iter().take(n.into()).any(|it| *it),
        }
    }

    /// Whether a fact from `first` on is asked for.
    pub(super) fn asks_after(&self, first: FactId) -> bool {
        match self {
            Self::All => true,
            Self::Only(it) => it.from(first).contains(&true),
        }
    }
}

impl Selection {
    fn add(&mut self, fact: FactId) {
        let place = usize::from(fact.0);
        if self.is_selected.len() <= place {
            self.is_selected.resize(place + 1, false);
        }
        if let Some(slot) = self.is_selected.get_mut(place) {
            *slot = true;
        }
        let group = Known::at(fact).and_then(Known::entry).map(|it| it.group);
        self.groups.extend(group.filter(|it| !self.groups.contains(it)));
    }

    fn from(&self, first: FactId) -> &[bool] {
        self.is_selected.get(usize::from(first.0)..).unwrap_or_default()
    }
}
