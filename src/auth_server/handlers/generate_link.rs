//! `POST /admin/generate_link`: a link or code for an administrator to bring to somebody themselves
//! (gotrue-contract §1.17). No mail is sent.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body, RedirectTo, parse_email};
use crate::auth_server::handed_link::{self, Handed, LinkKind};
use crate::auth_server::{links, redirects};
use crate::gotrue::{Password, User};

#[derive(Deserialize)]
pub(crate) struct Form {
    #[serde(rename = "type")]
    kind: Option<String>,
    email: Option<String>,
    new_email: Option<String>,
    password: Option<Password>,
    data: Option<Map<String, Value>>,
    redirect_to: Option<String>,
}

/// The person, and beside their members those of the link.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    user: User,
    action_link: String,
    email_otp: String,
    hashed_token: String,
    verification_type: &'static str,
    redirect_to: String,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    RedirectTo(fallback): RedirectTo,
    administrator: Administrator,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    let email = parse_email(&form.email.unwrap_or_default())?;
    let kind = form.kind.as_deref().and_then(LinkKind::parse);
    let kind = kind.ok_or_else(|| ApiError::invalid("That type of link is not known here"))?;
    let asked = form.redirect_to.filter(|target| redirects::is_allowed(server.settings(), target));
    let redirect_to = asked.unwrap_or(fallback);
    let new_email = form.new_email.unwrap_or_default();
    let said = form.data.unwrap_or_default();
    let request = handed_link::Request { kind, email, new_email, password: form.password, said };
    let Handed { user, token, kind } = request.run(&server, &administrator).await?;
    let link = links::to_verify(&server, kind.link_type(), &token.token_hash, &redirect_to)?;
    Ok(HttpResponse::Ok().json(Answer {
        user,
        action_link: link.into(),
        email_otp: token.code,
        hashed_token: token.token_hash,
        verification_type: kind.name(),
        redirect_to,
    }))
}
