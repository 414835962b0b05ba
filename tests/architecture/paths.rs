//! The module paths that a source file names: in `use` trees and in code, however they are written.

use std::iter::Peekable;
use std::vec::IntoIter;

/// What a source consists of, as far as paths go.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    /// `::`
    Colons,
    Sign(char),
}

/// The modules from the root of the crate: `engine`, `facts`, `norms`.
pub(crate) type ModulePath = Vec<String>;

/// Every path of this crate that the source of the module `own` names, from the root. A path that
/// begins with the name of something else (a crate, a type) is left out, unless a `use` of it names
/// one of `children`, the modules that `own` declares.
pub(crate) fn paths(source: &str, own: &ModulePath, children: &[String]) -> Vec<ModulePath> {
    let mut reader = Reader {
        tokens: tokens(source).into_iter().peekable(),
        module: own.clone(),
        open: Vec::new(),
        depth: 0,
        found: Vec::new(),
    };
    reader.read(own, children);
    reader.found
}

struct Reader {
    tokens: Peekable<IntoIter<Token>>,
    /// The module that is being read, with those that are written inside the file.
    module: ModulePath,
    /// The depth of braces at which each inner module began.
    open: Vec<usize>,
    depth: usize,
    found: Vec<ModulePath>,
}

impl Reader {
    fn read(&mut self, own: &ModulePath, children: &[String]) {
        let mut before: Option<Token> = None;
        while let Some(token) = self.tokens.next() {
            match &token {
                Token::Sign('{') => self.depth += 1,
                Token::Sign('}') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.open.last() == Some(&self.depth) {
                        self.open.pop();
                        self.module.pop();
                    }
                }
                Token::Word(word) if before != Some(Token::Colons) => match word.as_str() {
                    "mod" => self.enter(),
                    "use" => self.use_tree(own, children),
                    "crate" | "self" | "super" if self.tokens.peek() == Some(&Token::Colons) => {
                        let start = self.start(word);
                        self.tail(start);
                    }
                    _ => {}
                },
                _ => {}
            }
            before = Some(token);
        }
    }

    /// Enters a module that is written inside the file.
    fn enter(&mut self) {
        let Some(Token::Word(name)) = self.tokens.next() else { return };
        if self.tokens.next_if_eq(&Token::Sign('{')).is_some() {
            self.open.push(self.depth);
            self.module.push(name);
            self.depth += 1;
        }
    }

    fn use_tree(&mut self, own: &ModulePath, children: &[String]) {
        match self.tokens.next() {
            Some(Token::Word(word)) if matches!(word.as_str(), "crate" | "self" | "super") => {
                let start = self.start(&word);
                self.tail(start);
            }
            Some(Token::Word(word)) if self.module == *own && children.contains(&word) => {
                let mut start = self.module.clone();
                start.push(word);
                self.tail(start);
            }
            _ => {}
        }
    }

    fn start(&self, word: &str) -> ModulePath {
        match word {
            "crate" => Vec::new(),
            "self" => self.module.clone(),
            _ => parent(&self.module),
        }
    }

    /// Reads what follows a path, a tree in braces included, and keeps every path that it spells.
    fn tail(&mut self, mut path: ModulePath) {
        while self.tokens.next_if_eq(&Token::Colons).is_some() {
            match self.tokens.next() {
                Some(Token::Word(word)) if word == "super" => path = parent(&path),
                Some(Token::Word(word)) if word == "self" => {}
                Some(Token::Word(word)) => path.push(word),
                Some(Token::Sign('{')) => return self.branches(&path),
                _ => break,
            }
        }
        self.found.push(path);
    }

    fn branches(&mut self, stem: &ModulePath) {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Sign('}') => return,
                Token::Word(word) if word == "as" => drop(self.tokens.next()),
                Token::Word(word) => {
                    let mut path = stem.clone();
                    match word.as_str() {
                        "self" => {}
                        "super" => path = parent(&path),
                        _ => path.push(word),
                    }
                    self.tail(path);
                }
                _ => {}
            }
        }
    }
}

fn parent(of: &ModulePath) -> ModulePath {
    of[..of.len().saturating_sub(1)].to_vec()
}

