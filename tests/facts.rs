//! Facts: each at its threshold and with no data, and never from what was not known yet.

mod features;
mod money;
mod relations;
mod service;
mod signals;
mod support;
mod time;
mod usage;
mod work;
