//! The settings of an existing deployment work as they are.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Client, JWT_SECRET, deployment, starts, text};
use crate::contract::jwt;
use crate::support::database::TestDatabase;
use crate::support::patience::until;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// The mail's own words, with soft line breaks undone.
fn words(data: &str) -> String {
    data.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=")
}

/// The first link of the newest mail to somebody.
async fn link_to(catcher: &SmtpCatcher, email: &str) -> String {
    until("a mail with a link", async || {
        let mails = catcher.mails();
        let mail = mails.iter().rev().find(|mail| mail.recipients.iter().any(|to| to == email))?;
        let words = words(&mail.data);
        let at = words.find("http://127.0.0.1:")?;
        Some(words[at..].split_whitespace().next()?.to_owned())
    })
    .await
}

#[tokio::test]
async fn somebody_signs_up_confirms_by_the_mail_and_comes_in_at_the_root_and_below_auth_v1() {
    for database in TestDatabase::each_empty().await {
        let catcher = SmtpCatcher::spawn().await;
        let place = deployment(&database, &catcher)
            .with(&[("GOTRUE_JWT_ISSUER", "http://issuer.example"), ("GOTRUE_JWT_EXP", "900")]);
        let process = starts(&place).await;
        let root = Client::of(format!("http://127.0.0.1:{}", place.port()));
        let below = Client::of(format!("{}/auth/v1", root.base));

        assert_eq!(root.signs_up("ada@example.com").await.0, 200);
        assert_eq!(below.signs_in("ada@example.com").await.1["error_code"], "email_not_confirmed");
        let link = link_to(&catcher, "ada@example.com").await;
        assert!(link.starts_with(&format!("{}/verify?token=", root.base)), "{link}");
        let landed = root.follows(&link).await;
        assert!(landed.starts_with("http://127.0.0.1:3000#access_token="), "{landed}");

        let (status, pair) = below.signs_in("ada@example.com").await;
        assert_eq!(status, 200, "{pair}");
        let claims = jwt::claims(text(&pair, "access_token")).unwrap();
        assert_eq!(claims["iss"], "http://issuer.example");
        assert_eq!(claims["aud"], "authenticated");
        assert_eq!(claims["role"], "authenticated");
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 900);
        for client in [&root, &below] {
            let (status, user) = client.gets("/user", Some(text(&pair, "access_token"))).await;
            assert_eq!((status, text(&user, "email")), (200, "ada@example.com"));
            for path in ["/health", "/health/"] {
                assert_eq!(client.gets(path, None).await.1["name"], "GoTrue");
            }
            assert_eq!(client.gets("/.well-known/jwks.json", None).await.1, json!({ "keys": [] }));
            assert_eq!(client.gets("/no-such-path", None).await.0, 404);
        }
        process.terminate().await;
        assert_eq!(process.ends().await.code, Some(0));
    }
}

#[tokio::test]
async fn a_service_key_that_the_secret_signed_administers_and_another_does_not() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let place = deployment(&database, &catcher).with(&[("GOTRUE_JWT_ADMIN_ROLES", "keeper,service_role")]);
    let _process = starts(&place).await;
    let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
    let users = async |key: String| client.gets("/admin/users", Some(&key)).await;
    for (role, expected) in [("service_role", 200), ("keeper", 200), ("supabase_admin", 403), ("anon", 403)] {
        let key = jwt::sign_with_secret(JWT_SECRET, &json!({ "role": role }));
        assert_eq!(users(key).await.0, expected, "{role}");
    }
    let forged =
        jwt::sign_with_secret("another secret of thirty-two bytes", &json!({ "role": "service_role" }));
    assert_eq!(users(forged).await.0, 403);
    let made = json!({ "email": "ada@example.com", "email_confirm": true });
    let key = jwt::sign_with_secret(JWT_SECRET, &json!({ "role": "service_role" }));
    let (_, user) = client.asks(Method::POST, "/admin/users", Some(&key), &made).await;
    assert_eq!((text(&user, "aud"), text(&user, "role")), ("authenticated", "authenticated"));
}

#[tokio::test]
async fn a_token_for_another_audience_takes_no_way_to_sign_in_away() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let place = deployment(&database, &catcher)
        .with(&[("GOTRUE_MAILER_AUTOCONFIRM", "true"), ("GOTRUE_SECURITY_MANUAL_LINKING_ENABLED", "true")]);
    let _process = starts(&place).await;
    let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
    let (_, pair) = client.signs_up("ada@example.com").await;
    let mut claims = jwt::claims(text(&pair, "access_token")).unwrap();
    claims["aud"] = json!("others");
    let forged = jwt::sign_with_secret(JWT_SECRET, &claims);
    let identity = text(&pair["user"]["identities"][0], "identity_id").to_owned();
    let path = format!("/user/identities/{identity}");
    let (status, refused) = client.asks(Method::DELETE, &path, Some(&forged), &Value::Null).await;
    assert_eq!((status, text(&refused, "error_code")), (403, "unexpected_audience"));
}

