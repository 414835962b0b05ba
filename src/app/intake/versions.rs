//! What a row says that the book does not know yet, and from which days it counts
//! (`docs/numbers.md`, "Time and versions").

use std::collections::HashMap;

use crate::domain::{Day, FieldName, FileId, Kind, RecordHistory, Value, field};
use crate::store::NewVersion;

/// What dates the values of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dating {
    /// The kind of record.
    pub(super) kind: Kind,
    /// The day of the import.
    pub(super) import_on: Day,
    /// The day that a row of a snapshot is of.
    pub(super) snapshot_on: Option<Day>,
    /// The account's first day as a customer, for what has no date of its own.
    pub(super) customer_since: Option<Day>,
    /// Where the values come from.
    pub(super) file: FileId,
    /// The line.
    pub(super) line: u32,
}

type Fields = [(FieldName, Option<Value>)];

impl Dating {
    /// The versions of a record that is not in the book yet, by day. Its first counts, and was known,
    /// from its own date, or from the import where that is earlier.
    pub(super) fn first(&self, fields: &Fields) -> Vec<NewVersion> {
        let lookup = |name: &str| {
            fields.iter().find(|it| it.0.as_str() == name)?.1.as_ref().and_then(Value::as_day)
        };
        let base = self.first_day(self.own_date("external_id", &lookup));
        let mut versions = Vec::new();
        for (name, value) in fields.iter().filter(|it| it.1.is_some()) {
            let own = self.own_date(name.as_str(), &lookup);
            let day = self.first_day(own).max(base);
            self.add(&mut versions, day, day, (name.clone(), value.clone()));
        }
        versions.sort_by_key(|it| it.effective_on);
        versions
    }

    /// The versions that bring a record up to what a row says; none where the row says nothing new.
    ///
    /// A value is compared with what the files said last, so that what the user changed by hand stays
    /// until a file says something new. A changed value is known from the import's day. A snapshot is
    /// compared with what was said of its day, and known from that day: an older one that comes later
    /// changes nothing of today. So is a file of an earlier day than the one that spoke last
    /// (`file_days`): its values count until that one's day, and what that one said is said again
    /// from there on.
    pub(super) fn changes(
        &self,
        history: &RecordHistory,
        fields: &Fields,
        file_days: &HashMap<FileId, Day>,
    ) -> Vec<NewVersion> {
        let mut versions = Vec::new();
        for (name, value) in fields {
            let newer = self.newer_word(history, name, file_days);
            let until = match (self.snapshot_on, &newer) {
                (Some(day), _) => day,
                (None, Some(_)) => self.import_on,
                (None, None) => Day::MAX,
            };
            let said = last_said(history, name, until);
            let is_known = match value {
                Some(value) => [said.by_file, said.by_anyone].contains(&Word::Value(value)),
                None => self.is_silence(said.by_file),
            };
            if is_known {
                continue;
            }
            let lookup = |date: &str| {
                let given = fields.iter().find(|it| it.0.as_str() == date);
                let given = given.and_then(|it| it.1.as_ref()).and_then(Value::as_day);
                given
                    .or_else(|| last_said(history, &FieldName::new(date), Day::MAX).by_anyone.day())
            };
            let own = self.own_date(name.as_str(), &lookup);
            if let Some(newer) = newer {
                let day = self.first_day(own);
                self.add(&mut versions, day, day, (name.clone(), value.clone()));
                versions.push(newer);
                continue;
            }
            let is_first = said.by_anyone == Word::None && self.is_undated(name.as_str());
            let (effective_on, known_on) = if is_first || self.snapshot_on.is_some() {
                (self.first_day(own), self.first_day(own))
            } else {
                let own = own.unwrap_or(self.import_on).min(self.import_on);
                // An older value must not outlive the one that replaces it.
                (said.effective_on.map_or(own, |it| it.max(own)), self.import_on)
            };
            self.add(&mut versions, effective_on, known_on, (name.clone(), value.clone()));
        }
        versions.sort_by_key(|it| (it.effective_on, it.known_on));
        versions
    }

