//! Spending links and codes: what each of them changes (gotrue-contract §1.9).

use subtle::ConstantTimeEq as _;

use super::audit::{Action, Event};
use super::error::ApiError;
use super::issue::{self, Issued, Method};
use super::known_by::name_providers;
use super::notices::Change;
use super::one_time_tokens::{MOST_TRIES, PKCE_PREFIX, Slot, SlotPair, token_hash};
use super::replay::kept_work;
use super::send::taken;
use super::server::AuthServer;
use super::store::one_time_tokens::TokenRow;
use super::store::sessions::Place;
use super::store::users::Saved;
use super::store::{IdentityRow, UserRow, identities, one_time_tokens, users};
use super::{flows, notices};
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ErrorCode, VerifyKind};

/// What somebody shows to prove an address.
pub(crate) enum Proof {
    /// The hash from a link.
    Link(String),
    /// The digits, and the address or the number that got them.
    Code { sent_to: String, code: String },
}

/// What a spent proof led to.
pub(crate) enum Verified<T> {
    /// The address is theirs.
    Proved(T),
    /// One end of a change of address agreed; the other has not yet.
    HalfConfirmed,
}

/// Somebody whose proof was spent, in the transaction that ends with what it is for.
struct Spent {
    tx: Tx,
    user: UserRow,
    slot: Slot,
}

/// Spends a proof and signs in whoever showed it; tells by the token of which slot.
pub(crate) async fn sign_in(
    server: &AuthServer,
    kind: VerifyKind,
    proof: &Proof,
    place: &Place,
) -> Result<Verified<(Issued, Slot)>, ApiError> {
    let ring = server.keys().ring().await;
    let Verified::Proved(Spent { mut tx, mut user, slot }) = spend(server, kind, proof, place).await? else {
        return Ok(Verified::HalfConfirmed);
    };
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, Method::Otp, place).await?;
    server.commit(tx).await?;
    Ok(Verified::Proved((issued, slot)))
}

/// Spends a link that was asked for with a code challenge, and hands out the code for it.
pub(crate) async fn hand_out_code(
    server: &AuthServer,
    kind: VerifyKind,
    proof: &Proof,
    place: &Place,
) -> Result<Verified<String>, ApiError> {
    let Verified::Proved(Spent { mut tx, user, slot }) = spend(server, kind, proof, place).await? else {
        return Ok(Verified::HalfConfirmed);
    };
    users::save(tx.executor(), &user).await?;
    let method = flow_method(kind, slot).ok_or_else(flows::without_flow)?;
    let code = flows::hand_out_code(server, &mut tx, &user, method).await?;
    server.commit(tx).await?;
    Ok(Verified::Proved(code))
}

/// Spends a proof. Everything it changes is one transaction.
async fn spend(
    server: &AuthServer,
    kind: VerifyKind,
    proof: &Proof,
    place: &Place,
) -> Result<Verified<Spent>, ApiError> {
    let slots = SlotPair::of(kind);
    let token = find(server, slots, proof).await?.ok_or_else(expired)?;
    let slot = token.slot().ok_or_else(expired)?;
    let mut tx = server.database().begin().await?;
    let mut user = redeem(server, &mut tx, &token).await?;
    match slot {
        Slot::Confirmation | Slot::Recovery => {
            proved(&user, slot).at(place).note(server, &mut tx).await?;
            confirm(server, &mut tx, &mut user).await?;
        }
        Slot::EmailChangeNew | Slot::EmailChangeCurrent => {
            if needs_both_ends(server, &user) {
                user.email_change_is_half_confirmed = true;
                users::save(tx.executor(), &user).await?;
                server.commit(tx).await?;
                return Ok(Verified::HalfConfirmed);
            }
            change_email(server, &mut tx, &mut user, place).await?;
        }
        Slot::Reauthentication | Slot::PhoneConfirmation | Slot::PhoneChange => return Err(expired()),
    }
    one_time_tokens::clear(tx.executor(), user.id).await?;
    name_providers(&mut tx, &mut user).await?;
    Ok(Verified::Proved(Spent { tx, user, slot }))
}

/// Which way to sign in a link of this kind, found in this slot, belongs to. No invitation begins one.
const fn flow_method(kind: VerifyKind, slot: Slot) -> Option<Method> {
    match (kind, slot) {
        (VerifyKind::Signup, _) | (VerifyKind::Email, Slot::Confirmation) => Some(Method::EmailSignUp),
        (VerifyKind::Magiclink | VerifyKind::Email, _) => Some(Method::MagicLink),
        (VerifyKind::Recovery, _) => Some(Method::Recovery),
        (VerifyKind::EmailChange, _) => Some(Method::EmailChange),
        (VerifyKind::Invite, _) => None,
    }
}

