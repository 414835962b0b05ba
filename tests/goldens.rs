//! The published and computed values that the statistics, dates and formulas must reproduce.

use rounds::domain::{Currency, Day, Money};
use rounds::engine::dates::{Calendar, NoticePeriod, NoticeState, Roll, Term, term_end};
use rounds::engine::formulas::{
    Answer, Classes, Line, Sla, SponsorState, annualised, csat_share, expected_utilisation,
    latest_answers, nps, nps_shrunk, threads, ticket_rate, time_to_first_value,
};
use rounds::engine::series::{self, At};
use serde_json::{Map, Value, json};

const FILES: &[&str] = &[
    include_str!("goldens/01_revenue.json"),
    include_str!("goldens/02_surveys.json"),
    include_str!("goldens/03_usage.json"),
    include_str!("goldens/04_support_engagement.json"),
    include_str!("goldens/05_dates.json"),
    include_str!("goldens/08_trend_robust.json"),
    include_str!("goldens/10_counts.json"),
    include_str!("goldens/12_calibration.json"),
    include_str!("goldens/13_numerics.json"),
    include_str!("goldens/14_edges.json"),
];

/// What an operation makes of a golden's inputs.
type Op = fn(&Inputs) -> Value;

/// Every operation that is replayed; the files hold no other.
const OPS: &[(&str, Op)] = &[
    ("add_months", |it| json!(it.day("date").add_months(it.int("months")).to_string())),
    ("anchored_schedule", anchored_schedule),
    ("arr_lines", arr_lines),
    ("binom_tail", binomial_tail),
    ("busday_count", |it| json!(it.calendar().between(it.day("begin"), it.day("end")))),
    ("busday_offset", business_day_offset),
    ("cond_binom", |it| {
        json!(series::same_rate_tail(it.count("x1"), it.count("x0"), it.num("e1"), it.num("e0")))
    }),
    ("csat", |it| json!({ "csat": csat_share(&it.nums("scores")).map(|it| 100.0 * it) })),
    ("dispersion", dispersion),
    ("expected_util", |it| {
        json!(expected_utilisation(it.num("months_since_start")).map(|it| 100.0 * it))
    }),
    ("fill_week", |it| {
        let profile = series::weekday_profile(&it.weeks("profile_weeks"));
        json!(series::fill_week(&week(&it.0["week"]), &profile, 0.6))
    }),
    ("gamma_poisson", |it| {
        json!(series::predictive_tail(it.count("x1"), it.count("x0"), it.num("e1"), it.num("e0")))
    }),
    ("gap", |it| {
        json!(series::gap_probability(it.count("active"), it.count("periods"), it.count("gap")))
    }),
    ("mad", |it| {
        let mad = series::mad(&mut it.nums("values"));
        json!({ "median": series::median(&mut it.nums("values")), "mad": mad })
    }),
    ("mk", |it| decline(series::mann_kendall(&it.nums("y")))),
    ("mk_exact", |it| {
        let mut test = decline(series::mann_kendall_exact(&it.nums("y")));
        test.as_object_mut().unwrap().retain(|key, _| key != "var" && key != "z");
        test
    }),
    ("nb_tail", |it| {
        json!(series::negative_binomial_tail(it.count("x"), it.num("mean"), it.num("var")))
    }),
    ("notice", notice),
    ("nps", |it| score(&it.classes())),
    ("nps_latest", nps_latest),
    ("nps_shrunk", |it| {
        let shrunk = nps_shrunk(&it.classes(), it.num("prior_nps"));
        json!({ "nps_shrunk": shrunk, "score_0_100": shrunk.map(|it| f64::midpoint(it, 100.0)) })
    }),
    ("poisson_tail", |it| json!(series::poisson_at_least(it.count("x"), it.num("mu")))),
    ("quantile", |it| json!(series::quantile(&mut it.nums("values"), it.num("p")))),
    ("quasi_shift", |it| {
        let found = series::level_shift(&it.known("y"), it.size("k"), it.size("n"));
        json!({
            "z": found.map(|it| it.z),
            "phi": found.map(|it| it.phi),
            "drop": found.and_then(|it| it.drop),
            "p_decline": found.map(|it| it.p_decline),
        })
    }),
    ("robust_z", |it| {
        let usual = series::normal_by(&it.known("baseline"), it.num("c"));
        json!({
            "median": usual.map(|it| it.median),
            "sigma": usual.map(|it| it.sigma),
            "z": usual.map(|usual| usual.z(it.num("x"))),
        })
    }),
    ("sla", sla),
    ("special", special),
    ("sponsor", sponsor),
    ("term", |it| {
        let start = it.day("start");
        let term = Term { start, end: term_end(start, it.int("months")) };
        let renewal = term.renewal_date();
        json!({
            "renewal_date": renewal.to_string(),
            "term_end": term.end.to_string(),
            "days": renewal.days_since(term.start),
        })
    }),
    ("theil_sen", theil_sen),
    ("threads", contact_threads),
    ("ticket_rate", |it| json!(ticket_rate(it.num("tickets"), it.num("seats"), it.num("days")))),
    ("ttfv", |it| {
        let reached = it.maybe_day("first_value");
        json!({ "days": reached.map(|on| time_to_first_value(it.day("start"), on)) })
    }),
    ("weekday_baseline", |it| json!(series::weekday_profile(&it.weeks("weeks")))),
    ("wilson", |it| {
        let interval = series::wilson(it.count("k"), it.count("n")).unwrap();
        json!({ "low": interval.low, "high": interval.high })
    }),
];

