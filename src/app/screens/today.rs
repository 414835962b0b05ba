//! Today: the alerts, the tasks and the dates that need the user now.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::frame::{Area, Room, Selection, TodayAreas, Walls, Wanted, areas};
use crate::app::judged::{AgendaItem, AlertRow, Book, TaskRow};
use crate::app::keys::Action;
use crate::app::line::Filter;
use crate::domain::{AccountId, AlertState, RecordId};

/// A pane of Today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TodayPane {
    /// Alerts, gravest loss first.
    #[default]
    Alerts,
    /// Tasks by date.
    Tasks,
    /// What has a date in the next 30 days.
    Agenda,
}

/// Which alerts Today lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AlertView {
    /// The open ones above the budget line.
    #[default]
    Open,
    /// All open ones, those below the line last.
    BelowToo,
    /// Those that were seen or snoozed.
    SetAside,
    /// All that are not over.
    All,
}

impl AlertView {
    /// What the list is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Open => "Alerts",
            Self::BelowToo => "Alerts, also below the line",
            Self::SetAside => "Alerts seen or snoozed",
            Self::All => "All alerts",
        }
    }

    /// The view after it; it goes round.
    const fn next(self) -> Self {
        match self {
            Self::Open => Self::BelowToo,
            Self::BelowToo => Self::SetAside,
            Self::SetAside => Self::All,
            Self::All => Self::Open,
        }
    }

    fn keeps(self, alert: &AlertRow) -> bool {
        let is_set_aside =
            matches!(alert.alert.state, AlertState::Acknowledged | AlertState::Snoozed);
        let is_open = alert.alert.state == AlertState::Open;
        match self {
            Self::Open => is_open && !alert.is_below_line,
            Self::BelowToo => is_open,
            Self::SetAside => is_set_aside,
            Self::All => is_open || is_set_aside,
        }
    }
}

/// A row below the alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertFoot {
    /// What waits below the budget line.
    Below,
    /// What several accounts opened this week, by its place in the book's list.
    Pattern(usize),
    /// The quiet rules that fire.
    Quiet,
}

/// What Today remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct TodayScreen {
    /// The pane that keys act on.
    pub focus: TodayPane,
    /// Whether that pane has the whole screen.
    pub room: Room,
    /// The selected alert.
    pub alerts: Selection,
    /// The selected task.
    pub tasks: Selection,
    /// The selected date.
    pub agenda: Selection,
    /// Alerts that verbs act on together, by id.
    pub marked_alerts: BTreeSet<Box<str>>,
    /// Tasks that verbs act on together.
    pub marked_tasks: BTreeSet<RecordId>,
    /// What narrows alerts and tasks.
    pub filter: Filter,
    /// How far the preview is scrolled.
    pub scroll: usize,
    view: AlertView,
    shown_alerts: Vec<Arc<AlertRow>>,
    shown_tasks: Vec<Arc<TaskRow>>,
    shown_agenda: Vec<AgendaItem>,
    above: usize,
    below: usize,
    feet: Vec<AlertFoot>,
}

impl Default for TodayScreen {
    fn default() -> Self {
        Self {
            focus: TodayPane::default(),
            room: Room::Shared,
            alerts: Selection::default(),
            tasks: Selection::default(),
            agenda: Selection::default(),
            marked_alerts: BTreeSet::new(),
            marked_tasks: BTreeSet::new(),
            filter: Filter::default(),
            scroll: 0,
            view: AlertView::default(),
            shown_alerts: Vec::new(),
            shown_tasks: Vec::new(),
            shown_agenda: Vec::new(),
            above: 0,
            below: 0,
            feet: Vec::new(),
        }
    }
}

impl TodayScreen {
    /// The alerts shown, in order of rank.
    pub fn alerts(&self) -> &[Arc<AlertRow>] {
        &self.shown_alerts
    }

    /// The tasks shown, by date.
    pub fn tasks(&self) -> &[Arc<TaskRow>] {
        &self.shown_tasks
    }

    /// The dates shown.
    pub fn agenda(&self) -> &[AgendaItem] {
        &self.shown_agenda
    }

    /// How many open alerts wait below the budget line, shown or not.
    pub const fn below(&self) -> usize {
        self.below
    }

    /// How many open alerts stand above the budget line, shown or not.
    pub const fn above(&self) -> usize {
        self.above
    }

    /// Which alerts are listed.
    pub const fn view(&self) -> AlertView {
        self.view
    }

    /// The rows of the alerts pane: the alerts, and the lines below them.
    pub fn alert_rows(&self) -> usize {
        self.shown_alerts.len() + self.feet.len()
    }

    /// The line at a row of the alerts pane that is no alert.
    pub fn foot(&self, row: usize) -> Option<AlertFoot> {
        self.feet.get(row.checked_sub(self.shown_alerts.len())?).copied()
    }

    /// The selected alert; nothing on the lines below the alerts.
    pub fn alert(&self) -> Option<&Arc<AlertRow>> {
        self.shown_alerts.get(self.alerts.index())
    }

