//! `rounds health model` and `rounds health what-if`: the model told, changed and tried, never saved.

use std::fs;

use serde_json::Value;

use super::support::{TODAY, desk::Desk};

/// A home folder with the sample book in it.
fn with_sample() -> Desk {
    let desk = Desk::new();
    desk.ok(&["demo", "--as-of", TODAY, "--write", "book.rounds"]);
    fs::create_dir_all(desk.path(".config/rounds")).unwrap();
    desk
}

/// Writes the user's own model.
fn own(desk: &Desk, text: &str) {
    desk.file(".config/rounds/health.toml", text);
}

/// The book and the user's own model, byte by byte.
fn bytes(desk: &Desk) -> [Vec<u8>; 2] {
    ["book.rounds", ".config/rounds/health.toml"].map(|it| fs::read(desk.path(it)).unwrap())
}

#[test]
fn what_if_lists_who_changes_band_and_writes_nothing() {
    let desk = with_sample();
    own(&desk, "[bands]\nyellow = 55\n");
    desk.ok(&["accounts"]);
    let before = bytes(&desk);
    let set = ["health", "what-if", "--set", "bands.green=85", "--set", "bands.margin=0"];
    let text = desk.ok(&set);
    assert!(text.starts_with("bands.green: 75 -> 85\nbands.margin: 2 -> 0\n"), "{text}");
    assert!(text.contains("of 60 accounts would change band"), "{text}");
    assert!(text.contains("Nothing is saved."), "{text}");
    assert!(text.ends_with("  [bands]\n  green = 85\n  margin = 0\n"), "{text}");
    let json = desk.json(&[&set[..], &["--json"]].concat());
    let movers = json["movers"].as_array().unwrap();
    assert!(!movers.is_empty());
    let moves: u64 =
        json["moves"].as_array().unwrap().iter().map(|it| it["accounts"].as_u64().unwrap()).sum();
    assert_eq!(moves, movers.len() as u64);
    assert_eq!(json["rescored"], 0);
    assert!(bytes(&desk) == before, "something was written");
    // The bands that it tells are those of the book under either model.
    let bands = |desk: &Desk| -> Vec<(String, String)> {
        let accounts = desk.json(&["accounts", "--json"]);
        let accounts = accounts.as_array().unwrap();
        let text = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
        accounts.iter().map(|it| (text(it, "name"), text(it, "health.band"))).collect()
    };
    let old = bands(&desk);
    own(
        &desk,
        &format!(
            "[bands]\nyellow = 55\n{}",
            json["toml"].as_str().unwrap().replace("[bands]\n", "")
        ),
    );
    let new = bands(&desk);
    let mut moved = 0;
    for (name, band) in &old {
        let then = &new.iter().find(|it| it.0 == *name).unwrap().1;
        let told = movers.iter().find(|it| it["name"] == name.as_str());
        match told {
            Some(it) => assert_eq!(
                (&it["band"], &it["band_then"]),
                (&band.as_str().into(), &then.as_str().into())
            ),
            None => assert_eq!(band, then, "{name}"),
        }
        moved += usize::from(band != then);
    }
    assert_eq!(moved, movers.len());
}

#[test]
fn a_weight_tried_moves_scores_and_says_what_gives_way() {
    let desk = with_sample();
    let json = desk.json(&["health", "what-if", "--set", "tiers.mid.weights.usage=70", "--json"]);
    let changed = json["changed"].as_array().unwrap();
    assert_eq!(changed.len(), 6);
    assert_eq!(changed.iter().filter(|it| it["gives_way"] == true).count(), 5);
    assert!(json["rescored"].as_u64().unwrap() > 10, "{}", json["rescored"]);
}

