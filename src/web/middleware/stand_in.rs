//! A request in the place of one that is gone.
//!
//! An answer needs its request, but the real one went down with the handler that panicked or ran out
//! of time, and nobody may hold on to it before: actix changes requests while it routes them. What
//! outer layers put into the extensions is gone too; they must keep their own copy.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, Uri, Version};
use actix_web::test::TestRequest;
use actix_web::{Error, ResponseError};

use crate::web::WebError;

/// What is kept of a request: enough to answer it.
pub(super) struct StandIn {
    method: Method,
    uri: Uri,
    version: Version,
}

impl StandIn {
    pub(super) fn of(request: &ServiceRequest) -> Self {
        Self { method: request.method().clone(), uri: request.uri().clone(), version: request.version() }
    }

    /// The answer of the layers inside, or an error in its place.
    pub(super) fn answer<B: MessageBody>(
        self,
        result: Result<Result<ServiceResponse<B>, Error>, WebError>,
    ) -> ServiceResponse<EitherBody<B>> {
        match result {
            Ok(Ok(response)) => response.map_into_left_body(),
            Ok(Err(error)) => self.error(error.as_response_error()),
            Err(error) => self.error(&error),
        }
    }

    fn error<B>(self, error: &dyn ResponseError) -> ServiceResponse<EitherBody<B, BoxBody>> {
        // The only request that can be made by hand.
        let mut request = TestRequest::default().to_srv_request();
        let head = request.head_mut();
        head.method = self.method;
        head.uri = self.uri;
        head.version = self.version;
        request.into_response(error.error_response()).map_into_right_body()
    }
}
