//! How the cells of a text are kept apart: the delimiter, and lines above the header.

/// The marks that may stand between cells.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows that are looked at.
const ROWS: usize = 60;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The mark between cells.
    pub(super) delimiter: u8,
    /// Bytes above the header: a line `sep=;` that some spreadsheets write.
    pub(super) preamble: usize,
}

impl Dialect {
    /// The delimiter's name.
    pub(super) const fn name(self) -> &'static str {
        match self.delimiter {
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "pipe",
            _ => "comma",
        }
    }
}

/// Tells the delimiter from the first rows: the one that cuts the most of them into as many cells as
/// the header has. A single column has no delimiter, and is read with commas.
pub(super) fn sniff(head: &[u8]) -> Dialect {
    if let Some(&[delimiter, b'\n', ..]) = head.strip_prefix(b"sep=")
        && DELIMITERS.contains(&delimiter)
    {
        return Dialect { delimiter, preamble: b"sep=,\n".len() };
    }
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let widths = widths(head, delimiter);
        let Some((&header, rows)) = widths.split_first() else { continue };
        if header < 2 {
            continue;
        }
        let agreeing = rows.iter().filter(|it| **it == header).count();
        let share = if rows.is_empty() { 1000 } else { agreeing * 1000 / rows.len() };
        if (share, header) > (best.0, best.1) || best.1 == 0 {
            best = (share, header, delimiter);
        }
    }
    Dialect { delimiter: best.2, preamble: 0 }
}

/// How many cells each of the first rows has with this delimiter. The last row of a head that was cut
/// off is left out.
fn widths(head: &[u8], delimiter: u8) -> Vec<usize> {
    let mut widths = Vec::new();
    let mut width = 1;
    let mut is_quoted = false;
    // A quote opens a cell only at its start; a doubled one within a cell opens it again.
    let mut may_open = true;
    let mut is_blank = true;
    for &byte in head {
        if is_quoted {
            is_quoted = byte != b'"';
            may_open = !is_quoted;
            continue;
        }
        match byte {
            b'"' if may_open => (is_quoted, is_blank) = (true, false),
            b'\n' => {
                if !is_blank {
                    widths.push(width);
                }
                if widths.len() == ROWS {
                    break;
                }
                (width, may_open, is_blank) = (1, true, true);
            }
            _ if byte == delimiter => {
                width += 1;
                (may_open, is_blank) = (true, false);
            }
            _ => (may_open, is_blank) = (false, false),
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(head: &str) -> char {
        char::from(sniff(head.as_bytes()).delimiter)
    }

    #[test]
    fn the_delimiter_is_the_one_that_all_rows_agree_on() {
        assert_eq!(delimiter("a,b,c\n1,2,3\n"), ',');
        assert_eq!(delimiter("a;b;c\n1,5;2,5;3\n"), ';');
        assert_eq!(delimiter("a\tb\n1, 2\t3\n"), '\t');
        assert_eq!(delimiter("a|b\n\"1|x,y\"|2\n"), '|');
        assert_eq!(delimiter("a,b\n\"x;y;z\nu;v\",2\n3,4\n"), ',');
        assert_eq!(delimiter("only\n1,5\n"), ',');
        assert_eq!(delimiter("a;b\n"), ';');
        assert_eq!(delimiter(""), ',');
        assert_eq!(sniff(b"sep=;\na;b\n"), Dialect { delimiter: b';', preamble: 6 });
    }
}
