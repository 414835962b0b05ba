//! A task or an activity typed as one line: `call Kenji fri 14:00 !high @globex #exec`.

use super::date_words::{self, Tense};
use crate::app::judged::Names;

use crate::domain::{AccountId, ActivityKind, Day, NewActivity, NewTask, short_day};

/// How a name of several words is written.
const IN_QUOTES: &str = "Write a name with spaces in quotes: @\"Red Peak\"";

/// Where a line is typed: the day, the account under the cursor, and the book's accounts.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// What the dates count from.
    pub today: Day,
    /// Whose it is where the line names no account.
    pub account: Option<AccountId>,
    /// The accounts that `@name` may mean.
    pub book: &'a dyn Names,
}

impl Desk<'_> {
    /// The one account that a name means: exactly, or by any part of it.
    pub fn account_named(&self, name: &str) -> Result<AccountId, String> {
        let wanted = letters(name);
        if wanted.is_empty() {
            return Err("write an account's name after the @".to_owned());
        }
        let exact = |it: &str| letters(it) == wanted;
        let mut found = Vec::new();
        for row in self.book.names() {
            if exact(row.name) || row.external_id.is_some_and(exact) {
                return Ok(row.id);
            }
            if letters(row.name).contains(&wanted) {
                found.push(row);
            }
        }
        match found.as_slice() {
            [] => Err(format!("no account is called {name:?}. {IN_QUOTES}")),
            [row] => Ok(row.id),
            rows => {
                let names: Vec<&str> = rows.iter().take(3).map(|it| it.name).collect();
                let more = if rows.len() > 3 { " ..." } else { "" };
                Err(format!(
                    "{name:?} is {} accounts: {}{more}. {IN_QUOTES}",
                    rows.len(),
                    names.join(", ")
                ))
            }
        }
    }

    fn name(&self, id: Option<AccountId>) -> &str {
        let found = id.and_then(|id| self.book.names().find(|it| it.id == id));
        found.map_or("no account", |it| it.name)
    }

    /// Reads a task; says what is wrong where a part cannot be meant.
    pub fn task(&self, line: &str) -> Result<NewTask, String> {
        let mut res = NewTask { account: self.account, ..NewTask::default() };
        let words = words(line);
        let mut title = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let rest = words.get(at..).unwrap_or_default();
            at += 1;
            if let Some(name) = named(word) {
                res.account = Some(self.account_named(name)?);
            } else if let Some(tag) = word.strip_prefix('#').filter(|it| !it.is_empty()) {
                res.tags.push(tag.to_owned());
            } else if let Some(priority) = word.strip_prefix('!').filter(|it| !it.is_empty()) {
                res.priority = Some(self::priority(priority)?.to_owned());
            } else if let (None, Some(time)) = (&res.due_time, clock_time(word)) {
                res.due_time = Some(time);
            } else if let (None, Some(found)) =
                (res.due_on, date_words::at_start(rest, self.today, Tense::Ahead))
            {
                res.due_on = Some(found.day);
                at += found.words - 1;
            } else {
                title.push(*word);
            }
        }
        res.title = title.join(" ");
        if res.title.is_empty() {
            return Err("type what is to be done".to_owned());
        }
        if res.due_time.is_some() && res.due_on.is_none() {
            res.due_on = Some(self.today);
        }
        Ok(res)
    }

    /// What a task says, for the line below the one being typed.
    pub fn task_preview(&self, task: &NewTask) -> String {
        self.task_preview_for(task, self.name(task.account))
    }

    /// The same for whom `whose` says.
    pub(in crate::app) fn task_preview_for(&self, task: &NewTask, whose: &str) -> String {
        let mut parts = vec![format!("\"{}\"", task.title), whose.to_owned()];
        parts.push(match (task.due_on, &task.due_time) {
            (Some(day), Some(time)) => format!("{} at {time}", short_day(day, self.today)),
            (Some(day), None) => short_day(day, self.today),
            (None, _) => "no date".to_owned(),
        });
        parts.extend(task.priority.iter().map(|it| format!("{it} priority")));
        parts.extend(task.tags.iter().map(|it| format!("#{it}")));
        parts.join("  ")
    }

    /// Whether a line names an account by itself.
    pub(in crate::app) fn names_account(line: &str) -> bool {
        words(line).into_iter().any(|it| named(it).is_some())
    }

    /// Reads an activity: its kind is its first word, where that is one (else it is a call), a date
    /// stands anywhere. The kind stays in what was said unless a colon sets it apart. A call, a
    /// meeting and the like are two-way; a mail is one-way unless the line says `!reply`, and
    /// `!oneway` makes any of them so.
    pub fn activity(&self, line: &str) -> Result<NewActivity, String> {
        let mut account = self.account;
        let mut on = None;
        let mut two_way = None;
        let mut kind = None;
        let mut subject = Vec::new();
        let words = words(line);
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let rest = words.get(at..).unwrap_or_default();
            at += 1;
            if let Some(name) = named(word) {
                account = Some(self.account_named(name)?);
            } else if *word == "!oneway" {
                two_way = Some(false);
            } else if *word == "!reply" {
                two_way = Some(true);
            } else if let (None, Some(found)) =
                (on, date_words::at_start(rest, self.today, Tense::Behind))
            {
                if found.day > self.today {
                    let text = rest.get(..found.words).unwrap_or_default().join(" ");
                    return Err(date_words::ahead(&text, found.day, self.today));
                }
                on = Some(found.day);
                at += found.words - 1;
            } else if let (None, true, Some(found)) = (kind, subject.is_empty(), kind_of(word)) {
                kind = Some(found);
                if !word.ends_with(':') {
                    subject.push(*word);
                }
            } else {
                subject.push(*word);
            }
        }
        let account = account.ok_or("write @ and the account's name")?;
        if subject.iter().all(|it| kind.is_some() && kind_of(it) == kind) {
            return Err("type what was said, in one line".to_owned());
        }
        let kind = kind.unwrap_or(ActivityKind::USUAL);
        Ok(NewActivity {
            account,
            on: on.unwrap_or(self.today),
            kind: kind.word.to_owned(),
            two_way: two_way.unwrap_or(kind.two_way),
            subject: subject.join(" "),
        })
    }

    /// What an activity says, for the line below the one being typed.
    pub fn activity_preview(&self, activity: &NewActivity) -> String {
        self.activity_preview_for(activity, self.name(Some(activity.account)))
    }

    /// The same for whom `whose` says.
    pub(in crate::app) fn activity_preview_for(
        &self,
        activity: &NewActivity,
        whose: &str,
    ) -> String {
        let way = if activity.two_way { "two-way" } else { "one-way" };
        format!(
            "{}, {way}  {}  {}  \"{}\"",
            activity.kind,
            whose,
            short_day(activity.on, self.today),
            activity.subject
        )
    }
}

