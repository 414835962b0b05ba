//! The rows of a file, one at a time, each with its line.

use std::collections::VecDeque;
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
    reader: csv::Reader<Metered<Box<dyn Read + 'a>>>,
    is_open: bool,
    row: StringRecord,
    line: u32,
    first_line: u64,
    width: usize,
    named: usize,
    odd_rows: u64,
    follows_blank: bool,
    ahead: VecDeque<Ahead>,
    footer: usize,
}

/// A row that was read before its turn.
struct Ahead {
    row: StringRecord,
    line: u32,
    step: Step,
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
/// The longest row, in bytes, give or take what is read at once: a quote that is left open makes a
/// row of the rest of the file, however long that is.
const LONGEST: usize = 16 << 20;
/// The most columns: as many as the widest spreadsheet has.
const WIDEST: usize = 16_384;

impl<'a> Table<'a> {
    /// Opens a file at its header, whose cells are then in [`Table::cells`]; nothing where the file
    /// has no line with words.
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
            .from_reader(Metered { source, left: 0, is_at_end: false });
        let mut table = Self {
            input,
            reader,
            is_open: false,
            row: StringRecord::new(),
            line: 0,
            first_line: u64::from(skip > 0),
            width: 0,
            named: 0,
            odd_rows: 0,
            follows_blank: false,
            ahead: VecDeque::new(),
            footer: 0,
        };
        while table.read()? {
            if !table.is_blank() {
                table.width = table.row.len();
                let is_named = |it: &&str| !it.trim().is_empty();
                let blanks = table.row.iter().collect::<Vec<_>>();
                let blanks = blanks.iter().rev().take_while(|it| !is_named(it)).count();
                table.named = table.width - blanks;
                if table.width > WIDEST {
                    return Err(Error::Wide {
                        file: input.shown().to_owned(),
                        line: table.line,
                        columns: table.width,
                        most: WIDEST,
                    });
                }
                return Ok(Some(table));
            }
        }
        Ok(None)
    }

    /// Goes to the next row that is neither blank nor part of a report's footer.
    pub(super) fn next(&mut self) -> Result<Step, Error> {
        if let Some(ahead) = self.ahead.pop_front() {
            (self.row, self.line) = (ahead.row, ahead.line);
            return Ok(ahead.step);
        }
        let step = self.advance()?;
        if step != Step::End && self.follows_blank && self.has_one_cell() {
            return self.look_for_footer(step);
        }
        Ok(step)
    }

    /// Goes to the next row that is not blank.
    fn advance(&mut self) -> Result<Step, Error> {
        let mut follows_blank = false;
        while self.read()? {
            self.follows_blank |= follows_blank;
            let cells = self.row.len();
            // A blank row has an empty first cell; that is quickly seen.
            let may_be_blank = self.row.get(0).is_none_or(|it| it.trim().is_empty());
            if may_be_blank && self.is_blank() {
                follows_blank = true;
                continue;
            }
            let is_only_longer_by_blanks = cells > self.width
                && self.row.iter().skip(self.width).all(|it| it.trim().is_empty());
            if self.is_open {
                let lines = self.line_ends();
                let why = format!(
                    "a quote is opened and never closed: the {lines} lines to the end of the file are one row"
                );
                return Ok(Step::Ragged(why));
            }
            if is_only_longer_by_blanks || (self.named..=self.width).contains(&cells) {
                return Ok(Step::Row);
            }
            return Ok(Step::Ragged(self.ragged(cells)));
        }
        Ok(Step::End)
    }

    /// Looks whether the rest of the file is the footer that a CRM writes under a report: a few lines
    /// of one cell below a blank one, a copyright or a total among them. If not, they are rows.
    fn look_for_footer(&mut self, first: Step) -> Result<Step, Error> {
        const LONGEST: usize = 12;
        const MARKS: [&str; 4] = ["copyright", "confidential", "generated by", "total"];
        let mut step = first;
        let mut is_marked = false;
        loop {
            let is_one = step != Step::End && self.has_one_cell();
            if step == Step::End && is_marked {
                self.footer = self.ahead.len();
                self.ahead.clear();
                return Ok(Step::End);
            }
            let cell = self.row.get(0).unwrap_or_default().to_lowercase();
            is_marked |= MARKS.iter().any(|it| cell.contains(it));
            self.ahead.push_back(Ahead { row: self.row.clone(), line: self.line, step });
            if !is_one || self.ahead.len() > LONGEST {
                break;
            }
            step = self.advance()?;
        }
        self.next()
    }

