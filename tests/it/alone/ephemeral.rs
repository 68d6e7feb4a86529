//! `--ephemeral`: what a test starts in the place of a deployment.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::process::Command;

use super::client::{Client, JWT_SECRET, text};
use crate::support::patience::until;
use crate::support::process::{Place, Process};

/// Starts one, and reads the line that it says.
async fn starts(place: &Place, arguments: &[&str]) -> (Process, Value) {
    let process = place.run(&[&["auth", "--ephemeral", "--port", "0"], arguments].concat());
    let line = until("a line of JSON", async || {
        process.said().lines().find_map(|line| serde_json::from_str::<Value>(line).ok())
    })
    .await;
    (process, line)
}

/// The folders of such servers that are there now.
fn folders() -> BTreeSet<String> {
    let all = fs::read_dir("/dev/shm").unwrap().filter_map(Result::ok);
    let names = all.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("doorward-ephemeral-")).collect()
}

/// What a URL answers.
async fn got(url: &str) -> (u16, Value) {
    Client::of(url).gets("", None).await
}

#[tokio::test]
async fn one_line_of_json_is_all_it_takes() {
    let place = Place::new(&[]);
    let (_process, line) = starts(&place, &[]).await;
    let (root, mails) = (Client::of(text(&line, "url")), text(&line, "mails_url").to_owned());
    let below = Client::of(format!("{}/auth/v1", root.base));
    assert_eq!(below.signs_up("ada@example.com").await.0, 200);
    assert_eq!(below.signs_in("ada@example.com").await.1["error_code"], "email_not_confirmed");

    let (status, mail) = got(&format!("{mails}/newest?to=Ada@example.com")).await;
    assert_eq!((status, text(&mail, "to")), (200, "ada@example.com"));
    let address = mail["links"][0].as_str().unwrap();
    assert!(address.starts_with(&format!("{}/verify?token=", root.base)), "{address}");
    assert!(root.follows(address).await.contains("#access_token="));
    assert_eq!(below.signs_in("ada@example.com").await.0, 200);

    let users = async |key: &str| root.gets("/admin/users", Some(text(&line, key))).await.0;
    assert_eq!((users("service_role_key").await, users("anon_key").await), (200, 403));
    let (_, jwks) = got(text(&line, "jwks_url")).await;
    assert_eq!(jwks["keys"][0]["alg"], "ES256");
}

#[tokio::test]
async fn mails_are_listed_by_address_with_the_newest_first_and_are_forgotten_together() {
    let place = Place::new(&[]);
    let (_process, line) = starts(&place, &[]).await;
    let (client, mails) = (Client::of(text(&line, "url")), text(&line, "mails_url"));
    for email in ["ada@example.com", "eve@example.com", "ada@example.com"] {
        client.posts("/otp", &json!({ "email": email })).await;
    }
    let to = |mails: &Value| -> Vec<String> {
        mails.as_array().unwrap().iter().map(|mail| text(mail, "to").to_owned()).collect()
    };
    let (_, all) = got(mails).await;
    assert_eq!(to(&all), ["ada@example.com", "eve@example.com", "ada@example.com"]);
    let (_, hers) = got(&format!("{mails}?to=eve@example.com")).await;
    assert_eq!(to(&hers), ["eve@example.com"]);
    // The code of the newest is the one that works.
    let code = text(&all[0], "code");
    let proof = json!({ "type": "email", "email": "ada@example.com", "token": code });
    assert_eq!(client.posts("/verify", &proof).await.0, 200);

    assert_eq!(Client::of(mails).asks(Method::DELETE, "", None, &Value::Null).await.0, 204);
    assert_eq!(got(mails).await.1, json!([]));
    assert_eq!(got(&format!("{mails}/newest")).await.0, 404);
}

