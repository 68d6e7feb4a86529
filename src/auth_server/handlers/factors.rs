//! `POST /factors`: a new second factor (gotrue-contract §1.13).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, FactorOwner};
use crate::auth_server::factors::{
    Enrolment, FactorType, enrol_key, enrol_phone, enrol_totp, refuse_enrolment,
};
use crate::auth_server::store::FactorRow;

#[derive(Deserialize)]
pub(crate) struct Form {
    factor_type: Option<String>,
    friendly_name: Option<String>,
    issuer: Option<String>,
    /// Of a telephone.
    phone: Option<String>,
}

/// It holds a secret: only the answer to the one who enrols is made of it.
#[derive(Serialize)]
struct Enrolled {
    id: Uuid,
    #[serde(rename = "type")]
    factor_type: String,
    friendly_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    totp: Option<Totp>,
    /// As it was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
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
    let name = form.friendly_name.unwrap_or_default();
    if kind == FactorType::WebAuthn {
        let factor = enrol_key(&server, &owner, &client, &name).await?;
        return Ok(HttpResponse::Ok().json(Enrolled::from(factor)));
    }
    if kind == FactorType::Phone {
        let phone = form.phone.unwrap_or_default();
        let factor = enrol_phone(&server, &owner, &client, &name, &phone).await?;
        return Ok(HttpResponse::Ok().json(Enrolled { phone: Some(phone), ..Enrolled::from(factor) }));
    }
    let issuer = form.issuer.filter(|issuer| !issuer.is_empty());
    let issuer = issuer.unwrap_or_else(|| server.settings().site_authority());
    let enrolment = enrol_totp(&server, &owner, &client, &name, &issuer).await?;
    Ok(HttpResponse::Ok().json(Enrolled::from(enrolment)))
}

impl From<Enrolment> for Enrolled {
    fn from(enrolment: Enrolment) -> Self {
        let Enrolment { factor, secret, uri, qr_code } = enrolment;
        let totp = Totp { qr_code, secret: secret.text(), uri };
        Self { totp: Some(totp), ..Self::from(factor) }
    }
}

impl From<FactorRow> for Enrolled {
    fn from(factor: FactorRow) -> Self {
        let FactorRow { id, factor_type, friendly_name, .. } = factor;
        Self { id, factor_type, friendly_name, totp: None, phone: None }
    }
}
