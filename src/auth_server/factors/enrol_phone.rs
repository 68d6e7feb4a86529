//! A telephone as a new factor: its number is taken as it is, until a code from there comes back.

use uuid::Uuid;

use super::enrol::{NewFactor, enrol};
use super::{FactorType, refuse_bad_name};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner, parse_phone};
use crate::auth_server::store::{FactorRow, factors};
use crate::gotrue::ErrorCode;

/// Enrols a telephone. One with the same number that nobody has proved makes place for it.
pub(crate) async fn enrol_phone(
    server: &AuthServer,
    owner: &FactorOwner,
    client: &Client,
    name: &str,
    phone: &str,
) -> Result<FactorRow, ApiError> {
    let phone = parse_phone(phone)?;
    refuse_bad_name(name)?;
    let mut tx = server.database().begin().await?;
    let (user, session) = owner.lock(server, &mut tx).await?;
    let known = factors::of_user(tx.executor(), user.id).await?;
    if let Some(same) = known.iter().find(|factor| factor.phone.as_deref() == Some(phone.as_str())) {
        if same.is_verified() {
            let code = ErrorCode::MFA_VERIFIED_FACTOR_EXISTS;
            return Err(ApiError::unprocessable(code, "This telephone is a factor already"));
        }
        factors::delete(tx.executor(), same.id).await?;
    }
    let new = NewFactor {
        id: Uuid::new_v4(),
        kind: FactorType::Phone,
        name,
        phone: Some(phone),
        sealed_secret: None,
    };
    let factor = enrol(server, &mut tx, &user, session.assurance(), new).await?;
    let event = Event::by(&user, Action::FactorInProgress).with_factor(&factor).from(client);
    event.with("factor_type", &*factor.factor_type).note(server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(factor)
}
