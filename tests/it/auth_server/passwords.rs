use doorward::database::{each, execute};
use reqwest::Method;
use serde_json::{Value, json};

use super::site::{PASSWORD, Site};

async fn import(site: &Site, email: &str, hash: &str) -> super::site::Answer {
    let body = json!({ "email": email, "password_hash": hash, "email_confirm": true });
    site.as_admin(Method::POST, "/admin/users", body).await
}

async fn kept_hash(site: &Site, email: &str) -> String {
    each!(site.db.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar("select password_hash from auth_users where email = $1")
            .bind(email)
            .fetch_one(c)
            .await
    })
    .unwrap()
}

#[tokio::test]
async fn who_does_not_exist_costs_the_same_work_as_who_mistyped() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let mut work = site.server.password_operations();
        for email in ["ada@example.com", "nobody@example.com", "no address", "\0", "ADA@EXAMPLE.COM"] {
            let wrong = site.sign_in(email, "wrong").await.refused(400, "invalid_credentials");
            assert_eq!(wrong.header("x-sb-error-code"), "invalid_credentials");
            assert_eq!(site.server.password_operations() - work, 1, "{email}");
            work = site.server.password_operations();
        }
        for email in ["new@example.com", "new@example.com", "ada@example.com"] {
            drop(site.sign_up(email).await);
            assert_eq!(site.server.password_operations() - work, 1, "{email}");
            work = site.server.password_operations();
        }
    }
}

#[tokio::test]
async fn whether_an_account_is_banned_or_unconfirmed_is_told_only_to_who_knows_its_password() {
    for site in Site::each().await {
        site.sign_up("new@example.com").await.expect(200);
        site.sign_in("new@example.com", "wrong").await.refused(400, "invalid_credentials");
        site.sign_in("new@example.com", PASSWORD).await.refused(400, "email_not_confirmed");
        let pair = site.somebody("ada@example.com").await;
        let path = format!("/admin/users/{}", pair.header("sb-auth-user-id"));
        site.as_admin(Method::PUT, &path, json!({ "ban_duration": "1h" })).await.expect(200);
        site.sign_in("ada@example.com", "wrong").await.refused(400, "invalid_credentials");
        site.sign_in("ada@example.com", PASSWORD).await.refused(400, "user_banned");
    }
}

#[tokio::test]
async fn passwords_are_kept_as_argon2id_and_nothing_of_them_is_cut() {
    for site in Site::each().await {
        let long = format!("{}a", "ä".repeat(35));
        let body = json!({ "email": "ada@example.com", "password": long });
        site.post("/signup", body).await.expect(200);
        let hash = kept_hash(&site, "ada@example.com").await;
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        site.sign_in("ada@example.com", &long).await.refused(400, "email_not_confirmed");
        let almost = "ä".repeat(35);
        site.sign_in("ada@example.com", &almost).await.refused(400, "invalid_credentials");
        site.sign_in("ada@example.com", &format!("{long} ")).await.refused(400, "invalid_credentials");
    }
}

#[tokio::test]
async fn a_bcrypt_hash_that_was_brought_along_works_and_is_replaced_at_the_first_sign_in() {
    for site in Site::each().await {
        for (number, hash) in [
            bcrypt::hash(PASSWORD, 4).unwrap(),
            bcrypt::hash(PASSWORD, 4).unwrap().replacen("$2b$", "$2a$", 1),
            bcrypt::hash(PASSWORD, 4).unwrap().replacen("$2b$", "$2y$", 1),
        ]
        .iter()
        .enumerate()
        {
            let email = format!("ada{number}@example.com");
            import(&site, &email, hash).await.expect(200);
            site.sign_in(&email, "wrong").await.refused(400, "invalid_credentials");
            assert_eq!(kept_hash(&site, &email).await, *hash);
            site.sign_in(&email, PASSWORD).await.expect(200);
            assert!(kept_hash(&site, &email).await.starts_with("$argon2id$"));
            site.sign_in(&email, PASSWORD).await.expect(200);
        }
    }
}

#[tokio::test]
async fn weaker_argon2_hashes_are_replaced_and_strong_ones_stay() {
    use argon2::password_hash::PasswordHasher as _;
    let hash = |algorithm, memory, rounds| {
        let params = argon2::Params::new(memory, rounds, 1, None).unwrap();
        argon2::Argon2::new(algorithm, argon2::Version::V0x13, params)
            .hash_password(PASSWORD.as_bytes())
            .unwrap()
            .to_string()
    };
    for site in Site::each().await {
        for (email, hash, stays) in [
            ("a@example.com", hash(argon2::Algorithm::Argon2id, 1024, 1), false),
            ("b@example.com", hash(argon2::Algorithm::Argon2i, 19456, 2), false),
            ("c@example.com", hash(argon2::Algorithm::Argon2id, 19456, 3), true),
        ] {
            import(&site, email, &hash).await.expect(200);
            site.sign_in(email, PASSWORD).await.expect(200);
            assert_eq!(kept_hash(&site, email).await == hash, stays, "{email}");
            site.sign_in(email, PASSWORD).await.expect(200);
        }
    }
}

#[tokio::test]
async fn hashes_that_cannot_be_compared_with_or_cost_too_much_are_not_taken() {
    let site = Site::each().await.remove(0);
    for hash in [
        "plain text",
        "$argon2d$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A",
        "$argon2id$v=19$m=2000000,t=2,p=1$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A",
        "$argon2id$v=19$m=19456,t=2,p=1",
        "$2b$31$abcdefghijklmnopqrstuuxyzabcdefghijklmnopqrstuuxyzabcde",
        "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=x$y$z",
    ] {
        import(&site, "ada@example.com", hash).await.refused(400, "validation_failed");
    }
    let both = json!({ "email": "a@b.c", "password": PASSWORD, "password_hash": "x" });
    site.as_admin(Method::POST, "/admin/users", both).await.refused(400, "validation_failed");
}

#[tokio::test]
async fn a_password_that_no_longer_meets_the_rules_signs_in_with_a_note() {
    for site in Site::each().await {
        let body = json!({ "email": "ada@example.com", "password": "abc", "email_confirm": true });
        site.as_admin(Method::POST, "/admin/users", body).await.expect(200);
        let pair = site.sign_in("ada@example.com", "abc").await.expect(200);
        assert_eq!(pair.body["weak_password"]["reasons"], json!(["length"]));
        let other = site.somebody("eve@example.com").await;
        assert_eq!(other.body.get("weak_password"), None::<&Value>);
    }
}

#[tokio::test]
async fn a_password_that_changes_during_a_sign_in_opens_no_session_with_the_old_one() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let mut change = site.db.another_machine().await.begin().await.unwrap();
        execute!(change.executor(), sqlx::query("update auth_users set password_hash = null")).unwrap();
        let before = site.server.password_operations();
        let finish_change = async {
            // The old hash has been read once it is being compared with.
            while site.server.password_operations() == before {
                tokio::task::yield_now().await;
            }
            change.commit().await.unwrap();
        };
        let sign_in = site.sign_in("ada@example.com", PASSWORD);
        let (answer, ()) = futures_util::future::join(sign_in, finish_change).await;
        answer.refused(400, "invalid_credentials");
    }
}
