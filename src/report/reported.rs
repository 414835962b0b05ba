//! Figures that other systems report ready-made, beside what the book counts row by row.

use super::document::Block;
use super::review::{Review, dated};
use crate::domain::{Day, Family, Grain, Metric, Phrase, Value};
use crate::engine::rows_behind;

/// Figures of one sort that a reader has patience for.
const MOST: usize = 8;

/// What a reported figure is about, and so where it stands in a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// What the customer's people do.
    Use,
    /// Requests, and how they were answered.
    Support,
    /// What the customer says.
    Voice,
}

const SUPPORT: &[&str] = &["ticket", "resolution", "response", "bug", "escalation"];
const VOICE: &[&str] = &["nps", "csat", "ces", "feedback", "feature_request"];
/// Words in the names of figures that are about the customer and not for the customer's eyes.
const INTERNAL: &[&str] = &[
    "score",
    "health",
    "risk",
    "churn",
    "csm",
    "sentiment",
    "propensity",
    "likelihood",
    "probability",
    "predict",
    "upsell",
    "expansion",
    "margin",
    "arr",
    "mrr",
    "ltv",
    "discount",
    "overdue",
    "payment",
];

/// A figure that another system reports.
struct Figure {
    cells: [String; 3],
    on: Option<Day>,
    /// The file that it was read from; empty for what was typed.
    file: String,
}

/// The reported figures of a topic with their dates, and where they come from as a question to the
/// author: the names of files mean nothing to the customer. Nothing where there are none.
pub(super) fn reported(review: &Review<'_>, topic: Topic) -> Vec<Block> {
    let figures: Vec<Figure> = figures(review, topic).collect();
    if figures.is_empty() {
        return Vec::new();
    }
    let mut files: Vec<&str> = figures.iter().map(|it| it.file.as_str()).collect();
    files.retain(|it| !it.is_empty());
    files.sort_unstable();
    files.dedup();
    let sums = "These figures are sums that another system made";
    let read =
        if files.is_empty() { String::new() } else { format!(" (read from {})", files.join(", ")) };
    let ask = format!("{sums}{read}. Does the customer see them the same way?");
    let rows = figures.into_iter().map(|it| it.cells).collect();
    vec![Block::grid(["Figure", "Value", "Date"], rows), Block::Ask(ask)]
}

/// The oldest day of the reported figures that a review shows.
pub(super) fn oldest(review: &Review<'_>, topic: Topic) -> Option<Day> {
    figures(review, topic).filter_map(|it| it.on).min()
}

fn figures(review: &Review<'_>, topic: Topic) -> impl Iterator<Item = Figure> {
    let metrics = review.context.metrics.iter().filter(|it| is_reported(review, it));
    metrics
        .filter(move |it| topic_of(&it.name) == Some(topic))
        .filter_map(|it| figure(review, it))
        .take(MOST)
}

/// Whether a metric is a reading that a source made, with no quarters to compare.
pub(super) fn is_reported(review: &Review<'_>, metric: &Metric) -> bool {
    metric.family == Family::Reported || metric.grains.on(review.as_of()) == Grain::Snapshot
}

/// What a figure of this name is about; nothing where it is not for the customer.
fn topic_of(name: &str) -> Option<Topic> {
    let has = |words: &[&str]| {
        let parts = || name.split('_');
        // A short word counts only as a whole one: "ces" is no part of "success".
        words.iter().any(|it| parts().any(|part| part == *it) || it.len() > 4 && name.contains(it))
    };
    if has(&["nps", "csat", "ces"]) {
        return Some(Topic::Voice);
    }
    match () {
        () if has(INTERNAL) => None,
        () if has(VOICE) => Some(Topic::Voice),
        () if has(SUPPORT) || name.contains("bug") => Some(Topic::Support),
        () => Some(Topic::Use),
    }
}

fn figure(review: &Review<'_>, metric: &Metric) -> Option<Figure> {
    let fact = match metric.family {
        Family::Reported => format!("reported.{}", metric.name),
        Family::Usage => format!("usage.{}.now", metric.name),
    };
    let id = review.context.catalogue.find(&fact)?;
    let value = review.sheet.get(id)?;
    let rows = rows_behind(review.history, review.view, review.context, id);
    let file = rows.first().map(|it| it.file.to_string()).unwrap_or_default();
    let name = metric.name.trim_end_matches("_score");
    let is_share = |it: &f64| name.ends_with("_pct") && (0.0..=1.0).contains(it);
    let shown = match value.as_f64().filter(is_share) {
        Some(share) => Phrase(&Value::Percent(share)).to_string(),
        None => Phrase(value).to_string(),
    };
    let name = name.trim_end_matches("_pct").replace('_', " ");
    let on = review.data_on(&fact);
    Some(Figure { cells: [name, shown, dated(on)], on, file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_score_of_ours_and_no_word_of_risk_is_for_the_customer() {
        for name in ["health_score", "churn_risk", "csm_engagement_score", "renewal_probability"] {
            assert_eq!(topic_of(name), None, "{name}");
        }
        assert_eq!(topic_of("nps_score"), Some(Topic::Voice));
        assert_eq!(topic_of("avg_first_response_hours"), Some(Topic::Support));
        assert_eq!(topic_of("feature_requests"), Some(Topic::Voice));
        assert_eq!(topic_of("warranty_cases"), Some(Topic::Use));
    }
}
