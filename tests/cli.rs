//! The command line: what it prints, where, and what the shell sees.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use super::support::{TODAY, desk::Desk};

/// A desk whose book holds three accounts, usage and tickets.
fn with_book() -> Desk {
    let desk = Desk::new();
    desk.file("accounts.csv", ACCOUNTS);
    desk.file("usage.csv", usage());
    desk.file("tickets.csv", TICKETS);
    let files = ["import", "accounts.csv", "usage.csv", "tickets.csv"];
    desk.ok(&files);
    desk
}

const ACCOUNTS: &str = "\
account_id,name,domain,tier,arr,currency,seats,customer_since,renewal_date,favourite colour
ACC-1,Acme Corp,acme.example,A,120000,USD,100,2024-01-01,2026-12-01,blue
ACC-2,Globex 株式会社,globex.example,B,48000.50,USD,40,2025-02-01,2027-02-01,
ACC-3,Acme Foods,acmefoods.example,B,,USD,20,2025-06-01,,red
";

const TICKETS: &str = "\
ticket_id,account_id,created_at,closed_at,priority,status,subject
T-1,ACC-1,2026-10-01,,urgent,open,Nothing works
T-2,ACC-2,2026-09-01,2026-09-03,normal,solved,How to
";

/// A year of weekly users.
fn usage() -> String {
    let monday: rounds::domain::Day = "2025-10-13".parse().unwrap();
    let weeks = (0..52).map(|week| {
        let day = monday + 7 * week;
        format!("ACC-1,{day},active_users,{}\nACC-2,{day},active_users,30\n", 80 - week)
    });
    std::iter::once("account_id,date,metric,value\n".to_owned()).chain(weeks).collect()
}

