//! A model file is checked as a whole, and every problem is told with its place.

use rounds::engine::Model;

use super::{CONTEXT, MODEL};

#[test]
fn the_model_that_ships_is_sound() {
    let text = include_str!("../../assets/health.toml");
    assert_eq!(Model::parse(text).as_ref(), Ok(&Model::built_in()));
}

#[test]
fn every_problem_of_a_model_file_is_told_at_once_with_its_place() {
    let text = include_str!("../../assets/health.toml")
        .replacen("green = 75 ", "gren = 75 ", 1)
        .replacen("yellow = 50 ", "yellow = \"50\"", 1)
        .replacen("support = 10", "suport = 10", 1)
        .replacen("pillar = \"usage\"", "pillar = \"usages\"", 1)
        .replacen("[0.75, 60]", "[0.25, 60]", 1)
        .replacen("weight = 0.45", "weight = 0.40", 1);
    let problems: Vec<String> =
        Model::parse(&text).unwrap_err().iter().map(ToString::to_string).collect();
    let line = |needle: &str| 1 + text.lines().position(|it| it.contains(needle)).unwrap();
    for (needle, message) in [
        ("gren = 75", "unknown key `gren`; did you mean `green`?"),
        ("yellow = \"50\"", "a number is needed here, not a string"),
        ("suport", "unknown key `suport`; did you mean `support`?"),
        ("\"usages\"", "unknown pillar `usages`; did you mean `usage`?"),
        ("[0.25, 60]", "the values of the knots must grow from one to the next"),
    ] {
        let at = format!("{}:", line(needle));
        let found = problems.iter().any(|it| it.starts_with(&at) && it.ends_with(message));
        assert!(found, "{at} {message} in {problems:#?}");
    }
    let unbalanced =
        problems.iter().any(|it| it.contains("`outcomes` weigh 0.950 together, not 1"));
    assert!(unbalanced, "{problems:#?}");
}

#[test]
fn a_text_that_is_no_toml_is_told_with_its_line() {
    let problems = Model::parse("[bands\ngreen = 75").unwrap_err();
    assert_eq!(problems[0].line, 1);
}

#[test]
fn every_fact_of_the_model_that_ships_exists() {
    assert_eq!(MODEL.check(&CONTEXT.catalogue), Ok(()));
}

#[test]
fn a_fact_that_does_not_exist_is_told_with_its_place_and_the_nearest_name() {
    let text = include_str!("../../assets/health.toml")
        .replacen("\"touch.ratio\"", "\"touch.ratoi\"", 1)
        .replacen("\"seats.util_ratio\"", "\"sponsor.state\"", 1);
    let problems = Model::parse(&text).unwrap().check(&CONTEXT.catalogue).unwrap_err();
    let told: Vec<&str> = problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "`sponsor.state` is a text, not a number or percent or days");
    assert_eq!(told[1], "unknown fact `touch.ratoi`; did you mean `touch.ratio`?");
    let line = 1 + text.lines().position(|it| it.contains("touch.ratoi")).unwrap();
    assert_eq!((problems[1].line, problems[1].column), (line, 8));
}
