//! Facts about contact with the customer, its champion and its sponsor.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::newcomers;
use super::people::{
    CHAMPION, Contact, EXECUTIVES, Person, SPONSOR, ever_had, last_with, people, times, up_to,
};
use super::replies;
use super::states::States;
use super::traces::Trace;
use crate::domain::{Cell, Day, Kind, Record, Touch, Value};
use crate::engine::formulas::{SponsorState, threads};

/// Whom we are in contact with is asked of this many days.
const WINDOW: i64 = 90;

/// What a tier asks for.
struct Target {
    cadence: f64,
    people: f64,
}

/// The facts of contacts, champion and sponsor.
pub(super) fn add(of: &Inputs<'_>, contacts: &[States<Contact>], cells: &mut Cells<'_>) {
    let contacts = up_to(of, contacts);
    let people = people(of, &contacts);
    add_touch(of, &contacts, &people, cells);
    if has_log(of) {
        replies::add(of, &contacts, cells);
    }
    newcomers::add(of, &people, cells);
    add_people(of, &people, cells);
    add_sponsor(of, &people, cells);
    add_champion(of, &people, cells);
}

/// The account's own date of last contact, where no log is kept: a custom field such as
/// `custom.last_csm_contact_date`.
pub(super) fn stated_contact(account: &Record) -> Option<&Cell> {
    const NAMES: &[&str] = &["contact", "touch", "meeting", "call"];
    account.cells.iter().find(|it| {
        let name = it.name.as_str();
        it.name.is_custom()
            && name.contains("last")
            && NAMES.iter().any(|word| name.contains(word))
            && it.value.as_day().is_some()
    })
}

/// Whether there is a log of contacts to judge the account by: its own, or the book's, so far back
/// that no contact in it is news. One call logged today says nothing about all the others.
pub(super) fn has_log(of: &Inputs<'_>) -> bool {
    reaches_back(of) || !of.view.of(Kind::Activity).is_empty()
}

/// Whether the book's log covers all the days that contact is asked of.
fn reaches_back(of: &Inputs<'_>) -> bool {
    of.seen(Trace::Activity).is_some_and(|it| of.as_of.days_since(it.first) >= WINDOW)
}

fn add_touch(of: &Inputs<'_>, contacts: &[&Contact], people: &[Person<'_>], cells: &mut Cells<'_>) {
    let has_log = has_log(of);
    cells.put(Known::TouchHasLog, Some(Value::Flag(has_log)), None);
    let target = Target::of(of.touch);
    match &target {
        Some(it) => cells.put(Known::TouchCadence, Some(Value::Days(it.cadence)), None),
        None => not_for_tech(cells, &[Known::TouchCadence, Known::TouchRatio, Known::ThreadsRatio]),
    }
    if let Some((last, source)) = last_touch(of, contacts, has_log) {
        let age = of.as_of.days_since(last) as f64;
        cells.put(Known::TouchLastDays, Some(Value::Days(age)), Some(last));
        cells.put(Known::TouchSource, Some(Value::text(source)), Some(last));
        if source != SINCE {
            cells.put(Known::TouchLastOn, Some(Value::Date(last)), Some(last));
        }
        let ratio = target.as_ref().map(|it| Value::Number(age / it.cadence));
        cells.put(Known::TouchRatio, ratio, Some(last));
    }
    if !has_log {
        return;
    }
    let data_on = of.seen(Trace::Activity).map(|it| it.last);
    let recent = contacts.iter().filter(|it| of.is_within(it.on, WINDOW)).count();
    cells.put(Known::TouchCount90d, Some(count(recent)), data_on);
    let threads = threads(&times(of, people, contacts, WINDOW));
    // A talk in which nobody is named was with someone.
    let people_spoken_with = threads.people.max(usize::from(recent > 0));
    cells.put(Known::TouchContacts90d, Some(count(people_spoken_with)), data_on);
    cells.put(Known::TouchThreads, threads.effective.map(Value::Number), data_on);
    cells.put(Known::TouchTopShare, threads.top_share.map(Value::Percent), data_on);
    let ratio = target.map(|it| Value::Number(people_spoken_with as f64 / it.people));
    cells.put(Known::ThreadsRatio, ratio, data_on);
    // As for all contact, the clock of an executive who never took part starts on the first day.
    let is_named = people.iter().any(|it| it.is_there && it.is_any(EXECUTIVES));
    let since = of.since.filter(|it| is_named && *it <= of.as_of && reaches_back(of));
    let exec = last_with(people, EXECUTIVES).or(since);
    cells.put(Known::ExecLastDays, exec.map(|it| days(it, of.as_of)), exec);
}

/// Where `touch.last_days` counts from in an account that was never in contact.
const SINCE: &str = "customer since";

/// The day that the touch clock counts from, and what it is.
fn last_touch(
    of: &Inputs<'_>,
    contacts: &[&Contact],
    has_log: bool,
) -> Option<(Day, &'static str)> {
    let logged = contacts.iter().map(|it| it.on).max();
    let stated = || stated_contact(of.account()).and_then(|it| it.value.as_day());
    let stated = || stated().filter(|it| *it <= of.as_of).map(|it| (it, "account field"));
    let since = || of.since.filter(|it| has_log && *it <= of.as_of).map(|it| (it, SINCE));
    logged.map(|it| (it, "activity log")).or_else(stated).or_else(since)
}