#[test]
fn every_reading_command_prints_and_leaves_stderr_alone() {
    let desk = with_book();
    desk.ok(&["task", "add", "Call @globex tomorrow"]);
    for args in [
        vec!["accounts"],
        vec!["accounts", "arr>=50k"],
        vec!["alerts"],
        vec!["tasks"],
        vec!["renewals"],
        vec!["show", "ACC-1"],
        vec!["explain", "ACC-1"],
        vec!["explain", "ACC-1", "arr"],
        vec!["explain", "ACC-1", "--between", "2026-08-01", "2026-10-14"],
        vec!["qbr", "ACC-1"],
        vec!["history"],
        vec!["facts"],
        vec!["facts", "renewal"],
        vec!["keys"],
        vec!["rules", "list"],
        vec!["doctor"],
        vec!["config", "path"],
        vec!["completions", "bash"],
        vec!["man"],
        vec!["--help"],
        vec!["--version"],
    ] {
        let output = desk.run(&args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
        assert!(said.is_empty(), "{args:?} said {said}");
        assert!(!output.stdout.is_empty(), "{args:?} printed nothing");
        assert!(!output.stdout.contains(&0x1b), "{args:?} printed an escape code into a pipe");
    }
}

#[test]
fn an_empty_list_says_so_beside_its_head() {
    let desk = with_book();
    let output = desk.run(&["accounts", "arr>1M"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("Id"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing to list"));
}

#[test]
fn lists_are_objects_whose_keys_are_fact_names() {
    let desk = with_book();
    let accounts = desk.json(&["accounts", "--json"]);
    let acme = accounts.as_array().unwrap().iter().find(|it| it["external_id"] == "ACC-1").unwrap();
    assert_eq!(acme["name"], "Acme Corp");
    assert_eq!(acme["tier"], "A");
    assert_eq!(acme["currency"], "USD");
    assert_eq!(acme["renewal.date"], "2026-12-01");
    assert_eq!(acme["renewal.days_left"], 48);
    assert_eq!(acme["custom.favourite_colour"], "blue");
    assert!(acme["health.data_coverage"].is_number());
    assert!(acme["health.band"].is_string());
    for reason in acme["reasons"].as_array().unwrap() {
        assert!(reason["measure"].is_string() && reason["lost"].is_number(), "{reason}");
        assert!(!reason["text"].as_str().unwrap().is_empty());
    }
    let text = desk.ok(&["accounts", "--json"]);
    assert!(text.contains("\"arr\": 120000.00"), "money has the digits of its currency");
    assert!(text.contains("\"arr\": 48000.50"));
    let foods =
        accounts.as_array().unwrap().iter().find(|it| it["external_id"] == "ACC-3").unwrap();
    assert_eq!(foods["arr"], Value::Null);
    for (list, keys) in [
        ("alerts", vec!["id", "rule", "kind", "severity", "account", "state", "opened_on", "rank"]),
        ("renewals", vec!["id", "external_id", "name", "renewal.date", "notice.days_left"]),
        ("history", vec!["id", "at", "what", "changes", "undone"]),
        ("facts", vec!["fact", "type", "unit", "meaning", "example"]),
    ] {
        let items = desk.json(&[list, "--json"]);
        let first = items.as_array().unwrap().first().unwrap_or_else(|| panic!("no {list}"));
        for key in keys {
            assert!(first.get(key).is_some(), "{list} have no {key}");
        }
    }
}

#[test]
fn the_same_book_and_day_give_the_same_bytes() {
    let desk = with_book();
    for args in [
        vec!["accounts", "--json", "--as-of", "2026-09-30"],
        vec!["alerts", "--json", "--as-of", "2026-09-30"],
        vec!["explain", "ACC-1", "--json", "--as-of", "2026-09-30"],
    ] {
        assert_eq!(desk.ok(&args), desk.ok(&args), "{args:?}");
    }
    assert!(!desk.ok(&["accounts", "--json"]).contains(desk.folder().to_str().unwrap()));
}

#[test]
fn the_points_of_an_explanation_add_up_to_its_score() {
    let desk = with_book();
    for account in ["ACC-1", "ACC-2"] {
        let it = desk.json(&["explain", account, "--json"]);
        let sum = |key: &str| -> f64 {
            it["measures"].as_array().unwrap().iter().map(|it| it[key].as_f64().unwrap()).sum()
        };
        let uncapped = it["uncapped"].as_f64().unwrap();
        assert!((sum("points") - uncapped).abs() < 1e-9, "{account}");
        assert!((sum("lost") - (100.0 - uncapped)).abs() < 1e-9, "{account}");
        let score = it["score"].as_f64().unwrap();
        assert!((uncapped + it["cap_points"].as_f64().unwrap() - score).abs() < 1e-9, "{account}");
    }
}

#[test]
fn a_change_between_two_days_is_the_sum_of_its_parts() {
    let desk = with_book();
    let it = desk.json(&["explain", "ACC-1", "--between", "2026-06-01", TODAY, "--json"]);
    let parts: f64 =
        it["parts"].as_array().unwrap().iter().map(|it| it["effect"].as_f64().unwrap()).sum();
    let change = it["change"].as_f64().unwrap();
    assert!((parts + it["cap_effect"].as_f64().unwrap() - change).abs() < 1e-9);
    let (from, to) = (it["from"].as_f64().unwrap(), it["to"].as_f64().unwrap());
    assert!((to - from - change).abs() < 1e-9);
}

#[test]
fn a_number_cites_the_file_and_line_it_came_from() {
    let desk = with_book();
    let it = desk.json(&["explain", "ACC-2", "arr", "--json"]);
    assert_eq!(it["rows"][0], "accounts.csv:3");
    assert!(desk.ok(&["explain", "ACC-2", "arr"]).contains("accounts.csv:3"));
}

#[test]
fn a_fact_shows_the_values_it_was_made_of_and_how_many_rows_there_are_in_all() {
    let desk = with_book();
    let fact = |name: &str| desk.json(&["explain", "ACC-1", name, "--json"]);
    let total = fact("usage.active_users.total_28d");
    let inputs = total["inputs"].as_array().unwrap();
    let sum: f64 = inputs.iter().map(|it| it["value"].as_f64().unwrap()).sum();
    assert_eq!((inputs.len(), Some(sum)), (4, total["value"].as_f64()));
    assert_eq!(total["rows_total"], 4);
    let gap = "usage.gap_ratio";
    assert_eq!(fact(gap)["rows"].as_array().unwrap().len(), 12);
    assert_eq!(fact(gap)["rows_total"], 52);
    assert!(desk.ok(&["explain", "ACC-1", gap]).contains("and 40 more"));
    let text = desk.ok(&["explain", "ACC-1", "usage.active_users.total_28d"]);
    assert!(text.contains("active_users = 29, 2026-10-05: usage.csv:104"), "{text}");
}

#[test]
fn a_value_whose_day_is_assumed_says_so_where_it_is_explained() {
    let desk = with_book();
    let args = ["explain", "ACC-2", "arr", "--as-of", "2026-01-31"];
    assert!(desk.ok(&args).contains("2025-02-01, assumed for earlier dates: accounts.csv:3"));
    assert_eq!(desk.json(&[&args[..], &["--json"]].concat())["assumed"], true);
    let total = ["explain", "ACC-2", "usage.active_users.total_28d", "--json"];
    assert_eq!(desk.json(&total)["assumed"], false);
}

#[test]
fn an_account_is_an_id_an_external_id_or_part_of_a_name() {
    let desk = with_book();
    for account in ["ACC-2", "globex", "株式会社", "Globex 株式会社"] {
        assert_eq!(desk.json(&["explain", account, "--json"])["name"], "Globex 株式会社");
    }
    assert!(desk.fails(4, &["show", "acme"]).contains("Acme Corp, Acme Foods"));
    assert!(desk.fails(4, &["show", "nobody"]).contains("nobody"));
    assert!(desk.fails(4, &["explain", "globex", "arrr"]).contains("arr"));
}

#[test]
fn every_write_is_one_change_that_undo_takes_back() {
    let desk = with_book();
    let changes = || desk.json(&["history", "--json"]).as_array().unwrap().len();
    let before = changes();
    for (count, args) in [
        vec!["log", "ACC-1", "Talked", "about", "seats"],
        vec!["note", "ACC-1", "They reorganise"],
        vec!["pulse", "ACC-1", "yellow", "Nobody answers"],
        vec!["task", "add", "Send the plan fri !high @globex #renewal"],
    ]
    .iter()
    .enumerate()
    {
        let output = desk.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?} talks on stdout");
        assert_eq!(changes(), before + count + 1, "{args:?}");
    }
    let tasks = desk.json(&["tasks", "--json"]);
    assert_eq!(tasks[0]["title"], "Send the plan");
    assert_eq!(tasks[0]["due_on"], "2026-10-16");
    assert_eq!(tasks[0]["name"], "Globex 株式会社");
    let id = tasks[0]["id"].to_string();
    desk.ok(&["task", "snooze", &id, "2026-11-01"]);
    assert_eq!(desk.json(&["tasks", "--json"]), serde_json::json!([]));
    desk.ok(&["undo"]);
    desk.ok(&["task", "done", &id]);
    assert_eq!(desk.json(&["tasks", "--json"]), serde_json::json!([]));
    for _ in 0..5 {
        desk.ok(&["undo"]);
    }
    desk.ok(&["redo"]);
    assert!(desk.ok(&["show", "ACC-1"]).contains("Talked about seats"));
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["accounts", "--json"]), serde_json::json!([]));
    assert!(desk.fails(1, &["undo"]).contains("nothing to undo"));
}

#[test]
fn time_travel_is_for_reading_only() {
    let desk = with_book();
    for args in [
        vec!["log", "ACC-1", "Hello", "--as-of", "2026-09-01"],
        vec!["undo", "--as-of", "2026-09-01"],
        vec!["import", "accounts.csv", "--as-of", "2026-09-01"],
    ] {
        assert!(desk.fails(2, &args).contains("--as-of"), "{args:?}");
    }
    assert!(desk.fails(2, &["undo", "--read-only"]).contains("--read-only"));
}

#[test]
fn a_grain_said_today_changes_nothing_of_what_a_day_before_says() {
    let desk = Desk::new();
    desk.file("accounts.csv", ACCOUNTS);
    desk.file("usage.csv", usage());
    desk.ok(&["import", "accounts.csv", "usage.csv", "--dated", "2026-09-01"]);
    let says = |args: &[&str]| {
        let lists = [&["accounts", "--json"][..], &["alerts", "--json"], &["show", "ACC-1"]];
        lists.map(|it| desk.ok(&[it, args].concat()))
    };
    let past = ["--as-of", "2026-10-13"];
    let (before, now) = (says(&past), says(&[]));
    desk.ok(&["import", "usage.csv", "--grain", "month"]);
    assert_eq!(says(&past), before);
    assert_ne!(says(&[]), now);
}

#[test]
fn an_import_says_what_became_of_every_row() {
    let desk = Desk::new();
    desk.file("accounts.csv", ACCOUNTS.to_owned() + "ACC-4,Initech,,C,12,USD,5,2026-02-30,,\n");
    let report = desk.json(&["import", "accounts.csv", "--json"]);
    let file = &report["files"][0];
    assert_eq!(file["kind"], "accounts");
    assert_eq!(
        (&file["rows"], &file["created"], &file["rejected"]),
        (&4.into(), &3.into(), &1.into())
    );
    assert_eq!(report["import"], 1);
    assert_eq!(
        (&file["file"], &file["profile"], &file["rejects_file"]),
        (&"accounts.csv".into(), &"built-in".into(), &"accounts.csv.rejects.csv".into())
    );
    let rejects = fs::read_to_string(desk.path(file["rejects_file"].as_str().unwrap())).unwrap();
    assert!(rejects.contains("ACC-4"), "{rejects}");
    let again = desk.ok(&["import", "accounts.csv"]);
    assert!(again.contains("0 created, 0 updated"), "{again}");
    assert_eq!(desk.json(&["history", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_amount_that_is_in_no_sum_has_its_currency_beside_it() {
    let desk = Desk::new();
    desk.file(
        "accounts.csv",
        "account_id,account_name,arr\nA1,Acme,€ 5\nB2,Beta,USD 2000\nC3,Gamma,€ 6\n",
    );
    let said = desk.ok(&["import", "accounts.csv"]);
    let told = "1 amount is in USD; the book sums in EUR and has no rate, so it is in no sum";
    assert!(said.contains(told), "{said}");
    let accounts = desk.json(&["accounts", "--json"]);
    let account = accounts.as_array().unwrap().iter().find(|it| it["name"] == "Beta").unwrap();
    assert_eq!((&account["arr"], &account["arr.own"]), (&Value::Null, &2000.0.into()));
    assert_eq!((&account["currency"], &account["arr.currency"]), (&"EUR".into(), &"USD".into()));
}

#[test]
fn a_demo_that_is_written_ends_with_the_command_that_opens_it() {
    let desk = Desk::new();
    for (name, word) in
        [("demo.rounds", "demo.rounds"), ("my demo's.rounds", r"'my demo'\''s.rounds'")]
    {
        let output = desk.run(&["demo", "--write", name]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.trim_end().ends_with(&format!("open it with rounds --book {word}")), "{said}");
    }
}

#[test]
fn a_dry_run_changes_nothing() {
    let desk = Desk::new();
    desk.file("accounts.csv", ACCOUNTS);
    assert!(desk.ok(&["import", "--dry-run", "accounts.csv"]).contains("3 created"));
    assert!(!desk.path("book.rounds").exists());
    desk.ok(&["import", "accounts.csv"]);
    desk.file("accounts.csv", ACCOUNTS.replace("120000", "150000"));
    assert!(desk.ok(&["import", "--dry-run", "accounts.csv"]).contains("1 updated"));
    assert!(desk.ok(&["accounts", "--json"]).contains("\"arr\": 120000.00"));
    assert!(!desk.path("accounts.csv.rejects.csv").exists());
}

#[test]
fn a_book_that_another_process_writes_to_is_waited_for_and_then_told() {
    let desk = with_book();
    let other = rusqlite::Connection::open(desk.path("book.rounds")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(desk.fails(3, &["note", "ACC-1", "Hello"]).contains("busy"));
    assert!(desk.ok(&["accounts"]).contains("Acme Corp"), "reading goes on");
    other.execute_batch("ROLLBACK").unwrap();
    desk.ok(&["note", "ACC-1", "Hello"]);
}

#[test]
fn what_is_no_table_is_refused_with_its_name() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).unwrap();
    desk.file("empty.csv", "");
    desk.file("binary.csv", [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0, 1, 2, 3, 0, 0, 0, 9, 0, 255]);
    for name in ["folder", "empty.csv", "binary.csv", "missing.csv"] {
        let said = desk.fails(1, &["import", name]);
        assert!(said.contains(name), "{said}");
    }
    desk.file("header.csv", "account_id,name,industry,arr\n");
    assert!(desk.ok(&["import", "header.csv"]).contains("0 rows"));
    desk.file("bad.csv", "account_id,name,industry,arr\nACC-1,Acme,,1 EUR 2 USD\n");
    let output = desk.run(&["import", "bad.csv"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_wrong_word_is_told_with_the_right_one() {
    let desk = with_book();
    assert!(desk.fails(2, &["acounts"]).contains("accounts"));
    assert!(desk.fails(2, &["accounts", "helth<60"]).contains("health"));
    assert!(desk.fails(2, &["accounts", "arr<30d"]).contains('^'));
    assert!(desk.fails(2, &["accounts", "--as-of", "yesterday"]).contains("2026-03-31"));
    assert!(desk.fails(2, &["accounts", "--json", "--csv"]).contains("--csv"));
}

#[test]
fn a_mistake_in_a_file_of_the_users_own_is_told_and_the_built_in_one_holds() {
    let desk = with_book();
    let before = desk.ok(&["accounts", "--json"]);
    fs::create_dir_all(desk.path(".config/rounds/rules")).unwrap();
    desk.file(".config/rounds/health.toml", "[pillars]\nusage = \"lots\"\n");
    desk.file(
        ".config/rounds/rules/mine.toml",
        "[[rule]]\nslug = \"usage_quiet\"\nopen = \"usage.quite\"\n",
    );
    let output = desk.run(&["accounts", "--json"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains("health.toml:1:2: "), "{said}");
    assert!(said.contains("mine.toml:3:9: ") && said.contains("usage.quiet"), "{said}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), before);
    let said = desk.fails(2, &["rules", "check"]);
    assert!(said.contains("health.toml:1:2: ") && said.contains("mine.toml:3:9"), "{said}");
    assert_eq!(desk.run(&["doctor"]).status.code(), Some(1));
    fs::remove_file(desk.path(".config/rounds/health.toml")).unwrap();
    fs::remove_file(desk.path(".config/rounds/rules/mine.toml")).unwrap();
    assert!(
        desk.ok(&["rules", "check"])
            .contains("81 rules, 6 playbooks, 0 files of your own: no mistake")
    );
}

#[test]
fn a_mistake_in_the_settings_is_told_once_and_every_command_works() {
    let desk = with_book();
    let before = desk.ok(&["accounts", "--json"]);
    fs::create_dir_all(desk.path(".config/rounds")).unwrap();
    for (text, place) in [
        ("theme\n", "config.toml:1:"),
        ("[ui]\nthem = \"mono\"\n", "config.toml:2:1: "),
        ("[ui]\ntheme = \"pink\"\n", "config.toml:2:9: "),
        ("[keys]\n\"x\" = \"don\"\n", "config.toml:2:1: "),
    ] {
        desk.file(".config/rounds/config.toml", text);
        let output = desk.run(&["accounts", "--json"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.starts_with("rounds: "), "{said}");
        assert_eq!(said.matches(place).count(), 1, "{text}: {said}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), before);
        let output = desk.run(&["doctor"]);
        let found = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{found}");
        assert!(found.contains(place), "{text}: {found}");
    }
}

#[test]
fn a_rule_of_the_users_own_changes_what_it_says_of_a_built_in_one_and_keeps_the_rest() {
    let desk = with_book();
    let quiet = |desk: &Desk| {
        let rules: Value = serde_json::from_str(&desk.ok(&["rules", "list", "--json"])).unwrap();
        let rules = rules.as_array().unwrap().clone();
        rules.into_iter().find(|it| it["rule"] == "dormant_seats").unwrap()
    };
    let alerts = |desk: &Desk| {
        let alerts: Value = serde_json::from_str(&desk.ok(&["alerts", "--json"])).unwrap();
        let alerts = alerts.as_array().unwrap().iter();
        alerts.filter(|it| it["rule"] == "dormant_seats").count()
    };
    let before = quiet(&desk);
    assert_eq!((&before["state"], alerts(&desk)), (&"quiet".into(), 0));
    fs::create_dir_all(desk.path(".config/rounds/rules")).unwrap();
    let file = ".config/rounds/rules/mine.toml";
    desk.file(file, "[[rule]]\nslug = \"dormant_seats\"\nquiet = false\n");
    let on = alerts(&desk);
    assert!(on > 0);
    desk.file(
        file,
        "[[rule]]\nslug = \"dormant_seats\"\nquiet = false\nopen = \"seats.utilisation<1%\"\n",
    );
    let after = quiet(&desk);
    assert_eq!((&after["clear"], &after["number"]), (&before["clear"], &before["number"]));
    assert_eq!((&after["open"], alerts(&desk)), (&"seats.utilisation<1%".into(), 0));
}

#[test]
fn settings_that_were_named_and_are_not_there_are_told() {
    let said = with_book().fails(2, &["accounts", "--config", "mine.toml"]);
    assert!(said.contains("mine.toml: there is no such file"), "{said}");
}

#[test]
fn a_long_query_is_shown_around_its_mistake() {
    let desk = with_book();
    let said = desk.fails(2, &["accounts", &format!("{}renews<90x", "acme ".repeat(5000))]);
    assert!(said.contains("column 25008"), "{said}");
    assert!(said.len() < 300, "{said}");
    let said = desk.fails(2, &["accounts", &format!("{}>3", "x".repeat(5000))]);
    assert!(said.len() < 300, "{said}");
}

#[test]
fn an_argument_cannot_act_on_the_terminal_through_a_message() {
    let desk = with_book();
    for args in [&["accounts", "\u{1b}[31m<3"][..], &["show", "\u{1b}[31m"], &["\u{1b}[31m"]] {
        let output = desk.run(args);
        assert!(!output.status.success());
        assert!(!output.stderr.contains(&0x1b), "{args:?}");
    }
    let output = desk.run(&["import", "\u{1b}[31m.csv"]);
    assert!(!output.stderr.contains(&0x1b));
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_command_quietly() {
    let desk = with_book();
    let mut child =
        desk.command(&["facts"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_book_that_is_none_is_left_as_it_is() {
    let desk = Desk::new();
    assert!(desk.fails(1, &["accounts"]).contains("no book"));
    desk.file("book.rounds", "a shopping list");
    for args in [vec!["accounts"], vec!["undo"]] {
        assert!(desk.fails(1, &args).contains("is not a rounds book"));
    }
    assert_eq!(fs::read_to_string(desk.path("book.rounds")).unwrap(), "a shopping list");
}

#[test]
fn a_copy_of_the_book_is_a_book() {
    let desk = with_book();
    let path = desk.path("copy.rounds").display().to_string();
    assert!(desk.ok(&["backup", &path]).starts_with(&format!("wrote {path}: ")));
    assert_eq!(desk.ok(&["accounts", "--json", "--book", &path]), desk.ok(&["accounts", "--json"]));
    assert!(desk.fails(1, &["backup", &path]).contains("there is a file of this name"));
}

#[test]
fn a_spreadsheet_runs_nothing_from_a_list() {
    let desk = Desk::new();
    desk.file(
        "accounts.csv",
        "account_id,name,industry\nA-1,\"=HYPERLINK(\"\"http://x\"\")\",\nA-2,@SUM(1),\n",
    );
    desk.ok(&["import", "accounts.csv"]);
    let csv = desk.ok(&["accounts", "--csv"]);
    assert!(csv.contains("'=HYPERLINK") && csv.contains("\n'@SUM(1),"), "{csv}");
}

#[test]
fn a_name_cannot_act_on_the_terminal() {
    let desk = Desk::new();
    desk.file("accounts.csv", "account_id,name,industry\nA-1,Ac\u{1b}[2Jme\u{202e}\u{7},\n");
    desk.ok(&["import", "accounts.csv"]);
    for form in [
        vec!["accounts"],
        vec!["accounts", "--json"],
        vec!["accounts", "--md"],
        vec!["show", "A-1"],
    ] {
        let text = desk.ok(&form);
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{form:?}");
    }
}

#[test]
fn a_field_that_no_file_dates_says_that_its_day_is_assumed() {
    let desk = Desk::new();
    desk.file(
        "accounts.csv",
        "account_id,name,customer_since,arr\nA-1,Acme,2025-03-01,50000\nA-2,Bolt,,1\n",
    );
    desk.ok(&["import", "accounts.csv"]);
    let line = |account: &str, field: &str| {
        let text = desk.ok(&["show", account]);
        text.lines().find(|it| it.starts_with(field)).unwrap().trim_end().to_owned()
    };
    assert!(line("A-1", "arr").ends_with("2025-03-01, assumed"), "{}", line("A-1", "arr"));
    assert!(line("A-2", "arr").ends_with("assumed always"), "{}", line("A-2", "arr"));
    desk.file("accounts.csv", "account_id,name,customer_since,arr\nA-1,Acme,2025-03-01,60000\n");
    desk.ok(&["import", "accounts.csv"]);
    assert!(line("A-1", "arr").ends_with(TODAY), "{}", line("A-1", "arr"));
}

#[test]
fn a_renewal_whose_date_passed_says_how_long_ago() {
    let desk = Desk::new();
    desk.file(
        "accounts.csv",
        "account_id,name,renewal_date\nA-1,Acme,2026-10-13\nA-2,Bolt,2026-01-15\n",
    );
    desk.ok(&["import", "accounts.csv"]);
    let text = desk.ok(&["renewals"]);
    assert!(text.contains("passed 1 day ago") && text.contains("passed 272 days ago"), "{text}");
}
