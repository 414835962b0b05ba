//! The customers' people: who they are, what they are to us, who left.

use crate::cast::Account;
use crate::sheet::{Sheet, day};
use crate::tables::{Story, Tables};

/// One of the customer's people.
pub(crate) struct Person {
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) is_sponsor: bool,
    pub(crate) is_champion: bool,
}

const FIRST: [&str; 40] = [
    "Maya", "Jonas", "Priya", "Ellen", "Tomás", "Grace", "Viktor", "Leila", "Owen", "Hana",
    "Marcus", "Ingrid", "Samir", "Bea", "Dario", "Noor", "Felix", "Carla", "Theo", "Anneke",
    "Rahul", "Sofia", "Declan", "Mireille", "Pavel", "Joy", "Hugo", "Aisha", "Lars", "Wendy",
    "Mateo", "Freya", "Kwame", "Nadia", "Ruben", "Alice", "Imran", "Clara", "Stefan", "Dana",
];
const LAST: [&str; 40] = [
    "Okafor",
    "Lindgren",
    "Marsh",
    "Castellano",
    "Weber",
    "Iyer",
    "Novak",
    "Haddad",
    "Pryce",
    "Tanaka",
    "Whitlock",
    "Berg",
    "Chowdhury",
    "Langley",
    "Moretti",
    "Rahman",
    "Keller",
    "Duarte",
    "Ashby",
    "de Vries",
    "Menon",
    "Ruiz",
    "Byrne",
    "Laurent",
    "Kowalski",
    "Adeyemi",
    "Santos",
    "Farouk",
    "Nyström",
    "Cho",
    "Herrera",
    "Holt",
    "Mensah",
    "Petrova",
    "Vidal",
    "Thorne",
    "Qureshi",
    "Fontaine",
    "Brandt",
    "Yates",
];
const SPONSORS: [&str; 5] =
    ["Chief Operating Officer", "VP Operations", "Managing Director", "Head of Supply", "CFO"];
const CHAMPIONS: [&str; 4] =
    ["Planning Manager", "Head of Planning", "Operations Manager", "Programme Lead"];
const OTHERS: [&str; 6] = [
    "Planner",
    "Shift Supervisor",
    "IT Systems Manager",
    "Data Analyst",
    "Site Manager",
    "Procurement Lead",
];

/// The people of an account, the sponsor and the champion first where it has them.
pub(crate) fn people(account: &Account) -> Vec<Person> {
    let mut chance = account.chance("contacts");
    let count = match (account.tier, account.story) {
        ('D', _) | (_, Story::Hollow) => 1,
        ('A', _) => chance.between(6, 8),
        ('B', _) => chance.between(4, 5),
        _ => chance.between(2, 3),
    };
    let (first, last) = (chance.between(0, 39), chance.between(0, 39));
    (0..count)
        .map(|at| {
            // Steps that share no factor with 40 never give one account two people of one name.
            let given = FIRST[((first + 7 * at) % 40) as usize];
            let family = LAST[((last + 11 * at) % 40) as usize];
            let local = format!("{given}.{family}").to_lowercase().replace(' ', "");
            let is_hollow = account.story == Story::Hollow;
            Person {
                email: format!("{}@{}.example", ascii(&local), account.slug),
                name: format!("{given} {family}"),
                is_sponsor: account.has_csm() && at == 0 && !is_hollow,
                is_champion: account.has_csm() && (at == 1 || is_hollow),
            }
        })
        .collect()
}

/// `contacts.csv`.
pub(crate) fn sheet(tables: &Tables) -> Sheet {
    let mut sheet = Sheet::new(
        "contacts.csv",
        "contact_id,account_id,name,email,title,roles,influence,left_on",
    );
    let mut number = 0;
    for account in &tables.accounts {
        let mut chance = account.chance("titles");
        for (at, person) in people(account).iter().enumerate() {
            number += 1;
            let (title, role, influence) = match person {
                it if it.is_sponsor => (chance.pick(&SPONSORS), "exec_sponsor", 5),
                it if it.is_champion => (chance.pick(&CHAMPIONS), "champion", 4),
                _ if at == 2 => (chance.pick(&OTHERS), "admin", 3),
                _ => (chance.pick(&OTHERS), "end_user", chance.between(1, 3)),
            };
            let roles = match account.story {
                Story::Detractor if person.is_sponsor => "exec_sponsor; economic_buyer",
                _ => role,
            };
            let has_left = person.is_champion && account.story == Story::ChampionLeft;
            let left = if has_left { day(-19) } else { String::new() };
            sheet.row([
                &format!("CON-{number:04}"),
                &account.id,
                &person.name,
                &person.email,
                title,
                roles,
                &influence.to_string(),
                &left,
            ]);
        }
    }
    sheet
}

/// A mail address's letters.
fn ascii(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            'á' | 'à' => 'a',
            'é' | 'è' => 'e',
            'ö' => 'o',
            it => it,
        })
        .collect()
}
