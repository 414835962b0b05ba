//! Reads a playbook file and checks every word and number of it.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, ValueDeserializer};

use super::playbook::{Playbook, PlaybookError, PlaybookTask, Playbooks};
use crate::domain::{Anchor, nearest};
use crate::engine::place::Place;

/// The playbooks that ship with Rounds.
const BUILT_IN: [&str; 6] = [
    include_str!("../../../assets/playbooks/champion-left.toml"),
    include_str!("../../../assets/playbooks/usage-drop.toml"),
    include_str!("../../../assets/playbooks/renewal-runway.toml"),
    include_str!("../../../assets/playbooks/onboarding.toml"),
    include_str!("../../../assets/playbooks/detractor.toml"),
    include_str!("../../../assets/playbooks/sponsor-change.toml"),
];

/// Two years either way are further than any anchor is known.
const FARTHEST: i64 = 730;
/// How urgent a task may be.
const PRIORITIES: [&str; 3] = ["high", "normal", "low"];
/// What a file may say.
const KEYS: [&str; 5] = ["slug", "title", "purpose", "anchor", "task"];

impl Playbooks {
    /// The playbooks that ship with Rounds.
    pub fn built_in() -> Self {
        BUILT_IN.iter().fold(Self::default(), |all, text| all.overlaid(text).playbooks)
    }

    /// These playbooks with that of a file laid over them. One that bears the short name of one here
    /// changes what it says and keeps the rest; another is added. A file with a mistake changes
    /// nothing; every mistake of it is told, in the order of its lines.
    #[must_use]
    pub fn overlaid(self, text: &str) -> OverlaidPlaybooks {
        let mut reader = Reader { text, errors: Vec::new() };
        let own = reader.playbook(&self);
        let mut errors = reader.errors;
        errors.sort_by_key(|it| (it.line, it.column));
        let playbooks = match own.filter(|_| errors.is_empty()) {
            Some(own) => self.with(own),
            None => self,
        };
        OverlaidPlaybooks { playbooks, errors }
    }
}

/// Playbooks with that of a file laid over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlaidPlaybooks {
    /// The playbooks that hold.
    pub playbooks: Playbooks,
    /// What is wrong in the file.
    pub errors: Vec<PlaybookError>,
}

/// A playbook as its file writes it. One that changes another may leave out everything but its name;
/// its tasks, where it has any, take the place of all of the other's.
#[derive(Deserialize)]
struct Written {
    slug: Option<Spanned<String>>,
    title: Option<String>,
    purpose: Option<String>,
    anchor: Option<Spanned<String>>,
    task: Option<Vec<WrittenTask>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTask {
    title: Spanned<String>,
    due: Spanned<i64>,
    anchor: Option<Spanned<String>>,
    priority: Option<Spanned<String>>,
    owner: Option<String>,
    done_when: Option<String>,
}

/// A file being read. What cannot be read is noted, and reading goes on.
struct Reader<'a> {
    text: &'a str,
    errors: Vec<PlaybookError>,
}

