//! The words after `rounds`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::domain::{Currency, Day, Grain, UnknownWord};
use crate::engine::health::Setting;
use crate::import::{DateOrder, DecimalMark, FileKind};

/// The terminal cockpit of one customer success manager.
///
/// Without a command it opens the cockpit on your book.
#[derive(Debug, Parser)]
#[command(
    name = "rounds",
    version,
    max_term_width = 100,
    after_help = "ACCOUNT is an id, an external id, or any part of a name that only one account has.\n\
        QUERY is what the filter of the cockpit takes: rounds accounts 'renews<90d health<60'.\n\
        Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 the book is locked, 4 not found."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The file that holds the book
    #[arg(long, global = true, value_name = "FILE", env = "ROUNDS_BOOK")]
    pub book: Option<PathBuf>,
    /// The file with the settings; health.toml, rules/ and playbooks/ lie beside it
    #[arg(long, global = true, value_name = "FILE", env = "ROUNDS_CONFIG")]
    pub config: Option<PathBuf>,
    /// Show everything as it was known on this day; reading only
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<Day>,
    /// The day to take for today, so that a script gives the same answer tomorrow
    #[arg(long, global = true, value_name = "DATE", env = "ROUNDS_TODAY", hide = true)]
    pub today: Option<Day>,
    /// Use a fresh copy of the sample book
    #[arg(long, global = true)]
    pub demo: bool,
    /// Refuse to change the book
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Colours in what is printed
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Draw the cockpit with ASCII signs only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// The theme of the cockpit
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<ThemeName>,
}

/// When to print colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A theme's written form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ThemeName {
    /// The terminal's own colours
    Terminal,
    /// No colours
    Mono,
    /// Blue and orange on a light ground
    Light,
    /// Blue and orange on a dark ground
    Dark,
}

/// The form of what a reading command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Args)]
#[command(group = ArgGroup::new("format").multiple(false))]
pub(super) struct Form {
    /// Print JSON; its keys are fact names
    #[arg(long, group = "format")]
    json: bool,
    /// Print CSV, safe to open in a spreadsheet
    #[arg(long, group = "format")]
    csv: bool,
    /// Print Markdown
    #[arg(long, group = "format")]
    md: bool,
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
    Csv,
    Markdown,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form { json: true, .. } => Self::Json,
            Form { csv: true, .. } => Self::Csv,
            Form { md: true, .. } => Self::Markdown,
            Form { .. } => Self::Text,
        }
    }
}

