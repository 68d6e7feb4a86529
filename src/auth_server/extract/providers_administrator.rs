//! The right to set up providers (gotrue-contract §1.17).

use actix_web::dev::Payload;
use actix_web::web::Path;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::{Administrator, bearer};
use crate::auth_server::custom_providers::refuse_other_names;
use crate::auth_server::error::ApiError;
use crate::gotrue::ErrorCode;

/// An administrator, where administrators set up providers.
pub(crate) struct ProvidersAdministrator;

impl FromRequest for ProvidersAdministrator {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (server, administrator) =
            (bearer::server(request), Administrator::from_request(request, payload));
        async move {
            administrator.await?;
            if server?.settings().external.custom.are_taken {
                return Ok(Self);
            }
            let code = ErrorCode::FEATURE_DISABLED;
            Err(ApiError::not_found(code, "Providers are set up by the operator here alone"))
        }
        .boxed_local()
    }
}

/// Such an administrator with the name of one provider, by which it is asked for at `/authorize` too.
pub(crate) struct NamedProvider(pub(crate) String);

impl FromRequest for NamedProvider {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let name = Path::<String>::from_request(request, payload);
        let administrator = ProvidersAdministrator::from_request(request, payload);
        async move {
            administrator.await?;
            let name = name.await.map_or_else(|_| String::new(), Path::into_inner);
            refuse_other_names(&name)?;
            Ok(Self(name))
        }
        .boxed_local()
    }
}
