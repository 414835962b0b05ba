//! A score is held against what happened, and nothing is said where too little did.

use proptest::prelude::*;
use rand_like::Shuffle;
use rounds::domain::{AccountId, Band, Day, Pillar};
use rounds::engine::calibration::{
    Case, Chances, Compared, Member, PartOf, Said, TooFew, auc, calibrate, concordance,
};
use rounds::engine::health::{MeasureName, MeasureScore};

/// A shuffle that gives the same order for the same seed.
mod rand_like {
    pub(super) struct Shuffle(pub(super) u64);

    impl Shuffle {
        /// A number below `n` (a linear congruential generator after Knuth).
        fn below(&mut self, n: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % n
        }

        pub(super) fn shuffle<T>(&mut self, values: &mut [T]) {
            for at in (1..values.len()).rev() {
                values.swap(at, self.below(at + 1));
            }
        }
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

const MEASURES: [MeasureName<'static>; 2] = [
    MeasureName { id: "use", name: "Use", pillar: Pillar::Usage },
    MeasureName { id: "talk", name: "Talk", pillar: Pillar::Relationship },
];

/// An account that scored so much, by use alone; its talk tells nothing.
fn said(number: i64, score: Option<f64>, had_event: bool) -> Said {
    let measures = [score.unwrap_or(50.0), 70.0].into_iter().enumerate();
    Said {
        account: AccountId::new(number),
        on: day("2025-06-02"),
        had_event,
        score,
        band: Band::Yellow,
        measures: measures
            .map(|(place, score)| MeasureScore { place, score, weight: 0.5 })
            .collect(),
    }
}

/// Sixty accounts of which those with the lower scores are mostly lost.
fn sixty() -> Vec<Said> {
    (0..60).map(|it| said(it, Some(20.0 + it as f64), it < 25 && it % 5 != 0)).collect()
}

#[test]
fn a_score_that_told_is_said_to_do_better_than_chance_and_its_parts_each_by_itself() {
    let found = calibrate(&sixty(), &MEASURES, Compared::Decisions).unwrap();
    assert!(found.whole.is_shown() && found.whole.auc.area > 0.9);
    assert_eq!((found.whole.auc.events, found.whole.auc.others), (20, 40));
    let part = |of: PartOf| found.parts.iter().find(|it| it.of == of).unwrap();
    assert!(part(PartOf::Pillar(Pillar::Usage)).skill.is_shown());
    let talk = &part(PartOf::Measure("talk".into())).skill;
    assert_eq!((talk.is_shown(), talk.auc.area), (false, 0.5));
    assert_eq!((found.chances, found.slices.len(), found.bins.len()), (Chances::Priors, 5, 5));
}

#[test]
fn on_shuffled_outcomes_no_skill_is_seen() {
    let mut shuffle = Shuffle(20_261_014);
    let mut accounts = sixty();
    let mut outcomes: Vec<bool> = accounts.iter().map(|it| it.had_event).collect();
    shuffle.shuffle(&mut outcomes);
    for (it, had_event) in accounts.iter_mut().zip(outcomes) {
        it.had_event = had_event;
    }
    let found = calibrate(&accounts, &MEASURES, Compared::Decisions).unwrap();
    let interval = found.whole.auc.interval().unwrap();
    assert!(interval.low < 0.5 && interval.high > 0.5, "{interval:?}");
    assert!(!found.whole.is_shown());
}

#[test]
fn below_ten_of_each_it_is_said_how_many_are_wanting() {
    let mut few: Vec<Said> = sixty().into_iter().filter(|it| !it.had_event).collect();
    few.extend((100..107).map(|it| said(it, Some(10.0), true)));
    let refused = calibrate(&few, &MEASURES, Compared::Decisions).unwrap_err();
    assert_eq!((refused.events_wanting(), refused.others_wanting()), (3, 0));
    assert_eq!((refused.events, TooFew::NEEDED), (7, 10));
    assert!(refused.rate.unwrap().low < 7.0 / 47.0);
}

#[test]
fn accounts_without_a_score_stand_at_the_median_and_are_counted() {
    let mut accounts = sixty();
    accounts.extend((60..64).map(|it| said(it, None, false)));
    let found = calibrate(&accounts, &MEASURES, Compared::Decisions).unwrap();
    assert_eq!((found.whole.without, found.whole.auc.others), (4, 44));
    let middle = calibrate(
        &accounts
            .iter()
            .cloned()
            .map(|it| Said { score: it.score.or(Some(49.5)), ..it })
            .collect::<Vec<_>>(),
        &MEASURES,
        Compared::Decisions,
    );
    assert_eq!(found.whole.auc, middle.unwrap().whole.auc);
}

#[test]
fn a_loss_is_compared_only_with_accounts_of_its_own_day() {
    let member = |number, risk, had_event| Member {
        account: AccountId::new(number),
        case: Case { risk, had_event },
    };
    // On the first day everybody is at high risk, on the second at low: within each the lost one is
    // the riskier, across them it is not.
    let first = vec![member(1, 90.0, true), member(2, 80.0, false), member(3, 85.0, false)];
    let second = vec![member(4, 30.0, true), member(2, 20.0, false), member(3, 35.0, false)];
    let found = concordance(&[first, second]).unwrap();
    assert!((found.area - 0.75).abs() < 1e-12);
    assert_eq!((found.events, found.others), (2, 2));
    assert_eq!(concordance(&[vec![member(1, 1.0, true)], vec![member(2, 1.0, false)]]), None);
}

proptest! {
    #[test]
    fn on_a_single_day_the_concordance_is_the_area_under_the_curve(
        cases in proptest::collection::vec((0..20_u8, any::<bool>()), 4..60),
    ) {
        let cases: Vec<Case> = cases
            .into_iter()
            .map(|(risk, had_event)| Case { risk: f64::from(risk), had_event })
            .collect();
        let members = cases.iter().zip(1..);
        let members = members.map(|(case, it)| Member { account: AccountId::new(it), case: *case });
        let (day, all) = (concordance(&[members.collect()]), auc(&cases));
        prop_assert_eq!(day.is_some(), all.is_some());
        if let (Some(day), Some(all)) = (day, all) {
            prop_assert!((day.area - all.area).abs() < 1e-12);
            prop_assert_eq!((day.events, day.others), (all.events, all.others));
            match (day.delong, all.delong) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }
}
