//! What a browser sends when an authenticator has answered.

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::members;

/// The answer of an authenticator, and to which challenge.
pub(crate) struct Answered {
    pub(crate) challenge: Uuid,
    pub(crate) credential: Value,
}

#[derive(Deserialize)]
struct Form {
    challenge_id: Option<String>,
}

impl Answered {
    pub(crate) fn read(mut body: Map<String, Value>) -> Result<Self, ApiError> {
        // `null` is an answer too, which says nothing.
        let credential = body.remove("credential");
        let form: Form = members(body)?;
        let challenge = form.challenge_id.filter(|id| !id.is_empty());
        let challenge = challenge.ok_or_else(|| ApiError::invalid("A challenge_id is needed"))?;
        let credential = credential.ok_or_else(|| ApiError::invalid("A credential is needed"))?;
        let no_id = |_| ApiError::invalid("The challenge_id is no UUID");
        Ok(Self { challenge: Uuid::try_parse(&challenge).map_err(no_id)?, credential })
    }
}
