//! Which keys ask for which action, and where: the shipped table with the user's own laid over it.

use std::collections::BTreeMap;

use super::action::Action;
use super::context::Scope;
use super::key::{Chord, Key};
use crate::domain::nearest;

const SHIPPED: &str = include_str!("../../../assets/keymap.toml");

/// The word that takes a key's action away.
const NONE: &str = "none";

/// Which keys ask for which action, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<Spot, Action>,
}

/// A place and the keys pressed there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    scope: Scope,
    chord: Chord,
}

/// One binding of a keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub scope: Scope,
    /// The keys, one after the other.
    pub chord: Chord,
    /// What they ask for.
    pub action: Action,
}

/// One line of the user's own keymap, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The scope's name; `global` where the file names none.
    pub scope: String,
    /// The keys.
    pub keys: String,
    /// The action's name, or `none`.
    pub action: String,
    /// Where it is written, for the message: `config.toml:12:1`.
    pub place: String,
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They ask for this.
    Action(Action),
    /// More keys may follow.
    Pending,
    /// They ask for nothing.
    Unbound,
}

/// What is wrong with one line of the user's keymap; the shipped key stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct KeyProblem {
    place: String,
    message: String,
}

/// A keymap, and what of the user's own had to be left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOver {
    /// The keymap; it works whatever the problems.
    pub keymap: Keymap,
    /// Every problem, in the order of the user's lines.
    pub problems: Vec<KeyProblem>,
}

type Table = BTreeMap<String, BTreeMap<String, String>>;

impl Keymap {
    /// The keymap that ships with Rounds.
    pub fn shipped() -> Self {
        Self::with_overrides(&[]).keymap
    }

    /// The shipped keymap with the user's own lines laid over it, one by one: a line that is wrong
    /// is told and left out.
    pub fn with_overrides(overrides: &[Override]) -> LaidOver {
        let mut res = LaidOver { keymap: Self { bindings: BTreeMap::new() }, problems: Vec::new() };
        match toml::from_str::<Table>(SHIPPED) {
            Ok(table) => {
                for it in shipped_lines(table) {
                    res.lay(&it);
                }
            }
            Err(error) => res.problems.push(KeyProblem {
                place: "assets/keymap.toml".to_owned(),
                message: error.to_string(),
            }),
        }
        for it in overrides {
            res.lay(it);
        }
        res
    }

    /// What these keys mean in a scope.
    pub fn resolve(&self, scope: Scope, keys: &[Key]) -> Lookup {
        let spot = |scope| Spot { scope, chord: Chord::new(keys) };
        let scopes = [scope, Scope::Global];
        let scopes = if scope == Scope::Text { &scopes[..1] } else { &scopes[..] };
        let found = scopes.iter().find_map(|it| self.bindings.get(&spot(*it)));
        match found {
            Some(action) => Lookup::Action(*action),
            None if scopes.iter().any(|it| self.continues(&spot(*it))) => Lookup::Pending,
            None => Lookup::Unbound,
        }
    }

    /// Every binding, by scope and key.
    pub fn bindings(&self) -> impl Iterator<Item = Binding> + '_ {
        self.bindings.iter().map(|(spot, action)| Binding {
            scope: spot.scope,
            chord: spot.chord.clone(),
            action: *action,
        })
    }

    /// The keys that ask for an action in a scope, or anywhere, shortest first.
    pub fn keys_of(&self, scope: Scope, action: Action) -> Vec<&Chord> {
        let here = |it: &Spot| it.scope == scope || it.scope == Scope::Global;
        let mut res: Vec<&Chord> = self
            .bindings
            .iter()
            .filter(|(spot, found)| **found == action && here(spot))
            .map(|(spot, _)| &spot.chord)
            .collect();
        res.sort_by_key(|it| it.keys().len());
        res
    }

    /// The bindings that go on from the keys pressed so far.
    pub fn after(&self, scope: Scope, keys: &[Key]) -> Vec<Binding> {
        self.bindings()
            .filter(|it| it.scope == scope || it.scope == Scope::Global)
            .filter(|it| it.chord.keys().len() > keys.len() && it.chord.keys().starts_with(keys))
            .collect()
    }

    fn continues(&self, spot: &Spot) -> bool {
        self.bindings
            .range(spot..)
            .take_while(|(it, _)| it.scope == spot.scope)
            .any(|(it, _)| starts(&it.chord, &spot.chord))
    }

    /// A binding that these keys would make unreachable, or that would make them so.
    fn in_the_way(&self, spot: &Spot) -> Option<(&Spot, &Action)> {
        let meets = |it: &Spot| match (it.scope, spot.scope) {
            (Scope::Text, scope) | (scope, Scope::Text) => scope == Scope::Text,
            (a, b) => a == b || a == Scope::Global || b == Scope::Global,
        };
        self.bindings.iter().find(|(it, _)| {
            meets(it) && (starts(&it.chord, &spot.chord) || starts(&spot.chord, &it.chord))
        })
    }
}

impl LaidOver {
    fn lay(&mut self, line: &Override) {
        if let Err(message) = self.try_lay(line) {
            self.problems.push(KeyProblem { place: line.place.clone(), message });
        }
    }

    fn try_lay(&mut self, line: &Override) -> Result<(), String> {
        let scope = Scope::from_name(&line.scope).ok_or_else(|| {
            let names = Scope::ALL.iter().map(|it| it.name());
            format!("{:?} is no place of the cockpit.{}", line.scope, hint(&line.scope, names))
        })?;
        let chord: Chord = line.keys.parse().map_err(|it| format!("{it}"))?;
        let spot = Spot { scope, chord };
        if line.action == NONE {
            return match self.keymap.bindings.remove(&spot) {
                Some(_) => Ok(()),
                None => Err(format!("{} does nothing there already", spot.chord)),
            };
        }
        let action = Action::from_name(&line.action).ok_or_else(|| {
            let names = Action::ALL.iter().map(|it| it.name());
            format!("{:?} is no action.{}", line.action, hint(&line.action, names))
        })?;
        if let Some((other, its)) = self.keymap.in_the_way(&spot) {
            return Err(format!(
                "{} and {} ({its}, {}) cannot both be keys: one begins the other. Unbind it with \"none\" first",
                spot.chord, other.chord, other.scope
            ));
        }
        self.keymap.bindings.insert(spot, action);
        Ok(())
    }
}

/// Whether `chord` goes on from `start` with more keys.
fn starts(chord: &Chord, start: &Chord) -> bool {
    chord.keys().len() > start.keys().len() && chord.keys().starts_with(start.keys())
}

fn shipped_lines(table: Table) -> impl Iterator<Item = Override> {
    table.into_iter().flat_map(|(scope, keys)| {
        keys.into_iter().map(move |(keys, action)| Override {
            place: format!("assets/keymap.toml [{scope}] {keys:?}"),
            scope: scope.clone(),
            keys,
            action,
        })
    })
}

fn hint<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    nearest(name, names).map_or_else(String::new, |it| format!(" Did you mean {it:?}?"))
}
