//! A list that narrows as one types: the help, the palette, the jump to an account.

use super::palette::{COMMANDS, Command, CommandLine};
use crate::app::frame::{Selection, Tab};
use crate::app::judged::Book;
use crate::app::keys::{Action, Group, Keymap, Scope};
use crate::app::line::TextField;
use crate::domain::{AccountId, Phrase, Value};

/// How many entries are listed at once; more typing narrows them.
const LISTED: usize = 200;

/// What is being looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinderKind {
    /// What every key does.
    Help,
    /// A command to run.
    Palette,
    /// An account, a person or a screen to jump to.
    Jump,
}

/// What Enter does with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Asks for an action.
    Action(Action),
    /// Runs a command.
    Command(Command),
    /// Opens an account.
    Account(AccountId),
    /// Opens an account at its people.
    People(AccountId),
    /// Goes to a screen.
    Tab(Tab),
    /// A sign that is told and does nothing.
    Sign,
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The heading of the help that it stands under.
    pub heading: Option<&'static str>,
    /// Its keys or its kind.
    pub keys: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub text: String,
    /// What Enter does with it.
    pub target: Target,
}

/// A list that narrows as one types.
#[derive(Debug, Clone, PartialEq)]
pub struct Finder {
    /// What is being looked for.
    pub kind: FinderKind,
    /// Where the keys are looked up that the help lists.
    pub scope: Scope,
    /// What was typed.
    pub field: TextField,
    /// The selected entry.
    pub selection: Selection,
    entries: Vec<Entry>,
}

impl Finder {
    /// A list of everything of its kind.
    pub fn new(kind: FinderKind, scope: Scope, keymap: &Keymap, book: Option<&Book>) -> Self {
        let mut res = Self {
            kind,
            scope,
            field: TextField::default(),
            selection: Selection::default(),
            entries: Vec::new(),
        };
        res.refresh(keymap, book);
        res
    }

    /// The entries that what was typed leaves.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry under the cursor.
    pub fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.selection.index())
    }

    /// Narrows the list by what was typed: every word must be in an entry, or be its key.
    pub fn refresh(&mut self, keymap: &Keymap, book: Option<&Book>) {
        let typed = self.field.text().trim().to_owned();
        let is_command = self.kind == FinderKind::Palette && typed.contains(char::is_whitespace);
        let typed = match CommandLine::parse(&typed) {
            Some(CommandLine::Command(command, _)) if is_command => command.name().to_owned(),
            _ => typed,
        };
        let words: Vec<String> =
            typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let found = |it: &Entry| {
            let heading = it.heading.filter(|_| it.target == Target::Sign).unwrap_or_default();
            let all = format!("{heading} {} {} {}", it.keys, it.name, it.text).to_lowercase();
            words.iter().all(|word| all.contains(word.as_str()))
        };
        let has_key = |it: &Entry| it.keys.split("  ").any(|key| key == typed);
        let mut entries: Vec<Entry> = match self.kind {
            FinderKind::Help => help(self.scope, keymap).into_iter().chain(signs()).collect(),
            FinderKind::Palette => commands(self.scope, keymap),
            FinderKind::Jump => places(book).into_iter().chain(people(book, &words)).collect(),
        };
        let by_key: Vec<Entry> = entries.iter().filter(|it| has_key(it)).cloned().collect();
        if by_key.is_empty() || typed.is_empty() {
            entries.retain(found);
        } else {
            entries = by_key;
        }
        if self.kind != FinderKind::Help && !typed.is_empty() {
            let typed = typed.to_lowercase();
            let first = typed.split_whitespace().next().unwrap_or_default().to_owned();
            // A stable sort: names that begin with what was typed come first.
            entries.sort_by_key(|it| !it.name.to_lowercase().starts_with(&first));
        }
        entries.truncate(LISTED);
        self.entries = entries;
        self.selection.select(0, self.entries.len(), self.entries.len());
    }
}

fn help(scope: Scope, keymap: &Keymap) -> Vec<Entry> {
    let mut res = Vec::new();
    for group in Group::ALL {
        let scope = if *group == Group::Text { Scope::Text } else { scope };
        let actions = Action::ALL.iter().filter(|it| it.group() == *group);
        let listed = actions.filter_map(|action| {
            let keys = keymap.keys_of(scope, *action);
            (!keys.is_empty()).then(|| action_entry(*action, scope, keymap))
        });
        res.extend(listed);
    }
    res
}

