//! Whether an address has an account is nobody's business but its owner's: answers for those that have
//! one and those that have not are the same, byte for byte.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::json;

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::visitor::Visitor;

/// Names of one length, each in another state.
const CONFIRMED: &str = "alpha";
const UNCONFIRMED: &str = "omega";
const BANNED: &str = "gamma";
const UNKNOWN: &str = "sigma";
const EVERYBODY: [&str; 4] = [CONFIRMED, UNCONFIRMED, BANNED, UNKNOWN];

const WRONG: &str = "not the password at all";

/// A site that knows three of the four.
async fn each() -> Vec<TestApp> {
    let mut apps = TestApp::each().await;
    for app in &mut apps {
        app.user(CONFIRMED).await;
        app.user(BANNED).await;
        app.unconfirmed(UNCONFIRMED).await;
        app.mail_to(&email(UNCONFIRMED)).await;
        app.admin().await.changes(&email(BANNED), json!({ "ban_duration": "1000h" })).await;
        app.clock.advance(Duration::from_hours(2));
    }
    apps
}

fn email(name: &str) -> String {
    format!("{name}@example.com")
}

/// Everything of an answer that its receiver sees, without what is drawn at random for each, and with
/// the address replaced by a word.
fn seen(page: &Page, name: &str) -> String {
    let mut seen = format!("{}\n", page.status);
    let mut headers: Vec<_> = page
        .headers
        .iter()
        .filter(|(header, _)| !matches!(header.as_str(), "date" | "x-request-id" | "set-cookie"))
        .map(|(header, value)| format!("{header}: {value:?}"))
        .collect();
    headers.sort();
    seen.push_str(&headers.join("\n"));
    for cookie in page.set_cookies() {
        // The alphabet of what is sealed has signs that are escaped, more or fewer of them by chance.
        let length = cookie.value.len() - 2 * cookie.value.matches('%').count();
        let _ = write!(seen, "\n{} of {length} bytes, {:?}", cookie.name, cookie.attributes);
    }
    let mut body = page.body.clone();
    for drawn in page.attributes_of("input[name=form_token]", "value") {
        body = body.replace(&drawn, "TOKEN");
    }
    let reference = page.header("x-request-id");
    if !reference.is_empty() {
        body = body.replace(reference, "REFERENCE");
    }
    format!("{seen}\n\n{}", body.replace(name, "somebody"))
}

/// That something looks alike whoever it is about, each in a fresh browser.
async fn is_alike<F>(app: &TestApp, what: &str, story: F)
where
    F: AsyncFn(&mut Visitor, &str) -> Vec<Page>,
{
    is_alike_in(app, "en", what, story).await;
}

/// The same in the language that the browsers ask for.
async fn is_alike_in<F>(app: &TestApp, language: &str, what: &str, story: F)
where
    F: AsyncFn(&mut Visitor, &str) -> Vec<Page>,
{
    let mut first: Option<Vec<String>> = None;
    for name in EVERYBODY {
        let mut browser = app.visitor();
        browser.reads(language);
        let pages = story(&mut browser, name).await;
        let speaks = |page: &Page| page.status == 303 || page.header("content-language") == language;
        assert!(pages.iter().all(speaks), "{what}");
        let seen: Vec<_> = pages.iter().map(|page| seen(page, name)).collect();
        let expected = first.get_or_insert_with(|| seen.clone());
        for (seen, expected) in seen.iter().zip(&*expected) {
            for (line, other) in seen.lines().zip(expected.lines()) {
                assert_eq!(line, other, "{what} tells {name} from {CONFIRMED}");
            }
        }
        assert_eq!(&seen, expected, "{what} tells {name} from {CONFIRMED}");
    }
}

async fn signing_up(browser: &mut Visitor, name: &str) -> Vec<Page> {
    let form = browser.get("/signup").await;
    let wanted: String = name.chars().rev().collect();
    let sent = browser.signs_up(&wanted, &email(name)).await;
    let inbox = browser.follow().await;
    vec![form, sent, inbox]
}

async fn signing_in_too_often(browser: &mut Visitor, name: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    for _ in 0..12 {
        pages.push(browser.signs_in(&email(name), WRONG).await);
    }
    assert_eq!(pages.last().unwrap().status, 429);
    pages
}

async fn recovering(browser: &mut Visitor, name: &str) -> Vec<Page> {
    let sent = browser.asks_for_recovery(&email(name)).await;
    let inbox = browser.follow().await;
    // At once, when the auth server would refuse those it knows, and later.
    let again = browser.submit("resend", &[]).await;
    let and_again = browser.follow().await;
    vec![sent, inbox, again, and_again]
}

