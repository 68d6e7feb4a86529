//! A new passkey: its owner is signed in.

use serde_json::{Map, Value, json};

use super::challenge::{self, in_time, not_found, party, proves_nothing};
use super::form::Answered;
use super::switched_off::refuse_half_proved;
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, FactorOwner};
use crate::auth_server::store::passkey_challenges::PasskeyChallengeRow;
use crate::auth_server::store::passkeys::PasskeyRow;
use crate::auth_server::store::{UserRow, passkey_challenges, passkeys};
use crate::auth_server::webauthn::{self, Bytes, SentCreation, Subject, name_of};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// Asks for a key, and tells what a browser is asked.
pub(crate) async fn begin(server: &AuthServer, owner: &FactorOwner) -> Result<Value, ApiError> {
    let mut tx = server.database().begin().await?;
    let (user, session) = owner.lock(server, &mut tx).await?;
    refuse_half_proved(&mut tx, &user, &session).await?;
    let known = passkeys::of_user(tx.executor(), user.id).await?;
    refuse_another(server, known.len())?;
    let party = party(server)?;
    let (challenge, asked) = challenge::begin(server, &mut tx, Some(user.id)).await?;
    server.commit(tx).await?;
    let subject = Subject {
        handle: Bytes(user.id.to_string().into_bytes()),
        name: name(&user),
        display_name: display_name(&user),
    };
    let known: Vec<_> = known.iter().map(PasskeyRow::credential).collect();
    let excluded = webauthn::descriptors(&known, Some(&[]));
    let mut options = webauthn::creation(party, &subject, &challenge, excluded);
    // It must be found by the authenticator when nobody says whose it is.
    let selection = json!({ "residentKey": "required", "userVerification": "preferred" });
    options.insert("authenticatorSelection".to_owned(), selection);
    options.insert("attestation".to_owned(), "none".into());
    Ok(asked.with(options))
}

/// Takes the key that an authenticator has made.
pub(crate) async fn finish(
    server: &AuthServer,
    owner: &FactorOwner,
    client: &Client,
    body: Result<Body<Map<String, Value>>, ApiError>,
) -> Result<PasskeyRow, ApiError> {
    let mut tx = server.database().begin().await?;
    let (user, session) = owner.lock(server, &mut tx).await?;
    refuse_half_proved(&mut tx, &user, &session).await?;
    let answered = Answered::read(body?.0)?;
    let taken = passkey_challenges::take_of_user(tx.executor(), user.id, answered.challenge).await?;
    let taken = taken.ok_or_else(not_found)?;
    let party = party(server)?;
    let judged = judge(server, &taken, &answered.credential, party);
    let kept = match judged {
        Ok(credential) => keep(server, &mut tx, &user, client, credential).await?,
        Err(refusal) => Err(refusal),
    };
    server.commit(tx).await?;
    kept
}

fn judge(
    server: &AuthServer,
    taken: &PasskeyChallengeRow,
    sent: &Value,
    party: webauthn::RelyingParty<'_>,
) -> Result<webauthn::Credential, ApiError> {
    let challenge = in_time(server, taken)?;
    let sent = SentCreation::read(sent).map_err(proves_nothing)?;
    webauthn::create(sent, &challenge, party).map_err(proves_nothing)
}

/// Keeps a new key of somebody who is locked. The inner error is a refusal after which the challenge stays
/// taken.
async fn keep(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    client: &Client,
    credential: webauthn::Credential,
) -> Result<Result<PasskeyRow, ApiError>, ApiError> {
    let known = passkeys::of_user(tx.executor(), user.id).await?;
    if let Err(refusal) = refuse_another(server, known.len()) {
        return Ok(Err(refusal));
    }
    let name = name_of(credential.aaguid);
    let passkey = PasskeyRow::new(user.id, credential, name, server.now());
    if !passkeys::insert(tx.executor(), &passkey).await? {
        let code = ErrorCode::WEBAUTHN_CREDENTIAL_EXISTS;
        return Ok(Err(ApiError::unprocessable(code, "This key is known already")));
    }
    let event = Event::by(user, Action::PasskeyCreated).from(client);
    event.with("passkey_id", passkey.id.to_string()).note(server, tx).await?;
    Ok(Ok(passkey))
}

/// `422 too_many_passkeys`
fn refuse_another(server: &AuthServer, known: usize) -> Result<(), ApiError> {
    let refused = || {
        let code = ErrorCode::TOO_MANY_PASSKEYS;
        ApiError::unprocessable(code, "There are as many passkeys as there may be")
    };
    (known < server.settings().passkeys.most_per_person).then_some(()).ok_or_else(refused)
}

fn name(user: &UserRow) -> &str {
    user.email.as_deref().or(user.phone.as_deref()).unwrap_or_default()
}

fn display_name(user: &UserRow) -> &str {
    let said = user.user_metadata.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
    said.unwrap_or_else(|| name(user))
}
