//! The program with the auth server inside is killed at every point of a step where it has to wait for
//! a table, and started again. Postgres is held at these points by a lock of the test's.

use super::held::{HeldTable, somebody_waits};
use crate::support::database::TestDatabase;
use crate::support::page::Page;
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;

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

/// Kills the program when a step has come as far as this table, and starts it again. A step that does
/// not need the table is simply done.
async fn killed_at(
    table: &'static str,
    db: &TestDatabase,
    place: &Place,
    program: Process,
    step: impl Future<Output = Page> + Send + 'static,
) -> Process {
    let lock = HeldTable::lock(db, table).await;
    let step = tokio::spawn(step);
    until("the step to be done or to wait", async || {
        (step.is_finished() || somebody_waits(db).await).then_some(())
    })
    .await;
    program.kill_9_during(step).await;
    lock.release();
    place.start_ready().await
}

#[tokio::test]
async fn in_the_middle_of_a_sign_up_and_its_confirmation() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[("DATABASE_URL", &db.url())]).mailing_through(&catcher);
    let mut program = place.start_ready().await;
    for (number, table) in TABLES.iter().enumerate() {
        let (name, email) = (format!("ada{number}"), format!("ada{number}@example.com"));
        let mut ada = place.visitor();
        let mut tab = ada.new_tab();
        let step = {
            let (name, email) = (name.clone(), email.clone());
            async move { tab.signs_up(&name, &email).await }
        };
        program = killed_at(table, &db, &place, program, step).await;
        let answer = ada.signs_up(&name, &email).await;
        assert_eq!(answer.goes_to(), "/check-inbox", "{table}: {}", answer.body);

        let code = place.mail_to(&email).await.code().to_owned();
        let mut tab = ada.new_tab();
        tab.get("/check-inbox").await;
        let typed = code.clone();
        let step = async move { tab.submit("check-inbox", &[("code", &typed)]).await };
        program = killed_at(table, &db, &place, program, step).await;
        if !ada.is_signed_in().await {
            ada.get("/check-inbox").await;
            if ada.submit("check-inbox", &[("code", &code)]).await.status == 422 {
                assert_eq!(ada.signs_in(&email, PASSWORD).await.status, 303, "{table}");
            }
        }
        assert!(ada.is_signed_in().await, "{table}");
        assert!(ada.get("/account").await.says(&name), "{table}: the name they reserved is theirs");
    }
}
