//! Every change can be undone and redone, across restarts, in any number.

use std::path::PathBuf;

use proptest::prelude::*;
use rounds::app::{Answer, Change, Error, Going, ImportOptions, OwnPolicy, Session, Setup};
use rounds::domain::{
    AccountHistory, AlertOutcome, Day, Family, Grain, Kind, Lines, Metric, NewActivity, NewTask,
    Pulse, RecordHistory, Value,
};
use rounds::store::{Access, FileName, NewFile, NewPoint, Store};

use crate::store::{AT, add_account, always, day, said};

/// All that can be read of a book, but for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    accounts: Vec<AccountHistory>,
    settings: Vec<RecordHistory>,
    metrics: Vec<Metric>,
    files: Vec<FileName>,
}

#[derive(Debug, Clone)]
enum Step {
    Edit { account: u8, child: Option<u8>, tier: Option<u8>, day: u8 },
    Import { account: u8, metric: u8, grain: u8, values: Vec<i16> },
    Set(u8),
    Nothing,
    Undo,
    Redo,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let values = prop::collection::vec(any::<i16>(), 0..6);
    prop_oneof![
        4 => (0..4_u8, prop::option::of(0..6_u8), prop::option::of(0..9_u8), 1..29_u8).prop_map(
            |(account, child, tier, day)| Step::Edit { account, child, tier, day }
        ),
        3 => (0..4_u8, 0..3_u8, 0..4_u8, values).prop_map(
            |(account, metric, grain, values)| Step::Import { account, metric, grain, values }
        ),
        1 => (0..9_u8).prop_map(Step::Set),
        1 => Just(Step::Nothing),
        5 => Just(Step::Undo),
        4 => Just(Step::Redo),
        1 => Just(Step::Restart),
    ]
}

fn seen(store: &Store) -> Seen {
    let mut accounts = Vec::new();
    store
        .each_account(|it| {
            accounts.push(it);
            true
        })
        .unwrap();
    Seen {
        accounts,
        settings: store.settings().unwrap(),
        metrics: store.metrics().unwrap(),
        files: store.files().unwrap(),
    }
}

/// Writes, and says whether there was anything to write.
fn apply(store: &mut Store, step: &Step) -> bool {
    let entry = store.write("change", AT, |it| match step {
        Step::Edit { account, child, tier, day } => {
            let account = add_account(it, &format!("account-{account}"))?;
            let record = match child {
                None => account.record(),
                Some(key) => it.record(Kind::Ticket, Some(account), &format!("ticket-{key}"))?,
            };
            let tier = tier.map(|it| Value::Number(f64::from(it)));
            it.revise(record, &said(&format!("2026-01-{day:02}"), &[("seats", tier)]))
        }
        Step::Import { account, metric, grain, values } => {
            let file = it.add_file(&NewFile { name: "usage.csv", kind: "usage", on: Day::MAX })?;
            let grain = Grain::ALL[usize::from(*grain)];
            let metric = it.metric(Family::Usage, &format!("metric-{metric}"), always(grain))?;
            let points: Vec<_> = (0_i32..)
                .zip(values)
                .map(|(at, value)| {
                    let on = day("2026-01-05") + at;
                    NewPoint { on, known_on: on, value: f64::from(*value), lines: Lines::from(1) }
                })
                .collect();
            if !points.is_empty() {
                let account = add_account(it, &format!("account-{account}"))?;
                it.add_points(account, metric, file, &points)?;
            }
            Ok(())
        }
        Step::Set(value) => {
            let record = it.record(Kind::Setting, None, "currency")?;
            let value = Some(Value::text(value.to_string()));
            it.revise(record, &said("2026-01-01", &[("value", value)]))
        }
        _ => Ok(()),
    });
    entry.unwrap().1.is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_steps_then_undoing_all_of_them_leads_back_to_the_start(
        steps in prop::collection::vec(step(), 0..24),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let open = || Store::open(&path, Access::Write).unwrap();
        let mut store = open();
        // The states that the changes in force led through, and those that redo leads back to.
        let mut past = vec![seen(&store)];
        let mut future: Vec<Seen> = Vec::new();

        for step in &steps {
            let version = store.data_version().unwrap();
            let is_change = match step {
                Step::Undo => {
                    let undone = store.undo().unwrap();
                    prop_assert_eq!(undone.is_some(), past.len() > 1);
                    prop_assert!(undone.as_ref().is_none_or(|it| it.is_undone));
                    if undone.is_some() {
                        future.extend(past.pop());
                    }
                    undone.is_some()
                }
                Step::Redo => {
                    let redone = store.redo().unwrap();
                    prop_assert_eq!(redone.is_some(), !future.is_empty());
                    prop_assert!(redone.as_ref().is_none_or(|it| !it.is_undone));
                    past.extend(future.pop());
                    redone.is_some()
                }
                Step::Restart => {
                    drop(store);
                    store = open();
                    false
                }
                _ => {
                    let is_change = apply(&mut store, step);
                    if is_change {
                        future.clear();
                        past.push(seen(&store));
                    }
                    is_change
                }
            };
            prop_assert_eq!(store.data_version().unwrap() != version, is_change);
            prop_assert_eq!(&seen(&store), past.last().unwrap());
        }

        while store.undo().unwrap().is_some() {}
        prop_assert_eq!(&seen(&store), &past[0]);
        prop_assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn the_entry_that_was_undone_last_is_redone_first_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path, Access::Write).unwrap();
    for what in ["one", "two", "three"] {
        store.write(what, AT, |it| add_account(it, what)).unwrap();
    }
    let name = |it: Option<rounds::domain::Entry>| it.map(|it| it.what.into_string());
    assert_eq!(name(store.undo().unwrap()).as_deref(), Some("three"));
    assert_eq!(name(store.undo().unwrap()).as_deref(), Some("two"));
    drop(store);

    let mut store = Store::open(&path, Access::Write).unwrap();
    let journal: Vec<_> =
        store.journal(2).unwrap().into_iter().map(|it| (it.what, it.is_undone)).collect();
    assert_eq!(journal, [("three".into(), true), ("two".into(), true)]);
    assert_eq!(name(store.redo().unwrap()).as_deref(), Some("two"));
    assert_eq!(name(store.redo().unwrap()).as_deref(), Some("three"));
    assert_eq!(store.redo().unwrap(), None);
}

