//! Values as a person reads them: `$120k`, `-38 %`, `41d`, `24 Nov`.

use std::fmt;

use super::calendar::{short_month, short_weekday};
use super::day::Day;
use super::money::Money;
use super::rounding::round_half_away;
use super::value::Value;

/// A value as a person reads it.
#[derive(Debug, Clone, Copy)]
pub struct Phrase<'a>(pub &'a Value);

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.0 {
            Value::Text(it) => it.to_string(),
            Value::Number(it) => grouped(*it, 1),
            Value::Money(it) => short_money(*it),
            Value::Percent(it) => format!("{} %", grouped(*it * 100.0, 1)),
            Value::Days(it) => format!("{}d", grouped(*it, 0)),
            Value::Date(it) => it.to_string(),
            Value::Flag(true) => "yes".to_owned(),
            Value::Flag(false) => "no".to_owned(),
            Value::List(it) => it.join(", "),
        };
        f.pad(&text)
    }
}

/// How many of something there are: `1 account`, `2 activities`, `4,650 values`.
pub fn counted(count: u64, one: &str) -> String {
    let number = grouped(count as f64, 0);
    match one.strip_suffix('y') {
        _ if count == 1 => format!("{number} {one}"),
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{number} {stem}ies"),
        _ => format!("{number} {one}s"),
    }
}

/// A number with thousands grouped by commas and at most `decimals` digits after the point, none
/// where they would be zero. Rounded half away from zero, once.
pub fn grouped(number: f64, decimals: u32) -> String {
    let scale = 10_f64.powi(decimals as i32);
    let scaled = round_half_away(number.abs() * scale, 0);
    let whole = (scaled / scale).floor();
    let part = scaled - whole * scale;
    let digits = format!("{whole:.0}");
    let mut text = String::new();
    if number < 0.0 && scaled > 0.0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if part > 0.0 {
        let fraction = format!("{part:0>width$.0}", width = decimals as usize);
        text.push('.');
        text.push_str(fraction.trim_end_matches('0'));
    }
    text
}

/// A score of health as it is shown: rounded down, so that the lowest green score never stands in
/// yellow (`docs/numbers.md`, "Rounding and display").
pub fn shown_score(score: f64) -> String {
    grouped((score + 1e-9).floor(), 0)
}

/// An amount in three digits and a sign for its currency: `$120k`, `€1.4M`, `CHF 950`.
pub fn short_money(money: Money) -> String {
    let sign = match money.currency().code() {
        "USD" => "$".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "JPY" => "¥".to_owned(),
        code => format!("{code} "),
    };
    let amount = money.to_f64();
    let minus = if amount < 0.0 { "-" } else { "" };
    let size = amount.abs();
    let text = if size >= 999_500_000.0 {
        format!("{}B", grouped(size / 1e9, 2))
    } else if size >= 999_500.0 {
        format!("{}M", grouped(size / 1e6, 2))
    } else if size >= 9_950.0 {
        format!("{}k", grouped(size / 1e3, 0))
    } else if size >= 999.5 {
        format!("{}k", grouped(size / 1e3, 1))
    } else {
        grouped(size, 0)
    };
    format!("{minus}{sign}{text}")
}

/// A date without its year where that is the year of `today`: `24 Nov`, `02 Jan 2027`.
pub fn short_day(day: Day, today: Day) -> String {
    let (year, _, date) = day.ymd();
    let name = short_month(day);
    if year == today.ymd().0 {
        format!("{date:02} {name}")
    } else {
        format!("{date:02} {name} {year}")
    }
}

/// A date with its weekday: `Fri 16 Oct`.
pub fn weekday_and_day(day: Day, today: Day) -> String {
    format!("{} {}", short_weekday(day), short_day(day, today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_grouped_and_rounded_once() {
        assert_eq!(grouped(1_234_567.25, 1), "1,234,567.3");
        assert_eq!(grouped(-0.04, 1), "0");
        assert_eq!(grouped(-38.0, 1), "-38");
        assert_eq!(grouped(1.005, 2), "1.01");
        assert_eq!(grouped(0.05, 2), "0.05");
        assert_eq!(grouped(999.96, 1), "1,000");
    }

    #[test]
    fn a_score_below_a_threshold_never_shows_the_threshold() {
        assert_eq!(shown_score(74.9), "74");
        assert_eq!(shown_score(75.0), "75");
        assert_eq!(shown_score(0.29 * 100.0), "29");
    }

    #[test]
    fn an_amount_is_short_and_keeps_its_currency() {
        let money = |text: &str, code: &str| {
            short_money(Money::from_decimal(text, code.parse().unwrap()).unwrap())
        };
        assert_eq!(money("120000", "USD"), "$120k");
        assert_eq!(money("1420000", "EUR"), "€1.42M");
        assert_eq!(money("-950", "CHF"), "-CHF 950");
        assert_eq!(money("2415.56", "USD"), "$2.4k");
    }

    #[test]
    fn a_date_of_another_year_says_so() {
        let today: Day = "2026-10-14".parse().unwrap();
        assert_eq!(short_day("2026-11-24".parse().unwrap(), today), "24 Nov");
        assert_eq!(short_day("2027-01-02".parse().unwrap(), today), "02 Jan 2027");
        assert_eq!(weekday_and_day("2027-01-02".parse().unwrap(), today), "Sat 02 Jan 2027");
    }
}
