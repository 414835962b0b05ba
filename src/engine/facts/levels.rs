//! How much the accounts of a book use a metric: what a percentile is read from.

use std::collections::BTreeMap;

/// The fewest accounts that make a norm.
const FEWEST: usize = 10;
/// The fewest accounts of a segment that make a norm of its own.
const FEWEST_IN_SEGMENT: usize = 20;

/// The mean weekly use of each account that is old enough, of one metric on one day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Levels {
    all: Ranked,
    /// By segment; those that are too small are dropped.
    segments: BTreeMap<u16, Ranked>,
}

/// Levels in order, once [`Ranked::finish`] was called.
#[derive(Debug, Clone, PartialEq, Default)]
struct Ranked {
    levels: Vec<f32>,
    /// Every [`STEP`]th level by itself: a search in a large book so reads little memory.
    marks: Vec<f32>,
}

/// Levels from one mark to the next: two lines of a cache.
const STEP: usize = 32;

impl Levels {
    /// Counts an account in.
    pub(super) fn add(&mut self, level: f64, segment: Option<u16>) {
        self.all.levels.push(level as f32);
        if let Some(segment) = segment {
            self.segments.entry(segment).or_default().levels.push(level as f32);
        }
    }

    /// Sorts what was added.
    pub(super) fn finish(&mut self) {
        self.segments.retain(|_, it| it.levels.len() >= FEWEST_IN_SEGMENT);
        self.segments.values_mut().chain([&mut self.all]).for_each(Ranked::finish);
    }

    /// The mid-rank percentile of a level, 0 to 100, in its own segment where that is large enough;
    /// nothing in a book of fewer than ten such accounts.
    pub(super) fn percentile(&self, level: f64, segment: Option<u16>) -> Option<f64> {
        let own = segment.and_then(|it| self.segments.get(&it));
        let norm = own.unwrap_or(&self.all);
        let n = norm.levels.len();
        if n < FEWEST {
            return None;
        }
        let level = level as f32;
        let below = norm.count_while(|it| it < level);
        let up_to = norm.count_while(|it| it <= level);
        Some(100.0 * (below + up_to) as f64 / 2.0 / n as f64)
    }
}

impl Ranked {
    fn finish(&mut self) {
        self.levels.sort_unstable_by(f32::total_cmp);
        self.levels.shrink_to_fit();
        self.marks = self.levels.iter().step_by(STEP).copied().collect();
    }

    /// How many levels come before the first for which `is_before` is false.
    fn count_while(&self, is_before: impl Fn(f32) -> bool) -> usize {
        let end = STEP * self.marks.partition_point(|it| is_before(*it));
        let start = end.saturating_sub(STEP);
        let levels = self.levels.get(start..end.min(self.levels.len())).unwrap_or_default();
        start + levels.partition_point(|it| is_before(*it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stands_in_the_middle_of_its_equals() {
        let mut levels = Levels::default();
        for level in 0..10 {
            levels.add(f64::from(level / 2), None);
        }
        levels.finish();
        assert_eq!(levels.percentile(0.0, None), Some(10.0));
        assert_eq!(levels.percentile(4.0, None), Some(90.0));
        assert_eq!(levels.percentile(9.0, None), Some(100.0));
    }

    #[test]
    fn nine_accounts_make_no_norm_and_twenty_make_one_of_their_own() {
        let mut levels = Levels::default();
        (0..9).for_each(|it| levels.add(f64::from(it), None));
        levels.finish();
        assert_eq!(levels.percentile(3.0, None), None);
        (0..20).for_each(|it| levels.add(f64::from(100 + it), Some(7)));
        (0..19).for_each(|it| levels.add(f64::from(200 + it), Some(8)));
        levels.finish();
        assert_eq!(levels.percentile(100.0, Some(7)), Some(2.5));
        assert!(levels.percentile(100.0, Some(8)).unwrap() > 15.0);
    }
}
