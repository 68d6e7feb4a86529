//! `GET /oauth/authorize`, `GET /oauth/authorizations/{id}` and `POST …/consent`: a program asks for a
//! person's consent, and the person decides (gotrue-contract §1.18).

use actix_web::http::header::{LOCATION, ORIGIN};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Body, Query};
use crate::auth_server::oauth_server::{self, AuthorizationRequest, Decision, Shown};
use crate::auth_server::store::UserRow;
use crate::auth_server::{AuthServer, redirects};

/// What somebody decides.
#[derive(Deserialize)]
pub(crate) struct Form {
    action: Option<String>,
}

pub(crate) async fn authorize(server: Data<AuthServer>, query: Query) -> Result<HttpResponse, ApiError> {
    let asked = AuthorizationRequest::of(&query, &server.settings().oauth_server.default_scope);
    let location = oauth_server::begin(&server, &asked).await?;
    Ok(HttpResponse::Found().insert_header((LOCATION, location)).finish())
}

pub(crate) async fn get(
    server: Data<AuthServer>,
    who: Authenticated,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    refuse_strange_pages(&server, &request)?;
    Ok(HttpResponse::Ok().json(match oauth_server::show(&server, &id, who.user.id).await? {
        Shown::GoOn(url) => json!({ "redirect_url": url }),
        Shown::Request(asked, client) => json!({
            "authorization_id": asked.id,
            "redirect_uri": asked.redirect_uri,
            "client": shown_client(&client.id.to_string(), &client.name, &client.uri, &client.logo_uri),
            "user": shown_user(&who.user),
            "scope": asked.scope,
        }),
    }))
}

pub(crate) async fn consent(
    server: Data<AuthServer>,
    who: Authenticated,
    id: Path<String>,
    request: HttpRequest,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    refuse_strange_pages(&server, &request)?;
    let Body(form) = body?;
    let decision = match form.action.as_deref() {
        Some("approve") => Decision::Approve,
        Some("deny") => Decision::Deny,
        _ => return Err(ApiError::invalid("The action is approve or deny")),
    };
    let url = oauth_server::decide(&server, &id, who.user.id, decision).await?;
    Ok(HttpResponse::Ok().json(json!({ "redirect_url": url })))
}

/// A page that redirects may not lead to has no business here either. Programs name none.
fn refuse_strange_pages(server: &AuthServer, request: &HttpRequest) -> Result<(), ApiError> {
    let origin = request.headers().get(ORIGIN).map(|value| value.to_str().unwrap_or("null"));
    let is_allowed = |origin: &str| origin.is_empty() || redirects::is_allowed(server.settings(), origin);
    if origin.is_none_or(is_allowed) {
        Ok(())
    } else {
        Err(ApiError::invalid("People do not decide on that page"))
    }
}

/// A program as a person sees it. What is empty is left out.
pub(super) fn shown_client(id: &str, name: &str, uri: &str, logo_uri: &str) -> Value {
    let mut shown = json!({ "id": id });
    let texts = [("name", name), ("uri", uri), ("logo_uri", logo_uri)];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        shown[key] = json!(text);
    }
    shown
}

fn shown_user(user: &UserRow) -> Value {
    match &user.email {
        Some(email) => json!({ "id": user.id, "email": email }),
        None => json!({ "id": user.id }),
    }
}
