//! Looking changes nothing, and every path says what it can be asked for.

use std::collections::BTreeSet;
use std::time::Duration;

use doorward::web::{RouteInfo, route_list};

use crate::support::app::TestApp;
use crate::support::housekeeping::comes_to_rest;
use crate::support::tables;
use crate::support::visitor::Visitor;

/// The paths that can be looked at, with real tokens where a link would bring some.
fn paths(link: &str, mail: &str) -> Vec<String> {
    let mut paths: Vec<_> = route_list(true)
        .iter()
        .filter(|route| route.methods.contains("GET"))
        .map(|route| route.path.replace("{id}", mail))
        .collect();
    paths.push(link.to_owned());
    paths.push("/auth/confirm?error_code=otp_expired".to_owned());
    paths.push("/auth/confirm?landed=signup".to_owned());
    paths.push("/nowhere".to_owned());
    paths.push("/dev/pages/login/one-error".to_owned());
    paths.push("/logout".to_owned());
    paths.push("/check-inbox/resend".to_owned());
    paths
}

#[tokio::test]
async fn looking_at_every_page_in_every_state_changes_nothing() {
    for app in TestApp::each().await {
        let signed_in = app.user("ada").await.browser;
        let mut guest = app.visitor();
        guest.get("/login").await;
        let waiting = app.unconfirmed("grace").await.browser;
        let link = app.mail_to("grace@example.com").await.link().to_owned();
        app.user("eve").await;
        let mut recovering = app.visitor();
        recovering.asks_for_recovery("eve@example.com").await;
        recovering.opens_mail_link(app.mail_to("eve@example.com").await.link()).await;
        let mut ended = app.signed_in("ada").await;
        let dead = ended.copied();
        ended.signs_out().await;
        let broken = app.visitor();
        broken.plant("doorward_access_token=x; Path=/");
        broken.plant("doorward_refresh_token=g.1.x; Path=/");
        let mailbox = signed_in.copied().get("/dev/mailbox").await;
        let mail = mailbox.attributes_of("main li a", "href").remove(0);
        let mail = mail.rsplit('/').next().unwrap();
        let states: [(&str, Visitor); 7] = [
            ("anonymous", app.visitor()),
            ("guest", guest),
            ("waiting for a mail", waiting),
            ("signed in", signed_in),
            ("recovering", recovering),
            ("ended", dead),
            ("broken", broken),
        ];
        // What the site does by itself is done before.
        comes_to_rest(&app, Duration::from_mins(2)).await;
        let before = tables::everything(app.database()).await;
        for (state, visitor) in states {
            for path in paths(&link, mail) {
                for method in ["GET", "HEAD", "OPTIONS"] {
                    let answer = visitor.copied().request(method, &path).send().await;
                    assert!(answer.status < 500, "{state}: {}", answer.summary());
                }
            }
        }
        assert_eq!(tables::everything(app.database()).await, before);
        let mut grace = app.visitor();
        assert_eq!(grace.opens_mail_link(&link).await.goes_to(), "/", "the link was not spent by looking");
    }
}

#[tokio::test]
async fn a_page_can_be_asked_for_its_head_alone() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    for who in [app.visitor(), ada.browser] {
        for path in paths("/auth/confirm?token_hash=ab&type=email", "0190f0de-0000-7000-8000-000000000000") {
            let (whole, head) = (who.copied(), who.copied());
            let whole = whole.request("GET", &path).send().await;
            let head = head.request("HEAD", &path).send().await;
            assert_eq!(head.status, whole.status, "{path}");
            assert!(head.bytes.is_empty(), "{path}");
            for name in ["content-type", "location", "allow", "cache-control", "content-security-policy"] {
                assert_eq!(head.header(name), whole.header(name), "{name} of {path}");
            }
            assert_eq!(head.set_cookies().len(), whole.set_cookies().len(), "{path}");
        }
    }
}

fn methods(text: &str) -> BTreeSet<&str> {
    text.split(',').map(str::trim).collect()
}

#[tokio::test]
async fn a_method_that_a_path_does_not_know_is_answered_with_those_it_does() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    let path = |route: &RouteInfo| route.path.replace("{id}", "0190f0de-0000-7000-8000-000000000000");
    for who in [app.visitor(), ada.browser] {
        for route in route_list(true) {
            for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] {
                if methods(route.methods).contains(method) {
                    continue;
                }
                let answer = who.copied().request(method, &path(&route)).send().await;
                assert_eq!(answer.status, 405, "{method} {}", route.path);
                assert_eq!(
                    methods(answer.header("allow")),
                    methods(route.methods),
                    "{method} {}",
                    route.path
                );
                for name in answer.headers.keys() {
                    assert!(!name.as_str().starts_with("access-control-"), "{name}");
                }
                if method != "HEAD" {
                    assert_eq!(answer.heading(), "This page can’t be used like that");
                }
            }
        }
    }
}
