//! Words: names, notes, mail addresses, domains, lists.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

/// How many lines a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Lines {
    /// A name or a title.
    One,
    /// A note.
    Many,
}

/// A text fit to be stored and shown.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import) struct Cleaned<'a> {
    /// The words, without blanks around them.
    pub(in crate::import) text: Cow<'a, str>,
    /// Whether control characters were taken out.
    pub(in crate::import) had_controls: bool,
}

/// Takes out what is no visible character (C0, C1, marks that turn the direction of writing), keeps
/// line ends where the text may have them, and composes accents (NFC).
pub(in crate::import) fn clean(cell: &str, lines: Lines) -> Cleaned<'_> {
    let cell = trim(cell);
    if cell.bytes().all(|it| (b' '..=b'~').contains(&it)) {
        return Cleaned { text: Cow::Borrowed(cell), had_controls: false };
    }
    let mut had_controls = false;
    let mut kept = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '\n' if lines == Lines::Many => kept.push(c),
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => kept.push(' '),
            _ if is_invisible(c) => had_controls = true,
            _ => kept.push(c),
        }
    }
    let kept = if is_nfc_quick(kept.chars()) == unicode_normalization::IsNormalized::Yes {
        kept
    } else {
        kept.nfc().collect()
    };
    let text = trim(&kept);
    let text = if text.len() == kept.len() { kept } else { text.to_owned() };
    Cleaned { text: Cow::Owned(text), had_controls }
}

/// Characters that a screen would obey instead of show.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Without blanks around it; the no-break and the ideographic blank are blanks.
fn trim(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

/// A mail address in lower case, without `mailto:` and angle brackets.
pub(in crate::import) fn mail_address(cell: &str) -> String {
    let cell = cell.trim();
    let inner = cell.rsplit_once('<').map_or(cell, |(_, rest)| rest.trim_end_matches('>'));
    let lower = inner.trim().to_lowercase();
    lower.strip_prefix("mailto:").map_or(lower.clone(), str::to_owned)
}

/// The domain of a web address, a mail address or a bare domain: lower case, without `www.`; nothing
/// where there is none.
pub fn domain_of(cell: &str) -> Option<String> {
    let lower = cell.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_domain = host.contains('.')
        && !host.starts_with('.')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    is_domain.then(|| host.to_owned())
}

/// The words of a list cell: `a; b`, `a, b`, `["a", "b"]`.
pub(in crate::import) fn words_of(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    let inner = cell.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(cell);
    let by = if inner.contains(';') {
        ';'
    } else if inner.contains('|') {
        '|'
    } else {
        ','
    };
    let mut words: Vec<String> = Vec::new();
    for part in inner.split(by) {
        let word = clean(part.trim().trim_matches('"'), Lines::One).text.into_owned();
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_screen_would_obey_is_taken_out_of_a_name() {
        let cleaned = clean(" Ac\0me\u{1b}[31m \u{202e}Ltd\u{a0}", Lines::One);
        assert_eq!(cleaned.text, "Acme[31m Ltd");
        assert!(cleaned.had_controls);
        assert_eq!(clean("a\nb", Lines::One).text, "a b");
        assert_eq!(clean("a\nb\n", Lines::Many).text, "a\nb");
        assert!(!clean("a\nb", Lines::Many).had_controls);
        assert_eq!(clean("Zoe\u{308}", Lines::One).text, "Zo\u{eb}");
    }

    #[test]
    fn a_domain_is_found_in_addresses_of_all_sorts() {
        for cell in ["https://www.Acme.com/x", "acme.com", "Jo@ACME.com", "acme.com:8080"] {
            assert_eq!(domain_of(cell).as_deref(), Some("acme.com"), "{cell}");
        }
        assert_eq!(domain_of("831.605.2433x72946 ext"), None);
        assert_eq!(domain_of("Acme"), None);
        assert_eq!(mail_address(" Jo <Jo@Acme.com> "), "jo@acme.com");
    }

    #[test]
    fn a_list_is_told_apart_by_its_marks() {
        assert_eq!(words_of("a; b;a"), ["a", "b"]);
        assert_eq!(words_of(r#"["red","blue"]"#), ["red", "blue"]);
        assert_eq!(words_of("one"), ["one"]);
    }
}
