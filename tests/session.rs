//! A change reaches the book, and the judged book shows it.

use std::fs;

use rounds::app::{
    AccountRow, Answer, Change, Done, Effect, Error, Going, ImportOptions, Kept, OwnPolicy,
    Session, Setup,
};
use rounds::domain::{AccountId, Day, NewActivity, NewTask, Pulse, Value};
use rounds::store::{Access, Store};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn session(as_of: Option<&str>) -> Session {
    let today = day("2026-10-14");
    let setup = Setup { policy: OwnPolicy::default(), today, as_of: as_of.map(day) };
    Session::open(Store::in_memory().unwrap(), setup)
}

fn add_account(session: &mut Session, name: &str) -> AccountId {
    session.change(&Change::AddAccount(name.to_owned())).unwrap();
    session.find_account(name).unwrap()
}

#[test]
fn a_task_is_listed_until_it_is_undone() {
    let mut session = session(None);
    let acme = add_account(&mut session, "Acme");
    let task =
        NewTask { account: Some(acme), title: "Call Kenji".to_owned(), ..NewTask::default() };
    let done = session.perform(&Effect::Change(Change::AddTask(task))).unwrap();
    let Done::Book(book, Some(said)) = done else { panic!("no book") };
    assert_eq!(said, "Added task Call Kenji, Acme");
    assert_eq!(book.tasks.len(), 1);
    assert_eq!(&*book.tasks[0].account_name, "Acme");
    let Done::Book(book, _) = session.perform(&Effect::Undo).unwrap() else { panic!("no book") };
    assert_eq!(book.tasks.len(), 0);
    let Done::Book(book, _) = session.perform(&Effect::Redo).unwrap() else { panic!("no book") };
    assert_eq!(book.tasks.len(), 1);
}

#[test]
fn undoing_everything_empties_the_book() {
    let mut session = session(None);
    let acme = add_account(&mut session, "Acme");
    session.change(&Change::AddNote(acme, "budget cut".to_owned())).unwrap();
    let activity = NewActivity {
        account: acme,
        on: day("2026-10-13"),
        kind: "call".to_owned(),
        two_way: true,
        subject: "check-in".to_owned(),
    };
    session.change(&Change::LogActivity(activity)).unwrap();
    let seen = Change::AnswerAlerts(vec![(acme, "x/Acme".into())], Answer::Acknowledge);
    session.change(&seen).unwrap();
    let page = session.account_page(acme).unwrap();
    assert_eq!(page.timeline.len(), 2);
    for _ in 0..4 {
        session.undo().unwrap();
    }
    assert_eq!(session.book().unwrap().accounts.len(), 0);
    assert!(matches!(session.undo(), Err(Error::NothingToUndo)));
}

#[test]
fn time_travel_is_for_reading_only() {
    let mut session = session(Some("2026-07-14"));
    let refused = session.change(&Change::AddAccount("Acme".to_owned()));
    assert!(matches!(refused, Err(Error::TimeTravel(_))));
}

#[test]
fn an_account_is_found_by_any_unambiguous_part_of_its_name() {
    let mut session = session(None);
    let acme = add_account(&mut session, "Acme Analytics");
    add_account(&mut session, "Alder Analytics");
    assert_eq!(session.find_account("acme").unwrap(), acme);
    let Err(Error::ManyAccounts { names, .. }) = session.find_account("analytics") else {
        panic!("not ambiguous")
    };
    assert_eq!(names, ["Acme Analytics", "Alder Analytics"]);
    assert!(matches!(session.find_account("zebra"), Err(Error::NoAccount(_))));
}

#[test]
fn the_first_frame_is_kept_for_the_next_run() {
    let mut session = session(None);
    add_account(&mut session, "Acme");
    session.perform(&Effect::Refresh).unwrap();
    let task = Change::AddTask(NewTask { title: "Call them".to_owned(), ..NewTask::default() });
    session.perform(&Effect::Change(task)).unwrap();
    let frame = session.kept_book(Kept::FirstFrame).unwrap().unwrap();
    assert!(frame.is_kept);
    assert_eq!((frame.totals.accounts, frame.tasks.len()), (1, 1));
    let Done::Book(rows, None) = session.perform(&Effect::Recall).unwrap() else {
        panic!("no rows are kept")
    };
    assert!(rows.is_kept);
    assert_eq!((rows.accounts.len(), rows.tasks.len()), (1, 1));
}