/// Finds the token that a proof names. A code costs a try, which is counted before it is compared and
/// stays counted whatever comes of it.
pub(crate) async fn find(
    server: &AuthServer,
    slots: SlotPair,
    proof: &Proof,
) -> Result<Option<TokenRow>, ApiError> {
    match proof {
        Proof::Link(hash) => {
            server.limits().refuse_links_under_attack(server.now())?;
            let names = server.token_names().names(hash);
            let mut connection = server.database().read().await?;
            let found = one_time_tokens::by_hash(connection.executor(), &names, slots).await?;
            if found.is_none() {
                server.limits().count_stray_link(server.now());
            }
            Ok(found)
        }
        Proof::Code { sent_to, code } => {
            let mut connection = server.database().write().await?;
            let taking = one_time_tokens::take_try(connection.executor(), sent_to, slots, MOST_TRIES);
            let sent = kept_work(taking).await?;
            let hash = token_hash(sent_to, code);
            let [plain, with_prefix] = [hash.clone(), format!("{PKCE_PREFIX}{hash}")];
            let names =
                [server.token_names().names(&plain), server.token_names().names(&with_prefix)].concat();
            let is_named = |token: &TokenRow| {
                names.iter().any(|name| bool::from(name.as_slice().ct_eq(&token.token_hash)))
            };
            Ok(sent.into_iter().find(is_named))
        }
    }
}

/// Uses a token up and locks its owner, if both may.
pub(crate) async fn redeem(server: &AuthServer, tx: &mut Tx, token: &TokenRow) -> Result<UserRow, ApiError> {
    let now = server.now();
    let user = users::lock(tx.executor(), token.user_id, now).await?.ok_or_else(expired)?;
    refuse_banned(server, &user)?;
    let lifetime = token.slot().ok_or_else(expired)?.lifetime(server.settings());
    let is_over = now > token.sent_at.plus(lifetime);
    if is_over || !one_time_tokens::consume(tx.executor(), token).await? {
        return Err(expired());
    }
    Ok(user)
}

/// `403 user_banned` for somebody who showed that a proof is theirs.
pub(crate) fn refuse_banned(server: &AuthServer, user: &UserRow) -> Result<(), ApiError> {
    if user.is_banned(server.now()) {
        return Err(ApiError::forbidden(ErrorCode::USER_BANNED, "The account is banned"));
    }
    Ok(())
}

/// `403 otp_expired`: wrong, used, replaced and over all look alike.
pub(crate) fn expired() -> ApiError {
    ApiError::forbidden(ErrorCode::OTP_EXPIRED, "The link or code is wrong, was used, or is over")
}

/// The address is theirs: they got the mail.
async fn confirm(server: &AuthServer, tx: &mut Tx, user: &mut UserRow) -> Result<(), ApiError> {
    if user.is_confirmed() {
        return Ok(());
    }
    mark_confirmed(server, tx, user).await
}

/// Whoever has a new account has signed up by this, and all others have signed in.
fn proved(user: &UserRow, slot: Slot) -> Event {
    if slot == Slot::Confirmation || !user.is_confirmed() {
        Event::by(user, Action::UserSignedUp).with("provider", "email")
    } else {
        Event::by(user, Action::Login)
    }
}

/// Notes that the address was proved, on the person and on their identity.
pub(crate) async fn mark_confirmed(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
) -> Result<(), ApiError> {
    one_time_tokens::clear(tx.executor(), user.id).await?;
    user.confirm_email(server.now());
    for mut identity in identities::of_user(tx.executor(), user.id).await? {
        if let Some(email) = identity.email.clone().filter(|email| Some(email) == user.email.as_ref()) {
            identity.set_email(&email, true);
            identities::save(tx.executor(), &identity, server.now()).await?;
        }
    }
    Ok(())
}

fn needs_both_ends(server: &AuthServer, user: &UserRow) -> bool {
    let settings = server.settings();
    settings.confirms_mails
        && settings.asks_both_ends
        && !user.email_change_is_half_confirmed
        && user.email.is_some()
}

/// Makes the address that waits the person's own: whoever must agree did.
pub(crate) async fn change_email(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    place: &Place,
) -> Result<(), ApiError> {
    let now = server.now();
    let new = user.pending_address().ok_or_else(expired)?;
    Event::by(user, Action::UserModified).at(place).note(server, tx).await?;
    let before = user.address();
    user.email = Some(new.as_str().to_owned());
    user.email_change = None;
    user.email_change_is_half_confirmed = false;
    user.is_anonymous = false;
    if !user.is_confirmed() {
        user.confirm_email(now);
    }
    if users::save(tx.executor(), user).await? == Saved::Taken {
        return Err(taken());
    }
    set_email_identity(server, tx, user, &new, true).await?;
    notices::tell(server, tx, user, before, Change::Email { now: new }, None).await
}

/// Makes the identity by mail say this address; somebody who had none gets one.
pub(crate) async fn set_email_identity(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    email: &EmailAddress,
    is_verified: bool,
) -> Result<(), ApiError> {
    let now = server.now();
    let known = identities::of_user(tx.executor(), user.id).await?;
    if let Some(mut identity) = known.into_iter().find(IdentityRow::is_email) {
        identity.set_email(email.as_str(), is_verified);
        identities::save(tx.executor(), &identity, now).await?;
    } else {
        let mut identity = IdentityRow::of_email(user, &serde_json::Map::new(), now);
        identity.set_email(email.as_str(), is_verified);
        identities::insert(tx.executor(), &identity).await?;
    }
    Ok(())
}