/// A list, all of it or what a query leaves of it.
#[derive(Debug, Clone, Args)]
pub(super) struct List {
    /// Which accounts: a query as in the cockpit's filter
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Accounts {
    #[command(flatten)]
    pub list: List,
    /// Every fact, with --csv; JSON has them all anyway
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Alerts {
    #[command(subcommand)]
    pub command: Option<AlertCommand>,
    #[command(flatten)]
    pub list: List,
    /// Those below the line too, and those put off, resolved or closed; JSON has them all anyway
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum AlertCommand {
    /// Hide an alert until a day, or until a condition holds
    Snooze {
        /// Its id, as rounds alerts --json prints it
        id: String,
        /// A day (fri, eom, 2026-11-24), or a query: 'health>60'
        #[arg(long, value_name = "DATE|QUERY")]
        until: String,
    },
    /// List what three accounts or more opened this week
    Patterns {
        #[command(flatten)]
        form: Form,
    },
}

/// An account, and how to print what is known of it.
#[derive(Debug, Clone, Args)]
pub(super) struct One {
    /// An id, an external id, or part of a name
    pub account: String,
    #[command(flatten)]
    pub form: Form,
}

/// What to do.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Command {
    /// Bring in files as other tools export them: accounts, usage, tickets, contracts and more
    Import(Import),
    /// List the accounts, worst health first
    Accounts(Accounts),
    /// List the open alerts, most money at stake first
    Alerts(Alerts),
    /// List the open tasks by date
    Tasks(List),
    /// List what renews, soonest decision first
    Renewals(List),
    /// Show one account: its fields, health, alerts, tasks, people and what happened
    Show(One),
    /// Say how a number is made: the health score, or one fact
    Explain(Explain),
    /// Draft the next review with a customer as Markdown
    Qbr(Qbr),
    /// Log something done with a customer
    Log(Log),
    /// Write a note on an account
    Note(Note),
    /// Set your own judgement of an account
    Pulse(Pulse),
    /// Add, finish or put off a task
    #[command(subcommand)]
    Task(Task),
    /// Look at playbooks, lists of tasks with dates, and start one
    #[command(subcommand)]
    Playbook(Playbook),
    /// Take back the latest change
    Undo,
    /// Do again what was taken back
    Redo,
    /// List the changes, newest first
    History(History),
    /// Open the sample book
    Demo(Demo),
    /// List the facts that queries, columns and rules speak in
    Facts(Facts),
    /// List the keys of the cockpit
    Keys {
        #[command(flatten)]
        form: Form,
    },
    /// Look at the health model: what it is, what another would do, whether its scores told
    #[command(subcommand)]
    Health(Health),
    /// Look at the alert rules
    #[command(subcommand)]
    Rules(Rules),
    /// Check the book and the settings
    Doctor {
        #[command(flatten)]
        form: Form,
    },
    /// Look at the settings
    #[command(subcommand)]
    Config(Config),
    /// Write a copy of the book
    Backup {
        /// Where to; a file beside the book where none is named
        file: Option<PathBuf>,
    },
    /// Print the completions of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Import {
    /// The files, in any order
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What the files hold, where it is not seen right
    #[arg(long = "as", value_name = "KIND", value_parser = one_of(FileKind::ALL, FileKind::word))]
    pub kind: Option<FileKind>,
    /// Say what would happen and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The order of dates, where a file leaves it open
    #[arg(long, value_name = "ORDER", value_parser = one_of(DateOrder::ALL, DateOrder::word))]
    pub dates: Option<DateOrder>,
    /// The mark before decimals, where a file leaves it open
    #[arg(long, value_name = "MARK", value_parser = one_of(DecimalMark::ALL, DecimalMark::word))]
    pub decimal: Option<DecimalMark>,
    /// The day the files are about, where they do not say it
    #[arg(long, value_name = "DATE")]
    pub dated: Option<Day>,
    /// How far apart the rows of usage are, where it is not seen right
    #[arg(long, value_parser = one_of(Grain::ALL, Grain::word))]
    pub grain: Option<Grain>,
    /// The currency of amounts that name none
    #[arg(long, value_name = "CODE")]
    pub currency: Option<Currency>,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Explain {
    /// An id, an external id, or part of a name
    pub account: String,
    /// A fact; without one the health score is explained
    pub fact: Option<String>,
    /// Explain the change of the score between two days
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"], conflicts_with = "fact")]
    pub between: Option<Vec<Day>>,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Qbr {
    /// An id, an external id, or part of a name
    pub account: String,
    /// As JSON, block by block, in place of Markdown
    #[arg(long)]
    pub json: bool,
    /// Write the draft to this file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Log {
    /// An id, an external id, or part of a name
    pub account: String,
    /// What was said, in one line
    #[arg(required = true)]
    pub text: Vec<String>,
    /// call, meeting, email …
    #[arg(long = "type", value_name = "TYPE", default_value = "call")]
    pub kind: String,
    /// The day, as in yesterday or 2026-10-12; today where none is named
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// The customer did not take part, as in a mail without an answer
    #[arg(long)]
    pub one_way: bool,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Note {
    /// An id, an external id, or part of a name
    pub account: String,
    /// The words
    #[arg(required = true)]
    pub text: Vec<String>,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Pulse {
    /// An id, an external id, or part of a name
    pub account: String,
    /// How it stands
    pub colour: PulseColour,
    /// Why
    #[arg(required = true)]
    pub reason: Vec<String>,
}

/// The three colours of a pulse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PulseColour {
    Red,
    Yellow,
    Green,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Task {
    /// Add a task: rounds task add 'send the plan fri !high @acme #renewal'
    Add {
        /// What is to be done; a date, !priority, @account or @"its name", and #tag may stand in it
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Finish tasks
    Done {
        /// Their numbers, as rounds tasks shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<i64>,
    },
    /// Hide a task until a day
    Snooze {
        /// Its number, as rounds tasks shows it
        id: i64,
        /// Until when: fri, next week, 3d, eom, 2026-11-24
        #[arg(required = true, value_name = "DATE")]
        until: Vec<String>,
    },
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Playbook {
    /// List the playbooks
    List {
        #[command(flatten)]
        form: Form,
    },
    /// Show the tasks of a playbook
    Show {
        /// Its short name, such as usage-drop
        playbook: String,
        #[command(flatten)]
        form: Form,
    },
    /// Write down the tasks of a playbook for an account, as one change
    Start(PlaybookStart),
}

#[derive(Debug, Clone, Args)]
pub(super) struct PlaybookStart {
    /// Its short name, such as usage-drop
    pub playbook: String,
    /// An id, an external id, or part of a name
    pub account: String,
    /// The day to count from in place of what the playbook counts from
    #[arg(long, value_name = "DATE")]
    pub anchor_date: Option<String>,
    /// The alert it is started for, by id
    #[arg(long, value_name = "ID")]
    pub alert: Option<String>,
    /// Print the tasks and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Start it although tasks of it are open
    #[arg(long)]
    pub again: bool,
}

#[derive(Debug, Clone, Args)]
pub(super) struct History {
    /// How many changes to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: u32,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Demo {
    /// Write the sample book to this file, and leave
    #[arg(long, value_name = "FILE")]
    pub write: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Facts {
    /// Only those whose name, alias or meaning holds this word
    pub word: Option<String>,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Health {
    /// Print the model in force: weights, curves, limits, and which of them are your own
    Model(ModelShown),
    /// Say which accounts would change band under another model; nothing is saved
    WhatIf(WhatIf),
    /// Hold the scores before each loss and renewal against what happened
    Calibrate(Calibrate),
}

#[derive(Debug, Clone, Args)]
pub(super) struct ModelShown {
    /// Print it as a file that reads back to the same model, to begin your own health.toml with
    #[arg(long, conflicts_with = "format")]
    pub toml: bool,
    /// Write it as such a file, whole or not at all
    #[arg(short, long, value_name = "FILE", conflicts_with = "format")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Clone, Args)]
#[command(
    after_help = "KEY is the path of a number in the model, as rounds health model --csv lists them:\n\
        \u{20} bands.green                         the lowest green score\n\
        \u{20} coverage.green_min                  the share of data that green needs\n\
        \u{20} tiers.high.weights.usage            the weight of a pillar at a service level\n\
        \u{20} phases.renewal.commercial           its factor in a phase of the customer's life\n\
        \u{20} measures.touch_ratio.weight         the share of a measure in its pillar\n\
        \u{20} measures.touch_ratio.knots.1.5      the score of a measure at the value 1.5\n\
        \u{20} measures.touch_ratio.knots          its whole curve: [[0, 100], [3, 0]]\n\
        \u{20} measures.champion.states.weak       the score of a word\n\
        \u{20} measures.champion.expire_days       the age from which data do not count\n\
        \u{20} measures.breadth_pct.seated.weight  of two measures of one name, the one by seats\n\
        \u{20} caps.champion_lost.at_most          the highest score while a limit is in force\n\
        Weights that have to add up and are not named give way in proportion."
)]
pub(super) struct WhatIf {
    /// A number of the model and what it is to be: bands.green=80
    #[arg(long, value_name = "KEY=VALUE", required_unless_present = "model")]
    pub set: Vec<Setting>,
    /// A model file laid over the built-in model, in place of your own
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Clone, Args)]
pub(super) struct Calibrate {
    /// How long before the loss or the renewal: 90d, 12w
    #[arg(long, value_name = "DAYS", value_parser = days, default_value = "90d")]
    pub before: i64,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Rules {
    /// List the rules with what opens them
    List {
        #[command(flatten)]
        form: Form,
    },
    /// Show one rule: what opens and clears it, what it tells, the facts it reads
    Show {
        /// Its number or its short name, such as R1
        rule: String,
        #[command(flatten)]
        form: Form,
    },
    /// Check your own rules, playbooks and health model, and tell every mistake with its place
    Check,
    /// Try rules out on the past of the book: how often right, how early, what was missed
    Backtest(Backtest),
}

#[derive(Debug, Clone, Args)]
pub(super) struct Backtest {
    /// Their numbers or short names, such as R1
    #[arg(value_name = "RULE")]
    pub rules: Vec<String>,
    /// Try every rule, and say which to have on
    #[arg(long, conflicts_with = "rules")]
    pub all: bool,
    /// The farthest that an event may follow an alert: 90d, 26w; 180 days, or a silence of 60
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub horizon: Option<i64>,
    /// The first day to judge on
    #[arg(long, value_name = "DATE")]
    pub from: Option<Day>,
    /// The last day to judge on
    #[arg(long, value_name = "DATE")]
    pub to: Option<Day>,
    /// What alerts are held against; losses, where the book knows of any
    #[arg(long, value_name = "WHAT")]
    pub against: Option<Held>,
    /// Another threshold for what opens the rules: 'seats.utilisation<40%'
    #[arg(long, value_name = "COMPARISON")]
    pub set: Option<String>,
    #[command(flatten)]
    pub form: Form,
}

/// What alerts are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Held {
    /// Churn and contraction
    Losses,
    /// No use for 60 days
    Silence,
}

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Config {
    /// Print where everything lies
    Path {
        #[command(flatten)]
        form: Form,
    },
}

/// Takes one of these words.
fn one_of<T>(all: &'static [T], word: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + FromStr<Err = UnknownWord> + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(|it| word(*it))).try_map(|it| it.parse())
}

/// A count of days, one at least: `90`, `90d`, `26w`.
fn days(text: &str) -> Result<i64, String> {
    let (number, unit) = match text.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let days = number.parse::<i64>().ok().and_then(|it| it.checked_mul(unit));
    // Farther than any book goes back.
    days.filter(|it| (1..=36_500).contains(it))
        .ok_or_else(|| "write days, as 90d or 26w".to_owned())
}
