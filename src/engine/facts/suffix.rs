//! The facts that every usage metric makes: one row each.

use crate::domain::Type;

/// What the catalogue says of one member of a usage metric's family.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// What follows `usage.<metric>.`.
    pub(super) name: &'static str,
    /// What its values are.
    pub(super) ty: Type,
    /// The unit in words, empty where the type says it.
    pub(super) unit: &'static str,
    /// What it means, without the metric's name.
    pub(super) meaning: &'static str,
    /// What follows the fact's name in its example.
    pub(super) example: &'static str,
}

/// Declares the suffixes and, in the same order, their entries.
macro_rules! suffixes {
    ($($suffix:ident $name:literal $ty:ident $unit:literal $meaning:literal $example:literal)+) => {
        /// One fact of a usage metric's family.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u16)]
        pub(super) enum Suffix {
            $($suffix),+
        }

        impl Suffix {
            /// Every suffix, in the order of the catalogue.
            pub(super) const ALL: &[Self] = &[$(Self::$suffix),+];
        }

        /// What the catalogue says of each, in the same order.
        pub(super) const SUFFIXES: &[Entry] = &[$(Entry {
            name: $name,
            ty: Type::$ty,
            unit: $unit,
            meaning: $meaning,
            example: $example,
        }),+];
    };
}

#[rustfmt::skip]
suffixes! {
    Now "now" Number "" "the last completed day, week, month or reading" "> 0"
    Total28d "total_28d" Number "" "sum of the last 28 days of completed weeks" "> 0"
    Change28d "change_28d" Percent "" "the last 28 days of completed weeks against the 28 before" "<= -30%"
    Trend12w "trend_12w" Percent "" "change over the last 12 completed weeks (Theil-Sen, of the median)" "<= -25%"
    Mean12w "mean_12w" Number "a week" "mean of the last 12 completed weeks" "> 0"
    LastSeen "last_seen_days" Days "" "days since it was last above zero" "> 28d"
    NormalLow "normal_low" Number "a week" "lowest weekly total that is usual for this account: median of 8 weeks less 2 robust deviations" "> 0"
    NormalHigh "normal_high" Number "a week" "highest weekly total that is usual for this account: median of 8 weeks plus 2 robust deviations" "> 0"
    WithinNormal "within_normal" Flag "" "whether the last completed week is within the usual range" ""
    WeeksActive12 "weeks_active_12" Number "weeks" "weeks above zero among the last 12" "< 6"
}

impl Suffix {
    /// Those that are made of completed weeks.
    pub(super) const OF_WEEKS: &[Self] = &[
        Self::Total28d,
        Self::Change28d,
        Self::Trend12w,
        Self::Mean12w,
        Self::NormalLow,
        Self::NormalHigh,
        Self::WithinNormal,
        Self::WeeksActive12,
    ];
}
