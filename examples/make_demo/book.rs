//! Accounts, their contracts, and how earlier renewals ended.

use crate::cast::{Account, TERM};
use crate::plan::first_value;
use crate::sheet::{Sheet, day};
use crate::tables::{Story, Tables};

const STAGE_DAYS: [(i32, &str); 3] = [(60, "Onboarding"), (200, "Adoption"), (i32::MAX, "Value")];

/// `accounts.csv`.
pub(crate) fn accounts(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new(
        "accounts.csv",
        "account_id,name,domain,industry,country,tier,stage,csm,customer_since,seats,arr,currency,\
         first_value_on,payment_status,days_overdue,pulse,pulse_on,pulse_reason,tags",
    );
    for account in &tables.accounts {
        let stage = match account.story {
            Story::StalledOnboarding => "Onboarding",
            _ => STAGE_DAYS.iter().find(|it| account.age <= it.0).map_or("Value", |it| it.1),
        };
        let mood = tables.moods.iter().find(|it| it.slug == account.slug);
        sheet.row([
            &account.id,
            &account.name,
            &format!("{}.example", account.slug),
            &account.industry,
            &account.country,
            &account.tier.to_string(),
            stage,
            if account.has_csm() { "Robin Hale" } else { "Pooled" },
            &day(-account.age),
            &account.seats.to_string(),
            &account.arr.to_string(),
            "USD",
            &first_value(tables, account).map_or_else(String::new, day),
            "current",
            "0",
            mood.map_or("", |it| &it.pulse),
            &mood.map_or_else(String::new, |it| day(-it.ago)),
            mood.map_or("", |it| &it.reason),
            tags(account),
        ]);
    }
    sheet
}

fn tags(account: &Account) -> &'static str {
    match account.story {
        Story::Growing => "growth",
        Story::NewAndWell | Story::StalledOnboarding => "new",
        _ if account.slug == "harrowvance" => "reference; advisory board",
        _ => "",
    }
}

/// `billing.csv`: what billing said a few days before the opening, of accounts whose standing changed.
pub(crate) fn billing(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new("billing.csv", "account_id,payment_status,days_overdue");
    for account in tables.accounts.iter().filter(|it| it.story == Story::PaymentFailed) {
        sheet.row([&account.id, "failed", "2"]);
    }
    sheet
}

/// `contracts.csv`: a line for every term so far, each a little dearer than the one before.
pub(crate) fn contracts(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new(
        "contracts.csv",
        "contract_id,account_id,product,start_date,end_date,seats,arr,currency,billing,auto_renew,\
         notice_days,status",
    );
    let mut number = 0;
    for account in &tables.accounts {
        for term in terms(account) {
            number += 1;
            let arr = f64::from(account.arr) * term.share;
            sheet.row([
                &format!("CTR-{number:03}"),
                &account.id,
                "Planning board",
                &day(term.starts),
                &day(term.starts + TERM - 1),
                &account.seats.to_string(),
                &format!("{arr:.0}"),
                "USD",
                if account.has_csm() { "annual" } else { "monthly" },
                if account.story == Story::NoticeNear || account.tier == 'D' {
                    "yes"
                } else {
                    "no"
                },
                &account.notice_days().to_string(),
                if term.starts + TERM > 0 { "active" } else { "past" },
            ]);
        }
    }
    sheet
}

/// `outcomes.csv`: the renewals that lie behind.
pub(crate) fn outcomes(tables: &Tables) -> Sheet {
    let mut sheet =
        Sheet::new("outcomes.csv", "outcome_id,account_id,result,date,amount,currency,note");
    let mut number = 0;
    for account in &tables.accounts {
        for term in terms(account).skip(1) {
            number += 1;
            let amount = f64::from(account.arr) * term.share;
            sheet.row([
                &format!("OUT-{number:03}"),
                &account.id,
                "renewed",
                &day(term.starts),
                &format!("{amount:.0}"),
                "USD",
                "Renewed for twelve months",
            ]);
        }
    }
    sheet
}

/// A term of a contract.
struct Term {
    /// Its first day.
    starts: i32,
    /// Its price as a share of today's.
    share: f64,
}

/// Every term so far.
fn terms(account: &Account) -> impl Iterator<Item = Term> {
    let (count, first) = (account.terms(), -account.age);
    (0..count).map(move |term| Term {
        starts: first + TERM * term,
        share: 1.0 - 0.08 * f64::from(count - 1 - term),
    })
}
