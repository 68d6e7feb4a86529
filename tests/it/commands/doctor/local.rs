//! What needs nobody else: settings, origin, files and keys.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use super::{SECRET, change, public};
use crate::support::database::TestDatabase;
use crate::support::port::Port;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// Another secret as `doorward keys generate` makes them.
const OTHER_SECRET: &str = "pX2mVb0Qd8sYw6tLr4uJcZ9hNf1gKe5oTi3aBqWvMxE";

#[tokio::test]
async fn all_wrong_settings_are_told_at_once_with_an_exit_code_of_their_own() {
    let place = Place::new(&[
        ("DOORWARD_SECRET", "changeme-hunter22"),
        ("DOORWARD_ORIGIN", "http://app.example.com"),
        ("DATABASE_URL", "mysql://root:hunter22@127.0.0.1/app"),
        ("SUPABASE_URL", "https://abcdefghijklmnop.supabase.co"),
    ]);
    let diagnosis = place.diagnosed().await;
    assert_eq!(diagnosis.code, Some(78), "{}", diagnosis.said);
    for name in [
        "DOORWARD_SECRET is a placeholder",
        "DOORWARD_ORIGIN must begin with https",
        "DATABASE_URL must begin",
        "SUPABASE_PUBLISHABLE_KEY is missing",
        "SUPABASE_SECRET_KEY is missing",
    ] {
        diagnosis.is("settings.valid", "fault", name);
    }
    assert!(!diagnosis.said.contains("hunter22"), "{}", diagnosis.said);
    let said = place.run(&["doctor"]).ends().await.said;
    assert!(said.contains("Nothing else can be looked at"), "{said}");
}

#[tokio::test]
async fn a_file_on_a_machine_of_fly_that_the_next_deploy_deletes_is_a_fault() {
    let catcher = SmtpCatcher::spawn().await;
    let diagnosis = public(&catcher).with(&[("FLY_APP_NAME", "shop")]).diagnosed().await;
    diagnosis.has_only(&["settings.valid"]).is("settings.valid", "fault", "mounted volume");
}

#[tokio::test]
async fn a_public_site_that_cannot_tell_its_visitors_apart_deserves_a_warning() {
    let catcher = SmtpCatcher::spawn().await;
    let place = public(&catcher).with(&[("DOORWARD_CLIENT_ADDRESS_HEADER", "")]);
    place.diagnosed().await.has_only(&["settings.warning"]).is(
        "settings.warning",
        "warning",
        "Name the header",
    );
    let everywhere = Place::new(&[("DOORWARD_BIND", "0.0.0.0"), ("DOORWARD_CLIENT_ADDRESS_HEADER", "")]);
    everywhere.diagnosed().await.is("origin.client_address", "note", "DOORWARD_CLIENT_ADDRESS_HEADER");
}

#[tokio::test]
async fn whoever_else_answers_at_the_origin_is_noticed() {
    let catcher = SmtpCatcher::spawn().await;
    let elsewhere = Place::new(&[("DOORWARD_ORIGIN", &format!("http://127.0.0.1:{}", catcher.port()))]);
    elsewhere.diagnosed().await.is("origin.answers", "note", "Nobody answers");

    // A site that waits for its database says so.
    let away = Port::keep();
    let url = format!("postgres://127.0.0.1:{}/app", away.number());
    let waiting = Place::new(&[("DATABASE_URL", &url)]);
    let site = waiting.start();
    site.says("waiting for the database").await;
    waiting.diagnosed().await.is("origin.answers", "fault", "cannot do its work (database)");
}

#[tokio::test]
async fn files_that_others_can_read_are_told_of() {
    let place = Place::new(&[("DOORWARD_SECRET_FILE", "secret.txt")]);
    let set =
        |name: &str, mode: u32| fs::set_permissions(place.file(name), Permissions::from_mode(mode)).unwrap();
    fs::write(place.file("secret.txt"), SECRET).unwrap();
    fs::write(place.file(".env"), "DOORWARD_PRODUCT=Shop\n").unwrap();
    set("secret.txt", 0o600);
    set(".env", 0o640);
    place.diagnosed().await.has_only(&[]).is("files.secrets", "ok", "secret.txt is private");
    set("secret.txt", 0o644);
    place.diagnosed().await.has_only(&["files.secrets"]).is(
        "files.secrets",
        "warning",
        "chmod 600 secret.txt",
    );
    set(".env", 0o644);
    place.diagnosed().await.has_only(&["files.secrets", "files.secrets"]).is(
        "files.secrets",
        "warning",
        "chmod 600 .env",
    );
}

#[tokio::test]
async fn a_folder_that_was_opened_to_others_is_told_of() {
    let place = Place::new(&[]);
    let site = place.start_ready().await;
    site.terminate().await;
    site.ends().await;
    let set =
        |name: &str, mode: u32| fs::set_permissions(place.file(name), Permissions::from_mode(mode)).unwrap();
    set("data/secret", 0o644);
    place.diagnosed().await.has_only(&["files.secret"]).is("files.secret", "fault", "chmod 600 data/secret");
    set("data/secret", 0o600);
    set("data", 0o755);
    set("data/doorward.db", 0o644);
    place.diagnosed().await.has_only(&["files.database"]).is("files.database", "warning", "chmod 700 data");
}

#[tokio::test]
async fn a_secret_that_is_being_replaced_is_not_forgotten() {
    let place = Place::new(&[("DOORWARD_SECRET", SECRET), ("DOORWARD_SECRET_PREVIOUS", OTHER_SECRET)]);
    place.diagnosed().await.has_only(&[]).is("keys.secret", "note", "Take DOORWARD_SECRET_PREVIOUS away");
}

#[tokio::test]
async fn signing_keys_that_do_not_open_or_are_old_or_left_over_are_told_of() {
    for db in TestDatabase::each().await {
        let url = db.url();
        let place = Place::new(&[("DATABASE_URL", &url), ("DOORWARD_SECRET", SECRET)]);
        place.diagnosed().await.is("keys.signing", "note", "no signing key yet");
        assert_eq!(place.run(&["keys", "list"]).ends().await.code, Some(0), "which makes the first one");
        place.diagnosed().await.is("keys.signing", "ok", "is 0 days old");

        let other = Place::new(&[("DATABASE_URL", &url), ("DOORWARD_SECRET", OTHER_SECRET)]);
        other.diagnosed().await.is("keys.signing", "fault", "does not open");

        assert_eq!(place.run(&["keys", "rotate"]).ends().await.code, Some(0));
        place.diagnosed().await.is("keys.retired", "note", "not ended yet");
        let long_ago = if url.starts_with("sqlite:") {
            "update auth_signing_keys set created_at = 1577836800000000, \
             retired_at = case when is_current then null else 1577836800000000 end"
        } else {
            "update auth_signing_keys set created_at = '2020-01-01', \
             retired_at = case when is_current then null else timestamptz '2020-01-01' end"
        };
        change(&url, long_ago).await;
        let diagnosis = place.diagnosed().await;
        diagnosis.is("keys.signing", "note", "doorward keys rotate");
        diagnosis.is("keys.retired", "note", "doorward keys remove");
    }
}
