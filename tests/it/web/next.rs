//! Where people are sent: to where they were going, and never away from the site.

use doorward::web::NextPath;
use url::Url;

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;

/// Where a link could come from that was made to lead people away, or in circles.
pub(super) const HOSTILE: &[&str] = &[
    "//evil.test",
    "///evil.test",
    "////evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "\\/evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "\t//evil.test",
    " //evil.test",
    "\u{1}//evil.test",
    "https://evil.test",
    "HTTPS://evil.test",
    "https:///evil.test",
    "https:\\\\evil.test",
    "https:evil.test",
    "https:/evil.test",
    "http:evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "blob:http://127.0.0.1/x",
    "//127.0.0.1@evil.test",
    "https://127.0.0.1@evil.test/",
    "https://evil.test#127.0.0.1",
    "//[::1]/",
    "//0x7f.1/",
    "//2130706433/",
    "//evil%2etest",
    "/%2f/evil.test",
    "/%2Fevil.test",
    "/%5cevil.test",
    "/%255cevil.test",
    "/%09/evil.test",
    "/.//evil.test",
    "/..//evil.test",
    "/x/..//evil.test",
    "/x/../../evil.test",
    "/%2e%2e/evil.test",
    "/static/../account",
    "/;/evil.test",
    "/@evil.test",
    ":443",
    "//:443",
    "/a\r\nSet-Cookie: x=y",
    "/a%0d%0aSet-Cookie:x=y",
    "",
    "account",
    "./account",
    "?next=//evil.test",
    "#//evil.test",
    "/account#//evil.test",
    "/a b",
    "/é",
    "/%ff",
    "/%zz",
    "/login",
    "/LOGIN?next=/notes",
    "/logout",
    "/%6cogout",
    "/signup",
    "/auth/confirm?token_hash=x",
    "/recovery/password",
    "/reauthenticate",
];

/// Where people may well have been going.
const FRIENDLY: &[&str] =
    &["/", "/account", "/notes?tab=1", "/a/b-c_d~e", "/account?x=%C3%A9", "/notes?q=a%20b&r=1+2"];

fn with_next(path: &str, next: &str) -> String {
    format!("{path}?{}", serde_urlencoded::to_string([("next", next)]).unwrap())
}

/// That a redirect stays on the site, as a browser reads it.
fn stays(app: &TestApp, page: &Page, next: &str) {
    let here = Url::parse(&app.url("/login")).unwrap();
    let target = here.join(page.goes_to()).unwrap();
    assert_eq!(target.origin(), here.origin(), "{next:?} leads to {target}");
}

#[tokio::test]
async fn who_was_going_somewhere_arrives_there_after_signing_in() {
    for app in TestApp::each().await {
        app.user("ada").await;
        for next in FRIENDLY {
            let mut ada = app.visitor();
            ada.get(&with_next("/login", next)).await;
            ada.submit("login", &[("username", "ada"), ("password", "wrong password here")]).await;
            let answer = ada.submit("login", &[("password", PASSWORD)]).await;
            assert_eq!(answer.goes_to(), *next);
            let answer = ada.get(&with_next("/login", next)).await;
            assert_eq!(answer.goes_to(), *next, "already signed in");
        }
    }
}

#[tokio::test]
async fn a_hostile_next_is_forgotten_at_the_sign_in_page() {
    let app = TestApp::one().await;
    app.user("ada").await;
    let long = format!("/{}", "a".repeat(512));
    for next in HOSTILE.iter().copied().chain([long.as_str()]) {
        let mut ada = app.visitor();
        let form = ada.get(&with_next("/login", next)).await;
        assert_eq!((form.status, form.hidden("login", "next")), (200, None), "{next:?}");
        let token = form.hidden("login", "form_token").unwrap();
        let fields =
            [("form_token", token.as_str()), ("next", next), ("username", "ada"), ("password", PASSWORD)];
        let answer = ada.request("POST", "/login").form(&fields).send().await;
        stays(&app, &answer, next);
        assert_eq!(answer.goes_to(), "/", "{next:?}");
        assert_eq!(answer.headers.get_all("location").iter().count(), 1);
        assert!(answer.set_cookie("x").is_none());
        let answer = ada.get(&with_next("/login", next)).await;
        stays(&app, &answer, next);
        assert_eq!(answer.goes_to(), "/", "{next:?}, already signed in");
        // A mistake every few sign-ins would be a limit's affair.
        app.clock.advance(std::time::Duration::from_mins(5));
    }
}

