//! Figures that the customer's tools report as sums, beside what the book counts row by row.

use super::document::Block;
use super::review::{Review, in_full};
use crate::domain::{Day, Phrase};

/// Words in the names of figures about support.
pub(super) const SUPPORT: &[&str] = &["ticket", "resolution", "response", "bug", "escalation"];
/// Words in the names of figures about what the customer says.
pub(super) const VOICE: &[&str] = &["nps", "csat", "ces", "feedback", "feature_request"];

/// The reported figures whose names hold one of these words, with their date, for the one who
/// prepares the meeting; nothing where there are none.
pub(super) fn reported(review: &Review<'_>, words: &[&str]) -> Option<Block> {
    let mut figures: Vec<String> = Vec::new();
    let mut newest: Option<Day> = None;
    for (id, fact) in review.context.catalogue.iter() {
        let Some(name) = fact.name.strip_prefix("reported.") else { continue };
        let Some(value) = review.sheet.get(id) else { continue };
        if words.iter().any(|it| name.contains(it)) {
            let shown = name.trim_end_matches("_score").replace('_', " ");
            figures.push(format!("{shown} {}", Phrase(value)));
            newest = newest.max(review.sheet.cell(id).and_then(|it| it.data_on));
        }
    }
    if figures.is_empty() {
        return None;
    }
    let on = newest.map_or_else(String::new, |on| format!(", as of {}", in_full(on)));
    Some(Block::Ask(format!(
        "Reported by your tools, not counted here{on}: {}. Which of these does the customer see \
         the same way?",
        figures.join(", ")
    )))
}
