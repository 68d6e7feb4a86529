//! By which labels each number is told apart.

use prometheus_client::encoding::EncodeLabelSet;

use super::labels::{Method, RefreshEnd, Rows, RunOutcome, SignInEnd, SignInMethod, SignUpEnd};

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

/// Attempts to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct SignIns {
    pub(super) method: SignInMethod,
    pub(super) outcome: SignInEnd,
}

/// Attempts to create an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct SignUps {
    pub(super) outcome: SignUpEnd,
}

/// Attempts to refresh a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Refreshes {
    pub(super) outcome: RefreshEnd,
}

/// Calls to the auth server. The words come from the client's own lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Calls {
    pub(super) call: &'static str,
}

/// Calls to the auth server, and how they ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct EndedCalls {
    pub(super) call: &'static str,
    pub(super) outcome: &'static str,
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
