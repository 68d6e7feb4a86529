//! The letters of the auth server: which one goes to whom, and where its link leads.

use url::Url;

use super::code_challenge::CodeChallenge;
use super::error::ApiError;
use super::extract::Client;
use super::links;
use super::one_time_tokens::OneTimeToken;
use super::server::AuthServer;
use super::{AuthServerSettings, MailLinks};
use crate::clock::Timestamp;
use crate::database::Tx;
use crate::gotrue::EmailAddress;
use crate::mail::Message;
use crate::mail::messages::{
    AccountChange, AccountChanged, AccountExists, ChangeRecipient, Confirmation, EmailChange, Invite,
    Letterhead, Occasion, Reauthentication, Recovery, SignIn,
};
use crate::words::{Language, Words};

/// The page of the site for whoever needs another password.
const RECOVERY_PAGE: &str = "/recovery";

/// Which letter carries a link and a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letter<'a> {
    /// To somebody who began to make an account.
    Confirmation,
    /// To somebody who forgot the password.
    Recovery,
    /// To somebody who wants to sign in without one.
    SignIn,
    /// To somebody an administrator invited.
    Invite,
    /// To either end of a change of address.
    EmailChange { new_email: &'a EmailAddress, recipient: ChangeRecipient },
    /// To somebody about to change something that matters; it holds a code only.
    Reauthentication,
}

impl Letter<'_> {
    /// The `type` that its link asks the page to prove.
    pub(crate) const fn link_type(self) -> &'static str {
        match self {
            Self::Confirmation => "signup",
            Self::Recovery => "recovery",
            Self::SignIn => "magiclink",
            Self::Invite => "invite",
            Self::EmailChange { .. } => "email_change",
            Self::Reauthentication => "reauthentication",
        }
    }
}

/// Who asked for a mail, and where its link should lead back to.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) client: Client,
    pub(crate) redirect_to: String,
    /// What the code that its link leads to is exchanged with, where one was asked for.
    pub(crate) challenge: Option<CodeChallenge>,
}

impl Asked {
    fn occasion(&self, at: Timestamp) -> Occasion {
        occasion_of(&self.client, at)
    }
}

/// Queues a letter with a link and a code, as part of the transaction.
pub(crate) async fn send(
    server: &AuthServer,
    tx: &mut Tx,
    letter: Letter<'_>,
    to: &EmailAddress,
    token: OneTimeToken,
    asked: &Asked,
) -> Result<(), ApiError> {
    let settings = server.settings();
    let head = letterhead(server, asked.client.language);
    let link = links::for_mail(server, letter.link_type(), &token.token_hash, &asked.redirect_to)?;
    let OneTimeToken { code, .. } = token;
    let expires_in = settings.code_lifetime;
    let recovery = recovery_page(settings);
    let occasion = Some(asked.occasion(server.now()));
    let message = match letter {
        Letter::Confirmation => Confirmation { head, link, code, expires_in, occasion }.compose(to),
        Letter::Recovery => Recovery { head, link, code, expires_in, occasion }.compose(to),
        Letter::SignIn => SignIn { head, link, code, expires_in, occasion }.compose(to),
        Letter::Invite => Invite { head, link, code, expires_in }.compose(to),
        Letter::EmailChange { new_email, recipient } => {
            let new_email = new_email.clone();
            EmailChange { head, link, code, expires_in, new_email, recipient, recovery, occasion }.compose(to)
        }
        Letter::Reauthentication => {
            Reauthentication { head, code, expires_in, recovery, occasion }.compose(to)
        }
    };
    queue(server, tx, message).await
}

/// Queues the mail that tells an owner that somebody tried to make a second account.
pub(crate) async fn tell_owner(
    server: &AuthServer,
    tx: &mut Tx,
    to: &EmailAddress,
    asked: &Asked,
) -> Result<(), ApiError> {
    let settings = server.settings();
    let letter = AccountExists {
        head: letterhead(server, asked.client.language),
        sign_in: settings.page("/login"),
        recovery: settings.page(RECOVERY_PAGE),
        occasion: Some(asked.occasion(server.now())),
    };
    queue(server, tx, letter.compose(to)).await
}

/// Queues the mail that tells an owner what was changed. Where nothing is known of whoever did it, it is in
/// the first language.
pub(crate) async fn tell_change(
    server: &AuthServer,
    tx: &mut Tx,
    to: &EmailAddress,
    change: AccountChange,
    client: Option<&Client>,
) -> Result<(), ApiError> {
    let letter = AccountChanged {
        head: letterhead(server, client.map(|client| client.language).unwrap_or_default()),
        change,
        recovery: recovery_page(server.settings()),
        occasion: client.map(|client| occasion_of(client, server.now())),
    };
    queue(server, tx, letter.compose(to)).await
}

fn occasion_of(client: &Client, at: Timestamp) -> Occasion {
    Occasion::new(at, client.user_agent.as_deref(), client.address)
}

fn letterhead(server: &AuthServer, language: Language) -> Letterhead {
    let settings = server.settings();
    Letterhead {
        words: Words::of(language),
        product: settings.product.clone(),
        support: settings.support.clone(),
    }
}

async fn queue(
    server: &AuthServer,
    tx: &mut Tx,
    message: Result<Message, impl std::fmt::Display>,
) -> Result<(), ApiError> {
    let message = message.map_err(|error| ApiError::failure("a mail could not be written", &error))?;
    server.outbox().enqueue(tx.executor(), &message).await?;
    Ok(())
}

/// Where somebody gets another password: a page of this house's site, or just the site.
fn recovery_page(settings: &AuthServerSettings) -> Url {
    match settings.mail_links {
        MailLinks::ToSite => settings.page(RECOVERY_PAGE),
        MailLinks::ToServer(_) => settings.site_url.clone(),
    }
}
