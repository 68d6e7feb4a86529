//! Forms: what is said when something is wrong, what stays, and what never comes back.

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::visitor::Visitor;

const STALE: &str = "This page was open for a long time, so nothing was sent. Check it and send it again";

/// Somebody in front of a form for a new password.
async fn about_to_choose_password(app: &TestApp) -> Visitor {
    app.user("ada").await;
    app.clock.advance(std::time::Duration::from_hours(1));
    let mut ada = app.visitor();
    ada.asks_for_recovery("ada@example.com").await;
    let mail = app.mail_to("ada@example.com").await;
    ada.opens_mail_link(mail.link()).await;
    ada.follow().await;
    ada
}

/// That a page tells its errors as every form of the site does: in the title, in a summary that comes
/// first and leads to the fields, and beside each field.
fn tells(page: &Page, errors: &[(&str, &str)]) {
    assert_eq!(page.status, 422, "{}", page.summary());
    assert!(page.title().starts_with("Error: "), "{}", page.title());
    let lines: Vec<_> = errors.iter().map(|(_, text)| (*text).to_owned()).collect();
    assert_eq!(page.errors(), lines);
    let targets_on_page = page.attributes_of("[data-error-summary] li a", "href");
    let targets: Vec<_> =
        errors.iter().filter(|(id, _)| !id.is_empty()).map(|(id, _)| format!("#{id}")).collect();
    assert_eq!(targets_on_page, targets);
    for (id, text) in errors.iter().filter(|(id, _)| !id.is_empty()) {
        let field = page.field(id);
        assert_eq!(field.attribute("aria-invalid"), Some("true"), "{id}");
        if let Some(beside) = &field.error {
            assert_eq!(beside, text);
            let described = field.attribute("aria-describedby").unwrap_or_default();
            assert!(described.split(' ').any(|part| part == format!("{id}-error")), "{described}");
        }
    }
    let first = page.attributes_of("main > div > *:first-child", "class").remove(0);
    assert_eq!(first, "alert alert-danger", "the summary comes first in {}", page.body);
    let focused = page.attributes_of("[autofocus]", "class");
    assert_eq!(focused, ["alert alert-danger"], "and nothing else takes the focus");
    for secret in page.attributes_of("input[type=password], input#code", "value") {
        assert_eq!(secret, "", "what is secret never comes back");
    }
}

#[tokio::test]
async fn every_field_of_the_sign_up_page_is_told_what_is_wrong_with_it_all_at_once() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    let email_shape = "Enter a full e-mail address, like name@example.com";
    let common = "This password is too easy to guess. Use three random words, or a password manager";
    let personal = "Password must not be made of your name, your e-mail address or the name of this site";
    let long_email = format!("ada@{}.example", "a.".repeat(130));
    let long = "ö".repeat(37);
    for (typed, errors) in [
        (
            ["", "", "", ""],
            &[
                ("new-username", "Enter a username"),
                ("new-email", "Enter your e-mail address"),
                ("new-password", "Create a password"),
            ][..],
        ),
        (["ada", "ada", PASSWORD, PASSWORD], &[("new-email", email_shape)]),
        (["ada", "a b@example.com", PASSWORD, PASSWORD], &[("new-email", email_shape)]),
        (["ada", "ada@example.com,eve@example.com", PASSWORD, PASSWORD], &[("new-email", email_shape)]),
        (
            ["ada", &long_email, PASSWORD, PASSWORD],
            &[("new-email", "E-mail address must be 255 characters or fewer")],
        ),
        (
            ["ada", "ada@example.com", "eleven chars".split_at(11).0, ""],
            &[("new-password", "Password must be 12 characters or more")],
        ),
        (
            ["ada", "ada@example.com", &long, &long],
            &[(
                "new-password",
                "Password must be 72 characters or fewer. Letters with accents and symbols count more than once",
            )],
        ),
        (["ada", "ada@example.com", "password1234", "password1234"], &[("new-password", common)]),
        (["countess", "ada@example.com", "countess2026!", "countess2026!"], &[("new-password", personal)]),
        (
            ["ada", "ada@example.com", PASSWORD, "another sentence of words"],
            &[("new-password-again", "The two passwords are not the same. Enter both again")],
        ),
        (
            ["ada", "ada@example.com", PASSWORD, ""],
            &[("new-password-again", "The two passwords are not the same. Enter both again")],
        ),
    ] {
        visitor.get("/signup?next=/notes").await;
        let fields = [
            ("new_username", typed[0]),
            ("new_email", typed[1]),
            ("new_password", typed[2]),
            ("new_password_again", typed[3]),
        ];
        let page = visitor.submit("signup", &fields).await;
        tells(&page, errors);
        assert_eq!(page.heading(), "Create an account");
        assert_eq!(page.field("new-username").value, typed[0]);
        assert_eq!(page.field("new-email").value, typed[1]);
        assert_eq!(page.hidden("signup", "next").as_deref(), Some("/notes"));
    }
    let tables = crate::support::tables::count(app.database(), "usernames").await;
    assert_eq!(tables, 0, "nothing was reserved on the way");
}

