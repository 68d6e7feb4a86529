//! Mails for the tests of how mails wait and leave.

use std::time::Duration;

use doorward::clock::Timestamp;
use doorward::gotrue::EmailAddress;
use doorward::mail::messages::{Confirmation, Invite, Letterhead, Occasion, Recovery, SignIn};
use doorward::mail::{EXHIBITED_CODE, Message};
use doorward::words::{Language, Words};
use url::Url;

pub const CODE: &str = EXHIBITED_CODE;
const TEN_MINUTES: Duration = Duration::from_mins(10);

pub fn ada() -> EmailAddress {
    EmailAddress::parse("ada@example.com").unwrap()
}

/// The link of a mail; its `&` shows whether it is escaped where it must be.
fn link() -> Url {
    Url::parse("http://127.0.0.1:8080/auth/confirm?token_hash=0123456789abcdef&type=email").unwrap()
}

pub fn occasion() -> Occasion {
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let at = Timestamp::parse_rfc3339("2026-11-24T10:54:12.345678Z").unwrap();
    Occasion::new(at, Some(FIREFOX), Some("203.0.113.7".parse().unwrap()))
}

fn head(product: &str, language: Language) -> Letterhead {
    Letterhead { words: Words::of(language), product: product.to_owned(), support: None }
}

pub fn confirmation(product: &str) -> Message {
    let mail = Confirmation {
        head: head(product, Language::English),
        link: link(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES,
        occasion: Some(occasion()),
    };
    mail.compose(&ada()).unwrap()
}

pub fn sign_in(product: &str) -> Message {
    sign_in_in(Language::English, product)
}

pub fn sign_in_in(language: Language, product: &str) -> Message {
    let mail = SignIn {
        head: head(product, language),
        link: link(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES,
        occasion: Some(occasion()),
    };
    mail.compose(&ada()).unwrap()
}

pub fn recovery(product: &str) -> Message {
    let mail = Recovery {
        head: head(product, Language::English),
        link: link(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES,
        occasion: None,
    };
    mail.compose(&ada()).unwrap()
}

pub fn invite(product: &str) -> Message {
    let mail = Invite {
        head: head(product, Language::English),
        link: link(),
        code: CODE.to_owned(),
        expires_in: Duration::from_hours(24),
    };
    mail.compose(&ada()).unwrap()
}