#[test]
fn what_another_process_wrote_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.rounds");
    let open = || {
        let store = Store::open(&path, Access::Write).unwrap();
        let setup = Setup { policy: OwnPolicy::default(), today: day("2026-10-14"), as_of: None };
        Session::open(store, setup)
    };
    let (mut ours, mut theirs) = (open(), open());
    add_account(&mut ours, "Acme");
    assert_eq!(theirs.book().unwrap().accounts.len(), 1);
    add_account(&mut ours, "Globex");
    assert_eq!(theirs.book().unwrap().accounts.len(), 2);
}

#[test]
fn looking_again_finds_a_new_day_and_what_others_wrote_and_else_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.rounds");
    let today = day("2026-10-14");
    let open = || {
        let store = Store::open(&path, Access::Write).unwrap();
        Session::open(store, Setup { policy: OwnPolicy::default(), today, as_of: None })
    };
    let (mut ours, mut theirs) = (open(), open());
    ours.perform(&Effect::Refresh).unwrap();
    assert_eq!(ours.perform(&Effect::LookAgain(today)).unwrap(), Done::Nothing);

    add_account(&mut theirs, "Acme");
    let Done::Book(book, Some(said)) = ours.perform(&Effect::LookAgain(today)).unwrap() else {
        panic!("what another program wrote is not seen")
    };
    assert_eq!(book.accounts.len(), 1);
    assert!(said.contains("Another program"), "{said}");
    assert_eq!(ours.perform(&Effect::LookAgain(today)).unwrap(), Done::Nothing);

    let Done::Book(book, Some(said)) = ours.perform(&Effect::LookAgain(today + 1)).unwrap() else {
        panic!("midnight is not seen")
    };
    assert_eq!((book.today, book.as_of), (today + 1, today + 1));
    assert!(said.contains("new day"), "{said}");
}

#[test]
fn a_change_leaves_the_book_as_judging_it_anew_would() {
    let mut session = session(None);
    let acme = add_account(&mut session, "Acme");
    add_account(&mut session, "Globex");
    session.book().unwrap();
    let activity = NewActivity {
        account: acme,
        on: day("2026-10-13"),
        kind: "call".to_owned(),
        two_way: true,
        subject: "check-in".to_owned(),
    };
    for change in [
        Change::LogActivity(activity),
        Change::SetField(acme, "tier", Some(Value::text("A"))),
        Change::SetPulse(acme, Pulse::Red, "budget cut".to_owned()),
    ] {
        session.change(&change).unwrap();
        let after = session.book().unwrap();
        let Done::Book(anew, _) = session.perform(&Effect::Refresh).unwrap() else {
            panic!("no book")
        };
        assert_eq!(after, *anew);
    }
}

#[test]
fn a_task_that_is_done_is_not_done_again() {
    let mut session = session(None);
    let task = NewTask { title: "Call them".to_owned(), ..NewTask::default() };
    session.change(&Change::AddTask(task)).unwrap();
    let done = Change::CompleteTasks(vec![session.tasks().unwrap()[0].id]);
    assert_eq!(session.change(&done).unwrap(), "Done: Call them");
    let before = session.journal(10).unwrap();
    assert_eq!(session.change(&done).unwrap(), "Nothing to do: done already");
    assert_eq!(session.journal(10).unwrap(), before);
}

#[test]
fn what_is_done_already_is_no_change_and_shows_the_book_as_it_is() {
    let mut session = session(None);
    let task = NewTask { title: "Call them".to_owned(), ..NewTask::default() };
    session.change(&Change::AddTask(task)).unwrap();
    let done = Effect::Change(Change::CompleteTasks(vec![session.tasks().unwrap()[0].id]));
    assert!(matches!(session.perform(&done).unwrap(), Done::Book(_, Some(_))));
    let Done::Unchanged(book, why) = session.perform(&done).unwrap() else {
        panic!("it was done a second time")
    };
    assert_eq!(why, "Nothing to do: done already");
    assert!(book.tasks.iter().all(|it| it.task.done_on.is_some()));
}

