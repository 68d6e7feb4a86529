//! Binding, serving, stopping.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::http::header::HeaderValue;
use tokio::task::JoinSet;

use super::activity::Activity;
use super::auth_side::AuthSide;
use super::housekeeping::Housekeeping;
use super::inside::Inside;
use super::listeners::{self, PublicSide};
use super::readiness::Readiness;
use super::site_of::{people_of, site_of};
use super::stop::{self, Running};
use super::{Parts, StartError, key_memory, metrics_page, open, sampled};
use crate::api::ApiSettings;
use crate::clock::Clock;
use crate::config::Config;
use crate::people::People;
use crate::web::{ClientAddressHeader, Site, middleware};

/// The whole site, holding its address, not yet answering.
pub struct Server {
    config: Config,
    parts: Parts,
    public: TcpListener,
    metrics: Option<TcpListener>,
}

impl Server {
    /// Takes hold of the address and makes everything that needs no waiting.
    pub async fn bind(config: Config, clock: Clock) -> Result<Self, StartError> {
        let public = listeners::listen(config.listen.address)?;
        let port = public.local_addr().map_err(StartError::Serve)?.port();
        let mut config = config.listening_on(port);
        let metrics = config.metrics.address.map(listeners::listen).transpose()?;
        if let Some(listener) = &metrics {
            config.metrics.address = Some(listener.local_addr().map_err(StartError::Serve)?);
        }
        let parts = Parts::new(&config, clock).await?;
        Ok(Self { config, parts, public, metrics })
    }

    /// The configuration, with the port that the system chose.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// What both sides share.
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Serves until `stop` resolves, then finishes what is under way.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), StartError> {
        let mut stop = std::pin::pin!(stop);
        tokio::select! {
            opened = open::patiently(self.config.database.migrates_at_start, &self.parts, &self.public) => opened?,
            () = &mut stop => return Ok(()),
        }
        let auth = AuthSide::open(&self.config, &self.parts).await?;
        key_memory::recall(&self.parts.accounts, &auth).await?;
        let people = Arc::new(people_of(&self.config, &self.parts, &auth)?);
        let site = Arc::new(site_of(&self.config, &self.parts, Arc::clone(&people))?);
        let activity = Arc::new(Activity::default());
        let (database, verifier) = (self.parts.database.clone(), auth.verifier.clone());
        let readiness = Arc::new(Readiness::new(database, Some(verifier), Arc::clone(&activity)));
        sampled::add(&self.parts, auth.inside.as_ref());
        let mut servers = JoinSet::new();
        // The private one first: nobody is let in before the site can ask.
        let private = auth.serve_site(&self.config.listen)?.map(|server| {
            let handle = server.handle();
            servers.spawn(server);
            handle
        });
        let front = self.public_side(&auth, people, Arc::clone(&site), Arc::clone(&readiness))?;
        let public = listeners::public(self.public, &self.config.listen, front)?;
        let running = Running { public: public.handle(), private, site: Some(site), readiness };
        servers.spawn(public);
        if let Some(listener) = self.metrics {
            servers.spawn(metrics_page::private(listener, self.parts.metrics.clone())?);
        }
        let mut workers = workers(&self.parts, &auth, activity);
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

    fn public_side(
        &self,
        auth: &AuthSide,
        people: Arc<People>,
        site: Arc<Site>,
        readiness: Arc<Readiness>,
    ) -> Result<PublicSide, StartError> {
        let address_header = self.config.client_address_header.clone();
        Ok(PublicSide {
            readiness,
            people,
            api: api_settings(&self.config),
            site,
            visit_key: middleware::visit_key(&self.parts.keys)?,
            auth_routes: auth.routes(address_header.as_ref()),
            client_address: ClientAddressHeader(address_header),
            metrics: self.parts.metrics.clone(),
            metrics_token: self.config.metrics.token.clone(),
            is_https: self.config.origin.url().scheme() == "https",
        })
    }
}

fn api_settings(config: &Config) -> ApiSettings {
    let origins = config.api_origins.iter().map(ToString::to_string);
    ApiSettings { origins: origins.filter_map(|origin| HeaderValue::try_from(origin).ok()).collect() }
}

/// What goes on beside the requests.
fn workers(parts: &Parts, auth: &AuthSide, activity: Arc<Activity>) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    let (outbox, mailer) = (parts.outbox.clone(), parts.mailer.clone());
    workers.spawn(async move { outbox.run(&mailer).await });
    let tidier = auth.inside.as_ref().map(Inside::tidier);
    workers.spawn(Housekeeping::new(parts.clone(), tidier).keep(activity));
    workers.spawn(key_memory::fetch(auth.verifier.clone(), parts.clock.clone()));
    workers.spawn(key_memory::remember(parts.accounts.clone(), auth.name.clone(), auth.verifier.clone()));
    workers
}
