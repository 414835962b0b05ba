//! Any size of terminal and any name of a customer: no panic, no line too wide, no escape code.

use proptest::prelude::*;
use rounds::app::{Msg, Size};

use crate::support::{Bench, book};

const WAYS: [&str; 12] =
    ["1", "2", "3", "4", "2 Enter", "2 Enter >", "2 Enter > > > >", "?", "z", "i", "2 /", ": as"];

/// Names that programs stumble over.
const NAUGHTY: [&str; 18] = [
    "\u{1b}[2J\u{1b}[31mred",
    "a\u{9b}31mb",
    "bell\u{7}null\0tab\tline\nbreak\r",
    "\u{202e}desrever",
    "مؤسسة الاختبار",
    "شركة الأعمال المتحدة لا للتجارة",
    "क्षत्रिय उद्योग प्राइवेट लिमिटेड",
    "บริษัท น้ำ กำ จำกัด",
    "ｶﾞｲﾄﾞ ﾊﾟｰｸ",
    "株式会社グローバル・エックス・ホールディングス",
    "한국어 회사 이름",
    "👩‍👩‍👧‍👦 Family ⚠️ Ltd 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "Z̷̧̢̛̙͇̹̣̱̯̟̩̪̫̖̠͗͌̈́̍͛a̴l̵g̶o̷",
    "",
    " ",
    "=cmd|' /C calc'!A0",
    "\u{feff}\u{200b}\u{2060}invisible",
    "a name that is much longer than any column of any table could ever be, and then some more",
];

#[test]
fn no_size_is_too_small_or_too_large() {
    let heights = [0, 1, 2, 5, 15, 16, 20, 24, 100];
    for width in [0, 1, 2, 5, 30, 59, 60, 80, 100, 120, 300] {
        for height in heights {
            for keys in WAYS {
                let bench = Bench::new(book::book()).size(width, height).press(keys);
                let _ = bench.buffer();
            }
        }
    }
}

#[test]
fn under_the_least_size_one_list_and_the_needed_size_are_seen() {
    let text = Bench::new(book::book()).size(50, 12).text();
    assert!(text.contains("Alerts 1/4"), "{text}");
    assert!(text.lines().last().unwrap().contains("needs 60x16"), "{text}");
}

#[test]
fn no_name_moves_the_cursor_or_the_columns() {
    for keys in WAYS {
        for (width, height) in [(80, 24), (140, 45)] {
            let bench = Bench::new(book::named(NAUGHTY)).size(width, height).press(keys);
            let buffer = bench.buffer();
            for cell in &buffer.content {
                assert!(
                    !cell.symbol().chars().any(char::is_control),
                    "{keys}: {:?}",
                    cell.symbol()
                );
            }
            let borders = |x: u16| (0..height).map(move |y| (x, y));
            if keys == "2" && width == 80 {
                let right = borders(79).filter(|it| "┃│┓┛┐┘".contains(buffer[*it].symbol()));
                assert!(right.count() >= 18, "{}", bench.text());
            }
        }
    }
}

#[test]
fn every_name_leaves_the_columns_behind_it_where_they_are() {
    let buffer = Bench::new(book::named(NAUGHTY)).size(80, 40).press("2").buffer();
    let places: Vec<u16> =
        (4..20).filter_map(|y| (20..30).find(|x| buffer[(*x, y)].symbol() == "!")).collect();
    assert!(places.len() >= 12, "{places:?}");
    assert!(places.iter().all(|it| Some(it) == places.first()), "{places:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_frame_of_any_size_draws_any_name(width in 0_u16..200, height in 0_u16..60, name in any::<String>()) {
        let mut bench = Bench::new(book::named([name.as_str(), "Acme"])).press("2");
        bench.send(Msg::Resized(Size { width, height }));
        let buffer = bench.buffer();
        let is_clean = buffer.content.iter().all(|it| !it.symbol().chars().any(char::is_control));
        prop_assert!(is_clean);
    }
}
