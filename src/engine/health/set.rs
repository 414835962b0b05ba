//! A model with some of its numbers changed, as `rounds health what-if --set` asks for it.

use super::leaf::{Entry, Leaf, Spot};
use super::model::{MeasureRule, Model, Scale, Seating};
use super::read::OverlaidModel;
use super::spelt::{number, quoted};
use crate::domain::{Phase, Pillar, Touch, nearest};
use crate::engine::facts::Catalogue;

/// Weights that move along are written with so many digits, so that they still add up.
const DIGITS: f64 = 1e8;

/// A number of a model, and what it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its path: `measures.touch_ratio.weight`.
    pub key: String,
    /// The value as a model file writes it.
    pub value: String,
}

impl std::str::FromStr for Setting {
    type Err = String;

    /// Reads `bands.green=80`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
                Ok(Self { key: key.trim().to_owned(), value: value.trim().to_owned() })
            }
            _ => Err("write a key of the model and its value, as bands.green=80".to_owned()),
        }
    }
}

/// A number of a model that cannot be set so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}")]
pub struct SetError {
    /// The key as it was asked for.
    pub key: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// A model with some of its numbers changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedModel {
    /// The model.
    pub model: Model,
    /// What has changed.
    pub moved: Vec<Moved>,
    /// What to write in a file of one's own so that it holds.
    pub text: String,
}

/// A number that has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Its path.
    pub key: String,
    /// What it was, as a file writes it.
    pub from: String,
    /// What it is now.
    pub to: String,
    /// Who asked for it.
    pub by: MovedBy,
}

/// Why a number has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovedBy {
    /// It was asked for.
    Wish,
    /// It is one of the weights that have to add up, and gave way to those asked for.
    Sum,
}

impl Model {
    /// This model with some of its numbers set. Weights that have to add up and are not named give
    /// way in proportion.
    ///
    /// # Errors
    ///
    /// Every key that is none of the model, with the nearest that is, and every value that it cannot
    /// take.
    pub fn changed(
        &self,
        settings: &[Setting],
        catalogue: &Catalogue,
    ) -> Result<ChangedModel, Vec<SetError>> {
        let leaves = self.leaves();
        let mut problems = Vec::new();
        let mut moved: Vec<Wish<'_>> = Vec::new();
        for it in settings {
            match wish(&leaves, it) {
                Ok(wish) if moved.iter().any(|other| other.leaf.key == wish.leaf.key) => {
                    problems.push(error(&it.key, "it is set twice"));
                }
                Ok(wish) => moved.push(wish),
                Err(message) => problems.push(error(&it.key, message)),
            }
        }
        if problems.is_empty() {
            self.balance(&leaves, &mut moved, &mut problems);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        moved.sort_by_key(|it| it.leaf.entry);
        let file = self.file(&moved);
        let OverlaidModel { model, errors, .. } = self.overlaid(&file.text, catalogue);
        if errors.is_empty() {
            let told = moved.iter().filter(|it| it.leaf.value != it.value).map(Wish::moved);
            return Ok(ChangedModel { model, moved: told.collect(), text: file.text });
        }
        let key = |line: usize| {
            let own = file.keys.iter().rev().find(|it| it.line <= line).or(file.keys.first());
            own.map(|it| it.key.clone()).unwrap_or_default()
        };
        Err(errors.into_iter().map(|it| error(&key(it.line), it.message)).collect())
    }

    /// Lets the weights that are not named give way, so that all add up as before.
    fn balance<'a>(
        &self,
        leaves: &'a [Leaf],
        moved: &mut Vec<Wish<'a>>,
        problems: &mut Vec<SetError>,
    ) {
        let mut done: Vec<Sum> = Vec::new();
        for at in 0..moved.len() {
            let Some(wish) = moved.get(at) else { continue };
            let Some(sum) = self.sum_of(wish.leaf) else { continue };
            if done.contains(&sum) {
                continue;
            }
            done.push(sum);
            let members: Vec<&Leaf> =
                leaves.iter().filter(|it| self.sum_of(it) == Some(sum)).collect();
            let named = |leaf: &Leaf| moved.iter().find(|it| it.leaf.key == leaf.key);
            let wished: f64 = members.iter().filter_map(|it| named(it)).map(Wish::number).sum();
            let others: Vec<&Leaf> =
                members.iter().copied().filter(|it| named(it).is_none()).collect();
            let old: f64 = others.iter().map(|it| as_number(&it.value)).sum();
            let left = sum.whole() - wished;
            if others.is_empty() {
                continue;
            }
            if left < -1e-9 || (old <= 0.0 && left > 1e-9) {
                let message = format!(
                    "the weights named add up to {}, all together have to make {}",
                    number(wished),
                    number(sum.whole())
                );
                problems.push(error(&wish.leaf.key, message));
                continue;
            }
            let share = if old > 0.0 { left.max(0.0) / old } else { 0.0 };
            for leaf in others {
                let value = (as_number(&leaf.value) * share * DIGITS).round() / DIGITS;
                let value = number(value);
                moved.push(Wish { leaf, value, by: MovedBy::Sum });
            }
        }
    }

