//! Whose a row is, in the words of the file.

/// What a row says about whose it is; empty where it says nothing. The first that names a known
/// account counts: subscription, id, domain, mail address, name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Whose<'a> {
    /// The id of a subscription or contract.
    pub subscription: &'a str,
    /// The account's id.
    pub account: &'a str,
    /// The account's web domain or address.
    pub domain: &'a str,
    /// A mail address at the account's domain.
    pub email: &'a str,
    /// The account's name.
    pub name: &'a str,
}

impl Whose<'_> {
    /// What the row says, for a message: `account "A-1"`.
    pub fn shown(&self) -> String {
        let said = [
            ("subscription", self.subscription),
            ("account", self.account),
            ("domain", self.domain),
            ("mail address", self.email),
            ("name", self.name),
        ];
        let said: Vec<String> = said
            .iter()
            .filter(|it| !it.1.is_empty())
            .map(|(what, word)| format!("{what} {word:?}"))
            .collect();
        said.join(", ")
    }
}

/// An id by which records are matched: a Salesforce id of 18 characters whose last three are the right
/// check on the others is the same as its first 15.
pub fn match_key(id: &str) -> &str {
    let bytes = id.as_bytes();
    if bytes.len() == 18
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && let Some((own, check)) = id.split_at_checked(15)
        && salesforce_check(own.as_bytes()).as_slice() == check.to_ascii_uppercase().as_bytes()
    {
        return own;
    }
    id
}

/// The three characters that Salesforce adds: which of each five characters are capitals.
fn salesforce_check(own: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    own.chunks(5)
        .map(|five| {
            let bits = five.iter().enumerate();
            let capitals = bits.filter(|(_, it)| it.is_ascii_uppercase()).map(|(at, _)| 1 << at);
            let index: usize = capitals.sum();
            ALPHABET.get(index).copied().unwrap_or(b'A')
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_salesforce_id_is_its_short_one() {
        assert_eq!(match_key("001x0000002xLCVAA2"), "001x0000002xLCV");
        assert_eq!(match_key("001x0000002xLCV"), "001x0000002xLCV");
        // Not a right check: another id that happens to be as long.
        assert_eq!(match_key("001x0000002xLCVAAB"), "001x0000002xLCVAAB");
        assert_eq!(match_key("A-1"), "A-1");
    }
}
