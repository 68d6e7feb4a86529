//! "That wasn't me": the owner of an account whose password somebody else changed.

use std::time::Duration;

use doorward::accounts::Accounts;

use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::housekeeping::comes_to_rest;
use crate::support::mailbox::Mail;
use crate::support::person::Person;
use crate::support::supabase::Supabase;
use crate::support::tables;
use crate::support::visitor::Visitor;

const ADA: &str = "ada@example.com";
const BY_THIEF: &str = "seventeen stolen silver spoons";
const BY_OWNER: &str = "eleven kites above the orchard";

/// A link for an account that there never was, by a key that nobody has.
const FORGED: &str =
    "/auth/secure?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Ada's account after somebody who read her mails once chose a password and stayed.
struct Taken {
    ada: Person,
    thief: Visitor,
    notice: Mail,
}

async fn taken(app: &TestApp) -> Taken {
    let ada = app.user("ada").await;
    app.clock.advance(Duration::from_hours(1));
    let mut thief = app.visitor();
    thief.asks_for_recovery(ADA).await;
    thief.opens_mail_link(app.mail_to(ADA).await.link()).await;
    thief.follow().await;
    assert_eq!(thief.chooses_password(BY_THIEF).await.goes_to(), "/account");
    let notice = app.mail_to(ADA).await;
    assert_eq!(notice.subject, "Your Doorward password was changed");
    app.clock.advance(Duration::from_hours(1));
    Taken { ada, thief, notice }
}

#[tokio::test]
async fn the_owner_ends_all_sessions_by_one_press_and_chooses_a_new_password() {
    for app in TestApp::each().await {
        let Taken { mut thief, notice, .. } = taken(&app).await;
        let mut ada = app.visitor();
        // What the site does by itself is done before.
        comes_to_rest(&app, Duration::from_mins(5)).await;
        let before = tables::everything(app.database()).await;
        let page = ada.get(notice.link()).await;
        assert_eq!((page.status, page.heading().as_str()), (200, "Secure your account"));
        assert!(page.says("a…@example.com") && !page.body.contains(ADA), "{}", page.summary());
        assert_eq!(page.attributes_of("meta[name=robots]", "content"), ["noindex"]);
        assert_eq!(page.header("cache-control"), "private, no-store");
        assert_eq!(tables::everything(app.database()).await, before, "looking changes nothing");
        assert!(thief.is_signed_in().await);

        let mails = app.mails_to(ADA).await.len();
        assert_eq!(ada.submit("secure", &[]).await.goes_to(), "/check-inbox");
        assert!(!thief.is_signed_in().await, "at once");
        assert!(ada.follow().await.says(ADA));
        let way_back = app.mail_to(ADA).await;
        assert_eq!(way_back.subject, "Reset your Doorward password");
        assert_eq!(app.mails_to(ADA).await.len(), mails + 1);
        assert_eq!(ada.types_code(way_back.code()).await.goes_to(), "/recovery/password");
        ada.follow().await;
        assert_eq!(ada.chooses_password(BY_OWNER).await.goes_to(), "/account");
        assert_eq!(thief.signs_in("ada", BY_THIEF).await.status, 422);
    }
}

#[tokio::test]
async fn a_link_works_once_and_a_second_press_leads_where_the_first_did() {
    for app in TestApp::each().await {
        let Taken { mut ada, notice, .. } = taken(&app).await;
        let page = ada.get(notice.link()).await;
        assert_eq!(ada.submit("secure", &[]).await.goes_to(), "/check-inbox");
        let mails = app.mails_to(ADA).await.len();
        let mut elsewhere = app.signed_in_with("ada", BY_THIEF).await;
        app.clock.advance(Duration::from_mins(10));
        ada.goes_back_to(&page);
        assert_eq!(ada.submit("secure", &[]).await.goes_to(), "/check-inbox");

        let mut later = app.visitor();
        let spent = later.get(notice.link()).await;
        assert_eq!((spent.status, spent.heading().as_str()), (200, "Your account was secured already"));
        assert_eq!(spent.attributes_of("main a", "href"), ["/recovery"], "the next step");
        later.goes_back_to(&page);
        let stale = later.submit("secure", &[]).await;
        assert_eq!(stale.heading(), "Your account was secured already", "{}", stale.summary());
        assert!(elsewhere.is_signed_in().await, "what came after the press is not ended by it");
        assert_eq!(app.mails_to(ADA).await.len(), mails);
    }
}

