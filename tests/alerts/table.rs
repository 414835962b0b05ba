//! Built-in rules at their thresholds: each opened and cleared, one step on each side, and with
//! missing data.

use rounds::domain::{AccountHistory, AccountId, AccountView, Alert, AlertState};
use rounds::engine::alerts::Watch;
use rounds::engine::{Catalogue, Context, Playbooks, Rules};

use super::desk::{account, day, sheet};

/// One way in which a rule opens and clears; facts are written as [`sheet`] reads them.
pub(super) struct Case {
    /// Its number.
    pub(super) rule: &'static str,
    /// What else holds in every week of the case.
    pub(super) also: &'static str,
    /// Facts at the threshold.
    pub(super) opens: &'static str,
    /// One step on the other side of it.
    pub(super) not_yet: &'static str,
    /// Facts that just clear the alert.
    pub(super) clears: &'static str,
    /// One step short of clearing it.
    pub(super) stays: &'static str,
    /// How grave it is at the threshold.
    pub(super) severity: u8,
    /// Facts named here without which it opens all the same.
    pub(super) spare: &'static [&'static str],
}

/// A rule file, and what a test has to know of each of its rules.
struct RuleFile<'a> {
    /// What stands above the first rule.
    head: &'a str,
    /// The text of each rule.
    rules: Vec<&'a str>,
}

/// Weeks after which what has not happened does not happen.
const LONG: usize = 30;

/// Checks every case, and that every rule of the file has one.
pub(super) fn check(file: &str, cases: &[Case]) {
    let file = RuleFile::read(file);
    for case in cases {
        let rule = file.rule(case.rule).unwrap_or_else(|| panic!("no rule {}", case.rule));
        Trial::of(&file, rule, case).check();
    }
    let numbers = file.rules.iter().filter_map(|it| value(it, "number"));
    let untried: Vec<&str> =
        numbers.filter(|it| cases.iter().all(|case| case.rule != *it)).collect();
    assert_eq!(untried, [""; 0], "rules without a case");
}

impl<'a> RuleFile<'a> {
    fn read(text: &'a str) -> Self {
        let mut parts = text.split("[[rule]]");
        Self { head: parts.next().unwrap_or_default(), rules: parts.collect() }
    }

    fn rule(&self, number: &str) -> Option<&'a str> {
        self.rules.iter().copied().find(|it| value(it, "number") == Some(number))
    }
}

/// What a line `key = value` of a rule says, without its quotes.
fn value<'a>(rule: &'a str, key: &str) -> Option<&'a str> {
    let lines = rule.lines().filter_map(|it| it.split_once(" = "));
    lines.filter(|(own, _)| *own == key).map(|(_, it)| it.trim_matches('"')).next()
}

/// One rule by itself.
struct Trial<'a> {
    rules: Rules,
    case: &'a Case,
    /// The weeks it takes to open and to clear; one where it does not wait.
    to_open: usize,
    to_clear: usize,
    opens_at_once: bool,
    /// Whether it clears where a fact is missing.
    clears_without_data: bool,
}

impl<'a> Trial<'a> {
    fn of(file: &RuleFile<'_>, rule: &str, case: &'a Case) -> Self {
        let text = format!("{}[[rule]]{rule}", file.head);
        let weeks = |key| {
            let days: usize = value(rule, key).map_or(0, |it| it.parse().unwrap());
            days.div_ceil(7) + 1
        };
        let rules =
            Rules::default().overlaid(&text, &Catalogue::default(), &Playbooks::built_in()).rules;
        let clear = rules.iter().map(|it| it.clear.as_ref()).collect::<String>();
        Self {
            case,
            to_open: weeks("open_for"),
            to_clear: weeks("clear_for"),
            opens_at_once: value(rule, "at_once").is_some(),
            // A list is never unknown, only empty.
            clears_without_data: clear.contains("missing ") || clear.contains("tags"),
            rules,
        }
    }

    fn check(&self) {
        let Case { rule, opens, not_yet, clears, stays, severity, .. } = self.case;
        let opened = [(*opens, self.to_open)];
        let alert = self.open_after(&opened);
        let alert = alert.unwrap_or_else(|| panic!("{rule} does not open at {opens}"));
        assert_eq!(alert.severity.number(), *severity, "{rule} at {opens}");
        if !self.opens_at_once {
            let early = self.open_after(&[(*opens, self.to_open - 1)]);
            assert!(early.is_none(), "{rule} does not wait");
        }
        assert!(self.open_after(&[(*not_yet, LONG)]).is_none(), "{rule} opens at {not_yet}");
        for fact in self.case.needs() {
            let alert = self.open_without(fact);
            assert!(alert.is_none(), "{rule} opens without {fact}");
        }

        let then = |facts, weeks| self.open_after(&[opened[0], (facts, weeks)]).is_some();
        assert!(!then(clears, self.to_clear), "{rule} does not clear at {clears}");
        assert!(then(clears, self.to_clear - 1), "{rule} does not wait to clear");
        assert!(then(stays, LONG), "{rule} clears at {stays}");
        if !self.clears_without_data {
            let knows_nothing = self.open(&[(&self.all(opens), self.to_open), ("", LONG)]);
            assert!(knows_nothing.is_some(), "{rule} clears without data");
        }
    }

    /// The open alert after some weeks with these facts, and what else holds in the case.
    fn open_after(&self, spans: &[(&str, usize)]) -> Option<Alert> {
        let spans: Vec<(String, usize)> =
            spans.iter().map(|(facts, weeks)| (self.all(facts), *weeks)).collect();
        let spans: Vec<(&str, usize)> =
            spans.iter().map(|(facts, weeks)| (facts.as_str(), *weeks)).collect();
        self.open(&spans)
    }

    /// The alert that opens where one of the facts is missing.
    fn open_without(&self, fact: &str) -> Option<Alert> {
        let all = self.all(self.case.opens);
        let others = all.split_whitespace().filter(|it| name(it) != fact);
        self.open(&[(&others.collect::<Vec<&str>>().join(" "), LONG)])
    }

    fn all(&self, facts: &str) -> String {
        format!("{} {facts}", self.case.also)
    }

    /// The open alert after some weeks of each of these facts.
    fn open(&self, spans: &[(&str, usize)]) -> Option<Alert> {
        let weeks = spans.iter().flat_map(|(facts, weeks)| std::iter::repeat_n(*facts, *weeks));
        let context = Context::default();
        let mut watch = Watch::each(&self.rules, &context.catalogue);
        let mut last = None;
        for (week, facts) in (0..).zip(weeks) {
            let mut sheet = sheet(day(week), facts);
            let view = AccountView { as_of: day(week), account: account(), children: Vec::new() };
            watch.step(&mut sheet, &view);
            last = Some((sheet, view));
        }
        let (sheet, view) = last?;
        let history = AccountHistory { id: AccountId::new(7), records: vec![], series: vec![] };
        let alerts = watch.finish(&history, &view, &sheet, &context);
        alerts.into_iter().find(|it| it.state == AlertState::Open)
    }
}

impl Case {
    /// The names of the facts without which it does not open.
    fn needs(&self) -> impl Iterator<Item = &str> {
        let all = self.also.split_whitespace().chain(self.opens.split_whitespace()).map(name);
        all.filter(|it| !self.spare.contains(it))
    }
}

fn name(fact: &str) -> &str {
    fact.split_once('=').map_or(fact, |(name, _)| name)
}
