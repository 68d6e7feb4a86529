//! How busy the pools are.

use std::time::Duration;

use futures_util::future::join_all;

use crate::support::database::TestDatabase;
use crate::support::patience::until;

#[tokio::test]
async fn connections_in_use_and_those_who_wait_for_one_are_counted() {
    for db in TestDatabase::each().await {
        let database = db.database();
        let pool = if database.is_postgres() { "postgres" } else { "readers" };
        let load = || database.load().into_iter().find(|load| load.pool == pool).unwrap();
        let most = usize::try_from(load().most).unwrap();
        let held = join_all((0..most).map(|_| async { database.read().await.unwrap() })).await;
        assert_eq!((load().busy, load().idle), (load().most, 0));
        assert_eq!(database.waiting(), 0);
        let waits = tokio::spawn({
            let database = database.clone();
            async move { database.read().await.map(drop) }
        });
        until("somebody who waits", async || (database.waiting() == 1).then_some(())).await;
        let gave_up = tokio::time::timeout(Duration::from_millis(1), database.read()).await;
        assert!(gave_up.is_err());
        assert_eq!(database.waiting(), 1, "whoever leaves is not counted any more");
        drop(held);
        waits.await.unwrap().unwrap();
        assert_eq!((database.waiting(), database.gave_up_waiting()), (0, 0));
    }
}
