//! The cockpit over a real book: keys in, the store changed, the frame out.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use rounds::app::{
    AccountTab, Action, Going, ImportOptions, Layer, Msg, Note, OwnPolicy, Session, Setup,
};
use rounds::demo;
use rounds::store::{Access, Store};

use crate::support::{Bench, TODAY, day};

/// The file of the sample book, made once for all tests.
static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();

fn open(path: &Path) -> Session {
    let store = Store::open(path, Access::Write).unwrap();
    let setup = Setup { policy: OwnPolicy::default(), today: day(TODAY), as_of: None };
    Session::open(store, setup)
}

/// The sample book, as `rounds demo --as-of 2026-10-14` makes it.
fn make() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.db");
    let mut session = open(&book);
    let files = demo::files(day(TODAY)).unwrap();
    for export in files.chunk_by(|a, b| a.dated_on == b.dated_on) {
        let paths: Vec<_> = export.iter().map(|it| folder.path().join(it.name)).collect();
        for (path, file) in paths.iter().zip(export) {
            fs::write(path, &file.text).unwrap();
        }
        let dated = Some(export[0].dated_on);
        let options = ImportOptions { dated, ..ImportOptions::default() };
        session.import(&paths, &options, &mut |_| Going::On).unwrap();
    }
    drop(session);
    fs::read(book).unwrap()
}

/// A cockpit over a copy of the sample book.
fn sample() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.db");
    fs::write(&book, SAMPLE.get_or_init(make)).unwrap();
    Bench::over(open(&book), folder)
}

/// The picture in the README, between its marks.
fn picture(readme: &str) -> (usize, usize) {
    let (open, close) = ("<!-- screen -->\n```text\n", "\n```\n<!-- /screen -->");
    let start = readme.find(open).unwrap() + open.len();
    (start, readme.find(close).unwrap())
}

#[test]
fn the_picture_in_the_readme_is_the_first_screen_of_the_sample_book() {
    let mut bench = sample();
    bench.state.shown = rounds::app::Shown::Sample;
    let drawn = bench.text();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (start, end) = picture(&readme);
    if std::env::var_os("INSTA_UPDATE").is_some_and(|it| it == "always") {
        let readme = format!("{}{drawn}{}", &readme[..start], &readme[end..]);
        fs::write(&path, readme).unwrap();
    } else {
        let advice = "run the tests once with INSTA_UPDATE=always to draw it anew";
        assert_eq!(readme[start..end], *drawn, "{advice}");
    }
}

#[test]
fn a_key_press_becomes_a_stored_task_and_undo_takes_it_back() {
    let bench = sample();
    let before = bench.state.today.tasks().len();
    let bench = bench.press("a t call Space Kenji Space tomorrow Space 9:30 Space #exec Enter");
    assert_eq!(bench.state.layer, None, "{}", bench.text());
    assert_eq!(bench.message(), "Added task call Kenji, Thu 15 Oct, Küstenwind Energie   u undo");
    let find = |bench: &Bench| {
        let mut tasks = bench.state.today.tasks().iter();
        tasks.find(|it| &*it.task.title == "call Kenji").map(|it| it.task.clone())
    };
    let task = find(&bench).unwrap();
    assert_eq!(task.due_on, Some(day(TODAY) + 1));
    assert_eq!(task.due_time.as_deref(), Some("09:30"));
    let bench = bench.press("u");
    assert_eq!((find(&bench), bench.state.today.tasks().len()), (None, before));
    let bench = bench.press("U");
    assert_eq!(bench.state.today.tasks().len(), before + 1);
}

