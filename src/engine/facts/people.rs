//! Who is who at the customer: champions, sponsors, and whom we were in contact with.

use super::inputs::Inputs;
use super::states::States;
use crate::domain::{AccountHistory, Day, Kind, Record, RecordId, Value, is_two_way};

/// The role of someone who has power and sells for us inside.
pub(super) const CHAMPION: &str = "champion";
/// The role of the senior owner of the outcome.
pub(super) const SPONSOR: &str = "exec_sponsor";
/// The roles of executives.
pub(super) const EXECUTIVES: &[&str] = &[SPONSOR, "economic_buyer"];

/// A person at the customer, as of a day.
#[derive(Debug, Clone)]
pub(super) struct Person<'a> {
    /// Their record.
    pub(super) record: &'a Record,
    /// Whether they still work there.
    pub(super) is_there: bool,
    /// The last contact in which they took part.
    pub(super) last_contact: Option<Day>,
    /// Their roles.
    pub(super) roles: Vec<&'a str>,
    /// What they are called.
    names: [Option<Name<'a>>; 3],
}

/// A contact in which the customer took part.
#[derive(Debug, Clone)]
pub(super) struct Contact {
    /// Its record.
    pub(super) record: RecordId,
    /// The day.
    pub(super) on: Day,
    /// Who took part, as the activity names them.
    names: Vec<Box<str>>,
}

/// What someone is called: a name, a mail address or an id.
#[derive(Debug, Clone, Copy)]
struct Name<'a> {
    text: &'a str,
    is_ascii: bool,
}

/// The contacts in which the customer took part, from day to day.
pub(super) fn two_way(history: &AccountHistory) -> Vec<States<Contact>> {
    States::of(history, Kind::Activity, |record| {
        let on = record.day("on").filter(|_| is_two_way(record))?;
        let names = record.list("contacts").into_iter().map(|it| it.trim().into());
        Some(Contact { record: record.id, on, names: names.collect() })
    })
}

/// Those of them up to the day of judgement.
pub(super) fn up_to<'a>(of: &Inputs<'_>, contacts: &'a [States<Contact>]) -> Vec<&'a Contact> {
    let known = contacts.iter().filter_map(|it| it.on(of.as_of));
    known.filter(|it| it.on <= of.as_of).collect()
}

/// Everyone known at the customer, with the last contact they took part in.
pub(super) fn people<'a>(of: &Inputs<'a>, contacts: &[&Contact]) -> Vec<Person<'a>> {
    let records = of.view.of(Kind::Contact).iter();
    records
        .map(|record| {
            let has_left = record.day("left_on").is_some_and(|it| it <= of.as_of);
            let names = ["name", "email", "external_id"].map(|it| record.text(it).map(Name::new));
            let mut person = Person {
                record,
                is_there: !has_left && record.flag("is_active") != Some(false),
                last_contact: None,
                roles: record.list("roles"),
                names,
            };
            let with = contacts.iter().filter(|it| it.names.iter().any(|it| person.is_called(it)));
            person.last_contact = with.map(|it| it.on).max();
            person
        })
        .collect()
}

/// How often each person took part in contacts of some days; a name that no record bears counts as
/// a person of its own.
pub(super) fn times(
    of: &Inputs<'_>,
    people: &[Person<'_>],
    contacts: &[&Contact],
    days: i64,
) -> Vec<u32> {
    let mut seen: Vec<(Participant, u32)> = Vec::new();
    for contact in contacts.iter().filter(|it| of.is_within(it.on, days)) {
        for name in &contact.names {
            let known = people.iter().position(|it| it.is_called(name));
            let who = known
                .map_or_else(|| Participant::Stranger(name.to_lowercase()), Participant::Known);
            match seen.iter_mut().find(|it| it.0 == who) {
                Some(old) => old.1 += 1,
                None => seen.push((who, 1)),
            }
        }
    }
    seen.into_iter().map(|it| it.1).collect()
}

/// Who took part in a contact.
#[derive(Debug, PartialEq, Eq)]
enum Participant {
    /// The person at this place.
    Known(usize),
    /// Someone of this name whom no record bears, in lower case.
    Stranger(String),
}

/// The last contact with someone who has one of these roles.
pub(super) fn last_with(people: &[Person<'_>], roles: &[&str]) -> Option<Day> {
    people.iter().filter(|it| it.is_any(roles)).filter_map(|it| it.last_contact).max()
}

/// Whether anyone at the customer ever had a role, up to the day of judgement.
pub(super) fn ever_had(of: &Inputs<'_>, role: &str) -> bool {
    let names_role = |value: &Value| match value {
        Value::List(words) => words.iter().any(|it| it.as_ref() == role),
        Value::Text(word) => word.as_ref() == role,
        _ => false,
    };
    of.history
        .records
        .iter()
        .filter(|it| it.kind == Kind::Contact)
        .flat_map(|it| it.versions_on(of.as_of))
        .flat_map(|it| &it.patch)
        .any(|(name, value)| name.as_str() == "roles" && value.as_ref().is_some_and(names_role))
}

impl Person<'_> {
    /// Whether they have one of these roles.
    pub(super) fn is_any(&self, roles: &[&str]) -> bool {
        self.roles.iter().any(|it| roles.contains(it))
    }

    /// Whether this name means them.
    fn is_called(&self, name: &str) -> bool {
        self.names.iter().flatten().any(|it| it.is_same(name))
    }
}

impl<'a> Name<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii() }
    }

    /// Whether another name is the same but for upper and lower case.
    fn is_same(self, other: &str) -> bool {
        self.text.eq_ignore_ascii_case(other)
            || !self.is_ascii
                && !other.is_ascii()
                && self.text.to_lowercase() == other.to_lowercase()
    }
}
