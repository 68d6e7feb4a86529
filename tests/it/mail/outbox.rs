use std::time::Duration;

use doorward::clock::{Clock, Timestamp};
use doorward::database::{Database, each};
use doorward::keys::{Keys, MasterSecret};
use doorward::mail::{MailSettings, MailState, Mailer, Outbox};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::samples;
use crate::support::database::TestDatabase;
use crate::support::log::Log;
use crate::support::smtp_catcher::SmtpCatcher;

/// The first wait after a failure.
pub const FIRST_BACK_OFF: Duration = Duration::from_secs(5);

/// Longer than any wait between two tries.
const LONGEST_BACK_OFF: Duration = Duration::from_mins(10);

/// As long as a claim keeps others away.
const CLAIM: Duration = Duration::from_mins(2);

pub fn keys(byte: u8) -> Keys {
    Keys::new(MasterSecret::new([byte; 32]), None)
}

pub fn clock() -> Clock {
    Clock::settable(Timestamp::parse_rfc3339("2026-11-24T10:54:12Z").unwrap())
}

pub fn smtp(url: &str) -> Mailer {
    let settings = MailSettings {
        smtp_url: Some(url.into()),
        from: "Doorward <no-reply@doorward.example>".to_owned(),
        reply_to: Some("Doorward help <help@doorward.example>".to_owned()),
    };
    Mailer::new(&settings).unwrap()
}

pub fn outbox(database: &Database, clock: &Clock) -> Outbox {
    Outbox::new(database.clone(), clock.clone(), &keys(7)).unwrap()
}

#[tokio::test]
async fn a_mail_lasts_if_and_only_if_the_transaction_around_it_does() {
    for db in TestDatabase::each().await {
        let outbox = outbox(db.database(), &clock());
        let mut undone = db.database().begin().await.unwrap();
        outbox.enqueue(undone.executor(), &samples::sign_in("Undone")).await.unwrap();
        drop(undone);
        let mut done = db.database().begin().await.unwrap();
        let id = outbox.enqueue(done.executor(), &samples::sign_in("Done")).await.unwrap();
        done.commit().await.unwrap();

        assert_eq!(outbox.deliver_due(&Mailer::Mailbox).await.unwrap(), 1);
        let stored: Vec<_> = outbox.recent(10).await.unwrap().into_iter().map(|mail| mail.id).collect();
        assert_eq!(stored, [id]);
    }
}

#[tokio::test]
async fn the_mailbox_keeps_mails_readable_newest_first_and_forgets_them_after_a_week() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let outbox = outbox(db.database(), &clock);
        let first = outbox.send(&samples::confirmation("Doorward")).await.unwrap();
        clock.advance(Duration::from_micros(1));
        let second = outbox.send(&samples::recovery("Doorward")).await.unwrap();
        assert_eq!(outbox.get(second).await.unwrap().unwrap().state, MailState::Waiting);

        outbox.deliver_due(&Mailer::Mailbox).await.unwrap();
        let recent = outbox.recent(10).await.unwrap();
        assert_eq!(recent.iter().map(|mail| mail.id).collect::<Vec<_>>(), [second, first]);
        assert!(recent.iter().all(|mail| mail.state == MailState::Delivered));
        assert_eq!(outbox.get(first).await.unwrap().unwrap().message, samples::confirmation("Doorward"));
        assert_eq!(outbox.recent(1).await.unwrap().len(), 1);
        assert!(outbox.get(Uuid::new_v4()).await.unwrap().is_none());

        clock.advance(Duration::from_hours(8 * 24));
        let third = outbox.send(&samples::invite("Doorward")).await.unwrap();
        outbox.deliver_due(&Mailer::Mailbox).await.unwrap();
        let waiting = outbox.send(&samples::invite("Waits")).await.unwrap();
        assert_eq!(outbox.forget_finished(1).await.unwrap(), 1);
        assert_eq!(outbox.forget_finished(9).await.unwrap(), 1);
        let recent = outbox.recent(10).await.unwrap();
        assert_eq!(recent.iter().map(|mail| mail.id).collect::<Vec<_>>(), [waiting, third]);
    }
}

