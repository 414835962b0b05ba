//! Which kind of file a header belongs to.

use super::columns::{Assignment, ColumnList, KindColumns};
use super::header::words;
use super::kind::FileKind;
use super::role::Role;

/// What the header says about the kind.
pub(super) enum Verdict {
    /// The header has signs of this kind.
    Kind(FileKind, Assignment),
    /// It has an account and nothing that tells more: usage where it has a date, else a snapshot, if
    /// the rest of the columns are numbers.
    Numbers(FileKind, Assignment),
    /// Two kinds fit equally well.
    Either(FileKind, FileKind),
    /// No kind fits.
    Unknown,
}

/// Tells the kind of a header; the file's name decides between kinds that fit equally well.
pub(super) fn detect(list: &ColumnList, file: &str, headers: &[String]) -> Verdict {
    // A sign tells three times as much as a header that other kinds know too.
    const SIGN: usize = 3;
    if list.has_billing(headers) {
        return Verdict::Unknown;
    }
    let mut fits: Vec<(usize, bool, &KindColumns, Assignment)> = Vec::new();
    for kind in list.kinds() {
        let assignment = kind.assign(headers, |_| false);
        if assignment.signs > 0 && kind.missing(&assignment).is_none() {
            let score = assignment.signs * SIGN + assignment.known;
            fits.push((score, is_named(file, kind.kind), kind, assignment));
        }
    }
    fits.sort_by_key(|it| std::cmp::Reverse((it.0, it.1)));
    let mut fits = fits.into_iter();
    let Some((score, named, kind, assignment)) = fits.next() else {
        return numbers(list, headers);
    };
    if kind.kind == FileKind::Accounts && names_only(list, kind, headers) {
        if let Some(usage) = dated(list, headers) {
            return Verdict::Numbers(FileKind::Usage, usage);
        }
        if let Some(plain) = plain(list, headers) {
            return plain;
        }
        if list.is_about_something_else(headers) {
            return Verdict::Unknown;
        }
    }
    if let Some((other_score, other_named, other, _)) = fits.next()
        && (score, named) == (other_score, other_named)
    {
        return Verdict::Either(kind.kind, other.kind);
    }
    Verdict::Kind(kind.kind, assignment)
}

/// A plain list of accounts, `id,name,arr`: without a sign, but every column is a field of accounts,
/// an id, a name and one more among them.
fn plain_accounts(list: &ColumnList, headers: &[String]) -> Option<Assignment> {
    let assignment = list.of(FileKind::Accounts)?.assign(headers, |_| false);
    // What has a title may be a task as well.
    let has_title = headers.iter().any(|it| words(it) == ["title"]);
    let is_whole = assignment.known == headers.len() && headers.len() > 2;
    let is_account = assignment.has("external_id") && assignment.has("name");
    (is_whole && is_account && !has_title).then_some(assignment)
}

/// A plain list without a sign, all of whose columns are fields of one kind: of tasks
/// (`Subject,Due Date,Account`), of people (`Account,Name,Email,Role`), of tickets and so on.
fn plain(list: &ColumnList, headers: &[String]) -> Option<Verdict> {
    // The column that decides comes first: what is due is a task, whatever else is said of it.
    const KINDS: [FileKind; 5] = [
        FileKind::Tasks,
        FileKind::Contacts,
        FileKind::Activities,
        FileKind::Tickets,
        FileKind::Outcomes,
    ];
    KINDS.into_iter().find_map(|kind| {
        let columns = list.of(kind)?;
        let assignment = columns.assign(headers, |_| false);
        // Of a day that says nothing of what it dates, `contracted` may be a number: seats, hours.
        let is_usage = kind == FileKind::Outcomes && dated(list, headers).is_some();
        (columns.is_plain(&assignment) && !is_usage).then_some(Verdict::Kind(kind, assignment))
    })
}

/// Whether all that makes a header one of accounts is the account's name or domain, by which a row of
/// any other file says whose it is.
fn names_only(list: &ColumnList, accounts: &KindColumns, headers: &[String]) -> bool {
    headers.iter().filter(|it| accounts.is_sign(it)).all(|it| list.is_ref(it))
}

/// The header as one of usage, where it has a date that accounts have no use for.
fn dated(list: &ColumnList, headers: &[String]) -> Option<Assignment> {
    let columns = list.of(FileKind::Usage)?;
    let usage = columns.assign(headers, |_| false);
    (columns.missing(&usage).is_none() && usage.has("@date")).then_some(usage)
}

/// Whether a header has a field that is the account's own and no number of a day: its tier, its ARR.
fn has_own_field(list: &ColumnList, headers: &[String]) -> bool {
    const OWN: [&str; 10] = [
        "arr",
        "mrr",
        "renewal_date",
        "customer_since",
        "tier",
        "segment",
        "plan",
        "csm",
        "stage",
        "industry",
    ];
    let accounts = list.of(FileKind::Accounts).map(|it| it.assign(headers, |_| false));
    accounts.is_some_and(|it| OWN.iter().any(|name| it.has(name)))
}

fn numbers(list: &ColumnList, headers: &[String]) -> Verdict {
    if list.has_stranger(headers) {
        return Verdict::Unknown;
    }
    if let Some(assignment) = plain_accounts(list, headers) {
        return Verdict::Kind(FileKind::Accounts, assignment);
    }
    if let Some(plain) = plain(list, headers) {
        return plain;
    }
    if list.is_about_something_else(headers) || is_pivot(headers) {
        return Verdict::Unknown;
    }
    for kind in [FileKind::Usage, FileKind::Snapshot] {
        let Some(columns) = list.of(kind) else { continue };
        let assignment = columns.assign(headers, |_| false);
        let has_date = assignment.roles.contains(&Some(Role::Date));
        let is_kind = has_date == (kind == FileKind::Usage);
        if is_kind && columns.missing(&assignment).is_none() {
            if kind == FileKind::Snapshot && has_own_field(list, headers) {
                return Verdict::Either(FileKind::Accounts, kind);
            }
            return Verdict::Numbers(kind, assignment);
        }
    }
    Verdict::Unknown
}

/// Whether months or days stand in the header, a column each: the rows are no figures of one day.
fn is_pivot(headers: &[String]) -> bool {
    let is_date = |it: &&String| {
        let digits = it.bytes().filter(u8::is_ascii_digit).count();
        digits >= 6 && it.bytes().all(|it| it.is_ascii_digit() || b"-/. ".contains(&it))
    };
    headers.iter().filter(is_date).count() > 1
}

/// Whether the file is named after the kind: `support_tickets.csv`, `nps.csv`.
fn is_named(file: &str, kind: FileKind) -> bool {
    let also: &[&str] = match kind {
        FileKind::Accounts => &["companies", "customers", "organizations", "company", "account"],
        FileKind::Contacts => &["people", "users", "contact"],
        FileKind::Contracts => &["subscriptions", "subscription", "contract"],
        FileKind::Usage => &["events", "metrics"],
        FileKind::Snapshot => &["health", "summary"],
        FileKind::Tickets => &["cases", "issues", "ticket", "incidents"],
        FileKind::Activities => &["touchpoints", "meetings", "calls", "engagements", "activity"],
        FileKind::Surveys => &["nps", "csat", "feedback", "survey", "responses"],
        FileKind::Objectives => &["goals", "objective"],
        FileKind::Milestones => &["onboarding", "milestone"],
        FileKind::Outcomes => &["churn", "outcome", "churned"],
        FileKind::Tasks => &["todos", "task"],
    };
    words(file).iter().any(|it| it == kind.word() || also.contains(&it.as_str()))
}
