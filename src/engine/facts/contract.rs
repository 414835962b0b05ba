//! Facts about what the customer pays: ARR, seats, contracts, outcomes.

use super::cells::{Cells, count};
use super::inputs::Inputs;
use super::known::Known;
use super::lines::Line;
use super::norms::DayNorms;
use super::traces::Trace;
use crate::domain::{Currency, Day, Kind, Money, Record, Value};

/// Recurring revenue a year, and the date of what it was read from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Revenue {
    /// In the currency it was agreed in; nothing where contracts in force have several.
    pub(super) own: Option<Money>,
    /// The date of the value; nothing where it is only assumed.
    pub(super) data_on: Option<Day>,
}

/// The facts of contracts, revenue and outcomes.
pub(super) fn add(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    let book = of.context.settings.currency;
    let outcome = last_outcome(of);
    let has_churned = has_churned(of);
    let stated = of.account().text("status");
    let status = if has_churned {
        Some("churned")
    } else {
        let is_customer = of.lines.iter().any(|it| it.is_in_force(of.as_of));
        stated.or(is_customer.then_some("active"))
    };
    cells.put(Known::Status, status.map(Value::text), None);
    if let Some(revenue) = revenue(of) {
        let arr = revenue.own.and_then(|it| in_book(it, book));
        let currency = revenue.own.map(|it| Value::text(it.currency().code()));
        cells.put(Known::ArrOwn, revenue.own.map(Value::Money), revenue.data_on);
        cells.put(Known::ArrCurrency, currency, revenue.data_on);
        cells.put(Known::Arr, arr.map(Value::Money), revenue.data_on);
        cells.put(Known::Mrr, arr.map(|it| Value::Money(it.times(1, 12))), revenue.data_on);
    }
    cells.put(Known::Currency, Some(Value::text(book.code())), None);
    cells.put(Known::Seats, of.seats.map(Value::Number), None);
    let is_kept = of.keeps(Trace::Contract) || !of.view.of(Kind::Contract).is_empty();
    cells.put(Known::ContractHasRows, Some(Value::Flag(is_kept)), None);
    if is_kept {
        let in_force = of.lines.iter().filter(|it| it.is_in_force(of.as_of)).count();
        cells.put(Known::ContractCount, Some(count(in_force)), None);
    }
    add_products(of, cells);
    let on = outcome.and_then(|it| it.day("on"));
    let result = outcome.and_then(|it| it.text("result"));
    cells.put(Known::OutcomeLast, result.map(Value::text), on);
    cells.put(Known::OutcomeLastOn, on.map(Value::Date), on);
}

/// The different products of the contracts in force; none where one of them names none.
pub(super) fn products<'a>(of: &Inputs<'a>) -> Vec<&'a str> {
    let in_force = of.lines.iter().filter(|it| it.is_in_force(of.as_of));
    let named: Option<Vec<&str>> = in_force.map(|it| it.record.text("product")).collect();
    let mut products = named.unwrap_or_default();
    products.sort_unstable();
    products.dedup();
    products
}

/// What is bought by name, and what similar accounts buy beside it.
fn add_products(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    const FEWEST_PEERS: u32 = 8;
    let facts =
        [Known::ContractProducts, Known::ContractWhiteSpace, Known::ContractWhiteSpaceShare];
    if !facts.iter().any(|it| cells.asks_for(*it)) {
        return;
    }
    let own = products(of);
    if own.is_empty() {
        return;
    }
    cells.put(Known::ContractProducts, Some(count(own.len())), None);
    let word = |field| of.account().text(field);
    let (Some(tier), Some(industry)) = (word("tier"), word("industry")) else { return };
    let names = &of.context.norms.peer_names;
    let gap = |on: &DayNorms| names.gap(&on.peers, tier, industry, &own, FEWEST_PEERS);
    let Some(gap) = of.norms.and_then(gap) else { return };
    cells.put(Known::ContractWhiteSpace, gap.product.map(Value::text), None);
    cells.put(Known::ContractWhiteSpaceShare, Some(Value::Percent(gap.share)), None);
}

