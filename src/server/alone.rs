//! An auth server that serves nothing beside it: on one listener, at the root and below `/auth/v1`.

use std::net::TcpListener;
use std::sync::Arc;

use secrecy::SecretString;
use tokio::task::JoinSet;
use url::Url;

use super::activity::Activity;
use super::housekeeping::Housekeeping;
use super::inside::{Tidier, hashing_of};
use super::listeners::{self, AloneSide};
use super::readiness::Readiness;
use super::stop::{self, Running};
use super::{Parts, StartError, caught_mails, metrics_page, open, sampled};
use crate::auth_server::AuthServer;
use crate::clock::Clock;
use crate::config::AloneConfig;

/// The server, holding its address, not yet answering.
pub struct Alone {
    config: AloneConfig,
    parts: Parts,
    public: TcpListener,
    metrics: Option<TcpListener>,
}

/// How a program comes in.
#[derive(Clone, Debug)]
pub struct WayIn {
    /// Where the server is on this machine.
    pub url: Url,
    /// The key that any program may show.
    pub publishable_key: SecretString,
    /// The key that may do everything.
    pub service_key: SecretString,
    /// The secret that signs tokens; without one the published keys verify them.
    pub jwt_secret: Option<SecretString>,
    /// Where mails are shown, if they are.
    pub mails: Option<Url>,
}

impl Alone {
    /// Takes hold of the address and makes everything that needs no waiting.
    pub async fn bind(config: AloneConfig, clock: Clock) -> Result<Self, StartError> {
        let public = listeners::listen(config.listen.address)?;
        let port = public.local_addr().map_err(StartError::Serve)?.port();
        let mut config = config.listening_on(port);
        let metrics = config.metrics.address.map(listeners::listen).transpose()?;
        if let Some(listener) = &metrics {
            config.metrics.address = Some(listener.local_addr().map_err(StartError::Serve)?);
        }
        let parts = Parts::of(&config.keys, &config.database, &config.mail, clock).await?;
        Ok(Self { config, parts, public, metrics })
    }

    /// The configuration, with the port that the system chose.
    pub const fn config(&self) -> &AloneConfig {
        &self.config
    }

    /// Serves until `stop` resolves, then finishes what is under way. Tells how to come in as soon as
    /// that is possible.
    pub async fn run(
        self,
        stop: impl Future<Output = ()>,
        tell: impl FnOnce(WayIn),
    ) -> Result<(), StartError> {
        let mut stop = std::pin::pin!(stop);
        // As GoTrue does: whoever starts it means its tables too.
        tokio::select! {
            opened = open::patiently(true, &self.parts, &self.public) => opened?,
            () = &mut stop => return Ok(()),
        }
        let Parts { database, clock, keys, outbox, .. } = &self.parts;
        let settings = self.config.settings.clone();
        let server =
            AuthServer::open(settings, database.clone(), clock.clone(), keys, outbox.clone()).await?;
        let activity = Arc::new(Activity::default());
        let readiness = Arc::new(Readiness::new(database.clone(), None, Arc::clone(&activity)));
        sampled::add_house(&self.parts);
        sampled::add_passwords(&self.parts.metrics, &|| hashing_of(&server));
        let way_in = self.way_in(&server)?;
        let side = self.side(&server, Arc::clone(&readiness));
        let mut servers = JoinSet::new();
        let public = listeners::alone(self.public, &self.config.listen, side)?;
        let running = Running { public: public.handle(), private: None, site: None, readiness };
        servers.spawn(public);
        if let Some(listener) = self.metrics {
            servers.spawn(metrics_page::private(listener, self.parts.metrics.clone())?);
        }
        let mut workers = workers(&self.parts, server, activity);
        tell(way_in);
        tokio::select! {
            Some(ended) = servers.join_next() => {
                let error = ended.map_err(std::io::Error::other).and_then(|ended| ended).err();
                return error.map_or(Ok(()), |error| Err(StartError::Serve(error)));
            }
            () = &mut stop => {}
        }
        stop::give_notice(&running, self.config.listen.notice).await;
        workers.abort_all();
        stop::in_order(running, &self.parts).await;
        Ok(())
    }

    fn way_in(&self, server: &AuthServer) -> Result<WayIn, StartError> {
        let no_url = |error| StartError::Serve(std::io::Error::other(error));
        let url = Url::parse(&format!("http://{}", self.config.listen.address)).map_err(no_url)?;
        let mails = self.config.is_ephemeral.then(|| url.join(caught_mails::PATH));
        let settings = &self.config.settings;
        Ok(WayIn {
            publishable_key: server.publishable_key(),
            service_key: server.service_key(),
            jwt_secret: settings.jwt_secret.clone().filter(|_| settings.jwt_keys.is_none()),
            mails: mails.transpose().map_err(no_url)?,
            url,
        })
    }

    fn side(&self, server: &AuthServer, readiness: Arc<Readiness>) -> AloneSide {
        let mails = self.config.is_ephemeral.then(|| caught_mails::routes(&self.parts.outbox));
        let endpoints = server.routes_of_all_paths(self.config.address_header.clone());
        AloneSide {
            readiness,
            metrics: self.parts.metrics.clone(),
            metrics_token: self.config.metrics.token.clone(),
            routes: Arc::new(move |config| {
                if let Some(mails) = &mails {
                    mails(config);
                }
                endpoints(config);
            }),
        }
    }
}

/// What goes on beside the requests.
fn workers(parts: &Parts, server: AuthServer, activity: Arc<Activity>) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    let (outbox, mailer) = (parts.outbox.clone(), parts.mailer.clone());
    workers.spawn(async move { outbox.run(&mailer).await });
    workers.spawn(Housekeeping::new(parts.clone(), Some(Tidier::of(server))).keep(activity));
    workers
}
