//! Text made safe to draw: what came from a customer can never move the cursor, and it is cut by
//! what a person takes for a letter.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many marks a letter may carry; more of them only smear the rows around.
const MARKS: usize = 4;

/// A text without control characters, without what turns its direction, composed (NFC), on one line.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|it| it.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    if text.chars().all(is_safe) && is_nfc(text) && !text.graphemes(true).any(is_smeared) {
        return Cow::Borrowed(text);
    }
    let safe = text.chars().map(|c| if is_break(c) { ' ' } else { c }).filter(|c| is_safe(*c));
    let composed: String = safe.nfc().collect();
    let letters = composed.graphemes(true).flat_map(|it| it.chars().take(1 + MARKS));
    Cow::Owned(letters.collect())
}

/// The columns that a clean text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A text cut to `columns`, with `ellipsis` where something is missing.
pub(super) fn cut<'a>(text: &'a str, columns: usize, ellipsis: &str) -> Cow<'a, str> {
    let text = clean(text);
    if text.width() <= columns {
        return text;
    }
    let room = columns.saturating_sub(ellipsis.width());
    let mut res = String::new();
    let mut used = 0;
    for letter in text.graphemes(true) {
        used += letter.width();
        if used > room {
            break;
        }
        res.push_str(letter);
    }
    if ellipsis.width() <= columns {
        res.push_str(ellipsis);
    }
    Cow::Owned(res)
}

/// A text cut or padded to exactly `columns`.
pub(super) fn fit(text: &str, columns: usize, ellipsis: &str) -> String {
    let cut = cut(text, columns, ellipsis);
    let blanks = columns.saturating_sub(cut.width());
    format!("{cut}{:blanks$}", "")
}

/// The same with the padding before it.
pub(super) fn fit_right(text: &str, columns: usize, ellipsis: &str) -> String {
    let cut = cut(text, columns, ellipsis);
    let blanks = columns.saturating_sub(cut.width());
    format!("{:blanks$}{cut}", "")
}

/// A text broken into lines of at most `columns`, between words where that is possible.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut res = Vec::new();
    let mut line = String::new();
    for word in clean(text).split_whitespace() {
        let gap = usize::from(!line.is_empty());
        if line.width() + gap + word.width() <= columns {
            if gap > 0 {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            res.push(std::mem::take(&mut line));
        }
        for letter in word.graphemes(true) {
            if line.width() + letter.width() > columns && !line.is_empty() {
                res.push(std::mem::take(&mut line));
            }
            line.push_str(letter);
        }
    }
    if !line.is_empty() {
        res.push(line);
    }
    res
}

fn is_smeared(letter: &str) -> bool {
    letter.chars().count() > 1 + MARKS
}

const fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether a character neither controls the terminal, nor turns the direction of the text, nor
/// changes the width of the one before it.
const fn is_safe(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_from_a_customer_cannot_move_the_cursor() {
        assert_eq!(clean("a\u{1b}[31mred\u{7}\0"), "a[31mred");
        assert_eq!(clean("abc\u{202e}fdp.exe"), "abcfdp.exe");
        assert_eq!(clean("two\nlines\tand a tab"), "two lines and a tab");
        assert_eq!(clean("\u{9b}2J"), "2J");
        assert_eq!(clean("e\u{301}"), "é");
        assert_eq!(clean("\u{26a0}\u{fe0f}"), "\u{26a0}");
        let zalgo = format!("z{}", "\u{335}".repeat(40));
        assert_eq!(clean(&zalgo).chars().count(), 5);
    }

    #[test]
    fn a_text_is_cut_by_what_a_person_takes_for_a_letter() {
        assert_eq!(cut("Acme Corp", 20, "…"), "Acme Corp");
        assert_eq!(cut("Acme Corp", 6, "…"), "Acme …");
        assert_eq!(cut("株式会社グロ", 6, "…"), "株式…");
        assert_eq!(fit("株式会社", 6, "…"), "株式… ");
        assert_eq!(fit("é", 3, "…"), "é  ");
        assert_eq!(fit_right("$86k", 6, "…"), "  $86k");
        assert_eq!(cut("anything", 0, "…"), "");
        for columns in 0..9 {
            assert_eq!(width(&fit("👩‍👩‍👧 株 family", columns, "…")), columns);
        }
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
        assert_eq!(wrap("", 4), Vec::<String>::new());
    }
}
