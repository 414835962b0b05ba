//! A series cut into ISO weeks once, for every day of judgement that looks at it.

use super::weeks::{QUARTER, YEAR, counted_from, last_monday};
use crate::domain::{Day, Grain, Grains, Point, Series};

/// A series and its weekly totals. A month is spread evenly over its days.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cut<'a> {
    /// The values.
    pub(super) series: &'a Series,
    /// How far apart they are.
    pub(super) grain: Grain,
    /// The weeks with values, oldest first.
    weeks: Vec<Week>,
}

/// A series cut for each grain that its metric was said to have.
pub(super) struct Cuts<'a> {
    first: Cut<'a>,
    /// Those of a grain said later, each from its day on; nearly always none.
    later: Vec<LaterCut<'a>>,
}

/// A series cut for a grain that was said later.
struct LaterCut<'a> {
    from: Day,
    cut: Cut<'a>,
}

/// The use of the last 52 completed weeks, as it was known on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Totals {
    /// The total of each week, oldest first; a week without rows is 0.
    pub(super) weeks: [f64; YEAR],
    /// The sum of the last 12 weeks.
    pub(super) quarter: f64,
}

/// One week of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Week {
    monday: Day,
    /// The total once all is known.
    total: f64,
    /// The first day on which all is known, corrections included.
    settled_on: Day,
}

impl<'a> Cuts<'a> {
    /// Cuts a series.
    pub(super) fn new(series: &'a Series, grains: &Grains) -> Self {
        let later = grains.later().iter();
        Self {
            first: Cut::new(series, grains.on(Day::MIN)),
            later: later
                .map(|it| LaterCut { from: it.known_on, cut: Cut::new(series, it.grain) })
                .collect(),
        }
    }

    /// The series, cut by the grain that was known on a day.
    pub(super) fn on(&self, day: Day) -> &Cut<'a> {
        let later = self.later.iter().rev().find(|it| it.from <= day);
        later.map_or(&self.first, |it| &it.cut)
    }
}

impl<'a> Cut<'a> {
    /// Cuts a series.
    fn new(series: &'a Series, grain: Grain) -> Self {
        // One value a day and a week more at either end: what most series need.
        let weeks = Vec::with_capacity(series.points.len() / 7 + 2);
        let mut res = Self { series, grain, weeks };
        let mut settled_on = Day::MIN;
        for (at, point) in series.points.iter().enumerate() {
            settled_on = settled_on.max(point.counts_from(grain));
            // A correction stands for what it corrects.
            if series.points.get(at + 1).is_some_and(|it| it.on == point.on) {
                continue;
            }
            spread(grain, point, &mut |on, value| res.add(on, value, settled_on));
            settled_on = Day::MIN;
        }
        res
    }

    /// The totals of the 52 weeks completed by a day, as they were known then.
    pub(super) fn totals(&self, as_of: Day) -> Totals {
        let first = last_monday(as_of) - 7 * (YEAR as i32 - 1);
        let mut weeks = [0.0; YEAR];
        for week in self.last(YEAR, as_of) {
            let place = usize::try_from(week.monday.days_since(first) / 7).ok();
            if let Some(total) = place.and_then(|it| weeks.get_mut(it)) {
                *total = self.total(week, as_of);
            }
        }
        Totals { weeks, quarter: weeks.iter().rev().take(QUARTER).rev().sum() }
    }

    /// The sum of the 12 weeks completed by a day, as it was known then.
    pub(super) fn quarter(&self, as_of: Day) -> f64 {
        self.last(QUARTER, as_of).iter().map(|it| self.total(it, as_of)).sum()
    }

    /// Those of the `n` weeks completed by a day that have values.
    fn last(&self, n: usize, as_of: Day) -> &[Week] {
        let last = last_monday(as_of);
        let first = last - 7 * (n as i32 - 1);
        let start = self.weeks.partition_point(|it| it.monday < first);
        let end = self.weeks.partition_point(|it| it.monday <= last);
        self.weeks.get(start..end).unwrap_or_default()
    }

