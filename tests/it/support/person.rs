//! People with an account, and the steps that everybody takes.

use std::ops::{Deref, DerefMut};

use super::app::TestApp;
use super::page::Page;
use super::visitor::Visitor;

/// The password of everybody in the stories, until they choose another.
pub const PASSWORD: &str = "seven lanterns over the harbour";

/// Somebody with an account, and their browser.
pub struct Person {
    /// Their browser.
    pub browser: Visitor,
    /// Their username.
    pub name: String,
    /// Their address.
    pub email: String,
}

impl Deref for Person {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.browser
    }
}

impl DerefMut for Person {
    fn deref_mut(&mut self) -> &mut Visitor {
        &mut self.browser
    }
}

impl TestApp {
    /// Somebody who signed up, confirmed their address, and is signed in.
    pub async fn user(&self, name: &str) -> Person {
        let mut person = self.unconfirmed(name).await;
        let mail = self.mail_to(&person.email).await;
        person.opens_mail_link(mail.link()).await;
        person.follow().await;
        person
    }

    /// Somebody who signed up and has not opened the mail yet.
    pub async fn unconfirmed(&self, name: &str) -> Person {
        let mut browser = self.visitor();
        let email = format!("{}@example.com", name.to_lowercase());
        let answer = browser.signs_up(name, &email).await;
        assert_eq!(answer.goes_to(), "/check-inbox", "{}", answer.summary());
        Person { browser, name: name.to_owned(), email }
    }

    /// A fresh browser in which somebody who has an account signs in, not to be remembered.
    pub async fn signed_in(&self, identifier: &str) -> Visitor {
        self.signed_in_with(identifier, PASSWORD).await
    }

    /// The same with another password.
    pub async fn signed_in_with(&self, identifier: &str, password: &str) -> Visitor {
        let mut browser = self.visitor();
        let answer = browser.signs_in(identifier, password).await;
        assert_eq!(answer.status, 303, "{}", answer.summary());
        browser.follow().await;
        browser
    }
}

impl Visitor {
    /// Fills in the page "Create an account".
    pub async fn signs_up(&mut self, name: &str, email: &str) -> Page {
        self.get("/signup").await;
        self.submit(
            "signup",
            &[
                ("new_username", name),
                ("new_email", email),
                ("new_password", PASSWORD),
                ("new_password_again", PASSWORD),
            ],
        )
        .await
    }

    /// Fills in the page "Sign in", without asking to be kept signed in.
    pub async fn signs_in(&mut self, identifier: &str, password: &str) -> Page {
        self.get("/login").await;
        self.submit("login", &[("username", identifier), ("password", password), ("remember", "")]).await
    }

    /// The same, asking to be kept signed in on this device.
    pub async fn signs_in_to_stay(&mut self, identifier: &str, password: &str) -> Page {
        self.get("/login").await;
        self.submit("login", &[("username", identifier), ("password", password), ("remember", "yes")]).await
    }

    /// Fills in the page "Language and theme".
    pub async fn chooses(&mut self, language: &str, theme: &str) -> Page {
        self.get("/preferences").await;
        self.submit("preferences", &[("language", language), ("theme", theme)]).await
    }

    /// Opens the link of a mail and presses its button.
    pub async fn opens_mail_link(&mut self, link: &str) -> Page {
        self.get(link).await;
        self.submit("confirm", &[]).await
    }

    /// Fills in the page "Forgot your password?".
    pub async fn asks_for_recovery(&mut self, email: &str) -> Page {
        self.get("/recovery").await;
        self.submit("recovery", &[("email", email)]).await
    }

    /// Fills in the page "Choose a new password", on which the browser is.
    pub async fn chooses_password(&mut self, password: &str) -> Page {
        self.submit("new-password-form", &[("new_password", password), ("new_password_again", password)])
            .await
    }

    /// Types the code of a mail into the page "Check your inbox".
    pub async fn types_code(&mut self, code: &str) -> Page {
        self.get("/check-inbox").await;
        self.submit("check-inbox", &[("code", code)]).await
    }

    /// Whether the site knows who this is.
    pub async fn is_signed_in(&mut self) -> bool {
        let answer = self.get("/notes").await;
        match answer.status {
            200 => true,
            303 if answer.goes_to().starts_with("/login?") => false,
            _ => panic!("{}", answer.summary()),
        }
    }

    /// Presses "Sign out".
    pub async fn signs_out(&mut self) -> Page {
        self.get("/notes").await;
        self.submit("sign-out", &[]).await
    }
}
