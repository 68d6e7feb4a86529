//! The auth server has a bad day while somebody creates an account.

use std::time::Duration;

use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::outage::Outage;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::supabase::Supabase;
use crate::support::visitor::Visitor;

const SIGN_UP: &str = "POST /auth/v1/signup";

fn is_the_same_form(page: &Page, name: &str, email: &str) {
    assert_eq!(page.field("new-username").value, name, "what was typed is kept: {}", page.body);
    assert_eq!(page.field("new-email").value, email);
    assert!(!page.body.contains(PASSWORD), "but not the password");
    assert!(!page.errors().is_empty(), "and it says what is the matter: {}", page.body);
}

/// Sends the form on the page once more. Whoever is asked to wait does.
async fn tries_again(visitor: &mut Visitor, supabase: &Supabase, site: &TestApp) -> Page {
    let again = &[("new_password", PASSWORD), ("new_password_again", PASSWORD)];
    let answer = visitor.submit("signup", again).await;
    if answer.status != 429 {
        return answer;
    }
    let wait = answer.header("retry-after").parse().expect("a number of seconds");
    supabase.time_passes(site, Duration::from_secs(wait));
    visitor.submit("signup", again).await
}

#[tokio::test]
async fn a_sign_up_during_an_outage_keeps_what_was_typed_and_is_completed_after_it() {
    for (db, outages) in Outage::on(TestDatabase::each().await) {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        for (number, outage) in outages.iter().enumerate() {
            let (name, email) = (format!("ada{number}"), format!("ada{number}@example.com"));
            let mut ada = site.visitor();
            outage.begins(&supabase.proxy, SIGN_UP).await;
            let refused = ada.signs_up(&name, &email).await;
            assert_eq!(refused.status, 503, "{outage:?}: {}", refused.body);
            is_the_same_form(&refused, &name, &email);
            supabase.proxy.heals();

            let mut somebody_else = site.visitor();
            let taken = somebody_else.signs_up(&name, &format!("bob{number}@example.com")).await;
            assert_eq!(taken.status, 422, "{outage:?}: nobody knows what became of it, so the name is kept");

            let answer = tries_again(&mut ada, &supabase, &site).await;
            assert_eq!(answer.goes_to(), "/check-inbox", "{outage:?}");
            ada.follow().await;
            supabase.confirms(&mut ada, &email).await;
            let account = ada.get("/account").await;
            assert!(account.says(&name), "{outage:?}: the name is theirs: {}", account.body);
        }
    }
}

#[tokio::test]
async fn a_name_whose_sign_up_never_came_through_is_free_again_one_day() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        supabase.proxy.on(SIGN_UP, Fault::HangUp);
        assert_eq!(site.visitor().signs_up("ada", "ada@example.com").await.status, 503);
        supabase.proxy.heals();

        assert_eq!(site.visitor().signs_up("ada", "other@example.com").await.status, 422);
        supabase.time_passes(&site, Duration::from_hours(49));
        let other = supabase.user(site.visitor(), "other").await;
        drop(other);
        let mut another = site.visitor();
        assert_eq!(another.signs_up("ada", "another@example.com").await.goes_to(), "/check-inbox");
    }
}

#[tokio::test]
async fn a_name_is_free_at_once_when_the_auth_server_definitely_refused() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        supabase.proxy.once(SIGN_UP, Fault::Instead(Answer::json(422, "weak_password")));
        let refused = site.visitor().signs_up("ada", "ada@example.com").await;
        assert_eq!(refused.status, 422, "{}", refused.body);

        let mut other = site.visitor();
        assert_eq!(other.signs_up("ada", "other@example.com").await.goes_to(), "/check-inbox");
    }
}

#[tokio::test]
async fn an_auth_server_that_takes_no_more_sign_ups_now_says_when_to_come_back() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    for asked in [Some(9), None] {
        supabase.proxy.once(SIGN_UP, Fault::Instead(Answer::too_many(asked)));
        let mut ada = site.visitor();
        let refused = ada.signs_up("ada", "ada@example.com").await;
        assert_eq!(refused.status, 429, "{}", refused.body);
        is_the_same_form(&refused, "ada", "ada@example.com");
        assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    }
    let mut ada = site.visitor();
    assert_eq!(ada.signs_up("ada", "ada@example.com").await.goes_to(), "/check-inbox");
}
