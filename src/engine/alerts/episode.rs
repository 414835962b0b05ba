//! The life of one rule's alert on one account: opens, grows, ends, keeps quiet, opens again.

use super::answer::Answer;
use super::hold::{CoolDown, Hold};
use super::rule::{Conduct, Rule};
use crate::domain::{AlertOutcome, AlertState, Day, Severity, Value};
use crate::engine::facts::{FactId, Sheet};

/// An alert from the day it opened.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Episode {
    /// The first day.
    pub(super) opened_on: Day,
    /// How grave now, or when it ended.
    pub(super) severity: Severity,
    /// What was told when it opened.
    pub(super) message: String,
    /// What was seen when it opened.
    pub(super) seen: Vec<Seen>,
}

/// A fact as it was seen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    /// Which.
    pub(super) fact: FactId,
    /// Its value; nothing where it was missing.
    pub(super) value: Option<Value>,
}

/// Who ended an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Its condition cleared.
    Data,
    /// The user closed it.
    User(Option<AlertOutcome>),
    /// The user closed the alert of its family that it was evidence of.
    Family,
}

/// An alert that ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ended {
    /// What it was.
    pub(super) episode: Episode,
    /// By whom.
    pub(super) ending: Ending,
    /// The quiet that follows.
    pub(super) quiet: CoolDown,
}

/// One rule's alert on one account, through the days of judgement.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Track {
    open: Hold,
    clear: Hold,
    false_alarms: u32,
    /// The last closing by the user that was taken into account.
    closed_on: Option<Day>,
    /// The alert that is open.
    pub(super) running: Option<Episode>,
    /// The last one that ended.
    pub(super) ended: Option<Ended>,
}

/// A day between two days of judgement may have shown an alert that the grid sees a week later:
/// an answer that is this much older still answers it.
const GRID_STEP: i32 = 7;

impl Track {
    /// Takes note that the user closed the alert, and says whether that is news.
    pub(super) fn close(&mut self, rule: &Rule, answer: Answer, sheet: &Sheet) -> bool {
        let Some(closed_on) = answer.closed_on.filter(|it| Some(*it) > self.closed_on) else {
            return false;
        };
        self.closed_on = Some(closed_on);
        let is_false_alarm = answer.outcome == Some(AlertOutcome::FalseAlarm);
        self.false_alarms += u32::from(is_false_alarm);
        let days = if is_false_alarm {
            CoolDown::after_false_alarms(self.false_alarms)
        } else {
            CoolDown::USUAL
        };
        let running = self.running.take().filter(|it| it.opened_on <= closed_on);
        // Closed on a day that is not on the grid: what was seen then is seen again from here.
        let episode =
            running.unwrap_or_else(|| Episode { opened_on: closed_on, ..Episode::of(rule, sheet) });
        self.end(episode, closed_on, days, Ending::User(answer.outcome));
        true
    }

    /// Ends what is open because the user closed the alert that it was evidence of.
    pub(super) fn close_with_family(&mut self, quiet: CoolDown) {
        if let Some(episode) = self.running.take() {
            self.ended = Some(Ended { episode, ending: Ending::Family, quiet });
        }
    }

    /// Judges a day: opens, grows or clears. `is_allowed` says whether an alert this grave may
    /// open at all.
    pub(super) fn judge(
        &mut self,
        rule: &Rule,
        conduct: &Conduct,
        sheet: &Sheet,
        is_allowed: impl FnOnce(Severity) -> bool,
    ) {
        let day = sheet.as_of;
        if conduct.is_idle(sheet) {
            self.open = Hold::default();
            if let Some(episode) = self.running.take() {
                self.end(episode, day, CoolDown::USUAL, Ending::Data);
            }
            return;
        }
        if !conduct.needs.matches(sheet) {
            return;
        }
        let holds = self.open.after(conduct.opens(sheet), day, conduct.open_for);
        let opens = holds || conduct.is_at_once(sheet);
        let Some(episode) = &mut self.running else {
            if opens {
                let severity = rule.severity_for(sheet);
                let ended = self.ended.as_ref();
                let is_quiet = ended.is_some_and(|it| !it.quiet.lets_through(day, severity));
                if !is_quiet && is_allowed(severity) {
                    self.running = Some(Episode::of(rule, sheet));
                    self.clear = Hold::default();
                }
            }
            return;
        };
        if self.clear.after(conduct.clear.verdict(sheet), day, conduct.clear_for) {
            let episode = episode.clone();
            self.running = None;
            self.end(episode, day, CoolDown::USUAL, Ending::Data);
        } else {
            episode.severity = rule.severity_for(sheet);
        }
    }