#[test]
fn a_change_takes_away_what_could_be_redone() {
    let mut store = Store::in_memory().unwrap();
    store.write("one", AT, |it| add_account(it, "a")).unwrap();
    store.undo().unwrap();
    store.write("nothing", AT, |_| Ok(())).unwrap();
    assert!(store.redo().unwrap().is_some(), "a change that writes nothing takes nothing away");
    store.undo().unwrap();
    store.write("two", AT, |it| add_account(it, "b")).unwrap();
    assert_eq!(store.redo().unwrap(), None);
    store.undo().unwrap();
    let redone = store.redo().unwrap().unwrap();
    assert_eq!(&*redone.what, "two");
    assert_eq!(store.redo().unwrap(), None);
}

#[test]
fn a_record_whose_account_was_undone_can_be_given_to_another() {
    let mut store = Store::in_memory().unwrap();
    let ticket = |store: &mut Store, key: &str| {
        let change = |it: &mut rounds::store::Write<'_>| {
            let account = add_account(it, key)?;
            let record = it.record(Kind::Ticket, Some(account), "t-1")?;
            it.revise(record, &said("2026-01-02", &[])).map(|()| account)
        };
        store.write("import", AT, change).unwrap().0
    };
    ticket(&mut store, "a");
    store.undo().unwrap();
    let b = ticket(&mut store, "b");
    let tickets = store.records(Kind::Ticket).unwrap();
    assert_eq!(tickets.len(), 1);
    assert_eq!(tickets[0].account, Some(b));
    assert_eq!(store.account(b).unwrap().unwrap().records.len(), 2);
}

/// What a user does: files in, edits by hand.
#[derive(Debug, Clone)]
enum Deed {
    /// Files with a row for each of these accounts; the number is in the values.
    Import { accounts: Vec<u8>, tickets: bool, usage: bool, number: u8 },
    /// An edit, of the account and the row at these places.
    Edit { what: u8, account: usize, row: usize },
}

fn deed() -> impl Strategy<Value = Deed> {
    let accounts = prop::collection::vec(0..5_u8, 1..4);
    prop_oneof![
        2 => (accounts, any::<bool>(), any::<bool>(), 0..4_u8).prop_map(
            |(accounts, tickets, usage, number)| Deed::Import { accounts, tickets, usage, number }
        ),
        5 => (0..11_u8, any::<usize>(), any::<usize>())
            .prop_map(|(what, account, row)| Deed::Edit { what, account, row }),
    ]
}

