//! Small systems of linear equations.

/// Solves as many equations as there are unknowns, each row its factors and then its right side, by
/// Gaussian elimination with partial pivoting. Nothing where there is no single solution.
pub fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = rows.len();
    let mut reduced: Vec<Vec<f64>> = Vec::with_capacity(size);
    for column in 0..size {
        let lead = |row: &Vec<f64>| row.get(column).copied().unwrap_or_default();
        let by_size = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
        let sizes = rows.iter().map(|it| lead(it).abs()).enumerate();
        let (at, largest) = sizes.max_by(by_size)?;
        if largest == 0.0 || !largest.is_finite() {
            return None;
        }
        let pivot = rows.swap_remove(at);
        for row in &mut rows {
            let factor = lead(row) / lead(&pivot);
            for (cell, it) in row.iter_mut().zip(&pivot).skip(column) {
                *cell -= factor * it;
            }
        }
        reduced.push(pivot);
    }
    // From the last unknown to the first.
    let mut found: Vec<f64> = Vec::with_capacity(size);
    for (column, row) in reduced.iter().enumerate().rev() {
        let (factors, right) = row.split_at_checked(size)?;
        let known: f64 = factors.iter().rev().zip(&found).map(|(a, b)| a * b).sum();
        found.push((right.first()? - known) / factors.get(column)?);
    }
    found.reverse();
    Some(found)
}

/// The inverse of a square matrix, column by column; nothing where it has none.
pub fn inverse(rows: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let column = |at: usize| {
        let unit = |(row, factors): (usize, &Vec<f64>)| {
            let mut res = factors.clone();
            res.push(if row == at { 1.0 } else { 0.0 });
            res
        };
        solve(rows.iter().enumerate().map(unit).collect())
    };
    (0..rows.len()).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_whatever_the_order_of_its_rows() {
        let rows = vec![vec![0.0, 2.0, 4.0], vec![1.0, 1.0, 5.0]];
        assert_eq!(solve(rows), Some(vec![3.0, 2.0]));
    }

    #[test]
    fn rows_that_say_the_same_have_no_single_solution() {
        let rows = [vec![1.0, 2.0], vec![2.0, 4.0]];
        assert_eq!(inverse(&rows), None);
        assert_eq!(solve(Vec::new()), Some(Vec::new()));
    }
}