    /// The sum that a weight is part of.
    fn sum_of(&self, leaf: &Leaf) -> Option<Sum> {
        match (leaf.entry, leaf.spot) {
            (Entry::Tier(at), Spot::Pillar(_)) => Some(Sum::Tier(at)),
            (Entry::Measure(at), Spot::Number("weight")) => {
                let rule = self.measures.get(at)?;
                Some(Sum::Pillar(rule.pillar, rule.seating))
            }
            _ => None,
        }
    }

    /// What a file of one's own has to say.
    fn file(&self, moved: &[Wish<'_>]) -> File {
        let mut file = File { text: String::new(), keys: Vec::new(), line: 1 };
        let mut last = None;
        for it in moved {
            let entry = it.leaf.entry;
            let is_phase = |it: Option<Entry>| matches!(it, Some(Entry::Phase(_)));
            if last != Some(entry) && !(is_phase(last) && is_phase(Some(entry))) {
                file.header(&self.header(entry));
            }
            last = Some(entry);
            if let Some(text) = self.line(it, moved) {
                file.line(&it.leaf.key, &text);
            }
        }
        file
    }

    fn header(&self, entry: Entry) -> String {
        match entry {
            Entry::Bands => "[bands]".to_owned(),
            Entry::Coverage => "[coverage]".to_owned(),
            Entry::Seats => "[seats]".to_owned(),
            Entry::Tier(at) => {
                format!("[tiers.{}]", Touch::ALL.get(at).map_or("", |it| it.word()))
            }
            Entry::Phase(_) => "[phases]".to_owned(),
            Entry::Measure(at) => self.measures.get(at).map_or_else(String::new, |it| {
                let when = it.seating.written().map(|word| format!("\nwhen = {}", quoted(word)));
                format!("[[measures]]\nid = {}{}", quoted(&it.id), when.unwrap_or_default())
            }),
            Entry::Cap(at) => {
                let id = self.caps.get(at).map_or("", |it| &it.id);
                format!("[[caps]]\nid = {}", quoted(id))
            }
        }
    }

    /// The line of a file that sets a number; nothing where it is told with another.
    fn line(&self, it: &Wish<'_>, moved: &[Wish<'_>]) -> Option<String> {
        let Wish { leaf, value, .. } = it;
        let of_entry = || moved.iter().filter(|other| other.leaf.entry == leaf.entry);
        match leaf.spot {
            Spot::Number(key) | Spot::Flag(key) => Some(format!("{key} = {value}")),
            Spot::Curve => Some(format!("knots = {value}")),
            Spot::Pillar(pillar) => Some(match leaf.entry {
                Entry::Phase(at) => {
                    let phase = Phase::ALL.get(at).map_or("", |it| it.word());
                    format!("{phase}.{pillar} = {value}")
                }
                _ => format!("weights.{pillar} = {value}"),
            }),
            Spot::Knot(_) | Spot::State(_) => {
                let is_part =
                    |it: &&Wish<'_>| matches!(it.leaf.spot, Spot::Knot(_) | Spot::State(_));
                let first = of_entry().find(is_part)?;
                if first.leaf.key != leaf.key {
                    return None;
                }
                let Entry::Measure(at) = leaf.entry else { return None };
                self.measures.get(at).map(|rule| scale(rule, of_entry()))
            }
        }
    }
}