impl Reader<'_> {
    /// The playbook of the file; what of it is wrong is noted.
    fn playbook(&mut self, below: &Playbooks) -> Option<Playbook> {
        let (table, broken) = DeTable::parse_recoverable(self.text);
        for it in broken {
            self.report(&it.span().unwrap_or_default(), it.message());
        }
        // What cannot be read is lacking below; that is told once.
        let is_broken = !self.errors.is_empty();
        for (key, _) in table.get_ref() {
            let name = key.get_ref().as_ref();
            if !KEYS.contains(&name) {
                let meant = nearest(name, KEYS);
                let meant = meant.map_or_else(|| KEYS.join(", "), |it| format!("`{it}`"));
                self.report(&key.span(), &format!("unknown key `{name}`; write {meant}"));
            }
        }
        let whole = table.span();
        let table = Spanned::new(whole.clone(), toml::de::DeValue::Table(table.into_inner()));
        let written = match Written::deserialize(ValueDeserializer::from(table)) {
            Ok(it) => it,
            Err(it) => {
                if !is_broken {
                    self.report(&it.span().unwrap_or(whole), it.message());
                }
                return None;
            }
        };
        let Some(slug) = &written.slug else {
            if is_broken {
                return None;
            }
            self.report(&(0..0), "a playbook has a `slug`, its short name: slug = \"usage-drop\"");
            return None;
        };
        let below = below.get(slug.get_ref());
        let anchor = match &written.anchor {
            Some(it) => self.anchor(it),
            None => below.map_or(Anchor::Today, |it| it.anchor),
        };
        let tasks = match written.task {
            Some(tasks) => tasks.into_iter().map(|it| self.task(it, anchor)).collect(),
            None => below.map(|it| it.moved_to(anchor)).unwrap_or_default(),
        };
        if slug.get_ref().is_empty() || slug.get_ref().contains(char::is_whitespace) {
            self.report(&slug.span(), "a short name is one word, as usage-drop");
        } else if tasks.is_empty() {
            self.report(
                &slug.span(),
                "a playbook of its own has a `title` and one [[task]] or more",
            );
        }
        let title = written.title.map(Into::into).or_else(|| below.map(|it| it.title.clone()));
        let purpose =
            written.purpose.map(Into::into).or_else(|| below.map(|it| it.purpose.clone()));
        Some(Playbook {
            slug: slug.get_ref().as_str().into(),
            title: title.unwrap_or_else(|| slug.get_ref().replace('-', " ").into()),
            purpose: purpose.unwrap_or_default(),
            anchor,
            tasks,
        })
    }

    fn task(&mut self, written: WrittenTask, anchor: Anchor) -> PlaybookTask {
        let title = written.title.get_ref().trim();
        if title.is_empty() {
            self.report(&written.title.span(), "say what is to be done");
        }
        let due = *written.due.get_ref();
        if !(-FARTHEST..=FARTHEST).contains(&due) {
            let message = format!("days from -{FARTHEST} to {FARTHEST} are needed here");
            self.report(&written.due.span(), &message);
        }
        let anchor = written.anchor.as_ref().map_or(anchor, |it| self.anchor(it));
        if let Some(it) = &written.priority
            && !PRIORITIES.contains(&it.get_ref().as_str())
        {
            self.unknown_word(it, &PRIORITIES);
        }
        PlaybookTask {
            title: title.into(),
            due: due.clamp(-FARTHEST, FARTHEST) as i32,
            anchor,
            priority: written.priority.map(|it| it.into_inner().into()),
            owner: written.owner.map(Into::into),
            done_when: written.done_when.map(Into::into),
        }
    }

    fn anchor(&mut self, written: &Spanned<String>) -> Anchor {
        written.get_ref().parse().unwrap_or_else(|_| {
            let words: Vec<&str> = Anchor::ALL.iter().map(|it| it.word()).collect();
            self.unknown_word(written, &words);
            Anchor::Today
        })
    }

    /// Notes a word that is none of a list's, and which of them may have been meant.
    fn unknown_word(&mut self, written: &Spanned<String>, words: &[&str]) {
        let wrong = written.get_ref();
        let meant = nearest(wrong, words.iter().copied());
        let message = match meant {
            Some(it) => format!("unknown word {wrong:?}: did you mean {it}?"),
            None => format!("unknown word {wrong:?}: write one of {}", words.join(", ")),
        };
        self.report(&written.span(), &message);
    }

    fn report(&mut self, span: &Range<usize>, message: &str) {
        let Place { line, column } = Place::of(self.text, span.start);
        self.errors.push(PlaybookError { line, column, message: message.to_owned() });
    }
}

impl Playbook {
    /// Its tasks, where it counts from another anchor: those that counted from its own go along.
    fn moved_to(&self, anchor: Anchor) -> Vec<PlaybookTask> {
        let moved = |it: &PlaybookTask| PlaybookTask {
            anchor: if it.anchor == self.anchor { anchor } else { it.anchor },
            ..it.clone()
        };
        self.tasks.iter().map(moved).collect()
    }
}
