//! Green outside, red inside: what a good score may hide.

use crate::domain::{Band, Pillar};

/// The score from which a look inside is worth it.
const GREEN: f64 = 75.0;
/// A score below this is weak.
const WEAK: f64 = 50.0;
/// Pillars as far apart as this do not tell one story.
const GAP: f64 = 40.0;
/// Below this coverage the score rests on little.
const THIN: f64 = 0.6;
/// Days ahead of a renewal, and since the last contact with the sponsor, that are too many together.
const HALF_A_YEAR: i64 = 180;

/// The score of a pillar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PillarScore {
    /// Which.
    pub pillar: Pillar,
    /// 0 to 100; nothing where it has no data.
    pub score: Option<f64>,
}

/// A score, and what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inside<'a> {
    /// The score, where there is one.
    pub score: Option<f64>,
    /// The share of weight that had fresh data, 0 to 1.
    pub coverage: f64,
    /// The pillars that apply to the account.
    pub pillars: &'a [PillarScore],
    /// The CSM's own judgement, where there is one.
    pub pulse: Option<Band>,
    /// Whether someone who decides is a detractor.
    pub has_deciding_detractor: bool,
    /// Days to the renewal, where that is known.
    pub days_to_renewal: Option<i64>,
    /// Days since the last contact with the executive sponsor; nothing where there was none.
    pub days_since_sponsor: Option<i64>,
}

/// What a green score hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The best and the worst pillar are 40 points apart or more.
    PillarGap,
    /// Much used, and no outcome to show for it.
    BusyWithoutOutcomes,
    /// The relationship is weak or unknown.
    WeakRelationship,
    /// The CSM judges it lower.
    CsmDisagrees,
    /// Someone who decides is a detractor.
    DecisionMakerDetractor,
    /// The renewal is near, and the sponsor was not met for half a year.
    RenewalWithoutExec,
    /// It rests on little data.
    ThinEvidence,
}

impl Flaw {
    /// The written form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PillarGap => "pillar_gap",
            Self::BusyWithoutOutcomes => "busy_without_outcomes",
            Self::WeakRelationship => "weak_relationship",
            Self::CsmDisagrees => "csm_disagrees",
            Self::DecisionMakerDetractor => "decision_maker_detractor",
            Self::RenewalWithoutExec => "renewal_without_exec",
            Self::ThinEvidence => "thin_evidence",
        }
    }
}

/// What a green score hides; nothing for a score that is not green. One flaw is enough for a mark, two
/// for an alert.
pub fn flaws(inside: &Inside<'_>) -> Vec<Flaw> {
    if inside.score.is_none_or(|it| it < GREEN) {
        return Vec::new();
    }
    let score = |pillar: Pillar| {
        inside.pillars.iter().find(|it| it.pillar == pillar).and_then(|it| it.score)
    };
    let known = || inside.pillars.iter().filter_map(|it| it.score);
    let gap = known().fold(f64::MIN, f64::max) - known().fold(f64::MAX, f64::min);
    let is_weak = |pillar| score(pillar).is_none_or(|it| it < WEAK);
    let is_busy = score(Pillar::Usage).is_some_and(|it| it >= GREEN);
    let renews_soon = inside.days_to_renewal.is_some_and(|it| it <= HALF_A_YEAR);
    let is_sponsor_far = inside.days_since_sponsor.is_none_or(|it| it > HALF_A_YEAR);
    [
        (gap >= GAP, Flaw::PillarGap),
        (is_busy && is_weak(Pillar::Outcomes), Flaw::BusyWithoutOutcomes),
        (is_weak(Pillar::Relationship), Flaw::WeakRelationship),
        (matches!(inside.pulse, Some(Band::Red | Band::Yellow)), Flaw::CsmDisagrees),
        (inside.has_deciding_detractor, Flaw::DecisionMakerDetractor),
        (renews_soon && is_sponsor_far, Flaw::RenewalWithoutExec),
        (inside.coverage < THIN, Flaw::ThinEvidence),
    ]
    .into_iter()
    .filter_map(|(is_so, flaw)| is_so.then_some(flaw))
    .collect()
}
