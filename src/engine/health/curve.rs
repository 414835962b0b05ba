//! From a value to 0 to 100, and from an age to a share of weight
//! (`docs/numbers.md`, "Health: weights, curves and freshness").

/// A point of a [`Curve`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knot {
    /// The value.
    pub at: f64,
    /// Its score.
    pub score: f64,
}

/// A line through knots, flat before the first and after the last.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve(Vec<Knot>);

/// How long data stay fresh: 1 up to `fresh_days`, falling to 0 at `expire_days`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Freshness {
    /// The age up to which data count fully.
    pub fresh_days: f64,
    /// The age from which they do not count.
    pub expire_days: f64,
}

impl Curve {
    /// A curve through these knots; nothing where there are none, or their values do not grow.
    pub fn new(knots: Vec<Knot>) -> Option<Self> {
        let grows = knots.windows(2).all(|it| matches!(it, [a, b] if a.at < b.at));
        (grows && !knots.is_empty()).then_some(Self(knots))
    }

    /// Its knots, by value.
    pub fn knots(&self) -> &[Knot] {
        &self.0
    }

    /// The score of a value.
    pub fn score(&self, value: f64) -> f64 {
        let next = self.0.partition_point(|it| it.at < value);
        match (next.checked_sub(1).and_then(|it| self.0.get(it)), self.0.get(next)) {
            (Some(a), Some(b)) => a.score + (b.score - a.score) * (value - a.at) / (b.at - a.at),
            (Some(only), None) | (None, Some(only)) => only.score,
            (None, None) => 0.0,
        }
    }
}

impl Freshness {
    /// The share of its weight that data of this age keep; data without a date keep none.
    pub fn at(self, age_days: Option<f64>) -> f64 {
        match age_days {
            Some(age) if age <= self.fresh_days => 1.0,
            Some(age) if age < self.expire_days => {
                (self.expire_days - age) / (self.expire_days - self.fresh_days)
            }
            _ => 0.0,
        }
    }
}