    /// The selected task.
    pub fn task(&self) -> Option<&Arc<TaskRow>> {
        self.shown_tasks.get(self.tasks.index())
    }

    /// The account that the selected row is about.
    pub fn account(&self) -> Option<AccountId> {
        match self.focus {
            TodayPane::Alerts => Some(self.alert()?.alert.account),
            TodayPane::Tasks => self.task()?.task.account,
            TodayPane::Agenda => Some(self.shown_agenda.get(self.agenda.index())?.account),
        }
    }

    /// Shows or hides the alerts below the budget line.
    pub fn toggle_below(&mut self, book: &Book) {
        self.view = match self.view {
            AlertView::Open => AlertView::BelowToo,
            _ => AlertView::Open,
        };
        self.refresh(book);
    }

    /// Turns to the next view of the alerts, from its first row on.
    pub fn turn_view(&mut self, book: &Book) {
        self.view = self.view.next();
        self.focus = TodayPane::Alerts;
        self.refresh(book);
        self.alerts.follow(Some(0), self.alert_rows());
    }

    /// Selects the first alert and the first task that `before` did not show.
    pub fn select_new(&mut self, before: &Self) {
        let is_new =
            |it: &Arc<AlertRow>| before.shown_alerts.iter().all(|old| old.alert.id != it.alert.id);
        if let Some(at) = self.shown_alerts.iter().position(is_new) {
            self.alerts.follow(Some(at), self.alert_rows());
        }
        let is_new =
            |it: &Arc<TaskRow>| before.shown_tasks.iter().all(|old| old.task.id != it.task.id);
        if let Some(at) = self.shown_tasks.iter().position(is_new) {
            self.tasks.follow(Some(at), self.shown_tasks.len());
        }
    }

    /// Where the panes are.
    pub fn areas(&self, walls: &Walls) -> TodayAreas {
        let focused: fn(&mut TodayAreas) -> &mut Area = match self.focus {
            TodayPane::Alerts => |it| &mut it.alerts,
            TodayPane::Tasks => |it| &mut it.tasks,
            TodayPane::Agenda => |it| &mut it.agenda,
        };
        let wanted = Wanted { alerts: self.alert_rows(), tasks: self.shown_tasks.len() };
        areas::today(walls, self.room, wanted, focused)
    }

    /// Works out the rows anew from the book; each selection stays on its row where it is still
    /// shown, and else on its place.
    pub fn refresh(&mut self, book: &Book) {
        let alert = self.alert().map(|it| it.alert.id.clone());
        let task = self.task().map(|it| it.task.id);
        let date = self.shown_agenda.get(self.agenda.index()).cloned();
        let keeps_alert = |it: &&Arc<AlertRow>| {
            let account = book.account(it.alert.account).map(Arc::as_ref);
            self.filter.keeps(account, &format!("{} {}", it.account_name, it.alert.message))
        };
        let kept: Vec<&Arc<AlertRow>> = book.alerts.iter().filter(keeps_alert).collect();
        let open = || kept.iter().filter(|it| it.alert.state == AlertState::Open);
        self.below = open().filter(|it| it.is_below_line).count();
        self.above = open().filter(|it| !it.is_below_line).count();
        let view = self.view;
        self.shown_alerts = kept.into_iter().filter(|it| view.keeps(it)).cloned().collect();
        self.feet = self.feet_of(book);
        // What waits below the line comes after what stands above it, whatever its rank.
        self.shown_alerts.sort_by_key(|it| it.is_below_line && it.alert.state == AlertState::Open);
        let keeps_task = |it: &&Arc<TaskRow>| {
            let account = it.task.account.and_then(|it| book.account(it)).map(Arc::as_ref);
            it.task.is_open(book.today)
                && self.filter.keeps(account, &format!("{} {}", it.account_name, it.task.title))
        };
        self.shown_tasks = book.tasks.iter().filter(keeps_task).cloned().collect();
        let keeps_date = |it: &&AgendaItem| {
            let account = book.account(it.account).map(Arc::as_ref);
            self.filter.keeps(account, &format!("{} {}", it.account_name, it.text))
        };
        self.shown_agenda = book.agenda.iter().filter(keeps_date).cloned().collect();

        let at = alert
            .as_ref()
            .and_then(|id| self.shown_alerts.iter().position(|it| it.alert.id == *id));
        self.alerts.follow(at, self.alert_rows());
        let at = task.and_then(|id| self.shown_tasks.iter().position(|it| it.task.id == id));
        self.tasks.follow(at, self.shown_tasks.len());
        let at = date.and_then(|date| self.shown_agenda.iter().position(|it| *it == date));
        self.agenda.follow(at, self.shown_agenda.len());
        if self.alert().map(|it| &it.alert.id) != alert.as_ref() {
            self.scroll = 0;
        }
        self.marked_alerts.retain(|id| self.shown_alerts.iter().any(|it| it.alert.id == *id));
        self.marked_tasks.retain(|id| self.shown_tasks.iter().any(|it| it.task.id == *id));
    }

