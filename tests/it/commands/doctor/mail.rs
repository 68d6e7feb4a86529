use std::net::SocketAddr;

use super::public;
use crate::support::port::Port;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::tls_front::{Authority, TlsFront};

/// A place whose mail server this is.
fn mailing(url: &str) -> Place {
    Place::new(&[("SMTP_URL", url)])
}

#[tokio::test]
async fn a_mail_server_is_greeted_and_sent_nothing() {
    let catcher = SmtpCatcher::spawn().await;
    let diagnosis = mailing(&catcher.url_with_login("name:p%40ss")).diagnosed().await;
    diagnosis.has_only(&[]).is("mail.server", "ok", "name and password are right");
    assert_eq!(catcher.logins().len(), 1);
    let spoken = catcher.commands();
    assert!(!spoken.iter().any(|command| command.starts_with("MAIL") || command == "DATA"), "{spoken:?}");
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_told_of() {
    let port = Port::keep();
    let diagnosis = mailing(&format!("smtp://name:hunter22@127.0.0.1:{}", port.number())).diagnosed().await;
    diagnosis.has_only(&["mail.server"]).is("mail.server", "fault", "cannot be reached");
    assert!(!diagnosis.said.contains("hunter22"), "{}", diagnosis.said);
}

#[tokio::test]
async fn a_wrong_password_is_told_of_and_not_repeated() {
    let catcher = SmtpCatcher::spawn().await;
    catcher.refuse_logins();
    let diagnosis = mailing(&catcher.url_with_login("name:hunter22")).diagnosed().await;
    diagnosis.has_only(&["mail.login"]).is("mail.login", "fault", "refuses name and password (535)");
    assert!(!diagnosis.said.contains("hunter22"), "{}", diagnosis.said);
}

#[tokio::test]
async fn a_server_without_encryption_is_told_nothing_in_the_open() {
    let catcher = SmtpCatcher::spawn().await;
    let required = format!("{}?tls=required", catcher.url_with_login("name:hunter22"));
    mailing(&required).diagnosed().await.has_only(&["mail.encryption"]).is(
        "mail.encryption",
        "fault",
        "no STARTTLS",
    );
    let from_the_first_byte = format!("smtps://name:hunter22@127.0.0.1:{}", catcher.port());
    mailing(&from_the_first_byte).diagnosed().await.has_only(&["mail.encryption"]);
    assert_eq!(catcher.logins(), [] as [String; 0]);
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_not_believed() {
    let catcher = SmtpCatcher::spawn().await;
    let upstream = SocketAddr::from(([127, 0, 0, 1], catcher.port()));
    let front = TlsFront::of_mail(&Authority::new(), "127.0.0.1", upstream).await;
    let url = format!("smtps://name:hunter22@{}", front.address());
    mailing(&url).diagnosed().await.has_only(&["mail.encryption"]).is(
        "mail.encryption",
        "fault",
        "not believed",
    );
    assert_eq!((front.handshakes(), catcher.commands().len()), (0, 0));
}

#[tokio::test]
async fn a_sender_that_nobody_can_send_for_deserves_a_warning() {
    let catcher = SmtpCatcher::spawn().await;
    for sender in ["a@app.test", "a@shop.fly.dev", "a@example.com", "a@localhost"] {
        let diagnosis = public(&catcher).with(&[("DOORWARD_MAIL_FROM", sender)]).diagnosed().await;
        diagnosis.has_only(&["mail.sender"]).is("mail.sender", "warning", "DOORWARD_MAIL_FROM");
    }
    let fine = public(&catcher).with(&[("DOORWARD_MAIL_FROM", "a@mail.contest.org")]).diagnosed().await;
    fine.has_only(&[]).is("mail.sender", "ok", "mail.contest.org");
}
