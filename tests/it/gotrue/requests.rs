//! What each call sends.

use std::net::IpAddr;

use doorward::gotrue::{
    Caller, ClientError, GoTrueClient, LogoutScope, ResendKind, SignUp, SignUpReply, UserUpdate, Verified,
    VerifyKind,
};
use serde_json::{Value, json};
use url::Url;
use wiremock::Request;

use super::fake_server::{
    FakeServer, PUBLISHABLE_KEY, SECRET_KEY, access_token, ada, nobody, password, refresh_token, session,
    settings, user,
};
use crate::support::log::Log;

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let values: Vec<_> = request.headers.get_all(name).iter().collect();
    assert!(values.len() <= 1, "{name} stands {} times", values.len());
    values.first().map(|value| value.to_str().unwrap())
}

/// Method, path and query of a request.
fn line(request: &Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{} {}{query}", request.method, request.url.path())
}

fn body(request: &Request) -> Value {
    assert_eq!(header(request, "content-type"), Some("application/json"));
    request.body_json().unwrap()
}

fn page() -> Url {
    Url::parse("https://app.example/confirm?next=/a&b=c").unwrap()
}

const PAGE_QUERY: &str = "redirect_to=https%3A%2F%2Fapp.example%2Fconfirm%3Fnext%3D%2Fa%26b%3Dc";

#[tokio::test]
async fn a_sign_up_sends_what_was_typed_and_where_the_mail_leads() {
    let server = FakeServer::answering_json(200, user()).await;
    let data = json!({"username": "ada"}).as_object().unwrap().clone();
    let (email, password, page) = (ada(), password(), page());
    let new = SignUp { email: &email, password: &password, data: &data, redirect_to: Some(&page) };
    let reply = server.client().sign_up(&nobody(), &new).await.unwrap();
    assert!(matches!(reply, SignUpReply::Pending(user) if user.is_look_alike()));
    let request = server.request().await;
    assert_eq!(line(&request), format!("POST /auth/v1/signup?{PAGE_QUERY}"));
    let expected = json!({
        "email": "ada@example.com", "password": "correct horse battery staple", "data": {"username": "ada"},
    });
    assert_eq!(body(&request), expected);
}

#[tokio::test]
async fn a_sign_up_that_needs_no_confirmation_signs_in() {
    let server = FakeServer::answering_json(200, session()).await;
    let (email, password, data) = (ada(), password(), serde_json::Map::new());
    let new = SignUp { email: &email, password: &password, data: &data, redirect_to: None };
    let reply = server.client().sign_up(&nobody(), &new).await.unwrap();
    let SignUpReply::Session(session) = reply else { panic!("{reply:?}") };
    assert_eq!(session.refresh_token.expose(), "newrefresh12");
    assert_eq!(line(&server.request().await), "POST /auth/v1/signup");
}

#[tokio::test]
async fn a_password_and_a_refresh_token_buy_a_pair() {
    let server = FakeServer::answering_json(200, session()).await;
    let client = server.client();
    let pair = client.sign_in(&nobody(), &ada(), &password()).await.unwrap();
    assert_eq!(pair.access_token.expose(), "new.access.token");
    assert_eq!(pair.user.email, "ada@example.com");
    client.refresh(&nobody(), &refresh_token()).await.unwrap();
    let requests = server.requests().await;
    assert_eq!(line(&requests[0]), "POST /auth/v1/token?grant_type=password");
    let typed = json!({"email": "ada@example.com", "password": "correct horse battery staple"});
    assert_eq!(body(&requests[0]), typed);
    assert_eq!(line(&requests[1]), "POST /auth/v1/token?grant_type=refresh_token");
    assert_eq!(body(&requests[1]), json!({"refresh_token": "k3v7x2m4q6wz"}));
}

#[tokio::test]
async fn an_account_is_read_and_changed_by_its_owner() {
    let server = FakeServer::answering_json(200, user()).await;
    let client = server.client();
    assert_eq!(client.user(&nobody(), &access_token()).await.unwrap().email, "ada@example.com");
    let (new_password, page) = (password(), page());
    let update = UserUpdate {
        password: Some(&new_password),
        nonce: Some("123456"),
        redirect_to: Some(&page),
        ..UserUpdate::default()
    };
    client.update_user(&nobody(), &access_token(), &update).await.unwrap();
    let requests = server.requests().await;
    assert_eq!(line(&requests[0]), "GET /auth/v1/user");
    assert!(requests[0].body.is_empty());
    assert_eq!(line(&requests[1]), format!("PUT /auth/v1/user?{PAGE_QUERY}"));
    assert_eq!(body(&requests[1]), json!({"password": "correct horse battery staple", "nonce": "123456"}));
    for request in &requests {
        assert_eq!(header(request, "authorization"), Some("Bearer header.claims.signature"));
    }
}