    /// The lines below the alerts; where a filter is on, only the budget line.
    fn feet_of(&self, book: &Book) -> Vec<AlertFoot> {
        if !matches!(self.view, AlertView::Open | AlertView::BelowToo) {
            return Vec::new();
        }
        let is_whole = !self.filter.is_on();
        let below = (self.below > 0).then_some(AlertFoot::Below);
        let patterns = (0..book.patterns.len()).filter(|_| is_whole).map(AlertFoot::Pattern);
        let quiet = (is_whole && !book.quiet.is_empty()).then_some(AlertFoot::Quiet);
        below.into_iter().chain(patterns).chain(quiet).collect()
    }

    /// Moves, marks and changes the focus; tells whether `action` was any of these.
    pub fn apply(&mut self, action: Action, walls: &Walls) -> bool {
        let areas = self.areas(walls);
        let rows = |area: Area| usize::from(area.inside().height);
        match action {
            Action::PaneNext | Action::PanePrev => self.focus = self.neighbour(action),
            // Dates are not marked.
            Action::MarkToggle | Action::MarkAll if self.focus == TodayPane::Agenda => {
                return false;
            }
            Action::MarkToggle => self.mark(walls),
            Action::MarkAll => self.mark_all(),
            Action::OtherNext => self.scroll = self.scroll.saturating_add(1).min(walls.depth),
            Action::OtherPrev => self.scroll = self.scroll.saturating_sub(1),
            _ => {
                self.scroll = 0;
                return match self.focus {
                    TodayPane::Alerts => {
                        self.alerts.apply(action, self.alert_rows(), rows(areas.alerts))
                    }
                    TodayPane::Tasks => {
                        self.tasks.apply(action, self.shown_tasks.len(), rows(areas.tasks))
                    }
                    TodayPane::Agenda => {
                        self.agenda.apply(action, self.shown_agenda.len(), rows(areas.agenda))
                    }
                };
            }
        }
        true
    }

    /// Drops the marks, and tells whether there were any.
    pub fn drop_marks(&mut self) -> bool {
        let had = self.marks() > 0;
        self.marked_alerts.clear();
        self.marked_tasks.clear();
        had
    }

    /// How many rows of the focused pane are marked.
    pub fn marks(&self) -> usize {
        match self.focus {
            TodayPane::Alerts => self.marked_alerts.len(),
            TodayPane::Tasks => self.marked_tasks.len(),
            TodayPane::Agenda => 0,
        }
    }

    /// The accounts that the marked rows of the focused pane are about.
    pub(in crate::app) fn marked_accounts(&self) -> BTreeSet<AccountId> {
        match self.focus {
            TodayPane::Alerts => {
                let alerts = self.shown_alerts.iter();
                let marked = alerts.filter(|it| self.marked_alerts.contains(&it.alert.id));
                marked.map(|it| it.alert.account).collect()
            }
            TodayPane::Tasks => {
                let tasks = self.shown_tasks.iter();
                let marked = tasks.filter(|it| self.marked_tasks.contains(&it.task.id));
                marked.filter_map(|it| it.task.account).collect()
            }
            TodayPane::Agenda => BTreeSet::new(),
        }
    }

    const fn neighbour(&self, action: Action) -> TodayPane {
        match (self.focus, matches!(action, Action::PaneNext)) {
            (TodayPane::Alerts, true) | (TodayPane::Agenda, false) => TodayPane::Tasks,
            (TodayPane::Tasks, true) | (TodayPane::Alerts, false) => TodayPane::Agenda,
            (TodayPane::Agenda, true) | (TodayPane::Tasks, false) => TodayPane::Alerts,
        }
    }

    fn mark(&mut self, walls: &Walls) {
        match self.focus {
            TodayPane::Alerts => {
                if let Some(id) = self.alert().map(|it| it.alert.id.clone()) {
                    toggle(&mut self.marked_alerts, id);
                }
            }
            TodayPane::Tasks => {
                if let Some(id) = self.task().map(|it| it.task.id) {
                    toggle(&mut self.marked_tasks, id);
                }
            }
            TodayPane::Agenda => {}
        }
        self.apply(Action::CursorDown, walls);
    }

    fn mark_all(&mut self) {
        match self.focus {
            TodayPane::Alerts if self.marked_alerts.is_empty() => {
                self.marked_alerts =
                    self.shown_alerts.iter().map(|it| it.alert.id.clone()).collect();
            }
            TodayPane::Tasks if self.marked_tasks.is_empty() => {
                self.marked_tasks = self.shown_tasks.iter().map(|it| it.task.id).collect();
            }
            _ => {
                self.drop_marks();
            }
        }
    }
}

fn toggle<T: Ord>(marks: &mut BTreeSet<T>, id: T) {
    if !marks.remove(&id) {
        marks.insert(id);
    }
}
