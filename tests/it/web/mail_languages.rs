//! Mails speak the language of whoever they go to, as far as it is known.

use std::time::Duration;

use doorward::words::{Language, Words};

use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::mailbox::Mail;
use crate::support::person::PASSWORD;
use crate::support::supabase::Supabase;

const ADA: &str = "ada@example.com";
const GERMAN: &str = "de-AT,de;q=0.9,en;q=0.5";

fn is_german(mail: &Mail, subject: &str) -> bool {
    assert_eq!(mail.html.contains("<html lang=\"de\" dir=\"ltr\">"), mail.subject == subject, "{mail:?}");
    mail.subject == subject
}

#[tokio::test]
async fn a_mail_that_somebody_asks_for_is_in_the_language_of_their_pages() {
    for app in TestApp::each().await {
        let words = Words::of(Language::German);
        let mut ada = app.visitor();
        ada.reads(GERMAN);
        ada.signs_up("ada", ADA).await;
        let mail = app.mail_to(ADA).await;
        assert!(is_german(&mail, &words.mail_confirmation_subject(mail.code(), "Doorward")));
        ada.opens_mail_link(mail.link()).await;
        app.clock.advance(Duration::from_hours(1));
        ada.asks_for_recovery(ADA).await;
        assert!(is_german(&app.mail_to(ADA).await, &words.mail_recovery_subject("Doorward")));
        app.clock.advance(Duration::from_hours(1));
        app.visitor().asks_for_recovery(ADA).await;
        assert!(
            app.mail_to(ADA).await.html.contains("<html lang=\"en\""),
            "who says nothing is told in English"
        );
    }
}

#[tokio::test]
async fn a_notice_is_in_the_language_that_its_owner_chose() {
    for db in TestDatabase::each().await {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        let words = Words::of(Language::German);
        let mut ada = supabase.user(site.visitor(), "ada").await;
        ada.get("/preferences").await;
        ada.submit("preferences", &[("language", "de"), ("theme", "system")]).await;
        supabase.time_passes(&site, Duration::from_hours(1));

        // A stranger, who reads English.
        assert_eq!(site.visitor().signs_up("eve", ADA).await.goes_to(), "/check-inbox");
        let mail = site.mail_to(ADA).await;
        assert!(is_german(&mail, &words.mail_account_exists_subject("Doorward")));

        let mut elsewhere = site.visitor();
        elsewhere.reads("en");
        elsewhere.signs_in("ada", PASSWORD).await;
        elsewhere.get("/account/password").await;
        let fields = [
            ("password", PASSWORD),
            ("new_password", "eleven kites above the orchard"),
            ("new_password_again", "eleven kites above the orchard"),
        ];
        elsewhere.submit("password-form", &fields).await;
        let mail = site.mail_to(ADA).await;
        assert!(is_german(&mail, &words.mail_password_changed_subject("Doorward")));
    }
}
