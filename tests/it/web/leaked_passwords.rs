//! What is said of a password that the auth server knows from a leak.

use serde_json::json;

use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::supabase::Supabase;

const ENGLISH: &str = "This password is on a list of leaked passwords. Choose a different one";
const GERMAN: &str = "Dieses Passwort steht auf einer Liste geleakter Passwörter. Wähle ein anderes";

const NEW_PASSWORD: &str = "eleven kites above the orchard";

const SIGN_UP: &str = "POST /auth/v1/signup";
const CHANGE: &str = "PUT /auth/v1/user";

/// How an auth server refuses such a password, whatever else is wrong with it.
fn refused(reasons: &[&str]) -> Fault {
    let body = json!({
        "code": "weak_password", "message": "no", "weak_password": { "reasons": reasons }
    });
    Fault::Instead(Answer::of(422, &body))
}

#[track_caller]
fn says(page: &Page, words: &str) {
    assert_eq!(page.status, 422, "{}", page.summary());
    let field = page.field("new-password");
    assert!(field.error.is_some_and(|error| error.contains(words)), "{words}: {}", page.summary());
    assert_eq!(field.value, "", "no password comes back");
}

#[tokio::test]
async fn who_signs_up_with_a_leaked_password_is_told_so_in_their_language() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    for (language, reasons, words) in [
        ("en", vec!["pwned"], ENGLISH),
        ("de", vec!["length", "pwned"], GERMAN),
        ("en", vec!["length"], "This password is too easy to guess. Choose a different one"),
    ] {
        let mut ada = site.visitor();
        ada.reads(language);
        supabase.proxy.once(SIGN_UP, refused(&reasons));
        says(&ada.signs_up("ada", "ada@example.com").await, words);
    }
    let mut ada = site.visitor();
    ada.moves_to("203.0.113.9");
    assert_eq!(ada.signs_up("ada", "later@example.com").await.goes_to(), "/check-inbox", "the name is free");
}

#[tokio::test]
async fn a_leaked_password_is_no_new_one() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = supabase.user(site.visitor(), "ada").await.browser;
    ada.visit("/account/password").await;
    let fields =
        [("password", PASSWORD), ("new_password", NEW_PASSWORD), ("new_password_again", NEW_PASSWORD)];
    supabase.proxy.once(CHANGE, refused(&["pwned"]));
    says(&ada.submit("password-form", &fields).await, ENGLISH);
    assert_eq!(ada.submit("password-form", &fields).await.goes_to(), "/account");
}

#[tokio::test]
async fn a_forgotten_password_is_not_replaced_by_a_leaked_one() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    supabase.user(site.visitor(), "ada").await;
    let mut ada = site.visitor();
    ada.asks_for_recovery("ada@example.com").await;
    ada.follow().await;
    let mail = supabase.mail_to("ada@example.com").await;
    ada.submit("check-inbox", &[("code", mail.code())]).await;
    assert!(ada.follow().await.has_form("new-password-form"));
    supabase.proxy.once(CHANGE, refused(&["pwned"]));
    says(&ada.chooses_password(NEW_PASSWORD).await, ENGLISH);
    assert_eq!(ada.chooses_password(NEW_PASSWORD).await.goes_to(), "/account");
}

#[tokio::test]
async fn programs_are_told_too() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let program = site.program();
    supabase.proxy.once(SIGN_UP, refused(&["pwned"]));
    let answer = program.registers("ada", "ada@example.com").await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    let error = &answer.json()["errors"][0];
    assert_eq!((&error["field"], &error["detail"]), (&json!("password"), &json!(ENGLISH)), "{}", answer.body);

    supabase.user(site.visitor(), "bob").await;
    let pair = program.pair_of("bob").await;
    supabase.proxy.once(CHANGE, refused(&["pwned"]));
    let body = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
    let answer = program.asks(&pair.access, "POST", "/api/users/me/password", &body).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    let error = &answer.json()["errors"][0];
    assert_eq!(
        (&error["field"], &error["detail"]),
        (&json!("new_password"), &json!(ENGLISH)),
        "{}",
        answer.body
    );
}
