//! Many requests of one session at once, when its tokens have ended.

use std::time::Duration;

use futures_util::future::join_all;

use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::gate::Gate;
use crate::support::jar::StoredCookie;
use crate::support::supabase::Supabase;

const REFRESH: &str = "POST /auth/v1/token?grant_type=refresh_token";
const CROWD: usize = 100;

fn token_pairs(cookies: Vec<StoredCookie>) -> Vec<(String, String)> {
    let tokens = cookies.into_iter().filter(|cookie| cookie.name.contains("_token"));
    tokens.map(|cookie| (cookie.name, cookie.value)).collect()
}

#[tokio::test]
async fn a_hundred_requests_with_one_expired_session_are_one_refresh_and_a_hundred_good_answers() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let ada = supabase.user(site.visitor(), "ada").await;
        let old = ada.copied();
        supabase.time_passes(&site, Duration::from_hours(2));

        let gate = Gate::closed();
        supabase.proxy.on(REFRESH, Fault::HeldAfter(gate.clone()));
        let crowd = (0..CROWD).map(|_| {
            let mut one = ada.copied();
            async move { one.get("/notes").await }
        });
        let open = async {
            gate.has_seen(1).await;
            gate.open();
        };
        let (answers, ()) = tokio::join!(join_all(crowd), open);

        assert_eq!(supabase.proxy.count(REFRESH), 1);
        let first = token_pairs(answers[0].set_cookies());
        assert!(!first.is_empty(), "the new pair is handed out");
        for answer in &answers {
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(token_pairs(answer.set_cookies()), first, "everybody is given the same pair");
        }

        supabase.time_passes(&site, Duration::from_secs(50));
        let mut late = old.copied();
        let answer = late.get("/notes").await;
        assert_eq!(answer.status, 200, "a request that was sent with the old cookies");
        assert_eq!(token_pairs(answer.set_cookies()), first);
        assert_eq!(supabase.proxy.count(REFRESH), 1);

        // The auth server itself forgives the token before the current one.
        supabase.time_passes(&site, Duration::from_mins(5));
        assert!(old.copied().is_signed_in().await);
        assert!(late.is_signed_in().await, "and nobody's session was ended by it");
    }
}

#[tokio::test]
async fn a_browser_that_goes_away_in_the_middle_of_a_refresh_loses_nothing() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let ada = supabase.user(site.visitor(), "ada").await;
    supabase.time_passes(&site, Duration::from_hours(2));
    let gate = Gate::closed();
    supabase.proxy.on(REFRESH, Fault::HeldAfter(gate.clone()));
    let mut impatient = ada.copied();
    let going_away = tokio::spawn(async move { impatient.get("/notes").await });
    gate.has_seen(1).await;
    going_away.abort();
    assert!(going_away.await.is_err_and(|error| error.is_cancelled()));
    gate.open();

    let mut later = ada.copied();
    assert!(later.is_signed_in().await);
    assert_eq!(supabase.proxy.count(REFRESH), 1);
}

#[tokio::test]
async fn a_refresh_that_arrives_after_the_sign_out_raises_nothing() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let mut reading = supabase.user(site.visitor(), "ada").await;
        let mut leaving = reading.new_tab();
        let mut thief = reading.copied();
        leaving.get("/notes").await;
        supabase.time_passes(&site, Duration::from_hours(2));

        let gate = Gate::closed();
        supabase.proxy.on(REFRESH, Fault::HeldAfter(gate.clone()));
        let sign_out = async {
            gate.has_seen(1).await;
            let answer = leaving.submit("sign-out", &[]).await;
            gate.open();
            answer
        };
        let (page, signed_out) = tokio::join!(reading.get("/notes"), sign_out);
        assert_eq!(signed_out.goes_to(), "/login", "signing out does not wait for the refresh");
        assert_eq!(page.goes_to(), "/login?next=%2Fnotes", "{}", page.body);

        supabase.proxy.heals();
        for visitor in [&mut reading.browser, &mut leaving, &mut thief] {
            assert!(!visitor.is_signed_in().await);
        }
    }
}

#[tokio::test]
async fn two_tabs_that_sign_out_and_refresh_at_once_end_signed_out() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        for round in 0..5 {
            let mut reading = supabase.user(site.visitor(), &format!("ada{round}")).await;
            let mut leaving = reading.new_tab();
            let mut thief = reading.copied();
            leaving.get("/notes").await;
            supabase.time_passes(&site, Duration::from_hours(2));
            let (_, signed_out) = tokio::join!(reading.get("/notes"), leaving.submit("sign-out", &[]));
            assert_eq!(signed_out.goes_to(), "/login");
            for visitor in [&mut reading.browser, &mut leaving, &mut thief] {
                assert!(!visitor.is_signed_in().await, "round {round}");
            }
        }
    }
}
