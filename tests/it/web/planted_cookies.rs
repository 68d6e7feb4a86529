//! Cookies that somebody else planted, cut, moved or made: nobody becomes somebody else by them, nobody
//! is told more than that they are not signed in, and nothing breaks.

use std::time::Duration;

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::Person;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;

const ACCESS: &str = "doorward_access_token";
const REFRESH: &str = "doorward_refresh_token";

/// Who a page takes somebody for, if for anybody.
fn name_on(page: &Page) -> Option<String> {
    match page.status {
        200 => page.heading().strip_suffix(", this page is yours").map(str::to_owned),
        303 => {
            assert_eq!(page.goes_to(), "/login?next=%2Fnotes");
            None
        }
        _ => panic!("{}", page.summary()),
    }
}

/// The value of a cookie that somebody keeps.
fn value(person: &Person, name: &str) -> String {
    person.cookie(name).unwrap_or_else(|| panic!("no {name}")).value
}

/// A text with one character replaced by another of the same alphabet.
fn changed_at(text: &str, at: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_pair_that_was_tampered_with_is_taken_away_and_nothing_breaks() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    let elsewhere = TestApp::one().await;
    let stranger = elsewhere.user("ada").await;
    let (access, refresh) = (value(&ada, ACCESS), value(&ada, REFRESH));
    let (other_access, other_refresh) = (value(&stranger, ACCESS), value(&stranger, REFRESH));
    let half = access.len() / 2;
    let long = "A".repeat(8_000);
    let both = |first: &str, second: &str| format!("{ACCESS}={first}; {REFRESH}={second}");
    for (case, header) in [
        ("empty", both("", "")),
        ("cut by one", both(&access[..access.len() - 1], &refresh[..refresh.len() - 1])),
        ("cut in half", both(&access[..half], &refresh[..refresh.len() / 2])),
        ("another site's", both(&other_access, &other_refresh)),
        ("swapped", both(&refresh, &access)),
        ("one changed sign at the end", both(&changed_at(&access, half), &changed_at(&refresh, 40))),
        ("eight thousand signs", both(&long, &long)),
        ("padding", both(&format!("{access}="), &format!("{refresh}="))),
        ("dots", both("...", ".4.")),
        ("many chunks", both("g.9999999999999999999999.x", "g.-1.x")),
        ("a chunk alone", format!("{ACCESS}.1={access}; {REFRESH}.1={refresh}")),
        ("plain words", both("ada", "ada")),
    ] {
        let answer = ada.request("GET", "/notes").header("cookie", &header).send().await;
        assert_eq!(name_on(&answer), None, "{case}");
        let set = answer.set_cookies();
        let mut deleted: Vec<_> = set.iter().filter(|cookie| cookie.name.contains("_token")).collect();
        assert!(deleted.iter().all(|cookie| cookie.is_deletion()), "{case}: {set:#?}");
        deleted.dedup_by_key(|cookie| cookie.name.clone());
        assert_eq!(deleted.len(), header.matches("doorward_").count(), "{case}: once each: {set:#?}");
    }
}

#[tokio::test]
async fn no_changed_sign_anywhere_opens_a_cookie() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    let (access, refresh) = (value(&ada, ACCESS), value(&ada, REFRESH));
    let sealed_at = access.rfind('.').unwrap() + 1;
    for at in (sealed_at..access.len() - 2).step_by(97) {
        let header = format!("{ACCESS}={}", changed_at(&access, at));
        let answer = ada.copied().request("GET", "/notes").header("cookie", header).send().await;
        assert_eq!(name_on(&answer), None, "access token, sign {at}");
    }
    let sealed_at = refresh.rfind('.').unwrap() + 1;
    for at in (sealed_at..refresh.len() - 2).step_by(23) {
        let header = format!("{REFRESH}={}", changed_at(&refresh, at));
        let answer = ada.copied().request("GET", "/notes").header("cookie", header).send().await;
        assert_eq!(name_on(&answer), None, "refresh token, sign {at}");
    }
    let mut ada = ada;
    assert!(ada.is_signed_in().await);
}

