//! Bad input: a clear error, or a reject with its line; never a panic, never half an import.

use rounds::domain::Kind;
use std::fmt::Write as _;

use super::{Desk, counts, first_reject};

#[test]
fn a_file_that_is_not_there_is_a_folder_or_cannot_be_read_says_so() {
    let mut desk = Desk::new();
    let folder = desk.folder.path().to_owned();
    let error = desk.try_paths(&[folder.join("none.csv")]).unwrap_err().to_string();
    assert!(error.contains("there is no such file"), "{error}");
    let error = desk.try_paths(&[folder]).unwrap_err().to_string();
    assert!(error.contains("is a folder"), "{error}");
    assert!(desk.try_paths(&[]).unwrap_err().to_string().contains("name the files"));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new();
    let path = desk.file("accounts.csv", "account_id,account_name\n");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The administrator may read everything.
    if std::fs::File::open(&path).is_err() {
        let error = desk.try_paths(&[path]).unwrap_err().to_string();
        assert!(error.contains("no permission"), "{error}");
    }
}

#[test]
fn an_empty_file_is_an_error_and_a_header_without_rows_is_none() {
    let mut desk = Desk::new();
    for bytes in [&b""[..], b"\n\n\r\n", b"\xEF\xBB\xBF", b" , ,\n"] {
        let error = desk.refuse("accounts.csv", bytes);
        assert!(error.contains("is empty"), "{bytes:?}: {error}");
    }
    let report = desk.take("accounts.csv", "account_id,account_name");
    assert_eq!((report.files[0].kind, counts(&report)), ("accounts", [0, 0, 0, 0]));
    assert!(!report.is_all_rejected());
    assert_eq!(report.entry, None);
}

#[test]
fn a_binary_file_is_refused_by_what_it_looks_like() {
    let mut desk = Desk::new();
    let error = desk.refuse("accounts.csv", b"PK\x03\x04\x14\x00");
    assert!(error.contains("Excel workbook"), "{error}");
    let noise: Vec<u8> = (0..=255).cycle().take(5000).collect();
    assert!(desk.refuse("accounts.csv", noise).contains("binary data"));
    assert!(desk.refuse("accounts.csv", [0; 64]).contains("not a text file"));
}

#[test]
fn one_bad_file_of_several_stops_them_all() {
    let mut desk = Desk::new();
    let good = desk.file("accounts.csv", "account_id,account_name\nA1,Acme\n");
    let bad = desk.file("usage.csv", "");
    let error = desk.try_paths(&[good, bad]).unwrap_err().to_string();
    assert!(error.contains("Nothing was imported"), "{error}");
    assert!(desk.records(Kind::Account).is_empty());
}

#[test]
fn ten_thousand_columns_are_read() {
    let mut desk = Desk::new();
    let mut header = String::from("account_id,account_name");
    let mut row = String::from("A1,Acme");
    for place in 0..10_000 {
        write!(header, ",extra {place}").unwrap();
        write!(row, ",{place}").unwrap();
    }
    let report = desk.take("accounts.csv", format!("{header}\n{row}\n"));
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    assert_eq!(desk.records(Kind::Account)[0].number("custom.extra_9999"), Some(9999.0));
}

#[test]
fn a_row_shorter_or_longer_than_the_header_is_rejected_with_its_line() {
    let mut desk = Desk::new();
    let text =
        "account_id,account_name,region\nA1,Acme\nB2,Beta,EMEA,x\nC3,Gamma,APAC,,\nD4,Delta,\n";
    let report = desk.take("accounts.csv", text);
    assert_eq!(counts(&report), [2, 0, 0, 2]);
    assert_eq!(first_reject(&report), "2: has 2 cells where the header has 3");
    assert_eq!(report.files[0].rejects[1].line, 3);
}

#[test]
fn an_id_given_twice_counts_once_and_a_contradiction_names_both_lines() {
    let mut desk = Desk::new();
    let text = "account_id,account_name\nA1,Acme\nB2,Beta\nA1,Acme\nB2,Better\n";
    let report = desk.take("accounts.csv", text);
    assert_eq!(counts(&report), [2, 0, 1, 1]);
    assert_eq!(
        first_reject(&report),
        "5: has the id of line 3 and says something else; line 3 counts"
    );
    let text =
        "ticket_id,account_id,created_at,subject\nT1,A1,2026-01-02,Slow\nT1,A1,2026-01-02,Fast\n";
    assert_eq!(counts(&desk.take("tickets.csv", text)), [1, 0, 0, 1]);
    // Usage has no id but account, metric and day.
    let text = "account_id,date,metric,value\nA1,2026-01-02,logins,3\nA1,2026-01-02,logins,3\nB2,2026-01-02,logins,3\n";
    let report = desk.take("usage.csv", text);
    assert_eq!(counts(&report), [2, 0, 0, 1]);
    assert!(first_reject(&report).starts_with("3: has the account, metric and day of line 2"));
}