    /// What a file of a later day than this import's said of an undated field, to be said again from
    /// its own day on; nothing where this import is the newest to speak of it.
    fn newer_word(
        &self,
        history: &RecordHistory,
        name: &FieldName,
        file_days: &HashMap<FileId, Day>,
    ) -> Option<NewVersion> {
        if self.snapshot_on.is_some() || !self.is_undated(name.as_str()) {
            return None;
        }
        let (version, value, day) = history
            .versions
            .iter()
            .filter_map(|it| {
                let (_, value) = it.patch.iter().find(|it| it.0 == *name)?;
                Some((it, value, *file_days.get(&it.origin.file?)?))
            })
            .max_by_key(|it| it.2)?;
        (day > self.import_on).then(|| NewVersion {
            file: version.origin.file,
            line: version.origin.line,
            effective_on: day,
            known_on: day,
            patch: vec![(name.clone(), value.clone())],
        })
    }

    /// Whether an empty cell says nothing. Accounts and people come from several sources, and one that
    /// has no word on a field does not take it from the others; a ticket or a contract has one source.
    fn is_silence(&self, by_file: Word<'_>) -> bool {
        let has_many_sources = matches!(self.kind, Kind::Account | Kind::Contact);
        has_many_sources || !matches!(by_file, Word::Value(_))
    }

    /// The date of the value itself, where the record has one for it.
    fn own_date(&self, name: &str, lookup: &impl Fn(&str) -> Option<Day>) -> Option<Day> {
        if let Some(day) = self.snapshot_on {
            return Some(day);
        }
        // A field of the user's own is dated as the record is.
        let known = field(self.kind, name).or_else(|| field(self.kind, "external_id"));
        known?.dated_by.iter().find_map(|it| lookup(it))
    }

    fn is_undated(&self, name: &str) -> bool {
        let known = field(self.kind, name).or_else(|| field(self.kind, "external_id"));
        known.is_some_and(|it| it.dated_by.is_empty())
    }

    /// From which day a first value counts and is known.
    fn first_day(&self, own: Option<Day>) -> Day {
        let undated = match self.kind {
            Kind::Account | Kind::Contact => self.customer_since.unwrap_or(Day::MIN),
            _ => self.import_on,
        };
        own.unwrap_or(undated).min(self.import_on)
    }

    fn add(
        &self,
        versions: &mut Vec<NewVersion>,
        effective_on: Day,
        known_on: Day,
        patch: (FieldName, Option<Value>),
    ) {
        let same =
            |it: &&mut NewVersion| (it.effective_on, it.known_on) == (effective_on, known_on);
        match versions.iter_mut().find(same) {
            Some(version) => version.patch.push(patch),
            None => versions.push(NewVersion {
                file: Some(self.file),
                line: self.line,
                effective_on,
                known_on,
                patch: vec![patch],
            }),
        }
    }
}

/// The last word on a field.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Word<'a> {
    /// It was never spoken of.
    #[default]
    None,
    /// It was emptied.
    Empty,
    /// It was given this value.
    Value(&'a Value),
}

impl<'a> Word<'a> {
    fn of(value: Option<&'a Value>) -> Self {
        value.map_or(Self::Empty, Self::Value)
    }

    fn day(self) -> Option<Day> {
        match self {
            Self::Value(value) => value.as_day(),
            Self::None | Self::Empty => None,
        }
    }
}

/// What was said of a field last.
#[derive(Debug, Clone, Copy, Default)]
struct Said<'a> {
    /// By anyone.
    by_anyone: Word<'a>,
    /// By a file.
    by_file: Word<'a>,
    /// From which day the last word counts.
    effective_on: Option<Day>,
}

