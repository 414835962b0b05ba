//! The life of one rule's alert on one account: opens, grows, ends, keeps quiet, opens again.

use super::answer::{Answer, Wakes};
use super::hold::{CoolDown, Hold};
use super::message::Facts;
use super::rule::{Conduct, Rule};
use crate::domain::{AlertOutcome, AlertState, Day, PastAlert, Severity, Value};
use crate::engine::facts::{Catalogue, FactId, Sheet};
use crate::engine::query::Query;

/// An alert from the day it opened.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Episode {
    /// The first day.
    pub(super) opened_on: Day,
    /// How grave now, or when it ended.
    pub(super) severity: Severity,
    /// What was seen when it opened: all that its rule compares or may tell.
    pub(super) seen: Vec<Seen>,
    /// The day on which its condition last began to hold.
    pub(super) last_fired_on: Day,
    /// How often it began to hold.
    pub(super) fire_count: u32,
    /// Whether it has let go since, without clearing the alert.
    let_go: bool,
}

/// A fact as it was seen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    /// Which.
    pub(super) fact: FactId,
    /// Its value; nothing where it was missing.
    pub(super) value: Option<Value>,
}

impl Facts for [Seen] {
    fn value(&self, fact: FactId) -> Option<&Value> {
        self.iter().find(|it| it.fact == fact)?.value.as_ref()
    }
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
    /// The condition that the user waits for.
    wait: Option<Wait>,
    /// The alerts that ended, oldest first.
    earlier: Vec<PastAlert>,
    /// The alert that is open.
    pub(super) running: Option<Episode>,
    /// The last one that ended.
    pub(super) ended: Option<Ended>,
}

/// A condition that the user waits for, read once.
#[derive(Debug, Clone, PartialEq)]
struct Wait {
    when: Box<str>,
    since: Day,
    /// Nothing where it cannot be read any more, as after a metric went.
    query: Option<Query>,
    /// Whether it has held since.
    is_over: bool,
}

/// A day between two days of judgement may have shown an alert that the grid sees a week later:
/// an answer that is this much older still answers it.
const GRID_STEP: i32 = 7;

impl Track {
    /// Takes note that the user closed the alert, and says whether that is news.
    pub(super) fn close(&mut self, rule: &Rule, answer: Answer<'_>, sheet: &Sheet) -> bool {
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
            self.note_end(&episode, quiet.since, Ending::Family);
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
        let verdict = conduct.opens(sheet);
        let holds = self.open.after(verdict, day, conduct.open_for);
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
        if !self.clear.after(conduct.clear.verdict(sheet), day, conduct.clear_for) {
            episode.severity = rule.severity_for(sheet);
            episode.fire(opens, verdict, day);
        } else if let Some(episode) = self.running.take() {
            self.end(episode, day, CoolDown::USUAL, Ending::Data);
        }
    }

    /// Takes note of whether the condition holds that the user waits for; one that cannot be read any
    /// more counts as held, so that no alert sleeps for ever.
    pub(super) fn wake(&mut self, answer: Answer<'_>, sheet: &Sheet, catalogue: &Catalogue) {
        let Some(Wakes { when, since }) = answer.wakes else {
            self.wait = None;
            return;
        };
        let is_other = |it: &Wait| it.since != since || *it.when != *when;
        if self.wait.as_ref().is_none_or(is_other) {
            let query = Query::parse_for_rule(when, catalogue).ok();
            self.wait = Some(Wait { when: when.into(), since, query, is_over: false });
        }
        if let Some(wait) = &mut self.wait {
            wait.is_over |= wait.query.as_ref().is_none_or(|it| it.matches(sheet));
        }
    }

    /// The condition that the open alert sleeps for; nothing where it is awake.
    pub(super) fn sleeps_for(&self, answer: Answer<'_>) -> Option<&str> {
        answer.wakes.filter(|it| self.is_about_this(it.since))?;
        self.wait.as_ref().filter(|it| !it.is_over).map(|it| it.when.as_ref())
    }

    /// How the earlier alerts ended, oldest first; for one that ended itself, those before it.
    pub(super) fn earlier(&self) -> &[PastAlert] {
        match self.earlier.split_last() {
            Some((_, before)) if self.running.is_none() => before,
            _ => &self.earlier,
        }
    }

    /// What state the open alert is in on a day, after what the user did about it.
    pub(super) fn state(&self, answer: Answer<'_>, day: Day) -> AlertState {
        let sleeps = answer.snoozed_until.is_some_and(|it| it > day);
        if sleeps || self.sleeps_for(answer).is_some() {
            AlertState::Snoozed
        } else if answer.acknowledged_on.is_some_and(|it| self.is_about_this(it)) {
            AlertState::Acknowledged
        } else {
            AlertState::Open
        }
    }

