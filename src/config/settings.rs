//! `config.toml`: how the cockpit looks, and which keys do what.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Error, Problem};
use super::nearest::nearest;
use super::policy::read_if_there;
use super::words::{Glyphs, Theme};

/// The settings of the user's file, with defaults for what it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `ui.theme`.
    pub theme: Theme,
    /// `ui.glyphs`.
    pub glyphs: Glyphs,
    /// `[keys]`, laid over the built-in keymap.
    pub keys: Vec<KeyOverride>,
}

/// One line of `[keys]` or `[keys.SCREEN]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOverride {
    /// The screen it holds on: `global` for all of them.
    pub scope: String,
    /// The keys in their written form, such as `g b`.
    pub keys: String,
    /// The action, or `none` to free the keys.
    pub action: String,
    /// The line of the file, counted from 1.
    pub line: usize,
}

const SECTIONS: [&str; 2] = ["ui", "keys"];
const UI: [&str; 2] = ["theme", "glyphs"];

impl Settings {
    /// Reads the user's file; a file that is not there says nothing.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or says something without a meaning.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let Some(file) = read_if_there(path)? else { return Ok(Self::default()) };
        Self::parse(&file.text).map_err(|problems| Error::Wrong { path: file.path, problems })
    }

    /// Reads settings from a text.
    ///
    /// # Errors
    ///
    /// Every place that has no meaning, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |it| it.start);
            vec![Problem::at(text, at, error.message().to_owned())]
        })?;
        let mut reader = Reader { text, found: Self::default(), problems: Vec::new() };
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "ui" => reader.ui(value),
                "keys" => reader.keys("global", value),
                other => reader.unknown(key.span(), "section", other, &SECTIONS),
            }
        }
        if reader.problems.is_empty() {
            return Ok(reader.found);
        }
        reader.problems.sort_by_key(|it| (it.line, it.column));
        Err(reader.problems)
    }
}

/// Settings while they are read, and what was wrong so far.
struct Reader<'a> {
    text: &'a str,
    found: Settings,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn ui(&mut self, section: &Spanned<DeValue<'_>>) {
        let Some(table) = section.get_ref().as_table() else {
            return self.problem(section.span(), "ui is a section: write [ui]".to_owned());
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "theme" => self.found.theme = self.word(value, Theme::ALL),
                "glyphs" => self.found.glyphs = self.word(value, Glyphs::ALL),
                other => self.unknown(key.span(), "setting of [ui]", other, &UI),
            }
        }
    }

    fn keys(&mut self, scope: &str, section: &Spanned<DeValue<'_>>) {
        let Some(table) = section.get_ref().as_table() else {
            return self.problem(section.span(), "keys is a section: write [keys]".to_owned());
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match value.get_ref() {
                DeValue::String(action) => {
                    let line = Problem::at(self.text, key.span().start, String::new()).line;
                    self.found.keys.push(KeyOverride {
                        scope: scope.to_owned(),
                        keys: name.to_owned(),
                        action: action.to_string(),
                        line,
                    });
                }
                DeValue::Table(_) if scope == "global" => self.keys(name, value),
                _ => self.problem(
                    value.span(),
                    format!("an action's name is wanted: {name:?} = \"task.add\""),
                ),
            }
        }
    }

    fn word<T: Copy + Default>(&mut self, value: &Spanned<DeValue<'_>>, all: &[(&str, T)]) -> T {
        let words: Vec<&str> = all.iter().map(|it| it.0).collect();
        let Some(word) = value.get_ref().as_str() else {
            self.problem(value.span(), format!("write one of {}", words.join(", ")));
            return T::default();
        };
        let found = all.iter().find(|it| it.0 == word);
        if found.is_none() {
            let hint = hint(word, &words);
            self.problem(value.span(), format!("{word:?} is none of {}{hint}", words.join(", ")));
        }
        found.map_or_else(T::default, |it| it.1)
    }

    fn unknown(&mut self, span: Range<usize>, what: &str, word: &str, known: &[&str]) {
        let hint = hint(word, known);
        self.problem(span, format!("{word:?} is no {what}{hint}"));
    }

    fn problem(&mut self, span: Range<usize>, message: String) {
        self.problems.push(Problem::at(self.text, span.start, message));
    }
}

fn hint(word: &str, known: &[&str]) -> String {
    nearest(word, known.iter().copied())
        .map_or_else(String::new, |it| format!("; did you mean {it:?}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_told_at_once_with_its_place_and_the_nearest_word() {
        let text = "[ui]\nthem = \"mono\"\nglyphs = \"asci\"\n\n[colour]\n";
        let problems = Settings::parse(text).unwrap_err();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "2:1: \"them\" is no setting of [ui]; did you mean \"theme\"?",
                "3:10: \"asci\" is none of unicode, ascii; did you mean \"ascii\"?",
                "5:2: \"colour\" is no section",
            ]
        );
    }

    #[test]
    fn a_text_that_is_no_toml_is_refused_at_its_place() {
        let problems = Settings::parse("[ui]\ntheme = \n").unwrap_err();
        assert_eq!(problems.first().map(|it| it.line), Some(2));
    }

    #[test]
    fn keys_hold_everywhere_or_on_one_screen() {
        let text = "[keys]\n\"Ctrl+o\" = \"goto.account\"\n[keys.book]\n\"x\" = \"none\"\n";
        let keys = Settings::parse(text).unwrap().keys;
        let told: Vec<(&str, &str, usize)> =
            keys.iter().map(|it| (it.scope.as_str(), it.action.as_str(), it.line)).collect();
        assert_eq!(told, [("global", "goto.account", 2), ("book", "none", 4)]);
    }
}
