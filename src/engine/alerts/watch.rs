//! The alerts of one account: the rules folded over the days of judgement.

use std::ops::Range;
use std::sync::Arc;

use super::answer::{Answer, has_condition};
use super::episode::{Ended, Ending, Episode, Seen, Track};
use super::hold::CoolDown;
use super::rank::{at_stake, days_to_decision, together, urgency};
use super::rule::{Conduct, Rule, Rules};
use super::tally::Tally;
use crate::domain::{
    AccountHistory, AccountView, Alert, AlertKind, AlertState, Day, Evidence, Kind, Rank, RowRef,
    Severity,
};
use crate::engine::facts::{Catalogue, Context, Sheet, rows_behind};

/// Watches one account through the days of judgement, oldest first.
#[derive(Debug, Clone)]
pub struct Watch<'a> {
    watched: Vec<Watched<'a>>,
    company: Company,
    /// What the conditions that the user waits for are read by.
    catalogue: &'a Catalogue,
}

/// What a rule minds beside its own conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Company {
    /// The other rules and what the user closed, as on the desk.
    Others,
    /// Nothing, as when it is tried out by itself.
    None,
}

/// A rule that can fire, and what became of its alert.
#[derive(Debug, Clone)]
struct Watched<'a> {
    rule: &'a Rule,
    conduct: &'a Conduct,
    track: Track,
}

/// For how many days an alert that ended is still told.
const TOLD_AFTER_END: i64 = 28;

impl<'a> Watch<'a> {
    /// Starts to watch an account with the rules that are shown and have data.
    pub fn new(rules: &'a Rules, catalogue: &'a Catalogue) -> Self {
        let shown = rules.rules.iter().filter(|it| !it.is_quiet);
        Self::with(shown, Company::Others, catalogue)
    }

    /// Starts to watch an account with every rule that has data, each by itself: the quiet ones too,
    /// whatever else is open and whatever the user closed.
    pub fn each(rules: &'a Rules, catalogue: &'a Catalogue) -> Self {
        Self::with(rules.rules.iter(), Company::None, catalogue)
    }

    fn with(
        rules: impl Iterator<Item = &'a Rule>,
        company: Company,
        catalogue: &'a Catalogue,
    ) -> Self {
        let mut ordered: Vec<&'a Rule> = rules.collect();
        // Expansion depends on the risks that are open, and rules over alerts on all others.
        ordered.sort_by_key(|it| (it.conduct.is_over_alerts, it.kind == AlertKind::Expansion));
        let watched = ordered.into_iter().map(|rule| Watched {
            rule,
            conduct: &rule.conduct,
            track: Track::default(),
        });
        Self { watched: watched.collect(), company, catalogue }
    }

    /// Judges the day of a sheet; days come in order. Rules over alerts come after all others, and
    /// where there are any the facts that they read are added to the sheet; rules that are tried
    /// out by themselves read what the desk has added.
    pub fn step(&mut self, sheet: &mut Sheet, view: &AccountView) {
        if self.company == Company::None {
            for it in &mut self.watched {
                it.track.judge(it.rule, it.conduct, sheet, |_| true);
            }
            return;
        }
        self.close_what_the_user_closed(sheet, view);
        let all = self.watched.len();
        let ordinary = self.watched.partition_point(|it| !it.conduct.is_over_alerts);
        self.judge(0..ordinary, sheet);
        if ordinary < all {
            self.tell(sheet, view);
            self.judge(ordinary..all, sheet);
        }
        if has_condition(view) {
            self.wake(sheet, view);
        }
    }

    /// Looks whether the conditions hold that the user waits for.
    fn wake(&mut self, sheet: &Sheet, view: &AccountView) {
        for it in self.watched.iter_mut().filter(|it| it.track.running.is_some()) {
            let answer = answer_to(it.rule, view);
            it.track.wake(answer, sheet, self.catalogue);
        }
    }

    /// Adds the facts about alerts (`alerts.…`) of the day judged last. No rule over alerts is
    /// counted in them.
    pub fn tell(&self, sheet: &mut Sheet, view: &AccountView) {
        let mut tally = Tally::new(sheet.as_of);
        let all = self.watched.iter().enumerate();
        for (at, it) in all.filter(|(_, it)| !it.conduct.is_over_alerts) {
            tally.add_risk(it.rule, it.conduct, &it.track);
            if let Some(episode) = it.track.running.as_ref().filter(|_| self.is_shown(at)) {
                let answer = answer_to(it.rule, view);
                tally.add_shown(it.track.state(answer, sheet.as_of), episode);
            }
        }
        sheet.extend(tally.facts());
    }

    /// Judges the rules at some places.
    fn judge(&mut self, places: Range<usize>, sheet: &Sheet) {
        for at in places {
            let is_muted = self.is_muted(at);
            let relatives = self.family_quiet(at);
            let Some(it) = self.watched.get_mut(at) else { continue };
            it.track.judge(it.rule, it.conduct, sheet, |severity| {
                !is_muted && relatives.iter().all(|it| it.lets_through(sheet.as_of, severity))
            });
        }
    }

