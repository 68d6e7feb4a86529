//! `GET /settings`: what is switched on (gotrue-contract §1.16).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::{Map, Value, json};

use crate::auth_server::AuthServer;

/// Ways to sign in that the contract knows.
const EXTERNAL: &[&str] = &[
    "anonymous_users",
    "apple",
    "azure",
    "bitbucket",
    "discord",
    "facebook",
    "snapchat",
    "figma",
    "fly",
    "github",
    "gitlab",
    "google",
    "keycloak",
    "kakao",
    "linkedin",
    "linkedin_oidc",
    "notion",
    "spotify",
    "slack",
    "slack_oidc",
    "workos",
    "twitch",
    "twitter",
    "email",
    "phone",
    "zoom",
];

pub(crate) async fn get(server: Data<AuthServer>) -> HttpResponse {
    let is_on = |name: &str| match name {
        "email" => server.settings().takes_addresses,
        "phone" => server.settings().phones.are_taken,
        "anonymous_users" => server.settings().takes_anonymous,
        name => server.settings().external.provider(name).is_some(),
    };
    let external: Map<_, _> =
        EXTERNAL.iter().map(|name| ((*name).to_owned(), Value::Bool(is_on(name)))).collect();
    HttpResponse::Ok().json(json!({
        "external": external,
        "disable_signup": !server.settings().takes_sign_ups,
        "mailer_autoconfirm": !server.settings().confirms_mails,
        "phone_autoconfirm": server.settings().phones.are_believed,
        "sms_provider": server.settings().phones.provider,
        "saml_enabled": false,
        "saml_private_key_next_configured": false,
        "passkeys_enabled": server.settings().passkeys.are_taken,
    }))
}
