//! What fits where a query is being typed: facts, signs and words for them, literals, values seen.

use std::collections::BTreeSet;

use super::literal::{example, is_bare_number, quote_if_needed};
use super::place::{Place, Typed, typed};
use super::token::Sign;
use super::vocabulary::{PHRASES, values_of};
use crate::domain::{Type, Value};
use crate::engine::facts::{Catalogue, Fact, FactId, Sheet};

/// At most so many offers are made.
const MOST: usize = 24;
/// A value longer than this is a sentence and not worth completing.
const LONGEST_VALUE: usize = 40;
/// So many different values of a fact are looked at.
const MOST_VALUES: usize = 500;

/// What could stand in the place of the word before the cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where that word begins, in bytes from the start of the text.
    pub start: usize,
    /// What could stand there, the likeliest first; at most 24.
    pub offers: Vec<Offer>,
}

/// One text that could stand in the place of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The text.
    pub text: Box<str>,
    /// What it means, in a few words; a fact's own sentence.
    pub meaning: Box<str>,
}

/// What fits at the end of `before`, the text before the cursor: facts and joining words where a
/// condition may begin; signs and words for them that suit a fact's type behind it; behind those,
/// literals of its type, and of words the usual ones and those that `seen` tells of the book.
pub fn complete(
    before: &str,
    catalogue: &Catalogue,
    seen: &dyn Fn(FactId) -> Vec<Box<str>>,
) -> Completion {
    let Typed { start, word, place } = typed(before, catalogue);
    let mut offers = Offers { typed: word.to_lowercase(), found: Vec::new() };
    match place {
        Place::Nothing => {}
        Place::First => offers.condition(catalogue),
        Place::Condition => {
            offers.joins();
            offers.condition(catalogue);
        }
        Place::Missing => offers.facts(catalogue, |_| true),
        Place::Flag => offers.facts(catalogue, |it| it.ty == Type::Flag),
        Place::Operator(id, said) => {
            let fact = catalogue.fact(id);
            offers.operators(fact, &said);
            if let Some(fact) = fact.filter(|it| it.ty == Type::List && said.is_empty()) {
                offers.values(fact, &|| seen(id));
            }
            // A flag is a condition by itself, and any other name may be a word to search, so that
            // another condition may follow.
            let is_flag = fact.is_some_and(|it| it.ty == Type::Flag);
            if said.is_empty() && (is_flag || offers.found.is_empty()) {
                offers.joins();
                offers.condition(catalogue);
            }
        }
        Place::Value(id, said) => {
            if let Some(fact) = catalogue.fact(id) {
                offers.values(fact, &|| seen(id));
                offers.operators(Some(fact).filter(|_| !said.is_empty()), &said);
                if matches!(said.as_slice(), [is] | [is, _] if is == "is") {
                    offers.add("missing", "it could be known, and is not");
                }
            }
        }
    }
    Completion { start, offers: offers.found }
}

/// The different values of a fact of words among these sheets, in the order of the alphabet.
pub fn values_seen<'a>(sheets: impl Iterator<Item = &'a Sheet>, fact: FactId) -> Vec<Box<str>> {
    let mut res: BTreeSet<&str> = BTreeSet::new();
    for value in sheets.filter_map(|it| it.get(fact)) {
        match value {
            Value::Text(it) => res.extend([it.as_ref()]),
            Value::List(it) => res.extend(it.iter().map(AsRef::as_ref)),
            _ => return Vec::new(),
        }
        if res.len() >= MOST_VALUES {
            break;
        }
    }
    let is_word = |it: &&str| it.chars().count() <= LONGEST_VALUE && !it.contains(char::is_control);
    res.into_iter().filter(is_word).map(Box::from).collect()
}

/// The offers found so far, each of them once.
struct Offers {
    /// What was typed of the word, lower case.
    typed: String,
    found: Vec<Offer>,
}

impl Offers {
    /// Adds a text that goes on from what was typed.
    fn add(&mut self, text: &str, meaning: &str) {
        let is_new = !self.found.iter().any(|it| it.text.as_ref() == text);
        let goes_on = text.len() > self.typed.len() && self.is_start_of(text);
        if goes_on && is_new {
            self.push(text, meaning);
        }
    }

    /// Adds a text whatever was typed.
    fn push(&mut self, text: &str, meaning: &str) {
        if self.found.len() < MOST {
            self.found.push(Offer { text: text.into(), meaning: meaning.into() });
        }
    }

