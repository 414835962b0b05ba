//! Whether a fact that a model names exists, and is of the type that it is used as.

use super::reading::Sentence;
use crate::domain::Type;
use crate::engine::facts::{Catalogue, Fact};

/// What a curve or a limit reads.
pub(super) const NUMBERS: &[Type] = &[Type::Number, Type::Percent, Type::Days];

/// What is wrong with a fact that is used as one of these types; nothing where it is right.
pub(super) fn problem(catalogue: &Catalogue, name: &str, types: &[Type]) -> Option<String> {
    match catalogue.find(name).and_then(|it| catalogue.fact(it)) {
        Some(Fact { ty, .. }) if types.contains(ty) => None,
        Some(Fact { ty, .. }) => {
            let wanted: Vec<&str> = types.iter().map(|it| it.word()).collect();
            Some(format!("`{name}` is a {ty}, not a {}", wanted.join(" or ")))
        }
        None => {
            let near = catalogue.nearest(name);
            let hint = near.first().map_or_else(
                || "`rounds facts` lists all".to_owned(),
                |it| format!("did you mean `{it}`?"),
            );
            Some(format!("unknown fact `{name}`; {hint}"))
        }
    }
}

/// What is wrong with the facts that a sentence names.
pub(super) fn problems_of(catalogue: &Catalogue, sentence: &Sentence) -> Vec<String> {
    // Which figures are reported differs from book to book.
    let facts = sentence.facts().filter(|it| !it.starts_with("reported."));
    facts.filter_map(|it| problem(catalogue, it, Type::ALL)).collect()
}
