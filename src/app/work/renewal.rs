//! Where another renewal date is written: on the contracts that say it, or on the account.

use super::effect::Change;
use crate::app::error::Error;
use crate::domain::{AccountView, Day, Kind, Value};
use crate::engine::RenewalSource;

/// What makes the renewal date of an account, read from there, this day.
///
/// # Errors
/// Where no date is read at all, and where a contract would end before it begins.
pub(super) fn change(view: &AccountView, source: RenewalSource, on: Day) -> Result<Change, Error> {
    let why = match source {
        RenewalSource::Account => {
            return Ok(Change::SetField(
                view.account.id.as_account(),
                "renewal_date",
                Some(Value::Date(on)),
            ));
        }
        RenewalSource::Contracts(contracts) => {
            let starts = view.of(Kind::Contract).iter().filter(|it| contracts.contains(&it.id));
            let has_begun = starts.filter_map(|it| it.day("start_on")).all(|it| it < on);
            if has_begun {
                return Ok(Change::MoveRenewal(view.account.id.as_account(), contracts, on));
            }
            "its contract begins on that day or later. Choose a later day"
        }
        RenewalSource::Churned => "the customer has left. An import of a new contract dates it",
        RenewalSource::OpenEnded => {
            "its contract has no end to move. An import of the contract with its end dates it"
        }
        RenewalSource::Decided => {
            "the last renewal is settled. An import of the contract that follows dates the next"
        }
    };
    let account = view.account.text("name").unwrap_or_default().to_owned();
    Err(Error::RenewalFixed { account, why })
}
