//! Signing out works whatever the auth server does: what counts is written here.

use std::time::Duration;

use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::outage::Outage;
use crate::support::supabase::Supabase;

const LOGOUT: &str = "POST /auth/v1/logout";
const REFRESH: &str = "POST /auth/v1/token?grant_type=refresh_token";

#[tokio::test]
async fn signing_out_during_an_outage_signs_out() {
    for (db, outages) in Outage::on(TestDatabase::each().await) {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        for (number, outage) in outages.iter().enumerate() {
            let mut ada = supabase.user(site.visitor(), &format!("ada{number}")).await;
            let mut thief = ada.copied();
            ada.get("/notes").await;
            outage.begins(&supabase.proxy, LOGOUT).await;
            let answer = ada.submit("sign-out", &[]).await;
            assert_eq!(answer.goes_to(), "/login", "{outage:?}");
            assert!(!ada.is_signed_in().await, "{outage:?}");
            assert!(!thief.is_signed_in().await, "{outage:?}: old cookies are dead");
            supabase.proxy.heals();
            assert!(!thief.is_signed_in().await, "{outage:?}: and stay so");
        }
    }
}

#[tokio::test]
async fn signing_out_does_not_wait_for_a_silent_auth_server() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = supabase.user(site.visitor(), "ada").await;
    ada.get("/notes").await;
    supabase.proxy.on(LOGOUT, Fault::Silence);
    let patience = Duration::from_secs(8);
    let answer = tokio::time::timeout(patience, ada.submit("sign-out", &[])).await;
    assert_eq!(answer.expect("given up long before the client's own limit").goes_to(), "/login");
    assert!(!ada.is_signed_in().await);
}

#[tokio::test]
async fn signing_out_works_when_the_token_has_ended_and_cannot_be_refreshed() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let mut ada = supabase.user(site.visitor(), "ada").await;
        ada.get("/notes").await;
        let mut thief = ada.copied();
        supabase.time_passes(&site, Duration::from_hours(2));
        supabase.proxy.goes_away().await;
        assert_eq!(ada.submit("sign-out", &[]).await.goes_to(), "/login");

        supabase.proxy.heals();
        assert!(!ada.is_signed_in().await);
        assert!(!thief.is_signed_in().await, "the session is over, whoever has its cookies");
        assert!(supabase.proxy.count(REFRESH) < 5, "nobody keeps asking");
    }
}

#[tokio::test]
async fn signing_out_everywhere_during_an_outage_ends_every_session() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let mut here = supabase.user(site.visitor(), "ada").await;
        let mut there = site.signed_in(&here.email).await;
        here.get("/logout/everywhere").await;
        supabase.proxy.goes_away().await;
        assert_eq!(here.submit("logout-everywhere", &[]).await.goes_to(), "/login");
        assert!(!here.is_signed_in().await);
        assert!(!there.is_signed_in().await);
    }
}
