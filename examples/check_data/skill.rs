//! Whether scores and rules tell what happened, on sets that know it. Nothing is fitted to them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use rounds::app::{AgainstWhat, OwnPolicy, Session, Setup, TrialWish};
use rounds::domain::{AccountId, Day};
use rounds::engine::Assessment;
use rounds::engine::backtest::Report;
use rounds::engine::calibration::{Auc, Case, PartOf, Skill, auc};
use rounds::store::{Access, Store};

use crate::bench::{Bench, Checked, Findings};

/// New alerts a week above the line at most.
const BUDGET: usize = 8;
/// Books drawn by lot.
const BOOKS: usize = 1000;

/// Real weekly use of households: an account is lost when it is silent for 60 days.
pub(crate) fn journey(set: &Path, findings: &mut Findings) -> Checked {
    let bench = Bench::new()?;
    // The day of churn is the day after the last order, and so is left out.
    bench.import(
        &["accounts.csv", "usage.csv"].map(|it| set.join(it)),
        &["--dated", "2017-12-31"],
    )?;
    let labels = labels(&fs::read_to_string(set.join("windows.csv"))?)?;
    let mut cutoffs: Vec<Day> = labels.keys().copied().collect();
    cutoffs.sort_unstable();
    for (at, cutoff) in cutoffs.iter().enumerate() {
        let judged = session(&bench, *cutoff)?.judge()?;
        let labels = labels.get(cutoff).ok_or("a cutoff without labels")?;
        let score = skill(&judged.accounts, labels, |it| it.health.score())?;
        let trend = skill(&judged.accounts, labels, |it| measure(it, "active_trend_pct"))?;
        let least = if at + 1 == cutoffs.len() { 0.80 } else { 0.78 };
        told(findings, &format!("score on {cutoff}"), &score, Some(least));
        told(findings, &format!("active_trend_pct alone on {cutoff}"), &trend, None);
    }
    let report = backtest(&bench, "2018-01-01".parse()?, AgainstWhat::Silence)?;
    print(&bench, "2018-01-01", "silence")?;
    starters(&report, findings);
    above_the_line(set, &report, findings)
}

/// Customers with contracts: an account is lost on its day of churn.
pub(crate) fn socialnet(set: &Path, findings: &mut Findings) -> Checked {
    let bench = Bench::new()?;
    let files = ["accounts.csv", "subscriptions.csv", "usage.csv", "outcomes.csv"];
    bench.import(&files.map(|it| set.join(it)), &["--dated", "2023-12-01"])?;
    let session = session(&bench, "2023-12-01".parse()?)?;
    for before in [30, 60] {
        let found = session.calibrate(before)?.map_err(|_| "too few losses")?;
        told(findings, &format!("score {before} days before"), &found.whole, Some(0.65));
        let is_trend =
            |of: &PartOf| matches!(of, PartOf::Measure(it) if **it == *"active_trend_pct");
        let trend = found.parts.iter().find(|it| is_trend(&it.of)).ok_or("no trend")?;
        told(findings, &format!("active_trend_pct alone {before} days before"), &trend.skill, None);
    }
    print(&bench, "2023-12-01", "losses")
}

/// Losses drawn by lot: whoever sees skill here sees it everywhere.
pub(crate) fn noise(set: &Path, findings: &mut Findings) -> Checked {
    let bench = Bench::new()?;
    let files = ["accounts", "subscriptions", "feature_usage", "support_tickets", "churn_events"];
    bench.import(&files.map(|it| set.join(format!("ravenstack_{it}.csv"))), &[])?;
    let session = session(&bench, "2024-12-31".parse()?)?;
    for before in [30, 90] {
        let found = session.calibrate(before)?.map_err(|_| "too few losses")?;
        told(findings, &format!("score {before} days before"), &found.whole, None);
        findings.equal("skill seen in noise", found.whole.is_shown(), false);
    }
    Ok(())
}

fn session(bench: &Bench, as_of: Day) -> Checked<Session> {
    let setup = Setup { policy: OwnPolicy::default(), today: as_of, as_of: Some(as_of) };
    Ok(Session::open(Store::open(&bench.book(), Access::ReadOnly)?, setup))
}

/// Who was silent after each cutoff, by external id.
fn labels(text: &str) -> Checked<HashMap<Day, HashMap<String, bool>>> {
    let mut res: HashMap<Day, HashMap<String, bool>> = HashMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [account, cutoff, _, is_lost] = cells.as_slice() else {
            return Err(format!("no window: {line}").into());
        };
        res.entry(cutoff.parse()?).or_default().insert((*account).to_owned(), *is_lost == "1");
    }
    Ok(res)
}

fn measure(it: &Assessment, id: &str) -> Option<f64> {
    let mut own = it.health.measures.iter().filter(|it| *it.id == *id);
    own.find_map(|it| it.score.ok())
}

/// How well a value told; accounts without one enter at the median and are counted.
fn skill(
    accounts: &[Assessment],
    labels: &HashMap<String, bool>,
    value: impl Fn(&Assessment) -> Option<f64>,
) -> Checked<Skill> {
    let by_id: HashMap<&str, &Assessment> =
        accounts.iter().filter_map(|it| Some((it.external_id.as_deref()?, it))).collect();
    let said: Vec<(Option<f64>, bool)> = labels
        .iter()
        .map(|(id, lost)| (by_id.get(id.as_str()).and_then(|it| value(it)), *lost))
        .collect();
    let mut known: Vec<f64> = said.iter().filter_map(|it| it.0).collect();
    let without = said.len() - known.len();
    let middle = rounds::engine::series::median(&mut known).ok_or("no values")?;
    let case = |(value, had_event): &(Option<f64>, bool)| Case {
        risk: 100.0 - value.unwrap_or(middle),
        had_event: *had_event,
    };
    let auc = auc(&said.iter().map(case).collect::<Vec<_>>()).ok_or("no events")?;
    Ok(Skill { auc, without })
}