#[test]
fn every_verb_of_the_first_screen_reaches_the_book_and_is_undone() {
    let mut bench = sample();
    let first = |bench: &Bench| bench.state.today.alert().unwrap().alert.id.clone();
    for keys in ["x", "z 3", "X h", "z d 24 Space dec Enter"] {
        let (before, all) = (first(&bench), bench.state.today.alerts().len());
        bench = bench.press("g g").press(keys);
        assert!(bench.message().ends_with("u undo"), "{keys}: {}", bench.message());
        assert_eq!(bench.state.today.alerts().len(), all - 1, "{keys}");
        bench = bench.press("u g g");
        assert_eq!((first(&bench), bench.state.today.alerts().len()), (before, all), "{keys}");
    }
    bench = bench.press("a n they Space wait Enter a l call Space about Space seats Enter");
    assert_eq!(bench.message(), "Logged call about seats, Küstenwind Energie   u undo");
    bench = bench.press("M r sponsor Space left Enter");
    let id = bench.state.account_here().unwrap();
    let book = bench.state.book.as_ref().unwrap();
    assert_eq!(book.account(id).unwrap().band.word(), "red");
    bench = bench.press("Enter");
    let page = bench.state.account.page(id).unwrap();
    assert!(page.timeline.iter().any(|it| it.text == "they wait"));
    assert!(page.timeline.iter().any(|it| it.text.contains("about seats")));
    bench = bench.press("u u u");
    let page = bench.state.account.page(id).unwrap();
    assert!(!page.timeline.iter().any(|it| it.text == "they wait"));
}

#[test]
fn no_two_alerts_share_an_id() {
    let bench = sample();
    let alerts = &bench.state.book.as_ref().unwrap().alerts;
    let ids: std::collections::BTreeSet<_> = alerts.iter().map(|it| &it.alert.id).collect();
    assert!(alerts.len() > 15);
    assert_eq!(ids.len(), alerts.len());
    // An id is the rule's own name and the account's number, so that either tells two apart.
    for it in alerts {
        let expected = format!("{}/{}", it.alert.rule, it.alert.account);
        assert_eq!(*it.alert.id, expected);
    }
}

#[test]
fn the_filter_asks_the_facts_and_points_at_what_it_cannot_read() {
    let bench = sample().press("2 / renews<90d");
    let shown = bench.state.accounts.shown();
    let near = shown.to_vec();
    assert!(!shown.is_empty() && shown.len() < 60);
    let today = day(TODAY);
    let is_near = |it: i64| (0..90).contains(&it);
    assert!(shown.iter().all(|it| is_near(it.renewal_on.unwrap().days_since(today))));
    let bench = bench.press("Space helth<60");
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!() };
    let Note::Problem(problem) = &prompt.note else { panic!("{:?}", prompt.note) };
    assert!(problem.starts_with("column 12: ") && problem.contains("health"), "{problem}");
    assert_eq!(bench.state.accounts.shown(), near);
    let bench = bench.press("Esc");
    assert_eq!(bench.state.accounts.shown().len(), 60);
}

/// The texts that Tab would put in the place of the word, and what each means.
fn offered(bench: &Bench) -> Vec<(&str, &str)> {
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!("no line is open") };
    prompt.completion.offers.iter().map(|it| (&*it.text, &*it.meaning)).collect()
}

fn line(bench: &Bench) -> &str {
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!("no line is open") };
    prompt.field.text()
}

#[test]
fn a_filter_is_put_together_from_facts_signs_and_values_of_the_book() {
    let bench = sample().press("2 / hea");
    let sentence = "Health, 0 to 100 (100 is best), after limits.";
    assert_eq!(offered(&bench).first(), Some(&("health", sentence)));
    let bench = bench.press("Tab");
    assert_eq!((line(&bench), offered(&bench)[0]), ("health", ("health<", "less than")));
    let bench = bench.press("Tab 60 Space -tag:");
    let tags = offered(&bench);
    assert!(tags.contains(&("growth", "in this book")), "{tags:?}");
    let bench = bench.press("Down Tab");
    assert!(line(&bench).starts_with("health<60 -tag:"), "{}", line(&bench));
    assert_eq!(bench.state.accounts.filter.error(), None);
    let bench = bench.press("Ctrl+u (csm:");
    let owner = offered(&bench)[0].0.to_owned();
    let bench = bench.press("Tab ) Enter");
    assert!(bench.state.layer.is_none());
    let shown = bench.state.accounts.shown();
    assert!(!shown.is_empty() && shown.len() < 60, "{owner}: {}", shown.len());
}

