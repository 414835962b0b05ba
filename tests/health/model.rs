//! A model file is checked as a whole, and every problem is told with its place.

use rounds::engine::Model;
use rounds::engine::health::{ChangedModel, Leaf, MovedBy, Setting};

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
    let laid = MODEL.overlaid(include_str!("../../assets/health.toml"), &CONTEXT.catalogue);
    assert_eq!((laid.errors, laid.model), (Vec::new(), MODEL.clone()));
}

/// What the built-in model is with a text laid over it, and what is told of the text.
fn over(text: &str) -> (Model, Vec<String>) {
    let laid = MODEL.overlaid(text, &CONTEXT.catalogue);
    (laid.model, laid.errors.iter().map(ToString::to_string).collect())
}

#[test]
fn a_fact_that_does_not_exist_is_told_with_its_place_and_the_nearest_name() {
    let text = include_str!("../../assets/health.toml")
        .replacen("\"touch.ratio\"", "\"touch.ratoi\"", 1)
        .replacen("\"seats.util_ratio\"", "\"sponsor.state\"", 1);
    let (model, told) = over(&text);
    let line = |needle: &str| 1 + text.lines().position(|it| it.contains(needle)).unwrap();
    let at = |needle, told: &str| format!("{}:8: {told}", line(needle));
    assert_eq!(
        told,
        [
            at(
                "fact = \"sponsor.state",
                "`sponsor.state` is a text, not a number or percent or days"
            ),
            at("touch.ratoi", "unknown fact `touch.ratoi`; did you mean `touch.ratio`?"),
        ]
    );
    assert_eq!(model, *MODEL);
}

#[test]
fn a_file_says_only_what_it_changes_and_the_rest_stays_built_in() {
    let (model, told) =
        over("[bands]\ngreen = 80\n\n[[caps]]\nid = \"champion_lost\"\nat_most = 60\n");
    assert_eq!(told, Vec::<String>::new());
    let whole = include_str!("../../assets/health.toml")
        .replacen("green = 75 ", "green = 80 ", 1)
        .replacen(
            "id = \"champion_lost\"\nat_most = 74",
            "id = \"champion_lost\"\nat_most = 60",
            1,
        );
    assert_eq!(model, Model::parse(&whole).unwrap());
}

#[test]
fn an_entry_with_a_mistake_changes_nothing_and_the_others_hold() {
    let (model, told) = over(
        "[bands]\ngreen = 80\nyelow = 40\n\n[coverage]\nmin = 0.3\n\n\
         [tiers.high]\nweights = { usage = 90 }\n\n\
         [[measures]]\nid = \"touch_ratio\"\nfact = \"touch.ratoi\"\n\n\
         [[measures]]\nid = \"champion\"\nname = \"Our friend\"\n",
    );
    assert_eq!(
        told,
        [
            "3:1: unknown key `yelow`; did you mean `yellow`?",
            "9:11: these weights add up to 160, not to 100",
            "13:8: unknown fact `touch.ratoi`; did you mean `touch.ratio`?",
        ]
    );
    let (sound, none) =
        over("[coverage]\nmin = 0.3\n[[measures]]\nid = \"champion\"\nname = \"Our friend\"\n");
    assert_eq!((model, none), (sound, Vec::new()));
}

#[test]
fn a_text_that_is_no_toml_spoils_its_own_entry_only() {
    let (model, told) = over("[bands]\ngreen = = 80\n\n[coverage]\nmin = 0.3\n");
    assert!(told.len() == 1 && told[0].starts_with("2:9: "), "{told:?}");
    assert_eq!(model, over("[coverage]\nmin = 0.3\n").0);
}

