//! Survey scores: NPS and CSAT.

use crate::domain::Day;

/// The pseudo-answers of the book that an account's NPS is drawn by.
const DRAW: f64 = 3.0;

/// How many answers fall in each class of the net promoter score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes {
    /// 9 and 10.
    pub promoters: u32,
    /// 7 and 8.
    pub passives: u32,
    /// 0 to 6.
    pub detractors: u32,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer<'a> {
    /// Who answered.
    pub contact: &'a str,
    /// When.
    pub on: Day,
    /// The answer as given.
    pub score: f64,
}

impl Classes {
    /// The classes of these answers; answers outside 0 to 10 are left out.
    pub fn of(scores: impl IntoIterator<Item = f64>) -> Self {
        let mut classes = Self::default();
        for score in scores {
            classes.add(score);
        }
        classes
    }

    /// Counts one answer in.
    pub fn add(&mut self, score: f64) {
        if !(0.0..=10.0).contains(&score) {
            return;
        }
        if score >= 9.0 {
            self.promoters += 1;
        } else if score >= 7.0 {
            self.passives += 1;
        } else {
            self.detractors += 1;
        }
    }

    /// Counts the answers of others in.
    pub fn merge(&mut self, other: Self) {
        self.promoters += other.promoters;
        self.passives += other.passives;
        self.detractors += other.detractors;
    }

    /// How many answers there are.
    pub const fn n(&self) -> u32 {
        self.promoters + self.passives + self.detractors
    }

    /// 100 times promoters less detractors.
    fn balance(&self) -> f64 {
        100.0 * (f64::from(self.promoters) - f64::from(self.detractors))
    }
}

/// The net promoter score, -100 to 100; nothing without answers.
pub fn nps(classes: &Classes) -> Option<f64> {
    (classes.n() > 0).then(|| classes.balance() / f64::from(classes.n()))
}

/// The net promoter score drawn towards the book's, so that one answer does not make it ±100;
/// nothing without answers.
pub fn nps_shrunk(classes: &Classes, book: f64) -> Option<f64> {
    let n = f64::from(classes.n());
    (n > 0.0).then(|| (classes.balance() + DRAW * book) / (n + DRAW))
}

/// The latest answer of each contact within the `days` that end on `as_of`; of two on one day the
/// later in the list.
pub fn latest_answers<'a>(answers: &[Answer<'a>], as_of: Day, days: i64) -> Vec<Answer<'a>> {
    let mut latest: Vec<Answer<'a>> = Vec::new();
    for answer in answers {
        let age = as_of.days_since(answer.on);
        if !(0..days).contains(&age) {
            continue;
        }
        match latest.iter_mut().find(|it| it.contact == answer.contact) {
            Some(old) if answer.on >= old.on => *old = *answer,
            Some(_) => {}
            None => latest.push(*answer),
        }
    }
    latest
}

/// The share of 4 and 5 among answers on a scale of 1 to 5; nothing without answers.
pub fn csat_share(scores: &[f64]) -> Option<f64> {
    let on_scale = scores.iter().filter(|it| (1.0..=5.0).contains(*it));
    let n = on_scale.clone().count();
    (n > 0).then(|| on_scale.filter(|it| **it >= 4.0).count() as f64 / n as f64)
}
