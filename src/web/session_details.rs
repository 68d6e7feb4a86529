//! What is kept about where a session came from.

use crate::accounts::{SessionDetails, SessionPurpose};
use crate::gotrue::Caller;

/// The browser and the address of a caller, for the row of their session.
pub(crate) fn session_details(caller: &Caller, purpose: SessionPurpose) -> SessionDetails {
    SessionDetails { purpose, user_agent: caller.user_agent.clone(), address: caller.address }
}
