//! A seeded book as CSV files: the same size gives the same bytes.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use rounds::domain::Day;

/// How many days of usage a book holds.
pub(crate) const DAYS: i32 = 365;
const METRICS: [&str; 5] = ["active_users", "core_actions", "minutes", "api_calls", "exports"];
const NAMES: [&str; 12] = [
    "Alder", "Birch", "Cedar", "Dune", "Ember", "Fern", "Garnet", "Harbor", "Indigo", "Juniper",
    "Keystone", "Lumen",
];
const TRADES: [&str; 8] =
    ["Analytics", "Clinics", "Energy", "Freight", "Labs", "Media", "Optics", "Textiles"];

/// How large a book is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// One CSM's own book.
    Small,
    /// A pooled book.
    Large,
}

/// The files of a book.
#[derive(Debug)]
pub(crate) struct Files {
    /// The accounts.
    pub accounts: PathBuf,
    /// The usage, one value a row.
    pub usage: PathBuf,
    /// Everything else: contracts, contacts, tickets, activities.
    pub others: Vec<PathBuf>,
    /// How many rows `usage` has.
    pub usage_rows: u64,
}

impl Size {
    pub(crate) const ALL: [Self; 2] = [Self::Small, Self::Large];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
        }
    }

    pub(crate) const fn accounts(self) -> u32 {
        match self {
            Self::Small => 80,
            Self::Large => 5000,
        }
    }

    pub(crate) const fn metrics(self) -> usize {
        match self {
            Self::Small => 3,
            Self::Large => 5,
        }
    }
}

/// A small generator of pseudo-random numbers (`SplitMix64`, public domain), so that every machine
/// measures the same book.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// The last day of usage of every book.
pub(crate) fn last_day() -> Day {
    "2026-06-30".parse().unwrap()
}

/// Writes a book's files into `folder`.
pub(crate) fn write(size: Size, folder: &Path) -> Files {
    let open = |name: &str| {
        let path = folder.join(name);
        (BufWriter::with_capacity(1 << 20, File::create(&path).unwrap()), path)
    };
    let (mut accounts, accounts_path) = open("accounts.csv");
    let (mut contracts, contracts_path) = open("contracts.csv");
    let (mut contacts, contacts_path) = open("contacts.csv");
    let (mut tickets, tickets_path) = open("tickets.csv");
    let (mut activities, activities_path) = open("activities.csv");
    let (mut usage, usage_path) = open("usage.csv");
    writeln!(
        accounts,
        "account_id,name,domain,industry,arr,currency,tier,seats,customer_since,renewal_date"
    )
    .unwrap();
    writeln!(contracts, "contract_id,account_id,start_date,end_date,arr,currency,seats").unwrap();
    writeln!(contacts, "contact_id,account_id,name,email,title,role").unwrap();
    writeln!(tickets, "ticket_id,account_id,created_at,closed_at,priority,status,subject").unwrap();
    writeln!(activities, "activity_id,account_id,date,type,direction,subject").unwrap();
    writeln!(usage, "account_id,date,metric,value").unwrap();
    let last = last_day();
    let mut usage_rows = 0;
    for account in 1..=size.accounts() {
        let mut seeded = Seeded(u64::from(account));
        let pick = |seeded: &mut Seeded, from: &[&'static str]| {
            *from.get(seeded.below(from.len() as u64) as usize).unwrap()
        };
        let name =
            format!("{} {} {account}", pick(&mut seeded, &NAMES), pick(&mut seeded, &TRADES));
        let arr = 2_000 + seeded.below(200_000);
        let seats = 5 + seeded.below(300);
        let since = last - (400 + seeded.below(1000) as i32);
        let renewal = last + seeded.below(365) as i32;
        let tier = ["A", "B", "C"][seeded.below(3) as usize];
        writeln!(accounts, "ACC-{account:06},{name},a{account}.example,Software,{arr},USD,{tier},{seats},{since},{renewal}").unwrap();
        writeln!(
            contracts,
            "CTR-{account:06},ACC-{account:06},{},{},{arr},USD,{seats}",
            renewal - 365,
            renewal - 1
        )
        .unwrap();
        for person in 0..3 {
            let role = ["champion", "exec_sponsor", "end_user"][person];
            writeln!(contacts, "CON-{account:06}-{person},ACC-{account:06},Person {account} {person},p{person}@a{account}.example,Head of work,{role}").unwrap();
        }
        for ticket in 0..seeded.below(8) {
            let opened = last - seeded.below(360) as i32;
            writeln!(tickets, "TIC-{account:06}-{ticket},ACC-{account:06},{opened},{},normal,closed,Question {ticket}", opened + 3).unwrap();
        }
        for touch in 0..seeded.below(12) {
            let on = last - seeded.below(360) as i32;
            writeln!(
                activities,
                "ACT-{account:06}-{touch},ACC-{account:06},{on},call,two_way,Check-in"
            )
            .unwrap();
        }
        let trend = seeded.below(5) as f64 - 2.5;
        for day in 0..DAYS {
            let on = last - (DAYS - 1 - day);
            let level = 1.0 + trend * f64::from(day) / f64::from(DAYS) / 3.0;
            let weekday = if on.weekday() >= 5 { 0.2 } else { 1.0 };
            for (at, metric) in METRICS.iter().take(size.metrics()).enumerate() {
                let scale = seats as f64 * [0.5, 9.0, 38.0, 120.0, 0.3][at];
                let noise = 0.8 + 0.4 * (seeded.below(1000) as f64 / 1000.0);
                let value = (scale * level.max(0.05) * weekday * noise).round();
                writeln!(usage, "ACC-{account:06},{on},{metric},{value}").unwrap();
                usage_rows += 1;
            }
        }
    }
    for file in
        [&mut accounts, &mut contracts, &mut contacts, &mut tickets, &mut activities, &mut usage]
    {
        file.flush().unwrap();
    }
    Files {
        accounts: accounts_path,
        usage: usage_path,
        others: vec![contracts_path, contacts_path, tickets_path, activities_path],
        usage_rows,
    }
}
