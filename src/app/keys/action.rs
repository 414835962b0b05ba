//! Everything that a key can ask for: one table that keymap, footer, help and palette read.

use std::fmt;

/// What sort of action it is: the order of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Changes the book.
    Verb,
    /// Goes to another place.
    Go,
    /// Moves within what has the focus.
    Move,
    /// Narrows and orders.
    Find,
    /// Chooses what verbs act on.
    Mark,
    /// Moves a time axis.
    Time,
    /// Concerns the cockpit itself.
    Cockpit,
    /// Edits a line being typed.
    Text,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: &[Self] = &[
        Self::Verb,
        Self::Go,
        Self::Move,
        Self::Find,
        Self::Mark,
        Self::Time,
        Self::Cockpit,
        Self::Text,
    ];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Verb => "Do",
            Self::Go => "Go",
            Self::Move => "Move",
            Self::Find => "Find",
            Self::Mark => "Mark",
            Self::Time => "Time",
            Self::Cockpit => "Cockpit",
            Self::Text => "Typing",
        }
    }
}

macro_rules! actions {
    ($($variant:ident $group:ident $name:literal $label:literal $help:literal,)+) => {
        /// Everything that a key can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = $help] $variant,)+
        }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name in a keymap: `cursor.down`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// One or two words for the footer.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// What it does, in one sentence.
            pub const fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)+ }
            }

            /// What sort of action it is.
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)+ }
            }
        }
    };
}

