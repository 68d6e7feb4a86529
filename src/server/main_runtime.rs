//! Ties what requests open to the program's main runtime.
//!
//! Each worker thread has a runtime of its own that ends with it, and an idle worker ends as soon as
//! the server is told to stop. A database or HTTP connection opened there would die with it, although
//! a request of another worker is using it at that moment.

use std::future::{Future, poll_fn};
use std::pin::pin;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use tokio::runtime::Handle;

/// The middleware: sockets, timers and tasks of this request belong to the runtime in its data.
pub(super) async fn adopt(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    match request.app_data::<Data<Handle>>().cloned() {
        Some(runtime) => within(&runtime, next.call(request)).await,
        None => next.call(request).await,
    }
}

/// Polls a future inside a runtime that is not the one that drives it.
async fn within<F: Future>(runtime: &Handle, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| {
        let _inside = runtime.enter();
        future.as_mut().poll(context)
    })
    .await
}
