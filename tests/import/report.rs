//! What an import reports, and what it leaves behind.

use rounds::app::{Going, ImportError, import};
use rounds::domain::{Family, Kind, Value};

use super::{Desk, SAAS, counts, day, first_reject, fixtures};

const SNAPSHOT: [&str; 3] = ["support.csv", "product_usage.csv", "crm_accounts.csv"];

#[test]
fn files_of_one_call_are_taken_in_the_order_in_which_they_need_each_other() {
    let mut desk = Desk::new();
    let report = desk.paths(&fixtures("saas", &SAAS));
    assert_eq!(counts(&report), [22, 0, 0, 0]);
    let kinds: Vec<&str> = report.files.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, ["accounts", "contracts", "usage", "tickets", "outcomes"]);
    assert_eq!(desk.store.journal(10).unwrap().len(), 1);
    // Events of a day are added up, a repeated row id too, and rows outside the term are kept.
    assert_eq!(
        desk.points("export"),
        ["A-01 2024-01-05 12", "A-02 2024-12-31 2", "A-03 2024-02-28 4"]
    );
    assert_eq!(desk.points("search")[1..], ["A-03 2024-01-06 7", "A-03 2024-02-06 10"]);
    assert_eq!(
        desk.points("is_beta_feature")[3..],
        ["A-03 2024-01-06 1", "A-03 2024-02-06 1", "A-03 2024-02-28 0"]
    );
}

#[test]
fn importing_the_same_files_again_changes_nothing() {
    for (folder, files, rows) in [
        ("saas", &SAAS[..], 22),
        ("snapshot", &SNAPSHOT, 9),
        ("weekly", &["accounts.csv", "usage.csv", "outcomes.csv"], 10),
    ] {
        let mut desk = Desk::new();
        desk.paths(&fixtures(folder, files));
        let before = desk.dump();
        let version = desk.store.data_version().unwrap();
        desk.today = day("2026-05-01");
        let report = desk.paths(&fixtures(folder, files));
        assert_eq!(counts(&report), [0, 0, rows, 0], "{folder}");
        assert_eq!(report.entry, None);
        assert_eq!(desk.store.journal(10).unwrap().len(), 1);
        assert_eq!(desk.store.data_version().unwrap(), version);
        assert_eq!(desk.dump(), before);
    }
}

#[test]
fn an_import_is_undone_and_redone_as_a_whole() {
    let mut desk = Desk::new();
    desk.paths(&fixtures("snapshot", &SNAPSHOT));
    let before = desk.dump();
    desk.store.undo().unwrap().unwrap();
    assert!(desk.records(Kind::Account).is_empty() && desk.store.metrics().unwrap().is_empty());
    desk.store.redo().unwrap().unwrap();
    assert_eq!(desk.dump(), before);
    // After an undo the same files are new again.
    desk.store.undo().unwrap().unwrap();
    assert_eq!(counts(&desk.paths(&fixtures("snapshot", &SNAPSHOT))), [9, 0, 0, 0]);
}

#[test]
fn aggregates_per_account_are_figures_of_the_latest_day_on_which_something_happened() {
    let mut desk = Desk::new();
    let report = desk.paths(&fixtures("snapshot", &SNAPSHOT));
    let assumed = report.assumed.clone().unwrap();
    assert_eq!(assumed.on, day("2026-01-31"));
    assert_eq!(assumed.source().unwrap(), "support.csv, last_csm_contact_date");
    assert_eq!(report.conflict_count, 0);
    let support = report.files.iter().find(|it| it.file == "support.csv").unwrap();
    assert!(support.notes.iter().any(|it| it.contains("0 tickets, 0 survey answers")));
    assert!(desk.records(Kind::Ticket).is_empty() && desk.records(Kind::Survey).is_empty());

    let family = |name: &str| {
        let metrics = desk.store.metrics().unwrap();
        metrics.iter().find(|it| &*it.name == name).map(|it| it.family)
    };
    assert_eq!(family("nps_score"), Some(Family::Reported));
    assert_eq!(family("weekly_logins"), Some(Family::Usage));
    assert_eq!(desk.points("nps_score")[0], "N-1 2026-01-31 8.6");
    let account = &desk.records_on(Kind::Account, "2026-01-31")[0];
    assert_eq!(account.number("seats"), Some(50.0));
    assert_eq!(account.money("arr").unwrap().to_string(), "853657.00");
    assert_eq!(account.day("renewal_date"), Some(day("2026-04-06")));
    assert_eq!(account.get("custom.health_check_completed"), Some(&Value::Flag(true)));
    assert_eq!(account.day("custom.last_csm_contact_date"), Some(day("2026-01-27")));
    assert_eq!(account.text("custom.support_plan"), Some("Premium"));
    // Every column became something.
    assert!(
        report.files.iter().flat_map(|it| &it.mapping).all(|it| !it.becomes.starts_with("left"))
    );

    desk.options.dated = Some(day("2026-02-10"));
    let report = desk.paths(&fixtures("snapshot", &SNAPSHOT));
    assert_eq!(report.assumed, None);
    assert_eq!(desk.points("nps_score")[1], "N-1 2026-02-10 8.6");
}

