//! What visitors meet while the database is away at the start: alive, not ready, come back soon.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::http::KeepAlive;
use actix_web::http::header::{CACHE_CONTROL, ContentType, HeaderValue, RETRY_AFTER};
use actix_web::middleware::from_fn;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use tokio::sync::watch;

use super::health::{live, say_whether_ready};
use super::readiness::Obstacle;
use crate::telemetry;
use crate::words::{Language, Words};

/// When to try again, in seconds.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("5");

/// How long it is still there for those who have come in: far longer than its answers take, on a machine
/// too that has much else to do while it starts.
const LINGER: Duration = Duration::from_secs(5);

type Obstacles = watch::Receiver<Option<Obstacle>>;

/// A server that answers on the site's own listener until it is stopped.
pub(super) struct WaitingRoom(ServerHandle);

impl WaitingRoom {
    pub(super) fn open(listener: TcpListener, obstacles: Obstacles) -> std::io::Result<Self> {
        let server = server(listener, obstacles)?;
        let handle = server.handle();
        tokio::spawn(server);
        Ok(Self(handle))
    }

    /// Leaves the listener to the site. Whoever has come in is still answered: a server that is stopped
    /// at once would drop the connections that it accepted at that moment.
    pub(super) async fn close(self) {
        self.0.pause().await;
        tokio::spawn(async move {
            tokio::time::sleep(LINGER).await;
            self.0.stop(true).await;
        });
    }
}

fn server(listener: TcpListener, obstacles: Obstacles) -> std::io::Result<Server> {
    let obstacles = web::Data::new(obstacles);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(obstacles.clone())
            .wrap(from_fn(telemetry::request_span))
            .service(web::resource("/health/live").get(live).head(live))
            .service(web::resource("/health/ready").get(ready).head(ready))
            .default_service(web::to(page))
    });
    let server = server.workers(1).keep_alive(KeepAlive::Disabled).shutdown_timeout(1).disable_signals();
    Ok(server.listen(listener)?.run())
}

async fn ready(obstacles: web::Data<Obstacles>) -> HttpResponse {
    say_whether_ready(Err(obstacles.borrow().unwrap_or(Obstacle::Database)))
}

async fn page(request: HttpRequest) -> HttpResponse {
    let words = Words::of(Language::accepted_in(request.headers()).unwrap_or_default());
    HttpResponse::ServiceUnavailable()
        .insert_header((RETRY_AFTER, RETRY_SECONDS))
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .insert_header(("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .content_type(ContentType::html())
        .body(html(words))
}

/// A page without a layout: style sheets are not served yet.
fn html(words: Words) -> String {
    let (language, heading) = (words.language(), words.waiting_heading());
    let explanation = words.waiting_explanation();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{heading}</title>\n\
         <h1>{heading}</h1>\n<p>{explanation}</p>\n</html>\n"
    )
}
