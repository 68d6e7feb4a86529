//! Who may enter what: every path is asked.

use std::time::Duration;

use doorward::web::{Enters, NextPath, RouteInfo, route_list};
use serde_json::json;
use uuid::Uuid;

use crate::support::app::TestApp;
use crate::support::person::{PASSWORD, Person};
use crate::support::tokens::Tokens;
use crate::support::visitor::Visitor;

/// A path that fits a route.
fn path(route: &RouteInfo) -> String {
    route.path.replace("{id}", &Uuid::new_v4().to_string())
}

fn gets(route: &RouteInfo) -> bool {
    route.methods.contains("GET")
}

fn posts(route: &RouteInfo) -> bool {
    route.methods.contains("POST")
}

/// Somebody who proved an address whose password is forgotten, and has not chosen another yet.
async fn recovering(app: &TestApp, name: &str) -> Person {
    let mut person = app.user(name).await;
    app.clock.advance(Duration::from_hours(1));
    person.browser = app.visitor();
    let email = person.email.clone();
    person.asks_for_recovery(&email).await;
    let mail = app.mail_to(&email).await;
    person.opens_mail_link(mail.link()).await;
    person
}

#[tokio::test]
async fn whoever_is_not_signed_in_sees_nothing_that_is_not_for_everybody() {
    let app = TestApp::one().await;
    let visitor = app.visitor();
    let routes = route_list(true);
    assert!(routes.len() >= 15, "only {} routes", routes.len());
    for route in &routes {
        let is_open = matches!(route.enters, Enters::Everyone | Enters::Guests);
        for method in ["GET", "HEAD", "POST"].into_iter().filter(|method| route.methods.contains(method)) {
            let answer = visitor.request(method, &path(route)).form(&[("x", "y")]).send().await;
            assert!(answer.status < 500, "{}", answer.summary());
            if is_open {
                assert!(!answer.header("location").starts_with("/login?"), "{method} {}", route.path);
                continue;
            }
            let expected = if route.enters == Enters::RecoveryUsers { "/recovery" } else { "/login" };
            assert!(answer.goes_to().starts_with(expected), "{method} {}: {}", route.path, answer.summary());
            if method == "GET" && expected == "/login" {
                let next = NextPath::parse(&path(route));
                let back = next.map_or_else(|| "/login".to_owned(), |next| next.login_url());
                assert_eq!(answer.goes_to(), back);
            }
        }
    }
}

#[tokio::test]
async fn nothing_a_client_says_of_itself_opens_a_page() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    let access = ada.cookie("doorward_access_token").unwrap().value;
    let visitor = app.visitor();
    let id = app.admin().await.id_of("ada@example.com").await;
    for (name, value) in [
        ("x-user-id", id.clone()),
        ("x-forwarded-user", "ada".to_owned()),
        ("x-middleware-subrequest", "src/middleware".to_owned()),
        ("authorization", format!("Bearer {access}")),
        ("authorization", "Basic YWRhOmFkYQ==".to_owned()),
        ("apikey", access.clone()),
        ("x-original-url", "/notes".to_owned()),
        ("x-http-method-override", "GET".to_owned()),
        ("doorward_access_token", access.clone()),
    ] {
        let answer = visitor.request("GET", "/notes").header(name, &value).send().await;
        assert_eq!(answer.goes_to(), "/login?next=%2Fnotes", "{name}");
    }
    let query = serde_urlencoded::to_string([("doorward_access_token", &access), ("user", &id)]).unwrap();
    let answer = visitor.request("GET", &format!("/notes?{query}")).send().await;
    assert!(answer.goes_to().starts_with("/login"));
}

#[tokio::test]
async fn guests_pages_lead_who_is_signed_in_away() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        for route in route_list(true).iter().filter(|route| route.enters == Enters::Guests) {
            assert_eq!(ada.get(route.path).await.goes_to(), "/", "{}", route.path);
            let there = ada.get(&format!("{}?next=/account", route.path)).await;
            assert_eq!(there.goes_to(), "/account", "{}", route.path);
            let sent = ada.request("POST", route.path).form(&[("username", "eve")]).send().await;
            assert_eq!(sent.goes_to(), "/", "{}", route.path);
        }
        assert!(ada.is_signed_in().await);
    }
}