/// What was said of a field last, of the days up to `until`.
fn last_said<'a>(history: &'a RecordHistory, name: &FieldName, until: Day) -> Said<'a> {
    let mut said = Said::default();
    for version in history.versions.iter().filter(|it| it.effective_on <= until) {
        for (_, value) in version.patch.iter().filter(|it| it.0 == *name) {
            said.by_anyone = Word::of(value.as_ref());
            said.effective_on = Some(version.effective_on);
            if version.origin.file.is_some() {
                said.by_file = Word::of(value.as_ref());
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EntryId, Origin, RecordId, Version};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn dating(kind: Kind, import_on: &str) -> Dating {
        Dating {
            kind,
            import_on: day(import_on),
            snapshot_on: None,
            customer_since: None,
            file: FileId::new(1),
            line: 2,
        }
    }

    fn fields(given: &[(&'static str, Option<&str>)]) -> Vec<(FieldName, Option<Value>)> {
        let value = |name: &str, it: &str| match name {
            _ if name.ends_with("_on") || name == "on" => Value::Date(day(it)),
            _ => Value::text(it),
        };
        given
            .iter()
            .map(|(name, it)| (FieldName::new(name), it.map(|it| value(name, it))))
            .collect()
    }

    fn history(kind: Kind, versions: Vec<NewVersion>, by_hand: bool) -> RecordHistory {
        let version = |it: NewVersion| Version {
            origin: Origin {
                entry: EntryId::new(1),
                file: it.file.filter(|_| !by_hand),
                line: it.line,
            },
            effective_on: it.effective_on,
            known_on: it.known_on,
            patch: it.patch,
        };
        RecordHistory {
            id: RecordId::new(1),
            kind,
            account: None,
            key: "k".into(),
            versions: versions.into_iter().map(version).collect(),
        }
    }

    fn shown(versions: &[NewVersion]) -> Vec<String> {
        let line = |it: &NewVersion| {
            let names: Vec<&str> = it.patch.iter().map(|it| it.0.as_str()).collect();
            format!("{} {} {}", it.effective_on, it.known_on, names.join(" "))
        };
        versions.iter().map(line).collect()
    }

    #[test]
    fn a_ticket_is_known_from_its_day_and_its_solution_from_its_own() {
        let row = fields(&[
            ("external_id", Some("T1")),
            ("created_on", Some("2024-01-05")),
            ("closed_on", Some("2024-01-09")),
            ("status", Some("solved")),
            ("subject", None),
        ]);
        assert_eq!(
            shown(&dating(Kind::Ticket, "2024-06-01").first(&row)),
            [
                "2024-01-05 2024-01-05 external_id created_on",
                "2024-01-09 2024-01-09 closed_on status"
            ]
        );
        // Imported before it is closed, as a plan.
        assert_eq!(
            shown(&dating(Kind::Ticket, "2024-01-07").first(&row))[1],
            "2024-01-07 2024-01-07 closed_on status"
        );
    }

    #[test]
    fn a_sheets_first_value_counts_since_the_customer_does_or_always() {
        let row = fields(&[("name", Some("Acme"))]);
        let mut dating = dating(Kind::Account, "2024-06-01");
        assert_eq!(shown(&dating.first(&row)), ["0001-01-01 0001-01-01 name"]);
        dating.customer_since = Some(day("2023-02-01"));
        assert_eq!(shown(&dating.first(&row)), ["2023-02-01 2023-02-01 name"]);
        dating.snapshot_on = Some(day("2024-05-31"));
        assert_eq!(shown(&dating.first(&row)), ["2024-05-31 2024-05-31 name"]);
    }

    #[test]
    fn a_changed_value_is_known_from_the_import_and_the_same_value_is_no_change() {
        let first = fields(&[("tier", Some("A")), ("plan", Some("Pro"))]);
        let before =
            history(Kind::Account, dating(Kind::Account, "2024-06-01").first(&first), false);
        let later = dating(Kind::Account, "2024-07-01");
        assert!(later.changes(&before, &first, &HashMap::new()).is_empty());
        let row = fields(&[("tier", Some("B")), ("plan", None)]);
        assert_eq!(
            shown(&later.changes(&before, &row, &HashMap::new())),
            ["2024-07-01 2024-07-01 tier"]
        );
        // A field that comes later for the first time is assumed for earlier dates too.
        let row = fields(&[("region", Some("EMEA"))]);
        assert_eq!(
            shown(&later.changes(&before, &row, &HashMap::new())),
            ["0001-01-01 0001-01-01 region"]
        );
    }

    #[test]
    fn an_older_snapshot_that_comes_later_changes_nothing_of_today() {
        let mut of_march = dating(Kind::Account, "2024-06-01");
        of_march.snapshot_on = Some(day("2024-03-31"));
        let seats = fields(&[("plan", Some("Pro"))]);
        let mut before = history(Kind::Account, of_march.first(&seats), false);
        let mut of_february = of_march;
        of_february.snapshot_on = Some(day("2024-02-29"));
        let older = fields(&[("plan", Some("Basic"))]);
        let versions = of_february.changes(&before, &older, &HashMap::new());
        assert_eq!(shown(&versions), ["2024-02-29 2024-02-29 plan"]);
        before.versions.splice(0..0, history(Kind::Account, versions, false).versions);
        assert!(of_february.changes(&before, &older, &HashMap::new()).is_empty());
        assert!(of_march.changes(&before, &seats, &HashMap::new()).is_empty());
    }

    #[test]
    fn what_the_user_changed_stays_until_a_file_says_something_new() {
        let mut versions =
            dating(Kind::Account, "2024-06-01").first(&fields(&[("tier", Some("A"))]));
        let file = history(Kind::Account, versions.clone(), false);
        versions.clear();
        let hand = dating(Kind::Account, "2024-06-10").changes(
            &file,
            &fields(&[("tier", Some("B"))]),
            &HashMap::new(),
        );
        let mut both = file;
        both.versions.extend(history(Kind::Account, hand, true).versions);
        let later = dating(Kind::Account, "2024-07-01");
        assert!(later.changes(&both, &fields(&[("tier", Some("A"))]), &HashMap::new()).is_empty());
        assert_eq!(later.changes(&both, &fields(&[("tier", Some("C"))]), &HashMap::new()).len(), 1);
    }

    #[test]
    fn a_ticket_that_is_open_again_is_not_solved_any_more() {
        let solved = fields(&[
            ("created_on", Some("2024-01-05")),
            ("closed_on", Some("2024-01-09")),
            ("status", Some("solved")),
        ]);
        let before =
            history(Kind::Ticket, dating(Kind::Ticket, "2024-02-01").first(&solved), false);
        let open = fields(&[
            ("created_on", Some("2024-01-05")),
            ("closed_on", None),
            ("status", Some("open")),
        ]);
        let versions = dating(Kind::Ticket, "2024-03-01").changes(&before, &open, &HashMap::new());
        assert!(versions.iter().all(|it| it.effective_on >= day("2024-01-09")));
        let mut both = before;
        both.versions.extend(history(Kind::Ticket, versions, false).versions);
        let record = both.as_of(day("2024-03-01")).unwrap();
        assert_eq!((record.text("status"), record.day("closed_on")), (Some("open"), None));
        assert_eq!(both.as_of(day("2024-02-28")).unwrap().text("status"), Some("solved"));
    }

    #[test]
    fn an_older_file_that_comes_later_changes_nothing_of_today() {
        let days = HashMap::from([(FileId::new(1), day("2025-06-30"))]);
        let june = fields(&[("tier", Some("A"))]);
        let mut book =
            history(Kind::Account, dating(Kind::Account, "2025-06-30").first(&june), false);
        let mut march = dating(Kind::Account, "2025-03-31");
        march.file = FileId::new(2);
        let older = fields(&[("tier", Some("B"))]);
        let versions = march.changes(&book, &older, &days);
        assert_eq!(shown(&versions), ["0001-01-01 0001-01-01 tier", "2025-06-30 2025-06-30 tier"]);
        book.versions.extend(history(Kind::Account, versions, false).versions);
        book.versions.sort_by_key(|it| it.effective_on);
        let tier = |on: &str| book.as_of(day(on)).unwrap().text("tier").map(str::to_owned);
        assert_eq!(tier("2025-05-01").as_deref(), Some("B"));
        assert_eq!(tier("2025-06-30").as_deref(), Some("A"));
        let days = HashMap::from([
            (FileId::new(1), day("2025-06-30")),
            (FileId::new(2), day("2025-03-31")),
        ]);
        assert!(march.changes(&book, &older, &days).is_empty());
        assert!(dating(Kind::Account, "2025-06-30").changes(&book, &june, &days).is_empty());
    }
}
