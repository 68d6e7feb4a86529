use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::site::{Answer, PASSWORD, Site};

async fn create(site: &Site, body: Value) -> Answer {
    site.as_admin(Method::POST, "/admin/users", body).await
}

fn path(user: &Answer) -> String {
    format!("/admin/users/{}", user.text("id"))
}

#[tokio::test]
async fn administrators_make_people_who_can_sign_in_at_once() {
    for site in Site::each().await {
        let body = json!({ "email": "ada@example.com", "password": PASSWORD, "email_confirm": true,
            "user_metadata": { "full_name": "Ada" }, "app_metadata": { "plan": "x" }, "role": "editor" });
        let made = create(&site, body).await.expect(200);
        assert_eq!(made.body["app_metadata"]["plan"], "x");
        assert_eq!(made.body["app_metadata"]["provider"], "email");
        assert_eq!(made.text("role"), "editor");
        assert_eq!(made.body["identities"][0]["identity_data"]["email_verified"], true);
        assert_eq!(site.mails("ada@example.com").await.len(), 0);
        let pair = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        assert_eq!(pair.body["user"]["user_metadata"]["full_name"], "Ada");
        for (body, status, code) in [
            (json!({ "email": "ADA@example.com" }), 422, "email_exists"),
            (json!({}), 400, "validation_failed"),
            (json!({ "email": "nonsense" }), 400, "validation_failed"),
            (json!({ "email": "b@example.com", "id": "nonsense" }), 400, "validation_failed"),
            (json!({ "email": "b@example.com", "ban_duration": "1 day" }), 400, "validation_failed"),
            (json!({ "email": "b@example.com", "password": "x".repeat(73) }), 400, "validation_failed"),
        ] {
            create(&site, body).await.refused(status, code);
        }
        let id = "7d0c2f5e-0c1b-4a52-9d7e-2f6a1c9b8e10";
        let unconfirmed = create(&site, json!({ "email": "b@example.com", "id": id })).await.expect(200);
        assert_eq!(unconfirmed.text("id"), id);
        assert!(unconfirmed.body.get("email_confirmed_at").is_none());
        let phone = create(&site, json!({ "phone": "+49 123 456", "phone_confirm": true })).await.expect(200);
        assert_eq!((phone.text("phone"), phone.text("email")), ("49123456", ""));
        assert_eq!(phone.body["identities"][0]["provider"], "phone");
    }
}

#[tokio::test]
async fn administrators_find_people_page_by_page() {
    for site in Site::each().await {
        for number in 0..5 {
            let body = json!({ "email": format!("user{number}@example.com"),
                "user_metadata": { "full_name": format!("Person {number}") } });
            create(&site, body).await.expect(200);
            site.clock.advance(Duration::from_secs(1));
        }
        let list = async |query: &str| {
            site.as_admin(Method::GET, &format!("/admin/users{query}"), Value::Null).await
        };
        let emails = |answer: &Answer| {
            let users = answer.body["users"].as_array().unwrap().clone();
            let number = |user: &Value| user["email"].as_str().unwrap()[4..5].to_owned();
            users.iter().map(number).collect::<String>()
        };
        let all = list("").await.expect(200);
        assert_eq!((emails(&all).as_str(), all.header("x-total-count")), ("43210", "5"));
        assert_eq!(all.body["users"][0]["identities"], Value::Null);
        assert_eq!(all.text("aud"), "authenticated");
        let second = list("?page=2&per_page=2&sort=created_at%20asc").await.expect(200);
        assert_eq!(emails(&second), "23");
        let sort = "sort=created_at+asc";
        assert_eq!(
            second.header("link"),
            format!(
                "</admin/users?page=3&per_page=2&{sort}>; rel=\"next\", \
                 </admin/users?page=3&per_page=2&{sort}>; rel=\"last\""
            )
        );
        assert_eq!(emails(&list("?filter=user3").await), "3");
        assert_eq!(emails(&list("?filter=pERSON%202").await), "2");
        assert_eq!(emails(&list("?filter=USER3").await), "");
        assert_eq!(emails(&list("?filter=%25").await), "");
        assert_eq!(emails(&list("?page=9").await), "");
        for bad in ["?page=x", "?per_page=-1", "?sort=email%20asc"] {
            list(bad).await.refused(400, "validation_failed");
        }
    }
}

