//! What actions do to the state: pure, without a terminal and without a store.

use std::sync::Arc;

use proptest::prelude::*;
use rounds::app::{
    Action, Answer, Book, Change, Done, Effect, Key, KeyCode, Keymap, Layer, Msg, Note, Size, Tab,
    Theme, Wish,
};
use rounds::domain::{AccountId, AlertOutcome, AlertState, Pulse, RecordId, Value};

use crate::support::{Bench, TODAY, book, day};

fn bench() -> Bench {
    Bench::new(book::book())
}

fn change(bench: &Bench) -> &Change {
    match bench.effect() {
        Some(Effect::Change(change)) => change,
        other => panic!("{other:?}"),
    }
}

#[test]
fn x_acknowledges_an_alert_and_finishes_a_task() {
    let bench = bench().press("x");
    let first = (AccountId::new(1), Box::from("usage_shift/1"));
    assert_eq!(*change(&bench), Change::AnswerAlerts(vec![first], Answer::Acknowledge));
    let bench = bench.press("Tab x");
    assert_eq!(*change(&bench), Change::CompleteTasks(vec![RecordId::new(101)]));
}

#[test]
fn verbs_act_on_all_that_is_marked() {
    let bench = bench().press("Tab Space Space");
    assert!(bench.text().contains("2 marked: verbs act on all of them"));
    let bench = bench.press("x");
    let both = [101, 102].map(RecordId::new).to_vec();
    assert_eq!(*change(&bench), Change::CompleteTasks(both));
}

#[test]
fn a_verb_that_cannot_act_says_why() {
    let bench = bench().press("2 x");
    assert!(!matches!(bench.effect(), Some(Effect::Change(_))));
    assert_eq!(bench.message(), "x (done) needs an open task or an alert under the cursor");
    let bench = bench.press("Space Space M");
    assert!(bench.message().starts_with("2 accounts are marked"), "{}", bench.message());
}

#[test]
fn what_is_added_goes_to_each_marked_account_as_one_change() {
    let changes = |keys: &str| {
        let bench = bench().press("2 Space Space").press(keys);
        assert!(bench.text().contains("each of 2 marked accounts"), "{}", bench.text());
        match change(&bench.press("Enter")) {
            Change::ForEach(changes) => {
                changes.iter().map(|it| (it.account().unwrap().raw(), it.clone())).collect()
            }
            one => vec![(0, one.clone())],
        }
    };
    for keys in ["a t call Space them Space fri", "a l call Space them", "a n hello"] {
        let accounts: Vec<i64> = changes(keys).iter().map(|it| it.0).collect();
        assert_eq!(accounts, [1, 2], "{keys}");
    }
    // A line that names its own account is for that one.
    let bench = bench().press("2 Space Space a t call Space @initech Enter");
    let Change::AddTask(task) = change(&bench) else { panic!() };
    assert_eq!(task.account, Some(AccountId::new(3)));
}

#[test]
fn what_is_added_to_marked_rows_of_today_goes_to_their_accounts() {
    let bench = bench().press("Space Space a n hello Enter");
    let Change::ForEach(notes) = change(&bench) else { panic!("{:?}", change(&bench)) };
    assert_eq!(notes.len(), 2);
}

#[test]
fn an_activity_is_never_filed_ahead_of_today() {
    let bench = bench().press("a l met Space Aisha Space 12 Space oct Enter");
    let Change::LogActivity(it) = change(&bench) else { panic!() };
    assert_eq!((it.on, it.subject.as_str()), (day("2026-10-12"), "met Aisha"));
    let bench = self::bench().press("a l met Space Aisha Space tomorrow Enter");
    assert_eq!(bench.asked.len(), 0);
    assert!(bench.text().contains("ahead of today"), "{}", bench.text());
}