    /// The rules whose alerts opened on a day, the one judged last, and are to be shown.
    pub fn opened_on(&self, day: Day) -> impl Iterator<Item = &'a Rule> {
        let all = self.watched.iter().enumerate();
        all.filter_map(move |(at, it)| {
            it.track.running.as_ref().filter(|it| it.opened_on == day)?;
            let is_shown = self.company == Company::None || self.is_shown(at);
            is_shown.then_some(it.rule)
        })
    }

    /// The alerts as of the last day, those that ended in the last 28 days included. `sheet` and
    /// `view` are that day's.
    pub fn finish(
        self,
        history: &AccountHistory,
        view: &AccountView,
        sheet: &Sheet,
        context: &Context,
    ) -> Vec<Alert> {
        let desk = Desk { history, view, sheet, context };
        let shown = self.watched.iter().enumerate().filter(|(at, _)| self.is_shown(*at));
        let shown: Vec<&Watched<'_>> = shown.map(|(_, it)| it).collect();
        let rank = desk.rank(&shown);
        let mut alerts = Vec::new();
        for it in shown {
            if let Some(episode) = &it.track.running {
                let mut alert = desk.open(it, episode, rank);
                for other in self.evidence_of(it) {
                    desk.add(&mut alert.evidence, &other.rule.seen(sheet));
                }
                alert.evidence.shrink_to_fit();
                alerts.push(alert);
            } else if let Some(ended) = it.track.ended.as_ref().filter(|it| desk.is_recent(it)) {
                alerts.push(desk.ended(it, ended, rank));
            }
        }
        alerts
    }

    /// Ends the alerts that the user closed, and what was evidence of them.
    fn close_what_the_user_closed(&mut self, sheet: &Sheet, view: &AccountView) {
        if view.of(Kind::Answer).is_empty() {
            return;
        }
        for at in 0..self.watched.len() {
            let Some(it) = self.watched.get_mut(at) else { continue };
            let Some(answer) = Answer::to(&alert_id(it.rule, view), view) else { continue };
            if !it.track.close(it.rule, answer, sheet) {
                continue;
            }
            let (family, ended) = (&it.conduct.family, it.track.ended.as_ref().map(|it| it.quiet));
            let (Some(family), Some(quiet)) = (family, ended) else { continue };
            for other in &mut self.watched {
                if other.conduct.family.as_ref() == Some(family) {
                    other.track.close_with_family(quiet);
                }
            }
        }
    }

    /// Whether what a rule says is shown: it has not to be silent, and speaks for its family.
    fn is_shown(&self, at: usize) -> bool {
        !self.is_muted(at) && self.watched.get(at).is_some_and(|it| self.leads(it))
    }

    /// Whether a rule has to be silent: one of expansion beside an open risk of severity 1 or 2.
    fn is_muted(&self, at: usize) -> bool {
        let is_expansion = |it: &Watched<'_>| it.rule.kind == AlertKind::Expansion;
        let is_grave = |it: &Watched<'_>| {
            let running = it.track.running.as_ref();
            it.rule.kind == AlertKind::Risk
                && running.is_some_and(|it| it.severity <= Severity::High)
        };
        self.watched.get(at).is_some_and(is_expansion) && self.watched.iter().any(is_grave)
    }

    /// The quiet that the user's closing of a relative leaves.
    fn family_quiet(&self, at: usize) -> Vec<CoolDown> {
        let Some(family) = self.watched.get(at).and_then(|it| it.conduct.family.as_ref()) else {
            return Vec::new();
        };
        let relatives = self.watched.iter().filter(|it| it.conduct.family.as_ref() == Some(family));
        let ended = relatives.filter_map(|it| it.track.ended.as_ref());
        ended.filter(|it| matches!(it.ending, Ending::User(_))).map(|it| it.quiet).collect()
    }

    /// Whether a rule speaks for its family: of the open ones the gravest, by the order of the
    /// rules; while one is open, none that ended does.
    fn leads(&self, it: &Watched<'_>) -> bool {
        let standing = |it: &Watched<'_>| it.track.running.as_ref().map(|it| it.severity);
        let Some(family) = &it.conduct.family else { return true };
        let relatives = self.watched.iter().filter(|it| it.conduct.family.as_ref() == Some(family));
        let lead = relatives.filter(|it| standing(it).is_some()).min_by_key(|it| standing(it));
        lead.is_none_or(|lead| std::ptr::eq(lead.rule, it.rule))
    }

    /// The open alerts of its family that a rule speaks for.
    fn evidence_of<'b>(&'b self, lead: &'b Watched<'_>) -> impl Iterator<Item = &'b Watched<'a>> {
        self.watched.iter().filter(|it| {
            let is_relative =
                lead.conduct.family.is_some() && it.conduct.family == lead.conduct.family;
            is_relative && it.track.running.is_some() && !std::ptr::eq(it.rule, lead.rule)
        })
    }
}

