//! Text made safe to draw: what came from a customer can never move the cursor, and it is cut by
//! what a person takes for a letter.

use std::borrow::Cow;

use ratatui::buffer::CellWidth as _;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many marks a letter may carry; more of them only smear the rows around.
const MARKS: usize = 4;
/// Joins two pictures to one, where the terminal knows how.
const JOINER: char = '\u{200d}';
/// Keeps two letters from becoming one sign.
const NON_JOINER: char = '\u{200c}';
/// The half-wide voice marks of katakana; with the letter before them they are as wide as the
/// full-wide letter.
const VOICE_MARKS: [char; 2] = ['\u{ff9e}', '\u{ff9f}'];

/// A text without control characters, without what turns its direction, composed (NFC), on one line.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|it| it.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    let is_plain = |it: &str| it.chars().count() <= most(it);
    let is_even = || text.width() == text.graphemes(true).map(columns).sum::<usize>();
    if text.chars().all(is_safe) && is_nfc(text) && text.graphemes(true).all(is_plain) && is_even()
    {
        return Cow::Borrowed(text);
    }
    let safe = text.chars().map(|c| if is_break(c) { ' ' } else { c }).filter(|c| is_safe(*c));
    let composed: String = safe.nfc().collect();
    let mut res = String::with_capacity(composed.len());
    let mut before = String::new();
    for letter in composed.graphemes(true) {
        let drawn: String = if letter.contains(VOICE_MARKS) {
            letter.nfkc().collect()
        } else {
            letter.chars().take(most(letter)).collect()
        };
        // Two letters that count as one sign are kept apart: each has a cell of its own.
        if format!("{before}{drawn}").width() != before.width() + drawn.width() {
            res.push(NON_JOINER);
        }
        res.push_str(&drawn);
        before = drawn;
    }
    Cow::Owned(res)
}

/// The columns that a clean text takes: those of its letters one by one, as the screen's cells take
/// them, and not those of a ligature that a cell does not know.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(columns).sum() }
}

fn columns(letter: &str) -> usize {
    usize::from(letter.cell_width())
}

/// A text cut to `columns`, with `ellipsis` where something is missing.
pub(super) fn cut<'a>(text: &'a str, columns: usize, ellipsis: &str) -> Cow<'a, str> {
    let text = clean(text);
    if width(&text) <= columns {
        return text;
    }
    let room = columns.saturating_sub(width(ellipsis));
    let mut res = String::new();
    let mut used = 0;
    for letter in text.graphemes(true) {
        used += self::columns(letter);
        if used > room {
            break;
        }
        res.push_str(letter);
    }
    if width(ellipsis) <= columns {
        res.push_str(ellipsis);
    }
    Cow::Owned(res)
}

/// A text cut or padded to exactly `columns`.
pub(super) fn fit(text: &str, columns: usize, ellipsis: &str) -> String {
    let cut = cut(text, columns, ellipsis);
    let blanks = columns.saturating_sub(width(&cut));
    format!("{cut}{:blanks$}", "")
}

/// The same with the padding before it.
pub(super) fn fit_right(text: &str, columns: usize, ellipsis: &str) -> String {
    let cut = cut(text, columns, ellipsis);
    let blanks = columns.saturating_sub(width(&cut));
    format!("{:blanks$}{cut}", "")
}

/// A text broken into lines of at most `columns`, between words where that is possible.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut res = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in clean(text).split_whitespace() {
        let gap = usize::from(!line.is_empty());
        let long = width(word);
        if used + gap + long <= columns {
            if gap > 0 {
                line.push(' ');
            }
            line.push_str(word);
            used += gap + long;
            continue;
        }
        if !line.is_empty() {
            res.push(std::mem::take(&mut line));
            used = 0;
        }
        for letter in word.graphemes(true) {
            if used + self::columns(letter) > columns && !line.is_empty() {
                res.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(letter);
            used += self::columns(letter);
        }
    }
    if !line.is_empty() {
        res.push(line);
    }
    res
}

/// The end of a text that fits in `columns`, by whole letters.
pub(super) fn tail(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let mut start = text.len();
    for (at, letter) in text.grapheme_indices(true).rev() {
        match left.checked_sub(self::columns(letter)) {
            Some(rest) => left = rest,
            None => break,
        }
        start = at;
    }
    text.get(start..).unwrap_or_default()
}

/// How many characters of a letter are drawn. A picture made of several (a family, a skin tone) is
/// drawn as its first: terminals do not agree on how wide the whole is.
fn most(letter: &str) -> usize {
    let is_picture = letter.chars().next().is_some_and(|it| it >= '\u{2000}');
    let is_joined = |c| c == JOINER || matches!(c, '\u{1f3fb}'..='\u{1f3ff}');
    if is_picture && letter.chars().any(is_joined) { 1 } else { 1 + MARKS }
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
    use proptest::prelude::*;

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
    fn a_picture_made_of_several_is_its_first_and_a_script_keeps_its_joiners() {
        assert_eq!(clean("👩\u{200d}👩\u{200d}👧 Family"), "👩 Family");
        assert_eq!(clean("👍🏽 Thumbs"), "👍 Thumbs");
        assert_eq!(clean("🏳\u{fe0f}\u{200d}🌈 Flags"), "🏳 Flags");
        assert_eq!(clean("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn a_text_is_as_wide_as_its_letters_one_by_one() {
        assert_eq!(width("株式会社"), 8);
        assert_eq!(width("e\u{301}"), 1);
        // Lam and alef are one sign in some fonts, and two cells on every screen.
        assert_eq!(width("\u{644}\u{627}"), 2);
        assert_eq!(width(&clean("ｶﾞｲ")), 3);
    }

    proptest! {
        #[test]
        fn a_clean_text_is_as_wide_for_the_library_as_on_the_screen(
            text in r"(\PC|[\u{600}-\u{6ff}\u{900}-\u{97f}\u{e00}-\u{e7f}\u{ff61}-\u{ff9f}]){0,24}",
        ) {
            let text = clean(&text);
            prop_assert_eq!(text.width(), width(&text), "{:?}", text);
            prop_assert_eq!(&clean(&text), &text);
        }
    }

    #[test]
    fn the_end_of_a_text_is_cut_by_whole_letters() {
        assert_eq!(tail("Acme Corp", 4), "Corp");
        assert_eq!(tail("株式会社", 5), "会社");
        assert_eq!(tail("ae\u{301}", 1), "e\u{301}");
        assert_eq!(tail("abc", 0), "");
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
