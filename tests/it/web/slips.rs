//! Addresses that look like a slip are asked back about, once. Nobody is kept from their own address.

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;

const TYPED: &str = "ada@gmial.com";
const LIKELY: &str = "ada@gmail.com";

/// That a page asks back, and does not speak of an error.
fn asks_back(page: &Page, field: &str) {
    assert_eq!(page.status, 422, "{}", page.summary());
    assert_eq!(page.text_of("legend").as_deref(), Some("Did you mean ada@gmail.com?"));
    assert_eq!(page.attributes_of("fieldset[autofocus]", "tabindex"), ["-1"], "the question takes the focus");
    assert!(page.errors().is_empty() && !page.title().starts_with("Error"), "{}", page.title());
    assert_eq!(page.field(field).value, TYPED);
    assert_eq!(page.field(field).attribute("aria-invalid"), None);
    assert_eq!(page.attributes_of("input[name=email_choice]", "value"), ["likely", "typed"]);
    assert!(page.attributes_of("input[name=email_choice][checked]", "value").is_empty(), "nobody is nudged");
}

/// Where the mail goes that a form asked for.
fn awaited(page: &Page) -> String {
    page.text_of("main strong, main bdi").expect("an address")
}

const PASSWORDS: [(&str, &str); 2] = [("new_password", PASSWORD), ("new_password_again", PASSWORD)];

#[tokio::test]
async fn a_slip_at_sign_up_is_asked_about_and_both_answers_are_taken() {
    for (choice, address) in [("likely", LIKELY), ("typed", TYPED), ("", TYPED)] {
        let app = TestApp::one().await;
        let mut visitor = app.visitor();
        let page = visitor.signs_up("ada", TYPED).await;
        asks_back(&page, "new-email");
        assert_eq!(page.field("new-username").value, "ada");
        let answer = [PASSWORDS[0], PASSWORDS[1], ("email_choice", choice)];
        let answer = if choice.is_empty() { &answer[..2] } else { &answer[..] };
        let page = visitor.submit("signup", answer).await;
        assert_eq!(page.goes_to(), "/check-inbox", "{}", page.summary());
        assert_eq!(awaited(&visitor.follow().await), address);
        assert_eq!(app.mails_to(address).await.len(), 1);
        assert_eq!(app.mails().await.len(), 1);
    }
}

#[tokio::test]
async fn a_question_that_was_answered_is_not_asked_again_when_something_else_is_wrong() {
    let app = TestApp::one().await;
    for (choice, address) in [("likely", LIKELY), ("typed", TYPED)] {
        let mut visitor = app.visitor();
        visitor.signs_up("ada", TYPED).await;
        let page = visitor.submit("signup", &[("email_choice", choice), ("new_password", "short")]).await;
        assert_eq!(page.errors(), ["Password must be 12 characters or more"]);
        assert_eq!(page.text_of("legend"), None);
        assert_eq!(page.field("new-email").value, address);
    }
}

#[tokio::test]
async fn a_slip_is_told_together_with_what_is_wrong_and_leaves_the_focus_to_that() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    visitor.get("/signup").await;
    let page = visitor.submit("signup", &[("new_username", "ada"), ("new_email", TYPED)]).await;
    assert_eq!(page.errors(), ["Create a password"]);
    assert!(page.text_of("legend").is_some());
    assert_eq!(page.attributes_of("[autofocus]", "data-error-summary"), [""]);
}

#[tokio::test]
async fn whoever_corrects_the_field_is_asked_about_what_stands_there_now() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    visitor.signs_up("ada", "ada@hotmial.com").await;
    let page = visitor.submit("signup", &[("new_email", TYPED), PASSWORDS[0], PASSWORDS[1]]).await;
    asks_back(&page, "new-email");
    let page =
        visitor.submit("signup", &[("new_email", "ada@example.com"), PASSWORDS[0], PASSWORDS[1]]).await;
    assert_eq!(page.goes_to(), "/check-inbox");
    assert_eq!(awaited(&visitor.follow().await), "ada@example.com");
}

#[tokio::test]
async fn a_slip_at_recovery_is_asked_about_and_both_answers_are_taken() {
    for (choice, address) in [("likely", LIKELY), ("typed", TYPED)] {
        let app = TestApp::one().await;
        let mut visitor = app.visitor();
        let page = visitor.asks_for_recovery(TYPED).await;
        asks_back(&page, "email");
        let page = visitor.submit("recovery", &[("email_choice", choice)]).await;
        assert_eq!(page.goes_to(), "/check-inbox", "{}", page.summary());
        assert_eq!(awaited(&visitor.follow().await), address);
    }
}
