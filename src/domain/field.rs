//! The fields of each kind of record: one list that import, store, screens and output read.

use std::borrow::{Borrow, Cow};
use std::fmt;

use super::kind::Kind;
use super::value::Type;

/// The name of a field: one of [`FIELDS`], or `custom.…` for what belongs to no known field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName(Cow<'static, str>);

/// The prefix of every field that the user's files brought and Rounds does not know.
pub const CUSTOM: &str = "custom.";

/// What is known of one field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The kind of record that has it.
    pub kind: Kind,
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub ty: Type,
    /// The fields of the same record that date it, the first present one counts; none means that
    /// its first value counts from `customer_since`, or always (`docs/numbers.md`, "Time and versions").
    pub dated_by: &'static [&'static str],
    /// What it means.
    pub meaning: &'static str,
}

impl FieldName {
    /// A field of [`FIELDS`].
    pub const fn known(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// A field as the store or a file spells it.
    pub fn new(name: &str) -> Self {
        FIELDS
            .iter()
            .find(|it| it.name == name)
            .map_or_else(|| Self(Cow::Owned(name.to_owned())), |it| Self(Cow::Borrowed(it.name)))
    }

    /// The field that keeps a column which Rounds does not know: lower case, words joined by `_`.
    pub fn custom(column: &str) -> Self {
        let mut slug = String::from(CUSTOM);
        for c in column.trim().chars() {
            match c {
                c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
                _ if slug.ends_with('_') || slug.len() == CUSTOM.len() => {}
                _ => slug.push('_'),
            }
        }
        while slug.ends_with('_') {
            slug.pop();
        }
        Self(Cow::Owned(slug))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the field is one of the user's own.
    pub fn is_custom(&self) -> bool {
        self.0.starts_with(CUSTOM)
    }
}

impl Borrow<str> for FieldName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The field of this kind and name.
pub fn field(kind: Kind, name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|it| it.kind == kind && it.name == name)
}

macro_rules! fields {
    ($($kind:ident $dated:tt { $($name:literal $ty:ident $([$($own:literal),+])? $meaning:literal,)+ })+) => {
        /// Every known field. `external_id` is the source's own id of the record.
        pub const FIELDS: &[Field] = &[$($(Field {
            kind: Kind::$kind,
            name: $name,
            ty: Type::$ty,
            dated_by: fields!(@dated $dated $([$($own),+])?),
            meaning: $meaning,
        },)+)+];
    };
    (@dated $dated:tt) => { &$dated };
    (@dated $dated:tt [$($own:literal),+]) => { &[$($own),+] };
}

#[rustfmt::skip]
fields! {
    Account [] {
        "external_id"     Text    "The account's id in the system it came from",
        "name"            Text    "The customer's name",
        "domain"          Text    "Its web domain, lower case, without www",
        "parent"          Text    "The external id of the parent account",
        "industry"        Text    "Line of business",
        "region"          Text    "Sales region",
        "country"         Text    "Country",
        "segment"         Text    "Market grouping, such as Enterprise",
        "tier"            Text    "Service level: A, B, C, D, or the book's own word",
        "touch_model"     Text    "high, mid, low or tech",
        "stage"           Text    "Lifecycle stage as the CRM or the CSM says it",
        "status"          Text    "prospect, active, churned or paused",
        "plan"            Text    "The plan or edition bought",
        "csm"             Text    "Who looks after the account",
        "arr"             Money   "Recurring revenue a year, where no contract says it",
        "mrr"             Money   "Recurring revenue a month, where no contract says it",
        "seats"           Number  "Seats bought",
        "customer_since"  Date    "First day as a customer",
        "renewal_date"    Date    "First day after the term, where no contract says it",
        "auto_renew"      Flag    "Whether the contract renews by itself",
        "notice_days"     Days    "Days before the end by which notice must be given",
        "renewal_stage"   Text    ["renewal_stage_on"] "Where the coming renewal stands, as the CRM or the CSM says it",
        "renewal_stage_on" Date   ["renewal_stage_on"] "The day it came to that stage",
        "renewal_call"    Text    "What the CSM expects of it: good, monitor or at_risk",
        "renewal_next_step" Text  "What is done next for it",
        "renewal_close_on" Date   "The day it is expected to be signed",
        "payment_status"  Text    "What billing says: current, overdue, failed",
        "days_overdue"    Days    "Age of the oldest unpaid invoice",
        "first_value_on"  Date    ["first_value_on"] "The day the customer first had what they bought it for",
        "notice_received_on" Date ["notice_received_on"] "The day the customer gave notice",
        "pulse"           Text    ["pulse_on"] "The CSM's own judgement: red, yellow or green",
        "pulse_on"        Date    ["pulse_on"] "The day of that judgement",
        "pulse_reason"    Text    ["pulse_on"] "Why",
        "tags"            List    "Free labels",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Contact [] {
        "external_id"     Text    "The contact's id in the system it came from",
        "name"            Text    "First and last name",
        "email"           Text    "Mail address, lower case",
        "phone"           Text    "Telephone number",
        "title"           Text    "Job title",
        "roles"           List    "champion, exec_sponsor, economic_buyer, decision_maker, technical, admin, influencer, end_user, detractor",
        "department"      Text    "The team or department they belong to",
        "influence"       Number  "1 to 5",
        "sentiment"       Text    "How they speak of us",
        "created_on"      Date    "The day they were first known, in the CRM or in the product",
        "is_active"       Flag    "Whether they still work there",
        "left_on"         Date    ["left_on"] "The day they left",
        "last_seen_on"    Date    ["last_seen_on"] "Their last day in the product",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Contract ["start_on"] {
        "external_id"     Text    "The contract's or subscription's id in the system it came from",
        "product"         Text    "What was bought",
        "status"          Text    "active, potential or past",
        "start_on"        Date    "First day of the term",
        "end_on"          Date    "Last day of the term; none for an open-ended contract",
        "cancelled_on"    Date    ["cancelled_on"] "The day it was cancelled",
        "churned"         Flag    ["cancelled_on", "end_on", "start_on"] "Whether it ended in a loss",
        "term_months"     Number  "Length of the term",
        "seats"           Number  "Seats bought",
        "amount"          Money   "Recurring amount of the whole term",
        "arr"             Money   "Recurring amount a year",
        "mrr"             Money   "Recurring amount a month",
        "billing"         Text    "monthly, quarterly, annual",
        "auto_renew"      Flag    "Whether it renews by itself",
        "notice_days"     Days    "Days before the end by which notice must be given",
        "is_trial"        Flag    "Whether it is a trial; trials carry no ARR",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Outcome ["on"] {
        "external_id"     Text    "The event's id in the system it came from",
        "result"          Text    "churned, contracted or renewed",
        "on"              Date    "The day it took effect",
        "amount"          Money   "Recurring amount a year won, kept or lost",
        "reason"          Text    "Why",
        "note"            Text    "What was said",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Activity ["on"] {
        "external_id"     Text    "The activity's id in the system it came from",
        "on"              Date    "The day",
        "type"            Text    "call, meeting, email, qbr, training …",
        "direction"       Text    "inbound, outbound or two_way",
        "two_way"         Flag    "Whether the customer took part",
        "subject"         Text    "One line",
        "notes"           Text    "What was said",
        "contacts"        List    "Who took part, by name, mail address or id",
        "minutes"         Number  "How long it took",
        "sentiment"       Text    "How it went",
        "outcome"         Text    "What came of it: held, declined, no_show, as the source says it",
        "csm"             Text    "Who of ours took part",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Ticket ["created_on"] {
        "external_id"     Text    "The ticket's id in the system it came from",
        "created_on"      Date    "The day it was opened",
        "closed_on"       Date    ["closed_on"] "The day it was solved",
        "priority"        Text    "urgent, high, normal, low, as the source says it",
        "status"          Text    ["closed_on", "created_on"] "open, pending, solved …",
        "subject"         Text    "One line",
        "topic"           Text    "What it is about",
        "csat"            Number  ["closed_on", "created_on"] "The customer's rating, 1 to 5",
        "escalated"       Flag    "Whether it was escalated",
        "first_response_minutes" Number "Minutes to the first answer",
        "resolution_hours" Number ["closed_on", "created_on"] "Hours to the solution",
        "requester"       Text    "Who asked",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Survey ["on"] {
        "external_id"     Text    "The answer's id in the system it came from",
        "on"              Date    "The day of the answer",
        "type"            Text    "nps, csat or ces",
        "score"           Number  "The answer as given: 0 to 10, 1 to 5, 1 to 7",
        "contact"         Text    "Who answered, by name, mail address or id",
        "comment"         Text    "What they wrote",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Objective ["created_on", "measured_on"] {
        "external_id"     Text    "The objective's id in the system it came from",
        "title"           Text    "What the customer wants to reach",
        "category"        Text    "time, revenue, cost, risk or quality",
        "created_on"      Date    "The day it was agreed",
        "baseline"        Number  "Where it started",
        "target"          Number  "Where it should end",
        "unit"            Text    "What is counted",
        "current"         Number  ["measured_on", "created_on"] "Where it stands",
        "measured_on"     Date    ["measured_on"] "The day it was last measured",
        "customer_owner"  Text    "Who at the customer answers for it",
        "due_on"          Date    "When it should be reached",
        "status"          Text    ["measured_on", "created_on"] "not_started, on_track, at_risk, achieved, partial or missed",
        "verified_by"     Text    ["verified_on", "measured_on"] "Who at the customer confirmed the result",
        "verified_on"     Date    ["verified_on"] "When",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Milestone ["created_on", "done_on"] {
        "external_id"     Text    "The milestone's id in the system it came from",
        "title"           Text    "What has to happen",
        "type"            Text    "activation, first_value, adoption, outcome …",
        "created_on"      Date    "The day it was agreed",
        "due_on"          Date    "When it should be done",
        "done_on"         Date    ["done_on"] "When it was done",
        "weight"          Number  "How much it counts in the plan",
        "objective"       Text    "The objective it belongs to",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Task ["created_on"] {
        "external_id"     Text    "The task's id in the system it came from",
        "title"           Text    "What is to be done",
        "created_on"      Date    "The day it was written down",
        "due_on"          Date    "When",
        "due_time"        Text    "At what time, 14:00",
        "priority"        Text    "high, normal or low",
        "status"          Text    ["done_on", "created_on"] "open or done",
        "done_on"         Date    ["done_on"] "When it was done",
        "snoozed_until"   Date    "Hidden until then",
        "notes"           Text    "More about it",
        "contacts"        List    "Who it is about",
        "tags"            List    "Free labels",
        "playbook"        Text    "The playbook that it belongs to, by short name",
        "origin"          Text    "The alert it came from",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Note ["on"] {
        "external_id"     Text    "The note's id in the system it came from",
        "on"              Date    "The day it was written",
        "text"            Text    "The words",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Answer [] {
        "acknowledged_on" Date    ["acknowledged_on"] "The day it was seen",
        "snoozed_until"   Date    "Hidden until then",
        "wakes_when"      Text    "Hidden until this condition holds",
        "closed_on"       Date    ["closed_on"] "The day it was closed",
        "outcome"         Text    ["closed_on"] "saved, not_saved, false_alarm, known, handled or not_worth_it",
        "note"            Text    "Why",
        "deleted"         Flag    "Whether it is in the bin",
    }
    Setting [] {
        "value"           Text    "What it is set to",
        "deleted"         Flag    "Whether it is in the bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_listed_once_and_dated_by_a_date_of_its_kind() {
        for (index, it) in FIELDS.iter().enumerate() {
            let same = |other: &Field| other.kind == it.kind && other.name == it.name;
            assert_eq!(FIELDS.iter().position(same), Some(index), "{} {}", it.kind, it.name);
            for name in it.dated_by {
                assert_eq!(field(it.kind, name).map(|it| it.ty), Some(Type::Date), "{name}");
            }
        }
    }

    #[test]
    fn a_column_that_is_not_known_becomes_a_field_of_its_own() {
        assert_eq!(FieldName::custom(" NPS® (Q3) score ").as_str(), "custom.nps_q3_score");
        assert!(FieldName::custom("x").is_custom());
        assert!(!FieldName::new("arr").is_custom());
    }
}
