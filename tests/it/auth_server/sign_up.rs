use reqwest::Method;
use serde_json::{Value, json};

use super::site::{MAIL_PAUSE, PASSWORD, SITE, Site, settings};

#[tokio::test]
async fn whoever_signs_up_confirms_with_the_code_or_the_link_and_is_signed_in() {
    for site in Site::each().await {
        for way in ["code", "link"] {
            let email = format!("{way}@example.com");
            let body = json!({ "email": format!("{}@Example.COM", way), "password": PASSWORD,
                "data": { "full_name": "Ada", "sub": "me" } });
            let waiting = site.post("/signup", body).await.expect(200);
            let id = waiting.text("id").to_owned();
            assert_eq!(waiting.text("email"), email);
            assert_eq!(waiting.text("role"), "authenticated");
            assert_eq!(waiting.body["app_metadata"], json!({ "provider": "email", "providers": ["email"] }));
            let said = json!({ "full_name": "Ada", "sub": id, "email": email,
                "email_verified": false, "phone_verified": false });
            assert_eq!(waiting.body["user_metadata"], said);
            assert_eq!(waiting.body["identities"][0]["identity_data"], said);
            assert_eq!(waiting.body["identities"][0]["id"], id);
            assert!(waiting.body["confirmation_sent_at"].is_string());
            for absent in ["access_token", "email_confirmed_at", "new_email", "factors", "deleted_at"] {
                assert!(waiting.body.get(absent).is_none(), "{absent}");
            }
            site.sign_in(&email, PASSWORD).await.refused(400, "email_not_confirmed");

            let proof = site.proof(&email).await;
            assert_eq!(proof.link.path(), "/auth/confirm");
            assert_eq!(proof.parameter("type").as_deref(), Some("signup"));
            assert_eq!(proof.parameter("next"), None);
            let body = match way {
                "code" => json!({ "type": "email", "email": email, "token": proof.code }),
                _ => json!({ "type": "signup", "token_hash": proof.token_hash() }),
            };
            let pair = site.post("/verify", body.clone()).await.expect(200);
            assert_eq!(pair.header("sb-auth-user-id"), id);
            assert_eq!(pair.header("cache-control"), "no-store");
            assert_eq!(pair.body["expires_in"], 3600);
            assert_eq!(pair.body["user"]["id"], id);
            assert_eq!(pair.body["user"]["user_metadata"]["email_verified"], true);
            assert_eq!(pair.body["user"]["identities"][0]["identity_data"]["email_verified"], true);
            site.post("/verify", body).await.refused(403, "otp_expired");
            let user = site.user(pair.access_token()).await.expect(200);
            assert_eq!(user.text("email"), email);
            assert!(user.body["email_confirmed_at"].is_string() && user.body["confirmed_at"].is_string());
            site.sign_in(&email, PASSWORD).await.expect(200);
        }
    }
}

#[tokio::test]
async fn a_taken_address_looks_like_a_new_one_and_its_owner_gets_a_mail() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let mails = site.mails("ada@example.com").await.len();
        let work = site.server.password_operations();
        let body = json!({ "email": "ada@example.com", "password": PASSWORD, "data": { "x": 1 } });
        let answer = site.post("/signup", body.clone()).await.expect(200);
        assert_eq!(site.server.password_operations() - work, 1);
        assert_eq!(answer.body["identities"], json!([]));
        assert_eq!(answer.body["user_metadata"], json!({ "x": 1 }));
        assert_eq!(answer.text("role"), "authenticated");
        for absent in ["email_confirmed_at", "last_sign_in_at", "confirmed_at"] {
            assert!(answer.body.get(absent).is_none(), "{absent}");
        }
        let told = site.mails("ada@example.com").await;
        assert_eq!(told.len(), mails + 1);
        assert!(told[0].text.contains(&format!("{SITE}/login")), "{}", told[0].text);

        let again = site.post("/signup", body.clone()).await.expect(200);
        assert_ne!(again.text("id"), answer.text("id"));
        assert_eq!(site.mails("ada@example.com").await.len(), mails + 1);
        site.clock.advance(MAIL_PAUSE);
        site.post("/signup", body).await.expect(200);
        assert_eq!(site.mails("ada@example.com").await.len(), mails + 2);
    }
}

#[tokio::test]
async fn signing_up_again_before_confirming_changes_nothing_and_mails_no_oftener_than_once_a_minute() {
    for site in Site::each().await {
        let first = site.sign_up("ada@example.com").await.expect(200);
        let soon = site.sign_up("ada@example.com").await.refused(429, "over_email_send_rate_limit");
        assert_eq!(soon.header("retry-after"), "60");
        site.clock.advance(MAIL_PAUSE);
        let body = json!({ "email": "ada@example.com", "password": "another password" });
        let second = site.post("/signup", body).await.expect(200);
        assert_eq!(second.text("id"), first.text("id"));
        assert_eq!(second.body["identities"].as_array().unwrap().len(), 1);
        let code = site.proof("ada@example.com").await.code;
        let body = json!({ "type": "signup", "email": "ada@example.com", "token": code });
        site.post("/verify", body).await.expect(200);
        site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        site.sign_in("ada@example.com", "another password").await.refused(400, "invalid_credentials");
    }
}