#[tokio::test]
async fn a_link_that_is_forged_or_old_or_of_nobody_does_nothing_and_leads_on() {
    for app in TestApp::each().await {
        let Taken { mut ada, mut thief, notice } = taken(&app).await;
        comes_to_rest(&app, Duration::from_mins(5)).await;
        let page = ada.get(notice.link()).await;
        let token = page.hidden("secure", "token").unwrap();
        let begins_otherwise = if token.starts_with('A') { "B" } else { "A" };
        let altered = format!("{begins_otherwise}{}", &token[1..]);
        let cut = token[..token.len() - 4].to_owned();
        let before = tables::everything(app.database()).await;
        for link in [FORGED, "/auth/secure", "/auth/secure?token=", "/auth/secure?token=%00"] {
            let answer = app.visitor().get(link).await;
            if link.ends_with("%00") {
                assert_eq!(answer.status, 400);
                continue;
            }
            assert_eq!(
                (answer.status, answer.heading().as_str()),
                (200, "This link no longer works"),
                "{link}"
            );
            assert_eq!(answer.attributes_of("main a", "href"), ["/recovery"]);
        }
        assert_eq!(tables::everything(app.database()).await, before);
        for token in [altered, cut, token.clone() + "AAAA", "é".to_owned(), "x".repeat(9000)] {
            ada.goes_back_to(&page);
            let answer = ada.submit("secure", &[("token", &token)]).await;
            assert_eq!((answer.status, answer.heading().as_str()), (422, "This link no longer works"));
        }
        assert!(thief.is_signed_in().await);

        let accounts = Accounts::new(app.database().clone(), app.clock.clone(), &app.keys).unwrap();
        app.clock.advance(Duration::from_hours(7 * 24 - 2));
        assert_eq!(app.visitor().get(notice.link()).await.heading(), "Secure your account");
        app.clock.advance(Duration::from_hours(1));
        assert_eq!(app.visitor().get(notice.link()).await.heading(), "This link no longer works");
        ada.goes_back_to(&page);
        assert_eq!(ada.submit("secure", &[]).await.status, 422, "too old");

        let Taken { notice, .. } = taken_again(&app, &mut thief).await;
        let row = accounts.profiles_by_email(ADA).await.unwrap().remove(0);
        accounts.delete_person(row.id).await.unwrap();
        assert_eq!(app.visitor().get(notice.link()).await.heading(), "This link no longer works");
    }
}

/// The thief, signed in, changes the password once more.
async fn taken_again(app: &TestApp, thief: &mut Visitor) -> Taken {
    thief.asks_for_recovery(ADA).await;
    thief.opens_mail_link(app.mail_to(ADA).await.link()).await;
    thief.follow().await;
    assert_eq!(thief.chooses_password("nineteen stolen golden forks").await.goes_to(), "/account");
    let notice = app.mail_to(ADA).await;
    let ada = Person { browser: app.visitor(), name: "ada".to_owned(), email: ADA.to_owned() };
    Taken { ada, thief: app.visitor(), notice }
}

#[tokio::test]
async fn a_form_of_another_visit_is_shown_again_and_does_nothing() {
    let app = TestApp::one().await;
    let Taken { ada, mut thief, notice } = taken(&app).await;
    let mut browser = app.visitor();
    browser.get(notice.link()).await;
    let page = browser.page().clone();
    for mut other in [app.visitor(), ada.browser] {
        other.goes_back_to(&page);
        let again = other.submit("secure", &[]).await;
        assert_eq!((again.status, again.heading().as_str()), (422, "Secure your account"));
        assert!(again.title().starts_with("Error: ") && again.errors().len() == 1, "{}", again.summary());
    }
    assert!(thief.is_signed_in().await);
    let foreign =
        browser.request("POST", "/auth/secure").without("origin").header("origin", "https://evil.test");
    assert_eq!(foreign.send().await.status, 403);
}

#[tokio::test]
async fn presses_from_one_place_are_limited() {
    let app = TestApp::one().await;
    let Taken { mut ada, mut thief, notice } = taken(&app).await;
    let page = ada.get(notice.link()).await;
    for number in 0..20 {
        ada.goes_back_to(&page);
        assert_eq!(ada.submit("secure", &[("token", "guess")]).await.status, 422, "{number}");
    }
    ada.goes_back_to(&page);
    let limited = ada.submit("secure", &[]).await;
    assert_eq!((limited.status, limited.heading().as_str()), (429, "Secure your account"));
    let wait: u64 = limited.header("retry-after").parse().unwrap();
    assert!(thief.is_signed_in().await);
    app.clock.advance(Duration::from_secs(wait));
    assert_eq!(ada.submit("secure", &[]).await.goes_to(), "/check-inbox");
    assert!(!thief.is_signed_in().await);
}

#[tokio::test]
async fn all_sessions_end_beside_supabase_too_even_if_it_sends_no_mail_now() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let mut ada = supabase.user(site.visitor(), "ada").await;
        supabase.time_passes(&site, Duration::from_hours(1));
        let mut thief = site.visitor();
        thief.asks_for_recovery(ADA).await;
        thief.follow().await;
        thief.submit("check-inbox", &[("code", supabase.mail_to(ADA).await.code())]).await;
        thief.follow().await;
        assert_eq!(thief.chooses_password(BY_THIEF).await.goes_to(), "/account");
        // The notice is ours: Supabase sends none.
        let notice = site.mail_to(ADA).await;
        supabase.time_passes(&site, Duration::from_hours(1));

        ada.get(notice.link()).await;
        supabase.proxy.once("POST /auth/v1/recover", Fault::HangUp);
        let secured = ada.submit("secure", &[]).await;
        assert_eq!((secured.status, secured.heading().as_str()), (200, "Every device is signed out"));
        assert!(!thief.is_signed_in().await);
        assert_eq!(secured.attributes_of("main a", "href"), ["/recovery"]);
        supabase.time_passes(&site, Duration::from_mins(6));
        assert_eq!(ada.asks_for_recovery(ADA).await.goes_to(), "/check-inbox");
        assert_eq!(supabase.mail_to(ADA).await.subject, "Reset your Doorward password");
    }
}
