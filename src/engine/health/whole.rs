//! Parts that add up: what a screen shows of parts of a sum
//! (`docs/numbers.md`, "Rounding and display").

use crate::domain::round_half_away;

/// How finely points are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fineness {
    /// Whole points.
    Whole,
    /// Tenths of a point.
    Tenths,
}

/// What a part brings to a score, and what it takes from 100.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Points {
    /// What it brings.
    pub brought: f64,
    /// What it takes.
    pub lost: f64,
}

impl Fineness {
    /// A score as finely as this, rounded down as every score is.
    pub fn shown(self, score: f64) -> f64 {
        self.units(score) as f64 / self.per_point()
    }

    /// A score in whole units, rounded down.
    fn units(self, score: f64) -> i64 {
        (score * self.per_point() + 1e-9).floor() as i64
    }

    const fn per_point(self) -> f64 {
        match self {
            Self::Whole => 1.0,
            Self::Tenths => 10.0,
        }
    }
}

/// Rounds the parts of a score so that what they bring adds up to the score as it is shown, and
/// with what they take to the whole.
pub fn shown_points(parts: &[Points], fineness: Fineness) -> Vec<Points> {
    let scale = fineness.per_point();
    let scaled =
        |of: fn(&Points) -> f64| -> Vec<f64> { parts.iter().map(|it| of(it) * scale).collect() };
    let (brought, lost) = (scaled(|it| it.brought), scaled(|it| it.lost));
    let score = fineness.units(brought.iter().sum::<f64>() / scale);
    let whole = rounded(brought.iter().chain(&lost).sum());
    let (brought, lost) = (parts_of(&brought, score), parts_of(&lost, whole - score));
    let point = |units: i64| units as f64 / scale;
    let pairs = brought.into_iter().zip(lost);
    pairs.map(|(brought, lost)| Points { brought: point(brought), lost: point(lost) }).collect()
}

/// Splits the way from one score to another, both as they are shown in tenths, on the parts of the
/// change.
pub fn shown_change(parts: &[f64], from: f64, to: f64) -> Vec<f64> {
    let fineness = Fineness::Tenths;
    let parts: Vec<f64> = parts.iter().map(|it| it * fineness.per_point()).collect();
    let way = fineness.units(to) - fineness.units(from);
    parts_of(&parts, way).into_iter().map(|it| it as f64 / fineness.per_point()).collect()
}

/// Rounds each part to a whole number so that they add up to the rounded sum.
pub fn whole_parts(parts: &[f64]) -> Vec<i64> {
    parts_of(parts, rounded(parts.iter().sum()))
}

/// Rounds each part to a whole number so that they add up to `sum`: all are rounded down, and what is
/// left goes to those with the largest remainders, the first of equals first (Hare's method). Where
/// that is already too much, those with the smallest give, the last of equals first. No part moves by
/// more than one beyond that, so `sum` should be near their own.
pub fn parts_of(parts: &[f64], sum: i64) -> Vec<i64> {
    let down: Vec<i64> = parts.iter().map(|it| (it + 1e-12).floor() as i64).collect();
    let left = sum - down.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |at: usize| match (parts.get(at), down.get(at)) {
        (Some(part), Some(floor)) => part - *floor as f64,
        _ => 0.0,
    };
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)));
    let mut res = down.clone();
    if left < 0 {
        order.reverse();
    }
    for at in order.into_iter().take(left.unsigned_abs() as usize) {
        if let Some(it) = res.get_mut(at) {
            *it += left.signum();
        }
    }
    res
}

fn rounded(sum: f64) -> i64 {
    round_half_away(sum, 0) as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_parts_bring_adds_up_to_the_score_shown_and_with_what_they_take_to_100(
            parts in proptest::collection::vec((1.0..50.0_f64, 0.0..=100.0_f64), 1..16),
        ) {
            let weights: f64 = parts.iter().map(|it| it.0).sum();
            let points = |(weight, score): &(f64, f64)| Points {
                brought: weight / weights * score,
                lost: weight / weights * (100.0 - score),
            };
            let parts: Vec<Points> = parts.iter().map(points).collect();
            let score: f64 = parts.iter().map(|it| it.brought).sum();
            for fineness in [Fineness::Whole, Fineness::Tenths] {
                let shown = shown_points(&parts, fineness);
                let brought: f64 = shown.iter().map(|it| it.brought).sum();
                let all: f64 = brought + shown.iter().map(|it| it.lost).sum::<f64>();
                prop_assert!((brought - fineness.shown(score)).abs() < 1e-6);
                prop_assert!((all - 100.0).abs() < 1e-6, "{all}");
                for (part, it) in parts.iter().zip(&shown) {
                    let off = (part.brought - it.brought).abs().max((part.lost - it.lost).abs());
                    prop_assert!(off <= 1.0 / fineness.per_point() + 1e-6, "{part:?} {it:?}");
                }
            }
        }
    }

    #[test]
    fn the_parts_of_a_change_add_up_to_the_way_between_the_scores_shown() {
        let parts = [0.34, -0.28, 0.31];
        let shown = shown_change(&parts, 40.66, 40.66 + 0.37);
        let sum: f64 = shown.iter().sum();
        assert!((sum - (41.0 - 40.6)).abs() < 1e-9, "{shown:?}");
    }
}
