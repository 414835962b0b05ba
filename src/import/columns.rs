//! The list of headers in `assets/columns.toml`, and which column is for what.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::error::Error;
use super::header::squashed;
use super::kind::FileKind;
use super::role::{FieldRef, Role};
use crate::domain::field;

/// The built-in list.
pub(super) struct ColumnList {
    kinds: Vec<KindColumns>,
    /// Words of a header that date what is to come.
    pub(super) to_come: HashSet<String>,
    /// Words of a header that make a number a reported one.
    pub(super) reported: HashSet<String>,
    strangers: HashSet<String>,
    something_else: HashSet<String>,
    billing: HashSet<String>,
    refs: HashSet<String>,
    /// Roles of contacts as other programs write them.
    pub(super) contact_roles: HashMap<String, String>,
}

/// The headers of one kind of file.
pub(super) struct KindColumns {
    pub(super) kind: FileKind,
    signs: HashSet<String>,
    needs: Vec<Vec<String>>,
    plain: Vec<Vec<String>>,
    targets: Vec<Target>,
}

/// A role, and the headers that mean it, best first.
struct Target {
    name: String,
    role: Role,
    headers: Vec<String>,
    standing: Standing,
}

/// Which of two offers comes first, whatever the place of their headers in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// A field of the record itself.
    Own,
    /// Whose the record is.
    Ref,
    /// A field that needs arithmetic.
    Scaled,
}

/// A column that could have the role at a place of the list; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Offer {
    is_empty: bool,
    standing: Standing,
    rank: usize,
    column: usize,
    place: usize,
}

/// The roles that a kind gives to a header.
pub(super) struct Assignment {
    /// A role for each column that the kind knows.
    pub(super) roles: Vec<Option<Role>>,
    /// How many headers are signs of the kind.
    pub(super) signs: usize,
    /// How many columns have a role.
    pub(super) known: usize,
    names: HashSet<String>,
}

impl Assignment {
    /// Whether a column has the role of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    fn has_one_of(&self, names: &[String]) -> bool {
        names.iter().any(|it| self.names.contains(it))
    }
}

#[derive(Deserialize)]
struct Written {
    refs: BTreeMap<String, Vec<String>>,
    dates: WrittenDates,
    reported: WrittenWords,
    strangers: WrittenHeaders,
    roles: HashMap<String, String>,
    #[serde(flatten)]
    kinds: HashMap<String, WrittenKind>,
}

#[derive(Deserialize)]
struct WrittenDates {
    to_come: Vec<String>,
}

#[derive(Deserialize)]
struct WrittenWords {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct WrittenHeaders {
    headers: Vec<String>,
    #[serde(rename = "else")]
    something_else: Vec<String>,
    billing: Vec<String>,
}

#[derive(Deserialize)]
struct WrittenKind {
    signs: Vec<String>,
    needs: Vec<Vec<String>>,
    #[serde(default)]
    plain: Vec<Vec<String>>,
    fields: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    scaled: BTreeMap<String, Scaled>,
}

#[derive(Deserialize)]
struct Scaled {
    field: String,
    times: f64,
}

impl ColumnList {
    /// The built-in list, read once.
    pub(super) fn built_in() -> Result<&'static Self, Error> {
        static LIST: LazyLock<Result<ColumnList, String>> =
            LazyLock::new(|| ColumnList::parse(include_str!("../../assets/columns.toml")));
        LIST.as_ref().map_err(|why| Error::Columns(why.clone()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut kinds = Vec::new();
        for &kind in FileKind::ALL {
            let own =
                written.kinds.get(kind.word()).ok_or_else(|| format!("there is no [{kind}]"))?;
            kinds.push(KindColumns::new(kind, own, &written.refs)?);
        }
        Ok(Self {
            kinds,
            to_come: written.dates.to_come.into_iter().collect(),
            reported: written.reported.words.into_iter().collect(),
            strangers: written.strangers.headers.iter().map(|it| squashed(it)).collect(),
            something_else: written
                .strangers
                .something_else
                .iter()
                .map(|it| squashed(it))
                .collect(),
            billing: written.strangers.billing.iter().map(|it| squashed(it)).collect(),
            refs: written.refs.values().flatten().map(|it| squashed(it)).collect(),
            contact_roles: written.roles,
        })
    }

    /// The headers of one kind.
    pub(super) fn of(&self, kind: FileKind) -> Option<&KindColumns> {
        self.kinds.iter().find(|it| it.kind == kind)
    }

    /// Whether a header belongs to a file that holds nothing a book keeps.
    pub(super) fn has_stranger(&self, headers: &[String]) -> bool {
        headers.iter().any(|it| self.strangers.contains(&squashed(it)))
    }

    /// Whether a header is one of invoices or payments, which no kind of file has.
    pub(super) fn has_billing(&self, headers: &[String]) -> bool {
        headers.iter().any(|it| self.billing.contains(&squashed(it)))
    }

    /// Whether a header is one that no list of accounts has.
    pub(super) fn is_about_something_else(&self, headers: &[String]) -> bool {
        headers.iter().any(|it| self.something_else.contains(&squashed(it)))
    }

    /// Whether a header says whose a row is, in a file of any kind.
    pub(super) fn is_ref(&self, header: &str) -> bool {
        self.refs.contains(&squashed(header))
    }

    /// The kinds whose needs a header meets.
    pub(super) fn possible(&self, headers: &[String]) -> Vec<FileKind> {
        let is_possible = |it: &&KindColumns| it.missing(&it.assign(headers, |_| false)).is_none();
        self.kinds.iter().filter(is_possible).map(|it| it.kind).collect()
    }

    /// The headers of every kind.
    pub(super) fn kinds(&self) -> &[KindColumns] {
        &self.kinds
    }
}

impl KindColumns {
    fn new(
        kind: FileKind,
        own: &WrittenKind,
        refs: &BTreeMap<String, Vec<String>>,
    ) -> Result<Self, String> {
        let squash = |headers: &[String]| headers.iter().map(|it| squashed(it)).collect();
        let mut targets = Vec::new();
        for (name, headers) in &own.fields {
            let role = Self::role(kind, name, 1.0)?;
            let (name, headers) = (name.clone(), squash(headers));
            targets.push(Target { name, role, headers, standing: Standing::Own });
        }
        for (header, scaled) in &own.scaled {
            let role = Self::role(kind, &scaled.field, scaled.times)?;
            let (name, headers) = (scaled.field.clone(), vec![squashed(header)]);
            targets.push(Target { name, role, headers, standing: Standing::Scaled });
        }
        if kind != FileKind::Accounts {
            for (name, headers) in refs.iter().filter(|it| !own.fields.contains_key(it.0)) {
                let role = Self::role(kind, name, 1.0)?;
                let (name, headers) = (name.clone(), squash(headers));
                targets.push(Target { name, role, headers, standing: Standing::Ref });
            }
        }
        let signs = own.signs.iter().map(|it| squashed(it)).collect();
        Ok(Self { kind, signs, needs: own.needs.clone(), plain: own.plain.clone(), targets })
    }

