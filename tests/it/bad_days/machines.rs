//! Two processes of one site on one Postgres: what one does holds for the other.

use crate::support::database::TestDatabase;
use crate::support::person::PASSWORD;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;

/// A secret as `doorward keys generate` makes them.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";

/// Two machines behind one origin, with the auth server inside.
struct Machines {
    one: Place,
    other: Place,
    _programs: [Process; 2],
    db: TestDatabase,
}

impl Machines {
    /// Both are started at once, on a database with nothing in it.
    async fn start() -> Option<Self> {
        let db = TestDatabase::empty_postgres().await?;
        let catcher = SmtpCatcher::spawn().await;
        let place = || {
            Place::new(&[("DATABASE_URL", &db.url()), ("DOORWARD_SECRET", SECRET)]).mailing_through(&catcher)
        };
        let (one, other) = (place(), place());
        let other = other.behind(&one.origin());
        let programs = [one.start(), other.start()];
        for program in &programs {
            program.is_ready().await;
        }
        Some(Self { one, other, _programs: programs, db })
    }
}

#[tokio::test]
async fn a_story_goes_from_machine_to_machine() {
    let Some(machines) = Machines::start().await else { return };
    let Machines { one, other, .. } = &machines;
    let mut ada = one.visitor();
    assert_eq!(ada.signs_up("ada", "ada@example.com").await.goes_to(), "/check-inbox");
    let mail = one.mail_to("ada@example.com").await;
    other.serves(&mut ada);
    ada.get("/check-inbox").await;
    assert_eq!(ada.submit("check-inbox", &[("code", mail.code())]).await.status, 303);
    assert!(ada.is_signed_in().await);
    one.serves(&mut ada);
    assert!(ada.is_signed_in().await, "a token that one machine made holds at the other");
    assert!(ada.get("/account").await.says("ada"));
}

#[tokio::test]
async fn a_session_that_is_ended_at_one_machine_is_dead_at_the_other() {
    let Some(machines) = Machines::start().await else { return };
    let Machines { one, other, .. } = &machines;
    let mut ada = one.user("ada").await;
    let mut elsewhere = ada.copied();
    other.serves(&mut elsewhere);
    assert!(elsewhere.is_signed_in().await);
    assert_eq!(ada.signs_out().await.goes_to(), "/login");
    assert!(!elsewhere.is_signed_in().await);

    let (mut here, mut there) = (one.visitor(), other.visitor());
    assert_eq!(here.signs_in("ada", PASSWORD).await.status, 303);
    other.serves(&mut there);
    assert_eq!(there.signs_in("ada", PASSWORD).await.status, 303);
    assert!(there.is_signed_in().await);
    here.get("/logout/everywhere").await;
    assert_eq!(here.submit("logout-everywhere", &[]).await.goes_to(), "/login");
    assert!(!there.is_signed_in().await);
}

#[tokio::test]
async fn tries_are_counted_for_both_machines_together() {
    let Some(machines) = Machines::start().await else { return };
    let Machines { one, other, .. } = &machines;
    let ada = one.user("ada").await;
    let mut refused = Vec::new();
    for number in 0..20 {
        let place = if number % 2 == 0 { one } else { other };
        let mut stranger = one.visitor();
        place.serves(&mut stranger);
        refused.push(stranger.signs_in(&ada.email, "a wrong password 1").await.status);
    }
    let tried = refused.iter().filter(|status| **status == 422).count();
    let limited = refused.iter().filter(|status| **status == 429).count();
    assert_eq!((tried, limited), (10, 10), "{refused:?}");
}

#[tokio::test]
async fn two_machines_that_start_at_once_agree_on_one_signing_key() {
    let Some(machines) = Machines::start().await else { return };
    let path = "/auth/v1/.well-known/jwks.json";
    let keys = [machines.one.visitor().get(path).await, machines.other.visitor().get(path).await];
    assert_eq!(keys[0].status, 200, "{}", keys[0].body);
    assert_eq!(keys[0].body, keys[1].body);
    let keys: serde_json::Value = serde_json::from_str(&keys[0].body).unwrap();
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(1), "{keys}");
    drop(machines.db);
}

#[tokio::test]
async fn one_session_refreshed_at_both_machines_at_once_lives_on() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let app =
        crate::support::app::TestApp::spawn(db, crate::support::settings::Settings::development()).await;
    let other = app.another_machine().await;
    let mut here = app.user("ada").await;
    for _ in 0..5 {
        let mut there = here.copied();
        there.at(&other);
        app.clock.advance(std::time::Duration::from_hours(2));
        let (one, two) = tokio::join!(here.get("/notes"), there.get("/notes"));
        assert_eq!((one.status, two.status), (200, 200), "{}{}", one.body, two.body);
        app.clock.advance(std::time::Duration::from_mins(5));
        assert!(there.is_signed_in().await, "neither pair is worth less");
    }
}
