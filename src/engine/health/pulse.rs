//! The CSM's own judgement, and what it does to a band
//! (`docs/numbers.md`, "Health: coverage, bands, limits and pulse").

use super::band::Limits;
use crate::domain::Band;

/// A judgement as it was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GivenPulse<'a> {
    /// The colour.
    pub band: Band,
    /// Why; one without a reason does not count.
    pub reason: &'a str,
    /// Days until it ends; negative once it has.
    pub days_left: f64,
}

/// Whether a judgement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PulseState {
    /// It does.
    InForce(Pulse),
    /// It was given too long ago.
    Ended,
    /// Nobody said why.
    WithoutReason,
}

/// The CSM's judgement in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse(pub Band);

/// What a judgement does to the computed band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PulseEffect {
    /// It says the same.
    Agrees,
    /// It counts fully: it is lower, or there was none.
    Counts(Band),
    /// It is higher, and lifts by one band.
    Lifts(Band),
    /// It is higher, and a hard cap holds it back.
    Held,
}

impl GivenPulse<'_> {
    /// Whether it counts; it still does on its last day.
    pub fn state(&self) -> PulseState {
        if self.days_left < 0.0 {
            PulseState::Ended
        } else if self.reason.is_empty() {
            PulseState::WithoutReason
        } else {
            PulseState::InForce(Pulse(self.band))
        }
    }
}

impl Pulse {
    /// What it does: a lower judgement counts fully, a higher one lifts by one band and not past a
    /// hard cap, and green where nothing is known shows yellow.
    pub fn effect(self, computed: Band, limits: &Limits) -> PulseEffect {
        let Self(pulse) = self;
        match computed {
            Band::Unknown => PulseEffect::Counts(pulse.min(Band::Yellow)),
            it if pulse == it => PulseEffect::Agrees,
            it if pulse < it => PulseEffect::Counts(pulse),
            _ if limits.is_hard => PulseEffect::Held,
            Band::Red => PulseEffect::Lifts(Band::Yellow),
            Band::Yellow | Band::Green => PulseEffect::Lifts(Band::Green),
        }
    }

    /// The band shown.
    pub fn on(self, computed: Band, limits: &Limits) -> Band {
        match self.effect(computed, limits) {
            PulseEffect::Counts(band) | PulseEffect::Lifts(band) => band,
            PulseEffect::Agrees | PulseEffect::Held => computed,
        }
    }
}
