//! The program with the auth server inside is killed at every point of a step where it has to wait for
//! a table, and started again. Postgres is held at these points by a lock of the test's.

use doorward::database::Executor;

use super::held::{HeldTable, somebody_waits};
use crate::support::database::TestDatabase;
use crate::support::page::Page;
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;

const NEW_PASSWORD: &str = "nine kites above the winter beach";

/// Every table that a step may have to write to, locked one by one.
const TABLES: &[&str] = &[
    "lock table limits in exclusive mode",
    "lock table usernames in exclusive mode",
    "lock table auth_users in exclusive mode",
    "lock table auth_one_time_tokens in exclusive mode",
    "lock table auth_sessions in exclusive mode",
    "lock table auth_refresh_tokens in exclusive mode",
    "lock table outbox in exclusive mode",
    "lock table users in exclusive mode",
    "lock table sessions in exclusive mode",
];

/// A site that is killed and started again, and again.
struct Mortal {
    db: TestDatabase,
    place: Place,
    program: Process,
    /// How often somebody was left without an answer.
    deaths: usize,
}

impl Mortal {
    async fn start() -> Option<Self> {
        let db = TestDatabase::postgres().await?;
        let catcher = SmtpCatcher::spawn().await;
        let place = Place::new(&[("DATABASE_URL", &db.url())]).mailing_through(&catcher);
        let program = place.start_ready().await;
        Some(Self { db, place, program, deaths: 0 })
    }

    /// Kills the program when a step has come as far as this table, and starts it again. A step that
    /// does not need the table is simply done.
    async fn killed_at(&mut self, table: &'static str, step: impl Future<Output = Page> + Send + 'static) {
        let lock = HeldTable::lock(&self.db, table).await;
        let step = tokio::spawn(step);
        until("the step to be done or to wait", async || {
            (step.is_finished() || somebody_waits(&self.db).await).then_some(())
        })
        .await;
        let was_answered = self.program.kill_9_during(step).await.is_some();
        self.deaths += usize::from(!was_answered);
        lock.release();
        self.lets_claims_run_out().await;
        self.program = self.place.start_ready().await;
    }

    /// Two minutes later: a mail that was on its way when its process died is due again.
    async fn lets_claims_run_out(&self) {
        const DUE: &str = "update outbox set due_at = created_at where finished_at is null";
        let mut connection = self.db.database().write().await.unwrap();
        let Executor::Postgres(connection) = connection.executor() else { panic!("only Postgres is held") };
        sqlx::raw_sql(DUE).execute(connection).await.unwrap();
    }
}

#[tokio::test]
async fn in_the_middle_of_a_sign_up_and_its_confirmation() {
    let Some(mut site) = Mortal::start().await else { return };
    for (number, table) in TABLES.iter().enumerate() {
        let (name, email) = (format!("ada{number}"), format!("ada{number}@example.com"));
        let mut ada = site.place.visitor();
        let mut tab = ada.new_tab();
        let step = {
            let (name, email) = (name.clone(), email.clone());
            async move { tab.signs_up(&name, &email).await }
        };
        site.killed_at(table, step).await;
        let answer = ada.signs_up(&name, &email).await;
        assert_eq!(answer.goes_to(), "/check-inbox", "{table}: {}", answer.body);

        let code = site.place.mail_to(&email).await.code().to_owned();
        let mut tab = ada.new_tab();
        tab.get("/check-inbox").await;
        let typed = code.clone();
        let step = async move { tab.submit("check-inbox", &[("code", &typed)]).await };
        site.killed_at(table, step).await;
        if !ada.is_signed_in().await {
            ada.get("/check-inbox").await;
            if ada.submit("check-inbox", &[("code", &code)]).await.status == 422 {
                assert_eq!(ada.signs_in(&email, PASSWORD).await.status, 303, "{table}");
            }
        }
        assert!(ada.is_signed_in().await, "{table}");
        assert!(ada.get("/account").await.says(&name), "{table}: the name they reserved is theirs");
    }
    assert!(site.deaths >= 8, "only {} of the steps were cut", site.deaths);
}

#[tokio::test]
async fn in_the_middle_of_a_new_password() {
    let Some(mut site) = Mortal::start().await else { return };
    for (number, table) in TABLES.iter().enumerate() {
        let ada = site.place.user(&format!("ada{number}")).await;
        let mut browser = site.place.visitor();
        assert_eq!(browser.asks_for_recovery(&ada.email).await.goes_to(), "/check-inbox");
        browser.follow().await;
        site.place.confirms(&mut browser, &ada.email).await;
        let mut tab = browser.new_tab();
        tab.get("/recovery/password").await;
        let step = async move { tab.chooses_password(NEW_PASSWORD).await };
        site.killed_at(table, step).await;

        let page = browser.get("/recovery/password").await;
        if page.status == 200 {
            assert_eq!(browser.chooses_password(NEW_PASSWORD).await.goes_to(), "/account", "{table}");
        }
        assert!(browser.is_signed_in().await, "{table}");
        let mut elsewhere = site.place.visitor();
        assert_eq!(elsewhere.signs_in(&ada.email, PASSWORD).await.status, 422, "{table}");
        assert_eq!(elsewhere.signs_in(&ada.email, NEW_PASSWORD).await.status, 303, "{table}");
        let mut before = ada.browser;
        assert!(!before.is_signed_in().await, "{table}: the sessions of the old password are over");
    }
    assert!(site.deaths >= 3, "only {} of the steps were cut", site.deaths);
}
