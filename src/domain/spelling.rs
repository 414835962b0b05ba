//! How far two spellings are apart, to name what a misspelt word may have meant.

/// The number of letters to add, drop or change to make one word the other (Levenshtein).
pub fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, x) in a.chars().enumerate() {
        let mut corner = above;
        let mut left = above + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(&b) {
            let changed = corner + usize::from(x != *y);
            corner = *cell;
            left = changed.min(left + 1).min(*cell + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The one of `words` that is nearest to a misspelt one, where it is near enough to be meant.
pub fn nearest<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).max(2);
    let near = words.into_iter().map(|it| (edits(wrong, it), it)).filter(|it| it.0 <= limit);
    near.min_by_key(|it| it.0).map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_named_only_where_it_may_have_been_meant() {
        assert_eq!(edits("health", "helth"), 1);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(nearest("suport", ["survey", "support"]), Some("support"));
        assert_eq!(nearest("bread", ["survey", "support"]), None);
    }
}
