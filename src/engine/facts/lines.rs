//! One contract as revenue and renewals read it.

use crate::domain::{Cell, Day, Money, Record};
use crate::engine::dates::{Term, term_months};
use crate::engine::revenue;

/// A contract that is no trial.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The contract.
    pub(super) record: &'a Record,
    /// Its first day.
    pub(super) start: Day,
    /// Its last day; nothing for an open-ended one.
    pub(super) end: Option<Day>,
}

impl<'a> Line<'a> {
    /// The contract of a record; nothing for a trial and for one that is only hoped for.
    pub(super) fn from_record(record: &'a Record) -> Option<Self> {
        let is_hoped_for = record.text("status") == Some("potential");
        if is_hoped_for || record.flag("is_trial") == Some(true) {
            return None;
        }
        let start = record.day("start_on").unwrap_or(Day::MIN);
        // A paid term runs to its end, whenever it was cancelled.
        let end = record.day("end_on").or_else(|| record.day("cancelled_on"));
        Some(Self { record, start, end })
    }

    /// Whether the day is one of its term.
    pub(super) fn is_in_force(&self, day: Day) -> bool {
        let has_begun = self.start <= day;
        let is_over = self.end.is_some_and(|it| it < day)
            || self.end.is_none() && self.record.text("status") == Some("past");
        has_begun && !is_over
    }

    /// Its term, where it has an end.
    pub(super) fn term(&self) -> Option<Term> {
        self.end.map(|end| Term { start: self.start, end })
    }

    /// The length of its term in months, where it is known.
    pub(super) fn months(&self) -> Option<f64> {
        let given = self.record.number("term_months").filter(|it| *it > 0.0);
        given.or_else(|| {
            let term = self.term()?;
            let whole = term_months(&term).map(f64::from);
            let days = term.renewal_date().days_since(term.start) as f64;
            Some(whole.unwrap_or(days * 12.0 / 365.0))
        })
    }

    /// Its recurring amount a year.
    pub(super) fn yearly(&self) -> Option<Money> {
        let months = self.record.number("term_months").filter(|it| *it >= 1.0);
        revenue::annualised(&revenue::Line {
            yearly: self.record.money("arr"),
            monthly: self.record.money("mrr"),
            whole: self.record.money("amount"),
            months: months.map(|it| it as u32),
            term: self.term(),
        })
    }

    /// The field that [`Self::yearly`] reads the amount from.
    pub(super) fn amount(&self) -> Option<&'a Cell> {
        let fields = ["arr", "mrr", "amount"].into_iter();
        fields.filter_map(|it| self.record.cell(it)).find(|it| it.value.as_money().is_some())
    }

    /// Whether it was ended for good rather than left to be renewed.
    pub(super) fn is_lost(&self) -> bool {
        self.record.flag("churned") == Some(true) || self.record.day("cancelled_on").is_some()
    }

    /// Whether `next` goes on where this one ends; what begins in the middle of its term is sold
    /// beside it, and leaves its renewal as it is.
    pub(super) fn is_followed_by(&self, next: &Self) -> bool {
        const GAP: i64 = 31;
        let (Some(end), product) = (self.end, self.record.text("product")) else { return false };
        let same_product = product.is_none() || next.record.text("product") == product;
        next.record.id != self.record.id
            && same_product
            && next.start > self.start
            && next.end.is_none_or(|it| it > end)
            && next.start.days_since(end).abs() <= GAP
    }
}
