//! The three ways to run, each with a place in which commands and the site are started.

use crate::support::database::TestDatabase;
use crate::support::mailbox::Mail;
use crate::support::process::{Ended, Place};
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::supabase::Supabase;
use crate::support::visitor::Visitor;

/// A site that can be started, and whom it asks.
pub struct Scene {
    pub place: Place,
    /// Our rows; those of the auth server inside as well.
    pub database: TestDatabase,
    pub supabase: Option<Supabase>,
}

impl Scene {
    /// The auth server inside on both databases, and Supabase.
    pub async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for database in TestDatabase::each().await {
            all.push(Self::inside(database).await);
        }
        all.push(Self::beside_supabase().await);
        all
    }

    /// The auth server inside.
    pub async fn inside(database: TestDatabase) -> Self {
        let catcher = SmtpCatcher::spawn().await;
        let place = Place::new(&[("DATABASE_URL", &database.url())]).mailing_through(&catcher);
        Self { place, database, supabase: None }
    }

    /// Supabase, and our rows in a file.
    pub async fn beside_supabase() -> Self {
        let (supabase, database) = (Supabase::start_now().await, TestDatabase::sqlite().await);
        Self { place: supabase.place(&database), database, supabase: Some(supabase) }
    }

    /// The word of a command that went well.
    pub async fn well(&self, command: &[&str]) -> String {
        self.ends_with(0, command).await
    }

    /// The word of a command that ends with this code.
    pub async fn ends_with(&self, code: i32, command: &[&str]) -> String {
        expect(code, command, self.place.run(command).ends().await)
    }

    /// The same for a command that reads something.
    pub async fn reading(&self, input: &str, code: i32, command: &[&str]) -> String {
        expect(code, command, self.place.run_reading(command, input).ends().await)
    }

    /// Somebody with an account made by command, confirmed, who signs in with [`PASSWORD`].
    pub async fn makes(&self, name: &str) {
        let email = format!("{name}@example.com");
        let command =
            ["users", "create", "--email", &email, "--username", name, "--password-stdin", "--confirmed"];
        self.reading(PASSWORD, 0, &command).await;
    }

    /// A fresh browser in which somebody signs in, and whether they are in.
    pub async fn signs_in(&self, identifier: &str, password: &str) -> (Visitor, bool) {
        let mut browser = self.place.visitor();
        browser.signs_in(identifier, password).await;
        let is_in = browser.is_signed_in().await;
        (browser, is_in)
    }

    /// The newest mail to somebody from the auth server.
    pub async fn mail_to(&self, address: &str) -> Mail {
        match &self.supabase {
            Some(supabase) => supabase.mail_to(address).await,
            None => self.place.mail_to(address).await,
        }
    }
}

pub use crate::support::person::PASSWORD;

fn expect(code: i32, command: &[&str], ended: Ended) -> String {
    assert_eq!(ended.code, Some(code), "{command:?}: {}", ended.said);
    assert!(!ended.said.contains(PASSWORD), "{command:?} says a password");
    ended.said
}
