//! `doorward doctor`, told through the real program: what it says of good set-ups, and of each thing
//! that can be broken.

mod auth_server;
mod database;
mod good;
mod local;
mod mail;

use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// A secret as `doorward keys generate` makes them.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";

/// A site that is not on this machine, with mail. Nobody serves it there.
fn public(catcher: &SmtpCatcher) -> Place {
    let settings = [
        ("DOORWARD_ORIGIN", "https://app.test"),
        ("DOORWARD_SECRET", SECRET),
        ("DOORWARD_MAIL_FROM", "Doorward <no-reply@doorward.dev>"),
    ];
    Place::new(&settings).mailing_through(catcher)
}

/// Runs one statement on a database, past the program.
async fn change(url: &str, statement: &'static str) {
    use sqlx::Connection as _;
    if url.starts_with("sqlite:") {
        let mut c = sqlx::SqliteConnection::connect(url).await.unwrap();
        sqlx::raw_sql(statement).execute(&mut c).await.unwrap();
        c.close().await.unwrap();
    } else {
        let mut c = sqlx::PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql("set search_path to doorward").execute(&mut c).await.unwrap();
        sqlx::raw_sql(statement).execute(&mut c).await.unwrap();
        c.close().await.unwrap();
    }
}
