//! The worker that empties the outbox beside the requests.

use std::time::Duration;

use doorward::clock::Clock;
use doorward::mail::{Mailer, Outbox};
use tokio::task::JoinHandle;

use super::outbox::{FIRST_BACK_OFF, clock, outbox, smtp};
use super::samples;
use crate::support::database::TestDatabase;
use crate::support::patience::until;
use crate::support::smtp_catcher::SmtpCatcher;

fn work(outbox: &Outbox, mailer: &Mailer) -> JoinHandle<()> {
    let (outbox, mailer) = (outbox.clone(), mailer.clone());
    tokio::spawn(async move { outbox.run(&mailer).await })
}

async fn waits_by(clock: &Clock) {
    until("the worker waits", async || (clock.sleepers() == 1).then_some(())).await;
}

#[tokio::test]
async fn the_worker_delivers_what_was_queued_before_it_began_and_what_comes_later() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let outbox = outbox(db.database(), &clock);
        outbox.send(&samples::sign_in("Before")).await.unwrap();
        let catcher = SmtpCatcher::spawn().await;
        let mailer = smtp(&catcher.url());
        let worker = work(&outbox, &mailer);
        assert!(catcher.mail(1).await.data.contains("Before"));

        let mut tx = db.database().begin().await.unwrap();
        outbox.enqueue(tx.executor(), &samples::sign_in("Later")).await.unwrap();
        tx.commit().await.unwrap();
        outbox.wake();
        assert!(catcher.mail(2).await.data.contains("Later"));

        worker.abort();
        assert!(worker.await.unwrap_err().is_cancelled());
        outbox.send(&samples::sign_in("Last")).await.unwrap();
        outbox.drain(&mailer, Duration::from_secs(10)).await;
        assert!(catcher.mail(3).await.data.contains("Last"));
    }
}

#[tokio::test]
async fn the_worker_tries_again_when_the_clock_says_so_and_not_before() {
    for db in TestDatabase::each().await {
        let clock = clock();
        let outbox = outbox(db.database(), &clock);
        let catcher = SmtpCatcher::spawn().await;
        catcher.refuse_next("451 4.7.1 come back later");
        outbox.send(&samples::sign_in("Doorward")).await.unwrap();
        let worker = work(&outbox, &smtp(&catcher.url()));
        waits_by(&clock).await;
        let due = clock.now().plus(FIRST_BACK_OFF);
        clock.set(due.minus(Duration::from_micros(1)));
        assert!(catcher.mails().is_empty());
        assert_eq!(clock.sleepers(), 1);

        clock.set(due);
        catcher.mail(1).await;
        worker.abort();
    }
}