#[tokio::test]
async fn a_recovery_reaches_the_page_for_a_new_password_and_no_other() {
    for app in TestApp::each().await {
        let mut ada = recovering(&app, "ada").await;
        assert_eq!(ada.get("/recovery/password").await.status, 200);
        for route in route_list(true) {
            if matches!(route.enters, Enters::Users | Enters::RecentUsers) {
                for method in ["GET", "POST"].into_iter().filter(|method| route.methods.contains(method)) {
                    let answer = ada.request(method, &path(&route)).form(&[("x", "y")]).send().await;
                    assert_eq!(answer.goes_to(), "/recovery/password", "{method} {}", route.path);
                }
            }
        }
        let home = ada.get("/").await;
        assert_eq!(home.heading(), "Come in", "half a session is none");
        assert!(!home.has_form("sign-out"));
        // Hours later the session is refreshed and has learned nothing new.
        app.clock.advance(Duration::from_hours(3));
        assert_eq!(ada.get("/notes").await.goes_to(), "/recovery/password");
        assert_eq!(ada.get("/recovery/password").await.status, 200);
        let token = ada.page().hidden("logout", "form_token").unwrap();
        let out = ada.request("POST", "/logout").form(&[("form_token", token.as_str())]).send().await;
        assert_eq!(out.goes_to(), "/login");
        assert_eq!(ada.get("/recovery/password").await.goes_to(), "/recovery");
        let mut later = app.visitor();
        assert_eq!(later.signs_in("ada", PASSWORD).await.goes_to(), "/", "the old password is still good");
    }
}

#[tokio::test]
async fn what_matters_asks_for_the_password_again_after_ten_minutes() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let form = ada.get("/account/username").await;
        assert_eq!(form.status, 200);
        app.clock.advance(Duration::from_mins(11));
        for route in route_list(true).iter().filter(|route| route.enters == Enters::RecentUsers) {
            let answer = ada.get(&path(route)).await;
            assert_eq!(answer.goes_to(), "/reauthenticate?next=%2Faccount%2Fusername");
        }
        ada.goes_back_to(&form);
        let late = ada.submit("username-form", &[("new_username", "countess")]).await;
        assert!(late.goes_to().starts_with("/reauthenticate?next="), "{}", late.goes_to());
        assert_eq!(ada.visit("/").await.heading(), "Welcome back, ada", "nothing was changed");

        ada.get("/account/username").await;
        let ask = ada.follow().await;
        assert_eq!(ask.heading(), "Confirm it’s you");
        assert_eq!(ask.field("account").value, "ada@example.com");
        assert_eq!(ada.submit("reauthenticate", &[("password", "wrong password here")]).await.status, 422);
        assert!(ada.get("/account/username").await.goes_to().starts_with("/reauthenticate"));
        ada.follow().await;
        let proved = ada.submit("reauthenticate", &[("password", PASSWORD)]).await;
        assert_eq!(proved.goes_to(), "/account/username");
        assert_eq!(ada.follow().await.status, 200);
        let mut other = app.signed_in("ada").await;
        app.clock.advance(Duration::from_mins(9));
        assert_eq!(ada.get("/account/username").await.status, 200);
        assert_eq!(other.get("/account/username").await.status, 200, "a sign-in is a proof");
        app.clock.advance(Duration::from_mins(2));
        assert_eq!(ada.get("/account/username").await.status, 303);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_here_is_dead_at_once_though_its_token_is_good() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let mut thief = ada.copied();
        assert!(thief.is_signed_in().await);
        ada.signs_out().await;
        let answer = thief.get("/notes").await;
        assert_eq!(answer.goes_to(), "/login?next=%2Fnotes");
        assert!(thief.cookie("doorward_access_token").is_none(), "the dead cookies are taken away");
        assert!(thief.cookie("doorward_refresh_token").is_none());
        let machine = app.another_machine().await;
        let mut again = ada.copied();
        again.at(&machine);
        assert!(!again.is_signed_in().await);
        app.clock.advance(Duration::from_hours(30 * 24));
        assert!(!ada.is_signed_in().await);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_here_is_dead_on_every_other_machine() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let machine = app.another_machine().await;
        let mut elsewhere = ada.copied();
        elsewhere.at(&machine);
        assert!(elsewhere.is_signed_in().await);
        ada.signs_out().await;
        assert!(!elsewhere.is_signed_in().await);
        machine.stop().await;
    }
}