/// The tokens of a source without its comments and texts.
fn tokens(source: &str) -> Vec<Token> {
    let code: Vec<char> = source.chars().collect();
    let mut res = Vec::new();
    let mut at = 0;
    let starts =
        |at: usize, text: &str| code[at..].iter().take(text.len()).copied().eq(text.chars());
    while at < code.len() {
        let c = code[at];
        if starts(at, "//") {
            at += code[at..].iter().take_while(|it| **it != '\n').count();
        } else if starts(at, "/*") {
            at += 2;
            while at < code.len() && !starts(at, "*/") {
                at += 1;
            }
            at += 2;
        } else if c == '"' {
            at = after_text(&code, at + 1);
        } else if c == 'r' && raw_hashes(&code, at).is_some() {
            at = after_raw(&code, at, raw_hashes(&code, at).unwrap());
        } else if c == '\'' {
            at = after_quote(&code, at);
        } else if c.is_alphanumeric() || c == '_' {
            let word: String =
                code[at..].iter().take_while(|it| it.is_alphanumeric() || **it == '_').collect();
            at += word.chars().count();
            res.push(Token::Word(word));
        } else if starts(at, "::") {
            res.push(Token::Colons);
            at += 2;
        } else {
            if !c.is_whitespace() {
                res.push(Token::Sign(c));
            }
            at += 1;
        }
    }
    res
}

/// The place behind a text whose first character stands at `at`.
fn after_text(code: &[char], mut at: usize) -> usize {
    while at < code.len() && code[at] != '"' {
        at += if code[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// How many `#` open a raw text at this place; nothing where none opens.
fn raw_hashes(code: &[char], at: usize) -> Option<usize> {
    let is_word = at > 0 && (code[at - 1].is_alphanumeric() || code[at - 1] == '_');
    let is_byte = at > 0 && code[at - 1] == 'b';
    let hashes = code[at + 1..].iter().take_while(|it| **it == '#').count();
    let opens = code.get(at + 1 + hashes) == Some(&'"');
    (opens && (!is_word || is_byte)).then_some(hashes)
}

fn after_raw(code: &[char], at: usize, hashes: usize) -> usize {
    let mut at = at + hashes + 2;
    while at < code.len() {
        let closes = code[at] == '"'
            && code[at + 1..].iter().take(hashes).filter(|it| **it == '#').count() == hashes;
        if closes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    at
}

/// The place behind a character, or behind the tick of a lifetime.
fn after_quote(code: &[char], at: usize) -> usize {
    if code.get(at + 1) == Some(&'\\') {
        let length = code[at + 3..].iter().take_while(|it| **it != '\'').count();
        return at + 3 + length + 1;
    }
    if code.get(at + 2) == Some(&'\'') { at + 3 } else { at + 1 }
}

#[test]
fn a_path_is_seen_however_it_is_written() {
    let own = ["engine", "facts"].map(String::from).to_vec();
    let found = |source: &str| -> Vec<String> {
        paths(source, &own, &["norms".to_owned()]).iter().map(|it| it.join("/")).collect()
    };
    assert_eq!(found("use crate::store::Store;"), ["store/Store"]);
    assert_eq!(found("pub(crate) use crate::store::{self as s, a::B};"), ["store", "store/a/B"]);
    assert_eq!(found("use crate::{\n    domain::Day,\n    store::{Store,\n Access},\n};").len(), 3);
    assert_eq!(found("fn f() { let x = crate::store::open(1); }"), ["store/open"]);
    assert_eq!(found("fn f(it: &super::super::store::Store) {}"), ["store/Store"]);
    assert_eq!(
        found("mod tests { use super::*; use super::super::x::Y; }"),
        ["engine/facts", "engine/x/Y"]
    );
    assert_eq!(found("pub use norms::Norms;"), ["engine/facts/norms/Norms"]);
    assert_eq!(found("vec![$crate::store::X]"), ["store/X"]);
    let texts = r##"const A: &str = "use crate::store"; // crate::store
        /* crate::store */ const B: &str = r#"crate::"store"#; const C: char = '"'; fn f<'a>() {}"##;
    assert_eq!(found(texts), Vec::<String>::new());
}
