//! The parts that screens are made of.

pub(super) mod alerts;
pub(super) mod crumbs;
pub(super) mod footer;
pub(super) mod message;
pub(super) mod pane;
pub(super) mod parts;
pub(super) mod spark;
pub(super) mod subtabs;
pub(super) mod table;
pub(super) mod tabs;
