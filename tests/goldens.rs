//! The published and computed values that statistics, dates, formulas and judgement must reproduce.
//!
//! Each file of vectors in `tests/goldens` is a list of goldens: an operation, its inputs, and what is
//! expected of it within a tolerance. A new file there is replayed without a new line here.

mod calibration;
mod counts;
mod dates;
mod health;
mod inputs;
mod numerics;
mod outlook;
mod revenue;
mod rules;
mod service;
mod surveys;
mod trend;
mod usage;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use inputs::Inputs;

/// An operation of the goldens, and what of the engine answers it.
type Op = (&'static str, fn(&Inputs) -> Value);

const OPS: &[&[Op]] = &[
    calibration::OPS,
    counts::OPS,
    dates::OPS,
    health::OPS,
    numerics::OPS,
    outlook::OPS,
    revenue::OPS,
    rules::OPS,
    service::OPS,
    surveys::OPS,
    trend::OPS,
    usage::OPS,
];

#[test]
fn every_golden_of_every_file_is_reproduced() {
    let mut run = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in vectors() {
        let goldens: Vec<Value> =
            serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for golden in &goldens {
            wrong.extend(mistakes(golden));
        }
        run.insert(file.file_name().unwrap().display().to_string(), goldens.len());
    }
    for (file, count) in &run {
        println!("{count:4} goldens of {file}");
    }
    println!("{:4} goldens in all", run.values().sum::<usize>());
    assert!(!run.is_empty(), "no files of goldens");
    assert!(run.values().all(|it| *it > 0), "a file without goldens: {run:?}");
    assert!(wrong.is_empty(), "{} goldens differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// The files named `*[0-9][0-9]_*.json`, in order.
fn vectors() -> Vec<PathBuf> {
    let is_numbered = |name: &str| {
        let bytes = name.as_bytes();
        bytes.windows(3).any(
            |it| matches!(it, [tens, ones, b'_'] if tens.is_ascii_digit() && ones.is_ascii_digit()),
        )
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut res: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    res.retain(|it| it.extension().is_some_and(|it| it == "json"));
    res.retain(|it| is_numbered(&it.file_stem().unwrap().to_string_lossy()));
    res.sort();
    res
}

/// What differs from a golden.
fn mistakes(golden: &Value) -> Vec<String> {
    let id = golden["id"].as_str().unwrap();
    let name = golden["op"].as_str().unwrap();
    let Some((_, op)) = OPS.iter().copied().flatten().find(|it| it.0 == name) else {
        return vec![format!("{id}: no operation {name}")];
    };
    let found = op(&Inputs::new(&golden["inputs"]));
    let tolerance = Tolerance::of(&golden["tolerance"]);
    let mut res = Vec::new();
    tolerance.compare(id, &golden["expected"], &found, &mut res);
    // What a source got wrong must not come out here.
    if let (Some(published), Some(found)) = (golden["published"].as_f64(), found.as_f64())
        && (published - found).abs() < 1e-9
    {
        res.push(format!("{id}: {found} is the source's error"));
    }
    res
}

/// How near a number must be.
struct Tolerance {
    absolute: f64,
    relative: f64,
}

impl Tolerance {
    fn of(golden: &Value) -> Self {
        let number = |key: &str| golden[key].as_f64().unwrap_or(0.0);
        // The last bit of a sum depends on its order.
        Self { absolute: number("abs"), relative: number("rel").max(f64::EPSILON) }
    }

    /// Compares all that is expected; what is found beside it is not looked at.
    fn compare(&self, at: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>) {
        match (expected, found) {
            (Value::Object(expected), Value::Object(found)) => {
                for (key, expected) in expected {
                    let at = format!("{at}.{key}");
                    match found.get(key) {
                        Some(found) => self.compare(&at, expected, found, wrong),
                        None => wrong.push(format!("{at}: nothing, not {expected}")),
                    }
                }
            }
            (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
                for (at_item, (expected, found)) in expected.iter().zip(found).enumerate() {
                    self.compare(&format!("{at}[{at_item}]"), expected, found, wrong);
                }
            }
            (Value::Number(expected), Value::Number(found))
                if self.is_near(expected.as_f64().unwrap(), found.as_f64().unwrap()) => {}
            _ if expected == found => {}
            _ => wrong.push(format!("{at}: {found}, not {expected}")),
        }
    }

    fn is_near(&self, expected: f64, found: f64) -> bool {
        (expected - found).abs() <= self.absolute.max(self.relative * expected.abs())
    }
}
