//! `rounds rules backtest`: how rules would have done on the book's own past.

use std::sync::Arc;

use super::args::{Backtest, Format, Held};
use super::error::Error;
use super::fact::families;
use super::pick::NOTHING;
use super::run::Run;
use crate::app::{AgainstWhat, TrialWish};
use crate::domain::{AlertKind, clean, counted};
use crate::engine::Catalogue;
use crate::engine::backtest::{Against, Report, RuleReport, Tally, Verdict};
use crate::engine::series::Interval;
use crate::export::{Cell, Column, Json, Object, Table, Tone};

/// Replays rules over the past and prints what they came to.
pub(super) fn backtest(run: &mut Run<'_>, args: &Backtest) -> Result<(), Error> {
    if args.rules.is_empty() && !args.all {
        let which = "name the rules to try out, or try all of them: rounds rules backtest --all";
        return Err(Error::Usage(which.to_owned()));
    }
    let wish = TrialWish {
        rules: args.rules.clone(),
        threshold: args.set.clone(),
        from: args.from,
        to: args.to,
        against: args.against.map(|it| match it {
            Held::Losses => AgainstWhat::Losses,
            Held::Silence => AgainstWhat::Silence,
        }),
        horizon: args.horizon,
    };
    let mut session = run.read()?;
    let catalogue = Arc::clone(&session.ground()?.context.catalogue);
    let report = session.try_out(&wish)?;
    match args.form.into() {
        Format::Json => run.object(object(&report, &catalogue)),
        Format::Text => told(run, &report, &catalogue),
        format => run.list(
            format,
            || table(&report, &catalogue),
            || report.rules.iter().map(|it| rule(it, &report, &catalogue)).collect(),
        ),
    }
}

fn told(run: &mut Run<'_>, report: &Report, catalogue: &Catalogue) -> Result<(), Error> {
    let trial = &report.trial;
    let (Some(first), Some(last)) = (trial.days.first(), trial.days.last()) else {
        return run.line("There is no past to try rules on: no week of usage has ended yet.");
    };
    run.line(format!(
        "{} judged on {} from {first} to {last}, each day by what was known then.",
        counted(report.accounts as u64, "account"),
        counted(trial.days.len() as u64, "Monday"),
    ))?;
    run.line(match trial.against {
        Against::Losses(lead) => format!(
            "An alert is right where churn or contraction follows in {} to {} days.",
            lead.least, lead.most
        ),
        Against::Silence(days) => {
            format!("An alert is right where the account is not used in the {days} days after it.")
        }
    })?;
    run.line(format!(
        "Events: {}. Chance: an alert on any account in any week is right in {}.",
        report.chance.events,
        of(report.chance.hits, report.chance.judged(), report.chance.precision_interval()),
    ))?;
    run.line("")?;
    run.table(&table(report, catalogue))?;
    run.line("")?;
    if let [only] = report.rules.as_slice() {
        return misses(run, only);
    }
    let burden = &report.burden;
    run.line(format!(
        "The rules that are on: {} new alerts a week on average, more than {} in {} of {} weeks; {} on the \
         first day.",
        burden.mean().map_or_else(|| NOTHING.to_owned(), |it| format!("{it:.1}")),
        trial.budget,
        burden.weeks_over(trial.budget),
        burden.weekly.len(),
        burden.at_first,
    ))?;
    let named = |verdict| -> Vec<&str> {
        let rules = report.rules.iter().filter(|it| it.verdict == verdict);
        rules.map(|it| it.rule.as_ref()).collect()
    };
    let proposal: Vec<&str> = report.proposal.iter().map(AsRef::as_ref).collect();
    run.line(format!("Worth having on within {} a week: {}", trial.budget, list(&proposal)))?;
    run.line(format!("No better than chance: {}", list(&named(Verdict::Noise))))
}

/// The events that a rule did not tell.
fn misses(run: &mut Run<'_>, rule: &RuleReport) -> Result<(), Error> {
    const LISTED: usize = 20;
    run.line(format!("Missed {} of {}:", rule.missed.len(), rule.tally.events))?;
    for it in rule.missed.iter().take(LISTED) {
        run.line(format!("  {}  {}", it.on, clean(&it.account)))?;
    }
    match rule.missed.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => run.line(format!("  and {more} more; --json lists them all")),
    }
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn table(report: &Report, catalogue: &Catalogue) -> Table {
    let columns = vec![
        Column::words("No").minor(),
        Column::words("Rule"),
        Column::words("State").minor(),
        Column::numbers("First day").minor(),
        Column::numbers("Fired"),
        Column::numbers("A week").minor(),
        Column::words("Precision"),
        Column::numbers("Lift"),
        Column::words("Recall"),
        Column::numbers("Lead").minor(),
        Column::words("Verdict"),
    ];
    let base = report.base_rate();
    let row = |it: &RuleReport| -> Vec<Cell> {
        let tally = &it.tally;
        vec![
            it.number.as_ref().into(),
            it.rule.as_ref().into(),
            if it.is_quiet { "quiet" } else { "on" }.into(),
            it.fired_at_first.to_string().into(),
            it.fired.to_string().into(),
            format!("{:.2}", it.weekly(&report.trial)).into(),
            of(tally.hits, tally.judged(), tally.precision_interval()).into(),
            it.lift(base).map_or_else(|| NOTHING.to_owned(), |it| format!("{it:.1}×")).into(),
            of(tally.caught(), tally.events, tally.recall_interval()).into(),
            tally
                .median_lead()
                .map_or_else(|| NOTHING.to_owned(), |it| format!("{it:.0} d"))
                .into(),
            verdict(it, catalogue),
        ]
    };
    Table { columns, rows: report.rules.iter().map(row).collect() }
}

