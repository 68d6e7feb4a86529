//! A security key as a new factor: nothing is known of it until its first answer.

use uuid::Uuid;

use super::enrol::{NewFactor, enrol};
use super::{FactorType, refuse_bad_name};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::store::FactorRow;

/// Enrols a security key.
pub(crate) async fn enrol_key(
    server: &AuthServer,
    owner: &FactorOwner,
    client: &Client,
    name: &str,
) -> Result<FactorRow, ApiError> {
    refuse_bad_name(name)?;
    let mut tx = server.database().begin().await?;
    let (user, session) = owner.lock(server, &mut tx).await?;
    let new =
        NewFactor { id: Uuid::new_v4(), kind: FactorType::WebAuthn, name, phone: None, sealed_secret: None };
    let factor = enrol(server, &mut tx, &user, session.assurance(), new).await?;
    let event = Event::by(&user, Action::FactorInProgress).with_factor(&factor).from(client);
    event.with("factor_type", &*factor.factor_type).note(server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(factor)
}
