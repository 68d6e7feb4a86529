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
use crate::clock::Timestamp;
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ErrorCode, User};

/// What became of making an account.
pub(crate) enum Registered {
    /// It is new, or it is there and still waits for its proof: what is there stays as it is, since
    /// nobody has shown whose it is.
    Waiting(UserRow),
    /// The address or number belongs to somebody who has proved it.
    Taken(UserRow),
}

/// By what somebody new is known.
#[derive(Clone, Copy)]
pub(crate) enum Name<'a> {
    /// An address.
    Email(&'a EmailAddress),
    /// A telephone number without a plus sign.
    Phone(&'a str),
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
    name: Name<'_>,
    password_hash: Option<String>,
    said: Said<'_>,
) -> Result<Registered, ApiError> {
    let now = server.now();
    let mut user = name.newcomer(server);
    user.password_hash = password_hash;
    let identity = match said {
        Said::ByThemselves(said) => {
            let identity = name.identity(&user, &metadata::without_nulls(said), now);
            user.user_metadata.clone_from(&identity.identity_data);
            identity
        }
        Said::ByAdministrator(said) => {
            user.user_metadata.0 = metadata::without_nulls(said);
            name.identity(&user, &Map::new(), now)
        }
    };
    if users::insert(tx.executor(), &user).await? {
        hooks::before_user_created(server, &user, said.words()).await?;
        identities::insert(tx.executor(), &identity).await?;
        return Ok(Registered::Waiting(user));
    }
    let known = match name {
        Name::Email(email) => users::lock_by_email(tx.executor(), email.as_str(), now).await?,
        Name::Phone(phone) => users::lock_by_phone(tx.executor(), phone, now).await?,
    };
    let gone = || ApiError::conflict("The account has just been deleted; ask again");
    let known = known.ok_or_else(gone)?;
    let is_proved = match name {
        Name::Email(_) => known.is_confirmed(),
        Name::Phone(_) => known.is_phone_confirmed(),
    };
    Ok(if is_proved { Registered::Taken(known) } else { Registered::Waiting(known) })
}

impl Name<'_> {
    fn newcomer(self, server: &AuthServer) -> UserRow {
        match self {
            Self::Email(email) => server.newcomer(Some(email), &["email"]),
            Self::Phone(phone) => {
                let mut user = server.newcomer(None, &["phone"]);
                user.phone = Some(phone.to_owned());
                user
            }
        }
    }

    fn identity(self, user: &UserRow, said: &Map<String, Value>, now: Timestamp) -> IdentityRow {
        match self {
            Self::Email(_) => IdentityRow::of_email(user, said, now),
            Self::Phone(_) => IdentityRow::of_new_phone(user, said, now),
        }
    }
}

/// Somebody who must look into their inbox, or at their telephone. Whoever was invited is told nothing of
/// what the administrator wrote.
pub(crate) async fn waiting(tx: &mut Tx, mut user: UserRow) -> Result<User, ApiError> {
    let mut identities = identities::of_user(tx.executor(), user.id).await?;
    if user.invited_at.is_some() {
        user.user_metadata.0.clear();
        identities.clear();
    }
    Ok(user.to_user(Some(identities)))
}

/// `422 user_already_exists`, where that is no secret.
pub(crate) fn already_there() -> ApiError {
    ApiError::unprocessable(ErrorCode::USER_ALREADY_EXISTS, "There is an account with this name already")
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
        match register(server, &mut tx, Name::Email(email), None, Said::ByThemselves(said)).await? {
            Registered::Taken(user) => user,
            Registered::Waiting(mut user) if server.settings().confirms_mails => {
                begun(&user, Action::UserConfirmationRequested).note(server, &mut tx).await?;
                send::confirmation(server, &mut tx, &mut user, asked).await?;
                let identities = identities::of_user(tx.executor(), user.id).await?;
                server.commit(tx).await?;
                return hooks::after_sign_up(server, &user.to_user(Some(identities))).await;
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
