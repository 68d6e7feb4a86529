//! The words that numbers are told apart by.

use actix_web::http;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};

/// Makes an enum whose values are labels, and the list of them, so that each series is there from the
/// start and a rate of it tells of the first time too.
macro_rules! label {
    ($(#[$about:meta])* $vis:vis $name:ident { $($(#[$help:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name {
            $($(#[$help])* $value,)+
        }

        impl $name {
            /// All of them.
            $vis const ALL: &[Self] = &[$(Self::$value,)+];

            /// How the label says it.
            $vis const fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $text,)+
                }
            }
        }

        impl EncodeLabelValue for $name {
            fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> std::fmt::Result {
                self.name().encode(encoder)
            }
        }
    };
}

label! {
    /// The method of a request.
    pub(super) Method {
        /// GET.
        Get = "GET",
        /// HEAD.
        Head = "HEAD",
        /// POST.
        Post = "POST",
        /// PUT.
        Put = "PUT",
        /// PATCH.
        Patch = "PATCH",
        /// DELETE.
        Delete = "DELETE",
        /// OPTIONS.
        Options = "OPTIONS",
        /// Whatever else a visitor made up.
        Other = "other",
    }
}

impl Method {
    pub(super) fn of(method: &http::Method) -> Self {
        let known = Self::ALL.iter().find(|known| known.name() == method.as_str());
        known.copied().unwrap_or(Self::Other)
    }
}

label! {
    /// How a run of housekeeping ended.
    pub RunOutcome {
        /// Everything that was to go has gone.
        Done = "done",
        /// There was more than one run may delete; the next goes on.
        Unfinished = "unfinished",
        /// The database failed.
        Failed = "failed",
    }
}

label! {
    /// What housekeeping deletes.
    pub Rows {
        /// Sessions of this site that nobody used for long, and old tombstones.
        Sessions = "sessions",
        /// The empty rows of people who were deleted long ago.
        DeletedPeople = "deleted_people",
        /// Names that were reserved for accounts that never came.
        Reservations = "reservations",
        /// Counts of tries that have run out.
        Limits = "limits",
        /// Mails that were delivered or given up.
        Mails = "mails",
        /// Sessions of the auth server inside that nobody used for long, with their tokens.
        AuthSessions = "auth_sessions",
        /// Links and codes that work no more.
        OneTimeTokens = "one_time_tokens",
        /// Accounts whose address was never confirmed.
        UnconfirmedAccounts = "unconfirmed_accounts",
    }
}

/// Which requests: the pattern of a route this program declares, and one word for all others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Requests {
    pub(super) method: Method,
    pub(super) route: String,
}

/// Requests and how they were answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Answers {
    #[prometheus(flatten)]
    pub(super) requests: Requests,
    pub(super) status: u16,
}

/// Runs of housekeeping.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Runs {
    pub(super) outcome: RunOutcome,
}

/// What was deleted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Deleted {
    pub(super) rows: Rows,
}

/// Which program this is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Build {
    pub(super) version: &'static str,
}