#[test]
fn an_account_is_not_added_under_a_name_that_another_has() {
    let mut session = session(None);
    add_account(&mut session, "Acme Analytics");
    let again = Change::AddAccount("  acme ANALYTICS ".to_owned());
    let Err(Error::NameTaken(name)) = session.change(&again) else { panic!("it was added") };
    assert_eq!(name, "Acme Analytics");
    assert_eq!(session.accounts().unwrap().len(), 1);
    session.undo().unwrap();
    session.change(&again).unwrap();
}

#[test]
fn a_task_is_due_on_the_day_that_was_set_until_that_is_undone() {
    let mut session = session(None);
    let task = NewTask { title: "Call them".to_owned(), ..NewTask::default() };
    session.change(&Change::AddTask(task)).unwrap();
    let due = |session: &Session| session.tasks().unwrap()[0].due_on;
    let id = session.tasks().unwrap()[0].id;
    let said = session.change(&Change::SetDue(vec![id], day("2026-10-20"))).unwrap();
    assert_eq!((said.as_str(), due(&session)), ("Due 20 Oct: Call them", Some(day("2026-10-20"))));
    session.undo().unwrap();
    assert_eq!(due(&session), None);
}

/// A session over accounts with contracts: two that end together, one that goes on for ever, none.
fn with_contracts() -> Session {
    let mut session = session(None);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let accounts = file(
        "accounts.csv",
        "account_id,name,renewal_date,notice_days\na1,Acme,,30\na2,Globex,2026-12-01,\n\
         a3,Initech,2026-12-01,\n",
    );
    let contracts = file(
        "contracts.csv",
        "contract_id,account_id,product,start_date,end_date,arr\n\
         c1,a1,seats,2025-12-01,2026-11-30,1000\nc2,a1,support,2026-01-01,2026-11-30,500\n\
         c3,a1,other,2026-06-01,2027-05-31,700\nc4,a3,seats,2025-01-01,,1000\n",
    );
    let options = ImportOptions::default();
    session.import(&[accounts, contracts], &options, &mut |_| Going::On).unwrap();
    session
}

fn row(session: &mut Session, name: &str) -> AccountRow {
    let id = session.find_account(name).unwrap();
    session.book().unwrap().account(id).unwrap().as_ref().clone()
}

fn set_renewal(session: &mut Session, name: &str, to: &str) -> Result<String, Error> {
    let id = session.find_account(name)?;
    match session.perform(&Effect::SetRenewal(id, day(to)))? {
        Done::Book(_, Some(said)) => Ok(said),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_renewal_date_that_contracts_say_is_set_on_those_contracts_as_one_change() {
    let mut session = with_contracts();
    let before = row(&mut session, "Acme");
    assert_eq!(before.renewal_on, Some(day("2026-12-01")));
    let said = set_renewal(&mut session, "Acme", "2027-03-01").unwrap();
    assert_eq!(said, "Moved the renewal of 2 contracts to 01 Mar 2027, Acme");
    let after = row(&mut session, "Acme");
    assert_eq!(after.renewal_on, Some(day("2027-03-01")));
    assert_eq!(after.notice_on, before.notice_on.map(|it| it + 90));
    session.undo().unwrap();
    assert_eq!(row(&mut session, "Acme"), before);
}

#[test]
fn a_renewal_date_that_no_contract_says_is_set_on_the_account() {
    let mut session = with_contracts();
    let said = set_renewal(&mut session, "Globex", "2027-03-01").unwrap();
    assert!(said.starts_with("Set renewal date to "), "{said}");
    assert_eq!(row(&mut session, "Globex").renewal_on, Some(day("2027-03-01")));
}

#[test]
fn a_renewal_date_that_could_not_be_read_back_is_refused_with_the_reason() {
    let mut session = with_contracts();
    let journal = session.journal(10).unwrap();
    for (name, to, why) in [
        ("Initech", "2027-03-01", "its contract has no end"),
        ("Acme", "2025-12-01", "its contract begins on that day or later"),
    ] {
        let refused = set_renewal(&mut session, name, to).unwrap_err().to_string();
        assert!(refused.contains(name) && refused.contains(why), "{refused}");
    }
    assert_eq!(session.journal(10).unwrap(), journal);
}