#[test]
fn the_kind_of_an_activity_is_read_behind_a_date_and_stays_in_its_words() {
    for (keys, kind, subject) in [
        ("Call Space with Space Jana", "call", "Call with Jana"),
        ("yesterday Space meeting Space with Space Aisha", "meeting", "meeting with Aisha"),
        ("12 Space oct Space QBR: Space roadmap", "qbr", "roadmap"),
        ("talked Space about Space a Space meeting", "call", "talked about a meeting"),
    ] {
        let bench = bench().press("a l").press(keys).press("Enter");
        let Change::LogActivity(it) = change(&bench) else { panic!() };
        assert_eq!((it.kind.as_str(), it.subject.as_str()), (kind, subject));
    }
    assert_eq!(bench().press("a l call Enter").asked.len(), 0);
}

#[test]
fn snooze_takes_a_choice_or_a_date_in_words() {
    let until = |keys: &str| match change(&bench().press(keys)) {
        Change::AnswerAlerts(_, Answer::SnoozeUntil(day)) => day.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(until("z 1"), "2026-10-15");
    assert_eq!(until("z 2"), "2026-10-19");
    assert_eq!(until("z j j Enter"), "2026-10-21");
    assert_eq!(until("z d 24 Space nov Enter"), "2026-11-24");
    // A letter that is no choice begins the date.
    assert_eq!(until("z fri Enter"), "2026-10-16");
    assert_eq!(until("z next Space month Enter"), "2026-11-01");
}

#[test]
fn an_alert_is_closed_with_how_it_ended() {
    let bench = bench().press("X f");
    assert!(matches!(
        change(&bench),
        Change::AnswerAlerts(_, Answer::Close(AlertOutcome::FalseAlarm))
    ));
}

#[test]
fn a_task_is_read_from_one_line() {
    let keys =
        "a t call Space Kenji Space fri Space 14:00 Space !high Space @globex Space #exec Enter";
    let bench = bench().press(keys);
    let Change::AddTask(task) = change(&bench) else { panic!() };
    assert_eq!(task.title, "call Kenji");
    assert_eq!(task.account, Some(AccountId::new(2)));
    assert_eq!(task.due_on, Some(day("2026-10-16")));
    assert_eq!(task.due_time.as_deref(), Some("14:00"));
    assert_eq!(task.priority.as_deref(), Some("high"));
    assert_eq!(task.tags, ["exec"]);
}

#[test]
fn a_line_that_cannot_be_meant_stays_and_says_why() {
    for (keys, expected) in [
        (
            "a t call Space @nobody Enter",
            "no account is called \"nobody\". Write a name with spaces in quotes: @\"Red Peak\"",
        ),
        ("a t tomorrow Enter", "type what is to be done"),
        ("a t call Space !urgent Enter", "!urgent is no priority: write !high, !normal or !low"),
    ] {
        let bench = bench().press(keys);
        let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!("{keys}") };
        assert_eq!(prompt.note, Note::Problem(expected.to_owned()));
        assert_eq!(bench.asked.len(), 0);
    }
}

#[test]
fn a_line_closes_when_its_effect_is_done_and_keeps_its_text_when_it_failed() {
    let mut bench = bench().press("a n hello Enter");
    let number = bench.asked[0].number;
    bench.send(Msg::Failed(number, "the book is read-only".to_owned()));
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!() };
    assert_eq!(prompt.field.text(), "hello");
    assert_eq!(prompt.note, Note::Problem("the book is read-only".to_owned()));
    let mut bench = bench.press("Enter");
    let number = bench.asked[1].number;
    let said = Some("Added a note".to_owned());
    bench.send(Msg::Finished(number, Done::Book(Box::new(book::book()), said)));
    assert_eq!(bench.state.layer, None);
    assert_eq!(bench.message(), "Added a note   u undo");
}

