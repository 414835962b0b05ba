//! What an activity or a task is about, by the words of its type and subject.

use crate::domain::Record;

/// Words of a business review.
const REVIEWS: &[&str] = &["qbr", "ebr", "business review", "executive review"];
/// Words of a kickoff.
const KICKOFFS: &[&str] = &["kickoff", "kick-off", "kick off"];
/// Words of the talk about a renewal.
const RENEWALS: &[&str] = &["renew", "contract", "offer", "proposal"];
/// Words of what is sent after a meeting.
const SUMMARIES: &[&str] = &["summary", "recap", "minutes of", "follow-up", "follow up"];

/// Whether a text holds one of these words, which are of ASCII letters in lower case, whatever the
/// case of the text.
pub(super) fn names(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    words.iter().map(|it| it.as_bytes()).any(|word| {
        // Nearly every place is ruled out by its first letter.
        let begins = |it: &[u8]| it.first().map(u8::to_ascii_lowercase) == word.first().copied();
        text.windows(word.len()).any(|it| begins(it) && it.eq_ignore_ascii_case(word))
    })
}

/// Whether one of these fields of a record holds one of these words.
fn field_names(record: &Record, fields: &[&str], words: &[&str]) -> bool {
    fields.iter().filter_map(|it| record.text(it)).any(|it| names(it, words))
}

/// Whether an activity's type is that of a business review.
pub(super) fn is_review_type(ty: &str) -> bool {
    names(ty, &["qbr", "ebr", "review"])
}

/// Whether an activity is a business review; getting ready for one is not.
pub(super) fn is_review(activity: &Record) -> bool {
    let prepares = || field_names(activity, &["subject"], &["prep"]);
    activity.text("type").is_some_and(is_review_type)
        || field_names(activity, &["subject"], REVIEWS) && !prepares()
}

/// Whether a task is about a business review.
pub(super) fn is_review_task(task: &Record) -> bool {
    field_names(task, &["title"], REVIEWS) || has_tag(task, &["qbr", "ebr", "review"])
}

/// Whether an activity or a milestone is a kickoff.
pub(super) fn is_kickoff(record: &Record) -> bool {
    field_names(record, &["type", "subject", "title"], KICKOFFS)
}

/// Whether a milestone is the day from which the customer works with the product.
pub(super) fn is_go_live(milestone: &Record) -> bool {
    field_names(milestone, &["type", "title"], &["go-live", "go live", "golive"])
}

/// Whether an activity is about the renewal.
pub(super) fn is_about_renewal(activity: &Record) -> bool {
    field_names(activity, &["type", "subject", "notes"], RENEWALS)
}

/// Whether an activity is a mail of ours, or what is sent after a meeting.
pub(super) fn is_sent(activity: &Record) -> bool {
    let is_mail = field_names(activity, &["type"], &["mail"]);
    let is_theirs = activity.text("direction") == Some("inbound");
    is_mail && !is_theirs || field_names(activity, &["subject"], SUMMARIES)
}

/// Whether a record has one of these tags, whatever their case.
pub(super) fn has_tag(record: &Record, tags: &[&str]) -> bool {
    record.list("tags").iter().any(|own| tags.iter().any(|it| own.eq_ignore_ascii_case(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whatever_its_case_and_surroundings() {
        assert!(names("Q3 QBR with Ann", REVIEWS));
        assert!(names("Kick-Off", KICKOFFS));
        assert!(!names("", REVIEWS));
        assert!(!names("qb", REVIEWS));
        assert!(names("Über-Renewal", RENEWALS));
    }
}
