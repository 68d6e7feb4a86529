//! Supabase, played by another site of ours with the auth server inside, behind a proxy that can give
//! it a bad day. A site that uses it shares nothing with it but the wire.

use std::time::Duration;

use doorward::auth_server::{AuthServer, AuthServerSettings};
use doorward::clock::{Clock, Timestamp};
use doorward::config::AUTH_PATH;
use doorward::mail::Outbox;
use secrecy::{ExposeSecret as _, SecretString};

use super::app::TestApp;
use super::database::TestDatabase;
use super::fault_proxy::FaultProxy;
use super::mailbox::Mail;
use super::person::Person;
use super::process::Place;
use super::program::Program;
use super::settings::{CLIENT_ADDRESS_HEADER, Settings};
use super::visitor::Visitor;

/// The auth server and the proxy before it.
pub struct Supabase {
    /// What stands between.
    pub proxy: FaultProxy,
    house: TestApp,
    publishable_key: String,
    secret_key: String,
}

impl Supabase {
    /// A new one with nobody in it.
    pub async fn start() -> Self {
        Self::start_with(Settings::development()).await
    }

    /// The same for a site that is a process of its own and has the machine's clock.
    pub async fn start_now() -> Self {
        Self::start_at(Clock::system().now()).await
    }

    /// The same with a clock that begins at some other time.
    pub async fn start_at(beginning: Timestamp) -> Self {
        Self::start_with(Settings::development().beginning(&beginning.to_string())).await
    }

    /// The same for a site at this origin that is a process of its own: what links of mails lead to.
    pub async fn start_for(origin: &str) -> Self {
        Self::start_with(Self::now().with("DOORWARD_ORIGIN", origin)).await
    }

    /// The same with something set up otherwise.
    pub async fn start_now_with(name: &str, value: &str) -> Self {
        Self::start_with(Self::now().with(name, value)).await
    }

    fn now() -> Settings {
        Settings::development().beginning(&Clock::system().now().to_string())
    }

    /// The same with other settings of its own.
    pub async fn start_with(settings: Settings) -> Self {
        let house = TestApp::one_with(settings).await;
        let keys = keys_of(&house).await;
        let key = |key: SecretString| key.expose_secret().to_owned();
        Self {
            proxy: FaultProxy::before(house.address().port()),
            publishable_key: key(keys.publishable_key()),
            secret_key: key(keys.service_key()),
            house,
        }
    }

    /// What a site is told so that it uses this one.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("SUPABASE_URL", self.proxy.url()),
            ("SUPABASE_PUBLISHABLE_KEY", self.publishable_key.clone()),
            ("SUPABASE_SECRET_KEY", self.secret_key.clone()),
            ("DOORWARD_AUTH_ISSUERS", self.house.config.origin.at(AUTH_PATH).to_string()),
            // Limits are counted for each visitor, as Supabase does it behind its own proxy.
            ("DOORWARD_AUTH_ADDRESS_HEADER", CLIENT_ADDRESS_HEADER.to_owned()),
        ]
    }

    /// Settings of a site that uses this one.
    pub fn settings(&self) -> Settings {
        let add = |settings: Settings, (name, value): (&str, String)| settings.with(name, &value);
        self.variables().into_iter().fold(Settings::development(), add)
    }

    /// A site that uses this one, on this database.
    pub async fn site(&self, database: TestDatabase) -> TestApp {
        TestApp::spawn(database, self.settings()).await
    }

    /// A place for a program that uses this one, on this database.
    pub fn place(&self, database: &TestDatabase) -> Place {
        let variables = self.variables();
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Place::new(&[("DATABASE_URL", &database.url())]).with(&variables)
    }

    /// A program that asks the auth server itself.
    pub fn program(&self) -> Program {
        self.house.program()
    }

    /// Its clock.
    pub fn clock(&self) -> &Clock {
        &self.house.clock
    }

    /// Lets time pass here and at a site.
    pub fn time_passes(&self, site: &TestApp, span: Duration) {
        self.house.clock.advance(span);
        site.clock.advance(span);
    }

    /// The newest mail to somebody: the auth server sends them itself.
    pub async fn mail_to(&self, address: &str) -> Mail {
        self.house.mail_to(address).await
    }

    /// Somebody who signed up at a site, confirmed their address by the code, and is signed in.
    pub async fn user(&self, mut browser: Visitor, name: &str) -> Person {
        let email = format!("{name}@example.com");
        let answer = browser.signs_up(name, &email).await;
        assert_eq!(answer.goes_to(), "/check-inbox");
        browser.follow().await;
        self.confirms(&mut browser, &email).await;
        Person { browser, name: name.to_owned(), email }
    }

    /// Types the code of the newest mail into the page "Check your inbox".
    pub async fn confirms(&self, browser: &mut Visitor, email: &str) {
        let mail = self.mail_to(email).await;
        let answer = browser.submit("check-inbox", &[("code", mail.code())]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser.follow().await;
    }
}

/// The keys follow from the secret: another handle to the auth server inside knows them too.
async fn keys_of(house: &TestApp) -> AuthServer {
    let settings = AuthServerSettings::new(
        house.config.origin.url().clone(),
        house.config.origin.at(AUTH_PATH),
        house.config.product.clone(),
    );
    let outbox = Outbox::new(house.database().clone(), house.clock.clone(), &house.keys).expect("a key");
    let opened =
        AuthServer::open(settings, house.database().clone(), house.clock.clone(), &house.keys, outbox).await;
    opened.expect("the auth server opens")
}
