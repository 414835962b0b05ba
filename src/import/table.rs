//! The rows of a file, one at a time, each with its line.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder, StringRecord, Terminator};
use encoding_rs::WINDOWS_1252;

use super::dialect::Dialect;
use super::encoding::{Encoding, TextReader};
use super::error::Error;
use super::input::Input;

/// How a file is written: all that reading it again needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    pub(super) encoding: Encoding,
    pub(super) dialect: Dialect,
}

/// A file being read row by row. Lines are those of the file: the header's is 1 where nothing stands
/// above it, and a cell with line ends spans several.
pub(super) struct Table<'a> {
    input: &'a Input,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    row: StringRecord,
    line: u32,
    first_line: u64,
    width: usize,
    named: usize,
    odd_rows: u64,
}

/// What the next row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A row with as many cells as the header.
    Row,
    /// A row with fewer or more cells, and what is the matter.
    Ragged(String),
    /// There are no more rows.
    End,
}

/// As much as is read at once.
const BUFFER: usize = 256 * 1024;

impl<'a> Table<'a> {
    /// Opens a file at its header, whose cells are then in [`Table::cells`]. `false` in the pair's
    /// place means that there is none.
    pub(super) fn open(input: &'a Input, format: Format) -> Result<Option<Self>, Error> {
        let text = TextReader::new(input.read()?, format.encoding);
        let skip = format.dialect.preamble;
        let source: Box<dyn Read + 'a> = if skip == 0 {
            Box::new(text)
        } else {
            let mut text = text;
            let mut preamble = vec![0; skip];
            text.read_exact(&mut preamble).map_err(|error| input.unreadable(&error))?;
            Box::new(text)
        };
        let reader = ReaderBuilder::new()
            .delimiter(format.dialect.delimiter)
            .terminator(Terminator::Any(b'\n'))
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(source);
        let mut table = Self {
            input,
            reader,
            row: StringRecord::new(),
            line: 0,
            first_line: u64::from(skip > 0),
            width: 0,
            named: 0,
            odd_rows: 0,
        };
        while table.read()? {
            if !table.is_blank() {
                table.width = table.row.len();
                let is_named = |it: &&str| !it.trim().is_empty();
                let blanks = table.row.iter().collect::<Vec<_>>();
                let blanks = blanks.iter().rev().take_while(|it| !is_named(it)).count();
                table.named = table.width - blanks;
                return Ok(Some(table));
            }
        }
        Ok(None)
    }

    /// Goes to the next row that is not blank.
    pub(super) fn next(&mut self) -> Result<Step, Error> {
        while self.read()? {
            let cells = self.row.len();
            if cells == self.width {
                // A blank row has an empty first cell; that is quickly seen.
                if self.row.get(0).is_some_and(|it| it.trim().is_empty()) && self.is_blank() {
                    continue;
                }
                return Ok(Step::Row);
            }
            if self.is_blank() {
                continue;
            }
            let is_only_longer_by_blanks = cells > self.width
                && self.row.iter().skip(self.width).all(|it| it.trim().is_empty());
            if is_only_longer_by_blanks || (self.named..self.width).contains(&cells) {
                return Ok(Step::Row);
            }
            return Ok(Step::Ragged(self.ragged(cells)));
        }
        Ok(Step::End)
    }

    /// The cells of the row.
    pub(super) fn cells(&self) -> &StringRecord {
        &self.row
    }

    /// The row's first line in the file.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// Bytes of text read so far.
    pub(super) fn position(&self) -> u64 {
        self.reader.position().byte()
    }

    /// Rows with bytes that are not UTF-8 in a file that otherwise is; they were read as Windows-1252.
    pub(super) fn odd_rows(&self) -> u64 {
        self.odd_rows
    }

    fn is_blank(&self) -> bool {
        self.row.iter().all(|it| it.trim().is_empty())
    }

    fn ragged(&self, cells: usize) -> String {
        let line_ends = self.row.iter().flat_map(str::bytes).filter(|it| *it == b'\n').count();
        let why = format!("has {cells} cells where the header has {}", self.width);
        match line_ends {
            0 => why,
            _ => format!("{why} and runs over {} lines: is a quote left open?", line_ends + 1),
        }
    }

    /// Reads one row; `false` at the end.
    fn read(&mut self) -> Result<bool, Error> {
        let before = self.reader.position().line();
        let mut bytes = std::mem::take(&mut self.row).into_byte_record();
        let is_read = match self.reader.read_byte_record(&mut bytes) {
            Ok(is_read) => is_read,
            Err(error) => {
                let error = std::io::Error::from(error);
                return Err(self.input.unreadable(&error));
            }
        };
        let after = self.reader.position().line();
        // The reader counts from before the blank lines above a row, so the row's line is counted
        // back from its end.
        let line = if after <= before + 1 {
            before
        } else {
            let within = bytes.as_slice().split(|it| *it == b'\n').count() as u64;
            after.saturating_sub(within)
        };
        self.line = u32::try_from(line + self.first_line).unwrap_or(u32::MAX);
        self.row = match StringRecord::from_byte_record(bytes) {
            Ok(row) => row,
            Err(error) => {
                self.odd_rows += 1;
                decoded(&error.into_byte_record())
            }
        };
        Ok(is_read)
    }
}