#[test]
fn an_activity_knows_its_kind_its_day_and_whether_it_was_two_way() {
    let activity = |keys: &str| match change(&bench().press(keys)) {
        Change::LogActivity(it) => {
            (it.kind.clone(), it.on.to_string(), it.two_way, it.subject.clone())
        }
        other => panic!("{other:?}"),
    };
    let text = |it: &str| it.to_owned();
    assert_eq!(
        activity("a l meeting Space yesterday Space scope Enter"),
        (text("meeting"), text("2026-10-13"), true, text("meeting scope"))
    );
    assert_eq!(
        activity("a l email: Space offer Space sent Enter"),
        (text("email"), text("2026-10-14"), false, text("offer sent"))
    );
    assert_eq!(
        activity("a l they Space were Space out Space !oneway Enter"),
        (text("call"), text("2026-10-14"), false, text("they were out"))
    );
}

#[test]
fn stage_pulse_and_renewal_date_are_set_on_the_account_under_the_cursor() {
    let bench = bench().press("2 m r");
    let acme = AccountId::new(1);
    let stage = Change::SetField(acme, "stage", Some(Value::text("renewal")));
    assert_eq!(*change(&bench), stage);
    let bench = bench.press("M y they Space wait Enter");
    let pulse = Change::SetPulse(acme, Pulse::Yellow, "they wait".to_owned());
    assert_eq!(*change(&bench), pulse);
    let date = Effect::SetRenewal(acme, day("2026-10-31"));
    assert_eq!(Bench::new(book::book()).press("2 d eom Enter").effect(), Some(&date));
}

#[test]
fn a_date_on_a_task_is_the_day_it_is_due() {
    let bench = bench().press("Tab d");
    assert!(bench.text().contains("Due date of Send usage recovery plan"), "{}", bench.text());
    let due = |ids: &[i64]| {
        Change::SetDue(ids.iter().copied().map(RecordId::new).collect(), day("2026-10-16"))
    };
    assert_eq!(*change(&bench.press("fri Enter")), due(&[101]));
    let bench = self::bench().press("Tab Space Space d");
    assert!(bench.text().contains("Due date of 2 marked tasks"), "{}", bench.text());
    assert_eq!(*change(&bench.press("fri Enter")), due(&[101, 102]));
    let bench = self::bench().press("2 Enter > > > G d");
    assert_eq!(bench.message(), "d (date) needs an open task under the cursor");
    assert!(self::bench().press("d").text().contains("Renewal date of Acme Corp"));
}

#[test]
fn where_rows_cannot_be_marked_it_is_said_where_they_can() {
    for keys in ["3", "4", "5", "Tab Tab", "2 Enter >"] {
        let bench = bench().press(keys).press("Space");
        assert!(bench.message().starts_with("Marks work in"), "{keys}: {}", bench.message());
        assert_eq!(bench.state.marks(), 0, "{keys}");
    }
}

#[test]
fn what_changed_nothing_offers_no_undo() {
    let mut bench = bench().press("Tab x");
    let number = bench.asked.last().unwrap().number;
    let done = Done::Unchanged(book::book().into(), "Nothing to do: done already".to_owned());
    bench.send(Msg::Finished(number, done));
    assert_eq!(bench.message(), "Nothing to do: done already");
}

#[test]
fn esc_comes_back_one_step_at_a_time() {
    let bench = bench().press("2 / globex Enter Space");
    assert_eq!((bench.state.accounts.shown().len(), bench.state.marks()), (1, 1));
    let bench = bench.press("Esc");
    assert_eq!((bench.state.accounts.shown().len(), bench.state.marks()), (1, 0));
    let bench = bench.press("Enter");
    assert_eq!(bench.state.place().account, Some(AccountId::new(2)));
    let bench = bench.press("Esc");
    assert_eq!(bench.state.place().account, None);
    assert_eq!(bench.state.accounts.shown().len(), 1);
    let bench = bench.press("Esc");
    assert_eq!(bench.state.accounts.shown().len(), 7);
    let mut bench = bench.press("Esc");
    assert_eq!(bench.state.place().tab, Tab::Book);
    assert_eq!(bench.message(), "This is the root.  q q leaves; everything is saved");
    assert_eq!(bench.state.take_wish(), None);
}

