//! From a score to a band: thresholds, memory and limits
//! (`docs/numbers.md`, "Health: coverage, bands, limits and pulse").

use crate::domain::{Band, BandReason, BandStep};

/// Where the bands lie, and how firmly an account stays in one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    /// The lowest green score.
    pub green: f64,
    /// The lowest yellow score.
    pub yellow: f64,
    /// How far past a threshold a score must be to leave its band.
    pub margin: f64,
    /// How many weekly evaluations in a row it takes to rise.
    pub confirm_up: u32,
    /// How many it takes to fall.
    pub confirm_down: u32,
}

/// What little data allow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoveragePolicy {
    /// Below this coverage the band is unknown.
    pub min: f64,
    /// Below this coverage the band is yellow at best.
    pub green_min: f64,
    /// The coverage from which a pillar speaks with its whole weight.
    pub pillar_full: f64,
}

/// What holds a band down whatever the average says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The lowest cap in force.
    pub at_most: Option<f64>,
    /// Whether one of the caps in force is hard, so that no pulse lifts the band past it.
    pub is_hard: bool,
    /// The share of weight that had fresh data, 0 to 1.
    pub coverage: f64,
}

/// The band that the weeks before leave an account in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandMemory {
    band: Band,
    in_a_row: u32,
}

impl Default for BandMemory {
    fn default() -> Self {
        Self { band: Band::Unknown, in_a_row: 0 }
    }
}

impl Bands {
    /// The band of an unrounded score, without memory.
    pub fn of(&self, score: f64) -> Band {
        match score {
            it if it >= self.green => Band::Green,
            it if it >= self.yellow => Band::Yellow,
            _ => Band::Red,
        }
    }

    /// The band where a score would move an account that is in `current`.
    fn pull(&self, current: Band, score: f64) -> Band {
        let green = match current {
            Band::Green => self.green - self.margin,
            _ => self.green + self.margin,
        };
        let yellow = match current {
            Band::Red => self.yellow + self.margin,
            _ => self.yellow - self.margin,
        };
        Self { green, yellow, ..*self }.of(score)
    }

    /// Limits a band by the lowest cap in force, at once and without a margin (a fact is not
    /// noise), and by what the coverage allows.
    pub fn limited(&self, band: Band, limits: &Limits, policy: &CoveragePolicy) -> Band {
        if band == Band::Unknown || limits.coverage < policy.min {
            return Band::Unknown;
        }
        let thin = limits.coverage < policy.green_min;
        let covered = if thin { Band::Yellow } else { Band::Green };
        let capped = limits.at_most.map_or(Band::Green, |it| self.of(it));
        band.min(covered).min(capped)
    }

    /// Why the band that `steady`, the one of the weeks before, is limited to is not the one of the
    /// score alone; nothing where it is.
    pub fn reason(
        &self,
        score: Option<f64>,
        steady: Band,
        limits: &Limits,
        policy: &CoveragePolicy,
    ) -> Option<BandReason> {
        let coverage = limits.coverage;
        let Some(score) = score.filter(|_| coverage >= policy.min) else {
            return Some(BandReason::TooLittleData { coverage, needed: policy.min });
        };
        let band = self.limited(steady, limits, policy);
        let alone = self.of(score);
        let step = |score, mondays| BandStep { band, score, mondays };
        match band {
            Band::Unknown => None,
            it if it == alone => None,
            it if it > alone => Some(BandReason::UntilBelow(step(
                self.floor_of(it) - self.margin,
                self.confirm_down,
            ))),
            Band::Yellow if coverage < policy.green_min => Some(BandReason::ThinData { coverage }),
            it => Some(BandReason::UntilReached(step(
                self.floor_above(it) + self.margin,
                self.confirm_up,
            ))),
        }
    }

    /// The lowest score of a band that has one.
    fn floor_of(&self, band: Band) -> f64 {
        if band == Band::Green { self.green } else { self.yellow }
    }

    /// The lowest score of the band above a band.
    fn floor_above(&self, band: Band) -> f64 {
        if band == Band::Red { self.yellow } else { self.green }
    }
}

impl BandMemory {
    /// Takes one weekly evaluation into account and gives the band after it; an evaluation
    /// without a score forgets all that was before.
    pub fn step(&mut self, bands: &Bands, score: Option<f64>) -> Band {
        *self = match score {
            None => Self::default(),
            Some(score) if self.band == Band::Unknown => {
                Self { band: bands.of(score), in_a_row: 0 }
            }
            Some(score) => self.moved(bands, bands.pull(self.band, score)),
        };
        self.band
    }

    /// The band on a day between two weekly evaluations: a fall counts at once, a rise waits for
    /// the next evaluation, or looking again on the same data would confirm it.
    pub fn glance(mut self, bands: &Bands, score: Option<f64>) -> Band {
        let before = self.band;
        let after = self.step(bands, score);
        if before == Band::Unknown || after == Band::Unknown { after } else { after.min(before) }
    }

    fn moved(self, bands: &Bands, pulled: Band) -> Self {
        let in_a_row = self.in_a_row + 1;
        let needed = if pulled > self.band { bands.confirm_up } else { bands.confirm_down };
        match pulled {
            it if it == self.band => Self { in_a_row: 0, ..self },
            it if in_a_row >= needed => Self { band: it, in_a_row: 0 },
            _ => Self { in_a_row, ..self },
        }
    }
}
