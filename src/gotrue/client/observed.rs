//! What is told of each call to the auth server: what it was for, how it ended, how long it took.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Request;

use super::{GoTrueError, Unreachable};

/// Is told of every call that has ended.
pub type CallObserver = Arc<dyn Fn(&EndedCall) + Send + Sync>;

/// A call that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedCall {
    /// What it was for.
    pub kind: CallKind,
    /// How it ended.
    pub end: CallEnd,
    /// How long it took, until the whole answer was there.
    pub took: Duration,
}

/// Makes an enum with a name for each of its values, and the list of them.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$help:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$help])* $value,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$value,)+];

            /// Its name, for logs and numbers.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $text,)+
                }
            }
        }
    };
}

named! {
    /// What a call is for.
    CallKind {
        /// Making an account.
        SignUp = "sign_up",
        /// Signing in with a password.
        SignIn = "sign_in",
        /// Buying the next pair of tokens.
        Refresh = "refresh",
        /// Spending a link or a code.
        Verify = "verify",
        /// Asking for a mail.
        Mail = "mail",
        /// Reading or changing an account.
        User = "user",
        /// Proving a second factor.
        Factor = "factor",
        /// Ending sessions.
        SignOut = "sign_out",
        /// Fetching the public keys.
        Keys = "keys",
        /// Whatever else.
        Other = "other",
    }
}

named! {
    /// How a call ended.
    CallEnd {
        /// With what was asked for.
        Done = "done",
        /// With a definite no.
        Rejected = "rejected",
        /// The auth server asks to wait.
        Limited = "limited",
        /// There was no answer in time.
        TimedOut = "timed_out",
        /// Nobody took the connection, or it broke.
        NoConnection = "no_connection",
        /// The auth server or what stands before it is out of order.
        Failing = "failing",
        /// Nobody waited for the answer any more.
        Abandoned = "abandoned",
    }
}

impl CallKind {
    /// By the end of the path; `base` is how all paths begin.
    pub(super) fn of(request: &Request, base: &str) -> Self {
        let path = request.url().path();
        match path.strip_prefix(base.trim_end_matches('/')).unwrap_or(path) {
            "/signup" => Self::SignUp,
            "/token" if request.url().query().is_some_and(|query| query.contains("refresh_token")) => {
                Self::Refresh
            }
            "/token" => Self::SignIn,
            "/verify" => Self::Verify,
            "/recover" | "/otp" | "/resend" => Self::Mail,
            "/user" => Self::User,
            "/logout" => Self::SignOut,
            "/.well-known/jwks.json" => Self::Keys,
            path if path.starts_with("/factors") => Self::Factor,
            _ => Self::Other,
        }
    }
}

impl CallEnd {
    fn of<T>(answer: &Result<T, GoTrueError>) -> Self {
        match answer {
            Ok(_) => Self::Done,
            Err(GoTrueError::Rejected(_)) => Self::Rejected,
            Err(GoTrueError::RateLimited { .. }) => Self::Limited,
            Err(GoTrueError::Unreachable(why)) => match why {
                Unreachable::TimedOut => Self::TimedOut,
                Unreachable::NoConnection | Unreachable::Broken => Self::NoConnection,
                Unreachable::TooLong | Unreachable::Failing(_) | Unreachable::Unreadable(_) => Self::Failing,
            },
        }
    }
}

/// A call under way. It is told of when this goes, also where nobody waits for the answer any more.
pub(super) struct Watched<'a> {
    observer: Option<&'a CallObserver>,
    kind: CallKind,
    end: CallEnd,
    began: Instant,
}

impl<'a> Watched<'a> {
    pub(super) fn begin(observer: Option<&'a CallObserver>, kind: CallKind) -> Self {
        Self { observer, kind, end: CallEnd::Abandoned, began: Instant::now() }
    }

    pub(super) fn end<T>(mut self, answer: &Result<T, GoTrueError>) {
        self.end = CallEnd::of(answer);
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if let Some(observer) = self.observer {
            observer(&EndedCall { kind: self.kind, end: self.end, took: self.began.elapsed() });
        }
    }
}
