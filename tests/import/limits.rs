//! Numbers that nothing can have, and numbers that can be read in two ways.

use rounds::domain::Kind;
use rounds::import::DecimalMark;

use super::{Desk, counts};

fn reasons(report: &rounds::app::ImportReport) -> Vec<String> {
    let told = |it: &rounds::import::Reject| {
        format!("{} {}: {}", it.line, it.column.as_deref().unwrap_or_default(), it.reason)
    };
    report.files[0].rejects.iter().map(told).collect()
}

#[test]
fn seats_are_whole_and_neither_seats_nor_revenue_are_below_nothing() {
    let mut desk = Desk::new();
    let text = "account_id,account_name,arr,seats\nA1,Acme,-5,3\nB2,Beta,10,2.5\nC3,Gamma,10,-3\nD4,Delta,0,3.0\n";
    let report = desk.take("accounts.csv", text);
    assert_eq!(counts(&report), [1, 0, 0, 3]);
    assert_eq!(
        reasons(&report),
        [
            "2 arr: \"-5\" is below 0, and ARR cannot be",
            "3 seats: \"2.5\" is not whole, and seats are counted",
            "4 seats: \"-3\" is below 0, and seats cannot be",
        ]
    );
    let text = "contract_id,account_id,start_date,end_date,amount,term_months\nK1,D4,2026-01-01,2026-12-31,-1,12\n\
        K2,D4,2026-01-01,2026-12-31,1,-12\nK3,D4,2026-01-01,2026-12-31,(5),12\n";
    assert_eq!(counts(&desk.take("contracts.csv", text)), [0, 0, 0, 3]);
    // What was lost may be written either way.
    let text = "account_id,churn_date,amount\nD4,2026-01-01,-500\n";
    assert_eq!(counts(&desk.take("outcomes.csv", text)), [1, 0, 0, 0]);
}

#[test]
fn usage_is_not_below_nothing_unless_it_is_a_balance() {
    let mut desk = Desk::with_accounts();
    let text = "account_id,date,metric,value\nA1,2026-01-01,logins,-4\nA1,2026-01-01,credit balance,-4\nA1,2026-01-02,logins,0\n";
    let report = desk.take("usage.csv", text);
    assert_eq!(counts(&report), [2, 0, 0, 1]);
    assert!(reasons(&report)[0].starts_with("2 value: -4 is below 0, and usage cannot be"));
    let text = "account_id,date,logins,net_change\nB2,2026-01-01,-1,2\nB2,2026-01-02,1,-2\n";
    assert_eq!(counts(&desk.take("usage.csv", text)), [1, 0, 0, 1]);
    assert_eq!(desk.points("net_change"), ["B2 2026-01-02 -2"]);
}

#[test]
fn a_point_that_may_group_thousands_is_told_and_the_user_decides() {
    let text = "account_id,account_name,arr\nA1,Acme,1.234\nB2,Beta,12.500\n";
    let arr = |desk: &Desk| desk.records(Kind::Account)[0].money("arr").unwrap().to_string();
    let mut desk = Desk::new();
    let report = desk.take("accounts.csv", text);
    assert_eq!(arr(&desk), "1.23");
    let told = |it: &str| it.contains("\"1.234\"") && it.contains("--decimal comma");
    assert!(report.files[0].notes.iter().any(|it| told(it)), "{:?}", report.files[0].notes);

    for (mark, amount) in [(DecimalMark::Comma, "1234.00"), (DecimalMark::Point, "1.23")] {
        let mut desk = Desk::new();
        desk.options.decimal = Some(mark);
        let report = desk.take("accounts.csv", text);
        assert_eq!(arr(&desk), amount);
        assert!(!report.files[0].notes.iter().any(|it| told(it)));
    }
    // One amount with two decimals says what the point is.
    let report = Desk::new().take("accounts.csv", text.to_owned() + "C3,Gamma,1.25\n");
    assert!(!report.files[0].notes.iter().any(|it| told(it)));
}