#[tokio::test]
async fn a_password_typed_once_is_enough_where_it_could_be_shown() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    let form = visitor.get("/signup").await;
    let token = form.hidden("signup", "form_token").unwrap();
    let fields = [
        ("form_token", token.as_str()),
        ("new_username", "ada"),
        ("new_email", "ada@example.com"),
        ("new_password", PASSWORD),
    ];
    let answer = visitor.request("POST", "/signup").form(&fields).send().await;
    assert_eq!(answer.goes_to(), "/check-inbox");
}

#[tokio::test]
async fn the_sign_in_page_never_says_which_of_the_two_was_wrong() {
    let app = TestApp::one().await;
    app.user("ada").await;
    let mut visitor = app.visitor();
    let missing = visitor.signs_in("", "").await;
    tells(
        &missing,
        &[("username", "Enter your e-mail address or username"), ("current-password", "Enter your password")],
    );
    let mismatch = "E-mail address, username or password is incorrect";
    for identifier in ["ada", "ada@example.com", "nobody", "nobody@example.com", "no body", "<b>"] {
        visitor.get("/login?next=/notes").await;
        let fields = [("username", identifier), ("password", "not the password at all"), ("remember", "yes")];
        let page = visitor.submit("login", &fields).await;
        tells(&page, &[("username", mismatch)]);
        assert_eq!(page.field("current-password").attribute("aria-invalid"), Some("true"));
        assert_eq!(page.field("username").value, identifier);
        assert!(page.field("remember").attribute("checked").is_some());
        assert_eq!(page.hidden("login", "next").as_deref(), Some("/notes"));
    }
}

#[tokio::test]
async fn the_other_forms_tell_their_errors_alike() {
    let app = TestApp::one().await;
    let mut ada = about_to_choose_password(&app).await;
    for (typed, again, id, error) in [
        ("", "", "new-password", "Create a password"),
        ("short", "short", "new-password", "Password must be 12 characters or more"),
        (
            PASSWORD,
            "something else here",
            "new-password-again",
            "The two passwords are not the same. Enter both again",
        ),
    ] {
        let page =
            ada.submit("new-password-form", &[("new_password", typed), ("new_password_again", again)]).await;
        tells(&page, &[(id, error)]);
        assert_eq!(page.field("account").value, "ada@example.com");
    }
    let mut visitor = app.visitor();
    tells(&visitor.asks_for_recovery("").await, &[("email", "Enter your e-mail address")]);
    let page = visitor.asks_for_recovery("ada@").await;
    tells(&page, &[("email", "Enter a full e-mail address, like name@example.com")]);
    assert_eq!(page.field("email").value, "ada@");

    let mut grace = app.user("grace").await;
    grace.get("/account/username").await;
    let page = grace.submit("username-form", &[("new_username", "g!")]).await;
    tells(
        &page,
        &[("new-username", "Username must only have letters a to z, numbers, hyphens and underscores")],
    );
    assert_eq!(page.field("new-username").value, "g!");
    grace.get("/reauthenticate?next=/account/username").await;
    let page = grace.submit("reauthenticate", &[("password", "")]).await;
    tells(&page, &[("current-password", "Enter your password")]);
    let page = grace.submit("reauthenticate", &[("password", "not the password at all")]).await;
    tells(&page, &[("current-password", "That password is incorrect. Check it and try again")]);
    assert_eq!(page.hidden("reauthenticate", "next").as_deref(), Some("/account/username"));
}

