//! One line being typed, with a cursor that moves by what a person takes for a letter.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::keys::Action;

/// How many characters a line holds: more than anyone types, and little enough to be read anew at
/// every key.
const LONGEST: usize = 4096;

/// One line being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    /// A byte position on a letter's border.
    cursor: usize,
}

impl TextField {
    /// A line that holds this text, with the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut res = Self::default();
        res.insert(text);
        res
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or(&self.text)
    }

    /// What stands behind it.
    pub fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    /// Types a text at the cursor; a line break becomes a space, other control characters vanish.
    /// What the line has no room for is left out.
    pub fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let letters = text
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .filter(|c| !c.is_control());
        let line: String = letters.take(room).collect();
        self.text.insert_str(self.cursor, &line);
        self.cursor += line.len();
    }

    /// Whether there is no room for one more.
    pub fn is_full(&self) -> bool {
        self.text.chars().count() >= LONGEST
    }

    /// Puts `text` in the place of what stands from a byte up to the cursor; nowhere where that byte
    /// is no border of a character before it.
    pub fn replace_from(&mut self, start: usize, text: &str) {
        if start <= self.cursor && self.text.is_char_boundary(start) {
            self.text.replace_range(start..self.cursor, text);
            self.cursor = start + text.len();
        }
    }

    /// Puts `text` in the place of all that stands before the cursor.
    pub fn replace_before(&mut self, text: &str) {
        self.text.replace_range(..self.cursor, text);
        self.cursor = text.len();
    }

    /// Edits, and tells whether `action` was an edit.
    pub fn apply(&mut self, action: Action) -> bool {
        match action {
            Action::TextLeft => self.cursor = self.left(),
            Action::TextRight => self.cursor = self.right(),
            Action::TextWordLeft => self.cursor = self.word_left(),
            Action::TextWordRight => self.cursor = self.word_right(),
            Action::TextHome => self.cursor = 0,
            Action::TextEnd => self.cursor = self.text.len(),
            Action::TextErase => self.erase_from(self.left()),
            Action::TextDelete => {
                let end = self.right();
                self.text.replace_range(self.cursor..end, "");
            }
            Action::TextEraseWord => self.erase_from(self.word_left()),
            Action::TextEraseLeft => self.erase_from(0),
            Action::TextEraseRight => self.text.truncate(self.cursor),
            _ => return false,
        }
        true
    }

    fn left(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        self.cursor + self.after().graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let before = self.before().trim_end();
        before.rfind(char::is_whitespace).map_or(0, |it| it + 1)
    }

    fn word_right(&self) -> usize {
        let after = self.after();
        let blanks = after.len() - after.trim_start().len();
        let word = after.trim_start().find(char::is_whitespace);
        word.map_or(self.text.len(), |it| self.cursor + blanks + it)
    }

    fn erase_from(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, actions: &[Action]) -> String {
        let mut field = TextField::new(text);
        for action in actions {
            assert!(field.apply(*action));
        }
        format!("{}|{}", field.before(), field.after())
    }

    #[test]
    fn the_cursor_moves_by_what_a_person_takes_for_a_letter() {
        use Action::{TextErase, TextLeft, TextRight};
        assert_eq!(after("ae\u{301}", &[TextLeft]), "a|e\u{301}");
        assert_eq!(after("ae\u{301}", &[TextErase]), "a|");
        assert_eq!(after("株式", &[TextLeft, TextLeft, TextLeft, TextRight]), "株|式");
    }

    #[test]
    fn words_are_passed_and_erased_whole() {
        use Action::{TextEraseLeft, TextEraseWord, TextHome, TextWordLeft, TextWordRight};
        assert_eq!(after("call Kenji  fri", &[TextWordLeft]), "call Kenji  |fri");
        assert_eq!(after("call Kenji ", &[TextEraseWord]), "call |");
        assert_eq!(after("call Kenji", &[TextHome, TextWordRight]), "call| Kenji");
        assert_eq!(after("call Kenji", &[TextWordLeft, TextEraseLeft]), "|Kenji");
    }

    #[test]
    fn what_is_pasted_stays_one_line_without_control_characters() {
        assert_eq!(TextField::new("a\nb\u{1b}[31m\tc\rd").text(), "a b[31m c d");
    }

    #[test]
    fn a_line_takes_no_more_than_it_holds() {
        let mut field = TextField::new("é");
        field.insert(&"x".repeat(LONGEST - 2));
        assert!(!field.is_full());
        field.insert("xy");
        assert!(field.is_full());
        assert_eq!(field.text().chars().count(), LONGEST);
        assert!(field.text().ends_with('x'));
        assert_eq!(TextField::new(&"line\r\n".repeat(200_000)).text().chars().count(), LONGEST);
    }

    #[test]
    fn a_completion_takes_the_place_of_the_word() {
        let mut field = TextField::new("tier:A ren");
        field.replace_from("tier:A ".len(), "renews");
        assert_eq!(field.text(), "tier:A renews");
        field.replace_from(100, "nowhere");
        assert_eq!(field.text(), "tier:A renews");
    }
}
