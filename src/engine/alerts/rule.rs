//! A rule as data: `assets/rules/*.toml`, or the user's own files.

use std::sync::Arc;

use super::message::Message;
use crate::domain::{AlertKind, Severity, edits};
use crate::engine::facts::{FactId, Known, Sheet};
use crate::engine::query::Query;

/// One rule, checked against a book's catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its short name, the same for ever: `usage_shift`.
    pub slug: Arc<str>,
    /// Its number in the catalogue of rules: `R1`.
    pub number: Box<str>,
    /// Its name for a person.
    pub title: Arc<str>,
    /// What it raises.
    pub kind: AlertKind,
    /// How grave, before its steps.
    pub severity: Severity,
    /// The condition that opens it, in the query language.
    pub open: Arc<str>,
    /// The condition that clears it, in the query language.
    pub clear: Arc<str>,
    /// Whether it is evaluated and counted, but not shown.
    pub is_quiet: bool,
    /// The playbook that it suggests, by short name.
    pub playbook: Option<Arc<str>>,
    /// What it does.
    pub(super) conduct: Conduct,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Conduct {
    /// Accounts that are not watched: nothing opens, and what is open clears.
    pub(super) unless: Option<Query>,
    /// The data without which nothing opens and nothing clears.
    pub(super) needs: Query,
    /// Opens when it has held for `open_for` days.
    pub(super) open: Query,
    /// Days; on a weekly grid the first day of judgement that is as far away counts.
    pub(super) open_for: i64,
    /// Opens without waiting.
    pub(super) at_once: Option<Query>,
    /// Clears when it has held for `clear_for` days.
    pub(super) clear: Query,
    /// Days.
    pub(super) clear_for: i64,
    /// Conditions that make it graver.
    pub(super) steps: Vec<Step>,
    /// Conditions that each make an alert of risk one step graver, such as that the notice deadline
    /// is near.
    pub(super) graver: Vec<Graver>,
    /// What is told: the first whose every fact has a value.
    pub(super) messages: Vec<Message>,
    /// What is told of today where it no longer opens and has not cleared yet.
    pub(super) now: Option<Message>,
    /// What it adds to the probability of loss; by severity where not set.
    pub(super) lift: Option<f64>,
    /// How far to trust it: 1 for what a person entered, less for what was inferred.
    pub(super) confidence: f64,
    /// Rules of one family see the same thing.
    pub(super) family: Option<Box<str>>,
    /// All that it compares or may tell, each once: what is kept of the day on which it opens.
    pub(super) seen: Vec<FactId>,
    /// Whether it reads facts about alerts, and so is judged after the rules that do not.
    pub(super) is_over_alerts: bool,
}

/// A condition that makes an alert graver.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// While it holds,
    pub(super) when: Query,
    /// the alert is at least this grave.
    pub(super) severity: Severity,
}

/// A condition that makes every alert of risk one step graver.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Graver {
    /// The condition.
    pub(super) when: Query,
    /// The same as it is told.
    pub(super) text: Arc<str>,
}

impl From<Query> for Graver {
    fn from(when: Query) -> Self {
        Self { text: when.to_string().into(), when }
    }
}

/// What is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct RuleError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// The rules of a book.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rules {
    pub(super) rules: Vec<Rule>,
}

impl Rules {
    /// Every rule, in the order of the catalogue of rules.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The facts that the rules which are shown compare or tell: what has to be computed on a day
    /// of judgement.
    pub fn facts(&self) -> impl Iterator<Item = FactId> {
        let shown = self.rules.iter().filter(|it| !it.is_quiet);
        shown.flat_map(|it| it.conduct.facts())
    }

    /// The facts that any of the rules compares or tells, those of quiet rules among them.
    pub fn all_facts(&self) -> impl Iterator<Item = FactId> {
        self.rules.iter().flat_map(|it| it.conduct.facts())
    }

    /// The rules of these numbers or short names, in their order here.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        let is_wanted = |it: &&Rule| names.iter().any(|name| it.is_called(name));
        Self { rules: self.rules.iter().filter(is_wanted).cloned().collect() }
    }

    /// The short names nearest to a misspelt one, best first, at most three.
    pub fn nearest(&self, name: &str) -> Vec<Box<str>> {
        let wrong = name.to_lowercase();
        let mut found: Vec<(usize, &str)> =
            self.rules.iter().map(|it| (edits(&wrong, &it.slug), it.slug.as_ref())).collect();
        found.retain(|(distance, slug)| {
            *distance <= 2.max(wrong.len() / 3) || (wrong.len() > 2 && slug.contains(&wrong))
        });
        found.sort_unstable();
        found.into_iter().take(3).map(|(_, slug)| slug.into()).collect()
    }

    /// These rules with a comparison in place of those on the same fact, in the same direction, in
    /// what opens them; nothing where it is not one comparison, or one of them has none such.
    #[must_use]
    pub fn with_threshold(&self, threshold: &Query) -> Option<Self> {
        let rules = self.rules.iter().map(|it| it.with_threshold(threshold)).collect::<Option<_>>();
        rules.map(|rules| Self { rules })
    }

    /// These rules with others in the places of those of the same short name; the rest follow.
    pub(super) fn with(mut self, others: Vec<Rule>) -> Self {
        for other in others {
            match self.rules.iter_mut().find(|it| it.slug == other.slug) {
                Some(own) => *own = other,
                None => self.rules.push(other),
            }
        }
        self
    }
}

impl Rule {
    /// Whether this is its number or its short name, in any case.
    pub fn is_called(&self, name: &str) -> bool {
        self.number.eq_ignore_ascii_case(name) || self.slug.eq_ignore_ascii_case(name)
    }

