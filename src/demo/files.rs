//! The sample files, ready to be imported.

use super::dates::{dated, week};
use crate::domain::Day;

/// A file of the sample book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFile {
    /// Its name.
    pub name: &'static str,
    /// What it holds, as CSV.
    pub text: String,
    /// The day it was exported.
    pub dated_on: Day,
}

macro_rules! assets {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/demo/", $name)))),+]
    };
}

/// How many days before the opening billing was exported last; the other files are of the day.
const BILLED: i32 = 6;
/// The accounts, as the CRM has them.
const ACCOUNTS: &str = "accounts.csv";
const BILLING: &str = "billing.csv";

/// The files as they lie in the repository.
const FILES: [(&str, &str); 12] = assets![
    "accounts.csv",
    "contracts.csv",
    "outcomes.csv",
    "contacts.csv",
    "usage.csv",
    "activities.csv",
    "tickets.csv",
    "surveys.csv",
    "objectives.csv",
    "milestones.csv",
    "tasks.csv",
    "billing.csv",
];

/// The files of a sample book that is opened on this day; those of one export stand together.
///
/// # Errors
///
/// Where a file of the repository is no CSV, which a test rules out.
pub fn files(opened_on: Day) -> csv::Result<Vec<SampleFile>> {
    FILES
        .iter()
        .map(|&(name, text)| {
            let dated_on = match name {
                // The CRM was exported before the bills of the week were.
                ACCOUNTS => opened_on - BILLED - 1,
                BILLING => opened_on - BILLED,
                _ => opened_on,
            };
            Ok(SampleFile { name, text: with_dates(text, opened_on)?, dated_on })
        })
        .collect()
}

/// The text with its distances turned into dates; a row with a column a week becomes a row a week.
fn with_dates(text: &str, opened_on: Day) -> csv::Result<String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers()?.clone();
    let weeks: Vec<Option<Day>> = head.iter().map(|it| week(it, opened_on)).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let has_weeks = weeks.iter().any(Option::is_some);
    if has_weeks {
        let kept = head.iter().zip(&weeks).filter(|it| it.1.is_none()).map(|it| it.0);
        writer.write_record(kept.chain(["date", "value"]))?;
    } else {
        writer.write_record(&head)?;
    }
    for row in reader.records() {
        let row = row?;
        if !has_weeks {
            let cells = row.iter().map(|it| {
                dated(it, opened_on).map_or_else(|| it.to_owned(), |day| day.to_string())
            });
            writer.write_record(cells)?;
            continue;
        }
        let kept: Vec<&str> =
            row.iter().zip(&weeks).filter(|it| it.1.is_none()).map(|it| it.0).collect();
        for (cell, monday) in row.iter().zip(&weeks) {
            if let Some(monday) = monday.filter(|_| !cell.is_empty()) {
                let monday = monday.to_string();
                writer.write_record(kept.iter().copied().chain([monday.as_str(), cell]))?;
            }
        }
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_sample_book_is_a_date() {
        let files = files("2026-10-14".parse().unwrap()).unwrap();
        assert_eq!(files.len(), FILES.len());
        for file in files {
            let mut reader = csv::Reader::from_reader(file.text.as_bytes());
            let heads = reader.headers().unwrap().clone();
            for row in reader.records() {
                let row = row.unwrap();
                for (head, cell) in heads.iter().zip(&row) {
                    let is_day = head.ends_with("_on") || head.ends_with("date");
                    let is_empty = cell.is_empty();
                    let ok = !is_day || is_empty || cell.parse::<Day>().is_ok();
                    assert!(ok, "{} {head}: {cell}", file.name);
                }
            }
        }
    }

    #[test]
    fn a_column_a_week_becomes_a_row_a_week() {
        let text = "account_id,metric,W-2,W-1\nA,users,5,\n";
        let long = with_dates(text, "2026-10-14".parse().unwrap()).unwrap();
        assert_eq!(long, "account_id,metric,date,value\nA,users,2026-09-28,5\n");
    }
}
