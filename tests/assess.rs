//! A judgement is made from what was known on its day, and from nothing else.

use rounds::domain::{
    AccountHistory, AccountId, Band, Day, EntryId, FieldName, Kind, Origin, RecordHistory,
    RecordId, Value, Version,
};
use rounds::engine::{Context, Policy, assess, explain, score};

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
fn the_trend_has_the_twelve_mondays_up_to_the_day() {
    let (context, policy) = (Context::default(), Policy::default());
    let young = assess(&acme().0, &context, &policy, day("2026-01-14")).unwrap();
    assert_eq!(young.trend.len(), 12);
    // Known for two Mondays only.
    assert!(young.trend[..10].iter().all(Option::is_none));
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
    let alone = score(&judged.sheet, &context, &policy.model);
    assert_eq!(judged.health, alone);
    assert_eq!(judged.health.band, Band::Unknown);
}

#[test]
fn an_explanation_judges_alike_and_names_the_dearest_measure_first() {
    let (context, policy) = (Context::default(), Policy::default());
    let explained = explain(&acme().0, &context, &policy, day(TODAY)).unwrap();
    let judged = assess(&acme().0, &context, &policy, day(TODAY)).unwrap();
    assert_eq!(explained.assessment, judged);
    let losses: Vec<f64> = explained.losses().iter().map(|it| it.lost()).collect();
    assert!(losses.is_sorted_by(|a, b| a >= b));
    assert!(losses.iter().all(|it| *it > 0.0));
}
