//! The page about the language: every example on it does what the page says.
