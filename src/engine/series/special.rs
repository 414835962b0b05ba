//! Special functions: gamma, beta and normal distributions.

use std::f64::consts::{PI, SQRT_2};

/// Below this a continued fraction's term counts as zero (Lentz).
const TINY: f64 = 1e-300;
const STEPS: i32 = 10_000;

/// Lanczos' coefficients for g = 607/128, n = 15 (Godfrey).
const LANCZOS: [f64; 15] = [
    0.999_999_999_999_997_1,
    57.156_235_665_862_92,
    -59.597_960_355_475_49,
    14.136_097_974_741_746,
    -0.491_913_816_097_620_2,
    3.399_464_998_481_189e-5,
    4.652_362_892_704_858e-5,
    -9.837_447_530_487_956e-5,
    1.580_887_032_249_125e-4,
    -2.102_644_417_241_048_8e-4,
    2.174_396_181_152_126_4e-4,
    -1.643_181_065_367_639e-4,
    8.441_822_398_385_275e-5,
    -2.619_083_840_158_140_8e-5,
    3.689_918_265_953_162_5e-6,
];

/// The logarithm of the gamma function, for positive `x`.
pub fn ln_gamma(x: f64) -> f64 {
    if x < 0.5 {
        return (PI / (PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let t = x + 607.0 / 128.0 + 0.5;
    let mut sum = 0.0;
    for (n, coefficient) in LANCZOS.iter().enumerate().rev() {
        sum += if n == 0 { *coefficient } else { coefficient / (x + n as f64) };
    }
    (x + 0.5) * t.ln() - t + (2.0 * PI).sqrt().ln() + sum.ln()
}

/// The regularised lower incomplete gamma function P(a, x).
pub fn gammainc_p(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= a + 1.0 {
        return 1.0 - gammainc_q(a, x);
    }
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut n = a;
    while term.abs() > sum.abs() * 1e-17 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum * (a * x.ln() - x - ln_gamma(a)).exp()
}

/// The regularised upper incomplete gamma function Q(a, x).
#[allow(clippy::many_single_char_names, reason = "the letters of the published formula")]
pub fn gammainc_q(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x < a + 1.0 {
        return 1.0 - gammainc_p(a, x);
    }
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..STEPS {
        let step = f64::from(i);
        let factor = -step * (step - a);
        b += 2.0;
        d = 1.0 / away_from_zero(factor * d + b);
        c = away_from_zero(b + factor / c);
        let delta = d * c;
        h *= delta;
        if (delta - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (a * x.ln() - x - ln_gamma(a)).exp() * h
}

/// The regularised incomplete beta function, `I_x(a, b)`.
#[allow(clippy::many_single_char_names, reason = "the letters of the published formula")]
pub fn betainc(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - betainc(b, a, 1.0 - x);
    }
    let ln_front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p();
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for i in 1..STEPS {
        let m = f64::from(i);
        let even = m * (b - m) * x / ((a - 1.0 + 2.0 * m) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 1.0 + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    ln_front.exp() * h / a
}

/// The probability that a standard normal value is at most `z`.
pub fn norm_cdf(z: f64) -> f64 {
    let tail = 0.5 * gammainc_q(0.5, z * z / 2.0);
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// The standard normal value that a share `p` stays below: Acklam's approximation and two steps
/// of Halley's method. Infinite outside 0 to 1.
pub fn norm_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
        1.0,
    ];
    const C: [f64; 6] = [
        -0.007_784_894_002_430_293,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        0.007_784_695_709_041_462,
        0.322_467_129_070_039_8,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    if p > 1.0 - 0.024_25 {
        return -norm_quantile(1.0 - p);
    }
    let mut x = if p < 0.024_25 {
        let q = (-2.0 * p.ln()).sqrt();
        horner(&C, q) / horner(&D, q)
    } else {
        let q = p - 0.5;
        horner(&A, q * q) * q / horner(&B, q * q)
    };
    for _ in 0..2 {
        let error = norm_cdf(x) - p;
        let step = error * SQRT_2 * PI.sqrt() * (x * x / 2.0).exp();
        x -= step / (1.0 + x * step / 2.0);
    }
    x
}

/// The probability of `k` or more events where `mean` are expected (Poisson).
pub fn poisson_at_least(k: u32, mean: f64) -> f64 {
    match k {
        0 => 1.0,
        _ if mean <= 0.0 => 0.0,
        _ => gammainc_p(f64::from(k), mean),
    }
}

/// A polynomial, its highest coefficient first.
fn horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, it| sum * x + it)
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}
