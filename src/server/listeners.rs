//! The sockets and the servers on them.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::cookie::Key;
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer, web};
use secrecy::SecretString;
use socket2::{Domain, Socket, Type};
use tokio::runtime::Handle;

use super::readiness::Readiness;
use super::{StartError, health, main_runtime, metrics_page};
use crate::api::{self, ApiSettings};
use crate::config::Listen;
use crate::people::People;
use crate::telemetry::{self, Metrics};
use crate::web::{ClientAddressHeader, Site, assets, middleware, routes, signposts};

/// Connections that wait to be accepted; more than a burst that a site of one machine can serve.
const BACKLOG: i32 = 1024;

/// How long a visitor may take to send a request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an unused connection is kept: longer than a proxy in front keeps it, so that the proxy
/// never sends a request into a connection that is just being closed.
pub const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// How long any request may take, whatever it waits for: longer than a page, so that pages can say so
/// themselves.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Threads that answer the site's own calls. The work is done elsewhere, so one is enough for what
/// the public ones can ask.
#[cfg(feature = "auth-server")]
const PRIVATE_WORKERS: usize = 1;

/// What every worker of the public listener is given.
#[derive(Clone)]
pub(super) struct PublicSide {
    pub(super) readiness: Arc<Readiness>,
    pub(super) people: Arc<People>,
    pub(super) api: ApiSettings,
    pub(super) site: Arc<Site>,
    pub(super) visit_key: Key,
    pub(super) client_address: ClientAddressHeader,
    pub(super) metrics: Metrics,
    /// Opens the page of the numbers.
    pub(super) metrics_token: Option<SecretString>,
    pub(super) is_https: bool,
    /// The auth server inside, where there is one.
    pub(super) auth_routes: AuthRoutes,
}

/// Mounts the endpoints of the auth server inside, or nothing.
pub(super) type AuthRoutes = Arc<dyn Fn(&mut ServiceConfig) + Send + Sync>;

/// Takes hold of an address.
pub(super) fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    try_listen(address).map_err(|error| StartError::Listen { address, error })
}

fn try_listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    // A restart must not wait for connections of the process before to be forgotten.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// Takes hold of a free port that only this machine reaches.
#[cfg(feature = "auth-server")]
pub(super) fn listen_privately() -> Result<TcpListener, StartError> {
    listen(SocketAddr::from(([127, 0, 0, 1], 0)))
}

/// The server for visitors.
pub(super) fn public(
    listener: TcpListener,
    settings: &Listen,
    side: PublicSide,
) -> Result<Server, StartError> {
    let runtime = web::Data::new(Handle::current());
    let readiness = web::Data::from(side.readiness);
    let people = web::Data::from(side.people);
    let shared = web::Data::from(side.site);
    let metrics = web::Data::new(side.metrics);
    let metrics_page = metrics_page::public(side.metrics_token.as_ref());
    let server = HttpServer::new(move || {
        let auth_routes = Arc::clone(&side.auth_routes);
        // The last layer wrapped is the outermost.
        App::new()
            .app_data(runtime.clone())
            .app_data(readiness.clone())
            .app_data(metrics.clone())
            .app_data(side.client_address.clone())
            .configure(health::routes)
            .configure(metrics_page.clone())
            .configure(assets::routes)
            .configure(signposts::routes(shared.clone()))
            .configure(move |config| auth_routes(config))
            .configure(api::routes(people.clone(), &side.api))
            .configure(routes(shared.clone(), side.visit_key.clone()))
            .wrap(from_fn(health::note_work))
            .wrap(middleware::deadline(DEADLINE))
            .wrap(middleware::security_headers(side.is_https))
            .wrap(from_fn(main_runtime::adopt))
            .wrap(from_fn(telemetry::request_span))
    });
    let server = server
        .workers(settings.workers)
        .max_connections(settings.connections.div_ceil(settings.workers))
        .client_request_timeout(HEAD_TIMEOUT)
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(settings.drain.as_secs())
        .disable_signals();
    Ok(server.listen(listener).map_err(StartError::Serve)?.run())
}

/// What every worker of an auth server alone is given.
#[cfg(feature = "auth-server")]
#[derive(Clone)]
pub(super) struct AloneSide {
    pub(super) readiness: Arc<Readiness>,
    pub(super) metrics: Metrics,
    /// Opens the page of the numbers.
    pub(super) metrics_token: Option<SecretString>,
    /// Its endpoints, which take the root.
    pub(super) routes: AuthRoutes,
}

/// The server of an auth server alone.
#[cfg(feature = "auth-server")]
pub(super) fn alone(listener: TcpListener, settings: &Listen, side: AloneSide) -> Result<Server, StartError> {
    let runtime = web::Data::new(Handle::current());
    let readiness = web::Data::from(side.readiness);
    let metrics = web::Data::new(side.metrics);
    let metrics_page = metrics_page::public(side.metrics_token.as_ref());
    let server = HttpServer::new(move || {
        let routes = Arc::clone(&side.routes);
        App::new()
            .app_data(runtime.clone())
            .app_data(readiness.clone())
            .app_data(metrics.clone())
            .configure(health::routes)
            .configure(metrics_page.clone())
            .configure(move |config| routes(config))
            .wrap(from_fn(health::note_work))
            .wrap(middleware::deadline(DEADLINE))
            .wrap(from_fn(main_runtime::adopt))
            .wrap(from_fn(telemetry::request_span))
    });
    let server = server
        .workers(settings.workers)
        .max_connections(settings.connections.div_ceil(settings.workers))
        .client_request_timeout(HEAD_TIMEOUT)
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(settings.drain.as_secs())
        .disable_signals();
    Ok(server.listen(listener).map_err(StartError::Serve)?.run())
}

/// The server for the site's own calls to the auth server inside. It takes every connection that the
/// public side can make, and is stopped last.
#[cfg(feature = "auth-server")]
pub(super) fn private<R>(
    listener: TcpListener,
    settings: &Listen,
    auth_routes: R,
) -> Result<Server, StartError>
where
    R: Fn(&mut ServiceConfig) + Clone + Send + 'static,
{
    let runtime = web::Data::new(Handle::current());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(runtime.clone())
            .configure(auth_routes.clone())
            .wrap(middleware::deadline(DEADLINE))
            .wrap(from_fn(main_runtime::adopt))
            .wrap(from_fn(telemetry::request_span))
    });
    let server = server
        .workers(PRIVATE_WORKERS)
        .max_connections(settings.connections.saturating_mul(2))
        .client_request_timeout(HEAD_TIMEOUT)
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(settings.drain.as_secs())
        .disable_signals();
    Ok(server.listen(listener).map_err(StartError::Serve)?.run())
}