#[test]
fn two_files_that_give_a_field_differently_are_named_with_both_lines() {
    let mut desk = Desk::new();
    let crm = desk.file("accounts.csv", "account_id,account_name,arr\nA1,Acme,100\nB2,Beta,50\n");
    let finance = desk.file("arr.csv", "account_id,account_name,arr\nX,Other,1\nA1,Acme,120\n");
    let report = desk.paths(&[crm.clone(), finance.clone()]);
    assert_eq!(report.conflict_count, 1);
    let conflict = &report.conflicts[0];
    assert_eq!((conflict.record.as_str(), conflict.field.as_str()), ("A1", "arr"));
    assert_eq!((conflict.kept.file.as_str(), conflict.kept.line), ("accounts.csv", 2));
    assert_eq!((conflict.dropped.file.as_str(), conflict.dropped.line), ("arr.csv", 3));
    assert_eq!(conflict.dropped.value, "120.00 USD");
    let arr = |desk: &Desk| desk.records(Kind::Account)[0].money("arr").unwrap().to_string();
    assert_eq!(arr(&desk), "100.00");
    // The same call again has the same conflict and changes nothing.
    let report = desk.paths(&[crm, finance]);
    assert_eq!((counts(&report), report.conflict_count), ([0, 0, 4, 0], 1));
    assert_eq!(arr(&desk), "100.00");
}

#[test]
fn two_files_that_give_a_value_of_usage_differently_say_so_each_time_and_change_nothing() {
    let heads = [
        ("usage", "date,metric,value\nA1,2026-01-05,logins"),
        ("usage", "snapshot_date,logins\nA1,2026-01-05"),
        ("snapshot", "logins\nA1"),
    ];
    for (kind, head) in heads {
        let mut desk = Desk::new();
        desk.options.dated = Some(day("2026-01-05"));
        desk.take("accounts.csv", "account_id,account_name,arr\nA1,Acme,100\n");
        let first = desk.file("first.csv", format!("account_id,{head},5\n"));
        let second = desk.file("second.csv", format!("account_id,{head},6\n"));
        for created in [1, 0, 0] {
            let report = desk.paths(&[first.clone(), second.clone()]);
            assert_eq!(report.files[0].kind, kind);
            assert_eq!((counts(&report), report.conflict_count), ([created, 0, 2 - created, 0], 1));
            assert_eq!(desk.points("logins"), ["A1 2026-01-05 5"]);
            assert_eq!(report.conflicts[0].record, "A1");
            let sides = [&report.conflicts[0].kept, &report.conflicts[0].dropped];
            assert_eq!(
                sides.map(|it| (it.file.as_str(), it.line)),
                [("first.csv", 2), ("second.csv", 2)]
            );
        }
        // By itself the second file is a correction.
        let report = desk.paths(&[second]);
        assert_eq!((counts(&report), report.conflict_count), ([0, 1, 0, 0], 0));
        assert_eq!(desk.points("logins").last().unwrap(), "A1 2026-01-05 6");
    }
}