#[test]
fn a_model_file_is_tried_in_place_of_ones_own() {
    let desk = with_sample();
    own(&desk, "[bands]\ngreen = 90\n");
    fs::write(desk.path("other.toml"), "[bands]\ngreen = 80\n").unwrap();
    let text = desk.ok(&["health", "what-if", "--model", "other.toml"]);
    assert!(text.starts_with("bands.green: 90 -> 80\n"), "{text}");
    fs::write(desk.path("other.toml"), "[bands]\ngren = 80\n[coverage]\nmin = 2\n").unwrap();
    let said = desk.fails(2, &["health", "what-if", "--model", "other.toml"]);
    assert!(
        said.contains("2 mistakes\nother.toml:2:1: unknown key `gren`; did you mean `green`?\n"),
        "{said}"
    );
    assert!(said.contains("other.toml:4:7: a number from 0 to 1 is needed here"), "{said}");
    desk.fails(2, &["health", "what-if", "--model", "none.toml"]);
}

#[test]
fn a_wrong_key_or_value_is_refused_with_the_nearest_key() {
    let desk = with_sample();
    for (set, told) in [
        ("bands.gren=80", "bands.gren: no such key in the model; did you mean `bands.green`?"),
        ("bands.green=800", "bands.green: a number from 0 to 100 is needed here"),
        ("bands.green", "write a key of the model and its value"),
    ] {
        let said = desk.fails(2, &["health", "what-if", "--set", set]);
        assert!(said.contains(told), "{said}");
    }
    desk.fails(2, &["health", "what-if"]);
}

#[test]
fn the_model_printed_as_a_file_is_the_model_in_force_again() {
    let desk = with_sample();
    own(
        &desk,
        "[bands]\ngreen = 80\n\n[[measures]]\nid = \"champion\"\nstates = { strong = 90 }\n",
    );
    let json = desk.json(&["health", "model", "--json"]);
    let from = |key: &str| {
        let values = json["values"].as_array().unwrap();
        values.iter().find(|it| it["key"] == key).unwrap()["from"].clone()
    };
    assert_eq!(json["file"], "health.toml");
    assert_eq!(from("bands.green"), "health.toml:2");
    assert_eq!(from("bands.yellow"), "built-in");
    assert_eq!(from("measures.champion.states.strong"), "health.toml:6");
    assert_eq!(from("measures.champion.weight"), "built-in");
    let text = desk.ok(&["health", "model"]);
    assert!(text.contains("green from 80"), "{text}");
    desk.ok(&["health", "model", "-o", "whole.toml"]);
    let whole = fs::read_to_string(desk.path("whole.toml")).unwrap();
    assert_eq!(desk.ok(&["health", "model", "--toml"]), whole);
    let scores = desk.ok(&["accounts", "--json"]);
    own(&desk, &whole);
    assert_eq!(desk.ok(&["health", "model", "--toml"]), whole);
    assert_eq!(desk.ok(&["accounts", "--json"]), scores);
    assert!(desk.ok(&["rules", "check"]).contains("1 file of your own: no mistake"));
}

#[test]
fn every_mistake_of_the_users_model_is_told_and_the_rest_of_it_holds() {
    let desk = with_sample();
    own(
        &desk,
        "[bands]\ngreen = 80\n\n[coverage]\nmin = 7\n\n[[caps]]\nid = \"champion_lost\"\nat_mots = 60\n",
    );
    let said = desk.fails(2, &["rules", "check"]);
    assert!(said.contains("2 mistakes\n"), "{said}");
    assert!(said.contains("health.toml:5:7: a number from 0 to 1 is needed here\n"), "{said}");
    assert!(
        said.contains("health.toml:9:1: unknown key `at_mots`; did you mean `at_most`?"),
        "{said}"
    );
    let values = desk.json(&["health", "model", "--json"]);
    let value = |key: &str| {
        let values = values["values"].as_array().unwrap();
        values.iter().find(|it| it["key"] == key).unwrap()["value"].clone()
    };
    assert_eq!(value("bands.green"), 80);
    assert_eq!(value("coverage.min"), 0.4);
    assert_eq!(value("caps.champion_lost.at_most"), 74);
}
