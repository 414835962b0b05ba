//! Every screen as it is seen, letters and styles, from a book made by hand.

use std::sync::Arc;

use rounds::app::{Book, Glyphs, Msg, Theme};
use rounds::domain::BandReason;

use crate::support::{Bench, book, day};

fn bench() -> Bench {
    Bench::new(book::book())
}

fn at(keys: &str) -> Bench {
    if keys.is_empty() { bench() } else { bench().press(keys) }
}

/// The screens by the keys that lead to them.
const SCREENS: [(&str, &str); 10] = [
    ("today", ""),
    ("book", "2"),
    ("renewals", "3"),
    ("qbr", "4"),
    ("overview", "2 Enter"),
    ("health", "2 Enter >"),
    ("activity", "2 Enter > >"),
    ("tasks", "2 Enter > > >"),
    ("people", "2 Enter > > > >"),
    ("insights", "5"),
];

#[test]
fn each_screen_at_eighty_by_twenty_four() {
    for (name, keys) in SCREENS {
        insta::assert_snapshot!(format!("{name}_80x24"), at(keys).screen());
    }
}

#[test]
fn each_screen_at_a_hundred_and_forty_by_forty_five() {
    for (name, keys) in SCREENS {
        insta::assert_snapshot!(format!("{name}_140x45"), at(keys).size(140, 45).screen());
    }
}

#[test]
fn what_lies_on_a_screen() {
    for (name, keys) in [
        ("filter", "2 / acme"),
        (
            "task_line",
            "a t call Space Kenji Space fri Space 14:00 Space !high Space @globex Space #exec",
        ),
        ("snooze_menu", "z"),
        ("outcome_menu", "X"),
        ("theme_menu", ","),
        ("help", "?"),
        ("help_searched", "? snooze"),
        ("palette", ": as"),
        ("jump", "Ctrl+k glo"),
        ("explained_alert", "i"),
        ("explained_account", "2 i"),
        ("explained_measure", "2 Enter > i"),
    ] {
        insta::assert_snapshot!(name, at(keys).text());
    }
}

#[test]
fn the_keys_that_may_follow_are_shown_when_a_chord_waits() {
    let mut bench = at("g");
    assert!(!bench.text().contains("Esc cancels"));
    bench.send(Msg::Waited);
    insta::assert_snapshot!(bench.text());
}

#[test]
fn an_empty_book_offers_three_ways_to_begin() {
    insta::assert_snapshot!(Bench::new(book::empty()).text());
}

#[test]
fn before_the_book_is_read_the_frame_says_so() {
    assert!(Bench::start(None).text().contains("Reading the book"));
}

#[test]
fn the_badges_say_what_one_looks_at() {
    let mut demo = bench();
    demo.state.shown = rounds::app::Shown::Sample;
    assert!(demo.text().lines().next().unwrap().contains("DEMO  Wed 14 Oct"));
    let kept = Bench::new(Book { is_kept: true, as_of: day("2026-10-13"), ..book::book() });
    assert!(kept.text().contains("as of Tue 13 Oct, updating"), "{}", kept.text());
    let travel = Bench::new(Book { as_of: day("2026-07-14"), ..book::book() });
    assert!(travel.text().contains("as of Tue 14 Jul"));
}

#[test]
fn every_status_is_seen_without_colour() {
    let mono = bench().press("2").theme(Theme::Mono).screen();
    for sign in ["34 !", "52 ~", "88 ✓", "- ?"] {
        assert!(mono.contains(sign), "{sign}\n{mono}");
    }
    let letters = |theme| bench().press("2").theme(theme).text();
    assert_eq!(letters(Theme::Mono), letters(Theme::Terminal));
    let styles = mono.split("--- styles").nth(1).unwrap();
    for color in ["Red", "Green", "Yellow", "Cyan", "Magenta", "#"] {
        assert!(!styles.contains(color), "{color}: {styles}");
    }
    assert!(styles.contains("reversed"));
}

#[test]
fn with_plain_letters_the_cockpit_draws_none_of_its_own_that_a_keyboard_lacks() {
    let names = ["Acme", "Globex"];
    for keys in ["1", "2", "3", "4", "2 Enter", "2 Enter >", "? ", "z"] {
        let text = Bench::new(book::named(names)).glyphs(Glyphs::Ascii).press(keys).text();
        let other: String = text.chars().filter(|it| !it.is_ascii()).collect();
        assert_eq!(other, "", "{keys}\n{text}");
    }
}