#[test]
fn weights_that_do_not_add_up_are_told_and_the_measures_of_their_pillar_stay() {
    let (model, told) = over(
        "[[measures]]\nid = \"touch_ratio\"\nweight = 0.5\n\n\
         [[measures]]\nid = \"csat_90d\"\nweight = 0.5\n\n\
         [[measures]]\nid = \"nps_score\"\nweight = 0.5\n",
    );
    assert_eq!(told, ["1:1: the seated measures of `relationship` weigh 1.200 together, not 1"]);
    let survey = "[[measures]]\nid = \"csat_90d\"\nweight = 0.5\n\
                  [[measures]]\nid = \"nps_score\"\nweight = 0.5\n";
    assert_eq!(model, over(survey).0);
    assert_ne!(model, *MODEL);
}

#[test]
fn two_measures_for_the_same_accounts_are_told() {
    let whole = "pillar = \"usage\"\nweight = 0\nfact = \"usage.breadth\"\nknots = [[0, 0]]\n\
                 reading = \"{value}\"\nmissing = \"none\"\n";
    for (text, told) in [
        (
            "id = \"breadth_pct\"\nweight = 0\n".to_owned(),
            "1:1: there are two measures `breadth_pct`: add when = \"seated\" or when = \"unseated\"",
        ),
        (
            format!("id = \"touch_ratio\"\nwhen = \"seated\"\n{whole}"),
            "1:1: a second measure `touch_ratio` for the same accounts",
        ),
        (
            "id = \"champion\"\nname = \"A\"\n[[measures]]\nid = \"champion\"\n".to_owned(),
            "4:1: a second measure `champion` for the same accounts",
        ),
    ] {
        let (_, found) = over(&format!("[[measures]]\n{text}"));
        assert_eq!(found, [told], "{text}");
    }
}

#[test]
fn a_model_written_as_a_file_reads_back_to_the_same_model() {
    let own = over(
        "[bands]\ngreen = 80.5\n[phases]\nvalue = { usage = 1e-9 }\n\
         [[measures]]\nid = \"champion\"\nname = 'He \"rules\" \\ {all}'\nstates = { \"a b\" = 1 }\n\
         [[measures]]\nid = \"plan_ratio\"\nreading = [\"{value}\\n{plan.ratio}\", \"x\"]\n\
         [[caps]]\nid = \"mine\"\nat_most = 10\nreason = \"r\"\n\
         when = [{ fact = \"tier\", is = [\"A\", \"B\"] }, { fact = \"seats\", at_least = 3 }]\n",
    );
    assert_eq!(own.1, Vec::<String>::new());
    for model in [MODEL.clone(), own.0] {
        let text = model.to_toml();
        assert_eq!(Model::parse(&text).as_ref(), Ok(&model), "{text}");
        assert_eq!(over(&text), (model, Vec::new()));
    }
}

fn set(model: &Model, wishes: &[(&str, &str)]) -> Result<ChangedModel, Vec<String>> {
    let settings: Vec<Setting> = wishes
        .iter()
        .map(|(key, value)| Setting { key: (*key).to_owned(), value: (*value).to_owned() })
        .collect();
    let changed = model.changed(&settings, &CONTEXT.catalogue);
    changed.map_err(|all| all.iter().map(ToString::to_string).collect())
}

fn value<'a>(leaves: &'a [Leaf], key: &str) -> &'a str {
    &leaves.iter().find(|it| it.key == key).unwrap_or_else(|| panic!("no {key}")).value
}

#[test]
fn every_number_of_the_model_can_be_set_by_its_path() {
    let leaves = MODEL.leaves();
    assert!(leaves.len() > 150, "{}", leaves.len());
    for leaf in &leaves {
        let same = set(&MODEL, &[(&leaf.key, &leaf.value)]);
        let same = same.unwrap_or_else(|it| panic!("{}: {it:?}", leaf.key));
        assert_eq!((same.model, same.moved), (MODEL.clone(), Vec::new()), "{}", leaf.key);
    }
    for (key, to) in [
        ("bands.green", "80"),
        ("coverage.green_min", "0.55"),
        ("seats.seated_from", "1"),
        ("tiers.high.pulse_days", "14"),
        ("phases.renewal.commercial", "3"),
        ("measures.touch_ratio.knots.1.5", "50"),
        ("measures.active_trend_pct.seated.knots.-50", "10"),
        ("measures.champion.states.weak", "20"),
        ("measures.champion.expire_days", "120"),
        ("measures.nps_score.knots", "[[0, 10], [100, 90]]"),
        ("caps.champion_lost.at_most", "60"),
        ("caps.overdue_60d.hard", "true"),
    ] {
        let changed = set(&MODEL, &[(key, to)]).unwrap_or_else(|it| panic!("{it:?}"));
        assert_eq!(value(&changed.model.leaves(), key), to);
        assert_eq!(changed.moved.len(), 1, "{key}");
        // What is to be written down makes the same model of the built-in one.
        assert_eq!(over(&changed.text), (changed.model, Vec::new()), "{key}");
    }
}