#[rustfmt::skip]
actions! {
    Done           Verb    "done"             "done"        "Finish the task, or mark the alert as seen",
    Snooze         Verb    "snooze"           "snooze"      "Hide it until a day; an alert until a condition too",
    CloseOutcome   Verb    "close.outcome"    "close"       "Close the alert and say how it ended",
    Playbook       Verb    "playbook"         "playbook"    "Start a playbook: its tasks with their dates",
    AddTask        Verb    "add.task"         "task"        "Add a task: call Kenji fri 14:00 !high @globex",
    AddNote        Verb    "add.note"         "note"        "Write a note on the account",
    AddActivity    Verb    "add.activity"     "log"         "Log a call, a meeting or a mail with the customer",
    AddAccount     Verb    "add.account"      "account"     "Add an account by name",
    SetPulse       Verb    "pulse.set"        "pulse"       "Say how you judge the account, and why",
    MoveStage      Verb    "move"             "stage"       "Move the account to another lifecycle stage",
    SetDate        Verb    "date.set"         "date"        "Set the renewal date, or the day a task is due",
    Delete         Verb    "delete"           "bin"         "Move a task, note, activity or person to the bin",
    Undo           Verb    "undo"             "undo"        "Undo the latest change, also of an earlier run",
    Redo           Verb    "redo"             "redo"        "Redo what was undone last",
    Explain        Verb    "explain"          "why"         "Show where the alert or the score comes from",
    CopyRow        Verb    "copy.row"         "copy row"    "Copy the selected row to the clipboard",
    CopyName       Verb    "copy.name"        "copy name"   "Copy the name of the account or the person",
    CopyEmail      Verb    "copy.email"       "copy mail"   "Copy the person's mail address",

    Open           Go      "open"             "open"        "Go deeper: open what is selected",
    Back           Go      "back"             "back"        "Come back: drop marks, filter, then leave the page",
    ScreenToday    Go      "screen.today"     "Today"       "Go to Today: what needs you now, and why",
    ScreenBook     Go      "screen.book"      "Book"        "Go to the Book: which account is in which state",
    ScreenRenewals Go      "screen.renewals"  "Renewals"    "Go to Renewals: what renews when",
    ScreenQbr      Go      "screen.qbr"       "QBR"         "Go to the business reviews",
    ScreenInsights Go      "screen.insights"  "Insights"    "Go to Insights",
    GotoAccount    Go      "goto.account"     "account"     "Jump to an account by its name",
    Jump           Go      "jump"             "jump"        "Jump to any account, person or screen by name",
    HistoryBack    Go      "history.back"     "back"        "Go to the place before this one",
    HistoryForward Go      "history.forward"  "forward"     "Go forward again",
    PaneNext       Go      "pane.next"        "pane"        "Move the focus to the next pane",
    PanePrev       Go      "pane.prev"        "pane"        "Move the focus to the previous pane",
    SubtabNext     Go      "subtab.next"      "tab"         "Show the next tab of the account or of Insights",
    SubtabPrev     Go      "subtab.prev"      "tab"         "Show the previous tab of the account or of Insights",
    OtherNext      Go      "other.next"       "next"        "Scroll what is beside the list; or the next account",
    OtherPrev      Go      "other.prev"       "previous"    "Scroll it back; on a page, the previous account",

    CursorDown     Move    "cursor.down"      "down"        "Move down a row",
    CursorUp       Move    "cursor.up"        "up"          "Move up a row",
    CursorLeft     Move    "cursor.left"      "left"        "Move left; on Renewals, a month back",
    CursorRight    Move    "cursor.right"     "right"       "Move right; on Renewals, a month on",
    CursorTop      Move    "cursor.top"       "top"         "Move to the first row",
    CursorBottom   Move    "cursor.bottom"    "bottom"      "Move to the last row",
    HalfDown       Move    "cursor.half_down" "half down"   "Move down half a page",
    HalfUp         Move    "cursor.half_up"   "half up"     "Move up half a page",
    PageDown       Move    "cursor.page_down" "page down"   "Move down a page",
    PageUp         Move    "cursor.page_up"   "page up"     "Move up a page",

    Filter         Find    "filter"           "filter"      "Filter: renews<90d health<60 acme",
    FilterQuick    Find    "filter.quick"    "which"       "List the alerts open, below the line, seen, all",
    FindNext       Find    "find.next"        "next match"  "Move to the next match",
    FindPrev       Find    "find.prev"        "prev match"  "Move to the previous match",
    SortPick       Find    "sort.pick"        "sort"        "Sort by a column; the same letter again reverses",
    SortReverse    Find    "sort.reverse"     "reverse"     "Reverse the order",

    MarkToggle     Mark    "mark.toggle"      "mark"        "Mark the row: verbs act on all that is marked",
    MarkAll        Mark    "mark.all"         "mark all"    "Mark all rows shown; again, mark none",

    ZoomIn         Time    "zoom.in"          "closer"      "Show fewer months, each of them wider",
    ZoomOut        Time    "zoom.out"         "farther"     "Show more months",
    TimeBack       Time    "time.page_back"   "quarter back" "Go a quarter back",
    TimeForward    Time    "time.page_fwd"    "quarter on"  "Go a quarter on",
    TimeToday      Time    "time.today"       "today"       "Come back to today",

    PaneZoom       Cockpit "pane.zoom"        "zoom"        "Give the pane the whole screen, or give it back",
    Settings       Cockpit "settings"         "theme"       "Choose the colours, with a preview",
    Refresh        Cockpit "refresh"          "refresh"     "Read and judge the book anew",
    Command        Cockpit "command"          "cmd"         "Run a command by its name",
    Help           Cockpit "help"             "help"        "Show what every key does",
    Close          Cockpit "close"            "close"       "Close what is on top; twice at the root leaves",
    Cancel         Cockpit "cancel"           "cancel"      "Cancel what is being typed or chosen",
    Suspend        Cockpit "suspend"          "suspend"     "Go back to the shell; fg comes back",
    Redraw         Cockpit "redraw"           "redraw"      "Draw the whole screen anew",

    TextAccept     Text    "text.accept"      "accept"      "Accept the line",
    TextLeave      Text    "text.leave"       "leave"       "Leave the line",
    TextComplete   Text    "text.complete"    "complete"    "Complete the word",
    TextNext       Text    "text.next"        "next"        "Choose the next entry",
    TextPrev       Text    "text.prev"        "previous"    "Choose the previous entry",
    TextLeft       Text    "text.left"        "left"        "Move left a letter",
    TextRight      Text    "text.right"       "right"       "Move right a letter",
    TextWordLeft   Text    "text.word_left"   "word left"   "Move left a word",
    TextWordRight  Text    "text.word_right"  "word right"  "Move right a word",
    TextHome       Text    "text.home"        "start"       "Move to the start of the line",
    TextEnd        Text    "text.end"         "end"         "Move to the end of the line",
    TextErase      Text    "text.erase"       "erase"       "Erase the letter before the cursor",
    TextDelete     Text    "text.delete"      "delete"      "Erase the letter under the cursor",
    TextEraseWord  Text    "text.erase_word"  "erase word"  "Erase the word before the cursor",
    TextEraseLeft  Text    "text.erase_left"  "erase left"  "Erase all before the cursor",
    TextEraseRight Text    "text.erase_right" "erase right" "Erase all from the cursor on",
    TextHelp       Text    "text.help"        "help"        "Show what the keys do while typing",
}

impl Action {
    /// The action of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