#[test]
fn a_date_that_does_not_exist_is_rejected() {
    let mut desk = Desk::with_accounts();
    let text = "ticket_id,account_id,created_at,status\nT1,A1,2026-02-30,open\nT2,A1,2026-02-28,open\nT3,A1,soon,open\n";
    let report = desk.take("tickets.csv", text);
    assert_eq!(counts(&report), [1, 0, 0, 2]);
    assert_eq!(first_reject(&report), "2 created_at: \"2026-02-30\" is a date that does not exist");
}

#[test]
fn a_column_of_dates_with_two_readings_is_refused_with_both() {
    let mut desk = Desk::with_accounts();
    let text =
        "ticket_id,account_id,created_at,status\nT1,A1,03/04/2026,open\nT2,A1,05/06/2026,open\n";
    let error = desk.refuse("tickets.csv", text);
    assert!(error.contains("2026-04-03 day first and 2026-03-04 month first"), "{error}");
    assert!(error.contains("--dates"), "{error}");
    // Another column of the file tells.
    let text = "ticket_id,account_id,created_at,closed_at\nT1,A1,03/04/2026,16/04/2026\n";
    let report = desk.take("tickets.csv", text);
    assert!(report.files[0].notes.iter().any(|it| it.contains("day first")), "{report:?}");
    assert_eq!(desk.records(Kind::Ticket)[0].day("created_on"), Some(super::day("2026-04-03")));
    // So does the user.
    desk.options.dates = Some(rounds::import::DateOrder::Mdy);
    let text = "ticket_id,account_id,created_at,status\nT2,A1,03/04/2026,open\n";
    desk.take("tickets.csv", text);
    assert_eq!(desk.records(Kind::Ticket)[1].day("created_on"), Some(super::day("2026-03-04")));
}

#[test]
fn money_with_two_currencies_and_numbers_beyond_range_are_rejected() {
    let mut desk = Desk::new();
    let text = "account_id,account_name,arr,seats,currency\n\
        A1,Acme,$5 EUR,1,\nB2,Beta,5 GBP,1,EUR\nC3,Gamma,99999999999999999999,1,\n\
        D4,Delta,5,1e400,\nE5,Epsilon,5,NaN,\nF6,Zeta,5,inf,\nG7,Eta,5,1,XXQ\nH8,Theta,\"€1,200.50\",1,\n";
    let report = desk.take("accounts.csv", text);
    assert_eq!(counts(&report), [1, 0, 0, 7]);
    let reasons: Vec<&str> = report.files[0].rejects.iter().map(|it| it.reason.as_str()).collect();
    assert!(reasons[0].contains("two currencies") && reasons[1].contains("two currencies"));
    assert!(reasons[2].contains("beyond the range") && reasons[3].contains("beyond the range"));
    assert!(reasons[4].contains("not a finite") && reasons[5].contains("not a finite"));
    assert!(reasons[6].contains("no currency code"));
    let money = desk.records(Kind::Account)[0].money("arr").unwrap();
    assert_eq!((money.to_string(), money.currency().code()), ("1200.50".into(), "EUR"));
}

#[test]
fn what_a_terminal_would_obey_is_taken_out_of_names_and_the_row_is_kept() {
    let mut desk = Desk::new();
    let text = "account_id,account_name,region\nA\u{0}001,Ac\u{1b}]0;x\u{7}me\u{202e},EM\u{9b}EA\nB2,Beta,APAC\n";
    let report = desk.take("accounts.csv", text);
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    assert!(report.files[0].notes.iter().any(|it| it.contains("control characters")));
    let account = &desk.records(Kind::Account)[0];
    assert_eq!(account.text("external_id"), Some("A001"));
    assert_eq!(account.text("name"), Some("Ac]0;xme"));
    assert_eq!(account.text("region"), Some("EMEA"));
}

#[test]
fn a_reason_never_carries_an_escape_code() {
    let mut desk = Desk::with_accounts();
    let text = "ticket_id,account_id,created_at,status\nT1,A1,\u{1b}[31mnow,open\nT2,\u{1b}[2JX,2026-01-01,open\n";
    let report = desk.take("tickets.csv", text);
    assert_eq!(counts(&report), [0, 0, 0, 2]);
    for reject in &report.files[0].rejects {
        assert!(!reject.reason.chars().any(char::is_control), "{reject:?}");
    }
}

#[test]
fn a_row_of_an_unknown_account_is_rejected_and_never_made() {
    let mut desk = Desk::with_accounts();
    let text = "ticket_id,account_id,created_at,status\nT1,A9,2026-01-02,open\n";
    let report = desk.take("tickets.csv", text);
    assert_eq!(first_reject(&report), "2: names no known account: account \"A9\"");
    assert!(report.is_all_rejected());
    assert_eq!(desk.records(Kind::Account).len(), 2);
}

