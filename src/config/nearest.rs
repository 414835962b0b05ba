//! The known word that a misspelt one comes nearest to.

/// The candidate that the fewest changes of one letter turn `word` into, where they are few.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let distances = candidates.into_iter().map(|it| (distance(word, it), it));
    let best = distances.min_by_key(|(distance, _)| *distance)?;
    (best.0 <= 1 + word.chars().count() / 3).then_some(best.1)
}

/// Changes of one letter (put in, taken out, replaced) between two words.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut next = vec![at + 1];
        for (index, (other, pair)) in to.iter().zip(row.windows(2)).enumerate() {
            let [diagonal, above] = pair else { continue };
            let left = next.get(index).copied().unwrap_or(usize::MAX);
            let replaced = diagonal + usize::from(letter != *other);
            next.push(replaced.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not() {
        let words = ["terminal", "mono"];
        assert_eq!(nearest("terminl", words), Some("terminal"));
        assert_eq!(nearest("mnoo", words), Some("mono"));
        assert_eq!(nearest("dracula", words), None);
        assert_eq!(nearest("x", []), None);
    }
}
