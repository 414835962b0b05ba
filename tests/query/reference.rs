//! A plain reading of queries, apart from the engine's: a tree that writes itself in many ways, and
//! judges whole numbers by recursion.

use std::cmp::Ordering;

use proptest::prelude::*;
use rounds::domain::{AccountId, Currency, Day, Money, Value};
use rounds::engine::{FactCell, Sheet};

use super::{catalogue, today};

/// The facts that are asked, by what their values are.
const NUMBERS: [&str; 2] = ["health.score", "seats"];
const MONEY: &str = "arr";
const PERCENT: &str = "health.data_coverage";
const DAYS: &str = "renewal.days_left";
const DATE: &str = "renewal.date";
const LISTED: &str = "tier";
const FREE: &str = "csm";
const LIST: &str = "tags";
const FLAGS: [&str; 2] = ["champion.lost", "usage.quiet"];
const ALL: [&str; 10] =
    [NUMBERS[0], NUMBERS[1], MONEY, PERCENT, DAYS, DATE, LISTED, FREE, FLAGS[0], FLAGS[1]];
/// Words that a query has words of its own for, among others.
const WORDS: [&str; 8] = ["a", "B", "ab", "a b", "missing", "Not", "or", "é\"x"];

/// What a condition compares with, in whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Literal {
    /// So many, in units of 1, 1,000 or 1,000,000.
    Count(i64, Size),
    /// Per cent.
    Percent(i64),
    /// Days, weeks, twelfths of a year, years.
    Span(i64, Time),
    /// A day by its date.
    Date(i64),
    /// A day counted from today.
    From(i64, Time),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    One,
    Thousand,
    Million,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Day,
    Week,
    Month,
    Year,
}

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    NotEqual,
}