#[test]
fn what_was_rejected_before_is_left_out_of_a_call_of_all_files() {
    let mut desk = Desk::new();
    let text = "account_id,account_name,arr\nA1,Acme,100\nB2,Beta,lots\n";
    let input = desk.file("accounts.csv", text);
    let report = desk.paths(std::slice::from_ref(&input));
    let rejects = std::path::PathBuf::from(report.files[0].rejects_file.clone().unwrap());
    let report = desk.paths(&[input, rejects.clone()]);
    assert_eq!((report.files.len(), counts(&report)), (1, [0, 0, 1, 1]));
    assert!(report.files[0].notes.iter().any(|it| it.contains("was left out")));
    // By itself it is a file like any other.
    let mended = std::fs::read_to_string(&rejects).unwrap().replace("lots", "50");
    std::fs::write(&rejects, mended).unwrap();
    assert_eq!(counts(&desk.paths(&[rejects])), [1, 0, 0, 0]);
}

#[test]
fn a_dry_run_reports_the_same_and_keeps_nothing() {
    let mut desk = Desk::new();
    desk.options.is_dry_run = true;
    let report = desk.paths(&fixtures("saas", &SAAS));
    assert_eq!(counts(&report), [22, 0, 0, 0]);
    assert!(report.headline().starts_with("Would import"));
    assert_eq!(desk.dump(), "[]");
    assert!(desk.store.journal(1).unwrap().is_empty());
    desk.take("accounts.csv", "account_id,account_name\nA1\n");
    assert!(!desk.folder.path().join("accounts.csv.rejects.csv").exists());
}

#[test]
fn a_stopped_import_leaves_the_book_as_it_was() {
    let mut desk = Desk::new();
    let paths = fixtures("saas", &SAAS);
    let mut steps = 0;
    let mut stop = |step: rounds::app::Step<'_>| {
        assert!((0.0..=1.0).contains(&step.done));
        steps += 1;
        if steps == 8 { Going::Stop } else { Going::On }
    };
    let done = import(&mut desk.store, &paths, &desk.options, "t", desk.today, &mut stop);
    assert!(matches!(done, Err(ImportError::Stopped)));
    assert_eq!(desk.dump(), "[]");
}

#[test]
fn rejected_rows_are_written_beside_the_file_with_line_and_reason() {
    let mut desk = Desk::new();
    let text = "account_id;account_name;seats\nA1;Acme;ten\nB2;\"Be\nta\";5\nC3;Gamma;x\n";
    let report = desk.take("accounts.csv", text);
    assert_eq!(counts(&report), [1, 0, 0, 2]);
    assert_eq!(first_reject(&report), "2 seats: \"ten\" is not a number");
    let place = desk.folder.path().join("accounts.csv.rejects.csv");
    assert_eq!(report.files[0].rejects_file.as_deref(), Some(place.to_str().unwrap()));
    let kept = std::fs::read_to_string(&place).unwrap();
    assert_eq!(
        kept,
        "line,column,reason,account_id,account_name,seats\n\
         2,seats,\"\"\"ten\"\" is not a number\",A1,Acme,ten\n\
         5,seats,\"\"\"x\"\" is not a number\",C3,Gamma,x\n"
    );
    // Mended, the file of rejects is imported as it is; what was added to it is left out.
    let mended = kept.replace("A1,Acme,ten", "A1,Acme,10").replace("Gamma,x", "Gamma,3");
    let report = desk.take("mended.csv", mended);
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    assert!(desk.records(Kind::Account).iter().all(|it| it.get("custom.reason").is_none()));
}

#[test]
fn line_column_and_reason_stand_under_their_headers_however_long_a_row_is() {
    let mut desk = Desk::with_accounts();
    let report = desk
        .take("outcomes.csv", "account,contracted,contract date,reason\nA1,5,2026-01-02,price,x\n");
    let place = std::path::PathBuf::from(report.files[0].rejects_file.clone().unwrap());
    let kept = std::fs::read_to_string(&place).unwrap();
    let head = "line,column,reason,account,contracted,contract date,reason\n";
    let why = "has 5 cells where the header has 4";
    assert_eq!(kept, format!("{head}2,,{why},A1,5,2026-01-02,price,x\n"));
    // Rejected once more it has the newest reason alone, and mended it is a file like the first.
    let report = desk.take("again.csv", &kept);
    let place = std::path::PathBuf::from(report.files[0].rejects_file.clone().unwrap());
    let why = "has 8 cells where the header has 7";
    assert_eq!(
        std::fs::read_to_string(place).unwrap(),
        format!("{head}2,,{why},A1,5,2026-01-02,price,x\n")
    );
    assert_eq!(counts(&desk.take("mended.csv", kept.replace(",x\n", "\n"))), [1, 0, 0, 0]);
    let outcome = &desk.records(Kind::Outcome)[0];
    assert_eq!(
        (outcome.text("result"), outcome.text("reason")),
        (Some("contracted"), Some("price"))
    );
}

