//! From tokens to the checked tree: recursive descent, one function a level of binding.

use super::error::QueryError;
use super::literal::example;
use super::token::{Piece, Sign, Token, tokens};
use super::tree::{Named, Node};
use crate::domain::{Day, Type};
use crate::engine::facts::{Catalogue, Fact, FactId};

/// How deep brackets and "not" may nest, so that no text can exhaust the stack.
const DEEPEST: usize = 64;

/// What a bare word means that is no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// Text to search.
    Searched,
    /// A slip of the pen: what has to mean the same for years searches only in quotes.
    Refused,
}

/// Reads and checks a whole query.
pub(super) fn parse(
    text: &str,
    catalogue: &Catalogue,
    today: Day,
    bare: Bare,
) -> Result<Node, QueryError> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, catalogue, today, bare };
    if tokens.is_empty() {
        return Ok(Node::All(Vec::new()));
    }
    let node = parser.any()?;
    match parser.peek() {
        None => Ok(node),
        Some(it) => Err(QueryError::new(it.column, "this bracket closes nothing: remove it")),
    }
}

/// The family of the book's primary usage metric, whose flags need no full name.
const PRIMARY: &str = "usage.primary.";

/// A word of the query that has to be a fact.
#[derive(Debug, Clone, Copy)]
struct Name<'a> {
    text: &'a str,
    column: usize,
}

/// Where the reading of a query stands. What begins with a word is read in `comparison`.
pub(super) struct Parser<'a> {
    pub(super) tokens: &'a [Token],
    /// The next token.
    pub(super) at: usize,
    depth: usize,
    catalogue: &'a Catalogue,
    /// What relative dates count from.
    pub(super) today: Day,
    /// What a bare word means that is no fact.
    pub(super) bare: Bare,
}

