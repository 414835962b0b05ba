//! Survey scores: NPS, CSAT and effort.

use super::ratio::ratio;
use crate::domain::Day;
use crate::engine::series::Interval;

/// The pseudo-answers of the book that an account's NPS is drawn by.
const DRAW: f64 = 3.0;
/// The answers below which a net promoter score judges nothing.
const FEWEST: u32 = 5;
/// Standard errors on each side of a 95 % interval.
const REACH: f64 = 1.959_963_984_540_054;

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

/// A net promoter score and how sure it is, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NpsInterval {
    /// The centre, a little nearer to 0 than the score.
    pub centre: f64,
    /// The 95 % interval.
    pub interval: Interval,
}

/// Answers on a scale of 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Csat {
    /// How many answers are on the scale.
    pub n: usize,
    /// The share of 4 and 5 among them.
    pub share: f64,
    /// Their mean.
    pub mean: f64,
}

/// How easy customers found something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// How many answered.
    pub n: usize,
    /// The mean answer.
    pub mean: f64,
    /// The share of answers that call it easy.
    pub easy: f64,
    /// The mean as 0 to 100 of the scale.
    pub points: f64,
}

/// A scale on which a high answer means easy; which way it runs is part of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Its lowest answer.
    pub low: f64,
    /// Its highest answer.
    pub high: f64,
    /// The lowest answer that means easy.
    pub easy_from: f64,
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

    /// Whether there are answers enough to judge by: five.
    pub const fn is_enough(&self) -> bool {
        self.n() >= FEWEST
    }

    /// 100 times promoters less detractors.
    fn balance(&self) -> f64 {
        100.0 * (f64::from(self.promoters) - f64::from(self.detractors))
    }
}

/// The net promoter score, -100 to 100; nothing without answers.
pub fn nps(classes: &Classes) -> Option<f64> {
    ratio(classes.balance(), f64::from(classes.n()))
}

/// The net promoter score drawn towards the book's, so that one answer does not make it ±100:
/// `(100 (P - D) + 3 NPS of the book) / (n + 3)`. Without answers it is the book's.
pub fn nps_shrunk(classes: &Classes, book: f64) -> f64 {
    (classes.balance() + DRAW * book) / (f64::from(classes.n()) + DRAW)
}

/// The 95 % interval of the net promoter score by the adjusted Wald method (Rocks 2016): three
/// answers are added, three quarters of one each to promoters and detractors.
pub fn nps_interval(classes: &Classes) -> NpsInterval {
    let n = f64::from(classes.n()) + 3.0;
    let promoters = (f64::from(classes.promoters) + 0.75) / n;
    let detractors = (f64::from(classes.detractors) + 0.75) / n;
    let centre = promoters - detractors;
    let reach = REACH * ((promoters + detractors - centre * centre) / n).sqrt();
    NpsInterval {
        centre: 100.0 * centre,
        interval: Interval { low: 100.0 * (centre - reach), high: 100.0 * (centre + reach) },
    }
}

/// The variance of one answer counted 1, 0 or -1: `p + d - (p - d)²`; nothing without answers. The
/// standard error of the score is 100 times its root over that of n.
pub fn nps_variance(classes: &Classes) -> Option<f64> {
    let n = f64::from(classes.n());
    let mean = ratio(classes.balance() / 100.0, n)?;
    Some(f64::from(classes.promoters + classes.detractors) / n - mean * mean)
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

/// Satisfaction by the share of 4 and 5 on a scale of 1 to 5 (top two boxes); answers off the scale are
/// left out. Nothing without answers.
pub fn csat(scores: &[f64]) -> Option<Csat> {
    let on_scale = scores.iter().copied().filter(|it| (1.0..=5.0).contains(it));
    let n = on_scale.clone().count();
    let good = on_scale.clone().filter(|it| *it >= 4.0).count();
    let share = ratio(good as f64, n as f64)?;
    Some(Csat { n, share, mean: on_scale.sum::<f64>() / n as f64 })
}

/// The customer effort score on a scale; nothing without answers.
pub fn effort(scores: &[f64], scale: Scale) -> Option<Effort> {
    let n = scores.len();
    let mean = ratio(scores.iter().sum(), n as f64)?;
    let easy = scores.iter().filter(|it| **it >= scale.easy_from).count() as f64 / n as f64;
    let points = 100.0 * ratio(mean - scale.low, scale.high - scale.low)?;
    Some(Effort { n, mean, easy, points })
}
