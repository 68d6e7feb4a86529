//! Making accounts for people who know no password of ours yet, or who choose one now
//! (gotrue-contract §1.1, §1.8).

use serde_json::{Map, Value};

use super::audit::{Action, Event};
use super::error::ApiError;
use super::frequency::pause_left;
use super::hooks::{self, Hook};
use super::mails::{self, Asked, Letter};
use super::server::AuthServer;
use super::store::{IdentityRow, UserRow, identities, users};
use super::verification::mark_confirmed;
use super::{MailLinks, metadata, send};
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ErrorCode};

/// What became of making an account.
pub(crate) enum Registered {
    /// It is new, or it is there and still waits for its proof: what is there stays as it is, since
    /// nobody has shown whose it is.
    Waiting(UserRow),
    /// The address belongs to somebody who has proved it.
    Taken(UserRow),
}

/// Who says what is said of a new account.
#[derive(Clone, Copy)]
pub(crate) enum Said<'a> {
    /// The people themselves: it stands in their identity too, and that in their metadata.
    ByThemselves(&'a Map<String, Value>),
    /// An administrator: it stands in the metadata, and nothing beside it.
    ByAdministrator(&'a Map<String, Value>),
}

impl<'a> Said<'a> {
    const fn words(self) -> &'a Map<String, Value> {
        match self {
            Self::ByThemselves(said) | Self::ByAdministrator(said) => said,
        }
    }
}

/// Makes an account, unless there is one; locks it either way.
pub(crate) async fn register(
    server: &AuthServer,
    tx: &mut Tx,
    email: &EmailAddress,
    password_hash: Option<String>,
    said: Said<'_>,
) -> Result<Registered, ApiError> {
    let now = server.now();
    let mut user = server.newcomer(Some(email), &["email"]);
    user.password_hash = password_hash;
    let identity = match said {
        Said::ByThemselves(said) => {
            let identity = IdentityRow::of_email(&user, &metadata::without_nulls(said), now);
            user.user_metadata.clone_from(&identity.identity_data);
            identity
        }
        Said::ByAdministrator(said) => {
            user.user_metadata.0 = metadata::without_nulls(said);
            IdentityRow::of_email(&user, &Map::new(), now)
        }
    };
    if users::insert(tx.executor(), &user).await? {
        hooks::before_user_created(server, &user, said.words()).await?;
        identities::insert(tx.executor(), &identity).await?;
        return Ok(Registered::Waiting(user));
    }
    let known = users::lock_by_email(tx.executor(), email.as_str(), now).await?;
    let gone = || ApiError::conflict("The account has just been deleted; ask again");
    let known = known.ok_or_else(gone)?;
    Ok(if known.is_confirmed() { Registered::Taken(known) } else { Registered::Waiting(known) })
}

/// Tells the owner of a taken address that somebody tried; not more often than other mails.
pub(crate) async fn tell_owner(
    server: &AuthServer,
    tx: &mut Tx,
    owner: &mut UserRow,
    asked: &Asked,
) -> Result<(), ApiError> {
    let now = server.now();
    let Some(address) = owner.address() else { return Ok(()) };
    // A hook that sends mails in our place knows no such mail.
    if server.settings().hooks.get(Hook::SendEmail).is_some() {
        return Ok(());
    }
    // Somebody else's site has none of the pages that the letter names.
    if server.settings().mail_links != MailLinks::ToSite {
        return Ok(());
    }
    if pause_left(owner.owner_told_at, server.settings().mail_pause, now).is_some() {
        return Ok(());
    }
    owner.owner_told_at = Some(now);
    users::save(tx.executor(), owner).await?;
    mails::tell_owner(server, tx, &address, asked).await
}

/// Sends a mail that signs somebody in; whoever has no account gets one, and a mail that confirms it.
pub(crate) async fn sign_in_by_mail(
    server: &AuthServer,
    email: &EmailAddress,
    said: &Map<String, Value>,
    asked: &Asked,
) -> Result<(), ApiError> {
    let begun =
        |user: &UserRow, action| Event::by(user, action).with("provider", "email").from(&asked.client);
    let mut tx = server.database().begin().await?;
    let known = users::lock_by_email(tx.executor(), email.as_str(), server.now()).await?;
    let mut user = if let Some(user) = known.filter(UserRow::is_confirmed) {
        user
    } else {
        refuse_while_closed(server)?;
        match register(server, &mut tx, email, None, Said::ByThemselves(said)).await? {
            Registered::Taken(user) => user,
            Registered::Waiting(mut user) if server.settings().confirms_mails => {
                begun(&user, Action::UserConfirmationRequested).note(server, &mut tx).await?;
                send::confirmation(server, &mut tx, &mut user, asked).await?;
                let identities = identities::of_user(tx.executor(), user.id).await?;
                server.commit(tx).await?;
                let told = hooks::after_user_created(server, &user.to_user(Some(identities))).await;
                return told.map_err(|error| error.without_words_of_hook("a hook failed after a sign-up"));
            }
            Registered::Waiting(mut user) => {
                begun(&user, Action::UserSignedUp).note(server, &mut tx).await?;
                mark_confirmed(server, &mut tx, &mut user).await?;
                begun(&user, Action::Login).note(server, &mut tx).await?;
                user
            }
        }
    };
    let event = Event::by(&user, Action::UserRecoveryRequested).from(&asked.client);
    event.note(server, &mut tx).await?;
    send::recovery(server, &mut tx, &mut user, Letter::SignIn, asked).await?;
    server.commit(tx).await
}

/// Refuses new accounts where the operator takes none.
pub(crate) fn refuse_while_closed(server: &AuthServer) -> Result<(), ApiError> {
    if server.settings().takes_sign_ups {
        Ok(())
    } else {
        Err(ApiError::unprocessable(ErrorCode::SIGNUP_DISABLED, "New accounts are not taken"))
    }
}