    /// What state the open alert is in on a day, after what the user did about it.
    pub(super) fn state(&self, answer: Answer, day: Day) -> AlertState {
        match answer.snoozed_until.filter(|it| *it > day) {
            Some(_) => AlertState::Snoozed,
            None if self.is_acknowledged(answer) => AlertState::Acknowledged,
            None => AlertState::Open,
        }
    }

    /// Whether the user has seen the open alert.
    fn is_acknowledged(&self, answer: Answer) -> bool {
        let seen_on = answer.acknowledged_on;
        let after_last_end = seen_on > self.ended.as_ref().map(|it| it.quiet.since);
        let of_this =
            self.running.as_ref().is_some_and(|it| seen_on >= Some(it.opened_on - GRID_STEP));
        after_last_end && of_this
    }

    fn end(&mut self, episode: Episode, since: Day, days: i64, ending: Ending) {
        let severity = episode.severity;
        self.ended = Some(Ended { episode, ending, quiet: CoolDown { since, days, severity } });
    }
}

impl Episode {
    /// The alert that opens on the sheet's day.
    fn of(rule: &Rule, sheet: &Sheet) -> Self {
        Self {
            opened_on: sheet.as_of,
            severity: rule.severity_for(sheet),
            message: rule.message_for(sheet).unwrap_or_else(|| rule.title.to_string()),
            seen: rule.seen(sheet),
        }
    }
}

impl Rule {
    /// What it tells about these facts; nothing where a value that it tells is missing.
    pub(super) fn message_for(&self, sheet: &Sheet) -> Option<String> {
        self.conduct.as_ref()?.messages.iter().find_map(|it| it.render(sheet))
    }

    /// What its open alert says today: what is seen today while that would open it; else what was
    /// told on the day it opened, with that day, and how things stand now.
    pub(super) fn message_of(&self, episode: &Episode, sheet: &Sheet) -> String {
        let Some(conduct) = &self.conduct else { return episode.message.clone() };
        let verdict = conduct.opens(sheet);
        if verdict == Some(true) {
            return self.message_for(sheet).unwrap_or_else(|| episode.message.clone());
        }
        let seen = conduct.now.as_ref().and_then(|it| it.render(sheet));
        let now = match (seen, verdict) {
            (Some(it), _) => format!("now {it}"),
            (None, Some(_)) => "no longer so today".to_owned(),
            (None, None) => "not known today".to_owned(),
        };
        format!("on {}: {}; {now}", episode.opened_on, episode.message)
    }

    /// The facts that it compares and tells, with their values, each once.
    pub(super) fn seen(&self, sheet: &Sheet) -> Vec<Seen> {
        let Some(conduct) = &self.conduct else { return Vec::new() };
        let mut facts = conduct.open.facts();
        facts.extend(conduct.steps.iter().flat_map(|it| it.when.facts()));
        let told = conduct.messages.iter().find(|it| it.render(sheet).is_some());
        facts.extend(told.or(conduct.messages.last()).iter().flat_map(|it| it.facts()));
        let mut res: Vec<Seen> = Vec::new();
        for fact in facts {
            if res.iter().all(|it| it.fact != fact) {
                res.push(Seen { fact, value: sheet.get(fact).cloned() });
            }
        }
        res
    }
}
