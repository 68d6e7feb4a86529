//! A handler that panics costs its visitor an error page, not the connection.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::panic::{self, AssertUnwindSafe};
use std::pin::pin;
use std::sync::Once;

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use super::stand_in::StandIn;
use crate::web::{ErrorKind, WebError};

thread_local! {
    /// Whether a panic of this thread is going to be caught here.
    static IS_WATCHED: Cell<bool> = const { Cell::new(false) };
    /// Where the last watched panic began.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The middleware. The panic is logged once, with the place where it began but without its words:
/// they may hold what a visitor typed.
pub async fn catch_panic<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    listen_to_panics();
    let stand_in = StandIn::of(&request);
    let mut call = pin!(async move { next.call(request).await });
    let result = poll_fn(|context| match watch(|| call.as_mut().poll(context)) {
        Ok(polled) => polled.map(Ok),
        Err(Panicked) => std::task::Poll::Ready(Err(WebError::new(ErrorKind::Internal))),
    })
    .await;
    Ok(stand_in.answer(result))
}

struct Panicked;

/// Runs a piece of code that may panic, and logs when it does.
///
/// What it leaves behind half changed belongs to the request, which ends with it.
fn watch<T>(code: impl FnOnce() -> T) -> Result<T, Panicked> {
    let was_watched = IS_WATCHED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(code));
    IS_WATCHED.set(was_watched);
    result.map_err(|_| {
        let place = PLACE.take().unwrap_or_else(|| "an unknown place".to_owned());
        tracing::error!(place, "a handler panicked");
        Panicked
    })
}

/// Replaces what is printed for a panic, for watched code only, by a note of its place.
fn listen_to_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if IS_WATCHED.get() {
                PLACE.set(panic.location().map(ToString::to_string));
            } else {
                print(panic);
            }
        }));
    });
}