#[test]
fn while_a_condition_is_half_typed_the_last_good_result_stays_on_the_screen() {
    let mut bench = sample().press("2 / renews<90d");
    let near = bench.state.accounts.shown().to_vec();
    // The name of a fact is a word to search until it is compared.
    bench = bench.press("Space health");
    assert!(bench.state.accounts.shown().len() < near.len());
    for half in ["<", "6 0 x"] {
        bench = bench.press(half);
        assert!(bench.state.accounts.filter.error().is_some());
    }
    let error = bench.state.accounts.filter.error().unwrap();
    assert_eq!(error.column, 19);
    assert!(bench.text().contains("column 19"), "{}", bench.text());
    let bench = bench.press("Ctrl+u helth<60");
    assert_eq!(bench.state.accounts.shown().len(), 60);
    let bench = bench.press("Esc : filter Space arr> Enter");
    assert!(bench.message().contains("column 5"), "{}", bench.message());
    assert_eq!(bench.state.accounts.filter.text(), "");
}

#[test]
fn another_day_gives_another_book_and_no_change() {
    let bench = sample().press(": as-of Space 2026-07-14 Enter");
    assert!(bench.text().contains("as of Tue 14 Jul"), "{}", bench.text());
    let bench = bench.press("x");
    assert!(bench.message().contains("reading only"), "{}", bench.message());
    let bench = bench.press(": as-of Space today Enter");
    assert!(!bench.text().contains("as of"));
}

#[test]
fn a_note_on_several_marked_accounts_is_one_entry_and_one_undo() {
    let notes = |bench: &mut Bench| -> usize {
        let ids: Vec<_> = bench.state.accounts.shown().iter().take(2).map(|it| it.id).collect();
        let mut found = 0;
        for id in ids {
            bench.send(Msg::Action(Action::ScreenBook));
            bench.state.accounts.select(id);
            bench.send(Msg::Action(Action::Open));
            let page = bench.state.account.page(id).unwrap();
            found += page.timeline.iter().filter(|it| it.text == "price rise").count();
        }
        found
    };
    let mut bench = sample().press("2 Space Space a n price Space rise Enter");
    assert_eq!(bench.message(), "Added a note, 2 accounts   u undo");
    assert_eq!(notes(&mut bench), 2);
    let mut bench = bench.press("u");
    assert_eq!(notes(&mut bench), 0);
}

/// A cockpit over an empty book, and a folder with a file of accounts and one of usage in it.
fn with_exports() -> (Bench, tempfile::TempDir) {
    let exports = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| fs::write(exports.path().join(name), text).unwrap();
    file("accounts.csv", "account_id,name,arr\na1,Acme,1000\na2,Globex,many\n");
    file("accounts.csv.rejects.csv", "nothing of this is read\n");
    file("tasks.csv", "task_id,account_id,title,due_date\nt1,a1,Call Kenji,2026-10-20\n");
    file("notes.pdf", "nor of this\n");
    let folder = tempfile::tempdir().unwrap();
    let session = open(&folder.path().join("book.db"));
    (Bench::over(session, folder), exports)
}

#[test]
fn a_folder_typed_at_the_first_start_is_imported_and_its_whole_report_can_be_read() {
    let (bench, exports) = with_exports();
    let mut bench = bench.press("i");
    bench.send(Msg::Pasted(exports.path().display().to_string()));
    let bench = bench.press("Enter").size(140, 45);
    let text = bench.text();
    for said in ["What the import did", "accounts.csv (accounts): 2 rows", "tasks.csv (tasks)"] {
        assert!(text.contains(said), "{said}:\n{text}");
    }
    assert!(!text.contains("nothing of this"), "{text}");
    assert!(bench.message().starts_with("Imported 2 files"), "{}", bench.message());
    let bench = bench.press("Esc");
    assert_eq!(bench.state.layer, None);
    assert_eq!(bench.state.today.tasks().len(), 1);
}

