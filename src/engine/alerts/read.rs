//! Reads a rule file and checks every word, number and condition of it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::message::Message;
use super::rule::{Conduct, Graver, Rule, RuleError, Rules, Step};
use crate::domain::{AlertKind, Severity};
use crate::engine::facts::Catalogue;
use crate::engine::place::Place;
use crate::engine::playbooks::Playbooks;
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
        let below = Self::default();
        let playbooks = Playbooks::built_in();
        let ground = Ground { catalogue, playbooks: &playbooks, below: &below };
        let each = BUILT_IN.map(|text| Reader::new(text, ground).rules());
        Self { rules: each.into_iter().flatten().collect() }
    }

    /// These rules with those of a file laid over them. A rule of the file that bears the short name
    /// of one here changes what it says and keeps the rest; others are added. A rule with a mistake
    /// changes nothing; every mistake of the file is told, in the order of its lines.
    #[must_use]
    pub fn overlaid(self, text: &str, catalogue: &Catalogue, playbooks: &Playbooks) -> Overlaid {
        let mut reader = Reader::new(text, Ground { catalogue, playbooks, below: &self });
        let own = reader.rules();
        let mut errors = reader.errors;
        errors.sort_by_key(|it| (it.line, it.column));
        Overlaid { rules: self.with(own), errors }
    }
}

/// Rules with those of a file laid over them.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlaid {
    /// The rules that hold.
    pub rules: Rules,
    /// What is wrong in the file.
    pub errors: Vec<RuleError>,
}

/// A rule as its file writes it. One that changes another rule may leave out everything but its name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    slug: Spanned<String>,
    number: Option<String>,
    title: Option<String>,
    kind: Option<Spanned<String>>,
    severity: Option<Spanned<i64>>,
    quiet: Option<bool>,
    family: Option<String>,
    needs: Option<Spanned<String>>,
    open: Option<Spanned<String>>,
    open_for: Option<Spanned<i64>>,
    at_once: Option<Spanned<String>>,
    clear: Option<Spanned<String>>,
    clear_for: Option<Spanned<i64>>,
    steps: Option<Vec<WrittenStep>>,
    message: Option<Spanned<Sentences>>,
    now: Option<Spanned<String>>,
    lift: Option<Spanned<f64>>,
    confidence: Option<Spanned<f64>>,
    playbook: Option<Spanned<String>>,
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

/// What the names of a file are looked up in.
#[derive(Clone, Copy)]
struct Ground<'a> {
    catalogue: &'a Catalogue,
    playbooks: &'a Playbooks,
    /// The rules that those of the file may change.
    below: &'a Rules,
}

/// What a file says of all its rules.
#[derive(Default)]
struct Common {
    /// The accounts that are not watched.
    unless: Option<Query>,
    /// What makes each risk graver.
    graver: Option<Vec<Query>>,
}

/// A file being read. What cannot be read is noted, and reading goes on.
struct Reader<'a> {
    text: &'a str,
    ground: Ground<'a>,
    errors: Vec<RuleError>,
}

impl<'a> Reader<'a> {
    const fn new(text: &'a str, ground: Ground<'a>) -> Self {
        Self { text, ground, errors: Vec::new() }
    }