#[tokio::test]
async fn a_logout_says_which_sessions_end() {
    for (scope, name) in
        [(LogoutScope::Local, "local"), (LogoutScope::Global, "global"), (LogoutScope::Others, "others")]
    {
        let server = FakeServer::answering(wiremock::ResponseTemplate::new(204)).await;
        server.client().sign_out(&nobody(), &access_token(), scope).await.unwrap();
        let request = server.request().await;
        assert_eq!(line(&request), format!("POST /auth/v1/logout?scope={name}"));
        assert_eq!(header(&request, "authorization"), Some("Bearer header.claims.signature"));
    }
}

#[tokio::test]
async fn mails_are_asked_for_by_address() {
    let server = FakeServer::answering_json(200, json!({})).await;
    let (client, page) = (server.client(), page());
    client.recover(&nobody(), &ada(), Some(&page)).await.unwrap();
    client.send_code(&nobody(), &ada(), false, None).await.unwrap();
    client.resend(&nobody(), ResendKind::EmailChange, &ada(), None).await.unwrap();
    let requests = server.requests().await;
    assert_eq!(line(&requests[0]), format!("POST /auth/v1/recover?{PAGE_QUERY}"));
    assert_eq!(body(&requests[0]), json!({"email": "ada@example.com"}));
    assert_eq!(line(&requests[1]), "POST /auth/v1/otp");
    assert_eq!(body(&requests[1]), json!({"email": "ada@example.com", "create_user": false}));
    assert_eq!(line(&requests[2]), "POST /auth/v1/resend");
    assert_eq!(body(&requests[2]), json!({"type": "email_change", "email": "ada@example.com"}));
}

#[tokio::test]
async fn a_link_is_proved_by_its_token_alone_and_a_code_with_its_address() {
    let server = FakeServer::answering_json(200, session()).await;
    let client = server.client();
    let link = client.verify_link(&nobody(), VerifyKind::Recovery, "pkce_0123").await.unwrap();
    assert!(matches!(link, Verified::Session(_)));
    client.verify_code(&nobody(), VerifyKind::Email, &ada(), "482913").await.unwrap();
    let requests = server.requests().await;
    assert_eq!(line(&requests[0]), "POST /auth/v1/verify");
    assert_eq!(body(&requests[0]), json!({"type": "recovery", "token_hash": "pkce_0123"}));
    assert_eq!(body(&requests[1]), json!({"type": "email", "email": "ada@example.com", "token": "482913"}));
}

#[tokio::test]
async fn the_first_of_two_confirmations_signs_nobody_in() {
    let said = json!({"msg": "Confirmation link accepted. Proceed to the other link", "code": "200"});
    let server = FakeServer::answering_json(200, said).await;
    let verified = server.client().verify_link(&nobody(), VerifyKind::EmailChange, "0123").await.unwrap();
    assert!(matches!(verified, Verified::OneOfTwo));
}

#[tokio::test]
async fn what_the_auth_server_allows_is_read_from_its_settings() {
    let said = json!({
        "external": {"email": true, "phone": false, "google": false}, "disable_signup": true,
        "mailer_autoconfirm": false, "phone_autoconfirm": false, "sms_provider": "", "saml_enabled": false,
    });
    let server = FakeServer::answering_json(200, said).await;
    let settings = server.client().settings().await.unwrap();
    assert!(settings.disable_signup && settings.external.email && !settings.mailer_autoconfirm);
    assert_eq!(line(&server.request().await), "GET /auth/v1/settings");
}

#[tokio::test]
async fn every_call_brings_the_keys_and_asks_for_the_present_error_shape() {
    let server = FakeServer::answering_json(200, session()).await;
    server.client().sign_in(&nobody(), &ada(), &password()).await.unwrap();
    let request = server.request().await;
    assert_eq!(header(&request, "x-supabase-api-version"), Some("2024-01-01"));
    assert_eq!(header(&request, "apikey"), Some(SECRET_KEY));
    let bearer = format!("Bearer {PUBLISHABLE_KEY}");
    assert_eq!(header(&request, "authorization"), Some(bearer.as_str()), "never the secret key");
    assert_eq!(header(&request, "cookie"), None);
    assert_eq!(header(&request, "referer"), None);
    assert_eq!(header(&request, "redirect_to"), None);
}

#[tokio::test]
async fn without_a_secret_key_the_publishable_one_opens_the_gateway() {
    let server = FakeServer::answering_json(200, user()).await;
    let mut settings = settings(&server.url());
    settings.secret_key = None;
    GoTrueClient::new(settings).unwrap().user(&nobody(), &access_token()).await.unwrap();
    let request = server.request().await;
    assert_eq!(header(&request, "apikey"), Some(PUBLISHABLE_KEY));
    assert_eq!(header(&request, "authorization"), Some("Bearer header.claims.signature"));
}

