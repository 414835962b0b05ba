//! An account's page: all about one customer, on five tabs.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::frame::{Area, ListAreas, Room, Selection, Walls};
use crate::app::judged::{AccountPage, AlertRow, Book, MeasureRow, PersonRow, TimelineRow};
use crate::app::keys::Action;
use crate::domain::{AccountId, AlertState, Day, RecordId, Task};

/// A tab of an account's page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AccountTab {
    /// Alerts, reasons, next steps, fields.
    #[default]
    Overview,
    /// Every measure of the score.
    Health,
    /// What happened, newest first.
    Activity,
    /// What is to be done.
    Tasks,
    /// The customer's people.
    People,
}

/// A pane of the overview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AccountPane {
    /// The account's alerts.
    #[default]
    Alerts,
    /// All else that is known.
    About,
}

/// What an account's page remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountScreen {
    /// The tab shown.
    pub tab: AccountTab,
    /// The pane of the overview that keys act on.
    pub pane: AccountPane,
    /// The selected alert.
    pub alerts: Selection,
    /// The first line of the overview seen.
    pub about: usize,
    /// The selected measure.
    pub measures: Selection,
    /// The selected event.
    pub timeline: Selection,
    /// The selected task.
    pub tasks: Selection,
    /// The selected person.
    pub people: Selection,
    /// Tasks that verbs act on together.
    pub marked: BTreeSet<RecordId>,
    room: Room,
    shown_alerts: Vec<Arc<AlertRow>>,
    page: Option<AccountPage>,
}

impl AccountTab {
    /// Every tab, in their order.
    pub const ALL: [Self; 5] =
        [Self::Overview, Self::Health, Self::Activity, Self::Tasks, Self::People];

    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Health => "Health",
            Self::Activity => "Activity",
            Self::Tasks => "Tasks",
            Self::People => "People",
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

impl Default for AccountScreen {
    fn default() -> Self {
        Self {
            tab: AccountTab::default(),
            pane: AccountPane::default(),
            alerts: Selection::default(),
            about: 0,
            measures: Selection::default(),
            timeline: Selection::default(),
            tasks: Selection::default(),
            people: Selection::default(),
            marked: BTreeSet::new(),
            room: Room::Shared,
            shown_alerts: Vec::new(),
            page: None,
        }
    }
}

impl AccountScreen {
    /// The page of this account, once it was read.
    pub fn page(&self, id: AccountId) -> Option<&AccountPage> {
        self.page.as_ref().filter(|it| it.id == id)
    }

    /// Puts a page that was read in its place; every selection stays on its row where that is still
    /// there, and a new task is selected. Measures without
    /// data come after those with it, and those that make no sense for the account last.
    pub fn set_page(&mut self, mut page: AccountPage) {
        page.measures.sort_by_key(|it| it.score.err());
        let old = self.page.take().filter(|it| it.id == page.id);
        let measure = old.as_ref().and_then(|it| it.measures.get(self.measures.index()));
        let at = measure.and_then(|old| page.measures.iter().position(|it| it.id == old.id));
        self.measures.follow(at, page.measures.len());
        let event = old.as_ref().and_then(|it| it.timeline.get(self.timeline.index()));
        let at = event.and_then(|old| page.timeline.iter().position(|it| it.id == old.id));
        self.timeline.follow(at, page.timeline.len());
        let task = old.as_ref().and_then(|it| it.tasks.get(self.tasks.index()));
        let at = task.and_then(|old| page.tasks.iter().position(|it| it.id == old.id));
        // A task that was not there before is the one just added, or brought back.
        let is_new = |id| old.as_ref().is_some_and(|it| it.tasks.iter().all(|it| it.id != id));
        let new = page.tasks.iter().position(|it| is_new(it.id));
        self.tasks.follow(new.or(at), page.tasks.len());
        let person = old.as_ref().and_then(|it| it.people.get(self.people.index()));
        let at = person.and_then(|old| page.people.iter().position(|it| it.id == old.id));
        self.people.follow(at, page.people.len());
        self.marked.retain(|id| page.tasks.iter().any(|it| it.id == *id));
        self.page = Some(page);
    }

    /// Turns to an account: the tab stays, all else begins anew.
    pub fn open(&mut self, id: AccountId, book: &Book) {
        let page = self.page.take().filter(|it| it.id == id);
        *self = Self { tab: self.tab, room: self.room, page, ..Self::default() };
        self.refresh(id, book);
    }

    /// Works out the account's alerts anew from the book: those that are not over.
    pub fn refresh(&mut self, id: AccountId, book: &Book) {
        let is_live = |it: &&Arc<AlertRow>| {
            let over = matches!(it.alert.state, AlertState::Resolved | AlertState::Closed);
            it.alert.account == id && !over
        };
        let selected = self.shown_alerts.get(self.alerts.index()).map(|it| it.alert.id.clone());
        self.shown_alerts = book.alerts.iter().filter(is_live).cloned().collect();
        let at = selected.and_then(|id| self.shown_alerts.iter().position(|it| it.alert.id == id));
        self.alerts.follow(at, self.shown_alerts.len());
        if self.shown_alerts.is_empty() {
            self.pane = AccountPane::About;
        }
    }

    /// The account's alerts that are not over.
    pub fn alerts(&self) -> &[Arc<AlertRow>] {
        &self.shown_alerts
    }

    /// The selected alert, where the overview's alerts have the focus.
    pub fn alert(&self) -> Option<&Arc<AlertRow>> {
        let is_here = self.tab == AccountTab::Overview && self.pane == AccountPane::Alerts;
        self.shown_alerts.get(self.alerts.index()).filter(|_| is_here)
    }

