//! Signing in with a passkey: the key says whose it is.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::challenge::{self, in_time, not_found, party, proves_nothing};
use super::form::Answered;
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Client;
use crate::auth_server::issue::{self, Issued, Method};
use crate::auth_server::store::passkey_challenges::PasskeyChallengeRow;
use crate::auth_server::store::passkeys::PasskeyRow;
use crate::auth_server::store::{UserRow, passkey_challenges, passkeys, users};
use crate::auth_server::webauthn::{self, Fault, RelyingParty, SentAssertion};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// Somebody who signs in, and the key by which they do.
struct Arrived {
    user: UserRow,
    passkey: PasskeyRow,
}

/// Tells what a browser is asked by which somebody wants to sign in.
pub(crate) async fn begin(server: &AuthServer) -> Result<Value, ApiError> {
    let party = party(server)?;
    let mut tx = server.database().begin().await?;
    let (challenge, asked) = challenge::begin(server, &mut tx, None).await?;
    server.commit(tx).await?;
    let mut options: Map<_, _> = webauthn::request(party, &challenge, Vec::new());
    options.insert("userVerification".to_owned(), "preferred".into());
    Ok(asked.with(options))
}

/// Signs in whoever has the key that answered.
pub(crate) async fn finish(
    server: &AuthServer,
    client: &Client,
    answered: &Answered,
) -> Result<Issued, ApiError> {
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let taken = passkey_challenges::take_of_nobody(tx.executor(), answered.challenge).await?;
    let taken = taken.ok_or_else(not_found)?;
    let party = party(server)?;
    let Arrived { mut user, passkey } = match judge(server, &mut tx, &taken, answered, party).await? {
        Ok(arrived) => arrived,
        Err(refusal) => {
            // The challenge stays taken.
            server.commit(tx).await?;
            return Err(refusal);
        }
    };
    passkeys::save(tx.executor(), &passkey).await?;
    let event = Event::by(&user, Action::Login).with("passkey_id", passkey.id.to_string());
    event.from(client).note(server, &mut tx).await?;
    let place = client.place();
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, Method::Passkey, &place).await?;
    server.commit(tx).await?;
    Ok(issued)
}

/// Who signs in. The inner error is a refusal after which the challenge stays taken.
async fn judge(
    server: &AuthServer,
    tx: &mut Tx,
    taken: &PasskeyChallengeRow,
    answered: &Answered,
    party: RelyingParty<'_>,
) -> Result<Result<Arrived, ApiError>, ApiError> {
    let read = in_time(server, taken).and_then(|challenge| {
        Ok((challenge, SentAssertion::read(&answered.credential).map_err(proves_nothing)?))
    });
    let (challenge, sent) = match read {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(user) = owner(server, tx, &sent).await? else {
        return Ok(Err(proves_nothing(Fault::UnknownKey)));
    };
    let mut passkeys = passkeys::of_user(tx.executor(), user.id).await?;
    let known: Vec<_> = passkeys.iter().map(PasskeyRow::credential).collect();
    let handle = user.id.to_string();
    let proof = match webauthn::prove(&sent, &challenge, party, handle.as_bytes(), &known, &[]) {
        Ok(proof) => proof,
        Err(fault) => return Ok(Err(proves_nothing(fault))),
    };
    if let Err(refusal) = refuse_unwelcome(server, &user) {
        return Ok(Err(refusal));
    }
    let place = known.iter().position(|credential| credential.id == proof.credential.id);
    let Some(place) = place else { return Ok(Err(proves_nothing(Fault::UnknownKey))) };
    let mut passkey = passkeys.swap_remove(place);
    passkey.note_use(&proof.credential, server.now());
    if proof.may_be_copied {
        tracing::warn!(passkey = %passkey.id, "the counter of a passkey went back: there may be a copy of it");
    }
    Ok(Ok(Arrived { user, passkey }))
}

/// Whom the authenticator remembers, locked.
async fn owner(server: &AuthServer, tx: &mut Tx, sent: &SentAssertion) -> Result<Option<UserRow>, ApiError> {
    let handle = std::str::from_utf8(&sent.user_handle.0).ok();
    let Some(id) = handle.and_then(|text| Uuid::try_parse(text).ok()) else { return Ok(None) };
    Ok(users::lock(tx.executor(), id, server.now()).await?)
}

/// What is wrong with an account is told only to somebody who has its key.
fn refuse_unwelcome(server: &AuthServer, user: &UserRow) -> Result<(), ApiError> {
    if user.email.is_some() && !user.is_confirmed() {
        let code = ErrorCode::EMAIL_NOT_CONFIRMED;
        return Err(ApiError::forbidden(code, "The e-mail address is not confirmed yet"));
    }
    if user.phone.is_some() && !user.is_phone_confirmed() {
        let code = ErrorCode::PHONE_NOT_CONFIRMED;
        return Err(ApiError::forbidden(code, "The telephone number is not confirmed yet"));
    }
    if user.is_banned(server.now()) {
        return Err(ApiError::forbidden(ErrorCode::USER_BANNED, "The account is banned"));
    }
    Ok(())
}