    /// The total of a completed week as it was known on a day.
    fn total(&self, week: &Week, as_of: Day) -> f64 {
        if week.settled_on <= as_of {
            return week.total;
        }
        let Week { monday, .. } = *week;
        // A month may begin before a week that it reaches into.
        let from = if self.grain == Grain::Month { monday - 31 } else { monday };
        let mut total = 0.0;
        let points = counted_from(self.series, self.grain, from, as_of);
        for point in points.take_while(|it| it.on < monday + 7) {
            spread(self.grain, point, &mut |on, value| {
                if on.monday() == monday {
                    total += value;
                }
            });
        }
        total
    }

    #[inline]
    fn add(&mut self, on: Day, value: f64, settled_on: Day) {
        // Nearly always the last one: values come in order of their days.
        if let Some(week) = self.weeks.last_mut().filter(|it| it.has(on)) {
            week.add(value, settled_on);
            return;
        }
        let monday = on.monday();
        match self.weeks.binary_search_by_key(&monday, |it| it.monday) {
            Ok(at) => {
                if let Some(week) = self.weeks.get_mut(at) {
                    week.add(value, settled_on);
                }
            }
            Err(at) => self.weeks.insert(at, Week { monday, total: value, settled_on }),
        }
    }
}

impl Week {
    /// Whether a day is one of its seven.
    fn has(&self, on: Day) -> bool {
        (0..7).contains(&on.days_since(self.monday))
    }

    fn add(&mut self, value: f64, settled_on: Day) {
        self.total += value;
        self.settled_on = self.settled_on.max(settled_on);
    }
}

/// Hands out what a value says of each day: all of it on its own day, a month's share on each day
/// of the month, nothing of a mere reading.
#[inline]
fn spread(grain: Grain, point: &Point, add: &mut impl FnMut(Day, f64)) {
    match grain {
        Grain::Day | Grain::Week => add(point.on, point.value),
        Grain::Month => {
            let days = grain.period_end(point.on).days_since(point.on) as i32 + 1;
            for day in 0..days {
                add(point.on + day, point.value / f64::from(days));
            }
        }
        Grain::Snapshot => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{AccountId, EntryId, FileId, Lines, MetricId};

    /// A value's day and how much later it was learned.
    type Row = (i32, i32, u8);

    const START: i32 = 20_000;

    fn series(mut rows: Vec<Row>) -> Series {
        rows.sort_by_key(|it| it.0);
        let point = |(on, late, value): Row| Point {
            on: Day::from_number(START + on),
            known_on: Day::from_number(START + on + late),
            value: f64::from(value),
            entry: EntryId::new(1),
            file: FileId::new(1),
            lines: Lines::from(1),
        };
        Series {
            account: AccountId::new(1),
            metric: MetricId::new(1),
            points: rows.into_iter().map(point).collect(),
        }
    }

    /// The total of a week, from every value that counted on a day.
    fn total(series: &Series, grain: Grain, monday: Day, as_of: Day) -> f64 {
        let mut total = 0.0;
        for point in series.as_of(grain, as_of) {
            spread(grain, point, &mut |on, value| {
                if on.monday() == monday {
                    total += value;
                }
            });
        }
        total
    }

    proptest! {
        #[test]
        fn a_cut_series_says_what_the_values_known_on_a_day_add_up_to(
            rows in prop::collection::vec((0..500_i32, 0..60_i32, any::<u8>()), 0..80),
            day in 0..600_i32,
            grain in prop::sample::select(Grain::ALL.to_vec()),
        ) {
            let series = series(rows);
            let as_of = Day::from_number(START + day);
            let cut = Cut::new(&series, grain);
            let totals = cut.totals(as_of);
            let first = last_monday(as_of) - 7 * (YEAR as i32 - 1);
            let weeks = (0..).map(|it| first + 7 * it);
            for (monday, found) in weeks.zip(totals.weeks) {
                let wanted = total(&series, grain, monday, as_of);
                prop_assert!((found - wanted).abs() < 1e-9, "{monday}: {found}, not {wanted}");
            }
            prop_assert!((cut.quarter(as_of) - totals.quarter).abs() < 1e-12);
        }
    }
}
