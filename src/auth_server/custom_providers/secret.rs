//! By what a provider knows that it is us: it can be read by this server alone.

use secrecy::SecretString;
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::CustomProviderRow;

/// Seals the secret for this provider.
pub(super) fn seal(server: &AuthServer, provider: Uuid, secret: &str) -> Result<Vec<u8>, ApiError> {
    Ok(server.sealer().seal(&context(provider), secret.as_bytes())?)
}

/// Opens the secret of a provider.
pub(super) fn open(server: &AuthServer, provider: &CustomProviderRow) -> Result<SecretString, ApiError> {
    let opened = server.sealer().open(&context(provider.id), &provider.sealed_secret)?;
    Ok(String::from_utf8_lossy(&opened).into_owned().into())
}

fn context(provider: Uuid) -> String {
    format!("auth custom provider {provider}")
}
