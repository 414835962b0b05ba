//! A CSV file in the making, with days counted from the one the sample book is opened on.

use std::fs;
use std::io;
use std::path::Path;

/// A CSV file in the making.
pub(crate) struct Sheet {
    name: &'static str,
    text: String,
}

/// A calendar day: `T-120` is 120 days before the book is opened, `T+30` a month after.
pub(crate) fn day(offset: i32) -> String {
    format!("T{offset:+}")
}

/// As [`day`], moved onto a working day: days that are past further back, days to come further on.
pub(crate) fn workday(offset: i32) -> String {
    format!("B{offset:+}")
}

impl Sheet {
    /// A file with this header.
    pub(crate) fn new(name: &'static str, header: &str) -> Self {
        Self { name, text: format!("{header}\n") }
    }

    /// Adds a row; a cell with a comma or a quote is put in quotes.
    pub(crate) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.cells(&cells);
    }

    /// As [`Sheet::row`], for as many cells as there are.
    pub(crate) fn cells(&mut self, cells: &[&str]) {
        let quoted: Vec<String> = cells
            .iter()
            .map(|it| {
                let is_plain = !it.contains([',', '"']);
                if is_plain { (*it).to_owned() } else { format!("\"{}\"", it.replace('"', "\"\"")) }
            })
            .collect();
        self.text.push_str(&quoted.join(","));
        self.text.push('\n');
    }

    /// Writes the file into a folder.
    pub(crate) fn save(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join(self.name), &self.text)
    }
}
