//! The words that numbers are told apart by.

use actix_web::http;
use prometheus_client::encoding::{EncodeLabelValue, LabelValueEncoder};

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
    /// By what somebody signs in.
    pub SignInMethod {
        /// A password.
        Password = "password",
        /// A link from a mail.
        Link = "link",
        /// A code from a mail.
        Code = "code",
        /// A code of a second factor, after the password.
        SecondFactor = "second_factor",
    }
}

label! {
    /// How an attempt to sign in ended.
    pub SignInEnd {
        /// Inside.
        Entered = "entered",
        /// What was tried is wrong, or too old.
        NoMatch = "no_match",
        /// It is right, but the address waits for its confirmation.
        Unconfirmed = "unconfirmed",
        /// There were too many tries.
        Limited = "limited",
        /// The auth server or the database is away.
        Unavailable = "unavailable",
    }
}

label! {
    /// How an attempt to create an account ended.
    pub SignUpEnd {
        /// A mail is on its way.
        MustConfirm = "must_confirm",
        /// Inside: no confirmation is asked for.
        Entered = "entered",
        /// The name is somebody else's.
        NameTaken = "name_taken",
        /// The auth server does not take what was chosen.
        Refused = "refused",
        /// There are no new accounts at the moment.
        Closed = "closed",
        /// There were too many tries.
        Limited = "limited",
        /// The auth server or the database is away.
        Unavailable = "unavailable",
    }
}

label! {
    /// How an attempt to refresh a session ended.
    pub RefreshEnd {
        /// With a new pair of tokens.
        Renewed = "renewed",
        /// The session is over at the auth server.
        Over = "over",
        /// The auth server is away.
        Unavailable = "unavailable",
        /// The new token cannot be believed: a clock is wrong, or its key is unknown.
        Unusable = "unusable",
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
        /// Second factors that were never proved.
        UnprovedFactors = "unproved_factors",
        /// Challenges of second factors that can be answered no more.
        Challenges = "challenges",
        /// Ways to sign in that were never ended.
        FlowStates = "flow_states",
        /// Accounts whose address was never confirmed.
        UnconfirmedAccounts = "unconfirmed_accounts",
        /// What programs of others asked people for too long ago.
        Authorizations = "authorizations",
        /// Challenges of passkeys that can be answered no more.
        PasskeyChallenges = "passkey_challenges",
        /// Programs of others that registered themselves and were never let in.
        UnusedPrograms = "unused_programs",
        /// What happened to accounts long ago.
        AuditLog = "audit_log",
    }
}
