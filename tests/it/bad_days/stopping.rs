//! Stopping: what is under way is finished, nothing new is begun, and it does not last for ever.

use std::time::Duration;

use doorward::clock::Clock;
use futures_util::future::join_all;

use super::held::HeldTable;
use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::gate::Gate;
use crate::support::page::Page;
use crate::support::patience::until;
use crate::support::person::{PASSWORD, Person};
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::supabase::Supabase;

const SIGN_IN: &str = "POST /auth/v1/token?grant_type=password";

/// A site with somebody who has an account, and a sign-in of theirs that waits at the auth server.
struct UnderWay {
    supabase: Supabase,
    _db: TestDatabase,
    program: Process,
    gate: Gate,
    sign_in: tokio::task::JoinHandle<Page>,
}

impl UnderWay {
    async fn start(settings: &[(&str, &str)]) -> Self {
        let (supabase, db) = (Box::pin(Supabase::start_now()).await, TestDatabase::sqlite().await);
        let place = supabase.place(&db).with(settings);
        let program = place.start_ready().await;
        let Person { email, .. } = supabase.user(place.visitor(), "ada").await;
        let gate = Gate::closed();
        supabase.proxy.on(SIGN_IN, Fault::HeldBefore(gate.clone()));
        let mut visitor = place.visitor();
        let sign_in = tokio::spawn(async move { visitor.signs_in(&email, PASSWORD).await });
        gate.has_seen(1).await;
        Self { supabase, _db: db, program, gate, sign_in }
    }
}

#[tokio::test]
async fn a_sign_in_under_way_survives_both_signals_and_nothing_new_is_begun() {
    for signal in ["TERM", "INT"] {
        let UnderWay { supabase, _db, program, gate, sign_in } = UnderWay::start(&[]).await;
        program.signal(signal).await;
        until("new connections to be refused", async || program.get("/").await.is_none().then_some(())).await;
        assert!(!sign_in.is_finished(), "{signal}: it still waits");

        gate.open();
        let answer = sign_in.await.unwrap();
        assert_eq!(answer.status, 303, "{signal}: {}", answer.body);
        assert!(answer.set_cookies().iter().any(|cookie| cookie.name.contains("refresh_token")), "{signal}");
        let ended = program.ends().await;
        assert_eq!(ended.code, Some(0), "{signal}: {}", ended.said);
        drop(supabase);
    }
}

#[tokio::test]
async fn a_stop_is_announced_while_visitors_are_still_served() {
    let program = Place::new(&[("DOORWARD_NOTICE_SECONDS", "600")]).start_ready().await;
    program.terminate().await;
    until("word of the stop", async || {
        let ready = program.get("/health/ready").await?;
        (ready.status == 503 && ready.body.contains("\"stopping\"")).then_some(())
    })
    .await;
    let page = program.get("/login").await.expect("a page");
    assert_eq!((page.status, page.is_last_on_its_connection), (200, true), "{page:?}");
    // Whoever does not want to wait says it twice.
    program.interrupt().await;
    let ended = program.ends().await;
    assert_eq!(ended.code, Some(130), "{}", ended.said);
}

#[tokio::test]
async fn a_second_signal_ends_the_program_at_once() {
    let UnderWay { program, gate: _gate, sign_in, .. } = UnderWay::start(&[]).await;
    program.interrupt().await;
    until("new connections to be refused", async || program.get("/").await.is_none().then_some(())).await;
    program.interrupt().await;
    let ended = program.ends().await;
    assert_eq!(ended.code, Some(130), "{}", ended.said);
    sign_in.abort();
}

#[tokio::test]
async fn what_never_ends_is_not_waited_for_beyond_the_deadline() {
    let UnderWay { program, gate: _gate, sign_in, .. } =
        UnderWay::start(&[("DOORWARD_DRAIN_SECONDS", "1")]).await;
    program.terminate().await;
    let ended = program.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    sign_in.abort();
}

#[tokio::test]
async fn a_refresh_under_way_is_finished_although_its_browser_has_gone() {
    let almost_an_hour_ago = Clock::system().now().minus(Duration::from_secs(3570));
    let (supabase, db) = (Supabase::start_at(almost_an_hour_ago).await, TestDatabase::sqlite().await);
    let place = supabase.place(&db);
    let program = place.start_ready().await;
    let mut ada = supabase.user(place.visitor(), "ada").await;
    let gate = Gate::closed();
    supabase.proxy.on("POST /auth/v1/token", Fault::HeldAfter(gate.clone()));
    let mut tab = ada.new_tab();
    let going_away = tokio::spawn(async move { tab.get("/notes").await });
    gate.has_seen(1).await;
    going_away.abort();
    program.terminate().await;
    until("new connections to be refused", async || program.get("/").await.is_none().then_some(())).await;
    gate.open();
    let ended = program.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(!ended.said.contains("still under way"), "{}", ended.said);

    let _program = place.start_ready().await;
    assert!(ada.is_signed_in().await);
}

/// Visitors with the page "Sign in" open, and who they are.
async fn at_the_door(place: &Place, people: &[Person], count: usize) -> Vec<Person> {
    let mut visitors = Vec::new();
    for number in 0..count {
        let Person { name, email, .. } = &people[number % people.len()];
        let mut browser = place.visitor();
        assert_eq!(browser.get("/login").await.status, 200);
        visitors.push(Person { browser, name: name.clone(), email: email.clone() });
    }
    visitors
}

async fn all_at_once(visitors: Vec<Person>) -> Vec<u16> {
    join_all(visitors.into_iter().map(async |mut visitor| {
        let fields = [("username", visitor.email.clone()), ("password", PASSWORD.to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        visitor.submit("login", &fields).await.status
    }))
    .await
}

#[tokio::test]
async fn as_many_sign_ins_at_once_as_there_are_connections_all_succeed() {
    const CONNECTIONS: usize = 24;
    for db in TestDatabase::each().await {
        let catcher = SmtpCatcher::spawn().await;
        let connections = CONNECTIONS.to_string();
        let place = Place::new(&[("DATABASE_URL", &db.url()), ("DOORWARD_CONNECTIONS", &connections)])
            .mailing_through(&catcher);
        let program = place.start_ready().await;
        let mut people = Vec::new();
        for name in ["ada", "bob", "cleo", "dora"] {
            people.push(place.user(name).await);
        }
        // Twice as many wait to be let in.
        for count in [CONNECTIONS, 2 * CONNECTIONS] {
            let answers = all_at_once(at_the_door(&place, &people, count).await).await;
            assert!(answers.iter().all(|status| *status == 303), "{answers:?}");
        }
        program.terminate().await;
        assert_eq!(program.ends().await.code, Some(0));
    }
}

#[tokio::test]
async fn sign_ins_under_way_at_the_auth_server_inside_survive_the_stop() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[("DATABASE_URL", &db.url())]).mailing_through(&catcher);
    let program = place.start_ready().await;
    let ada = place.user("ada").await;
    let mut visitors = at_the_door(&place, &[ada], 1).await;

    let lock = HeldTable::lock(&db, "lock table auth_sessions in exclusive mode").await;
    let mut visitor = visitors.remove(0);
    let email = visitor.email.clone();
    let sign_in = tokio::spawn(async move {
        visitor.submit("login", &[("username", &email), ("password", PASSWORD)]).await
    });
    lock.has_somebody_waiting(&db).await;
    program.terminate().await;
    until("new connections to be refused", async || program.get("/").await.is_none().then_some(())).await;
    lock.release();
    let answer = sign_in.await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(program.ends().await.code, Some(0));
}