    fn is_start_of(&self, text: &str) -> bool {
        text.to_lowercase().starts_with(&self.typed)
    }

    /// The signs of the fact whose name was typed out.
    fn signs_of(&mut self, catalogue: &Catalogue) {
        let fact = catalogue.find(&self.typed).and_then(|it| catalogue.fact(it));
        for (sign, meaning) in fact.into_iter().flat_map(|it| signs(it)) {
            let text = format!("{}{}", self.typed, sign.text());
            self.push(&text, meaning);
        }
    }

    /// Facts: by a short name, by the beginning of the name, by a later word of it. Where nothing is
    /// typed, those that are asked for most.
    fn facts(&mut self, catalogue: &Catalogue, is_meant: impl Fn(&Fact) -> bool) {
        let facts = || catalogue.iter().map(|it| it.1).filter(|it| is_meant(it));
        let aliases = facts().flat_map(|it| it.aliases.iter().map(move |alias| (&**alias, it)));
        let mut starting: Vec<(&str, &Fact)> = Vec::new();
        if self.typed.is_empty() {
            let usual = USUAL.iter().filter_map(|name| Some((*name, catalogue.find(name)?)));
            let usual = usual.filter_map(|(name, it)| Some((name, catalogue.fact(it)?)));
            starting.extend(usual.filter(|it| is_meant(it.1)));
            starting.extend(aliases);
        } else {
            starting.extend(aliases);
            starting.sort_by_key(|it| it.0.len());
            let mut names: Vec<(&str, &Fact)> = facts().map(|it| (&*it.name, it)).collect();
            names.sort_by_key(|it| (it.0.len(), it.0));
            starting.extend(names);
        }
        for (name, fact) in &starting {
            self.add(name, &fact.meaning);
        }
        // Two letters stand within half of all names.
        if self.typed.len() < 3 {
            return;
        }
        for fact in facts() {
            let mut later = fact.name.match_indices(['.', '_']).map(|(at, _)| at + 1);
            let is_later = later.any(|at| {
                fact.name.get(at..).is_some_and(|it| it.starts_with(self.typed.as_str()))
            });
            if is_later && !self.found.iter().any(|it| it.text.as_ref() == fact.name.as_ref()) {
                self.push(&fact.name, &fact.meaning);
            }
        }
    }

    /// The words between conditions, once one of them is begun.
    fn joins(&mut self) {
        if self.typed.is_empty() {
            return;
        }
        self.add("or", "either of the two conditions");
        self.add("and", "both conditions, as side by side");
    }

    /// What a condition begins with.
    fn condition(&mut self, catalogue: &Catalogue) {
        self.signs_of(catalogue);
        self.facts(catalogue, |_| true);
        for (word, meaning) in [
            ("not", "the condition does not hold"),
            ("missing", "the fact could be known, and is not"),
            ("is:", "a yes-or-no fact by the end of its name"),
        ] {
            self.add(word, meaning);
        }
    }

    /// What compares a fact: signs where nothing is typed yet, and the words for them; `said` are
    /// the words of such a phrase that stand already.
    fn operators(&mut self, fact: Option<&Fact>, said: &[String]) {
        let Some(fact) = fact else { return };
        let fitting = signs(fact);
        if said.is_empty() {
            for (sign, meaning) in &fitting {
                self.add(sign.text(), meaning);
            }
        }
        for (words, sign) in PHRASES {
            let rest =
                words.strip_prefix(said.iter().map(String::as_str).collect::<Vec<_>>().as_slice());
            let Some(rest) = rest.filter(|it| !it.is_empty()) else { continue };
            let meaning = fitting.iter().find(|it| it.0 == *sign);
            if let Some((_, meaning)) = meaning.filter(|_| suits(words, fact)) {
                self.add(&rest.join(" "), meaning);
            }
        }
    }

