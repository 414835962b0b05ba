//! The name that a misspelt one was meant to be.

/// The nearest of `names`, where one is near enough: at most a third of the letters differ.
pub(super) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|it| (distance(name, it), it))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, it)| it)
}

/// Letters to insert, to drop or to change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (at, from) in a.chars().enumerate() {
        let mut corner = at;
        let mut left = at + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(b.chars()) {
            let changed = corner + usize::from(from != to);
            corner = *cell;
            left = changed.min(corner + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_inserted_dropped_and_changed_are_counted() {
        for (a, b, expected) in
            [("", "", 0), ("don", "done", 1), ("done", "don", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
        assert_eq!(nearest("don", ["done", "snooze"]), Some("done"));
        assert_eq!(nearest("xyz", ["done", "snooze"]), None);
    }
}
