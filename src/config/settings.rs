//! `config.toml`: how the cockpit looks, and which keys do what.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Error, Problem};

use super::policy::read_if_there;
use crate::domain::nearest;

/// The settings of the user's file; what it does not say is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `ui.theme`.
    pub theme: Option<Word>,
    /// `ui.glyphs`.
    pub glyphs: Option<Word>,
    /// `[keys]`, to be laid over the built-in keymap.
    pub keys: Vec<KeyOverride>,
}

/// A word with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
}

/// One line of `[keys]` or `[keys.SCREEN]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOverride {
    /// The screen it holds on: `global` for all of them.
    pub scope: String,
    /// The keys in their written form, such as `g b`.
    pub keys: String,
    /// The action, or `none` to free the keys.
    pub action: Word,
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
                "theme" => self.found.theme = self.word("theme", value),
                "glyphs" => self.found.glyphs = self.word("glyphs", value),
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
                    self.found.keys.push(KeyOverride {
                        scope: scope.to_owned(),
                        keys: name.to_owned(),
                        action: self.placed(action, key.span()),
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

    fn word(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Word> {
        let word = value.get_ref().as_str().map(|it| self.placed(it, value.span()));
        if word.is_none() {
            self.problem(value.span(), format!("a word in quotes is wanted: {name} = \"…\""));
        }
        word
    }

    fn placed(&self, text: &str, span: Range<usize>) -> Word {
        let Problem { line, column, .. } = Problem::at(self.text, span.start, String::new());
        Word { text: text.to_owned(), line, column }
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
        let text = "[ui]\nthem = \"mono\"\nglyphs = 3\n\n[colour]\n";
        let problems = Settings::parse(text).unwrap_err();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "2:1: \"them\" is no setting of [ui]; did you mean \"theme\"?",
                "3:10: a word in quotes is wanted: glyphs = \"…\"",
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
        let told: Vec<(&str, &str, usize)> = keys
            .iter()
            .map(|it| (it.scope.as_str(), it.action.text.as_str(), it.action.line))
            .collect();
        assert_eq!(told, [("global", "goto.account", 2), ("book", "none", 4)]);
    }
}
