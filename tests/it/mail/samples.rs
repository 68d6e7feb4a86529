//! One of each message.

use std::time::Duration;

use doorward::clock::Timestamp;
use doorward::gotrue::EmailAddress;
use doorward::mail::Message;
use doorward::mail::messages::{
    AccountExists, ChangeRecipient, Confirmation, EmailChange, Invite, Occasion, PasswordChanged,
    Reauthentication, Recovery, SignIn,
};
use url::Url;

pub const CODE: &str = "482913";
const TEN_MINUTES: Duration = Duration::from_mins(10);

pub fn ada() -> EmailAddress {
    EmailAddress::parse("ada@example.com").unwrap()
}

/// The link of a mail; its `&` shows whether it is escaped where it must be.
pub fn link() -> Url {
    Url::parse("http://127.0.0.1:8080/auth/confirm?token_hash=0123456789abcdef&type=email").unwrap()
}

pub fn recovery_page() -> Url {
    Url::parse("http://127.0.0.1:8080/recovery").unwrap()
}

pub fn occasion() -> Occasion {
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let at = Timestamp::parse_rfc3339("2026-11-24T10:54:12.345678Z").unwrap();
    Occasion::new(at, Some(FIREFOX), Some("203.0.113.7".parse().unwrap()))
}

pub fn confirmation(product: &str) -> Message {
    let mail = Confirmation {
        product: product.to_owned(),
        link: link(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES.into(),
        occasion: Some(occasion()),
    };
    mail.compose(&ada()).unwrap()
}

pub fn sign_in(product: &str) -> Message {
    let mail = SignIn {
        product: product.to_owned(),
        link: link(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES.into(),
        occasion: Some(occasion()),
    };
    mail.compose(&ada()).unwrap()
}

pub fn recovery(product: &str) -> Message {
    let mail = Recovery {
        product: product.to_owned(),
        link: link(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES.into(),
        occasion: None,
    };
    mail.compose(&ada()).unwrap()
}

pub fn invite(product: &str) -> Message {
    let mail = Invite {
        product: product.to_owned(),
        link: link(),
        code: CODE.to_owned(),
        expires_in: Duration::from_hours(24).into(),
    };
    mail.compose(&ada()).unwrap()
}

pub fn email_change(product: &str, recipient: ChangeRecipient) -> Message {
    let mail = EmailChange {
        product: product.to_owned(),
        link: link(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES.into(),
        new_email: EmailAddress::parse("lovelace@example.com").unwrap(),
        recipient,
        occasion: Some(occasion()),
    };
    mail.compose(&ada()).unwrap()
}

pub fn reauthentication(product: &str) -> Message {
    let mail = Reauthentication {
        product: product.to_owned(),
        code: CODE.to_owned(),
        expires_in: TEN_MINUTES.into(),
        occasion: Some(occasion()),
    };
    mail.compose(&ada()).unwrap()
}

pub fn account_exists(product: &str) -> Message {
    let mail = AccountExists {
        product: product.to_owned(),
        sign_in: link(),
        recovery: recovery_page(),
        occasion: Some(occasion()),
    };
    mail.compose(&ada()).unwrap()
}

pub fn password_changed(product: &str) -> Message {
    let mail =
        PasswordChanged { product: product.to_owned(), recovery: recovery_page(), occasion: occasion() };
    mail.compose(&ada()).unwrap()
}

/// Mails that hold a code and a link.
pub fn with_code_and_link(product: &str) -> Vec<Message> {
    vec![
        confirmation(product),
        sign_in(product),
        recovery(product),
        invite(product),
        email_change(product, ChangeRecipient::New),
        email_change(product, ChangeRecipient::Current),
    ]
}

pub fn all(product: &str) -> Vec<Message> {
    let mut all = with_code_and_link(product);
    all.extend([reauthentication(product), account_exists(product), password_changed(product)]);
    all
}
