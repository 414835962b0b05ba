//! Any bytes at all: rows, rejects or an error, never a panic.

use proptest::prelude::*;
use rounds::domain::Currency;
use rounds::import::{FileKind, Input, Options, SourceFile};

use super::{Desk, counts, day};

/// Headers and cells that the reader knows, and what could confuse it.
fn cell() -> impl Strategy<Value = String> {
    let words = [
        "account_id",
        "account_name",
        "date",
        "metric",
        "value",
        "arr",
        "seats",
        "email",
        "status",
        "ticket_id",
        "created_at",
        "closed_at",
        "subscription_id",
        "start_date",
        "end_date",
        "score",
        "churned",
        "churn_date",
        "A1",
        "B2",
        "2024-02-29",
        "2024-02-30",
        "31/12/2023",
        "12/31/23",
        "1,5",
        "1.234,5",
        "$5 EUR",
        "1e999",
        "NaN",
        "-",
        "TRUE",
        "\u{1b}[31m",
        "\0",
        "é",
        "\u{202e}",
        "99999999999999999999",
        "5 Mar 2024",
        "1709596800",
        "\"",
        "\"\"",
        "",
        "0001-01-01",
        "a;b|c",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
    ]
}

fn table() -> impl Strategy<Value = Vec<u8>> {
    let row = prop::collection::vec(cell(), 1..7);
    let delimiter = prop::sample::select(vec![",", ";", "\t", "|"]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (prop::collection::vec(row, 1..8), delimiter, end).prop_map(|(rows, delimiter, end)| {
        let lines: Vec<String> = rows.iter().map(|it| it.join(delimiter)).collect();
        lines.join(end).into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_make_rows_or_rejects_or_an_error(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), table()],
        kind in prop::option::of(prop::sample::select(FileKind::ALL.to_vec())),
    ) {
        let mut desk = Desk::with_accounts();
        desk.options.kind = kind;
        let path = desk.file("any.csv", &bytes);
        let before = desk.dump();
        if let Ok(report) = desk.try_paths(std::slice::from_ref(&path)) {
            // Counts of rows add up, and a second import changes nothing.
            counts(&report);
            let again = desk.try_paths(&[path]).unwrap();
            prop_assert_eq!(counts(&again)[..2].to_vec(), vec![0, 0]);
        } else { prop_assert_eq!(desk.dump(), before) }
    }

    #[test]
    fn rows_are_read_the_same_whatever_the_line_ends(rows in prop::collection::vec("[a-z]{1,3},[0-9]{1,3}", 1..20)) {
        let lines = |end: &str| {
            let text = format!("account_id,arr{end}{}{end}", rows.join(end));
            let options = Options { kind: Some(FileKind::Accounts), dates: None, decimal: None, on: day("2026-01-01") };
            let input = Input::from_bytes("a.csv", text);
            let file = SourceFile::open(input, options, |_| Ok::<(), rounds::import::Error>(())).unwrap();
            let mut found = Vec::new();
            file.each_record(Currency::USD, |row| {
                let row = row.read.unwrap();
                found.push((row.line, row.fields));
                Ok::<(), rounds::import::Error>(())
            }).unwrap();
            found
        };
        prop_assert_eq!(lines("\n"), lines("\r\n"));
        prop_assert_eq!(lines("\n"), lines("\r"));
    }
}
