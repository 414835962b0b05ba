//! Facts about what the last imports did to an account that a person should look at.

use super::cells::{Cells, count};
use super::inputs::Inputs;
use super::known::Known;
use super::lookup::{field_on, is_known_on};
use crate::domain::{Day, Kind, Record, RecordHistory, Value, Version};

/// What files brought in so many days is looked at.
const WINDOW: i32 = 14;
/// The fields that carry revenue, the one read first where several are there.
const REVENUE: &[&str] = &["arr", "mrr", "amount"];
/// Fields that no file should empty.
const KEY_FIELDS: &[&str] =
    &["arr", "mrr", "amount", "end_on", "renewal_date", "notice_days", "tier", "seats"];

/// The facts of the last imports; none where no file ever spoke of the account.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let records = &of.history.records;
    if !records.iter().flat_map(|it| &it.versions).any(is_by_file) {
        return;
    }
    cells.put(Known::ImportArrChange, arr_change(of).map(Value::Percent), None);
    let emptied = records.iter().map(|it| emptied(of, it)).sum();
    cells.put(Known::ImportEmptied, Some(count(emptied)), None);
    let lost = records.iter().filter(|it| is_role_lost(of, it)).count();
    cells.put(Known::ImportRolesLost, Some(count(lost)), None);
}

/// What files said of the account's records in the window.
pub(super) fn behind<'a>(of: &Inputs<'a>) -> impl Iterator<Item = &'a Version> {
    let as_of = of.as_of;
    of.history.records.iter().flat_map(move |it| lately(it, as_of))
}

fn is_by_file(version: &Version) -> bool {
    version.origin.file.is_some()
}

/// What files said of a record in the window.
fn lately(record: &RecordHistory, as_of: Day) -> impl Iterator<Item = &Version> {
    let is_new = move |it: &&Version| it.counts_from() > as_of - WINDOW;
    record.versions_on(as_of).filter(|it| is_by_file(it)).filter(is_new)
}

/// How far files moved the revenue that was known before them; nothing where they moved none.
fn arr_change(of: &Inputs<'_>) -> Option<f64> {
    let in_force = of.lines.iter().filter(|it| it.is_in_force(of.as_of)).map(|it| it.record);
    let mut carrying: Vec<&Record> = in_force.filter(|it| revenue_field(it).is_some()).collect();
    if carrying.is_empty() {
        carrying.push(of.account());
    }
    let (mut before, mut after, mut is_moved) = (0.0, 0.0, false);
    for record in carrying {
        let Some(field) = revenue_field(record) else { continue };
        let Some(history) = of.history.records.iter().find(|it| it.id == record.id) else {
            continue;
        };
        let amount = |day| field_on(history, field, day)?.as_money();
        let Some((old, new)) = amount(of.as_of - WINDOW).zip(amount(of.as_of)) else { continue };
        if old.currency() != new.currency() {
            continue;
        }
        before += old.to_f64();
        after += new.to_f64();
        is_moved |= old != new && lately(history, of.as_of).any(|it| sets(it, field));
    }
    (is_moved && before > 0.0).then(|| after / before - 1.0)
}

fn revenue_field(record: &Record) -> Option<&'static str> {
    REVENUE.iter().copied().find(|it| record.money(it).is_some())
}

fn sets(version: &Version, field: &str) -> bool {
    version.patch.iter().any(|(name, _)| name.as_str() == field)
}

/// How many key fields of a record files emptied that are still empty.
fn emptied(of: &Inputs<'_>, record: &RecordHistory) -> usize {
    let is_emptied = |field: &&&str| {
        let mut patches = lately(record, of.as_of).flat_map(|it| &it.patch);
        patches.any(|(name, value)| name.as_str() == **field && value.is_none())
            && field_on(record, field, of.as_of).is_none()
    };
    KEY_FIELDS.iter().filter(is_emptied).count()
}

/// Whether files took the role of someone who had one.
fn is_role_lost(of: &Inputs<'_>, record: &RecordHistory) -> bool {
    if record.kind != Kind::Contact || lately(record, of.as_of).next().is_none() {
        return false;
    }
    let has_role = |day: Day| {
        let is_there = field_on(record, "is_active", day).and_then(Value::as_flag) != Some(false);
        let roles = field_on(record, "roles", day);
        is_there && is_known_on(record, day) && roles.is_some_and(|it| !is_blank(it))
    };
    has_role(of.as_of - WINDOW) && !has_role(of.as_of)
}

fn is_blank(roles: &Value) -> bool {
    match roles {
        Value::List(it) => it.is_empty(),
        Value::Text(it) => it.is_empty(),
        _ => true,
    }
}
