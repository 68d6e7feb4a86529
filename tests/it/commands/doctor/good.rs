use std::collections::BTreeMap;
use std::path::Path;

use super::public;
use crate::support::database::TestDatabase;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::supabase::Supabase;

/// Every file of a place with what is in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            all.extend(files(&entry.path()));
        } else {
            all.insert(entry.path().display().to_string(), std::fs::read(entry.path()).unwrap());
        }
    }
    all
}

#[tokio::test]
async fn beside_a_running_site_on_a_file_everything_is_well() {
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[]).mailing_through(&catcher);
    let _site = place.start_ready().await;
    let mut ada = place.user("ada").await;
    let diagnosis = place.diagnosed().await;
    diagnosis.has_only(&[]);
    diagnosis
        .is("settings.valid", "ok", "the auth server inside")
        .is("origin.answers", "ok", "it is ready")
        .is("database.reachable", "ok", "data/doorward.db can be read")
        .is("database.wal", "ok", "WAL")
        .is("database.writable", "ok", "can be written")
        .is("database.disk", "ok", "MB are free")
        .is("database.migrations", "ok", "The tables are current")
        .is("mail.server", "ok", "takes mails")
        .is("files.secret", "ok", "private")
        .is("files.database", "ok", "private")
        .is("keys.signing", "ok", "is 0 days old");
    assert!(ada.is_signed_in().await, "the site goes on as if nothing had happened");
    assert!(ada.signs_out().await.goes_to() == "/login");
}

#[tokio::test]
async fn on_a_server_everything_is_well_too() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[("DATABASE_URL", &db.url())]).mailing_through(&catcher);
    let _site = place.start_ready().await;
    place
        .diagnosed()
        .await
        .has_only(&[])
        .is("origin.answers", "ok", "it is ready")
        .is("database.reachable", "ok", "Postgres at 127.0.0.1 answers")
        .is("database.pooler", "ok", "No transaction pooler")
        .is("database.migrations", "ok", "The tables are current")
        .is("clock.database", "ok", "agree")
        .is("keys.signing", "ok", "is 0 days old");
}

#[tokio::test]
async fn with_supabase_everything_is_well_too() {
    let db = TestDatabase::sqlite().await;
    let place = Place::new(&[("DATABASE_URL", &db.url())]);
    let supabase = Supabase::start_for(&place.origin()).await;
    let variables = supabase.variables();
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    place
        .with(&variables)
        .diagnosed()
        .await
        .has_only(&[])
        .is("settings.valid", "ok", "Supabase Auth")
        .is("auth_server.reachable", "ok", "answers")
        .is("auth_server.api_version", "ok", "2024-01-01")
        .is("auth_server.keys", "ok", "publishes keys")
        .is("auth_server.publishable_key", "ok", "takes")
        .is("auth_server.secret_key", "ok", "takes")
        .is("auth_server.email", "ok", "on")
        .is("auth_server.confirmation", "ok", "must be confirmed")
        .is("auth_server.sign_ups", "ok", "taken")
        .is("auth_server.site_url", "ok", "Its site URL is")
        .is("auth_server.redirects", "ok", "Links may lead")
        .is("clock.auth_server", "ok", "agree")
        .is("mail.templates", "note", "doctor --templates");
}

#[tokio::test]
async fn before_the_first_start_nothing_is_wrong_and_nothing_is_made() {
    let place = Place::new(&[]);
    place
        .diagnosed()
        .await
        .has_only(&[])
        .is("origin.answers", "note", "Nobody answers")
        .is("database.reachable", "note", "the first start makes it")
        .is("files.secret", "note", "the first start makes it");
    assert_eq!(files(&place.file("")), BTreeMap::new());

    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let place = Place::new(&[("DATABASE_URL", &db.url())]);
    place.diagnosed().await.has_only(&[]).is("database.migrations", "note", "the first start makes them");
    let schemas = "select count(*) from pg_namespace where nspname = 'doorward'";
    let mut c = <sqlx::PgConnection as sqlx::Connection>::connect(&db.url()).await.unwrap();
    let made: i64 = sqlx::query_scalar(schemas).fetch_one(&mut c).await.unwrap();
    assert_eq!(made, 0);
}

#[tokio::test]
async fn looking_changes_no_byte_of_a_site_that_stands_still() {
    let place = Place::new(&[]);
    let site = place.start_ready().await;
    site.terminate().await;
    assert_eq!(site.ends().await.code, Some(0));
    let before = files(&place.file(""));
    assert!(before.len() > 1, "{:?}", before.keys());
    place.diagnosed().await.has_only(&[]).is("database.migrations", "ok", "current");
    let after = files(&place.file(""));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "a file was changed");
}

#[tokio::test]
async fn people_are_told_the_same_in_lines_of_their_own() {
    let catcher = SmtpCatcher::spawn().await;
    let ended = public(&catcher).run(&["doctor"]).ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let lines: Vec<_> = ended.said.lines().collect();
    for line in ["Settings", "Origin", "Database", "Auth server", "Mail", "Keys"] {
        assert!(lines.contains(&line), "{line}: {}", ended.said);
    }
    assert!(ended.said.contains("  ok       Browsers reach the site at https://app.test"), "{}", ended.said);
    let warning = lines.iter().position(|line| line.contains("DOORWARD_CLIENT_ADDRESS_HEADER is not set"));
    assert_eq!(warning, None, "every place of the tests names one: {}", ended.said);
    assert_eq!(lines.last(), Some(&"No faults, no warnings."), "{}", ended.said);
}

#[tokio::test]
async fn the_templates_to_paste_are_those_of_the_page_about_supabase() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/supabase.md")).unwrap();
    let ended = Place::new(&[]).run(&["doctor", "--templates"]).ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let mut count = 0;
    let mut before = page.as_str();
    for block in page.split("<!-- mail template: ").skip(1) {
        let (above, _) = before.split_once("<!-- mail template: ").unwrap();
        let (name, subject) = above.trim_end().rsplit_once("**, subject `").unwrap();
        let (_, name) = name.rsplit_once("**").unwrap();
        let head = format!("\n--- {name}\nSubject: {}\n", subject.trim_end_matches('`'));
        assert!(ended.said.contains(&head), "not printed: {head}");
        before = &before[above.len() + "<!-- mail template: ".len()..];
        let (_, rest) = block.split_once("```html\n").unwrap();
        let (template, _) = rest.split_once("```").unwrap();
        assert!(ended.said.contains(template.trim_end()), "not printed: {template}");
        count += 1;
    }
    assert_eq!(ended.said.matches("\n--- ").count(), count);
    assert!(count >= 6);
}