/// Cells that are not UTF-8 read as Windows-1252, which has a character for every byte.
fn decoded(bytes: &ByteRecord) -> StringRecord {
    let cell = |it: &[u8]| match std::str::from_utf8(it) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(it).0.into_owned(),
    };
    bytes.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{dialect, encoding};
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<(u32, String)> {
        let input = Input::from_bytes("x.csv", bytes);
        let encoding = encoding::detect(bytes).unwrap();
        let mut text = Vec::new();
        TextReader::new(bytes, encoding).read_to_end(&mut text).unwrap();
        let format = Format { encoding, dialect: dialect::sniff(&text) };
        let mut table = Table::open(&input, format).unwrap().unwrap();
        let mut rows = Vec::new();
        loop {
            match table.next().unwrap() {
                Step::Row => {
                    let cells: Vec<&str> = table.cells().iter().collect();
                    rows.push((table.line(), cells.join("~")));
                }
                Step::Ragged(why) => rows.push((table.line(), why)),
                Step::End => return rows,
            }
        }
    }

    #[test]
    fn a_row_has_the_line_that_an_editor_shows() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "a,b\n1,2\n\n\n\"3\nx\",4\n5,6\n,\n7,8".replace('\n', end);
            let found = rows(text.as_bytes());
            let lines: Vec<u32> = found.iter().map(|it| it.0).collect();
            assert_eq!(lines, [2, 5, 7, 9], "{end:?}: {found:?}");
        }
        assert_eq!(rows(b"sep=;\na;b\n1;2\n"), [(3, "1~2".to_owned())]);
    }

    #[test]
    fn a_row_longer_or_shorter_than_the_header_is_told_apart() {
        let found = rows(b"a,b,\n1,2\n1,2,,,\n1\n1,2,3,4\n1,2,3\n");
        let texts: Vec<&str> = found.iter().map(|it| it.1.as_str()).collect();
        assert_eq!(
            texts,
            [
                "1~2",
                "1~2~~~",
                "has 1 cells where the header has 3",
                "has 4 cells where the header has 3",
                "1~2~3"
            ]
        );
        assert!(rows(b"a,b\n\"1,2\n3,4\n")[0].1.contains("quote left open"));
    }

    #[test]
    fn a_byte_that_is_not_utf8_does_not_stop_a_file_that_is() {
        let mut bytes = "a,b\né,1\n".repeat(3).into_bytes();
        bytes.extend(b"caf\xE9,2\n");
        let input = Input::from_bytes("x.csv", bytes);
        let dialect = Dialect { delimiter: b',', preamble: 0 };
        let format = Format { encoding: Encoding::Utf8, dialect };
        let mut table = Table::open(&input, format).unwrap().unwrap();
        let mut last = String::new();
        while table.next().unwrap() != Step::End {
            last = table.cells().get(0).unwrap().to_owned();
        }
        assert_eq!(last, "café");
    }
}
