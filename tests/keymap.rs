//! The keys are one table: the agreed one, without a contradiction, and the user's own laid over.

use std::collections::BTreeSet;

use rounds::app::{Action, Chord, Keymap, Lookup, Override, Scope};

fn keys(text: &str) -> Chord {
    text.parse().unwrap()
}

fn own(scope: &str, keys: &str, action: &str) -> Override {
    Override {
        scope: scope.to_owned(),
        keys: keys.to_owned(),
        action: action.to_owned(),
        place: "config.toml:1:1".to_owned(),
    }
}

#[test]
fn the_shipped_keys_have_no_problem_and_reach_every_action() {
    let shipped = Keymap::with_overrides(&[]);
    assert_eq!(shipped.problems, []);
    let bound: BTreeSet<Action> = shipped.keymap.bindings().map(|it| it.action).collect();
    assert_eq!(bound, Action::ALL.iter().copied().collect());
}

#[test]
fn every_action_has_a_name_and_a_help_of_its_own() {
    let names: BTreeSet<&str> = Action::ALL.iter().map(|it| it.name()).collect();
    let helps: BTreeSet<&str> = Action::ALL.iter().map(|it| it.help()).collect();
    assert_eq!((names.len(), helps.len()), (Action::ALL.len(), Action::ALL.len()));
}

#[test]
fn every_help_fits_beside_its_keys_at_eighty_columns() {
    let long: Vec<&str> =
        Action::ALL.iter().map(|it| it.help()).filter(|it| it.len() > 51).collect();
    assert_eq!(long, Vec::<&str>::new());
}

#[test]
fn the_shipped_keys_are_the_agreed_ones() {
    let agreed = include_str!("fixtures/keymap.tsv");
    let mut expected = BTreeSet::new();
    for line in agreed.lines().filter(|it| !it.starts_with('#')) {
        let mut cells = line.split('\t');
        let (scope, all, action) =
            (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let Some(action) = Action::from_name(action) else { continue };
        let Some(scope) = Scope::from_name(scope) else { panic!("{line}") };
        if scope == Scope::Insights {
            continue; // a later version moves its time axis
        }
        let alternatives = all.split('|').filter(|it| !it.is_empty());
        expected.extend(alternatives.map(|it| (scope, keys(it), action)));
    }
    let shipped: BTreeSet<(Scope, Chord, Action)> = Keymap::shipped()
        .bindings()
        .filter(|it| it.scope != Scope::Text)
        .map(|it| (it.scope, it.chord, it.action))
        .collect();
    assert_eq!(shipped.difference(&expected).collect::<Vec<_>>(), Vec::<&_>::new());
    assert_eq!(expected.difference(&shipped).collect::<Vec<_>>(), Vec::<&_>::new());
}

#[test]
fn no_key_begins_another_and_none_hides_one_of_everywhere() {
    let all: Vec<_> = Keymap::shipped().bindings().collect();
    for a in &all {
        for b in &all {
            let meet = a.scope == b.scope || (a.scope == Scope::Global && b.scope != Scope::Text);
            let is_longer = b.chord.keys().len() > a.chord.keys().len();
            let begins = is_longer && b.chord.keys().starts_with(a.chord.keys());
            assert!(!(meet && begins), "{a:?} begins {b:?}");
            let hides =
                a.scope == Scope::Global && b.scope != Scope::Global && b.scope != Scope::Text;
            assert!(!(hides && a.chord == b.chord), "{b:?} hides {a:?}");
        }
    }
}

#[test]
fn a_key_of_a_screen_falls_to_the_keys_of_everywhere() {
    let keymap = Keymap::shipped();
    let resolve = |scope, text: &str| keymap.resolve(scope, keys(text).keys());
    assert_eq!(resolve(Scope::Book, "j"), Lookup::Action(Action::CursorDown));
    assert_eq!(resolve(Scope::Renewals, "+"), Lookup::Action(Action::ZoomIn));
    assert_eq!(resolve(Scope::Book, "+"), Lookup::Unbound);
    assert_eq!(resolve(Scope::Book, "g"), Lookup::Pending);
    assert_eq!(resolve(Scope::Book, "g t"), Lookup::Action(Action::ScreenToday));
    assert_eq!(resolve(Scope::Text, "j"), Lookup::Unbound);
}

#[test]
fn the_users_own_keys_are_laid_over_the_shipped_ones() {
    let laid = Keymap::with_overrides(&[
        own("global", "Ctrl+o", "jump"),
        own("book", "x", "sort.pick"),
        own("global", "D", "none"),
    ]);
    assert_eq!(laid.problems, []);
    let resolve = |scope, text: &str| laid.keymap.resolve(scope, keys(text).keys());
    assert_eq!(resolve(Scope::Today, "Ctrl+o"), Lookup::Action(Action::Jump));
    assert_eq!(resolve(Scope::Book, "x"), Lookup::Action(Action::SortPick));
    assert_eq!(resolve(Scope::Today, "x"), Lookup::Action(Action::Done));
    assert_eq!(resolve(Scope::Today, "D"), Lookup::Unbound);
}

#[test]
fn every_problem_of_the_users_keys_is_told_and_the_shipped_key_stays() {
    let laid = Keymap::with_overrides(&[
        own("global", "x", "don"),
        own("bok", "x", "done"),
        own("global", "Hyper+x", "done"),
        own("global", "g", "done"),
        own("global", "Q", "none"),
    ]);
    let told: Vec<String> = laid.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "config.toml:1:1: \"don\" is no action. Did you mean \"done\"?",
            "config.toml:1:1: \"bok\" is no place of the cockpit. Did you mean \"book\"?",
            "config.toml:1:1: \"Hyper+x\" is no key (write j, Ctrl+d, PgDn, Space, F1)",
            "config.toml:1:1: g and g a (goto.account, global) cannot both be keys: one begins the \
             other. Unbind it with \"none\" first",
            "config.toml:1:1: Q does nothing there already",
        ]
    );
    let done = laid.keymap.resolve(Scope::Book, keys("x").keys());
    assert_eq!(done, Lookup::Action(Action::Done));
}
