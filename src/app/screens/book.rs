//! The book: an account a row, sorted and filtered, with why its score is what it is.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::frame::{ListAreas, Room, Selection, Walls, areas};
use crate::app::judged::{AccountRow, Book};
use crate::app::keys::Action;
use crate::app::line::Filter;
use crate::domain::{AccountId, Money};

/// Rows of the pane under the table, its border included.
const WHY: u16 = 9;

/// A column that the table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortColumn {
    /// By name.
    Account,
    /// By score.
    Health,
    /// By the score's change over 28 days.
    Change,
    /// By recurring revenue.
    Arr,
    /// By renewal date.
    Renews,
    /// By days since the last two-way touch.
    Touch,
}

/// The order of the table; what has no value comes last whichever way it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: SortColumn,
    /// Whether it goes from the largest to the smallest.
    pub is_descending: bool,
}

/// What the Book remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct BookScreen {
    /// The selected account.
    pub selection: Selection,
    /// What narrows the table.
    pub filter: Filter,
    /// Accounts that verbs act on together.
    pub marked: BTreeSet<AccountId>,
    /// How far the pane of reasons is scrolled.
    pub scroll: usize,
    /// Whether the table has the whole screen.
    pub room: Room,
    sort: Sort,
    shown: Vec<Arc<AccountRow>>,
}

impl SortColumn {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Account, Self::Health, Self::Change, Self::Arr, Self::Renews, Self::Touch];

    /// The letter that chooses it.
    pub const fn letter(self) -> char {
        match self {
            Self::Account => 'n',
            Self::Health => 'h',
            Self::Change => 'c',
            Self::Arr => 'a',
            Self::Renews => 'r',
            Self::Touch => 't',
        }
    }

    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Account => "name",
            Self::Health => "health",
            Self::Change => "change",
            Self::Arr => "arr",
            Self::Renews => "renews",
            Self::Touch => "last touch",
        }
    }

    /// The way that puts what matters first: the worst health, the largest amount, the longest
    /// silence.
    const fn begins_descending(self) -> bool {
        matches!(self, Self::Arr | Self::Touch)
    }

    fn compare(self, a: &AccountRow, b: &AccountRow) -> Option<Ordering> {
        match self {
            Self::Account => Some(a.name.to_lowercase().cmp(&b.name.to_lowercase())),
            Self::Health => a.score?.partial_cmp(&b.score?),
            Self::Change => a.change_28d?.partial_cmp(&b.change_28d?),
            Self::Arr => Some(a.arr?.minor().cmp(&b.arr?.minor())),
            Self::Renews => Some(a.renewal_on?.cmp(&b.renewal_on?)),
            Self::Touch => Some(a.last_touch_days?.cmp(&b.last_touch_days?)),
        }
    }

    const fn is_missing(self, row: &AccountRow) -> bool {
        match self {
            Self::Account => false,
            Self::Health => row.score.is_none(),
            Self::Change => row.change_28d.is_none(),
            Self::Arr => row.arr.is_none(),
            Self::Renews => row.renewal_on.is_none(),
            Self::Touch => row.last_touch_days.is_none(),
        }
    }
}

impl Sort {
    fn compare(self, a: &AccountRow, b: &AccountRow) -> Ordering {
        let present = self.column.is_missing(a).cmp(&self.column.is_missing(b));
        let values = self.column.compare(a, b).unwrap_or(Ordering::Equal);
        let values = if self.is_descending { values.reverse() } else { values };
        let arr = |it: &AccountRow| std::cmp::Reverse(it.arr.map(Money::minor));
        present.then(values).then_with(|| arr(a).cmp(&arr(b))).then(a.id.cmp(&b.id))
    }
}

impl Default for BookScreen {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            filter: Filter::default(),
            marked: BTreeSet::new(),
            scroll: 0,
            room: Room::Shared,
            sort: Sort { column: SortColumn::Health, is_descending: false },
            shown: Vec::new(),
        }
    }
}

impl BookScreen {
    /// The accounts shown, in their order.
    pub fn shown(&self) -> &[Arc<AccountRow>] {
        &self.shown
    }

    /// The order of the table.
    pub const fn sort(&self) -> Sort {
        self.sort
    }

    /// The selected account.
    pub fn selected(&self) -> Option<&Arc<AccountRow>> {
        self.shown.get(self.selection.index())
    }

    /// Sorts by a column; by the same column once more, the other way. The cursor goes to the first
    /// row: that is what one sorts for.
    pub fn sort_by(&mut self, column: SortColumn, book: &Book) {
        let is_descending = if column == self.sort.column {
            !self.sort.is_descending
        } else {
            column.begins_descending()
        };
        self.sort = Sort { column, is_descending };
        self.refresh(book);
        self.selection.select(0, self.shown.len(), self.shown.len());
        self.scroll = 0;
    }

    /// Where the panes are.
    pub fn areas(&self, walls: &Walls) -> ListAreas {
        areas::list(walls, self.room, WHY)
    }

    /// Selects an account, where it is shown.
    pub fn select(&mut self, id: AccountId) {
        let at = self.shown.iter().position(|it| it.id == id);
        if self.selected().map(|it| it.id) != Some(id) {
            self.scroll = 0;
        }
        self.selection.follow(at, self.shown.len());
    }

    /// Works out the rows anew from the book; the selection stays on its account.
    pub fn refresh(&mut self, book: &Book) {
        let selected = self.selected().map(|it| it.id);
        self.shown = book
            .accounts
            .iter()
            .filter(|it| self.filter.keeps(Some(it), &it.name))
            .cloned()
            .collect();
        self.shown.sort_by(|a, b| self.sort.compare(a, b));
        let at = selected.and_then(|id| self.shown.iter().position(|it| it.id == id));
        if at.is_none() {
            self.scroll = 0;
        }
        self.selection.follow(at, self.shown.len());
        self.marked.retain(|id| self.shown.iter().any(|it| it.id == *id));
    }

    /// Moves and marks; tells whether `action` was either.
    pub fn apply(&mut self, action: Action, walls: &Walls) -> bool {
        let rows = usize::from(self.areas(walls).list.inside().height.saturating_sub(1));
        match action {
            Action::MarkToggle => {
                if let Some(id) = self.selected().map(|it| it.id)
                    && !self.marked.remove(&id)
                {
                    self.marked.insert(id);
                }
                self.selection.apply(Action::CursorDown, self.shown.len(), rows)
            }
            Action::MarkAll => {
                if self.marked.is_empty() {
                    self.marked = self.shown.iter().map(|it| it.id).collect();
                } else {
                    self.marked.clear();
                }
                true
            }
            Action::OtherNext => {
                self.scroll = self.scroll.saturating_add(1).min(walls.depth);
                true
            }
            Action::OtherPrev => {
                self.scroll = self.scroll.saturating_sub(1);
                true
            }
            _ => {
                let moved = self.selection.apply(action, self.shown.len(), rows);
                if moved {
                    self.scroll = 0;
                }
                moved
            }
        }
    }
}
