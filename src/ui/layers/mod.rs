//! What lies on a screen for a while, drawn over it.

pub(super) mod explain;
pub(super) mod finder;
pub(super) mod menu;
pub(super) mod playbooks;
pub(super) mod prompt;
pub(super) mod which_key;