#[tokio::test]
async fn a_mail_is_sealed_while_it_waits_and_wiped_when_it_has_left() {
    for db in TestDatabase::each().await {
        let outbox = outbox(db.database(), &clock());
        let id = outbox.send(&samples::sign_in("Doorward")).await.unwrap();
        let sealed = content(&db, id).await.unwrap();
        for secret in [samples::CODE, "ada@example.com", "example.com"] {
            assert!(!contains(&sealed, secret.as_bytes()), "{secret} can be read in the database");
        }
        let catcher = SmtpCatcher::spawn().await;
        assert_eq!(outbox.deliver_due(&smtp(&catcher.url())).await.unwrap(), 1);
        assert_eq!(content(&db, id).await, None);
        assert!(outbox.recent(10).await.unwrap().is_empty());
        assert_eq!(outcome(&db, id).await, (Some("delivered".to_owned()), None));
    }
}

#[tokio::test]
async fn two_machines_that_deliver_at_once_send_each_mail_once() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let here = outbox(db.database(), &clock);
        let there = outbox(&db.another_machine().await, &clock);
        for _ in 0..20 {
            here.send(&samples::sign_in("Doorward")).await.unwrap();
        }
        let catcher = SmtpCatcher::spawn().await;
        let mailer = smtp(&catcher.url());
        let (one, other) = tokio::join!(here.deliver_due(&mailer), there.deliver_due(&mailer));
        assert_eq!(one.unwrap() + other.unwrap(), 20);
        assert_eq!(catcher.mails().len(), 20);
    }
}

#[tokio::test]
async fn a_mail_that_fails_is_tried_again_at_growing_distances_and_given_up_after_an_hour() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let began = clock.now();
        let outbox = outbox(db.database(), &clock);
        let id = outbox.send(&samples::sign_in("Doorward")).await.unwrap();
        let catcher = SmtpCatcher::spawn().await;
        let mailer = smtp(&catcher.url());
        let mut tries = Vec::new();
        while outcome(&db, id).await.0.is_none() {
            catcher.refuse_next("451 4.7.1 come back later");
            assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 0);
            tries.push(clock.now());
            assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 0, "it is not due yet");
            clock.set(due_at(&db, id).await);
        }
        let pauses: Vec<_> = tries.windows(2).map(|pair| pair[1].since(pair[0])).collect();
        assert_eq!(pauses[..3], [FIRST_BACK_OFF, FIRST_BACK_OFF * 2, FIRST_BACK_OFF * 4]);
        assert!(pauses.windows(2).all(|pair| pair[0] <= pair[1]), "{pauses:?}");
        assert_eq!(pauses.last(), Some(&LONGEST_BACK_OFF));
        let lasted = tries.last().unwrap().since(began);
        assert!((Duration::from_hours(1)..Duration::from_hours(2)).contains(&lasted), "{lasted:?}");
        let rcpts = catcher.commands().iter().filter(|command| command.starts_with("RCPT")).count();
        assert_eq!(rcpts, tries.len());
        assert_eq!(
            outcome(&db, id).await,
            (Some("given_up".to_owned()), Some("the mail server answered 451".to_owned()))
        );
        assert_eq!(content(&db, id).await, None, "a code that will never be sent is nobody's business");
    }
}

#[tokio::test]
async fn a_mail_that_failed_once_arrives_at_the_next_try() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let outbox = outbox(db.database(), &clock);
        outbox.send(&samples::sign_in("Doorward")).await.unwrap();
        let catcher = SmtpCatcher::spawn().await;
        let mailer = smtp(&catcher.url());
        catcher.refuse_next("421 4.3.2 closing down");
        assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 0);
        clock.advance(FIRST_BACK_OFF);
        assert_eq!(outbox.deliver_due(&mailer).await.unwrap(), 1);
        assert_eq!(catcher.mails().len(), 1);
    }
}

