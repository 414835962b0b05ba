//! Which values of a series each usage fact is made of.

use super::inputs::Inputs;
use super::known::Known;
use super::suffix::Suffix;
use super::usage_series::last_week;
use super::weeks::{QUARTER, YEAR, counted_from, first_counted, newest_first};
use crate::domain::{Grain, Metric, Point, Series};

/// A part of a series.
#[derive(Debug, Clone, Copy)]
pub(super) enum Window {
    /// The newest value.
    Newest,
    /// The value of the feed's last day, week or month, or the newest reading.
    LastPeriod,
    /// The newest value above zero.
    LastActive,
    /// The first value.
    First,
    /// The 28 days that end with the feed.
    Month,
    /// The last completed weeks.
    Weeks {
        /// How many.
        n: usize,
        /// How many of them, the last ones, are left out.
        but: usize,
    },
}

impl Window {
    /// What a fact of a metric's family looks at.
    pub(super) const fn of_suffix(suffix: Suffix) -> &'static [Self] {
        match suffix {
            Suffix::Now => &[Self::LastPeriod],
            Suffix::LastSeen => &[Self::LastActive],
            Suffix::Total28d => &[Self::Weeks { n: 4, but: 0 }],
            Suffix::Change28d => &[Self::Weeks { n: 8, but: 0 }],
            Suffix::Trend12w | Suffix::Mean12w | Suffix::WeeksActive12 => {
                &[Self::Weeks { n: QUARTER, but: 0 }]
            }
            Suffix::NormalLow | Suffix::NormalHigh => &[Self::Weeks { n: 11, but: 3 }],
            Suffix::WithinNormal => &[Self::Weeks { n: 11, but: 3 }, Self::Weeks { n: 1, but: 0 }],
        }
    }

    /// What a fact over several metrics, or of the primary one, looks at in each.
    pub(super) const fn of_known(fact: Known) -> Self {
        match fact {
            Known::UsageShift | Known::UsageShiftZ | Known::UsageShiftChange => {
                Self::Weeks { n: QUARTER + 4, but: 0 }
            }
            Known::UsageSudden | Known::UsageSuddenChange => Self::Weeks { n: 11, but: 0 },
            Known::UsageGapRatio => Self::Weeks { n: YEAR, but: 0 },
            Known::UsageBreadth | Known::UsageGatedTries => Self::Weeks { n: 4, but: 0 },
            Known::UsageWeeksHistory => Self::First,
            Known::UsageSilentDays => Self::LastActive,
            Known::UsagePrimary | Known::UsageFeedAge => Self::Newest,
            Known::StickinessRatio => Self::Month,
            _ => Self::Weeks { n: QUARTER, but: 0 },
        }
    }

    /// The values of a series in it that count on the day of judgement, one a day.
    pub(super) fn points<'a>(
        self,
        of: &Inputs<'a>,
        metric: &Metric,
        series: &'a Series,
    ) -> Vec<&'a Point> {
        let (as_of, grain) = (of.as_of, metric.grains.on(of.as_of));
        let feed = || of.context.norms.metric(of.norms?, metric.id)?.coverage.last;
        let mut newest = newest_first(series, grain, as_of);
        match self {
            Self::Newest => newest.next().into_iter().collect(),
            Self::First => first_counted(series, grain, as_of).into_iter().collect(),
            Self::LastActive => newest.find(|it| it.value > 0.0).into_iter().collect(),
            Self::LastPeriod => {
                let is_of_last = |it: &&Point| {
                    grain == Grain::Snapshot
                        || feed().is_none_or(|last| grain.period_end(it.on) >= last)
                };
                newest.next().filter(is_of_last).into_iter().collect()
            }
            Self::Month => {
                let last =
                    if grain == Grain::Snapshot { newest.next().map(|it| it.on) } else { feed() };
                let Some(last) = last else { return Vec::new() };
                counted_from(series, grain, last - 27, as_of).collect()
            }
            Self::Weeks { .. } if grain == Grain::Snapshot => Vec::new(),
            Self::Weeks { n, but } => {
                let last = last_week(of, metric);
                let from = last - 7 * (n as i32 - 1);
                let to = last - 7 * but as i32 + 6;
                // A month may begin before a week that it reaches into.
                let early = if grain == Grain::Month { from - 31 } else { from };
                let reaches_in =
                    |it: &&Point| grain != Grain::Month || grain.period_end(it.on) >= from;
                let points = counted_from(series, grain, early, as_of);
                points.take_while(|it| it.on <= to).filter(reaches_in).collect()
            }
        }
    }
}
