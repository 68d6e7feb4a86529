use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doorward::clock::Clock;
use doorward::mail::{MailSettings, MailSettingsError, Mailer, Message, Outbox};
use doorward::words::Language;
use mail_parser::{HeaderValue, MessageParser, MimeHeaders};

use super::outbox::{clock, keys, smtp};
use super::samples;
use crate::support::database::TestDatabase;
use crate::support::smtp_catcher::{CaughtMail, SmtpCatcher};

/// Sends a mail through the outbox, to a catcher.
async fn sent(message: &Message) -> CaughtMail {
    let catcher = SmtpCatcher::spawn().await;
    let (_db, outbox) = outbox(&clock()).await;
    outbox.send(message).await.unwrap();
    assert_eq!(outbox.deliver_due(&smtp(&catcher.url())).await.unwrap(), 1);
    catcher.mail(1).await
}

async fn outbox(clock: &Clock) -> (TestDatabase, Outbox) {
    let db = TestDatabase::sqlite().await;
    let outbox = Outbox::new(db.database().clone(), clock.clone(), &keys(7)).unwrap();
    (db, outbox)
}

fn refused(smtp_url: &str) -> MailSettingsError {
    let settings = MailSettings {
        smtp_url: Some(smtp_url.into()),
        from: "Doorward <no-reply@doorward.example>".to_owned(),
        reply_to: None,
    };
    Mailer::new(&settings).unwrap_err()
}

#[tokio::test]
async fn a_mail_has_one_recipient_and_the_headers_of_a_machine() {
    let caught = sent(&samples::sign_in("Türöffner")).await;
    assert_eq!(caught.from, "no-reply@doorward.example");
    assert_eq!(caught.recipients, ["ada@example.com"]);

    let mail = MessageParser::default().parse(&caught.data).unwrap();
    assert_eq!(mail.subject(), Some("482913 is your Türöffner sign-in code"));
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("Doorward"), Some("no-reply@doorward.example")));
    let to: Vec<_> = mail.to().unwrap().iter().map(|to| to.address().unwrap()).collect();
    assert_eq!(to, ["ada@example.com"]);
    assert_eq!(mail.reply_to().unwrap().first().unwrap().address(), Some("help@doorward.example"));
    assert!(mail.cc().is_none() && mail.bcc().is_none());
    assert_eq!(mail.header("Auto-Submitted"), Some(&HeaderValue::Text("auto-generated".into())));
    assert_eq!(mail.header("X-Auto-Response-Suppress"), Some(&HeaderValue::Text("All".into())));
    assert_eq!(mail.header("List-Unsubscribe"), None, "nobody can sign off from security");
    assert_eq!(mail.header_raw("Content-Language").map(str::trim), Some("en"));
    assert_eq!(mail.date().unwrap().to_timestamp(), clock().now().as_seconds());
    assert!(mail.message_id().unwrap().ends_with("@doorward.example"));
}

#[tokio::test]
async fn a_mail_says_its_language_as_far_as_it_is_known() {
    for language in Language::ALL {
        let caught = sent(&samples::sign_in_in(language, "Doorward")).await;
        let mail = MessageParser::default().parse(&caught.data).unwrap();
        assert_eq!(mail.header_raw("Content-Language").map(str::trim), Some(language.tag()));
    }
    let mut queued_before = serde_json::to_value(samples::sign_in("Doorward")).unwrap();
    queued_before.as_object_mut().unwrap().remove("language").unwrap();
    let caught = sent(&serde_json::from_value(queued_before).unwrap()).await;
    let mail = MessageParser::default().parse(&caught.data).unwrap();
    assert_eq!(mail.header_raw("Content-Language"), None);
    assert_eq!(mail.subject(), Some("482913 is your Doorward sign-in code"));
}

#[tokio::test]
async fn the_text_comes_first_and_both_parts_arrive_as_they_were_written() {
    let message = samples::confirmation("Türöffner");
    let caught = sent(&message).await;
    let mail = MessageParser::default().parse(&caught.data).unwrap();
    let kind = mail.content_type().unwrap();
    assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("alternative")));
    let parts: Vec<_> = mail.parts.iter().skip(1).collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].content_type().unwrap().subtype(), Some("plain"));
    assert_eq!(parts[1].content_type().unwrap().subtype(), Some("html"));
    let unix = |text: &str| text.replace("\r\n", "\n");
    assert_eq!(unix(parts[0].text_contents().unwrap()), message.text);
    assert_eq!(unix(parts[1].text_contents().unwrap()), message.html);
    assert!(caught.data.is_ascii(), "old servers cut the eighth bit off");
    assert!(caught.data.lines().all(|line| line.len() <= 998), "RFC 5321 §4.5.3.1.6");
}