    /// The rules of the file that have no mistake.
    fn rules(&mut self) -> Vec<Rule> {
        let (table, broken) = DeTable::parse_recoverable(self.text);
        for it in broken {
            self.report(it.span().unwrap_or_default(), it.message());
        }
        let mut table = table.into_inner();
        let common = Common {
            unless: table.remove("unless").and_then(|it| self.unless(it)),
            graver: table.remove("graver").and_then(|it| self.graver(it)),
        };
        let mut res: Vec<Rule> = Vec::new();
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.span(), value.into_inner()) {
                ("rule", _, DeValue::Array(rules)) => {
                    for value in rules {
                        self.rule(value, &common, &mut res);
                    }
                }
                ("rule", span, _) => self.report(span, "rules are written as [[rule]]"),
                (other, ..) => {
                    let message = format!(
                        "unknown key `{other}`; a rule file has `unless`, `graver` and [[rule]]"
                    );
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

    /// The conditions that each make every risk of the file one step graver.
    fn graver(&mut self, value: Spanned<DeValue<'_>>) -> Option<Vec<Query>> {
        let span = value.span();
        match Vec::<Spanned<String>>::deserialize(ValueDeserializer::from(value)) {
            Ok(all) => Some(all.iter().map(|it| self.query(it)).collect()),
            Err(it) => {
                self.report(it.span().unwrap_or(span), it.message());
                None
            }
        }
    }

    /// Reads a rule and adds it to `rules`, unless it has a mistake.
    fn rule(&mut self, value: Spanned<DeValue<'_>>, common: &Common, rules: &mut Vec<Rule>) {
        let whole = value.span();
        let written = match Written::deserialize(ValueDeserializer::from(value)) {
            Ok(it) => it,
            Err(it) => return self.report(it.span().unwrap_or(whole), it.message()),
        };
        let before = self.errors.len();
        let slug = written.slug.get_ref();
        if rules.iter().any(|it| it.slug.as_ref() == slug) {
            let message = format!("a second rule `{slug}`: each has a name of its own");
            self.report(written.slug.span(), &message);
        }
        let below = self.ground.below.iter().find(|it| it.slug.as_ref() == slug);
        let kind = match &written.kind {
            Some(it) => Some(self.kind(it)),
            None => below.map(|it| it.kind),
        };
        let severity = match &written.severity {
            Some(it) => Some(self.severity(it, kind.unwrap_or(AlertKind::Risk))),
            None => below.map(|it| it.severity),
        };
        let playbook = match &written.playbook {
            Some(it) => self.playbook(it),
            None => below.and_then(|it| it.playbook.clone()),
        };
        let conduct = self.conduct(&written, common, below, kind);
        let (Some(kind), Some(severity), Some(conduct)) = (kind, severity, conduct) else {
            let near = self.ground.below.nearest(slug);
            let near = near
                .first()
                .map(|it| format!("; to change a built-in rule write its name, as `{it}`"));
            let message = format!(
                "a rule of its own has `kind`, `severity`, `open` and `message`{}",
                near.unwrap_or_default()
            );
            return self.report(written.slug.span(), &message);
        };
        if self.errors.len() > before {
            return;
        }
        let kept = |own: Option<String>, below: Option<&str>| own.or(below.map(Into::into));
        let title = kept(written.title, below.map(|it| it.title.as_ref()));
        rules.push(Rule {
            number: kept(written.number, below.map(|it| it.number.as_ref()))
                .unwrap_or_default()
                .into(),
            title: title.unwrap_or_else(|| slug.replace('_', " ")).into(),
            slug: slug.as_str().into(),
            kind,
            severity,
            open: conduct.open.to_string().into(),
            clear: conduct.clear.to_string().into(),
            is_quiet: written.quiet.unwrap_or(below.is_some_and(|it| it.is_quiet)),
            playbook,
            conduct,
        });
    }

    /// What the rule does; nothing where neither the file nor the rule below says what opens it and
    /// what it tells.
    fn conduct(
        &mut self,
        written: &Written,
        common: &Common,
        below: Option<&Rule>,
        kind: Option<AlertKind>,
    ) -> Option<Conduct> {
        let kind = kind.unwrap_or(AlertKind::Risk);
        let mut res = below.map(|it| it.conduct.clone()).unwrap_or_default();
        let follows = res.clear == res.open.opposite();
        if let Some(it) = &written.open {
            res.open = self.query(it);
        }
        if let Some(it) = &written.clear {
            res.clear = self.query(it);
        } else if follows {
            res.clear = res.open.opposite();
        }
        if let Some(it) = &common.unless {
            res.unless = Some(it.clone());
        }
        if let Some(it) = &common.graver {
            res.graver = it.iter().cloned().map(Graver::from).collect();
        }
        if let Some(it) = &written.needs {
            res.needs = self.query(it);
        }
        if let Some(it) = &written.open_for {
            res.open_for = self.wait(it);
        }
        if let Some(it) = &written.at_once {
            res.at_once = Some(self.query(it));
        }
        if let Some(it) = &written.clear_for {
            res.clear_for = self.wait(it);
        }
        if let Some(steps) = &written.steps {
            let step = |it: &WrittenStep| Step {
                when: self.query(&it.when),
                severity: self.severity(&it.severity, kind),
            };
            res.steps = steps.iter().map(step).collect();
        }
        if let Some(it) = &written.message {
            res.messages = self.messages(it);
        }
        if let Some(it) = &written.now {
            res.now = Some(self.message(it.get_ref(), &it.span()));
        }
        if let Some(it) = &written.lift {
            res.lift = Some(self.share(it));
        }
        if let Some(it) = &written.confidence {
            res.confidence = self.share(it);
        }
        if let Some(it) = &written.family {
            res.family = Some(it.as_str().into());
        }
        res.settle();
        let is_whole = (written.open.is_some() && written.message.is_some()) || below.is_some();
        is_whole.then_some(res)
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

    /// The playbook of this short name.
    fn playbook(&mut self, written: &Spanned<String>) -> Option<Arc<str>> {
        let name = written.get_ref();
        let playbooks = self.ground.playbooks;
        let found = playbooks.get(name).map(|it| Arc::clone(&it.slug));
        if found.is_none() {
            let near = playbooks.nearest(name);
            let known: Vec<&str> = playbooks.iter().map(|it| it.slug.as_ref()).collect();
            let meant = if near.is_empty() {
                format!("write one of {}", known.join(", "))
            } else {
                format!("did you mean {}?", near.join(" or "))
            };
            self.report_inside(
                &written.span(),
                0,
                &format!("there is no playbook {name:?}: {meant}"),
            );
        }
        found
    }

    fn query(&mut self, written: &Spanned<String>) -> Query {
        Query::parse_for_rule(written.get_ref(), self.ground.catalogue).unwrap_or_else(|it| {
            self.report_inside(&written.span(), it.column - 1, &it.message);
            Query::default()
        })
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
        Message::read(text, self.ground.catalogue).unwrap_or_else(|it| {
            self.report_inside(span, it.at, &it.message);
            Message::default()
        })
    }

    /// Days to wait.
    fn wait(&mut self, written: &Spanned<i64>) -> i64 {
        if !(0..=LONGEST_WAIT).contains(written.get_ref()) {
            let message = format!("days from 0 to {LONGEST_WAIT} are needed here");
            self.report(written.span(), &message);
        }
        *written.get_ref()
    }

    /// A number from 0 to 1.
    fn share(&mut self, written: &Spanned<f64>) -> f64 {
        if !(0.0..=1.0).contains(written.get_ref()) {
            self.report(written.span(), "a number from 0.0 to 1.0 is needed here");
        }
        *written.get_ref()
    }

    fn report(&mut self, span: Range<usize>, message: &str) {
        self.report_inside(&(span.start..span.start), 0, message);
    }

    /// Notes a problem some characters into a text in quotes; without quotes, at its start.
    fn report_inside(&mut self, span: &Range<usize>, characters: usize, message: &str) {
        let Place { line, column } = Place::inside(self.text, span, characters);
        self.errors.push(RuleError { line, column, message: message.to_owned() });
    }
}