/// The words of a line; a name in quotes after an `@` is one of them.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    let last_quote = line.rfind('"').unwrap_or_default();
    while !rest.is_empty() {
        // Behind the last quote there is none to look for: the line is read once, not once a word.
        let opening = line.len() - rest.len() + 1;
        let quoted = rest.strip_prefix("@\"").filter(|_| opening < last_quote);
        let quoted = quoted.and_then(|it| it.find('"')).map(|at| at + 3);
        let end = quoted.or_else(|| rest.find(char::is_whitespace)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// The account that a word names: `@acme`, `@"Red Peak"`.
fn named(word: &str) -> Option<&str> {
    word.strip_prefix('@').map(|it| it.trim_matches('"')).filter(|it| !it.is_empty())
}

/// The kind of activity that a word names: `call`, `Meeting`, `email:`.
fn kind_of(word: &str) -> Option<ActivityKind> {
    ActivityKind::from_word(&word.trim_end_matches(':').to_lowercase())
}

fn priority(word: &str) -> Result<&'static str, String> {
    match word.to_lowercase().as_str() {
        "high" | "h" | "1" => Ok("high"),
        "normal" | "n" | "2" => Ok("normal"),
        "low" | "l" | "3" => Ok("low"),
        _ => Err(format!("!{word} is no priority: write !high, !normal or !low")),
    }
}

/// `14:00`, `9:30`, `2pm` as `14:00`.
fn clock_time(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let (hour, minute): (u32, u32) = if let Some((hour, minute)) = lower.split_once(':') {
        (hour.parse().ok()?, (minute.len() == 2).then(|| minute.parse().ok())??)
    } else if let Some(hour) = lower.strip_suffix("am") {
        (hour.parse().ok().filter(|it| (1..=12).contains(it)).map(|it: u32| it % 12)?, 0)
    } else {
        let hour = lower.strip_suffix("pm")?.parse().ok();
        (hour.filter(|it| (1..=12).contains(it)).map(|it: u32| it % 12 + 12)?, 0)
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// A name's letters and digits in lower case, so that `@globex-inc` means `Globex, Inc.`.
fn letters(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
