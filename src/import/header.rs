//! The header line: a name for each column, no two alike.

use std::collections::HashSet;

use super::cells::{Lines, clean};

/// The names of a file's columns, in their order. A blank header is `column 3`; of two columns with
/// one name the second is `Labels (2)`.
pub(super) fn names<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut names = Vec::new();
    for (place, cell) in (1..).zip(cells) {
        let cleaned = clean(cell, Lines::One).text;
        let base =
            if cleaned.is_empty() { format!("column {place}") } else { cleaned.into_owned() };
        let mut name = base.clone();
        let mut count = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{base} ({count})");
            count += 1;
        }
        names.push(name);
    }
    names
}

/// A header by its letters and digits alone: `Created (UTC)`, `created` and `property_created` are one.
pub(super) fn squashed(header: &str) -> String {
    let lower = header.to_lowercase();
    let lower = lower.strip_prefix("property_").unwrap_or(&lower);
    let lower = lower.strip_suffix("(utc)").unwrap_or(lower);
    lower.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// A header as separate words, lower case.
pub(super) fn words(header: &str) -> Vec<String> {
    let parts = header.split(|c: char| !c.is_alphanumeric());
    parts.filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a header names an id, whose digits are no number.
pub(super) fn is_id(words: &[String]) -> bool {
    words.iter().any(|it| ["id", "ids", "uuid", "phone", "zip", "postal"].contains(&it.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_name_are_kept_apart() {
        let header = ["Labels", "", "labels", " Labels ", "a\u{1b}b"];
        let expected = ["Labels", "column 2", "labels (2)", "Labels (3)", "ab"];
        assert_eq!(names(header.into_iter()), expected);
    }

    #[test]
    fn a_header_is_known_by_its_letters() {
        for header in ["Account ID", "account_id", "AccountId", "ACCOUNT-ID (UTC)"] {
            assert_eq!(squashed(header), "accountid", "{header}");
        }
        assert_eq!(squashed("property_createdate"), "createdate");
        assert_eq!(squashed("NPS®"), "nps");
    }
}
