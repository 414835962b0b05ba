//! What holds of every query: it agrees with a plain reading, it reads back as itself, it never panics.

use proptest::prelude::*;
use rounds::engine::Query;

use super::reference::{account, plain};
use super::{catalogue, query, today};

/// Pieces of queries, to be put together at random.
pub(super) const PIECES: [&str; 52] = [
    "arr",
    "tier",
    "tag",
    "tags",
    "renews",
    "is",
    "not",
    "or",
    "and",
    "missing",
    "-",
    "(",
    ")",
    "<",
    ">=",
    ":",
    "!=",
    "=",
    "50k",
    "-30%",
    "90",
    "days",
    "+30d",
    "today",
    "\"a b\"",
    "\"\\\"\"",
    "\"",
    "champion.lost",
    "over",
    "at",
    "least",
    "most",
    "-acme",
    "É",
    "renewal.date",
    "csm",
    "2026-12-31",
    "coverage",
    "within_normal",
    "!",
    "in",
    "ago",
    "eoq",
    "under",
    "health",
    "usage.",
    "contains",
    "%",
    "mo",
    "before",
    "notice.state",
    "yes",
];

/// Pieces side by side, or with blanks between them.
pub(super) fn soup() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..12);
    (pieces, any::<bool>()).prop_map(|(it, is_apart)| it.join(if is_apart { " " } else { "" }))
}

proptest! {
    #[test]
    fn a_query_agrees_with_a_plain_reading_of_it(tree in plain(), account in account()) {
        let text = tree.text();
        let verdict = query(&text).verdict(&account.sheet());
        let told = match verdict { Some(false) => 0, None => 1, Some(true) => 2 };
        prop_assert_eq!(told, tree.judge(&account), "{}", text);
        prop_assert_eq!(query(&text).matches(&account.sheet()), told == 2);
        prop_assert_eq!(query(&text).opposite().matches(&account.sheet()), told == 0);
    }

    #[test]
    fn a_printed_query_reads_back_as_itself(tree in plain(), account in account()) {
        let first = query(&tree.text());
        let second = query(&first.to_string());
        prop_assert_eq!(second.verdict(&account.sheet()), first.verdict(&account.sheet()));
        prop_assert_eq!(second, first);
    }

    #[test]
    fn whatever_can_be_read_can_be_printed_and_read_again(text in soup()) {
        if let Ok(first) = Query::parse(&text, catalogue(), today()) {
            let second = Query::parse(&first.to_string(), catalogue(), today());
            prop_assert_eq!(second, Ok(first), "{}", text);
        }
    }

    #[test]
    fn an_error_stands_in_the_text_or_right_behind_it(text in soup()) {
        if let Err(error) = Query::parse(&text, catalogue(), today()) {
            prop_assert!((1..=text.chars().count() + 1).contains(&error.column), "{}: {}", text, error);
            prop_assert!(!error.message.is_empty());
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = Query::parse(&text, catalogue(), today());
        let _ = Query::parse_for_rule(&text, catalogue());
    }
}
