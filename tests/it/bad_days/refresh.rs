//! The auth server has a bad day when a session wants its next tokens. Nobody is signed out by that.

use std::time::Duration;

use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::jar::StoredCookie;
use crate::support::outage::Outage;
use crate::support::supabase::Supabase;
use crate::support::visitor::Visitor;

const REFRESH: &str = "POST /auth/v1/token?grant_type=refresh_token";

/// As long as an access token lives, but for half a minute: it is good, and due.
const ALMOST_AN_HOUR: Duration = Duration::from_secs(3570);

fn tokens(visitor: &Visitor) -> Vec<StoredCookie> {
    visitor.cookies().into_iter().filter(|cookie| cookie.name.contains("_token")).collect()
}

#[tokio::test]
async fn an_outage_at_the_refresh_signs_nobody_out() {
    for (db, outages) in Outage::on(TestDatabase::each().await) {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let mut ada = supabase.user(site.visitor(), "ada").await;
        for outage in outages {
            let before = tokens(&ada);
            supabase.time_passes(&site, ALMOST_AN_HOUR);
            outage.begins(&supabase.proxy, REFRESH).await;
            let page = ada.get("/notes").await;
            assert_eq!(
                page.status, 200,
                "{outage:?}: a token that is still good keeps working: {}",
                page.body
            );
            assert_eq!(tokens(&ada), before, "{outage:?}");

            supabase.time_passes(&site, Duration::from_mins(2));
            let page = ada.get("/notes").await;
            assert_eq!(page.status, 503, "{outage:?}: {}", page.body);
            assert!(!page.header("retry-after").is_empty(), "{outage:?}: says when to come back");
            assert_eq!(page.set_cookies(), [], "{outage:?}: the cookies are left alone");
            assert_eq!(tokens(&ada), before, "{outage:?}");
            assert_eq!(ada.get("/").await.status, 200, "{outage:?}: public pages are there for everybody");
            assert_eq!(tokens(&ada), before, "{outage:?}");

            supabase.proxy.heals();
            let page = ada.get("/notes").await;
            assert_eq!(page.status, 200, "{outage:?}: {}", page.body);
            assert_ne!(tokens(&ada), before, "{outage:?}: the pair is new");
        }
    }
}

#[tokio::test]
async fn an_auth_server_that_asks_to_wait_signs_nobody_out() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = supabase.user(site.visitor(), "ada").await;
    for asked in [Some(7), None] {
        let before = tokens(&ada);
        supabase.time_passes(&site, ALMOST_AN_HOUR);
        supabase.proxy.on(REFRESH, Fault::Instead(Answer::too_many(asked)));
        assert_eq!(ada.get("/notes").await.status, 200);
        supabase.time_passes(&site, Duration::from_mins(2));
        assert_eq!(ada.get("/notes").await.status, 503);
        assert_eq!(tokens(&ada), before);
        supabase.proxy.heals();
        assert_eq!(ada.get("/notes").await.status, 200);
    }
}

#[tokio::test]
async fn a_silent_auth_server_signs_nobody_out() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = supabase.user(site.visitor(), "ada").await;
    let before = tokens(&ada);
    supabase.time_passes(&site, Duration::from_hours(2));
    supabase.proxy.on(REFRESH, Fault::Silence);
    assert_eq!(ada.get("/notes").await.status, 503);
    assert_eq!(tokens(&ada), before);
    supabase.proxy.heals();
    assert_eq!(ada.get("/notes").await.status, 200);
}

#[tokio::test]
async fn only_a_definite_word_of_the_auth_server_ends_a_session() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = supabase.user(site.visitor(), "ada").await;
    supabase.time_passes(&site, Duration::from_hours(2));
    for (status, code) in [
        (400, "validation_failed"),
        (400, "a_code_of_the_year_2030"),
        (403, "bad_jwt"),
        (401, "no_authorization"),
        (409, "conflict"),
    ] {
        supabase.proxy.on(REFRESH, Fault::Instead(Answer::json(status, code)));
        assert_eq!(ada.get("/notes").await.status, 503, "{code}");
        supabase.proxy.heals();
    }
    let mut copy = ada.copied();
    assert!(copy.is_signed_in().await);

    supabase.proxy.on(REFRESH, Fault::Instead(Answer::json(400, "session_not_found")));
    supabase.time_passes(&site, Duration::from_hours(2));
    assert!(!copy.is_signed_in().await);
    supabase.proxy.heals();
    assert!(!ada.is_signed_in().await, "over is over, for every tab of the session");
}

#[tokio::test]
async fn a_restart_while_the_auth_server_is_away_makes_nobody_unavailable() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let mut ada = supabase.user(site.visitor(), "ada").await;
        assert_eq!(ada.get("/notes").await.status, 200);
        supabase.proxy.goes_away().await;
        let _site = site.restart().await;
        let page = ada.get("/notes").await;
        assert_eq!(page.status, 200, "the last good keys are kept: {}", page.body);
    }
}