impl<'a> Parser<'a> {
    /// The next token.
    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// The word at a place, where there is one.
    pub(super) fn word_at(&self, at: usize) -> Option<&'a str> {
        match &self.tokens.get(at)?.piece {
            Piece::Word(it) => Some(it),
            _ => None,
        }
    }

    /// Whether this keyword comes next; if so, it is read.
    pub(super) fn takes(&mut self, keyword: &str) -> bool {
        let found = self.word_at(self.at).is_some_and(|it| it.eq_ignore_ascii_case(keyword));
        self.at += usize::from(found);
        found
    }

    /// The column after the last token that was read.
    pub(super) fn end(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|it| self.tokens.get(it));
        last.map_or(1, |it| it.end)
    }

    /// Conditions with "or" between them.
    fn any(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all()?];
        while self.takes("or") {
            nodes.push(self.all()?);
        }
        Ok(Node::any(nodes))
    }

    /// Conditions side by side, or with "and" between them.
    fn all(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.term()?];
        loop {
            if self.takes("and") {
                nodes.push(self.term()?);
                continue;
            }
            let is_over = match self.peek().map(|it| &it.piece) {
                None | Some(Piece::Close) => true,
                Some(Piece::Word(it)) => it.eq_ignore_ascii_case("or"),
                Some(_) => false,
            };
            if is_over {
                return Ok(Node::all(nodes));
            }
            nodes.push(self.term()?);
        }
    }

    /// One condition with whatever turns it round.
    fn term(&mut self) -> Result<Node, QueryError> {
        let Some(token) = self.peek() else {
            return Err(QueryError::new(
                self.end(),
                "something must follow: a condition or a word",
            ));
        };
        self.at += 1;
        match &token.piece {
            Piece::Open => self.deeper(token.column, Self::bracketed),
            Piece::Close => {
                Err(QueryError::new(token.column, "a condition or a word must stand before this"))
            }
            Piece::Sign(sign) => {
                let message = format!("{:?} needs a fact before it", sign.text());
                Err(QueryError::new(token.column, message))
            }
            Piece::Quoted(text) => Ok(Node::Words(text.to_lowercase().into())),
            Piece::Word(word) => self.word(&word.to_lowercase(), token.column),
        }
    }

    /// A condition that begins with a word, lower case: `-` in front of it turns it round.
    fn word(&mut self, word: &str, column: usize) -> Result<Node, QueryError> {
        match word {
            "not" | "-" => self.turned(column, Self::term),
            "and" | "or" => {
                let message = format!("{word:?} needs a condition before it");
                Err(QueryError::new(column, message))
            }
            "missing" => self.missing(),
            "is" if self.takes_sign(Sign::Colon) => self.flag(),
            _ => match word.strip_prefix('-') {
                Some(rest) => self.turned(column, |it| it.word(rest, column + 1)),
                None => self.worded(word, column),
            },
        }
    }

    /// The opposite of what `inner` reads.
    fn turned(
        &mut self,
        column: usize,
        inner: impl FnOnce(&mut Self) -> Result<Node, QueryError>,
    ) -> Result<Node, QueryError> {
        self.deeper(column, inner).map(|it| Node::Not(Box::new(it)))
    }

    /// Reads with `inner` what stands one level further in.
    fn deeper(
        &mut self,
        column: usize,
        inner: impl FnOnce(&mut Self) -> Result<Node, QueryError>,
    ) -> Result<Node, QueryError> {
        if self.depth == DEEPEST {
            let message = format!("nested more than {DEEPEST} deep: write it flatter");
            return Err(QueryError::new(column, message));
        }
        self.depth += 1;
        let node = inner(self)?;
        self.depth -= 1;
        Ok(node)
    }

    /// What follows an opening bracket, and the closing one.
    fn bracketed(&mut self) -> Result<Node, QueryError> {
        let node = self.any()?;
        match self.peek() {
            Some(Token { piece: Piece::Close, .. }) => {
                self.at += 1;
                Ok(node)
            }
            _ => Err(QueryError::new(self.end(), "a bracket is still open: close it with )")),
        }
    }

    /// Whether this sign comes next; if so, it is read.
    fn takes_sign(&mut self, sign: Sign) -> bool {
        let found = self.peek().is_some_and(|it| it.piece == Piece::Sign(sign));
        self.at += usize::from(found);
        found
    }

    /// The fact that follows `missing`.
    fn missing(&mut self) -> Result<Node, QueryError> {
        self.takes_sign(Sign::Colon);
        let name = self.name("name the fact that is missing, as in: missing renewal.date")?;
        let known = self.known(name.text).ok_or_else(|| self.unknown(name.text, name.column));
        let (id, fact) = known?;
        Ok(Node::Missing(Named { id, name: fact.name.as_ref().into() }))
    }

    /// The next word, which has to be a name.
    fn name(&mut self, request: &str) -> Result<Name<'a>, QueryError> {
        match self.peek() {
            Some(Token { piece: Piece::Word(text), column, .. }) => {
                self.at += 1;
                Ok(Name { text, column: *column })
            }
            _ => Err(QueryError::new(self.end(), request)),
        }
    }

    /// What follows `is:`, the explicit form of a flag.
    fn flag(&mut self) -> Result<Node, QueryError> {
        let name = self.name("name a flag, as in: is:champion.lost")?;
        match self.known(name.text).map_or_else(|| self.shortened(name), Ok)? {
            (id, fact) if fact.ty == Type::Flag => {
                Ok(Node::Flag(Named { id, name: fact.name.as_ref().into() }))
            }
            (_, fact) => {
                let (full, example) = (&fact.name, example(fact.ty));
                let message = format!("{full} is no flag: compare it, as {full} = {example}");
                Err(QueryError::new(name.column, message))
            }
        }
    }

    /// A flag by the last part of its name, where that says which; the primary metric's first.
    fn shortened(&self, name: Name<'_>) -> Result<(FactId, &'a Fact), QueryError> {
        let tail = format!(".{}", name.text.to_lowercase());
        let mut found: Vec<(FactId, &Fact)> = self
            .catalogue
            .iter()
            .filter(|(_, it)| it.ty == Type::Flag && it.name.ends_with(&tail))
            .collect();
        if let Some(at) = found.iter().position(|(_, it)| it.name.starts_with(PRIMARY)) {
            return Ok(found.swap_remove(at));
        }
        match found.as_slice() {
            [] => Err(self.unknown(name.text, name.column)),
            [only] => Ok(*only),
            several => {
                let names: Vec<&str> =
                    several.iter().take(3).map(|(_, it)| it.name.as_ref()).collect();
                let message = format!("{:?} could be several: {}", name.text, names.join(", "));
                Err(QueryError::new(name.column, message))
            }
        }
    }

    /// The fact of this name.
    pub(super) fn known(&self, name: &str) -> Option<(FactId, &'a Fact)> {
        let lower = name.to_lowercase();
        let id = self.catalogue.find(&lower)?;
        Some((id, self.catalogue.fact(id)?))
    }

    /// Every fact.
    pub(super) fn facts(&self) -> impl Iterator<Item = &'a Fact> {
        self.catalogue.iter().map(|(_, fact)| fact)
    }

    /// Says that there is no such fact, and which is nearest.
    pub(super) fn unknown(&self, name: &str, column: usize) -> QueryError {
        let nearest = self.catalogue.nearest(name);
        let hint = if nearest.is_empty() {
            "put text to search in quotes".to_owned()
        } else {
            format!("did you mean {}?", nearest.join(" or "))
        };
        QueryError::new(column, format!("there is no fact {name:?}: {hint}"))
    }
}