/// A query as a plain tree. The numbers choose among spellings that mean the same.
#[derive(Debug, Clone)]
pub(super) enum Plain {
    And(Vec<Plain>, u8),
    Or(Vec<Plain>),
    Not(Box<Plain>, u8),
    Flag(&'static str, u8),
    Missing(&'static str, u8),
    Search(String),
    Ordered(&'static str, Sign, Literal, u8),
    Is(&'static str, Sign, &'static str, u8),
    Contains(&'static str, u8),
    Has(&'static str, u8),
}

/// What is known of a fact.
#[derive(Debug, Clone)]
pub(super) enum Known {
    Value(Plainly),
    Missing,
    Senseless,
}

/// A value in whole numbers: units, cents, per cent, days, days from today.
#[derive(Debug, Clone)]
pub(super) enum Plainly {
    Whole(i64),
    Word(&'static str),
    Flag(bool),
}

/// An account: what is known of each of [`ALL`], its tags and what a search reads.
#[derive(Debug, Clone)]
pub(super) struct Account {
    facts: Vec<Known>,
    tags: Option<Vec<&'static str>>,
    words: String,
}

impl Plain {
    /// The query as text.
    pub(super) fn text(&self) -> String {
        let one =
            |spellings: &[&str], how: u8| spellings[usize::from(how) % spellings.len()].to_owned();
        match self {
            Self::And(nodes, how) => joined(nodes, &one(&[" ", " and ", " AND "], *how)),
            Self::Or(nodes) => joined(nodes, " or "),
            Self::Not(node, how) => {
                format!("{}({})", one(&["-", "not ", "NOT"], *how), node.text())
            }
            Self::Flag(name, how) => match how % 4 {
                0 => (*name).to_owned(),
                1 => format!("is:{name}"),
                2 => format!("{name} = yes"),
                _ => format!("{name} is true"),
            },
            Self::Missing(name, how) => match how % 3 {
                0 => format!("missing {name}"),
                1 => format!("missing:{name}"),
                _ => format!("{name} is missing"),
            },
            Self::Search(word) => format!("\"{word}\""),
            Self::Ordered(name, sign, literal, how) => {
                format!("{name}{}{}", sign.text(*how), literal.text(*how))
            }
            Self::Is(name, sign, word, how) => format!("{name}{}{}", sign.text(*how), quoted(word)),
            Self::Contains(word, how) => {
                format!("{FREE}{}{}", one(&[":", " contains "], *how), quoted(word))
            }
            Self::Has(word, how) => {
                format!(
                    "{}{}{}",
                    one(&["tags", "tag"], *how),
                    one(&[":", " has ", "=", " "], how / 2),
                    quoted(word)
                )
            }
        }
    }

    /// Three values as numbers: 0 no, 1 unknown, 2 yes.
    pub(super) fn judge(&self, account: &Account) -> u8 {
        let two = |it: bool| if it { 2 } else { 0 };
        match self {
            Self::And(nodes, _) => nodes.iter().map(|it| it.judge(account)).min().unwrap(),
            Self::Or(nodes) => nodes.iter().map(|it| it.judge(account)).max().unwrap(),
            Self::Not(node, _) => 2 - node.judge(account),
            Self::Flag(name, _) => match account.fact(name) {
                Known::Value(Plainly::Flag(it)) => two(*it),
                _ => 1,
            },
            Self::Missing(name, _) => two(match account.fact(name) {
                Known::Missing => true,
                Known::Value(_) | Known::Senseless => false,
            }),
            Self::Search(word) => two(account.words.contains(&word.to_lowercase())),
            Self::Ordered(name, sign, literal, _) => match account.fact(name) {
                Known::Value(Plainly::Whole(it)) => two(sign.holds(literal.against(name, *it))),
                _ => 1,
            },
            Self::Is(name, sign, word, _) => match account.fact(name) {
                Known::Value(Plainly::Word(it)) => {
                    let is_same = it.to_lowercase() == word.to_lowercase();
                    two(is_same == (*sign == Sign::Equal))
                }
                _ => 1,
            },
            Self::Contains(word, _) => match account.fact(FREE) {
                Known::Value(Plainly::Word(it)) => {
                    two(it.to_lowercase().contains(&word.to_lowercase()))
                }
                _ => 1,
            },
            Self::Has(word, _) => {
                let is_same = |it: &&str| it.to_lowercase() == word.to_lowercase();
                two(account.tags.iter().flatten().any(is_same))
            }
        }
    }
}

fn joined(nodes: &[Plain], between: &str) -> String {
    let parts: Vec<String> = nodes.iter().map(|it| format!("({})", it.text())).collect();
    format!("({})", parts.join(between))
}

fn quoted(word: &str) -> String {
    let is_plain =
        word.chars().all(char::is_alphanumeric) && !["missing", "Not", "or"].contains(&word);
    if is_plain { word.to_owned() } else { format!("\"{}\"", word.replace('"', "\\\"")) }
}

impl Sign {
    fn text(self, how: u8) -> &'static str {
        let spellings: &[&str] = match self {
            Self::Less => &["<", " < ", " under ", " below ", " less than ", " is under "],
            Self::AtMost => &["<=", " at most ", "≤", " is at most "],
            Self::More => &[">", " over ", " above ", " more than ", " is over "],
            Self::AtLeast => &[">=", " at least ", "≥", " IS at LEAST "],
            Self::Equal => &["=", "==", " is "],
            Self::NotEqual => &["!=", "≠", " is not "],
        };
        spellings[usize::from(how) % spellings.len()]
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order == Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
            Self::More => order == Ordering::Greater,
            Self::AtLeast => order != Ordering::Less,
            Self::Equal => order == Ordering::Equal,
            Self::NotEqual => order != Ordering::Equal,
        }
    }
}

impl Literal {
    fn text(self, how: u8) -> String {
        match self {
            Self::Count(number, Size::One) => number.to_string(),
            Self::Count(number, Size::Thousand) => format!("{number}k"),
            Self::Count(number, Size::Million) => format!("{number}M"),
            Self::Percent(number) => {
                format!("{number}{}", ["%", " %", " percent"][usize::from(how) % 3])
            }
            Self::Span(number, time) => format!("{number}{}", time.text(how)),
            Self::Date(number) => (today() + i32::try_from(number).unwrap()).to_string(),
            Self::From(0, _) => "today".to_owned(),
            Self::From(number, time) => {
                let (size, unit) = (number.abs(), time.text(how));
                match (number < 0, how % 2) {
                    (true, 0) => format!("-{size}{unit}"),
                    (true, _) => format!("{size}{unit} ago"),
                    (false, 0) => format!("+{size}{unit}"),
                    (false, _) => format!("in {size}{unit}"),
                }
            }
        }
    }

    /// How a fact's value stands to it.
    fn against(self, fact: &str, value: i64) -> Ordering {
        let cents = if fact == MONEY { 100 } else { 1 };
        match self {
            Self::Count(number, Size::One) => value.cmp(&(number * cents)),
            Self::Count(number, Size::Thousand) => value.cmp(&(number * 1_000 * cents)),
            Self::Count(number, Size::Million) => value.cmp(&(number * 1_000_000 * cents)),
            Self::Percent(number) | Self::Span(number, Time::Day) | Self::Date(number) => {
                value.cmp(&number)
            }
            Self::Span(number, Time::Week) => value.cmp(&(7 * number)),
            // A month is a twelfth of 365 days.
            Self::Span(number, Time::Month) => (12 * value).cmp(&(365 * number)),
            Self::Span(number, Time::Year) => value.cmp(&(365 * number)),
            Self::From(number, time) => {
                let count = i32::try_from(number).unwrap();
                let day = match time {
                    Time::Day => today() + count,
                    Time::Week => today() + 7 * count,
                    Time::Month => today().add_months(count),
                    Time::Year => today().add_months(12 * count),
                };
                value.cmp(&day.days_since(today()))
            }
        }
    }
}

impl Time {
    fn text(self, how: u8) -> &'static str {
        let spellings = match self {
            Self::Day => ["d", " days", "day"],
            Self::Week => ["w", " weeks", "week"],
            Self::Month => ["mo", " months", "month"],
            Self::Year => ["y", " years", "yr"],
        };
        spellings[usize::from(how / 2) % 3]
    }
}

impl Account {
    fn fact(&self, name: &str) -> &Known {
        &self.facts[ALL.iter().position(|it| *it == name).unwrap()]
    }

    /// The account as the engine knows it.
    pub(super) fn sheet(&self) -> Sheet {
        let catalogue = catalogue();
        let id = |name: &str| catalogue.find(name).unwrap();
        let mut cells: Vec<FactCell> = Vec::new();
        for (name, known) in ALL.iter().zip(&self.facts) {
            let value = match known {
                Known::Missing => continue,
                Known::Senseless => Err("it makes no sense here".into()),
                Known::Value(Plainly::Flag(it)) => Ok(Value::Flag(*it)),
                Known::Value(Plainly::Word(it)) => Ok(Value::text(*it)),
                Known::Value(Plainly::Whole(it)) => Ok(value(name, *it)),
            };
            cells.push(FactCell { fact: id(name), value, data_on: None });
        }
        let tags = self.tags.as_ref().map(|it| Value::list(it.iter().copied()));
        let tags = tags.map(|it| FactCell { fact: id(LIST), value: Ok(it), data_on: None });
        cells.extend(tags);
        Sheet::new(AccountId::new(1), today(), self.words.clone(), cells)
    }
}

fn value(fact: &str, whole: i64) -> Value {
    let number = whole as f64;
    match fact {
        MONEY => Value::Money(Money::new(whole, Currency::USD)),
        PERCENT => Value::Percent(number / 100.0),
        DAYS => Value::Days(number),
        DATE => Value::Date(Day::from_number(today().number() + i32::try_from(whole).unwrap())),
        _ => Value::Number(number),
    }
}

/// Any tree.
pub(super) fn plain() -> impl Strategy<Value = Plain> {
    leaf().prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (proptest::collection::vec(inner.clone(), 1..4), any::<u8>())
                .prop_map(|(nodes, how)| Plain::And(nodes, how)),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Plain::Or),
            (inner, any::<u8>()).prop_map(|(node, how)| Plain::Not(Box::new(node), how)),
        ]
    })
}

