//! A browser that comes back: which way it was on.

use uuid::Uuid;

use super::begin::invitation_context;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::{flow_states, users};
use crate::gotrue::ErrorCode;

/// The way that somebody comes back on.
pub(crate) struct Returning {
    pub(super) flow: Uuid,
    pub(super) provider: String,
    /// Where the browser goes in the end, fixed when it went out.
    pub(crate) redirect_to: String,
    /// Whether a code is handed out at the end, or tokens.
    pub(super) has_challenge: bool,
    pub(super) purpose: Purpose,
}

/// What somebody went out for.
pub(super) enum Purpose {
    /// To sign in, with an account or without.
    SignIn,
    /// To take an invitation, by the token in its link.
    Invitation(String),
    /// To give an account another way to sign in.
    Link(Uuid),
}

impl Returning {
    /// Finds the way that a state belongs to.
    pub(crate) async fn find(server: &AuthServer, state: &str) -> Result<Self, ApiError> {
        if state.is_empty() {
            return Err(ApiError::bad_request(ErrorCode::BAD_OAUTH_CALLBACK, "The state is missing"));
        }
        let lost = |message| ApiError::bad_request(ErrorCode::BAD_OAUTH_STATE, message);
        let id = Uuid::try_parse(state).map_err(|_| lost("The state is none of ours"))?;
        let mut connection = server.database().read().await?;
        let found = flow_states::by_state(connection.executor(), id).await?;
        let found = found.ok_or_else(|| lost("The state is unknown or over"))?;
        if server.now() > found.created_at.plus(server.settings().external.flow_lifetime()) {
            return Err(lost("It took too long to come back"));
        }
        if found.is_used() {
            return Err(used());
        }
        let purpose = match (found.linking_user_id, &found.sealed_invitation) {
            (Some(user), _) => {
                let gone = || ApiError::unprocessable(ErrorCode::USER_NOT_FOUND, "The account is gone");
                users::by_id(connection.executor(), user).await?.ok_or_else(gone)?;
                Purpose::Link(user)
            }
            (None, Some(sealed)) => {
                let token = server.sealer().open(&invitation_context(id), sealed)?;
                Purpose::Invitation(String::from_utf8_lossy(&token).into_owned())
            }
            (None, None) => Purpose::SignIn,
        };
        Ok(Self {
            flow: id,
            has_challenge: found.has_challenge(),
            provider: found.provider,
            redirect_to: found.redirect_to,
            purpose,
        })
    }
}

/// `400 flow_state_already_used`: somebody came back with this state before.
pub(super) fn used() -> ApiError {
    ApiError::bad_request(ErrorCode::FLOW_STATE_ALREADY_USED, "Somebody came back with this state before")
}
