//! Forms that were not sent from our pages.

use std::time::Duration;

use doorward::web::{RouteInfo, route_list};

use crate::support::app::TestApp;
use crate::support::housekeeping::comes_to_rest;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::tables;
use crate::support::visitor::Visitor;

/// Whether a request may pass, by what the browser says of where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum May {
    Pass,
    Not,
}

/// Fields that would do something on each page, if the form were believed.
fn fields(path: &str, form_token: &str) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    let mut fields = match path {
        "/signup" => vec![
            ("new_username", text("grace")),
            ("new_email", text("grace@example.com")),
            ("new_password", text(PASSWORD)),
        ],
        "/login" => vec![("username", text("ada")), ("password", text(PASSWORD))],
        "/recovery" => vec![("email", text("ada@example.com"))],
        "/recovery/password" => vec![("new_password", text("eleven kites above the orchard"))],
        "/account/username" | "/welcome/username" => vec![("new_username", text("hacked"))],
        "/reauthenticate" => vec![("password", text(PASSWORD))],
        "/check-inbox" => vec![("code", text("123456"))],
        "/auth/confirm" => vec![("token_hash", text("ab12")), ("type", text("email"))],
        "/auth/secure" => vec![("token", text("ab12"))],
        _ => Vec::new(),
    };
    fields.push(("form_token", text(form_token)));
    fields
}

fn posts() -> Vec<RouteInfo> {
    let posts: Vec<_> = route_list(true).into_iter().filter(|route| route.methods.contains("POST")).collect();
    assert!(posts.len() >= 10);
    posts
}

async fn send(visitor: &Visitor, path: &str, token: &str, headers: &[(&str, &str)]) -> Page {
    let fields = fields(path.split('?').next().unwrap_or(path), token);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut request = visitor.request("POST", path).without("origin").form(&fields);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.send().await
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_on_every_path_and_one_of_ours_is_not() {
    let catcher = SmtpCatcher::spawn().await;
    for settings in [Settings::development(), Settings::public(&catcher)] {
        let app = TestApp::one_with(settings).await;
        let ada = app.user("ada").await;
        let here = app.origin();
        let other_port = format!("{here}1");
        let cases: Vec<(Vec<(&str, &str)>, May)> = vec![
            (vec![("sec-fetch-site", "same-origin")], May::Pass),
            (vec![("sec-fetch-site", "none")], May::Pass),
            (vec![("sec-fetch-site", "cross-site")], May::Not),
            (vec![("sec-fetch-site", "same-site")], May::Not),
            (vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.test")], May::Pass),
            (vec![("sec-fetch-site", "cross-site"), ("origin", here.as_str())], May::Not),
            (vec![("sec-fetch-site", "anything")], May::Not),
            (vec![("origin", here.as_str())], May::Pass),
            (vec![("origin", "https://evil.test")], May::Not),
            (vec![("origin", "null")], May::Not),
            (vec![("origin", other_port.as_str())], May::Not),
            (vec![("origin", "")], May::Not),
            (vec![("origin", "https://app.test.evil.test")], May::Not),
            (vec![("origin", "https://evil.test"), ("referer", here.as_str())], May::Not),
            // No browser says nothing; the token in the form is asked for in any case.
            (vec![], May::Pass),
        ];
        for route in posts() {
            for (headers, may) in &cases {
                let path = route.path;
                // With a token that is wrong in any case, so that what passes changes nothing.
                let answer = send(&ada.copied(), path, "x", headers).await;
                let is_refused = answer.status == 403;
                assert_eq!(is_refused, *may == May::Not, "{path} {headers:?}: {}", answer.summary());
                if is_refused {
                    assert_eq!(answer.heading(), "This isn’t open to you");
                    assert!(answer.set_cookies().is_empty(), "{path} {headers:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_browser_that_says_where_its_requests_come_from_does_the_main_job() {
    let app = TestApp::one().await;
    let mut ada = app.visitor();
    ada.sends_fetch_metadata();
    assert_eq!(ada.signs_up("ada", "ada@example.com").await.goes_to(), "/check-inbox");
    let mail = app.mail_to("ada@example.com").await;
    // From the page of a mail program: only the button on our own page does something.
    let page = ada.request("GET", mail.link()).header("sec-fetch-site", "cross-site").send().await;
    assert_eq!(page.status, 200);
    ada.goes_back_to(&page);
    assert_eq!(ada.submit("confirm", &[]).await.goes_to(), "/");
    assert_eq!(ada.signs_out().await.goes_to(), "/login");
    assert_eq!(ada.signs_in("ada", PASSWORD).await.goes_to(), "/");
}

#[tokio::test]
async fn looking_at_pages_is_not_refused_wherever_the_link_was() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    for headers in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.test")]
    {
        for method in ["GET", "HEAD"] {
            let answer = ada.request(method, "/notes").header(headers.0, headers.1).send().await;
            assert_eq!(answer.status, 200, "{method} {headers:?}");
        }
    }
    assert!(ada.is_signed_in().await);
}

#[tokio::test]
async fn a_form_without_our_token_does_nothing_on_any_path_but_signing_out() {
    for app in TestApp::each().await {
        let ada = app.user("ada").await;
        let mut eve = app.user("eve").await;
        let others = eve.get("/account").await.hidden("logout-here", "form_token").unwrap();
        let mut guest = app.visitor();
        let before_login = guest.get("/login").await.hidden("login", "form_token").unwrap();
        let mut other_guest = app.visitor();
        let other_guests = other_guest.get("/login").await.hidden("login", "form_token").unwrap();
        // What the site does by itself is done before.
        comes_to_rest(&app, Duration::from_mins(5)).await;
        let before = tables::everything(app.database()).await;
        for route in posts().iter().filter(|route| !route.path.starts_with("/logout")) {
            for (who, tokens) in [
                (&*ada, vec!["", "x", &others, &before_login]),
                (&guest, vec!["", "x", &others, &other_guests]),
            ] {
                for token in tokens {
                    let origin = app.origin();
                    let answer = send(&who.copied(), route.path, token, &[("origin", &origin)]).await;
                    assert!(matches!(answer.status, 303 | 422), "{}", answer.summary());
                    let (who, path) = (who.copied(), format!("{}?form_token={others}", route.path));
                    let headers = [("origin", origin.as_str()), ("x-csrf-token", others.as_str())];
                    assert!(matches!(send(&who, &path, "", &headers).await.status, 303 | 422));
                }
            }
        }
        assert_eq!(tables::everything(app.database()).await, before, "nothing was changed");
    }
}
