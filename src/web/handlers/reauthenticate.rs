//! Proving once more who one is, before something that matters.

use actix_web::web::Data;
use askama::Template;

use crate::accounts::Limit;
use crate::gotrue::{EmailAddress, GoTrueError, LogoutScope};
use crate::web::Site;
use crate::web::extract::{CurrentUser, Query, Submitted};
use crate::web::forms::{ReauthenticateForm, ReauthenticateInput, Trouble};
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

use super::Going;

#[derive(Template)]
#[template(path = "pages/reauthenticate.html")]
struct ReauthenticatePage<'a> {
    page: &'a Page,
    email: &'a str,
    form: ReauthenticateForm,
}

pub(crate) async fn show(user: CurrentUser, page: Page, Query(going): Query<Going>) -> Answer {
    let form = ReauthenticateForm::empty(going.next());
    page::show(&ReauthenticatePage { page: &page, email: &user.user.email, form })
}

pub(crate) async fn submit(
    user: CurrentUser,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<ReauthenticateInput>,
) -> Answer {
    match prove(&site, &visitor, &user, &form).await {
        Ok(next) => Ok(see_other(next)),
        Err(trouble) => page::again(trouble, form.typed(), |form| ReauthenticatePage {
            page: &page,
            email: &user.user.email,
            form,
        }),
    }
}

/// The auth server knows no other way to try a password than to sign in with it; the session that
/// comes of it is ended at once.
async fn prove(
    site: &Site,
    visitor: &Visitor,
    user: &CurrentUser,
    form: &Submitted<ReauthenticateInput>,
) -> Result<String, Trouble> {
    let input = form.genuine()?;
    let password = input.parse()?;
    let email = EmailAddress::parse(&user.user.email).map_err(|_| ReauthenticateInput::mismatch())?;
    let address = visitor.address_key();
    Trouble::unless_allowed(site.limits.take(Limit::SignInByAddress, &address).await?)?;
    let device = visitor.known_device(site, &email);
    Trouble::unless_allowed(site.limits.take_sign_in(&email, device.as_ref()).await?)?;
    match site.gotrue().sign_in(&visitor.caller, &email, &password).await {
        Ok(reply) => {
            let ended =
                site.gotrue().sign_out(&visitor.caller, &reply.access_token, LogoutScope::Local).await;
            if let Err(error) = ended {
                tracing::warn!(%error, "a session that only tried a password was not ended");
            }
            site.accounts.prove_again(user.session.id).await?;
            site.limits.give_back(Limit::SignInByAddress, &address).await?;
            Ok(input.next().map_or_else(|| "/account".to_owned(), String::from))
        }
        Err(GoTrueError::Rejected(_)) => Err(ReauthenticateInput::mismatch().into()),
        Err(error) => Err(error.into()),
    }
}
