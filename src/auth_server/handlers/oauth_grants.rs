//! `GET` and `DELETE /user/oauth/grants`, `GET /oauth/userinfo`: what a person lets programs do, and what a
//! program reads of the person (gotrue-contract §1.18).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::json;
use uuid::Uuid;

use super::oauth_authorization::shown_client;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Client, Query};
use crate::auth_server::oauth_server::{Scopes, revoke, user_info};
use crate::auth_server::store::oauth_consents::{self, GrantRow};
use crate::auth_server::{AuthServer, switched_off};

pub(crate) async fn get(server: Data<AuthServer>, who: Authenticated) -> Result<HttpResponse, ApiError> {
    switched_off::refuse_without_oauth_server(&server)?;
    let grants = oauth_consents::of_user(server.database().read().await?.executor(), who.user.id).await?;
    let shown = |grant: &GrantRow| {
        json!({
            "client": shown_client(&grant.client_id.to_string(), &grant.name, &grant.uri, &grant.logo_uri),
            "scopes": Scopes(&grant.scopes).iter().collect::<Vec<_>>(),
            "granted_at": grant.granted_at,
        })
    };
    Ok(HttpResponse::Ok().json(grants.iter().map(shown).collect::<Vec<_>>()))
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    client: Client,
    who: Authenticated,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    switched_off::refuse_without_oauth_server(&server)?;
    let id = Uuid::try_parse(query.get("client_id"));
    let id = id.map_err(|_| ApiError::invalid("The client_id is missing, or no UUID"))?;
    revoke(&server, who.user.id, id, &client.place()).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(crate) async fn userinfo(who: Authenticated) -> HttpResponse {
    HttpResponse::Ok().json(user_info(&who.user, who.session.as_ref()))
}
