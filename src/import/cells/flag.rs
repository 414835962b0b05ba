//! Yes and no.

/// The answer that a cell gives, in any of the usual words.
pub(in crate::import) fn read_flag(cell: &str) -> Option<bool> {
    const YES: &[&str] = &["true", "yes", "1", "y", "t", "on", "x", "1.0"];
    const NO: &[&str] = &["false", "no", "0", "n", "f", "off", "0.0"];
    let cell = cell.trim();
    let is = |words: &[&str]| words.iter().any(|it| cell.eq_ignore_ascii_case(it));
    if is(YES) {
        Some(true)
    } else if is(NO) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_has_many_spellings() {
        for cell in ["true", "TRUE", "True", "yes", "Y", "1"] {
            assert_eq!(read_flag(cell), Some(true), "{cell}");
        }
        for cell in ["false", "FALSE", "no", "N", "0"] {
            assert_eq!(read_flag(cell), Some(false), "{cell}");
        }
        assert_eq!(read_flag("maybe"), None);
        assert_eq!(read_flag("2"), None);
    }
}
