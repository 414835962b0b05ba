//! The same records saved in different ways make the same book.

use rounds::domain::Currency;

use super::{Desk, SAAS, counts, fixture};

/// The fixture's files rewritten cell by cell.
fn copy(desk: &Desk, rewrite: impl Fn(&str, &str) -> String, finish: impl Fn(String) -> Vec<u8>) {
    for name in SAAS {
        let text = std::fs::read_to_string(fixture("saas", name)).unwrap();
        let lines = text.lines().map(|line| {
            let cells: Vec<String> = line.split(',').map(|it| rewrite(name, it)).collect();
            cells.join(",")
        });
        let text = lines.collect::<Vec<_>>().join("\n") + "\n";
        desk.file(name, finish(text));
    }
}

/// Day, month and year of a cell such as `05-01-2024` or `05-01-2024 03:00`, and what follows.
fn date(cell: &str) -> Option<[&str; 4]> {
    let (date, rest) = cell.split_at_checked(10)?;
    let mut parts = date.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_date = day.len() == 2 && year.len() == 4 && year.parse::<u32>().is_ok();
    is_date.then_some([day, month, year, rest])
}

fn import_copy(desk: &mut Desk) -> String {
    let paths: Vec<_> = SAAS.iter().map(|it| desk.folder.path().join(it)).collect();
    let report = desk.paths(&paths);
    assert_eq!(counts(&report), [22, 0, 0, 0]);
    desk.dump()
}

#[test]
fn copies_that_differ_in_bom_line_ends_dates_and_answers_make_the_same_book() {
    let mut plain = Desk::new();
    copy(&plain, |_, it| it.to_owned(), String::into_bytes);
    let expected = import_copy(&mut plain);

    let mut bom = Desk::new();
    let finish = |it: String| format!("\u{feff}{}", it.replace('\n', "\r\n")).into_bytes();
    copy(&bom, |_, it| it.to_owned(), finish);
    assert_eq!(import_copy(&mut bom), expected);

    let mut american = Desk::new();
    let rewrite = |file: &str, cell: &str| match (cell, date(cell)) {
        ("TRUE", _) => "True".to_owned(),
        ("FALSE", _) => "False".to_owned(),
        (_, Some([day, month, year, rest])) if file == "feature_usage.csv" => {
            format!("{year}-{month}-{day}{rest}")
        }
        (_, Some([day, month, year, rest])) => {
            let plain = |it: &str| it.trim_start_matches('0').to_owned();
            format!("{}/{}/{year}{rest}", plain(month), plain(day))
        }
        _ => cell.to_owned(),
    };
    copy(&american, rewrite, String::into_bytes);
    assert_eq!(import_copy(&mut american), expected);
}

#[test]
fn encodings_and_delimiters_make_the_same_book() {
    let text = "account_id,account_name,arr\nA1,Søster Bakeri,1200\nB2,Café,5\n";
    let mut plain = Desk::new();
    plain.take("accounts.csv", text);
    let expected = plain.dump();
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let latin: Vec<u8> = text.chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
    let copies = [
        marked(b"\xFF\xFE", utf16(u16::to_le_bytes)),
        marked(b"\xFE\xFF", utf16(u16::to_be_bytes)),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        latin,
        text.replace(',', ";").into_bytes(),
        text.replace(',', "\t").into_bytes(),
        text.replace(',', "|").into_bytes(),
        text.replace('\n', "\r").into_bytes(),
        format!("sep=;\n{}", text.replace(',', ";")).replace("sep=;\n", "").into_bytes(),
    ];
    for bytes in copies {
        let mut desk = Desk::new();
        let report = desk.take("accounts.csv", &bytes);
        assert_eq!(
            desk.dump(),
            expected,
            "{} {}",
            report.files[0].encoding,
            report.files[0].delimiter
        );
    }
    let mut desk = Desk::new();
    let report = desk.take("accounts.csv", marked(b"\xFF\xFE", utf16(u16::to_le_bytes)));
    assert_eq!(report.files[0].encoding, "UTF-16 LE");
}

#[test]
fn amounts_without_a_currency_are_in_that_of_the_call_so_that_a_second_call_changes_nothing() {
    let mut desk = Desk::new();
    desk.file("a.csv", "id,company name,arr\n1,Acme,5000\n2,Bolt,7000\n");
    desk.file(
        "k.csv",
        "contract id,account id,start date,end date,arr\n\
         C1,1,2026-01-01,2026-12-31,\"€ 5,000\"\nC2,2,2026-01-01,2026-12-31,\"€ 7,000\"\n",
    );
    let paths = ["a.csv", "k.csv"].map(|it| desk.folder.path().join(it));
    assert_eq!(counts(&desk.paths(&paths)), [4, 0, 0, 0]);
    let before = desk.dump();
    assert!(!before.contains(&format!("{:?}", Currency::USD)), "{before}");
    assert_eq!(counts(&desk.paths(&paths)), [0, 0, 4, 0]);
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_list_of_accounts_by_name_is_about_the_accounts_that_are_called_so() {
    let mut desk = Desk::new();
    desk.file("base.csv", "id,company name,domain,arr\n1,Acme,acme.com,5\n2,Bolt,bolt.io,6\n");
    desk.file("list.csv", "Account,ARR,Renewal Date\nAcme,100,2027-01-01\nBolt,6,2027-02-01\n");
    let paths = ["base.csv", "list.csv"].map(|it| desk.folder.path().join(it));
    assert_eq!(counts(&desk.paths(&paths[..1])), [2, 0, 0, 0]);
    assert_eq!(counts(&desk.paths(&paths[1..])), [0, 2, 0, 0]);
    assert_eq!(counts(&desk.paths(&paths[1..])), [0, 0, 2, 0]);
    let ids = desk.dump().matches("FieldName(\"external_id\")").count();
    assert_eq!(ids, 2);
}
