//! Binding, serving, stopping.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::listeners::{self, PublicSide};
use super::readiness::Readiness;
use super::waiting_room::WaitingRoom;
use super::{Parts, StartError, open, stop};
use crate::clock::Clock;
use crate::config::Config;

/// How long the database may take before visitors are told that the site is starting.
const PATIENCE: Duration = Duration::from_millis(200);

/// The whole site, holding its address, not yet answering.
pub struct Server {
    config: Config,
    parts: Parts,
    public: TcpListener,
}

impl Server {
    /// Takes hold of the address and makes everything that needs no waiting.
    pub async fn bind(config: Config, clock: Clock) -> Result<Self, StartError> {
        let public = listeners::listen(config.listen.address)?;
        let port = public.local_addr().map_err(StartError::Serve)?.port();
        let config = config.listening_on(port);
        let parts = Parts::new(&config, clock).await?;
        Ok(Self { config, parts, public })
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
            opened = self.open() => opened?,
            () = &mut stop => return Ok(()),
        }
        let keys = watch::channel(Some(String::new())).1;
        let readiness = Arc::new(Readiness::new(self.parts.database.clone(), keys));
        let side = PublicSide { readiness: readiness.clone() };
        let public = listeners::public(self.public, &self.config.listen, side)?;
        let handle = public.handle();
        let outbox = tokio::spawn({
            let parts = self.parts.clone();
            async move { parts.outbox.run(&parts.mailer).await }
        });
        let mut serving = tokio::spawn(public);
        tokio::select! {
            ended = &mut serving => {
                let error = ended.map_err(std::io::Error::other).and_then(|ended| ended).err();
                return error.map_or(Ok(()), |error| Err(StartError::Serve(error)));
            }
            () = &mut stop => {}
        }
        outbox.abort();
        stop::in_order(&readiness, handle, &self.parts).await;
        Ok(())
    }

    /// Waits for the database; visitors are told so when it takes longer than a moment.
    async fn open(&self) -> Result<(), StartError> {
        let (obstacle, obstacles) = watch::channel(None);
        let mut opening = std::pin::pin!(open::database(&self.config, &self.parts, &obstacle));
        if let Ok(opened) = tokio::time::timeout(PATIENCE, &mut opening).await {
            return opened;
        }
        let listener = self.public.try_clone().map_err(StartError::Serve)?;
        let room = WaitingRoom::open(listener, obstacles).map_err(StartError::Serve)?;
        let opened = opening.await;
        room.close().await;
        opened
    }
}