    fn with_threshold(&self, threshold: &Query) -> Option<Self> {
        let old = &self.conduct;
        let open = old.open.with_threshold(threshold);
        let at_once = old.at_once.as_ref().and_then(|it| it.with_threshold(threshold));
        if open.is_none() && at_once.is_none() {
            return None;
        }
        let open = open.unwrap_or_else(|| old.open.clone());
        // What clears where the opposite opens follows it.
        let follows = old.clear == old.open.opposite();
        let clear = if follows { open.opposite() } else { old.clear.clone() };
        Some(Self {
            open: open.to_string().into(),
            clear: clear.to_string().into(),
            conduct: Conduct {
                open,
                clear,
                at_once: at_once.or_else(|| old.at_once.clone()),
                ..old.clone()
            },
            ..self.clone()
        })
    }

    /// The facts that it compares or tells, each once.
    pub fn facts(&self) -> Vec<FactId> {
        let mut res: Vec<FactId> = Vec::new();
        for fact in self.conduct.facts() {
            if !res.contains(&fact) {
                res.push(fact);
            }
        }
        res
    }

    /// The facts without which it cannot open, of those that `has` says no account of a book has;
    /// none where it can.
    pub fn lacking(&self, has: &dyn Fn(FactId) -> bool) -> Vec<FactId> {
        let conduct = &self.conduct;
        let mut res = conduct.needs.lacking(has);
        let opens = conduct.open.lacking(has);
        let at_once = conduct.at_once.as_ref().map(|it| it.lacking(has));
        if at_once.is_none_or(|it| !it.is_empty()) {
            res.extend(opens);
        }
        res
    }

    /// Whether its condition holds for an account today, whatever held before. This is how quiet
    /// rules are counted.
    pub fn holds(&self, sheet: &Sheet) -> bool {
        let it = &self.conduct;
        !it.is_idle(sheet) && it.needs.matches(sheet) && it.opens(sheet) == Some(true)
    }

    /// How grave it is for these facts: the gravest of its own severity and the steps that hold, and
    /// graver by what makes every risk so.
    pub(super) fn severity_for(&self, sheet: &Sheet) -> Severity {
        let holding = self.conduct.steps.iter().filter(|it| it.when.matches(sheet));
        let own = holding.map(|it| it.severity).fold(self.severity, Severity::min);
        own.graver_by(self.raised_by(sheet).count())
    }

    /// What makes it graver than it says itself.
    pub(super) fn raised_by(&self, sheet: &Sheet) -> impl Iterator<Item = &Graver> {
        let all = if self.kind == AlertKind::Risk { self.conduct.graver.as_slice() } else { &[] };
        all.iter().filter(|it| it.when.matches(sheet))
    }

    /// What it adds to the probability of loss at this severity, as far as it is to be trusted.
    pub(super) fn weight(&self, severity: Severity) -> f64 {
        let by_severity = match (self.kind, severity) {
            (AlertKind::Expansion | AlertKind::Hygiene, _) => 0.0,
            (_, Severity::Critical) => 0.20,
            (_, Severity::High) => 0.10,
            (_, Severity::Medium) => 0.05,
            (_, Severity::Low) => 0.02,
        };
        self.conduct.lift.unwrap_or(by_severity).max(0.0) * self.conduct.confidence
    }
}

impl Default for Conduct {
    /// Always open, never in doubt: what a rule's file has not said yet.
    fn default() -> Self {
        let open = Query::everything();
        Self {
            unless: None,
            needs: Query::everything(),
            clear: open.opposite(),
            open,
            open_for: 0,
            at_once: None,
            clear_for: 0,
            steps: Vec::new(),
            graver: Vec::new(),
            messages: Vec::new(),
            now: None,
            lift: None,
            confidence: 1.0,
            family: None,
            seen: Vec::new(),
            is_over_alerts: false,
        }
    }
}

impl Conduct {
    /// The facts that it compares or tells; one may stand twice.
    pub(super) fn facts(&self) -> Vec<FactId> {
        let always = [&self.needs, &self.open, &self.clear].into_iter();
        let queries = always.chain(&self.at_once).chain(&self.unless);
        let steps = self.steps.iter().map(|it| &it.when);
        let all = queries.chain(steps).chain(self.graver.iter().map(|it| &it.when));
        let mut res: Vec<FactId> = all.flat_map(Query::facts).collect();
        res.extend(self.messages.iter().flat_map(Message::facts));
        res
    }

    /// The facts that decide whether it opens and how grave it is; one may stand twice.
    pub(super) fn compared(&self) -> Vec<FactId> {
        let mut res = self.open.facts();
        res.extend(self.steps.iter().flat_map(|it| it.when.facts()));
        res
    }

    /// Notes what follows from what the rule's file says, once all of it was read.
    pub(super) fn settle(&mut self) {
        self.is_over_alerts = self.facts().into_iter().any(Known::is_of_alerts);
        let told = self.messages.iter().flat_map(Message::facts);
        let mut seen = Vec::new();
        for fact in self.compared().into_iter().chain(told) {
            if !seen.contains(&fact) {
                seen.push(fact);
            }
        }
        self.seen = seen;
    }

    /// Whether the account is not watched at all.
    pub(super) fn is_idle(&self, sheet: &Sheet) -> bool {
        self.unless.as_ref().is_some_and(|it| it.matches(sheet))
    }

    /// Whether the condition for opening holds, with or without waiting.
    pub(super) fn opens(&self, sheet: &Sheet) -> Option<bool> {
        if self.is_at_once(sheet) { Some(true) } else { self.open.verdict(sheet) }
    }

    /// Whether it opens without waiting.
    pub(super) fn is_at_once(&self, sheet: &Sheet) -> bool {
        self.at_once.as_ref().is_some_and(|it| it.matches(sheet))
    }
}
