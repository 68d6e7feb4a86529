//! `POST /factors`: a new second factor (gotrue-contract §1.13).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, FactorOwner};
use crate::auth_server::factors::{Enrolment, FactorType, enrol_totp, refuse_enrolment};

#[derive(Deserialize)]
pub(crate) struct Form {
    factor_type: Option<String>,
    friendly_name: Option<String>,
    issuer: Option<String>,
    /// Read for its type only: numbers are switched off.
    #[serde(rename = "phone")]
    _phone: Option<String>,
}

/// It holds a secret: only the answer to the one who enrols is made of it.
#[derive(Serialize)]
struct Enrolled {
    id: Uuid,
    #[serde(rename = "type")]
    factor_type: String,
    friendly_name: String,
    totp: Totp,
}

#[derive(Serialize)]
struct Totp {
    qr_code: String,
    secret: String,
    uri: String,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    owner: FactorOwner,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let Body(form) = body?;
    let kind = form.factor_type.as_deref().and_then(FactorType::from_name);
    let kind = kind.ok_or_else(|| ApiError::invalid("The factor_type is totp, phone or webauthn"))?;
    refuse_enrolment(&server, kind)?;
    let issuer = form.issuer.filter(|issuer| !issuer.is_empty());
    let issuer = issuer.unwrap_or_else(|| server.settings().site_authority());
    let name = form.friendly_name.unwrap_or_default();
    let enrolment = enrol_totp(&server, &owner, &client, &name, &issuer).await?;
    Ok(HttpResponse::Ok().json(Enrolled::from(enrolment)))
}

impl From<Enrolment> for Enrolled {
    fn from(enrolment: Enrolment) -> Self {
        let Enrolment { factor, secret, uri, qr_code } = enrolment;
        Self {
            id: factor.id,
            factor_type: factor.factor_type,
            friendly_name: factor.friendly_name,
            totp: Totp { qr_code, secret: secret.text(), uri },
        }
    }
}
