//! A key as a person writes it: `j`, `Ctrl+d`, `PgDn`, and several of them in a row: `g t`.

use std::fmt;
use std::str::FromStr;

/// What is held down beside a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// Nothing, or Shift, which is in the letter already.
    Nothing,
    /// Ctrl.
    Ctrl,
    /// Alt, which terminals send as Esc and the key.
    Alt,
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A key that types this letter.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key, with what is held beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What is held.
    pub held: Held,
    /// Which key.
    pub code: KeyCode,
}

/// Keys pressed one after the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord(Vec<Key>);

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no key (write j, Ctrl+d, PgDn, Space, F1)")]
pub struct NotAKey(String);

/// The keys that type nothing, as they are written.
const NAMED: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
];

impl Key {
    /// A key alone.
    pub const fn plain(code: KeyCode) -> Self {
        Self { held: Held::Nothing, code }
    }

    /// The letter that it types, where it types one.
    pub const fn typed(self) -> Option<char> {
        match self {
            Self { held: Held::Nothing, code: KeyCode::Char(c) } => Some(c),
            _ => None,
        }
    }
}

impl Chord {
    /// These keys, one after the other.
    pub fn new(keys: impl Into<Vec<Key>>) -> Self {
        Self(keys.into())
    }

    /// The keys.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (held, name) = match text.split_once('+') {
            Some(("Ctrl", name)) if !name.is_empty() => (Held::Ctrl, name),
            Some(("Alt", name)) if !name.is_empty() => (Held::Alt, name),
            _ => (Held::Nothing, text),
        };
        let named = NAMED.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
        let mut letters = name.chars();
        let code = match (named, letters.next(), letters.next()) {
            (Some((_, code)), ..) => *code,
            (None, Some(c), None) if !c.is_control() && !c.is_whitespace() => KeyCode::Char(c),
            (None, Some('F' | 'f'), Some(_)) => name
                .get(1..)
                .and_then(|it| it.parse().ok())
                .filter(|it| (1..=12).contains(it))
                .map(KeyCode::F)
                .ok_or_else(|| NotAKey(text.to_owned()))?,
            _ => return Err(NotAKey(text.to_owned())),
        };
        Ok(Self { held, code })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = match self.held {
            Held::Nothing => "",
            Held::Ctrl => "Ctrl+",
            Held::Alt => "Alt+",
        };
        let named = NAMED.iter().find(|(_, code)| *code == self.code);
        let text = match (named, self.code) {
            (Some((name, _)), _) => format!("{held}{name}"),
            (None, KeyCode::F(number)) => format!("{held}F{number}"),
            (None, KeyCode::Char(c)) => format!("{held}{c}"),
            (None, _) => format!("{held}?"),
        };
        f.pad(&text)
    }
}

impl FromStr for Chord {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let keys: Vec<Key> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(NotAKey(text.to_owned())) } else { Ok(Self(keys)) }
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<String> = self.0.iter().map(Key::to_string).collect();
        f.pad(&keys.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_and_writes_the_same_text() {
        for text in ["j", "J", "Ctrl+d", "Alt+b", "PgDn", "Space", "F1", "+", "?", "g t", "é"] {
            assert_eq!(text.parse::<Chord>().unwrap().to_string(), text);
        }
        for text in ["", "Ctrl+", "F0", "F13", "jj", "Hyper+x"] {
            assert!(text.parse::<Chord>().is_err(), "{text}");
        }
    }
}
