//! `/admin/custom-providers`: providers that administrators set up, which is switched off here
//! (gotrue-contract §1.17). Those of the operator are in the settings.

use actix_web::HttpResponse;

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Administrator;
use crate::gotrue::ErrorCode;

/// Whatever administrators ask for there.
pub(crate) async fn off(_: Administrator) -> Result<HttpResponse, ApiError> {
    let code = ErrorCode::FEATURE_DISABLED;
    Err(ApiError::not_found(code, "Providers are set up by the operator here, not by administrators"))
}
