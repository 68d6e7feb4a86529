use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::{change, public};
use crate::support::database::TestDatabase;
use crate::support::pgbouncer::PgBouncer;
use crate::support::port::Port;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::tls_front::{Authority, TlsFront, believing, server_of, url_through};

/// A place whose database this is.
fn at(url: &str) -> Place {
    Place::new(&[("DATABASE_URL", url)])
}

/// A database URL with another part of it.
fn with(url: &str, change: impl FnOnce(&mut url::Url)) -> String {
    let mut url = url::Url::parse(url).unwrap();
    change(&mut url);
    url.into()
}

#[tokio::test]
async fn a_server_that_is_away_is_named_without_its_password() {
    let port = Port::keep();
    let url = format!("postgres://doorward:hunter22@127.0.0.1:{}/app", port.number());
    let diagnosis = at(&url).diagnosed().await;
    diagnosis.has_only(&["database.reachable"]).is("database.reachable", "fault", "DATABASE_URL");
    assert!(!diagnosis.said.contains("hunter22"), "{}", diagnosis.said);
}

#[tokio::test]
async fn whoever_takes_a_connection_and_says_nothing_holds_nothing_up() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let mut holding = JoinSet::new();
    holding.spawn(async move {
        let mut held = Vec::new();
        while let Ok(connection) = silent.accept().await {
            held.push(connection);
        }
    });
    let origin = format!("http://127.0.0.1:{port}");
    let place = at(&format!("postgres://127.0.0.1:{port}/app")).with(&[
        ("DOORWARD_ORIGIN", &origin),
        ("SMTP_URL", &format!("smtp://127.0.0.1:{port}")),
        ("SUPABASE_URL", &origin),
        ("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_Qm3vT8yLk2ZpXw5RjNcB7d"),
        ("SUPABASE_SECRET_KEY", "sb_secret_Wq9rT4uVx7KmZp2LsHd6Fg"),
    ]);
    // It ends in the time that every wait of these tests has.
    place
        .diagnosed()
        .await
        .is("origin.answers", "warning", "within 5 seconds")
        .is("database.reachable", "fault", "within 10 seconds")
        .is("auth_server.reachable", "fault", "no answer in time")
        .is("mail.server", "fault", "no answer in time");
}

#[tokio::test]
async fn a_role_or_a_database_that_is_not_there_is_told_apart() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let nobody = with(&db.url(), |url| url.set_username("nobody_of_that_name").unwrap());
    at(&nobody).diagnosed().await.is("database.reachable", "fault", "role and password");
    let nowhere = with(&db.url(), |url| url.set_path("/no_such_database"));
    at(&nowhere).diagnosed().await.is("database.reachable", "fault", "Make the database");
    let migration = at(&db.url()).with(&[("MIGRATION_DATABASE_URL", &nobody)]);
    migration.diagnosed().await.is("database.migration_url", "fault", "MIGRATION_DATABASE_URL");
}

#[tokio::test]
async fn a_transaction_pooler_is_recognised_and_what_to_use_instead_is_named() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let pooler = PgBouncer::start("transaction", &db.url()).await;
    let diagnosis = at(pooler.url()).diagnosed().await;
    diagnosis.has_only(&["database.pooler"]);
    diagnosis.is("database.pooler", "fault", "the database's own host and port");
    diagnosis.is("database.pooler", "fault", "pool_mode = session");

    let session = PgBouncer::start("session", &db.url()).await;
    at(session.url()).diagnosed().await.has_only(&[]).is("database.pooler", "ok", "No transaction pooler");
}

#[tokio::test]
async fn a_url_of_a_known_pooler_is_refused_with_the_one_to_use() {
    let known = [
        (
            "postgres://u:hunter22@aws-0-eu-central-1.pooler.supabase.com:6543/postgres",
            "aws-0-eu-central-1.pooler.supabase.com:5432",
        ),
        (
            "postgres://u:hunter22@db.abcdefghijklmnop.supabase.co:6543/postgres",
            "db.abcdefghijklmnop.supabase.co:5432",
        ),
        (
            "postgres://u:hunter22@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app",
            "use ep-cool-1.eu-central-1.aws.neon.tech",
        ),
        ("postgres://u:hunter22@db.test/app?pgbouncer=true", "without pgbouncer=true"),
    ];
    for (url, instead) in known {
        let diagnosis = at(url).diagnosed().await;
        assert_eq!(diagnosis.code, Some(78), "{}", diagnosis.said);
        diagnosis.has_only(&["settings.valid"]).is("settings.valid", "fault", instead);
        assert!(!diagnosis.said.contains("hunter22"), "{}", diagnosis.said);
    }
}

#[tokio::test]
async fn tables_that_are_missing_are_a_fault_where_no_start_makes_them() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let catcher = SmtpCatcher::spawn().await;
    let place = public(&catcher).with(&[("DATABASE_URL", &db.url())]);
    place.diagnosed().await.has_only(&["database.migrations"]).is(
        "database.migrations",
        "fault",
        "doorward migrate",
    );
    db.database().migrate().await.unwrap();
    place.diagnosed().await.has_only(&[]);

    change(&db.url(), "delete from _sqlx_migrations where version = 4").await;
    place.diagnosed().await.is("database.migrations", "fault", "1 migrations are missing: 0004");
    change(&db.url(), "update _sqlx_migrations set success = false where version = 3").await;
    place.diagnosed().await.is("database.migrations", "fault", "Migration 3 broke off");
}

#[tokio::test]
async fn migrations_of_a_newer_release_are_noted() {
    for db in TestDatabase::each().await {
        change(
            &db.url(),
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
             values (9999, 'of the future', true, 'x', 1)",
        )
        .await;
        let place = at(&db.url());
        place.diagnosed().await.has_only(&[]).is("database.migrations", "note", "newer release");
    }
}

#[tokio::test]
async fn a_server_that_takes_no_changes_is_told_of() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let name = url::Url::parse(&db.url()).unwrap().path()[1..].to_owned();
    let statement = format!("alter database {name} set default_transaction_read_only = on");
    change(&db.url(), Box::leak(statement.into_boxed_str())).await;
    at(&db.url()).diagnosed().await.has_only(&["database.writable"]).is(
        "database.writable",
        "fault",
        "no changes",
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told_of() {
    let place = Place::new(&[("DATABASE_URL", "sqlite:accounts.db")]);
    std::fs::write(place.file("accounts.db"), "dear diary, today I was no database".repeat(100)).unwrap();
    place.diagnosed().await.has_only(&["database.reachable", "files.database"]).is(
        "database.reachable",
        "fault",
        "Restore it from a backup",
    );
}

#[tokio::test]
async fn whether_the_certificate_was_checked_is_said() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let authority = Authority::new();
    let front = TlsFront::of_postgres(&authority, "127.0.0.2", server_of(&db.url()).await).await;
    let place = |query: &str| at(&url_through(&db.url(), &front, query));
    let verified = place(&believing(&authority.file())).diagnosed().await;
    verified.has_only(&[]).is("database.encryption", "ok", "are verified");

    let unknown = place("").diagnosed().await;
    unknown.has_only(&["database.encryption"]).is("database.encryption", "fault", "sslrootcert");
    let anybody = place("sslmode=require").diagnosed().await;
    anybody.has_only(&["database.encryption"]).is("database.encryption", "warning", "sslmode=require");
    let perhaps = place("sslmode=prefer").diagnosed().await;
    perhaps.is("database.encryption", "warning", "in the open");
}
