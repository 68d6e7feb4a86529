//! Names: who gets which, and what nobody gets.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::person::PASSWORD;
use crate::support::tables;
use crate::support::visitor::Visitor;

const TAKEN: &str = "That username is taken. Choose another one";

/// The fields of the page "Create an account".
fn account<'a>(name: &'a str, email: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("new_username", name),
        ("new_email", email),
        ("new_password", PASSWORD),
        ("new_password_again", PASSWORD),
    ]
}

#[tokio::test]
async fn a_name_that_cannot_be_one_is_told_beside_its_field() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    let too_long = "a".repeat(31);
    let characters = "Username must only have letters a to z, numbers, hyphens and underscores";
    let reserved = "That username is kept for this site. Choose another one";
    for (name, error) in [
        ("", "Enter a username"),
        ("   ", "Enter a username"),
        ("ab", "Username must be 3 characters or more"),
        (&too_long, "Username must be 30 characters or fewer"),
        ("1ada", "Username must begin with a letter"),
        ("-ada", "Username must begin with a letter"),
        ("ada lovelace", characters),
        ("ada@example.com", characters),
        ("аda", characters),
        ("ada\u{200b}", characters),
        ("<script>", characters),
        ("admin", reserved),
        ("Ad_Min", reserved),
        ("doorward", reserved),
    ] {
        let page = visitor.signs_up(name, "ada@example.com").await;
        assert_eq!((page.status, page.error_of("new-username").as_deref()), (422, Some(error)), "{name:?}");
        assert_eq!(page.field("new-username").value, name);
    }
    assert_eq!(app.admin().await.users().await.len(), 0);
}

#[tokio::test]
async fn a_name_is_taken_however_it_is_written() {
    for app in TestApp::each().await {
        let _ada = app.user("Ada").await;
        let _grace = app.unconfirmed("grace").await;
        for name in ["Ada", "ada", "ADA", " ada ", "Grace"] {
            let mut eve = app.visitor();
            let page = eve.signs_up(name, "eve@example.com").await;
            assert_eq!((page.status, page.error_of("new-username").as_deref()), (422, Some(TAKEN)), "{name}");
            assert_eq!(page.errors(), [TAKEN], "nothing else is wrong");
            assert_eq!(page.field("new-email").value, "eve@example.com");
        }
        let admin = app.admin().await;
        assert_eq!(admin.users().await.len(), 2);
        let mut eve = app.visitor();
        assert_eq!(eve.signs_up("eve", "eve@example.com").await.goes_to(), "/check-inbox");
        assert_eq!(admin.users().await.len(), 3);
    }
}

#[tokio::test]
async fn of_many_who_want_one_name_at_once_one_gets_it_and_no_account_is_made_for_the_others() {
    const MANY: usize = 8;
    for app in TestApp::each().await {
        let mut racers = Vec::new();
        for number in 0..MANY {
            let mut racer = app.visitor();
            racer.get("/signup").await;
            racers.push((racer, format!("racer{number}@example.com")));
        }
        let race = racers
            .iter_mut()
            .map(async |(racer, email)| racer.submit("signup", &account("ada", email)).await);
        let pages = join_all(race).await;
        let (winners, losers): (Vec<_>, Vec<_>) = pages.iter().partition(|page| page.status == 303);
        assert_eq!(winners.len(), 1);
        for page in losers {
            assert_eq!((page.status, page.errors()), (422, vec![TAKEN.to_owned()]), "{}", page.summary());
            assert_eq!(page.error_of("new-username").as_deref(), Some(TAKEN));
        }
        let users = app.admin().await.users().await;
        assert_eq!(users.len(), 1, "{users:#?}");
        assert_eq!(tables::count(app.database(), "usernames").await, 1);
        let owner = users[0]["email"].as_str().unwrap();
        let mail = app.mail_to(owner).await;
        assert_eq!(app.mails().await.len(), 1);
        let mut winner = app.visitor();
        winner.opens_mail_link(mail.link()).await;
        assert_eq!(winner.visit("/").await.heading(), "Welcome back, ada");
    }
}

#[tokio::test]
async fn who_tries_again_does_not_collide_with_themselves() {
    for app in TestApp::each().await {
        let mut ada = app.unconfirmed("ada").await;
        // At once, as by a second press of the button, and later, because no mail was seen.
        for pause in [Duration::ZERO, Duration::from_mins(2)] {
            app.clock.advance(pause);
            let again = ada.signs_up("ada", "ada@example.com").await;
            assert_eq!(again.goes_to(), "/check-inbox");
        }
        assert_eq!(app.admin().await.users().await.len(), 1);
        let mail = app.mail_to("ada@example.com").await;
        ada.opens_mail_link(mail.link()).await;
        assert_eq!(ada.visit("/").await.heading(), "Welcome back, ada");
    }
}

#[tokio::test]
async fn two_presses_of_the_button_make_one_account() {
    for app in TestApp::each().await {
        let mut tab = app.visitor();
        let form = tab.get("/signup").await;
        let mut presses: Vec<Visitor> = vec![tab.new_tab(), tab.new_tab(), tab];
        for press in &mut presses {
            press.goes_back_to(&form);
        }
        let sending = presses
            .iter_mut()
            .map(async |tab| tab.submit("signup", &account("ada", "ada@example.com")).await);
        for page in join_all(sending).await {
            assert_eq!(page.goes_to(), "/check-inbox");
        }
        assert_eq!(app.admin().await.users().await.len(), 1);
    }
}

