//! Changing the password of an account that one is signed in to.

use std::time::Duration;

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::{PASSWORD, Person};

const NEW_PASSWORD: &str = "eleven kites above the orchard";

/// Fills in the form: the password so far, the next, and the next once more.
async fn changes(person: &mut Person, current: &str, new: &str, again: &str) -> Page {
    person.visit("/account/password").await;
    let fields = [("password", current), ("new_password", new), ("new_password_again", again)];
    person.submit("password-form", &fields).await
}

#[tokio::test]
async fn who_changes_the_password_stays_signed_in_here_and_is_out_everywhere_else() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let mut elsewhere = app.signed_in("ada").await;
        // However long ago the sign-in was: the form asks for the password itself.
        app.clock.advance(Duration::from_hours(3));
        let mails = app.mails_to(&ada.email).await.len();
        let form = ada.get("/account/password").await;
        assert_eq!((form.status, form.heading().as_str()), (200, "Change your password"));
        assert_eq!(form.field("account").value, "ada@example.com");
        assert!(form.field("account").attribute("readonly").is_some());
        for (id, autocomplete) in [("current-password", "current-password"), ("new-password", "new-password")]
        {
            let field = form.field(id);
            assert_eq!((field.attribute("autocomplete"), field.value.as_str()), (Some(autocomplete), ""));
        }

        let done = changes(&mut ada, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
        assert_eq!(done.goes_to(), "/account");
        let account = ada.follow().await;
        let notice = account.notice();
        assert_eq!(notice.as_deref(), Some("Your password is changed. Your other devices are signed out"));
        assert!(ada.is_signed_in().await);
        assert!(!elsewhere.is_signed_in().await);
        let told = app.mails_to(&ada.email).await;
        assert_eq!(told.len(), mails + 1, "the owner is told once");
        assert_eq!(told.last().unwrap().subject, "Your Doorward password was changed");

        let mut browser = app.visitor();
        assert_eq!(browser.signs_in("ada", PASSWORD).await.status, 422);
        assert_eq!(browser.signs_in("ada", NEW_PASSWORD).await.goes_to(), "/");
        app.clock.advance(Duration::from_hours(3));
        assert!(ada.is_signed_in().await, "the session goes on with its next token");
    }
}

#[tokio::test]
async fn nothing_changes_without_the_password_so_far() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let mut elsewhere = app.signed_in("ada").await;
        for (current, said) in [
            ("", "Enter your current password"),
            ("eleven kites above the house", "That password is incorrect. Check it and try again"),
        ] {
            let again = changes(&mut ada, current, NEW_PASSWORD, NEW_PASSWORD).await;
            assert_eq!(again.status, 422);
            assert!(again.title().starts_with("Error: "), "{}", again.title());
            let field = again.field("current-password");
            assert!(field.error.is_some_and(|error| error.contains(said)), "{}", again.summary());
            for id in ["current-password", "new-password"] {
                assert_eq!(again.field(id).value, "", "no password comes back");
            }
        }
        assert!(elsewhere.is_signed_in().await);
        assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.goes_to(), "/");
    }
}

#[tokio::test]
async fn a_new_password_must_be_a_good_one_and_another_one() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    for (new, again, id, said) in [
        ("", "", "new-password", "Create a password"),
        ("short", "short", "new-password", "Password must be 12 characters or more"),
        ("password1234", "password1234", "new-password", "too easy to guess"),
        (PASSWORD, PASSWORD, "new-password", "New password must be different from your current one"),
        (
            NEW_PASSWORD,
            "another one",
            "new-password-again",
            "The two passwords are not the same. Enter both again",
        ),
    ] {
        let answer = changes(&mut ada, PASSWORD, new, again).await;
        assert_eq!(answer.status, 422, "{said}");
        let error = answer.field(id).error;
        assert!(error.is_some_and(|error| error.contains(said)), "{said}: {}", answer.summary());
    }
    let everything = changes(&mut ada, "", "", "").await;
    assert_eq!(everything.texts_of("[data-error-summary] li").len(), 2, "all mistakes at once");
    assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.goes_to(), "/", "nothing was changed");
}

#[tokio::test]
async fn guessing_the_password_here_is_limited_as_it_is_at_the_door() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    let mut tries = 0;
    let stopped = loop {
        let answer = changes(&mut ada, &format!("guess number {tries}"), NEW_PASSWORD, NEW_PASSWORD).await;
        if answer.status != 422 {
            break answer;
        }
        tries += 1;
        assert!(tries < 50, "nobody stops a guesser");
    };
    assert_eq!(stopped.status, 429);
    assert!(!stopped.header("retry-after").is_empty());
    assert!(ada.is_signed_in().await, "who only mistyped is not thrown out");
}

#[tokio::test]
async fn the_page_says_so_when_the_form_is_stale_or_not_ours() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    ada.get("/account/password").await;
    let fields = [("form_token", "another"), ("password", PASSWORD), ("new_password", NEW_PASSWORD)];
    let answer = ada.request("POST", "/account/password").form(&fields).send().await;
    assert_eq!(answer.status, 422);
    assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.goes_to(), "/", "nothing was changed");
}
