//! Reads a rule file and checks every word, number and condition of it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::message::Message;
use super::rule::{Conduct, Rule, RuleError, Rules, Step};
use crate::domain::{AlertKind, Day, Severity};
use crate::engine::facts::{Catalogue, Known};
use crate::engine::query::Query;

/// The rules that ship with Rounds, in the order of the catalogue of rules.
const BUILT_IN: [&str; 4] = [
    include_str!("../../../assets/rules/risk.toml"),
    include_str!("../../../assets/rules/lifecycle.toml"),
    include_str!("../../../assets/rules/expansion.toml"),
    include_str!("../../../assets/rules/hygiene.toml"),
];

/// Longest wait that a rule may ask for: what the fold of evaluations remembers.
const LONGEST_WAIT: i64 = 26 * 7;

impl Rules {
    /// The rules that ship with Rounds, checked against a book's catalogue.
    pub fn built_in(catalogue: &Catalogue) -> Self {
        let mut rules = Vec::new();
        for text in BUILT_IN {
            let mut reader = Reader { text, catalogue, errors: Vec::new() };
            rules.extend(reader.rules());
        }
        Self { rules }
    }

    /// Reads and checks a rule file; every problem of the file is told, in the order of its lines.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Result<Self, Vec<RuleError>> {
        let mut reader = Reader { text, catalogue, errors: Vec::new() };
        let rules = reader.rules();
        if reader.errors.is_empty() {
            return Ok(Self { rules });
        }
        reader.errors.sort_by_key(|it| (it.line, it.column));
        Err(reader.errors)
    }
}

/// A rule as its file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    slug: Spanned<String>,
    number: String,
    title: String,
    kind: Spanned<String>,
    severity: Spanned<i64>,
    #[serde(default)]
    lacks: Vec<Spanned<String>>,
    #[serde(default)]
    quiet: bool,
    family: Option<String>,
    needs: Option<Spanned<String>>,
    open: Option<Spanned<String>>,
    open_for: Option<Spanned<i64>>,
    at_once: Option<Spanned<String>>,
    clear: Option<Spanned<String>>,
    clear_for: Option<Spanned<i64>>,
    #[serde(default)]
    steps: Vec<WrittenStep>,
    message: Option<Spanned<Sentences>>,
    now: Option<Spanned<String>>,
    lift: Option<Spanned<f64>>,
    confidence: Option<Spanned<f64>>,
}

/// What a rule tells: one sentence, or several of which the first with all its facts is told.
enum Sentences {
    One(String),
    Several(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for Sentences {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SentencesVisitor)
    }
}

struct SentencesVisitor;