#[tokio::test]
async fn cookies_that_are_not_ours_or_called_almost_like_ours_change_nothing() {
    let catcher = SmtpCatcher::spawn().await;
    for (settings, prefix) in
        [(Settings::development(), "doorward_"), (Settings::public(&catcher), "__Host-")]
    {
        let app = TestApp::one_with(settings).await;
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let real =
            ada.cookies().iter().map(|kept| format!("{}={}", kept.name, kept.value)).collect::<Vec<_>>();
        let real = real.join("; ");
        let evil = value(&eve, &format!("{prefix}access_token"));
        let name = format!("{prefix}access_token");
        let encoded = name.replacen('_', "%5F", 1);
        for planted in [
            format!("{encoded}={evil}"),
            format!("{}={evil}", encoded.replace("%5F", "%5f")),
            format!("{}={evil}", name.to_uppercase()),
            format!("={name}={evil}"),
            name.clone(),
            format!("x{name}={evil}"),
            format!("{name}x={evil}"),
            format!("{}={evil}", name.replace('_', "-")),
            format!("access_token={evil}"),
            format!("__Secure-access_token={evil}"),
            "theme=dark; lang=../../etc/passwd".to_owned(),
            "=; ;;; = ;".to_owned(),
            format!("big={}", "x".repeat(8_000)),
        ] {
            for header in [format!("{planted}; {real}"), format!("{real}; {planted}")] {
                let answer = ada.request("GET", "/notes").header("cookie", &header).send().await;
                assert_eq!(name_on(&answer).as_deref(), Some("ada"), "{}", &header[..header.len().min(120)]);
            }
        }
        for junk in
            [&b"theme=\xff"[..], b"\xff\xfe=\x80", b"x=\xc3\x28; y=\xed\xa0\x80", "naïve=é".as_bytes()]
        {
            let header = [junk, b"; ", real.as_bytes()].concat();
            let answer = ada.request("GET", "/notes").header("cookie", header).send().await;
            assert_eq!(name_on(&answer).as_deref(), Some("ada"), "{junk:?}");
        }
        let two_lines =
            ada.request("GET", "/notes").header("cookie", "theme=dark").another_header("cookie", &real);
        assert_eq!(name_on(&two_lines.send().await).as_deref(), Some("ada"));
    }
}

#[tokio::test]
async fn a_doubled_cookie_never_decides_who_somebody_is() {
    let app = TestApp::one().await;
    let (ada, eve) = (app.user("ada").await, app.user("eve").await);
    let (access, refresh) = (value(&ada, ACCESS), value(&ada, REFRESH));
    let (planted_access, planted_refresh) = (value(&eve, ACCESS), value(&eve, REFRESH));
    let mine = format!("{ACCESS}={access}; {REFRESH}={refresh}");
    let planted = format!("{ACCESS}={planted_access}; {REFRESH}={planted_refresh}");
    for header in [format!("{mine}; {planted}"), format!("{planted}; {mine}"), format!("{mine}; {mine}")] {
        let answer = ada.request("GET", "/notes").header("cookie", &header).send().await;
        assert_eq!(name_on(&answer), None, "{}", &header[..60]);
    }
    let lines = ada.request("GET", "/notes").header("cookie", &planted).another_header("cookie", &mine);
    assert_eq!(name_on(&lines.send().await), None);
    for header in [format!("{ACCESS}={planted_access}; {mine}"), format!("{mine}; {ACCESS}={planted_access}")]
    {
        let answer = ada.copied().request("GET", "/notes").header("cookie", &header).send().await;
        assert_ne!(name_on(&answer).as_deref(), Some("eve"));
    }
}

#[tokio::test]
async fn an_access_token_and_a_refresh_token_of_two_people_are_never_a_pair() {
    for app in TestApp::each().await {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let mixed = format!("{ACCESS}={}; {REFRESH}={}", value(&ada, ACCESS), value(&eve, REFRESH));
        for pause in [Duration::ZERO, Duration::from_hours(2)] {
            app.clock.advance(pause);
            let answer = eve.request("GET", "/notes").header("cookie", &mixed).send().await;
            assert_ne!(name_on(&answer).as_deref(), Some("ada"), "the newer of the two counts, or none");
        }
        let mut ada = ada;
        assert!(ada.is_signed_in().await);
    }
}

#[tokio::test]
async fn a_visit_or_device_that_was_tampered_with_is_a_new_one() {
    let app = TestApp::one().await;
    let mut ada = app.unconfirmed("ada").await;
    let visit = value(&ada, "doorward_visit");
    for planted in
        ["", "x", &visit[..visit.len() - 1], &changed_at(&visit, visit.len() / 2), &"A".repeat(8_000)]
    {
        let browser = app.visitor();
        browser.plant(&format!("doorward_visit={planted}; Path=/"));
        browser.plant(&format!("doorward_device={planted}; Path=/"));
        let mut browser = browser;
        let inbox = browser.get("/check-inbox").await;
        assert!(inbox.status < 500 && !inbox.body.contains("ada@example.com"), "{}", inbox.summary());
        let page = browser.signs_in("ada", "not the password at all").await;
        assert_eq!(page.status, 422, "{}", page.summary());
    }
    assert!(ada.get("/check-inbox").await.says("ada@example.com"));
}

#[tokio::test]
async fn a_hundred_cookies_are_no_reason_to_fall() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    let junk: Vec<_> = (0..100).map(|number| format!("junk{number}={}", "x".repeat(500))).collect();
    let real = ada.cookies().iter().map(|kept| format!("{}={}", kept.name, kept.value)).collect::<Vec<_>>();
    let header = [junk, real].concat().join("; ");
    let answer = ada.request("GET", "/notes").header("cookie", header).send().await;
    assert_eq!(name_on(&answer).as_deref(), Some("ada"));
}
