//! Facts about what the customer is: names, groupings, tenure, the CSM's pulse.

use super::cells::{Cells, days};
use super::inputs::Inputs;
use super::known::Known;
use crate::domain::{Kind, Type, Value};

/// The account fields that are facts as they stand.
const FIELDS: &[(Known, &str)] = &[
    (Known::Name, "name"),
    (Known::Domain, "domain"),
    (Known::ExternalId, "external_id"),
    (Known::Industry, "industry"),
    (Known::Region, "region"),
    (Known::Country, "country"),
    (Known::Segment, "segment"),
    (Known::Stage, "stage"),
    (Known::Csm, "csm"),
    (Known::Tags, "tags"),
    (Known::Pulse, "pulse"),
    (Known::PulseReason, "pulse_reason"),
];

/// The facts of the account's own fields.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    for (fact, field) in FIELDS {
        if !cells.asks_for(*fact) {
            continue;
        }
        if let Some((value, data_on)) = of.field(field) {
            cells.put(*fact, Some(value.clone()), data_on);
        }
    }
    if let Some((value, data_on)) = of.field("tier") {
        let word = value.as_text();
        let tier = word.map(|it| of.context.settings.tier(it).unwrap_or(it));
        cells.put(Known::Tier, tier.map(Value::text), data_on);
    }
    cells.put(Known::TouchModel, Some(Value::text(of.touch.word())), None);
    let newest = of.lines.iter().rev().find(|it| it.is_in_force(of.as_of));
    let bought = newest.and_then(|it| it.record.text("product"));
    let plan = of.account().text("plan").or(bought);
    cells.put(Known::Plan, plan.map(Value::text), None);
    cells.put(Known::CustomerSince, of.since.map(Value::Date), None);
    let tenure = of.since.filter(|it| *it <= of.as_of).map(|it| days(it, of.as_of));
    cells.put(Known::TenureDays, tenure, None);
    let pulse_on = of.account().day("pulse_on").filter(|it| *it <= of.as_of);
    cells.put(Known::PulseAge, pulse_on.map(|it| days(it, of.as_of)), pulse_on);
}

/// The facts of the account's own custom fields.
pub(super) fn add_custom(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    for cell in of.account().cells.iter().filter(|it| it.name.is_custom()) {
        let catalogue = &of.context.catalogue;
        let Some(id) = catalogue.find(cell.name.as_str()) else { continue };
        let Some(fact) = catalogue.fact(id) else { continue };
        cells.put_at(id, as_type(&cell.value, fact.ty), of.dated(cell));
    }
}

/// What a bare word searches: name, domain, contacts and tags, a line each.
pub(super) fn words(of: &Inputs<'_>) -> String {
    let account = of.account();
    let own = ["name", "domain", "external_id"].into_iter().filter_map(|it| account.text(it));
    let people = of.view.of(Kind::Contact).iter().filter_map(|it| it.text("name"));
    let lines: Vec<&str> = own.chain(people).chain(account.list("tags")).collect();
    lines.join("\n").to_lowercase()
}

/// A value as the catalogue's type, so that one odd row does not break a comparison.
fn as_type(value: &Value, ty: Type) -> Option<Value> {
    if value.kind() == ty {
        return Some(value.clone());
    }
    match (ty, value) {
        (Type::Text, Value::Date(day)) => Some(Value::text(day.to_string())),
        (Type::Text, Value::Number(number)) => Some(Value::text(number.to_string())),
        (Type::Text, Value::Money(money)) => Some(Value::text(money.to_string())),
        (Type::Text, Value::Flag(true)) => Some(Value::text("yes")),
        (Type::Text, Value::Flag(false)) => Some(Value::text("no")),
        (Type::Text, Value::List(words)) => Some(Value::text(words.join(", "))),
        (Type::Number, _) => value.as_f64().map(Value::Number),
        _ => None,
    }
}
