//! A judgement is made from what was known on its day, and from nothing else.

use rounds::domain::{
    AccountHistory, AccountId, Band, Day, EntryId, Family, FieldName, FileId, Grain, Kind, Metric,
    MetricId, Origin, Point, RecordHistory, RecordId, Series, Value, Version,
};
use rounds::engine::health::{BandMemory, Scorer};
use rounds::engine::{Catalogue, Context, Model, Norms, Policy, assess, explain, grid};

const LEARNED: &str = "2026-01-05";
/// A Wednesday.
const TODAY: &str = "2026-10-14";

/// An account under construction.
struct Account(AccountHistory);

impl Account {
    /// An account that became known with these fields.
    fn known_on(on: &str, fields: &[(&'static str, Value)]) -> Self {
        let history =
            AccountHistory { id: AccountId::new(1), records: Vec::new(), series: Vec::new() };
        Self(history).record(Kind::Account, on, fields)
    }

    fn record(mut self, kind: Kind, on: &str, fields: &[(&'static str, Value)]) -> Self {
        let number = self.0.records.len() as i64 + 1;
        self.0.records.push(RecordHistory {
            id: RecordId::new(number),
            kind,
            account: Some(self.0.id),
            key: format!("key-{number}").into(),
            versions: vec![version(on, fields)],
        });
        self
    }

    /// The account's own record as it was learned to be later.
    fn later(mut self, on: &str, fields: &[(&'static str, Value)]) -> Self {
        self.0.records[0].versions.push(version(on, fields));
        self
    }
}

fn version(on: &str, fields: &[(&'static str, Value)]) -> Version {
    Version {
        origin: Origin { entry: EntryId::new(1), file: None, line: 0 },
        effective_on: day(on),
        known_on: day(on),
        patch: fields.iter().map(|(name, it)| (FieldName::known(name), Some(it.clone()))).collect(),
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn acme() -> Account {
    let fields = [
        ("name", Value::text("Acme")),
        ("external_id", Value::text("A-1")),
        ("customer_since", Value::Date(day("2024-01-01"))),
        ("days_overdue", Value::Days(0.0)),
    ];
    Account::known_on(LEARNED, &fields)
}

#[test]
fn an_account_is_not_judged_before_it_was_known() {
    let (context, policy) = (Context::default(), Policy::default());
    assert_eq!(assess(&acme().0, &context, &policy, day("2026-01-04")), None);
    let judged = assess(&acme().0, &context, &policy, day(LEARNED)).unwrap();
    assert_eq!((&*judged.name, judged.external_id.as_deref()), ("Acme", Some("A-1")));
}

#[test]
fn an_account_in_the_bin_is_not_judged() {
    let binned = acme().later("2026-06-01", &[("deleted", Value::Flag(true))]);
    let (context, policy) = (Context::default(), Policy::default());
    assert!(assess(&binned.0, &context, &policy, day("2026-05-31")).is_some());
    assert_eq!(assess(&binned.0, &context, &policy, day(TODAY)), None);
}

#[test]
fn the_same_history_gives_the_same_judgement() {
    let (context, policy) = (Context::default(), Policy::default());
    let judge = || assess(&acme().0, &context, &policy, day(TODAY));
    assert_eq!(judge(), judge());
}

#[test]
fn what_is_learned_later_moves_no_earlier_judgement() {
    let (context, policy) = (Context::default(), Policy::default());
    let later = acme()
        .later("2026-10-15", &[("days_overdue", Value::Days(90.0)), ("tier", Value::text("D"))])
        .record(Kind::Ticket, "2026-10-15", &[("priority", Value::text("urgent"))]);
    let judge = |account: &Account| assess(&account.0, &context, &policy, day(TODAY));
    assert_eq!(judge(&later), judge(&acme()));
}

#[test]
fn the_trend_has_eleven_mondays_and_then_the_day_itself() {
    let (context, policy) = (Context::default(), Policy::default());
    // Known for two Mondays only.
    let young = assess(&acme().0, &context, &policy, day("2026-01-14")).unwrap();
    assert_eq!(young.trend.len(), 12);
    assert!(young.trend[..9].iter().all(Option::is_none));
    assert!(young.trend[9..].iter().all(Option::is_some));
    let fallen = acme().later(TODAY, &[("days_overdue", Value::Days(90.0))]);
    let fallen = assess(&fallen.0, &context, &policy, day(TODAY)).unwrap();
    assert_eq!(fallen.trend.last(), Some(&fallen.health.score()));
    assert_ne!(fallen.trend[10], fallen.trend[11]);
}

#[test]
fn the_judged_facts_stand_among_the_others() {
    let (context, policy) = (Context::default(), Policy::default());
    let judged = assess(&acme().0, &context, &policy, day(TODAY)).unwrap();
    let fact = |name: &str| judged.sheet.get(context.catalogue.find(name).unwrap());
    assert_eq!(fact("health.score").and_then(Value::as_f64), judged.health.score());
    assert_eq!(fact("health.uncapped").and_then(Value::as_f64), judged.health.uncapped);
    assert_eq!(fact("health.data_coverage"), Some(&Value::Percent(judged.health.coverage)));
    assert_eq!(fact("health.band"), Some(&Value::text(judged.health.band.word())));
    assert_eq!(fact("alerts.open"), Some(&Value::Number(judged.alerts.len() as f64)));
}

#[test]
fn a_first_judgement_has_the_band_of_its_day_alone() {
    let (context, policy) = (Context::default(), Policy::default());
    let judged = assess(&acme().0, &context, &policy, day(LEARNED)).unwrap();
    let scorer = Scorer::new(&policy.model, &context.catalogue);
    let alone = scorer.judge(&judged.sheet);
    let band = scorer.steady(&mut BandMemory::default(), &alone, day(LEARNED));
    assert_eq!(judged.health, scorer.health(&judged.sheet, &alone, band));
    assert_eq!(judged.health.band, Band::Unknown);
}

/// A model of one measure: the age of the oldest unpaid invoice.
fn by_invoices() -> Policy {
    let weights = "usage = 0, relationship = 0, outcomes = 0, support = 0, survey = 0";
    let text: Vec<String> = include_str!("../assets/health.toml")
        .lines()
        .map(|line| {
            let is_tier = line.starts_with("weights = {");
            if is_tier {
                format!("weights = {{ {weights}, commercial = 100 }}")
            } else {
                line.into()
            }
        })
        .collect();
    Policy { model: Model::parse(&text.join("\n")).unwrap(), ..Policy::default() }
}

/// An account whose oldest unpaid invoice is so many days old on each of the weeks before and on
/// this Monday; 15 days score 80, and each day more costs 2 points.
fn overdue(monday: Day, days: &[f64]) -> Account {
    days.iter().rev().zip(0..).fold(acme(), |account, (days, week)| {
        let on = (monday - 7 * week).to_string();
        account.later(&on, &[("days_overdue", Value::Days(*days))])
    })
}

#[test]
fn a_band_is_the_fold_of_the_weeks_before() {
    let (context, policy) = (Context::default(), by_invoices());
    let monday = day("2026-10-12");
    let band = |weeks: &[f64], on: Day| {
        let mut account = overdue(monday, weeks);
        account.0.records[0].versions.sort_by_key(|it| it.effective_on);
        assess(&account.0, &context, &policy, on).unwrap().health.band
    };
    // 80, 74, 72, 78, 78: past the threshold by the margin to fall, twice so to rise.
    assert_eq!(band(&[15.0], monday), Band::Green);
    assert_eq!(band(&[15.0, 18.0], monday), Band::Green);
    assert_eq!(band(&[15.0, 19.0], monday), Band::Yellow);
    assert_eq!(band(&[15.0, 19.0, 16.0], monday), Band::Yellow);
    assert_eq!(band(&[15.0, 19.0, 16.0, 16.0], monday), Band::Green);
    // Two days later nothing new is known, and nothing more is confirmed.
    assert_eq!(band(&[15.0, 19.0, 16.0], monday + 2), Band::Yellow);
}

#[test]
fn a_trend_and_a_change_are_read_from_the_weekly_scores() {
    let (context, policy) = (Context::default(), by_invoices());
    let monday = day("2026-10-12");
    let mut account = overdue(monday, &[15.0, 16.0, 17.0, 18.0, 20.0]);
    account.0.records[0].versions.sort_by_key(|it| it.effective_on);
    let judged = assess(&account.0, &context, &policy, monday).unwrap();
    let last: Vec<i64> = judged.trend[7..].iter().map(|it| it.unwrap().round() as i64).collect();
    assert_eq!(last, [80, 78, 76, 74, 70]);
    let change = context.catalogue.find("health.change_28d").unwrap();
    let change = judged.sheet.get(change).and_then(Value::as_f64).unwrap();
    assert!((change + 10.0).abs() < 1e-9, "{change}");
}

/// An account with a number of logins in each of so many weeks before a Monday.
fn with_logins(number: i64, weekly: f64, monday: Day) -> AccountHistory {
    let mut history = acme().0;
    history.id = AccountId::new(number);
    history.records[0].id = RecordId::new(number);
    let points = (1..=26).rev().map(|week| {
        let on = monday - 7 * week;
        Point {
            on,
            known_on: on + 6,
            value: weekly,
            entry: EntryId::new(1),
            file: FileId::new(1),
            lines: 1.into(),
        }
    });
    let metric = MetricId::new(1);
    let series = Series { account: history.id, metric, points: points.collect() };
    history.series.push(series);
    history
}

fn book_of(histories: &[AccountHistory], as_of: Day) -> Context {
    let metric = Metric {
        id: MetricId::new(1),
        name: "logins".into(),
        grains: Grain::Week.into(),
        family: Family::Usage,
    };
    let mut norms = Norms::new(&grid(as_of), std::slice::from_ref(&metric));
    for it in histories {
        norms.add(it);
    }
    norms.finish();
    let metrics = vec![metric];
    Context {
        catalogue: Catalogue::for_book(&metrics, &[], Day::MAX).into(),
        metrics,
        norms,
        ..Context::default()
    }
}

#[test]
fn usage_of_a_later_week_moves_no_score_coverage_or_points() {
    let monday = day("2026-10-12");
    let as_of = monday - 12;
    let whole: Vec<AccountHistory> =
        (1..=12).map(|it| with_logins(it, it as f64 * 3.0, monday)).collect();
    let mut cut = whole.clone();
    for series in cut.iter_mut().flat_map(|it| &mut it.series) {
        // The week that starts on the 28th of September ends after the day of judgement.
        series.points.retain(|it| it.on + 6 <= as_of);
    }
    let judge = |book: &[AccountHistory]| -> Vec<_> {
        let context = book_of(book, as_of);
        let policy = Policy::default();
        book.iter().map(|it| assess(it, &context, &policy, as_of).unwrap().health).collect()
    };
    assert_ne!(whole, cut);
    assert_eq!(judge(&whole), judge(&cut));
    assert!(judge(&whole).iter().all(|it| it.uncapped.is_some()));
}

#[test]
fn usage_is_told_from_the_book_where_no_seats_are_known() {
    let monday = day("2026-10-12");
    let book: Vec<AccountHistory> =
        (1..=12).map(|it| with_logins(it, it as f64 * 3.0, monday)).collect();
    let context = book_of(&book, monday);
    let scores: Vec<f64> = book
        .iter()
        .map(|it| assess(it, &context, &Policy::default(), monday).unwrap())
        .map(|it| {
            let level = it.health.measures.into_iter().find(|it| &*it.id == "usage_level_book");
            level.unwrap().score.unwrap()
        })
        .collect();
    assert!(scores.is_sorted(), "{scores:?}");
    assert!(scores[0] < 25.0 && scores[11] > 75.0, "{scores:?}");
}

#[test]
fn an_explanation_judges_alike_and_names_the_dearest_measure_first() {
    let (context, policy) = (Context::default(), Policy::default());
    let explained = explain(&acme().0, &context, &policy, day(TODAY)).unwrap();
    let judged = assess(&acme().0, &context, &policy, day(TODAY)).unwrap();
    assert_eq!(explained.assessment, judged);
    let losses: Vec<f64> =
        explained.assessment.health.losses().iter().map(|it| it.lost()).collect();
    assert!(losses.is_sorted_by(|a, b| a >= b));
    assert!(losses.iter().all(|it| *it > 0.0));
}
