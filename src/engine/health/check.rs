//! Checks the facts of a model against the facts that a book has.

use super::error::ModelError;
use super::model::{Model, Scale, Source, Test};
use super::reading::Wording;
use crate::domain::Type;
use crate::engine::facts::{Catalogue, Fact};
use crate::engine::place::Place;

impl Model {
    /// Checks that every fact that the model names exists and is of the right type. Every problem
    /// is told, in the order of the file.
    pub fn check(&self, catalogue: &Catalogue) -> Result<(), Vec<ModelError>> {
        let mut check = Check { catalogue, problems: Vec::new() };
        for measure in &self.measures {
            if let Source::Fact(name) = &measure.source {
                match measure.scale {
                    Scale::Curve(_) => check.fact(&name.text, name.place, NUMBERS),
                    Scale::States(_) => check.fact(&name.text, name.place, &[Type::Text]),
                }
            }
            if let Some(name) = &measure.age {
                check.fact(&name.text, name.place, NUMBERS);
            }
            check.wording(&measure.wording);
        }
        for cap in &self.caps {
            for it in &cap.conditions {
                let types = match it.test {
                    Test::True => &[Type::Flag],
                    Test::Is(_) => &[Type::Text],
                    Test::AtLeast(_) | Test::AtMost(_) => NUMBERS,
                    Test::Missing => Type::ALL,
                };
                check.fact(&it.fact.text, it.fact.place, types);
            }
            check.wording(&cap.reason);
        }
        check.problems.sort_by_key(|it| (it.line, it.column));
        if check.problems.is_empty() { Ok(()) } else { Err(check.problems) }
    }
}

const NUMBERS: &[Type] = &[Type::Number, Type::Percent, Type::Days];

struct Check<'a> {
    catalogue: &'a Catalogue,
    problems: Vec<ModelError>,
}

impl Check<'_> {
    fn fact(&mut self, name: &str, place: Place, types: &[Type]) {
        match self.catalogue.find(name).and_then(|it| self.catalogue.fact(it)) {
            Some(Fact { ty, .. }) if types.contains(ty) => {}
            Some(Fact { ty, .. }) => {
                let wanted: Vec<&str> = types.iter().map(|it| it.word()).collect();
                let wanted = wanted.join(" or ");
                self.problems.push(place.error(format!("`{name}` is a {ty}, not a {wanted}")));
            }
            None => {
                let near = self.catalogue.nearest(name);
                let hint = near.first().map_or_else(
                    || "`rounds facts` lists all".to_owned(),
                    |it| format!("did you mean `{it}`?"),
                );
                self.problems.push(place.error(format!("unknown fact `{name}`; {hint}")));
            }
        }
    }

    fn wording(&mut self, wording: &Wording) {
        for sentence in wording.sentences() {
            // Which figures are reported differs from book to book.
            for name in sentence.facts().filter(|it| !it.starts_with("reported.")) {
                self.fact(name, sentence.place, Type::ALL);
            }
        }
    }
}