#[tokio::test]
async fn a_recipient_that_does_not_exist_is_given_up_at_once_and_no_log_names_them() {
    for db in TestDatabase::each().await {
        let log = Log::start();
        let outbox = outbox(db.database(), &clock());
        let id = outbox.send(&samples::sign_in("Doorward")).await.unwrap();
        let catcher = SmtpCatcher::spawn().await;
        catcher.refuse_next("550 5.1.1 <ada@example.com>: no such user");
        assert_eq!(outbox.deliver_due(&smtp(&catcher.url())).await.unwrap(), 0);
        let (state, failure) = outcome(&db, id).await;
        assert_eq!(state.as_deref(), Some("given_up"));
        assert_eq!(failure.as_deref(), Some("the mail server refused it for good (550)"));
        let log = log.text();
        assert!(log.contains("a mail was given up") && log.contains(&id.to_string()), "{log}");
        assert!(!log.contains("ada@example.com") && !log.contains(samples::CODE), "{log}");
    }
}

#[tokio::test]
async fn mails_wait_for_a_mail_server_that_is_away() {
    for db in TestDatabase::each().await {
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let clock = clock();
        let outbox = outbox(db.database(), &clock);
        let id = outbox.send(&samples::sign_in("Doorward")).await.unwrap();
        assert_eq!(outbox.deliver_due(&smtp(&format!("smtp://{nobody}"))).await.unwrap(), 0);
        let unreachable = "the mail server could not be reached".to_owned();
        assert_eq!(outcome(&db, id).await, (None, Some(unreachable)));
        clock.advance(FIRST_BACK_OFF);
        assert_eq!(outbox.deliver_due(&Mailer::Mailbox).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_worker_that_dies_in_the_middle_gives_its_mail_back() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let dying = outbox(db.database(), &clock);
        dying.send(&samples::sign_in("Doorward")).await.unwrap();
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mailer = smtp(&format!("smtp://{}", silent.local_addr().unwrap()));
        tokio::select! {
            _ = dying.deliver_due(&mailer) => panic!("the server says nothing"),
            accepted = silent.accept() => drop(accepted.unwrap()),
        }

        let heir = outbox(&db.another_machine().await, &clock);
        assert_eq!(heir.deliver_due(&Mailer::Mailbox).await.unwrap(), 0, "it is still claimed");
        clock.advance(CLAIM);
        assert_eq!(heir.deliver_due(&Mailer::Mailbox).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_mail_sealed_before_a_rotation_of_the_secret_is_sent_after_it() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let before = outbox(db.database(), &clock);
        before.send(&samples::sign_in("Doorward")).await.unwrap();
        let rotated = Keys::new(MasterSecret::new([8; 32]), Some(MasterSecret::new([7; 32])));
        let after = Outbox::new(db.database().clone(), clock.clone(), &rotated).unwrap();
        assert_eq!(after.deliver_due(&Mailer::Mailbox).await.unwrap(), 1);

        let lost = before.send(&samples::sign_in("Doorward")).await.unwrap();
        let forgotten = Outbox::new(db.database().clone(), clock.clone(), &keys(9)).unwrap();
        assert_eq!(forgotten.deliver_due(&Mailer::Mailbox).await.unwrap(), 0);
        assert_eq!(outcome(&db, lost).await.0.as_deref(), Some("given_up"));
    }
}

async fn content(db: &TestDatabase, id: Uuid) -> Option<Vec<u8>> {
    const CONTENT: &str = "select content from outbox where id = $1";
    each!(db.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar(CONTENT).bind(id).fetch_one(c).await
    })
    .unwrap()
}

async fn outcome(db: &TestDatabase, id: Uuid) -> (Option<String>, Option<String>) {
    const OUTCOME: &str = "select outcome, last_failure from outbox where id = $1";
    each!(db.database().read().await.unwrap().executor(), c => {
        sqlx::query_as(OUTCOME).bind(id).fetch_one(c).await
    })
    .unwrap()
}

async fn due_at(db: &TestDatabase, id: Uuid) -> Timestamp {
    const DUE: &str = "select due_at from outbox where id = $1";
    each!(db.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar(DUE).bind(id).fetch_one(c).await
    })
    .unwrap()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