/// The newest outcome up to the day of judgement.
pub(super) fn last_outcome<'a>(of: &Inputs<'a>) -> Option<&'a Record> {
    let outcomes = of.view.of(Kind::Outcome).iter();
    outcomes
        .filter(|it| it.day("on").is_some_and(|on| on <= of.as_of))
        .max_by_key(|it| it.day("on"))
}

/// Whether the last outcome is a loss and no contract is in force: cancelling one of two contracts
/// is a contraction.
pub(super) fn has_churned(of: &Inputs<'_>) -> bool {
    let is_loss = last_outcome(of).and_then(|it| it.text("result")) == Some("churned");
    let says_so = of.account().text("status") == Some("churned");
    (is_loss || says_so) && !of.lines.iter().any(|it| it.is_in_force(of.as_of))
}

/// Recurring revenue a year: of the contracts in force where contracts carry amounts, else of the
/// account's fields.
pub(super) fn revenue(of: &Inputs<'_>) -> Option<Revenue> {
    let begun = of.lines.iter().filter(|it| it.start <= of.as_of);
    if begun.clone().any(|it| it.yearly().is_some()) {
        let in_force = begun.filter(|it| it.is_in_force(of.as_of));
        let data_on = of.lines.iter().filter_map(newest).filter(|it| *it <= of.as_of).max();
        let sum = sum(in_force.filter_map(Line::yearly), of.context.settings.currency);
        return Some(Revenue { own: sum, data_on });
    }
    let yearly = of.field("arr").and_then(|(it, on)| Some((it.as_money()?, on)));
    let monthly = || of.field("mrr").and_then(|(it, on)| Some((it.as_money()?.times(12, 1), on)));
    let (own, data_on) = yearly.or_else(monthly)?;
    let own = if has_churned(of) { Money::new(0, own.currency()) } else { own };
    Some(Revenue { own: Some(own), data_on })
}

/// An amount in the book's currency; nothing where it is in another, as no rate is known.
pub(super) fn in_book(money: Money, book: Currency) -> Option<Money> {
    let is_nothing = money.minor() == 0;
    (money.currency() == book)
        .then_some(money)
        .or_else(|| is_nothing.then(|| Money::new(0, book)))
        // A net credit is a mistake in the data, not negative revenue.
        .map(|it| Money::new(it.minor().max(0), book))
}

/// The sum of amounts of one currency; nothing where they have several, 0 where there are none.
pub(super) fn sum(amounts: impl IntoIterator<Item = Money>, book: Currency) -> Option<Money> {
    let mut amounts = amounts.into_iter();
    let first = amounts.next().unwrap_or(Money::new(0, book));
    amounts.try_fold(first, Money::plus)
}

fn newest(line: &Line<'_>) -> Option<Day> {
    line.record.cells.iter().map(|it| it.effective_on).max()
}

/// The facts of what billing says.
pub(super) fn add_billing(of: &Inputs<'_>, cells: &mut Cells<'_>) {
    const FAILED: &[&str] = &["fail", "declin", "delinquent", "dunning", "unpaid", "bounced"];
    const LATE: &[&str] = &["overdue", "past due", "past_due", "late", "arrears"];
    const PAID: &[&str] = &["current", "paid", "ok", "good"];
    let overdue = of.field("days_overdue").and_then(|(it, on)| Some((it.as_f64()?, on)));
    let Some((value, data_on)) = of.field("payment_status") else {
        let days = overdue.map(|(it, _)| Value::Days(it));
        cells.put(Known::BillingDaysOverdue, days, overdue.and_then(|(_, on)| on));
        cells.put(Known::BillingOverdue, overdue.map(|(it, _)| Value::Flag(it > 0.0)), None);
        return;
    };
    let status = value.as_text().unwrap_or_default().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|it| status.contains(it));
    let is_paid = says(PAID) && !says(LATE) && !says(FAILED);
    let days = overdue.map(|(it, _)| it).or(is_paid.then_some(0.0));
    let is_overdue = says(LATE) || days.is_some_and(|it| it > 0.0);
    cells.put(Known::BillingStatus, Some(value.clone()), data_on);
    cells.put(Known::BillingFailed, Some(Value::Flag(says(FAILED))), data_on);
    cells.put(Known::BillingOverdue, Some(Value::Flag(is_overdue)), data_on);
    cells.put(Known::BillingDaysOverdue, days.map(Value::Days), data_on);
}