    fn has_one_cell(&self) -> bool {
        self.width > 1 && self.row.iter().skip(1).all(|it| it.trim().is_empty())
    }

    /// The cells of the row.
    pub(super) fn cells(&self) -> &StringRecord {
        &self.row
    }

    /// The row's first line in the file.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// Lines at the end that were left out as a report's footer.
    pub(super) fn footer(&self) -> usize {
        self.footer
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
        let why = format!("has {cells} cells where the header has {}", self.width);
        match self.line_ends() {
            0 => why,
            it => format!("{why} and runs over {} lines: is a quote left open?", it + 1),
        }
    }

    /// The line ends within the row's cells.
    fn line_ends(&self) -> usize {
        self.row.iter().flat_map(str::bytes).filter(|it| *it == b'\n').count()
    }

    /// Reads one row; `false` at the end.
    fn read(&mut self) -> Result<bool, Error> {
        let before = self.reader.position().line();
        let mut bytes = std::mem::take(&mut self.row).into_byte_record();
        self.reader.get_mut().left = LONGEST;
        let is_read = match self.reader.read_byte_record(&mut bytes) {
            Ok(is_read) => is_read,
            Err(_) if self.reader.get_ref().left == 0 => {
                let file = self.input.shown().to_owned();
                return Err(Error::LongRow { file, line: before + self.first_line });
            }
            Err(error) => {
                let error = std::io::Error::from(error);
                return Err(self.input.unreadable(&error));
            }
        };
        // The text ends with a line end, so that only an open quote takes a row to its end.
        self.is_open = is_read && self.reader.get_ref().is_at_end;
        let after = self.reader.position().line();
        // The reader counts from before the blank lines above a row, so the row's line is counted
        // back from its end.
        let line = if after <= before + 1 {
            before
        } else {
            let ends = bytes.as_slice().split(|it| *it == b'\n').count() as u64 - 1;
            after.saturating_sub(ends + u64::from(!self.is_open))
        };
        self.follows_blank = line > before;
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

/// A text that gives no more than is asked for one row, and says when it is at its end.
struct Metered<R> {
    source: R,
    /// Bytes that may still be given for the row at hand.
    left: usize,
    is_at_end: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::Error::other("the row is too long"));
        }
        let read = self.source.read(out)?;
        self.left = self.left.saturating_sub(read);
        self.is_at_end = read == 0;
        Ok(read)
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
        assert!(rows(b"a,b\n1,\"2,3\n4\",5\n")[0].1.contains("quote left open"));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_with_its_line_and_is_no_row() {
        for end in ["", "\n", "\n\n"] {
            for (text, line) in
                [("1,2\n3,\"4\n5,6", 3), ("1,2\n\n\"3,4", 4), ("\"x\ny\",2\n3,\"4", 4)]
            {
                let found = rows(format!("a,b\n{text}{end}").as_bytes());
                let (at, why) = found.last().unwrap();
                assert_eq!(*at, line, "{text:?}{end:?}");
                assert!(why.contains("never closed"), "{why}");
            }
        }
        // The last cell ends with a line end, and its quote is closed.
        assert_eq!(rows(b"a,b\n1,\"2\n\"\n"), [(2, "1~2\n".to_owned())]);
    }

    #[test]
    fn the_footer_of_a_report_is_no_row() {
        let footer = "\n\nOpen accounts\n\"Copyright (c) 2000-2022 x, inc.\"\nGenerated By:  Jo\n";
        assert_eq!(rows(format!("a,b,c\n1,2,3\n{footer}").as_bytes()).len(), 1);
        let padded = "a,b,c\n1,2,3\n,,\n,,\nOpen accounts,,\nGrand Total,,\nJo,,\n";
        assert_eq!(rows(padded.as_bytes()).len(), 1);
        // What goes on after it was no footer.
        let found = rows(format!("a,b,c\n1,2,3\n{footer}4,5,6\n").as_bytes());
        assert_eq!(found.iter().map(|it| it.0).collect::<Vec<_>>(), [2, 5, 6, 7, 8]);
        assert_eq!(rows(b"a,b\n1,2\n\n3,\n").len(), 2);
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
