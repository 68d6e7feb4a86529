//! Whose account it is that a provider names somebody for (gotrue-contract §1.11, account linking).

use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::providers::Profile;
use crate::auth_server::store::{IdentityRow, identities, users};
use crate::database::Tx;
use crate::gotrue::EmailAddress;

/// Whose account it is.
pub(super) enum Owner {
    /// Somebody who came through this provider before.
    Known(Box<IdentityRow>),
    /// Somebody who has proved one of the addresses in another way.
    SameAddress(Uuid),
    /// Nobody's yet. The address that the account is to have, unless it is taken.
    Nobody(Option<EmailAddress>),
}

/// Finds out whose account it is. Only an address that the provider has verified says so; any does
/// where nobody has to confirm theirs.
pub(super) async fn find(
    server: &AuthServer,
    tx: &mut Tx,
    provider: &str,
    profile: &Profile,
) -> Result<Owner, ApiError> {
    let subject = profile.subject().unwrap_or_default();
    if let Some(identity) = identities::by_subject(tx.executor(), provider, subject).await? {
        return Ok(Owner::Known(Box::new(identity)));
    }
    let believes_all = !server.settings().confirms_mails;
    let believed = profile.emails.iter().filter(|email| email.is_verified || believes_all);
    let believed: Vec<_> = believed.map(|email| &email.address).collect();
    let primary = profile.emails.iter().find(|email| email.is_primary).map(|email| email.address.clone());
    if believed.is_empty() {
        let is_taken = match &primary {
            Some(address) => !owners(tx, &[address]).await?.is_empty(),
            None => false,
        };
        return Ok(Owner::Nobody(primary.filter(|_| !is_taken)));
    }
    match owners(tx, &believed).await?.as_slice() {
        [] => Ok(Owner::Nobody(primary)),
        [owner] => Ok(Owner::SameAddress(*owner)),
        _ => Err(ApiError::failure("an account was not linked", &"several have these addresses")),
    }
}

/// Who has one of these addresses: in an identity, or where in none, in their account.
async fn owners(tx: &mut Tx, addresses: &[&EmailAddress]) -> Result<Vec<Uuid>, ApiError> {
    let mut owners = Vec::new();
    for address in addresses {
        owners.extend(identities::owners_of_email(tx.executor(), address.as_str()).await?);
    }
    if owners.is_empty() {
        for address in addresses {
            owners.extend(users::by_email(tx.executor(), address.as_str()).await?.map(|user| user.id));
        }
    }
    owners.sort_unstable();
    owners.dedup();
    Ok(owners)
}