#[test]
fn a_rejects_file_never_takes_the_place_of_a_file_that_is_not_ours() {
    let mut desk = Desk::new();
    desk.file("accounts.csv.rejects.csv", "my own notes\n");
    let report = desk.take("accounts.csv", "account_id,account_name\nA1\n");
    let place = report.files[0].rejects_file.clone().unwrap();
    assert!(place.ends_with("accounts.csv.rejects-2.csv"));
    let report = desk.take("accounts.csv", "account_id,account_name\nA1\n");
    assert_eq!(report.files[0].rejects_file.as_ref(), Some(&place));
    let notes = desk.folder.path().join("accounts.csv.rejects.csv");
    assert_eq!(std::fs::read_to_string(notes).unwrap(), "my own notes\n");
    assert!(report.is_all_rejected());
}

#[test]
fn a_row_that_says_that_nothing_happened_is_told_as_no_outcome() {
    let mut desk = Desk::with_accounts();
    let text = "account_id,churned,churn_date\nA1,1,2026-01-02\nB2,0,\n";
    let report = desk.take("outcomes.csv", text);
    assert_eq!((counts(&report), report.totals().without_outcome), ([1, 0, 1, 0], 1));
    assert_eq!(report.headline(), "Imported 1 file: 1 outcome; 1 row holds no outcome");
    let report = desk.take("outcomes.csv", text);
    assert_eq!(
        report.headline(),
        "Imported 1 file: 1 outcome; 0 created, 0 updated, 1 unchanged; 1 row holds no outcome"
    );
}

#[test]
fn files_of_one_kind_are_summed_up_once() {
    let mut desk = Desk::new();
    let first = desk.file("a.csv", "account_id,account_name\nA1,Acme\nB2,Beta\n");
    let second = desk.file("b.csv", "account_id,account_name\nC3,Gamma\n");
    let report = desk.paths(&[first, second]);
    assert_eq!(report.headline(), "Imported 2 files: 3 rows of accounts; 0 conflicts");
}

#[test]
fn amounts_that_are_in_no_sum_are_counted_by_their_currency() {
    let mut desk = Desk::new();
    let text = "account_id,account_name,arr\nA1,Acme,EUR 5\nB2,Beta,€ 6\nC3,Gamma,€ 7\n\
        D4,Delta,USD 2\nE5,Epsilon,$3\nF6,Zeta,GBP 1\n";
    let notes = desk.take("accounts.csv", text).files[0].notes.clone();
    assert_eq!(
        notes,
        [
            "the book's sums are in EUR, the currency of most amounts",
            "1 amount is in GBP; the book sums in EUR and has no rate, so it is in no sum",
            "2 amounts are in USD; the book sums in EUR and has no rate, so they are in no sum",
        ]
    );
}

#[test]
fn a_currency_that_no_amount_names_is_told_as_assumed() {
    let mut desk = Desk::new();
    let report = desk.take("accounts.csv", "account_id,account_name,arr\nA1,Acme,5\n");
    let notes = &report.files[0].notes;
    assert!(notes[0].starts_with("no amount names a currency: USD is assumed"), "{notes:?}");
    assert!(notes[0].contains("--currency"), "{notes:?}");
    // A column of currencies names it.
    let mut desk = Desk::new();
    let report = desk.take("accounts.csv", "account_id,account_name,arr,currency\nA1,Acme,5,USD\n");
    let told = "the book's sums are in USD, the currency of most amounts";
    assert_eq!(report.files[0].notes, [told]);
}

#[test]
fn a_note_about_one_row_speaks_of_one_row() {
    let mut desk = Desk::with_accounts();
    let report = desk.take("accounts.csv", "account_id,account_name,region\nA1,Ac\u{7}me,EMEA\n");
    assert!(report.files[0].notes.iter().any(|it| it.ends_with("taken out of 1 row")));
    let report = desk.take("usage.csv", "account_id,date,metric,value\nA1,2026-01-05,logins,3\n");
    let notes = &report.files[0].notes;
    assert!(notes[0].starts_with("1 metric whose values stand for single days"), "{notes:?}");
}
