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

/// Whether the customer declined an activity or did not come to it: its outcome or kind says so, or
/// a calendar does in its title.
pub fn is_missed(activity: &Record) -> bool {
    const MISSED: [&str; 6] = ["declin", "no_show", "no-show", "no show", "noshow", "not held"];
    const TITLE: &str = "declined:";
    let says_so = |field: &str| {
        let word = activity.text(field).unwrap_or_default();
        let is_plain = word.is_empty() || ActivityKind::from_word(word).is_some();
        !is_plain && {
            let word = word.to_lowercase();
            MISSED.iter().any(|it| word.contains(it))
        }
    };
    let title = activity.text("subject").and_then(|it| it.get(..TITLE.len()));
    title.is_some_and(|it| it.eq_ignore_ascii_case(TITLE)) || says_so("outcome") || says_so("type")
}

/// Whether the customer took part in an activity: the source says so, or its direction, or the
/// nature of it.
pub fn is_two_way(activity: &Record) -> bool {
    if let Some(flag) = activity.flag("two_way") {
        return flag;
    }
    if is_missed(activity) {
        return false;
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