    /// Whether what the user did on a day was about the alert that is open.
    fn is_about_this(&self, day: Day) -> bool {
        let after_last_end = self.ended.as_ref().is_none_or(|it| day > it.quiet.since);
        let of_this = self.running.as_ref().is_some_and(|it| day >= it.opened_on - GRID_STEP);
        after_last_end && of_this
    }

    /// Keeps how an alert ended.
    fn note_end(&mut self, episode: &Episode, ended_on: Day, ending: Ending) {
        let (state, outcome) = ending.told();
        self.earlier.push(PastAlert { opened_on: episode.opened_on, ended_on, state, outcome });
    }

    fn end(&mut self, episode: Episode, since: Day, days: i64, ending: Ending) {
        let severity = episode.severity;
        self.note_end(&episode, since, ending);
        self.ended = Some(Ended { episode, ending, quiet: CoolDown { since, days, severity } });
    }
}

impl Episode {
    /// The alert that opens on the sheet's day.
    fn of(rule: &Rule, sheet: &Sheet) -> Self {
        let always = rule.conduct.seen.iter().copied();
        let graver = rule.raised_by(sheet).flat_map(|it| it.when.facts());
        let graver = graver.filter(|it| !rule.conduct.seen.contains(it));
        let seen = always.chain(graver).map(|fact| Seen { fact, value: sheet.get(fact).cloned() });
        Self {
            opened_on: sheet.as_of,
            severity: rule.severity_for(sheet),
            seen: seen.collect(),
            last_fired_on: sheet.as_of,
            fire_count: 1,
            let_go: false,
        }
    }

    /// Takes note of a day on which it stays open: its condition lets go, or holds again.
    fn fire(&mut self, opens: bool, verdict: Option<bool>, day: Day) {
        if opens && self.let_go {
            self.fire_count += 1;
            self.last_fired_on = day;
        }
        self.let_go = verdict == Some(false) || (self.let_go && !opens);
    }
}

impl Ending {
    /// The state and the outcome that it leaves.
    pub(super) const fn told(self) -> (AlertState, Option<AlertOutcome>) {
        match self {
            Self::User(outcome) => (AlertState::Closed, outcome),
            Self::Family => (AlertState::Closed, None),
            Self::Data => (AlertState::Resolved, None),
        }
    }
}

impl Rule {
    /// What it tells about these facts: its title where a value that it would tell is missing.
    fn message_for<F: Facts + ?Sized>(&self, facts: &F) -> String {
        let mut messages = self.conduct.messages.iter();
        messages.find_map(|it| it.render(facts)).unwrap_or_else(|| self.title.to_string())
    }

    /// What its alert said on the day it opened.
    pub(super) fn first_message(&self, episode: &Episode) -> String {
        self.message_for(episode.seen.as_slice())
    }

    /// What its open alert says today: what is seen today while that would open it; else what was
    /// told on the day it opened, with that day, and how things stand now.
    pub(super) fn message_of(&self, episode: &Episode, sheet: &Sheet) -> String {
        let conduct = &self.conduct;
        let verdict = conduct.opens(sheet);
        if verdict == Some(true) {
            let mut today = conduct.messages.iter().filter_map(|it| it.render(sheet));
            return today.next().unwrap_or_else(|| self.first_message(episode));
        }
        let seen = conduct.now.as_ref().and_then(|it| it.render(sheet));
        let now = match (seen, verdict) {
            (Some(it), _) => format!("now {it}"),
            (None, Some(_)) => "no longer so today".to_owned(),
            (None, None) => "not known today".to_owned(),
        };
        format!("on {}: {}; {now}", episode.opened_on, self.first_message(episode))
    }

    /// The facts that it compares and tells of a day, with their values, each once.
    pub(super) fn seen(&self, sheet: &Sheet) -> Vec<Seen> {
        self.cited(sheet, self.raised_by(sheet).flat_map(|it| it.when.facts()))
    }

    /// The same of the day on which its alert opened.
    pub(super) fn seen_then(&self, episode: &Episode) -> Vec<Seen> {
        let made_graver = self.conduct.graver.iter().flat_map(|it| it.when.facts());
        let noted = |fact: &FactId| episode.seen.iter().any(|it| it.fact == *fact);
        self.cited(episode.seen.as_slice(), made_graver.filter(noted))
    }

    fn cited<F: Facts + ?Sized>(
        &self,
        from: &F,
        graver: impl Iterator<Item = FactId>,
    ) -> Vec<Seen> {
        let conduct = &self.conduct;
        let mut facts = conduct.compared();
        facts.extend(graver);
        let told = conduct.messages.iter().find(|it| it.render(from).is_some());
        facts.extend(told.or(conduct.messages.last()).iter().flat_map(|it| it.facts()));
        let mut res: Vec<Seen> = Vec::new();
        for fact in facts {
            if res.iter().all(|it| it.fact != fact) {
                res.push(Seen { fact, value: from.value(fact).cloned() });
            }
        }
        res
    }
}
