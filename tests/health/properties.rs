//! What holds for any account whatever.

use proptest::prelude::*;
use rounds::domain::{Band, Measure, Phase, Touch, Type, Value};
use rounds::engine::{ChangePart, attribution};

use super::{CONTEXT, Facts, id};

/// The facts that a measure of the model reads.
const READ: &[&str] = &[
    "seats.util_ratio",
    "usage.primary.trend_12w",
    "usage.breadth",
    "usage.stickiness_ratio",
    "touch.ratio",
    "touch.threads_ratio",
    "sponsor.state",
    "champion.state",
    "plan.ratio",
    "plan.verified_12m",
    "onboarding.ttfv_ratio",
    "tickets.rate_ratio",
    "tickets.open_sev",
    "tickets.sla",
    "tickets.escalations_90d",
    "nps.score",
    "csat.share_90d",
    "billing.days_overdue",
    "usage.level_book",
    "usage.active_weeks",
    "usage.gap_ratio",
    "usage.trend_book",
];

/// Any account: each fact present, missing or without sense, of any value and age.
fn any_facts() -> impl Strategy<Value = Facts> {
    let cell = (0..4_u8, -0.5..4.0_f64, 0..400_i32);
    let cells = proptest::collection::vec(cell, READ.len());
    let frame = (0..4_usize, 0..4_usize, 0..20_u8, 0..80_u8, any::<[bool; 4]>());
    (cells, frame).prop_map(|(cells, (touch, phase, seats, feed, flags))| {
        let mut facts = Facts(Vec::new())
            .with("touch_model", Value::text(Touch::ALL[touch].word()))
            .with("health.phase", Value::text(Phase::ALL[phase].word()))
            .with("seats", Value::Number(f64::from(seats)))
            .with("usage.feed_age_days", Value::Days(f64::from(feed)));
        let caps = ["champion.lost", "sponsor.lost", "notice.received", "usage.quiet"];
        for (name, flag) in caps.into_iter().zip(flags) {
            facts = facts.with(name, Value::Flag(flag));
        }
        for (name, (kind, number, age)) in READ.iter().zip(cells) {
            let value = match CONTEXT.catalogue.fact(id(name)).unwrap().ty {
                Type::Text if number < 1.0 => Value::text("engaged"),
                Type::Text => Value::text("lost"),
                Type::Percent => Value::Percent(number / 2.0),
                Type::Days => Value::Days(number * 30.0),
                _ => Value::Number(number),
            };
            facts = match kind {
                0 => facts.not_applicable(name),
                1 => facts,
                _ => facts.with(name, value).aged(name, age),
            };
        }
        facts
    })
}

proptest! {
    #[test]
    fn a_score_is_always_the_sum_of_its_parts(facts in any_facts()) {
        let health = facts.score();
        prop_assert!((0.0..=1.0).contains(&health.coverage));
        let sum = |of: fn(&Measure) -> f64| health.measures.iter().map(of).sum::<f64>();
        if let (Some(uncapped), Some(score)) = (health.uncapped, health.score()) {
            prop_assert!((0.0..=100.0).contains(&score));
            prop_assert!((sum(Measure::points) - uncapped).abs() < 1e-9);
            prop_assert!((sum(Measure::lost) - (100.0 - uncapped)).abs() < 1e-9);
            prop_assert!((sum(|it| it.weight) - 1.0).abs() < 1e-9);
        } else {
            prop_assert_eq!(health.band, Band::Unknown);
        }
        prop_assert_eq!(facts.score(), health);
    }

    #[test]
    fn losing_data_never_raises_the_coverage(facts in any_facts(), at in 0..READ.len()) {
        let name = READ[at];
        let is_present = facts.0.iter().any(|it| it.fact == id(name) && it.value.is_ok());
        if is_present {
            let fewer = facts.clone().without(name).score();
            prop_assert!(fewer.coverage <= facts.score().coverage + 1e-12);
        }
    }

    #[test]
    fn a_change_between_any_two_days_adds_up(then in any_facts(), now in any_facts()) {
        let (then, now) = (then.score(), now.score());
        if let Some(change) = attribution(&then, &now) {
            let parts: f64 = change.parts.iter().map(ChangePart::effect).sum();
            prop_assert!((parts + change.cap_effect - (change.to - change.from)).abs() < 1e-9);
            prop_assert_eq!(Some(change.to), now.score());
        }
    }
}
