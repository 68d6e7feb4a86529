//! The secret of an authenticator app, as it is kept.

use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::FactorRow;
use crate::auth_server::totp::TotpSecret;

pub(crate) fn seal(server: &AuthServer, factor: Uuid, secret: &TotpSecret) -> Result<Vec<u8>, ApiError> {
    Ok(server.sealer().seal(&context(factor), secret.bytes())?)
}

pub(super) fn open(server: &AuthServer, factor: &FactorRow) -> Result<TotpSecret, ApiError> {
    let sealed = factor.sealed_secret.as_deref().unwrap_or_default();
    Ok(TotpSecret::from_bytes(server.sealer().open(&context(factor.id), sealed)?))
}

fn context(factor: Uuid) -> String {
    format!("auth mfa factor {factor}")
}
