//! What could come next in a half-written query.

use super::literal::example;
use super::token::{Piece, Sign, Token, tokens};
use super::vocabulary::{KEYWORDS, PHRASES, values_of};
use crate::domain::Type;
use crate::engine::facts::{Catalogue, Fact};

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The first character that it replaces, counted from 0; it replaces up to the cursor.
    pub from: usize,
    /// What to write there.
    pub text: String,
    /// What it means, in one line.
    pub about: String,
}

/// The ways to go on at the cursor (a count of characters), best first: facts and keywords where a
/// condition begins, signs after a fact, values after a sign.
pub fn complete(text: &str, cursor: usize, catalogue: &Catalogue) -> Vec<Completion> {
    let before: String = text.chars().take(cursor).collect();
    // An open quote is text to search or to compare: nothing can be foretold.
    let Ok(mut tokens) = tokens(&before) else { return Vec::new() };
    let length = before.chars().count();
    let typed = match tokens.last() {
        Some(Token { piece: Piece::Word(_), end, .. }) if *end == length + 1 => tokens.pop(),
        _ => None,
    };
    let word = match typed {
        Some(Token { piece: Piece::Word(word), column, .. }) => Typed { word, from: column - 1 },
        _ => Typed { word: String::new(), from: length },
    };
    match tokens.as_slice() {
        [
            ..,
            Token { piece: Piece::Word(is), .. },
            Token { piece: Piece::Sign(Sign::Colon), .. },
        ] if is.eq_ignore_ascii_case("is") => facts(&word, catalogue, |it| it.ty == Type::Flag),
        [.., Token { piece: Piece::Word(name), .. }, Token { piece: Piece::Sign(_), .. }] => {
            named(name, catalogue).map_or_else(Vec::new, |it| values(&word, it))
        }
        [.., Token { piece: Piece::Word(missing), .. }]
            if missing.eq_ignore_ascii_case("missing") =>
        {
            facts(&word, catalogue, |_| true)
        }
        [.., Token { piece: Piece::Word(name), .. }] => match named(name, catalogue) {
            Some(fact) if fact.ty != Type::Flag => {
                let mut res = signs(&word, fact.ty);
                res.extend(conditions(&word, catalogue));
                res
            }
            _ => after_phrase(&tokens, catalogue)
                .map_or_else(|| conditions(&word, catalogue), |it| values(&word, it)),
        },
        _ => conditions(&word, catalogue),
    }
}

/// The word at the cursor, as far as it is written.
struct Typed {
    word: String,
    /// Where it begins, counted from 0 in characters.
    from: usize,
}

impl Typed {
    /// The rest of the word after a `-` that turns it round.
    fn unturned(&self) -> Self {
        match self.word.strip_prefix('-') {
            Some(rest) => Self { word: rest.to_owned(), from: self.from + 1 },
            None => Self { word: self.word.clone(), from: self.from },
        }
    }

    /// This continuation, where the word as written is its beginning.
    fn grows_to(&self, text: &str, about: &str) -> Option<Completion> {
        text.to_lowercase().starts_with(&self.word.to_lowercase()).then(|| Completion {
            from: self.from,
            text: text.to_owned(),
            about: about.to_owned(),
        })
    }
}

fn named<'a>(name: &str, catalogue: &'a Catalogue) -> Option<&'a Fact> {
    let lower = name.to_lowercase();
    catalogue.fact(catalogue.find(lower.strip_prefix('-').unwrap_or(&lower))?)
}

/// The fact whose comparison the last words are: `arr at least`.
fn after_phrase<'a>(tokens: &[Token], catalogue: &'a Catalogue) -> Option<&'a Fact> {
    let is_word = |token: Option<&Token>, wanted: &str| {
        let piece = token.map(|it| &it.piece);
        matches!(piece, Some(Piece::Word(it)) if it.eq_ignore_ascii_case(wanted))
    };
    PHRASES.iter().find_map(|(words, _)| {
        let from = tokens.len().checked_sub(words.len())?;
        let is_here =
            words.iter().enumerate().all(|(index, it)| is_word(tokens.get(from + index), it));
        match &tokens.get(from.checked_sub(1)?)?.piece {
            Piece::Word(name) if is_here => named(name, catalogue),
            _ => None,
        }
    })
}

fn conditions(typed: &Typed, catalogue: &Catalogue) -> Vec<Completion> {
    let mut res = facts(typed, catalogue, |_| true);
    let abouts = ["both sides", "either side", "turns the next condition round", "has no value"];
    let keywords = KEYWORDS.iter().zip(abouts);
    res.extend(keywords.filter_map(|(word, about)| typed.grows_to(word, about)));
    res
}

/// The facts whose name or alias begins like the word, then those that hold it further in.
fn facts(typed: &Typed, catalogue: &Catalogue, wanted: fn(&Fact) -> bool) -> Vec<Completion> {
    let typed = typed.unturned();
    let lower = typed.word.to_lowercase();
    let mut beginning = Vec::new();
    let mut inside = Vec::new();
    for (_, fact) in catalogue.iter().filter(|(_, it)| wanted(it)) {
        let begins = |it: &str| it.starts_with(&lower);
        let is_alias = fact.aliases.iter().any(|it| begins(it));
        let completion = || Completion {
            from: typed.from,
            text: fact.name.to_string(),
            about: fact.meaning.to_string(),
        };
        if begins(&fact.name) || is_alias {
            beginning.push(completion());
        } else if fact.name.contains(&lower) {
            inside.push(completion());
        }
    }
    beginning.extend(inside);
    beginning
}

fn signs(typed: &Typed, ty: Type) -> Vec<Completion> {
    let signs: &[(&str, &str)] = match ty {
        Type::Text => &[(":", "is, or holds"), ("=", "is exactly"), ("!=", "is not")],
        Type::List => &[(":", "holds"), ("!=", "does not hold")],
        Type::Flag => &[],
        Type::Number | Type::Money | Type::Percent | Type::Days | Type::Date => &[
            ("<", "under"),
            ("<=", "at most"),
            (">", "over"),
            (">=", "at least"),
            ("=", "is exactly"),
            ("!=", "is not"),
        ],
    };
    signs.iter().filter_map(|(sign, about)| typed.grows_to(sign, about)).collect()
}

fn values(typed: &Typed, fact: &Fact) -> Vec<Completion> {
    let words = match (values_of(&fact.name), fact.ty) {
        (Some(words), _) => words,
        (None, Type::Flag) => &["yes", "no"],
        (None, Type::Date) => &["today", "tomorrow", "yesterday", "+30d"],
        (None, Type::Percent) => &["25%", "50%", "75%"],
        (None, Type::Days) => &["30d", "90d", "6mo", "1y"],
        (None, Type::Money) => &["10k", "50k", "100k", "1M"],
        (None, Type::Number | Type::Text | Type::List) => &[],
    };
    words.iter().filter_map(|it| typed.grows_to(it, example(fact.ty))).collect()
}