#[tokio::test]
async fn nothing_in_a_mail_can_end_it_or_begin_another() {
    let mut message = samples::sign_in("Doorward");
    message.text =
        "first\r\n.\r\nMAIL FROM:<evil@evil.test>\r\nRCPT TO:<all@evil.test>\r\n..\r\nlast\r\n".to_owned();
    message.subject = "one\r\nBcc: all@evil.test\r\n\r\nbody".to_owned();
    let caught = sent(&message).await;
    assert_eq!(caught.recipients, ["ada@example.com"]);
    let mail = MessageParser::default().parse(&caught.data).unwrap();
    assert!(mail.bcc().is_none(), "{}", caught.data);
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), message.text.replace("\r\n", "\n"));
}

#[tokio::test]
async fn a_mail_that_is_sent_twice_has_one_message_id() {
    let clock = clock();
    let (_db, outbox) = outbox(&clock).await;
    let id = outbox.send(&samples::sign_in("Doorward")).await.unwrap();
    // The server takes the mail, and a crash before that is written down makes it go out again.
    let catcher = SmtpCatcher::spawn().await;
    catcher.go_away_after_next_mail();
    let mailer = smtp(&catcher.url());
    assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 0);
    clock.advance(std::time::Duration::from_mins(1));
    assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 1);
    let ids: Vec<_> = catcher
        .mails()
        .iter()
        .map(|mail| MessageParser::default().parse(&mail.data).unwrap().message_id().unwrap().to_owned())
        .collect();
    let expected = format!("{id}@doorward.example");
    assert_eq!(ids, [expected.clone(), expected]);
}

#[tokio::test]
async fn name_and_password_are_sent_as_they_are_meant() {
    let catcher = SmtpCatcher::spawn().await;
    let (_db, outbox) = outbox(&clock()).await;
    outbox.send(&samples::sign_in("Doorward")).await.unwrap();
    let mailer = smtp(&catcher.url_with_login("door%40ward:p%2Fss%25w%C3%B6rd"));
    assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 1);
    assert_eq!(catcher.logins(), [STANDARD.encode("\0door@ward\0p/ss%wörd")]);
}

#[tokio::test]
async fn a_server_that_offers_no_encryption_is_told_nothing_when_it_is_asked_for() {
    let catcher = SmtpCatcher::spawn().await;
    let (_db, outbox) = outbox(&clock()).await;
    outbox.send(&samples::sign_in("Doorward")).await.unwrap();
    let mailer = smtp(&format!("{}?tls=required", catcher.url_with_login("name:password")));
    assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 0);
    assert!(catcher.mails().is_empty() && catcher.logins().is_empty());
    let spoken = catcher.commands();
    assert!(!spoken.iter().any(|command| command.starts_with("MAIL")), "{spoken:?}");
}

#[tokio::test]
async fn a_url_that_would_show_the_password_or_makes_no_sense_is_refused() {
    assert_eq!(refused("smtp://name:password@mail.example.com?tls=none"), MailSettingsError::OpenPassword);
    let wrong = ["", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://host?tls=maybe"];
    for url in wrong {
        assert_eq!(refused(url), MailSettingsError::Url, "{url}");
    }
    assert_eq!(refused("smtp://name:%ff@mail.example.com"), MailSettingsError::Url);
    for fine in ["smtps://mail.example.com", "smtp://mail.example.com:2525", "smtp://relay.internal?tls=none"]
    {
        assert!(matches!(smtp(fine), Mailer::Smtp(_)), "{fine}");
    }
}

#[tokio::test]
async fn names_that_are_no_senders_are_refused_by_name() {
    let settings = |from: &str, reply_to: Option<&str>| MailSettings {
        smtp_url: Some("smtp://127.0.0.1".into()),
        from: from.to_owned(),
        reply_to: reply_to.map(str::to_owned),
    };
    let fault = |settings| Mailer::new(&settings).unwrap_err();
    assert_eq!(fault(settings("nobody", None)), MailSettingsError::From);
    assert_eq!(fault(settings("a@b.example", Some("nobody"))), MailSettingsError::ReplyTo);
}

#[tokio::test]
async fn settings_and_mailers_print_no_password() {
    let settings = MailSettings {
        smtp_url: Some("smtps://name:hunter2@mail.example.com".into()),
        from: "Doorward <no-reply@doorward.example>".to_owned(),
        reply_to: None,
    };
    let printed = format!("{settings:?} {:?}", Mailer::new(&settings).unwrap());
    assert!(!printed.contains("hunter2") && !printed.contains("mail.example.com"), "{printed}");
}
