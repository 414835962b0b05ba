//! Text that is only text: it cannot act on a terminal, nor be mark-up.

use std::borrow::Cow;

/// The text on one line without anything that acts on a terminal or turns the order of reading:
/// line ends and tabs become a space, other control and direction characters go.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' if kept.ends_with(' ') => {}
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => kept.push(' '),
            it if acts(it) => {}
            it => kept.push(it),
        }
    }
    Cow::Owned(kept)
}

/// Whether a character does something instead of being seen: C0 and C1 controls, marks that turn
/// the order of reading, separators of lines, tags and the byte order mark.
pub fn acts(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Words that Markdown shows as they are: no mark-up, no HTML, no second column.
pub fn escaped(text: &str) -> String {
    let text = clean(text);
    let mut kept = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_inside_word =
            before.is_alphanumeric() && letters.peek().is_some_and(|it| it.is_alphanumeric());
        match letter {
            '_' if is_inside_word => kept.push('_'),
            '#' if !kept.is_empty() => kept.push('#'),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '~' | '#' => kept.extend(['\\', letter]),
            '<' => kept.push_str("\\<"),
            '>' => kept.push_str("\\>"),
            // Elsewhere an ampersand begins no character reference, and stays as it was written.
            '&' if letters.peek().is_some_and(|it| *it == '#' || it.is_alphanumeric()) => {
                kept.push_str("\\&");
            }
            it => kept.push(it),
        }
        before = letter;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_move_the_cursor_or_turn_the_line_round() {
        assert_eq!(clean("Acme\u{1b}[2J\u{9b}31m Corp"), "Acme[2J31m Corp");
        assert_eq!(clean("A\u{202e}cme\r\nLtd"), "Acme Ltd");
        assert_eq!(clean("株式会社 e\u{301}"), "株式会社 e\u{301}");
    }
}