/// Says how well something told, and whether that is enough.
fn told(findings: &mut Findings, what: &str, it: &Skill, least: Option<f64>) {
    let Auc { area, events, others, .. } = it.auc;
    let interval =
        it.auc.interval().map_or_else(String::new, |it| format!(" ({:.3}–{:.3})", it.low, it.high));
    let n = events + others;
    let said =
        format!("AUC {area:.3}{interval}, n {n}, events {events}, {} at the median", it.without);
    let is_enough = least.is_none_or(|least| area >= least);
    findings.say(what, if is_enough { Ok(said) } else { Err(said) });
}

fn backtest(bench: &Bench, as_of: Day, against: AgainstWhat) -> Checked<Report> {
    let wish = TrialWish { against: Some(against), ..TrialWish::default() };
    Ok(session(bench, as_of)?.try_out(&wish)?)
}

/// Prints the table of every rule.
fn print(bench: &Bench, as_of: &str, against: &str) -> Checked {
    let words = ["rules", "backtest", "--all", "--as-of", as_of, "--against", against];
    println!("{}", String::from_utf8_lossy(&bench.print(&words)?));
    Ok(())
}

/// Draws accounts by lot, always the same ones (a linear congruential generator after Knuth).
struct Lot(u64);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        const FACTOR: u64 = 6_364_136_223_846_793_005;
        self.0 = self.0.wrapping_mul(FACTOR).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// So many different ones of these.
    fn draw(&mut self, mut from: Vec<AccountId>, count: usize) -> Vec<AccountId> {
        let count = count.min(from.len());
        for at in 0..count {
            let other = at + self.below(from.len() - at);
            from.swap(at, other);
        }
        from.truncate(count);
        from
    }
}

/// A thousand books of fifty accounts: how many new alerts a week the rules that are on bring each.
fn starters(report: &Report, findings: &mut Findings) {
    let burden = &report.burden;
    let weeks: HashMap<Day, usize> = report.trial.days.iter().skip(1).copied().zip(0..).collect();
    let accounts: Vec<AccountId> = burden.by_account.keys().copied().collect();
    let mut lot = Lot(2017);
    let (mut alerts, mut over, mut first) = (0_usize, 0_usize, 0_usize);
    for _ in 0..BOOKS {
        let mut weekly = vec![0_usize; weeks.len()];
        for day in lot
            .draw(accounts.clone(), 50)
            .iter()
            .filter_map(|it| burden.by_account.get(it))
            .flatten()
        {
            match weeks.get(day).and_then(|it| weekly.get_mut(*it)) {
                Some(count) => *count += 1,
                None => first += 1,
            }
        }
        alerts += weekly.iter().sum::<usize>();
        over += weekly.iter().filter(|it| **it > BUDGET).count();
    }
    let all = (BOOKS * weeks.len().max(1)) as f64;
    let (mean, share) = (alerts as f64 / all, over as f64 / all);
    let said = format!(
        "{mean:.2} a week on average, more than {BUDGET} in {:.2} % of weeks, {:.2} on the first day",
        100.0 * share,
        first as f64 / BOOKS as f64
    );
    let is_few = mean <= 5.0 && share <= 0.10;
    findings.say("new alerts in books of 50", if is_few { Ok(said) } else { Err(said) });
}

/// A few of these books week by week as the desk shows them: above the line never stand more new
/// alerts of a week than the budget.
fn above_the_line(set: &Path, report: &Report, findings: &mut Findings) -> Checked {
    let mut lot = Lot(50);
    let accounts: Vec<AccountId> = report.burden.by_account.keys().copied().collect();
    let mut most = 0;
    for _ in 0..3 {
        let bench = Bench::new()?;
        let numbers: Vec<usize> = lot
            .draw(accounts.clone(), 50)
            .iter()
            .filter_map(|it| usize::try_from(it.raw()).ok())
            .collect();
        let lines = fs::read_to_string(set.join("accounts.csv"))?;
        let ids: Vec<&str> =
            numbers.iter().filter_map(|it| lines.lines().nth(*it)?.split(',').next()).collect();
        for table in ["accounts.csv", "usage.csv"] {
            let text = fs::read_to_string(set.join(table))?;
            let is_own = |(at, line): &(usize, &str)| {
                *at == 0 || line.split(',').next().is_some_and(|it| ids.contains(&it))
            };
            let own: Vec<&str> = text.lines().enumerate().filter(is_own).map(|it| it.1).collect();
            fs::write(bench.folder().join(table), own.join("\n") + "\n")?;
        }
        let files = ["accounts.csv", "usage.csv"].map(|it| bench.folder().join(it));
        bench.import(&files, &["--dated", "2017-12-31"])?;
        for day in &report.trial.days {
            let judged = session(&bench, *day)?.judge()?;
            let mut weekly: HashMap<Day, usize> = HashMap::new();
            for it in judged
                .alerts
                .iter()
                .filter(|it| it.alert.state.asks_for_user() && !it.is_below_line)
            {
                *weekly.entry(it.alert.opened_on.monday()).or_default() += 1;
            }
            most = most.max(weekly.values().copied().max().unwrap_or_default());
        }
    }
    let said = format!("at most {most} of a week");
    findings.say("above the line", if most <= BUDGET { Ok(said) } else { Err(said) });
    Ok(())
}
