//! The program is killed in the middle of a story and started again: the story can be completed.

use std::time::Duration;

use doorward::clock::Clock;

use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::gate::Gate;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::process::{Place, Process};
use crate::support::supabase::Supabase;
use crate::support::visitor::Visitor;

const SIGN_UP: &str = "POST /auth/v1/signup";
const VERIFY: &str = "POST /auth/v1/verify";
const REFRESH: &str = "POST /auth/v1/token?grant_type=refresh_token";
const SAVE: &str = "PUT /auth/v1/user";
const NEW_PASSWORD: &str = "nine kites above the winter beach";

/// When the program is killed: before the auth server was asked, or before its answer arrived.
const MOMENTS: [fn(Gate) -> Fault; 2] = [Fault::HeldBefore, Fault::HeldAfter];

/// A site and its auth server, whose clock is this far behind.
async fn houses(db: &TestDatabase, behind: Duration) -> (Supabase, Place) {
    let supabase = Supabase::start_at(Clock::system().now().minus(behind)).await;
    let place = supabase.place(db);
    (supabase, place)
}

/// Long enough that a minute can pass at the auth server without its tokens coming from the future.
const A_FEW_MINUTES: Duration = Duration::from_mins(3);

/// Kills the program while its call waits, and starts it again.
async fn killed_at(
    moment: fn(Gate) -> Fault,
    call: &str,
    (supabase, place): (&Supabase, &Place),
    mut program: Process,
    step: impl Future<Output = Page> + Send + 'static,
) -> Process {
    let gate = Gate::closed();
    supabase.proxy.on(call, moment(gate.clone()));
    let step = tokio::spawn(step);
    gate.has_seen(1).await;
    assert!(program.kill_9_during(step).await.is_none(), "nobody was answered");
    supabase.proxy.heals();
    place.start_ready().await
}

/// Sends the form once more; whoever is asked to wait does.
async fn signs_up_again(visitor: &mut Visitor, supabase: &Supabase, name: &str, email: &str) -> Page {
    let answer = visitor.signs_up(name, email).await;
    if answer.status != 429 {
        return answer;
    }
    supabase.clock().advance(Duration::from_secs(61));
    visitor.signs_up(name, email).await
}

#[tokio::test]
async fn in_the_middle_of_a_sign_up() {
    for db in TestDatabase::each().await {
        let (supabase, place) = houses(&db, A_FEW_MINUTES).await;
        let mut program = place.start_ready().await;
        for (number, moment) in MOMENTS.into_iter().enumerate() {
            let (name, email) = (format!("ada{number}"), format!("ada{number}@example.com"));
            let mut ada = place.visitor();
            let mut tab = ada.new_tab();
            let step = {
                let (name, email) = (name.clone(), email.clone());
                async move { tab.signs_up(&name, &email).await }
            };
            program = killed_at(moment, SIGN_UP, (&supabase, &place), program, step).await;

            let taken = place.visitor().signs_up(&name, "bob@example.com").await;
            assert_eq!(taken.status, 422, "the name is kept for whoever comes back");
            let answer = signs_up_again(&mut ada, &supabase, &name, &email).await;
            assert_eq!(answer.goes_to(), "/check-inbox", "{}", answer.body);
            ada.follow().await;
            supabase.confirms(&mut ada, &email).await;
            assert!(ada.get("/account").await.says(&name));
        }
    }
}

#[tokio::test]
async fn in_the_middle_of_a_confirmation() {
    for db in TestDatabase::each().await {
        let (supabase, place) = houses(&db, A_FEW_MINUTES).await;
        let mut program = place.start_ready().await;
        for (number, moment) in MOMENTS.into_iter().enumerate() {
            let (name, email) = (format!("ada{number}"), format!("ada{number}@example.com"));
            let mut ada = place.visitor();
            assert_eq!(ada.signs_up(&name, &email).await.goes_to(), "/check-inbox");
            let code = supabase.mail_to(&email).await.code().to_owned();
            let mut tab = ada.new_tab();
            tab.get("/check-inbox").await;
            let typed = code.clone();
            let step = async move { tab.submit("check-inbox", &[("code", &typed)]).await };
            program = killed_at(moment, VERIFY, (&supabase, &place), program, step).await;

            ada.get("/check-inbox").await;
            let answer = ada.submit("check-inbox", &[("code", &code)]).await;
            if answer.status == 422 {
                // The code did its work: the address is proved, and the password opens the door.
                assert_eq!(ada.signs_in(&email, PASSWORD).await.status, 303);
            }
            assert!(ada.is_signed_in().await);
            assert!(ada.get("/account").await.says(&name), "the name they reserved is theirs");
        }
    }
}

#[tokio::test]
async fn in_the_middle_of_a_refresh() {
    for db in TestDatabase::each().await {
        // Tokens are due from the beginning, and good for half a minute more.
        let (supabase, place) = houses(&db, Duration::from_secs(3570)).await;
        let mut program = place.start_ready().await;
        let mut ada = supabase.user(place.visitor(), "ada").await;
        for moment in MOMENTS {
            let mut tab = ada.new_tab();
            let step = async move { tab.get("/notes").await };
            program = killed_at(moment, REFRESH, (&supabase, &place), program, step).await;
            assert!(ada.is_signed_in().await, "the token before the lost one still buys the next");
            assert!(ada.is_signed_in().await);
        }
        supabase.clock().set(Clock::system().now());
        let asked = supabase.proxy.count(REFRESH);
        assert!(ada.is_signed_in().await);
        assert!(ada.is_signed_in().await);
        assert!(supabase.proxy.count(REFRESH) <= asked + 1);
    }
}

#[tokio::test]
async fn in_the_middle_of_a_password_change() {
    for db in TestDatabase::each().await {
        let (supabase, place) = houses(&db, A_FEW_MINUTES).await;
        let mut program = place.start_ready().await;
        for (number, moment) in MOMENTS.into_iter().enumerate() {
            let ada = supabase.user(place.visitor(), &format!("ada{number}")).await;
            let mut browser = place.visitor();
            browser.get("/recovery").await;
            assert_eq!(browser.submit("recovery", &[("email", &ada.email)]).await.goes_to(), "/check-inbox");
            browser.follow().await;
            supabase.confirms(&mut browser, &ada.email).await;
            let mut tab = browser.new_tab();
            tab.get("/recovery/password").await;
            let new = [("new_password", NEW_PASSWORD), ("new_password_again", NEW_PASSWORD)];
            let step = async move { tab.submit("new-password-form", &new).await };
            program = killed_at(moment, SAVE, (&supabase, &place), program, step).await;

            assert!(browser.get("/recovery/password").await.has_form("new-password-form"));
            let answer = browser.submit("new-password-form", &new).await;
            assert_eq!(answer.goes_to(), "/account", "{}", answer.body);
            assert!(browser.is_signed_in().await);
            let mut elsewhere = place.visitor();
            assert_eq!(elsewhere.signs_in(&ada.email, PASSWORD).await.status, 422, "the old one is gone");
            assert_eq!(elsewhere.signs_in(&ada.email, NEW_PASSWORD).await.status, 303);
        }
    }
}