    fn role(kind: FileKind, name: &str, times: f64) -> Result<Role, String> {
        let known = || {
            let field = field(kind.record()?, name)?;
            Some(Role::Field { field: FieldRef(field), times })
        };
        Role::special(name)
            .or_else(known)
            .ok_or_else(|| format!("[{kind}.fields] names {name:?}, which is no field"))
    }

    /// Whether a header is a sign of the kind.
    pub(super) fn is_sign(&self, header: &str) -> bool {
        self.signs.contains(&squashed(header))
    }

    /// Gives each column its role: the best header for each role, and no role twice. A column that
    /// `is_empty` has a role only where no other offers itself.
    pub(super) fn assign(
        &self,
        headers: &[String],
        is_empty: impl Fn(usize) -> bool,
    ) -> Assignment {
        let mut by_header: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        for (place, target) in self.targets.iter().enumerate() {
            for (rank, header) in target.headers.iter().enumerate() {
                by_header.entry(header).or_default().push((rank, place));
            }
        }
        let mut offers: Vec<Offer> = Vec::new();
        let mut signs = 0;
        for (column, header) in headers.iter().enumerate() {
            let header = squashed(header);
            signs += usize::from(self.signs.contains(&header));
            for &(rank, place) in by_header.get(header.as_str()).into_iter().flatten() {
                let standing = self.targets.get(place).map_or(Standing::Own, |it| it.standing);
                offers.push(Offer { is_empty: is_empty(column), standing, rank, column, place });
            }
        }
        offers.sort_unstable();
        let mut roles: Vec<Option<Role>> = vec![None; headers.len()];
        let mut names = HashSet::new();
        for Offer { column, place, .. } in offers {
            let (Some(slot), Some(target)) = (roles.get_mut(column), self.targets.get(place))
            else {
                continue;
            };
            if slot.is_none() && names.insert(target.name.clone()) {
                *slot = Some(target.role.clone());
            }
        }
        let known = roles.iter().flatten().count();
        Assignment { roles, signs, known, names }
    }

    /// What the kind cannot do without and the header does not give; nothing where all is there.
    pub(super) fn missing(&self, assignment: &Assignment) -> Option<&[String]> {
        self.needs.iter().find(|it| !assignment.has_one_of(it)).map(Vec::as_slice)
    }

    /// Whether a header without a sign is plainly of the kind: every column has a role in it, and all
    /// that a plain file of the kind has is there.
    pub(super) fn is_plain(&self, assignment: &Assignment) -> bool {
        let is_whole = assignment.known == assignment.roles.len();
        let is_listed = !self.plain.is_empty() && self.missing(assignment).is_none();
        is_whole && is_listed && self.plain.iter().all(|it| assignment.has_one_of(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_list_names_only_what_there_is() {
        let list = ColumnList::built_in().unwrap();
        assert_eq!(list.kinds().len(), FileKind::ALL.len());
        for kind in list.kinds() {
            for name in kind.needs.iter().chain(&kind.plain).flatten() {
                let is_known = kind.targets.iter().any(|it| it.name == *name);
                assert!(is_known, "{} needs {name}, which no header gives", kind.kind);
            }
        }
    }

    #[test]
    fn the_better_header_has_the_field_and_the_other_is_left() {
        let list = ColumnList::built_in().unwrap();
        let headers = ["Website", "Company Domain Name", "Id"].map(str::to_owned);
        let roles = list.of(FileKind::Accounts).unwrap().assign(&headers, |_| false).roles;
        let shown: Vec<_> = roles.iter().map(|it| it.as_ref().map(Role::shown)).collect();
        assert_eq!(shown[0], None);
        assert_eq!(shown[1].as_deref(), Some("domain"));
        assert_eq!(shown[2].as_deref(), Some("external_id"));
        let roles = list.of(FileKind::Accounts).unwrap().assign(&headers, |it| it == 1).roles;
        assert_eq!(roles[0].as_ref().map(Role::shown).as_deref(), Some("domain"));
    }
}
