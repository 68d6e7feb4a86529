//! What people meet who read another language than English, on the real site.

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::visitor::Visitor;

const GERMAN: &str = "de-AT,de;q=0.9,en;q=0.5";

fn german_visitor(app: &TestApp) -> Visitor {
    let mut visitor = app.visitor();
    visitor.reads(GERMAN);
    visitor
}

fn language(page: &Page) -> String {
    page.attributes_of("html", "lang").remove(0)
}

#[tokio::test]
async fn whoever_says_nothing_is_spoken_to_in_english_and_whoever_reads_german_in_german() {
    let app = TestApp::one().await;
    for (path, status, english, german) in [
        ("/login", 200, "Sign in", "Anmelden"),
        ("/signup", 200, "Create an account", "Konto erstellen"),
        ("/recovery", 200, "Forgot your password?", "Passwort vergessen?"),
        ("/nowhere", 404, "Page not found", "Seite nicht gefunden"),
        ("/auth/confirm", 200, "This link no longer works", "Dieser Link funktioniert nicht mehr"),
    ] {
        let page = app.visitor().get(path).await;
        assert_eq!((page.status, page.heading().as_str()), (status, english), "{path}");
        assert_eq!((language(&page).as_str(), page.header("content-language")), ("en", "en"), "{path}");
        let page = german_visitor(&app).get(path).await;
        assert_eq!((page.status, page.heading().as_str()), (status, german), "{path}");
        assert_eq!((language(&page).as_str(), page.header("content-language")), ("de", "de"), "{path}");
    }
}

#[tokio::test]
async fn errors_are_told_in_the_language_of_the_page_and_what_was_typed_stays() {
    let app = TestApp::one().await;
    let mut visitor = german_visitor(&app);
    visitor.get("/signup").await;
    let typed = [
        ("new_username", "a"),
        ("new_email", "ada"),
        ("new_password", "zu kurz"),
        ("new_password_again", "zu kurz"),
    ];
    let page = visitor.submit("signup", &typed).await;
    assert_eq!((page.status, language(&page).as_str()), (422, "de"));
    assert!(page.title().starts_with("Fehler: Konto erstellen"), "{}", page.title());
    assert_eq!(
        page.errors(),
        [
            "Der Benutzername muss mindestens 3 Zeichen haben",
            "Gib eine vollständige E-Mail-Adresse ein, zum Beispiel name@example.com",
            "Das Passwort muss mindestens 12 Zeichen haben",
        ]
    );
    assert_eq!(page.field("new-username").value, "a");
    assert_eq!(page.field("new-email").value, "ada");
    assert_eq!(page.field("new-password").value, "");
}

#[tokio::test]
async fn what_was_typed_stays_when_the_language_changes_between_two_tries() {
    let app = TestApp::one().await;
    let mut visitor = german_visitor(&app);
    visitor.get("/signup").await;
    visitor.submit("signup", &[("new_username", "ada"), ("new_email", "ada@")]).await;
    visitor.reads("en");
    let page = visitor.submit("signup", &[]).await;
    assert_eq!((page.status, language(&page).as_str()), (422, "en"));
    assert!(page.title().starts_with("Error: Create an account"), "{}", page.title());
    assert_eq!(
        (page.field("new-username").value, page.field("new-email").value),
        ("ada".into(), "ada@".into())
    );
}

#[tokio::test]
async fn the_wait_after_too_many_tries_is_told_in_the_language_of_the_page() {
    let app = TestApp::one().await;
    let mut visitor = german_visitor(&app);
    let mut page = visitor.signs_in("ada", "not the password at all").await;
    for _ in 0..50 {
        if page.status == 429 {
            break;
        }
        page = visitor.submit("login", &[("username", "ada"), ("password", "not the password at all")]).await;
    }
    assert_eq!(page.status, 429, "{}", page.summary());
    let said = page.errors().remove(0);
    assert!(
        said.starts_with("Zu viele Versuche. In ") && said.ends_with(" kannst du es noch einmal versuchen"),
        "{said}"
    );
    assert_eq!(page.field("username").value, "ada");
}

#[tokio::test]
async fn a_whole_story_is_told_in_german() {
    let app = TestApp::one().await;
    let mut visitor = german_visitor(&app);
    assert_eq!(visitor.signs_up("ada", "ada@example.com").await.goes_to(), "/check-inbox");
    visitor.follow().await;
    let mail = app.mail_to("ada@example.com").await;
    visitor.opens_mail_link(mail.link()).await;
    let page = visitor.visit("/account").await;
    assert_eq!(language(&page), "de");
    let signed_in = page.text_of("time").expect("since when");
    assert!(signed_in.ends_with(" UTC") && signed_in.contains(". "), "{signed_in}");
    let page = visitor.signs_out().await;
    assert_eq!(page.goes_to(), "/login");
    let page = visitor.follow().await;
    assert_eq!(page.notice().as_deref(), Some("Du bist abgemeldet"));
    visitor.signs_in("ada", PASSWORD).await;
    assert!(visitor.is_signed_in().await);
}