#[tokio::test]
async fn many_sign_ups_at_once_make_one_account() {
    for site in Site::each().await {
        let answers = futures_util::future::join_all((0..8).map(|_| site.sign_up("ada@example.com"))).await;
        let made: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(made.len(), 1, "{answers:?}");
        assert!(answers.iter().all(|answer| matches!(answer.status.as_u16(), 200 | 429)));
        assert_eq!(site.mails("ada@example.com").await.len(), 1);
    }
}

#[tokio::test]
async fn without_confirmation_a_sign_up_is_a_sign_in() {
    let mut open = settings();
    open.confirms_mails = false;
    for site in Site::each_with(open).await {
        let pair = site.sign_up("ada@example.com").await.expect(200);
        assert!(pair.body["user"]["email_confirmed_at"].is_string());
        site.user(pair.access_token()).await.expect(200);
        site.sign_up("ada@example.com").await.refused(422, "user_already_exists");
        assert_eq!(site.mails("ada@example.com").await.len(), 0);
    }
}

#[tokio::test]
async fn a_site_that_takes_nobody_says_so() {
    let mut closed = settings();
    closed.takes_sign_ups = false;
    for site in Site::each_with(closed).await {
        site.sign_up("ada@example.com").await.refused(422, "signup_disabled");
        site.post("/otp", json!({ "email": "ada@example.com" })).await.refused(422, "signup_disabled");
        let settings = site.get("/settings").await.expect(200);
        assert_eq!(settings.body["disable_signup"], true);
        assert_eq!(settings.body["external"]["email"], true);
        let body = json!({ "email": "ada@example.com", "password": PASSWORD, "email_confirm": true });
        site.as_admin(Method::POST, "/admin/users", body).await.expect(200);
        site.sign_in("ada@example.com", PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused() {
    let site = Site::each().await.remove(0);
    let refusals: &[(Value, u16, &str)] = &[
        (json!({}), 422, "anonymous_provider_disabled"),
        (json!({ "email": "", "password": PASSWORD }), 422, "anonymous_provider_disabled"),
        (json!({ "email": "a@b.c" }), 400, "validation_failed"),
        (json!({ "email": "a@b.c", "password": "x".repeat(73) }), 400, "validation_failed"),
        (json!({ "email": "a@b.c", "password": "short" }), 422, "weak_password"),
        (json!({ "email": "a@b.c", "phone": "1234", "password": PASSWORD }), 400, "validation_failed"),
        (json!({ "phone": "+491234", "password": PASSWORD }), 400, "phone_provider_disabled"),
        (json!({ "email": "no address", "password": PASSWORD }), 400, "validation_failed"),
        (json!({ "email": " a@b.c", "password": PASSWORD }), 400, "validation_failed"),
        (json!({ "email": 1, "password": PASSWORD }), 400, "bad_json"),
        (json!({ "email": "a@b.c", "password": PASSWORD, "data": [] }), 400, "bad_json"),
        (json!({ "email": "a@b.c", "password": PASSWORD, "data": { "x": "\0" } }), 400, "validation_failed"),
        (
            json!({ "email": "a@b.c", "password": PASSWORD, "data": { "x": "y".repeat(9000) } }),
            400,
            "validation_failed",
        ),
        (json!({ "email": "a@b.c", "password": PASSWORD, "code_challenge": "x" }), 400, "validation_failed"),
    ];
    for (body, status, code) in refusals {
        site.post("/signup", body.clone()).await.refused(*status, code);
    }
    let weak = site.post("/signup", json!({ "email": "a@b.c", "password": "short" })).await;
    assert_eq!(weak.body["weak_password"], json!({ "reasons": ["length"] }));
    assert_eq!(weak.header("x-sb-error-code"), "");
}

#[tokio::test]
async fn a_link_leads_back_only_where_redirects_may() {
    let site = Site::each().await.remove(0);
    for (email, redirect_to, next) in [
        ("a@example.com", "http://site.example/welcome?x=1", Some("http://site.example/welcome?x=1")),
        ("b@example.com", "http://site.example", None),
        ("c@example.com", "https://evil.example/", None),
    ] {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("redirect_to", redirect_to)
            .finish();
        let body = json!({ "email": email, "password": PASSWORD });
        site.post(&format!("/signup?{query}"), body).await.expect(200);
        assert_eq!(site.proof(email).await.parameter("next").as_deref(), next, "{redirect_to}");
    }
}