#[tokio::test]
async fn a_hostile_next_is_forgotten_everywhere_else() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    let mail = app.unconfirmed("grace").await;
    let link = app.mail_to(&mail.email).await.link().to_owned();
    let base = link.split("&next=").next().unwrap();
    for next in HOSTILE {
        let query = serde_urlencoded::to_string([("next", next)]).unwrap();
        let mut visitor = app.visitor();
        for (page, form) in [("/signup", "signup"), ("/recovery", "recovery")] {
            let page = visitor.get(&with_next(page, next)).await;
            assert_eq!((page.status, page.hidden(form, "next")), (200, None), "{next:?}");
            let elsewhere = page.attributes_of("main a", "href");
            assert!(elsewhere.iter().all(|href| !href.contains("next=")), "{next:?}: {elsewhere:?}");
        }
        let page = visitor.get(&format!("{base}&{query}")).await;
        assert!(matches!(page.status, 200 | 400), "{next:?}");
        // The links of the auth server name whole URLs, of which only the path counts.
        let kept = page.hidden("confirm", "next").unwrap_or_else(|| "/".to_owned());
        let here = Url::parse(&app.url("/auth/confirm")).unwrap();
        assert_eq!(here.join(&kept).unwrap().origin(), here.origin(), "{next:?} is kept as {kept}");
        assert!(NextPath::parse(&kept).is_some(), "{next:?} is kept as {kept}");
        let page = ada.get(&with_next("/reauthenticate", next)).await;
        assert_eq!((page.status, page.hidden("reauthenticate", "next")), (200, None), "{next:?}");
    }
    for next in HOSTILE.iter().take(8) {
        let page = ada.get("/reauthenticate").await;
        let token = page.hidden("reauthenticate", "form_token").unwrap();
        let fields = [("form_token", token.as_str()), ("next", next), ("password", PASSWORD)];
        let answer = ada.request("POST", "/reauthenticate").form(&fields).send().await;
        stays(&app, &answer, next);
        let token = ada.get("/notes").await.hidden("sign-out", "form_token").unwrap();
        let mut browser = ada.copied();
        let answer = browser
            .request("POST", "/logout")
            .form(&[("form_token", token.as_str()), ("next", next)])
            .send()
            .await;
        stays(&app, &answer, next);
        assert_eq!(answer.goes_to(), "/login");
        app.clock.advance(std::time::Duration::from_mins(5));
        browser.signs_in("ada", PASSWORD).await;
        ada.browser = browser;
    }
}

#[tokio::test]
async fn where_somebody_was_going_survives_signing_up_and_recovering() {
    for app in TestApp::each().await {
        let mut ada = app.visitor();
        ada.get("/signup?next=/notes%3Ftab%3D2").await;
        let fields = [("new_username", "ada"), ("new_email", "ada@example.com"), ("new_password", PASSWORD)];
        ada.submit("signup", &[&fields[..], &[("new_password_again", "another one here")]].concat()).await;
        ada.submit("signup", &[("new_password", PASSWORD), ("new_password_again", PASSWORD)]).await;
        let inbox = ada.follow().await;
        let login = inbox.attributes_of("a[href^='/login']", "href").remove(0);
        assert_eq!(ada.get(&login).await.hidden("login", "next").as_deref(), Some("/notes?tab=2"));
        let mail = app.mail_to("ada@example.com").await;
        let mut phone = app.visitor();
        assert_eq!(phone.opens_mail_link(mail.link()).await.goes_to(), "/notes?tab=2");

        app.clock.advance(std::time::Duration::from_hours(1));
        let mut browser = app.visitor();
        browser.get("/recovery?next=/notes%3Ftab%3D3").await;
        browser.submit("recovery", &[("email", "ada@example.com")]).await;
        let mail = app.mail_to("ada@example.com").await;
        browser.types_code(mail.code()).await;
        browser.follow().await;
        assert_eq!(
            browser.chooses_password("eleven kites above the orchard").await.goes_to(),
            "/notes?tab=3"
        );
        assert!(browser.follow().await.notice().is_some());
    }
}
