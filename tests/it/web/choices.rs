//! What the operator decides, as visitors meet it.

use crate::support::app::TestApp;
use crate::support::person::PASSWORD;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::tables;

#[tokio::test]
async fn a_site_that_takes_nobody_new_says_so_and_lets_the_others_in() {
    let settings = Settings::development();
    for app in TestApp::each_with(&settings).await {
        app.user("ada").await;
        let app = app.restart_with(settings.clone().with("DOORWARD_SIGN_UPS", "false")).await;
        let mut eve = app.visitor();
        let page = eve.signs_up("eve", "eve@example.com").await;
        assert_eq!((page.status, page.heading().as_str()), (403, "New accounts are closed right now"));
        assert_eq!(tables::count(app.database(), "usernames").await, 1, "no name is kept for nobody");
        assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.goes_to(), "/");
        app.stop().await;
    }
}

#[tokio::test]
async fn a_site_that_asks_for_no_confirmation_lets_people_in_at_once() {
    let settings = Settings::development().with("DOORWARD_CONFIRM_MAILS", "false");
    for app in TestApp::each_with(&settings).await {
        let mut ada = app.visitor();
        ada.get("/signup?next=/notes").await;
        let fields = [("new_username", "ada"), ("new_email", "ada@example.com"), ("new_password", PASSWORD)];
        let answer = ada.submit("signup", &[&fields[..], &[("new_password_again", PASSWORD)]].concat()).await;
        assert_eq!(answer.goes_to(), "/notes");
        assert_eq!(ada.follow().await.heading(), "ada, this page is yours");
        assert!(app.mails().await.is_empty());
        let again = app.visitor().signs_up("countess", "ada@example.com").await;
        assert_eq!(again.status, 422);
        assert!(again.error_of("new-email").is_some(), "there is no inbox to say it in");
        assert_eq!(app.visitor().signs_up("countess", "eve@example.com").await.goes_to(), "/");
    }
}

#[tokio::test]
async fn a_public_site_has_no_mailbox_and_its_mails_leave() {
    let catcher = SmtpCatcher::spawn().await;
    let app = TestApp::one_with(Settings::public(&catcher)).await;
    let mut ada = app.user("ada").await;
    assert_eq!(catcher.mails().len(), 1);
    for path in ["/dev/mailbox", "/dev/mailbox/0190f0de-0000-7000-8000-000000000000", "/dev"] {
        assert_eq!(ada.get(path).await.status, 404, "{path}");
    }
    let home = ada.get("/").await;
    assert!(!home.body.contains("/dev/mailbox"));
    let here = TestApp::one().await;
    here.user("ada").await;
    let mut developer = here.visitor();
    let mailbox = developer.visit("/dev/mailbox").await;
    assert!(mailbox.says("To ada@example.com"), "{}", mailbox.summary());
    let mail = mailbox.attributes_of("main li a", "href").remove(0);
    let mail = developer.get(&mail).await;
    let link = mail.attributes_of("main a.button", "href").remove(0);
    assert_eq!(developer.get(&link).await.heading(), "Confirm your e-mail address");
}

#[tokio::test]
async fn the_name_of_the_product_stands_on_pages_and_in_mails() {
    let app = TestApp::one_with(Settings::development().with("DOORWARD_PRODUCT", "<Fox & Söhne>")).await;
    let mut ada = app.visitor();
    assert_eq!(ada.get("/login").await.title(), "Sign in – <Fox & Söhne>");
    ada.signs_up("ada", "ada@example.com").await;
    let mail = app.mail_to("ada@example.com").await;
    assert!(mail.subject.contains("<Fox & Söhne>") && mail.text.contains("<Fox & Söhne> account"));
    assert!(!mail.html.contains("<Fox"));
}
