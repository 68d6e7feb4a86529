//! What is not honoured is named at the start, and no secret is ever said.

use reqwest::Method;
use serde_json::json;

use super::client::{Client, JWT_SECRET, PASSWORD, deployment, starts};
use crate::support::database::TestDatabase;
use crate::support::process::{Ended, Place};
use crate::support::smtp_catcher::SmtpCatcher;

/// A place where the server does not start, whatever the database is.
fn nowhere() -> Place {
    Place::new(&[
        ("GOTRUE_DB_DRIVER", "sqlite"),
        ("DATABASE_URL", "sqlite:data/auth.db"),
        ("API_EXTERNAL_URL", "http://127.0.0.1:9999"),
        ("GOTRUE_SITE_URL", "http://127.0.0.1:3000"),
        ("GOTRUE_JWT_SECRET", JWT_SECRET),
    ])
}

async fn is_refused(place: Place) -> Ended {
    let ended = place.run(&["auth"]).ends().await;
    assert_eq!(ended.code, Some(78), "{}", ended.said);
    ended
}

#[tokio::test]
async fn what_would_make_the_server_less_safe_is_refused_unless_it_is_off() {
    for (name, off, on) in [
        ("GOTRUE_SECURITY_DB_ENCRYPTION_ENCRYPT", "0", "true"),
        ("GOTRUE_EXTERNAL_EMAIL_AUTHORIZED_ADDRESSES", "", "ada@example.com"),
    ] {
        let wrong = [("GOTRUE_API_HOST", "nonsense")];
        let said = is_refused(nowhere().with(&wrong).with(&[(name, off)])).await.said;
        assert!(!said.contains(name), "{said}");
        let said = is_refused(nowhere().with(&[(name, on)])).await.said;
        assert!(said.contains(&format!("{name} cannot be honoured")), "{said}");
    }
}

#[tokio::test]
async fn what_does_nothing_here_is_named_and_what_nobody_knows_too() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let place = deployment(&database, &catcher).with(&[
        ("DB_NAMESPACE", "auth"),
        ("GOTRUE_EXTERNAL_SNAPCHAT_ENABLED", "true"),
        ("GOTRUE_EXTERNAL_SNAPCHAT_SECRET", "the-secret-of-a-provider"),
        ("GOTRUE_EXTERNAL_TWITTER_ENABLED", "false"),
        ("GOTRUE_MAILER_SUBJECTS_INVITE", "You have been invited"),
        ("GOTRUE_OPERATOR_TOKEN", "the-token-of-an-operator"),
        ("GOTRUE_SITE_URI", "http://typo.example"),
        ("SMTP_URL", "smtp://name:the-password-of-the-site@127.0.0.1"),
    ]);
    let process = starts(&place).await;
    let said = process.said();
    for named in [
        "DB_NAMESPACE does nothing here: the tables stand in the schema `doorward`.",
        "GOTRUE_EXTERNAL_SNAPCHAT_ENABLED does nothing here: nobody signs in with it.",
        "GOTRUE_MAILER_SUBJECTS_INVITE does nothing here: mails are our own.",
        "GOTRUE_SITE_URI is no variable of GoTrue's; did you mean GOTRUE_SITE_URL?.",
        "SMTP_URL is for the site",
        "DOORWARD_CLIENT_ADDRESS_HEADER is for the site",
        "GOTRUE_RATE_LIMIT_HEADER is not set",
    ] {
        assert!(said.contains(named), "{named}\n{said}");
    }
    for silent in ["TWITTER", "OPERATOR", "SNAPCHAT_SECRET", "the-", JWT_SECRET, "You have been invited"] {
        assert!(!said.contains(silent), "{silent}\n{said}");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_without_a_value() {
    let place = nowhere().with(&[
        ("GOTRUE_JWT_SECRET", "tiny-and-secret"),
        ("API_EXTERNAL_URL", "https://auth.example.com"),
        ("GOTRUE_JWT_EXP", ""),
        ("GOTRUE_SMTP_MAX_FREQUENCY", ""),
        ("GOTRUE_MAILER_AUTOCONFIRM", "perhaps"),
        ("GOTRUE_RATE_LIMIT_EMAIL_SENT", "often"),
        ("GOTRUE_DB_DRIVER", "mysql"),
        ("GOTRUE_URI_ALLOW_LIST", "https://ok.example/**,https://[broken"),
    ]);
    let said = is_refused(place).await.said;
    for wrong in [
        "7 settings are wrong",
        "GOTRUE_JWT_SECRET is shorter than 32 bytes",
        "GOTRUE_JWT_EXP is empty, and must be a number",
        "GOTRUE_SMTP_MAX_FREQUENCY is empty, and must be a duration",
        "GOTRUE_MAILER_AUTOCONFIRM must be true or false",
        "GOTRUE_RATE_LIMIT_EMAIL_SENT must be a number for an hour",
        "GOTRUE_DB_DRIVER must be postgres, or sqlite",
        "GOTRUE_URI_ALLOW_LIST holds https://[broken, which is no pattern",
    ] {
        assert!(said.contains(wrong), "{wrong}\n{said}");
    }
    assert!(!said.contains("tiny-and-secret") && !said.contains("perhaps"), "{said}");
    let said = is_refused(Place::new(&[])).await.said;
    for missing in ["API_EXTERNAL_URL is missing", "GOTRUE_SITE_URL is missing"] {
        assert!(said.contains(missing), "{said}");
    }
}

#[tokio::test]
async fn a_captcha_is_asked_for_as_the_environment_says() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let on = ("GOTRUE_SECURITY_CAPTCHA_ENABLED", "true");
    let said = is_refused(nowhere().with(&[on])).await.said;
    assert!(said.contains("GOTRUE_SECURITY_CAPTCHA_SECRET is needed where captchas are asked for"), "{said}");
    let secret = ("GOTRUE_SECURITY_CAPTCHA_SECRET", "the-secret-of-the-site");
    let place = deployment(&database, &catcher).with(&[on, secret]);
    let process = starts(&place).await;
    let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
    let body = json!({"email": "ada@example.com", "password": PASSWORD});
    let (status, refusal) = client.asks(Method::POST, "/signup", None, &body).await;
    assert_eq!((status, &refusal["error_code"]), (400, &json!("captcha_failed")));
    assert!(!process.said().contains("the-secret-of-the-site"), "{}", process.said());
}

#[tokio::test]
async fn a_short_secret_will_do_on_this_machine_and_that_is_said() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let place = deployment(&database, &catcher).with(&[("GOTRUE_JWT_SECRET", "tiny-and-secret")]);
    let process = starts(&place).await;
    let said = process.said();
    assert!(said.contains("GOTRUE_JWT_SECRET is shorter than 32 bytes"), "{said}");
    assert!(!said.contains("tiny-and-secret"), "{said}");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_by_its_line() {
    let place = nowhere();
    std::fs::write(place.file("broken.env"), "A=1\na secret without a name\n").unwrap();
    let ended = place.run(&["auth", "--env-file", "broken.env"]).ends().await;
    assert_eq!(ended.code, Some(78));
    assert!(ended.said.contains("broken.env cannot be read: line 2 must be NAME=value"), "{}", ended.said);
    assert!(!ended.said.contains("secret without"), "{}", ended.said);
    let ended = place.run(&["auth", "--env-file", "none.env"]).ends().await;
    assert!(ended.said.contains("none.env cannot be read"), "{}", ended.said);
}
