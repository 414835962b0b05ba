//! A small chart of one row: a score over weeks.

use crate::ui::look::Look;

/// A score over weeks on the scale of 0 to 100; a week without one has its own sign.
pub(crate) fn spark(scores: &[Option<f64>], look: &Look) -> String {
    let levels = look.signs.levels;
    let sign = |score: &Option<f64>| match score {
        None => look.signs.no_data,
        Some(score) => {
            let top = levels.len() - 1;
            let at = (score.clamp(0.0, 100.0) / 100.0 * levels.len() as f64) as usize;
            levels.get(at.min(top)).copied().unwrap_or_default()
        }
    };
    scores.iter().map(sign).collect()
}
