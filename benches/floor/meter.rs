//! How a figure is measured and printed.

use cpu_time::ProcessTime;

/// Runs `work` once, and says what it made and how many seconds of CPU the whole process took.
pub(crate) fn once<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = ProcessTime::now();
    let made = work();
    (made, begun.elapsed().as_secs_f64())
}

/// The median of an odd number of figures.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints the head of the table.
pub(crate) fn head() {
    println!("{:<34} {:>12} {:>12} {:>8} {:>8}", "figure", "rounds", "floor", "ratio", "target");
}

/// Prints a figure beside its floor; `target` is the highest ratio the product promises.
pub(crate) fn row(figure: &str, ours: f64, floor: f64, unit: &str, target: Option<f64>) {
    let ratio = ours / floor;
    let target = target.map_or_else(|| "-".to_owned(), |it| format!("{it:.1}"));
    println!(
        "{figure:<34} {:>12} {:>12} {ratio:>8.2} {target:>8}",
        format!("{ours:.2} {unit}"),
        format!("{floor:.2} {unit}")
    );
}

/// Prints a figure that has no floor; `at_most` is what the product promises.
pub(crate) fn plain(figure: &str, ours: &str, at_most: &str) {
    println!("{figure:<34} {ours:>12} {:>12} {:>8} {at_most:>8}", "-", "-");
}