async fn typing_codes(browser: &mut Visitor, name: &str) -> Vec<Page> {
    browser.asks_for_recovery(&email(name)).await;
    let mut pages = Vec::new();
    for code in ["000000", "000001", "000002", "12", "000003", "000004", "000005", "000006"] {
        pages.push(browser.types_code(code).await);
    }
    pages
}

#[tokio::test]
async fn in_german_nobody_is_told_more() {
    for app in each().await {
        is_alike_in(&app, "de", "signing up", signing_up).await;
        app.clock.advance(Duration::from_hours(1));
        is_alike_in(&app, "de", "signing in", signing_in_too_often).await;
        app.clock.advance(Duration::from_hours(1));
        is_alike_in(&app, "de", "recovering", recovering).await;
        app.clock.advance(Duration::from_hours(5));
        is_alike_in(&app, "de", "typing a code", typing_codes).await;
    }
}

#[tokio::test]
async fn signing_up_tells_nobody_which_addresses_have_an_account() {
    for app in each().await {
        is_alike(&app, "signing up", signing_up).await;
        let told = app.mail_to(&email(CONFIRMED)).await;
        assert_eq!(told.subject, "You already have a Doorward account");
        assert!(told.links().iter().any(|link| link.ends_with("/login")), "{}", told.text);
        for name in [UNKNOWN, UNCONFIRMED] {
            assert!(app.mail_to(&email(name)).await.subject.ends_with("confirmation code"), "{name}");
        }
    }
}

#[tokio::test]
async fn a_wrong_password_tells_nobody_whether_there_was_a_right_one() {
    for app in each().await {
        is_alike(&app, "signing in by address", async |browser, name| {
            vec![browser.signs_in(&email(name), WRONG).await]
        })
        .await;
        is_alike(&app, "signing in by name", async |browser, name| vec![browser.signs_in(name, WRONG).await])
            .await;
        app.clock.advance(Duration::from_hours(1));
        is_alike(&app, "signing in until it is too much", signing_in_too_often).await;
    }
}

#[tokio::test]
async fn who_is_banned_is_told_no_more_than_a_stranger_even_with_the_right_password() {
    for app in each().await {
        let (mut banned, mut stranger) = (app.visitor(), app.visitor());
        let right = banned.signs_in(&email(BANNED), PASSWORD).await;
        let nobody = stranger.signs_in(&email(UNKNOWN), PASSWORD).await;
        assert_eq!(seen(&right, BANNED), seen(&nobody, UNKNOWN));
        assert_eq!(right.status, 422);
    }
}

#[tokio::test]
async fn recovering_and_asking_again_tell_nobody_which_addresses_have_an_account() {
    for app in each().await {
        is_alike(&app, "recovering", recovering).await;
        app.clock.advance(Duration::from_hours(1));
        is_alike(&app, "recovering later", async |browser, name| {
            vec![browser.asks_for_recovery(&email(name)).await, browser.follow().await]
        })
        .await;
        assert!(app.mail_to(&email(CONFIRMED)).await.subject.starts_with("Reset your"));
        assert!(app.mails_to(&email(UNKNOWN)).await.is_empty());
    }
}

#[tokio::test]
async fn a_wrong_code_tells_nobody_whether_there_was_a_right_one() {
    for app in each().await {
        is_alike(&app, "typing a code", typing_codes).await;
        app.clock.advance(Duration::from_hours(5));
        is_alike(&app, "typing a code after signing up", async |browser, name| {
            let wanted: String = name.chars().rev().collect();
            browser.signs_up(&wanted, &email(name)).await;
            let wrong = browser.types_code("000000").await;
            browser.goes_back_to(&wrong);
            vec![wrong, browser.submit("resend", &[]).await, browser.follow().await]
        })
        .await;
    }
}

#[tokio::test]
async fn a_wrong_link_tells_nothing() {
    for app in each().await {
        let mut browser = app.visitor();
        let mut pages = Vec::new();
        let hash = "ab".repeat(28);
        for (hash, kind) in
            [(hash.as_str(), "email"), (&hash[1..], "recovery"), (&hash, "signup"), ("x", "magiclink")]
        {
            let page = browser.get(&format!("/auth/confirm?token_hash={hash}&type={kind}")).await;
            assert_eq!(page.status, 200);
            let spent = browser.submit("confirm", &[]).await;
            assert!(spent.says("used already"), "{}", spent.summary());
            pages.push(seen(&spent, "somebody"));
        }
        assert!(pages.windows(2).all(|two| two[0] == two[1]));
        for query in ["token_hash=&type=email", "token_hash=x&type=bogus", "token_hash=x", "type=email", ""] {
            let page = browser.get(&format!("/auth/confirm?{query}")).await;
            assert!(page.says("used already") && !page.has_form("confirm"), "{query}");
        }
    }
}
