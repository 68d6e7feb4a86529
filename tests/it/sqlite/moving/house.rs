//! A site with its tables in a file, and the Postgres that it is to move to.

use doorward::database::{Database, DatabaseTarget, Executor};

use crate::support::database::TestDatabase;
use crate::support::process::{Ended, Place};
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::tables;

/// A site that has lived, stopped, and where it is to move.
pub(super) struct House {
    pub(super) place: Place,
    pub(super) there: TestDatabase,
    pub(super) catcher: SmtpCatcher,
}

impl House {
    /// Nothing where there is no Postgres.
    pub(super) async fn empty() -> Option<Self> {
        let there = TestDatabase::empty_postgres().await?;
        let catcher = SmtpCatcher::spawn().await;
        let place = Place::new(&[("DOORWARD_MOVE_TO", &there.url())]).mailing_through(&catcher);
        Some(Self { place, there, catcher })
    }

    /// The same with two people who have been there.
    pub(super) async fn lived_in() -> Option<Self> {
        let house = Self::empty().await?;
        let program = house.place.start_ready().await;
        house.place.user("ada").await.chooses("de", "dark").await;
        house.place.user("grace").await;
        program.terminate().await;
        program.ends().await;
        Some(house)
    }

    pub(super) async fn moves(&self) -> Ended {
        self.place.run(&["move"]).ends().await
    }

    /// Does something to the destination.
    pub(super) async fn there(&self, sql: &'static str) {
        let mut connection = self.there.database().write().await.unwrap();
        let Executor::Postgres(connection) = connection.executor() else { panic!("it is a Postgres") };
        sqlx::raw_sql(sql).execute(connection).await.unwrap();
    }

    /// The same to the file.
    pub(super) async fn changes_here(&self, sql: &'static str) {
        let database = sqlite(&self.place).await;
        let mut taken = database.write().await.unwrap();
        let Executor::Sqlite(connection) = taken.executor() else { panic!("it is a file") };
        sqlx::raw_sql(sql).execute(connection).await.unwrap();
        drop(taken);
        database.close().await;
    }

    pub(super) async fn is_empty_there(&self) {
        for (table, rows) in tables::everything(self.there.database()).await {
            assert!(rows.is_empty(), "{table} holds {} rows", rows.len());
        }
    }
}

/// The file, opened by somebody else.
pub(super) async fn sqlite(place: &Place) -> Database {
    let url = format!("sqlite:{}", place.file("data/doorward.db").display());
    Database::connect(&DatabaseTarget::parse(&url).unwrap()).await.unwrap()
}
