//! Signing in with a password.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use uuid::Uuid;

use crate::accounts::{DeviceMark, Limit, SessionPurpose};
use crate::gotrue::{EmailAddress, ErrorCode, GoTrueError};
use crate::web::Site;
use crate::web::entry::{Entered, Entry, enter};
use crate::web::extract::{Guest, Query, Submitted};
use crate::web::forms::{Credentials, Identifier, LoginForm, LoginInput, Trouble};
use crate::web::notice::Notice;
use crate::web::pace::Pace;
use crate::web::page::{self, Answer, Page};
use crate::web::pending::{Pending, Purpose};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

use super::Going;

#[derive(Template)]
#[template(path = "pages/login.html")]
struct LoginPage<'a> {
    page: &'a Page,
    form: LoginForm,
}

pub(crate) async fn show(_: Guest, page: Page, Query(going): Query<Going>) -> Answer {
    page::show(&LoginPage { page: &page, form: LoginForm::empty(going.next()) })
}

pub(crate) async fn submit(
    _: Guest,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<LoginInput>,
) -> Answer {
    match sign_in(&site, &visitor, &form).await {
        Ok(SignIn::Entered(entered)) => Ok(visitor.enters(&site, *entered)),
        Ok(SignIn::Unconfirmed(pending)) => Ok(sent_to_inbox(&visitor, &pending)),
        Err(trouble) => page::again(trouble, form.typed(), |form| LoginPage { page: &page, form }),
    }
}

/// What a right password leads to.
enum SignIn {
    /// Inside.
    Entered(Box<Entered>),
    /// To the inbox: the address waits for its confirmation.
    Unconfirmed(Pending),
}

async fn sign_in(site: &Site, visitor: &Visitor, form: &Submitted<LoginInput>) -> Result<SignIn, Trouble> {
    let credentials = form.genuine()?.parse()?;
    let account = Account::of(site, visitor, &credentials.identifier).await?;
    account.take_try(site, visitor).await?;
    let pace = Pace::begin(site);
    let answer = site.gotrue().sign_in(&visitor.caller, &account.email, &credentials.password).await;
    pace.keep().await;
    let Credentials { is_kept, next, .. } = credentials;
    match answer {
        Ok(reply) => {
            let entry = Entry { purpose: SessionPurpose::Ordinary, is_kept, next };
            let entered = enter(site, &visitor.caller, reply, entry).await?;
            account.give_try_back(site, visitor).await?;
            Ok(SignIn::Entered(Box::new(entered)))
        }
        Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::EMAIL_NOT_CONFIRMED => {
            Ok(SignIn::Unconfirmed(Pending { email: account.email, purpose: Purpose::SignUp, next }))
        }
        Err(GoTrueError::Rejected(no)) if says_no_match(&no.code) => Err(LoginInput::mismatch().into()),
        Err(error @ GoTrueError::Unreachable(_)) => {
            // Nobody learned whether the password was right: an outage uses up nobody's tries.
            account.give_try_back(site, visitor).await?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whom the password is tried for.
struct Account {
    /// Their address, or one that nobody has: so that it takes as long for a name that nobody has.
    email: EmailAddress,
    /// By what tries are counted: also for names that nobody has.
    key: String,
    /// The mark of a device that has signed in to it before.
    device: Option<DeviceMark>,
}

impl Account {
    async fn of(site: &Site, visitor: &Visitor, identifier: &Identifier) -> Result<Self, Trouble> {
        let (known, key) = match identifier {
            Identifier::Email(email) => (Some(email.clone()), email.as_str().to_owned()),
            Identifier::Username(name) => {
                let email = site.accounts.email_for_username(name).await?;
                let key =
                    email.as_ref().map_or_else(|| name.key().to_owned(), |email| email.as_str().to_owned());
                (email, key)
            }
            Identifier::Nobody(text) => (None, text.clone()),
        };
        let device = known.as_ref().and_then(|email| visitor.known_device(site, email));
        let email = match known {
            Some(email) => email,
            None => nobody()?,
        };
        Ok(Self { email, key, device })
    }

    async fn take_try(&self, site: &Site, visitor: &Visitor) -> Result<(), Trouble> {
        let limits = &site.limits;
        Trouble::unless_allowed(limits.take(Limit::SignInByAddress, &visitor.address_key()).await?)?;
        let (limit, key) = self.counted_by();
        Trouble::unless_allowed(limits.take(limit, key).await?)
    }

    async fn give_try_back(&self, site: &Site, visitor: &Visitor) -> Result<(), Trouble> {
        site.limits.give_back(Limit::SignInByAddress, &visitor.address_key()).await?;
        let (limit, key) = self.counted_by();
        Ok(site.limits.give_back(limit, key).await?)
    }

    /// A device that signed in before has tries of its own, all others share the account's.
    fn counted_by(&self) -> (Limit, &str) {
        match &self.device {
            Some(device) => (Limit::SignInByDevice, device.as_str()),
            None => (Limit::SignInByAccount, &self.key),
        }
    }
}

/// An address under a name that can never exist (RFC 2606 §2).
fn nobody() -> Result<EmailAddress, Trouble> {
    let text = format!("{}@nobody.invalid", Uuid::new_v4().simple());
    EmailAddress::parse(&text).map_err(|_| Trouble::Away)
}

/// The auth server says that an account is locked before it looks at the password, so that nobody may
/// be told (gotrue-contract §1.2).
fn says_no_match(code: &ErrorCode) -> bool {
    [ErrorCode::INVALID_CREDENTIALS, ErrorCode::USER_BANNED, ErrorCode::VALIDATION_FAILED].contains(code)
}

fn sent_to_inbox(visitor: &Visitor, pending: &Pending) -> HttpResponse {
    visitor.visit.await_mail(pending);
    visitor.visit.announce(Notice::ConfirmFirst);
    see_other("/check-inbox")
}
