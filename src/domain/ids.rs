//! Typed row ids, so that an account cannot be asked for by a task's number.

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The id with this number.
            pub const fn new(raw: i64) -> Self {
                Self(raw)
            }

            /// The number that the store and the command line know it by.
            pub const fn raw(self) -> i64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id_type!(
    /// Identifies a record of any kind.
    RecordId
);
id_type!(
    /// Identifies an account; the number is that of its record.
    AccountId
);
id_type!(
    /// Identifies a journal entry: one change, undone and redone as a whole.
    EntryId
);
id_type!(
    /// Identifies a file that an import read.
    FileId
);
id_type!(
    /// Identifies a usage metric or a reported figure.
    MetricId
);

impl AccountId {
    /// The account's own record.
    pub const fn record(self) -> RecordId {
        RecordId::new(self.0)
    }
}

impl RecordId {
    /// The account whose record this is; only meaningful for a record of kind account.
    pub const fn as_account(self) -> AccountId {
        AccountId::new(self.0)
    }
}