    /// The selected task, where tasks are shown.
    pub fn task(&self) -> Option<&Task> {
        let page = self.page.as_ref().filter(|_| self.tab == AccountTab::Tasks)?;
        page.tasks.get(self.tasks.index())
    }

    /// The selected measure, where measures are shown.
    pub fn measure(&self) -> Option<&MeasureRow> {
        let page = self.page.as_ref().filter(|_| self.tab == AccountTab::Health)?;
        page.measures.get(self.measures.index())
    }

    /// The selected event, where events are shown.
    pub fn event(&self) -> Option<&TimelineRow> {
        let page = self.page.as_ref().filter(|_| self.tab == AccountTab::Activity)?;
        page.timeline.get(self.timeline.index())
    }

    /// The selected person, where people are shown.
    pub fn person(&self) -> Option<&PersonRow> {
        let page = self.page.as_ref().filter(|_| self.tab == AccountTab::People)?;
        page.people.get(self.people.index())
    }

    /// The tasks that verbs act on: those marked, else the selected one, as long as it is open.
    pub fn open_tasks(&self, today: Day) -> Vec<RecordId> {
        if self.tab == AccountTab::Tasks && !self.marked.is_empty() {
            return self.marked.iter().copied().collect();
        }
        self.task().filter(|it| it.is_open(today)).map(|it| vec![it.id]).unwrap_or_default()
    }

    /// Where the panes of the overview are: alerts above, all else below.
    pub fn areas(&self, walls: &Walls) -> ListAreas {
        let below = walls.body.split_top(1).rest;
        if walls.is_small || self.room == Room::Whole {
            return match self.pane {
                AccountPane::Alerts => ListAreas { list: below, ..ListAreas::default() },
                AccountPane::About => ListAreas { detail: below, ..ListAreas::default() },
            };
        }
        let rows = match self.shown_alerts.len() as u16 {
            0 => 0,
            alerts => (alerts.min(5) + 2).min(below.height / 2),
        };
        let halves = below.split_top(rows);
        ListAreas { list: halves.first, detail: halves.rest }
    }

    /// Moves, marks and turns to another tab; tells whether `action` was any of these.
    pub fn apply(&mut self, action: Action, walls: &Walls) -> bool {
        let table = inside(walls.body.split_top(1).rest).saturating_sub(1);
        match action {
            Action::SubtabNext | Action::SubtabPrev => self.tab = self.tab.neighbour(action),
            Action::PaneNext | Action::PanePrev if self.tab == AccountTab::Overview => {
                self.pane = match self.pane {
                    AccountPane::About if !self.shown_alerts.is_empty() => AccountPane::Alerts,
                    _ => AccountPane::About,
                };
            }
            Action::PaneNext => self.tab = self.tab.neighbour(Action::SubtabNext),
            Action::PanePrev => self.tab = self.tab.neighbour(Action::SubtabPrev),
            Action::PaneZoom => {
                self.room = match self.room {
                    Room::Shared => Room::Whole,
                    Room::Whole => Room::Shared,
                };
            }
            Action::MarkToggle | Action::MarkAll if self.tab == AccountTab::Tasks => {
                self.mark(action, table);
            }
            _ => return self.scroll(action, walls, table),
        }
        true
    }

    fn scroll(&mut self, action: Action, walls: &Walls, table: usize) -> bool {
        let len = |count: fn(&AccountPage) -> usize| self.page.as_ref().map_or(0, count);
        match self.tab {
            AccountTab::Overview if self.pane == AccountPane::Alerts => {
                let rows = inside(self.areas(walls).list);
                self.alerts.apply(action, self.shown_alerts.len(), rows)
            }
            AccountTab::Overview => self.scroll_about(action, walls),
            AccountTab::Health => self.measures.apply(action, len(|it| it.measures.len()), table),
            AccountTab::Activity => self.timeline.apply(action, len(|it| it.timeline.len()), table),
            AccountTab::Tasks => self.tasks.apply(action, len(|it| it.tasks.len()), table),
            AccountTab::People => self.people.apply(action, len(|it| it.people.len()), table),
        }
    }

    fn scroll_about(&mut self, action: Action, walls: &Walls) -> bool {
        let page = inside(self.areas(walls).detail);
        let about = match action {
            Action::CursorDown => self.about.saturating_add(1),
            Action::CursorUp => self.about.saturating_sub(1),
            Action::HalfDown => self.about.saturating_add(page / 2),
            Action::HalfUp => self.about.saturating_sub(page / 2),
            Action::PageDown => self.about.saturating_add(page),
            Action::PageUp => self.about.saturating_sub(page),
            Action::CursorTop => 0,
            Action::CursorBottom => walls.depth,
            _ => return false,
        };
        self.about = about.min(walls.depth);
        true
    }

    fn mark(&mut self, action: Action, table: usize) {
        let Some(page) = &self.page else { return };
        if action == Action::MarkToggle {
            if let Some(id) = page.tasks.get(self.tasks.index()).map(|it| it.id)
                && !self.marked.remove(&id)
            {
                self.marked.insert(id);
            }
            self.tasks.apply(Action::CursorDown, page.tasks.len(), table);
        } else if self.marked.is_empty() {
            self.marked = page.tasks.iter().map(|it| it.id).collect();
        } else {
            self.marked.clear();
        }
    }
}

/// The rows inside an area's border.
fn inside(area: Area) -> usize {
    usize::from(area.inside().height)
}
