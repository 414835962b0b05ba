//! Insights: the book in sums, how each rule would have done, whether the score tells what happens.

use crate::app::keys::Action;

/// A tab of Insights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InsightsTab {
    /// The book in sums.
    #[default]
    Book,
    /// The rules, and how they would have done.
    Rules,
    /// The score, and whether it told what happened.
    Score,
}

/// What Insights remembers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InsightsScreen {
    /// The tab shown.
    pub tab: InsightsTab,
}

impl InsightsTab {
    /// Every tab, in their order.
    pub const ALL: [Self; 3] = [Self::Book, Self::Rules, Self::Score];

    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Book => "Book",
            Self::Rules => "Rules",
            Self::Score => "Score",
        }
    }

    /// The tab after it, or before it for [`Action::SubtabPrev`]; it goes round.
    #[must_use]
    fn neighbour(self, action: Action) -> Self {
        let here = Self::ALL.iter().position(|it| *it == self).unwrap_or_default();
        let step = if action == Action::SubtabPrev { Self::ALL.len() - 1 } else { 1 };
        Self::ALL.get((here + step) % Self::ALL.len()).copied().unwrap_or_default()
    }
}

impl InsightsScreen {
    /// Turns to another tab; tells whether `action` was that.
    pub fn apply(&mut self, action: Action) -> bool {
        let is_turn = matches!(action, Action::SubtabNext | Action::SubtabPrev);
        if is_turn {
            self.tab = self.tab.neighbour(action);
        }
        is_turn
    }
}