fn add_people(of: &Inputs<'_>, people: &[Person<'_>], cells: &mut Cells<'_>) {
    if people.is_empty() && !of.keeps(Trace::Contact) {
        return;
    }
    let there = people.iter().filter(|it| it.is_there);
    cells.put(Known::ContactsCount, Some(count(there.clone().count())), None);
    let mut roles: Vec<&str> = there.flat_map(|it| &it.roles).copied().collect();
    roles.sort_unstable();
    roles.dedup();
    if of.keeps(Trace::Role) || !roles.is_empty() {
        cells.put(Known::ContactsRoles, Some(Value::list(roles)), None);
    }
}

/// Those who hold a role.
struct Holders<'a, 'b> {
    /// Whether anyone ever held it.
    had_one: bool,
    /// Those who hold it and are there.
    there: Vec<&'a Person<'b>>,
}

/// The holders of a role; nothing in a book that keeps no roles.
fn holders<'a, 'b>(
    of: &Inputs<'_>,
    people: &'a [Person<'b>],
    role: &'static str,
) -> Option<Holders<'a, 'b>> {
    let had_one = ever_had(of, role);
    let there = people.iter().filter(|it| it.is_there && it.is_any(&[role])).collect();
    (had_one || of.keeps(Trace::Role)).then_some(Holders { had_one, there })
}

fn add_sponsor(of: &Inputs<'_>, people: &[Person<'_>], cells: &mut Cells<'_>) {
    let Some(Holders { had_one, there }) = holders(of, people, SPONSOR) else { return };
    let n = there.len();
    cells.put(Known::SponsorCount, Some(count(n)), None);
    cells.put(Known::SponsorLost, had_one.then_some(Value::Flag(n == 0)), None);
    let last = there.iter().filter_map(|it| it.last_contact).max();
    let state = if n == 0 {
        SponsorState::None
    } else if last.is_some() || reaches_back(of) {
        SponsorState::of_sponsor(of.as_of, last)
    } else {
        // Without a log nobody knows when the sponsor was last in contact.
        return;
    };
    cells.put(Known::SponsorState, Some(Value::text(state.word())), last);
}

fn add_champion(of: &Inputs<'_>, people: &[Person<'_>], cells: &mut Cells<'_>) {
    let Some(Holders { had_one, there }) = holders(of, people, CHAMPION) else { return };
    let n = there.len();
    cells.put(Known::ChampionCount, Some(count(n)), None);
    if !had_one {
        return;
    }
    let best = there.iter().map(|it| strength(of, it)).max();
    let state = best.map_or("lost", Strength::word);
    // A loss has no date here: it does not grow old until someone takes the place.
    let named = there.iter().filter_map(|it| it.record.cell("roles")).map(|it| it.effective_on);
    let seen = there.iter().filter_map(|it| it.last_contact);
    let data_on = seen.chain(named).max().filter(|it| *it > Day::MIN);
    cells.put(Known::ChampionState, Some(Value::text(state)), data_on);
    cells.put(Known::ChampionLost, Some(Value::Flag(n == 0)), data_on);
}

/// How much a champion helps; the strongest sorts last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Weak,
    Ok,
    Strong,
}

impl Strength {
    const fn word(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Ok => "ok",
            Self::Strong => "strong",
        }
    }
}

/// How much a champion helps: by their last contact, and weak where they speak ill of us. Where no
/// log is kept, a champion is ok until something says otherwise.
fn strength(of: &Inputs<'_>, person: &Person<'_>) -> Strength {
    const ILL: &[&str] = &["negative", "detractor", "unhappy", "bad", "critical"];
    let sentiment = person.record.text("sentiment").unwrap_or_default().to_lowercase();
    if ILL.iter().any(|it| sentiment.contains(it)) {
        return Strength::Weak;
    }
    match person.last_contact.map(|it| of.as_of.days_since(it)) {
        Some(..=30) => Strength::Strong,
        Some(31..=90) => Strength::Ok,
        None if !reaches_back(of) => Strength::Ok,
        _ => Strength::Weak,
    }
}

impl Target {
    /// What a tier asks for
    /// (`docs/numbers.md`, "Health: weights, curves and freshness"); nothing of people for tech touch.
    fn of(touch: Touch) -> Option<Self> {
        match touch {
            Touch::High => Some(Self { cadence: 14.0, people: 5.0 }),
            Touch::Mid => Some(Self { cadence: 30.0, people: 3.0 }),
            Touch::Low => Some(Self { cadence: 90.0, people: 2.0 }),
            Touch::Tech => None,
        }
    }
}

fn not_for_tech(cells: &mut Cells<'_>, facts: &[Known]) {
    for fact in facts {
        cells.not_applicable(*fact, "tech touch asks for no contact by people");
    }
}