fn leaf() -> impl Strategy<Value = Plain> {
    let how = any::<u8>;
    let word = || proptest::sample::select(WORDS.to_vec());
    let same = proptest::sample::select(vec![Sign::Equal, Sign::NotEqual]);
    let named = proptest::sample::select(vec![LISTED, FREE]);
    prop_oneof![
        (proptest::sample::select(FLAGS.to_vec()), how())
            .prop_map(|(it, how)| Plain::Flag(it, how)),
        (proptest::sample::select(ALL.to_vec()), how())
            .prop_map(|(it, how)| Plain::Missing(it, how)),
        "[abA ]{1,3}".prop_map(Plain::Search),
        (ordered(), how()).prop_map(|((fact, sign, it), how)| Plain::Ordered(fact, sign, it, how)),
        (named, same, word(), how())
            .prop_map(|(fact, sign, it, how)| Plain::Is(fact, sign, it, how)),
        (word(), how()).prop_map(|(it, how)| Plain::Contains(it, how)),
        (word(), how()).prop_map(|(it, how)| Plain::Has(it, how)),
    ]
}

fn ordered() -> impl Strategy<Value = (&'static str, Sign, Literal)> {
    use Sign::{AtLeast, AtMost, Equal, Less, More, NotEqual};
    let sign = proptest::sample::select(vec![Less, AtMost, More, AtLeast, Equal, NotEqual]);
    let size = || proptest::sample::select(vec![Size::One, Size::Thousand, Size::Million]);
    let time = || proptest::sample::select(vec![Time::Day, Time::Week, Time::Month, Time::Year]);
    let number = proptest::sample::select(NUMBERS.to_vec());
    let asked = prop_oneof![
        (number, -3..3_i64).prop_map(|(fact, it)| (fact, Literal::Count(it, Size::One))),
        (-2..4_i64, size()).prop_map(|(it, size)| (MONEY, Literal::Count(it, size))),
        (-5..120_i64).prop_map(|it| (PERCENT, Literal::Percent(it))),
        (-2..26_i64, time()).prop_map(|(it, time)| (DAYS, Literal::Span(it, time))),
        (-40..40_i64).prop_map(|it| (DATE, Literal::Date(it))),
        (-8..8_i64, time()).prop_map(|(it, time)| (DATE, Literal::From(it, time))),
    ];
    (asked, sign).prop_map(|((fact, literal), sign)| (fact, sign, literal))
}

