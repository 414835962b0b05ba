//! The tables that the sample book is told from.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::cast::Account;

/// A row of `cast.csv`.
#[derive(Deserialize)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) slug: String,
    pub(crate) industry: String,
    pub(crate) country: String,
    pub(crate) tier: char,
    pub(crate) seats: i32,
    /// Recurring revenue a year, in whole dollars.
    pub(crate) arr: i32,
    /// About how many days it has been a customer.
    pub(crate) age: i32,
    /// Days until its term is over.
    pub(crate) renews_in: i32,
    pub(crate) story: Story,
}

/// What an account's year looked like.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Story {
    /// All is as it should be.
    Steady,
    /// Well looked after, use rises slowly.
    Growing,
    /// The seats are nearly used up.
    SeatsFilling,
    /// The champion left three weeks ago.
    ChampionLeft,
    /// Use fades over half a year while nobody complains.
    QuietDecline,
    /// Use stopped five weeks ago.
    WentQuiet,
    /// Lots of use; no goals, one contact, no sponsor: green with nothing behind it.
    Hollow,
    /// Bought three months ago, and still not live.
    StalledOnboarding,
    /// New, and on its way.
    NewAndWell,
    /// The day of notice is near and the mood is mixed.
    NoticeNear,
    /// Its last payment failed.
    PaymentFailed,
    /// A decision maker answered 3 of 10.
    Detractor,
    /// An urgent ticket has been open for a week.
    UrgentTicket,
    /// Nobody has spoken with them for too long.
    OutOfTouch,
    /// The sponsor has not been seen for four months.
    SponsorDark,
    /// Neither well nor ill: goals are behind, talks are few.
    Middling,
    /// Was in trouble in spring, and is back.
    Recovered,
    /// Small and served by mail: usage is all there is.
    HandsOff,
    /// As small, and runs the product where nobody can count.
    NoFeed,
}

/// A row of `goals.csv`: what a customer wants to reach.
#[derive(Deserialize)]
pub(crate) struct Goal {
    pub(crate) title: String,
    pub(crate) category: String,
    pub(crate) unit: String,
    pub(crate) baseline: f64,
    pub(crate) target: f64,
}

/// A row of `steps.csv`: what has to happen by which day of a customer's life.
#[derive(Deserialize)]
pub(crate) struct Step {
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) day: i32,
}

/// A row of `tasks.csv`: what we still have to do.
#[derive(Deserialize)]
pub(crate) struct Todo {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) due: i32,
    pub(crate) priority: String,
    pub(crate) tags: String,
}

/// A row of `planned.csv`: a talk that lies ahead.
#[derive(Deserialize)]
pub(crate) struct Planned {
    pub(crate) slug: String,
    pub(crate) ahead: i32,
    pub(crate) kind: String,
    pub(crate) subject: String,
}

/// A row of `troubles.csv`: a ticket that is still open.
#[derive(Deserialize)]
pub(crate) struct Trouble {
    pub(crate) slug: String,
    pub(crate) ago: i32,
    pub(crate) priority: String,
    pub(crate) subject: String,
}

/// A row of `pulses.csv`: what the CSM thinks.
#[derive(Deserialize)]
pub(crate) struct Mood {
    pub(crate) slug: String,
    pub(crate) pulse: String,
    pub(crate) ago: i32,
    pub(crate) reason: String,
}

/// Everything that is told.
pub(crate) struct Tables {
    pub(crate) accounts: Vec<Account>,
    pub(crate) goals: Vec<Goal>,
    pub(crate) steps: Vec<Step>,
    pub(crate) tasks: Vec<Todo>,
    pub(crate) planned: Vec<Planned>,
    pub(crate) troubles: Vec<Trouble>,
    pub(crate) moods: Vec<Mood>,
}

impl Tables {
    /// Reads the tables.
    pub(crate) fn read() -> csv::Result<Self> {
        let parts = rows(include_str!("tables/cast.csv"))?;
        Ok(Self {
            accounts: parts.into_iter().zip(1..).map(|it| Account::new(it.0, it.1)).collect(),
            goals: rows(include_str!("tables/goals.csv"))?,
            steps: rows(include_str!("tables/steps.csv"))?,
            tasks: rows(include_str!("tables/tasks.csv"))?,
            planned: rows(include_str!("tables/planned.csv"))?,
            troubles: rows(include_str!("tables/troubles.csv"))?,
            moods: rows(include_str!("tables/pulses.csv"))?,
        })
    }
}

fn rows<T: DeserializeOwned>(text: &str) -> csv::Result<Vec<T>> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect()
}
