//! Renewals: what renews when, a strip of months a row.

use std::sync::Arc;

use crate::app::frame::{ListAreas, Room, Selection, Walls, areas};
use crate::app::judged::{AccountRow, Book};
use crate::app::keys::Action;
use crate::app::line::Filter;
use crate::domain::{AccountId, Day};

/// Rows of the pane under the strips, its border included.
const DETAIL: u16 = 8;
/// How many months can be seen at once, from close to far.
const ZOOMS: [i32; 4] = [3, 6, 12, 24];
const TWELVE_MONTHS: usize = 2;

/// Days from one on and up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first of them.
    pub from: Day,
    /// The first that is none of them.
    pub to: Day,
}

/// What Renewals remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct RenewalsScreen {
    /// The selected account.
    pub selection: Selection,
    /// What narrows the list.
    pub filter: Filter,
    /// How far the detail is scrolled.
    pub scroll: usize,
    /// Whether the strips have the whole screen.
    pub room: Room,
    zoom: usize,
    /// Months from the present one to the first one seen.
    offset: i32,
    shown: Vec<Arc<AccountRow>>,
    undated: usize,
}

impl Default for RenewalsScreen {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            filter: Filter::default(),
            scroll: 0,
            room: Room::Shared,
            zoom: TWELVE_MONTHS,
            offset: 0,
            shown: Vec::new(),
            undated: 0,
        }
    }
}

impl RenewalsScreen {
    /// The accounts that have a renewal date, the next one first.
    pub fn shown(&self) -> &[Arc<AccountRow>] {
        &self.shown
    }

    /// How many accounts have no renewal date, and so no strip.
    pub const fn undated(&self) -> usize {
        self.undated
    }

    /// The selected account.
    pub fn selected(&self) -> Option<&Arc<AccountRow>> {
        self.shown.get(self.selection.index())
    }

    /// How many months are seen at once.
    pub fn months(&self) -> i32 {
        ZOOMS.get(self.zoom).copied().unwrap_or(12)
    }

    /// The months that are seen.
    pub fn window(&self, as_of: Day) -> Window {
        let first = as_of.add_months(-1).month_end() + 1;
        let from = first.add_months(self.offset);
        Window { from, to: from.add_months(self.months()) }
    }

    /// The days that renewals are counted in: as many months as are seen, from today on; all that is
    /// seen, where the strips were moved in time.
    pub fn counted(&self, as_of: Day) -> Window {
        if self.offset == 0 {
            Window { from: as_of, to: as_of.add_months(self.months()) }
        } else {
            self.window(as_of)
        }
    }

    /// Where the panes are.
    pub fn areas(&self, walls: &Walls) -> ListAreas {
        areas::stacked(walls, self.room, DETAIL)
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
        let kept = book.accounts.iter().filter(|it| self.filter.keeps(Some(it), &it.name));
        let (dated, undated): (Vec<_>, Vec<_>) =
            kept.cloned().partition(|it| it.renewal_on.is_some());
        self.shown = dated;
        self.undated = undated.len();
        self.shown.sort_by_key(|it| (it.renewal_on, it.id));
        let at = selected.and_then(|id| self.shown.iter().position(|it| it.id == id));
        if at.is_none() {
            self.scroll = 0;
        }
        self.selection.follow(at, self.shown.len());
    }

    /// Moves in the list and in time; tells whether `action` was either.
    pub fn apply(&mut self, action: Action, walls: &Walls) -> bool {
        let rows = usize::from(self.areas(walls).list.inside().height.saturating_sub(1));
        match action {
            Action::ZoomIn => self.zoom = self.zoom.saturating_sub(1),
            Action::ZoomOut => self.zoom = (self.zoom + 1).min(ZOOMS.len() - 1),
            Action::CursorLeft => self.pan(-1),
            Action::CursorRight => self.pan(1),
            Action::TimeBack => self.pan(-3),
            Action::TimeForward => self.pan(3),
            Action::TimeToday => self.offset = 0,
            Action::OtherNext => self.scroll = self.scroll.saturating_add(1).min(walls.depth),
            Action::OtherPrev => self.scroll = self.scroll.saturating_sub(1),
            _ => {
                let moved = self.selection.apply(action, self.shown.len(), rows);
                if moved {
                    self.scroll = 0;
                }
                return moved;
            }
        }
        true
    }

    /// Ten years either way are enough for any contract.
    fn pan(&mut self, months: i32) {
        self.offset = (self.offset + months).clamp(-120, 120);
    }
}
