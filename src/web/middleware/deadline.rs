//! No request takes longer than this, whatever it waits for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error, HttpMessage as _};
use futures_util::StreamExt as _;
use futures_util::stream::poll_fn;
use tokio::time::timeout;

use super::stand_in::StandIn;
use crate::web::{ErrorKind, WebError};

/// When to try again after an answer that took too long.
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// The middleware: what is not answered within `limit` is answered 408 if the body is still on its
/// way, and 503 if we are to blame.
pub fn deadline<S, B>(
    limit: Duration,
) -> impl Transform<S, ServiceRequest, Response = ServiceResponse<EitherBody<B>>, Error = Error, InitError = ()>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    from_fn(move |request, next| within(limit, request, next))
}

async fn within<B: MessageBody>(
    limit: Duration,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let stand_in = StandIn::of(&request);
    let body = WatchedBody::of(&mut request);
    let result = timeout(limit, next.call(request)).await.map_err(|_| {
        if body.as_ref().is_some_and(|body| body.is_awaited.get()) {
            ErrorKind::RequestTimeout.into()
        } else {
            tracing::warn!(limit_s = limit.as_secs(), "a handler took too long");
            WebError::new(ErrorKind::Unavailable).with_retry_after(RETRY_AFTER)
        }
    });
    let mut response = stand_in.answer(result);
    // An answer that goes out while the body is still held closes the connection. Without this, actix
    // waits for the rest of a chunked body that nobody wants, as long as the visitor likes.
    if let Some(body) = body {
        response.response_mut().extensions_mut().insert(body);
    }
    Ok(response)
}

/// The body of a request, lent to whoever reads it.
struct WatchedBody {
    payload: RefCell<Payload>,
    /// Whether somebody is waiting for more of it.
    is_awaited: Cell<bool>,
}

impl WatchedBody {
    fn of(request: &mut ServiceRequest) -> Option<Rc<Self>> {
        let payload = request.take_payload();
        if matches!(payload, Payload::None) {
            return None;
        }
        let body = Rc::new(Self { payload: RefCell::new(payload), is_awaited: Cell::new(false) });
        let lent = Rc::clone(&body);
        let stream = poll_fn(move |context| {
            let polled = lent.payload.borrow_mut().poll_next_unpin(context);
            lent.is_awaited.set(polled.is_pending());
            polled
        });
        request.set_payload(Payload::Stream { payload: Box::pin(stream) });
        Some(body)
    }
}
