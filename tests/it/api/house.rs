//! The site in each of the three ways to run.

use std::ops::Deref;
use std::time::Duration;

use doorward::database::execute;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::mailbox::Mail;
use crate::support::person::PASSWORD;
use crate::support::program::{Pair, Program};
use crate::support::settings::Settings;
use crate::support::supabase::Supabase;

/// A site, and its auth server where that is another program.
pub(super) struct House {
    app: TestApp,
    pub(super) supabase: Option<Supabase>,
}

impl Deref for House {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl House {
    /// The auth server inside, on both databases, and Supabase.
    pub(super) async fn each() -> Vec<Self> {
        let inside = TestApp::each().await;
        let mut all: Vec<_> = inside.into_iter().map(|app| Self { app, supabase: None }).collect();
        all.push(Self::beside_supabase().await);
        all
    }

    /// Beside Supabase.
    pub(super) async fn beside_supabase() -> Self {
        let supabase = Supabase::start().await;
        let settings = supabase.settings();
        Self::beside(supabase, settings).await
    }

    /// Beside Supabase, without the key that may do everything.
    pub(super) async fn beside_supabase_without_secret_key() -> Self {
        let supabase = Supabase::start().await;
        // An empty value is none.
        let settings = supabase.settings().with("SUPABASE_SECRET_KEY", "");
        Self::beside(supabase, settings).await
    }

    /// Beside a Supabase that signs its tokens with this secret.
    pub(super) async fn beside_supabase_signing_with(secret: &str) -> Self {
        let signing = Settings::development().with("DOORWARD_JWT_SECRET", secret);
        let supabase = Supabase::start_with(signing).await;
        let settings = supabase.settings().with("SUPABASE_JWT_SECRET", secret);
        Self::beside(supabase, settings).await
    }

    async fn beside(supabase: Supabase, settings: Settings) -> Self {
        let app = TestApp::spawn(TestDatabase::sqlite().await, settings).await;
        Self { app, supabase: Some(supabase) }
    }

    /// Takes the ends of all sessions back, for a story in which one session plays many.
    pub(super) async fn forgets_the_end_of_sessions(&self) {
        const RAISE: &str = "update sessions set ended_at = null, end_reason = null";
        let mut connection = self.app.database().write().await.expect("a connection");
        execute!(connection.executor(), sqlx::query(RAISE)).expect("the sessions are raised");
    }

    /// The newest mail of the auth server to somebody.
    pub(super) async fn auth_mail_to(&self, email: &str) -> Mail {
        match &self.supabase {
            Some(supabase) => supabase.mail_to(email).await,
            None => self.app.mail_to(email).await,
        }
    }

    /// The access token of a session that another program begins at the auth server itself.
    pub(super) async fn signs_in_elsewhere(&self, email: &str) -> String {
        let program = self.supabase.as_ref().map_or_else(|| self.app.program(), Supabase::program);
        let body = json!({ "email": email, "password": PASSWORD });
        let answer = program.posts("/auth/v1/token?grant_type=password", &body).await;
        answer.json()["access_token"].as_str().expect("a token").to_owned()
    }

    /// Lets time pass, also at the auth server.
    pub(super) fn time_passes(&self, span: Duration) {
        match &self.supabase {
            Some(supabase) => supabase.time_passes(&self.app, span),
            None => self.app.clock.advance(span),
        }
    }

    /// Registers somebody by a program, and confirms the address with the link of the mail.
    pub(super) async fn person(&self, name: &str) -> Program {
        let program = self.app.program();
        let email = format!("{name}@example.com");
        let answer = program.registers(name, &email).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let mail = self.auth_mail_to(&email).await;
        // Beside Supabase the link names the site that plays it.
        let (_, path) = mail.link().split_once("/auth/confirm").expect("a link to the page with a button");
        let confirmed = self.app.visitor().opens_mail_link(&format!("/auth/confirm{path}")).await;
        assert_eq!(confirmed.status, 303, "{}", confirmed.summary());
        program
    }

    /// The same, with a first pair of tokens.
    pub(super) async fn person_with_pair(&self, name: &str) -> (Program, Pair) {
        let program = self.person(name).await;
        let pair = program.pair_of(name).await;
        (program, pair)
    }
}
