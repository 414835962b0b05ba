//! One account as it was judged, and what became of it.

/// One account as it was judged, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// How likely the event was said to be: a probability, or for what only ranks any number that
    /// is larger for more risk, such as 100 less the score.
    pub risk: f64,
    /// Whether the event came.
    pub had_event: bool,
}

/// How many of the cases had the event.
pub(super) fn events(cases: &[Case]) -> u32 {
    cases.iter().filter(|it| it.had_event).count() as u32
}
