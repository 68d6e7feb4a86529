//! Clocks that jump, and clocks that differ.

use std::time::Duration;

use doorward::clock::Clock;
use futures_util::future::join_all;

use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::process::Place;
use crate::support::supabase::Supabase;

const REFRESH: &str = "POST /auth/v1/token?grant_type=refresh_token";
const A_DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_page_left_open_for_a_day_is_one_refresh_later_still_signed_in() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let mut ada = supabase.user(site.visitor(), "ada").await;
        supabase.time_passes(&site, A_DAY);
        for _ in 0..10 {
            assert!(ada.is_signed_in().await);
        }
        assert_eq!(supabase.proxy.count(REFRESH), 1);
    }
}

#[tokio::test]
async fn a_clock_of_ours_that_is_a_day_ahead_makes_no_storm_of_refreshes() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = supabase.user(site.visitor(), "ada").await;
    site.clock.advance(A_DAY);
    for _ in 0..10 {
        assert_eq!(ada.get("/notes").await.status, 503, "a token that ended before it came proves nothing");
    }
    let crowd = (0..20).map(|_| {
        let mut one = ada.copied();
        async move { one.get("/notes").await.status }
    });
    assert!(join_all(crowd).await.iter().all(|status| *status == 503));
    assert_eq!(supabase.proxy.count(REFRESH), 1);

    site.clock.set(supabase.clock().now());
    assert!(ada.is_signed_in().await, "the cookies were left alone");
}

#[tokio::test]
async fn a_clock_that_is_set_back_by_an_hour_signs_nobody_out() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let right = app.clock.now();
        app.clock.set(right.minus(Duration::from_hours(1)));
        for _ in 0..10 {
            let page = ada.get("/notes").await;
            assert!([200, 503].contains(&page.status), "{} {}", page.status, page.body);
        }
        let mut newcomer = app.visitor();
        let answer = newcomer.signs_in(&ada.email, crate::support::person::PASSWORD).await;
        assert_eq!(answer.status, 303, "a new session begins by the new time: {}", answer.body);
        assert!(newcomer.is_signed_in().await);
        app.clock.set(right);
        assert!(ada.is_signed_in().await);
        assert!(newcomer.is_signed_in().await);
    }
}

#[tokio::test]
async fn clocks_of_two_machines_that_are_hours_apart_make_no_storm_of_refreshes() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = supabase.user(site.visitor(), "ada").await;
    let right = site.clock.now();
    site.clock.set(right.minus(Duration::from_hours(1)));
    for _ in 0..10 {
        assert!(ada.is_signed_in().await, "a token that was proved before stays so");
    }
    let site = site.restart().await;
    for _ in 0..10 {
        assert_eq!(ada.get("/notes").await.status, 503, "a token from the future proves nothing");
    }
    assert_eq!(supabase.proxy.count(REFRESH), 0);
    site.clock.set(right);
    assert!(ada.is_signed_in().await);
}

#[tokio::test]
async fn a_wrong_clock_is_told_in_the_log_once_it_is_noticed() {
    // By the program's clock, which is the machine's, the first token is good for a few seconds more.
    let almost_an_hour_ago = Clock::system().now().minus(Duration::from_secs(3570));
    let supabase = Supabase::start_at(almost_an_hour_ago).await;
    let db = TestDatabase::sqlite().await;
    let place: Place = supabase.place(&db);
    let program = place.start_ready().await;
    let mut ada = supabase.user(place.visitor(), "ada").await;

    let asked = supabase.proxy.count(REFRESH);
    supabase.clock().set(almost_an_hour_ago.minus(A_DAY));
    for _ in 0..10 {
        assert!(ada.is_signed_in().await);
    }
    program.says("clock is wrong").await;
    assert_eq!(supabase.proxy.count(REFRESH), asked + 1);
    assert_eq!(program.said().matches("clock is wrong").count(), 1, "said once: {}", program.said());
}
