//! The middleware that lets no program by.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, FromRequest as _, HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Judge;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Client, Query, members, parse, read_body, sent};
use crate::gotrue::ErrorCode;

/// Grants of `/token` that show more than a captcha does.
const SPARED_GRANTS: [&str; 3] = ["refresh_token", "pkce", "id_token"];

/// Where a body says which captcha was solved.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Solved {
    gotrue_meta_security: Option<Map<String, Value>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Security {
    captcha_token: Option<String>,
}

/// Lets requests by whose captcha was solved, those of administrators, and all where none is asked for. It
/// stands outside of what runs twice: a captcha is good for one look.
pub(crate) async fn people_only(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let server = request.app_data::<Data<AuthServer>>().cloned();
    let Some(judge) = server.as_ref().and_then(|server| server.captcha()) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let (request, payload) = request.into_parts();
    let payload = if is_spared(&request).await {
        Ok(payload)
    } else {
        let_by(judge, &request, payload).await.map(sent)
    };
    match payload {
        Ok(payload) => {
            let request = ServiceRequest::from_parts(request, payload);
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(refusal) => Ok(ServiceResponse::new(request, HttpResponse::from_error(refusal))),
    }
}

async fn is_spared(request: &HttpRequest) -> bool {
    let is_token = request.path().ends_with("/token");
    request.method() != Method::POST
        || (is_token && SPARED_GRANTS.contains(&Query::of(request).get("grant_type")))
        || Administrator::from_request(request, &mut Payload::None).await.is_ok()
}

/// The body, once its captcha is known to be solved.
async fn let_by(judge: &Judge, request: &HttpRequest, payload: Payload) -> Result<Bytes, ApiError> {
    let body = read_body(payload).await?;
    let Solved { gotrue_meta_security: security } = parse(&body)?;
    let Security { captcha_token: token } = members(security.unwrap_or_default())?;
    let token = token.unwrap_or_default();
    let token = token.trim();
    if token.is_empty() {
        return Err(ApiError::bad_request(ErrorCode::CAPTCHA_FAILED, "A solved captcha is needed"));
    }
    judge.refuse_programs(token, Client::of(request).address).await?;
    Ok(body.freeze())
}
