//! By what a record is known again when its file is imported the next time.

use crate::domain::{FieldName, Kind, Value};
use crate::import::match_key;

/// What a record is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Identity {
    /// An id of its own: another row with it is about the same record.
    Own(String),
    /// Only what it says; several records may say the same.
    Described(String),
}

impl Identity {
    /// What the fields of a row are known by; `account` is the key of the account it belongs to.
    pub(super) fn of(kind: Kind, account: &str, fields: &[(FieldName, Option<Value>)]) -> Self {
        let get = |name: &str| {
            fields.iter().find(|it| it.0.as_str() == name).and_then(|it| it.1.as_ref())
        };
        if let Some(Value::Text(id)) = get("external_id") {
            return Self::Own(match_key(id).to_owned());
        }
        if let (Kind::Contact, Some(Value::Text(email))) = (kind, get("email")) {
            return Self::Own(format!("{account}/{email}"));
        }
        let parts: &[&str] = match kind {
            Kind::Contract => &["product", "start_on"],
            Kind::Outcome => &["result", "on"],
            Kind::Activity => &["on", "type", "subject"],
            Kind::Ticket => &["created_on", "subject"],
            Kind::Survey => &["on", "type", "contact"],
            Kind::Objective | Kind::Milestone => &["title"],
            Kind::Task => &["title", "due_on"],
            _ => &["name"],
        };
        let mut key = account.to_owned();
        for part in parts {
            key.push('/');
            match get(part) {
                Some(Value::Date(day)) => key.push_str(&day.to_string()),
                Some(Value::Text(text)) => key.push_str(text),
                _ => {}
            }
        }
        Self::Described(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_without_an_id_is_known_by_what_it_says() {
        let text = |name, it: &str| (FieldName::known(name), Some(Value::text(it)));
        let own = Identity::of(Kind::Ticket, "A1", &[text("external_id", "T1")]);
        assert_eq!(own, Identity::Own("T1".into()));
        let person = Identity::of(Kind::Contact, "A1", &[text("email", "jo@acme.com")]);
        assert_eq!(person, Identity::Own("A1/jo@acme.com".into()));
        let call = [text("type", "call"), text("subject", "Hi")];
        let call = Identity::of(Kind::Activity, "A1", &call);
        assert_eq!(call, Identity::Described("A1//call/Hi".into()));
    }
}
