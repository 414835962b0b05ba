//! What is done with a customer: the kinds that are logged by hand, and whether the customer took
//! part.

use super::record::Record;

/// A kind of activity that is logged by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityKind {
    /// The word for it.
    pub word: &'static str,
    /// Whether the customer takes part in it, unless one says otherwise.
    pub two_way: bool,
}

/// The kinds that are logged by hand; the first is meant where none is named.
const KINDS: [ActivityKind; 7] = [
    ActivityKind { word: "call", two_way: true },
    ActivityKind { word: "meeting", two_way: true },
    ActivityKind { word: "email", two_way: false },
    ActivityKind { word: "qbr", two_way: true },
    ActivityKind { word: "training", two_way: true },
    ActivityKind { word: "visit", two_way: true },
    ActivityKind { word: "chat", two_way: true },
];

/// The words in a source's kind of activity that say that people met or spoke.
const TALKS: [&str; 10] = [
    "call", "meeting", "qbr", "ebr", "training", "onsite", "demo", "workshop", "kickoff", "review",
];

impl ActivityKind {
    /// What is meant where no kind is named.
    pub const USUAL: Self = KINDS[0];

    /// The kind of this word, in lower case.
    pub fn from_word(word: &str) -> Option<Self> {
        KINDS.into_iter().find(|it| it.word == word)
    }
}

/// Whether the customer took part in an activity: the source says so, or its direction, or the
/// nature of it.
pub fn is_two_way(activity: &Record) -> bool {
    if let Some(flag) = activity.flag("two_way") {
        return flag;
    }
    match activity.text("direction") {
        Some("two_way" | "inbound") => true,
        Some("outbound") => false,
        _ => {
            let kind = activity.text("type").unwrap_or_default().to_lowercase();
            TALKS.iter().any(|it| kind.contains(it))
        }
    }
}