/// A share with its counts and its interval: `3 of 12 (9–53 %)`.
fn of(hits: u32, n: u32, interval: Option<Interval>) -> String {
    match interval {
        None => NOTHING.to_owned(),
        Some(it) => format!("{hits} of {n} ({:.0}–{:.0} %)", 100.0 * it.low, 100.0 * it.high),
    }
}

fn verdict(it: &RuleReport, catalogue: &Catalogue) -> Cell {
    let plain = |text: &str| Cell::from(text.to_owned());
    match it.verdict {
        Verdict::NoData => {
            let waits = families(&it.lacks, catalogue);
            plain(&format!("no data: {}", waits.join(", "))).in_tone(Tone::Faint)
        }
        Verdict::NotAboutLoss if it.kind == AlertKind::Hygiene => plain("not about losses"),
        Verdict::NotAboutLoss => plain("about growth, not losses"),
        Verdict::TooFew => plain("too few to tell"),
        Verdict::Noise => plain("no better than chance").in_tone(Tone::Bad),
        Verdict::Earns => plain("better than chance").in_tone(Tone::Good),
    }
}

fn object(report: &Report, catalogue: &Catalogue) -> Object {
    let trial = &report.trial;
    let (against, least, most) = match trial.against {
        Against::Losses(lead) => ("losses", Some(lead.least), lead.most),
        Against::Silence(days) => ("silence", None, days),
    };
    let burden = &report.burden;
    Object::new()
        .with("from", trial.days.first().copied())
        .with("to", trial.days.last().copied())
        .with("data_end", trial.data_end)
        .with("weeks", burden.weekly.len())
        .with("accounts", report.accounts)
        .with("against", against)
        .with("lead_least", least)
        .with("horizon", most)
        .with("events", report.chance.events)
        .with("chance", shares(Object::new(), &report.chance))
        .with(
            "on",
            Object::new()
                .with("first_day", burden.at_first)
                .with("weekly", burden.weekly.iter().copied().collect::<Json>())
                .with("weekly_mean", burden.mean())
                .with("budget", trial.budget)
                .with("weeks_over_budget", burden.weeks_over(trial.budget)),
        )
        .with("rules", report.rules.iter().map(|it| rule(it, report, catalogue)).collect::<Json>())
        .with("proposal", report.proposal.iter().collect::<Json>())
}

fn rule(it: &RuleReport, report: &Report, catalogue: &Catalogue) -> Object {
    let missed =
        it.missed.iter().map(|it| Object::new().with("name", &it.account).with("on", it.on));
    let word = match it.verdict {
        Verdict::NoData => "no_data",
        Verdict::NotAboutLoss => "not_about_loss",
        Verdict::TooFew => "too_few",
        Verdict::Noise => "noise",
        Verdict::Earns => "earns",
    };
    let head = Object::new()
        .with("rule", &it.rule)
        .with("number", &it.number)
        .with("kind", it.kind.word())
        .with("state", if it.is_quiet { "quiet" } else { "on" })
        .with("fired_first_day", it.fired_at_first)
        .with("fired", it.fired)
        .with("fired_weekly", it.weekly(&report.trial));
    shares(head, &it.tally)
        .with("lift", it.lift(report.base_rate()))
        .with("verdict", word)
        .with("lacks", families(&it.lacks, catalogue).into_iter().collect::<Json>())
        .with("missed", missed.collect::<Json>())
}

/// What alerts came to, with counts and intervals.
fn shares(to: Object, it: &Tally) -> Object {
    let (right, told) = (it.precision_interval(), it.recall_interval());
    to.with("hits", it.hits)
        .with("false", it.false_alarms)
        .with("late", it.late)
        .with("left_out", it.left_out)
        .with("precision", it.precision())
        .with("precision_low", right.map(|it| it.low))
        .with("precision_high", right.map(|it| it.high))
        .with("events", it.events)
        .with("caught", it.caught())
        .with("recall", it.recall())
        .with("recall_low", told.map(|it| it.low))
        .with("recall_high", told.map(|it| it.high))
        .with("median_lead_days", it.median_lead())
}