/// What the signs of the screens mean; a screen of plain letters draws its own for `✓` and `✗`.
const SIGNS: [(&str, &str); 12] = [
    ("!1 !2", "an alert, critical or high"),
    ("~3 -4", "an alert, medium or low"),
    ("+3", "an alert of something good: room to grow"),
    ("! ~ ✓", "health red, yellow, green"),
    ("?", "too little data for a health"),
    ("!p", "your pulse set the colour, not the score"),
    ("~l", "a limit of the model holds the score down"),
    ("✗", "a task past its date"),
    ("28d", "in the Book: points won or lost in the score over 28 days"),
    ("Score 12 wks", "in the Book: the score on each of the last twelve Mondays"),
    ("Touch", "in the Book: days since the customer last answered or met you"),
    ("= R", "on Renewals: = the notice window; R the renewal"),
];

fn signs() -> impl Iterator<Item = Entry> {
    SIGNS.into_iter().map(|(sign, text)| Entry {
        heading: Some("Signs"),
        keys: sign.to_owned(),
        name: String::new(),
        text: text.to_owned(),
        target: Target::Sign,
    })
}

fn commands(scope: Scope, keymap: &Keymap) -> Vec<Entry> {
    let typed = COMMANDS.into_iter().map(|it| Entry {
        heading: None,
        keys: it.argument().to_owned(),
        name: it.name().to_owned(),
        text: it.help().to_owned(),
        target: Target::Command(it),
    });
    let keyed = Action::ALL
        .iter()
        .filter(|it| !matches!(it.group(), Group::Text | Group::Move))
        .map(|it| action_entry(*it, scope, keymap));
    typed.chain(keyed).collect()
}

fn places(book: Option<&Book>) -> Vec<Entry> {
    let accounts = book.iter().flat_map(|it| &it.accounts).map(|it| Entry {
        heading: None,
        keys: String::new(),
        name: it.name.to_string(),
        text: it.external_id.as_deref().unwrap_or_default().to_owned(),
        target: Target::Account(it.id),
    });
    let screens = Tab::ALL.into_iter().map(|it| Entry {
        heading: None,
        keys: "screen".to_owned(),
        name: it.title().to_owned(),
        text: String::new(),
        target: Target::Tab(it),
    });
    accounts.chain(screens).collect()
}

/// The people whose names hold one of the words, with their accounts. The rows know people by
/// what a filter searches: in lower case, among the account's own names and tags.
fn people(book: Option<&Book>, words: &[String]) -> Vec<Entry> {
    let mut res = Vec::new();
    for book in book.iter().filter(|_| !words.is_empty()) {
        let own = ["name", "domain", "external_id", "tags"].map(|it| book.catalogue.find(it));
        for account in &book.accounts {
            let Some(sheet) = &account.sheet else { continue };
            let is_meant = |it: &&str| words.iter().any(|word| it.contains(word.as_str()));
            let mut found = sheet.words.lines().filter(is_meant).peekable();
            if found.peek().is_none() {
                continue;
            }
            let own = own.iter().flatten().filter_map(|it| sheet.get(*it));
            let own: Vec<String> = own
                .flat_map(|it| match it {
                    Value::List(words) => words.iter().map(|it| it.to_lowercase()).collect(),
                    other => vec![Phrase(other).to_string().to_lowercase()],
                })
                .collect();
            res.extend(found.filter(|it| !own.iter().any(|own| own == it)).map(|it| Entry {
                heading: None,
                keys: "person".to_owned(),
                name: capitals(it),
                text: account.name.to_string(),
                target: Target::People(account.id),
            }));
        }
    }
    res
}

/// A name with a capital at the start of each word.
fn capitals(name: &str) -> String {
    let mut is_start = true;
    let letters = name.chars().flat_map(|it| {
        let upper = std::mem::replace(&mut is_start, !it.is_alphanumeric() && it != '\'');
        if upper { it.to_uppercase().collect::<Vec<_>>() } else { vec![it] }
    });
    letters.collect()
}

fn action_entry(action: Action, scope: Scope, keymap: &Keymap) -> Entry {
    let keys: Vec<String> =
        keymap.keys_of(scope, action).into_iter().map(ToString::to_string).collect();
    Entry {
        heading: Some(action.group().title()),
        keys: keys.join("  "),
        name: action.name().to_owned(),
        text: action.help().to_owned(),
        target: Target::Action(action),
    }
}