#[tokio::test]
async fn administrators_change_people() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        site.somebody("eve@example.com").await;
        let path = format!("/admin/users/{}", pair.header("sb-auth-user-id"));
        let change = async |body: Value| site.as_admin(Method::PUT, &path, body).await;
        let changed =
            change(json!({ "user_metadata": { "x": 1 }, "app_metadata": { "y": 2 } })).await.expect(200);
        assert_eq!(
            (&changed.body["user_metadata"]["x"], &changed.body["app_metadata"]["y"]),
            (&json!(1), &json!(2))
        );
        change(json!({ "password": "short" })).await.refused(422, "weak_password");
        change(json!({ "email": "eve@example.com" })).await.refused(422, "email_exists");
        change(json!({ "ban_duration": "nonsense" })).await.refused(400, "validation_failed");
        site.user(pair.access_token()).await.expect(200);

        let renamed = change(json!({ "email": "New@example.com" })).await.expect(200);
        assert_eq!(renamed.text("email"), "new@example.com");
        assert_eq!(renamed.body["identities"][0]["identity_data"]["email_verified"], false);
        change(json!({ "password": "four other random words" })).await.expect(200);
        site.user(pair.access_token()).await.refused(403, "session_not_found");
        site.sign_in("new@example.com", "four other random words").await.expect(200);

        let admin = async |method: Method, path: &str| site.as_admin(method, path, Value::Null).await;
        admin(Method::GET, "/admin/users/nonsense").await.refused(404, "validation_failed");
        let nobody = "/admin/users/7d0c2f5e-0c1b-4a52-9d7e-2f6a1c9b8e10";
        admin(Method::GET, nobody).await.refused(404, "user_not_found");
        admin(Method::DELETE, nobody).await.refused(404, "user_not_found");
        site.as_admin(Method::PUT, nobody, json!({})).await.refused(404, "user_not_found");
    }
}

#[tokio::test]
async fn people_are_deleted_wholly_or_down_to_a_shadow() {
    for site in Site::each().await {
        let made =
            create(&site, json!({ "email": "ada@example.com", "password": PASSWORD, "email_confirm": true }))
                .await
                .expect(200);
        let pair = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        let soft = json!({ "should_soft_delete": true });
        for _ in 0..2 {
            site.as_admin(Method::DELETE, &path(&made), soft.clone()).await.expect(200);
        }
        site.user(pair.access_token()).await.refused(403, "session_not_found");
        let shadow = site.as_admin(Method::GET, &path(&made), Value::Null).await.expect(200);
        assert!(shadow.body["deleted_at"].is_string());
        assert!(!shadow.body.to_string().contains("ada@example.com"), "{}", shadow.body);
        site.sign_in("ada@example.com", PASSWORD).await.refused(400, "invalid_credentials");

        let again = site.somebody("ada@example.com").await;
        let path = format!("/admin/users/{}", again.header("sb-auth-user-id"));
        let deleted = site.as_admin(Method::DELETE, &path, Value::Null).await.expect(200);
        assert_eq!(deleted.body, json!({}));
        site.as_admin(Method::GET, &path, Value::Null).await.refused(404, "user_not_found");
        site.sign_up("ada@example.com").await.expect(200);
    }
}