#[test]
fn q_asks_once_and_any_other_key_takes_it_back() {
    let mut bench = bench().press("q");
    assert_eq!(bench.state.take_wish(), None);
    assert_eq!(bench.message(), "q again leaves Rounds; everything is saved");
    bench = bench.press("j q");
    assert_eq!(bench.state.take_wish(), None);
    bench = bench.press("q");
    assert_eq!(bench.state.take_wish(), Some(Wish::Quit));
}

#[test]
fn the_next_account_is_one_key_away_and_the_list_follows() {
    let bench = bench().press("2 Enter J J");
    assert_eq!(bench.state.place().account, Some(AccountId::new(3)));
    let bench = bench.press("K Esc");
    assert_eq!(bench.state.accounts.selected().unwrap().id, AccountId::new(2));
    let bench = bench.press("g h");
    assert_eq!(bench.state.place().account, Some(AccountId::new(2)));
}

#[test]
fn the_book_is_sorted_by_a_letter_and_reversed_by_the_same() {
    let names = |keys: &str| {
        let bench = bench().press(keys);
        bench.state.accounts.shown().iter().map(|it| it.id.raw()).collect::<Vec<_>>()
    };
    assert_eq!(names("2"), [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(names("2 s a"), [5, 1, 2, 6, 4, 3, 7]);
    assert_eq!(names("2 s a s a"), [3, 4, 6, 2, 1, 5, 7]);
    assert_eq!(names("2 s r"), [4, 1, 2, 3, 5, 6, 7]);
    assert_eq!(names("2 S"), [6, 5, 4, 3, 2, 1, 7]);
}

#[test]
fn a_book_read_anew_keeps_the_selection_on_its_row() {
    let mut bench = bench().press("2 j j");
    let mut next = book::book();
    next.accounts.remove(0);
    bench.send(Msg::Finished(0, Done::Book(Box::new(next), None)));
    assert_eq!(bench.state.accounts.selected().unwrap().id, AccountId::new(3));
}

#[test]
fn a_finished_row_makes_room_for_the_next_one() {
    let mut bench = bench().press("x");
    let mut next = book::book();
    let mut first = next.alerts[0].as_ref().clone();
    Arc::make_mut(&mut first.alert).state = AlertState::Acknowledged;
    next.alerts[0] = first.into();
    bench.send(Msg::Finished(1, Done::Book(Box::new(next), None)));
    assert_eq!(&*bench.state.today.alert().unwrap().alert.id, "champion_lost/2");
}

#[test]
fn what_waits_below_the_budget_line_is_one_key_away() {
    let bench = bench().press("G");
    assert!(bench.text().contains("1 more below the line (8 new a week): F or Enter shows them"));
    assert!(
        bench.text().contains("3 alerts, 1 below the line")
            || bench.text().contains("4 alerts, 1 below the line")
    );
    let bench = bench.press("Enter");
    assert_eq!(bench.state.today.alerts().len(), 5);
    let bench = bench.press("F");
    let seen: Vec<&str> = bench.state.today.alerts().iter().map(|it| &*it.alert.id).collect();
    assert_eq!(seen, ["quiet/4"]);
    assert_eq!(bench.press("F").state.today.alerts().len(), 6);
}

#[test]
fn what_undo_brings_back_is_under_the_cursor() {
    let mut without = book::book();
    without.alerts.remove(1);
    let mut bench = Bench::new(without).press("G u");
    let number = bench.asked[0].number;
    bench.send(Msg::Finished(number, Done::Book(Box::new(book::book()), None)));
    assert_eq!(&*bench.state.today.alert().unwrap().alert.id, "champion_lost/2");
}

#[test]
fn a_snooze_past_the_decision_says_so() {
    let bench = Bench::new(book::book()).press("z d 20 Space jan Space 2027 Enter");
    let (number, said) = (bench.asked[0].number, Some("Snoozed".to_owned()));
    let mut bench = bench;
    bench.send(Msg::Finished(number, Done::Book(Box::new(book::book()), said)));
    assert_eq!(bench.message(), "Snoozed, after the renewal date 24 Nov   u undo");
}

#[test]
fn what_others_did_is_asked_once_at_a_time_and_said_where_nothing_else_is() {
    let mut bench = bench();
    bench.send(Msg::Looked(day(TODAY)));
    assert_eq!(bench.effect(), Some(&Effect::LookAgain(day(TODAY))));
    let number = bench.asked.last().unwrap().number;
    let bench = bench.press("2 1 3");
    assert_eq!(bench.asked.len(), 1, "the answer is still awaited");

    let mut bench = bench.press("q");
    let said = Some("Another program changed the book".to_owned());
    bench.send(Msg::Finished(number, Done::Book(book::book().into(), said.clone())));
    assert!(bench.message().contains("q again leaves"), "{}", bench.message());

    let mut bench = bench.press("2");
    let number = bench.asked.last().unwrap().number;
    assert_eq!(bench.asked.len(), 2, "going to a screen asks, too");
    bench.send(Msg::Finished(number, Done::Book(book::book().into(), said)));
    assert_eq!(bench.message(), "Another program changed the book");
}

#[test]
fn another_day_is_for_reading_only() {
    let bench = Bench::new(Book { as_of: day("2026-07-14"), ..book::book() }).press("x");
    assert_eq!(bench.asked.len(), 0);
    assert!(bench.message().contains("reading only"));
    let bench = bench.press(": as-of Space today Enter");
    assert_eq!(bench.effect(), Some(&Effect::AsOf(None)));
}

#[test]
fn the_palette_runs_commands_with_arguments_and_actions_by_name() {
    let bench = bench().press(": as-of Space 14 Space jul Space 2026 Enter");
    assert_eq!(bench.effect(), Some(&Effect::AsOf(Some(day("2026-07-14")))));
    let bench = bench.press(": theme Space mono Enter");
    assert_eq!(bench.state.theme, Theme::Mono);
    let picker = self::bench().press(": theme Enter j");
    assert_eq!(picker.state.theme, Theme::Mono);
    let bench = bench.press(": screen.bo Enter");
    assert_eq!(bench.state.place().tab, Tab::Book);
    let bench = bench.press(": 3 Enter");
    assert_eq!(bench.state.accounts.selection.index(), 2);
    let bench = bench.press(": account Space initech Enter");
    assert_eq!(bench.state.place().account, Some(AccountId::new(3)));
    let bench = bench.press(": nonsense Enter");
    assert_eq!(bench.message(), "There is no command \"nonsense\"");
    let bench = bench.press(": import Space a.csv Space 'b Space c.csv' Enter");
    let files = ["a.csv", "b c.csv"].map(Into::into).to_vec();
    assert_eq!(bench.effect(), Some(&Effect::Import(files)));
}

#[test]
fn the_help_finds_by_words_and_by_key_and_runs() {
    let bench = bench().press("? G");
    let Some(Layer::Finder(finder)) = &bench.state.layer else { panic!() };
    assert_eq!(finder.entries().len(), 1);
    let bench = bench.press("Enter");
    assert_eq!(bench.state.today.alerts.index(), 4);
    let bench = bench.press("? undo Enter");
    assert_eq!(bench.effect(), Some(&Effect::Undo));
}

#[test]
fn a_pasted_text_is_never_taken_for_keys() {
    let mut bench = bench();
    bench.send(Msg::Pasted("x\nq\nq".to_owned()));
    assert_eq!(bench.state.take_wish(), None);
    let mut bench = bench.press("n");
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!() };
    assert_eq!(prompt.field.text(), "x q q");
    bench.send(Msg::Pasted("y\ny".to_owned()));
    assert_eq!(bench.asked.len(), 0);
}

#[test]
fn a_line_too_long_to_be_typed_is_cut_and_says_so() {
    for keys in ["a t", ":", "/"] {
        let mut bench = bench().press(keys);
        bench.send(Msg::Pasted("@\"a #b 3d ".repeat(40_000)));
        assert!(bench.message().starts_with("The line is full"), "{keys}: {}", bench.message());
        let text = match &bench.state.layer {
            Some(Layer::Prompt(it)) => it.field.text().to_owned(),
            Some(Layer::Finder(it)) => it.field.text().to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(text.chars().count(), 4096, "{keys}");
    }
    let mut bench = bench();
    bench.send(Msg::Pasted("x".repeat(5000)));
    assert!(bench.press("t").message().starts_with("The line is full"));
}

#[test]
fn a_theme_is_seen_before_it_is_chosen() {
    let bench = bench().press(", j");
    assert_eq!(bench.state.theme, Theme::Mono);
    assert_eq!(bench.press("Esc").state.theme, Theme::Terminal);
}

#[test]
fn an_empty_book_is_filled_in_three_ways() {
    let empty = || Bench::new(book::empty());
    assert_eq!(empty().press("d").effect(), Some(&Effect::OpenDemo));
    let named = Effect::Change(Change::AddAccount("Acme".to_owned()));
    assert_eq!(empty().press("a Acme Enter").effect(), Some(&named));
    let files = Effect::Import(vec!["accounts.csv".into()]);
    assert_eq!(empty().press("i accounts.csv Enter").effect(), Some(&files));
}

#[test]
fn the_question_to_leave_says_what_becomes_of_the_demo_and_of_the_own_book() {
    let mut bench = Bench::new(Book { accounts: Vec::new(), ..book::book() }).press("d");
    let number = bench.asked.last().unwrap().number;
    bench.send(Msg::Finished(number, Done::Book(book::book().into(), None)));
    let bench = bench.press("q");
    assert_eq!(
        bench.message(),
        "q again leaves Rounds; the demo is gone then, your own book is as it was"
    );
}

#[test]
fn tab_completes_a_path_to_import_as_far_as_the_files_agree() {
    let mut bench = Bench::new(Book { accounts: Vec::new(), ..book::book() }).press("i");
    bench.send(Msg::Pasted("one.csv in/ac".to_owned()));
    let mut bench = bench.press("Tab");
    assert_eq!(bench.effect(), Some(&Effect::FindPaths("in/ac".into())));
    let number = bench.asked.last().unwrap().number;
    let found = vec!["in/accounts.csv".to_owned(), "in/accounts old.csv".to_owned()];
    bench.send(Msg::Finished(number, Done::Paths(found)));
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!("the line is gone") };
    assert_eq!(prompt.field.text(), "one.csv in/accounts");
    let offers: Vec<&str> = prompt.completion.offers.iter().map(|it| &*it.text).collect();
    assert_eq!(offers, ["accounts.csv", "accounts old.csv"]);
    let bench = bench.press("x");
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!("the line is gone") };
    assert_eq!(prompt.completion.offers, []);
}