#[tokio::test]
async fn a_file_of_variables_is_stronger_than_the_environment_and_a_dotenv_is_weaker() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let place = deployment(&database, &catcher);
    let start = async |arguments: &[&str]| {
        let process = place.run(arguments);
        process.is_ready().await;
        let settings =
            Client::of(format!("http://127.0.0.1:{}", place.port())).gets("/settings", None).await.1;
        process.terminate().await;
        process.ends().await;
        (settings["disable_signup"].clone(), settings["mailer_autoconfirm"].clone())
    };
    assert_eq!(start(&["auth"]).await, (Value::Bool(false), Value::Bool(false)));
    let file =
        "# an old deployment's\nexport GOTRUE_DISABLE_SIGNUP=\"true\"\nGOTRUE_MAILER_AUTOCONFIRM=t # yes\n";
    std::fs::write(place.file("old.env"), file).unwrap();
    assert_eq!(start(&["auth", "-c", "old.env"]).await, (Value::Bool(true), Value::Bool(true)));
    std::fs::write(place.file(".env"), format!("{file}API_EXTERNAL_URL=nonsense\n")).unwrap();
    assert_eq!(start(&["auth"]).await, (Value::Bool(true), Value::Bool(true)), "the environment is stronger");
}

#[tokio::test]
async fn what_the_operator_says_of_passwords_codes_and_mails_holds() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let place = deployment(&database, &catcher).with(&[
        ("GOTRUE_PASSWORD_MIN_LENGTH", "10"),
        ("GOTRUE_PASSWORD_REQUIRED_CHARACTERS", "abcdefghijklmnopqrstuvwxyz:0123456789"),
        ("GOTRUE_MAILER_OTP_LENGTH", "8"),
        ("GOTRUE_RATE_LIMIT_EMAIL_SENT", "1"),
        ("GOTRUE_MAILER_URLPATHS_CONFIRMATION", "/auth/v1/verify"),
        ("GOTRUE_SMTP_SENDER_NAME", "The Harbour"),
    ]);
    let _process = starts(&place).await;
    let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
    let sign_up = async |email: &str, password: &str| {
        client.posts("/signup", &json!({ "email": email, "password": password })).await
    };
    let (status, weak) = sign_up("ada@example.com", "short").await;
    assert_eq!((status, &weak["weak_password"]["reasons"]), (422, &json!(["length", "characters"])));
    assert_eq!(sign_up("ada@example.com", "long enough 1").await.0, 200);
    let link = link_to(&catcher, "ada@example.com").await;
    assert!(link.starts_with(&format!("{}/auth/v1/verify?token=", client.base)), "{link}");
    let mail = words(&catcher.mails()[0].data);
    assert!(mail.contains("The Harbour"), "{mail}");
    let is_code =
        |line: &str| line.trim().len() == 8 && line.trim().bytes().all(|byte| byte.is_ascii_digit());
    assert!(mail.lines().any(is_code), "{mail}");
    let (status, refused) = sign_up("eve@example.com", "long enough 1").await;
    assert_eq!((status, text(&refused, "error_code")), (429, "over_email_send_rate_limit"));
}

/// The shortest file that a GoTrue starts with, of which nothing but the database is changed.
#[tokio::test]
async fn the_shortest_environment_is_enough() {
    let database = TestDatabase::empty_sqlite().await;
    let place = Place::new(&[]);
    let file = format!(
        "GOTRUE_DB_DRIVER=sqlite\nDATABASE_URL={}\nAPI_EXTERNAL_URL=http://127.0.0.1:9999\n\
         GOTRUE_SITE_URL=http://127.0.0.1:3000\nGOTRUE_JWT_SECRET={JWT_SECRET}\nGOTRUE_JWT_AUD=authenticated\n\
         GOTRUE_JWT_DEFAULT_GROUP_NAME=authenticated\nGOTRUE_API_HOST=127.0.0.1\nPORT={}\n",
        database.url(),
        place.port()
    );
    std::fs::write(place.file("minimal.env"), file).unwrap();
    let process = place.run(&["auth", "-c", "minimal.env"]);
    process.is_ready().await;
    assert!(process.said().contains("GOTRUE_SMTP_HOST is not set: no mail leaves"), "{}", process.said());
}
