//! A table as aligned text for a terminal or a pipe.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::fit::{GAP, Laid, cut, fitted, lines};
use super::table::{Align, Cell, Table, Tone};
use crate::domain::clean;

/// What the place that the text goes to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Columns of the terminal; nothing where lines may be as long as they like.
    pub width: Option<usize>,
    /// Whether it shows colours.
    pub has_colour: bool,
}

/// Writes a table with its columns aligned by what is seen, not by bytes. Where the place has a width,
/// the table is fitted into it: minor columns go first, then words are broken into lines between
/// words; what is longer than its column even so is cut.
pub fn write_text(out: &mut dyn Write, table: &Table, look: Look) -> io::Result<()> {
    let heads: Vec<Cell> = table.columns.iter().map(|it| Cell::from(it.title)).collect();
    let rows: Vec<Vec<Cell>> =
        std::iter::once(&heads).chain(&table.rows).map(|it| cleaned(it)).collect();
    let laid = fitted(&table.columns, &rows, look.width);
    for (at, row) in rows.iter().enumerate() {
        let broken: Vec<Vec<String>> = laid
            .iter()
            .map(|it| row.get(it.at).map_or_else(Vec::new, |cell| lines(&cell.text, it.width)))
            .collect();
        for line in 0..broken.iter().map(Vec::len).max().unwrap_or(0) {
            let pieces: Vec<Cell> = laid
                .iter()
                .zip(&broken)
                .map(|(column, lines)| Cell {
                    text: lines.get(line).cloned().unwrap_or_default(),
                    tone: row.get(column.at).map_or(Tone::Plain, |it| it.tone),
                })
                .collect();
            Line { laid: &laid, look, is_head: at == 0 }.write(out, &pieces)?;
        }
    }
    Ok(())
}

fn cleaned(row: &[Cell]) -> Vec<Cell> {
    row.iter().map(|it| Cell { text: clean(&it.text).into_owned(), tone: it.tone }).collect()
}

/// How one line is laid out.
struct Line<'a> {
    laid: &'a [Laid],
    look: Look,
    is_head: bool,
}

impl Line<'_> {
    fn write(&self, out: &mut dyn Write, row: &[Cell]) -> io::Result<()> {
        let mut left = self.look.width.unwrap_or(usize::MAX);
        for (at, (cell, laid)) in row.iter().zip(self.laid).enumerate() {
            let is_last = at + 1 == row.len();
            let padding = laid.width.saturating_sub(cell.text.width());
            let before = if laid.align == Align::Right { padding } else { 0 };
            let after = if laid.align == Align::Left && !is_last { padding } else { 0 };
            let gap = if is_last { "" } else { GAP };
            let text = cut(&format!("{}{}", " ".repeat(before), cell.text), left);
            left -= text.width().min(left);
            self.write_toned(out, &text, cell.tone)?;
            let space = (after + gap.len()).min(left);
            left -= space;
            write!(out, "{}", " ".repeat(space))?;
        }
        out.write_all(b"\n")
    }

    fn write_toned(&self, out: &mut dyn Write, text: &str, tone: Tone) -> io::Result<()> {
        let code = match tone {
            _ if !self.look.has_colour => None,
            _ if self.is_head => Some("1"),
            Tone::Plain => None,
            Tone::Good => Some("32"),
            Tone::Watch => Some("33"),
            Tone::Bad => Some("31"),
            Tone::Faint => Some("2"),
        };
        match code {
            Some(code) => write!(out, "\x1b[{code}m{text}\x1b[0m"),
            None => out.write_all(text.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Column;

    fn written(rows: &[[&str; 3]], look: Look) -> String {
        let columns = vec![Column::words("Account"), Column::numbers("ARR"), Column::words("Why")];
        let rows = rows.iter().map(|row| row.iter().map(|it| Cell::from(*it)).collect()).collect();
        let mut out = Vec::new();
        write_text(&mut out, &Table { columns, rows }, look).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let rows = [["Globex 株式会社", "$86k", "a"], ["Acme\u{1b}[2J", "$1.2M", "b"]];
        assert_eq!(
            written(&rows, Look::default()),
            "Account            ARR  Why\nGlobex 株式会社   $86k  a\nAcme[2J          $1.2M  b\n"
        );
    }

    #[test]
    fn a_line_is_never_wider_than_the_terminal() {
        let rows = [["Globex 株式会社", "$86k", "champion left"]];
        for width in 1..40 {
            let look = Look { width: Some(width), has_colour: false };
            assert!(written(&rows, look).lines().all(|it| it.width() <= width), "{width}");
        }
        assert_eq!(cut("株式会社", 5), "株式…");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn words_are_broken_between_and_never_within() {
        let rows = [["Globex", "$86k", "champion left, nobody named; notice ends in nine days"]];
        let look = Look { width: Some(34), has_colour: false };
        assert_eq!(
            written(&rows, look),
            "Account   ARR  Why\n\
             Globex   $86k  champion left,\n               nobody named;\n               \
             notice ends in nine\n               days\n"
        );
    }

    #[test]
    fn a_minor_column_goes_where_there_is_no_room() {
        let columns =
            vec![Column::words("Account"), Column::words("Tier").minor(), Column::words("Why")];
        let row = ["Globex", "Enterprise", "champion left"].map(Cell::from);
        let table = Table { columns, rows: vec![row.into()] };
        let shown = |width| {
            let mut out = Vec::new();
            write_text(&mut out, &table, Look { width, has_colour: false }).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(shown(None).contains("Enterprise"));
        assert_eq!(shown(Some(24)), "Account  Why\nGlobex   champion left\n");
    }
}
