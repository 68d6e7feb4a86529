//! People at a site that is a process of its own. Their mails come to a mail server of the test.

use super::mailbox::{Mail, Mailbox};
use super::person::Person;
use super::process::Place;
use super::smtp_catcher::SmtpCatcher;
use super::visitor::Visitor;

impl Place {
    /// The same with mails leaving through this mail server.
    pub fn mailing_through(mut self, catcher: &SmtpCatcher) -> Self {
        self.mailbox = Some(Mailbox::caught(catcher.clone()));
        self.with(&[("SMTP_URL", &catcher.url())])
    }

    /// The newest mail to somebody.
    pub async fn mail_to(&self, address: &str) -> Mail {
        self.mailbox.as_ref().expect("a mail server").open_newest(address).await
    }

    /// Somebody who signed up, confirmed their address by the code, and is signed in.
    pub async fn user(&self, name: &str) -> Person {
        let mut browser = self.visitor();
        let email = format!("{name}@example.com");
        let answer = browser.signs_up(name, &email).await;
        assert_eq!(answer.goes_to(), "/check-inbox");
        browser.follow().await;
        self.confirms(&mut browser, &email).await;
        Person { browser, name: name.to_owned(), email }
    }

    /// Types the code of the newest mail into the page "Check your inbox".
    pub async fn confirms(&self, browser: &mut Visitor, email: &str) {
        let mail = self.mail_to(email).await;
        let answer = browser.submit("check-inbox", &[("code", mail.code())]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser.follow().await;
    }
}
