//! `GET /.well-known/openid-configuration` and `/.well-known/oauth-authorization-server`: where programs of
//! others find what they need (OpenID Connect Discovery 1.0 §4, RFC 8414).

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::Data;
use serde_json::json;

use crate::auth_server::AuthServer;
use crate::auth_server::oauth_server::SCOPES;

/// What an ID token, or the person's information, may say.
const CLAIMS: [&str; 15] = [
    "sub",
    "aud",
    "iss",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "name",
    "picture",
    "preferred_username",
    "updated_at",
];

pub(crate) async fn get(server: Data<AuthServer>) -> HttpResponse {
    let settings = server.settings();
    let issuer = settings.token_issuer.as_deref().unwrap_or_default();
    let base = issuer.trim_end_matches('/');
    let mut found = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{base}/oauth/authorize"),
        "token_endpoint": format!("{base}/oauth/token"),
        "jwks_uri": format!("{base}/.well-known/jwks.json"),
        "userinfo_endpoint": format!("{base}/oauth/userinfo"),
        "scopes_supported": SCOPES,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "HS256", "ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "claims_supported": CLAIMS,
        "code_challenge_methods_supported": ["S256", "plain"],
    });
    if settings.oauth_server.is_on && settings.oauth_server.takes_registrations {
        found["registration_endpoint"] = json!(format!("{base}/oauth/clients/register"));
    }
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("public, max-age=600")))
        .json(found)
}
