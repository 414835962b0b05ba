//! From tokens to the checked tree: recursive descent, one function a level of binding.

use super::error::QueryError;
use super::literal::{self, Literal};
use super::token::{Piece, Sign, Token, tokens};
use super::tree::{Named, Node};
use super::vocabulary::{KEYWORDS, PHRASES, values_of};
use crate::domain::{Day, Type};
use crate::engine::facts::{Catalogue, Fact, FactId};

/// How deep brackets and "not" may nest, so that no text can exhaust the stack.
const DEEPEST: usize = 64;

/// Reads and checks a whole query.
pub(super) fn parse(text: &str, catalogue: &Catalogue, today: Day) -> Result<Node, QueryError> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, catalogue, today };
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

/// A sign of the query, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Asked {
    sign: Sign,
    column: usize,
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    catalogue: &'a Catalogue,
    today: Day,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn word_at(&self, at: usize) -> Option<&'a str> {
        match &self.tokens.get(at)?.piece {
            Piece::Word(it) => Some(it),
            _ => None,
        }
    }

    fn takes(&mut self, keyword: &str) -> bool {
        let found = self.word_at(self.at).is_some_and(|it| it.eq_ignore_ascii_case(keyword));
        self.at += usize::from(found);
        found
    }

    /// The column after the last token that was read.
    fn end(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|it| self.tokens.get(it));
        last.map_or(1, |it| it.end)
    }

    fn any(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all()?];
        while self.takes("or") {
            nodes.push(self.all()?);
        }
        Ok(Node::any(nodes))
    }

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
        Ok(Node::Missing(Named { id, name: fact.name.clone() }))
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
                Ok(Node::Flag(Named { id, name: fact.name.clone() }))
            }
            (_, fact) => {
                let example = literal::example(fact.ty);
                let message = format!("{0} is no flag: compare it, as {0} = {example}", fact.name);
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

    /// A condition that begins with a word: a comparison, a flag, or a search.
    fn worded(&mut self, word: &str, column: usize) -> Result<Node, QueryError> {
        let known = self.known(word);
        if let Some(Token { piece: Piece::Sign(sign), column: sign_column, .. }) = self.peek() {
            let (id, fact) = known.ok_or_else(|| self.unknown(word, column))?;
            self.at += 1;
            return self.compared(id, fact, Asked { sign: *sign, column: *sign_column });
        }
        if let Some((length, sign)) = self.phrase() {
            let after = self.tokens.get(self.at + length);
            let is_number =
                |it: &Token| matches!(&it.piece, Piece::Word(it) if literal::is_numeric(it));
            match known {
                Some((id, fact)) if after.is_some() => {
                    let asked = Asked { sign, column: self.peek().map_or(column, |it| it.column) };
                    self.at += length;
                    return self.compared(id, fact, asked);
                }
                // "ar over 50k" is no search for three words but a slip of the pen.
                None if after.is_some_and(is_number) => return Err(self.unknown(word, column)),
                _ => {}
            }
        }
        match known {
            Some((id, fact)) if fact.ty == Type::Flag => {
                Ok(Node::Flag(Named { id, name: fact.name.clone() }))
            }
            Some((id, fact)) if fact.ty == Type::List && self.is_before_a_word() => {
                self.compared(id, fact, Asked { sign: Sign::Colon, column })
            }
            _ => Ok(Node::Words(word.into())),
        }
    }

    /// Whether the next token can be the word that a list is asked for: `tag paused`.
    fn is_before_a_word(&self) -> bool {
        match self.peek().map(|it| &it.piece) {
            Some(Piece::Quoted(_)) => true,
            Some(Piece::Word(it)) => {
                let is_keyword = KEYWORDS.contains(&it.to_lowercase().as_str());
                let is_compared = matches!(
                    self.tokens.get(self.at + 1),
                    Some(Token { piece: Piece::Sign(_), .. })
                );
                !is_keyword && !is_compared && !it.starts_with('-')
            }
            _ => false,
        }
    }

    /// The sign that the next words stand for, and how many they are.
    fn phrase(&self) -> Option<(usize, Sign)> {
        let is_next = |words: &[&str]| {
            words.iter().enumerate().all(|(index, wanted)| {
                self.word_at(self.at + index).is_some_and(|it| it.eq_ignore_ascii_case(wanted))
            })
        };
        PHRASES.iter().find(|(words, _)| is_next(words)).map(|(words, sign)| (words.len(), *sign))
    }

    /// The comparison whose fact and sign were read.
    fn compared(&mut self, id: FactId, fact: &Fact, asked: Asked) -> Result<Node, QueryError> {
        let mut sign = asked.sign;
        // `arr:>50k` is how other tools write it.
        if let (Sign::Colon, Some(Token { piece: Piece::Sign(second), .. })) = (sign, self.peek()) {
            self.at += 1;
            sign = *second;
        }
        let is_ordered = matches!(sign, Sign::Less | Sign::AtMost | Sign::More | Sign::AtLeast);
        if is_ordered && matches!(fact.ty, Type::Text | Type::List | Type::Flag) {
            let message = format!("{0} has no order: write {0}:… or {0} != …", fact.name);
            return Err(QueryError::new(asked.column, message));
        }
        let end = self.end();
        let example = literal::example(fact.ty);
        let nothing = || {
            QueryError::new(end, format!("{} is compared with nothing: write {example}", fact.name))
        };
        let token = self.peek().ok_or_else(nothing)?;
        let literal = match &token.piece {
            Piece::Word(word) => {
                self.at += 1;
                let word = self.with_its_unit(word, fact.ty);
                Literal::read(&fact.name, fact.ty, &word, self.today)
                    .map_err(|message| QueryError::new(token.column, message))?
            }
            Piece::Quoted(text) if matches!(fact.ty, Type::Text | Type::List) => {
                self.at += 1;
                Literal::words(text)
            }
            Piece::Quoted(_) => {
                let message = format!("{} takes no quotes: write {example}", fact.name);
                return Err(QueryError::new(token.column, message));
            }
            Piece::Open | Piece::Close | Piece::Sign(_) => return Err(nothing()),
        };
        let named = Named { id, name: fact.name.clone() };
        Ok(node(named, fact.ty, sign, literal))
    }

    /// A number with the unit that stands apart from it: `90 days`.
    fn with_its_unit(&mut self, word: &str, ty: Type) -> String {
        let is_measured =
            matches!(ty, Type::Number | Type::Money | Type::Percent | Type::Days | Type::Date);
        match self.word_at(self.at) {
            Some(next) if is_measured && literal::is_numeric(word) && literal::is_unit(next) => {
                self.at += 1;
                format!("{word}{next}")
            }
            _ => word.to_owned(),
        }
    }

    fn known(&self, name: &str) -> Option<(FactId, &'a Fact)> {
        let lower = name.to_lowercase();
        let id = self.catalogue.find(&lower)?;
        Some((id, self.catalogue.fact(id)?))
    }

    fn unknown(&self, name: &str, column: usize) -> QueryError {
        let nearest = self.catalogue.nearest(name);
        let hint = if nearest.is_empty() {
            "put text to search in quotes".to_owned()
        } else {
            format!("did you mean {}?", nearest.join(" or "))
        };
        QueryError::new(column, format!("there is no fact {name:?}: {hint}"))
    }
}

/// The one tree of a comparison.
fn node(fact: Named, ty: Type, sign: Sign, literal: Literal) -> Node {
    match (ty, literal.operand, sign) {
        (Type::List, literal::Operand::Words(word), Sign::NotEqual) => {
            Node::Not(Box::new(Node::Lists(fact, word)))
        }
        (Type::List, literal::Operand::Words(word), _) => Node::Lists(fact, word),
        (_, operand, sign) => {
            let is_free_text = ty == Type::Text && values_of(&fact.name).is_none();
            let sign = match sign {
                Sign::Colon if !is_free_text => Sign::Equal,
                other => other,
            };
            Node::Compare(fact, sign, Literal { operand, text: literal.text })
        }
    }
}
