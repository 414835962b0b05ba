//! The sentence of an alert: words with the values of facts between them.

use crate::domain::{Phrase, Value, grouped, shown_score};
use crate::engine::facts::{Catalogue, FactId, Sheet};

/// A checked template: `{fact}` is a value, `{+fact}` a change with its sign, `{<fact}` a change
/// that has no value where it is no fall, `{-fact}` a value's opposite, and what stands in `[…]` is left out where a fact in it has no value.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Message {
    parts: Vec<Part>,
}

/// What a sentence takes its values from.
pub(super) trait Facts {
    /// The value of a fact; nothing where it is missing.
    fn value(&self, fact: FactId) -> Option<&Value>;
}

impl Facts for Sheet {
    fn value(&self, fact: FactId) -> Option<&Value> {
        self.get(fact)
    }
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// The character, counted from 0.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) message: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Words(String),
    Fact(FactId),
    Opposite(FactId),
    /// A change, with its sign whichever way it goes.
    Change(FactId),
    /// A change that went down, with its sign.
    Fall(FactId),
    /// A score of health, rounded as it is shown everywhere.
    Score(FactId),
    Optional(Vec<Part>),
}

impl Message {
    /// Reads and checks a template.
    pub(super) fn read(text: &str, catalogue: &Catalogue) -> Result<Self, Mistake> {
        let mut parts = vec![Vec::new()];
        let mut words = String::new();
        let mut chars = text.chars().enumerate();
        let refuse = |at, message: &str| Err(Mistake { at, message: message.to_owned() });
        while let Some((at, c)) = chars.next() {
            if !matches!(c, '{' | '[' | ']') {
                words.push(c);
                continue;
            }
            let last = take_words(&mut parts, &mut words);
            match c {
                '[' if last == 1 => parts.push(Vec::new()),
                '[' => return refuse(at, "brackets do not nest"),
                ']' => match parts.pop() {
                    Some(inner) if last == 2 => {
                        if let Some(outer) = parts.last_mut() {
                            outer.push(Part::Optional(inner));
                        }
                    }
                    _ => return refuse(at, "this bracket closes nothing"),
                },
                _ => {
                    let name: String =
                        chars.by_ref().map(|(_, c)| c).take_while(|c| *c != '}').collect();
                    let part = fact(&name, catalogue)
                        .map_err(|message| Mistake { at: at + 1, message })?;
                    if let Some(inner) = parts.last_mut() {
                        inner.push(part);
                    }
                }
            }
        }
        match take_words(&mut parts, &mut words) {
            1 => Ok(Self { parts: parts.pop().unwrap_or_default() }),
            _ => refuse(text.chars().count(), "a bracket is still open: close it with ]"),
        }
    }

    /// The facts that it names.
    pub(super) fn facts(&self) -> Vec<FactId> {
        facts(&self.parts)
    }

    /// The sentence for these facts; nothing where a value that it needs is missing.
    pub(super) fn render<F: Facts + ?Sized>(&self, facts: &F) -> Option<String> {
        render(&self.parts, facts)
    }
}

/// Ends the run of plain words, and says how many brackets are open, the outermost one included.
fn take_words(parts: &mut [Vec<Part>], words: &mut String) -> usize {
    if let Some(last) = parts.last_mut().filter(|_| !words.is_empty()) {
        last.push(Part::Words(std::mem::take(words)));
    }
    parts.len()
}

fn fact(name: &str, catalogue: &Catalogue) -> Result<Part, String> {
    let (plain, part): (_, fn(FactId) -> Part) = match name.split_at_checked(1) {
        Some(("-", it)) => (it, Part::Opposite),
        Some(("+", it)) => (it, Part::Change),
        Some(("<", it)) => (it, Part::Fall),
        _ if name == "health.score" => (name, Part::Score),
        _ => (name, Part::Fact),
    };
    catalogue.find(plain).map(part).ok_or_else(|| match catalogue.nearest(plain).as_slice() {
        [] => format!("there is no fact {plain:?}"),
        nearest => format!("there is no fact {plain:?}: did you mean {}?", nearest.join(" or ")),
    })
}

fn facts(parts: &[Part]) -> Vec<FactId> {
    parts
        .iter()
        .flat_map(|it| match it {
            Part::Words(_) => Vec::new(),
            Part::Fact(id)
            | Part::Opposite(id)
            | Part::Change(id)
            | Part::Fall(id)
            | Part::Score(id) => vec![*id],
            Part::Optional(inner) => facts(inner),
        })
        .collect()
}

fn render<F: Facts + ?Sized>(parts: &[Part], facts: &F) -> Option<String> {
    let mut res = String::new();
    for part in parts {
        match part {
            Part::Words(it) => res.push_str(it),
            Part::Fact(id) => res.push_str(&spoken(facts.value(*id)?)),
            Part::Opposite(id) => res.push_str(&spoken(&opposite(facts.value(*id)?))),
            Part::Fall(id) => {
                let change = facts.value(*id)?;
                let is_fall = change.as_f64()? < 0.0;
                res.push_str(&is_fall.then(|| signed(change))?);
            }
            Part::Change(id) => res.push_str(&signed(facts.value(*id)?)),
            Part::Score(id) => res.push_str(&shown_score(facts.value(*id)?.as_f64()?)),
            Part::Optional(inner) => res.push_str(&render(inner, facts).unwrap_or_default()),
        }
    }
    Some(res)
}

/// A value as a colleague says it: whole per cents, days as words, names without underscores.
fn spoken(value: &Value) -> String {
    match value {
        Value::Days(it) => {
            let days = grouped(*it, 0);
            let unit = if days == "1" { "day" } else { "days" };
            format!("{days} {unit}")
        }
        Value::Percent(it) => format!("{} %", grouped(it * 100.0, 0)),
        Value::Number(it) => grouped(*it, u32::from(it.abs() < 10.0)),
        Value::Text(it) => it.replace('_', " "),
        other => Phrase(other).to_string(),
    }
}

/// A change as a colleague says it: one that rounds to nothing is neither up nor down.
fn signed(value: &Value) -> String {
    let text = spoken(value);
    match text.chars().next() {
        Some('-') => text,
        Some('0') if !text.contains('.') => format!("±{text}"),
        _ => format!("+{text}"),
    }
}

fn opposite(value: &Value) -> Value {
    match value {
        Value::Number(it) => Value::Number(-it),
        Value::Percent(it) => Value::Percent(-it),
        Value::Days(it) => Value::Days(-it),
        other => other.clone(),
    }
}
