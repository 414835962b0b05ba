//! A few choices with a letter each, in the middle of the screen.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::{Menu, Size, Walls};
use crate::ui::look::Look;
use crate::ui::text::{fit, width};
use crate::ui::widgets::pane::{Focus, Titles, clear, frame, rect};

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, menu: &Menu, look: &Look) {
    let longest = menu.choices.iter().map(|it| width(&it.label)).max().unwrap_or_default();
    let columns = longest.max(width(&menu.title)) + 8;
    let size = Size { width: columns as u16, height: menu.choices.len() as u16 + 2 };
    let area = walls.body.centered(size);
    clear(to, area);
    let inside = frame(to, area, look, Focus::Here, Titles { left: &menu.title, right: "" });
    for (at, choice) in menu.choices.iter().enumerate().take(usize::from(inside.height)) {
        let row = crate::app::Area { y: inside.y + at as u16, height: 1, ..inside };
        let room = usize::from(inside.width).saturating_sub(4);
        let line = Line::from(vec![
            Span::styled(format!(" {}  ", choice.letter), look.accent),
            Span::raw(fit(&choice.label, room, look.signs.ellipsis)),
        ]);
        to.render_widget(line, rect(row));
        if at == menu.index {
            to.buffer_mut().set_style(rect(row), look.selected);
        }
    }
}