#[test]
fn every_golden_of_a_ported_operation_is_reproduced() {
    let mut replayed = 0;
    let mut wrong = Vec::new();
    for file in FILES {
        let goldens: Vec<Value> = serde_json::from_str(file).unwrap();
        for golden in goldens {
            let op = golden["op"].as_str().unwrap();
            let (_, run) = OPS.iter().find(|it| it.0 == op).unwrap_or_else(|| panic!("no op {op}"));
            let found = run(&Inputs(golden["inputs"].as_object().unwrap().clone()));
            compare(&golden["id"], &golden["expected"], &found, &golden["tolerance"], &mut wrong);
            replayed += 1;
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(replayed, 193);
}

#[test]
fn a_small_sample_has_its_own_factor() {
    assert!((series::mad_factor(8) - 1.671).abs() < 1e-12);
    assert!((series::mad_factor(12) - 1.5965).abs() < 1e-12);
    assert!((series::mad_factor(1000) - 1.482_602_218_505_602).abs() < 1e-12);
}

struct Inputs(Map<String, Value>);

impl Inputs {
    fn num(&self, key: &str) -> f64 {
        self.0[key].as_f64().unwrap()
    }

    fn int(&self, key: &str) -> i32 {
        self.0[key].as_i64().unwrap() as i32
    }

    fn count(&self, key: &str) -> u32 {
        self.num(key) as u32
    }

    fn size(&self, key: &str) -> usize {
        self.num(key) as usize
    }

    fn nums(&self, key: &str) -> Vec<f64> {
        self.0[key].as_array().unwrap().iter().filter_map(Value::as_f64).collect()
    }

    fn known(&self, key: &str) -> Vec<Option<f64>> {
        self.0[key].as_array().unwrap().iter().map(Value::as_f64).collect()
    }

    fn weeks(&self, key: &str) -> Vec<series::WeekDays> {
        self.0[key].as_array().unwrap().iter().map(week).collect()
    }

    fn list(&self, key: &str) -> Vec<Self> {
        let items = self.0[key].as_array().unwrap().iter();
        items.map(|it| Self(it.as_object().unwrap().clone())).collect()
    }

    fn day(&self, key: &str) -> Day {
        self.maybe_day(key).unwrap()
    }

    fn maybe_day(&self, key: &str) -> Option<Day> {
        self.0.get(key)?.as_str()?.parse().ok()
    }

    fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn flag(&self, key: &str) -> bool {
        self.0.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    fn holidays(&self) -> &'static [Day] {
        let listed = self.0.get("holidays").and_then(Value::as_array);
        let mut days: Vec<Day> =
            listed.into_iter().flatten().map(|it| it.as_str().unwrap().parse().unwrap()).collect();
        days.sort_unstable();
        days.leak()
    }

    fn calendar(&self) -> Calendar<'static> {
        let calendar = Calendar::new(self.holidays());
        let mask = self.text("weekmask").as_bytes();
        match <[u8; 7]>::try_from(mask) {
            Ok(mask) => calendar.with_week(mask.map(|it| it == b'1')),
            Err(_) => calendar,
        }
    }

    fn classes(&self) -> Classes {
        if self.0.contains_key("scores") {
            return Classes::of(self.nums("scores"));
        }
        let (promoters, detractors) = (self.count("promoters"), self.count("detractors"));
        let n = self.0.get("n").and_then(Value::as_f64).map(|it| it as u32);
        let passives = self.0.get("passives").and_then(Value::as_f64).map(|it| it as u32);
        let passives = passives.or(n.map(|n| n - promoters - detractors)).unwrap_or_default();
        Classes { promoters, passives, detractors }
    }
}

fn week(days: &Value) -> series::WeekDays {
    let days: Vec<Option<f64>> = days.as_array().unwrap().iter().map(Value::as_f64).collect();
    days.try_into().unwrap()
}

fn anchored_schedule(it: &Inputs) -> Value {
    let steps = it.int("from_k")..=it.int("to_k");
    let days = steps.map(|k| it.day("anchor").add_months(k * it.int("every_months")).to_string());
    json!(days.collect::<Vec<_>>())
}

fn arr_lines(it: &Inputs) -> Value {
    let as_of = it.day("as_of");
    let cents = |amount: f64| Money::new((amount * 100.0).round() as i64, Currency::USD);
    let in_force = it.list("lines").into_iter().filter(|line| {
        let kind = line.text("kind");
        let is_recurring = kind.is_empty() || kind == "recurring";
        is_recurring && line.day("start") <= as_of && as_of <= line.day("end")
    });
    let arr: f64 = in_force
        .map(|line| {
            let months = line.0.get("term_months").and_then(Value::as_f64).map(|it| it as u32);
            let days = line.0.get("term_days").and_then(Value::as_i64);
            // A term given in days is laid from a March on, where 90 days are no whole months.
            let start = if days.is_some() { Day::from_number(59) } else { line.day("start") };
            let end = days.map_or(line.day("end"), |it| start + (it as i32 - 1));
            let term = Term { start, end };
            let whole = Some(cents(line.num("amount")));
            annualised(&Line { whole, months, term: Some(term), ..Line::default() })
                .unwrap()
                .to_f64()
        })
        .sum();
    json!({ "arr": arr })
}

fn binomial_tail(it: &Inputs) -> Value {
    let (k, n, p) = (it.count("k"), it.count("n"), it.num("p"));
    json!(match it.text("side") {
        "greater" => series::binomial_at_least(k, n, p),
        _ => 1.0 - series::binomial_at_least(k + 1, n, p),
    })
}

fn business_day_offset(it: &Inputs) -> Value {
    let roll = match it.text("roll") {
        "backward" | "preceding" => Roll::Backward,
        _ => Roll::Forward,
    };
    json!(it.calendar().offset(it.day("date"), it.int("offset"), roll).to_string())
}

fn dispersion(it: &Inputs) -> Value {
    let found = series::dispersion(&it.nums("y")).unwrap();
    json!({ "mean": found.mean, "var": found.variance, "phi": found.ratio, "p": found.p })
}

fn decline(found: Option<series::Decline>) -> Value {
    let found = found.unwrap();
    json!({
        "S": found.s,
        "var": found.variance,
        "z": found.z,
        "p_two_sided": found.p_two_sided,
        "p_decline": found.p_decline,
    })
}

fn notice(it: &Inputs) -> Value {
    let clause = Inputs(it.0["notice"].as_object().unwrap().clone());
    let n = clause.int("n");
    let period = match clause.text("unit") {
        "calendar_days" => NoticePeriod::Days(n),
        "business_days" => NoticePeriod::WorkingDays(n),
        _ => NoticePeriod::Months(n),
    };
    let term = Term { start: Day::MIN, end: it.day("term_end") };
    let found = term.notice(period, &it.calendar());
    let mut res = json!({
        "notice_deadline": found.deadline.to_string(),
        "act_by": found.act_by.to_string(),
    });
    if let Some(as_of) = it.maybe_day("as_of") {
        let renews = it.flag("auto_renew");
        let state = NoticeState::on(as_of, &term, found.deadline, Some(renews));
        let received = it.flag("notice_received") || it.maybe_day("notice_received").is_some();
        let state = if received { NoticeState::Received } else { state };
        res["status"] = json!(state.word());
        res["days_left"] = json!(found.deadline.days_since(as_of));
    }
    res
}

fn score(classes: &Classes) -> Value {
    json!({
        "n": classes.n(),
        "promoters": classes.promoters,
        "passives": classes.passives,
        "detractors": classes.detractors,
        "nps": nps(classes),
    })
}

fn nps_latest(it: &Inputs) -> Value {
    let responses = it.list("responses");
    let answers: Vec<Answer<'_>> = responses
        .iter()
        .map(|it| Answer {
            contact: it.text("contact"),
            on: it.day("date"),
            score: it.num("score"),
        })
        .collect();
    let latest = latest_answers(&answers, it.day("as_of"), i64::from(it.int("window_days")));
    score(&Classes::of(latest.iter().map(|it| it.score)))
}

fn sla(it: &Inputs) -> Value {
    let mut found = Sla::default();
    for ticket in it.list("tickets") {
        found.add(ticket.0["elapsed"].as_f64(), ticket.num("age"), ticket.num("target"));
    }
    json!({ "attainment": found.attainment(), "met": found.met(), "missed": found.missed() })
}

fn special(it: &Inputs) -> Value {
    let args = it.nums("args");
    json!(match it.text("f") {
        "norm_cdf" => series::norm_cdf(args[0]),
        "norm_ppf" => series::norm_quantile(args[0]),
        "lgamma" => series::ln_gamma(args[0]),
        "gammainc_p" => series::gammainc_p(args[0], args[1]),
        "betainc" => series::betainc(args[0], args[1], args[2]),
        "poisson_sf_ge" => series::poisson_at_least(args[0] as u32, args[1]),
        "binom_sf_ge" => series::binomial_at_least(args[0] as u32, args[1] as u32, args[2]),
        "nbinom_sf_ge" => series::negative_binomial_at_least(args[0] as u32, args[1], args[2]),
        other => panic!("no function {other}"),
    })
}

fn sponsor(it: &Inputs) -> Value {
    let as_of = Day::from_number(20_000);
    let mut counts = json!({ "engaged": 0, "stale": 0, "lapsed": 0, "none": 0 });
    for account in it.list("accounts").iter().filter(|it| it.flag("required")) {
        let days = account.0["days_since_exec_touch"].as_i64();
        let state = if account.flag("sponsor_identified") {
            SponsorState::of_sponsor(as_of, days.map(|it| as_of - it as i32))
        } else {
            SponsorState::None
        };
        let count = &mut counts[state.word()];
        *count = json!(count.as_i64().unwrap() + 1);
    }
    counts
}

fn theil_sen(it: &Inputs) -> Value {
    let ys = it.nums("y");
    let xs: Vec<f64> = match it.0.get("x").and_then(Value::as_array) {
        Some(xs) => xs.iter().filter_map(Value::as_f64).collect(),
        None => (0..ys.len()).map(|it| it as f64).collect(),
    };
    let points: Vec<At> = xs.iter().zip(&ys).map(|(x, y)| At { x: *x, y: *y }).collect();
    let confidence = it.0.get("conf").and_then(Value::as_f64).unwrap_or(0.95);
    match series::theil_sen(&points, confidence) {
        Some(found) => json!({ "slope": found.slope, "low": found.low, "high": found.high }),
        None => Value::Null,
    }
}

fn contact_threads(it: &Inputs) -> Value {
    let as_of = it.day("as_of");
    let mut times: Vec<(String, u32)> = Vec::new();
    for touch in it.list("touches").iter().filter(|it| it.flag("two_way")) {
        if !(0..i64::from(it.int("window_days"))).contains(&as_of.days_since(touch.day("date"))) {
            continue;
        }
        let name = touch.text("contact");
        match times.iter_mut().find(|it| it.0 == name) {
            Some(old) => old.1 += 1,
            None => times.push((name.to_owned(), 1)),
        }
    }
    let found = threads(&times.iter().map(|it| it.1).collect::<Vec<_>>());
    json!({
        "active_contacts": found.people,
        "effective_threads": found.effective,
        "top_share": found.top_share,
    })
}

/// Compares every key that both have; a result that shares no key with its golden is wrong.
fn compare(
    id: &Value,
    expected: &Value,
    found: &Value,
    tolerance: &Value,
    wrong: &mut Vec<String>,
) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            let shared: Vec<_> = expected.keys().filter(|it| found.contains_key(*it)).collect();
            if shared.is_empty() {
                wrong.push(format!("{id}: nothing to compare"));
            }
            for key in shared {
                compare(
                    &json!(format!("{id}.{key}")),
                    &expected[key],
                    &found[key],
                    tolerance,
                    wrong,
                );
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (expected, found) in expected.iter().zip(found) {
                compare(id, expected, found, tolerance, wrong);
            }
        }
        (Value::Number(expected), Value::Number(found)) => {
            let (expected, found) = (expected.as_f64().unwrap(), found.as_f64().unwrap());
            let allowed = tolerance["abs"].as_f64().unwrap_or(0.0);
            let relative = tolerance["rel"].as_f64().unwrap_or(0.0) * expected.abs();
            if (expected - found).abs() > allowed.max(relative).max(f64::EPSILON * expected.abs()) {
                wrong.push(format!("{id}: {found}, not {expected}"));
            }
        }
        _ if expected == found => {}
        _ => wrong.push(format!("{id}: {found}, not {expected}")),
    }
}