#[tokio::test]
async fn who_is_banned_is_out_when_the_token_is_over_and_does_not_get_in_again() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let admin = app.admin().await;
        admin.changes("ada@example.com", json!({ "ban_duration": "24h" })).await;
        let mut browser = app.visitor();
        assert_eq!(browser.signs_in("ada", PASSWORD).await.status, 422);
        app.clock.advance(Duration::from_hours(1));
        assert!(!ada.is_signed_in().await);
        assert!(ada.cookie("doorward_refresh_token").is_none());
        app.clock.advance(Duration::from_hours(24));
        assert!(!ada.is_signed_in().await, "what was ended stays ended");
        assert_eq!(browser.signs_in("ada", PASSWORD).await.goes_to(), "/", "but the ban is over");
    }
}

#[tokio::test]
async fn a_session_or_a_user_that_is_gone_at_the_auth_server_is_gone_here_when_the_token_is_over() {
    for app in TestApp::each().await {
        let (mut ada, mut eve) = (app.user("ada").await, app.user("eve").await);
        app.admin().await.deletes("eve@example.com").await;
        app.clock.advance(Duration::from_hours(1));
        assert!(!eve.is_signed_in().await);
        assert!(ada.is_signed_in().await);
        assert_eq!(app.visitor().signs_in("eve", PASSWORD).await.status, 422);
        let mut again = app.visitor();
        let answer = again.signs_up("eve2", "eve@example.com").await;
        assert_eq!(answer.goes_to(), "/check-inbox");
    }
}

#[tokio::test]
async fn a_session_that_another_program_ended_is_over_here_when_the_token_is() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let access = Tokens::of(&ada, &app.keys).access;
        let program = app.visitor();
        let ask = program.request("POST", "/auth/v1/logout?scope=global").without("origin");
        let answer = ask.header("authorization", format!("Bearer {access}")).send().await;
        assert_eq!(answer.status, 204, "{}", answer.body);
        app.clock.advance(Duration::from_hours(1));
        let turned_away = ada.get("/notes").await;
        assert_eq!(turned_away.goes_to(), "/login?next=%2Fnotes");
        assert!(ada.cookie("doorward_refresh_token").is_none());
    }
}

#[tokio::test]
async fn what_comes_before_signing_in_is_worth_nothing_after_it() {
    let app = TestApp::one().await;
    app.user("ada").await;
    let mut thief = app.visitor();
    let page = thief.get("/login").await;
    let planted = thief.cookie("doorward_visit").unwrap();
    let mut ada = app.visitor();
    ada.plant(&format!("doorward_visit={}; Path=/", planted.value));
    ada.signs_in("ada", PASSWORD).await;
    ada.follow().await;
    let after = ada.cookie("doorward_visit").map(|cookie| cookie.value);
    assert_ne!(after.as_deref(), Some(planted.value.as_str()), "the visit is another one");
    let token = page.hidden("login", "form_token").unwrap();
    let fields = [("form_token", token.as_str()), ("new_username", "hacked")];
    let answer = ada.request("POST", "/account/username").form(&fields).send().await;
    assert_eq!(answer.status, 422);
    assert_eq!(ada.visit("/").await.heading(), "Welcome back, ada");
    assert!(!thief.is_signed_in().await);
}

/// The pages of a signed-in person each have a way out.
#[tokio::test]
async fn every_page_of_who_is_signed_in_has_a_way_out() {
    let app = TestApp::one().await;
    let mut ada: Visitor = app.user("ada").await.browser;
    // A list for programs is no page.
    let is_page = |route: &&RouteInfo| gets(route) && !route.path.contains(['{', '.']);
    for route in route_list(true).iter().filter(is_page) {
        let page = ada.visit(&path(route)).await;
        assert!(page.status == 200, "{}", page.summary());
        assert!(page.has_form("sign-out"), "{}", route.path);
    }
    assert!(route_list(true).iter().filter(|route| posts(route)).count() > 5);
}