    /// What a fact is compared with.
    fn values(&mut self, fact: &Fact, seen: &dyn Fn() -> Vec<Box<str>>) {
        match fact.ty {
            Type::Text | Type::List => self.words(fact, seen),
            Type::Flag => {
                self.add("yes", "it is so");
                self.add("no", "it is not so");
            }
            Type::Date => {
                for (text, meaning) in DATES {
                    self.add(text, meaning);
                }
            }
            Type::Number | Type::Money | Type::Percent | Type::Days => {
                // A number that was typed is offered with each of its units.
                let number = self.typed.clone();
                let is_number = is_bare_number(&number);
                let number = if is_number { number.as_str() } else { "" };
                for (unit, usual, meaning) in units(fact.ty) {
                    let usual = if number.is_empty() { *usual } else { number };
                    self.add(&format!("{usual}{unit}"), meaning);
                }
                if self.found.is_empty() && self.typed.is_empty() {
                    self.push(example(fact.ty).split(' ').next().unwrap_or_default(), fact.unit);
                }
            }
        }
    }

    /// Words of the fact: the usual ones in their order, then those of the book.
    fn words(&mut self, fact: &Fact, seen: &dyn Fn() -> Vec<Box<str>>) {
        let usual = values_of(&fact.name).unwrap_or_default();
        let seen = seen();
        let is_usual = |it: &str| usual.iter().any(|usual| usual.eq_ignore_ascii_case(it));
        let own = seen.iter().map(AsRef::as_ref).filter(|it| !is_usual(it));
        let typed = self.typed.clone();
        let is_meant = |it: &str| {
            let lower = it.to_lowercase();
            let is_start = |it: &str| it.starts_with(&typed);
            lower != typed && (is_start(&lower) || lower.split(' ').any(is_start))
        };
        for word in usual.iter().copied().chain(own).filter(|it| is_meant(it)) {
            let meaning = if seen.iter().any(|it| it.eq_ignore_ascii_case(word)) {
                "in this book"
            } else {
                "in no account of this book"
            };
            self.push(&quote_if_needed(word), meaning);
        }
    }
}

/// What is asked for most; the other facts with a short name follow.
const USUAL: &[&str] = &["health", "renews", "tier", "arr", "stage", "band", "tag", "csm", "touch"];

/// Dates worth offering.
const DATES: &[(&str, &str)] = &[
    ("today", "the day of judgement"),
    ("+30d", "in 30 days; also +8w, +6mo, +1y"),
    ("-30d", "30 days ago; also -8w, -6mo, -1y"),
    ("eom", "the end of this month"),
    ("eoq", "the end of this quarter"),
    ("eoy", "the end of this year"),
    ("tomorrow", "the day after"),
    ("yesterday", "the day before"),
];

/// The units of a type with a usual number, and what they mean.
const fn units(ty: Type) -> &'static [(&'static str, &'static str, &'static str)] {
    match ty {
        Type::Days => &[
            ("d", "90", "days"),
            ("w", "8", "weeks"),
            ("mo", "6", "months of a twelfth of 365 days"),
            ("y", "1", "years of 365 days"),
        ],
        Type::Percent => &[("%", "25", "per cent")],
        Type::Money => &[("k", "50", "thousand"), ("M", "1", "million")],
        _ => &[],
    }
}

/// The signs that suit a fact, and what each means for it.
fn signs(fact: &Fact) -> Vec<(Sign, &'static str)> {
    let ordered = |less, more| {
        vec![
            (Sign::Less, less),
            (Sign::AtMost, "at most"),
            (Sign::More, more),
            (Sign::AtLeast, "at least"),
            (Sign::Equal, "is"),
            (Sign::NotEqual, "is not"),
        ]
    };
    match fact.ty {
        Type::Number | Type::Money | Type::Percent | Type::Days => {
            ordered("less than", "more than")
        }
        Type::Date => ordered("before", "after"),
        Type::List => vec![(Sign::Colon, "has"), (Sign::NotEqual, "has not")],
        Type::Text if values_of(&fact.name).is_some() => {
            vec![(Sign::Colon, "is"), (Sign::Equal, "is"), (Sign::NotEqual, "is not")]
        }
        Type::Text => {
            vec![(Sign::Colon, "contains"), (Sign::Equal, "is"), (Sign::NotEqual, "is not")]
        }
        Type::Flag => Vec::new(),
    }
}

/// Whether a phrase is how one speaks of values of this fact.
fn suits(words: &[&str], fact: &Fact) -> bool {
    let ty = fact.ty;
    match words {
        ["before" | "after"] => ty == Type::Date,
        [.., "under" | "below" | "over" | "above" | "than"] => ty != Type::Date,
        ["has"] => ty == Type::List,
        ["contains"] => ty == Type::Text && values_of(&fact.name).is_none(),
        _ => true,
    }
}
