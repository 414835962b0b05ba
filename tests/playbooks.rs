//! Playbooks: lists of tasks with dates that count from an anchor.

use rounds::domain::{AccountId, Anchor, Day, Value};
use rounds::engine::dates::Calendar;
use rounds::engine::{Catalogue, FactCell, Plan, Playbooks, Sheet};

/// A Wednesday.
const TODAY: &str = "2026-10-14";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// An account of which some dates are known.
fn sheet(dates: &[(&str, &str)]) -> Sheet {
    let catalogue = Catalogue::default();
    let cell = |(name, on): &(&str, &str)| FactCell {
        fact: catalogue.find(name).unwrap(),
        value: Ok(Value::Date(day(on))),
        data_on: None,
    };
    Sheet::new(AccountId::new(7), day(TODAY), String::new(), dates.iter().map(cell).collect())
}

fn plan(
    playbooks: &Playbooks,
    slug: &str,
    of: &Sheet,
    given: Option<&str>,
) -> Result<Plan, String> {
    let playbook = playbooks.get(slug).unwrap();
    let planned = playbook.plan(of, &Catalogue::default(), Calendar::new(&[]), given.map(day));
    planned.map_err(|it| it.to_string())
}

/// A playbook of one's own, and what is wrong in it.
fn own(text: &str) -> (Playbooks, Vec<String>) {
    let laid = Playbooks::built_in().overlaid(text);
    (laid.playbooks, laid.errors.iter().map(ToString::to_string).collect())
}

#[test]
fn six_playbooks_ship_and_each_task_says_who_does_it_and_when_it_is_done() {
    let all = Playbooks::built_in();
    let slugs: Vec<&str> = all.iter().map(|it| it.slug.as_ref()).collect();
    assert_eq!(
        slugs,
        [
            "champion-left",
            "usage-drop",
            "renewal-runway",
            "onboarding",
            "detractor",
            "sponsor-change"
        ]
    );
    for playbook in all.iter() {
        assert!(playbook.tasks.len() >= 7 && !playbook.purpose.is_empty(), "{}", playbook.slug);
        for task in &playbook.tasks {
            assert!(task.owner.is_some() && task.done_when.is_some(), "{}", task.title);
            assert!(task.title.chars().count() <= 110, "too long for a line: {}", task.title);
        }
        let days: Vec<i32> = playbook
            .tasks
            .iter()
            .filter(|it| it.anchor == playbook.anchor)
            .map(|it| it.due)
            .collect();
        assert!(days.is_sorted(), "{}: {days:?}", playbook.slug);
    }
}

#[test]
fn dates_count_from_the_anchor_and_fall_on_working_days() {
    let (all, errors) = own(r#"
slug = "mine"
title = "Mine"
anchor = "renewal"
[[task]]
title = "before"
due = -24
[[task]]
title = "after"
due = 0
[[task]]
title = "now"
anchor = "today"
due = 1
"#);
    assert_eq!(errors, [""; 0]);
    // The renewal is on a Sunday; 24 days before is a Thursday less 2: a Sunday too.
    let account = sheet(&[("renewal.date", "2026-11-15")]);
    let plan = plan(&all, "mine", &account, None).unwrap();
    let dates: Vec<(&str, String)> =
        plan.tasks.iter().map(|it| (it.title.as_ref(), it.due_on.to_string())).collect();
    let dates: Vec<(&str, &str)> = dates.iter().map(|it| (it.0, it.1.as_str())).collect();
    assert_eq!(dates, [("now", "2026-10-15"), ("before", "2026-10-22"), ("after", "2026-11-16")]);
}

#[test]
fn a_date_that_has_passed_becomes_today_and_says_so() {
    let account = sheet(&[("notice.date", "2026-11-30"), ("renewal.date", "2027-01-01")]);
    let plan = plan(&Playbooks::built_in(), "renewal-runway", &account, None).unwrap();
    let first = &plan.tasks[0];
    assert_eq!((first.due_on, first.passed_on), (day(TODAY), Some(day("2026-06-03"))));
    assert!(first.notes().ends_with("Was due 2026-06-03."), "{}", first.notes());
    let last = plan.tasks.last().unwrap();
    assert_eq!((last.due_on, last.passed_on), (day("2027-01-04"), None));
    assert!(plan.tasks.is_sorted_by_key(|it| it.due_on));
}

#[test]
fn a_missing_anchor_is_named_and_a_day_given_takes_its_place() {
    let all = Playbooks::built_in();
    let of_nothing = sheet(&[]);
    assert_eq!(
        plan(&all, "renewal-runway", &of_nothing, None).unwrap_err(),
        "Renewal runway counts from the notice date, and that is not known here: set the renewal \
         date, or name the day"
    );
    let kickoff = plan(&all, "onboarding", &of_nothing, Some("2026-11-02")).unwrap();
    assert_eq!(kickoff.tasks[0].due_on, day("2026-10-28"));
    // What counts from another anchor still does.
    let error = plan(&all, "renewal-runway", &of_nothing, Some("2027-01-04")).unwrap_err();
    assert!(error.contains("the renewal date"), "{error}");
    assert!(plan(&all, "usage-drop", &of_nothing, None).is_ok());
}

#[test]
fn a_file_of_ones_own_changes_what_it_says_and_keeps_the_rest() {
    let (all, errors) =
        own("slug = \"detractor\"\ntitle = \"Unhappy voice\"\nanchor = \"kickoff\"\n");
    assert_eq!(errors, [""; 0]);
    let (own, built_in) = (all.get("detractor").unwrap(), Playbooks::built_in());
    let built_in = built_in.get("detractor").unwrap();
    assert_eq!((own.title.as_ref(), &own.purpose), ("Unhappy voice", &built_in.purpose));
    assert_eq!(own.tasks.len(), built_in.tasks.len());
    assert!(own.tasks.iter().all(|it| it.anchor == Anchor::Kickoff));
    assert_eq!(all.iter().count(), 6);
}

#[test]
fn a_file_with_mistakes_changes_nothing_and_each_is_told_with_its_place() {
    let (all, errors) = own(r#"
slug = "usage-drop"
anchor = "notise"
porpose = "x"
[[task]]
title = " "
due = 5000
priority = "hihg"
"#);
    assert_eq!(
        errors,
        [
            "3:10: unknown word \"notise\": did you mean notice?",
            "4:1: unknown key `porpose`; write `purpose`",
            "6:9: say what is to be done",
            "7:7: days from -730 to 730 are needed here",
            "8:12: unknown word \"hihg\": did you mean high?",
        ]
    );
    assert_eq!(all, Playbooks::built_in());
    let wrong = |text: &str| own(text).1;
    assert_eq!(
        wrong("title = \"x\"")[0],
        "1:1: a playbook has a `slug`, its short name: slug = \"usage-drop\""
    );
    assert_eq!(
        wrong("slug = \"new\"")[0],
        "1:8: a playbook of its own has a `title` and one [[task]] or more"
    );
    assert!(wrong("slug = \"new\"\n[[task]]\ntitle = 3\n")[0].starts_with("3:9: invalid type"));
    assert!(wrong("slug = [").len() == 1);
}
