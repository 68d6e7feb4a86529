//! "That wasn't me": an owner ends everything that somebody else may have begun in the account.

use url::Url;

use super::secure_link::SecureLink;
use super::{People, PeopleError, address_key};
use crate::accounts::{Limit, SecuredAccount};
use crate::gotrue::{Caller, EmailAddress, ErrorCode, GoTrueError};

/// What the link of a mail is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SecureOffer {
    /// The account with this address can be secured.
    Open(EmailAddress),
    /// It was secured since.
    Done,
    /// Nothing: the link is forged or too old, or the account is gone.
    Nothing,
}

/// What became of the wish to secure an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Securing {
    /// All its sessions are over, and a mail for a new password is on its way to this address.
    Secured(EmailAddress),
    /// All its sessions are over, but no mail could be sent now.
    WithoutMail,
    /// It was done before, for this address.
    DoneBefore(EmailAddress),
    /// The link is good for nothing.
    Nothing,
}

impl People {
    /// What a link is good for. Looking changes nothing.
    pub(crate) async fn secure_offer(&self, token: &str) -> Result<SecureOffer, PeopleError> {
        let Some((link, account, email)) = self.account_behind(token).await? else {
            return Ok(SecureOffer::Nothing);
        };
        let is_done = account.is_secured_since(link.happened_at);
        Ok(if is_done { SecureOffer::Done } else { SecureOffer::Open(email) })
    }

    /// Ends all sessions of the account here, at once and once per link, and asks the auth server to
    /// send its owner the mail for a new password. `landing` is where that mail leads in the end.
    pub(crate) async fn secure_account(
        &self,
        caller: &Caller,
        token: &str,
        landing: &Url,
    ) -> Result<Securing, PeopleError> {
        self.take(Limit::CodeByAddress, &address_key(caller)).await?;
        let Some((link, _, email)) = self.account_behind(token).await? else {
            return Ok(Securing::Nothing);
        };
        if !self.accounts.secure(link.user, link.happened_at).await? {
            return Ok(Securing::DoneBefore(email));
        }
        match self.send_way_back(caller, &email, landing).await {
            Ok(()) => Ok(Securing::Secured(email)),
            Err(error) => {
                tracing::warn!(%error, "an account was secured, but its owner gets no mail now");
                Ok(Securing::WithoutMail)
            }
        }
    }

    async fn account_behind(
        &self,
        token: &str,
    ) -> Result<Option<(SecureLink, SecuredAccount, EmailAddress)>, PeopleError> {
        let Some(link) = self.secure_links.read(token, self.clock.now()) else { return Ok(None) };
        let Some(account) = self.accounts.secured_account(link.user).await? else { return Ok(None) };
        let email = EmailAddress::parse(&account.email).ok();
        Ok(email.map(|email| (link, account, email)))
    }

    /// A mail that was sent a moment ago does as well as another.
    async fn send_way_back(
        &self,
        caller: &Caller,
        email: &EmailAddress,
        landing: &Url,
    ) -> Result<(), PeopleError> {
        self.take(Limit::MailByAddress, &address_key(caller)).await?;
        self.take(Limit::MailByAccount, email.as_str()).await?;
        match self.gotrue().recover(caller, email, Some(landing)).await {
            Err(GoTrueError::RateLimited { code, .. }) if code == ErrorCode::OVER_EMAIL_SEND_RATE_LIMIT => {
                Ok(())
            }
            asked => asked.map_err(PeopleError::from),
        }
    }
}
