//! Lift: how much of what was lost stood at the top of the list.

use super::case::{Case, events};

/// One part of a list by risk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slice {
    /// Cases in it.
    pub n: u32,
    /// How many had the event.
    pub events: u32,
    /// Their rate over that of all cases; 1 without skill.
    pub lift: f64,
    /// The share of all events in it and the parts before.
    pub captured: f64,
}

/// The list cut into `parts` parts of equal counts, the highest risk first: part b holds the cases
/// from the ⌊b·n/parts⌋th on, so fifths with 5. Equal risks keep their order; parts that fewer cases
/// leave empty are left out. Nothing without events.
pub fn lift(cases: &[Case], parts: usize) -> Option<Vec<Slice>> {
    let all = f64::from(events(cases));
    if all == 0.0 {
        return None;
    }
    let sorted = riskiest_first(cases);
    let edge = |part: usize| part * sorted.len() / parts;
    let base_rate = all / sorted.len() as f64;
    let mut seen = 0;
    let slices = (0..parts).filter_map(|part| {
        let slice = sorted.get(edge(part)..edge(part + 1)).filter(|it| !it.is_empty())?;
        let found = events(slice);
        seen += found;
        Some(Slice {
            n: slice.len() as u32,
            events: found,
            lift: f64::from(found) / slice.len() as f64 / base_rate,
            captured: f64::from(seen) / all,
        })
    });
    Some(slices.collect())
}

/// Average precision: the mean, over the events from the highest risk down, of the share of events
/// among all as risky or riskier; equal risks count together. Nothing without events.
pub fn average_precision(cases: &[Case]) -> Option<f64> {
    let all = f64::from(events(cases));
    let (mut seen, mut hits, mut sum) = (0.0, 0.0, 0.0);
    for equal in riskiest_first(cases).chunk_by(|a, b| a.risk.total_cmp(&b.risk).is_eq()) {
        let found = f64::from(events(equal));
        seen += equal.len() as f64;
        hits += found;
        sum += found * hits / seen;
    }
    (all > 0.0).then(|| sum / all)
}

fn riskiest_first(cases: &[Case]) -> Vec<Case> {
    let mut sorted = cases.to_vec();
    sorted.sort_by(|a, b| b.risk.total_cmp(&a.risk));
    sorted
}
