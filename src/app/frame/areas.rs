//! How the screen is divided, in letters: the drawing fills these areas, and a page key moves by
//! what they show.

use crate::app::work::Size;

/// From this width on a list has its detail beside it.
pub(in crate::app) const MEDIUM: u16 = 100;
/// Under this size there is room for one list only.
pub const SMALLEST: Size = Size { width: 60, height: 16 };
/// Under this height the line of crumbs goes.
pub(in crate::app) const LOW: u16 = 20;

/// A rectangle of letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// Columns from the left.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// Two parts of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Halves {
    /// The upper or left part.
    pub first: Area,
    /// The rest.
    pub rest: Area,
}

/// The lines around a screen, and the room that is left for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walls {
    /// The screens by name.
    pub tabs: Area,
    /// Where we are, and how much of it is shown.
    pub crumbs: Area,
    /// The screen.
    pub body: Area,
    /// What just happened.
    pub message: Area,
    /// The keys that work here.
    pub footer: Area,
    /// Whether there is room for one list only.
    pub is_small: bool,
    /// How far the text on the screen can be scrolled, as the last frame found.
    pub depth: usize,
}

/// The panes of Today; one without height is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TodayAreas {
    /// Alerts.
    pub alerts: Area,
    /// Tasks.
    pub tasks: Area,
    /// The next 30 days.
    pub agenda: Area,
    /// What the selected row is about.
    pub preview: Area,
}

/// A list and the detail of its selected row; a detail without height is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListAreas {
    /// The list.
    pub list: Area,
    /// The detail.
    pub detail: Area,
}

/// How many rows the lists of Today would fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Wanted {
    /// Alerts, with the line that tells of those below the budget.
    pub alerts: usize,
    /// Tasks.
    pub tasks: usize,
}

/// How much of the screen one pane takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Each pane has its place.
    Shared,
    /// The focused pane has all.
    Whole,
}

impl Area {
    /// The area that begins at the top left.
    pub const fn of(size: Size) -> Self {
        Self { x: 0, y: 0, width: size.width, height: size.height }
    }

    /// Whether a border leaves room for anything inside it.
    pub const fn has_border(self) -> bool {
        self.width >= 4 && self.height >= 3
    }

    /// What is inside the border, or all of it where there is no room for one.
    #[must_use]
    pub const fn inside(self) -> Self {
        if self.has_border() {
            let (x, y) = (self.x + 1, self.y + 1);
            Self { x, y, width: self.width - 2, height: self.height - 2 }
        } else {
            self
        }
    }

    /// The upper `rows`, and the rest.
    pub fn split_top(self, rows: u16) -> Halves {
        let rows = rows.min(self.height);
        Halves {
            first: Self { height: rows, ..self },
            rest: Self { y: self.y + rows, height: self.height - rows, ..self },
        }
    }

    /// The left `columns`, and the rest.
    pub fn split_left(self, columns: u16) -> Halves {
        let columns = columns.min(self.width);
        Halves {
            first: Self { width: columns, ..self },
            rest: Self { x: self.x + columns, width: self.width - columns, ..self },
        }
    }

    /// An area of this size in the middle, or as much of it as fits.
    #[must_use]
    pub fn centered(self, size: Size) -> Self {
        let (width, height) = (size.width.min(self.width), size.height.min(self.height));
        Self {
            x: self.x + (self.width - width) / 2,
            y: self.y + (self.height - height) / 2,
            width,
            height,
        }
    }
}

/// The lines around a screen of this size; `said` rows for what just happened.
pub(in crate::app) fn walls(size: Size, said: u16) -> Walls {
    let whole = Area::of(size);
    let is_small = size.width < SMALLEST.width || size.height < SMALLEST.height;
    let lines = |top: u16, crumbs: u16, message: u16| {
        let tabs = whole.split_top(top);
        let crumbs = tabs.rest.split_top(crumbs);
        let below = message + u16::from(size.height > 1);
        let body = crumbs.rest.split_top(crumbs.rest.height.saturating_sub(below));
        let message = body.rest.split_top(message.min(body.rest.height.saturating_sub(1)));
        Walls {
            tabs: tabs.first,
            crumbs: crumbs.first,
            body: body.first,
            message: message.first,
            footer: message.rest,
            is_small,
            depth: usize::MAX,
        }
    };
    if is_small { lines(0, 0, 0) } else { lines(1, u16::from(size.height >= LOW), said) }
}

/// The panes of Today; `room` tells whether the focused one has all of it. Alerts and tasks share
/// the height by what they need, and where that is too much, alerts get the larger half.
pub(in crate::app) fn today(
    walls: &Walls,
    room: Room,
    wanted: Wanted,
    focused: fn(&mut TodayAreas) -> &mut Area,
) -> TodayAreas {
    let mut res = TodayAreas::default();
    if walls.is_small || room == Room::Whole {
        *focused(&mut res) = walls.body;
        return res;
    }
    let mut body = walls.body;
    if body.width >= MEDIUM {
        let columns = body.split_left(body.width - body.width * 2 / 5);
        res.preview = columns.rest;
        body = columns.first;
    }
    let agenda = match body.height {
        0..14 => 0,
        14..18 => 3,
        18..30 => 4,
        _ => 8,
    };
    let lists = body.split_top(body.height - agenda);
    let height = lists.first.height;
    let rows = |rows: usize| u16::try_from(rows).map_or(height, |it| it.saturating_add(2));
    let (alerts, tasks) = (rows(wanted.alerts.max(1)), rows(wanted.tasks.max(1)));
    let half = (height * 11).div_ceil(20);
    let alerts = if alerts.saturating_add(tasks) <= height {
        alerts
    } else {
        alerts.min(half.max(height.saturating_sub(tasks)))
    };
    let alerts = lists.first.split_top(alerts);
    res.alerts = alerts.first;
    res.tasks = alerts.rest;
    res.agenda = lists.rest;
    res
}

/// A list with its detail: beside it where there is room, else `below` rows under it.
pub(in crate::app) fn list(walls: &Walls, room: Room, below: u16) -> ListAreas {
    let body = walls.body;
    if walls.is_small || room == Room::Whole {
        return ListAreas { list: body, detail: Area::default() };
    }
    let halves = if body.width >= MEDIUM {
        body.split_left(body.width - body.width * 2 / 5)
    } else {
        body.split_top(body.height.saturating_sub(below.min(body.height / 2)))
    };
    ListAreas { list: halves.first, detail: halves.rest }
}

/// A list with its detail always under it.
pub(in crate::app) fn stacked(walls: &Walls, room: Room, below: u16) -> ListAreas {
    let body = walls.body;
    if walls.is_small || room == Room::Whole {
        return ListAreas { list: body, detail: Area::default() };
    }
    let halves = body.split_top(body.height.saturating_sub(below.min(body.height / 2)));
    ListAreas { list: halves.first, detail: halves.rest }
}
