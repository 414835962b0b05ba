//! What was agreed with the customers: goals, the steps to them, and our own tasks.

use crate::cast::Account;
use crate::people::people;
use crate::sheet::{Sheet, day, workday};
use crate::tables::{Story, Tables};

/// How many goals an account has.
fn goals(account: &Account) -> usize {
    match (account.tier, account.story) {
        ('D', _) | (_, Story::Hollow) => 0,
        ('A' | 'B', _) => 2,
        _ => 1,
    }
}

/// `objectives.csv`.
pub(crate) fn objectives(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new(
        "objectives.csv",
        "objective_id,account_id,title,category,unit,baseline,target,current,created_on,\
         measured_on,due_on,status,customer_owner,verified_by,verified_on",
    );
    let mut number = 0;
    for account in &tables.accounts {
        let mut chance = account.chance("goals");
        let owner = people(account).swap_remove(0).name;
        let first = chance.between(0, 6) as usize;
        for at in 0..goals(account) {
            number += 1;
            let goal = &tables.goals[(first + 3 * at) % tables.goals.len()];
            let agreed = (account.age - 20).clamp(10, 300);
            let progress = progress(account, at, agreed);
            let current = goal.baseline + (goal.target - goal.baseline) * progress;
            let is_reached = progress >= 1.0;
            let status = match progress {
                it if it >= 1.0 => "achieved",
                it if it < 0.4 && agreed > 60 => "at_risk",
                _ => "on_track",
            };
            let measured = chance.between(6, 25).min(agreed - 1);
            let verified = workday(-chance.between(26, 70));
            sheet.row([
                &format!("OBJ-{number:03}"),
                &account.id,
                &goal.title,
                &goal.category,
                &goal.unit,
                &goal.baseline.to_string(),
                &goal.target.to_string(),
                &format!("{current:.0}"),
                &workday(-agreed),
                &workday(-measured),
                &day(if is_reached { -20 } else { chance.between(35, 140) }),
                status,
                &owner,
                if is_reached { &owner } else { "" },
                if is_reached { &verified } else { "" },
            ]);
        }
    }
    sheet
}

/// How far a goal is reached: 0 at its start, 1 at its end.
fn progress(account: &Account, at: usize, agreed: i32) -> f64 {
    match account.story {
        Story::StalledOnboarding => 0.0,
        Story::NewAndWell => f64::from(agreed) / 200.0,
        Story::QuietDecline | Story::WentQuiet => 0.3,
        Story::Middling => 0.5,
        Story::NoticeNear if at == 0 => 0.55,
        Story::OutOfTouch => 0.4,
        _ if at == 0 => 1.0,
        _ => 0.7,
    }
}

/// What recurs every quarter once an account has settled.
const QUARTERLY: [&str; 4] = [
    "Goals of the quarter reviewed",
    "Report pack handed over",
    "Templates cleaned up",
    "Mobile roll-out of the quarter",
];
/// The age from which the quarterly steps begin.
const SETTLED: i32 = 200;

/// `milestones.csv`.
pub(crate) fn milestones(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new(
        "milestones.csv",
        "milestone_id,account_id,title,type,created_on,due_on,done_on",
    );
    let mut number = 0;
    let has_plan = |it: &&Account| goals(it) > 0 || it.story == Story::Hollow;
    for account in tables.accounts.iter().filter(has_plan) {
        let mut chance = account.chance("steps");
        let mut add = |title: &str, kind: &str, created: i32, due: i32, is_missed: bool| {
            number += 1;
            let is_done = due < -2 && !is_missed;
            let done = workday((due + chance.between(-6, 3)).min(-1));
            sheet.row([
                &format!("MIL-{number:04}"),
                &account.id,
                title,
                kind,
                &workday(created),
                &day(due),
                if is_done { &done } else { "" },
            ]);
        };
        for step in &tables.steps {
            let is_stuck = account.story == Story::StalledOnboarding && step.day > 10;
            add(&step.title, &step.kind, 2 - account.age, step.day - account.age, is_stuck);
        }
        if account.age < SETTLED {
            continue;
        }
        for (title, quarter) in QUARTERLY.iter().zip(-3..=0) {
            let due = 91 * quarter + account.chance(title).between(-10, 20);
            add(title, "outcome", due - 80, due, quarter >= missed_from(account.story));
        }
    }
    sheet
}

/// The first quarter, counted from the running one, whose step was missed.
fn missed_from(story: Story) -> i32 {
    match story {
        Story::Middling => -3,
        Story::WentQuiet => -2,
        Story::QuietDecline | Story::OutOfTouch | Story::NoticeNear => -1,
        _ => 1,
    }
}

/// The day an account first had what it bought; nothing where it has not come so far.
pub(crate) fn first_value(tables: &Tables, account: &Account) -> Option<i32> {
    let step = tables.steps.iter().find(|it| it.kind == "first_value")?;
    let on = step.day - 2 - account.age;
    (account.story != Story::StalledOnboarding && on < -5).then_some(on)
}

/// `tasks.csv`.
pub(crate) fn tasks(tables: &Tables) -> Sheet {
    let mut sheet =
        Sheet::new("tasks.csv", "task_id,account_id,title,created_on,due_on,priority,tags,status");
    for (task, number) in tables.tasks.iter().zip(1..) {
        let owner = tables.accounts.iter().find(|it| it.slug == task.slug);
        sheet.row([
            &format!("TSK-{number:02}"),
            owner.map_or("", |it| it.id.as_str()),
            &task.title,
            &workday(-6),
            &if task.due == 0 { day(0) } else { workday(task.due) },
            &task.priority,
            &task.tags,
            "open",
        ]);
    }
    sheet
}
