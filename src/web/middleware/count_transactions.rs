//! Counts the transactions that a request has open, for the guard of [`Site`](crate::web::Site) that
//! none is while the auth server is asked.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use crate::database::counting_transactions;

pub(crate) async fn count_transactions(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    counting_transactions(next.call(request)).await
}