/// The whole curve, or all words, of a measure with some of its scores changed.
fn scale<'a>(rule: &MeasureRule, moved: impl Iterator<Item = &'a Wish<'a>>) -> String {
    let moved: Vec<&Wish<'_>> = moved.collect();
    let to = |spot: Spot, old: f64| {
        let own = moved.iter().find(|it| it.leaf.spot == spot);
        own.map_or_else(|| number(old), |it| it.value.clone())
    };
    match &rule.scale {
        Scale::Curve(curve) => {
            let each = curve.knots().iter().enumerate();
            let each = each
                .map(|(at, it)| format!("[{}, {}]", number(it.at), to(Spot::Knot(at), it.score)));
            format!("knots = [{}]", each.collect::<Vec<_>>().join(", "))
        }
        Scale::States(states) => {
            let each = states.iter().enumerate();
            let each = each.map(|(at, it)| {
                format!("{} = {}", quoted(&it.word), to(Spot::State(at), it.score))
            });
            format!("states = {{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Weights that have to add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sum {
    /// The pillars at a service level, to 100.
    Tier(usize),
    /// The measures of a pillar for some accounts, to 1.
    Pillar(Pillar, Seating),
}

impl Sum {
    const fn whole(self) -> f64 {
        match self {
            Self::Tier(_) => 100.0,
            Self::Pillar(..) => 1.0,
        }
    }
}

/// A number and what it is to be.
struct Wish<'a> {
    leaf: &'a Leaf,
    value: String,
    by: MovedBy,
}

impl Wish<'_> {
    fn number(&self) -> f64 {
        as_number(&self.value)
    }

    fn moved(&self) -> Moved {
        Moved {
            key: self.leaf.key.clone(),
            from: self.leaf.value.clone(),
            to: self.value.clone(),
            by: self.by,
        }
    }
}

/// What is to be set; else why it cannot be.
fn wish<'a>(leaves: &'a [Leaf], it: &Setting) -> Result<Wish<'a>, String> {
    let leaf = leaves.iter().find(|leaf| leaf.key == it.key).ok_or_else(|| no_key(leaves, it))?;
    let text = it.value.as_str();
    let value = match leaf.spot {
        Spot::Flag(_) if matches!(text, "true" | "false") => text.to_owned(),
        Spot::Flag(_) => return Err("true or false is needed here".to_owned()),
        Spot::Curve => {
            let is_list = text.starts_with('[') && text.ends_with(']') && !text.contains('\n');
            if !is_list {
                return Err("a curve is a list of pairs, as [[0, 100], [1, 85]]".to_owned());
            }
            text.to_owned()
        }
        _ => match text.parse::<f64>() {
            Ok(value) if value.is_finite() => number(value),
            _ => return Err(format!("a number is needed here, not `{text}`")),
        },
    };
    Ok(Wish { leaf, value, by: MovedBy::Wish })
}

/// Says that a key is none of the model, and which is nearest.
fn no_key(leaves: &[Leaf], it: &Setting) -> String {
    // Of two measures of one name each has a key of its own.
    let twins: Vec<&str> = ["seated", "unseated"]
        .into_iter()
        .filter_map(|who| {
            let (entry, last) = it.key.rsplit_once('.')?;
            let wanted = format!("{entry}.{who}.{last}");
            leaves.iter().find(|leaf| leaf.key == wanted).map(|leaf| leaf.key.as_str())
        })
        .collect();
    if let [seated, unseated] = twins.as_slice() {
        return format!("there are two: `{seated}` and `{unseated}`");
    }
    match nearest(&it.key, leaves.iter().map(|it| it.key.as_str())) {
        Some(near) => format!("no such key in the model; did you mean `{near}`?"),
        None => "no such key in the model; `rounds health model --csv` lists all".to_owned(),
    }
}

fn error(key: &str, message: impl Into<String>) -> SetError {
    SetError { key: key.to_owned(), message: message.into() }
}

fn as_number(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

/// A file being written, with the line of each key.
struct File {
    text: String,
    keys: Vec<KeyLine>,
    line: usize,
}

struct KeyLine {
    key: String,
    line: usize,
}

impl File {
    fn header(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.push("");
        }
        for line in text.lines() {
            self.push(line);
        }
    }

    fn line(&mut self, key: &str, text: &str) {
        self.keys.push(KeyLine { key: key.to_owned(), line: self.line });
        self.push(text);
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.line += 1;
    }
}