#[tokio::test]
async fn with_a_secret_tokens_and_keys_are_signed_by_it_as_at_a_deployment() {
    let place = Place::new(&[
        ("GOTRUE_JWT_SECRET", JWT_SECRET),
        ("GOTRUE_MAILER_AUTOCONFIRM", "true"),
        ("GOTRUE_SITE_URL", "http://site.example"),
    ]);
    let (_process, line) = starts(&place, &[]).await;
    let client = Client::of(text(&line, "url"));
    assert_eq!(text(&line, "jwt_secret"), JWT_SECRET);
    for (key, role) in [("anon_key", "anon"), ("service_role_key", "service_role")] {
        assert_eq!(signed_by_the_secret(text(&line, key)), json!({ "role": role }));
    }
    let (_, pair) = client.signs_up("ada@example.com").await;
    assert_eq!(signed_by_the_secret(text(&pair, "access_token"))["role"], "authenticated");
}

/// What a token says that the secret signed, and that names no key.
fn signed_by_the_secret(token: &str) -> Value {
    assert_eq!(jsonwebtoken::decode_header(token).unwrap().kid, None);
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_aud = false;
    jsonwebtoken::decode(token, &DecodingKey::from_secret(JWT_SECRET.as_bytes()), &validation).unwrap().claims
}

#[tokio::test]
async fn it_ends_cleanly_and_leaves_nothing_behind() {
    let place = Place::new(&[]);
    let (process, line) = starts(&place, &[]).await;
    let folder = open_folder(process.id());
    assert!(folders().contains(&folder));
    process.terminate().await;
    let ended = process.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(!folders().contains(&folder));
    assert!(ended.said.contains("Passwords are hashed with next to no work."), "{}", ended.said);
    assert_eq!(ended.said.lines().filter(|said| said.starts_with('{')).count(), 1, "{line}");

    // One that is killed cannot tidy up; the next one does.
    let (process, _) = starts(&place, &[]).await;
    let left = open_folder(process.id());
    process.kill_9().await;
    assert!(folders().contains(&left));
    let (_process, _) = starts(&place, &[]).await;
    assert!(!folders().contains(&left));
}

/// The folder of a process, by the files that it has open.
fn open_folder(process: u32) -> String {
    let open = fs::read_dir(format!("/proc/{process}/fd")).unwrap().filter_map(Result::ok);
    let paths = open.filter_map(|entry| fs::read_link(entry.path()).ok());
    let folder = paths.filter_map(|path| Some(path.parent()?.file_name()?.to_string_lossy().into_owned()));
    folder.into_iter().find(|name| name.starts_with("doorward-ephemeral-")).expect("an open file")
}

#[tokio::test]
async fn it_ends_when_nobody_holds_its_standard_input_any_more() {
    let place = Place::new(&[]);
    // Nothing is there to read from the beginning.
    let ended = place.run(&["auth", "--ephemeral", "--port", "0", "--until-stdin-closes"]).ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    // A shell holds it open until it is told to go on.
    let script = "{ echo; read -r _ < \"$1\"; } | \"$0\" auth --ephemeral --port 0 --until-stdin-closes";
    let fifo = place.file("go-on");
    let made = Command::new("mkfifo").arg(&fifo).status().await.unwrap();
    assert!(made.success());
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_doorward")]).arg(&fifo).env_clear().kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let process = Process::of(command.env("PATH", std::env::var("PATH").unwrap()).spawn().unwrap());
    process.says("\"anon_key\"").await;
    let url = process.said().lines().find_map(|line| serde_json::from_str::<Value>(line).ok()).unwrap();
    assert_eq!(Client::of(text(&url, "url")).gets("/health", None).await.0, 200);
    fs::write(&fifo, "go on\n").unwrap();
    assert_eq!(process.ends().await.code, Some(0));
}

#[tokio::test]
async fn nothing_of_the_environment_that_keeps_or_sends_is_used_and_that_is_said() {
    let place = Place::new(&[
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none"),
        ("GOTRUE_SMTP_HOST", "smtp.example.com"),
    ]);
    let (process, line) = starts(&place, &[]).await;
    assert_eq!(Client::of(text(&line, "url")).signs_up("ada@example.com").await.0, 200);
    for said in ["DATABASE_URL is not used", "GOTRUE_SMTP_HOST is not used"] {
        assert!(process.said().contains(said), "{}", process.said());
    }
}
