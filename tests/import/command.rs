//! The import as a command: what its report says in words, and what no message may hold.

use std::path::Path;
use std::process::{Command, Output};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rounds"))
            .args(args)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("ROUNDS_BOOK", "book.rounds")
            .env("ROUNDS_TODAY", "2026-03-31")
            .output()
            .unwrap()
    }

    fn says(&self, args: &[&str]) -> String {
        String::from_utf8(self.run(args).stdout).unwrap()
    }
}

#[test]
fn the_encoding_and_the_delimiter_are_said_where_they_are_not_the_usual_ones() {
    let desk = Desk::new();
    desk.file("latin.csv", b"account_id;account_name;region\nA1;Caf\xE9;EMEA\n");
    desk.file("plain.csv", "account_id,account_name,region\nB2,Beta,EMEA\n");
    let said = desk.says(&["import", "latin.csv", "plain.csv"]);
    let line = "read as Windows-1252, with a semicolon between the cells";
    assert_eq!(said.matches(line).count(), 1, "{said}");
    assert!(!said.contains("comma"), "{said}");
}

#[test]
fn rejects_that_are_not_listed_are_counted_and_their_file_is_named() {
    let desk = Desk::new();
    let rows = |count: usize| "A1,Acme,EMEA\n".to_owned() + &"B2\n".repeat(count);
    desk.file("many.csv", "account_id,account_name,region\n".to_owned() + &rows(8));
    desk.file("few.csv", "account_id,account_name,region\n".to_owned() + &rows(2));
    let said = desk.says(&["import", "many.csv", "--dry-run"]);
    assert!(said.contains("  line 7: ") && !said.contains("  line 8: "), "{said}");
    assert!(said.contains("\n  and 3 more\n"), "{said}");
    let said = desk.says(&["import", "many.csv", "few.csv"]);
    assert!(said.contains("\n  and 3 more, all in ./many.csv.rejects.csv\n"), "{said}");
    assert!(said.contains("rejected rows with their reasons: ./few.csv.rejects.csv"), "{said}");
}

#[test]
fn nothing_that_acts_on_a_terminal_is_printed() {
    let desk = Desk::new();
    let evil = "\u{1b}[31m\u{9b}2J\u{202e}\u{7}";
    let text = format!(
        "account_id,account_name,region,no{evil}te\nA1,Ac{evil}me,EMEA,x{evil}\nA1,Ot{evil}her,EMEA,y\nB{evil}2,x\n"
    );
    let [file, book, copy] = ["in.csv", "b.rounds", "c.rounds"].map(|it| format!("{evil}{it}"));
    desk.file(&file, text);
    desk.file(
        "tickets.csv",
        format!("ticket_id,account_id,subject,created_at\nT1,{evil},x,soon{evil}\n"),
    );
    desk.file("odd.csv", format!("x{evil},y\n1,2\n"));
    let commands: &[&[&str]] = &[
        &["import", &file],
        &["import", &file, "--json"],
        &["import", &file, "tickets.csv"],
        &["import", "odd.csv"],
        &["import", &copy],
        &["import", evil, "--as", evil],
        &["accounts"],
        &["accounts", "--csv"],
        &["show", "A1"],
        &["show", evil],
        &["accounts", evil],
        &["history"],
        &["undo"],
        &["redo"],
        &["backup", &copy],
        &["backup", &copy],
        &["doctor"],
        &["config", "path"],
        &[evil],
        &["accounts", "--config", evil],
        &["demo", "--write", &copy],
    ];
    for args in commands {
        let output = desk.run(&[*args, &["--book", &book]].concat());
        for said in [output.stdout, output.stderr] {
            let said = String::from_utf8(said).unwrap();
            let acting: Vec<char> =
                said.chars().filter(|it| *it != '\n' && rounds::domain::acts(*it)).collect();
            assert!(acting.is_empty(), "{args:?}: {acting:?} in {said}");
        }
    }
}
