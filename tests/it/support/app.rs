//! The whole site, running: both listeners, a database and a clock of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use doorward::clock::Clock;
use doorward::config::{Config, Sources};
use doorward::database::Database;
use doorward::keys::Keys;
use doorward::mail::Outbox;
use doorward::server::Server;
use doorward::telemetry::Metrics;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::database::TestDatabase;
use super::log::show_warnings;
use super::mailbox::{Mail, Mailbox};
use super::settings::Settings;
use super::visitor::Visitor;

/// How long a site may take to become ready on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A site that runs until it is dropped.
pub struct TestApp {
    /// Its clock, which stands still unless it is moved.
    pub clock: Clock,
    /// Its settings, with the port that the system chose.
    pub config: Config,
    /// Its keys.
    pub keys: Keys,
    /// What it counts.
    pub metrics: Metrics,
    settings: Settings,
    home: Arc<Home>,
    database: Database,
    mailbox: Mailbox,
    visitors: Arc<AtomicU32>,
    running: Option<Running>,
}

/// What outlives a restart.
struct Home {
    folder: TempDir,
    database: TestDatabase,
}

/// The thread that serves. The server has a runtime of its own, as in production, so that a test
/// which waits for something does not keep it from working.
struct Running {
    stop: oneshot::Sender<()>,
    thread: std::thread::JoinHandle<()>,
}

impl TestApp {
    /// A development site on each kind of database that is at hand.
    pub async fn each() -> Vec<Self> {
        Self::each_with(&Settings::development()).await
    }

    /// The same with other settings.
    pub async fn each_with(settings: &Settings) -> Vec<Self> {
        let mut all = Vec::new();
        for database in TestDatabase::each().await {
            all.push(Self::spawn(database, settings.clone()).await);
        }
        all
    }

    /// A development site on `SQLite`, for what has nothing to do with the database.
    pub async fn one() -> Self {
        Self::one_with(Settings::development()).await
    }

    /// The same with other settings.
    pub async fn one_with(settings: Settings) -> Self {
        Self::spawn(TestDatabase::sqlite().await, settings).await
    }

    /// A site on this database.
    pub async fn spawn(database: TestDatabase, settings: Settings) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Clock::settable(settings.beginning);
        let home = Arc::new(Home { folder, database });
        Self::start(home, clock, settings, Arc::default()).await
    }

    async fn start(home: Arc<Home>, clock: Clock, settings: Settings, visitors: Arc<AtomicU32>) -> Self {
        show_warnings();
        let mut environment = settings.environment.clone();
        environment.entry("DATABASE_URL".to_owned()).or_insert_with(|| home.database.url());
        let folder = home.folder.path().to_owned();
        let sources = Sources { folder, environment, mounts: String::new() };
        let (running, config, keys, metrics) = Running::begin(sources, clock.clone()).await;
        let database = home.database.another_machine().await;
        let mailbox = match &settings.catcher {
            Some(catcher) => Mailbox::caught(catcher.clone()),
            None => Mailbox::kept(Outbox::new(database.clone(), clock.clone(), &keys).expect("a key")),
        };
        let app = Self {
            clock,
            config,
            keys,
            metrics,
            settings,
            home,
            database,
            mailbox,
            visitors,
            running: Some(running),
        };
        app.wait().await;
        app
    }

    async fn wait(&self) {
        let probe = self.visitor();
        let is_up = async {
            // While the site opens, connections may be cut as the waiting room is closed.
            while !probe
                .request("GET", "/health/ready")
                .try_to_send()
                .await
                .is_ok_and(|answer| answer.status == 200)
            {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, is_up).await.expect("the site becomes ready");
    }

    /// Stops it as a supervisor does, and starts it again where it was.
    pub async fn restart(self) -> Self {
        let settings = self.settings.clone();
        self.restart_with(settings).await
    }

    /// The same with other settings.
    pub async fn restart_with(self, settings: Settings) -> Self {
        let (home, clock, visitors) = (self.home.clone(), self.clock.clone(), self.visitors.clone());
        let settings = settings.with("PORT", &self.address().port().to_string());
        self.stop().await;
        Self::start(home, clock, settings, visitors).await
    }

    /// Another process of the same site: same database, same secret, same clock, another port. Of an
    /// SQLite file the program itself serves only once; here that shows what is decided in the tables.
    pub async fn another_machine(&self) -> Self {
        let settings = self.settings.clone().with("PORT", "0").with("DOORWARD_ORIGIN", &self.origin());
        Self::start(self.home.clone(), self.clock.clone(), settings, self.visitors.clone()).await
    }

    /// Stops it as a supervisor does, and waits until it has.
    pub async fn stop(mut self) {
        if let Some(Running { stop, thread }) = self.running.take() {
            // It may have stopped by itself.
            let _ = stop.send(());
            tokio::task::spawn_blocking(|| thread.join()).await.expect("a thread").expect("it ends well");
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.config.listen.address.port()))
    }

    /// Where browsers reach it, without a slash at the end.
    pub fn origin(&self) -> String {
        self.config.origin.to_string()
    }

    /// A URL below the origin.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// A handle to its database with connections of its own.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Somebody with a fresh browser, without scripts, at an address of their own.
    pub fn visitor(&self) -> Visitor {
        let number = self.visitors.fetch_add(1, Ordering::Relaxed);
        let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(198, 18, 0, 1)) + number);
        Visitor::new(self, &address.to_string())
    }

    /// The newest mail to somebody that was not opened yet; waits until there is one, and counts all
    /// older ones as opened.
    pub async fn mail_to(&self, address: &str) -> Mail {
        self.mailbox.open_newest(address).await
    }

    /// Every mail to somebody so far, oldest first.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mailbox.all_to(address).await
    }

    /// Every mail so far, oldest first.
    pub async fn mails(&self) -> Vec<Mail> {
        self.mailbox.all().await
    }
}

impl Running {
    async fn begin(sources: Sources, clock: Clock) -> (Self, Config, Keys, Metrics) {
        let (stop, stopped) = oneshot::channel::<()>();
        let (bound, binding) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = runtime.worker_threads(1).enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let config = Config::load(&sources).unwrap_or_else(|error| panic!("{error}"));
                let server = Server::bind(config, clock).await.unwrap_or_else(|error| panic!("{error}"));
                let parts = server.parts();
                let told = (server.config().clone(), parts.keys.clone(), parts.metrics.clone());
                assert!(bound.send(told).is_ok(), "the test waits");
                let stop = async { drop(stopped.await) };
                Box::pin(server.run(stop)).await.unwrap_or_else(|error| panic!("{error}"));
            });
        });
        let (config, keys, metrics) = binding.await.expect("the site starts");
        (Self { stop, thread }, config, keys, metrics)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(Running { stop, thread }) = self.running.take() {
            let _ = stop.send(());
            let ended = thread.join();
            // A test that fails already says why.
            assert!(ended.is_ok() || std::thread::panicking(), "the site ended with a panic");
        }
    }
}