/// The files of an import, in a folder.
fn files(folder: &std::path::Path, deed: &Deed) -> Vec<PathBuf> {
    let Deed::Import { accounts, tickets, usage, number } = deed else { return Vec::new() };
    let table = |header: &str, row: &dyn Fn(u8) -> String| {
        accounts.iter().fold(format!("{header}\n"), |text, it| text + &row(*it) + "\n")
    };
    let mut tables = vec![(
        "accounts.csv",
        table("account_id,account_name,region,arr,renewal_date", &|it| {
            format!("A{it},Account {it},EMEA,{number}000,2026-1{number}-01")
        }),
    )];
    if *tickets {
        let row = |it| format!("T{number}{it},A{it},login fails,2026-10-0{},high", number + 1);
        let header = "ticket_id,account_id,subject,created_at,priority";
        tables.push(("tickets.csv", table(header, &row)));
    }
    if *usage {
        let row = |it| format!("A{it},2026-09-{},{number}", 10 + number);
        tables.push(("usage.csv", table("account_id,date,logins", &row)));
    }
    let write = |(name, text): (&str, String)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    tables.into_iter().map(write).collect()
}

/// The edit of this number; nothing where the book has nothing to do it to.
fn edit(session: &mut Session, what: u8, account: usize, row: usize) -> Option<Change> {
    let book = session.book().unwrap();
    let id = (!book.accounts.is_empty()).then(|| book.accounts[account % book.accounts.len()].id);
    let task = (!book.tasks.is_empty()).then(|| book.tasks[row % book.tasks.len()].task.id);
    let alert = (!book.alerts.is_empty()).then(|| {
        let alert = &book.alerts[row % book.alerts.len()].alert;
        (alert.account, alert.id.clone())
    });
    Some(match what {
        0 => Change::AddAccount(format!("By hand {row}")),
        1 => Change::AddTask(NewTask { account: id, title: "Call".into(), ..NewTask::default() }),
        2 => Change::CompleteTasks(vec![task?]),
        3 => Change::SnoozeTasks(vec![task?], day("2026-12-01")),
        4 => Change::AddNote(id?, "budget cut".to_owned()),
        5 => Change::LogActivity(NewActivity {
            account: id?,
            on: day("2026-10-13"),
            kind: "call".to_owned(),
            two_way: true,
            subject: "check-in".to_owned(),
        }),
        6 => Change::AnswerAlerts(vec![alert?], Answer::Acknowledge),
        7 => Change::AnswerAlerts(vec![alert?], Answer::Close(AlertOutcome::Handled)),
        8 => Change::SetField(id?, "tier", row.is_multiple_of(2).then(|| Value::text("A"))),
        9 => Change::SetPulse(id?, Pulse::Red, "no answer".to_owned()),
        _ => Change::Delete(vec![task.unwrap_or(id?.record())]),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn imports_and_edits_all_undone_leave_the_empty_book_and_redone_the_same_one(
        deeds in prop::collection::vec(deed(), 1..10),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let open = || {
            let setup =
                Setup { policy: OwnPolicy::default(), today: day("2026-10-14"), as_of: None };
            Session::open(Store::open(&path, Access::Write).unwrap(), setup)
        };
        let mut session = open();
        let nothing = (seen(session.store()), session.book().unwrap());
        for deed in &deeds {
            if let Deed::Edit { what, account, row } = deed {
                if let Some(change) = edit(&mut session, *what, *account, *row) {
                    session.change(&change).unwrap();
                }
            } else {
                let files = files(folder.path(), deed);
                session.import(&files, &ImportOptions::default(), &mut |_| Going::On).unwrap();
            }
        }
        let all = (seen(session.store()), session.book().unwrap());

        for mut session in [session, open()] {
            while session.undo().is_ok() {}
            prop_assert!(matches!(session.undo(), Err(Error::NothingToUndo)));
            prop_assert_eq!(&(seen(session.store()), session.book().unwrap()), &nothing);
            while session.redo().is_ok() {}
            prop_assert!(matches!(session.redo(), Err(Error::NothingToRedo)));
            prop_assert_eq!(&(seen(session.store()), session.book().unwrap()), &all);
        }
        let mut fresh = open();
        prop_assert_eq!(&(seen(fresh.store()), fresh.book().unwrap()), &all);
        prop_assert_eq!(fresh.store().integrity().unwrap(), Vec::<String>::new());
    }
}