#[tokio::test]
async fn links_are_handed_to_administrators_without_a_mail() {
    for site in Site::each().await {
        let ask = async |body: Value| site.as_admin(Method::POST, "/admin/generate_link", body).await;
        let body = json!({ "type": "signup", "email": "ada@example.com", "password": PASSWORD,
            "data": { "x": 1 }, "redirect_to": "http://site.example/in" });
        let link = ask(body).await.expect(200);
        assert_eq!(link.text("verification_type"), "signup");
        assert_eq!(link.text("redirect_to"), "http://site.example/in");
        assert_eq!(link.body["user_metadata"]["x"], 1);
        let start =
            format!("http://site.example/auth/v1/verify?token={}&type=signup", link.text("hashed_token"));
        assert!(link.text("action_link").starts_with(&start), "{}", link.text("action_link"));
        let code = json!({ "type": "signup", "email": "ada@example.com", "token": link.text("email_otp") });
        site.post("/verify", code).await.expect(200);
        site.sign_in("ada@example.com", PASSWORD).await.expect(200);

        for kind in ["recovery", "magiclink"] {
            let link = ask(json!({ "type": kind, "email": "ada@example.com" })).await.expect(200);
            assert_eq!(link.text("verification_type"), kind);
            let body = json!({ "type": kind, "token_hash": link.text("hashed_token") });
            site.post("/verify", body).await.expect(200);
        }
        let stranger = ask(json!({ "type": "magiclink", "email": "new@example.com" })).await.expect(200);
        assert_eq!(stranger.text("verification_type"), "signup");
        let invite = ask(json!({ "type": "invite", "email": "guest@example.com" })).await.expect(200);
        assert!(invite.body["invited_at"].is_string());
        let body = json!({ "type": "invite", "token_hash": invite.text("hashed_token") });
        site.post("/verify", body).await.expect(200);

        for end in ["current", "new"] {
            let body = json!({ "type": format!("email_change_{end}"), "email": "ada@example.com",
                "new_email": "moved@example.com" });
            let link = ask(body).await.expect(200);
            let body = json!({ "type": "email_change", "token_hash": link.text("hashed_token") });
            assert_eq!(site.post("/verify", body).await.expect(200).body["code"], "200");
        }
        for (body, status, code) in [
            (json!({ "type": "nonsense", "email": "a@b.c" }), 400, "validation_failed"),
            (
                json!({ "type": "signup", "email": "ada@example.com", "password": PASSWORD }),
                422,
                "email_exists",
            ),
            (json!({ "type": "invite", "email": "ada@example.com" }), 422, "email_exists"),
            (json!({ "type": "signup", "email": "b@example.com" }), 400, "validation_failed"),
            (json!({ "type": "signup", "email": "b@example.com", "password": "x" }), 422, "weak_password"),
            (json!({ "type": "recovery", "email": "b@example.com" }), 404, "user_not_found"),
        ] {
            ask(body).await.refused(status, code);
        }
        let mails = site.mails("ada@example.com").await;
        assert_eq!(mails.len(), 0);
    }
}

#[tokio::test]
async fn whoever_is_invited_comes_in_by_the_mail_and_chooses_a_password() {
    for site in Site::each().await {
        let invite = async |email: &str| {
            site.as_admin(Method::POST, "/invite", json!({ "email": email, "data": { "x": 1 } })).await
        };
        let invited = invite("guest@example.com").await.expect(200);
        assert!(invited.body["invited_at"].is_string());
        let proof = site.proof("guest@example.com").await;
        assert_eq!(proof.parameter("type").as_deref(), Some("invite"));
        // Somebody else who signs up with the address learns nothing of the invitation.
        site.clock.advance(super::site::MAIL_PAUSE);
        let stranger = site.sign_up("guest@example.com").await.expect(200);
        assert_eq!((&stranger.body["user_metadata"], &stranger.body["identities"]), (&json!({}), &json!([])));
        invite("guest@example.com").await.expect(200);
        let proof = site.proof("guest@example.com").await;
        let body = json!({ "type": "invite", "token_hash": proof.token_hash() });
        let pair = site.post("/verify", body).await.expect(200);
        assert_eq!(pair.body["user"]["user_metadata"]["x"], 1);
        site.sign_in("guest@example.com", PASSWORD).await.refused(400, "invalid_credentials");
        let body = json!({ "password": "four other random words" });
        site.as_user(Method::PUT, "/user", pair.access_token(), body).await.expect(200);
        site.sign_in("guest@example.com", "four other random words").await.expect(200);
        invite("guest@example.com").await.refused(422, "email_exists");
    }
}
