//! The auth server has a bad day while somebody signs in.

use std::time::Duration;

use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::outage::Outage;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::supabase::Supabase;
use crate::support::visitor::Visitor;

const SIGN_IN: &str = "POST /auth/v1/token?grant_type=password";

/// The page "Sign in" with what was typed, but for the password.
fn is_the_same_form(page: &Page, typed: &str) {
    assert_eq!(page.field("username").value, typed, "what was typed is kept: {}", page.body);
    assert_eq!(page.field("current-password").value, "", "but not the password");
    assert!(!page.body.contains(PASSWORD), "nowhere on the page");
    assert!(!page.errors().is_empty(), "and it says what is the matter: {}", page.body);
}

fn has_no_tokens(visitor: &Visitor) {
    let tokens: Vec<_> =
        visitor.cookies().into_iter().filter(|cookie| cookie.name.contains("token")).collect();
    assert!(tokens.is_empty(), "{tokens:?}");
}

#[tokio::test]
async fn a_sign_in_during_an_outage_keeps_what_was_typed_and_works_after_it() {
    for (db, outages) in Outage::on(TestDatabase::each().await) {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let ada = supabase.user(site.visitor(), "ada").await;
        for outage in outages {
            let mut visitor = site.visitor();
            visitor.get("/login?next=/notes").await;
            outage.begins(&supabase.proxy, SIGN_IN).await;
            let refused = visitor.submit("login", &[("username", &ada.email), ("password", PASSWORD)]).await;
            assert_eq!(refused.status, 503, "{outage:?}: {}", refused.body);
            is_the_same_form(&refused, &ada.email);
            has_no_tokens(&visitor);

            supabase.proxy.heals();
            let answer = visitor.submit("login", &[("password", PASSWORD)]).await;
            assert_eq!(answer.goes_to(), "/notes", "{outage:?}");
            assert!(visitor.is_signed_in().await, "{outage:?}");
        }
    }
}

#[tokio::test]
async fn a_silent_auth_server_is_waited_for_but_not_for_ever() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut visitor = site.visitor();
    supabase.proxy.on(SIGN_IN, Fault::Silence);
    let refused = visitor.signs_in("ada@example.com", PASSWORD).await;
    assert_eq!(refused.status, 503, "{}", refused.body);
    is_the_same_form(&refused, "ada@example.com");
}

#[tokio::test]
async fn an_auth_server_that_asks_to_wait_is_obeyed() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let ada = supabase.user(site.visitor(), "ada").await;
    for (asked, told) in [(Some(7), Some("7")), (None, None), (Some(1_000_000_000), None)] {
        supabase.proxy.on(SIGN_IN, Fault::Instead(Answer::too_many(asked)));
        let mut visitor = site.visitor();
        let refused = visitor.signs_in(&ada.email, PASSWORD).await;
        assert_eq!(refused.status, 429, "{}", refused.body);
        is_the_same_form(&refused, &ada.email);
        let wait: u64 = refused.header("retry-after").parse().expect("a number of seconds");
        assert!(told.is_none_or(|told| told == refused.header("retry-after")), "{wait}");
        assert!((1..=3600).contains(&wait), "nobody is sent away for {wait} seconds");

        supabase.proxy.heals();
        supabase.time_passes(&site, Duration::from_secs(wait));
        assert_eq!(visitor.submit("login", &[("password", PASSWORD)]).await.status, 303);
    }
}

#[tokio::test]
async fn an_outage_uses_up_nobodys_tries() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let ada = supabase.user(site.visitor(), "ada").await;
    let mut visitor = site.visitor();
    supabase.proxy.on(SIGN_IN, Fault::Instead(Answer::html(502)));
    for _ in 0..12 {
        assert_eq!(visitor.signs_in(&ada.email, PASSWORD).await.status, 503);
    }
    supabase.proxy.heals();
    assert_eq!(visitor.signs_in(&ada.email, PASSWORD).await.status, 303);
}
