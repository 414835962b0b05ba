//! The first start: a book with nothing in it, and three ways to fill it.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::app::{Size, Walls};
use crate::ui::look::Look;
use crate::ui::text::wrap;
use crate::ui::widgets::pane::{Focus, Titles, frame, scrolled};

const CHOICES: [(&str, &str); 3] = [
    ("d", "look around in the demo: sixty made-up accounts; your own book stays empty"),
    ("i", "import the CSV files that your tools give you: accounts, usage, tickets, contacts ..."),
    ("a", "add your first account by its name"),
];

pub(crate) fn draw(to: &mut Frame<'_>, walls: &Walls, look: &Look) {
    let area = walls.body.centered(Size { width: 72, height: 14 });
    let titles = Titles { left: "Welcome to Rounds", right: "" };
    let inside = frame(to, area, look, Focus::Here, titles);
    let width = usize::from(inside.width);
    let mut lines = vec![Line::default()];
    let said =
        "Your book is empty. Rounds tells you each morning which accounts need you, and why.";
    lines.extend(
        wrap(said, width.saturating_sub(2)).into_iter().map(|it| Line::raw(format!(" {it}"))),
    );
    for (key, text) in CHOICES {
        lines.push(Line::default());
        for (at, text) in wrap(text, width.saturating_sub(6)).into_iter().enumerate() {
            let key = if at == 0 { key } else { " " };
            lines.push(Line::from(vec![
                Span::styled(format!("   {key}  "), look.accent),
                Span::raw(text),
            ]));
        }
    }
    scrolled(to, inside, look, lines, 0);
}
