//! One account under watch, its facts written by hand.

use std::sync::LazyLock;

use rounds::domain::{
    AccountHistory, AccountId, AccountView, Alert, AlertState, Cell, Currency, Day, EntryId,
    FieldName, Kind, Money, Origin, Record, RecordId, Type, Value,
};
use rounds::engine::alerts::Watch;
use rounds::engine::{Catalogue, Context, FactCell, Overlaid, Playbooks, Rules, Sheet};

pub(super) fn day(week: i32) -> Day {
    "2026-06-01".parse::<Day>().unwrap() + 7 * week
}

pub(super) fn built_in() -> Rules {
    Rules::built_in(&Catalogue::default())
}

/// The facts of a book without metrics of its own.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);

/// What usage rules need to know of the feed, for which `fresh` stands in the facts below.
const FRESH: &str = "usage.feed_age_days=3 usage.weeks_history=20";

/// A sheet of facts written as `tier=A seats=20 renewal.days_left=90 champion.lost=yes`; days and
/// fractions are plain numbers. Of two values for one fact the later counts.
pub(super) fn sheet(on: Day, facts: &str) -> Sheet {
    let facts = facts.replace("fresh", FRESH);
    let catalogue = &*CATALOGUE;
    let cell = |pair: &str| {
        let (name, text) = pair.split_once('=').unwrap();
        let fact = catalogue.find(name).unwrap_or_else(|| panic!("no fact {name}"));
        let number = || text.parse::<f64>().unwrap_or_else(|_| panic!("{pair}"));
        let value = match catalogue.fact(fact).unwrap().ty {
            Type::Text => Value::text(text),
            Type::Number => Value::Number(number()),
            Type::Money => Value::Money(Money::from_decimal(text, Currency::USD).unwrap()),
            Type::Percent => Value::Percent(number()),
            Type::Days => Value::Days(number()),
            Type::Date => Value::Date(text.parse().unwrap()),
            Type::Flag => Value::Flag(text == "yes"),
            Type::List => Value::list(text.split('+')),
        };
        FactCell { fact, value: Ok(value), data_on: None }
    };
    let cells = facts.split_whitespace().map(cell).collect();
    Sheet::new(AccountId::new(7), on, String::new(), cells)
}

fn record(kind: Kind, id: i64, key: &str, fields: &[(&'static str, Value)]) -> Record {
    let origin = Origin { entry: EntryId::new(1), file: None, line: 0 };
    let cell = |(name, value): &(&'static str, Value)| Cell {
        name: FieldName::known(name),
        value: value.clone(),
        origin,
        effective_on: Day::MIN,
    };
    let mut cells: Vec<Cell> = fields.iter().map(cell).collect();
    cells.sort_by(|a, b| a.name.cmp(&b.name));
    let account = Some(AccountId::new(7));
    Record { id: RecordId::new(id), kind, account, key: key.into(), cells }
}

/// The account's own record.
pub(super) fn account() -> Record {
    record(Kind::Account, 7, "ACC-7", &[("external_id", Value::text("ACC-7"))])
}

/// One account under watch, week by week.
pub(super) struct Desk {
    rules: Rules,
    /// What the user did, with the day on which it is known.
    answers: Vec<Record>,
    weeks: Vec<String>,
}

impl Desk {
    pub(super) fn new(rules: &str) -> Self {
        let Overlaid { rules, errors } =
            Rules::default().overlaid(rules, &Catalogue::default(), &Playbooks::built_in());
        assert_eq!(errors, []);
        Self { rules, answers: Vec::new(), weeks: Vec::new() }
    }

    pub(super) fn built_in() -> Self {
        Self { rules: built_in(), answers: Vec::new(), weeks: Vec::new() }
    }

    pub(super) fn weeks<'a>(mut self, weeks: impl IntoIterator<Item = &'a str>) -> Self {
        self.weeks.extend(weeks.into_iter().map(str::to_owned));
        self
    }

    pub(super) fn answer(mut self, rule: &str, fields: &[(&'static str, Value)]) -> Self {
        let id = 100 + self.answers.len() as i64;
        self.answers.push(record(Kind::Answer, id, &format!("{rule}/7"), fields));
        self
    }

    /// The alerts as of the last week.
    pub(super) fn alerts(&self) -> Vec<Alert> {
        let context = Context::default();
        let mut watch = Watch::new(&self.rules, &context.catalogue);
        let mut last = None;
        for (week, facts) in (0..).zip(&self.weeks) {
            let mut sheet = sheet(day(week), facts);
            let view = self.view(day(week));
            watch.step(&mut sheet, &view);
            last = Some((sheet, view));
        }
        let (sheet, view) = last.unwrap();
        let history = AccountHistory { id: AccountId::new(7), records: vec![], series: vec![] };
        watch.finish(&history, &view, &sheet, &context)
    }

    /// What is known on a day; of several answers to one alert the last known one counts.
    fn view(&self, on: Day) -> AccountView {
        let is_known = |it: &&Record| {
            let closed = it.day("closed_on");
            closed.or(it.day("acknowledged_on")).is_none_or(|it| it <= on)
        };
        let mut children: Vec<Record> = Vec::new();
        for it in self.answers.iter().filter(is_known) {
            children.retain(|other| other.key != it.key);
            children.push(it.clone());
        }
        AccountView { as_of: on, account: account(), children }
    }

    /// The one alert as of the last week.
    pub(super) fn only(&self) -> Alert {
        let alerts = self.alerts();
        assert_eq!(alerts.len(), 1, "{alerts:#?}");
        alerts.into_iter().next().unwrap()
    }

    /// In which weeks an alert is open.
    pub(super) fn open_weeks(&self) -> Vec<i32> {
        (1..=self.weeks.len())
            .filter(|weeks| {
                let until = Self {
                    rules: self.rules.clone(),
                    answers: self.answers.clone(),
                    weeks: self.weeks[..*weeks].to_vec(),
                };
                until.alerts().iter().any(|it| it.state == AlertState::Open)
            })
            .map(|it| it as i32 - 1)
            .collect()
    }
}

pub(super) fn on(week: i32) -> Value {
    Value::Date(day(week))
}