#[test]
fn a_weight_that_is_set_lets_the_others_give_way_in_proportion() {
    let changed = set(
        &MODEL,
        &[("measures.touch_ratio.weight", "0.65"), ("tiers.mid.weights.usage", "67.5")],
    );
    let changed = changed.unwrap();
    let leaves = changed.model.leaves();
    for (key, to) in [
        ("measures.touch_ratio.weight", "0.65"),
        ("measures.threads_ratio.weight", "0.125"),
        ("measures.exec_sponsor.weight", "0.125"),
        ("measures.champion.weight", "0.1"),
        ("tiers.mid.weights.relationship", "10"),
        ("tiers.mid.weights.commercial", "2.5"),
    ] {
        assert_eq!(value(&leaves, key), to, "{key}");
    }
    let along = changed.moved.iter().filter(|it| it.by == MovedBy::Sum).count();
    assert_eq!(along, 3 + 5);
    let seated = set(&MODEL, &[("measures.breadth_pct.seated.weight", "0.6")]).unwrap();
    let leaves = seated.model.leaves();
    assert_eq!(value(&leaves, "measures.breadth_pct.unseated.weight"), "0.1");
    assert_eq!(value(&leaves, "measures.seat_util_ratio.weight"), "0.175");
}

#[test]
fn a_key_or_a_value_that_is_wrong_is_told_with_the_nearest_that_is_right() {
    for (key, to, told) in [
        ("bands.gren", "80", "bands.gren: no such key in the model; did you mean `bands.green`?"),
        (
            "measures.touch_ratio.knots.1.4",
            "80",
            "measures.touch_ratio.knots.1.4: no such key in the model; did you mean \
             `measures.touch_ratio.knots.1.5`?",
        ),
        (
            "measures.breadth_pct.weight",
            "1",
            "measures.breadth_pct.weight: there are two: `measures.breadth_pct.seated.weight` and \
             `measures.breadth_pct.unseated.weight`",
        ),
        ("x", "1", "x: no such key in the model; `rounds health model --csv` lists all"),
        ("bands.green", "high", "bands.green: a number is needed here, not `high`"),
        ("bands.green", "nan", "bands.green: a number is needed here, not `nan`"),
        ("bands.green", "180", "bands.green: a number from 0 to 100 is needed here"),
        ("bands.green", "20", "bands.green: `yellow` must not be above `green`"),
        ("caps.champion_lost.hard", "1", "caps.champion_lost.hard: true or false is needed here"),
        (
            "measures.nps_score.knots",
            "[[3, 1], [2, 1]]",
            "measures.nps_score.knots: the values of the knots must grow from one to the next",
        ),
        (
            "measures.nps_score.knots",
            "[[",
            "measures.nps_score.knots: a curve is a list of pairs, as [[0, 100], [1, 85]]",
        ),
        (
            "tiers.high.weights.usage",
            "120",
            "tiers.high.weights.usage: the weights named add up to 120, all together have to make 100",
        ),
    ] {
        assert_eq!(set(&MODEL, &[(key, to)]).unwrap_err(), [told]);
    }
    let twice = set(&MODEL, &[("bands.green", "80"), ("bands.green", "81")]).unwrap_err();
    assert_eq!(twice, ["bands.green: it is set twice"]);
}
