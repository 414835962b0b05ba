//! Judging from memory, trying rules out on the past, and running a filter: figures without a floor,
//! beside what the product promises.

use std::hint::black_box;
use std::path::Path;

use rounds::app::{Judged, OwnPolicy, Session, Setup, TrialWish, judge};
use rounds::domain::AccountHistory;
use rounds::engine::Query;
use rounds::engine::backtest::Replay;
use rounds::store::{Access, Store};

use crate::book::{Size, last_day};
use crate::meter;

/// Accounts that sit in memory at a time.
const IN_MEMORY: usize = 500;
/// What is measured in microseconds is run so often, and the median taken.
const RUNS: usize = 9;
const FILTER: &str = "renews<90d health<60 (tier:A or stage:onboarding) -tag:paused acme";

pub(crate) fn measure(book: &Path, size: Size) {
    let store = Store::open(book, Access::ReadOnly).unwrap();
    let judged: Judged = judge(&store, &OwnPolicy::default(), last_day()).unwrap();
    one_day(&store, &judged);
    filter(&judged);
    // The promise is of a book of eighty accounts over a year.
    if size == Size::Small {
        all_rules(store);
    }
}

/// Facts, score and every rule, the quiet ones too, for one day.
fn one_day(store: &Store, judged: &Judged) {
    let mut histories: Vec<AccountHistory> = Vec::new();
    store
        .each_account(|it| {
            histories.push(it);
            histories.len() < IN_MEMORY
        })
        .unwrap();
    let (ground, days) = (&judged.ground, [last_day()]);
    let replay =
        Replay::new(&ground.context, &ground.policy, &ground.policy.rules, &days, last_day());
    let run = || meter::once(|| histories.iter().filter_map(|it| replay.judged(it)).count()).1;
    let each = meter::median((0..RUNS).map(|_| run()).collect()) / histories.len() as f64;
    meter::plain("judge one day in memory, an account", &format!("{:.1} us", each * 1e6), "50 us");
}

fn filter(judged: &Judged) {
    let run = || {
        let work = || {
            let query = Query::parse(FILTER, &judged.ground.context.catalogue, last_day()).unwrap();
            judged.accounts.iter().filter(|it| query.matches(&it.sheet)).count()
        };
        meter::once(|| black_box(work())).1
    };
    let whole = meter::median((0..RUNS).map(|_| run()).collect());
    meter::plain("parse and run a filter", &format!("{:.2} ms", whole * 1e3), "2 ms");
}

fn all_rules(store: Store) {
    let setup = Setup { policy: OwnPolicy::default(), today: last_day(), as_of: None };
    let session = Session::open(store, setup);
    let (report, cpu) = meter::once(|| session.try_out(&TrialWish::default()).unwrap());
    let figure =
        format!("try out {} rules on {} weeks", report.rules.len(), report.trial.days.len());
    meter::plain(&figure, &format!("{cpu:.2} s"), "2 s");
}