#[tokio::test]
async fn an_address_that_has_an_account_already_burns_no_name() {
    for app in TestApp::each().await {
        let _ada = app.user("ada").await;
        let mut eve = app.visitor();
        assert_eq!(eve.signs_up("countess", "ada@example.com").await.goes_to(), "/check-inbox");
        let mut grace = app.visitor();
        assert_eq!(grace.signs_up("countess", "grace@example.com").await.goes_to(), "/check-inbox");
        let mail = app.mail_to("grace@example.com").await;
        grace.opens_mail_link(mail.link()).await;
        assert_eq!(grace.visit("/").await.heading(), "Welcome back, countess");
        let mut ada = app.signed_in("ada").await;
        assert_eq!(ada.visit("/").await.heading(), "Welcome back, ada", "the owner keeps the name she has");
    }
}

#[tokio::test]
async fn a_name_whose_owner_never_confirms_is_free_again_when_the_link_is_dead() {
    for app in TestApp::each().await {
        let _ada = app.unconfirmed("ada").await;
        app.clock.advance(Duration::from_hours(23));
        assert_eq!(app.visitor().signs_up("ada", "eve@example.com").await.status, 422);
        app.clock.advance(Duration::from_hours(2));
        let mut eve = app.visitor();
        assert_eq!(eve.signs_up("ada", "eve@example.com").await.goes_to(), "/check-inbox");
        let mail = app.mail_to("eve@example.com").await;
        eve.opens_mail_link(mail.link()).await;
        assert_eq!(eve.visit("/").await.heading(), "Welcome back, ada");
    }
}

#[tokio::test]
async fn somebody_whose_account_was_made_elsewhere_is_asked_for_a_name_once_and_may_say_not_now() {
    for app in TestApp::each().await {
        app.admin().await.makes_user("grace@example.com", json!({})).await;
        let mut grace = app.visitor();
        grace.get("/login?next=/notes").await;
        let fields = [("username", "grace@example.com"), ("password", PASSWORD)];
        let answer = grace.submit("login", &fields).await;
        assert!(answer.goes_to().starts_with("/welcome/username"), "{}", answer.goes_to());
        let welcome = grace.follow().await;
        assert_eq!(welcome.heading(), "Choose a username");
        let wrong = grace.submit("username-form", &[("new_username", "x"), ("choice", "choose")]).await;
        assert_eq!((wrong.status, wrong.errors().len()), (422, 1));
        let declined = grace.submit("username-form", &[("choice", "not-now")]).await;
        assert_eq!(declined.goes_to(), "/notes");
        assert_eq!(grace.follow().await.heading(), "grace@example.com, this page is yours");
        let mut phone = app.visitor();
        assert_eq!(phone.signs_in("grace@example.com", PASSWORD).await.goes_to(), "/", "asked once");

        grace.get("/account/username").await;
        assert_eq!(grace.submit("username-form", &[("new_username", "Grace")]).await.goes_to(), "/account");
        assert_eq!(grace.follow().await.notice().as_deref(), Some("Your username is saved"));
        assert_eq!(phone.visit("/notes").await.heading(), "Grace, this page is yours");
        assert_eq!(app.visitor().signs_in("grace", PASSWORD).await.goes_to(), "/");
    }
}

#[tokio::test]
async fn somebody_whose_account_was_made_elsewhere_chooses_a_name_at_the_door() {
    for app in TestApp::each().await {
        let _ada = app.user("ada").await;
        app.admin().await.makes_user("grace@example.com", json!({ "username": "Ada" })).await;
        let mut grace = app.visitor();
        grace.signs_in("grace@example.com", PASSWORD).await;
        grace.follow().await;
        let taken = grace.submit("username-form", &[("new_username", "ADA"), ("choice", "choose")]).await;
        assert_eq!((taken.status, taken.errors()), (422, vec![TAKEN.to_owned()]));
        let chosen = grace.submit("username-form", &[("new_username", "Grace"), ("choice", "choose")]).await;
        assert_eq!(chosen.goes_to(), "/");
        assert_eq!(grace.follow().await.heading(), "Welcome back, Grace");
    }
}

#[tokio::test]
async fn who_takes_another_name_frees_the_old_one() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let form = ada.get("/account/username").await;
        assert_eq!(form.field("new-username").value, "ada");
        let same = ada.submit("username-form", &[("new_username", "ADA")]).await;
        assert_eq!(same.goes_to(), "/account", "one's own name is not taken");
        ada.get("/account/username").await;
        ada.submit("username-form", &[("new_username", "countess")]).await;
        assert_eq!(ada.visit("/").await.heading(), "Welcome back, countess");
        let _other = app.visitor().signs_up("ada", "other@example.com").await.goes_to().to_owned();
        assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.goes_to(), "/check-inbox");
        let mut again = app.visitor();
        assert_eq!(again.signs_in("countess", PASSWORD).await.goes_to(), "/");
    }
}

#[tokio::test]
async fn what_an_account_says_of_its_name_later_changes_nothing() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        app.admin()
            .await
            .changes("ada@example.com", json!({ "user_metadata": { "username": "root" } }))
            .await;
        app.clock.advance(Duration::from_hours(2));
        assert_eq!(ada.visit("/").await.heading(), "Welcome back, ada");
        assert_eq!(app.signed_in("ada").await.visit("/").await.heading(), "Welcome back, ada");
    }
}
