//! A change reaches the book, and the judged book shows it.

use rounds::app::{Answer, Change, Done, Effect, Error, Kept, OwnPolicy, Session, Setup};
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
    assert_eq!(said, "Added task Call Kenji");
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
