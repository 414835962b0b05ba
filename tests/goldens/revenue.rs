//! Recurring revenue, its movements, and what renews of it.

use rounds::domain::{Currency, Day, Money};
use rounds::engine::dates::Term;
use rounds::engine::revenue::{
    Abroad, Cohort, Exposed, Holding, Line, Movements, Priced, Renewal, RenewalState, Sold,
    annual_churn, annualised, arr, at_risk, cohort, fx_retention, lifetime_value, logo_churn, mrr,
    renewal_beside_retention, renewal_rates, total,
};
use serde_json::{Value, json};

use super::Op;
use super::inputs::{Inputs, usd};

const USD: Currency = Currency::USD;

pub(super) const OPS: &[Op] = &[
    ("annualise_churn", |it| json!(annual_churn(it.num("monthly_churn")))),
    ("arr_at_risk", |it| {
        let accounts: Vec<Exposed> = it.list("accounts").iter().map(exposed).collect();
        let horizon = i64::from(it.int("horizon_days"));
        let found = at_risk(&accounts, it.day("as_of"), horizon, USD);
        json!({
            "arr_red": found.red.to_f64(),
            "arr_yellow": found.yellow.to_f64(),
            "arr_red_share": found.red_share(),
            "arr_red_due_in_horizon": found.red_due.to_f64(),
            "expected_arr_loss": found.expected_loss,
        })
    }),
    ("arr_lines", |it| {
        let lines: Vec<Sold> = it.list("lines").iter().map(sold).collect();
        let found = arr(&lines, it.day("as_of"), USD);
        json!({
            "arr": found.arr.to_f64(),
            "mrr": found.arr.to_f64() / 12.0,
            "carr": found.contracted.to_f64(),
        })
    }),
    ("clv", |it| {
        let margin = it.maybe_num("gross_margin").unwrap_or(1.0);
        let floor = it.maybe_num("churn_floor");
        let found = lifetime_value(it.money("arpa"), margin, it.num("churn"), floor);
        json!({ "clv": found.value, "floored": found.is_at_least })
    }),
    ("cohort", |it| retention(&cohort(&holdings(it), USD))),
    ("fx_nrr", |it| {
        let abroad = |account: &Inputs| {
            let rate = |table: &str| it.object(table).num(account.text("ccy"));
            Abroad {
                start: account.money("start_local"),
                end: account.money("end_local"),
                plan_rate: rate("plan_rates"),
                start_rate: rate("rates_start"),
                end_rate: rate("rates_end"),
            }
        };
        let found = fx_retention(&it.list("accounts").iter().map(abroad).collect::<Vec<_>>());
        json!({
            "nrr_constant": found.constant,
            "nrr_reported": found.reported,
            "fx_effect": found.effect,
        })
    }),
    ("logo_churn", |it| {
        let joined = it.maybe_num("joined_and_churned_in_period").unwrap_or_default();
        json!(logo_churn(it.count("churned"), joined as u32, it.count("customers_at_start")))
    }),
    ("movement_path", |it| {
        let path: Vec<Money> = it.nums("path").into_iter().map(usd).collect();
        let steps = Movements::along(&path, USD);
        let ends = Movements::along(&[path[0], path[path.len() - 1]], USD);
        json!({
            "snapshot_nrr": ends.nrr(),
            "snapshot_grr": ends.grr(),
            "movement_nrr_with_reactivation": steps.nrr_with_reactivation(),
            "movement_grr": steps.grr(),
        })
    }),
    ("movements", movements),
    ("mrr_sum", |it| {
        let items: Vec<Priced> = it
            .list("items")
            .iter()
            .map(|it| Priced {
                quantity: i64::from(it.int("qty")),
                price: it.money("price"),
                interval_months: i64::from(it.int("interval_months")),
            })
            .collect();
        json!(mrr(&items, USD).to_f64())
    }),
    ("renewal_rates", |it| {
        let renewals: Vec<Renewal> = it.list("opps").iter().map(renewal).collect();
        let found = renewal_rates(&renewals, it.day("from"), it.day("to"), USD);
        json!({
            "due_count": found.due_count,
            "due_value": found.due.to_f64(),
            "count_rate_due": found.count_of_due,
            "count_rate_resolved": found.count_of_decided,
            "gross_value_rate_due": found.gross_of_due,
            "gross_value_rate_resolved": found.gross_of_decided,
            "net_value_rate_resolved": found.net_of_decided,
        })
    }),
    ("renewal_vs_retention", |it| {
        let [base, due, renewed] = ["arr_base", "arr_due", "renewed"].map(|key| it.money(key));
        let found = renewal_beside_retention(base, due, renewed);
        json!({ "renewal_rate": found.renewal, "retention_rate": found.retention })
    }),
    ("sum", |it| json!(total(it.nums("values").into_iter().map(usd), USD).to_f64())),
];