#[tokio::test]
async fn the_visitor_is_named_in_the_configured_header_only() {
    let server = FakeServer::answering_json(200, session()).await;
    let address: IpAddr = "::ffff:203.0.113.7".parse().unwrap();
    let name = "Firefox/140 für Ada".to_owned();
    let caller = Caller { address: Some(address), user_agent: Some(name), ..nobody() };
    server.client().refresh(&caller, &refresh_token()).await.unwrap();
    let mut without = settings(&server.url());
    without.address_header = None;
    GoTrueClient::new(without).unwrap().refresh(&caller, &refresh_token()).await.unwrap();
    let requests = server.requests().await;
    assert_eq!(header(&requests[0], "sb-forwarded-for"), Some("203.0.113.7"));
    let name = requests[0].headers.get("user-agent").unwrap().as_bytes();
    assert_eq!(name, "Firefox/140 für Ada".as_bytes());
    for request in &requests {
        assert!(header(request, "x-forwarded-for").is_none() && header(request, "forwarded").is_none());
    }
    let shown = format!("{:?}", requests[1].headers);
    assert!(!shown.contains("203.0.113.7"), "{shown}");
}

#[tokio::test]
async fn a_name_that_no_header_can_hold_is_left_out_and_a_long_one_is_cut_between_characters() {
    let server = FakeServer::answering_json(200, session()).await;
    let client = server.client();
    let names = ["evil\r\nx-injected: yes".to_owned(), "  ".to_owned(), "ü".repeat(400), "x".repeat(100_000)];
    for name in names {
        let caller = Caller { user_agent: Some(name), ..nobody() };
        client.refresh(&caller, &refresh_token()).await.unwrap();
    }
    let requests = server.requests().await;
    let sent = |index: usize| requests[index].headers.get("user-agent").unwrap().as_bytes().to_vec();
    let own = concat!("doorward/", env!("CARGO_PKG_VERSION")).as_bytes();
    assert_eq!(sent(0), own);
    assert_eq!(sent(1), own);
    assert_eq!(sent(2), "ü".repeat(256).as_bytes());
    assert_eq!(sent(3).len(), 512);
    assert!(requests.iter().all(|request| !request.headers.contains_key("x-injected")));
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_refused_without_asking() {
    let server = FakeServer::answering_json(200, user()).await;
    let token = "a.b.c\r\nx-injected: yes".to_owned().into();
    let error = server.client().user(&nobody(), &token).await.unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "bad_jwt");
    assert!(server.requests().await.is_empty());
}

#[tokio::test]
async fn a_base_url_may_end_with_a_slash_or_be_a_bare_host() {
    let server = FakeServer::answering_json(200, json!({"keys": []})).await;
    for (path, expected) in [("/auth/v1/", "/auth/v1"), ("/", ""), ("", "")] {
        let mut url = server.url();
        url.set_path(path);
        GoTrueClient::new(settings(&url)).unwrap().jwks().await.unwrap();
        let last = server.requests().await.pop().unwrap();
        assert_eq!(last.url.path(), format!("{expected}/.well-known/jwks.json"));
    }
}

#[test]
fn settings_that_cannot_work_make_no_client() {
    let made = |url: &str, key: &str| {
        let mut settings = settings(&Url::parse(url).unwrap());
        settings.publishable_key = key.into();
        GoTrueClient::new(settings).map(drop)
    };
    assert_eq!(made("ftp://auth.example", "key"), Err(ClientError::BaseUrl));
    assert_eq!(made("https://auth.example", "two\nlines"), Err(ClientError::Key));
    assert_eq!(made("https://auth.example", "key"), Ok(()));
}

#[tokio::test]
async fn nothing_secret_is_printed_or_logged() {
    let log = Log::start();
    let server =
        FakeServer::answering_json(400, json!({"code": "invalid_credentials", "message": "no"})).await;
    let client = server.client();
    let refused = client.sign_in(&nobody(), &ada(), &password()).await.unwrap_err();
    let ended = client.refresh(&nobody(), &refresh_token()).await.unwrap_err();
    let (email, password) = (ada(), password());
    let update = UserUpdate { email: Some(&email), password: Some(&password), ..UserUpdate::default() };
    let printed = format!(
        "{client:?} {:?} {update:?} {refused:?} {refused} {ended:?} {}",
        settings(&server.url()),
        log.text()
    );
    for secret in [SECRET_KEY, PUBLISHABLE_KEY, "correct horse", "k3v7x2m4q6wz", "ada@example.com"] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
}