#[test]
fn an_import_is_undone_only_when_it_is_asked_for_twice() {
    let (bench, exports) = with_exports();
    let mut bench = bench.press("i");
    bench.send(Msg::Pasted(format!("{}/*.csv", exports.path().display())));
    let accounts = |bench: &Bench| bench.state.book.as_ref().unwrap().totals.accounts;
    let bench = bench.press("Enter Esc u");
    let all = accounts(&bench);
    assert!(all > 0);
    let asked = bench.message().to_owned();
    assert!(asked.starts_with("u again takes back the import of accounts.csv"), "{asked}");
    // Any other key takes the question back.
    let bench = bench.press("j u");
    assert_eq!((accounts(&bench), bench.message()), (all, asked.as_str()));
    let bench = bench.press("u");
    assert_eq!(accounts(&bench), 0);
    // Every other change is one key.
    let bench = bench.press("U 2 a n hello Enter u");
    assert_eq!(bench.message(), "Undone: Added a note, Acme");
}

#[test]
fn the_jump_finds_a_person_and_opens_the_account_at_its_people() {
    let bench = sample().press("Ctrl+k mireille");
    let text = bench.text();
    assert!(text.contains("Mireille Weber") && text.contains("Northlane Freight"), "{text}");
    let bench = bench.press("Enter");
    let id = bench.state.place().account.unwrap();
    assert_eq!(bench.state.account_name(id), "Northlane Freight");
    assert_eq!(bench.state.account.tab, AccountTab::People);
    // A tag, a domain or an id is no person.
    let bench = sample().press("Ctrl+k .example");
    assert!(!bench.text().contains("person  "), "{}", bench.text());
}

#[test]
fn a_renewal_date_set_in_the_sample_book_moves_the_row_and_undo_moves_it_back() {
    let bench = sample().press("3");
    let before = bench.state.renewals.selected().unwrap().clone();
    let later = before.renewal_on.unwrap() + 40;
    let bench = bench.press("d").press(&later.to_string()).press("Enter");
    assert_eq!(bench.state.layer, None, "{}", bench.text());
    assert!(bench.message().ends_with("u undo"), "{}", bench.message());
    let row = |bench: &Bench| bench.state.book.as_ref().unwrap().account(before.id).cloned();
    assert_ne!(row(&bench).unwrap().renewal_on, before.renewal_on);
    assert_ne!(row(&bench).unwrap().notice_on, before.notice_on);
    assert_eq!(row(&bench.press("u")).unwrap().renewal_on, before.renewal_on);
}

#[test]
fn an_account_that_exists_is_refused_in_the_line_that_names_it() {
    let bench = sample().press("a a northlane Space FREIGHT Enter");
    let Some(Layer::Prompt(prompt)) = &bench.state.layer else { panic!("{}", bench.text()) };
    let Note::Problem(why) = &prompt.note else { panic!("{:?}", prompt.note) };
    assert!(why.contains("\"Northlane Freight\" already"), "{why}");
}

#[test]
fn the_head_of_renewals_counts_from_today_as_the_filter_does() {
    let counted = |bench: &Bench, months: i32| {
        let today = day(TODAY);
        let dates = bench.state.renewals.shown().iter().filter_map(|it| it.renewal_on);
        dates.filter(|it| (today..today.add_months(months)).contains(it)).count()
    };
    let mut bench = sample().press("3");
    for (keys, months) in [("g g", 12), ("+", 6), ("+", 3)] {
        bench = bench.press(keys);
        let words = format!("|  {} in {months} months, ", counted(&bench, months));
        assert!(bench.text().contains(&words), "{words}\n{}", bench.text());
    }
    let bench = bench.press("l");
    assert!(bench.text().contains(" in 3 months from 01 Nov, "), "{}", bench.text());
}
