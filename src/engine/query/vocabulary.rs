//! The words that stand for signs, and the facts whose values are words of a short list.

use super::token::Sign;

/// Words that stand for a sign after a fact; longer phrases first, so that they win.
pub(super) const PHRASES: &[(&[&str], Sign)] = &[
    (&["is", "not"], Sign::NotEqual),
    (&["is", "at", "least"], Sign::AtLeast),
    (&["is", "at", "most"], Sign::AtMost),
    (&["is", "under"], Sign::Less),
    (&["is", "below"], Sign::Less),
    (&["is", "over"], Sign::More),
    (&["is", "above"], Sign::More),
    (&["at", "least"], Sign::AtLeast),
    (&["at", "most"], Sign::AtMost),
    (&["less", "than"], Sign::Less),
    (&["more", "than"], Sign::More),
    (&["is"], Sign::Equal),
    (&["under"], Sign::Less),
    (&["below"], Sign::Less),
    (&["before"], Sign::Less),
    (&["over"], Sign::More),
    (&["above"], Sign::More),
    (&["after"], Sign::More),
    (&["contains"], Sign::Colon),
    (&["has"], Sign::Colon),
];

/// Words that join, turn or ask, and so are searched for only in quotes.
pub(super) const KEYWORDS: &[&str] = &["and", "or", "not", "missing"];

/// Facts whose values are words of a list: `:` means "equals" for them. A book may hold words of
/// its own beside these.
const ENUMERATIONS: &[(&str, &[&str])] = &[
    ("tier", &["A", "B", "C", "D"]),
    ("touch_model", &["high", "mid", "low", "tech"]),
    ("stage", &["onboarding", "adoption", "value", "renewal", "growth", "churned"]),
    ("status", &["active", "prospect", "paused", "churned"]),
    ("health.band", &["red", "yellow", "green", "unknown"]),
    ("health.computed_band", &["red", "yellow", "green", "unknown"]),
    ("health.phase", &["onboarding", "adoption", "value", "renewal"]),
    ("pulse", &["red", "yellow", "green"]),
    ("sponsor.state", &["engaged", "stale", "lapsed", "none"]),
    ("champion.state", &["strong", "ok", "weak", "lost"]),
    ("billing.status", &["current", "overdue", "failed"]),
    (
        "notice.state",
        &[
            "window_open",
            "locked_in",
            "will_expire_unless_renewed",
            "auto_renewed",
            "expired",
            "notice_received",
        ],
    ),
    ("outcome.last", &["churned", "contracted", "renewed"]),
    ("renewal.call", &["good", "monitor", "at_risk"]),
    ("currency", &[]),
    ("arr.currency", &[]),
];

/// The usual values of an enumeration; nothing for free text.
pub(super) fn values_of(fact: &str) -> Option<&'static [&'static str]> {
    ENUMERATIONS.iter().find(|(name, _)| *name == fact).map(|(_, values)| *values)
}