#[tokio::test]
async fn a_code_is_read_however_it_is_typed() {
    let app = TestApp::one().await;
    let mut ada = app.unconfirmed("ada").await;
    let code = app.mail_to("ada@example.com").await.code().to_owned();
    tells(&ada.types_code("").await, &[("code", "Enter the code from the e-mail")]);
    for wrong in ["12345", "abcdef", "-00001", "1e5000", "12345678901", "１２３４５６"] {
        tells(&ada.types_code(wrong).await, &[("code", "E-mail code must be 6 digits")]);
    }
    let other = if code == "000000" { "000001" } else { "000000" };
    let mismatch = "That code doesn’t match or no longer works. Use the newest e-mail, or send a new one";
    tells(&ada.types_code(other).await, &[("code", mismatch)]);
    let ways: [fn(&str) -> String; 5] = [
        |code| format!(" {} {}\u{200b}", &code[..3], &code[3..]),
        |code| code.chars().map(String::from).collect::<Vec<_>>().join("-"),
        |code| code.chars().map(String::from).collect::<Vec<_>>().join("\u{a0}"),
        |code| format!("\u{feff}{code}\n"),
        |code| format!("{}.{} – {}", &code[..2], &code[2..4], &code[4..]),
    ];
    for (number, typed) in ways.iter().enumerate() {
        let mut person = app.unconfirmed(&format!("person{number}")).await;
        let mail = app.mail_to(&person.email).await;
        assert_eq!(person.types_code(&typed(mail.code())).await.goes_to(), "/", "{:?}", typed(mail.code()));
    }
}

#[tokio::test]
async fn a_page_reached_by_back_after_an_error_still_works() {
    let app = TestApp::one().await;
    let mut ada = app.visitor();
    let before = ada.get("/signup").await;
    ada.submit("signup", &[("new_username", "x")]).await;
    ada.visit("/login").await;
    ada.goes_back_to(&before);
    let fields = [("new_username", "ada"), ("new_email", "ada@example.com"), ("new_password", PASSWORD)];
    let answer = ada.submit("signup", &[&fields[..], &[("new_password_again", PASSWORD)]].concat()).await;
    assert_eq!(answer.goes_to(), "/check-inbox");
}

#[tokio::test]
async fn a_form_that_is_no_longer_good_comes_back_with_what_was_typed_and_works_then() {
    for app in TestApp::each().await {
        let _ada = app.user("ada").await;
        let mut browser = app.visitor();
        browser.get("/login?next=/notes").await;
        browser.closes_browser_but_keeps_page();
        let fields = [("username", "ada"), ("password", PASSWORD), ("remember", "yes")];
        let page = browser.submit("login", &fields).await;
        tells(&page, &[("", STALE)]);
        assert_eq!(page.field("username").value, "ada");
        assert!(page.field("remember").attribute("checked").is_some());
        let answer = browser.submit("login", &[("password", PASSWORD)]).await;
        assert_eq!(answer.goes_to(), "/notes");

        browser.get("/signup").await;
        let mut other = app.visitor();
        other.get("/signup").await;
        other.closes_browser_but_keeps_page();
        let fields = [("new_username", "grace"), ("new_email", "grace@example.com")];
        let page = other.submit("signup", &fields).await;
        tells(&page, &[("", STALE)]);
        assert_eq!(page.field("new-username").value, "grace");
        assert_eq!(page.field("new-email").value, "grace@example.com");
        let fields = [("new_password", PASSWORD), ("new_password_again", PASSWORD)];
        assert_eq!(other.submit("signup", &fields).await.goes_to(), "/check-inbox");
    }
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text_whatever_it_is() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    for typed in
        ["\"><script>alert(1)</script>", "{{7*7}}", "' onfocus=alert(1) autofocus '", "&amp;&lt;", "</title>"]
    {
        let page = visitor.signs_in(typed, "not the password at all").await;
        assert_eq!(page.field("username").value, typed);
        assert_eq!(page.attributes_of("script", "src").len(), page.texts_of("script").len());
        let page = visitor.signs_up(typed, typed).await;
        assert_eq!(page.field("new-username").value, typed);
        assert_eq!(page.field("new-email").value, typed);
        assert!(page.attributes_of("[onfocus]", "id").is_empty());
    }
}

#[tokio::test]
async fn signing_out_works_from_a_page_that_was_open_for_long() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let before = ada.get("/notes").await;
        app.clock.advance(std::time::Duration::from_hours(7 * 24));
        ada.goes_back_to(&before);
        assert_eq!(ada.submit("sign-out", &[]).await.goes_to(), "/login");
        ada.goes_back_to(&before);
        assert_eq!(ada.submit("sign-out", &[]).await.goes_to(), "/login", "twice is no error");
        assert!(!ada.is_signed_in().await);
    }
}
