//! The kinds of columns that the portable subset has, and how each database names them.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bytes,
    Flag,
    Json,
    Moment,
    Number,
    /// A number of four bytes.
    Small,
    Text,
    Uuid,
}

impl Kind {
    /// Nothing for a type that the portable subset does not have.
    pub(super) fn of_postgres(data_type: &str) -> Option<Self> {
        match data_type {
            "bytea" => Some(Self::Bytes),
            "boolean" => Some(Self::Flag),
            "jsonb" => Some(Self::Json),
            "timestamp with time zone" => Some(Self::Moment),
            "bigint" => Some(Self::Number),
            "integer" => Some(Self::Small),
            "text" => Some(Self::Text),
            "uuid" => Some(Self::Uuid),
            _ => None,
        }
    }

    /// The type of such a column in a strict table of `SQLite`.
    pub(super) const fn in_sqlite(self) -> &'static str {
        match self {
            Self::Bytes | Self::Uuid => "blob",
            Self::Flag | Self::Moment | Self::Number | Self::Small => "integer",
            Self::Json | Self::Text => "text",
        }
    }
}
