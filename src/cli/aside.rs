//! The one door to stderr: what is said beside the output, with nothing in it that acts on a terminal.

use std::fmt::Display;
use std::io::{self, Write};

use crate::domain::clean;

/// Says something beside the output. File names, headers and cells may stand in it as they are.
pub(super) fn aside(text: impl Display) {
    // Where even this cannot be printed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", plain(&text.to_string()));
}

/// The text line by line without anything that acts on a terminal.
pub(super) fn plain(text: &str) -> String {
    text.split('\n').map(clean).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines_and_nothing_acts_on_the_terminal() {
        assert_eq!(plain("a\u{1b}[31m.csv\n\u{9b}2J\u{202e}b\r\n"), "a[31m.csv\n2Jb \n");
    }
}
