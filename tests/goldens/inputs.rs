//! What a golden gives its operation.

use rounds::domain::{Currency, Day, Money};
use rounds::engine::calibration::Case;
use rounds::engine::dates::Calendar;
use rounds::engine::series::WeekDays;
use serde_json::{Map, Value, json};

/// The inputs of a golden by name. What is read must be there, but for what says "maybe".
pub(super) struct Inputs(Map<String, Value>);

impl Inputs {
    pub(super) fn new(inputs: &Value) -> Self {
        Self(inputs.as_object().unwrap().clone())
    }

    pub(super) fn maybe(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|it| !it.is_null())
    }

    pub(super) fn num(&self, key: &str) -> f64 {
        self.maybe_num(key).unwrap_or_else(|| panic!("no number {key}"))
    }

    pub(super) fn maybe_num(&self, key: &str) -> Option<f64> {
        self.maybe(key)?.as_f64()
    }

    pub(super) fn int(&self, key: &str) -> i32 {
        self.num(key) as i32
    }

    pub(super) fn count(&self, key: &str) -> u32 {
        self.num(key) as u32
    }

    pub(super) fn size(&self, key: &str) -> usize {
        self.num(key) as usize
    }

    /// An amount of money, in US dollars; fractions of a cent are rounded.
    pub(super) fn money(&self, key: &str) -> Money {
        usd(self.num(key))
    }

    /// A list of numbers without its gaps.
    pub(super) fn nums(&self, key: &str) -> Vec<f64> {
        self.known(key).into_iter().flatten().collect()
    }

    /// A list of numbers with its gaps.
    pub(super) fn known(&self, key: &str) -> Vec<Option<f64>> {
        self.0[key].as_array().unwrap().iter().map(Value::as_f64).collect()
    }

    pub(super) fn weeks(&self, key: &str) -> Vec<WeekDays> {
        self.0[key].as_array().unwrap().iter().map(week).collect()
    }

    pub(super) fn week(&self, key: &str) -> WeekDays {
        week(&self.0[key])
    }

    /// A list of objects; none where it is not there.
    pub(super) fn list(&self, key: &str) -> Vec<Self> {
        let items = self.maybe(key).and_then(Value::as_array);
        items.into_iter().flatten().map(Self::new).collect()
    }

    /// A list of lists.
    pub(super) fn rows(&self, key: &str) -> Vec<Vec<Value>> {
        self.0[key].as_array().unwrap().iter().map(|it| it.as_array().unwrap().clone()).collect()
    }

    /// An object.
    pub(super) fn object(&self, key: &str) -> Self {
        Self::new(&self.0[key])
    }

    /// The names and values of an object of numbers, in their order.
    pub(super) fn named(&self, key: &str) -> Vec<(String, f64)> {
        let Self(object) = self.object(key);
        object.iter().filter_map(|(name, it)| Some((name.clone(), it.as_f64()?))).collect()
    }

    pub(super) fn day(&self, key: &str) -> Day {
        self.maybe_day(key).unwrap_or_else(|| panic!("no day {key}"))
    }

    pub(super) fn maybe_day(&self, key: &str) -> Option<Day> {
        self.maybe(key)?.as_str()?.parse().ok()
    }

    pub(super) fn days(&self, key: &str) -> Vec<Day> {
        let listed = self.maybe(key).and_then(Value::as_array);
        listed.into_iter().flatten().map(day).collect()
    }

    /// A text; empty where it is not there.
    pub(super) fn text(&self, key: &str) -> &str {
        self.maybe(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A flag; false where it is not there.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.maybe(key).and_then(Value::as_bool).unwrap_or_default()
    }

    pub(super) fn calendar(&self) -> Calendar<'static> {
        let mut days = self.days("holidays");
        days.sort_unstable();
        let calendar = Calendar::new(days.leak());
        match <[u8; 7]>::try_from(self.text("weekmask").as_bytes()) {
            Ok(mask) => calendar.with_week(mask.map(|it| it == b'1')),
            Err(_) => calendar,
        }
    }

    /// The cases of the lists `y` and `risk`, which is also called `p`.
    pub(super) fn cases(&self) -> Vec<Case> {
        let risks = if self.0.contains_key("risk") { self.nums("risk") } else { self.nums("p") };
        let events = self.nums("y").into_iter().map(|it| it > 0.5);
        events.zip(risks).map(|(had_event, risk)| Case { risk, had_event }).collect()
    }
}

/// An amount in US dollars.
pub(super) fn usd(amount: f64) -> Money {
    Money::new((amount * 100.0).round() as i64, Currency::USD)
}

pub(super) fn day(text: &Value) -> Day {
    text.as_str().unwrap().parse().unwrap()
}

/// The two ends of an interval.
pub(super) fn ends(found: rounds::engine::series::Interval) -> Value {
    json!([found.low, found.high])
}

fn week(days: &Value) -> WeekDays {
    let days: Vec<Option<f64>> = days.as_array().unwrap().iter().map(Value::as_f64).collect();
    days.try_into().unwrap()
}