#[test]
fn an_empty_list_says_why_it_is_empty() {
    let quiet = || {
        Bench::new(Book {
            alerts: Vec::new(),
            tasks: Vec::new(),
            agenda: Vec::new(),
            ..book::book()
        })
    };
    let undated = || {
        let mut accounts = book::book().accounts;
        for it in &mut accounts {
            *it = book::bare(it.id.raw(), &it.name).into();
        }
        Bench::new(Book { accounts, ..book::book() })
    };
    let cases: Vec<(Bench, &[&str])> = vec![
        (
            quiet(),
            &[
                "No open alerts. Nothing in the book asks for you now.",
                "No open tasks.  a t adds one.",
                "No renewal, notice date or meeting in the next 30 days.",
            ],
        ),
        (quiet().press("F F"), &["No alert was seen or snoozed."]),
        (
            at("/ zzzz Enter"),
            &[
                "No alert matches the filter.",
                "No open task matches the filter.",
                "No date of the next 30 days matches the filter.",
            ],
        ),
        (at("2 / zzzz Enter"), &["No account matches  zzzz"]),
        (at("3 / zzzz Enter"), &["No account with a renewal date matches the filter."]),
        (undated().press("3"), &["No account has a renewal date."]),
        (undated().press("4"), &["No account with a renewal date is shown."]),
    ];
    for (bench, said) in cases {
        let text = bench.size(100, 30).text();
        for words in said {
            assert!(text.contains(words), "{words}:\n{text}");
        }
    }
}

#[test]
fn a_filter_that_matches_nothing_says_how_to_widen_it_and_offers_no_verb() {
    for keys in ["/ zzzz Enter", "2 / zzzz Enter", "3 / zzzz Enter", "4 / zzzz Enter"] {
        let text = at(keys).text();
        assert!(text.contains("Esc clears, / edits"), "{keys}:\n{text}");
        let footer = text.lines().last().unwrap();
        assert!(footer.starts_with(" Esc clear filter  / filter"), "{keys}: {footer}");
        assert!(!footer.contains("open") && !footer.contains("done"), "{keys}: {footer}");
    }
}

#[test]
fn a_band_that_is_not_the_scores_own_has_its_reason_beside_it() {
    let mut book = book::book();
    for it in &mut book.accounts {
        Arc::make_mut(it).band_reason = Some(BandReason::ThinData { coverage: 0.52 });
    }
    let text = Bench::new(book).press("2 Enter").text();
    assert!(text.contains("yellow at best: 52 % of the data"), "{text}");
}

#[test]
fn late_tasks_above_the_rows_seen_are_told() {
    let text = at("Tab G").size(80, 18).text();
    assert!(text.contains("2 late above"), "{text}");
    assert!(!at("").text().contains("late above"));
}

#[test]
fn the_help_tells_what_every_sign_of_the_book_means() {
    for sign in ["~l", "!p", "28d", "Touch", "Score 12 wks"] {
        let typed = sign.replace(' ', " Space ");
        let text = at("?").press(&typed).text();
        assert!(text.contains("Signs"), "{sign}:\n{text}");
    }
    assert!(at("? signs").text().contains("~l"));
    assert!(at("2").size(140, 45).text().contains("Score 12 wks"));
}

#[test]
fn the_why_of_an_alert_says_first_what_is_the_matter_and_last_the_rule() {
    let text = at("i").text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}:\n{text}"));
    assert!(at("at stake x") < at("Values compared"));
    assert!(at("Values compared") < at("Opens when"));
}

#[test]
fn no_screen_speaks_of_what_is_not_there_yet() {
    for keys in ["4", "5"] {
        let text = at(keys).size(140, 45).text();
        assert!(!text.contains("later"), "{keys}:\n{text}");
    }
    assert!(at("4").text().lines().last().unwrap().contains("Enter open account"));
}

#[test]
fn names_that_programs_write_are_read_as_words() {
    let people = at("2 Enter > > > >").text();
    assert!(people.contains("economic buyer"), "{people}");
    for keys in ["2 Enter > > > >", "2 i", "2 Enter >"] {
        let text = at(keys).size(140, 45).text();
        for word in ["economic_buyer", "not_applicable", "last_touch", "auto_renew"] {
            assert!(!text.contains(word), "{keys}: {word}:\n{text}");
        }
    }
}

#[test]
fn every_footer_ends_with_the_help() {
    for (name, keys) in SCREENS {
        for width in [60, 80, 100, 140, 200] {
            let text = at(keys).size(width, 30).text();
            let footer = text.lines().last().unwrap();
            assert!(footer.ends_with(": cmd  ? help"), "{name} at {width}: {footer}");
        }
    }
}

#[test]
fn a_kept_book_is_filtered_by_words() {
    let kept = Bench::new(Book { is_kept: true, ..book::book() }).press("2 / glob Enter");
    assert!(kept.text().contains("1 of 7 accounts"), "{}", kept.text());
}
