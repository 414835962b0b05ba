//! Who is new at the customer: a department of its own, an executive.

use super::cells::{Cells, count, days};
use super::inputs::Inputs;
use super::known::Known;
use super::people::{EXECUTIVES, Person};
use crate::domain::{Day, Value};

/// A department is new for this many days.
const NEW_TEAM: i64 = 60;

/// Words in the titles of executives and owners.
const TITLES: &[&str] = &[
    "chief",
    "ceo",
    "cfo",
    "coo",
    "cto",
    "cio",
    "ciso",
    "president",
    "vp",
    "founder",
    "owner",
    "managing director",
];

/// The facts of people who were added, where the book says since when they are known.
pub(super) fn add(of: &Inputs<'_>, people: &[Person<'_>], cells: &mut Cells<'_>) {
    let facts = [Known::ContactsNewTeam, Known::ContactsNewTeamName, Known::ContactsNewExecutive];
    if !facts.iter().any(|it| cells.asks_for(*it)) {
        return;
    }
    let executives = people.iter().filter(|it| it.is_there && is_executive(it));
    let newest = executives.filter_map(|it| added_on(of, it)).max();
    cells.put(Known::ContactsNewExecutive, newest.map(|it| days(it, of.as_of)), newest);
    let is_told = |it: &Person<'_>| department(it).is_some() && added_on(of, it).is_some();
    if !people.iter().any(is_told) {
        return;
    }
    let largest = new_teams(of, people).into_iter().max_by_key(|it| it.people);
    let people = largest.as_ref().map_or(0, |it| it.people);
    let data_on = largest.as_ref().map(|it| it.last);
    cells.put(Known::ContactsNewTeam, Some(count(people)), data_on);
    cells.put(Known::ContactsNewTeamName, largest.map(|it| Value::text(it.name)), data_on);
}

/// A department of which nobody was known before.
struct Team<'a> {
    name: &'a str,
    people: usize,
    /// The day that the last of them was added.
    last: Day,
}

/// The departments that are new; one with a person of unknown age is not known to be, and the first
/// department of an account is none beside others.
fn new_teams<'a>(of: &Inputs<'_>, people: &[Person<'a>]) -> Vec<Team<'a>> {
    let is_old = |it: &Person<'_>| !added_on(of, it).is_some_and(|on| of.is_within(on, NEW_TEAM));
    if !people.iter().any(is_old) {
        return Vec::new();
    }
    let mut teams: Vec<Team<'a>> = Vec::new();
    for person in people.iter().filter(|it| it.is_there) {
        let (Some(name), Some(on)) = (department(person), added_on(of, person)) else { continue };
        match teams.iter_mut().find(|it| it.name.eq_ignore_ascii_case(name)) {
            Some(team) => {
                team.people += 1;
                team.last = team.last.max(on);
            }
            None => teams.push(Team { name, people: 1, last: on }),
        }
    }
    let has_old = |team: &Team<'_>| {
        let own = people.iter().filter(|it| is_of(it, team));
        own.into_iter().any(is_old)
    };
    teams.retain(|it| !has_old(it));
    teams
}

fn is_of(person: &Person<'_>, team: &Team<'_>) -> bool {
    department(person).is_some_and(|it| it.eq_ignore_ascii_case(team.name))
}

fn department<'a>(person: &Person<'a>) -> Option<&'a str> {
    person.record.text("department")
}

/// The day since which a person is known, where the book says it.
fn added_on(of: &Inputs<'_>, person: &Person<'_>) -> Option<Day> {
    person.record.day("created_on").filter(|it| *it <= of.as_of)
}

/// Whether a person decides or leads, by role or by title.
fn is_executive(person: &Person<'_>) -> bool {
    let title = person.record.text("title").unwrap_or_default().to_lowercase();
    let words = || title.split(|c: char| !c.is_alphanumeric());
    let is_word = |it: &&str| words().any(|word| word == *it);
    person.is_any(EXECUTIVES)
        || person.is_any(&["decision_maker"])
        || TITLES.iter().any(|it| if it.contains(' ') { title.contains(*it) } else { is_word(it) })
}