impl<'de> Visitor<'de> for SentencesVisitor {
    type Value = Sentences;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Sentences, E> {
        Ok(Sentences::One(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Sentences, A::Error> {
        let mut res = Vec::new();
        while let Some(it) = list.next_element()? {
            res.push(it);
        }
        if res.is_empty() {
            Err(de::Error::invalid_length(0, &self))
        } else {
            Ok(Sentences::Several(res))
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    when: Spanned<String>,
    severity: Spanned<i64>,
}

/// A file being read. What cannot be read is noted, and reading goes on.
struct Reader<'a> {
    text: &'a str,
    catalogue: &'a Catalogue,
    errors: Vec<RuleError>,
}

impl Reader<'_> {
    fn rules(&mut self) -> Vec<Rule> {
        let (table, broken) = DeTable::parse_recoverable(self.text);
        for it in broken {
            self.report(it.span().unwrap_or_default(), it.message());
        }
        let mut table = table.into_inner();
        let unless = table.remove("unless").and_then(|it| self.unless(it));
        let mut res: Vec<Rule> = Vec::new();
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.span(), value.into_inner()) {
                ("rule", _, DeValue::Array(rules)) => {
                    for value in rules {
                        self.rule(value, unless.as_ref(), &mut res);
                    }
                }
                ("rule", span, _) => self.report(span, "rules are written as [[rule]]"),
                (other, ..) => {
                    let message =
                        format!("unknown key `{other}`; a rule file has `unless` and [[rule]]");
                    self.report(key.span(), &message);
                }
            }
        }
        res
    }

    /// The accounts that no rule of the file watches.
    fn unless(&mut self, value: Spanned<DeValue<'_>>) -> Option<Query> {
        let span = value.span();
        match Spanned::<String>::deserialize(ValueDeserializer::from(value)) {
            Ok(it) => Some(self.query(&it)),
            Err(it) => {
                self.report(it.span().unwrap_or(span), it.message());
                None
            }
        }
    }

    fn rule(&mut self, value: Spanned<DeValue<'_>>, unless: Option<&Query>, rules: &mut Vec<Rule>) {
        let whole = value.span();
        let written = match Written::deserialize(ValueDeserializer::from(value)) {
            Ok(it) => it,
            Err(it) => return self.report(it.span().unwrap_or(whole), it.message()),
        };
        let slug = written.slug.get_ref();
        if rules.iter().any(|it| it.slug.as_ref() == slug) {
            let message = format!("a second rule `{slug}`: each has a name of its own");
            self.report(written.slug.span(), &message);
        }
        let kind = self.kind(&written.kind);
        let severity = self.severity(&written.severity, kind);
        let lacks = self.lacks(&written.lacks);
        let conduct = match (&written.open, &written.message) {
            _ if !lacks.is_empty() => None,
            (Some(open), Some(message)) => Some(Conduct {
                unless: unless.cloned(),
                ..self.conduct(&written, open, message, kind)
            }),
            _ => {
                let message =
                    "a rule has `open` and `message`, or says in `lacks` what it waits for";
                return self.report(whole, message);
            }
        };
        rules.push(Rule {
            slug: slug.as_str().into(),
            number: written.number.into(),
            title: written.title.into(),
            kind,
            severity,
            open: conduct.as_ref().map_or_else(Arc::default, |it| it.open.to_string().into()),
            clear: conduct.as_ref().map_or_else(Arc::default, |it| it.clear.to_string().into()),
            is_quiet: written.quiet,
            lacks,
            conduct,
        });
    }

    fn conduct(
        &mut self,
        written: &Written,
        open: &Spanned<String>,
        message: &Spanned<Sentences>,
        kind: AlertKind,
    ) -> Conduct {
        let open = self.query(open);
        let mut res = Conduct {
            unless: None,
            needs: written.needs.as_ref().map(|it| self.query(it)).unwrap_or_default(),
            clear: written.clear.as_ref().map_or_else(|| open.opposite(), |it| self.query(it)),
            open,
            open_for: self.wait(written.open_for.as_ref()),
            at_once: written.at_once.as_ref().map(|it| self.query(it)),
            clear_for: self.wait(written.clear_for.as_ref()),
            steps: written
                .steps
                .iter()
                .map(|it| Step {
                    when: self.query(&it.when),
                    severity: self.severity(&it.severity, kind),
                })
                .collect(),
            messages: self.messages(message),
            now: written.now.as_ref().map(|it| self.message(it.get_ref(), &it.span())),
            lift: self.share(written.lift.as_ref()),
            confidence: self.share(written.confidence.as_ref()).unwrap_or(1.0),
            family: written.family.as_deref().map(Into::into),
            is_over_alerts: false,
        };
        res.is_over_alerts = res.facts().into_iter().any(Known::is_of_alerts);
        res
    }

    fn kind(&mut self, written: &Spanned<String>) -> AlertKind {
        written.get_ref().parse().unwrap_or_else(|_| {
            let known: Vec<&str> = AlertKind::ALL.iter().map(|it| it.word()).collect();
            let message = format!("no kind of alert: write {}", known.join(", "));
            self.report(written.span(), &message);
            AlertKind::Risk
        })
    }

    fn severity(&mut self, written: &Spanned<i64>, kind: AlertKind) -> Severity {
        let gravest =
            if kind == AlertKind::Hygiene { Severity::Medium } else { Severity::Critical };
        let wanted = |it: &&Severity| i64::from(it.number()) == *written.get_ref();
        match Severity::ALL.iter().find(wanted) {
            Some(it) if *it >= gravest => *it,
            _ => {
                let least = gravest.number();
                self.report(
                    written.span(),
                    &format!("a severity from {least} to 4 is needed here"),
                );
                Severity::Low
            }
        }
    }

    /// Facts that no part of this version computes; one that is computed after all is an error.
    fn lacks(&mut self, written: &[Spanned<String>]) -> Vec<Box<str>> {
        for name in written {
            if self.catalogue.find(name.get_ref()).is_some() {
                self.report(name.span(), &format!("`{}` is a fact: use it", name.get_ref()));
            }
        }
        written.iter().map(|it| it.get_ref().as_str().into()).collect()
    }

    fn query(&mut self, written: &Spanned<String>) -> Query {
        match Query::parse(written.get_ref(), self.catalogue, Day::MIN) {
            Ok(query) if !query.is_relative() => query,
            Ok(query) => {
                let message = "a rule is judged on many days: compare days, not a date from today";
                self.report(written.span(), message);
                query
            }
            Err(it) => {
                self.report_inside(&written.span(), it.column - 1, &it.message);
                Query::default()
            }
        }
    }

    fn messages(&mut self, written: &Spanned<Sentences>) -> Vec<Message> {
        match written.get_ref() {
            Sentences::One(text) => vec![self.message(text, &written.span())],
            Sentences::Several(texts) => {
                texts.iter().map(|it| self.message(it.get_ref(), &it.span())).collect()
            }
        }
    }

    fn message(&mut self, text: &str, span: &Range<usize>) -> Message {
        Message::read(text, self.catalogue).unwrap_or_else(|it| {
            self.report_inside(span, it.at, &it.message);
            Message::default()
        })
    }

    /// Days to wait; none where not set.
    fn wait(&mut self, written: Option<&Spanned<i64>>) -> i64 {
        match written {
            Some(it) if !(0..=LONGEST_WAIT).contains(it.get_ref()) => {
                let message = format!("days from 0 to {LONGEST_WAIT} are needed here");
                self.report(it.span(), &message);
                0
            }
            it => it.map_or(0, |it| *it.get_ref()),
        }
    }

    /// A number from 0 to 1.
    fn share(&mut self, written: Option<&Spanned<f64>>) -> Option<f64> {
        let it = written?;
        if !(0.0..=1.0).contains(it.get_ref()) {
            self.report(it.span(), "a number from 0.0 to 1.0 is needed here");
        }
        Some(*it.get_ref())
    }

    fn report(&mut self, span: Range<usize>, message: &str) {
        self.report_inside(&(span.start..span.start), 0, message);
    }

    /// Notes a problem some characters into a text in quotes; without quotes, at its start.
    fn report_inside(&mut self, span: &Range<usize>, characters: usize, message: &str) {
        let quoted = self.text.get(span.clone()).unwrap_or_default();
        let quotes = quoted.chars().take_while(|it| matches!(it, '"' | '\'')).count();
        let before = self.text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |it| it + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count();
        self.errors.push(RuleError {
            line: before.bytes().filter(|it| *it == b'\n').count() + 1,
            column: column + quotes + characters + 1,
            message: message.to_owned(),
        });
    }
}
