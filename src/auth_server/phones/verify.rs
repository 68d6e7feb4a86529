//! Spending codes that were sent by telephone (gotrue-contract §1.9).

use subtle::ConstantTimeEq as _;

use super::{CodeKind, confirm, make_own};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Client;
use crate::auth_server::issue::{self, Issued, Method};
use crate::auth_server::known_by::name_providers;
use crate::auth_server::store::{UserRow, users};
use crate::auth_server::verification::{Proof, expired, find, redeem, refuse_banned};
use crate::database::Tx;

/// Spends a code and signs in whoever showed it. `phone` without a plus sign.
pub(crate) async fn sign_in(
    server: &AuthServer,
    kind: CodeKind,
    phone: &str,
    code: &str,
    client: &Client,
) -> Result<Issued, ApiError> {
    let ring = server.keys().ring().await;
    let (mut tx, mut user) = spend(server, kind, phone, code).await?;
    match kind {
        CodeKind::SignIn => {
            let event = Event::by(&user, Action::UserSignedUp).with("provider", "phone").from(client);
            event.note(server, &mut tx).await?;
            confirm(server, &mut tx, &mut user).await?;
            user.is_anonymous = false;
        }
        CodeKind::Change => make_own(server, &mut tx, &mut user, client).await?,
    }
    name_providers(&mut tx, &mut user).await?;
    let place = client.place();
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, Method::Otp, &place).await?;
    server.commit(tx).await?;
    Ok(issued)
}

/// Uses a code up and locks whoever it was for. It is worth nothing to somebody who has, or wants, another
/// number by now.
async fn spend(
    server: &AuthServer,
    kind: CodeKind,
    phone: &str,
    code: &str,
) -> Result<(Tx, UserRow), ApiError> {
    let (tx, user) = if let Some(owner) = by_fixed_code(server, kind, phone, code).await? {
        lock(server, &owner).await?
    } else {
        let proof = Proof::Code { sent_to: phone.to_owned(), code: code.to_owned() };
        let token = find(server, kind.slots(), &proof).await?.ok_or_else(expired)?;
        let mut tx = server.database().begin().await?;
        let user = redeem(server, &mut tx, &token).await?;
        (tx, user)
    };
    let meant = match kind {
        CodeKind::SignIn => user.phone.as_deref(),
        CodeKind::Change => user.phone_change.as_deref(),
    };
    if meant == Some(phone) { Ok((tx, user)) } else { Err(expired()) }
}

async fn lock(server: &AuthServer, owner: &UserRow) -> Result<(Tx, UserRow), ApiError> {
    let mut tx = server.database().begin().await?;
    let user = users::lock(tx.executor(), owner.id, server.now()).await?.ok_or_else(expired)?;
    refuse_banned(server, &user)?;
    Ok((tx, user))
}

/// Whose number it is, where its code is always the same and this is it. Such a code is never used up.
async fn by_fixed_code(
    server: &AuthServer,
    kind: CodeKind,
    phone: &str,
    code: &str,
) -> Result<Option<UserRow>, ApiError> {
    let now = server.now();
    let Some(fixed) = server.settings().phones.test_codes.of(phone, now) else { return Ok(None) };
    if !server.test_tries().are_left(phone, now) {
        return Err(expired());
    }
    if !bool::from(fixed.as_bytes().ct_eq(code.as_bytes())) {
        server.test_tries().count(phone, now);
        return Ok(None);
    }
    let mut connection = server.database().read().await?;
    let found = match kind {
        CodeKind::SignIn => users::by_phone(connection.executor(), phone).await?,
        CodeKind::Change => users::by_phone_change(connection.executor(), phone).await?,
    };
    Ok(found)
}
