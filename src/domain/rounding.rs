//! Rounding, done once and the same way wherever a number is shown.

/// What makes up for a number that a float holds a little too low, as 0.285 × 100.
const NOISE: f64 = 1e-9;

/// A number rounded to so many decimals, halves away from zero; never a negative zero.
pub fn round_half_away(number: f64, decimals: u32) -> f64 {
    let scale = 10_f64.powi(decimals as i32);
    let rounded = (number.abs() * scale + 0.5 + NOISE).floor() / scale;
    if rounded == 0.0 { 0.0 } else { rounded.copysign(number) }
}