fn exposed(it: &Inputs) -> Exposed {
    Exposed {
        arr: it.money("arr"),
        band: it.text("band").parse().unwrap(),
        loss: it.maybe_num("p_loss"),
        renews_on: it.maybe_day("renewal_date"),
    }
}

fn sold(it: &Inputs) -> Sold {
    let days = it.maybe_num("term_days").map(|it| it as i32);
    // A term given in days is laid from a March on, where 90 days are no whole months.
    let start = if days.is_some() { Day::from_number(59) } else { it.day("start") };
    let end = days.map_or(it.day("end"), |it| start + (it - 1));
    let months = it.maybe_num("term_months").map(|it| it as u32);
    let term = Some(Term { start, end });
    let line = Line { whole: Some(it.money("amount")), months, term, ..Line::default() };
    Sold {
        yearly: annualised(&line).unwrap(),
        start: it.day("start"),
        end: it.day("end"),
        is_recurring: matches!(it.text("kind"), "" | "recurring"),
        is_signed: it.maybe("signed").is_none() || it.flag("signed"),
        replaces: it.maybe_num("replaces").map(usd),
    }
}

fn holdings(it: &Inputs) -> Vec<Holding> {
    let (start, end) = (it.named("start"), it.named("end"));
    let known: Vec<&str> = it
        .maybe("ever_customer_before_start")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut names: Vec<&String> = start.iter().chain(&end).map(|it| &it.0).collect();
    names.sort();
    names.dedup();
    let amount = |of: &[(String, f64)], name: &String| {
        usd(of.iter().find(|it| it.0 == *name).map_or(0.0, |it| it.1))
    };
    let holding = |name: &&String| Holding {
        start: amount(&start, name),
        end: amount(&end, name),
        was_customer: known.contains(&name.as_str()),
    };
    names.iter().map(holding).collect()
}

fn retention(found: &Cohort) -> Value {
    let moved = found.movements;
    json!({
        "nrr": moved.nrr(),
        "grr": moved.grr(),
        "expansion_rate": moved.expansion_rate(),
        "contraction_rate": moved.contraction_rate(),
        "churn_rate": moved.churn_rate(),
        "logo_retention": found.logo_retention(),
        "logo_churn": found.logo_churn(),
        "bridge": {
            "start": moved.start.to_f64(),
            "new": moved.new.to_f64(),
            "reactivated": moved.reactivated.to_f64(),
            "expansion": moved.expansion.to_f64(),
            "contraction": -moved.contraction.to_f64(),
            "churn": -moved.churn.to_f64(),
            "end": moved.end().to_f64(),
        },
    })
}

fn movements(it: &Inputs) -> Value {
    let amount = |key: &str| usd(it.maybe_num(key).unwrap_or_default());
    let moved = Movements {
        reactivated: amount("reactivation"),
        expansion: amount("expansion"),
        contraction: amount("contraction"),
        churn: amount("churn"),
        ..Movements::starting(amount("start"))
    };
    let counts_return = it.maybe("count_reactivation").is_none() || it.flag("count_reactivation");
    let nrr = if counts_return { moved.nrr_with_reactivation() } else { moved.nrr() };
    json!({
        "nrr": nrr,
        "grr": moved.grr(),
        "gross_churn_rate": moved.gross_churn_rate(),
        "net_churn_rate": nrr.map(|it| 1.0 - it),
    })
}

fn renewal(it: &Inputs) -> Renewal {
    Renewal {
        due_on: it.day("due_date"),
        due: it.money("due"),
        renewed: it.money("renewed"),
        state: match it.text("status") {
            "renewed" => RenewalState::Renewed,
            "lost" => RenewalState::Lost,
            _ => RenewalState::Open,
        },
    }
}