#[test]
fn a_file_dropped_on_the_first_screen_is_a_file_to_import() {
    let mut bench = Bench::new(book::empty());
    bench.send(Msg::Pasted("/tmp/my\\ accounts.csv ".to_owned()));
    let files = Effect::Import(vec!["/tmp/my accounts.csv".into()]);
    assert_eq!(bench.press("Enter").effect(), Some(&files));
}

#[test]
fn the_selected_row_goes_to_the_clipboard_as_words() {
    let copied = |keys: &str| match bench().press(keys).effect() {
        Some(Effect::Copy(text)) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(copied("y n"), "Acme Corp");
    assert_eq!(copied("2 y y"), "Acme Corp\t34\tred\t120000.00 USD\t2026-11-24");
    assert_eq!(copied("2 Enter > > > > y e"), "kenji.sato@example.com");
}

#[test]
fn time_moves_on_renewals() {
    let bench = bench().press("3");
    let window = |bench: &Bench| bench.state.renewals.window(day("2026-10-14"));
    assert_eq!(window(&bench).from, day("2026-10-01"));
    assert_eq!(window(&bench).to, day("2027-10-01"));
    let bench = bench.press("+ l L");
    assert_eq!(window(&bench).from, day("2027-02-01"));
    assert_eq!(window(&bench).to, day("2027-08-01"));
    let bench = bench.press("T - -");
    assert_eq!(window(&bench).from, day("2026-10-01"));
    assert_eq!(window(&bench).to, day("2028-10-01"));
}

fn keys() -> Vec<Key> {
    let mut res: Vec<Key> =
        Keymap::shipped().bindings().flat_map(|it| it.chord.keys().to_vec()).collect();
    res.extend(('0'..='z').map(|it| Key::plain(KeyCode::Char(it))));
    res.sort_unstable();
    res.dedup();
    res
}

#[test]
fn another_day_is_read_from_its_top() {
    let mut bench = bench().press("G Tab G");
    assert!(bench.state.today.alerts.index() > 0 && bench.state.today.tasks.index() > 0);
    let other = Book { as_of: day("2026-09-01"), ..book::book() };
    bench.send(Msg::Finished(0, Done::Book(Box::new(other), None)));
    assert_eq!((bench.state.today.alerts.index(), bench.state.today.tasks.index()), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_in_any_order_break_anything(
        pressed in proptest::collection::vec(proptest::sample::select(keys()), 1..80),
        is_empty in any::<bool>(),
    ) {
        let book = if is_empty { book::empty() } else { book::book() };
        let mut bench = Bench::new(book);
        for key in pressed {
            bench.send(Msg::Key(key));
            // A worker that answers at once, now and then with an error.
            if let Some(request) = bench.asked.pop() {
                let answer = match request.effect {
                    Effect::OpenAccount(_) => continue,
                    Effect::Undo => Msg::Failed(request.number, "nothing to undo".to_owned()),
                    _ => Msg::Finished(request.number, Done::Book(Box::new(book::book()), None)),
                };
                bench.send(answer);
            }
        }
        let state = &bench.state;
        prop_assert!(state.accounts.selection.index() <= state.accounts.shown().len());
        prop_assert!(state.today.alerts.index() <= state.today.alert_rows());
        prop_assert!(state.accounts.shown().is_empty() || state.accounts.selected().is_some());
        bench.send(Msg::Resized(Size { width: 80, height: 24 }));
        let _ = bench.buffer();
    }

    #[test]
    fn every_action_does_something_or_says_why(at in 0..Action::ALL.len()) {
        let mut bench = Bench::new(book::book());
        bench.send(Msg::Action(Action::ALL[at]));
        let _ = bench.buffer();
    }
}

#[test]
fn the_first_frame_hands_its_cursor_on_to_the_top_of_the_judged_list() {
    let kept = |book: Book| Book { is_kept: true, ..book };
    let mut older = book::book();
    older.alerts.swap(0, 1);
    let mut bench = Bench::new(kept(older.clone()));
    bench.send(Msg::Finished(1, Done::Book(Box::new(book::book()), None)));
    assert_eq!(bench.state.today.alerts.index(), 0);
    // A cursor that was moved stays with its alert.
    let mut bench = Bench::new(kept(older)).press("j");
    let chosen = bench.state.today.alert().unwrap().alert.id.clone();
    bench.send(Msg::Finished(1, Done::Book(Box::new(book::book()), None)));
    assert_eq!(bench.state.today.alert().unwrap().alert.id, chosen);
    assert_eq!(bench.state.today.alerts.index(), 0);
}
