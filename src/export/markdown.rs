//! A table as Markdown.

use std::io::{self, Write};

use super::table::{Align, Table};
use crate::domain::escaped;

/// Writes a table in the form that `GitHub` and most editors read.
pub fn write_markdown(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let titles: Vec<String> = table.columns.iter().map(|it| escaped(it.title)).collect();
    writeln!(out, "| {} |", titles.join(" | "))?;
    let rules = table.columns.iter().map(|it| match it.align {
        Align::Left => "---",
        Align::Right => "--:",
    });
    writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|it| escaped(&it.text)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Cell, Column};

    #[test]
    fn a_name_is_never_mark_up() {
        let columns = vec![Column::words("Account"), Column::numbers("ARR")];
        let rows = vec![vec![Cell::from("<b>A|B*</b>"), Cell::from("$1")]];
        let mut out = Vec::new();
        write_markdown(&mut out, &Table { columns, rows }).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "| Account | ARR |\n| --- | --: |\n| \\<b\\>A\\|B\\*\\</b\\> | $1 |\n");
    }
}