/// Any account.
pub(super) fn account() -> impl Strategy<Value = Account> {
    let word = || proptest::sample::select(WORDS.to_vec());
    let whole = |it: BoxedStrategy<i64>| known(it.prop_map(Plainly::Whole).boxed());
    let text = || known(word().prop_map(Plainly::Word).boxed());
    let flag = || known(any::<bool>().prop_map(Plainly::Flag).boxed());
    let money = prop_oneof![Just(100_000_i64), Just(200_000), Just(100_000_000), -300..400_i64];
    let days = prop_oneof![-3..30_i64, Just(365), Just(730), 30..800_i64];
    let dated = prop_oneof![-60..60_i64, Just(today().add_months(3).days_since(today()))];
    let facts = (
        (whole((-4..4_i64).boxed()), whole((-4..4_i64).boxed()), whole(money.boxed())),
        (whole((-5..120_i64).boxed()), whole(days.boxed()), whole(dated.boxed())),
        (text(), text(), flag(), flag()),
    );
    let tags = proptest::option::of(proptest::collection::vec(word(), 0..3));
    (facts, tags, "[abc\n]{0,4}").prop_map(|(((a, b, c), (d, e, f), (g, h, i, j)), tags, words)| {
        Account { facts: vec![a, b, c, d, e, f, g, h, i, j], tags, words }
    })
}

fn known(value: BoxedStrategy<Plainly>) -> impl Strategy<Value = Known> {
    prop_oneof![
        6 => value.prop_map(Known::Value),
        1 => Just(Known::Missing),
        1 => Just(Known::Senseless),
    ]
}
