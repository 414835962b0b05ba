//! A year of weekly use, a line an account and metric, a column a week.

use crate::cast::Account;
use crate::sheet::Sheet;
use crate::tables::{Story, Tables};

/// Weeks of use in the file.
const WEEKS: i32 = 52;

/// `usage.csv`: `W-1` is the last whole week before the book is opened.
pub(crate) fn sheet(tables: &Tables) -> Sheet {
    let weeks: Vec<String> = (1..=WEEKS).rev().map(|it| format!("W-{it}")).collect();
    let mut sheet = Sheet::new("usage.csv", &format!("account_id,metric,{}", weeks.join(",")));
    for account in &tables.accounts {
        for (metric, per_user) in metrics(account) {
            let mut chance = account.chance(metric);
            let mut cells = vec![account.id.clone(), metric.to_owned()];
            for week in (1..=WEEKS).rev() {
                let value = match users(account, week) {
                    None => String::new(),
                    Some(users) if metric == "active_users" => {
                        let spread = if account.tier == 'D' { 0.10 } else { 0.04 };
                        let dip = 1.0 - spread * chance.share() * chance.share();
                        format!("{:.0}", users * dip)
                    }
                    Some(users) => format!("{:.0}", users * per_user * chance.near_one(0.14)),
                };
                cells.push(value);
            }
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            sheet.cells(&cells);
        }
    }
    sheet
}

/// What is counted, and how much of it an active user does in a week.
fn metrics(account: &Account) -> Vec<(&'static str, f64)> {
    let mut metrics =
        vec![("active_users", 1.0), ("plans_published", 0.9), ("reports_viewed", 2.4)];
    if account.tier != 'D' {
        metrics.push(("mobile_checkins", 5.5));
    }
    if matches!(account.tier, 'A' | 'B') {
        metrics.push(("api_calls", 38.0));
    }
    metrics
}

/// People at work with the product in a week; nothing before the account began.
fn users(account: &Account, week: i32) -> Option<f64> {
    let age = account.age - 7 * week;
    if age < 10 {
        return None;
    }
    let age_in_weeks = f64::from(age) / 7.0;
    let week = f64::from(week);
    let grown = (age_in_weeks / 18.0).min(1.0);
    let share = match account.story {
        Story::NoFeed => return None,
        Story::SeatsFilling => 0.77 + 0.18 * ((14.0 - week) / 13.0).max(0.0),
        Story::Growing | Story::Hollow => 0.78 - 0.07 * ((week - 4.0) / 48.0).max(0.0),
        Story::QuietDecline if week > 11.0 => 0.78 - 0.08 * ((26.0 - week) / 15.0).max(0.0),
        Story::QuietDecline => 0.70 - 0.40 * ((11.0 - week) / 10.0),
        Story::WentQuiet if week <= 5.0 => 0.0,
        Story::WentQuiet => 0.77 - 0.20 * ((20.0 - week) / 20.0).max(0.0),
        Story::Recovered if (20.0..32.0).contains(&week) => 0.45,
        Story::StalledOnboarding => 0.12,
        _ => 0.785,
    };
    Some(at_work(account.seats, share) * grown.max(0.3))
}

/// People at work: the share of the seats, and for a steady account a number that neither asks for
/// more seats (80 %) nor for a word about empty ones (75 %).
fn at_work(seats: i32, share: f64) -> f64 {
    let people = f64::from(seats) * share;
    let most = (f64::from(seats) * 0.8).ceil() - 1.0;
    if (0.76..0.80).contains(&share) { people.ceil().min(most) } else { people }
}
