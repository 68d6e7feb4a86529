//! Sending proofs: a new code in its slot, the moment noted, and the letter in the outbox, all in the
//! transaction of whoever asks.

use super::error::ApiError;
use super::frequency::refuse_too_soon;
use super::hooks::{self, EmailData};
use super::issue::Method;
use super::mails::{self, Asked, Letter};
use super::one_time_tokens::{OneTimeToken, Slot, TRIES_COUNT_FOR};
use super::server::AuthServer;
use super::store::one_time_tokens::NewToken;
use super::store::{UserRow, flow_states, one_time_tokens, users};
use crate::database::{Executor, Tx};
use crate::gotrue::{EmailAddress, ErrorCode};
use crate::mail::messages::ChangeRecipient;

/// Sends the mail that confirms an address. The person must be locked.
pub(crate) async fn confirmation(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    asked: &Asked,
) -> Result<(), ApiError> {
    refuse_too_soon(user.confirmation_sent_at, server.settings().mail_pause, server.now())?;
    let before = user.clone();
    user.confirmation_sent_at = Some(server.now());
    users::save(tx.executor(), user).await?;
    begin_flow(server, tx, user, Method::EmailSignUp, asked).await?;
    proof(server, tx, &before, Slot::Confirmation, Letter::Confirmation, asked).await
}

/// Sends an invitation. The person must be locked.
pub(crate) async fn invite(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    asked: &Asked,
) -> Result<(), ApiError> {
    let before = user.clone();
    user.invited_at = Some(server.now());
    user.confirmation_sent_at = Some(server.now());
    users::save(tx.executor(), user).await?;
    proof(server, tx, &before, Slot::Confirmation, Letter::Invite, asked).await
}

/// Sends the mail for a forgotten password, or for a sign-in. The person must be locked.
pub(crate) async fn recovery(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    letter: Letter<'_>,
    asked: &Asked,
) -> Result<(), ApiError> {
    refuse_too_soon(user.recovery_sent_at, server.settings().mail_pause, server.now())?;
    let before = user.clone();
    user.recovery_sent_at = Some(server.now());
    users::save(tx.executor(), user).await?;
    let method = if letter == Letter::SignIn { Method::MagicLink } else { Method::Recovery };
    begin_flow(server, tx, user, method, asked).await?;
    proof(server, tx, &before, Slot::Recovery, letter, asked).await
}

/// Sends the code for a sensitive change. The person must be locked.
pub(crate) async fn reauthentication(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    asked: &Asked,
) -> Result<(), ApiError> {
    refuse_too_soon(user.reauthentication_sent_at, server.settings().mail_pause, server.now())?;
    let before = user.clone();
    user.reauthentication_sent_at = Some(server.now());
    users::save(tx.executor(), user).await?;
    proof(server, tx, &before, Slot::Reauthentication, Letter::Reauthentication, asked).await
}

/// Begins a change of address: where both ends must agree, each gets a mail of its own. The person
/// must be locked.
pub(crate) async fn email_change(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    new_email: &EmailAddress,
    asked: &Asked,
) -> Result<(), ApiError> {
    refuse_too_soon(user.email_change_sent_at, server.settings().mail_pause, server.now())?;
    // Two mails, but one change.
    server.spend_mail()?;
    let mut before = user.clone();
    user.email_change = Some(new_email.as_str().to_owned());
    before.email_change.clone_from(&user.email_change);
    user.email_change_sent_at = Some(server.now());
    user.email_change_is_half_confirmed = false;
    users::save(tx.executor(), user).await?;
    begin_flow(server, tx, user, Method::EmailChange, asked).await?;
    let new = drawn(server, tx, user, Slot::EmailChangeNew, new_email, asked).await?;
    let current = user.address().filter(|_| server.settings().asks_both_ends);
    let current = match current {
        Some(address) => {
            let token = drawn(server, tx, user, Slot::EmailChangeCurrent, &address, asked).await?;
            Some((address, token))
        }
        None => None,
    };
    if hooks::send_email(server, tx, &before, change_data(&new, current.as_ref(), asked)).await? {
        return Ok(());
    }
    let letter = |recipient| Letter::EmailChange { new_email, recipient };
    mails::send(server, tx, letter(ChangeRecipient::New), new_email, new, asked).await?;
    if let Some((address, token)) = current {
        mails::send(server, tx, letter(ChangeRecipient::Current), &address, token, asked).await?;
    }
    Ok(())
}