#[test]
fn a_header_of_no_kind_lists_the_kinds_and_what_was_seen() {
    let mut desk = Desk::new();
    let error = desk.refuse("x.csv", "colour,shape\nred,round\n");
    assert!(error.contains("colour, shape"), "{error}");
    assert!(error.contains("accounts, contracts, contacts, usage"), "{error}");
    // Deals are nothing that a book keeps, though their columns are numbers of an account.
    let deals = "deal_id,account_id,amount,probability\n1,A1,5,0.5\n";
    assert!(desk.refuse("deals.csv", deals).contains("fit no kind"));
    desk.options.kind = Some(rounds::import::FileKind::Usage);
    let error = desk.refuse("x.csv", "account_id,shape\nA1,round\n");
    assert!(error.contains("usage need a column for date"), "{error}");
}

#[test]
fn a_file_that_breaks_off_in_the_middle_of_a_letter_is_read_up_to_there() {
    let mut desk = Desk::new();
    let text = "account_id,account_name,region\nA1,Acme,EMEA\nB2,Beta,APAC\n";
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.pop();
    assert_eq!(desk.take("accounts.csv", bytes).totals().rows, 2);
}

#[test]
fn rejected_rows_are_kept_however_long_they_are() {
    let mut desk = Desk::new();
    let report = desk.take(
        "accounts.csv",
        "account_id,account_name,region\nA1,Acme,EMEA\nB2,Beta,APAC,too,long\nC3\n",
    );
    let kept = report.files[0].rejects_file.as_deref().unwrap();
    let name = std::path::Path::new(kept).file_name().unwrap();
    let text = std::fs::read_to_string(desk.folder.path().join(name)).unwrap();
    assert!(text.contains("too,long"), "{text}");
}

#[test]
fn what_can_be_read_both_ways_is_read_as_the_rest_of_the_file() {
    let mut desk = Desk::new();
    desk.take(
        "accounts.csv",
        "account_id;account_name;arr;mrr\nA1;Acme;12.345;1.028,75\nB2;Beta;9.000;750,00\n",
    );
    let arr = desk.records(Kind::Account)[0].money("arr").unwrap();
    assert_eq!(arr.to_string(), "12345.00");
}

#[test]
fn a_point_that_nothing_in_the_file_proves_is_told_with_and_without_a_currency() {
    let head = "account_id,account_name,arr\nA1,Acme,EUR 1000\n";
    for cell in ["2.000", "€ 2.000", "2.000 EUR", "EUR 2.000"] {
        let mut desk = Desk::new();
        let report = desk.take("accounts.csv", format!("{head}B2,Beta,{cell}\n"));
        let told = format!("column \"arr\": the point in \"{cell}\" is read as a decimal point");
        assert!(report.files[0].notes.iter().any(|it| it.starts_with(&told)), "{report:?}");
    }
    // Another amount of the file tells.
    let mut desk = Desk::new();
    let report = desk.take("accounts.csv", format!("{head}B2,Beta,€ 2.000\nC3,Gamma,\"9,50 €\"\n"));
    assert!(!report.files[0].notes.iter().any(|it| it.contains("decimal point")));
    let arr = desk.records(Kind::Account)[1].money("arr").unwrap();
    assert_eq!((arr.to_string(), arr.currency().code()), ("2000.00".into(), "EUR"));
}

#[test]
fn a_quote_that_is_never_closed_costs_the_rows_below_it_and_no_others() {
    let mut desk = Desk::new();
    // As many cells as the header has: still no row.
    let text = "account_id,account_name,region\nA1,Acme,EMEA\nB2,Beta,\"EMEA\nC3,Gamma,APAC\n";
    let report = desk.take("accounts.csv", text);
    assert_eq!(counts(&report), [1, 0, 0, 1]);
    assert_eq!(
        first_reject(&report),
        "3: a quote is opened and never closed: the 2 lines to the end of the file are one row"
    );
}

#[test]
fn a_row_without_an_end_is_refused_before_it_fills_the_memory() {
    let mut desk = Desk::new();
    let mut text = String::from("account_id,account_name\nA1,\"");
    text.push_str(&"words without end\n".repeat(1 << 20));
    let error = desk.refuse("accounts.csv", text);
    assert!(error.contains("accounts.csv: line 2: the row that begins here is longer"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_device_that_never_ends_is_refused_and_a_pipe_is_read() {
    let mut desk = Desk::new();
    let error = desk.try_paths(&["/dev/zero".into()]).unwrap_err().to_string();
    assert!(error.contains("is not a text file"), "{error}");
    let error = desk.try_paths(&["/dev/null".into()]).unwrap_err().to_string();
    assert!(error.contains("is empty"), "{error}");

    let pipe = desk.folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::write(pipe, "account_id,account_name,region\nA1,Acme,EMEA\n").unwrap()
    });
    let report = desk.paths(&[pipe]);
    writer.join().unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0]);
}

#[test]
fn more_columns_than_any_table_has_are_refused() {
    let mut desk = Desk::new();
    let header = format!("account_id,account_name{}", ",x".repeat(20_000));
    let error = desk.refuse("accounts.csv", format!("{header}\n"));
    assert!(error.contains("line 1: has 20002 columns"), "{error}");
}
