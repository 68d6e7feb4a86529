//! A database of its own for each test, gone when the test ends.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use doorward::database::{Database, DatabaseTarget};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;
use url::Url;
use uuid::Uuid;

/// A migrated database that nobody else uses.
pub struct TestDatabase {
    database: Database,
    target: DatabaseTarget,
    url: String,
    _home: Home,
}

/// What has to go when the test ends.
enum Home {
    Folder { _folder: TempDir },
    Server { admin_url: String, name: String },
}

impl TestDatabase {
    /// A file in a folder of its own.
    pub async fn sqlite() -> Self {
        Self::empty_sqlite().await.migrated().await
    }

    /// A database on the server that `TEST_POSTGRES_URL` names; without it nothing, said loudly, and
    /// in CI a failure.
    pub async fn postgres() -> Option<Self> {
        Some(Self::empty_postgres().await?.migrated().await)
    }

    /// One of each kind that is at hand: `SQLite` always, Postgres where there is one.
    pub async fn each() -> Vec<Self> {
        let mut all = vec![Self::sqlite().await];
        all.extend(Self::postgres().await);
        all
    }

    /// The same before any migration.
    pub async fn each_empty() -> Vec<Self> {
        let mut all = vec![Self::empty_sqlite().await];
        all.extend(Self::empty_postgres().await);
        all
    }

    /// A file before any migration.
    pub async fn empty_sqlite() -> Self {
        // As private as the program makes it.
        let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o700)).tempdir();
        let folder = folder.expect("a temporary folder");
        let file = folder.path().join("doorward.db");
        Self::open(format!("sqlite:{}", file.display()), Home::Folder { _folder: folder }).await
    }

    /// As [`TestDatabase::postgres`], before any migration.
    pub async fn empty_postgres() -> Option<Self> {
        let Ok(admin_url) = std::env::var("TEST_POSTGRES_URL") else {
            assert_ne!(
                std::env::var("CI").as_deref(),
                Ok("true"),
                "CI tests on Postgres: set TEST_POSTGRES_URL"
            );
            eprintln!("SKIPPED ON POSTGRES: set TEST_POSTGRES_URL to test there too");
            return None;
        };
        let name = format!("doorward_test_{}", Uuid::new_v4().simple());
        administer(&admin_url, format!("create database {name} template template0")).await;
        let mut url = Url::parse(&admin_url).expect("TEST_POSTGRES_URL is a URL");
        url.set_path(&name);
        Some(Self::open(url.into(), Home::Server { admin_url, name }).await)
    }

    async fn open(url: String, home: Home) -> Self {
        let target = DatabaseTarget::parse(&url).expect("the URL of a database");
        let database = Database::connect(&target).await.expect("the database opens");
        Self { database, target, url, _home: home }
    }

    async fn migrated(self) -> Self {
        self.database.migrate().await.expect("the migrations apply");
        self
    }

    /// The handle.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Its URL, as `DATABASE_URL` says it.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// The file of an `SQLite` database.
    pub fn file(&self) -> &Path {
        match &self.target {
            DatabaseTarget::Sqlite { file } => file,
            DatabaseTarget::Postgres { .. } => panic!("a Postgres is no file"),
        }
    }

    /// Another handle with connections of its own, as another machine would have.
    pub async fn another_machine(&self) -> Database {
        Database::connect(&self.target).await.expect("the database opens again")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Self::Server { admin_url, name } = self {
            let statement = format!("drop database {name} with (force)");
            let admin_url = std::mem::take(admin_url);
            // A destructor cannot wait for the test's own runtime.
            let dropping = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.expect("a runtime").block_on(administer(&admin_url, statement));
            });
            dropping.join().expect("the database is dropped");
        }
    }
}

async fn administer(admin_url: &str, statement: String) {
    let mut connection = PgConnection::connect(admin_url).await.expect("TEST_POSTGRES_URL answers");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.expect("the server obeys");
}
