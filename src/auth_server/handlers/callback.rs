//! `GET` and `POST /callback`: back from a provider (gotrue-contract §1.11).

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::external::{Arrived, Returning, arrive};
use crate::auth_server::extract::{Client, Query, RedirectTo, SentForm};
use crate::auth_server::landing::{self, Landing};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;

pub(crate) async fn get(
    server: Data<AuthServer>,
    client: Client,
    query: Query,
    RedirectTo(fallback): RedirectTo,
) -> Result<HttpResponse, ApiError> {
    receive(&server, client, &query, fallback).await
}

/// For providers that send the browser back with a form.
pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(fallback): RedirectTo,
    SentForm(form): SentForm,
) -> Result<HttpResponse, ApiError> {
    receive(&server, client, &form, fallback).await
}

async fn receive(
    server: &AuthServer,
    client: Client,
    brought: &Query,
    fallback: String,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Callback, client.address)?;
    let returning = match Returning::find(server, brought.get("state")).await {
        Ok(returning) => returning,
        Err(error) => {
            let site = landing::lost(server.settings().site(), &error);
            return Ok(HttpResponse::SeeOther().insert_header((LOCATION, site)).finish());
        }
    };
    let landing = Landing { redirect_to: returning.redirect_to.clone(), in_query: true };
    let mut redirect = HttpResponse::Found();
    // A mail that is still needed leads to the site.
    let asked = Asked { client, redirect_to: fallback, challenge: None };
    let location = match arrive(server, returning, brought, &asked).await {
        Ok(Arrived::Coded(code)) => landing.coded(&code),
        Ok(Arrived::SignedIn(issued, tokens)) => {
            issued.name_in(&mut redirect);
            landing.came_back(issued.response(), &tokens)
        }
        Err(refusal) => landing.turned_away(&refusal),
    };
    Ok(redirect.insert_header((LOCATION, location)).finish())
}