/// The id of a rule's alert on an account: the account's number is the same for ever, and unlike
/// the id of its source no other account can bear it.
fn alert_id(rule: &Rule, view: &AccountView) -> Box<str> {
    format!("{}/{}", rule.slug, view.id()).into()
}

/// What the user did about a rule's alert.
fn answer_to<'a>(rule: &Rule, view: &'a AccountView) -> Answer<'a> {
    if view.of(Kind::Answer).is_empty() {
        return Answer::default();
    }
    Answer::to(&alert_id(rule, view), view).unwrap_or_default()
}

/// What alerts are written from: the account on the last day.
struct Desk<'a> {
    history: &'a AccountHistory,
    view: &'a AccountView,
    sheet: &'a Sheet,
    context: &'a Context,
}

impl Desk<'_> {
    /// The rank that every alert of risk or lifecycle of the account has.
    fn rank(&self, shown: &[&Watched<'_>]) -> Rank {
        let weights = shown.iter().filter_map(|it| {
            let episode = it.track.running.as_ref()?;
            Some(it.rule.weight(episode.severity))
        });
        Rank {
            at_stake: at_stake(self.sheet, &self.context.catalogue),
            probability: together(weights),
            urgency: urgency(days_to_decision(self.sheet, &self.context.catalogue)),
        }
    }

    fn is_recent(&self, ended: &Ended) -> bool {
        let days = self.sheet.as_of.days_since(ended.quiet.since);
        days <= TOLD_AFTER_END && ended.ending != Ending::Family
    }

    fn open(&self, it: &Watched<'_>, episode: &Episode, rank: Rank) -> Alert {
        let answer = answer_to(it.rule, self.view);
        let snoozed_until = answer.snoozed_until.filter(|it| *it > self.sheet.as_of);
        let wakes_when = it.track.sleeps_for(answer).map(Box::from);
        let raised_by = it.rule.raised_by(self.sheet).map(|it| Arc::clone(&it.text));
        // A large book keeps thousands of alerts.
        let mut raised_by: Vec<Arc<str>> = raised_by.collect();
        raised_by.shrink_to_fit();
        let state = it.track.state(answer, self.sheet.as_of);
        let mut message = it.rule.message_of(episode, self.sheet);
        message.shrink_to_fit();
        let mut evidence = Vec::new();
        self.add(&mut evidence, &it.rule.seen(self.sheet));
        Alert {
            raised_by,
            state,
            snoozed_until,
            wakes_when,
            message,
            evidence,
            ..self.alert(it, episode, rank)
        }
    }

    /// An alert that ended, with what was seen when it opened.
    fn ended(&self, it: &Watched<'_>, ended: &Ended, rank: Rank) -> Alert {
        let rank = Rank { probability: 0.0, ..rank };
        let (state, outcome) = ended.ending.told();
        let seen = it.rule.seen_then(&ended.episode);
        let view = self.history.as_of(ended.episode.opened_on);
        let rows = |it: &Seen| {
            let view = view.as_ref();
            view.map(|view| rows_behind(self.history, view, self.context, it.fact))
        };
        let cite = |it: &Seen| self.evidence(it, rows(it).unwrap_or_default());
        let evidence = seen.iter().map(cite).collect();
        Alert { state, outcome, evidence, ..self.alert(it, &ended.episode, rank) }
    }

    fn alert(&self, it: &Watched<'_>, episode: &Episode, rank: Rank) -> Alert {
        let rule = it.rule;
        let adds_no_risk = matches!(rule.kind, AlertKind::Expansion | AlertKind::Hygiene);
        Alert {
            id: alert_id(rule, self.view),
            rule: Arc::clone(&rule.slug),
            title: Arc::clone(&rule.title),
            kind: rule.kind,
            severity: episode.severity,
            raised_by: Vec::new(),
            account: self.view.id(),
            state: AlertState::Open,
            outcome: None,
            opened_on: episode.opened_on,
            last_fired_on: episode.last_fired_on,
            fire_count: episode.fire_count,
            snoozed_until: None,
            wakes_when: None,
            message: rule.first_message(episode),
            condition: Arc::clone(&rule.open),
            clears: Arc::clone(&rule.clear),
            evidence: Vec::new(),
            earlier: it.track.earlier().to_vec(),
            playbook: rule.playbook.clone(),
            rank: if adds_no_risk { Rank { probability: 0.0, ..rank } } else { rank },
        }
    }

    /// Adds facts with their rows, those that are there already left out.
    fn add(&self, evidence: &mut Vec<Evidence>, seen: &[Seen]) {
        for it in seen {
            let rows = rows_behind(self.history, self.view, self.context, it.fact);
            let one = self.evidence(it, rows);
            if evidence.iter().all(|it| it.fact != one.fact) {
                evidence.push(one);
            }
        }
    }

    fn evidence(&self, seen: &Seen, rows: Vec<RowRef>) -> Evidence {
        let fact = self.context.catalogue.fact(seen.fact);
        Evidence {
            fact: fact.map_or_else(Arc::default, |it| Arc::clone(&it.name)),
            value: seen.value.clone(),
            rows,
        }
    }
}
