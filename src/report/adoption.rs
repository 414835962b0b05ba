//! Seats and use over the last four quarters.

use super::document::Block;
use super::reported::{Topic, is_reported, reported};
use super::review::{Review, dated, in_full};
use crate::domain::{Day, Family, Grain, Metric, Phrase, Value, grouped};

/// Quarters that are compared.
const QUARTERS: i32 = 4;
/// Days of a quarter: 13 whole weeks.
const QUARTER: i32 = 91;
/// Metrics that a customer's attention has room for.
const METRICS: usize = 6;

/// Seats and use, every figure with its date.
pub(super) fn adoption(review: &Review<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    match (review.fact("seats.active"), review.fact("seats")) {
        (Some(active), Some(seats)) => {
            let told = format!(
                "{} of {} seats are in use ({})",
                Phrase(active),
                Phrase(seats),
                dated(review.data_on("seats.active"))
            );
            blocks.push(match contradiction(review, active) {
                None => Block::Text(told + "."),
                Some(other) => {
                    Block::Ask(format!("{told}, but {other}: which of the two is right?"))
                }
            });
        }
        (None, Some(seats)) => blocks.push(Block::Ask(format!(
            "{} seats are licensed; how many people use them is not on file.",
            Phrase(seats)
        ))),
        (_, None) => {}
    }
    let reported = reported(review, Topic::Use);
    let rows: Vec<Row> = metrics(review).filter_map(|it| quarters(review, it)).collect();
    if rows.is_empty() && !reported.is_empty() {
        blocks.extend(reported);
        return blocks;
    }
    if rows.is_empty() {
        blocks.push(Block::ask("There is no usage on file: which figures can be shown?"));
        return blocks;
    }
    let head = |quarter: i32| {
        let last = review.as_of() - QUARTER * quarter;
        format!("13 weeks to {}", in_full(last))
    };
    let heads: [String; 6] = [
        "What is counted".to_owned(),
        head(3),
        head(2),
        head(1),
        head(0),
        "Newest data".to_owned(),
    ];
    let heads: [&str; 6] = heads.each_ref().map(String::as_str);
    blocks.push(Block::Text("Averages of the recorded days, weeks or months.".to_owned()));
    let fall = rows.first().and_then(fall);
    blocks.push(Block::grid(heads, rows.into_iter().map(|it| it.cells).collect()));
    blocks.extend(fall);
    blocks.push(Block::ask("So what? Say for each figure what it means for their goals."));
    blocks.extend(reported);
    blocks
}

/// A count of people in the days of a seat count that it cannot be true beside: `active users
/// reach 50.8`.
fn contradiction(review: &Review<'_>, active: &Value) -> Option<String> {
    /// Days that seats in use are counted over.
    const WINDOW: i64 = 28;
    let active = active.as_f64()?;
    let counted_on = review.data_on("seats.active")?;
    let usage = review.context.metrics.iter().filter(|it| it.family == Family::Usage);
    let people = usage.filter(|it| it.name.contains("user") || active == 0.0);
    people.filter(|it| !it.name.contains("seat")).find_map(|metric| {
        let series = review.history.series.iter().find(|it| it.metric == metric.id)?;
        let grain = metric.grains.on(review.as_of());
        let points = series.as_of(grain, review.as_of());
        let near = points
            .into_iter()
            .filter(|it| (0..WINDOW).contains(&counted_on.days_since(grain.period_end(it.on))));
        let most = near.map(|it| it.value).max_by(f64::total_cmp)?;
        let name = metric.name.replace('_', " ");
        (most > active).then(|| format!("{name} reach {} in the same days", grouped(most, 1)))
    })
}

/// A metric's line in the table.
struct Row {
    cells: [String; 6],
    name: String,
    now: Average,
    before: Average,
}

/// A question about a fall that the customer will see in the table as well.
fn fall(row: &Row) -> Option<Block> {
    const WORTH_A_WORD: f64 = -0.25;
    let change = row.now.mean()? / row.before.mean().filter(|it| *it > 0.0)? - 1.0;
    let percent = Phrase(&Value::Percent(-change)).to_string();
    (change <= WORTH_A_WORD).then(|| {
        Block::Ask(format!(
            "{}: {percent} below the quarter before. What changed at their side, and what helps?",
            row.name
        ))
    })
}

/// The metrics of the account that have quarters to compare: the primary one first, then by number.
fn metrics<'a>(review: &Review<'a>) -> impl Iterator<Item = &'a Metric> {
    let primary = review.fact("usage.primary").and_then(|it| it.as_text());
    let mut metrics: Vec<&Metric> =
        review.context.metrics.iter().filter(|it| !is_reported(review, it)).collect();
    metrics.sort_by_key(|it| (Some(it.name.as_ref()) != primary, it.id));
    metrics.into_iter().take(METRICS)
}

/// A metric's averages, oldest quarter first; nothing where the account has no values of it.
fn quarters(review: &Review<'_>, metric: &Metric) -> Option<Row> {
    let series = review.history.series.iter().find(|it| it.metric == metric.id)?;
    let mut sums = [Average::default(); QUARTERS as usize];
    let mut newest: Option<Day> = None;
    let grain = metric.grains.on(review.as_of());
    for point in series.as_of(grain, review.as_of()) {
        let on = grain.period_end(point.on);
        newest = newest.max(Some(on));
        let ago = review.as_of().days_since(on) / i64::from(QUARTER);
        if let Some(sum) = usize::try_from(ago).ok().and_then(|it| sums.get_mut(it)) {
            sum.total += point.value;
            sum.count += 1;
        }
    }
    let [now, before, ..] = sums;
    let [last, one, two, three] = sums.map(Average::shown);
    let unit = match grain {
        Grain::Day => "a day",
        Grain::Week => "a week",
        Grain::Month => "a month",
        Grain::Snapshot => "reported",
    };
    let name = metric.name.replace('_', " ");
    let shown = format!("{name}, {unit}");
    newest.map(|on| {
        let cells = [shown, three, two, one, last, dated(Some(on))];
        Row { cells, name, now, before }
    })
}

/// A mean in the making.
#[derive(Debug, Clone, Copy, Default)]
struct Average {
    total: f64,
    count: u32,
}

impl Average {
    fn shown(self) -> String {
        self.mean().map_or_else(|| "–".to_owned(), |it| grouped(it, 1))
    }

    fn mean(self) -> Option<f64> {
        (self.count > 0).then(|| self.total / f64::from(self.count))
    }
}
