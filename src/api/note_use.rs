//! The layer that notes the use of a session.

use std::rc::Rc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};

use crate::people::{People, SessionHolder};

/// The middleware: [`BearerUser`](super::extract::BearerUser) says whose session it is, and it is
/// noted when the answer is on its way.
pub(super) async fn note_use(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let response = next.call(request).await?;
    let holder = response.request().extensions().get::<Rc<SessionHolder>>().cloned();
    if let (Some(holder), Some(people)) = (holder, response.request().app_data::<Data<People>>()) {
        people.note_use(&holder);
    }
    Ok(response)
}
