//! From the text of a query to its tokens.

use super::error::QueryError;

/// How a fact is compared with a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `:`, which means "contains" for free text and "equals" for everything else.
    Colon,
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// `(`
    Open,
    /// `)`
    Close,
    /// A comparison written as a sign.
    Sign(Sign),
    /// Text in quotes, without them.
    Quoted(String),
    /// Anything else: a fact, a literal, a keyword, a word to search.
    Word(String),
}

/// A piece and where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) piece: Piece,
    /// Its first column, counted from 1 in characters.
    pub(super) column: usize,
    /// The column after its last.
    pub(super) end: usize,
}

impl Sign {
    /// The written form.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Colon => ":",
        }
    }
}

/// Cuts a query into tokens; only an open quote is an error.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut chars = text.chars().enumerate().peekable();
    let mut res = Vec::new();
    while let Some((at, c)) = chars.next() {
        let column = at + 1;
        let mut next_is = |wanted: char| chars.next_if(|(_, c)| *c == wanted).is_some();
        let piece = match c {
            c if c.is_whitespace() => continue,
            '(' => Piece::Open,
            ')' => Piece::Close,
            '<' if next_is('=') => Piece::Sign(Sign::AtMost),
            '<' => Piece::Sign(Sign::Less),
            '>' if next_is('=') => Piece::Sign(Sign::AtLeast),
            '>' => Piece::Sign(Sign::More),
            '!' if next_is('=') => Piece::Sign(Sign::NotEqual),
            '≤' => Piece::Sign(Sign::AtMost),
            '≥' => Piece::Sign(Sign::AtLeast),
            '≠' => Piece::Sign(Sign::NotEqual),
            ':' => Piece::Sign(Sign::Colon),
            '=' => {
                next_is('=');
                Piece::Sign(Sign::Equal)
            }
            '"' => Piece::Quoted(quoted(&mut chars).ok_or_else(|| {
                QueryError::new(column, "the quote is not closed: put another \" at its end")
            })?),
            first => {
                let mut word = String::from(first);
                while let Some((_, c)) = chars.next_if(|(_, c)| !ends_word(*c)) {
                    word.push(c);
                }
                // `!` belongs to the word (`Yahoo!`) unless it begins `!=`.
                if word.ends_with('!') && chars.next_if(|(_, c)| *c == '=').is_some() {
                    word.pop();
                    let sign = column + word.chars().count();
                    if !word.is_empty() {
                        res.push(Token { piece: Piece::Word(word), column, end: sign });
                    }
                    let piece = Piece::Sign(Sign::NotEqual);
                    res.push(Token { piece, column: sign, end: sign + 2 });
                    continue;
                }
                Piece::Word(word)
            }
        };
        let end = chars.peek().map_or_else(|| text.chars().count(), |(at, _)| *at) + 1;
        res.push(Token { piece, column, end });
    }
    Ok(res)
}

/// The text up to the closing quote; `\"` is a quote and `\\` a backslash. Nothing where the text
/// ends before it.
fn quoted(chars: &mut impl Iterator<Item = (usize, char)>) -> Option<String> {
    let mut res = String::new();
    loop {
        match chars.next()?.1 {
            '"' => return Some(res),
            '\\' => res.push(chars.next()?.1),
            c => res.push(c),
        }
    }
}

/// Whether a word cannot go on with this character.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"' | '<' | '>' | '=' | ':' | '≤' | '≥' | '≠')
}
