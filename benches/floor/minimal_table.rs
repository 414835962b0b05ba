//! The floor of the first frame: a program that opens the same file, reads fifty rows and draws
//! one table.

use std::path::Path;

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::Constraint;
use ratatui::widgets::{Block, Row, Table};
use rusqlite::{Connection, OpenFlags};

/// The word that turns the benchmark into the minimal table.
pub(crate) const COMMAND: &str = "minimal-table";

pub(crate) fn run(book: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(book, flags).unwrap();
    let rows: Vec<[String; 3]> = connection
        .prepare("SELECT id, kind, key FROM record ORDER BY id LIMIT 50")
        .unwrap()
        .query_map([], |row| Ok([row.get::<_, i64>(0)?.to_string(), row.get(1)?, row.get(2)?]))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    ratatui::run(|terminal| {
        loop {
            terminal.draw(|frame| {
                let widths = [Constraint::Length(8), Constraint::Length(12), Constraint::Fill(1)];
                let rows = rows.iter().map(|it| Row::new(it.clone()));
                let table = Table::new(rows, widths).block(Block::bordered().title("Today"));
                frame.render_widget(table, frame.area());
            })?;
            if let Event::Key(key) = event::read()?
                && key.code == KeyCode::Char('q')
            {
                return std::io::Result::Ok(());
            }
        }
    })
    .unwrap();
}