/// A change of address as the hook is told it: what is new belongs to the other of code and hash each time,
/// as GoTrue has it (gotrue-contract §4.6).
fn change_data(
    new: &OneTimeToken,
    current: Option<&(EmailAddress, OneTimeToken)>,
    asked: &Asked,
) -> EmailData {
    let data = EmailData {
        email_action_type: "email_change",
        redirect_to: asked.redirect_to.clone(),
        token_hash: new.token_hash.clone(),
        ..EmailData::default()
    };
    match current {
        Some((_, current)) => EmailData {
            token: current.code.clone(),
            token_new: new.code.clone(),
            token_hash_new: current.token_hash.clone(),
            ..data
        },
        None => EmailData { token: new.code.clone(), ..data },
    }
}

/// Draws a token and sends it. The person is as they were before that.
async fn proof(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    slot: Slot,
    letter: Letter<'_>,
    asked: &Asked,
) -> Result<(), ApiError> {
    let no_address = || ApiError::invalid("The account has no e-mail address");
    let to = user.address().ok_or_else(no_address)?;
    server.spend_mail()?;
    let token = drawn(server, tx, user, slot, &to, asked).await?;
    let data = EmailData {
        email_action_type: letter.link_type(),
        redirect_to: asked.redirect_to.clone(),
        token: token.code.clone(),
        token_hash: token.token_hash.clone(),
        ..EmailData::default()
    };
    if hooks::send_email(server, tx, user, data).await? {
        return Ok(());
    }
    mails::send(server, tx, letter, &to, token, asked).await
}

/// A new token in its slot.
async fn drawn(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    slot: Slot,
    to: &EmailAddress,
    asked: &Asked,
) -> Result<OneTimeToken, ApiError> {
    let token = OneTimeToken::draw(to.as_str(), server.settings().code_digits)?;
    let token = if asked.challenge.is_some() { token.marked() } else { token };
    place(server, tx, user, slot, to.as_str(), &token).await?;
    Ok(token)
}

/// Puts a token for an address or a number into its slot.
pub(crate) async fn place(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    slot: Slot,
    to: &str,
    token: &OneTimeToken,
) -> Result<(), ApiError> {
    let token_hash = server.token_names().name(&token.token_hash);
    let row = NewToken { user: user.id, slot, token_hash, relates_to: to };
    let now = server.now();
    one_time_tokens::replace(tx.executor(), &row, now, now.minus(TRIES_COUNT_FOR)).await?;
    Ok(())
}

/// Remembers the code challenge that came with the request, if one did.
async fn begin_flow(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    method: Method,
    asked: &Asked,
) -> Result<(), ApiError> {
    if let Some(challenge) = &asked.challenge {
        flow_states::begin(tx.executor(), user.id, method.name(), challenge, server.now()).await?;
    }
    Ok(())
}

/// Refuses when somebody else has the address.
pub(crate) async fn refuse_taken(
    executor: Executor<'_>,
    user: &UserRow,
    email: &EmailAddress,
) -> Result<(), ApiError> {
    match users::by_email(executor, email.as_str()).await? {
        Some(other) if other.id != user.id => Err(taken()),
        _ => Ok(()),
    }
}

/// `422 email_exists`.
pub(crate) fn taken() -> ApiError {
    ApiError::unprocessable(ErrorCode::EMAIL_EXISTS, "Another account has this e-mail address")
}
